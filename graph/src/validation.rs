//! The knowledge held against the shapes.

use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{Graph, NamedNodeRef, Triple};
use oxigraph::store::Store;

use crate::error::GraphError;
use crate::knowledge::Knowledge;
use crate::rdf::vocabulary::{quarry, sh};
use crate::shacl::{Shapes, ValidationReport};
use crate::write::as_said;

impl Knowledge {
    /// The shapes that commits are held against: Quarry's own and the organisation's.
    #[must_use]
    pub fn shapes(&self) -> &Shapes {
        &self.schema().shapes
    }

    /// Changes whenever the shapes change what a commit holds back; empty without shapes.
    #[must_use]
    pub fn shapes_version(&self) -> &str {
        &self.schema().digest
    }

    /// What in the documents' graphs breaks the shapes, by source; documents that break nothing are left out. What was held
    /// back at commit is looked at as if it had not been.
    ///
    /// # Errors
    /// What the store said.
    pub fn validate(&self, shapes: &Shapes) -> Result<Vec<(String, ValidationReport)>, GraphError> {
        let mut found = Vec::new();
        for document in self.snapshot().documents() {
            let mut graph = graph(self.store(), &document.iri)?;
            as_said(&mut graph);
            let report = shapes.validate(&graph);
            if !report.conforms() {
                found.push((document.source.clone(), report));
            }
        }
        Ok(found)
    }
}

/// The reports of several documents as one.
#[must_use]
pub fn merged(reports: Vec<(String, ValidationReport)>) -> ValidationReport {
    let mut all = ValidationReport::default();
    for (_, report) in reports {
        all.merge(report);
    }
    all
}

/// Reads Turtle into a graph.
///
/// # Errors
/// Where it is no Turtle.
pub fn parse_turtle(text: &str) -> Result<Graph, GraphError> {
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes());
    quads
        .map(|quad| {
            quad.map(Triple::from)
                .map_err(|e| GraphError::Query(e.to_string()))
        })
        .collect::<Result<Vec<Triple>, _>>()
        .map(|triples| triples.into_iter().collect())
}

/// Writes triples as Turtle.
///
/// # Errors
/// Where a triple cannot be written, which none of ours is.
pub fn write_turtle(triples: &[Triple]) -> Result<String, GraphError> {
    let wrong = |e: &dyn std::fmt::Display| GraphError::Store(e.to_string());
    let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
    for (prefix, iri) in [("sh", sh::NAMESPACE), ("quarry", quarry::NAMESPACE)] {
        serializer = serializer.with_prefix(prefix, iri).map_err(|e| wrong(&e))?;
    }
    let mut serializer = serializer.for_writer(Vec::new());
    for triple in triples {
        serializer.serialize_triple(triple).map_err(|e| wrong(&e))?;
    }
    let bytes = serializer.finish().map_err(|e| wrong(&e))?;
    String::from_utf8(bytes).map_err(|e| wrong(&e))
}

fn graph(store: &Store, name: &str) -> Result<Graph, GraphError> {
    let name = NamedNodeRef::new_unchecked(name);
    let mut graph = Graph::new();
    for quad in store.quads_for_pattern(None, None, None, Some(name.into())) {
        graph.insert(&Triple::from(quad?));
    }
    Ok(graph)
}
