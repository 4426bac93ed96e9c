//! Property paths, section 2.3.1 of SHACL.

use std::collections::HashSet;
use std::fmt;

use oxigraph::model::{Graph, NamedNode, NamedOrBlankNode, NamedOrBlankNodeRef, Term, TermRef, Triple};

use super::classes::resource;
use super::data::Data;
use super::shape::{list, refused};
use crate::error::GraphError;
use crate::rdf::iri;
use crate::rdf::vocabulary::{rdf, sh};

/// Paths nested deeper than this are refused.
const DEEPEST: usize = 32;

/// A property path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Path {
    /// One property.
    Predicate(NamedNode),
    /// Against the direction.
    Inverse(Box<Self>),
    /// One after the other.
    Sequence(Vec<Self>),
    /// Any of them.
    Alternative(Vec<Self>),
    /// Any number of times, also none.
    ZeroOrMore(Box<Self>),
    /// Once or oftener.
    OneOrMore(Box<Self>),
    /// Once or not at all.
    ZeroOrOne(Box<Self>),
}

impl fmt::Display for Path {
    /// As SPARQL writes property paths.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[Self], by: &str| {
            f.write_str("(")?;
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    f.write_str(by)?;
                }
                write!(f, "{part}")?;
            }
            f.write_str(")")
        };
        match self {
            Self::Predicate(predicate) => write!(f, "{predicate}"),
            Self::Inverse(path) => write!(f, "^{path}"),
            Self::Sequence(parts) => joined(f, parts, "/"),
            Self::Alternative(parts) => joined(f, parts, "|"),
            Self::ZeroOrMore(path) => write!(f, "{path}*"),
            Self::OneOrMore(path) => write!(f, "{path}+"),
            Self::ZeroOrOne(path) => write!(f, "{path}?"),
        }
    }
}

impl Path {
    /// Reads the path that `node` stands for in a shapes graph.
    pub(super) fn read(graph: &Graph, node: TermRef<'_>, depth: usize) -> Result<Self, GraphError> {
        if depth > DEEPEST {
            return Err(refused("a path is nested too deeply"));
        }
        let node = match node {
            TermRef::NamedNode(predicate) if predicate == rdf::NIL => return Err(refused("an empty path")),
            TermRef::NamedNode(predicate) => return Ok(Self::Predicate(predicate.into_owned())),
            TermRef::BlankNode(node) => NamedOrBlankNodeRef::from(node),
            other => return Err(refused(format!("{other} is no path"))),
        };
        let parts = |head: TermRef<'_>| -> Result<Vec<Self>, GraphError> {
            let members = list(graph, head)?;
            let read: Result<Vec<Self>, _> = members
                .iter()
                .map(|member| Self::read(graph, member.as_ref(), depth + 1))
                .collect();
            read.and_then(|read| {
                if read.is_empty() {
                    Err(refused("an empty path"))
                } else {
                    Ok(read)
                }
            })
        };
        // A node that is a list is a sequence, whatever else is said of it.
        if graph.object_for_subject_predicate(node, rdf::FIRST).is_some() {
            return Ok(Self::Sequence(parts(node.into())?));
        }
        let inner = |predicate| graph.object_for_subject_predicate(node, predicate);
        let one = |object: TermRef<'_>| Self::read(graph, object, depth + 1).map(Box::new);
        if let Some(object) = inner(sh::INVERSE_PATH) {
            return Ok(Self::Inverse(one(object)?));
        }
        if let Some(object) = inner(sh::ALTERNATIVE_PATH) {
            return Ok(Self::Alternative(parts(object)?));
        }
        if let Some(object) = inner(sh::ZERO_OR_MORE_PATH) {
            return Ok(Self::ZeroOrMore(one(object)?));
        }
        if let Some(object) = inner(sh::ONE_OR_MORE_PATH) {
            return Ok(Self::OneOrMore(one(object)?));
        }
        if let Some(object) = inner(sh::ZERO_OR_ONE_PATH) {
            return Ok(Self::ZeroOrOne(one(object)?));
        }
        Err(refused(format!("{node} is no path")))
    }

    /// The nodes that the path leads to from `focus`, each once.
    pub(super) fn values<'d>(&self, data: &Data<'d>, focus: TermRef<'d>) -> Vec<TermRef<'d>> {
        let mut seen = HashSet::new();
        let mut found = self.follow(data, focus, false);
        found.retain(|term| seen.insert(*term));
        found
    }

    /// Where the path leads, with repetitions; against its direction where `inverse`.
    fn follow<'d>(&self, data: &Data<'d>, from: TermRef<'d>, inverse: bool) -> Vec<TermRef<'d>> {
        match self {
            Self::Predicate(predicate) if inverse => data
                .subjects(predicate.as_ref(), from)
                .map(TermRef::from)
                .collect(),
            Self::Predicate(predicate) => match resource(from) {
                Some(subject) => data.objects(subject, predicate.as_ref()).collect(),
                None => Vec::new(),
            },
            Self::Inverse(path) => path.follow(data, from, !inverse),
            Self::Sequence(parts) => {
                let mut at = vec![from];
                let step = |at: Vec<TermRef<'d>>, part: &Self| {
                    let mut seen = HashSet::new();
                    let mut next: Vec<TermRef<'d>> = Vec::new();
                    for node in at {
                        next.extend(part.follow(data, node, inverse));
                    }
                    next.retain(|node| seen.insert(*node));
                    next
                };
                if inverse {
                    at = parts.iter().rev().fold(at, step);
                } else {
                    at = parts.iter().fold(at, step);
                }
                at
            }
            Self::Alternative(parts) => parts
                .iter()
                .flat_map(|part| part.follow(data, from, inverse))
                .collect(),
            Self::ZeroOrMore(path) => path.closure(data, vec![from], inverse),
            Self::OneOrMore(path) => {
                let first = path.follow(data, from, inverse);
                path.closure(data, first, inverse)
            }
            Self::ZeroOrOne(path) => {
                let mut found = vec![from];
                found.extend(path.follow(data, from, inverse));
                found
            }
        }
    }

    fn closure<'d>(&self, data: &Data<'d>, start: Vec<TermRef<'d>>, inverse: bool) -> Vec<TermRef<'d>> {
        let mut seen: HashSet<TermRef<'d>> = HashSet::new();
        let mut waiting = start;
        let mut found = Vec::new();
        while let Some(node) = waiting.pop() {
            if seen.insert(node) {
                found.push(node);
                waiting.extend(self.follow(data, node, inverse));
            }
        }
        found
    }

    /// The node that stands for the path in a report, and the triples that say so. Nodes are named by what the path is.
    pub(super) fn describe(&self, triples: &mut Vec<Triple>) -> Term {
        let node = iri::minted("path", &[&self.to_string()]);
        let (predicate, inner) = match self {
            Self::Predicate(predicate) => return predicate.clone().into(),
            Self::Sequence(parts) => return describe_list(parts, triples),
            Self::Alternative(parts) => (sh::ALTERNATIVE_PATH, describe_list(parts, triples)),
            Self::Inverse(path) => (sh::INVERSE_PATH, path.describe(triples)),
            Self::ZeroOrMore(path) => (sh::ZERO_OR_MORE_PATH, path.describe(triples)),
            Self::OneOrMore(path) => (sh::ONE_OR_MORE_PATH, path.describe(triples)),
            Self::ZeroOrOne(path) => (sh::ZERO_OR_ONE_PATH, path.describe(triples)),
        };
        triples.push(Triple::new(node.clone(), predicate, inner));
        node.into()
    }
}

fn describe_list(parts: &[Path], triples: &mut Vec<Triple>) -> Term {
    let Some((first, rest)) = parts.split_first() else {
        return rdf::NIL.into_owned().into();
    };
    let key: Vec<String> = parts.iter().map(ToString::to_string).collect();
    let node = iri::minted("path", &["list", &key.join("/")]);
    let head = first.describe(triples);
    let tail = describe_list(rest, triples);
    let subject = NamedOrBlankNode::from(node.clone());
    triples.push(Triple::new(subject.clone(), rdf::FIRST, head));
    triples.push(Triple::new(subject, rdf::REST, tail));
    node.into()
}
