//! Answers ranked by learned weights.
//!
//! [`Wanted`] is what a question wants: words and names that evidence should carry, and the ways in which it asks. [`Place`]s
//! are the sentences and rows that may carry it, `place::Way`s how they are reached, over at most two things that are named on the
//! way. Every [`Stretch`] of a place that may be an answer is described by numbers that know no question and no paper
//! (`features`), and a small network (`model`) weighs them against a refusal. Nothing here decides by a pattern.

mod around;
mod ask;
mod features;
mod model;
mod place;
mod span;
mod tags;
mod wanted;

use std::collections::HashMap;

use quarry_graph::PassageRecord;

pub(super) use self::around::TASKS;
pub(super) use self::ask::{Read, SAID, Said, read};
use self::features::{AGREEMENT, COMPARED, DIFFERENCES, FEATURES, Seen, features};
pub(super) use self::model::Network;
pub(in crate::answer) use self::place::Place;
use self::place::{Cell, keep_best, row_of, sentences_of, ways};
pub(super) use self::span::KINDS;
use self::span::{Kind, Stretch, stretches};
pub(in crate::answer) use self::wanted::{Evidenced, WISHES, Wanted};
use super::bag::Bag;
use super::things::Things;
use crate::text::name_key;

/// A row of a table as it is read here.
pub(super) struct Row<'a> {
    pub(super) passage: &'a PassageRecord,
    pub(super) rank: usize,
    /// Headers and text of each cell.
    pub(super) cells: Vec<(String, String)>,
    /// What stands over the table.
    pub(super) over: &'a Bag,
}

/// What may be an answer, with what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) text: String,
    pub(super) numbers: Vec<f32>,
    /// What its words tell (`tags`).
    pub(super) tags: Vec<u16>,
    /// What it is.
    kind: usize,
    /// The place that holds it, and the way to it.
    pub(super) place: usize,
    pub(super) before: Vec<usize>,
}

/// The places of `passages`, those found first, and of `rows`.
pub(super) fn places<'a>(
    passages: &[(&'a PassageRecord, usize)],
    rows: &[Row<'a>],
    wanted: &mut Wanted<'_>,
    things: &Things,
) -> Vec<Place<'a>> {
    let mut out = Vec::new();
    for (passage, rank) in passages.iter().filter(|p| p.0.rows.is_none()) {
        sentences_of(passage, *rank, wanted, things, &mut out);
    }
    for (number, row) in rows.iter().enumerate() {
        let place = row_of(row.passage, row.rank, &row.cells, row.over, wanted, things);
        out.push(Place {
            row: Some(number),
            ..place
        });
    }
    let mut best: Vec<f32> = vec![0.0; wanted.units.len()];
    for place in &out {
        for (best, cover) in best.iter_mut().zip(place.reach()) {
            *best = best.max(cover);
        }
    }
    wanted.settle(&best);
    keep_best(&mut out, wanted);
    out
}

/// Every candidate of `places`.
pub(super) fn candidates(places: &[Place<'_>], wanted: &Wanted<'_>, things: &Things) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut read: HashMap<usize, (Seen, Vec<Stretch>)> = HashMap::new();
    for way in ways(places, wanted) {
        let Some(place) = places.get(way.place) else {
            continue;
        };
        let (seen, spans) = read
            .entry(way.place)
            .or_insert_with(|| (Seen::of(place, wanted), spans_of(place, wanted, things)));
        for stretch in spans.iter() {
            let text = match stretch.kind {
                Kind::Yes | Kind::No => wanted
                    .request
                    .language
                    .yes_no(stretch.kind == Kind::Yes)
                    .to_owned(),
                _ => match place.text.get(stretch.start..stretch.end) {
                    Some(text) => text.trim_matches(is_mark).to_owned(),
                    None => continue,
                },
            };
            if text.is_empty() {
                continue;
            }
            let numbers = features(stretch, &text, &way, place, seen, wanted);
            let within = |c: &&Cell| c.start <= stretch.start && stretch.end <= c.end;
            let tags = tags::of_stretch(stretch, &text, place, place.cells.iter().find(within));
            out.push(Candidate {
                text,
                numbers,
                tags,
                kind: stretch.kind as usize,
                place: way.place,
                before: way.before.clone(),
            });
        }
    }
    agree(&mut out);
    compare(&mut out);
    out
}

/// Marks and white space that belong to no answer.
fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '：' | '，'
                | '。'
                | '、'
                | '；'
                | ','
                | ';'
                | ':'
                | '「'
                | '」'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '*'
        )
}

fn spans_of(place: &Place<'_>, wanted: &Wanted<'_>, things: &Things) -> Vec<Stretch> {
    let mut spans = stretches(&place.text, &place.tokens, &place.names, things);
    for cell in &place.cells {
        // A cell as a whole, of the kind that its text is.
        let whole = |s: &&Stretch| s.start == cell.start && s.end == cell.end;
        if !spans.iter().any(|s| whole(&s)) {
            spans.push(Stretch {
                start: cell.start,
                end: cell.end,
                kind: Kind::Phrase,
            });
        }
    }
    if !place.cells.is_empty() {
        // Of rows only what is whole, or what is of a kind.
        spans.retain(|s| {
            place.cells.iter().any(|c| {
                c.start <= s.start
                    && s.end <= c.end
                    && (c.start == s.start && c.end == s.end
                        || !matches!(s.kind, Kind::Clause | Kind::Phrase))
            })
        });
    }
    if wanted.asks(wanted::Wish::Whether) {
        for kind in [Kind::Yes, Kind::No] {
            spans.push(Stretch {
                start: 0,
                end: place.text.len(),
                kind,
            });
        }
    } else if !wanted.asks(wanted::Wish::Reason) {
        spans.retain(|s| s.kind != Kind::Clause || s.end - s.start <= 120);
    }
    spans
}

/// Sets each candidate beside the others.
fn compare(candidates: &mut [Candidate]) {
    let mut best = [f32::MIN; COMPARED.len()];
    let mut of_kind: HashMap<(usize, usize, usize), ([f32; COMPARED.len()], usize)> = HashMap::new();
    for candidate in candidates.iter() {
        let beside = of_kind
            .entry((candidate.place, candidate.before.len(), candidate.kind))
            .or_insert(([f32::MIN; COMPARED.len()], 0));
        beside.1 += 1;
        for (slot, (at, _)) in COMPARED.iter().enumerate() {
            let value = candidate.numbers.get(*at).copied().unwrap_or_default();
            for list in [&mut best, &mut beside.0] {
                if let Some(top) = list.get_mut(slot) {
                    *top = top.max(value);
                }
            }
        }
    }
    for candidate in candidates.iter_mut() {
        let key = (candidate.place, candidate.before.len(), candidate.kind);
        let Some((beside, count)) = of_kind.get(&key) else {
            continue;
        };
        for (slot, (at, same)) in COMPARED.iter().enumerate() {
            let top = if *same { beside.get(slot) } else { best.get(slot) };
            let value = candidate.numbers.get(*at).copied().unwrap_or_default();
            if let (Some(top), Some(out)) = (top, candidate.numbers.get_mut(DIFFERENCES + slot)) {
                *out = value - top;
            }
        }
        if let Some(out) = candidate.numbers.get_mut(DIFFERENCES + COMPARED.len()) {
            *out = crate::retrieval::share((*count).min(40), 1).ln();
        }
    }
}

/// How many places agree on each answer.
fn agree(candidates: &mut [Candidate]) {
    let keys: Vec<String> = candidates.iter().map(|c| name_key(&c.text)).collect();
    let mut said: HashMap<&str, Vec<usize>> = HashMap::new();
    for (key, candidate) in keys.iter().zip(candidates.iter()) {
        let places = said.entry(key.as_str()).or_default();
        if !places.contains(&candidate.place) {
            places.push(candidate.place);
        }
    }
    for (key, candidate) in keys.iter().zip(candidates.iter_mut()) {
        let places = said.get(key.as_str()).map_or(1, Vec::len);
        if let Some(slot) = candidate.numbers.get_mut(AGREEMENT) {
            *slot = crate::retrieval::share(places.min(8), 1).ln();
        }
        debug_assert_eq!(candidate.numbers.len(), FEATURES);
    }
}

/// Share of the question that a place carries with all around it.
pub(super) fn share(wanted: &Wanted<'_>, place: &Place<'_>) -> f32 {
    place::share_of(wanted, &place.near)
}
