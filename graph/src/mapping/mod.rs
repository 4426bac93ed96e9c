//! Table mappings: what the columns of an organisation's tables mean, as it says itself in files of its own.
//!
//! ```turtle
//! [] a quarry:TableMapping ; quarry:header "決算數" , "결산액" , "Settled amount" ; quarry:property my:settledAmount .
//! [] a quarry:TableMapping ; quarry:header "主辦機關" ; quarry:property quarry:executedBy ; quarry:names quarry:Organization .
//! [] a quarry:TableMapping ; quarry:header "計畫名稱" ; quarry:names quarry:Event ; quarry:rowSubject true .
//! ```
//!
//! or the same in YAML ([`yaml`]). What stands under such a header is stated of the thing that the row is about, with the cell
//! as its evidence.

pub(crate) mod yaml;

use std::collections::BTreeMap;

use oxigraph::model::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use quarry_extract::EntityType;

use crate::name::normalise_name;
use crate::rdf::vocabulary::{quarry, rdf, rdfs};

/// What one kind of column means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Mapping {
    /// The property that its cells state; none for a column that only names things.
    pub(crate) property: Option<NamedNode>,
    /// Each of its cells names a thing of this type, whether the models find it or not.
    pub(crate) names: Option<EntityType>,
    /// Its cells name what their rows are about.
    pub(crate) row_subject: bool,
    /// What the property is called, in every language that the ontologies call it in.
    pub(crate) labels: Vec<String>,
}

/// What an organisation's table mapping says that a column states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMeaning {
    /// IRI of the property.
    pub property: String,
    /// Local name of a property of `ontologies/quarry.ttl`; none for one of the organisation's own.
    pub local: Option<String>,
    /// What it is called, in every language that the ontologies call it in.
    pub labels: Vec<String>,
}

/// Mappings by header, both as an organisation gives them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mappings {
    by_header: BTreeMap<String, Mapping>,
}

impl Mappings {
    /// The mappings in a graph, or a sentence that says which one is not whole.
    pub(crate) fn new(graph: &Graph) -> Result<Self, String> {
        let mut by_header: BTreeMap<String, Mapping> = BTreeMap::new();
        for node in graph.subjects_for_predicate_object(rdf::TYPE, quarry::TABLE_MAPPING) {
            let mapping = Mapping::new(graph, node)?;
            let mut some = false;
            for header in graph.objects_for_subject_predicate(node, quarry::HEADER) {
                let TermRef::Literal(header) = header else {
                    continue;
                };
                some = true;
                let key = normalise_name(header.value());
                let kept = by_header.entry(key).or_insert_with(|| mapping.clone());
                if *kept != mapping {
                    return Err(format!(
                        "the header {:?} is mapped in two different ways",
                        header.value()
                    ));
                }
            }
            if !some {
                return Err(format!("{} has no quarry:header", shown(node)));
            }
        }
        Ok(Self { by_header })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_header.is_empty()
    }

    /// What a column means: by all its headers together, else by the innermost.
    pub(crate) fn of(&self, header_path: &[String]) -> Option<&Mapping> {
        if self.by_header.is_empty() {
            return None;
        }
        let whole = self.by_header.get(&normalise_name(&header_path.join(" ")));
        whole.or_else(|| self.by_header.get(&normalise_name(header_path.last()?)))
    }
}

impl Mapping {
    /// What its cells state.
    pub(crate) fn meaning(&self) -> Option<ColumnMeaning> {
        let property = self.property.as_ref()?.as_str();
        Some(ColumnMeaning {
            local: property.strip_prefix(quarry::NAMESPACE).map(str::to_owned),
            property: property.to_owned(),
            labels: self.labels.clone(),
        })
    }

    fn new(graph: &Graph, node: NamedOrBlankNodeRef<'_>) -> Result<Self, String> {
        let of = |property: NamedNodeRef<'static>| -> Vec<TermRef<'_>> {
            graph.objects_for_subject_predicate(node, property).collect()
        };
        let property = match of(quarry::PROPERTY).as_slice() {
            [] => None,
            [TermRef::NamedNode(property)] => Some(property.into_owned()),
            _ => return Err(format!("{} has not one quarry:property", shown(node))),
        };
        let names = match of(quarry::NAMES).as_slice() {
            [] => None,
            [TermRef::NamedNode(class)] => {
                let local = class.as_str().strip_prefix(quarry::NAMESPACE);
                let kind = local
                    .and_then(EntityType::from_name)
                    .filter(|kind| kind.is_named());
                Some(kind.ok_or_else(|| format!("{class} is no type of things that have names"))?)
            }
            _ => return Err(format!("{} has not one quarry:names", shown(node))),
        };
        let is_true =
            |term: &TermRef<'_>| matches!(term, TermRef::Literal(l) if matches!(l.value(), "true" | "1"));
        let row_subject = of(quarry::ROW_SUBJECT).iter().any(is_true);
        if property.is_none() && names.is_none() && !row_subject {
            return Err(format!(
                "{} says nothing: it has no quarry:property, no quarry:names and no quarry:rowSubject",
                shown(node)
            ));
        }
        let mut labels: Vec<String> = property
            .iter()
            .flat_map(|property| graph.objects_for_subject_predicate(property, rdfs::LABEL))
            .filter_map(|label| match label {
                TermRef::Literal(label) => Some(label.value().to_owned()),
                _ => None,
            })
            .collect();
        labels.sort();
        Ok(Self {
            property,
            names,
            row_subject,
            labels,
        })
    }
}

fn shown(mapping: NamedOrBlankNodeRef<'_>) -> String {
    match mapping {
        NamedOrBlankNodeRef::NamedNode(node) => node.to_string(),
        NamedOrBlankNodeRef::BlankNode(_) => "a table mapping".to_owned(),
    }
}
