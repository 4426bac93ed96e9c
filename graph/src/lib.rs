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
mod bulk;
mod content;
pub mod error;
mod export;
mod generic;
mod han;
mod index;
mod infer;
pub mod knowledge;
mod lock;
mod mapping;
mod name;
mod ontology;
mod outbox;
mod prepared;
pub mod rdf;
mod read;
pub mod record;
mod resolve;
pub mod shacl;
pub mod sound;
mod terms;
pub mod time;
mod validation;
mod write;
mod writer;

pub use error::GraphError;
pub use export::{ExportFormat, ExportOptions};
pub use generic::is_generic_name;
pub use han::traditional;
pub use index::{importance, is_function_word, tokenize};
pub use infer::Reasoned;
pub use knowledge::{Access, Change, Commit, Knowledge, OpenOptions};
pub use mapping::ColumnMeaning;
pub use name::normalise_name;
pub use ontology::read_shapes;
pub use rdf::vocabulary;
pub use read::Snapshot;
pub use record::{
    Counts, DocumentRecord, EntityRecord, PassageId, PassageRecord, Run, RunState, StatementRecord,
};
pub use resolve::{Decision, Evidence, Link, Reason};
pub use shacl::{Shapes, ValidationReport, ValidationResult};
pub use terms::{ClassTerm, PropertyTerm, read_terms};
pub use time::DatedStatement;
pub use validation::{merged, parse_turtle, write_turtle};
