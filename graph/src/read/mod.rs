//! What is read back: documents, passages and entities from a table in memory that follows the store, statements and runs from
//! the store itself.

mod aliases;
mod entry;
mod runs;
mod snapshot;
mod statements;

pub(crate) use entry::{DocumentEntry, EntryBuilder, PassageEntry, embeddings, load_entries};
pub(crate) use runs::{read_runs, remove_subject, write_run};
pub use snapshot::Snapshot;
pub(crate) use statements::{count_statements, read_statements};
