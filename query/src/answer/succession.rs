//! Who had a post before somebody, or after: the other heads of the body that the person heads or headed.

use super::chain::{Evidence, Found};
use super::facts::{Fact, FactIndex, Standing};
use crate::question::{Analysis, Asked, Range, Relation, Turn};
use crate::text::name_key;

/// The answer to a question for a predecessor or successor; none where the facts do not tell one person.
pub(super) fn succession(analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let turn = analysis.turn.filter(|_| analysis.asked == Asked::Person)?;
    let (Turn::Before(person) | Turn::After(person)) = turn;
    let of_person: Vec<&Fact> = index
        .leading_to(person, Relation::Head)
        .map(|(_, fact)| fact)
        .collect();
    // A body that the question names is the one that is meant.
    let bodies: Vec<u32> = analysis
        .named
        .iter()
        .map(|n| n.thing)
        .filter(|t| *t != person)
        .collect();
    let own = of_person
        .iter()
        .find(|fact| bodies.contains(&fact.subject))
        .or_else(|| {
            of_person.first().filter(|first| {
                bodies.is_empty() && of_person.iter().all(|fact| fact.subject == first.subject)
            })
        })?;
    let heads: Vec<&Fact> = index
        .about(own.subject, Relation::Head)
        .map(|(_, fact)| fact)
        .collect();
    let of = |thing: u32| heads.iter().filter(move |fact| fact.object.thing == Some(thing));
    let since = |thing: u32| of(thing).filter_map(|fact| fact.date.as_deref()).min();
    let own_since = since(person);
    let mut others: Vec<(Option<&str>, &Fact)> = Vec::new();
    for fact in &heads {
        let Some(other) = fact.object.thing.filter(|t| *t != person) else {
            continue;
        };
        let gone = of(other).any(|f| f.standing == Standing::Superseded);
        let since = since(other);
        let fits = match (turn, own_since, since) {
            (Turn::Before(_), Some(own), Some(other)) => other < own,
            (Turn::After(_), Some(own), Some(other)) => other > own,
            (Turn::Before(_), ..) => gone,
            (Turn::After(_), ..) => !gone,
        };
        if fits && !others.iter().any(|(_, f)| f.object.thing == Some(other)) {
            others.push((since, fact));
        }
    }
    // Of several the one next in time, where all are dated.
    if others.len() > 1 {
        if others.iter().any(|(since, _)| since.is_none()) {
            return None;
        }
        others.sort_by_key(|(since, _)| *since);
        if matches!(turn, Turn::Before(_)) {
            others.reverse();
        }
    }
    let (_, fact) = others.first()?;
    let name = index.things.name(fact.object.thing?);
    Some(Found {
        text: name.to_owned(),
        evidence: vec![Evidence::of(fact), Evidence::of(own)],
        explanation: [fact.quote.as_str(), own.quote.as_str()].join("\n"),
        more: Vec::new(),
    })
}

/// Whether an answer may be that to a question for a predecessor or successor: it is another person, and what it stands on names
/// the one who is asked about. Any answer to another question may.
pub(super) fn is_of_turn(analysis: &Analysis, found: &Found, index: &FactIndex) -> bool {
    let Some(Turn::Before(person) | Turn::After(person)) = analysis.turn else {
        return true;
    };
    if !index.things.fits(person, Range::Person) {
        return true;
    }
    let name = name_key(index.things.name(person));
    let names = |evidence: &Evidence| name_key(&evidence.quote).contains(&name);
    name_key(&found.text) != name && found.evidence.iter().any(names)
}
