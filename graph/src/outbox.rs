//! The sequence of transactions and the outbox, in the run graph: which documents changed, and at which sequence.

use std::collections::BTreeMap;

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{Store, Transaction};

use crate::error::GraphError;
use crate::rdf::iri;
use crate::rdf::vocabulary::{KNOWLEDGE, RUN_GRAPH, prov, quarry};
use crate::read::remove_subject;

/// IRI of each document that stands in the outbox, and when it changed.
pub(crate) fn waiting(store: &Store) -> Result<BTreeMap<String, u64>, GraphError> {
    let mut outbox = BTreeMap::new();
    for quad in store.quads_for_pattern(None, Some(quarry::CHANGED_AT), None, Some(RUN_GRAPH.into())) {
        let quad = quad?;
        if let (NamedOrBlankNode::NamedNode(node), Term::Literal(at)) = (quad.subject, quad.object) {
            let at = at.value().parse().unwrap_or(0);
            let latest = outbox.entry(node.into_string()).or_insert(at);
            *latest = at.max(*latest);
        }
    }
    Ok(outbox)
}

/// Takes what both indexes have followed out of the outbox.
pub(crate) fn prune(transaction: &mut Transaction<'_>, outbox: &BTreeMap<String, u64>, floor: u64) {
    for (iri, at) in outbox.iter().filter(|(_, at)| **at <= floor) {
        let node = NamedNodeRef::new_unchecked(iri);
        transaction.remove(&Quad::new(
            node,
            quarry::CHANGED_AT,
            Literal::from(*at),
            RUN_GRAPH,
        ));
    }
}

/// Says in the run graph which run put or removed the document, and when it changed.
pub(crate) fn note(
    transaction: &mut Transaction<'_>,
    document: &NamedNode,
    run: &str,
    put: bool,
    sequence: u64,
) -> Result<(), GraphError> {
    remove_subject(transaction, document.as_ref())?;
    for quad in &notes(document, run, put, sequence) {
        transaction.insert(quad);
    }
    Ok(())
}

/// What [`note`] says.
pub(crate) fn notes(document: &NamedNode, run: &str, put: bool, sequence: u64) -> [Quad; 2] {
    let run = iri::minted("run", &[run]);
    let how = if put {
        prov::WAS_GENERATED_BY
    } else {
        prov::WAS_INVALIDATED_BY
    };
    let at = Literal::from(sequence);
    [
        Quad::new(document.clone(), how, run, RUN_GRAPH),
        Quad::new(document.clone(), quarry::CHANGED_AT, at, RUN_GRAPH),
    ]
}

/// A number that is said of the knowledge.
pub(crate) fn number(
    store: &Store,
    graph: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Option<u64>, GraphError> {
    let mut found = store.quads_for_pattern(Some(KNOWLEDGE.into()), Some(property), None, Some(graph.into()));
    let quad = found.next().transpose()?;
    Ok(quad.and_then(|quad| match quad.object {
        Term::Literal(literal) => literal.value().parse().ok(),
        _ => None,
    }))
}

pub(crate) fn set_number(
    transaction: &mut Transaction<'_>,
    property: NamedNodeRef<'static>,
    value: u64,
) -> Result<(), GraphError> {
    let old = transaction
        .quads_for_pattern(
            Some(KNOWLEDGE.into()),
            Some(property),
            None,
            Some(RUN_GRAPH.into()),
        )
        .collect::<Result<Vec<_>, _>>()?;
    for quad in &old {
        transaction.remove(quad);
    }
    transaction.insert(&Quad::new(KNOWLEDGE, property, Literal::from(value), RUN_GRAPH));
    Ok(())
}
