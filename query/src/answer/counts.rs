//! How many there are.

use super::fit::{Fit, Match};
use super::found::{Evidence, Found};
use super::headers::{Role, role};
use super::query::count_query;
use super::records::{MOST_CELLS, Tabled, cell, cite, good, lines, total};
use super::tables::{Column, Kind};
use crate::question::{Relation, Request, Word};

/// How many there are: what a column counts, the figure of the row that is named, or how many rows there are.
pub(super) fn count(request: &Request, fit: &Fit<'_>) -> Option<Tabled> {
    let figures = fit.columns(request, &|c| c.kind == Kind::Number);
    let telling = figures
        .first()
        .filter(|m| m.own >= 0.9 && good(m) && !fit.bounded.contains(&m.column));
    if let Some(m) = telling {
        if fit.rows.len() == 1 && fit.chosen {
            return cell(request, fit, *m);
        }
        return total(request, fit, *m, false);
    }
    if fit.used.contains(&fit.view.label) {
        // The row is named: its figure is meant, not that there is one of it.
        let only = figures.len() == 1;
        let m = figures.into_iter().find(|m| good(m) && (m.own > 0.0 || only))?;
        return if fit.rows.len() == 1 {
            cell(request, fit, m)
        } else {
            total(request, fit, m, false)
        };
    }
    if let Some(m) = counted(request, fit) {
        return total(request, fit, m, false);
    }
    let named = fit.named_column(request).unwrap_or(fit.view.label);
    let column = if fit.used.contains(&named) {
        fit.view.label
    } else {
        named
    };
    let m = fit
        .columns(request, &|_| true)
        .into_iter()
        .find(|m| m.column == column)?;
    let asks_for_rows = request
        .words
        .iter()
        .filter(|w| w.head || w.weight >= 0.5)
        .any(|w| {
            fit.view
                .columns
                .get(column)
                .is_some_and(|c| c.bag.covers(w) > 0.0)
                || fit.view.context.covers(w) > 0.0
        });
    if !good(&m) || !asks_for_rows {
        return None;
    }
    // Two rows of one name are two people where they work for two bodies.
    let says = |relation| {
        let of_relation = |c: &Column| matches!(role(&c.path, ""), Role::Relation(r) if r == relation);
        fit.view.columns.iter().position(of_relation)
    };
    let of_people = column == fit.view.label && says(Relation::Position).is_some();
    let employer = says(Relation::Affiliation).filter(|_| of_people);
    let mut keys: Vec<(&str, &str)> = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for row in &fit.rows {
        let at = employer
            .and_then(|e| fit.view.cell(*row, e))
            .map_or("", |value| value.key.as_str());
        if let Some(value) = fit.view.cell(*row, column)
            && !keys.contains(&(value.key.as_str(), at))
        {
            keys.push((value.key.as_str(), at));
            evidence.push(cite(fit.view, *row, value));
        }
    }
    evidence.truncate(MOST_CELLS);
    if evidence.is_empty() {
        return None;
    }
    Some(Tabled {
        found: Found {
            text: keys.len().to_string(),
            evidence,
            explanation: lines(fit, column, request.language),
            more: Vec::new(),
        },
        score: 2.0 * m.coverage + 0.2 * m.own,
        query: count_query(request, fit, keys.len()),
        by_table: true,
    })
}

/// The column that counts what is asked for, where that stands over the table and heads no column of names: of a table of
/// vehicles the column `Number`, whose figures are meant and not its rows.
fn counted(request: &Request, fit: &Fit<'_>) -> Option<Match> {
    let heads: Vec<&Word> = request
        .words
        .iter()
        .filter(|w| w.head || w.weight >= 0.5)
        .collect();
    let names = |w: &&Word| {
        fit.view
            .columns
            .iter()
            .any(|c| c.kind != Kind::Number && c.bag.covers(w) > 0.0)
    };
    let over = |w: &&Word| fit.view.context.covers(w) > 0.0;
    // Where names alone are asked for, how many of them is the figure of their rows.
    let by_names = heads.is_empty() && fit.hits.iter().any(|h| !h.is_empty());
    if !(by_names || heads.iter().any(over)) || heads.iter().any(|w| w.head && names(w)) {
        return None;
    }
    let mut columns = fit
        .columns(request, &|c| c.kind == Kind::Number)
        .into_iter()
        .filter(|m| fit.view.is_quantity(m.column) && !fit.bounded.contains(&m.column));
    match (columns.next(), columns.next()) {
        (Some(only), None) => Some(only).filter(good),
        _ => None,
    }
}
