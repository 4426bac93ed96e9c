//! How many rows stand under what a question names, have the post or the state that it names, or were changed.

use super::super::found::{Evidence, Found};
use super::super::records::{Tabled, cite};
use super::super::tables::{Kind, View};
use super::Case;
use super::column::Measure;
use super::name::Named;
use super::stage::Stage;
use crate::question::{Limit, rooted};
use crate::text::{Language, fold, tokenise};

/// Most cells that an answer cites.
const MOST_CELLS: usize = 24;

/// Headers of columns that name people, and of columns that say what they are.
const PEOPLE: &[&str] = &["name", "person", "姓名", "성명", "이름", "직원", "同仁"];
const POSTS: &[&str] = &[
    "post", "rank", "grade", "title", "position", "job", "職稱", "職務", "職銜", "職級", "직위", "직명",
    "직급", "직책", "직함",
];
/// What questions for people say.
const ASKS_PEOPLE: &[&str] = &[
    "people", "person", "staff", "位", "名", "人", "同仁", "명", "사람", "직원", "인원",
];
/// What questions for works say.
const ASKS_WORKS: &[&str] = &[
    "project",
    "works",
    "studies",
    "undertaking",
    "entries",
    "pilots",
    "trials",
    "計畫",
    "專案",
    "工作",
    "案",
    "項",
    "과제",
    "연구",
];
/// What questions for what was changed say.
const CHANGED: &[&str] = &[
    "amended",
    "changed",
    "altered",
    "revised",
    "變動",
    "異動",
    "有調整",
    "달라진",
    "바뀐",
    "변경된",
    "조정된",
];

/// How many there are; none where several tables say different things.
pub(super) fn count(case: &Case<'_>) -> Option<Tabled> {
    let wanted = &case.wanted;
    let posts = match wanted.measure {
        Some(Measure::Filled | Measure::Vacant) => true,
        Some(Measure::Posts) => ["approved", "員額", "編制", "정원"]
            .iter()
            .any(|w| wanted.rest.contains(w)),
        _ => false,
    };
    if posts || case.request.limits.len() > 1 {
        return None;
    }
    let filters: Vec<&Named> = case.names.iter().filter(|n| n.groups).collect();
    if case.names.iter().any(|n| !n.groups && !n.rows.is_empty()) {
        return None;
    }
    let changed = CHANGED
        .iter()
        .any(|w| case.request.text.to_lowercase().contains(w));
    if changed && filters.is_empty() && case.request.limits.is_empty() {
        return changes(case);
    }
    let limit = case.request.limits.first();
    if filters.is_empty() && limit.is_none() && !speaks_of_state(case) {
        return None;
    }
    let rolls = &case.ledger.rolls;
    let mut told: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for (number, view) in rolls.views().iter().enumerate() {
        if let Some(rows) = rows_of(case, number, &filters, limit) {
            told.push((overlap(&wanted.rest, &view.over), number, rows));
        }
    }
    let most = told.iter().map(|t| t.0).max()?;
    told.retain(|t| t.0 == most);
    let (_, number, rows) = told.first()?;
    if told.iter().any(|t| t.2.len() != rows.len()) {
        return None;
    }
    let view = rolls.views().get(*number)?;
    answer(view, rolls.work(*number), rows)
}

/// The rows of a table that a question counts; none where the table is of other things.
fn rows_of(case: &Case<'_>, number: usize, filters: &[&Named], limit: Option<&Limit>) -> Option<Vec<usize>> {
    let rolls = &case.ledger.rolls;
    let view = rolls.views().get(number)?;
    let rest = &case.wanted.rest;
    let has = |words: &[&str]| words.iter().any(|w| rest.contains(w));
    let work = rolls.work(number);
    let header = |c: usize| {
        view.columns
            .get(c)
            .map(|c| fold(&c.path.join(" ")))
            .unwrap_or_default()
    };
    let post = (0..view.columns.len()).find(|c| {
        *c != work
            && POSTS.iter().any(|w| header(*c).contains(w))
            && view.columns.get(*c).is_some_and(|c| c.kind == Kind::Text)
    });
    let of_people = PEOPLE.iter().any(|w| header(work).contains(w)) && post.is_some();
    let cell = spoken_cell(case, number, work, filters);
    let fits = if of_people {
        has(ASKS_PEOPLE) || cell.as_ref().is_some_and(|(c, _)| Some(*c) == post)
    } else {
        has(ASKS_WORKS) && !PEOPLE.iter().any(|w| header(work).contains(w))
    };
    // Without a name any table might be meant.
    let foreign = Language::of(&view.over) != case.request.language;
    if !fits || filters.is_empty() && (foreign || cell.is_none() && limit.is_none()) {
        return None;
    }
    let body = || (0..view.rows.len()).filter(|r| view.rows.get(*r).is_some_and(|row| !row.total));
    let headed = |named: &Named| rolls.is_over(number, named);
    let within = |row: usize, named: &Named| rolls.is_within(number, row, named) || headed(named);
    let of_cell = |row: usize| {
        let key = cell
            .as_ref()
            .map(|(c, key)| (view.cell(row, *c).map(|v| v.key.as_str()), key));
        key.is_none_or(|(own, key)| own == Some(key.as_str()))
    };
    let done = limit.map(|l| {
        let column = case
            .ledger
            .heads(number)
            .iter()
            .position(|h| h.measure == Measure::Done)?;
        Some((column, l.above, l.inclusive, view.bound(column, l)))
    });
    let bounded = |row: usize| match done {
        None => true,
        Some(None) => false,
        Some(Some((column, above, inclusive, bound))) => {
            let value = view.cell(row, column).and_then(|v| v.number);
            value.is_some_and(|n| {
                let at = (n - bound).abs() < 1e-9;
                at && inclusive || !at && (n > bound) == above
            })
        }
    };
    let rows: Vec<usize> = body()
        .filter(|r| filters.iter().all(|f| within(*r, f)) && of_cell(*r) && bounded(*r))
        .collect();
    let by_cells = cell.is_some()
        || limit.is_some()
        || of_people
        || filters
            .iter()
            .any(|f| rows.iter().any(|r| rolls.is_within(number, *r, f)));
    (by_cells && !rows.is_empty()).then_some(rows)
}

/// Whether a cell of some table besides names stands in the question.
fn speaks_of_state(case: &Case<'_>) -> bool {
    let rolls = &case.ledger.rolls;
    (0..rolls.views().len()).any(|number| spoken_cell(case, number, rolls.work(number), &[]).is_some())
}

/// The column and the key of the longest cell of a column of few values that stands in the question: a post, a state.
fn spoken_cell(case: &Case<'_>, number: usize, work: usize, filters: &[&Named]) -> Option<(usize, String)> {
    let rolls = &case.ledger.rolls;
    let view = rolls.views().get(number)?;
    let texts = |text: &str| -> Vec<String> { rooted(&tokenise(text)).into_iter().map(|t| t.text).collect() };
    let taken: Vec<(usize, usize)> = filters.iter().map(|f| (f.start, f.end)).collect();
    let asked = texts(&super::cue::blank(&case.request.text, &taken));
    let mut best: Option<(usize, String, usize)> = None;
    for (c, column) in view.columns.iter().enumerate().filter(|(c, _)| *c != work) {
        if column.kind != Kind::Text {
            continue;
        }
        let mut seen: Vec<&str> = Vec::new();
        for value in view.rows.iter().filter_map(|r| r.cells.get(c)?.as_ref()) {
            if seen.contains(&value.key.as_str())
                || value
                    .thing
                    .is_some_and(|t| filters.iter().any(|f| f.thing == Some(t)))
            {
                continue;
            }
            seen.push(&value.key);
            let own = texts(&value.text);
            let long = value.key.chars().filter(|c| c.is_alphabetic()).count();
            let short = if value.key.is_ascii() { long < 4 } else { long < 2 };
            let said = !own.is_empty() && asked.windows(own.len()).any(|w| w == own.as_slice());
            if said && !short && best.as_ref().is_none_or(|b| long > b.2) {
                best = Some((c, value.key.clone(), long));
            }
        }
    }
    best.map(|(c, key, _)| (c, key))
}

/// How many figures differ from what they were first.
fn changes(case: &Case<'_>) -> Option<Tabled> {
    let rolls = &case.ledger.rolls;
    let mut told: Vec<(usize, Vec<usize>)> = Vec::new();
    for (number, view) in rolls.views().iter().enumerate() {
        if Language::of(&view.over) != case.request.language {
            continue;
        }
        let heads = case.ledger.heads(number);
        let of = |stage: Stage| {
            heads
                .iter()
                .position(|h| h.measure == Measure::Allotted && h.stage == stage && h.whole)
        };
        let change = heads.iter().position(|h| h.measure == Measure::Change);
        let number_at = |row: usize, column: usize| view.cell(row, column).and_then(|v| v.number);
        let differs = |row: usize| match (change, of(Stage::First), of(Stage::Revised)) {
            (_, Some(a), Some(b)) => Some((number_at(row, a)? - number_at(row, b)?).abs() > 1e-9),
            (Some(column), ..) => Some(number_at(row, column).is_some_and(|n| n.abs() > 1e-9)),
            _ => None,
        };
        let body: Vec<usize> = (0..view.rows.len())
            .filter(|r| view.rows.get(*r).is_some_and(|row| !row.total))
            .collect();
        let rows: Vec<usize> = body
            .iter()
            .copied()
            .filter(|r| differs(*r) == Some(true))
            .collect();
        if !rows.is_empty() && rows.len() < body.len() {
            told.push((number, rows));
        }
    }
    let [(number, rows)] = told.as_slice() else {
        return None;
    };
    answer(rolls.views().get(*number)?, rolls.work(*number), rows)
}

/// How many words of a question stand over a table.
fn overlap(rest: &str, over: &str) -> usize {
    let words = |text: &str| -> Vec<String> { tokenise(text).into_iter().map(|t| t.text).collect() };
    let (asked, title) = (words(rest), words(over));
    asked
        .windows(2)
        .filter(|w| title.windows(2).any(|t| t == *w))
        .count()
        + asked.iter().filter(|a| a.len() > 4 && title.contains(a)).count()
}

fn answer(view: &View, work: usize, rows: &[usize]) -> Option<Tabled> {
    let cells = rows.iter().filter_map(|r| {
        let value = view.cell(*r, work)?;
        Some((cite(view, *r, value), value.text.clone()))
    });
    let (mut evidence, names): (Vec<Evidence>, Vec<String>) = cells.unzip();
    evidence.truncate(MOST_CELLS);
    (!evidence.is_empty()).then(|| Tabled {
        found: Found {
            text: rows.len().to_string(),
            evidence,
            explanation: format!("{}\n({})", names.join("\n"), view.source),
            more: Vec::new(),
        },
        score: 2.0,
        query: None,
        by_table: true,
    })
}
