//! What every side index does.

use crate::error::GraphError;

/// A passage as side indexes take it.
#[derive(Debug, Clone)]
pub(crate) struct IndexedPassage {
    /// 64 bits of the passage's IRI.
    pub(crate) key: u64,
    /// Verbatim text.
    pub(crate) text: String,
    /// Title of the document and headings above the passage.
    pub(crate) titles: String,
    /// Embedding; empty where there is none.
    pub(crate) embedding: Vec<f32>,
}

/// One document's passages as they are now; none for a document that is gone.
#[derive(Debug, Clone)]
pub(crate) struct Update {
    /// 64 bits of the document's IRI.
    pub(crate) document: u64,
    /// Its passages.
    pub(crate) passages: Vec<IndexedPassage>,
}

/// An index beside the store.
pub(crate) trait SideIndex {
    /// `text` or `vectors`.
    fn name(&self) -> &'static str;

    /// Replaces the passages of these documents, and moves the mark to `sequence`, both or neither. Applying the same twice is
    /// applying it once.
    fn apply(&mut self, updates: &[Update], sequence: u64) -> Result<(), GraphError>;

    /// Outbox number up to which the index has followed; none for an index that is new or whose files are damaged, and which
    /// must be rebuilt.
    fn sequence(&self) -> Option<u64>;

    /// Forgets everything, so that the index can be rebuilt.
    fn clear(&mut self) -> Result<(), GraphError>;
}
