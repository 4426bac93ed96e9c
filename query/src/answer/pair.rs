//! Two cells of a table beside each other: how far apart they lie, and which of them is the greater.

use super::fit::{Fit, Match};
use super::found::Found;
use super::query::{Aggregate, Comparison, FigureQuery, figure_query, pair_query};
use super::records::{Tabled, cite, figure, good, lines, written};
use super::tables::{GROUP, Kind, Value};
use crate::question::{Asked, Order, Request, Task};

/// Two cells in the order in which the question names them.
struct Pair<'t> {
    a: (usize, usize, &'t Value, f64),
    b: (usize, usize, &'t Value, f64),
    coverage: f32,
}

impl Pair<'_> {
    /// Row and column of each.
    fn cells(&self) -> [(usize, usize); 2] {
        [(self.a.0, self.a.1), (self.b.0, self.b.1)]
    }
}

/// How far two cells lie apart.
pub(super) fn difference(request: &Request, fit: &Fit<'_>) -> Option<Tabled> {
    let pair = pair(request, fit)?;
    let apart = (pair.a.3 - pair.b.3).abs();
    let text = figure(apart, pair.a.2, fit.view, request.language);
    let query = pair_query(fit.view, pair.cells(), Comparison::Apart(apart));
    Some(tabled(request, fit, &pair, (text, query)))
}

/// Yes or no: how two cells compare, whether a bound holds, or whether one row has both of what the question names.
pub(super) fn whether(request: &Request, fit: &Fit<'_>) -> Option<Tabled> {
    if let Some(order) = request.order.filter(|_| request.limits.is_empty()) {
        let pair = pair(request, fit)?;
        // Which of the two is asked to be the greater.
        let first = match order {
            Order::More => true,
            Order::Fewer => false,
            Order::Increased => a_is_later(fit, &pair)?,
            Order::Decreased => !a_is_later(fit, &pair)?,
        };
        let [a, b] = pair.cells();
        let (cells, holds) = if first {
            ([a, b], pair.a.3 > pair.b.3)
        } else {
            ([b, a], pair.b.3 > pair.a.3)
        };
        let text = request.language.yes_no(holds).to_owned();
        let query = pair_query(fit.view, cells, Comparison::Greater(holds));
        return Some(tabled(request, fit, &pair, (text, query)));
    }
    membership(request, fit)
}

/// The rows whose figure of one year lies above or below that of another: `113年比112年少的`, `2024년에 줄어든`.
pub(super) fn changed(request: &Request, fit: &Fit<'_>) -> Option<Tabled> {
    let names_rows = matches!(
        request.asked,
        Asked::Any | Asked::Place | Asked::Organization | Asked::Work | Asked::Person
    );
    if !names_rows || fit.rows.len() < 2 {
        return None;
    }
    let up = direction(&request.without_bounds())?;
    let every = fit.every_column(request);
    let year_of = |m: &Match| match fit.view.columns.get(m.column)?.bag.years.as_slice() {
        [year] => Some(*year),
        _ => None,
    };
    let (earlier, later) = match request.years.as_slice() {
        [(a, _), (b, _)] if a != b => (*a.min(b), *a.max(b)),
        [(year, _)] => (
            every.iter().filter_map(year_of).filter(|y| y < year).max()?,
            *year,
        ),
        _ => return None,
    };
    let of = |year: i32| {
        every
            .iter()
            .find(|m| year_of(m) == Some(year))
            .filter(|m| m.complete)
    };
    let (old, new) = (of(earlier)?.column, of(later)?);
    if new.own <= 0.0 && new.coverage < 0.5 {
        return None;
    }
    let mut texts: Vec<&str> = Vec::new();
    let mut evidence = Vec::new();
    for row in &fit.rows {
        let value = |column: usize| {
            let value = fit.view.cell(*row, column)?;
            Some((value, value.number?))
        };
        let (Some((before, was)), Some((after, is))) = (value(old), value(new.column)) else {
            continue;
        };
        let differs = if up { is > was } else { is < was };
        if differs {
            texts.push(fit.view.cell(*row, fit.view.label)?.text.as_str());
            evidence.extend([cite(fit.view, *row, after), cite(fit.view, *row, before)]);
        }
    }
    (!texts.is_empty()).then(|| Tabled {
        found: Found {
            text: texts.join(request.language.list_mark()),
            evidence,
            explanation: lines(fit, new.column, request.language),
            more: Vec::new(),
        },
        score: 2.0 * new.coverage + 0.2 * new.own,
        query: None,
        by_table: true,
    })
}

/// Whether a question speaks of more or of less; none where it speaks of neither, or of the most and the least.
fn direction(question: &str) -> Option<bool> {
    let lower = question.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if has(&["最", "가장", "제일", "most", "least", "how many", "how much"]) {
        return None;
    }
    let down = has(&[
        "減少",
        "下降",
        "少的",
        "更少",
        "較少",
        "低的",
        "줄어든",
        "줄었",
        "줄어들",
        "감소",
        "적은",
        "낮은",
        "fewer",
        "less",
        "decreas",
        "fell",
        "dropped",
        "lower",
        "declin",
    ]);
    let up = has(&[
        "增加",
        "成長",
        "上升",
        "多的",
        "更多",
        "較多",
        "高的",
        "늘어난",
        "늘었",
        "늘어나",
        "증가",
        "많은",
        "높은",
        "more",
        "increas",
        "rose",
        "grew",
        "higher",
    ]);
    (up != down).then_some(up)
}

/// Whether a question adds up what several years have.
pub(super) fn adds(request: &Request) -> bool {
    let text = request.text.to_lowercase();
    request.task != Task::Look
        || [
            "together",
            "combined",
            "in total",
            "altogether",
            "in all",
            "both years",
            "合計",
            "共計",
            "總共",
            "一共",
            "合共",
            "加總",
            "加起來",
            "合起來",
            "總和",
            "합하",
            "합치",
            "합쳐",
            "더하",
            "합계",
            "합산",
            "모두",
            "통틀어",
        ]
        .iter()
        .any(|w| text.contains(w))
}

/// How many years a question speaks of without naming them: `both years`, `兩年`, `두 해`, `三年`.
fn unnamed_years(request: &Request) -> Option<usize> {
    const TWO: &[&str] = &[
        "both years",
        "the two years",
        "two years together",
        "兩年",
        "二年合計",
        "兩個年度",
        "두 해",
        "두해",
        "2년 합",
        "2년간",
        "양년",
        "두 연도",
        "2개년",
    ];
    const THREE: &[&str] = &[
        "the three years",
        "all three years",
        "三年",
        "3년간",
        "세 해",
        "3개년",
    ];
    let text = request.text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if has(TWO) {
        Some(2)
    } else {
        has(THREE).then_some(3)
    }
}

/// A column's header without its years.
fn measure(fit: &Fit<'_>, column: usize) -> Vec<String> {
    let path = fit.view.columns.get(column).map(|c| c.path.as_slice());
    path.unwrap_or_default()
        .iter()
        .map(|level| level.chars().filter(|c| !c.is_ascii_digit()).collect::<String>())
        .filter(|level| !level.trim_matches(|c: char| "年度년 FYfy".contains(c)).is_empty())
        .collect()
}

/// The figures of several years added up.
pub(super) fn over_years(request: &Request, fit: &Fit<'_>) -> Option<Tabled> {
    if !request.limits.is_empty() {
        return None;
    }
    let mut years: Vec<i32> = request.years.iter().map(|y| y.0).collect();
    years.sort_unstable();
    years.dedup();
    let mut request = request.clone();
    if years.is_empty() {
        // What speaks of the years speaks of no column.
        let of_time = |w: &str| matches!(w, "over" | "year" | "both") || w.contains(['年', '해']);
        request.words.retain(|w| !of_time(&w.text));
    }
    let request = &request;
    let every = fit.every_column(request);
    let of = |m: &Match| match fit.view.columns.get(m.column)?.bag.years.as_slice() {
        [year] => Some(*year),
        _ => None,
    };
    let first = every
        .iter()
        .find(|m| of(m).is_some_and(|y| years.is_empty() || years.contains(&y)))
        .filter(|m| good(m))?;
    let wanted = measure(fit, first.column);
    let same: Vec<(i32, usize)> = every
        .iter()
        .filter(|m| measure(fit, m.column) == wanted)
        .filter_map(|m| Some((of(m)?, m.column)))
        .collect();
    if years.len() < 2 {
        let asked = unnamed_years(request).filter(|_| years.is_empty())?;
        years = same.iter().map(|s| s.0).collect();
        years.sort_unstable();
        years.dedup();
        if years.len() != asked {
            return None;
        }
    } else if !adds(request) {
        return None;
    }
    let columns: Vec<usize> = years
        .iter()
        .map(|year| same.iter().find(|s| s.0 == *year).map(|s| s.1))
        .collect::<Option<_>>()?;
    let mut cells: Vec<(usize, &Value, f64)> = Vec::new();
    for row in &fit.rows {
        for column in &columns {
            let figure = fit.view.cell(*row, *column).and_then(|v| Some((v, v.number?)));
            match figure {
                Some((value, number)) => cells.push((*row, value, number)),
                // Of one row alone a year that is left open leaves the sum open.
                None if fit.rows.len() == 1 => return None,
                None => {}
            }
        }
    }
    let (_, like, _) = cells.first().filter(|c| !c.1.percent)?;
    let sum: f64 = cells.iter().map(|c| c.2).sum();
    let shown: Vec<String> = columns.iter().map(|c| lines(fit, *c, request.language)).collect();
    Some(Tabled {
        found: Found {
            text: figure(sum, like, fit.view, request.language),
            evidence: cells.iter().map(|(row, v, _)| cite(fit.view, *row, v)).collect(),
            explanation: shown.join("\n"),
            more: Vec::new(),
        },
        score: 2.0 * first.coverage + 0.2 * first.own,
        query: figure_query(request, fit, &columns, Aggregate::Sum, sum),
        by_table: true,
    })
}

fn tabled(
    request: &Request,
    fit: &Fit<'_>,
    pair: &Pair<'_>,
    (text, query): (String, Option<FigureQuery>),
) -> Tabled {
    let line = |p: &(usize, usize, &Value, f64)| {
        let label = fit.view.cell(p.0, fit.view.label).map_or("", |v| v.text.as_str());
        let header = fit
            .view
            .columns
            .get(p.1)
            .map(|c| c.path.join(" / "))
            .unwrap_or_default();
        format!(
            "{label} | {header}: {}",
            written(p.2, fit.view, p.1, request.language)
        )
    };
    Tabled {
        found: Found {
            text,
            evidence: vec![
                cite(fit.view, pair.a.0, pair.a.2),
                cite(fit.view, pair.b.0, pair.b.2),
            ],
            explanation: format!("{}\n{}\n({})", line(&pair.a), line(&pair.b), fit.view.source),
            more: Vec::new(),
        },
        score: 2.0 * pair.coverage,
        query,
        by_table: true,
    }
}

/// Whether of two columns that are of two years the first is of the later.
fn a_is_later(fit: &Fit<'_>, pair: &Pair<'_>) -> Option<bool> {
    let year = |c: usize| fit.view.columns.get(c)?.bag.years.iter().max().copied();
    Some(year(pair.a.1)? >= year(pair.b.1)?)
}

fn pair<'t>(request: &Request, fit: &Fit<'t>) -> Option<Pair<'t>> {
    let number = |row: usize, column: usize| {
        let value = fit.view.cell(row, column)?;
        Some((row, column, value, value.number?))
    };
    // Two rows that the question names, and one column.
    let mut named: Vec<(usize, usize)> = Vec::new();
    for (name, hits) in request.names.iter().zip(&fit.hits) {
        if let [(row, column)] = hits.as_slice()
            && *column != GROUP
            && fit.rows.contains(row)
            && !named.iter().any(|n| n.0 == *row)
        {
            named.push((*row, name.start));
        }
    }
    let figures = fit.columns(request, &|c| c.kind == Kind::Number);
    if let [first, second] = named.as_slice() {
        let m = figures
            .first()
            .filter(|m| good(m) && (m.own > 0.0 || figures.len() == 1))?;
        let (a, b) = ordered(request, *first, *second);
        return Some(Pair {
            a: number(a, m.column)?,
            b: number(b, m.column)?,
            coverage: m.coverage,
        });
    }
    // One row, and two columns that the question tells apart.
    let row = *fit.rows.first().filter(|_| fit.rows.len() == 1)?;
    let every = fit.every_column(request);
    let (first, second) = two_columns(request, fit, &every)?;
    let coverage = every
        .iter()
        .find(|m| m.column == first.0)
        .map_or(0.0, |m| m.coverage);
    let (a, b) = ordered(request, first, second);
    Some(Pair {
        a: number(row, a)?,
        b: number(row, b)?,
        coverage: coverage.max(0.7),
    })
}

/// The two in the order in which they are compared: what stands before `than`, `比` or `보다` is put last.
fn ordered(request: &Request, first: (usize, usize), second: (usize, usize)) -> (usize, usize) {
    let (first, second) = if first.1 <= second.1 {
        (first, second)
    } else {
        (second, first)
    };
    let between = request.text.get(first.1..second.1).unwrap_or_default();
    // `A보다 B가`: the first is what is compared with.
    if between.contains("보다") && !request.text.get(second.1..).is_some_and(|r| r.contains("보다")) {
        (second.0, first.0)
    } else {
        (first.0, second.0)
    }
}

impl Fit<'_> {
    /// Columns of figures whatever the years of the request.
    fn every_column(&self, request: &Request) -> Vec<Match> {
        let open = Request {
            years: Vec::new(),
            ..request.clone()
        };
        self.columns(&open, &|c| c.kind == Kind::Number)
    }
}

/// Two columns of figures, each with the place in the question of what it alone has.
fn two_columns(
    request: &Request,
    fit: &Fit<'_>,
    every: &[Match],
) -> Option<((usize, usize), (usize, usize))> {
    let column = |m: &Match| fit.view.columns.get(m.column);
    if let [(one, at_one), (two, at_two), ..] = request.years.as_slice() {
        let of = |year: &i32| {
            every
                .iter()
                .find(|m| column(m).is_some_and(|c| c.bag.years.contains(year)))
                .map(|m| m.column)
        };
        return Some(((of(one)?, *at_one), (of(two)?, *at_two)));
    }
    let in_year = |m: &&Match| {
        request
            .years
            .iter()
            .all(|(y, _)| column(m).is_some_and(|c| c.bag.years.is_empty() || c.bag.years.contains(y)))
    };
    let candidates: Vec<&Match> = every.iter().filter(in_year).collect();
    for (i, one) in candidates.iter().enumerate() {
        for two in candidates.iter().skip(i + 1) {
            let (a, b) = (column(one)?, column(two)?);
            let only = |x: &super::tables::Column, y: &super::tables::Column| {
                request
                    .words
                    .iter()
                    .filter(|w| x.bag.covers(w) > 0.0 && y.bag.covers(w) <= 0.0)
                    .map(|w| w.start)
                    .min()
            };
            if let (Some(at_a), Some(at_b)) = (only(a, b), only(b, a)) {
                return Some(((one.column, at_a), (two.column, at_b)));
            }
        }
    }
    None
}

/// Whether one row has every name: yes; whether the row of the one has another value where the other would stand: no.
fn membership(request: &Request, fit: &Fit<'_>) -> Option<Tabled> {
    let matches = fit.columns(request, &|_| true);
    let complete = matches.iter().any(|m| m.complete && m.coverage >= 0.6);
    if !complete {
        return None;
    }
    let hit: Vec<&Vec<(usize, usize)>> = fit.hits.iter().filter(|h| !h.is_empty()).collect();
    let label = fit.view.label;
    let bounded = !request.limits.is_empty();
    if hit.len() < 2 && !(bounded && hit.len() == 1) {
        return None;
    }
    if let Some(row) = fit.rows.first() {
        let evidence = fit
            .used
            .iter()
            .chain(&fit.bounded)
            .chain(std::iter::once(&label))
            .filter_map(|c| fit.view.cell(*row, *c).map(|v| cite(fit.view, *row, v)))
            .collect();
        return Some(answer(request, fit, true, evidence, *row));
    }
    // The row of the name that names rows, and the column in which the other name stands elsewhere.
    let subject = hit
        .iter()
        .find(|h| h.iter().all(|p| p.1 == label))
        .and_then(|h| h.first())?;
    let other = if bounded {
        *fit.bounded.iter().next()?
    } else {
        hit.iter()
            .flat_map(|h| h.iter())
            .map(|p| p.1)
            .find(|c| *c != label && *c != GROUP)?
    };
    let value = fit.view.cell(subject.0, other)?;
    let evidence = vec![cite(fit.view, subject.0, value)];
    Some(answer(request, fit, false, evidence, subject.0))
}

fn answer(
    request: &Request,
    fit: &Fit<'_>,
    holds: bool,
    evidence: Vec<super::found::Evidence>,
    row: usize,
) -> Tabled {
    let cells: Vec<String> = fit
        .view
        .columns
        .iter()
        .enumerate()
        .filter_map(|(c, column)| {
            let value = fit.view.cell(row, c)?;
            Some(format!("{}: {}", column.path.join(" / "), value.text))
        })
        .collect();
    Tabled {
        found: Found {
            text: request.language.yes_no(holds).to_owned(),
            evidence,
            explanation: format!("{} ({})", cells.join(" | "), fit.view.source),
            more: Vec::new(),
        },
        score: 1.8,
        query: None,
        by_table: true,
    }
}
