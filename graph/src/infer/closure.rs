//! The closure of the asserted triples under the axioms.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::str::FromStr;

use oxigraph::model::{Graph, NamedNode, Term, Triple};

use super::axioms::Axioms;
use crate::rdf::vocabulary::{class, own_term, quarry, rdf};
use crate::read::DocumentEntry;
use crate::resolve::Resolution;

/// Along a transitive property no node reaches more than so many others: a chain of that length is a mistake, and what follows
/// from it grows with its square.
const MOST_REACHED: usize = 1000;

/// Terms by number. Whether a number is an IRI is asked often.
#[derive(Default)]
struct Terms {
    terms: Vec<Term>,
    numbers: HashMap<Term, u32>,
}

impl Terms {
    fn number(&mut self, term: Term) -> u32 {
        if let Some(number) = self.numbers.get(&term) {
            return *number;
        }
        let number = self.terms.len() as u32;
        self.terms.push(term.clone());
        self.numbers.insert(term, number);
        number
    }

    fn iri(&mut self, iri: &str) -> u32 {
        self.number(NamedNode::new_unchecked(iri).into())
    }

    fn text(&self, number: u32) -> Option<&str> {
        match self.terms.get(number as usize) {
            Some(Term::NamedNode(node)) => Some(node.as_str()),
            _ => None,
        }
    }
}

type Numbered = (u32, u32, u32);

/// What follows from what these documents assert, without what they assert themselves.
pub(crate) fn infer<'a>(
    documents: impl Iterator<Item = &'a DocumentEntry>,
    resolution: &Resolution,
    axioms: &Axioms,
) -> Graph {
    let mut terms = Terms::default();
    let is_a = terms.number(rdf::TYPE.into_owned().into());
    let mut asserted: HashSet<Numbered> = HashSet::new();
    for document in documents {
        for entity in &document.entities {
            let node = terms.iri(&entity.iri);
            let kind = terms.number(class(entity.kind).into());
            asserted.insert((node, is_a, kind));
            if entity.government {
                let kind = terms.number(quarry::GOVERNMENT_ORGANIZATION.into_owned().into());
                asserted.insert((node, is_a, kind));
            }
        }
        for fact in &document.facts {
            let predicate = own_term(&fact.predicate);
            let Some(predicate) = predicate.or_else(|| NamedNode::new(&fact.predicate).ok()) else {
                continue;
            };
            let object = if fact.literal {
                match Term::from_str(&fact.object) {
                    Ok(term) => terms.number(term),
                    Err(_) => continue,
                }
            } else {
                terms.iri(&fact.object)
            };
            let triple = (terms.iri(&fact.subject), terms.number(predicate.into()), object);
            asserted.insert(triple);
        }
    }
    let mut closure = Closure {
        terms,
        is_a,
        axioms,
        resolution,
        known: HashSet::new(),
        waiting: asserted.iter().copied().collect(),
    };
    closure.run();
    let Closure { terms, known, .. } = closure;
    let mut graph = Graph::new();
    for (subject, predicate, object) in known.difference(&asserted) {
        let term = |number: &u32| terms.terms.get(*number as usize).cloned();
        if let (Some(Term::NamedNode(s)), Some(Term::NamedNode(p)), Some(o)) =
            (term(subject), term(predicate), term(object))
        {
            graph.insert(&Triple::new(s, p, o));
        }
    }
    graph
}

struct Closure<'a> {
    terms: Terms,
    is_a: u32,
    axioms: &'a Axioms,
    resolution: &'a Resolution,
    known: HashSet<Numbered>,
    waiting: Vec<Numbered>,
}

impl Closure<'_> {
    fn run(&mut self) {
        loop {
            while let Some(triple) = self.waiting.pop() {
                if self.known.insert(triple) {
                    self.follow(triple);
                }
            }
            self.reach();
            if self.waiting.is_empty() {
                return;
            }
        }
    }

    /// What follows from one triple by itself.
    fn follow(&mut self, (subject, predicate, object): Numbered) {
        let (axioms, resolution) = (self.axioms, self.resolution);
        let mut found: Vec<Numbered> = Vec::new();
        let object_iri = self.terms.text(object).map(str::to_owned);
        if predicate == self.is_a {
            for sup in object_iri.iter().flat_map(|class| axioms.super_classes(class)) {
                found.push((subject, predicate, self.terms.iri(sup)));
            }
        } else if let Some(property) = self.terms.text(predicate).map(str::to_owned) {
            for sup in axioms.super_properties(&property) {
                found.push((subject, self.terms.iri(sup), object));
            }
            for class in axioms.domains(&property) {
                found.push((subject, self.is_a, self.terms.iri(class)));
            }
            if object_iri.is_some() {
                for class in axioms.ranges(&property) {
                    found.push((object, self.is_a, self.terms.iri(class)));
                }
                for inverse in axioms.inverses(&property) {
                    found.push((object, self.terms.iri(inverse), subject));
                }
            }
        }
        let subject_iri = self.terms.text(subject).map(str::to_owned);
        let canonical = |iri: &Option<String>, terms: &mut Terms, otherwise: u32| match iri {
            Some(iri) => {
                let canonical = resolution.canonical(iri);
                if canonical == iri {
                    otherwise
                } else {
                    terms.iri(canonical)
                }
            }
            None => otherwise,
        };
        let stands = (
            canonical(&subject_iri, &mut self.terms, subject),
            predicate,
            canonical(&object_iri, &mut self.terms, object),
        );
        if stands != (subject, predicate, object) {
            found.push(stands);
        }
        self.waiting
            .extend(found.into_iter().filter(|triple| !self.known.contains(triple)));
    }

    /// What follows along transitive properties.
    fn reach(&mut self) {
        let properties: Vec<u32> = {
            let names: Vec<&str> = self.axioms.transitive().collect();
            names.into_iter().map(|name| self.terms.iri(name)).collect()
        };
        for property in properties {
            let mut next: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
            for (s, _, o) in self.known.iter().filter(|(_, p, _)| *p == property) {
                if self.terms.text(*o).is_some() {
                    next.entry(*s).or_default().insert(*o);
                }
            }
            // In the order of names, so that where the limit bites it bites alike whatever came first.
            let by_name = |numbers: &BTreeSet<u32>| -> Vec<u32> {
                let mut sorted: Vec<u32> = numbers.iter().copied().collect();
                sorted.sort_by_key(|n| self.terms.text(*n).map(str::to_owned));
                sorted
            };
            let next: BTreeMap<u32, Vec<u32>> = next.iter().map(|(s, os)| (*s, by_name(os))).collect();
            for start in next.keys() {
                let mut seen: HashSet<u32> = HashSet::new();
                let mut level = vec![*start];
                while !level.is_empty() && seen.len() < MOST_REACHED {
                    let mut further = Vec::new();
                    for at in level {
                        for to in next.get(&at).into_iter().flatten() {
                            if seen.len() < MOST_REACHED && seen.insert(*to) {
                                further.push(*to);
                            }
                        }
                    }
                    level = further;
                }
                let triples = seen.into_iter().map(|to| (*start, property, to));
                self.waiting.extend(triples.filter(|t| !self.known.contains(t)));
            }
        }
    }
}
