//! The one that writes: transactions with their outbox number, then the side indexes.
//!
//! A transaction puts or removes whole documents, raises the sequence by one, and leaves for each document the sequence at which
//! it changed (the outbox). An index that stands at an older sequence is given the documents that changed since; one that is
//! older than what the outbox still remembers is built anew.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use oxigraph::model::{GraphName, Literal, Quad, QuadRef};
use oxigraph::store::Store;

use crate::bulk;
use crate::content::{Content, ContentFolder};
use crate::error::GraphError;
use crate::index::{SideIndex, TextIndex, Update, VectorIndex};
use crate::knowledge::{Change, Commit};
use crate::ontology::Schema;
use crate::outbox::{self, number, set_number};
use crate::prepared::{Prepared, indexed};
use crate::rdf::iri;
use crate::rdf::vocabulary::{KNOWLEDGE, META_GRAPH, RUN_GRAPH, quarry};
use crate::read::{DocumentEntry, Documents, Slot, Snapshot, embeddings, load_entries, table_file};
use crate::resolve::{Decision, decide, load_decisions};

/// Version of the data folder.
const FORMAT: u32 = 1;

/// A transaction is committed once it holds this many triples. The store keeps a transaction in memory until then.
const TRIPLES_A_TRANSACTION: usize = 6_000;

/// After as many triples put in or taken out the store's tables in memory go to disk. On their own they would grow to 64 MiB for
/// each of the nine orders of a quad, and as much again while they are written.
const TRIPLES_IN_MEMORY: usize = 120_000;

/// Documents that a rebuild hands to an index at once.
const REBUILD_BATCH: usize = 1024;

/// Everything that changes: what stands in memory of the store, and the indexes.
#[derive(Debug)]
pub(crate) struct Writer {
    sequence: u64,
    /// Changes up to this sequence are no longer in the outbox.
    floor: u64,
    /// IRI of each document that changed after `floor`, and when.
    outbox: BTreeMap<String, u64>,
    documents: Documents,
    /// The data folder.
    folder: PathBuf,
    /// Where the table of documents is kept when the folder is closed; none for a reader.
    table: Option<PathBuf>,
    /// Sequence of the table that is kept there now.
    table_at: Option<u64>,
    /// Triples that changed since the store's tables went to disk.
    in_memory: usize,
    text: TextIndex,
    vectors: VectorIndex,
    decisions: Arc<Vec<Decision>>,
    schema: Arc<Schema>,
}

impl Writer {
    /// Reads what the store holds; for writing, marks a new store with the format.
    pub(crate) fn open(
        store: &Store,
        folder: &Path,
        write: bool,
        schema: Arc<Schema>,
    ) -> Result<Self, GraphError> {
        match number(store, META_GRAPH, quarry::FORMAT_VERSION)? {
            None if write => {
                let format = Literal::from(u64::from(FORMAT));
                store.insert(&Quad::new(KNOWLEDGE, quarry::FORMAT_VERSION, format, META_GRAPH))?;
            }
            Some(found) if found != u64::from(FORMAT) => {
                return Err(GraphError::Format {
                    found: u32::try_from(found).unwrap_or(u32::MAX),
                    expected: FORMAT,
                });
            }
            _ => {}
        }
        let outbox = outbox::waiting(store)?;
        // Where a load was done and the process killed before its transaction, the outbox is ahead of the number.
        let stated = number(store, RUN_GRAPH, quarry::SEQUENCE)?.unwrap_or(0);
        let sequence = outbox.values().copied().max().unwrap_or(0).max(stated);
        let table = folder.join("graph");
        let (documents, kept) = match table_file::read(&table, sequence) {
            Some(documents) => (documents, true),
            None => {
                let entries = load_entries(store)?.into_values().map(Arc::new);
                (entries.collect(), false)
            }
        };
        Ok(Self {
            sequence,
            folder: folder.to_owned(),
            table: write.then_some(table),
            table_at: kept.then_some(sequence),
            in_memory: 0,
            floor: number(store, RUN_GRAPH, quarry::OUTBOX_FLOOR)?.unwrap_or(0),
            outbox,
            documents,
            text: TextIndex::open(&folder.join("text"), write)?,
            vectors: VectorIndex::open(&folder.join("vectors"), write)?,
            decisions: Arc::new(load_decisions(store)?),
            schema,
        })
    }

    /// Writes what people decided, in one transaction of its own.
    pub(crate) fn decide(&mut self, store: &Store, decisions: &[Decision]) -> Result<(), GraphError> {
        self.catch_up(store)?;
        let mut transaction = store.start_transaction()?;
        decide(&mut transaction, decisions)?;
        let sequence = self.sequence + 1;
        set_number(&mut transaction, quarry::SEQUENCE, sequence)?;
        transaction.commit()?;
        self.sequence = sequence;
        self.decisions = Arc::new(load_decisions(store)?);
        self.index(Vec::new())
    }

    /// Names of the content files that documents use.
    pub(crate) fn content_files(&self) -> HashSet<&str> {
        self.documents
            .iter()
            .filter_map(|entry| match &entry.content {
                Some(Content::File(name)) => Some(name.as_str()),
                _ => None,
            })
            .collect()
    }

    /// What can be read now.
    pub(crate) fn snapshot(&mut self) -> Result<Snapshot, GraphError> {
        if self.documents.is_worn() {
            // What only stands in memory stands under old slots.
            self.text.flush()?;
            self.documents.renumber();
            let keys = self.documents.keys();
            for index in self.indexes() {
                index.bind(&keys, true)?;
            }
        }
        if !self.text.is_bound() || !self.vectors.is_bound() {
            let keys = self.documents.keys();
            for index in self.indexes() {
                if !index.is_bound() {
                    index.bind(&keys, false)?;
                }
            }
        }
        let numbers = Arc::new(self.documents.numbers());
        Ok(Snapshot::new(
            self.sequence,
            self.documents.clone(),
            self.text.searcher(&numbers),
            self.vectors.searcher(&numbers),
            Arc::clone(&self.decisions),
        ))
    }

    /// Applies changes in transactions of a bounded size, then the side indexes.
    pub(crate) fn apply(
        &mut self,
        store: &Store,
        content: &ContentFolder,
        changes: Vec<Change>,
    ) -> Result<Commit, GraphError> {
        // An index that failed last time must not be given later changes before the ones that it missed.
        self.catch_up(store)?;
        let mut commit = Commit::default();
        let mut updates: HashMap<u64, Update> = HashMap::new();
        let mut batch: Vec<Prepared> = Vec::new();
        let mut waiting = 0;
        let mut result = Ok(());
        for change in changes {
            let prepared = Prepared::new(change, store, content, &self.schema, &mut commit);
            let prepared = match prepared {
                Ok(prepared) => prepared.beside(&batch),
                Err(error) => {
                    result = Err(error);
                    break;
                }
            };
            // What can be loaded is not mixed with what has to be committed.
            if batch.last().is_some_and(|last| last.loads != prepared.loads) {
                waiting = 0;
                let before = std::mem::take(&mut batch);
                result = self.transact(store, content, before, &mut commit, &mut updates);
            }
            if result.is_ok() {
                waiting += prepared.triples();
                let enough = if prepared.loads {
                    bulk::ENOUGH
                } else {
                    TRIPLES_A_TRANSACTION
                };
                batch.push(prepared);
                if waiting >= enough {
                    waiting = 0;
                    let full = std::mem::take(&mut batch);
                    result = self.transact(store, content, full, &mut commit, &mut updates);
                }
            }
            if result.is_err() {
                break;
            }
        }
        let last = self.transact(store, content, batch, &mut commit, &mut updates);
        let indexed = self.index(updates.into_values().collect());
        commit.sequence = self.sequence;
        result.and(last).and(indexed).map(|()| commit)
    }

    /// One transaction. Nothing in memory changes unless it is committed.
    fn transact(
        &mut self,
        store: &Store,
        content: &ContentFolder,
        mut batch: Vec<Prepared>,
        commit: &mut Commit,
        updates: &mut HashMap<u64, Update>,
    ) -> Result<(), GraphError> {
        let sequence = self.sequence + 1;
        let (mut inserted, mut removed) = (0, 0);
        // Of one kind all of them, as [`Self::apply`] puts them together.
        let loaded = batch.first().is_some_and(|p| p.loads);
        if loaded {
            inserted += batch.iter().map(Prepared::triples).sum::<usize>();
            let loads: Vec<bulk::Load> = batch.iter_mut().filter_map(Prepared::load).collect();
            bulk::load(store, sequence, &loads)?;
        }
        // What the transaction makes of each source: an entry, or nothing.
        let mut made: BTreeMap<String, Option<Arc<DocumentEntry>>> = BTreeMap::new();
        let mut done = Vec::new();
        // Contents that some change of the batch put aside.
        let mut put_aside: Vec<Content> = Vec::new();
        let mut transaction = store.start_transaction()?;
        for prepared in batch {
            let before = match made.get(&prepared.source) {
                Some(entry) => entry.clone(),
                None => self.documents.get(&prepared.source).cloned(),
            };
            if before.is_none() && prepared.put.is_none() {
                continue;
            }
            if let Some(before) = &before {
                transaction.remove_named_graph(&prepared.node)?;
                removed += before.triples;
                put_aside.extend(before.content.clone());
            } else if !loaded && store.contains_named_graph(&prepared.node)? {
                // A load whose transaction failed.
                transaction.remove_named_graph(&prepared.node)?;
            }
            let graph = GraphName::from(prepared.node.clone());
            let entry = prepared.put.map(|(triples, entry)| {
                inserted += triples.len();
                for triple in triples.iter() {
                    transaction.insert(QuadRef {
                        subject: triple.subject,
                        predicate: triple.predicate,
                        object: triple.object,
                        graph_name: graph.as_ref(),
                    });
                }
                entry
            });
            let put = entry.is_some();
            outbox::note(&mut transaction, &prepared.node, &prepared.run, put, sequence)?;
            made.insert(prepared.source.clone(), entry);
            done.push((prepared.source, prepared.node, prepared.update));
        }
        if done.is_empty() {
            return Ok(());
        }
        let floor = self.indexed_up_to().unwrap_or(self.floor).max(self.floor);
        set_number(&mut transaction, quarry::SEQUENCE, sequence)?;
        set_number(&mut transaction, quarry::OUTBOX_FLOOR, floor)?;
        outbox::prune(&mut transaction, &self.outbox, floor);
        transaction.commit()?;

        if !loaded {
            self.in_memory += inserted + removed;
        }
        if self.in_memory >= TRIPLES_IN_MEMORY {
            self.in_memory = 0;
            // What is committed stays committed: it is in the store's log all the same.
            if let Err(error) = store.flush() {
                tracing::warn!(%error, "the store's tables in memory could not be written to disk");
            }
        }
        self.sequence = sequence;
        self.floor = floor;
        self.outbox.retain(|_, at| *at > floor);
        // A source names its own content, so no other document can use what is put aside.
        let kept = |old: &Content| {
            made.values()
                .flatten()
                .any(|entry| entry.content.as_ref() == Some(old))
        };
        put_aside.retain(|old| !kept(old));
        for old in &put_aside {
            content.delete(old);
        }
        let mut slots: HashMap<String, Slot> = HashMap::new();
        for (source, entry) in made {
            match entry {
                Some(entry) => {
                    slots.insert(source, self.documents.insert(entry));
                }
                None => self.documents.remove(&source),
            }
        }
        for (source, node, mut update) in done {
            self.outbox.insert(node.into_string(), sequence);
            // Of several versions in one batch the last one overwrites the others, and the slot is its.
            update.slot = slots.get(&source).copied().unwrap_or(Slot::NONE);
            updates.insert(update.document, update);
        }
        commit.inserted += inserted;
        commit.removed += removed;
        Ok(())
    }

    /// The sequence that both indexes have reached, whatever happens.
    fn indexed_up_to(&self) -> Option<u64> {
        Some(self.text.kept()?.min(self.vectors.kept()?))
    }

    fn indexes(&mut self) -> [&mut dyn SideIndex; 2] {
        [&mut self.text, &mut self.vectors]
    }

    fn index(&mut self, updates: Vec<Update>) -> Result<(), GraphError> {
        let sequence = self.sequence;
        for index in self.indexes() {
            if index.sequence() != Some(sequence) {
                index.apply(&updates, sequence)?;
            }
        }
        Ok(())
    }

    /// Gives each index that is behind the documents that changed since, or everything.
    pub(crate) fn catch_up(&mut self, store: &Store) -> Result<(), GraphError> {
        let (sequence, floor) = (self.sequence, self.floor);
        let behind: Vec<(usize, Option<u64>)> = self
            .indexes()
            .iter()
            .map(|i| i.sequence())
            .enumerate()
            .filter(|(_, at)| *at != Some(sequence))
            .collect();
        for (number, at) in behind {
            match at.filter(|at| (floor..=sequence).contains(at)) {
                Some(at) => {
                    let updates = self.changed_since(store, at)?;
                    let [text, vectors] = self.indexes();
                    let index = if number == 0 { text } else { vectors };
                    tracing::info!(index = index.name(), documents = updates.len(), "catching up");
                    if let Err(error) = index.apply(&updates, sequence) {
                        tracing::warn!(%error, "the index is built anew");
                        self.recreate(number)?;
                        self.rebuild(store, number)?;
                    }
                }
                None => self.rebuild(store, number)?,
            }
        }
        Ok(())
    }

    /// The same for a reader, which may not write: what an index lacks stands in memory alone.
    pub(crate) fn catch_up_in_memory(&mut self, store: &Store) -> Result<(), GraphError> {
        let remembered = self.floor..=self.sequence;
        for number in 0..2 {
            match self.indexes()[number].sequence() {
                Some(at) if at == self.sequence => {}
                Some(at) if remembered.contains(&at) => {
                    let (updates, sequence) = (self.changed_since(store, at)?, self.sequence);
                    self.indexes()[number].apply(&updates, sequence)?;
                }
                _ => {
                    if number == 0 {
                        self.text = TextIndex::in_memory()?;
                    } else {
                        self.vectors = VectorIndex::in_memory();
                    }
                    self.rebuild(store, number)?;
                }
            }
        }
        Ok(())
    }

    /// Puts an empty index in the place of one that fails.
    fn recreate(&mut self, number: usize) -> Result<(), GraphError> {
        if number == 0 {
            // Closed before its files go.
            self.text = TextIndex::in_memory()?;
            self.text = TextIndex::create(&self.folder.join("text"))?;
            return Ok(());
        }
        self.vectors.clear()
    }

    fn rebuild(&mut self, store: &Store, number: usize) -> Result<(), GraphError> {
        let entries: Vec<(Slot, Arc<DocumentEntry>)> = self
            .documents
            .with_slots()
            .map(|(slot, entry)| (slot, Arc::clone(entry)))
            .collect();
        let sequence = self.sequence;
        let [text, vectors] = self.indexes();
        let index = if number == 0 { text } else { vectors };
        if !entries.is_empty() {
            tracing::info!(index = index.name(), documents = entries.len(), "rebuilding");
        }
        index.clear()?;
        // Until the last batch the index says that it has followed nothing, so a kill in between starts it over.
        let mut batches = entries.chunks(REBUILD_BATCH).peekable();
        while let Some(batch) = batches.next() {
            let updates = batch
                .iter()
                .map(|(slot, entry)| update(store, *slot, entry))
                .collect::<Result<Vec<_>, _>>()?;
            index.apply(&updates, if batches.peek().is_some() { 0 } else { sequence })?;
        }
        if entries.is_empty() {
            index.apply(&[], sequence)?;
        }
        index.flush()
    }

    fn changed_since(&self, store: &Store, at: u64) -> Result<Vec<Update>, GraphError> {
        let by_iri: HashMap<&str, (Slot, &Arc<DocumentEntry>)> = self
            .documents
            .with_slots()
            .map(|(slot, entry)| (entry.record.iri.as_str(), (slot, entry)))
            .collect();
        let changed = self.outbox.iter().filter(|(_, changed)| **changed > at);
        changed
            .map(|(iri, _)| match by_iri.get(iri.as_str()) {
                Some((slot, entry)) => update(store, *slot, entry),
                None => Ok(Update {
                    document: iri::passage_key(iri),
                    slot: Slot::NONE,
                    passages: Vec::new(),
                }),
            })
            .collect()
    }

    /// Deletes both indexes with their files and builds them from the store.
    pub(crate) fn reindex(&mut self, store: &Store, folder: &Path) -> Result<(), GraphError> {
        // Closed before their files go.
        self.text = TextIndex::in_memory()?;
        self.vectors = VectorIndex::in_memory();
        for name in ["text", "vectors"] {
            let path = folder.join(name);
            if path.exists() {
                std::fs::remove_dir_all(&path).map_err(|source| GraphError::Io { path, source })?;
            }
        }
        self.text = TextIndex::open(&folder.join("text"), true)?;
        self.vectors = VectorIndex::open(&folder.join("vectors"), true)?;
        self.catch_up(store)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Some(folder) = self
            .table
            .as_ref()
            .filter(|_| self.table_at != Some(self.sequence))
            && let Err(error) = table_file::write(folder, self.sequence, &self.documents)
        {
            tracing::debug!(%error, "keeping the table of documents");
        }
    }
}

/// A document's passages with their embeddings from the store.
fn update(store: &Store, slot: Slot, entry: &DocumentEntry) -> Result<Update, GraphError> {
    let mut vectors = embeddings(store, &entry.record.iri)?;
    let passages = entry.passages.iter().map(|p| {
        let embedding = vectors.remove(&p.iri).unwrap_or_default();
        indexed(entry, p, embedding)
    });
    Ok(Update {
        document: iri::passage_key(&entry.record.iri),
        slot,
        passages: passages.collect(),
    })
}
