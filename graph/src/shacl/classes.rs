//! Which nodes are SHACL instances of a class: `rdf:type/rdfs:subClassOf*`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use oxigraph::model::{Graph, NamedOrBlankNodeRef, Term, TermRef};

use super::data::Data;
use crate::rdf::vocabulary::{rdf, rdfs};

/// Subclass axioms that hold beside the data graph: those of the ontologies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Classes {
    /// Direct superclasses.
    above: BTreeMap<String, BTreeSet<String>>,
    /// Direct subclasses.
    below: BTreeMap<String, BTreeSet<String>>,
}

impl Classes {
    /// The subclass axioms between named classes in `graph`.
    pub(crate) fn new(graph: &Graph) -> Self {
        let mut this = Self::default();
        for triple in graph.triples_for_predicate(rdfs::SUB_CLASS_OF) {
            if let (NamedOrBlankNodeRef::NamedNode(sub), TermRef::NamedNode(sup)) =
                (triple.subject, triple.object)
            {
                let (sub, sup) = (sub.as_str().to_owned(), sup.as_str().to_owned());
                this.above.entry(sub.clone()).or_default().insert(sup.clone());
                this.below.entry(sup).or_default().insert(sub);
            }
        }
        this
    }

    /// Every axiom as (subclass, superclass), in order.
    pub(crate) fn axioms(&self) -> impl Iterator<Item = (&str, &str)> {
        self.above
            .iter()
            .flat_map(|(sub, sups)| sups.iter().map(move |sup| (sub.as_str(), sup.as_str())))
    }

    /// Whether `node` is an instance of `class`.
    pub(super) fn is_instance(&self, data: &Data<'_>, node: TermRef<'_>, class: TermRef<'_>) -> bool {
        let Some(node) = resource(node) else { return false };
        let mut waiting: Vec<Term> = data.objects(node, rdf::TYPE).map(TermRef::into_owned).collect();
        let mut seen: HashSet<Term> = HashSet::new();
        while let Some(found) = waiting.pop() {
            if found.as_ref() == class {
                return true;
            }
            if !seen.insert(found.clone()) {
                continue;
            }
            if let Some(found) = resource(found.as_ref()) {
                let stated = data.objects(found, rdfs::SUB_CLASS_OF);
                waiting.extend(stated.map(TermRef::into_owned));
            }
            if let Term::NamedNode(found) = &found {
                let known = self.above.get(found.as_str()).into_iter().flatten();
                waiting.extend(known.map(|iri| named(iri)));
            }
        }
        false
    }

    /// Every instance of `class`, each once.
    pub(super) fn instances<'d>(&self, data: &Data<'d>, class: TermRef<'_>) -> Vec<TermRef<'d>> {
        let mut waiting = vec![class.into_owned()];
        let mut seen: HashSet<Term> = HashSet::new();
        let mut found = Vec::new();
        let mut listed: HashSet<TermRef<'d>> = HashSet::new();
        while let Some(class) = waiting.pop() {
            if !seen.insert(class.clone()) {
                continue;
            }
            for instance in data.subjects(rdf::TYPE, class.as_ref()) {
                let instance = TermRef::from(instance);
                if listed.insert(instance) {
                    found.push(instance);
                }
            }
            let stated = data.subjects(rdfs::SUB_CLASS_OF, class.as_ref());
            waiting.extend(stated.map(|s| TermRef::from(s).into_owned()));
            if let Term::NamedNode(class) = &class {
                let known = self.below.get(class.as_str()).into_iter().flatten();
                waiting.extend(known.map(|iri| named(iri)));
            }
        }
        found
    }
}

fn named(iri: &str) -> Term {
    oxigraph::model::NamedNode::new_unchecked(iri).into()
}

/// The term as a subject; none for literals and triple terms.
pub(super) fn resource(term: TermRef<'_>) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        TermRef::NamedNode(node) => Some(node.into()),
        TermRef::BlankNode(node) => Some(node.into()),
        _ => None,
    }
}
