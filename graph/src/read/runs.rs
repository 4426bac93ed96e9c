//! Runs as PROV-O activities, in the run graph.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef, Quad, QuadRef, Term};
use oxigraph::store::{Store, Transaction};

use crate::error::GraphError;
use crate::rdf::vocabulary::{RUN_GRAPH, prov, quarry, rdf};
use crate::rdf::{iri, literal};
use crate::record::Run;

/// Writes a run in place of what stood under its id.
pub(crate) fn write_run(transaction: &mut Transaction<'_>, run: &Run) -> Result<(), GraphError> {
    let node = iri::minted("run", &[&run.id]);
    remove_subject(transaction, node.as_ref())?;
    let mut say = |predicate: NamedNodeRef<'static>, object: Term| {
        transaction.insert(&Quad::new(node.clone(), predicate, object, RUN_GRAPH));
    };
    let time = |text: &str| Term::from(Literal::new_typed_literal(text, xsd::DATE_TIME));
    say(rdf::TYPE, prov::ACTIVITY.into_owned().into());
    say(prov::STARTED_AT_TIME, time(&run.started));
    if let Some(ended) = &run.ended {
        say(prov::ENDED_AT_TIME, time(ended));
    }
    say(quarry::REPORT, literal::json(run).into());
    Ok(())
}

/// Removes what the run graph says of a node.
pub(crate) fn remove_subject(transaction: &mut Transaction<'_>, node: NamedNodeRef<'_>) -> Result<(), GraphError> {
    let pattern = transaction.quads_for_pattern(Some(node.into()), None, None, Some(RUN_GRAPH.into()));
    let quads = pattern.collect::<Result<Vec<Quad>, _>>()?;
    for quad in &quads {
        transaction.remove(QuadRef::from(quad));
    }
    Ok(())
}

/// Runs, the newest first; those that started together by id.
pub(crate) fn read_runs(store: &Store, limit: usize) -> Result<Vec<Run>, GraphError> {
    let mut runs: Vec<Run> = Vec::new();
    for quad in store.quads_for_pattern(None, Some(quarry::REPORT), None, Some(RUN_GRAPH.into())) {
        if let Term::Literal(report) = quad?.object
            && let Some(run) = literal::from_json(report.value())
        {
            runs.push(run);
        }
    }
    runs.sort_by(|a, b| b.started.cmp(&a.started).then_with(|| a.id.cmp(&b.id)));
    runs.truncate(limit);
    Ok(runs)
}
