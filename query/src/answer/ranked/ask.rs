//! The ranked reader over an index: which passages and rows are read, and what its best answer rests on.

use std::collections::{HashMap, HashSet};

use quarry_graph::PassageRecord;

use super::super::bag::Bag;
use super::super::chain::{Evidence, Found};
use super::super::facts::FactIndex;
use super::super::records::Tabled;
use super::super::tables::Value;
use super::{Candidate, Place, Row, Wanted, candidates, model, places, share};
use crate::question::{Analysis, Request};
use crate::retrieval::SearchResult;

/// Most passages that are read of each thing that the question, or one of its best passages, names.
const MOST_OF_THING: usize = 12;
/// Most things that are followed, and how many of the best places are looked at for them.
const MOST_THINGS: usize = 16;
const LEADING: usize = 8;
/// The rank of a passage that retrieval did not find.
const NOT_FOUND: usize = 30;

/// How much has to speak for an answer of its own, and for one in place of what another reader says.
const ENOUGH: f32 = 0.5;
const INSTEAD: f32 = 3.0;

/// The better of what another reader says and of what is ranked first here; none for a refusal.
pub(in crate::answer) fn choose(
    other: Option<Tabled>,
    request: &Request,
    analysis: &Analysis,
    index: &FactIndex,
    found: &SearchResult,
    rarity: &dyn Fn(&str) -> f32,
) -> Option<Tabled> {
    let said = other.as_ref().map(|o| o.found.text.clone());
    let least = if other.is_some() { INSTEAD } else { ENOUGH };
    let reading = read(request, analysis, index, found, rarity, said.as_deref());
    match reading.best().filter(|b| b.score >= least) {
        Some(best) if said.as_deref() != Some(best.found.text.as_str()) => Some(Tabled::from(best.found)),
        _ => other,
    }
}

/// Every candidate with the numbers that it is weighed by; `said` is what another reader answers.
pub(in crate::answer) fn all(
    said: Option<&str>,
    request: &Request,
    analysis: &Analysis,
    index: &FactIndex,
    found: &SearchResult,
    rarity: &dyn Fn(&str) -> f32,
) -> Vec<(String, Vec<f32>)> {
    let reading = read(request, analysis, index, found, rarity, said);
    reading
        .candidates
        .into_iter()
        .map(|c| (c.text, c.numbers))
        .collect()
}

/// An answer with how much speaks for it: a refusal has 0.
pub(in crate::answer) struct Ranked {
    pub(in crate::answer) found: Found,
    pub(in crate::answer) score: f32,
}

/// Everything that may answer, with where it stands.
pub(in crate::answer) struct Read<'a> {
    places: Vec<Place<'a>>,
    rows: Vec<(usize, Vec<&'a Value>)>,
    pub(in crate::answer) candidates: Vec<Candidate>,
}

/// Reads the passages of `found`, and those of the things that lead on from them. `rarity` tells how rare a term is, `other`
/// what another reader answers.
pub(in crate::answer) fn read<'a>(
    request: &Request,
    analysis: &Analysis,
    index: &'a FactIndex,
    found: &'a SearchResult,
    rarity: &dyn Fn(&str) -> f32,
    other: Option<&str>,
) -> Read<'a> {
    let mut wanted = Wanted::of(request, analysis, &index.things, rarity);
    let mut passages: Vec<(&PassageRecord, usize)> = found
        .hits
        .iter()
        .enumerate()
        .map(|(rank, hit)| (&hit.passage, rank))
        .collect();
    let mut things: Vec<u32> = request.names.iter().filter_map(|n| n.thing).collect();
    let first = places(&passages, &[], &mut wanted, &index.things);
    let mut rated: Vec<(f32, &Place<'_>)> = first.iter().map(|p| (share(&wanted, p), p)).collect();
    rated.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, place) in rated.iter().take(LEADING) {
        for name in &place.names {
            if !things.contains(&name.id) {
                things.push(name.id);
            }
        }
    }
    let mut seen: HashSet<u32> = passages.iter().map(|p| p.0.id.0).collect();
    for thing in things.iter().take(MOST_THINGS) {
        let named = index.mentions.get(thing).into_iter().flatten();
        for passage in named.take(MOST_OF_THING).filter_map(|p| index.passages.get(p)) {
            if seen.insert(passage.id.0) {
                passages.push((passage, NOT_FOUND));
            }
        }
    }
    let by_number: HashMap<u32, (&PassageRecord, usize)> = passages.iter().map(|p| (p.0.id.0, *p)).collect();
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut values: Vec<(usize, Vec<&Value>)> = Vec::new();
    for view in &index.tables.views {
        let context: &Bag = &view.context;
        for row in &view.rows {
            let Some((passage, rank)) = row.passage.and_then(|p| by_number.get(&p).copied()) else {
                continue;
            };
            let filled: Vec<(&Value, String)> = row
                .cells
                .iter()
                .zip(&view.columns)
                .filter_map(|(cell, column)| Some((cell.as_ref()?, column.path.join(" / "))))
                .filter(|(value, _)| !value.text.is_empty())
                .collect();
            rows.push(Row {
                passage,
                rank,
                cells: filled
                    .iter()
                    .map(|(v, header)| (header.clone(), v.text.clone()))
                    .collect(),
                over: context,
            });
            values.push((rows.len() - 1, filled.into_iter().map(|f| f.0).collect()));
        }
    }
    let places = places(&passages, &rows, &mut wanted, &index.things);
    let candidates = candidates(&places, &wanted, &index.things, other);
    Read {
        places,
        rows: values,
        candidates,
    }
}

impl Read<'_> {
    /// The best answer, whether or not enough speaks for it.
    pub(in crate::answer) fn best(&self) -> Option<Ranked> {
        let rated = self.candidates.iter().map(|c| (model::score(&c.numbers), c));
        let (score, best) = rated.max_by(|a, b| a.0.total_cmp(&b.0))?;
        let steps: Vec<&Place<'_>> = best
            .before
            .iter()
            .chain([&best.place])
            .filter_map(|p| self.places.get(*p))
            .collect();
        let evidence: Vec<Evidence> = steps.iter().map(|p| self.evidence(p, &best.text)).collect();
        let told: Vec<String> = steps
            .iter()
            .map(|p| format!("{} ({})", p.text, p.passage.source))
            .collect();
        Some(Ranked {
            found: Found {
                text: best.text.clone(),
                evidence,
                explanation: told.join("; "),
                more: Vec::new(),
            },
            score,
        })
    }

    /// The sentence, or the cell that says `text`.
    fn evidence(&self, place: &Place<'_>, text: &str) -> Evidence {
        let values = place.row.and_then(|r| self.rows.iter().find(|v| v.0 == r));
        let cell = values.and_then(|(_, cells)| {
            let same = |v: &&&Value| v.text == text;
            cells.iter().find(same).or_else(|| cells.first())
        });
        Evidence {
            passage: Some(place.passage.id.0),
            locator: cell.map_or_else(|| place.passage.locator.clone(), |c| c.locator.clone()),
            quote: cell.map_or_else(|| place.text.clone(), |c| c.text.clone()),
        }
    }
}
