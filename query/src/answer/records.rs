//! Answers from tables: look a cell up, list, count, add up, compare, over the rows that a request chooses.

use super::chain::{Evidence, Found};
use super::facts::FactIndex;
use super::fit::{Fit, Match, fits};
use super::headers::{Role, role};
use super::pair::{changed, difference, over_years, whether};
use super::query::{Aggregate, FigureQuery, figure_query};
use super::tables::{Column, Kind, Value, View};
use super::values::{grouped, money, money_like};
use crate::question::{Asked, Relation, Request, Task};
use crate::text::Language;

/// Share of the request that header, rows and titles have to carry.
const ENOUGH: f32 = 0.62;
/// Most values of a list.
const LONGEST_LIST: usize = 24;
/// Most cells that an answer over many rows cites.
const MOST_CELLS: usize = 60;

/// An answer out of a table with what speaks for it.
#[derive(Debug, Clone)]
pub(super) struct Tabled {
    pub(super) found: Found,
    /// For choosing between tables and other sources.
    pub(super) score: f32,
    /// The query that it comes down to, where it is computed from figures.
    pub(super) query: Option<FigureQuery>,
}

impl From<Found> for Tabled {
    fn from(found: Found) -> Self {
        Self {
            found,
            score: 0.0,
            query: None,
        }
    }
}

/// The best answer that one table gives.
pub(super) fn ask_tables(request: &Request, index: &FactIndex) -> Option<Tabled> {
    let mut best: Option<Tabled> = None;
    for fit in fits(request, &index.tables, index) {
        let Some(tabled) = ask_one(request, &fit) else {
            continue;
        };
        let names = fit.hits.iter().filter(|h| !h.is_empty()).count();
        let score = tabled.score + 0.6 * crate::retrieval::share(names, 1);
        let better = best.as_ref().is_none_or(|b| {
            score > b.score + 1e-4
                || (score > b.score - 1e-4 && tabled.found.evidence.len() > b.found.evidence.len())
        });
        if better {
            best = Some(Tabled { score, ..tabled });
        }
    }
    best
}

fn ask_one(request: &Request, fit: &Fit<'_>) -> Option<Tabled> {
    if fit.rows.is_empty() && request.task != Task::Whether {
        return None;
    }
    let by_years = matches!(
        request.task,
        Task::Look | Task::List | Task::Greatest | Task::Least
    );
    if let Some(tabled) = by_years.then(|| changed(request, fit)).flatten() {
        return Some(tabled);
    }
    match request.task {
        Task::Look | Task::List => look(request, fit).or_else(|| {
            // Of all there are, one figure is their sum.
            let figure = matches!(request.asked, Asked::Amount | Asked::Number | Asked::Any);
            (request.of_all && figure && request.task == Task::Look)
                .then(|| add(request, fit, false))
                .flatten()
        }),
        Task::Count => count(request, fit),
        Task::Sum => over_years(request, fit).or_else(|| add(request, fit, false)),
        Task::Average => add(request, fit, true),
        Task::Greatest | Task::Least => {
            let greatest = request.task == Task::Greatest;
            // With one row the superlative is part of a header: `top speed`.
            extreme(request, fit, greatest)
                .or_else(|| look(request, fit).filter(|_| fit.chosen && fit.rows.len() == 1))
        }
        Task::Difference => difference(request, fit),
        Task::Whether => whether(request, fit),
    }
}

/// What has to hold of a column before its cells answer.
pub(super) fn good(m: &Match) -> bool {
    m.complete && m.coverage >= ENOUGH
}

fn look(request: &Request, fit: &Fit<'_>) -> Option<Tabled> {
    let dated = matches!(request.asked, Asked::Date | Asked::Year);
    let free = |number: usize| !fit.used.contains(&number) && (dated || !fit.bounded.contains(&number));
    let bare_names = request.names.is_empty() && request.years.is_empty() && request.limits.is_empty();
    if bare_names && request.dates.is_empty() {
        // Nothing chooses a row.
        return None;
    }
    let named = fit.named_column(request);
    let matches = fit.columns(request, &|_| true);
    let fitting = |m: &&Match| free(m.column) && fit.answers(request.asked, m.column);
    let best = matches
        .iter()
        .filter(fitting)
        .find(|m| m.own >= 0.9 && Some(m.column) != Some(fit.view.label))
        .filter(|m| good(m))
        .copied();
    let label = Some(fit.view.label).filter(|l| free(*l) && fit.chosen);
    let of_label = label
        .and_then(|l| matches.iter().find(|m| m.column == l))
        .copied();
    let chosen = match (named, best) {
        (Some(n), _) if free(n) && fit.chosen => matches
            .iter()
            .find(|m| m.column == n)
            .filter(|m| good(m))
            .copied(),
        (_, Some(b)) => Some(b),
        _ => None,
    };
    let typed = || {
        // The only column of the kind that is asked for, where nothing of the question is left over.
        let mut of_kind = matches.iter().filter(|m| {
            free(m.column)
                && fit.answers(request.asked, m.column)
                && fit
                    .view
                    .columns
                    .get(m.column)
                    .is_some_and(|c| c.kind != Kind::Text)
        });
        match (of_kind.next(), of_kind.next()) {
            (Some(only), None) => Some(*only).filter(|m| good(m) && m.coverage >= 0.8),
            _ => None,
        }
    };
    let labelled = || {
        of_label.filter(|m| {
            good(m)
                && m.coverage >= 0.7
                && !matches!(
                    request.asked,
                    Asked::Amount | Asked::Number | Asked::Date | Asked::Year
                )
        })
    };
    let m = chosen.or_else(typed).or_else(labelled)?;
    if !fit.chosen && m.column != fit.view.label {
        return None;
    }
    let cells: Vec<(usize, &Value)> = fit
        .rows
        .iter()
        .filter_map(|r| fit.view.cell(*r, m.column).map(|v| (*r, v)))
        .collect();
    let mut texts: Vec<String> = Vec::new();
    for (_, value) in &cells {
        let text = written(value, fit.view, m.column, request.language);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    if texts.is_empty() || texts.len() > LONGEST_LIST {
        return None;
    }
    let figure = fit
        .view
        .columns
        .get(m.column)
        .is_some_and(|c| c.kind == Kind::Number);
    if figure && texts.len() > 1 {
        // Several figures for one question: it does not say which is meant.
        return None;
    }
    Some(Tabled {
        found: Found {
            text: texts.join(request.language.list_mark()),
            evidence: cells.iter().map(|(r, v)| cite(fit.view, *r, v)).collect(),
            explanation: lines(fit, m.column, request.language),
            more: Vec::new(),
        },
        score: 2.0 * m.coverage + 0.2 * m.own,
        query: None,
    })
}

/// The one cell of the one row.
fn cell(request: &Request, fit: &Fit<'_>, m: Match) -> Option<Tabled> {
    let row = *fit.rows.first()?;
    let value = fit.view.cell(row, m.column)?;
    Some(Tabled {
        found: Found {
            text: written(value, fit.view, m.column, request.language),
            evidence: vec![cite(fit.view, row, value)],
            explanation: lines(fit, m.column, request.language),
            more: Vec::new(),
        },
        score: 2.0 * m.coverage + 0.2 * m.own,
        query: None,
    })
}

fn count(request: &Request, fit: &Fit<'_>) -> Option<Tabled> {
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
        query: None,
    })
}

fn add(request: &Request, fit: &Fit<'_>, average: bool) -> Option<Tabled> {
    let columns = fit.columns(request, &|c| c.kind == Kind::Number);
    let only = columns.len() == 1;
    let m = columns
        .into_iter()
        .find(|m| !fit.bounded.contains(&m.column) && (m.own > 0.4 || only) && good(m))?;
    total(request, fit, m, average)
}

fn total(request: &Request, fit: &Fit<'_>, m: Match, average: bool) -> Option<Tabled> {
    let cells: Vec<(usize, &Value, f64)> = fit
        .rows
        .iter()
        .filter_map(|r| {
            fit.view
                .cell(*r, m.column)
                .and_then(|v| v.number.map(|n| (*r, v, n)))
        })
        .collect();
    let (_, first, _) = cells.first()?;
    let column = fit.view.columns.get(m.column)?;
    if first.percent && !average {
        return None;
    }
    let sum: f64 = cells.iter().map(|c| c.2).sum();
    let count = u32::try_from(cells.len()).ok().filter(|c| *c > 0)?;
    let value = if average { sum / f64::from(count) } else { sum };
    let text = figure(value, first, column.unit.as_deref(), request.language);
    let mut explanation = lines(fit, m.column, request.language);
    if let Some(printed) = fit.printed_total(m.column, &cells)
        && !average
        && (printed - sum).abs() > 0.5 + sum.abs() * 1e-6
    {
        let said = figure(printed, first, column.unit.as_deref(), request.language);
        explanation.push_str(&match request.language {
            Language::Chinese => format!("\n表列合計為{said}，與各列相加不同"),
            Language::Korean => format!("\n표의 합계는 {said}(으)로, 각 행의 합과 다르다"),
            Language::English => {
                format!("\nthe table's own total is {said}, which differs from the sum of its rows")
            }
        });
    }
    let rows: Vec<usize> = cells.iter().map(|c| c.0).collect();
    let aggregate = if average {
        Aggregate::Average
    } else {
        Aggregate::Sum
    };
    let query = figure_query(fit.view, m.column, &rows, aggregate, value);
    let mut evidence: Vec<Evidence> = cells.iter().map(|(r, v, _)| cite(fit.view, *r, v)).collect();
    evidence.truncate(MOST_CELLS);
    Some(Tabled {
        found: Found {
            text,
            evidence,
            explanation,
            more: Vec::new(),
        },
        score: 2.0 * m.coverage + 0.2 * m.own,
        query,
    })
}

fn extreme(request: &Request, fit: &Fit<'_>, greatest: bool) -> Option<Tabled> {
    let kinds = |c: &super::tables::Column| {
        if request.in_time {
            c.kind == Kind::Date
        } else {
            c.kind != Kind::Text
        }
    };
    let columns = fit.columns(request, &kinds);
    let only = columns.len() == 1;
    let m = columns
        .into_iter()
        .find(|m| m.own > 0.4 || (only && m.coverage >= 0.75))
        .filter(|m| m.complete && m.coverage >= 0.55)?;
    let valued: Vec<(usize, &Value, f64)> = fit
        .rows
        .iter()
        .filter_map(|r| {
            fit.view
                .cell(*r, m.column)
                .and_then(|v| v.number.map(|n| (*r, v, n)))
        })
        .collect();
    if valued.len() < 2 {
        return None;
    }
    let best = valued
        .iter()
        .map(|v| v.2)
        .reduce(|a, b| if greatest { a.max(b) } else { a.min(b) })?;
    let winners: Vec<&(usize, &Value, f64)> = valued.iter().filter(|v| (v.2 - best).abs() < 1e-9).collect();
    if winners.len() > 3 {
        return None;
    }
    let named = fit
        .named_column(request)
        .filter(|c| *c != m.column && !fit.used.contains(c));
    let wants_value = match request.asked {
        Asked::Amount | Asked::Number => true,
        Asked::Date | Asked::Year => {
            named.is_none()
                && fit
                    .view
                    .columns
                    .get(m.column)
                    .is_some_and(|c| c.kind == Kind::Date)
        }
        _ => false,
    };
    let target = if wants_value {
        m.column
    } else {
        named.unwrap_or(fit.view.label)
    };
    let mut texts: Vec<String> = Vec::new();
    for (row, ..) in &winners {
        let text = written(fit.view.cell(*row, target)?, fit.view, target, request.language);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let rows: Vec<usize> = valued.iter().map(|v| v.0).collect();
    let aggregate = if greatest {
        Aggregate::Greatest
    } else {
        Aggregate::Least
    };
    let figures = fit
        .view
        .columns
        .get(m.column)
        .is_some_and(|c| c.kind == Kind::Number);
    let query = figure_query(fit.view, m.column, &rows, aggregate, best).filter(|_| figures);
    let ordered = winners
        .iter()
        .copied()
        .chain(valued.iter().filter(|v| (v.2 - best).abs() >= 1e-9));
    let mut evidence: Vec<Evidence> = ordered.map(|(r, v, _)| cite(fit.view, *r, v)).collect();
    evidence.truncate(MOST_CELLS);
    Some(Tabled {
        found: Found {
            text: texts.join(request.language.list_mark()),
            evidence,
            explanation: lines(fit, m.column, request.language),
            more: Vec::new(),
        },
        score: 2.0 * m.coverage + 0.2 * m.own,
        query,
    })
}

impl Fit<'_> {
    /// The total that the table prints for the whole of a column, where the rows are all of them.
    fn printed_total(&self, column: usize, cells: &[(usize, &Value, f64)]) -> Option<f64> {
        let all = self.view.rows.iter().filter(|r| !r.total).count();
        let last = self.view.rows.last().filter(|r| r.total)?;
        (all == cells.len())
            .then(|| last.cells.get(column)?.as_ref()?.number)
            .flatten()
    }
}

/// A cell as an answer: with the unit that stands outside it.
pub(super) fn written(value: &Value, view: &View, column: usize, language: Language) -> String {
    let Some(header) = view.columns.get(column).filter(|c| c.kind == Kind::Number) else {
        return value.text.clone();
    };
    let bare = value
        .text
        .chars()
        .all(|c| !c.is_alphabetic() && !matches!(c, '%' | '％' | '$' | '€' | '₩' | '㎡'));
    match (bare, value.number, value.currency.as_deref()) {
        (true, Some(number), Some(currency)) => like_printed(number, value, currency, language),
        (true, Some(_), None) => with_unit(&value.text, header.unit.as_deref()),
        _ => value.text.clone(),
    }
}

/// A computed number in the manner of the cells that it was computed from.
pub(super) fn figure(number: f64, like: &Value, unit: Option<&str>, language: Language) -> String {
    if like.percent {
        return format!("{}%", grouped(number * 100.0));
    }
    match like.currency.as_deref() {
        Some(currency) => like_printed(number, like, currency, language),
        None => with_unit(&grouped(number), unit),
    }
}

/// An amount in the unit in which a cell is printed.
fn like_printed(number: f64, cell: &Value, currency: &str, language: Language) -> String {
    let printed: String = cell
        .text
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    match (printed.parse::<f64>(), cell.number) {
        (Ok(printed), Some(value)) => money_like(number, printed, value.abs(), currency, language),
        _ => money(number, Some(currency), language),
    }
}

fn with_unit(number: &str, unit: Option<&str>) -> String {
    match unit {
        Some(unit) if unit.is_ascii() && !unit.starts_with('%') => format!("{number} {unit}"),
        Some(unit) => format!("{number}{unit}"),
        None => number.to_owned(),
    }
}

/// The cell as evidence.
pub(super) fn cite(view: &View, row: usize, value: &Value) -> Evidence {
    Evidence {
        passage: view.rows.get(row).and_then(|r| r.passage),
        locator: value.locator.clone(),
        quote: value.text.clone(),
    }
}

/// One line a row: its label, the header and the value.
pub(super) fn lines(fit: &Fit<'_>, column: usize, language: Language) -> String {
    let header = fit
        .view
        .columns
        .get(column)
        .map(|c| c.path.join(" / "))
        .unwrap_or_default();
    let mut out: Vec<String> = fit
        .rows
        .iter()
        .take(LONGEST_LIST)
        .filter_map(|r| {
            let value = fit.view.cell(*r, column)?;
            let text = written(value, fit.view, column, language);
            let label = fit.view.cell(*r, fit.view.label).map_or("", |v| v.text.as_str());
            Some(if column == fit.view.label {
                format!("{header}: {text}")
            } else {
                format!("{label} | {header}: {text}")
            })
        })
        .collect();
    out.push(format!("({})", fit.view.source));
    out.join("\n")
}
