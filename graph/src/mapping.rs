//! Table mappings: which column header means which property, as an organisation says it in its own Turtle files.
//!
//! ```turtle
//! [] a quarry:TableMapping ; quarry:header "決算數" , "결산액" , "Settled amount" ; quarry:property my:settledAmount .
//! ```
//!
//! A figure under such a header, in a row that names its subject, is stated of that subject with the cell as its evidence.

use std::collections::BTreeMap;

use oxigraph::model::{Graph, NamedNode, NamedOrBlankNodeRef, TermRef};

use crate::name::normalise_name;
use crate::rdf::vocabulary::{quarry, rdf};

/// Properties by header, both as an organisation gives them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mappings {
    by_header: BTreeMap<String, NamedNode>,
}

impl Mappings {
    /// The mappings in a graph, or a sentence that says which one is not whole.
    pub(crate) fn new(graph: &Graph) -> Result<Self, String> {
        let mut by_header: BTreeMap<String, NamedNode> = BTreeMap::new();
        for mapping in graph.subjects_for_predicate_object(rdf::TYPE, quarry::TABLE_MAPPING) {
            let properties: Vec<TermRef<'_>> = graph
                .objects_for_subject_predicate(mapping, quarry::PROPERTY)
                .collect();
            let [TermRef::NamedNode(property)] = properties.as_slice() else {
                return Err(format!("{} has not one quarry:property", shown(mapping)));
            };
            let mut some = false;
            for header in graph.objects_for_subject_predicate(mapping, quarry::HEADER) {
                let TermRef::Literal(header) = header else {
                    continue;
                };
                some = true;
                let key = normalise_name(header.value());
                let kept = by_header.entry(key).or_insert_with(|| property.into_owned());
                if kept.as_ref() != *property {
                    return Err(format!(
                        "the header {:?} is mapped to two properties",
                        header.value()
                    ));
                }
            }
            if !some {
                return Err(format!("{} has no quarry:header", shown(mapping)));
            }
        }
        Ok(Self { by_header })
    }

    /// The property that a column means: by all its headers together, else by the innermost.
    pub(crate) fn property(&self, header_path: &[String]) -> Option<&NamedNode> {
        if self.by_header.is_empty() {
            return None;
        }
        let whole = self.by_header.get(&normalise_name(&header_path.join(" ")));
        whole.or_else(|| self.by_header.get(&normalise_name(header_path.last()?)))
    }
}

fn shown(mapping: NamedOrBlankNodeRef<'_>) -> String {
    match mapping {
        NamedOrBlankNodeRef::NamedNode(node) => node.to_string(),
        NamedOrBlankNodeRef::BlankNode(_) => "a table mapping".to_owned(),
    }
}
