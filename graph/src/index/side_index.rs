//! What every side index does.

use std::fmt::Debug;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::error::GraphError;
use crate::read::{Keys, Numbers, Slot};
use crate::record::PassageId;

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
    /// Where this version of it stands; [`Slot::NONE`] for one that is gone.
    pub(crate) slot: Slot,
    /// Its passages, by position.
    pub(crate) passages: Vec<IndexedPassage>,
}

/// What is looked for in a side index. An index that does not search for such a thing finds nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sought<'a> {
    /// Words.
    Words(&'a str),
    /// What is near to an embedding.
    Vector(&'a [f32]),
}

/// A side index as it was at one commit, for readers, who keep it whatever is applied meanwhile.
pub(crate) trait Searchable: Debug + Send + Sync {
    /// The best `k` passages among `filter`, which is applied before anything is ranked, best first; equal ones by passage.
    fn search(
        &self,
        sought: Sought<'_>,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, GraphError>;
}

/// An index beside the store: it is given changes, tells how far it has followed, and gives what can be searched.
pub(crate) trait SideIndex {
    /// `text` or `vectors`.
    fn name(&self) -> &'static str;

    /// Replaces the passages of these documents, and moves the mark to `sequence`, both or neither. Applying the same twice is
    /// applying it once.
    fn apply(&mut self, updates: &[Update], sequence: u64) -> Result<(), GraphError>;

    /// What can be searched now, for passages numbered by `numbers`.
    fn searcher(&self, numbers: &Arc<Numbers>) -> Box<dyn Searchable>;

    /// Outbox number up to which the index has followed; none for an index that is new or whose files are damaged, and which
    /// must be rebuilt.
    fn sequence(&self) -> Option<u64>;

    /// The same of what is left after a kill. The outbox remembers what came after it.
    fn kept(&self) -> Option<u64>;

    /// Writes down what only stands in memory.
    fn flush(&mut self) -> Result<(), GraphError>;

    /// Whether the index knows where the passages stand that it holds by key; not after opening, nor after a flush.
    fn is_bound(&self) -> bool;

    /// Learns where they stand; `anew` where slots were given out anew.
    fn bind(&mut self, keys: &Keys, anew: bool) -> Result<(), GraphError>;

    /// Forgets everything, so that the index can be rebuilt.
    fn clear(&mut self) -> Result<(), GraphError>;
}
