//! SHACL, as far as the shapes in `ontologies/shapes.ttl` need it.
//!
//! Node shapes with `sh:targetClass` and property shapes whose path is one property, with cardinality, datatype, class, node
//! kind, length and range. A shape that asks for more is refused when it is read, never passed over.

use std::cmp::Ordering;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef, Triple};
use oxigraph::store::Store;

use crate::error::GraphError;
use crate::knowledge::Knowledge;
use crate::rdf::vocabulary::{rdf, sh};

/// One thing that breaks a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The node that breaks it.
    pub focus: String,
    /// The property, as IRI.
    pub path: String,
    /// The constraint, as local name in the SHACL vocabulary: `minCount`, `datatype`, …
    pub constraint: &'static str,
    /// The value, where one value breaks it.
    pub value: Option<String>,
}

/// Shapes, read and understood.
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    shapes: Vec<(NamedNode, Vec<Property>)>,
}

#[derive(Debug, Clone)]
struct Property {
    path: NamedNode,
    constraints: Vec<Constraint>,
}

#[derive(Debug, Clone)]
enum Constraint {
    MinCount(usize),
    MaxCount(usize),
    Datatype(NamedNode),
    Class(NamedNode),
    NodeKind(NamedNode),
    MinLength(usize),
    MinInclusive(f64),
    MaxInclusive(f64),
}

fn refused(what: impl std::fmt::Display) -> GraphError {
    GraphError::Query(format!("the shapes cannot be used: {what}"))
}

impl Shapes {
    /// Reads shapes in Turtle.
    ///
    /// # Errors
    /// Where the Turtle is wrong, or a property shape says what is not understood here.
    pub fn from_turtle(text: &str) -> Result<Self, GraphError> {
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes());
        let graph: Graph = quads
            .map(|quad| quad.map(Triple::from).map_err(refused))
            .collect::<Result<Vec<Triple>, _>>()?
            .into_iter()
            .collect();
        let mut shapes = Vec::new();
        for triple in graph.triples_for_predicate(sh::TARGET_CLASS) {
            let TermRef::NamedNode(class) = triple.object else { return Err(refused("a target class without IRI")) };
            let mut properties = Vec::new();
            for property in graph.objects_for_subject_predicate(triple.subject, sh::PROPERTY) {
                let node = match property {
                    TermRef::NamedNode(node) => NamedOrBlankNodeRef::from(node),
                    TermRef::BlankNode(node) => NamedOrBlankNodeRef::from(node),
                    _ => return Err(refused("a property shape that is a literal")),
                };
                properties.push(Property::read(&graph, node)?);
            }
            shapes.push((class.into_owned(), properties));
        }
        shapes.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()));
        Ok(Self { shapes })
    }

    /// What in `data` breaks the shapes, by node.
    #[must_use]
    pub fn validate(&self, data: &Graph) -> Vec<Violation> {
        let mut found = Vec::new();
        for (class, properties) in &self.shapes {
            for focus in data.subjects_for_predicate_object(rdf::TYPE, class) {
                for property in properties {
                    property.check(data, focus, &mut found);
                }
            }
        }
        found.sort_by(|a, b| (&a.focus, &a.path, a.constraint).cmp(&(&b.focus, &b.path, b.constraint)));
        found
    }
}

impl Property {
    fn read(graph: &Graph, node: NamedOrBlankNodeRef<'_>) -> Result<Self, GraphError> {
        let mut path = None;
        let mut constraints = Vec::new();
        for triple in graph.triples_for_subject(node) {
            let name = triple.predicate.as_str().strip_prefix(sh::NAMESPACE).unwrap_or_default();
            let object = triple.object;
            constraints.push(match name {
                "path" => {
                    path = Some(iri(object)?);
                    continue;
                }
                "name" | "description" | "message" => continue,
                "minCount" => Constraint::MinCount(number(object)? as usize),
                "maxCount" => Constraint::MaxCount(number(object)? as usize),
                "datatype" => Constraint::Datatype(iri(object)?),
                "class" => Constraint::Class(iri(object)?),
                "nodeKind" => Constraint::NodeKind(iri(object)?),
                "minLength" => Constraint::MinLength(number(object)? as usize),
                "minInclusive" => Constraint::MinInclusive(number(object)?),
                "maxInclusive" => Constraint::MaxInclusive(number(object)?),
                _ => return Err(refused(format!("{} is not understood", triple.predicate))),
            });
        }
        let path = path.ok_or_else(|| refused("a property shape without path"))?;
        Ok(Self { path, constraints })
    }

    fn check(&self, data: &Graph, focus: NamedOrBlankNodeRef<'_>, found: &mut Vec<Violation>) {
        let values: Vec<TermRef<'_>> = data.objects_for_subject_predicate(focus, &self.path).collect();
        let mut report = |constraint, value: Option<TermRef<'_>>| {
            found.push(Violation {
                focus: focus.to_string(),
                path: self.path.as_str().to_owned(),
                constraint,
                value: value.map(|v| v.to_string()),
            });
        };
        for constraint in &self.constraints {
            match constraint {
                Constraint::MinCount(count) if values.len() < *count => report("minCount", None),
                Constraint::MaxCount(count) if values.len() > *count => report("maxCount", None),
                _ => {
                    for value in values.iter().filter(|value| !constraint.holds(data, **value)) {
                        report(constraint.name(), Some(*value));
                    }
                }
            }
        }
    }
}

impl Constraint {
    const fn name(&self) -> &'static str {
        match self {
            Self::MinCount(_) => "minCount",
            Self::MaxCount(_) => "maxCount",
            Self::Datatype(_) => "datatype",
            Self::Class(_) => "class",
            Self::NodeKind(_) => "nodeKind",
            Self::MinLength(_) => "minLength",
            Self::MinInclusive(_) => "minInclusive",
            Self::MaxInclusive(_) => "maxInclusive",
        }
    }

    fn holds(&self, data: &Graph, value: TermRef<'_>) -> bool {
        match self {
            Self::MinCount(_) | Self::MaxCount(_) => true,
            Self::Datatype(datatype) => matches!(value, TermRef::Literal(l) if l.datatype() == datatype.as_ref()),
            Self::Class(class) => match value {
                TermRef::NamedNode(node) => has_class(data, node.into(), class),
                TermRef::BlankNode(node) => has_class(data, node.into(), class),
                _ => false,
            },
            Self::NodeKind(kind) => match value {
                TermRef::NamedNode(_) => *kind == sh::IRI,
                TermRef::Literal(_) => *kind == sh::LITERAL,
                _ => false,
            },
            Self::MinLength(length) => matches!(value, TermRef::Literal(l) if l.value().chars().count() >= *length),
            Self::MinInclusive(bound) => compare(value, *bound).is_some_and(Ordering::is_ge),
            Self::MaxInclusive(bound) => compare(value, *bound).is_some_and(Ordering::is_le),
        }
    }
}

fn has_class(data: &Graph, node: NamedOrBlankNodeRef<'_>, class: &NamedNode) -> bool {
    data.objects_for_subject_predicate(node, rdf::TYPE).any(|t| t == TermRef::from(class.as_ref()))
}

fn compare(value: TermRef<'_>, bound: f64) -> Option<Ordering> {
    match value {
        TermRef::Literal(literal) => literal.value().parse::<f64>().ok()?.partial_cmp(&bound),
        _ => None,
    }
}

fn iri(term: TermRef<'_>) -> Result<NamedNode, GraphError> {
    match term {
        TermRef::NamedNode(node) => Ok(node.into_owned()),
        other => Err(refused(format!("{other} is not an IRI"))),
    }
}

fn number(term: TermRef<'_>) -> Result<f64, GraphError> {
    match term {
        TermRef::Literal(literal) => literal.value().parse().map_err(|_| refused(format!("{literal} is not a number"))),
        other => Err(refused(format!("{other} is not a number"))),
    }
}

impl Knowledge {
    /// What in the documents' graphs breaks the shapes, document by document.
    ///
    /// # Errors
    /// What the store said.
    pub fn validate(&self, shapes: &Shapes) -> Result<Vec<Violation>, GraphError> {
        let mut found = Vec::new();
        for document in self.snapshot().documents() {
            found.extend(shapes.validate(&graph(self.store(), &document.iri)?));
        }
        Ok(found)
    }
}

fn graph(store: &Store, name: &str) -> Result<Graph, GraphError> {
    let name = NamedNodeRef::new_unchecked(name);
    let mut graph = Graph::new();
    for quad in store.quads_for_pattern(None, None, None, Some(name.into())) {
        graph.insert(&Triple::from(quad?));
    }
    Ok(graph)
}
