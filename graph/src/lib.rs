//! Extractions to knowledge.
//!
//! [`Knowledge`] is an opened data folder: an Oxigraph store, which is the only truth, and a text index and a vector index
//! beside it, which can be deleted at any moment and rebuilt. [`Knowledge::apply`] is the only way in: each [`Change`] puts,
//! replaces or removes one document in one transaction, and the side indexes follow by the outbox number that the
//! transaction carries. Everything else reads.
//!
//! This crate knows no file format and no HTTP, and never asks the wall clock: times are passed in.

pub mod algorithm;
mod backup;
mod content;
pub mod error;
mod export;
mod index;
pub mod knowledge;
mod lock;
mod name;
mod ontology;
pub mod rdf;
mod read;
pub mod record;
pub mod shapes;
mod write;
mod writer;

pub use error::GraphError;
pub use export::{ExportFormat, ExportOptions};
pub use index::{importance, is_function_word, tokenize};
pub use knowledge::{Access, Change, Commit, Knowledge, OpenOptions};
pub use name::normalise_name;
pub use rdf::vocabulary;
pub use read::Snapshot;
pub use record::{
    Counts, DocumentRecord, EntityRecord, PassageId, PassageRecord, Run, RunState, StatementRecord,
};
pub use shapes::{Shapes, Violation};
