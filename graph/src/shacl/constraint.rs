//! Constraint components, section 4 of SHACL.

use std::collections::BTreeSet;

use oxigraph::model::{Literal, NamedNode, Term};
use regex::Regex;

/// Which shape among those that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ShapeId(pub(super) usize);

/// Which side a bound is on, and whether it belongs to what is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    MinExclusive,
    MinInclusive,
    MaxExclusive,
    MaxInclusive,
}

/// One thing that a shape asks of its value nodes.
#[derive(Debug, Clone)]
pub(super) enum Constraint {
    Class(Term),
    Datatype(NamedNode),
    NodeKind(NamedNode),
    MinCount(u64),
    MaxCount(u64),
    Range(Bound, Literal),
    MinLength(u64),
    MaxLength(u64),
    Pattern(Box<Regex>),
    LanguageIn(Vec<String>),
    UniqueLang,
    Equals(NamedNode),
    Disjoint(NamedNode),
    /// Less than the values of the property; or equal.
    LessThan {
        property: NamedNode,
        or_equal: bool,
    },
    Not(ShapeId),
    And(Vec<ShapeId>),
    Or(Vec<ShapeId>),
    Xone(Vec<ShapeId>),
    Node(ShapeId),
    Property(ShapeId),
    Qualified {
        shape: ShapeId,
        min: Option<u64>,
        max: Option<u64>,
        /// Shapes of the sibling properties that a counted value must not have.
        siblings: Vec<ShapeId>,
    },
    Closed(BTreeSet<NamedNode>),
    HasValue(Term),
    In(Vec<Term>),
}

impl Constraint {
    /// Local name of the component in the SHACL vocabulary, with `ConstraintComponent` left off.
    pub(super) const fn component(&self) -> &'static str {
        match self {
            Self::Class(_) => "Class",
            Self::Datatype(_) => "Datatype",
            Self::NodeKind(_) => "NodeKind",
            Self::MinCount(_) => "MinCount",
            Self::MaxCount(_) => "MaxCount",
            Self::Range(Bound::MinExclusive, _) => "MinExclusive",
            Self::Range(Bound::MinInclusive, _) => "MinInclusive",
            Self::Range(Bound::MaxExclusive, _) => "MaxExclusive",
            Self::Range(Bound::MaxInclusive, _) => "MaxInclusive",
            Self::MinLength(_) => "MinLength",
            Self::MaxLength(_) => "MaxLength",
            Self::Pattern(_) => "Pattern",
            Self::LanguageIn(_) => "LanguageIn",
            Self::UniqueLang => "UniqueLang",
            Self::Equals(_) => "Equals",
            Self::Disjoint(_) => "Disjoint",
            Self::LessThan { or_equal: false, .. } => "LessThan",
            Self::LessThan { or_equal: true, .. } => "LessThanOrEquals",
            Self::Not(_) => "Not",
            Self::And(_) => "And",
            Self::Or(_) => "Or",
            Self::Xone(_) => "Xone",
            Self::Node(_) => "Node",
            Self::Property(_) => "Property",
            Self::Qualified { .. } => "QualifiedMinCount",
            Self::Closed(_) => "Closed",
            Self::HasValue(_) => "HasValue",
            Self::In(_) => "In",
        }
    }

    /// What the constraint asks, as half a sentence for people.
    pub(super) fn wants(&self) -> String {
        match self {
            Self::Class(class) => format!("be an instance of {class}"),
            Self::Datatype(datatype) => format!("be a well-formed literal of {datatype}"),
            Self::NodeKind(kind) => format!("be of kind {kind}"),
            Self::MinCount(count) => format!("have at least {count} values"),
            Self::MaxCount(count) => format!("have at most {count} values"),
            Self::Range(Bound::MinExclusive, bound) => format!("be greater than {bound}"),
            Self::Range(Bound::MinInclusive, bound) => format!("be {bound} or greater"),
            Self::Range(Bound::MaxExclusive, bound) => format!("be less than {bound}"),
            Self::Range(Bound::MaxInclusive, bound) => format!("be {bound} or less"),
            Self::MinLength(length) => format!("have at least {length} characters"),
            Self::MaxLength(length) => format!("have at most {length} characters"),
            Self::Pattern(pattern) => format!("match {pattern}"),
            Self::LanguageIn(languages) => format!("be in one of the languages {}", languages.join(", ")),
            Self::UniqueLang => "have one value a language".to_owned(),
            Self::Equals(property) => format!("be the same as the values of {property}"),
            Self::Disjoint(property) => format!("not be among the values of {property}"),
            Self::LessThan { property, or_equal } => {
                let equal = if *or_equal { " or equal to" } else { "" };
                format!("be less than{equal} the values of {property}")
            }
            Self::Not(_) => "not conform to the shape under sh:not".to_owned(),
            Self::And(_) => "conform to every shape under sh:and".to_owned(),
            Self::Or(_) => "conform to a shape under sh:or".to_owned(),
            Self::Xone(_) => "conform to exactly one shape under sh:xone".to_owned(),
            Self::Node(_) => "conform to the shape under sh:node".to_owned(),
            Self::Property(_) => "conform to the property shape".to_owned(),
            Self::Qualified { min, max, .. } => match (min, max) {
                (Some(min), None) => format!("have at least {min} values of the qualified shape"),
                (None, Some(max)) => format!("have at most {max} values of the qualified shape"),
                _ => "have the asked number of values of the qualified shape".to_owned(),
            },
            Self::Closed(_) => "have no other properties than those of the closed shape".to_owned(),
            Self::HasValue(value) => format!("have the value {value}"),
            Self::In(values) => {
                let shown: Vec<String> = values.iter().take(8).map(ToString::to_string).collect();
                let more = if values.len() > 8 { ", …" } else { "" };
                format!("be one of {}{more}", shown.join(", "))
            }
        }
    }
}
