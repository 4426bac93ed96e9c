//! How knowledge is said in RDF: terms, identifiers, typed literals.

pub(crate) mod iri;
pub(crate) mod literal;
pub(crate) mod triples;
pub mod vocabulary;
