//! What a table says to a wish: words that only cells have choose its rows, words of headers its column.

use std::collections::BTreeSet;

use super::super::facts::FactIndex;
use super::super::found::Found;
use super::super::records::{cite, figure, written};
use super::super::tables::{Kind, Value, View};
use super::Reading;
use super::act::Act;
use super::wish::Wish;
use crate::question::{Asked, Range};
use crate::retrieval::share;

/// Most rows of one table that are read.
const MOST_ROWS: usize = 5_000;
/// Longest list, and most cells that an answer cites.
pub(super) const LONGEST_LIST: usize = 12;
/// How much a word counts that stands over a table.
const OVER: f32 = 0.95;

/// The same of a header that is neither the answer's nor chose its rows.
const BESIDE: f32 = 0.75;

/// A table under a wish.
pub(super) struct Read<'a> {
    pub(super) wish: &'a Wish,
    pub(super) view: &'a View,
    /// How far what stands over it carries each term.
    pub(super) over: Vec<f32>,
    /// The same of each column's header.
    pub(super) heads: Vec<Vec<f32>>,
    /// The same of each row's cells.
    cells: Vec<Vec<f32>>,
    /// Rows that the wish chooses.
    pub(super) rows: Vec<usize>,
    /// Whether they are fewer than all.
    pub(super) chosen: bool,
    /// Columns that chose them.
    used: BTreeSet<usize>,
}

/// The best reading that a table gives.
pub(super) fn read(wish: &Wish, index: &FactIndex) -> Option<Reading> {
    let mut best: Option<Reading> = None;
    for view in &index.tables.views {
        let Some(reading) = Read::of(wish, view).and_then(|r| r.answer(index)) else {
            continue;
        };
        if best.as_ref().is_none_or(|b| reading.score > b.score + 1e-4) {
            best = Some(reading);
        }
    }
    best
}

impl<'a> Read<'a> {
    /// Reads `view`; none where the wish cannot be about it.
    pub(super) fn of(wish: &'a Wish, view: &'a View) -> Option<Self> {
        if view.rows.len() > MOST_ROWS || !wish.request.limits.is_empty() || wish.day.is_some() {
            return None;
        }
        let over: Vec<f32> = wish.covers(&view.context, "").iter().map(|c| c * OVER).collect();
        let heads: Vec<Vec<f32>> = view.columns.iter().map(|c| wish.covers(&c.bag, "")).collect();
        let touched = over.iter().chain(heads.iter().flatten()).any(|c| *c > 0.0);
        let cells: Vec<Vec<f32>> = view
            .rows
            .iter()
            .map(|row| {
                let keys: Vec<&str> = row.cells.iter().flatten().map(|v| v.key.as_str()).collect();
                wish.covers(&row.bag, &keys.join("\u{1}"))
            })
            .collect();
        if !touched && cells.iter().flatten().all(|c| *c <= 0.0) {
            return None;
        }
        let mut read = Self {
            wish,
            view,
            over,
            heads,
            cells,
            rows: (0..view.rows.len())
                .filter(|r| view.rows.get(*r).is_some_and(|row| !row.total))
                .collect(),
            chosen: false,
            used: BTreeSet::new(),
        };
        let all = read.rows.len();
        read.keep_years()?;
        read.keep_month()?;
        read.keep_dates()?;
        read.choose();
        read.chosen = read.rows.len() < all;
        (!read.rows.is_empty()).then_some(read)
    }

    fn keep_years(&mut self) -> Option<()> {
        for (year, _) in &self.wish.request.years {
            if self.view.columns.iter().any(|c| c.bag.years.contains(year)) {
                continue;
            }
            let view = self.view;
            let of_year: Vec<usize> = self
                .rows
                .iter()
                .copied()
                .filter(|r| {
                    view.columns.iter().enumerate().any(|(c, column)| {
                        column.kind != Kind::Number
                            && view.cell(*r, c).is_some_and(|v| v.years().contains(year))
                    })
                })
                .collect();
            let headed = view.columns.iter().any(|c| !c.bag.years.is_empty());
            if of_year.is_empty() {
                if headed || !view.context.years.contains(year) {
                    return None;
                }
            } else {
                self.rows = of_year;
            }
        }
        Some(())
    }

    fn keep_month(&mut self) -> Option<()> {
        let Some(month) = self.wish.month else {
            return Some(());
        };
        let column = self.best(&|c| c == Kind::Date, true)?;
        let view = self.view;
        self.rows.retain(|r| {
            view.cell(*r, column)
                .and_then(|v| v.number)
                .is_some_and(|n| ((n / 100.0).floor() % 100.0 - f64::from(month)).abs() < 0.5)
        });
        self.used.insert(column);
        Some(())
    }

    fn keep_dates(&mut self) -> Option<()> {
        for date in &self.wish.request.dates {
            let ordinal = super::super::values::ordinal(date);
            let view = self.view;
            self.rows.retain(|r| {
                view.columns.iter().enumerate().any(|(c, column)| {
                    column.kind == Kind::Date && view.cell(*r, c).is_some_and(|v| v.number == ordinal)
                })
            });
        }
        (!self.rows.is_empty()).then_some(())
    }

    /// Keeps the rows that carry most of what only cells say.
    fn choose(&mut self) {
        let single = matches!(self.wish.act, Act::Pick | Act::Gap);
        let head = |t: usize| {
            self.heads
                .iter()
                .filter_map(|h| h.get(t))
                .fold(0.0_f32, |a, b| a.max(*b))
        };
        let cell = |r: usize, t: usize| {
            self.cells
                .get(r)
                .and_then(|c| c.get(t))
                .copied()
                .unwrap_or_default()
        };
        let mut weights: Vec<f32> = Vec::new();
        for (t, term) in self.wish.terms.iter().enumerate() {
            let had = self.rows.iter().filter(|r| cell(**r, t) > 0.0).count();
            let over = self.over.get(t).copied().unwrap_or_default().max(head(t));
            let tells = had > 0 && had < self.rows.len();
            weights.push(if !tells {
                0.0
            } else if over <= 0.0 {
                term.word.weight
            } else if single || !term.names.is_empty() {
                0.3 * term.word.weight
            } else {
                0.0
            });
        }
        let score = |r: usize| -> f32 { weights.iter().enumerate().map(|(t, w)| w * cell(r, t)).sum() };
        let most = self.rows.iter().map(|r| score(*r)).fold(0.0_f32, f32::max);
        if most < 0.3 {
            return;
        }
        let rows: Vec<usize> = self
            .rows
            .iter()
            .copied()
            .filter(|r| score(*r) >= most - 0.02)
            .collect();
        for (t, _) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            let Some(term) = self.wish.terms.get(t) else {
                continue;
            };
            for (c, column) in self.view.columns.iter().enumerate() {
                let hit = column.kind != Kind::Number
                    && rows.iter().take(LONGEST_LIST).any(|r| {
                        self.view
                            .cell(*r, c)
                            .is_some_and(|v| term.cover(&super::super::bag::Bag::of(&v.text), &v.key) > 0.0)
                    });
                if hit {
                    self.used.insert(c);
                }
            }
        }
        self.rows = rows;
    }

    /// Weight of the terms that a column's own header carries.
    pub(super) fn own(&self, column: usize) -> f32 {
        let covers = self.heads.get(column);
        self.wish
            .terms
            .iter()
            .enumerate()
            .map(|(t, term)| {
                let cover = covers.and_then(|h| h.get(t)).copied().unwrap_or_default();
                // A word that every header has tells no column.
                let everywhere = self.heads.iter().all(|h| h.get(t).is_some_and(|c| *c > 0.0));
                let scale = if term.word.head { 1.5 } else { 1.0 };
                if everywhere {
                    0.0
                } else {
                    term.word.weight * cover * scale
                }
            })
            .sum()
    }

    /// The column of these kinds whose header carries most; with `only` one without any word of the wish where it is the
    /// only one of its kind.
    fn best(&self, kind: &dyn Fn(Kind) -> bool, only: bool) -> Option<usize> {
        let years = &self.wish.request.years;
        let of_years = |c: &super::super::tables::Column| {
            years.is_empty() || c.bag.years.is_empty() || years.iter().any(|(y, _)| c.bag.years.contains(y))
        };
        // `how much` asks for money where a table has some, `how many` for anything else.
        let money = |n: usize| {
            self.view.rows.iter().any(|r| {
                r.cells
                    .get(n)
                    .and_then(Option::as_ref)
                    .is_some_and(|v| v.currency.is_some())
            })
        };
        let wants = match self.wish.asked {
            Asked::Amount => Some(true),
            Asked::Number => Some(false),
            _ => None,
        };
        let any_money = (0..self.view.columns.len()).any(money);
        let of_kind = |n: usize| {
            self.view.columns.get(n).is_none_or(|c| c.kind != Kind::Number)
                || !any_money
                || wants.is_none_or(|w| w == money(n))
        };
        let newest = self
            .view
            .columns
            .iter()
            .filter_map(|c| c.bag.years.iter().max().copied())
            .max()
            .unwrap_or_default();
        let mut rated: Vec<(f32, f32, usize)> = self
            .view
            .columns
            .iter()
            .enumerate()
            .filter(|(n, c)| {
                kind(c.kind) && of_years(c) && !self.used.contains(n) && self.filled(*n) && of_kind(*n)
            })
            .map(|(n, c)| {
                let of_year = years.iter().any(|(y, _)| c.bag.years.contains(y));
                let own = self.own(n) + if of_year { 1.0 } else { 0.0 };
                let latest = c.bag.years.iter().max().copied().unwrap_or_default();
                let older = if latest > 0 {
                    usize::try_from(newest - latest).unwrap_or_default().min(10)
                } else {
                    0
                };
                let length: usize = c.path.iter().map(|p| p.chars().count()).sum();
                let rank = own - 0.001 * share(length.min(60), 1) - 0.05 * share(older, 1);
                (rank, own, n)
            })
            .collect();
        rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        let first = rated.first()?;
        (first.1 >= 0.4 || only && rated.len() == 1).then_some(first.2)
    }

    /// Whether something stands in a column in the rows that were chosen.
    fn filled(&self, column: usize) -> bool {
        self.rows.iter().any(|r| self.view.cell(*r, column).is_some())
    }

    /// Share of the wish that the rows, this column and what stands over them carry, and how far each term is carried.
    pub(super) fn carried(&self, column: Option<usize>) -> Vec<f32> {
        let heads: Vec<usize> = self
            .used
            .iter()
            .copied()
            .chain(column)
            .chain(std::iter::once(self.view.label))
            .collect();
        (0..self.wish.terms.len())
            .map(|t| {
                let over = self.over.get(t).copied().unwrap_or_default();
                let head = heads
                    .iter()
                    .filter_map(|c| self.heads.get(*c)?.get(t))
                    .fold(0.0_f32, |a, b| a.max(*b));
                let cell = self
                    .rows
                    .iter()
                    .take(50)
                    .filter_map(|r| self.cells.get(*r)?.get(t))
                    .fold(f32::MAX, |a, b| a.min(*b));
                let cell = if cell < f32::MAX { cell } else { 0.0 };
                // What another header says is at least in the table.
                let beside = self
                    .heads
                    .iter()
                    .filter_map(|h| h.get(t))
                    .fold(0.0_f32, |a, b| a.max(*b))
                    * BESIDE;
                over.max(head).max(cell).max(beside)
            })
            .collect()
    }

    /// Whether a column's cells are people.
    fn people(&self, column: usize, index: &FactIndex) -> bool {
        let Some(header) = self.view.columns.get(column).filter(|c| c.kind == Kind::Text) else {
            return false;
        };
        let inner = header
            .path
            .last()
            .map(|p| crate::text::fold(p))
            .unwrap_or_default();
        let says = [
            "姓名",
            "성명",
            "이름",
            "name",
            "owner",
            "담당자",
            "대표자",
            "承辦人",
            "負責人",
            "contact",
            "manager",
            "lead",
        ];
        let (mut people, mut others, mut filled) = (0_usize, 0_usize, 0_usize);
        for value in self
            .view
            .rows
            .iter()
            .filter_map(|r| r.cells.get(column)?.as_ref())
            .take(40)
        {
            filled += 1;
            let thing = value.thing.or_else(|| index.things.named(&value.text));
            if let Some(thing) = thing.filter(|t| index.things.kind(*t).is_some()) {
                let person = index.things.fits(thing, Range::Person);
                people += usize::from(person);
                others += usize::from(!person);
            }
        }
        people * 2 > filled || filled > 0 && others <= people && says.iter().any(|s| inner.trim() == *s)
    }

    fn answer(&self, index: &FactIndex) -> Option<Reading> {
        match self.wish.act {
            Act::Pick => self.pick(index),
            Act::Count => self.count(index),
            Act::Sum => self.sum(),
            Act::Greatest | Act::Least => self.extreme(),
            Act::Over | Act::Under => self.passed(),
            Act::Gap => self.gap(),
            Act::Whether | Act::Other => None,
        }
    }

    /// The column that a look-up gives.
    fn target(&self, index: &FactIndex) -> Option<usize> {
        let label = self.view.label;
        match self.wish.asked {
            Asked::Person => {
                let mut people: Vec<usize> = (0..self.view.columns.len())
                    .filter(|c| !self.used.contains(c) && self.people(*c, index))
                    .collect();
                people.sort_by(|a, b| self.own(*b).total_cmp(&self.own(*a)));
                people.first().copied()
            }
            Asked::Date | Asked::Year => self.best(&|k| k == Kind::Date, true),
            Asked::Amount | Asked::Number => self.best(&|k| k == Kind::Number, true),
            _ => {
                // Dates are asked for as dates.
                let any = self.best(&|k| k != Kind::Date, false);
                let free = Some(label).filter(|l| !self.used.contains(l));
                any.or(free)
            }
        }
    }

    fn pick(&self, index: &FactIndex) -> Option<Reading> {
        if !self.chosen && self.rows.len() > 1 {
            return None;
        }
        let target = self.target(index)?;
        let number = self.view.columns.get(target)?.kind == Kind::Number;
        let cells: Vec<(usize, &Value)> = self
            .rows
            .iter()
            .filter_map(|r| self.view.cell(*r, target).map(|v| (*r, v)))
            .collect();
        let texts = self.texts(&cells, target);
        if texts.is_empty() || texts.len() > LONGEST_LIST || number && texts.len() > 1 {
            return None;
        }
        self.reading(texts.join(self.wish.request.language.list_mark()), &cells, target)
    }

    pub(super) fn texts(&self, cells: &[(usize, &Value)], column: usize) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for (_, value) in cells {
            let text = written(value, self.view, column, self.wish.request.language);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    fn count(&self, index: &FactIndex) -> Option<Reading> {
        let figure = self.best(&|k| k == Kind::Number, false);
        if figure.is_some() {
            if self.chosen && self.rows.len() == 1 {
                return self.pick(index);
            }
            return self.sum();
        }
        let label = self.view.label;
        if !self.chosen || self.used.contains(&label) {
            return None;
        }
        let cells: Vec<(usize, &Value)> = self
            .rows
            .iter()
            .filter_map(|r| self.view.cell(*r, label).map(|v| (*r, v)))
            .collect();
        let texts = self.texts(&cells, label);
        self.reading(texts.len().to_string(), &cells, label)
    }

    fn sum(&self) -> Option<Reading> {
        let column = self.best(&|k| k == Kind::Number, true)?;
        let cells = self.numbers(column);
        let (_, first, _) = cells.first()?;
        if first.percent {
            return None;
        }
        let sum: f64 = cells.iter().map(|c| c.2).sum();
        let text = figure(sum, first, self.view, self.wish.request.language);
        let cells: Vec<(usize, &Value)> = cells.iter().map(|c| (c.0, c.1)).collect();
        self.reading(text, &cells, column)
    }

    fn numbers(&self, column: usize) -> Vec<(usize, &'a Value, f64)> {
        let view: &'a View = self.view;
        self.rows
            .iter()
            .filter_map(|r| view.cell(*r, column).and_then(|v| v.number.map(|n| (*r, v, n))))
            .collect()
    }

    fn extreme(&self) -> Option<Reading> {
        let greatest = self.wish.act == Act::Greatest;
        let in_time = self.wish.in_time;
        let column = self.best(
            &|k| {
                if in_time {
                    k == Kind::Date
                } else {
                    k == Kind::Number
                }
            },
            true,
        )?;
        let cells = self.numbers(column);
        if cells.len() < 2 {
            return None;
        }
        let best = cells
            .iter()
            .map(|c| c.2)
            .reduce(|a, b| if greatest { a.max(b) } else { a.min(b) })?;
        let won: Vec<(usize, &Value)> = cells
            .iter()
            .filter(|c| (c.2 - best).abs() < 1e-9)
            .map(|c| (c.0, c.1))
            .collect();
        let asks_value = matches!(self.wish.asked, Asked::Amount | Asked::Number)
            || self.wish.asked == Asked::Date && in_time;
        let day = matches!(self.wish.asked, Asked::Date | Asked::Year) && !in_time;
        let dated = (0..self.view.columns.len())
            .find(|c| day && self.view.columns.get(*c).is_some_and(|c| c.kind == Kind::Date));
        let target = if asks_value {
            column
        } else {
            dated
                .or_else(|| self.best(&|k| k == Kind::Text, false))
                .unwrap_or(self.view.label)
        };
        let targets: Vec<(usize, &Value)> = won
            .iter()
            .filter_map(|(r, _)| self.view.cell(*r, target).map(|v| (*r, v)))
            .collect();
        let texts = self.texts(&targets, target);
        if texts.is_empty() || texts.len() > 3 {
            return None;
        }
        self.reading(texts.join(self.wish.request.language.list_mark()), &won, column)
    }

    pub(super) fn reading(&self, text: String, cells: &[(usize, &Value)], column: usize) -> Option<Reading> {
        let (coverage, complete) = self.wish.share(&self.carried(Some(column)));
        if !complete || cells.is_empty() {
            return None;
        }
        let header = self.view.columns.get(column)?.path.join(" / ");
        let mut lines: Vec<String> = cells
            .iter()
            .take(LONGEST_LIST)
            .map(|(r, v)| {
                let label = self
                    .view
                    .cell(*r, self.view.label)
                    .map_or("", |l| l.text.as_str());
                format!("{label} | {header}: {}", v.text)
            })
            .collect();
        lines.push(format!("({})", self.view.source));
        Some(Reading {
            found: Found {
                text,
                evidence: cells.iter().map(|(r, v)| cite(self.view, *r, v)).collect(),
                explanation: lines.join("\n"),
                more: Vec::new(),
            },
            coverage,
            score: 2.0 * coverage
                + 0.05 * self.own(column).min(6.0)
                + 0.03 * self.own(self.view.label).min(3.0),
        })
    }
}
