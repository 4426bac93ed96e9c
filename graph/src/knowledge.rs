//! An opened data folder.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use oxigraph::model::{NamedNode, Triple};
use oxigraph::store::Store;
use quarry_extract::Extraction;
use quarry_ingest::Document;
use roaring::RoaringBitmap;

use crate::bulk;
use crate::content::ContentFolder;
use crate::error::GraphError;
use crate::infer::{Reasoned, infer};
use crate::lock::FolderLock;
use crate::mapping::ColumnMeaning;
use crate::ontology::{Ontologies, Schema};
use crate::rdf::vocabulary::{owl, quarry};
use crate::read::{self, DocumentEntry, Snapshot};
use crate::record::{Counts, DocumentRecord, EntityRecord, PassageId, PassageRecord, Run, StatementRecord};
use crate::resolve::{Decision, Resolution};
use crate::writer::Writer;

/// Whether the folder is opened to read or to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Shared: many readers may stand beside each other. Never waits, never changes what is kept.
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
    pub ontologies: Option<PathBuf>,
    /// Folder with an organisation's own ontologies and shapes, which are taken beside those.
    pub organisation: Option<PathBuf>,
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
    /// Mentions, statements and figures left out because their evidence does not stand in the document.
    pub dropped: usize,
    /// Statements and figures kept as candidates because they break a shape.
    pub held: usize,
}

/// The knowledge in one data folder. Share it between threads behind an `Arc`; reads never wait for a write.
///
/// Passage numbers hold within one [`Snapshot`]. Whoever makes several reads that must agree takes one snapshot and reads from
/// that.
pub struct Knowledge {
    folder: PathBuf,
    access: Access,
    store: Store,
    content: ContentFolder,
    writer: Mutex<Writer>,
    current: RwLock<Arc<Snapshot>>,
    schema: Arc<Schema>,
    reasoned: Mutex<Option<(u64, Arc<Reasoned>)>>,
    /// Dropped last, when everything else is closed.
    _lock: FolderLock,
}

impl Drop for Knowledge {
    fn drop(&mut self) {
        // Otherwise the next process, and every reader, would replay the store's log before it can begin.
        if self.access == Access::Write
            && let Err(error) = self.store.flush()
        {
            tracing::debug!(%error, "flushing the store");
        }
    }
}

impl std::fmt::Debug for Knowledge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Knowledge")
            .field("folder", &self.folder)
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

impl Knowledge {
    /// Opens the folder `data`, makes it where it does not exist (for [`Access::Write`]), and brings side indexes that are
    /// behind up to the store. A reader that finds an index behind (its writer was killed) rebuilds it for itself, in memory.
    ///
    /// # Errors
    /// [`GraphError::Locked`] where another process writes the folder (or, to write, reads it);
    /// [`GraphError::Format`] where another version wrote it; otherwise what the store or a file said.
    pub fn open(data: &Path, options: &OpenOptions) -> Result<Self, GraphError> {
        let io = |source| GraphError::Io {
            path: data.to_owned(),
            source,
        };
        let write = options.access == Access::Write;
        if write {
            std::fs::create_dir_all(data).map_err(io)?;
        }
        let lock = FolderLock::take(data, options.access)?;
        let graph = data.join("graph");
        let store = if write {
            bulk::sweep(&graph)?;
            Store::open(&graph)?
        } else {
            Store::open_read_only(&graph)?
        };
        let content = ContentFolder::new(data.join("content"));
        let folders = [&options.ontologies, &options.organisation];
        let folders: Vec<&Path> = folders.into_iter().flatten().map(PathBuf::as_path).collect();
        let ontologies = Ontologies::read(&folders)?;
        let schema = Arc::new(ontologies.schema()?);
        let mut writer = Writer::open(&store, data, write, Arc::clone(&schema))?;
        if write {
            if !folders.is_empty() {
                ontologies.load(&store)?;
            }
            content.sweep(&writer.content_files())?;
            writer.catch_up(&store)?;
        } else {
            writer.catch_up_in_memory(&store)?;
        }
        let current = RwLock::new(Arc::new(writer.snapshot()?));
        Ok(Self {
            folder: data.to_owned(),
            access: options.access,
            store,
            content,
            writer: Mutex::new(writer),
            current,
            schema,
            reasoned: Mutex::new(None),
            _lock: lock,
        })
    }

    /// Applies changes in order, each whole or not at all, then brings the side indexes up to them. Small documents share a
    /// transaction.
    ///
    /// # Errors
    /// Where a transaction fails; what came before it stays. Where an index fails the store has the changes all the same, and
    /// the index catches up at the next call or opening.
    pub fn apply(&self, changes: Vec<Change>) -> Result<Commit, GraphError> {
        let mut writer = self.write()?;
        let result = writer.apply(&self.store, &self.content, changes);
        // Also after an error: transactions before it are there to be read.
        self.publish(&mut writer)?;
        result
    }

    fn write(&self) -> Result<MutexGuard<'_, Writer>, GraphError> {
        if self.access == Access::Read {
            return Err(GraphError::Store(
                "the data folder is opened for reading".to_owned(),
            ));
        }
        Ok(self.writer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn publish(&self, writer: &mut Writer) -> Result<(), GraphError> {
        let snapshot = Arc::new(writer.snapshot()?);
        let old = {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *current, snapshot)
        };
        // What was laid out for readers takes a while to take apart, which no commit should wait for.
        if old.is_laid_out() {
            std::thread::spawn(move || drop(old));
        }
        Ok(())
    }

    /// The knowledge as of the last commit, for reads that must agree with each other.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Outbox number of the last transaction; changes whenever what can be read changes.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.snapshot().sequence()
    }

    /// The store, for SPARQL.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the knowledge holds.
    ///
    /// # Errors
    /// What the store said.
    pub fn counts(&self) -> Result<Counts, GraphError> {
        let snapshot = self.snapshot();
        let (relations, figures, tables) = read::count_statements(&self.store)?;
        Ok(Counts {
            documents: snapshot.documents().count(),
            passages: snapshot.documents().map(|d| d.passages).sum(),
            tables,
            entities: snapshot.entities().count(),
            relations,
            figures,
            quads: self.store.len()?,
        })
    }

    /// Every document, by source.
    ///
    /// # Errors
    /// What the store said.
    pub fn documents(&self) -> Result<Vec<DocumentRecord>, GraphError> {
        Ok(self.snapshot().documents().cloned().collect())
    }

    /// The document of that source.
    ///
    /// # Errors
    /// What the store said.
    pub fn document(&self, source: &str) -> Result<Option<DocumentRecord>, GraphError> {
        Ok(self.snapshot().document(source).cloned())
    }

    /// The whole document as it was read (for the viewer), kept compressed in the document's graph or beside it.
    ///
    /// # Errors
    /// What the store said.
    pub fn content(&self, source: &str) -> Result<Option<Document>, GraphError> {
        // A replacement may delete the file between looking up and reading it; then the snapshot is a new one.
        for _ in 0..3 {
            let snapshot = self.snapshot();
            let Some(content) = snapshot.entries().get(source).and_then(|e| e.content.as_ref()) else {
                return Ok(None);
            };
            if let Some(document) = self.content.read(content)? {
                return Ok(Some(document));
            }
        }
        Ok(None)
    }

    /// Every passage, in order of [`PassageId`], as of [`Knowledge::sequence`].
    #[must_use]
    pub fn passages(&self) -> Arc<Vec<PassageRecord>> {
        self.snapshot().passages()
    }

    /// Every canonical entity.
    ///
    /// # Errors
    /// What the store said.
    pub fn entities(&self) -> Result<Vec<EntityRecord>, GraphError> {
        Ok(self.snapshot().entities().cloned().collect())
    }

    /// Links by which nodes stand for a canonical entity, as (node, canonical). They are computed, not stored: each goes when
    /// the document that gives its evidence goes.
    #[must_use]
    pub fn same_as(&self) -> Vec<(String, String)> {
        let snapshot = self.snapshot();
        let links = snapshot.resolution().linked();
        links.map(|(from, to)| (from.to_owned(), to.to_owned())).collect()
    }

    /// Writes what people decided about which nodes are one thing. It holds through any re-ingestion.
    ///
    /// # Errors
    /// Where an IRI is none, or what the store said.
    pub fn decide(&self, decisions: &[Decision]) -> Result<(), GraphError> {
        let mut writer = self.write()?;
        let result = writer.decide(&self.store, decisions);
        self.publish(&mut writer)?;
        result
    }

    /// The store together with what follows from it, for SPARQL. Put together at the first call after a change.
    ///
    /// # Errors
    /// What the store said.
    pub fn reasoned(&self) -> Result<Arc<Reasoned>, GraphError> {
        let snapshot = self.snapshot();
        let mut kept = self.reasoned.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((sequence, reasoned)) = kept.as_ref()
            && *sequence == snapshot.sequence()
        {
            return Ok(Arc::clone(reasoned));
        }
        let reasoned = Arc::new(self.reasoned_over(&snapshot, |_| true)?);
        *kept = Some((snapshot.sequence(), Arc::clone(&reasoned)));
        Ok(reasoned)
    }

    /// The same for a reader who may see only the documents that `visible` lets through: what follows, and which nodes are one
    /// thing, is what it would be if there were no others. The stored quads are all there; whoever evaluates a query keeps it to
    /// the graphs of those documents and these two.
    ///
    /// # Errors
    /// What the store said.
    pub fn reasoned_for(&self, visible: impl Fn(&DocumentRecord) -> bool) -> Result<Reasoned, GraphError> {
        self.reasoned_over(&self.snapshot(), visible)
    }

    fn reasoned_over(
        &self,
        snapshot: &Snapshot,
        visible: impl Fn(&DocumentRecord) -> bool,
    ) -> Result<Reasoned, GraphError> {
        let entries = snapshot.entries().iter().filter(|d| visible(&d.record));
        let documents: Vec<&DocumentEntry> = entries.map(AsRef::as_ref).collect();
        let documents = || documents.iter().copied();
        let resolution = Resolution::new(documents(), snapshot.decisions());
        let mut inferred = infer(documents(), &resolution, &self.schema.axioms);
        let node = |iri: &str| NamedNode::new_unchecked(iri);
        for dated in self.timeline_of(documents(), &resolution)? {
            if let Some(by) = &dated.superseded_by {
                inferred.insert(&Triple::new(node(&dated.iri), quarry::SUPERSEDED_BY, node(by)));
            }
        }
        let links = resolution.linked();
        let same_as = links.map(|(from, to)| Triple::new(node(from), owl::SAME_AS, node(to)));
        Ok(Reasoned::new(&self.store, inferred, same_as.collect()))
    }

    pub(crate) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What the organisation's table mappings say that a column of these headers states, the outermost header first.
    #[must_use]
    pub fn meaning_of_column(&self, header_path: &[String]) -> Option<ColumnMeaning> {
        self.schema.mappings.of(header_path)?.meaning()
    }

    /// Every statement (and candidate) with its evidence, document by document.
    ///
    /// # Errors
    /// What the store said.
    pub fn statements(&self) -> Result<Vec<StatementRecord>, GraphError> {
        self.statements_of(&self.snapshot())
    }

    /// The same of the documents of a snapshot. Those of a document are read once, as the store has them then; of one that was
    /// replaced since the snapshot was taken, they may be those of its next version.
    ///
    /// # Errors
    /// What the store said.
    pub fn statements_of(&self, snapshot: &Snapshot) -> Result<Vec<StatementRecord>, GraphError> {
        let documents = snapshot.entries().iter().map(AsRef::as_ref);
        let named = read::read_statements(&self.store, documents, snapshot.resolution())?;
        Ok(named.into_iter().map(|named| named.statement).collect())
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
        self.snapshot().text_search(query, filter, k)
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
        self.snapshot().vector_search(vector, filter, k)
    }

    /// Writes or updates a run in the run graph.
    ///
    /// # Errors
    /// What the store said.
    pub fn record_run(&self, run: &Run) -> Result<(), GraphError> {
        let _writer = self.write()?;
        let mut transaction = self.store.start_transaction()?;
        read::write_run(&mut transaction, run)?;
        Ok(transaction.commit()?)
    }

    /// Runs, the newest first.
    ///
    /// # Errors
    /// What the store said.
    pub fn runs(&self, limit: usize) -> Result<Vec<Run>, GraphError> {
        read::read_runs(&self.store, limit)
    }

    /// Deletes both side indexes and rebuilds them from the store.
    ///
    /// # Errors
    /// What the store or an index said.
    pub fn reindex(&self) -> Result<(), GraphError> {
        let mut writer = self.write()?;
        writer.reindex(&self.store, &self.folder)?;
        self.publish(&mut writer)
    }

    /// Writes a consistent copy of the knowledge to `target`, which must not exist, and opens it once, which rebuilds its side
    /// indexes and proves that it can be read.
    ///
    /// # Errors
    /// What the store or a file said.
    pub fn backup(&self, target: &Path) -> Result<(), GraphError> {
        {
            // Nothing is written meanwhile, so graph and content files belong together.
            let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            crate::backup::copy(&self.store, &self.content, target)?;
        }
        Self::open(
            target,
            &OpenOptions {
                access: Access::Write,
                ontologies: None,
                organisation: None,
            },
        )
        .map(drop)
    }
}
