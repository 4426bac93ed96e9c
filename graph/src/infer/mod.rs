//! What follows from the statements and the ontologies: RDFS, and of OWL 2 RL inverse, symmetric and transitive properties,
//! equivalence and `owl:sameAs`.
//!
//! What follows is computed from what a reader may see, when it is asked for, and kept for as long as nothing changes. It is
//! never stored and never evidence: it stands in a graph of its own ([`INFERRED_GRAPH`](crate::vocabulary::INFERRED_GRAPH)), so
//! it follows every deletion exactly. Domains and ranges give types here, and assert nothing.
//!
//! `owl:sameAs` is followed by canonical nodes: every statement of a node is inferred of the node that stands for it, which is
//! as much as the full exchange of equals gives to whoever asks about canonical nodes, and grows with the statements alone.

mod axioms;
mod closure;
mod reasoned;

pub(crate) use axioms::Axioms;
pub(crate) use closure::infer;
pub use reasoned::Reasoned;
