//! The words of the ontologies: labels of classes and properties, for what has to name them to a person or a model.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};

use crate::error::GraphError;
use crate::ontology::Ontologies;
use crate::rdf::vocabulary::{owl, quarry, rdf, rdfs};

const OBJECT_PROPERTY: NamedNodeRef<'_> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#ObjectProperty");
/// A class of the ontologies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassTerm {
    /// Its IRI.
    pub iri: String,
    /// Labels by language tag.
    pub labels: BTreeMap<String, String>,
    /// Local names of Quarry's own classes that it is or is a kind of, the nearest first.
    pub kinds: Vec<String>,
}

/// A property of Quarry's own that joins two things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyTerm {
    /// Its local name.
    pub name: String,
    /// Labels by language tag.
    pub labels: BTreeMap<String, String>,
    /// Local name of the class of its subjects and of its objects; none where the ontology does not say.
    pub domain: Option<String>,
    /// As above.
    pub range: Option<String>,
}

/// The classes and properties of these folders, by IRI.
///
/// # Errors
/// Where a file cannot be read.
pub fn read_terms(folders: &[&Path]) -> Result<(Vec<ClassTerm>, Vec<PropertyTerm>), GraphError> {
    let graph = Ontologies::read(folders)?.graph()?;
    let (mut classes, mut properties) = (Vec::new(), Vec::new());
    for class in iris(&graph, owl::CLASS) {
        let labels = labels(&graph, class);
        if !labels.is_empty() {
            classes.push(ClassTerm {
                iri: class.as_str().to_owned(),
                labels,
                kinds: kinds(&graph, class),
            });
        }
    }
    for property in iris(&graph, OBJECT_PROPERTY) {
        let labels = labels(&graph, property);
        if let Some(name) = own(property).filter(|_| !labels.is_empty()) {
            let end = |predicate| {
                let class = graph.object_for_subject_predicate(property, predicate)?;
                match class {
                    TermRef::NamedNode(class) => Some(own(class).unwrap_or(class.as_str()).to_owned()),
                    _ => None,
                }
            };
            properties.push(PropertyTerm {
                name: name.to_owned(),
                labels,
                domain: end(rdfs::DOMAIN),
                range: end(rdfs::RANGE),
            });
        }
    }
    Ok((classes, properties))
}

/// The things of a type that have an IRI.
fn iris<'a>(graph: &'a Graph, class: NamedNodeRef<'a>) -> BTreeSet<NamedNodeRef<'a>> {
    let subjects = graph.subjects_for_predicate_object(rdf::TYPE, class);
    subjects
        .filter_map(|subject| match subject {
            NamedOrBlankNodeRef::NamedNode(iri) => Some(iri),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        })
        .collect()
}

fn labels(graph: &Graph, of: NamedNodeRef<'_>) -> BTreeMap<String, String> {
    let objects = graph.objects_for_subject_predicate(of, rdfs::LABEL);
    objects
        .filter_map(|object| match object {
            TermRef::Literal(label) => Some((
                label.language().unwrap_or("").to_owned(),
                label.value().to_owned(),
            )),
            _ => None,
        })
        .collect()
}

/// The local name of one of Quarry's own terms.
fn own(iri: NamedNodeRef<'_>) -> Option<&str> {
    iri.as_str().strip_prefix(quarry::NAMESPACE)
}

/// Quarry's own classes that a class is or is a kind of, the nearest first.
fn kinds(graph: &Graph, class: NamedNodeRef<'_>) -> Vec<String> {
    let mut names = Vec::new();
    let mut seen = BTreeSet::from([class]);
    let mut level = vec![class];
    while !level.is_empty() {
        let mut next = Vec::new();
        for class in level {
            names.extend(own(class).map(str::to_owned));
            for above in graph.objects_for_subject_predicate(class, rdfs::SUB_CLASS_OF) {
                if let TermRef::NamedNode(above) = above
                    && seen.insert(above)
                {
                    next.push(above);
                }
            }
        }
        level = next;
    }
    names
}
