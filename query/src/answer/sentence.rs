//! The last resort: a sentence that speaks of everything the question speaks of, and the span in it that answers.

use std::collections::HashSet;

use quarry_graph::PassageRecord;

use super::chain::{Evidence, Found};
use super::facts::FactIndex;
use super::values::{amounts, dates};
use crate::question::{Analysis, Asked, Cue, Range, cues};
use crate::retrieval::{PassageGraph, SearchResult, candidate_names, idf};
use crate::text::{name_key, sentences, terms, tokenise};

/// Passages that are read.
const MAX_PASSAGES: usize = 10;
/// Share of what the question says that a sentence must say for a typed span of it to answer.
const ENOUGH: f32 = 0.6;
/// The same where the sentence itself is the answer.
const ENOUGH_FOR_SENTENCE: f32 = 0.75;

/// Words of questions that ask for nothing by themselves, as [`terms`] gives them.
const EMPTY_WORDS: &[&str] = &[
    "current",
    "currently",
    "present",
    "presently",
    "now",
    "please",
    "tell",
    "me",
    "name",
    "many",
    "much",
    "given",
    "called",
    "according",
    "there",
    "would",
    "could",
    "can",
    "kind",
    "exactly",
    "you",
    "know",
    "about",
];

/// Takes an answer out of the passages that were found; none where no sentence carries the question.
#[must_use]
pub fn extract(
    question: &str,
    analysis: &Analysis,
    index: &FactIndex,
    graph: &PassageGraph,
    found: &SearchResult,
) -> Option<Found> {
    if analysis.asked == Asked::YesNo {
        return None;
    }
    let unknown: Vec<String> = analysis.unknown.iter().map(|u| name_key(u)).collect();
    let demands = Demands::of(question, analysis, graph);
    let mut best: Option<(f32, Found)> = None;
    for (rank, hit) in found.hits.iter().take(MAX_PASSAGES).enumerate() {
        let passage = &hit.passage;
        let key = name_key(&format!(
            "{} {} {}",
            passage.title,
            passage.headings.join(" "),
            passage.text
        ));
        if !unknown.iter().all(|u| key.contains(u.as_str())) {
            continue;
        }
        for sentence in sentences(&passage.text) {
            let share = demands.met_by(sentence.text, passage, index);
            if share < ENOUGH {
                continue;
            }
            let span = typed_span(sentence.text, question, analysis, index);
            let text = match span {
                Some(span) => span,
                None if analysis.asked == Asked::Any && share >= ENOUGH_FOR_SENTENCE => {
                    sentence.text.chars().take(300).collect()
                }
                None => continue,
            };
            let score = share - 0.03 * crate::retrieval::share(rank, 1);
            if best.as_ref().is_none_or(|(s, _)| score > *s) {
                let evidence = vec![Evidence {
                    passage: Some(passage.id.0),
                    locator: passage.locator.clone(),
                    quote: sentence.text.to_owned(),
                }];
                let explanation = sentence.text.to_owned();
                best = Some((
                    score,
                    Found {
                        text,
                        evidence,
                        explanation,
                        more: Vec::new(),
                    },
                ));
            }
        }
    }
    best.map(|(_, found)| found)
}

/// What the question says, weighed: its names, its relations and its other words.
struct Demands {
    names: Vec<u32>,
    cues: Vec<(Cue, f32)>,
    words: Vec<(String, f32)>,
}

impl Demands {
    fn of(question: &str, analysis: &Analysis, graph: &PassageGraph) -> Self {
        let rarest = idf(graph.len(), 0);
        let weight = |text: &str| {
            let found: Vec<f32> = terms(text)
                .iter()
                .map(|t| Some(graph.rarity(t)).filter(|&r| r > 0.0).unwrap_or(rarest))
                .collect();
            found.iter().copied().fold(0.0_f32, f32::max)
        };
        let mut words: Vec<String> = terms(&analysis.residue);
        words.retain(|w| !EMPTY_WORDS.contains(&w.as_str()));
        words.sort_unstable();
        words.dedup();
        Self {
            names: analysis.named.iter().map(|n| n.thing).collect(),
            cues: analysis
                .cues
                .iter()
                .filter(|c| !c.soft)
                .map(|c| {
                    (
                        c.clone(),
                        weight(question.get(c.start..c.end).unwrap_or_default()).max(1.0),
                    )
                })
                .collect(),
            words: words
                .into_iter()
                .map(|w| {
                    let rarity = Some(graph.rarity(&w)).filter(|&r| r > 0.0).unwrap_or(rarest);
                    (w, rarity)
                })
                .collect(),
        }
    }

    /// Share of the demands that a sentence meets; names may also stand in the passage's titles or text before it.
    fn met_by(&self, sentence: &str, passage: &PassageRecord, index: &FactIndex) -> f32 {
        let tokens = tokenise(sentence);
        let named: HashSet<u32> = index
            .things
            .trie()
            .find(&tokens)
            .into_iter()
            .map(|m| m.id)
            .collect();
        let around = tokenise(&format!(
            "{} {} {}",
            passage.title,
            passage.headings.join(" "),
            passage.text
        ));
        let nearby: HashSet<u32> = index
            .things
            .trie()
            .find(&around)
            .into_iter()
            .map(|m| m.id)
            .collect();
        if !self.names.iter().all(|n| nearby.contains(n)) {
            return 0.0;
        }
        let spoken = cues(&tokens);
        let present: HashSet<String> = terms(sentence).into_iter().collect();
        let (mut met, mut all) = (0.0, 0.0);
        for name in &self.names {
            all += 4.0;
            met += if named.contains(name) { 4.0 } else { 2.0 };
        }
        for (cue, weight) in &self.cues {
            all += weight;
            if spoken
                .iter()
                .any(|s| s.relations.iter().any(|r| cue.relations.contains(r)))
            {
                met += weight;
            }
        }
        for (word, weight) in &self.words {
            all += weight;
            if present.contains(word) {
                met += weight;
            }
        }
        // A relation that is asked for and not spoken of is not made up for by other words.
        let silent = self.cues.iter().any(|(cue, _)| {
            !spoken
                .iter()
                .any(|s| s.relations.iter().any(|r| cue.relations.contains(r)))
        });
        if all <= 0.0 || silent { 0.0 } else { met / all }
    }
}

/// The shortest span of the kind that is asked for, nearest to the question's relations, and not in the question itself.
fn typed_span(sentence: &str, question: &str, analysis: &Analysis, index: &FactIndex) -> Option<String> {
    let tokens = tokenise(sentence);
    let spoken: Vec<usize> = cues(&tokens)
        .iter()
        .filter(|s| {
            analysis
                .cues
                .iter()
                .any(|c| c.relations.iter().any(|r| s.relations.contains(r)))
        })
        .map(|s| s.start)
        .collect();
    let distance = |at: usize| spoken.iter().map(|s| s.abs_diff(at)).min().unwrap_or(at);
    let asked_of = name_key(question);
    let fresh = |text: &str| !asked_of.contains(name_key(text).as_str());
    match analysis.asked {
        Asked::Date | Asked::Year => dates(sentence)
            .into_iter()
            .filter(|d| fresh(&d.text))
            .min_by_key(|d| distance(d.start))
            .map(|d| d.text),
        Asked::Amount | Asked::Number => amounts(sentence)
            .into_iter()
            .filter(|a| fresh(&a.text) && (analysis.asked == Asked::Number || a.has_unit))
            .min_by_key(|a| distance(a.start))
            .map(|a| a.text),
        Asked::Person => named_span(sentence, analysis, index, Range::Person, &distance)
            .or_else(|| capitalised(sentence, &fresh, &distance)),
        Asked::Organization => named_span(sentence, analysis, index, Range::Organization, &distance),
        Asked::Place => named_span(sentence, analysis, index, Range::Place, &distance)
            .or_else(|| capitalised(sentence, &fresh, &distance)),
        Asked::Law => named_span(sentence, analysis, index, Range::Law, &distance),
        Asked::Work => named_span(sentence, analysis, index, Range::Work, &distance),
        Asked::YesNo | Asked::Any => None,
    }
}

fn named_span(
    sentence: &str,
    analysis: &Analysis,
    index: &FactIndex,
    range: Range,
    distance: &dyn Fn(usize) -> usize,
) -> Option<String> {
    let tokens = tokenise(sentence);
    index
        .things
        .trie()
        .find(&tokens)
        .into_iter()
        .filter(|m| !analysis.named.iter().any(|n| n.thing == m.id))
        .filter(|m| index.things.kind(m.id).is_some() && index.things.fits(m.id, range))
        .min_by_key(|m| distance(m.start))
        .and_then(|m| sentence.get(m.start..m.end).map(str::to_owned))
}

/// A capitalised name of several words, for passages whose names no model was sure of.
fn capitalised(
    sentence: &str,
    fresh: &dyn Fn(&str) -> bool,
    distance: &dyn Fn(usize) -> usize,
) -> Option<String> {
    candidate_names(sentence)
        .into_iter()
        .filter(|n| n.contains(' ') && fresh(n) && n.chars().next().is_some_and(char::is_uppercase))
        .min_by_key(|n| sentence.find(n.as_str()).map_or(usize::MAX, distance))
}
