//! Holding a graph against shapes.

use std::collections::{BTreeMap, HashSet};

use oxigraph::model::{Graph, Literal, LiteralRef, NamedNodeRef, TermRef};

use super::classes::resource;
use super::constraint::{Bound, Constraint, ShapeId};
use super::data::Data;
use super::path::Path;
use super::report::{ValidationReport, ValidationResult};
use super::shape::{Shape, Shapes, Target};
use super::value::{compare, is_well_formed};
use crate::rdf::triples::Triples;
use crate::rdf::vocabulary::sh;

/// Shapes that refer to shapes deeper than this are taken to hold.
const DEEPEST: usize = 64;

impl Shapes {
    /// What in `data` breaks the shapes.
    #[must_use]
    pub fn validate(&self, data: &Graph) -> ValidationReport {
        let triples: Triples = data.iter().collect();
        self.validate_triples(&Data::new(&triples, None))
    }

    /// The same of triples that stand in no graph yet.
    pub(crate) fn validate_triples(&self, data: &Data<'_>) -> ValidationReport {
        let validation = Validation { shapes: self, data };
        let mut report = ValidationReport::default();
        for shape in self.with_targets() {
            let mut seen = HashSet::new();
            for focus in validation.focus_nodes(self.get(shape)) {
                if seen.insert(focus) {
                    validation.check(shape, focus, &mut Vec::new(), &mut report.results);
                }
            }
        }
        report.sort();
        report
    }
}

struct Validation<'d> {
    shapes: &'d Shapes,
    data: &'d Data<'d>,
}

/// The shapes that are being asked, with the node that each is asked about.
type Asked<'d> = Vec<(ShapeId, TermRef<'d>)>;

/// What one value node, or all together, breaks.
struct Finding<'d> {
    path: Option<Path>,
    value: Option<TermRef<'d>>,
    component: &'static str,
}

impl<'d> Validation<'d> {
    fn focus_nodes(&self, shape: &'d Shape) -> Vec<TermRef<'d>> {
        let mut found = Vec::new();
        for target in &shape.targets {
            match target {
                Target::Node(node) => found.push(node.as_ref()),
                Target::Class(class) => {
                    found.extend(self.shapes.classes().instances(self.data, class.as_ref()));
                }
                Target::SubjectsOf(property) => {
                    let triples = self.data.triples_for_predicate(property.as_ref());
                    found.extend(triples.map(|t| TermRef::from(t.subject)));
                }
                Target::ObjectsOf(property) => {
                    found.extend(
                        self.data
                            .triples_for_predicate(property.as_ref())
                            .map(|t| t.object),
                    );
                }
            }
        }
        found
    }

    /// Adds what `focus` breaks of the shape.
    fn check(
        &self,
        id: ShapeId,
        focus: TermRef<'d>,
        asked: &mut Asked<'d>,
        results: &mut Vec<ValidationResult>,
    ) {
        let shape = self.shapes.get(id);
        if shape.deactivated || asked.len() > DEEPEST || asked.contains(&(id, focus)) {
            return;
        }
        asked.push((id, focus));
        let values = match &shape.path {
            Some(path) => path.values(self.data, focus),
            None => vec![focus],
        };
        for constraint in &shape.constraints {
            if let Constraint::Property(property) = constraint {
                for value in &values {
                    self.check(*property, *value, asked, results);
                }
                continue;
            }
            for finding in self.broken(shape, constraint, focus, &values, asked) {
                results.push(result(shape, constraint, focus, finding));
            }
        }
        asked.pop();
    }

    fn conforms(&self, id: ShapeId, node: TermRef<'d>, asked: &mut Asked<'d>) -> bool {
        let mut results = Vec::new();
        self.check(id, node, asked, &mut results);
        results.is_empty()
    }

    fn broken(
        &self,
        shape: &Shape,
        constraint: &Constraint,
        focus: TermRef<'d>,
        values: &[TermRef<'d>],
        asked: &mut Asked<'d>,
    ) -> Vec<Finding<'d>> {
        let component = constraint.component();
        let path = || shape.path.clone();
        let whole = |component| Finding {
            path: path(),
            value: None,
            component,
        };
        let of_value = |value: TermRef<'d>| Finding {
            path: path(),
            value: Some(value),
            component,
        };
        let count = values.len() as u64;
        match constraint {
            Constraint::MinCount(least) => when(count < *least, || whole(component)),
            Constraint::MaxCount(most) => when(count > *most, || whole(component)),
            Constraint::HasValue(value) => when(!values.contains(&value.as_ref()), || whole(component)),
            Constraint::UniqueLang => {
                let repeated = repeated_languages(values);
                (0..repeated).map(|_| whole(component)).collect()
            }
            Constraint::Equals(property) => {
                let others = self.objects(focus, property.as_ref());
                let missing = others.iter().filter(|o| !values.contains(o));
                let extra = values.iter().filter(|v| !others.contains(v));
                extra.chain(missing).map(|v| of_value(*v)).collect()
            }
            Constraint::Disjoint(property) => {
                let others = self.objects(focus, property.as_ref());
                let shared = values.iter().filter(|v| others.contains(v));
                shared.map(|v| of_value(*v)).collect()
            }
            Constraint::LessThan { property, or_equal } => {
                let others = self.objects(focus, property.as_ref());
                let pairs = values.iter().flat_map(|v| others.iter().map(move |o| (*v, *o)));
                pairs
                    .filter(|(v, o)| !is_less(*v, *o, *or_equal))
                    .map(|(v, _)| of_value(v))
                    .collect()
            }
            Constraint::Qualified {
                shape: qualified,
                min,
                max,
                siblings,
            } => {
                let mut counted = 0;
                for value in values {
                    let fits = self.conforms(*qualified, *value, asked)
                        && !siblings.iter().any(|s| self.conforms(*s, *value, asked));
                    counted += u64::from(fits);
                }
                let mut found = when(min.is_some_and(|min| counted < min), || {
                    whole("QualifiedMinCount")
                });
                if max.is_some_and(|max| counted > max) {
                    found.push(whole("QualifiedMaxCount"));
                }
                found
            }
            Constraint::Closed(allowed) => {
                let of_node = |value: &TermRef<'d>| {
                    let subject = resource(*value);
                    subject.into_iter().flat_map(|s| self.data.triples_for_subject(s))
                };
                values
                    .iter()
                    .flat_map(of_node)
                    .filter(|t| !allowed.iter().any(|a| a.as_ref() == t.predicate))
                    .map(|t| Finding {
                        path: Some(Path::Predicate(t.predicate.into_owned())),
                        value: Some(t.object),
                        component,
                    })
                    .collect()
            }
            _ => {
                let mut found = Vec::new();
                for value in values {
                    if !self.holds(constraint, *value, asked) {
                        found.push(of_value(*value));
                    }
                }
                found
            }
        }
    }

    fn objects(&self, focus: TermRef<'d>, property: NamedNodeRef<'_>) -> Vec<TermRef<'d>> {
        match resource(focus) {
            Some(subject) => self.data.objects(subject, property).collect(),
            None => Vec::new(),
        }
    }

    /// Whether one value node keeps to a constraint that looks at one value node alone.
    fn holds(&self, constraint: &Constraint, value: TermRef<'d>, asked: &mut Asked<'d>) -> bool {
        match constraint {
            Constraint::Class(class) => self
                .shapes
                .classes()
                .is_instance(self.data, value, class.as_ref()),
            Constraint::Datatype(datatype) => {
                literal(value).is_some_and(|l| l.datatype() == datatype.as_ref() && is_well_formed(l))
            }
            Constraint::NodeKind(kind) => is_of_kind(value, kind.as_ref()),
            Constraint::Range(bound, limit) => literal(value)
                .and_then(|l| compare(l, limit.as_ref()))
                .is_some_and(|order| match bound {
                    Bound::MinExclusive => order.is_gt(),
                    Bound::MinInclusive => order.is_ge(),
                    Bound::MaxExclusive => order.is_lt(),
                    Bound::MaxInclusive => order.is_le(),
                }),
            Constraint::MinLength(least) => text(value).is_some_and(|t| t.chars().count() as u64 >= *least),
            Constraint::MaxLength(most) => text(value).is_some_and(|t| t.chars().count() as u64 <= *most),
            Constraint::Pattern(pattern) => text(value).is_some_and(|t| pattern.is_match(t)),
            Constraint::LanguageIn(ranges) => literal(value)
                .and_then(|l| l.language())
                .is_some_and(|tag| ranges.iter().any(|range| matches_language(tag, range))),
            Constraint::Not(shape) => !self.conforms(*shape, value, asked),
            Constraint::And(shapes) => shapes.iter().all(|s| self.conforms(*s, value, asked)),
            Constraint::Or(shapes) => shapes.iter().any(|s| self.conforms(*s, value, asked)),
            Constraint::Xone(shapes) => {
                shapes.iter().filter(|s| self.conforms(**s, value, asked)).count() == 1
            }
            Constraint::Node(shape) => self.conforms(*shape, value, asked),
            Constraint::In(values) => values.iter().any(|v| v.as_ref() == value),
            _ => true,
        }
    }
}

fn when<'d>(broken: bool, finding: impl FnOnce() -> Finding<'d>) -> Vec<Finding<'d>> {
    if broken { vec![finding()] } else { Vec::new() }
}

fn result(
    shape: &Shape,
    constraint: &Constraint,
    focus: TermRef<'_>,
    finding: Finding<'_>,
) -> ValidationResult {
    let messages = if shape.messages.is_empty() {
        vec![Literal::from(format!("must {}", constraint.wants()))]
    } else {
        shape.messages.clone()
    };
    ValidationResult {
        focus: focus.into_owned(),
        path: finding.path,
        value: finding.value.map(TermRef::into_owned),
        component: finding.component,
        shape: shape.node.clone(),
        shape_name: shape.name.clone(),
        severity: shape.severity.clone(),
        messages,
        most: match constraint {
            Constraint::MaxCount(most) => Some(*most),
            _ => None,
        },
    }
}

fn literal(term: TermRef<'_>) -> Option<LiteralRef<'_>> {
    match term {
        TermRef::Literal(literal) => Some(literal),
        _ => None,
    }
}

/// What SPARQL's `str()` gives; none for blank nodes and triple terms.
fn text(term: TermRef<'_>) -> Option<&str> {
    match term {
        TermRef::NamedNode(node) => Some(node.as_str()),
        TermRef::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

fn is_of_kind(term: TermRef<'_>, kind: NamedNodeRef<'_>) -> bool {
    let allowed = match term {
        TermRef::NamedNode(_) => [sh::IRI, sh::BLANK_NODE_OR_IRI, sh::IRI_OR_LITERAL],
        TermRef::BlankNode(_) => [sh::BLANK_NODE, sh::BLANK_NODE_OR_IRI, sh::BLANK_NODE_OR_LITERAL],
        TermRef::Literal(_) => [sh::LITERAL, sh::BLANK_NODE_OR_LITERAL, sh::IRI_OR_LITERAL],
        _ => return false,
    };
    allowed.contains(&kind)
}

fn is_less(a: TermRef<'_>, b: TermRef<'_>, or_equal: bool) -> bool {
    let order = literal(a).zip(literal(b)).and_then(|(a, b)| compare(a, b));
    order.is_some_and(|o| o.is_lt() || or_equal && o.is_eq())
}

/// How many languages have more than one value.
fn repeated_languages(values: &[TermRef<'_>]) -> usize {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for tag in values.iter().filter_map(|v| literal(*v)?.language()) {
        *counts.entry(tag.to_lowercase()).or_insert(0) += 1;
    }
    counts.values().filter(|count| **count > 1).count()
}

/// SPARQL's `langMatches` without the wildcard.
fn matches_language(tag: &str, range: &str) -> bool {
    let (tag, range) = (tag.to_lowercase(), range.to_lowercase());
    tag == range || tag.strip_prefix(&range).is_some_and(|rest| rest.starts_with('-'))
}
