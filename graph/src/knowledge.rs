//! An opened data folder.

use std::path::Path;

use quarry_extract::Extraction;
use quarry_ingest::Document;
use roaring::RoaringBitmap;

use crate::error::GraphError;
use crate::record::{
    Counts, DocumentRecord, EntityRecord, PassageId, PassageRecord, Run, StatementRecord,
};

/// Whether the folder is opened to read or to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Shared: many readers may stand beside each other. Never waits, never writes.
    #[default]
    Read,
    /// Exclusive: one process writes.
    Write,
}

/// How to open a data folder.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// Read or write.
    pub access: Access,
    /// Folder of the ontologies (`quarry.ttl`, shapes); none leaves them out of the graph.
    pub ontologies: Option<std::path::PathBuf>,
}

/// One change to the knowledge.
#[derive(Debug, Clone)]
pub enum Change {
    /// Adds a document, or replaces the one of the same source.
    Put {
        /// What was read.
        document: Box<Document>,
        /// What was found in it.
        extraction: Box<Extraction>,
        /// The collection that it belongs to.
        collection: String,
        /// Version of readers, rules and models.
        pipeline: String,
        /// The run that brought it (run graph only).
        run: String,
    },
    /// Removes the document of that source.
    Remove {
        /// Path below the ingested root.
        source: String,
        /// The run that removed it (run graph only).
        run: String,
    },
}

/// What one call of [`Knowledge::apply`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Commit {
    /// Outbox number of the last transaction.
    pub sequence: u64,
    /// Quads inserted.
    pub inserted: usize,
    /// Quads removed.
    pub removed: usize,
}

/// The knowledge in one data folder. Share it between threads behind an `Arc`; reads never wait for a write.
#[derive(Debug)]
pub struct Knowledge {}

#[expect(unused_variables, reason = "bodies follow")]
impl Knowledge {
    /// Opens the folder `data`, makes it where it does not exist (for [`Access::Write`]), and brings side indexes that are
    /// behind up to the store.
    ///
    /// # Errors
    /// [`GraphError::Locked`] where another process writes the folder; otherwise what the store or a file said.
    pub fn open(data: &Path, options: &OpenOptions) -> Result<Self, GraphError> {
        Ok(Self {})
    }

    /// Applies changes in order, each in a transaction of its own, then brings the side indexes up to them.
    ///
    /// # Errors
    /// Where a transaction fails; what came before it stays.
    pub fn apply(&self, changes: Vec<Change>) -> Result<Commit, GraphError> {
        Ok(Commit::default())
    }

    /// Outbox number of the last transaction; changes whenever what can be read changes.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        0
    }

    /// The store, for SPARQL.
    #[must_use]
    pub fn store(&self) -> &oxigraph::store::Store {
        unreachable_store()
    }

    /// What the knowledge holds.
    ///
    /// # Errors
    /// What the store said.
    pub fn counts(&self) -> Result<Counts, GraphError> {
        Ok(Counts::default())
    }

    /// Every document, by source.
    ///
    /// # Errors
    /// What the store said.
    pub fn documents(&self) -> Result<Vec<DocumentRecord>, GraphError> {
        Ok(Vec::new())
    }

    /// The document of that source.
    ///
    /// # Errors
    /// What the store said.
    pub fn document(&self, source: &str) -> Result<Option<DocumentRecord>, GraphError> {
        Ok(None)
    }

    /// The whole document as it was read (for the viewer), kept compressed in the document's graph or beside it.
    ///
    /// # Errors
    /// What the store said.
    pub fn content(&self, source: &str) -> Result<Option<Document>, GraphError> {
        Ok(None)
    }

    /// Every passage, in order of [`PassageId`], as of [`Knowledge::sequence`].
    #[must_use]
    pub fn passages(&self) -> std::sync::Arc<Vec<PassageRecord>> {
        std::sync::Arc::default()
    }

    /// Every canonical entity.
    ///
    /// # Errors
    /// What the store said.
    pub fn entities(&self) -> Result<Vec<EntityRecord>, GraphError> {
        Ok(Vec::new())
    }

    /// Every statement (and candidate) with its evidence, document by document.
    ///
    /// # Errors
    /// What the store said.
    pub fn statements(&self) -> Result<Vec<StatementRecord>, GraphError> {
        Ok(Vec::new())
    }

    /// The `k` passages that score best for `query` by BM25, among `filter` where it is given.
    ///
    /// # Errors
    /// What the index said.
    pub fn text_search(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, GraphError> {
        Ok(Vec::new())
    }

    /// The `k` passages nearest to `vector` by cosine, among `filter` where it is given.
    ///
    /// # Errors
    /// What the index said.
    pub fn vector_search(
        &self,
        vector: &[f32],
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, GraphError> {
        Ok(Vec::new())
    }

    /// Writes or updates a run in the run graph.
    ///
    /// # Errors
    /// What the store said.
    pub fn record_run(&self, run: &Run) -> Result<(), GraphError> {
        Ok(())
    }

    /// Runs, the newest first.
    ///
    /// # Errors
    /// What the store said.
    pub fn runs(&self, limit: usize) -> Result<Vec<Run>, GraphError> {
        Ok(Vec::new())
    }

    /// Deletes both side indexes and rebuilds them from the store.
    ///
    /// # Errors
    /// What the store or an index said.
    pub fn reindex(&self) -> Result<(), GraphError> {
        Ok(())
    }

    /// Writes a consistent copy of the data folder to `target`, which must not exist.
    ///
    /// # Errors
    /// What the store or a file said.
    pub fn backup(&self, target: &Path) -> Result<(), GraphError> {
        Ok(())
    }
}

#[expect(clippy::unimplemented, reason = "bodies follow")]
fn unreachable_store() -> &'static oxigraph::store::Store {
    unimplemented!()
}
