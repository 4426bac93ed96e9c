//! Rows that sum up others.

use super::{Cell, Table};
use crate::document::Place;
use crate::spreadsheet::address;

/// Words that name such a row, alone or at its end, blanks left out.
const NAMES: [&str; 19] = [
    "合計", "合计", "總計", "总计", "小計", "小计", "共計", "總額", "總和", "합계", "소계", "총계", "누계",
    "累計", "계", "total", "totals", "subtotal", "sum",
];
/// Those that stand at the end of longer names too: `歲出合計`, `Total`.
const ENDS: [&str; 13] = [
    "合計", "合计", "總計", "总计", "小計", "小计", "共計", "합계", "소계", "총계", "누계", "累計", "total",
];
/// Longest name, in characters.
const LONGEST: usize = 40;

/// The rows below the header that sum up others: by the name that they bear, or because all their figures are sums of the
/// cells above.
pub(super) fn rows(table: &Table) -> Vec<u32> {
    let mut found = Vec::new();
    // A merged name holds for all the rows that it covers.
    let mut until = 0;
    for row in table.cells.chunk_by(|a, b| a.row == b.row) {
        let Some(number) = row.first().map(|c| c.row).filter(|r| *r >= table.header_rows) else {
            continue;
        };
        let figure = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        let figures = row.iter().skip(1).filter(|c| figure(&c.text)).count();
        let keys = table.header_columns.max(1);
        let name = row
            .iter()
            .take_while(|c| c.column < keys)
            .find(|c| is_name(&c.text));
        if let Some(name) = name {
            until = until.max(number.saturating_add(name.row_span));
        }
        let named = number < until;
        let sums = row.iter().filter(|c| sums_above(c)).count();
        if figures > 0 && named || sums > 0 && sums >= figures.max(1) {
            found.push(number);
        }
    }
    found
}

/// Whether a cell names a sum.
fn is_name(text: &str) -> bool {
    if !may_be_name(text) || text.chars().count() > LONGEST {
        return false;
    }
    let folded = super::unit::fold(text.trim());
    let bare: String = folded
        .chars()
        .filter(|c| !c.is_whitespace() && !"()（）[]:：.-–*".contains(*c))
        .collect();
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let latin = folded.is_ascii();
    NAMES.contains(&bare.as_str())
        || !latin && ENDS.iter().any(|end| bare.ends_with(end))
        || latin
            && words
                .clone()
                .any(|w| matches!(w, "total" | "totals" | "subtotal"))
            && words.count() <= 5
}

/// Whether a text has a sign that all the names have; most cells need no further look.
fn may_be_name(text: &str) -> bool {
    let latin = |word: &[u8; 3]| text.as_bytes().windows(3).any(|w| w.eq_ignore_ascii_case(word));
    text.contains(['計', '计', '계', '總']) || latin(b"tot") || latin(b"sum") || text.contains(['Ｔ', 'ｔ'])
}

/// Whether a cell adds up cells of its own column above it: `=SUM(B5:B9)`, `=SUBTOTAL(9,B5:B9)`.
fn sums_above(cell: &Cell) -> bool {
    let Some(formula) = &cell.formula else {
        return false;
    };
    let formula = formula.trim_start_matches('=').to_ascii_uppercase();
    let Some(arguments) = formula
        .strip_prefix("SUBTOTAL(")
        .or_else(|| formula.strip_prefix("SUM("))
    else {
        return false;
    };
    // The column of a list object has no addresses.
    if formula.starts_with("SUBTOTAL(") && arguments.contains('[') {
        return true;
    }
    let range = arguments
        .trim_end_matches(')')
        .rsplit(',')
        .next()
        .unwrap_or_default();
    let corners = range
        .split_once(':')
        .and_then(|(from, to)| Some((address::parse(from)?, address::parse(to)?)));
    let own = match &cell.locator.place {
        Place::Sheet { range, .. } => address::parse(range),
        _ => None,
    };
    match (corners, own) {
        (Some(((_, left), (bottom, right))), Some((row, column))) => {
            left == right && left == column && bottom < row
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_of_sums() {
        for name in [
            "合 計",
            "總計",
            "歲出合計",
            "소 계",
            "계",
            "Total",
            "Subtotal:",
            "Total revenue",
            "GRAND TOTAL",
        ] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "計畫",
            "계획",
            "統計處",
            "Totalisator",
            "summary",
            "통계청",
            "合計畫",
            "관계",
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}
