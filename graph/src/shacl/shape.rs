//! Shapes, read out of a shapes graph.

use std::collections::{BTreeSet, HashMap};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Graph, Literal, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple};
use regex::RegexBuilder;

use super::classes::{Classes, resource};
use super::constraint::{Bound, Constraint, ShapeId};
use super::data::Data;
use super::path::Path;
use crate::error::GraphError;
use crate::rdf::iri;
use crate::rdf::triples::Triples;
use crate::rdf::vocabulary::{owl, rdf, rdfs, sh};

/// A list longer than this is damage.
const LONGEST_LIST: usize = 100_000;

/// Shapes within shapes deeper than this are refused.
const DEEPEST: usize = 256;

/// Memory for one compiled pattern, in bytes.
const PATTERN_MEMORY: usize = 1 << 20;

pub(super) fn refused(what: impl std::fmt::Display) -> GraphError {
    GraphError::Query(format!("the shapes cannot be used: {what}"))
}

/// How a shape chooses its focus nodes.
#[derive(Debug, Clone)]
pub(super) enum Target {
    Node(Term),
    Class(Term),
    SubjectsOf(NamedNode),
    ObjectsOf(NamedNode),
}

/// A node shape, or a property shape where there is a path.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) node: Term,
    pub(super) name: NamedNode,
    pub(super) path: Option<Path>,
    pub(super) targets: Vec<Target>,
    pub(super) severity: NamedNode,
    pub(super) messages: Vec<Literal>,
    pub(super) deactivated: bool,
    pub(super) constraints: Vec<Constraint>,
}

/// Shapes, read and understood.
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    shapes: Vec<Shape>,
    roots: Vec<ShapeId>,
    classes: Classes,
}

impl Shapes {
    /// Reads shapes in Turtle; subclass axioms beside them hold for every graph that is validated.
    ///
    /// # Errors
    /// Where the Turtle or a shape is wrong.
    pub fn from_turtle(text: &str) -> Result<Self, GraphError> {
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes());
        let triples: Vec<Triple> = quads
            .map(|quad| quad.map(Triple::from).map_err(refused))
            .collect::<Result<_, _>>()?;
        Self::from_graph(&triples.into_iter().collect())
    }

    /// Reads the shapes of a shapes graph.
    ///
    /// # Errors
    /// Where a shape is wrong.
    pub fn from_graph(graph: &Graph) -> Result<Self, GraphError> {
        let triples: Triples = graph.iter().collect();
        let data = Data::new(&triples, None);
        let mut reader = Reader {
            graph,
            data: &data,
            shapes: Vec::new(),
            numbers: HashMap::new(),
        };
        let mut roots = Vec::new();
        for node in with_targets(graph, &data) {
            let name = match &node {
                Term::NamedNode(node) => node.clone(),
                other => iri::minted("shape", &[&other.to_string()]),
            };
            roots.push(reader.shape(node.as_ref(), name, 0)?);
        }
        let shapes = reader
            .shapes
            .into_iter()
            .collect::<Option<Vec<Shape>>>()
            .ok_or_else(|| refused("a shape that was begun was not read"))?;
        Ok(Self {
            shapes,
            roots,
            classes: Classes::new(graph),
        })
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// IRIs of the named shapes that have targets, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.roots.iter().map(|id| self.get(*id).name.as_str())
    }

    pub(super) fn with_targets(&self) -> impl Iterator<Item = ShapeId> {
        self.roots.iter().copied()
    }

    pub(super) fn get(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0]
    }

    pub(crate) fn classes(&self) -> &Classes {
        &self.classes
    }
}

/// Every node with a target, and every class that is a shape, in order.
fn with_targets(graph: &Graph, data: &Data<'_>) -> Vec<Term> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut nodes = Vec::new();
    let mut take = |node: NamedOrBlankNodeRef<'_>| {
        if found.insert(node.to_string()) {
            nodes.push(Term::from(node.into_owned()));
        }
    };
    for target in [
        sh::TARGET_CLASS,
        sh::TARGET_NODE,
        sh::TARGET_SUBJECTS_OF,
        sh::TARGET_OBJECTS_OF,
    ] {
        graph.triples_for_predicate(target).for_each(|t| take(t.subject));
    }
    for kind in [sh::NODE_SHAPE, sh::PROPERTY_SHAPE] {
        for shape in graph.subjects_for_predicate_object(rdf::TYPE, kind) {
            if is_class(data, shape) {
                take(shape);
            }
        }
    }
    nodes.sort_by_key(ToString::to_string);
    nodes
}

fn is_class(data: &Data<'_>, node: NamedOrBlankNodeRef<'_>) -> bool {
    let classes = Classes::default();
    [rdfs::CLASS, owl::CLASS]
        .iter()
        .any(|class| classes.is_instance(data, node.into(), (*class).into()))
}

/// The members of an RDF list.
pub(super) fn list(graph: &Graph, head: TermRef<'_>) -> Result<Vec<Term>, GraphError> {
    let mut members = Vec::new();
    let mut at = head.into_owned();
    while at.as_ref() != TermRef::from(rdf::NIL) {
        let node = resource(at.as_ref()).ok_or_else(|| refused(format!("{at} is no list")))?;
        let first = graph.object_for_subject_predicate(node, rdf::FIRST);
        let rest = graph.object_for_subject_predicate(node, rdf::REST);
        let (Some(first), Some(rest)) = (first, rest) else {
            return Err(refused(format!("{at} is no whole list")));
        };
        members.push(first.into_owned());
        if members.len() > LONGEST_LIST {
            return Err(refused("a list without an end"));
        }
        at = rest.into_owned();
    }
    Ok(members)
}

struct Reader<'g> {
    graph: &'g Graph,
    /// The same, for the questions that are asked of data.
    data: &'g Data<'g>,
    /// None while a shape is being read.
    shapes: Vec<Option<Shape>>,
    numbers: HashMap<Term, ShapeId>,
}

impl Reader<'_> {
    fn objects(&self, node: NamedOrBlankNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Vec<Term> {
        let mut found: Vec<Term> = self
            .graph
            .objects_for_subject_predicate(node, predicate)
            .map(TermRef::into_owned)
            .collect();
        found.sort_by_key(ToString::to_string);
        found
    }

    fn literal(&self, node: NamedOrBlankNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Option<Literal> {
        self.objects(node, predicate).into_iter().find_map(|o| match o {
            Term::Literal(literal) => Some(literal),
            _ => None,
        })
    }

    fn is_true(&self, node: NamedOrBlankNodeRef<'_>, predicate: NamedNodeRef<'_>) -> bool {
        self.literal(node, predicate)
            .is_some_and(|l| l.value() == "true" && l.datatype() == xsd::BOOLEAN)
    }

    fn count(
        &self,
        node: NamedOrBlankNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
    ) -> Result<Option<u64>, GraphError> {
        let Some(literal) = self.literal(node, predicate) else {
            return Ok(None);
        };
        let count = literal.value().parse();
        count
            .map(Some)
            .map_err(|_| refused(format!("{literal} is not a count")))
    }

    /// Reads a shape once, and gives its number.
    fn shape(&mut self, node: TermRef<'_>, name: NamedNode, depth: usize) -> Result<ShapeId, GraphError> {
        if let Some(id) = self.numbers.get(&node.into_owned()) {
            return Ok(*id);
        }
        if depth > DEEPEST {
            return Err(refused("shapes are nested too deeply"));
        }
        let Some(subject) = resource(node) else {
            return Err(refused(format!("{node} is no shape")));
        };
        let id = ShapeId(self.shapes.len());
        self.shapes.push(None);
        self.numbers.insert(node.into_owned(), id);
        let path = match self.graph.object_for_subject_predicate(subject, sh::PATH) {
            Some(path) => Some(Path::read(self.graph, path, 0)?),
            None => None,
        };
        let severity = self.objects(subject, sh::SEVERITY).into_iter().find_map(iri_of);
        let messages = self
            .objects(subject, sh::MESSAGE)
            .into_iter()
            .filter_map(|o| match o {
                Term::Literal(message) => Some(message),
                _ => None,
            });
        let shape = Shape {
            node: node.into_owned(),
            path,
            targets: self.targets(subject),
            severity: severity.unwrap_or_else(|| sh::VIOLATION.into_owned()),
            messages: messages.collect(),
            deactivated: self.is_true(subject, sh::DEACTIVATED),
            constraints: self.constraints(subject, &name, depth)?,
            name,
        };
        if let Some(slot) = self.shapes.get_mut(id.0) {
            *slot = Some(shape);
        }
        Ok(id)
    }

    /// A shape within another; a blank one is named by what it is within, so that its name is the same at each reading.
    fn inner(
        &mut self,
        node: &Term,
        above: &NamedNode,
        role: &str,
        depth: usize,
    ) -> Result<ShapeId, GraphError> {
        let name = match node {
            Term::NamedNode(node) => node.clone(),
            _ => {
                let path = resource(node.as_ref())
                    .and_then(|n| self.graph.object_for_subject_predicate(n, sh::PATH))
                    .map(|p| Path::read(self.graph, p, 0))
                    .transpose()?;
                let path = path.map(|p| p.to_string()).unwrap_or_default();
                iri::minted("shape", &[above.as_str(), role, &path])
            }
        };
        self.shape(node.as_ref(), name, depth + 1)
    }

    fn inner_list(
        &mut self,
        head: &Term,
        above: &NamedNode,
        role: &str,
        depth: usize,
    ) -> Result<Vec<ShapeId>, GraphError> {
        let members = list(self.graph, head.as_ref())?;
        let numbered = members.iter().enumerate();
        numbered
            .map(|(i, member)| self.inner(member, above, &format!("{role} {i}"), depth))
            .collect()
    }

    fn targets(&self, subject: NamedOrBlankNodeRef<'_>) -> Vec<Target> {
        let mut targets: Vec<Target> = Vec::new();
        targets.extend(
            self.objects(subject, sh::TARGET_NODE)
                .into_iter()
                .map(Target::Node),
        );
        targets.extend(
            self.objects(subject, sh::TARGET_CLASS)
                .into_iter()
                .map(Target::Class),
        );
        let properties = |predicate| self.objects(subject, predicate).into_iter().filter_map(iri_of);
        targets.extend(properties(sh::TARGET_SUBJECTS_OF).map(Target::SubjectsOf));
        targets.extend(properties(sh::TARGET_OBJECTS_OF).map(Target::ObjectsOf));
        let is_shape = [sh::NODE_SHAPE, sh::PROPERTY_SHAPE].iter().any(|kind| {
            self.graph
                .objects_for_subject_predicate(subject, rdf::TYPE)
                .any(|t| t == TermRef::from(*kind))
        });
        if is_shape && is_class(self.data, subject) {
            targets.push(Target::Class(subject.into_owned().into()));
        }
        targets
    }

    fn constraints(
        &mut self,
        subject: NamedOrBlankNodeRef<'_>,
        name: &NamedNode,
        depth: usize,
    ) -> Result<Vec<Constraint>, GraphError> {
        let mut found = self.plain(subject)?;
        for (predicate, role) in [(sh::NOT, "not"), (sh::NODE, "node"), (sh::PROPERTY, "property")] {
            for object in self.objects(subject, predicate) {
                let shape = self.inner(&object, name, role, depth)?;
                found.push(match role {
                    "not" => Constraint::Not(shape),
                    "node" => Constraint::Node(shape),
                    _ => Constraint::Property(shape),
                });
            }
        }
        for (predicate, role) in [(sh::AND, "and"), (sh::OR, "or"), (sh::XONE, "xone")] {
            for object in self.objects(subject, predicate) {
                let shapes = self.inner_list(&object, name, role, depth)?;
                found.push(match role {
                    "and" => Constraint::And(shapes),
                    "or" => Constraint::Or(shapes),
                    _ => Constraint::Xone(shapes),
                });
            }
        }
        self.qualified(subject, name, depth, &mut found)?;
        if self.is_true(subject, sh::CLOSED) {
            found.push(Constraint::Closed(self.allowed(subject)?));
        }
        Ok(found)
    }

    /// Constraints that refer to no other shape.
    fn plain(&self, subject: NamedOrBlankNodeRef<'_>) -> Result<Vec<Constraint>, GraphError> {
        let mut found = Vec::new();
        let wrong = |o: &Term, what: &str| refused(format!("{o} is not {what}"));
        let iri = |o: Term| iri_of(o.clone()).ok_or_else(|| wrong(&o, "an IRI"));
        for class in self.objects(subject, sh::CLASS) {
            found.push(Constraint::Class(class));
        }
        for datatype in self.objects(subject, sh::DATATYPE) {
            found.push(Constraint::Datatype(iri(datatype)?));
        }
        for kind in self.objects(subject, sh::NODE_KIND) {
            found.push(Constraint::NodeKind(iri(kind)?));
        }
        found.extend(self.count(subject, sh::MIN_COUNT)?.map(Constraint::MinCount));
        found.extend(self.count(subject, sh::MAX_COUNT)?.map(Constraint::MaxCount));
        found.extend(self.count(subject, sh::MIN_LENGTH)?.map(Constraint::MinLength));
        found.extend(self.count(subject, sh::MAX_LENGTH)?.map(Constraint::MaxLength));
        for (predicate, bound) in [
            (sh::MIN_EXCLUSIVE, Bound::MinExclusive),
            (sh::MIN_INCLUSIVE, Bound::MinInclusive),
            (sh::MAX_EXCLUSIVE, Bound::MaxExclusive),
            (sh::MAX_INCLUSIVE, Bound::MaxInclusive),
        ] {
            let limit = self.literal(subject, predicate);
            found.extend(limit.map(|limit| Constraint::Range(bound, limit)));
        }
        for pattern in self.objects(subject, sh::PATTERN) {
            let Term::Literal(pattern) = pattern else {
                return Err(wrong(&pattern, "a pattern"));
            };
            let flags = self.literal(subject, sh::FLAGS);
            let flags = flags.as_ref().map_or("", Literal::value);
            found.push(compiled(pattern.value(), flags)?);
        }
        for languages in self.objects(subject, sh::LANGUAGE_IN) {
            let members = list(self.graph, languages.as_ref())?
                .into_iter()
                .filter_map(|o| match o {
                    Term::Literal(tag) => Some(tag.value().to_owned()),
                    _ => None,
                });
            found.push(Constraint::LanguageIn(members.collect()));
        }
        if self.is_true(subject, sh::UNIQUE_LANG) {
            found.push(Constraint::UniqueLang);
        }
        for other in self.objects(subject, sh::EQUALS) {
            found.push(Constraint::Equals(iri(other)?));
        }
        for other in self.objects(subject, sh::DISJOINT) {
            found.push(Constraint::Disjoint(iri(other)?));
        }
        for (predicate, or_equal) in [(sh::LESS_THAN, false), (sh::LESS_THAN_OR_EQUALS, true)] {
            for other in self.objects(subject, predicate) {
                let property = iri(other)?;
                found.push(Constraint::LessThan { property, or_equal });
            }
        }
        for value in self.objects(subject, sh::HAS_VALUE) {
            found.push(Constraint::HasValue(value));
        }
        for values in self.objects(subject, sh::IN) {
            found.push(Constraint::In(list(self.graph, values.as_ref())?));
        }
        Ok(found)
    }

    fn qualified(
        &mut self,
        subject: NamedOrBlankNodeRef<'_>,
        name: &NamedNode,
        depth: usize,
        found: &mut Vec<Constraint>,
    ) -> Result<(), GraphError> {
        for object in self.objects(subject, sh::QUALIFIED_VALUE_SHAPE) {
            let shape = self.inner(&object, name, "qualified", depth)?;
            let mut siblings = Vec::new();
            if self.is_true(subject, sh::QUALIFIED_VALUE_SHAPES_DISJOINT) {
                let parents: Vec<Term> = self
                    .graph
                    .subjects_for_predicate_object(sh::PROPERTY, TermRef::from(subject))
                    .map(|p| TermRef::from(p).into_owned())
                    .collect();
                for parent in parents.iter().filter_map(|p| resource(p.as_ref())) {
                    for property in self.objects(parent, sh::PROPERTY) {
                        let Some(property) = resource(property.as_ref()).map(NamedOrBlankNodeRef::into_owned)
                        else {
                            continue;
                        };
                        for other in self.objects(property.as_ref(), sh::QUALIFIED_VALUE_SHAPE) {
                            if other != object {
                                siblings.push(self.inner(&other, name, "sibling", depth)?);
                            }
                        }
                    }
                }
            }
            siblings.sort_unstable();
            siblings.dedup();
            found.push(Constraint::Qualified {
                shape,
                min: self.count(subject, sh::QUALIFIED_MIN_COUNT)?,
                max: self.count(subject, sh::QUALIFIED_MAX_COUNT)?,
                siblings,
            });
        }
        Ok(())
    }

    /// The properties that a closed shape allows: those of its property shapes, and those that it ignores.
    fn allowed(&self, subject: NamedOrBlankNodeRef<'_>) -> Result<BTreeSet<NamedNode>, GraphError> {
        let mut allowed = BTreeSet::new();
        for property in self.objects(subject, sh::PROPERTY) {
            let path = resource(property.as_ref())
                .and_then(|p| self.graph.object_for_subject_predicate(p, sh::PATH));
            if let Some(TermRef::NamedNode(path)) = path {
                allowed.insert(path.into_owned());
            }
        }
        for ignored in self.objects(subject, sh::IGNORED_PROPERTIES) {
            allowed.extend(list(self.graph, ignored.as_ref())?.into_iter().filter_map(iri_of));
        }
        Ok(allowed)
    }
}

fn iri_of(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

/// A pattern with the flags of SPARQL's `REGEX`.
fn compiled(pattern: &str, flags: &str) -> Result<Constraint, GraphError> {
    let literal;
    let text = if flags.contains('q') {
        literal = regex::escape(pattern);
        &literal
    } else {
        pattern
    };
    let pattern = RegexBuilder::new(text)
        .case_insensitive(flags.contains('i'))
        .dot_matches_new_line(flags.contains('s'))
        .multi_line(flags.contains('m'))
        .ignore_whitespace(flags.contains('x'))
        .size_limit(PATTERN_MEMORY)
        .build()
        .map_err(refused)?;
    Ok(Constraint::Pattern(Box::new(pattern)))
}
