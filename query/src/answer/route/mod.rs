//! Walks over facts, from what a question names to what it asks for, weighed by the question's own words.
//!
//! A question that describes what it means (`the town where the body that makes the X sits`) is a walk read inside out: from the
//! name along one relation after another. Every walk that the facts allow is tried, a few steps far, and costs what its steps leave
//! unsaid and what the question says that it leaves unused ([`weigh`]). One that ends in another kind of thing than is asked for is
//! no answer.

mod anchors;
mod weigh;

use super::chain::{Outcome, Path, stated};
use super::facts::{Fact, FactIndex};
use super::found::Found;
use super::operate::tell;
use crate::question::{
    Analysis, Force, Kind, Mark, Operation, Relation, Request, Sought, Task, Version, marks, sought,
};
use anchors::{Anchor, anchors};
use quarry_extract::EntityType;

/// Most steps of a walk.
const MOST_STEPS: usize = 4;
/// Most walks that are weighed.
const MOST_WALKS: usize = 2000;
/// Most a walk may cost to be believed.
const BELIEVED: f32 = 0.95;
/// What a step from object to subject costs.
const BACKWARDS: f32 = 0.25;
/// Most different ends of one walk that are told.
const MOST_ENDS: usize = 3;

/// Relations that no walk follows: figures and ends are told by readers that know of versions.
const NOT_WALKED: [Relation; 4] = [
    Relation::End,
    Relation::Budget,
    Relation::Spent,
    Relation::Capital,
];

/// A question as walks read it.
pub(super) struct Walked<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) index: &'a FactIndex,
    pub(super) marks: Vec<Mark>,
    pub(super) sought: Sought,
    /// Days that it names, as the end of an ISO date: `2024-05-14`, `-05-14`.
    pub(super) days: Vec<String>,
    pub(super) anchors: Vec<Anchor>,
}

/// The answer at the end of the walk that says best what the question says; none where no walk does.
pub(super) fn ask(request: &Request, analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let plain = analysis.operation == Operation::Follow
        && analysis.version == Version::Current
        && request.version == Version::Current
        && analysis.turn.is_none();
    if !plain || !matches!(request.task, Task::Look | Task::List | Task::Whether) {
        return None;
    }
    let (anchors, taken) = anchors(&request.text, analysis, index)?;
    let marks = marks(&request.text, &taken);
    let (sought, asks) = sought(&request.text, &marks, &taken);
    if !asks && request.task == Task::Whether || sought == Sought::One(Kind::Amount) {
        return None;
    }
    let walked = Walked {
        analysis,
        index,
        marks,
        sought,
        days: anchors::days(&request.text, &taken),
        anchors,
    };
    let mut walks = Walks {
        of: &walked,
        found: Vec::new(),
    };
    for anchor in &walked.anchors {
        walks.set_out(anchor);
    }
    let mut paths = walks.found;
    paths.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let best = paths.first().filter(|p| p.cost <= BELIEVED)?;
    let (cost, end) = (best.cost, best.end());
    let mut ends: Vec<String> = paths
        .iter()
        .filter(|p| p.cost - cost < 1e-4)
        .filter_map(|p| {
            p.last().map(|f| {
                if p.inverse {
                    f.subject.to_string()
                } else {
                    f.object.text.clone()
                }
            })
        })
        .collect();
    ends.sort();
    ends.dedup();
    if ends.len() > MOST_ENDS {
        return None;
    }
    // Two walks that say the question as well and lead to different things: it was not understood.
    let rival = paths.iter().find(|p| {
        p.cost - cost < 1e-4
            && (end.is_none() || p.end() != end)
            && p.last().map(|f| f.relation) != paths.first().and_then(|b| b.last()).map(|f| f.relation)
    });
    if rival.is_some_and(|r| {
        r.last().map(|f| &f.object.text) != paths.first().and_then(Path::last).map(|f| &f.object.text)
    }) {
        return None;
    }
    let found = tell(paths, analysis, index)?;
    // A mark in a column is no name.
    let named =
        matches!(sought, Sought::One(Kind::Work | Kind::Product | Kind::Post)) || !is_code(&found.text);
    named.then_some(found)
}

/// Whether a text is a mark of Latin letters and figures, as `D-101`, and no figure or date.
fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
}

/// Fewest facts that a chain rests on which follows every word of the question: words that no one relation is meant by both are two
/// steps.
pub(super) fn least_steps(request: &Request, analysis: &Analysis) -> usize {
    let taken: Vec<(usize, usize)> = analysis.named.iter().map(|n| (n.start, n.end)).collect();
    let mut apart: Vec<Mark> = Vec::new();
    for mark in marks(&request.text, &taken) {
        let shares = |other: &Mark| other.relations.iter().any(|r| mark.relations.contains(r));
        if mark.force == Force::Strong && !apart.iter().any(shares) {
            apart.push(mark);
        }
    }
    apart.len()
}

/// Whether `said` may be what the question asks for: a thing that is known is of that kind, and is not the person whom it names.
pub(super) fn is_of_kind(request: &Request, analysis: &Analysis, said: &str, index: &FactIndex) -> bool {
    let Some(thing) = index.things.named(said).filter(|_| request.task == Task::Look) else {
        return true;
    };
    let Some(kind) = index.things.kind(thing) else {
        return true;
    };
    let taken: Vec<(usize, usize)> = analysis.named.iter().map(|n| (n.start, n.end)).collect();
    let marks = marks(&request.text, &taken);
    let (sought, asks) = sought(&request.text, &marks, &taken);
    let Sought::One(wanted) = sought else {
        return !(sought == Sought::Who && kind == EntityType::Person) || !names(analysis, thing, index);
    };
    if !asks {
        return true;
    }
    match (wanted, kind) {
        (Kind::Person, EntityType::Person) => !names(analysis, thing, index),
        (Kind::Person, EntityType::Organization | EntityType::Place | EntityType::Law | EntityType::Work)
        | (
            Kind::Amount | Kind::Date | Kind::Year,
            EntityType::Organization | EntityType::Person | EntityType::Place | EntityType::Law,
        )
        | (Kind::Place | Kind::Law, EntityType::Person) => false,
        _ => true,
    }
}

/// Whether the question names a thing.
fn names(analysis: &Analysis, thing: u32, index: &FactIndex) -> bool {
    let mut named = analysis.named.iter();
    named.any(|n| index.things.root(n.thing) == index.things.root(thing))
}

struct Walks<'a> {
    of: &'a Walked<'a>,
    found: Vec<Path>,
}

/// A walk so far.
#[derive(Clone)]
struct Walk {
    steps: Vec<Vec<Fact>>,
    relations: Vec<Relation>,
    nodes: Vec<u32>,
    cost: f32,
}

impl Walks<'_> {
    fn set_out(&mut self, anchor: &Anchor) {
        match anchor {
            Anchor::Thing { thing, cost, .. } => {
                let walk = Walk {
                    steps: Vec::new(),
                    relations: Vec::new(),
                    nodes: vec![*thing],
                    cost: *cost,
                };
                self.extend(*thing, &walk, anchor);
            }
            Anchor::Event { fact, cost, .. } => {
                let walk = Walk {
                    steps: Vec::new(),
                    relations: Vec::new(),
                    nodes: vec![fact.subject],
                    cost: *cost,
                };
                let outcome = Outcome {
                    facts: vec![fact.as_ref().clone()],
                    inverse: false,
                    rivals: Vec::new(),
                    cost: 0.0,
                };
                self.take(fact.relation, outcome, &walk, anchor);
            }
        }
    }

    fn extend(&mut self, at: u32, walk: &Walk, anchor: &Anchor) {
        if walk.steps.len() >= MOST_STEPS || self.found.len() > MOST_WALKS {
            return;
        }
        for relation in Relation::ALL {
            if NOT_WALKED.contains(&relation) || walk.relations.contains(&relation) {
                continue;
            }
            let spoken = self.of.marks.iter().any(|m| m.relations.contains(&relation));
            if !spoken {
                continue;
            }
            let mut outcomes = stated(self.of.analysis, self.of.index, at, relation);
            if outcomes.is_empty() && relation == Relation::Affiliation {
                outcomes = stated(self.of.analysis, self.of.index, at, Relation::Head);
                outcomes.retain(|o| o.inverse);
            }
            for outcome in outcomes {
                self.take(relation, outcome, walk, anchor);
            }
        }
    }

    fn take(&mut self, relation: Relation, outcome: Outcome, walk: &Walk, anchor: &Anchor) {
        let Some(first) = outcome.facts.first() else {
            return;
        };
        if !weigh::is_of_day(self.of, relation, first) {
            return;
        }
        let to = if outcome.inverse {
            Some(first.subject)
        } else {
            first.object.thing
        };
        if to.is_some_and(|to| walk.nodes.contains(&to)) {
            return;
        }
        let mut next = walk.clone();
        next.cost += if outcome.inverse { BACKWARDS } else { 0.0 };
        next.relations.push(relation);
        let inverse = outcome.inverse;
        next.steps.push(outcome.facts);
        next.nodes.extend(to);
        if let Some(end) = weigh::cost(
            self.of,
            anchor,
            &next.relations,
            &next.steps,
            &next.nodes,
            inverse,
        ) {
            self.found.push(Path {
                steps: next.steps.clone(),
                inverse,
                cost: next.cost + end,
                rivals: outcome.rivals,
            });
        }
        if let Some(to) = to {
            self.extend(to, &next, anchor);
        }
    }
}
