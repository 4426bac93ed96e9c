//! Answers over rows and columns: every reading of every table, ranked by what it explains of the question.
//!
//! A question is tokens that weigh something ([`sought`]). Of a table, cells, headers and what stands over it explain tokens
//! ([`sheet`]). Rows are chosen by tokens that cells explain, by years, months and bounds ([`frame`]); over them and a column
//! everything is done that the question may want ([`act`]): a look, a list, a count, a sum, an extreme, a difference, a
//! comparison; what a row names may be looked up in another table first ([`join`]). Each reading is described by features that know no words of any collection ([`features`]), and weights that
//! were learned from questions ([`weights`]) rank the readings against each other and against a refusal.

mod act;
mod cues;
mod features;
mod frame;
mod join;
mod sheet;
mod sought;
#[cfg(test)]
mod tests;
mod weights;

use std::collections::HashSet;

use self::act::Outcome;
use self::features::{Features, features};
use self::frame::{Frame, frames};
use self::sheet::Sheet;
use self::sought::{Mask, Sought};
pub(super) use self::weights::Weights;
use super::facts::FactIndex;
use super::found::Found;
use super::records::Tabled;
use crate::question::Request;
use crate::retrieval::SearchResult;

/// From as many tables on only those of documents that retrieval found are looked at.
const MANY_TABLES: usize = 200;
/// Most tables that are read closely, and most readings that are ranked.
const MOST_TABLES: usize = 12;
const MOST_READINGS: usize = 6_000;
/// Log odds from which a reading answers by itself.
const ENOUGH: f32 = 0.3;

/// A reading.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The answer that it gives.
    pub text: String,
    /// What describes it.
    pub features: Vec<(&'static str, f32)>,
    /// How far it is above a refusal, as log odds.
    pub score: f32,
    outcome: Outcome,
    source: String,
    /// What of the question it explains.
    explained: Mask,
}

impl Reading {
    /// The outcome of a frame with what describes it; `world` is what all tables explain of the question, `given` what another
    /// table has explained already.
    fn of(
        sought: &Sought<'_>,
        sheet: &Sheet<'_>,
        frame: &Frame,
        outcome: Outcome,
        (world, given): (Mask, Mask),
        weights: &Weights,
    ) -> Self {
        let (features, explained): (Features, Mask) = features(sought, sheet, frame, &outcome, world, given);
        Self {
            text: outcome.text.clone(),
            score: weights.score(&features),
            features,
            outcome,
            source: sheet.view.source.clone(),
            explained,
        }
    }
}

/// Every reading of the tables, the best first.
#[must_use]
pub(super) fn readings(request: &Request, index: &FactIndex) -> Vec<Reading> {
    read(&Sought::of(request), index, None, Weights::shipped())
}

/// Every reading of the tables, the best first; where there are many tables only of those in the documents `found`, if any are
/// named.
fn read(
    sought: &Sought<'_>,
    index: &FactIndex,
    found: Option<&SearchResult>,
    weights: &Weights,
) -> Vec<Reading> {
    let many = index.tables.views.len() >= MANY_TABLES;
    let near: Option<HashSet<&str>> = found
        .filter(|_| many)
        .map(|found| found.hits.iter().map(|hit| hit.passage.source.as_str()).collect());
    let sheets: Vec<Sheet<'_>> = index
        .tables
        .views
        .iter()
        .filter(|v| near.as_ref().is_none_or(|near| near.contains(v.source.as_str())))
        .filter_map(|v| Sheet::of(sought, v))
        .collect();
    let world: Mask = sheets
        .iter()
        .fold(0, |a, s| a | s.all_heads | s.all_rows | s.over);
    let mut near: Vec<(f32, &Sheet<'_>)> = sheets.iter().map(|s| (s.reach(sought), s)).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.truncate(MOST_TABLES);
    let mut out: Vec<Reading> = Vec::new();
    let near: Vec<&Sheet<'_>> = near.into_iter().map(|n| n.1).collect();
    for sheet in &near {
        for chosen in sheet.choices(sought) {
            for frame in frames(sought, sheet, &chosen) {
                for outcome in everything(sought, sheet, &frame) {
                    if out.len() >= MOST_READINGS {
                        break;
                    }
                    out.push(Reading::of(sought, sheet, &frame, outcome, (world, 0), weights));
                }
            }
        }
    }
    out.extend(joined(sought, &near, world, weights));
    out.sort_by(|a, b| b.score.total_cmp(&a.score));
    out
}

/// Readings of one table by a name that another leads to.
fn joined(sought: &Sought<'_>, sheets: &[&Sheet<'_>], world: Mask, weights: &Weights) -> Vec<Reading> {
    let mut out: Vec<Reading> = Vec::new();
    let plain = sought.without_extreme();
    for bridge in join::bridges(sought, sheets) {
        let sought = if bridge.extreme { &plain } else { sought };
        for (number, sheet) in sheets.iter().enumerate() {
            for frame in join::beyond(sought, sheet, number, &bridge) {
                for mut outcome in everything(sought, sheet, &frame) {
                    if out.len() >= MOST_READINGS {
                        return out;
                    }
                    outcome.evidence.splice(0..0, bridge.evidence.iter().cloned());
                    let masks = (world, bridge.mask);
                    out.push(Reading::of(sought, sheet, &frame, outcome, masks, weights));
                }
            }
        }
    }
    out
}

fn everything(sought: &Sought<'_>, sheet: &Sheet<'_>, frame: &Frame) -> Vec<Outcome> {
    let mut out: Vec<Outcome> = Vec::new();
    let asked = frame::years_asked(sought, None);
    for column in 0..sheet.view.columns.len() {
        let of_other_year = sheet.heads.get(column).is_some_and(|h| {
            !h.years.is_empty() && !asked.is_empty() && !h.years.iter().any(|y| asked.contains(y))
        });
        if !of_other_year {
            out.extend(act::outcomes(sought, sheet, frame, column));
        }
    }
    if sought.cues.count || sought.cues.figure {
        out.extend(act::count(sheet, frame));
    }
    out.extend(act::across(sought, sheet, frame));
    out
}

/// The best readings of the tables that give different answers, each with its log odds against a refusal; none that passes over
/// what tells a part of the question's thing from others.
pub(super) fn best(
    request: &Request,
    index: &FactIndex,
    found: &SearchResult,
    most: usize,
    weights: &Weights,
) -> Vec<(f32, Tabled)> {
    let sought = Sought::of(request);
    let mut out: Vec<(f32, Tabled)> = Vec::new();
    for reading in read(&sought, index, Some(found), weights) {
        if out.len() == most {
            break;
        }
        let again = out.iter().any(|(_, t)| t.found.text == reading.text);
        if again || sought.tells_apart(reading.explained) {
            continue;
        }
        let found = Found {
            text: reading.text,
            evidence: reading.outcome.evidence,
            explanation: format!("({})", reading.source),
            more: Vec::new(),
        };
        let tabled = Tabled {
            by_table: true,
            ..Tabled::from(found)
        };
        out.push((reading.score, tabled));
    }
    out
}

/// The best reading of the tables, where nothing else is read; none where a refusal stands above it, or where the question tells
/// of a thing that nothing is known of.
pub(super) fn ask(request: &Request, index: &FactIndex, found: &SearchResult) -> Option<Tabled> {
    if !request.unknown.is_empty() {
        return None;
    }
    let readings = best(request, index, found, 1, Weights::shipped());
    let enough = readings.into_iter().find(|(score, _)| *score >= ENOUGH);
    enough.map(|(_, tabled)| tabled)
}
