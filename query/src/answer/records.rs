//! Answers from tables: look a cell up, list, count, add up, compare, over the rows that a request chooses.

use super::absent::names_absent_row;
use super::counts::count;
use super::facts::FactIndex;
use super::fit::{Fit, Match, fits};
use super::found::{Evidence, Found};
use super::pair::{adds, changed, difference, over_years, whether};
use super::printed::Printed;
use super::query::{Aggregate, FigureQuery, date_query, extreme_query, figure_query, list_query};
use super::tables::{Kind, Value, View};
use super::units::is_bare;
use super::values::{grouped, money, money_like};
use crate::question::{Asked, Request, Task};
use crate::text::Language;

/// Share of the request that header, rows and titles have to carry.
const ENOUGH: f32 = 0.62;
/// Most values of a list.
const LONGEST_LIST: usize = 24;
/// Most cells that an answer over many rows cites.
pub(super) const MOST_CELLS: usize = 60;

/// An answer out of a table with what speaks for it.
#[derive(Debug, Clone)]
pub(super) struct Tabled {
    pub(super) found: Found,
    /// For choosing between tables and other sources.
    pub(super) score: f32,
    /// The query that it comes down to, where it is computed from figures.
    pub(super) query: Option<FigureQuery>,
    /// Whether cells of a table carry it.
    pub(super) by_table: bool,
}

impl From<Found> for Tabled {
    fn from(found: Found) -> Self {
        Self {
            found,
            score: 0.0,
            query: None,
            by_table: false,
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
            best = Some(Tabled {
                score,
                by_table: true,
                ..tabled
            });
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
    if names_absent_row(request, fit.view) && fit.hits.iter().all(Vec::is_empty) {
        return None;
    }
    let plain = matches!(request.task, Task::Look | Task::Count | Task::Sum);
    if let Some(tabled) = plain.then(|| over_years(request, fit)).flatten() {
        return Some(tabled);
    }
    if plain && adds(request) && fit.has_columns_of_years(request) {
        // One of the years alone is not what they have together.
        return None;
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
        Task::Sum => add(request, fit, false),
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
    // What a bound was laid on shows that it holds.
    let bounded = cells.iter().flat_map(|(r, _)| {
        let of_row = fit.bounded.iter().filter(|c| **c != m.column);
        of_row.filter_map(|c| fit.view.cell(*r, *c).map(|v| cite(fit.view, *r, v)))
    });
    let kind = fit.view.columns.get(m.column).map(|c| c.kind);
    let query = match cells.first().and_then(|(_, v)| v.number) {
        Some(_) if kind == Some(Kind::Date) => {
            let days: Vec<f64> = cells.iter().filter_map(|(_, v)| v.number).collect();
            date_query(request, fit, m.column, &days)
        }
        Some(number) if figure => figure_query(request, fit, &[m.column], Aggregate::One, number),
        _ => list_query(request, fit, &texts),
    };
    Some(Tabled {
        found: Found {
            text: texts.join(request.language.list_mark()),
            evidence: cells
                .iter()
                .map(|(r, v)| cite(fit.view, *r, v))
                .chain(bounded)
                .collect(),
            explanation: lines(fit, m.column, request.language),
            more: Vec::new(),
        },
        score: 2.0 * m.coverage + 0.2 * m.own,
        query,
        by_table: true,
    })
}

/// The one cell of the one row.
pub(super) fn cell(request: &Request, fit: &Fit<'_>, m: Match) -> Option<Tabled> {
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
        query: value
            .number
            .and_then(|n| figure_query(request, fit, &[m.column], Aggregate::One, n)),
        by_table: true,
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

pub(super) fn total(request: &Request, fit: &Fit<'_>, m: Match, average: bool) -> Option<Tabled> {
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
    if first.percent && !average {
        return None;
    }
    let sum: f64 = cells.iter().map(|c| c.2).sum();
    let count = u32::try_from(cells.len()).ok().filter(|c| *c > 0)?;
    let value = if average { sum / f64::from(count) } else { sum };
    let text = figure(value, first, fit.view, request.language);
    let mut explanation = lines(fit, m.column, request.language);
    if let Some(printed) = fit.printed_total(m.column, &cells)
        && !average
        && (printed - sum).abs() > 0.5 + sum.abs() * 1e-6
    {
        let said = figure(printed, first, fit.view, request.language);
        explanation.push_str(&match request.language {
            Language::Chinese => format!("\n表列合計為{said}，與各列相加不同"),
            Language::Korean => format!("\n표의 합계는 {said}(으)로, 각 행의 합과 다르다"),
            Language::English => {
                format!("\nthe table's own total is {said}, which differs from the sum of its rows")
            }
        });
    }
    let aggregate = if average {
        Aggregate::Average
    } else {
        Aggregate::Sum
    };
    let query = figure_query(request, fit, &[m.column], aggregate, value);
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
        by_table: true,
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
    let figures = fit
        .view
        .columns
        .get(m.column)
        .is_some_and(|c| c.kind == Kind::Number);
    let query = if !figures {
        None
    } else if wants_value {
        let aggregate = if greatest {
            Aggregate::Greatest
        } else {
            Aggregate::Least
        };
        figure_query(request, fit, &[m.column], aggregate, best)
    } else {
        extreme_query(request, fit, m.column, greatest, &texts)
    };
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
        by_table: true,
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
    if view.columns.get(column).is_none_or(|c| c.kind != Kind::Number) || !is_bare(&value.text) {
        return value.text.clone();
    }
    let unit = value.unit.and_then(|u| view.units.get(u));
    match (unit, value.number, value.currency.as_deref()) {
        (Some(unit), Some(_), _) => unit.around(&value.text),
        (None, Some(number), Some(currency)) => like_printed(number, value, currency, language),
        _ => value.text.clone(),
    }
}

/// A computed number in the manner of the cells that it was computed from.
pub(super) fn figure(number: f64, like: &Value, view: &View, language: Language) -> String {
    if like.percent {
        return format!("{}%", grouped(number * 100.0));
    }
    if let Some(unit) = like.unit.and_then(|u| view.units.get(u)) {
        return unit.write(number);
    }
    if let Some(unit) = like.number.and_then(|n| Printed::of_figure(&like.text, n))
        && !is_bare(&like.text)
    {
        return unit.write(number);
    }
    match like.currency.as_deref() {
        Some(currency) => like_printed(number, like, currency, language),
        None => grouped(number),
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
