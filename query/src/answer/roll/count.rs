//! How many rows stand under what a question names.

use super::super::found::{Evidence, Found};
use super::super::records::{Tabled, cite};
use super::Case;
use super::name::Named;
use crate::text::{fold, tokenise};

/// Most cells that an answer cites.
const MOST_CELLS: usize = 24;

/// Headers of columns that name people.
const PEOPLE: &[&str] = &["name", "person", "姓名", "성명", "이름", "직원", "同仁"];
/// What questions for people say.
const ASKS_PEOPLE: &[&str] = &[
    "people", "person", "staff", "位", "名", "人", "同仁", "명", "사람", "직원", "인원",
];
/// What questions for works say.
const ASKS_WORKS: &[&str] = &[
    "project",
    "works",
    "work",
    "studies",
    "study",
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

/// How many there are; none where several tables say different things.
pub(super) fn count(case: &Case<'_>) -> Option<Tabled> {
    if !case.request.limits.is_empty() {
        return None;
    }
    let rest = &case.wanted.rest;
    let has = |words: &[&str]| words.iter().any(|w| rest.contains(w));
    let filters: Vec<&Named> = case.names.iter().filter(|n| n.groups).collect();
    if filters.is_empty() || case.names.iter().any(|n| !n.groups && !n.rows.is_empty()) {
        return None;
    }
    let rolls = &case.ledger.rolls;
    let asked: Vec<String> = tokenise(rest).into_iter().map(|t| t.text).collect();
    let mut told: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for (number, view) in rolls.views().iter().enumerate() {
        let work = rolls.work(number);
        let header = view
            .columns
            .get(work)
            .map(|c| fold(&c.path.join(" ")))
            .unwrap_or_default();
        let of_people = PEOPLE.iter().any(|w| header.contains(w));
        let fits = if of_people {
            has(ASKS_PEOPLE) || !has(ASKS_WORKS)
        } else {
            has(ASKS_WORKS)
        };
        let body = || (0..view.rows.len()).filter(|r| view.rows.get(*r).is_some_and(|row| !row.total));
        let within = |row: usize, named: &Named| {
            rolls.is_within(number, row, named) || headed(view.over.as_str(), named)
        };
        let known = filters.iter().all(|f| body().any(|r| within(r, f)));
        let rows: Vec<usize> = body().filter(|r| filters.iter().all(|f| within(*r, f))).collect();
        let by_cells = filters
            .iter()
            .any(|f| rows.iter().any(|r| rolls.is_within(number, *r, f)));
        if !fits || !known || !by_cells || rows.is_empty() {
            continue;
        }
        let title: Vec<String> = tokenise(&view.over).into_iter().map(|t| t.text).collect();
        let shared = asked
            .windows(2)
            .filter(|w| title.windows(2).any(|t| t == *w))
            .count()
            + asked.iter().filter(|a| a.len() > 4 && title.contains(a)).count();
        told.push((shared, number, rows));
    }
    let most = told.iter().map(|t| t.0).max()?;
    told.retain(|t| t.0 == most);
    let (_, number, rows) = told.first()?;
    if told.iter().any(|t| t.2.len() != rows.len()) {
        return None;
    }
    let view = rolls.views().get(*number)?;
    let cells = rows.iter().filter_map(|r| {
        let value = view.rows.get(*r)?.cells.get(rolls.work(*number))?.as_ref()?;
        Some((cite(view, *r, value), value.text.clone()))
    });
    let (mut evidence, names): (Vec<Evidence>, Vec<String>) = cells.unzip();
    evidence.truncate(MOST_CELLS);
    Some(Tabled {
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

/// Whether what stands over a table has a name.
fn headed(over: &str, named: &Named) -> bool {
    named.text.chars().count() >= 4 && over.contains(&named.text)
}
