//! The ranked reader over an index: which passages and rows are read, and what its best answer rests on.

use std::collections::{HashMap, HashSet};

use quarry_graph::PassageRecord;

use super::super::bag::Bag;
use super::super::facts::FactIndex;
use super::super::found::{Evidence, Found};
use super::super::tables::Value;
use super::features::{FEATURES, FITS};
use super::model::Network;
use super::{Candidate, KINDS, Place, Row, WISHES, Wanted, candidates, places, share};
use crate::question::{Analysis, Request, rooted};
use crate::retrieval::SearchResult;
use crate::text::{Token, name_key, tokenise};

/// Most passages that are read of each thing that the question, or one of its best passages, names.
const MOST_OF_THING: usize = 12;
/// Most things that are followed, and how many of the best places are looked at for them.
const MOST_THINGS: usize = 16;
const LEADING: usize = 8;
/// The rank of a passage that retrieval did not find.
const NOT_FOUND: usize = 30;

/// An answer with how much speaks for it: a refusal has 0.
pub(in crate::answer) struct Ranked {
    pub(in crate::answer) found: Found,
    pub(in crate::answer) score: f32,
}

/// What is known of one text as an answer.
#[derive(Debug, Clone)]
pub(in crate::answer) struct Said {
    /// How much speaks for the best stretch that says it.
    pub(in crate::answer) score: f32,
    /// Its share among all stretches and a refusal.
    pub(in crate::answer) share: f32,
    /// Whether it is of the kind that is asked for.
    pub(in crate::answer) fits: f32,
    /// The numbers of that stretch, the kinds of question and stretch left out.
    pub(in crate::answer) numbers: [f32; SAID],
}

/// How many numbers tell of a stretch by itself.
pub(in crate::answer) const SAID: usize = FEATURES - WISHES - KINDS;

/// Everything that may answer, with where it stands.
pub(in crate::answer) struct Read<'a> {
    pub(in crate::answer) wanted: Wanted<'a>,
    places: Vec<Place<'a>>,
    rows: Vec<(usize, Vec<&'a Value>)>,
    pub(in crate::answer) candidates: Vec<Candidate>,
    /// How much speaks for each, once they are weighed.
    scores: Vec<f32>,
}

/// Whether a text has one of `answers`, each of them tokens, in it.
fn has_one(text: &str, answers: &[Vec<String>]) -> bool {
    let tokens = rooted(&tokenise(text));
    answers.iter().any(|answer| {
        let same = |w: &[Token]| w.iter().zip(answer).all(|(t, a)| t.text == *a);
        !answer.is_empty() && tokens.windows(answer.len()).any(same)
    })
}

/// Reads the passages of `found`, and those of the things that lead on from them, but none that has one of the answers
/// `without`, which makes a question one that nothing answers. `rarity` tells how rare a term is.
pub(in crate::answer) fn read<'a>(
    request: &'a Request,
    analysis: &Analysis,
    index: &'a FactIndex,
    found: &'a SearchResult,
    rarity: &dyn Fn(&str) -> f32,
    without: &[String],
) -> Read<'a> {
    let mut wanted = Wanted::of(request, analysis, &index.things, rarity);
    let words = |text: &String| rooted(&tokenise(text)).into_iter().map(|t| t.text).collect();
    let without: Vec<Vec<String>> = without.iter().map(words).collect();
    let best = found.hits.first().map_or(1.0, |h| h.score).max(1e-6);
    wanted.retrieved = found
        .hits
        .iter()
        .map(|h| (h.score / best).clamp(0.0, 1.0))
        .collect();
    let mut passages: Vec<(&PassageRecord, usize)> = found
        .hits
        .iter()
        .enumerate()
        .map(|(rank, hit)| (&hit.passage, rank))
        .filter(|(passage, _)| without.is_empty() || !has_one(&passage.text, &without))
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
            let kept = without.is_empty() || !has_one(&passage.text, &without);
            if kept && seen.insert(passage.id.0) {
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
    let candidates = candidates(&places, &wanted, &index.things);
    Read {
        wanted,
        places,
        rows: values,
        candidates,
        scores: Vec::new(),
    }
}

impl Read<'_> {
    /// Weighs every candidate.
    pub(in crate::answer) fn weighed(mut self, network: &Network) -> Self {
        let mut scale = network.scale(&self.wanted.tags);
        self.scores = self
            .candidates
            .iter()
            .map(|c| scale.weigh(&c.numbers, &c.tags))
            .collect();
        self
    }

    /// The best answers of different texts, at most `most`, whether or not enough speaks for them.
    pub(in crate::answer) fn best(&self, most: usize) -> Vec<Ranked> {
        let mut order: Vec<usize> = (0..self.scores.len()).collect();
        let score = |i: usize| self.scores.get(i).copied().unwrap_or(f32::MIN);
        order.sort_by(|a, b| score(*b).total_cmp(&score(*a)));
        let mut keys: Vec<String> = Vec::new();
        let mut out = Vec::new();
        for at in order {
            if out.len() == most {
                break;
            }
            let Some(candidate) = self.candidates.get(at) else {
                continue;
            };
            let key = name_key(&candidate.text);
            if !keys.contains(&key) {
                keys.push(key);
                out.push(Ranked {
                    found: self.found(candidate),
                    score: score(at),
                });
            }
        }
        out
    }

    /// What speaks for each text, by its key.
    pub(in crate::answer) fn said(&self) -> HashMap<String, Said> {
        let top = self.scores.iter().copied().fold(0.0, f32::max);
        let all = self.scores.iter().map(|s| (s - top).exp()).sum::<f32>() + (-top).exp();
        let mut out: HashMap<String, Said> = HashMap::new();
        for (candidate, score) in self.candidates.iter().zip(&self.scores) {
            let share = (score - top).exp() / all;
            let said = out.entry(name_key(&candidate.text)).or_insert(Said {
                score: f32::MIN,
                share: 0.0,
                fits: 0.0,
                numbers: [0.0; SAID],
            });
            said.share += share;
            if *score > said.score {
                said.score = *score;
                said.fits = candidate.numbers.get(FITS).copied().unwrap_or_default();
                let own = said.numbers.iter_mut().zip(&candidate.numbers);
                own.for_each(|(slot, number)| *slot = *number);
            }
        }
        out
    }

    fn found(&self, best: &Candidate) -> Found {
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
        Found {
            text: best.text.clone(),
            evidence,
            explanation: told.join("; "),
            more: Vec::new(),
        }
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
