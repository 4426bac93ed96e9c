//! Validation reports, section 3 of SHACL.

use std::fmt::Write as _;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use super::path::Path;
use crate::rdf::iri;
use crate::rdf::vocabulary::{rdf, sh};

/// One thing that breaks a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidationResult {
    /// The node that breaks it.
    pub focus: Term,
    /// The path to the values, for a property shape (or the property that a closed shape does not allow).
    pub path: Option<Path>,
    /// The value, where one value breaks it.
    pub value: Option<Term>,
    /// The constraint component: `MinCount`, `Datatype`, …, without `ConstraintComponent`.
    pub component: &'static str,
    /// The shape as the shapes graph names it, which may be a blank node.
    pub shape: Term,
    /// The shape's own IRI, or one made from the shape above it and the path, the same at each reading.
    pub shape_name: NamedNode,
    /// `sh:Violation`, `sh:Warning`, `sh:Info` or another.
    pub severity: NamedNode,
    /// The shape's `sh:message`s, else one sentence in English.
    pub messages: Vec<Literal>,
    /// The greatest number of values that are allowed, for `MaxCount`.
    pub most: Option<u64>,
}

impl ValidationResult {
    /// Whether the result is of severity `sh:Violation`.
    #[must_use]
    pub fn is_violation(&self) -> bool {
        self.severity == sh::VIOLATION
    }

    /// What makes two results one: everything but the messages.
    fn key(&self) -> [String; 5] {
        let shown = |part: Option<String>| part.unwrap_or_default();
        [
            self.focus.to_string(),
            shown(self.path.as_ref().map(ToString::to_string)),
            shown(self.value.as_ref().map(ToString::to_string)),
            self.component.to_owned(),
            self.shape_name.as_str().to_owned(),
        ]
    }

    /// The node that stands for the result.
    #[must_use]
    pub fn node(&self) -> NamedNode {
        let key = self.key();
        iri::minted("result", &[&key[0], &key[1], &key[2], &key[3], &key[4]])
    }

    /// The result as RDF.
    pub(crate) fn describe(&self, triples: &mut Vec<Triple>) {
        let node = self.node();
        let component =
            NamedNode::new_unchecked(format!("{}{}ConstraintComponent", sh::NAMESPACE, self.component));
        let mut said: Vec<(NamedNodeRef<'_>, Term)> = vec![
            (rdf::TYPE, sh::VALIDATION_RESULT.into_owned().into()),
            (sh::FOCUS_NODE, self.focus.clone()),
            (sh::RESULT_SEVERITY, self.severity.clone().into()),
            (sh::SOURCE_SHAPE, self.shape_name.clone().into()),
            (sh::SOURCE_CONSTRAINT_COMPONENT, component.into()),
        ];
        if let Some(value) = &self.value {
            said.push((sh::VALUE, value.clone()));
        }
        if let Some(path) = &self.path {
            let path = path.describe(triples);
            said.push((sh::RESULT_PATH, path));
        }
        for message in &self.messages {
            said.push((sh::RESULT_MESSAGE, message.clone().into()));
        }
        for (predicate, object) in said {
            triples.push(Triple::new(node.clone(), predicate.into_owned(), object));
        }
    }

    /// One line for people.
    #[must_use]
    pub fn line(&self) -> String {
        let mut line = format!(
            "{}: {}",
            self.severity
                .as_str()
                .rsplit(['#', '/'])
                .next()
                .unwrap_or_default(),
            self.focus
        );
        if let Some(path) = &self.path {
            let _ = write!(line, " {path}");
        }
        if let Some(value) = &self.value {
            let _ = write!(line, " {value}");
        }
        let messages: Vec<&str> = self.messages.iter().map(Literal::value).collect();
        let _ = write!(
            line,
            ": {} ({}, {})",
            messages.join(" / "),
            self.component,
            self.shape_name
        );
        line
    }
}

/// What a graph breaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ValidationReport {
    /// In order of focus node, path, value, component and shape.
    pub results: Vec<ValidationResult>,
}

impl ValidationReport {
    /// Whether nothing is broken.
    #[must_use]
    pub fn conforms(&self) -> bool {
        self.results.is_empty()
    }

    pub(super) fn sort(&mut self) {
        self.results.sort_by_cached_key(ValidationResult::key);
    }

    /// Takes in the results of another report that are not here yet.
    pub(crate) fn merge(&mut self, other: Self) {
        self.results.extend(other.results);
        self.sort();
        self.results.dedup_by_key(|result| result.key());
    }

    /// The report as RDF, an `sh:ValidationReport` named by its content. There are no blank nodes.
    #[must_use]
    pub fn to_rdf(&self) -> Vec<Triple> {
        let nodes: Vec<NamedNode> = self.results.iter().map(ValidationResult::node).collect();
        let key: Vec<&str> = nodes.iter().map(NamedNode::as_str).collect();
        self.describe(&iri::minted("report", &key))
    }

    /// The report under a name.
    pub(crate) fn describe(&self, node: &NamedNode) -> Vec<Triple> {
        let conforms = Literal::new_typed_literal(self.conforms().to_string(), xsd::BOOLEAN);
        let mut triples = vec![
            Triple::new(node.clone(), rdf::TYPE, sh::VALIDATION_REPORT),
            Triple::new(node.clone(), sh::CONFORMS, conforms),
        ];
        for result in &self.results {
            triples.push(Triple::new(node.clone(), sh::RESULT, result.node()));
            result.describe(&mut triples);
        }
        let mut seen = std::collections::HashSet::new();
        triples.retain(|triple| seen.insert(triple.clone()));
        triples
    }
}
