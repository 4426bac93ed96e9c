//! What people decided: these are one thing, those are not.
//!
//! A decision names nodes, and nodes are named by content, so it holds through any re-ingestion, and waits while the documents
//! that speak of its nodes are away.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{Store, Transaction};

use crate::error::GraphError;
use crate::rdf::iri;
use crate::rdf::vocabulary::{DECISION_GRAPH, owl, prov, rdf};

/// That two nodes are one thing, or two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// IRI of one node, the lesser in byte order.
    pub a: String,
    /// IRI of the other.
    pub b: String,
    /// One thing, or two.
    pub same: bool,
    /// RFC 3339 time at which it was made.
    pub at: String,
}

impl Decision {
    /// A decision about two nodes, in whichever order they are given.
    #[must_use]
    pub fn new(one: &str, other: &str, same: bool, at: &str) -> Self {
        let (a, b) = if one <= other { (one, other) } else { (other, one) };
        Self {
            a: a.to_owned(),
            b: b.to_owned(),
            same,
            at: at.to_owned(),
        }
    }

    fn node(&self) -> NamedNode {
        iri::minted("decision", &[&self.a, &self.b])
    }
}

/// Every decision, in order.
pub(crate) fn load_decisions(store: &Store) -> Result<Vec<Decision>, GraphError> {
    let mut found = Vec::new();
    for (property, same) in [(owl::SAME_AS, true), (owl::DIFFERENT_FROM, false)] {
        for quad in store.quads_for_pattern(None, Some(property), None, Some(DECISION_GRAPH.into())) {
            let quad = quad?;
            let (NamedOrBlankNode::NamedNode(a), Term::NamedNode(b)) = (&quad.subject, &quad.object) else {
                continue;
            };
            let mut decision = Decision::new(a.as_str(), b.as_str(), same, "");
            let node = decision.node();
            let time = store
                .quads_for_pattern(
                    Some(node.as_ref().into()),
                    Some(prov::GENERATED_AT_TIME),
                    None,
                    Some(DECISION_GRAPH.into()),
                )
                .next()
                .transpose()?;
            if let Some(Term::Literal(time)) = time.map(|quad| quad.object) {
                time.value().clone_into(&mut decision.at);
            }
            found.push(decision);
        }
    }
    found.sort();
    Ok(found)
}

/// Writes decisions, each in place of what was decided of the same two nodes.
pub(crate) fn decide(transaction: &mut Transaction<'_>, decisions: &[Decision]) -> Result<(), GraphError> {
    for decision in decisions {
        let a = NamedNode::new(&decision.a).map_err(|e| GraphError::Query(e.to_string()))?;
        let b = NamedNode::new(&decision.b).map_err(|e| GraphError::Query(e.to_string()))?;
        let node = decision.node();
        let old = transaction
            .quads_for_pattern(
                Some(node.as_ref().into()),
                None,
                None,
                Some(DECISION_GRAPH.into()),
            )
            .collect::<Result<Vec<_>, _>>()?;
        for quad in &old {
            transaction.remove(quad);
        }
        let quad =
            |property: NamedNodeRef<'static>| Quad::new(a.clone(), property, b.clone(), DECISION_GRAPH);
        let (property, other) = if decision.same {
            (owl::SAME_AS, owl::DIFFERENT_FROM)
        } else {
            (owl::DIFFERENT_FROM, owl::SAME_AS)
        };
        transaction.remove(&quad(other));
        transaction.insert(&quad(property));
        let time = Literal::new_typed_literal(&decision.at, xsd::DATE_TIME);
        let said: [(NamedNodeRef<'static>, Term); 5] = [
            (rdf::TYPE, prov::ENTITY.into_owned().into()),
            (prov::GENERATED_AT_TIME, time.into()),
            (rdf::SUBJECT, a.clone().into()),
            (rdf::PREDICATE, property.into_owned().into()),
            (rdf::OBJECT, b.clone().into()),
        ];
        for (predicate, object) in said {
            transaction.insert(&Quad::new(node.clone(), predicate, object, DECISION_GRAPH));
        }
    }
    Ok(())
}
