//! Which rows and which column of a table a request speaks of, and how much of the request they carry.

use std::collections::BTreeSet;

use super::facts::{FactIndex, Standing};
use super::tables::{Column, GROUP, Kind, Tables, Value, View};
use crate::question::{Asked, Limit, Request, Version, Weight, Word, notion_of, weight_of};

/// A table whose rows have every name of the request.
pub(super) struct Fit<'t> {
    pub(super) view: &'t View,
    /// Rows that have the names, the years and the bounds.
    pub(super) rows: Vec<usize>,
    /// Columns in which the names stand.
    pub(super) used: BTreeSet<usize>,
    /// For each name of the request where it stands here; empty where something over the table has it.
    pub(super) hits: Vec<Vec<(usize, usize)>>,
    /// Whether the rows are fewer than the table's: something in the request chose them.
    pub(super) chosen: bool,
    /// The column that the request asks for by its noun.
    pub(super) named: Option<usize>,
    /// Columns whose values bounds were laid on.
    pub(super) bounded: BTreeSet<usize>,
}

/// How well a column answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) column: usize,
    /// Weight of the words that its own header has.
    pub(super) own: f32,
    /// For ranking columns of one table.
    pub(super) score: f32,
    /// Share of the request that header, rows and what stands over the table carry together.
    pub(super) coverage: f32,
    /// Whether nothing that evidence has to carry is missing.
    pub(super) complete: bool,
}

/// Every table that has the request's names.
pub(super) fn fits<'t>(request: &Request, tables: &'t Tables, index: &FactIndex) -> Vec<Fit<'t>> {
    let places: Vec<Vec<(usize, usize, usize)>> = request
        .names
        .iter()
        .map(|n| tables.places(n.value, n.thing))
        .collect();
    tables
        .views
        .iter()
        .enumerate()
        .filter_map(|(number, view)| fit(request, index, number, view, &places))
        .collect()
}

fn fit<'t>(
    request: &Request,
    index: &FactIndex,
    number: usize,
    view: &'t View,
    places: &[Vec<(usize, usize, usize)>],
) -> Option<Fit<'t>> {
    let mut hits: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut used = BTreeSet::new();
    for (name, all) in request.names.iter().zip(places) {
        let here: Vec<(usize, usize)> = all.iter().filter(|p| p.0 == number).map(|p| (p.1, p.2)).collect();
        if here.is_empty() {
            let aliases = name.thing.map_or(&[][..], |t| index.things.names(t));
            let over = view.context.has_all(&name.text) || aliases.iter().any(|a| view.context.has_all(a));
            let heads = view.columns.iter().any(|c| c.bag.has_all(&name.text));
            if !(over || heads) {
                return None;
            }
        }
        used.extend(here.iter().map(|h| h.1).filter(|c| *c != GROUP));
        hits.push(here);
    }
    let says = |text: &str, row: usize| {
        view.rows.get(row).is_some_and(|r| r.bag.has_all(text)) || view.context.has_all(text)
    };
    let mut rows: Vec<usize> = (0..view.rows.len())
        .filter(|r| view.rows.get(*r).is_some_and(|row| !row.total))
        .filter(|r| request.unknown.iter().all(|u| says(u, *r)))
        .collect();
    let all = rows.len();
    // Names that stand in one column are alternatives, names of different columns narrow each other down.
    let mut columns: Vec<(usize, BTreeSet<usize>)> = Vec::new();
    for here in hits.iter().filter(|h| !h.is_empty()) {
        let column = here.iter().map(|h| h.1).min().unwrap_or(GROUP);
        let of_name: BTreeSet<usize> = here.iter().map(|h| h.0).collect();
        match columns.iter_mut().find(|(c, _)| *c == column) {
            Some((_, set)) => set.extend(of_name),
            None => columns.push((column, of_name)),
        }
    }
    for (_, set) in &columns {
        rows.retain(|r| set.contains(r));
    }
    let mut fit = Fit {
        view,
        rows,
        used,
        hits,
        chosen: false,
        named: None,
        bounded: BTreeSet::new(),
    };
    fit.named = fit.named_column(request);
    fit.keep_years(request)?;
    fit.keep_dates(request);
    for limit in &request.limits {
        fit.keep_within(request, limit)?;
    }
    fit.chosen = fit.rows.len() < all || !request.limits.is_empty();
    Some(fit)
}

impl<'t> Fit<'t> {
    /// Every year of the request has to stand in a header, over the table, or in the rows, which it then chooses. Rows that have
    /// all of several years go before those that have one of them.
    fn keep_years(&mut self, request: &Request) -> Option<()> {
        let mut every: Option<Vec<usize>> = None;
        let mut any: BTreeSet<usize> = BTreeSet::new();
        for (year, _) in &request.years {
            let in_header = self.view.columns.iter().any(|c| c.bag.years.contains(year));
            if in_header {
                continue;
            }
            let has = |r: &usize| {
                self.view.rows.get(*r).is_some_and(|row| {
                    row.cells.iter().zip(&self.view.columns).any(|(cell, column)| {
                        cell.as_ref()
                            .is_some_and(|v| column.kind != Kind::Number && v.years().contains(year))
                    })
                })
            };
            let of_year: Vec<usize> = self.rows.iter().copied().filter(has).collect();
            if !of_year.is_empty() {
                // The columns whose years chose the rows are carried with them.
                for (number, column) in self.view.columns.iter().enumerate() {
                    let said = |r: &usize| {
                        self.view
                            .cell(*r, number)
                            .is_some_and(|v| v.years().contains(year))
                    };
                    if column.kind == Kind::Date && of_year.iter().all(said) {
                        self.bounded.insert(number);
                    }
                }
                any.extend(of_year.iter().copied());
                every = Some(match every {
                    Some(rows) => rows.into_iter().filter(|r| of_year.contains(r)).collect(),
                    None => of_year,
                });
                continue;
            }
            let headed = self.view.columns.iter().any(|c| !c.bag.years.is_empty());
            if !self.view.context.years.contains(year) || headed {
                return None;
            }
        }
        if let Some(every) = every {
            self.rows = if every.is_empty() {
                any.into_iter().collect()
            } else {
                every
            };
        }
        Some(())
    }

    fn keep_dates(&mut self, request: &Request) {
        for date in &request.dates {
            let ordinal = super::values::ordinal(date);
            self.rows.retain(|r| {
                self.view.rows.get(*r).is_some_and(|row| {
                    row.cells.iter().zip(&self.view.columns).any(|(cell, column)| {
                        column.kind == Kind::Date && cell.as_ref().is_some_and(|v| v.number == ordinal)
                    })
                })
            });
        }
    }

    /// Lays a bound on the column that the request speaks of; none where it speaks of none.
    fn keep_within(&mut self, request: &Request, limit: &Limit) -> Option<()> {
        let kind = if limit.date { Kind::Date } else { Kind::Number };
        let candidates: Vec<Match> = self.columns(request, &|c| c.kind == kind).into_iter().collect();
        let only = candidates.len() == 1;
        let named = self.hits.iter().any(|h| !h.is_empty());
        let best = candidates
            .first()
            .filter(|m| m.own > 0.0 || only && (limit.date || named || self.view.is_quantity(m.column)))?;
        let column = best.column;
        let view = self.view;
        let bound = view.bound(column, limit);
        let number = |v: &Value| v.number;
        self.rows.retain(|r| {
            view.cell(*r, column).and_then(number).is_some_and(|n| {
                if limit.above {
                    n > bound || (limit.inclusive && n >= bound)
                } else {
                    n < bound || (limit.inclusive && n <= bound)
                }
            })
        });
        self.bounded.insert(column);
        Some(())
    }

    /// The columns that `keep` accepts, the best first.
    pub(super) fn columns(&self, request: &Request, keep: &dyn Fn(&Column) -> bool) -> Vec<Match> {
        let mut out: Vec<Match> = self
            .view
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| keep(c))
            .filter(|(_, c)| self.of_years(request, c))
            .filter(|(_, c)| self.of_names(request, c))
            .map(|(number, column)| self.rate(request, number, column))
            .collect();
        out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.column.cmp(&b.column)));
        out
    }

    /// Whether a column is of a year that the request names, where headers tell years.
    fn of_years(&self, request: &Request, column: &Column) -> bool {
        request.years.is_empty()
            || column.bag.years.is_empty()
            || request.years.iter().any(|(y, _)| column.bag.years.contains(y))
    }

    /// Whether a column is of every name that only headers have.
    fn of_names(&self, request: &Request, column: &Column) -> bool {
        let figure = column.kind == Kind::Number;
        request.names.iter().zip(&self.hits).all(|(name, here)| {
            let of = |c: &Column| c.bag.has_all(&name.text);
            !figure
                || !here.is_empty()
                || of(column)
                || !self.view.columns.iter().any(|c| c.kind == Kind::Number && of(c))
        })
    }

    fn rate(&self, request: &Request, number: usize, column: &Column) -> Match {
        let (mut own, mut met, mut all, mut score) = (0.0, 0.0, 0.0, 0.0);
        let mut complete = true;
        for word in &request.words {
            let here = column.bag.covers(word);
            let there = self.elsewhere(word, request.asked);
            let cover = here.max(there);
            all += word.weight;
            met += word.weight * cover;
            own += word.weight * here;
            score += word.weight * here * if word.head { 1.6 } else { 1.0 };
            if word.strict && cover <= 0.0 {
                complete = false;
            }
        }
        for (year, _) in &request.years {
            if column.bag.years.contains(year) {
                score += 2.0;
            }
        }
        let wanted = match request.version {
            Version::Initial | Version::Former => Standing::Superseded,
            Version::Current => Standing::Current,
        };
        score += match column.standing {
            s if s == wanted => 0.6,
            Standing::Plain => 0.3,
            _ => 0.0,
        };
        // What the header says beyond the question.
        let extra = column
            .bag
            .narrowings()
            .filter(|n| !request.words.iter().any(|w| w.notion == Some(*n)))
            .count();
        score -= 0.5 * crate::retrieval::share(extra, 1);
        let length: usize = column.path.iter().map(|p| p.chars().count()).sum();
        score -= 0.01 * crate::retrieval::share(length.min(40), 1);
        let newest = self
            .view
            .columns
            .iter()
            .filter_map(|c| c.bag.years.iter().max())
            .max();
        if let Some(newest) = newest.filter(|_| request.years.is_empty()) {
            // Where no year is asked for the latest is meant, and none of the columns beside those of years.
            let latest = column.bag.years.iter().max();
            let older = latest.map_or(1, |l| usize::try_from(newest - l).unwrap_or_default().min(10));
            score -= 0.05 * crate::retrieval::share(older, 1);
        }
        Match {
            column: number,
            own,
            score,
            coverage: if all > 0.0 { met / all } else { 1.0 },
            complete,
        }
    }

    /// How far what is not the column has a word: what stands over the table, the headers of the names' columns and of the
    /// labels, and the rows themselves.
    fn elsewhere(&self, word: &Word, asked: Asked) -> f32 {
        let over = self.view.context.covers(word);
        let label = self
            .view
            .columns
            .get(self.view.label)
            .map_or(0.0, |c| c.bag.covers(word));
        let used = self
            .used
            .iter()
            .chain(&self.bounded)
            .chain(&self.named)
            .filter_map(|c| self.view.columns.get(*c))
            .map(|c| c.bag.covers(word))
            .fold(0.0, f32::max);
        let rows = if self.chosen || self.rows.len() == 1 {
            let covers = |r: &usize| self.view.rows.get(*r).map_or(0.0, |row| row.bag.covers(word));
            self.rows.iter().take(50).map(covers).fold(0.0, f32::max)
        } else {
            0.0
        };
        // `lies at B-07`: the column of the name says so.
        let lies = asked != Asked::Place
            && word.notion.is_some()
            && word.notion == notion_of("located")
            && !self.used.is_empty();
        if lies {
            return 1.0;
        }
        // A narrowing word of the question has to stand where it narrows.
        let narrows = word.notion.is_some_and(|n| weight_of(n) == Weight::Narrowing);
        let bounded = self
            .bounded
            .iter()
            .filter_map(|c| self.view.columns.get(*c))
            .map(|c| c.bag.covers(word))
            .fold(0.0, f32::max);
        if narrows {
            rows.max(label).max(bounded)
        } else {
            over.max(label).max(used).max(rows)
        }
    }

    /// The column that holds what the request asks for by its noun, other than columns of figures.
    pub(super) fn named_column(&self, request: &Request) -> Option<usize> {
        let heads: Vec<&Word> = request.words.iter().filter(|w| w.head).collect();
        let rate = |c: &Column| heads.iter().map(|w| w.weight * c.bag.covers(w)).sum::<f32>();
        let best = self
            .view
            .columns
            .iter()
            .enumerate()
            .filter(|(n, c)| c.kind == Kind::Text || *n == self.view.label)
            .map(|(n, c)| (n, rate(c)))
            .filter(|(_, s)| *s > 0.0)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        Some(best.0)
    }

    /// Whether headers tell two or more of the years that the request names.
    pub(super) fn has_columns_of_years(&self, request: &Request) -> bool {
        let years: BTreeSet<i32> = request.years.iter().map(|y| y.0).collect();
        let headed = |y: &&i32| self.view.columns.iter().any(|c| c.bag.years == [**y]);
        years.iter().filter(headed).count() >= 2
    }

    /// Columns that may hold an answer of the kind that is asked for.
    pub(super) fn answers(&self, asked: Asked, number: usize) -> bool {
        let Some(column) = self.view.columns.get(number) else {
            return false;
        };
        match asked {
            Asked::Person | Asked::Organization | Asked::Place | Asked::Law | Asked::Work => {
                column.kind == Kind::Text
            }
            Asked::Date | Asked::Year => column.kind == Kind::Date,
            Asked::Amount | Asked::Number => column.kind == Kind::Number,
            Asked::YesNo | Asked::Any => true,
        }
    }
}

impl View {
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&Value> {
        self.rows.get(row)?.cells.get(column)?.as_ref()
    }

    /// A bound on a column in the base units of its values. A bare number is meant as the table prints it, unless it is far above
    /// all that the table prints.
    pub(super) fn bound(&self, column: usize, limit: &Limit) -> f64 {
        let cells = || self.rows.iter().filter_map(|r| r.cells.get(column)?.as_ref());
        if limit.date || limit.scaled {
            return limit.value;
        }
        if cells().any(|v| v.percent) {
            return limit.value / 100.0;
        }
        let scale = cells()
            .find_map(|v| self.units.get(v.unit?))
            .map_or(1.0, |u| u.scale);
        let greatest = cells()
            .filter_map(|v| v.number)
            .fold(0.0_f64, |a, n| a.max(n.abs()));
        if limit.value > 10.0 * greatest / scale {
            limit.value
        } else {
            limit.value * scale
        }
    }

    /// Whether a column counts what the table is of, its header saying no more than that: `Number`, `數量`, `2024`.
    pub(super) fn is_quantity(&self, column: usize) -> bool {
        const WORDS: &[&str] = &[
            "number",
            "no",
            "count",
            "quantity",
            "qty",
            "total",
            "units",
            "數量",
            "數目",
            "個數",
            "件數",
            "輛數",
            "台數",
            "人數",
            "座數",
            "總數",
            "合計",
            "計",
            "수량",
            "개수",
            "대수",
            "건수",
            "인원",
            "인원수",
            "수",
            "합계",
            "계",
            "총수",
        ];
        let Some(head) = self.columns.get(column).filter(|c| c.kind == Kind::Number) else {
            return false;
        };
        let says_no_more = head.path.iter().all(|level| {
            let folded = crate::text::fold(level);
            folded
                .split(|c: char| !c.is_alphabetic())
                .map(|w| w.trim_start_matches(['年', '度', '년']))
                .all(|w| w.is_empty() || WORDS.contains(&w))
        });
        let whole = |v: &Value| v.number.is_none_or(|n| n >= 0.0 && n.fract() == 0.0);
        says_no_more
            && self
                .rows
                .iter()
                .filter_map(|r| r.cells.get(column)?.as_ref())
                .all(|v| v.currency.is_none() && !v.percent && whole(v))
    }
}
