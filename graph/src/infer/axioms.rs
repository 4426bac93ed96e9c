//! The axioms that inference follows, read out of the ontologies.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};

use crate::rdf::vocabulary::{owl, own_term, rdf, rdfs};

/// Axioms between named classes and properties. Blank nodes (class expressions) are passed over.
#[derive(Debug, Clone, Default)]
pub(crate) struct Axioms {
    super_classes: BTreeMap<String, BTreeSet<String>>,
    super_properties: BTreeMap<String, BTreeSet<String>>,
    domains: BTreeMap<String, BTreeSet<String>>,
    ranges: BTreeMap<String, BTreeSet<String>>,
    inverses: BTreeMap<String, BTreeSet<String>>,
    transitive: BTreeSet<String>,
    functional: BTreeSet<String>,
}

/// The axioms of one property as pairs of IRIs.
fn pairs(graph: &Graph, property: NamedNodeRef<'_>) -> Vec<(String, String)> {
    let named = graph
        .triples_for_predicate(property)
        .filter_map(|t| match (t.subject, t.object) {
            (NamedOrBlankNodeRef::NamedNode(s), TermRef::NamedNode(o)) => {
                Some((s.as_str().to_owned(), o.as_str().to_owned()))
            }
            _ => None,
        });
    named.collect()
}

fn instances(graph: &Graph, class: NamedNodeRef<'_>) -> BTreeSet<String> {
    let named = graph
        .subjects_for_predicate_object(rdf::TYPE, class)
        .filter_map(|s| match s {
            NamedOrBlankNodeRef::NamedNode(node) => Some(node.as_str().to_owned()),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        });
    named.collect()
}

fn multimap(pairs: Vec<(String, String)>) -> BTreeMap<String, BTreeSet<String>> {
    let mut map: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in pairs {
        map.entry(from).or_default().insert(to);
    }
    map
}

/// Everything that is reached from each, itself left out.
fn closed(direct: &BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let mut map = BTreeMap::new();
    for start in direct.keys() {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            for next in direct.get(at).into_iter().flatten() {
                if next != start && seen.insert(next.clone()) {
                    waiting.push(next);
                }
            }
        }
        map.insert(start.clone(), seen);
    }
    map
}

impl Axioms {
    pub(crate) fn new(graph: &Graph) -> Self {
        let hierarchy = |sub, equivalent| {
            let mut all = pairs(graph, sub);
            for (a, b) in pairs(graph, equivalent) {
                all.push((a.clone(), b.clone()));
                all.push((b, a));
            }
            closed(&multimap(all))
        };
        let mut inverses = Vec::new();
        for (a, b) in pairs(graph, owl::INVERSE_OF) {
            inverses.push((a.clone(), b.clone()));
            inverses.push((b, a));
        }
        for property in instances(graph, owl::SYMMETRIC_PROPERTY) {
            inverses.push((property.clone(), property));
        }
        Self {
            super_classes: hierarchy(rdfs::SUB_CLASS_OF, owl::EQUIVALENT_CLASS),
            super_properties: hierarchy(rdfs::SUB_PROPERTY_OF, owl::EQUIVALENT_PROPERTY),
            domains: multimap(pairs(graph, rdfs::DOMAIN)),
            ranges: multimap(pairs(graph, rdfs::RANGE)),
            inverses: multimap(inverses),
            transitive: instances(graph, owl::TRANSITIVE_PROPERTY),
            functional: instances(graph, owl::FUNCTIONAL_PROPERTY),
        }
    }

    pub(super) fn super_classes(&self, class: &str) -> impl Iterator<Item = &str> {
        of(&self.super_classes, class)
    }

    pub(super) fn super_properties(&self, property: &str) -> impl Iterator<Item = &str> {
        of(&self.super_properties, property)
    }

    pub(super) fn domains(&self, property: &str) -> impl Iterator<Item = &str> {
        of(&self.domains, property)
    }

    pub(super) fn ranges(&self, property: &str) -> impl Iterator<Item = &str> {
        of(&self.ranges, property)
    }

    /// Properties that hold the other way round; a symmetric one is its own.
    pub(super) fn inverses(&self, property: &str) -> impl Iterator<Item = &str> {
        of(&self.inverses, property)
    }

    /// Whether one of Quarry's own properties, by local name, has one value at a time.
    pub(crate) fn has_one_value(&self, property: &str) -> bool {
        own_term(property).is_some_and(|iri| self.functional.contains(iri.as_str()))
    }

    pub(super) fn transitive(&self) -> impl Iterator<Item = &str> {
        self.transitive.iter().map(String::as_str)
    }
}

fn of<'a>(map: &'a BTreeMap<String, BTreeSet<String>>, key: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    map.get(key).into_iter().flatten().map(String::as_str)
}
