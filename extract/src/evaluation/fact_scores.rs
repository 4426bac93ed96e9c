//! Counts of facts found in [`super::facts`]'s sets, by predicate.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::facts::{Characters, Fact, Passage, Stated};
use crate::extraction::Extraction;

/// Facts found beside facts that are stated. One found fact may be stated of two names of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FactTally {
    /// Found.
    pub found: usize,
    /// Found and stated.
    pub right: usize,
    /// Stated.
    pub gold: usize,
    /// Stated and found.
    pub hit: usize,
}

impl FactTally {
    /// Share of the found that is stated; 0 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// Share of the stated that was found; 0 where nothing is stated.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.hit, self.gold)
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of a test set")]
    let share = part as f64 / whole.max(1) as f64;
    share
}

/// Counts by predicate; all of them under the empty name.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FactScores {
    /// By local name of the predicate.
    pub by_predicate: BTreeMap<&'static str, FactTally>,
}

impl FactScores {
    /// Compares what was extracted from a passage with its facts, end to end: an end is right where one mention of the
    /// found thing overlaps it. Only predicates that the passage states something of are counted, since the set does not
    /// say what else was looked for; what it states of a pronoun is left aside. Who heads a body works there.
    pub fn add_passage(&mut self, passage: &Passage, extraction: &Extraction) {
        let all = passage.facts.iter().chain(&passage.unnamed);
        let looked_for: BTreeSet<&'static str> = all.map(|(_, p, _)| *p).collect();
        let places: BTreeMap<&str, Vec<Characters>> = extraction
            .entities
            .iter()
            .map(|e| {
                let spans = e.mentions.iter().map(|m| m.span.start..m.span.end);
                (e.id.as_str(), spans.collect())
            })
            .collect();
        let overlaps = |id: &str, end: &Characters| {
            let spans = places.get(id).map_or(&[][..], Vec::as_slice);
            spans.iter().any(|s| s.start < end.end && end.start < s.end)
        };
        let mut found: BTreeSet<(&str, &'static str, &str)> = BTreeSet::new();
        for relation in extraction.relations.iter().filter(|r| r.is_asserted()) {
            let (s, o) = (relation.subject.as_str(), relation.object.as_str());
            if let Some(predicate) = looked_for.get(relation.predicate.as_str()) {
                found.insert((s, *predicate, o));
            }
            if let ("headedBy", Some(predicate)) =
                (relation.predicate.as_str(), looked_for.get("affiliatedWith"))
            {
                found.insert((o, *predicate, s));
            }
        }
        let is_stated = |(s, p, o): &(&str, &'static str, &str), fact: &Fact| {
            fact.1 == *p && overlaps(s, &fact.0) && overlaps(o, &fact.2)
        };
        let of_pronoun = |(s, p, o): &(&str, &'static str, &str), fact: &Fact| {
            fact.1 == *p && (overlaps(s, &fact.0) || overlaps(o, &fact.2))
        };
        for one in &found {
            let right = passage.facts.iter().any(|fact| is_stated(one, fact));
            if !right && passage.unnamed.iter().any(|fact| of_pronoun(one, fact)) {
                continue;
            }
            self.count(one.1, |t| {
                t.found += 1;
                t.right += usize::from(right);
            });
        }
        for fact in &passage.facts {
            let hit = found.iter().any(|one| is_stated(one, fact));
            self.count(fact.1, |t| {
                t.gold += 1;
                t.hit += usize::from(hit);
            });
        }
    }

    /// Counts one row: what it says of its pair, and what was found.
    pub fn add_row(&mut self, gold: Option<Stated>, found: Option<Stated>) {
        let right = gold.is_some() && gold == found;
        if let Some((predicate, _)) = found {
            self.count(predicate, |t| {
                t.found += 1;
                t.right += usize::from(right);
            });
        }
        if let Some((predicate, _)) = gold {
            self.count(predicate, |t| {
                t.gold += 1;
                t.hit += usize::from(right);
            });
        }
    }

    fn count(&mut self, predicate: &'static str, add: impl Fn(&mut FactTally)) {
        for name in ["", predicate] {
            add(self.by_predicate.entry(name).or_default());
        }
    }
}
