//! Units that stand outside the cells: in a header, a caption, or a line before the table.

use quarry_ingest::table::columns::Units;
use quarry_ingest::table::enrich::value_of;
use quarry_ingest::table::unit::{Locale, Unit};
use quarry_ingest::{Block, Cell, Document, Scalar, Table};

use super::printed::Printed;
use super::values::amounts;

/// A figure as it is read from a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Figure {
    /// In base units.
    pub(super) number: Option<f64>,
    /// ISO 4217 code, for money.
    pub(super) currency: Option<String>,
    pub(super) percent: bool,
    /// What stands around its digits, where that is not in the cell itself.
    pub(super) unit: Option<Printed>,
}

/// The units of the cells of one table.
pub(super) struct CellUnits {
    units: Units,
    locale: Locale,
    /// A unit over the table that is no known word, and is no money: `盞`.
    pub(super) unknown: Option<String>,
}

impl CellUnits {
    /// Reads what stands over `table`, whose unit is `stated`.
    pub(super) fn of(document: &Document, table: &Table, stated: &str) -> Self {
        let locale = Locale::of_languages(&document.languages);
        let known = Unit::find(stated, locale).or_else(|| Unit::parse(stated, locale));
        let one = |u: &String| !u.contains([',', '、', '，']);
        Self {
            units: Units::of(table, stated, locale),
            locale,
            unknown: known.is_none().then(|| plain_unit(stated)).flatten().filter(one),
        }
    }

    /// The figure of a cell; multipliers of its unit applied once.
    pub(super) fn read(&self, cell: &Cell, row: u32, column: usize) -> Figure {
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        let unit = self.units.at(row, column);
        let typed = match &cell.value {
            // What reading left as its digits say, the unit that was found only here counts.
            Some(value) if matches!(value.scalar, Scalar::Number(_) | Scalar::Percent(_)) => {
                let bare = value_of(&cell.text, None, self.locale);
                let digits = bare.is_some_and(|b| b.scalar == value.scalar);
                let counts = unit.is_some_and(|u| (u.multiplier - 1.0).abs() > f64::EPSILON);
                let scaled = (digits && counts && value.unit.is_none())
                    .then(|| value_of(&cell.text, unit, self.locale));
                scaled.flatten().or_else(|| Some(value.clone()))
            }
            _ => value_of(&cell.text, unit, self.locale),
        };
        let bare = is_bare(&cell.text);
        let (number, percent, code) = match typed.map(|v| (v.scalar, v.unit)) {
            Some((Scalar::Number(n), code)) => (Some(n), false, code),
            Some((Scalar::Percent(n), _)) => (Some(n), true, None),
            _ => {
                // What the cell says beside its figure leaves the figure.
                let written = amounts(&cell.text).into_iter().next();
                let scale = unit.map_or(1.0, |u| u.multiplier);
                let lost = cell.text.trim_start().starts_with(['-', '−', '△', '▲']);
                let number = written.map(|w| w.value * if w.has_unit { 1.0 } else { scale });
                let sign = if lost { -1.0 } else { 1.0 };
                (number.map(|n| n * sign), false, unit.and_then(|u| u.code.clone()))
            }
        };
        let is_code = |u: &String| u.len() == 3 && u.chars().all(|c| c.is_ascii_uppercase());
        Figure {
            number,
            currency: code.filter(is_code),
            percent,
            unit: unit.filter(|_| bare && number.is_some()).and_then(Printed::of),
        }
    }
}

/// Whether a cell has nothing but digits and their signs.
pub(super) fn is_bare(text: &str) -> bool {
    text.chars()
        .all(|c| !c.is_alphabetic() && !matches!(c, '%' | '％' | '$' | '€' | '₩' | '£' | '¥' | '㎡'))
}

/// A unit that a caption tells: `(단위: 백만원)`, `單位：人`, `(£000)`.
fn unit_in(caption: &str) -> Option<String> {
    for mark in ["單位", "单位", "단위", "Unit", "unit"] {
        let Some((_, rest)) = caption.split_once(mark) else {
            continue;
        };
        let rest = rest.trim_start();
        let Some(rest) = rest.strip_prefix([':', '：']) else {
            continue;
        };
        let end = rest.find([')', '）', ']', '】', '\n']).unwrap_or(rest.len());
        let unit = rest.get(..end)?.trim();
        if !unit.is_empty() && unit.chars().count() <= 16 {
            return Some(unit.to_owned());
        }
    }
    bracketed(caption).filter(|u| u.contains("000") || u.to_lowercase().contains("thousand"))
}

/// The unit that a table states, in itself, its caption, or the lines before it; empty where there is none.
pub(super) fn stated_unit(document: &Document, block: &Block, table: &Table) -> String {
    if !table.unit.is_empty() {
        return table.unit.clone();
    }
    let own = unit_in(&table.caption).or_else(|| unit_in_prose(&table.caption));
    own.or_else(|| noted_unit(document, table))
        .or_else(|| document_unit(document, block))
        .or_else(|| unit_behind(document, block))
        .or_else(|| unit_of_its_like(document, block, table))
        .unwrap_or_default()
}

/// A unit in a cell by itself above the headers, as in files of plain rows: `단위: 백만원`, `EUR thousand`.
fn noted_unit(document: &Document, table: &Table) -> Option<String> {
    let locale = Locale::of_languages(&document.languages);
    let grid = super::grid::Grid::of(table);
    grid.notes().find_map(|cell| {
        let text = cell.text.trim();
        let short = text.chars().count() <= 20;
        unit_in(text)
            .or_else(|| unit_in_prose(text))
            .or_else(|| (short && Unit::parse(text, locale).is_some()).then(|| text.to_owned()))
    })
}

/// The unit in the line behind a table: `*(EUR thousand)*`, `（金額以千元計）`.
fn unit_behind(document: &Document, block: &Block) -> Option<String> {
    let at = document.blocks.iter().position(|b| b.id == block.id)?;
    let text = document
        .blocks
        .get(at + 1)
        .filter(|b| b.table.is_none())?
        .text
        .as_str();
    let text = text.trim_matches(|c: char| c.is_whitespace() || "*_()（）".contains(c));
    if text.chars().count() > 20 {
        return None;
    }
    let counted = text
        .split_once('以')
        .and_then(|(_, rest)| rest.strip_suffix('計'));
    let unit = counted.map(|u| u.trim_start_matches("新臺幣").to_owned());
    let locale = Locale::of_languages(&document.languages);
    unit.or_else(|| unit_in(text))
        .or_else(|| Unit::parse(text, locale).is_some().then(|| text.to_owned()))
}

/// The unit of an earlier table of the document with the same headers.
fn unit_of_its_like(document: &Document, block: &Block, table: &Table) -> Option<String> {
    let headers = |table: &Table| -> Vec<String> {
        let head = table.cells.iter().filter(|c| c.row < table.header_rows);
        head.map(|c| c.text.clone()).collect()
    };
    let own = headers(table);
    let before = document.blocks.iter().take_while(|b| b.id != block.id);
    let mut like = before.filter_map(|b| Some((b, b.table.as_ref()?)));
    let (first, earlier) = like.find(|(_, t)| headers(t) == own)?;
    let unit = stated_unit(document, first, earlier);
    (!unit.is_empty()).then_some(unit)
}

static PROSE: std::sync::LazyLock<Option<regex::Regex>> = std::sync::LazyLock::new(|| {
    regex::Regex::new(concat!(
        r"(?i)\bin ((?:thousands?|millions?|billions?) of (?:us |new taiwan )?[a-z]+",
        r"|(?:[A-Z]{3}|euros?|pounds?|dollars?|won) (?:thousand|million|billion)s?",
        r"|(?:thousand|million|billion)s? (?:[A-Z]{3}|euros?|pounds?|dollars?|won))\b",
    ))
    .ok()
});

/// A unit that a sentence tells: `Amounts in GBP thousand.`, `costs, in thousands of euros`.
fn unit_in_prose(text: &str) -> Option<String> {
    let found = PROSE.as_ref()?.captures(text)?;
    found.get(1).map(|unit| unit.as_str().to_owned())
}

/// A unit that a line before the table tells of all figures below it: `Figures in thousands of pounds.`
fn document_unit(document: &Document, block: &Block) -> Option<String> {
    let at = document.blocks.iter().position(|b| b.id == block.id)?;
    let before = document.blocks.get(at.saturating_sub(3)..at)?;
    before
        .iter()
        .rev()
        .take_while(|b| b.table.is_none())
        .find_map(|b| {
            if let Some(unit) = unit_in(&b.text).or_else(|| unit_in_prose(&b.text)) {
                return Some(unit);
            }
            let lower = b.text.to_lowercase();
            let (_, rest) = ["figures in ", "amounts in ", "all figures are in "]
                .iter()
                .find_map(|lead| lower.split_once(lead))?;
            let unit = rest.split(['.', ',', ';', '\n']).next()?.trim();
            (unit.chars().count() <= 30).then(|| unit.to_owned())
        })
}

/// What a header has in brackets at its end.
pub(super) fn bracketed(header: &str) -> Option<String> {
    let inner = header.trim_end().strip_suffix([')', '）'])?;
    let (_, unit) = inner.rsplit_once(['(', '（'])?;
    let unit = unit.trim();
    let figure = unit.starts_with(|c: char| c.is_ascii_digit());
    (!unit.is_empty() && !figure && unit.chars().count() <= 16).then(|| unit.to_owned())
}

/// A table's unit that counts or measures: `單位：份`, `(단위: 톤)`; none for money.
fn plain_unit(unit: &str) -> Option<String> {
    let bare = unit
        .trim_matches(|c: char| matches!(c, '(' | ')' | '（' | '）'))
        .rsplit([':', '：'])
        .next()
        .unwrap_or_default()
        .trim();
    let money = ["元", "원", "USD", "KRW", "TWD", "EUR", "$", "dollar", "won"]
        .iter()
        .any(|m| bare.contains(m));
    (!bare.is_empty() && !money && bare.chars().count() <= 10).then(|| bare.to_owned())
}

/// The unit at the end of a header in the manner of databases: `depth_m`.
pub(super) fn suffix_unit(path: &[String]) -> Option<String> {
    let (_, unit) = path.last()?.rsplit_once('_')?;
    [
        "m", "km", "cm", "mm", "kg", "g", "t", "ha", "l", "kw", "mw", "m2", "m3", "h", "min", "s",
    ]
    .contains(&unit)
    .then(|| unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_tell_units_in_three_languages() {
        let unit = |caption: &str| unit_in(caption);
        assert_eq!(unit("부서별 예산 (단위: 백만원)").as_deref(), Some("백만원"));
        assert_eq!(unit("表二 各課人數 單位：人").as_deref(), Some("人"));
        assert_eq!(unit("Table 3. Grants (£000)").as_deref(), Some("£000"));
        assert_eq!(unit("Grants (2024)"), None);
    }
}
