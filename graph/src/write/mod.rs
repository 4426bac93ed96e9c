//! A document and what was found in it, as the triples of its graph.
//!
//! [`DocumentGraph::new`] is a function of its arguments alone: no store, no clock, no order of arrival. That is what makes
//! replacement exact: the graph of a document is the same whoever was there before.

mod conformance;
mod dated;
mod document;
mod edition;
mod entity;
mod evidence;
mod figure;
mod mapped;
mod statement;

pub(crate) use conformance::as_said;
pub(crate) use document::DocumentGraph;
