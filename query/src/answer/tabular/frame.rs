//! Rows of a table that a question may be about: those its words choose, narrowed by its years, months and bounds.

use super::super::tables::Kind;
use super::sheet::{Chosen, Sheet};
use super::sought::{Mask, Sought};

/// How the question's years, or months, meet a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// The question has none.
    Unasked,
    /// Rows have them.
    Rows,
    /// What stands over the table has them.
    Over,
    /// Nothing of the table tells of any.
    Silent,
    /// The table has others.
    Other,
}

/// Rows, and how they were chosen.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) rows: Vec<usize>,
    pub(super) mask: Mask,
    /// The column in which that has to hold.
    pub(super) column: Option<usize>,
    pub(super) several: bool,
    /// Whether a cell has to say that and nothing more.
    pub(super) exact: bool,
    pub(super) year: Time,
    pub(super) month: Time,
    /// The column that the question's bounds were laid on.
    pub(super) bounded: Option<usize>,
    /// Of the rows of several years those of the last, where no year is asked for.
    pub(super) latest: bool,
}

/// Every frame that `chosen` leaves.
pub(super) fn frames(sought: &Sought<'_>, sheet: &Sheet<'_>, chosen: &Chosen) -> Vec<Frame> {
    let plain = Frame {
        rows: chosen.rows.clone(),
        mask: chosen.mask,
        column: chosen.column,
        several: chosen.several,
        exact: chosen.exact,
        year: Time::Unasked,
        month: Time::Unasked,
        bounded: None,
        latest: false,
    };
    let mut out = Vec::new();
    for frame in by_year(sought, sheet, plain) {
        let frame = by_month(sought, sheet, frame);
        out.extend(by_bounds(sought, sheet, frame));
    }
    out.retain(|f| !f.rows.is_empty());
    out
}

/// The years asked for, with the one before where the question speaks of it.
pub(super) fn years_asked(sought: &Sought<'_>, last: Option<i32>) -> Vec<i32> {
    let mut years = sought.years.clone();
    if sought.cues.year_before {
        let of = years.iter().min().copied().or(last);
        if let Some(year) = of {
            if years.is_empty() && (sought.cues.difference || sought.cues.whether) {
                years.push(year);
            }
            years.push(year - 1);
        }
    }
    years
}

fn by_year(sought: &Sought<'_>, sheet: &Sheet<'_>, frame: Frame) -> Vec<Frame> {
    let line_years = |r: &usize| sheet.lines.get(*r).map_or(&[][..], |l| l.years.as_slice());
    let yearly = frame
        .rows
        .iter()
        .any(|r| sheet.lines.get(*r).is_some_and(|l| l.yearly));
    let last = frame.rows.iter().flat_map(line_years).max().copied();
    let years = years_asked(sought, last.filter(|_| yearly));
    if years.is_empty() {
        let latest: Vec<usize> = frame
            .rows
            .iter()
            .copied()
            .filter(|r| last.is_some_and(|y| line_years(r).contains(&y)))
            .collect();
        let mut out = vec![frame.clone()];
        if yearly && latest.len() < frame.rows.len() {
            out.push(Frame {
                rows: latest,
                latest: true,
                ..frame
            });
        }
        return out;
    }
    let kept: Vec<usize> = frame
        .rows
        .iter()
        .copied()
        .filter(|r| line_years(r).iter().any(|y| years.contains(y)))
        .collect();
    let headed = sheet
        .heads
        .iter()
        .any(|h| h.years.iter().any(|y| years.contains(y)));
    let over = sheet.over_years.iter().any(|y| years.contains(y));
    let other = !sheet.over_years.is_empty()
        || sheet.heads.iter().any(|h| !h.years.is_empty())
        || frame.rows.iter().any(|r| !line_years(r).is_empty());
    let mut out = Vec::new();
    if !kept.is_empty() {
        out.push(Frame {
            rows: kept.clone(),
            year: Time::Rows,
            ..frame.clone()
        });
    }
    if !yearly || kept.is_empty() {
        let year = if headed {
            Time::Unasked
        } else if over {
            Time::Over
        } else if other {
            Time::Other
        } else {
            Time::Silent
        };
        out.push(Frame { year, ..frame });
    }
    out
}

fn by_month(sought: &Sought<'_>, sheet: &Sheet<'_>, frame: Frame) -> Frame {
    if sought.months.is_empty() || sheet.heads.iter().any(|h| !h.months.is_empty()) {
        return frame;
    }
    let months = |r: &usize| sheet.lines.get(*r).map_or(&[][..], |l| l.months.as_slice());
    let kept: Vec<usize> = frame
        .rows
        .iter()
        .copied()
        .filter(|r| months(r).iter().any(|m| sought.months.contains(m)))
        .collect();
    let any = frame.rows.iter().any(|r| !months(r).is_empty());
    if kept.is_empty() {
        let month = if any { Time::Other } else { Time::Silent };
        return Frame { month, ..frame };
    }
    Frame {
        rows: kept,
        month: Time::Rows,
        ..frame
    }
}

fn by_bounds(sought: &Sought<'_>, sheet: &Sheet<'_>, frame: Frame) -> Vec<Frame> {
    let limits = &sought.request.limits;
    let from = ["이후", "부터", "以來", "起", "since"]
        .iter()
        .any(|w| sought.request.text.contains(w));
    let mut out = Vec::new();
    if !limits.is_empty() {
        for column in 0..sheet.view.columns.len() {
            let kind = sheet.kind(column);
            let fits = limits.iter().all(|l| match kind {
                Kind::Date => l.date,
                Kind::Number => !l.date,
                Kind::Text => false,
            });
            if !fits {
                continue;
            }
            let rows: Vec<usize> = frame
                .rows
                .iter()
                .copied()
                .filter(|r| {
                    let number = sheet.value(*r, column).and_then(|v| v.number);
                    number.is_some_and(|n| {
                        limits.iter().all(|l| {
                            // A year from which on something holds counts with it.
                            let value = sheet.view.bound(column, l);
                            let whole = (value / 1e4).floor() * 1e4;
                            let bound = if l.date && l.above && from { whole } else { value };
                            let at = (n - bound).abs() < 1e-9;
                            (at && l.inclusive) || (!at && (n > bound) == l.above)
                        })
                    })
                })
                .collect();
            out.push(Frame {
                rows,
                bounded: Some(column),
                ..frame.clone()
            });
        }
    }
    // What a bound leaves out is no answer, though a question of yes or no may ask about it.
    let figures = limits.iter().any(|l| !l.date);
    if !figures || out.is_empty() || sought.cues.whether {
        out.push(frame);
    }
    out
}
