//! What is read back: documents, passages and entities from a table in memory that follows the store, statements and runs from
//! the store itself.

mod documents;
mod entry;
mod runs;
mod snapshot;
mod statements;
pub(crate) mod table_file;

pub(crate) use documents::{Documents, Keys, Numbers, Slot};
pub(crate) use entry::{DocumentEntry, EntryBuilder, PassageEntry, embeddings, load_entries};
#[cfg(test)]
pub(crate) use entry::{EntityEntry, Fact};
pub(crate) use runs::{read_runs, remove_subject, write_run};
pub use snapshot::Snapshot;
pub(crate) use statements::{Named, count_statements, read_statements};
