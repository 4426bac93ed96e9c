//! What a table does not have: a row that the question names, and a figure that is left open.

use super::facts::FactIndex;
use super::fit::{Match, fits};
use super::found::Found;
use super::records::good;
use super::tables::{Kind, View};
use super::values::MONTH_NAMES;
use crate::question::{Request, Word};

/// Whether the question names a row as rows of the table are named, and the table has none of that name. In scripts without
/// capitals a name is known by its last character, where the table's own names end in it: `區`, `시`.
pub(super) fn names_absent_row(request: &Request, view: &View) -> bool {
    let said = |w: &Word| {
        view.context.covers(w) > 0.0
            || view.columns.iter().any(|c| c.bag.covers(w) > 0.0)
            || view.rows.iter().any(|r| r.bag.covers(w) > 0.0)
    };
    let mut words = request
        .words
        .iter()
        .filter(|w| w.notion.is_none() && !w.text.is_empty())
        .filter(|w| is_named_as(request, view, w));
    words.any(|w| !said(w))
}

fn is_named_as(request: &Request, view: &View, word: &Word) -> bool {
    let written = request.text.get(word.start..word.end).unwrap_or_default();
    if word.text.is_ascii() {
        let before = request.text.get(..word.start).unwrap_or_default().trim_end();
        let opens = before.is_empty() || before.ends_with(['.', '?', '!', ':', '"', '“']);
        let month = MONTH_NAMES.contains(&word.text.as_str());
        return !opens
            && !month
            && written.len() > 2
            && written.starts_with(|c: char| c.is_ascii_uppercase());
    }
    let names = view
        .rows
        .iter()
        .filter(|r| !r.total)
        .filter_map(|r| r.cells.get(view.label)?.as_ref())
        .filter(|v| v.text.chars().count() >= 2);
    let mut endings: Vec<char> = names.filter_map(|v| v.text.chars().next_back()).collect();
    endings.retain(|c| c.is_alphabetic() && !c.is_ascii());
    endings.sort_unstable();
    endings.dedup();
    // A class is shared by the names of a table; where each ends in a character of its own there is none.
    if endings.len() * 2 > view.rows.len().max(2) {
        return false;
    }
    let open = ['哪', '各', '每', '幾', '何', '全', '這', '該', '本', '其'];
    let last = word.text.char_indices().next_back();
    word.text.char_indices().any(|(at, c)| {
        let before = word.text.get(..at).unwrap_or_default();
        // A Korean word ends where its name does; Chinese ones run on.
        let ends = !('가'..='힣').contains(&c) || Some((at, c)) == last;
        ends && endings.contains(&c) && before.chars().count() >= 2 && !before.contains(open)
    })
}

/// Whether an answer comes from tables alone that leave open what is asked for, or have no row of the name that is asked for.
pub(super) fn is_beside(request: &Request, found: &Found, index: &FactIndex) -> bool {
    let mut sources: Vec<&str> = Vec::new();
    for evidence in &found.evidence {
        let Some(passage) = evidence.passage.and_then(|p| index.passages.get(&p)) else {
            return false;
        };
        if passage.rows.is_none() {
            return false;
        }
        sources.push(passage.source.as_str());
    }
    if sources.is_empty() {
        return false;
    }
    let mut views = index
        .tables
        .views
        .iter()
        .filter(|v| sources.contains(&v.source.as_str()))
        .peekable();
    let unnamed = request.names.iter().all(|n| n.value.is_none());
    let absent = unnamed && views.peek().is_some() && views.all(|v| names_absent_row(request, v));
    absent || sources.iter().all(|source| leaves_open(request, source, index))
}

/// Whether a table of the document has the row and the column that are asked for, and nothing where they meet.
fn leaves_open(request: &Request, source: &str, index: &FactIndex) -> bool {
    if request.names.is_empty() {
        return false;
    }
    fits(request, &index.tables, index)
        .iter()
        .filter(|fit| fit.view.source == source && fit.hits.iter().any(|h| !h.is_empty()))
        .any(|fit| {
            let [row] = fit.rows.as_slice() else { return false };
            let open = |m: &Match| fit.view.cell(*row, m.column).is_none();
            let years = fit.has_columns_of_years(request);
            let mut fitting = fit
                .columns(request, &|c| c.kind == Kind::Number)
                .into_iter()
                .filter(|m| good(m) && m.own >= 0.9);
            // Of several years each has to have a figure.
            if years {
                fitting.any(|m| open(&m))
            } else {
                fitting.next().is_some_and(|m| open(&m))
            }
        })
}
