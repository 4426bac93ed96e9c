//! What column headers and labels mean, in three languages.

use unicode_normalization::UnicodeNormalization;

use super::column_lexicon::COLUMNS;
use super::header_lexicon::LEXICON;
pub(crate) use super::header_lexicon::Meaning;
use super::label_lexicon::LABELS;
use crate::extraction::EntityType::{self, Money, Organization, Work};
use crate::table_grid::Grid;
use Meaning::{Body, Budget, Says, Spent};

/// A header as it is looked up: NFKC, lower case, without white space, marks, bracketed remarks, years.
pub(crate) fn plain(header: &str) -> String {
    let folded: String = header.nfkc().flat_map(char::to_lowercase).collect();
    let mut depth = 0_u32;
    let mut words = String::new();
    for c in folded.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphabetic() => words.push(c),
            _ => {}
        }
    }
    let year = ["年度", "년도", "年", "년", "fy"];
    for word in year {
        if header.chars().any(|c| c.is_ascii_digit())
            && let Some(rest) = words.strip_prefix(word)
        {
            words = rest.to_owned();
            break;
        }
    }
    words
}

/// What a header means.
pub(crate) fn meaning(header: &str) -> Option<Meaning> {
    let plain = plain(header);
    if plain.is_empty() {
        return None;
    }
    LEXICON
        .iter()
        .chain(LABELS)
        .find(|(_, words)| words.contains(&plain.as_str()))
        .map(|(meaning, _)| *meaning)
        .or_else(|| {
            let more = COLUMNS
                .iter()
                .find(|(_, words)| words.split(' ').any(|w| w == plain));
            more.map(|(meaning, _)| *meaning)
        })
}

/// What a header says of a thing of one kind, where it says several things.
pub(super) fn meaning_for(header: &str, kind: EntityType) -> Option<Meaning> {
    let plain = plain(header);
    let says = |m: &Meaning| matches!(m, Says(predicates, _) if predicates.iter().any(|(k, _)| *k == kind));
    let first = LEXICON
        .iter()
        .chain(LABELS)
        .find(|(m, words)| says(m) && words.contains(&plain.as_str()))
        .map(|(m, _)| *m);
    first.or_else(|| {
        let more = COLUMNS
            .iter()
            .find(|(m, words)| says(m) && words.split(' ').any(|w| w == plain));
        more.map(|(m, _)| *m)
    })
}

/// How many rows at the top of a table are headers where its own account is short of them: a title or a unit stands above the row
/// of headers in a file of commas.
pub(crate) fn header_rows(grid: &Grid) -> u32 {
    let first = grid.header_rows();
    let texts = |row: u32| -> Vec<String> {
        let cells = grid.row(row).map(|c| c.text.trim().to_owned());
        cells.filter(|t| !t.is_empty()).collect()
    };
    if grid.columns() < 4 {
        return first;
    }
    for row in first..(first + 4).min(grid.rows()) {
        let filled = texts(row);
        let known = filled
            .iter()
            .filter(|t| meaning(t).is_some() || is_total(t))
            .count();
        let numbers = filled
            .iter()
            .filter(|t| t.chars().any(|c| c.is_ascii_digit()) && !t.chars().any(char::is_alphabetic))
            .count();
        let above = (0..row).all(|r| texts(r).len() * 2 <= filled.len() + 1);
        if row > 0 && above && numbers == 0 && filled.len() >= 4 && known >= 2 && known * 3 >= filled.len() {
            return row + 1;
        }
    }
    first
}

/// What a column under several header cells means: by the innermost, by all of them together, by the one above.
pub(crate) fn meaning_of_path(path: &[String]) -> Option<Meaning> {
    let last = path.last()?;
    let inner = meaning(last);
    let whole = (path.len() > 1).then(|| meaning(&path.concat())).flatten();
    let above = path
        .len()
        .checked_sub(2)
        .and_then(|i| path.get(i))
        .and_then(|p| meaning(p));
    match (whole, inner, above) {
        (Some(whole), ..) => Some(whole),
        // 執行 / 單位: "body" means the body that does what the header above says.
        (_, Some(Body), _) if path.first().is_some_and(|p| plain(p).starts_with("implement")) => {
            Some(Says(&[(Work, "executedBy")], Organization))
        }
        (_, _, Some(amount @ (Budget | Spent))) => Some(amount),
        (_, inner, _) => inner,
    }
}

/// The predicate that a label gives to a subject of one kind, and the kind of its object.
pub(crate) fn predicate_of(label: &str, subject: EntityType) -> Option<(&'static str, EntityType)> {
    match meaning(label)? {
        Says(predicates, object) => predicates
            .iter()
            .find(|(kind, _)| *kind == subject)
            .map(|(_, predicate)| (*predicate, object)),
        Budget if subject == Work => Some(("budget", Money)),
        _ => None,
    }
}

/// The kind of thing that a label announces.
pub(crate) fn object_of(label: &str) -> Option<EntityType> {
    match meaning(label)? {
        Says(_, object) => Some(object),
        _ => None,
    }
}

/// Whether an inner header of a budget group stands for the whole amount.
pub(crate) fn is_total(header: &str) -> bool {
    matches!(
        plain(header).as_str(),
        "合計"
            | "總計"
            | "小計"
            | "計"
            | "總額"
            | "合计"
            | "계"
            | "합계"
            | "소계"
            | "누계"
            | "총계"
            | "total"
            | "sum"
            | "grandtotal"
            | "subtotal"
    )
}

/// Whether the first cell of a row says that the row sums up others: 小計, 사업 합계, Programme total, All programmes.
pub(crate) fn is_total_label(text: &str) -> bool {
    let plain = plain(text);
    let count = plain.chars().count();
    is_total(text)
        || count <= 24
            && ([
                "合計", "總計", "小計", "합계", "소계", "총계", "누계", "total", "totals", "subtotal",
            ]
            .iter()
            .any(|w| plain.ends_with(w))
                || matches!(
                    plain.as_str(),
                    "모두" | "전체" | "所有" | "together" | "altogether"
                )
                || plain.starts_with("allprogramme")
                || plain.starts_with("allproject"))
}

/// Whether a header is a year and nothing else: 2024, 113年度, 2025년, FY2026.
pub(crate) fn is_year(header: &str) -> bool {
    let digits = header.chars().filter(char::is_ascii_digit).count();
    let words = header
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect::<String>();
    let others = header.chars().any(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let era = matches!(
        words.as_str(),
        "年" | "年度" | "民國年" | "民國年度" | "년" | "년도" | "fy" | "year"
    );
    !others && ((words.is_empty() && digits == 4) || (era && (2..=4).contains(&digits)))
}

/// Whether a caption speaks of budgets, and not of what was spent.
pub(crate) fn speaks_of_budget(about: &str) -> bool {
    let lower = about.to_lowercase();
    let spent = [
        "決算",
        "實支",
        "執行數",
        "결산",
        "집행",
        "outturn",
        "spent",
        "spending",
        "expenditure",
        "actual",
    ];
    let budget = [
        "預算",
        "經費",
        "예산",
        "사업비",
        "연구비",
        "budget",
        "allocation",
        "appropriation",
    ];
    budget.iter().any(|w| lower.contains(w)) && !spent.iter().any(|w| lower.contains(w))
}

/// Which version of an amount a header or a caption speaks of.
pub(crate) fn version_of(text: &str) -> Option<&'static str> {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let revised = [
        "修正",
        "調整後",
        "變更",
        "追加",
        "修訂",
        "異動後",
        "改列",
        "改配",
        "此後",
        "調整版",
        "第二次",
        "고친뒤",
        "고친 뒤",
        "second issue",
        "second print",
        "second edition",
        "as it stands now",
        "after meeting",
        "변경",
        "수정",
        "추경",
        "조정",
        "revised",
        "amended",
        "adjusted",
    ];
    let initial = [
        "初版",
        "原列",
        "原核定",
        "原編",
        "原定",
        "當初",
        "當初預算",
        "法定",
        "核定版",
        "原配",
        "原核列",
        "異動前",
        "年初版",
        "先前",
        "처음",
        "first issue",
        "first print",
        "first edition",
        "first voted",
        "as first",
        "당초",
        "본예산",
        "최초",
        "original",
        "initial",
    ];
    if revised.iter().any(|w| lower.contains(w)) {
        return Some("revised");
    }
    initial.iter().any(|w| lower.contains(w)).then_some("initial")
}

/// Whether a column holds what changed rather than an amount.
pub(crate) fn is_difference(text: &str) -> bool {
    let plain = plain(text);
    [
        "增減",
        "差額",
        "比率",
        "比較",
        "증감",
        "차액",
        "비율",
        "change",
        "difference",
        "ratio",
        "rate",
    ]
    .iter()
    .any(|w| plain.contains(w))
}

#[cfg(test)]
mod tests {
    use super::{Meaning, meaning, meaning_of_path, version_of};
    use crate::extraction::EntityType::{Organization, Person, Work};

    #[test]
    fn headers_of_three_languages_mean_the_same() {
        for header in ["計畫 名稱", "과제명", "Project"] {
            assert_eq!(meaning(header), Some(Meaning::Name(Work)), "{header}");
        }
        for header in ["113年度預算數", "2024년 예산", "2024 budget"] {
            assert_eq!(meaning(header), Some(Meaning::Budget), "{header}");
        }
        for header in ["主持人", "연구책임자", "Principal investigator"] {
            assert!(
                matches!(
                    meaning(header),
                    Some(Meaning::Says([(Work, "principalInvestigator")], Person))
                ),
                "{header}"
            );
        }
        let path = ["Implementation".to_owned(), "Body".to_owned()];
        assert!(matches!(
            meaning_of_path(&path),
            Some(Meaning::Says([(Work, "executedBy")], Organization))
        ));
        assert_eq!(version_of("經費（修正版）"), Some("revised"));
    }
}
