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
    Analysis, Force, Kind, Mark, Relation, Request, Sought, Task, Version, compares, marks, sought,
};
use crate::text::{Language, name_key};
use anchors::{Anchor, anchors};
use quarry_extract::EntityType;

/// Most steps of a walk.
const MOST_STEPS: usize = 4;
/// Most walks that are weighed.
const MOST_WALKS: usize = 2000;
/// Most a walk may cost to be believed.
const BELIEVED: f32 = 0.95;
/// What a step from object to subject costs.
const BACKWARDS: f32 = 0.3;
/// What it costs that another relation is stated in place of the one that is spoken of, and another value than the likeliest is taken.
const INSTEAD: f32 = 0.15;
const RIVAL: f32 = 0.1;
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
    pub(super) text: &'a str,
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
    let plain = analysis.version == Version::Current
        && request.version == Version::Current
        && analysis.turn.is_none();
    let counts = matches!(
        request.task,
        Task::Sum | Task::Count | Task::Average | Task::Difference
    );
    if !plain || counts {
        return None;
    }
    let (anchors, taken) = anchors(&request.text, analysis, index)?;
    let marks = marks(&request.text, &taken);
    let (sought, asks) = sought(&request.text, &marks, &taken);
    if !asks && request.task == Task::Whether || sought == Sought::One(Kind::Amount) {
        return None;
    }
    // `higher authority` compares nothing.
    let said: Vec<(usize, usize)> = marks.iter().map(|m| (m.start, m.end)).chain(taken).collect();
    if compares(&blanked(&request.text, &said)) {
        return None;
    }
    // Who led something in a year is told by readers of terms of office.
    let timed = !(request.years.is_empty() && request.dates.is_empty());
    let of_event = anchors.iter().any(Anchor::is_event);
    if timed && !of_event && matches!(sought, Sought::Who | Sought::One(Kind::Person)) {
        return None;
    }
    let walked = Walked {
        text: &request.text,
        analysis,
        index,
        marks,
        sought,
        days: anchors::days(&request.text),
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
    let mut ends: Vec<(String, bool)> = paths
        .iter()
        .filter(|p| p.cost - cost < 1e-4)
        .filter_map(|p| {
            let last = p.last()?;
            Some(match p.end() {
                Some(end) => {
                    let names = index.things.names(end);
                    let own = names.iter().any(|n| Language::of(n) == analysis.language);
                    (end.to_string(), own)
                }
                None => (name_key(&last.object.text), true),
            })
        })
        .collect();
    ends.sort();
    ends.dedup();
    // Papers of another language may call one thing by another name.
    if ends.iter().any(|(_, own)| *own) {
        ends.retain(|(_, own)| *own);
    }
    let many = paths.first().and_then(Path::last).is_some_and(|f| {
        matches!(
            f.relation,
            Relation::Partner | Relation::Visited | Relation::PartOf | Relation::OutcomeOf
        )
    });
    if ends.len() > if many { MOST_ENDS } else { 1 } {
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

/// A text with stretches left out.
fn blanked(text: &str, spans: &[(usize, usize)]) -> String {
    let kept = text.char_indices().map(|(at, c)| {
        let out = spans.iter().any(|(start, end)| *start <= at && at < *end);
        if out { ' ' } else { c }
    });
    kept.collect()
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
        return sought != Sought::Who || kind != EntityType::Person || !names(analysis, thing, index);
    };
    // Of several names one may be what is asked for: `which was founded first, A or B`.
    if !asks || analysis.named.len() > 1 && wanted != Kind::Person {
        return true;
    }
    match (wanted, kind) {
        (Kind::Person, EntityType::Person) => !names(analysis, thing, index),
        (Kind::Person, EntityType::Organization | EntityType::Place | EntityType::Law | EntityType::Work)
        | (
            Kind::Amount | Kind::Date | Kind::Year,
            EntityType::Organization | EntityType::Person | EntityType::Place | EntityType::Law,
        ) => false,
        (Kind::Place | Kind::Law, EntityType::Person) => !acts(index, thing),
        _ => true,
    }
}

/// Whether somebody who is known as a person does what people do: names of towns are taken for people now and then.
fn acts(index: &FactIndex, person: u32) -> bool {
    let of = [Relation::Affiliation, Relation::Position, Relation::TookOffice];
    let to = [
        Relation::Head,
        Relation::PrincipalInvestigator,
        Relation::ChairedBy,
        Relation::TripLead,
    ];
    of.into_iter().any(|r| index.about(person, r).next().is_some())
        || to
            .into_iter()
            .any(|r| index.leading_to(person, r).next().is_some())
}

/// Whether what carries an answer is of the stage of an undertaking that the question names by a number, where nothing is known of that
/// stage.
pub(super) fn is_of_stage(request: &Request, found: &Found, index: &FactIndex) -> bool {
    let mut unknown = request.unknown.iter().filter(|u| anchors::tells_stage(u));
    unknown.all(|name| {
        let name = name_key(name);
        found.evidence.iter().any(|e| {
            let passage = e.passage.and_then(|p| index.passages.get(&p));
            name_key(&e.quote).contains(&name) || passage.is_some_and(|p| name_key(&p.text).contains(&name))
        })
    })
}

/// Whether the question names a thing, and no second of its kind that it may be held against (`who came first, A or B`).
fn names(analysis: &Analysis, thing: u32, index: &FactIndex) -> bool {
    let kind = index.things.kind(thing);
    let of_kind = analysis
        .named
        .iter()
        .filter(|n| index.things.kind(n.thing) == kind);
    let mut named = analysis.named.iter();
    of_kind.count() < 2 && named.any(|n| index.things.root(n.thing) == index.things.root(thing))
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
            let outcomes = self.outcomes(at, relation);
            for outcome in outcomes {
                self.take(relation, outcome, walk, anchor);
            }
        }
    }

    /// What a step leads to, with what it costs: what is stated, else what stands in another relation for the same, as that of whoever
    /// manages a project for who carries it out.
    fn outcomes(&self, at: u32, relation: Relation) -> Vec<Outcome> {
        let of = |relation| {
            let mut outcomes = stated(self.of.analysis, self.of.index, at, relation);
            for outcome in &mut outcomes {
                outcome.cost = if outcome.inverse { BACKWARDS } else { 0.0 };
            }
            outcomes
        };
        let mut outcomes = of(relation);
        let instead: &[(Relation, bool)] = match relation {
            Relation::ExecutedBy => &[(Relation::ManagedBy, false)],
            Relation::ManagedBy => &[(Relation::ExecutedBy, false)],
            Relation::CompetentAuthority => &[(Relation::ManagedBy, false)],
            Relation::PrincipalInvestigator => &[(Relation::Head, false)],
            Relation::Affiliation => &[(Relation::Head, true)],
            Relation::ParentOrganization => &[(Relation::Affiliation, false)],
            _ => &[],
        };
        let forwards = outcomes.iter().any(|o| !o.inverse);
        for (other, inverse) in instead.iter().filter(|_| !forwards) {
            let found = of(*other)
                .into_iter()
                .filter(|o| o.inverse == *inverse && self.stands_for(relation, *other, o));
            outcomes.extend(found.map(|o| Outcome { cost: INSTEAD, ..o }));
        }
        // Papers that differ: the value whose name has the noun that the question uses (`which institute`).
        let rivals: Vec<Outcome> = outcomes
            .iter()
            .filter(|o| !o.inverse)
            .flat_map(|o| self.rivals(o))
            .collect();
        outcomes.extend(rivals);
        outcomes
    }

    /// Whether what another relation leads to may be meant: a body under which others stand manages, one that stands under another
    /// carries out.
    fn stands_for(&self, wanted: Relation, stated: Relation, outcome: &Outcome) -> bool {
        let Some(body) = outcome.facts.first().and_then(|f| f.object.thing) else {
            return true;
        };
        let index = self.of.index;
        match (wanted, stated) {
            (Relation::ExecutedBy, Relation::ManagedBy) => index
                .leading_to(body, Relation::ParentOrganization)
                .next()
                .is_none(),
            (Relation::ManagedBy, Relation::ExecutedBy) => {
                index.about(body, Relation::ParentOrganization).next().is_none()
            }
            _ => true,
        }
    }

    /// Other values than the likeliest of a step, where their name has a noun of the question that the likeliest one has not.
    fn rivals(&self, outcome: &Outcome) -> Vec<Outcome> {
        let called = |fact: &Fact| {
            let names = fact
                .object
                .thing
                .map(|t| self.of.index.things.names(t))
                .unwrap_or_default();
            self.of
                .marks
                .iter()
                .filter(|m| m.force == Force::Noun && m.kind == Some(Kind::Body))
                .filter_map(|m| self.of.text.get(m.start..m.end))
                .any(|noun| {
                    names
                        .iter()
                        .any(|n| n.to_lowercase().contains(&noun.to_lowercase()))
                })
        };
        let first = outcome.facts.first().is_some_and(called);
        let others = outcome.rivals.iter().filter(|f| !first && called(f));
        others
            .map(|fact| Outcome {
                facts: vec![fact.clone()],
                inverse: false,
                rivals: Vec::new(),
                cost: outcome.cost - RIVAL,
            })
            .collect()
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
        next.cost += outcome.cost;
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
