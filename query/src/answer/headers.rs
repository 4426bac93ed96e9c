//! What a table's headers say: which column names the rows, and what the others say of them.

use quarry_ingest::Cell;

use super::facts::Standing;
use super::grid::Grid;
use super::things::Things;
use crate::question::{Relation, cues, speaks_of};
use crate::text::{fold, name_key, tokenise};

/// Headers of the column that names a row's subject.
const NAME_HEADERS: &[&str] = &[
    "姓名",
    "名稱",
    "計畫",
    "機構",
    "法規",
    "성명",
    "이름",
    "과제명",
    "기관명",
    "법령명",
    "사업명",
    "name",
    "project",
    "programme",
    "body",
    "title",
    "기관",
    "item",
];
/// Headers of columns that give the subject another name.
const ALIAS_HEADERS: &[&str] = &[
    "簡稱",
    "編號",
    "代號",
    "약칭",
    "과제번호",
    "번호",
    "short form",
    "abbreviation",
    "code",
    "acronym",
];
/// Labels of rows that sum up others.
const TOTAL_LABELS: &[&str] = &[
    "合計",
    "總計",
    "小計",
    "합계",
    "총계",
    "소계",
    "계",
    "total",
    "subtotal",
    "sum",
    "grand total",
    "all",
    "overall",
    "全部",
    "全體",
    "總數",
    "전체",
    "총합",
];
const TOTAL_HEADERS: &[&str] = &["合計", "總計", "小計", "계", "합계", "total"];
const CHANGE_HEADERS: &[&str] = &["增減", "比率", "증감", "change", "rate", "%"];
const INITIAL_WORDS: &[&str] = &["初版", "原列", "原核定", "當初", "당초", "original", "initial"];
const REVISED_WORDS: &[&str] = &["修正", "調整後", "變更", "변경", "revised", "adjusted"];

/// Cells that say that there is nothing to say.
const BLANK_WORDS: &[&str] = &[
    "n/a",
    "na",
    "n.a.",
    "n.a",
    "nil",
    "none",
    "not available",
    "not applicable",
    "無資料",
    "不適用",
    "未提供",
    "無數據",
    "자료없음",
    "자료 없음",
    "해당없음",
    "해당 없음",
    "미상",
];

/// Whether a cell only marks that nothing stands in it: `-`, `－`, `…`, `n/a`, `無資料`.
#[must_use]
pub(super) fn is_blank_mark(text: &str) -> bool {
    let text = text.trim();
    let mark = |c: char| {
        matches!(
            c,
            '-' | '－'
                | '–'
                | '—'
                | '―'
                | '─'
                | '‐'
                | '‑'
                | '−'
                | '…'
                | '⋯'
                | '.'
                | '·'
                | '*'
                | ':'
                | '/'
        )
    };
    let short = text.chars().count() <= 4;
    !text.is_empty() && (short && text.chars().all(mark) || BLANK_WORDS.contains(&fold(text).as_str()))
}

/// Whether a row's label says that it sums up others.
#[must_use]
pub(super) fn is_total(label: &str) -> bool {
    let squeezed: String = fold(label).chars().filter(|c| !c.is_whitespace()).collect();
    let bare = squeezed.trim_matches(|c: char| !c.is_alphanumeric());
    TOTAL_LABELS.iter().any(|t| t.replace(' ', "") == bare)
}

/// Whether the label of a row says that it sums up others, with what it sums up beside it: `Subtotal North`, `東區小計`.
#[must_use]
pub(super) fn sums_up(label: &str) -> bool {
    if is_total(label) {
        return true;
    }
    let folded = fold(label);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let ends = |w: &&str| matches!(*w, "subtotal" | "total" | "totals");
    if folded.is_ascii() {
        return words.len() <= 4 && (words.first().is_some_and(ends) || words.last().is_some_and(ends));
    }
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    bare.chars().count() <= 16
        && ["小計", "合計", "總計", "소계", "합계", "총계"]
            .iter()
            .any(|w| bare.starts_with(w) || bare.ends_with(w))
}

/// What a column gives.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    Subject,
    Alias,
    Relation(Relation),
    Amount {
        relation: Relation,
        year: Option<i32>,
        standing: Standing,
    },
    Date,
    Other,
}

/// The role of a column with these headers, in a table of this title and caption.
pub(super) fn role(path: &[String], context: &str) -> Role {
    let Some(inner) = path.last() else {
        return Role::Other;
    };
    let folded = fold(inner);
    let whole = path.join(" ");
    let folded_whole = fold(&whole);
    if CHANGE_HEADERS.iter().any(|w| folded_whole.contains(w)) {
        return Role::Other;
    }
    if ALIAS_HEADERS
        .iter()
        .any(|a| folded == *a || (folded.ends_with(a) && a.chars().count() > 2 && !a.is_ascii()))
    {
        return Role::Alias;
    }
    let tokens = tokenise(&whole);
    for relation in [Relation::Spent, Relation::Budget] {
        if speaks_of(&tokens, relation) {
            let said = standing_of(&whole);
            let standing = if said == Standing::Plain {
                standing_of(context)
            } else {
                said
            };
            return Role::Amount {
                relation,
                year: year_in(&whole).or_else(|| year_in(context)),
                standing,
            };
        }
    }
    if let Some(relation) = bare_header(&folded, &folded_whole) {
        return Role::Relation(relation);
    }
    let inner_tokens = tokenise(inner);
    let found = cues(&inner_tokens)
        .into_iter()
        .chain(cues(&tokens))
        .flat_map(|c| c.relations.iter().copied())
        .find(|r| !matches!(r, Relation::Budget | Relation::Spent));
    match found {
        Some(relation) => Role::Relation(relation),
        None if dates_header(&folded) => Role::Date,
        None => Role::Other,
    }
}

/// Headers that are too short to be read as phrases.
fn bare_header(inner: &str, whole: &str) -> Option<Relation> {
    let outer_executes = ["執行", "수행", "implement"].iter().any(|w| whole.contains(w));
    Some(match inner {
        "起" | "開始" | "始" => Relation::Start,
        "迄" | "訖" | "止" => Relation::End,
        "單位" | "機構" | "기관" | "부서" | "소속" | "body" | "unit" | "organisation" | "organization"
        | "department"
            if outer_executes =>
        {
            Relation::ExecutedBy
        }
        "單位" | "機構" | "部門" | "機關" | "기관" | "부서" | "body" | "unit" | "organisation"
        | "organization" | "department" => Relation::Affiliation,
        "title" | "직위" | "職稱" => Relation::Position,
        "seat" | "city" => Relation::Location,
        "programme" | "program" | "所屬方案" | "방안" | "소속 사업" | "소속사업" => {
            Relation::PartOf
        }
        _ => return None,
    })
}

fn dates_header(header: &str) -> bool {
    ["日期", "일자", "날짜", "date"]
        .iter()
        .any(|w| header.contains(w))
}

/// Of several columns of one figure, the one that totals the others.
pub(super) fn prefer_totals(headers: &[Vec<String>], roles: &mut [Role]) {
    let is_total = |i: usize| {
        headers
            .get(i)
            .and_then(|h| h.last())
            .is_some_and(|h| TOTAL_HEADERS.contains(&fold(h).trim()))
    };
    let totals: Vec<Role> = roles
        .iter()
        .enumerate()
        .filter(|(i, r)| matches!(r, Role::Amount { .. }) && is_total(*i))
        .map(|(_, r)| r.clone())
        .collect();
    for (i, slot) in roles.iter_mut().enumerate() {
        if totals.contains(slot) && !is_total(i) {
            *slot = Role::Other;
        }
    }
}

/// The column that names what each row is about.
pub(super) fn subject_column(grid: &Grid<'_>, headers: &[Vec<String>], things: &Things) -> Option<usize> {
    let inner: Vec<String> = headers
        .iter()
        .map(|h| h.last().map(|t| fold(t)).unwrap_or_default())
        .collect();
    for wanted in NAME_HEADERS {
        let found = inner
            .iter()
            .position(|h| h == wanted || (!wanted.is_ascii() && h.ends_with(wanted)));
        if let Some(column) =
            found.filter(|&c| !ALIAS_HEADERS.iter().any(|a| inner.get(c).is_some_and(|h| h == a)))
        {
            return Some(column);
        }
    }
    (0..inner.len().min(4)).find(|&column| {
        let cells: Vec<&Cell> = grid.body().filter_map(|row| grid.at(row, column)).collect();
        let known = cells
            .iter()
            .filter(|c| things.named(c.text.trim()).is_some())
            .count();
        known > 0 && known * 2 >= cells.len()
    })
}

/// Whether a header or a title speaks of the first figures or of revised ones.
pub(super) fn standing_of(text: &str) -> Standing {
    let folded = fold(text);
    if REVISED_WORDS.iter().any(|w| folded.contains(w)) {
        Standing::Current
    } else if INITIAL_WORDS.iter().any(|w| folded.contains(w)) {
        Standing::Superseded
    } else {
        Standing::Plain
    }
}

/// A fiscal year in a header or a title: `113年度`, `2024 budget`, `2024년`.
fn year_in(text: &str) -> Option<i32> {
    let digits: Vec<(usize, &str)> = text
        .match_indices(|c: char| c.is_ascii_digit())
        .filter(|(at, _)| {
            !text
                .get(..*at)
                .is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
        })
        .map(|(at, _)| {
            let rest = text.get(at..).unwrap_or_default();
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            (at, rest.get(..end).unwrap_or_default())
        })
        .collect();
    digits.iter().find_map(|(at, number)| {
        let after = text.get(at + number.len()..).unwrap_or_default();
        let year: i32 = number.parse().ok()?;
        match number.len() {
            4 if (1900..=2200).contains(&year) => Some(year),
            2 | 3 if after.starts_with('年') => Some(year + 1911),
            _ => None,
        }
    })
}

/// Whether a cell's text can be a name: it has letters, and is no sentence.
pub(super) fn is_name(text: &str) -> bool {
    let key = name_key(text);
    let length = key.chars().count();
    (2..=120).contains(&length) && key.chars().any(char::is_alphabetic) && !text.contains(['。', '\n'])
}

/// White space runs as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
