//! Two tables together: what a row of one names is looked up in another, as in `the region with the best rate: how many …`.

use std::collections::HashSet;

use super::super::found::Evidence;
use super::super::records::cite;
use super::super::tables::{Kind, Value};
use super::frame::{Frame, Time, frames};
use super::sheet::{Chosen, Sheet};
use super::sought::{Mask, Sought};
use crate::text::name_key;

/// Most names that are followed from one table to another.
const MOST_BRIDGES: usize = 24;
/// Longest and shortest name that is followed.
const LONGEST: usize = 40;
const SHORTEST: usize = 2;

/// A name that the question speaks of without saying it.
#[derive(Debug, Clone)]
pub(super) struct Bridge {
    key: String,
    /// What of the question leads to it.
    pub(super) mask: Mask,
    pub(super) evidence: Vec<Evidence>,
    /// The table that names it, and the rows.
    sheet: usize,
    rows: Vec<usize>,
    /// Whether it was the greatest or least of something.
    pub(super) extreme: bool,
}

/// Names that rows of the tables lead to, those that most of the question leads to first.
pub(super) fn bridges(sought: &Sought<'_>, sheets: &[&Sheet<'_>]) -> Vec<Bridge> {
    let mut out: Vec<Bridge> = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        for chosen in sheet.choices(sought) {
            for frame in frames(sought, sheet, &chosen) {
                if let [row] = frame.rows.as_slice()
                    && frame.mask != 0
                {
                    out.extend(names(sought, sheet, number, *row, frame.mask, false));
                } else if !frame.several && frame.year != Time::Other {
                    out.extend(of_extremes(sought, sheet, number, &frame));
                }
            }
        }
    }
    out.sort_by(|a, b| sought.mass(b.mask).total_cmp(&sought.mass(a.mask)));
    let mut seen: HashSet<String> = HashSet::new();
    out.retain(|b| seen.insert(b.key.clone()));
    out.truncate(MOST_BRIDGES);
    out
}

/// The texts of a row that the question does not say itself.
fn names(
    sought: &Sought<'_>,
    sheet: &Sheet<'_>,
    number: usize,
    row: usize,
    mask: Mask,
    extreme: bool,
) -> Vec<Bridge> {
    let Some(line) = sheet.lines.get(row) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for column in 0..sheet.view.columns.len() {
        let said = line.cells.iter().any(|c| c.0 == column && c.1.share > 0.5);
        if sheet.kind(column) != Kind::Text || said {
            continue;
        }
        let Some(value) = sheet.value(row, column) else {
            continue;
        };
        let length = value.text.chars().count();
        if (SHORTEST..=LONGEST).contains(&length) && !sought.has(&value.text) {
            let head = sheet.heads.get(column).map_or(0, |h| h.mask);
            out.push(Bridge {
                key: name_key(&value.text),
                mask: mask | head,
                evidence: vec![cite(sheet.view, row, value)],
                sheet: number,
                rows: vec![row],
                extreme,
            });
        }
    }
    out
}

/// The same of the rows that have the greatest or least of a figure that the question speaks of.
fn of_extremes(sought: &Sought<'_>, sheet: &Sheet<'_>, number: usize, frame: &Frame) -> Vec<Bridge> {
    let Some(way) = sought.cues.extreme else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (column, head) in sheet.heads.iter().enumerate() {
        let dated = sheet.kind(column) == Kind::Date;
        let of_year = head.years.is_empty()
            || sought.years.is_empty()
            || head.years.iter().any(|y| sought.years.contains(y));
        if sheet.kind(column) == Kind::Text || way.in_time != dated || head.mask == 0 || !of_year {
            continue;
        }
        let figures: Vec<(usize, &Value, f64)> = frame
            .rows
            .iter()
            .filter_map(|r| sheet.value(*r, column).and_then(|v| Some((*r, v, v.number?))))
            .collect();
        let best = figures.iter().max_by(|a, b| {
            let order = a.2.total_cmp(&b.2);
            if way.greatest { order } else { order.reverse() }
        });
        if let Some((row, value, _)) = best.filter(|_| figures.len() >= 2) {
            for mut bridge in names(sought, sheet, number, *row, frame.mask | head.mask, true) {
                bridge.evidence.push(cite(sheet.view, *row, value));
                out.push(bridge);
            }
        }
    }
    out
}

/// The frames of a table whose rows have the name.
pub(super) fn beyond(sought: &Sought<'_>, sheet: &Sheet<'_>, number: usize, bridge: &Bridge) -> Vec<Frame> {
    let rows: Vec<usize> = (0..sheet.view.rows.len())
        .filter(|r| !(number == bridge.sheet && bridge.rows.contains(r)))
        .filter(|r| {
            sheet.view.rows.get(*r).is_some_and(|row| {
                !row.total
                    && row
                        .cells
                        .iter()
                        .flatten()
                        .any(|v| v.number.is_none() && v.key == bridge.key)
            })
        })
        .collect();
    if rows.is_empty() || rows.len() == sheet.view.rows.len() {
        return Vec::new();
    }
    let chosen = Chosen {
        rows,
        mask: 0,
        column: None,
        several: false,
        exact: false,
    };
    let mut out = frames(sought, sheet, &chosen);
    for frame in &mut out {
        // The years may be those of the table that led here.
        if matches!(frame.year, Time::Other | Time::Silent) {
            frame.year = Time::Unasked;
        }
    }
    out
}
