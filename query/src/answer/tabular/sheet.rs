//! A table under a question: what each header, each row and what stands over it explain.

use std::collections::HashMap;

use super::super::bag::years_in;
use super::super::headers::is_total;
use super::super::printed::Printed;
use super::super::tables::{Kind, Value, View};
use super::cues::months_in;
use super::sought::{Cover, Mask, Sought};
use crate::question::Request;
use crate::text::Language;

/// Most rows of a table that are read.
const MOST_ROWS: usize = 5_000;
/// Most conditions on rows that are tried.
const MOST_CONDITIONS: usize = 20;
/// Longest header that may name a month.
const LONGEST_MONTH: usize = 14;

/// A column's header.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// What all levels explain.
    pub(super) mask: Mask,
    /// Share of the last level that the question has.
    pub(super) leaf: f32,
    /// What the last level alone explains.
    pub(super) leaf_mask: Mask,
    pub(super) years: Vec<i32>,
    pub(super) months: Vec<u32>,
    pub(super) money: bool,
    /// Whether its last level says nothing but a time.
    pub(super) timely: bool,
    /// Whether it sums up other columns.
    pub(super) total: bool,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Columns whose cells explain something, with what.
    pub(super) cells: Vec<(usize, Cover)>,
    pub(super) mask: Mask,
    /// Years of the row, and whether a column is for them.
    pub(super) years: Vec<i32>,
    pub(super) yearly: bool,
    pub(super) months: Vec<u32>,
}

/// Rows that a condition holds of.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) rows: Vec<usize>,
    pub(super) mask: Mask,
    /// The column in which it has to hold, where one is meant.
    pub(super) column: Option<usize>,
    /// Of one of several values.
    pub(super) several: bool,
    /// A cell that says nothing more.
    pub(super) exact: bool,
}

/// The table.
pub(super) struct Sheet<'a> {
    pub(super) view: &'a View,
    pub(super) heads: Vec<Head>,
    pub(super) over: Mask,
    pub(super) over_years: Vec<i32>,
    pub(super) lines: Vec<Line>,
    /// The column that names the rows.
    pub(super) label: usize,
    /// Whether it is written in another language than the question.
    pub(super) foreign: bool,
    /// What all headers, and what all rows, explain.
    pub(super) all_heads: Mask,
    pub(super) all_rows: Mask,
}

/// Whether what stands over a table says that it is of another year, or of the other half of one, than the question names.
fn is_of_another_time(request: &Request, view: &View) -> bool {
    let told = |year: &i32| {
        view.context.years.contains(year)
            || view.columns.iter().any(|c| c.bag.years.contains(year))
            || view
                .rows
                .iter()
                .flat_map(|r| r.cells.iter().flatten())
                .any(|v| v.years().contains(year))
    };
    let other_year = !request.years.is_empty()
        && !view.context.years.is_empty()
        && !request.years.iter().any(|(year, _)| told(year));
    let half = |text: &str| {
        let says = |words: [&str; 4]| words.iter().any(|w| text.contains(w));
        (
            says(["上半年", "상반기", "first half", "First half"]),
            says(["下半年", "하반기", "second half", "Second half"]),
        )
    };
    let other_half = matches!(
        (half(&request.text), half(&view.over)),
        ((true, false), (false, true)) | ((false, true), (true, false))
    );
    other_year || other_half
}

impl<'a> Sheet<'a> {
    pub(super) fn of(sought: &Sought<'_>, view: &'a View) -> Option<Self> {
        if view.rows.len() > MOST_ROWS || is_of_another_time(sought.request, view) {
            return None;
        }
        let heads: Vec<Head> = (0..view.columns.len()).map(|c| head(sought, view, c)).collect();
        let mut known: HashMap<&str, Cover> = HashMap::new();
        let lines: Vec<Line> = (0..view.rows.len())
            .map(|r| line(sought, view, r, &heads, &mut known))
            .collect();
        let all_heads = heads.iter().fold(0, |a, h| a | h.mask);
        let all_rows = lines.iter().fold(0, |a, l| a | l.mask);
        let over = sought.header(&view.over).mask;
        let kind = |c: usize| view.columns.get(c).map(|c| c.kind);
        let first = |wanted: Kind| (0..view.columns.len()).find(|c| kind(*c) == Some(wanted));
        let label = if kind(view.label) == Some(Kind::Number) {
            first(Kind::Text).or(first(Kind::Date)).unwrap_or(view.label)
        } else {
            view.label
        };
        let headers: Vec<&str> = view
            .columns
            .iter()
            .flat_map(|c| c.path.iter().map(String::as_str))
            .collect();
        let sheet = Self {
            view,
            label,
            foreign: Language::of(&headers.join(" ")) != sought.request.language,
            heads,
            over,
            over_years: view.context.years.clone(),
            lines,
            all_heads,
            all_rows,
        };
        (all_heads | all_rows | over != 0).then_some(sheet)
    }

    /// How much of the question the table could explain at best.
    pub(super) fn reach(&self, sought: &Sought<'_>) -> f32 {
        sought.share(self.all_heads | self.all_rows | self.over)
            + 0.5 * sought.share(self.all_rows)
            + 0.2 * sought.share(self.all_heads)
    }

    pub(super) fn value(&self, row: usize, column: usize) -> Option<&'a Value> {
        self.view.rows.get(row)?.cells.get(column)?.as_ref()
    }

    pub(super) fn kind(&self, column: usize) -> Kind {
        self.view.columns.get(column).map_or(Kind::Text, |c| c.kind)
    }

    /// Rows of figures that sum up no others.
    fn body(&self) -> Vec<usize> {
        (0..self.view.rows.len())
            .filter(|r| self.view.rows.get(*r).is_some_and(|row| !row.total))
            .collect()
    }

    /// Every choice of rows that the question's words may make: those that have the same words, and those that have one of
    /// several values of a column.
    pub(super) fn choices(&self, sought: &Sought<'_>) -> Vec<Chosen> {
        let body = self.body();
        let mut masks: Vec<Mask> = Vec::new();
        for r in &body {
            let Some(line) = self.lines.get(*r) else { continue };
            let cells = line.cells.iter().map(|c| c.1.mask);
            for mask in cells.chain([line.mask]) {
                if mask != 0 && !masks.contains(&mask) && masks.len() < 400 {
                    masks.push(mask);
                }
            }
        }
        masks.sort_by(|a, b| sought.mass(*b).total_cmp(&sought.mass(*a)).then(a.cmp(b)));
        masks.truncate(MOST_CONDITIONS);
        masks.push(0);
        let mut out: Vec<Chosen> = Vec::new();
        for mask in &masks {
            let rows: Vec<usize> = body
                .iter()
                .copied()
                .filter(|r| self.lines.get(*r).is_some_and(|l| l.mask & mask == *mask))
                .collect();
            if *mask != 0 && rows.len() == body.len() {
                continue;
            }
            if !out.iter().any(|o| o.rows == rows) && !rows.is_empty() {
                out.push(Chosen {
                    rows,
                    mask: *mask,
                    column: None,
                    several: false,
                    exact: false,
                });
            }
        }
        out.extend(self.headed(&body));
        out.extend(self.exactly(&body));
        out.extend(self.alternatives(&body, sought));
        out
    }

    /// Rows that have a value in a column whose header the question speaks of too.
    fn headed(&self, body: &[usize]) -> Vec<Chosen> {
        let mut out: Vec<Chosen> = Vec::new();
        for (column, head) in self.heads.iter().enumerate().filter(|h| h.1.mask != 0) {
            let covers = |r: &usize| {
                let line = self.lines.get(*r)?;
                line.cells.iter().find(|c| c.0 == column).map(|c| c.1)
            };
            let mut masks: Vec<Mask> = body.iter().filter_map(covers).map(|c| c.mask).collect();
            masks.sort_unstable();
            masks.dedup();
            for mask in masks.into_iter().take(6) {
                let rows: Vec<usize> = body
                    .iter()
                    .copied()
                    .filter(|r| covers(r).is_some_and(|c| c.mask & mask == mask))
                    .collect();
                if mask & !head.mask != 0 && rows.len() < body.len() {
                    out.push(Chosen {
                        rows,
                        mask,
                        column: Some(column),
                        several: false,
                        exact: false,
                    });
                }
            }
        }
        out
    }

    /// Rows whose cell says what the question says and nothing more, where others say it with more: `paid` beside `part paid`.
    fn exactly(&self, body: &[usize]) -> Vec<Chosen> {
        let mut out: Vec<Chosen> = Vec::new();
        for column in 0..self.view.columns.len() {
            let covers: Vec<(usize, Cover)> = body
                .iter()
                .filter_map(|r| {
                    let line = self.lines.get(*r)?;
                    line.cells.iter().find(|c| c.0 == column).map(|c| (*r, c.1))
                })
                .collect();
            let mut whole: Vec<Mask> = covers
                .iter()
                .filter(|c| c.1.share > 0.99)
                .map(|c| c.1.mask)
                .collect();
            whole.sort_unstable();
            whole.dedup();
            for mask in whole.into_iter().take(4) {
                let of = |full: bool| {
                    covers
                        .iter()
                        .filter(move |c| c.1.mask & mask == mask && (c.1.share > 0.99) == full)
                };
                if of(false).next().is_some() {
                    out.push(Chosen {
                        rows: of(true).map(|c| c.0).collect(),
                        mask,
                        column: Some(column),
                        several: false,
                        exact: true,
                    });
                }
            }
        }
        out
    }

    /// Rows with one of two or more values of one column, all of which stand in the question.
    fn alternatives(&self, body: &[usize], sought: &Sought<'_>) -> Vec<Chosen> {
        let mut out = Vec::new();
        for column in 0..self.view.columns.len() {
            let mut values: Vec<(Mask, f32)> = Vec::new();
            for r in body {
                let cover = self
                    .lines
                    .get(*r)
                    .and_then(|l| l.cells.iter().find(|c| c.0 == column).map(|c| c.1));
                if let Some(cover) = cover.filter(|c| c.share >= 0.4) {
                    if let Some(had) = values.iter_mut().find(|v| v.0 == cover.mask) {
                        had.1 = had.1.max(cover.share);
                    } else {
                        values.push((cover.mask, cover.share));
                    }
                }
            }
            values.sort_by(|a, b| {
                (sought.mass(b.0) * b.1)
                    .total_cmp(&(sought.mass(a.0) * a.1))
                    .then(a.0.cmp(&b.0))
            });
            let mut apart: Vec<Mask> = Vec::new();
            for (mask, _) in values {
                if apart.iter().all(|a| a & mask == 0) && apart.len() < 4 {
                    apart.push(mask);
                }
            }
            for many in 2..=apart.len() {
                let some = apart.get(..many).unwrap_or_default();
                let mask = some.iter().fold(0, |a, b| a | b);
                let rows: Vec<usize> = body
                    .iter()
                    .copied()
                    .filter(|r| {
                        self.lines
                            .get(*r)
                            .and_then(|l| l.cells.iter().find(|c| c.0 == column))
                            .is_some_and(|c| some.contains(&c.1.mask))
                    })
                    .collect();
                if rows.len() >= 2 {
                    out.push(Chosen {
                        rows,
                        mask,
                        column: Some(column),
                        several: true,
                        exact: false,
                    });
                }
            }
        }
        out
    }
}

fn head(sought: &Sought<'_>, view: &View, column: usize) -> Head {
    let Some(column_of) = view.columns.get(column) else {
        return Head::default();
    };
    let path = column_of.path.join(" ");
    let leaf = column_of.path.last().map_or("", String::as_str);
    let timely = is_timely(leaf);
    // A time says nothing of what is measured; what stands over it does.
    let sums = is_total(leaf.split(['(', '（']).next().unwrap_or_default());
    let leaf = if timely || sums {
        let mut outer = column_of.path.iter().rev().skip(1);
        outer.find(|p| !is_timely(p)).map_or("", String::as_str)
    } else {
        leaf
    };
    let bare = leaf.split(['(', '（']).next().unwrap_or_default().trim();
    let own = sought.header(if bare.is_empty() { leaf } else { bare });
    let months = column_of
        .path
        .iter()
        .filter(|p| p.chars().count() <= LONGEST_MONTH)
        .flat_map(|p| months_in(p))
        .collect();
    let money = view.rows.iter().any(|r| {
        r.cells
            .get(column)
            .and_then(Option::as_ref)
            .is_some_and(|v| v.currency.is_some())
    }) || [
        "金額",
        "價",
        "費",
        "經費",
        "금액",
        "가격",
        "취득가",
        "액",
        "cost",
        "price",
        "value",
        "amount",
        "award",
        "grant",
        "fee",
        "budget",
        "£",
        "$",
        "元",
        "원",
    ]
    .iter()
    .any(|w| crate::text::fold(&path).contains(w));
    Head {
        mask: sought.header(&path).mask,
        leaf: own.share,
        leaf_mask: own.mask,
        years: years_in(&path),
        months,
        money: money && column_of.kind == Kind::Number,
        timely,
        total: column_of
            .path
            .last()
            .is_some_and(|p| is_total(p.split(['(', '（']).next().unwrap_or_default())),
    }
}

/// Whether a header is a year, a month, a quarter or a span of them.
fn is_timely(header: &str) -> bool {
    let text = crate::text::fold(header);
    let rest: String = text
        .chars()
        .filter(|c| {
            !c.is_ascii_digit()
                && !matches!(
                    c,
                    ' ' | '-'
                        | '.'
                        | '/'
                        | '~'
                        | '年'
                        | '度'
                        | '月'
                        | '년'
                        | '월'
                        | '第'
                        | '季'
                        | '도'
                        | '분'
                        | '기'
                        | '학'
                )
        })
        .collect();
    text.chars().any(|c| c.is_ascii_digit())
        && (rest.is_empty() || rest == "q" || !months_in(&text).is_empty() && rest.len() <= 9)
        || !months_in(&text).is_empty() && rest.len() <= 9
}

fn is_yearly(path: &[String]) -> bool {
    let text = crate::text::fold(&path.join(" "));
    ["年度", "年", "연도", "년도", "year"]
        .iter()
        .any(|w| text.trim() == *w || text.ends_with(w))
}

fn line<'a>(
    sought: &Sought<'_>,
    view: &'a View,
    row: usize,
    heads: &[Head],
    known: &mut HashMap<&'a str, Cover>,
) -> Line {
    let mut line = Line::default();
    let Some(row) = view.rows.get(row) else {
        return line;
    };
    for (c, column) in view.columns.iter().enumerate() {
        let Some(value) = row.cells.get(c).and_then(Option::as_ref) else {
            continue;
        };
        let yearly = is_yearly(&column.path);
        if yearly && let Ok(year) = value.text.trim().parse::<i32>() {
            let year = if (30..=200).contains(&year) {
                year + 1911
            } else {
                year
            };
            line.years.push(year);
            line.yearly = true;
            continue;
        }
        let cover = if column.kind == Kind::Number && c != view.label {
            counted(sought, view, c, value, heads)
        } else {
            if column.kind == Kind::Date || value.text.chars().count() < 16 {
                line.years.extend(years_in(&value.text));
                line.yearly |= yearly;
                if value.text.chars().count() <= LONGEST_MONTH {
                    line.months.extend(months_in(&value.text));
                }
            }
            *known
                .entry(value.text.as_str())
                .or_insert_with(|| sought.cell(&value.text))
        };
        if cover.mask != 0 {
            line.cells.push((c, cover));
            line.mask |= cover.mask;
        }
    }
    if let Some(group) = &row.group {
        let cover = sought.header(group);
        line.mask |= cover.mask;
        line.years.extend(years_in(group));
    }
    line
}

/// A figure that the question has, with what it counts.
fn counted(sought: &Sought<'_>, view: &View, column: usize, value: &Value, heads: &[Head]) -> Cover {
    let Some(own) = value.number else {
        return Cover::default();
    };
    let printed = view.columns.get(column).and_then(|c| c.unit.as_ref());
    let unit = printed.map_or("", Printed::name);
    let own = own / printed.map_or(1.0, |p| p.scale);
    for number in &sought.numbers {
        let same_unit = !unit.is_empty() && number.unit.starts_with(unit);
        let headed = heads.get(column).is_some_and(|h| h.leaf_mask != 0) && number.unit.is_empty();
        if (number.value - own).abs() < 1e-9 && (same_unit || headed) {
            return Cover {
                mask: number.mask,
                share: 1.0,
                edge: 0,
            };
        }
    }
    Cover::default()
}
