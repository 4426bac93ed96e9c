//! The knowledge as of one commit.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use quarry_ingest::{Locator, Place};
use roaring::RoaringBitmap;

use super::aliases::Aliases;
use super::entry::DocumentEntry;
use crate::error::GraphError;
use crate::index::{TextIndex, TextSearcher, VectorIndex, Vectors};
use crate::record::{DocumentRecord, EntityRecord, PassageId, PassageRecord};

/// Documents, passages, entities and both indexes as of one commit: passage numbers agree throughout, whatever is written
/// meanwhile.
#[derive(Debug)]
pub struct Snapshot {
    sequence: u64,
    documents: BTreeMap<String, Arc<DocumentEntry>>,
    text: TextSearcher,
    vectors: Vectors,
    aliases: OnceLock<Aliases>,
    passages: OnceLock<Arc<Vec<PassageRecord>>>,
}

/// The number of each passage, by the key that indexes know it by: documents by source, passages by position.
fn numbers(documents: &BTreeMap<String, Arc<DocumentEntry>>) -> HashMap<u64, u32> {
    let keys = documents.values().flat_map(|d| &d.passages).map(|p| p.key);
    keys.enumerate().filter_map(|(n, key)| Some((key, u32::try_from(n).ok()?))).collect()
}

impl Snapshot {
    pub(crate) fn new(
        sequence: u64,
        documents: BTreeMap<String, Arc<DocumentEntry>>,
        text: &TextIndex,
        vectors: &VectorIndex,
    ) -> Result<Self, GraphError> {
        let numbers = numbers(&documents);
        Ok(Self {
            sequence,
            text: text.searcher(&numbers)?,
            vectors: vectors.snapshot(&numbers),
            documents,
            aliases: OnceLock::new(),
            passages: OnceLock::new(),
        })
    }

    /// Outbox number of the last transaction.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Every document, by source.
    pub fn documents(&self) -> impl Iterator<Item = &DocumentRecord> {
        self.documents.values().map(|d| &d.record)
    }

    /// The document of that source.
    #[must_use]
    pub fn document(&self, source: &str) -> Option<&DocumentRecord> {
        self.documents.get(source).map(|d| &d.record)
    }

    pub(crate) fn entries(&self) -> &BTreeMap<String, Arc<DocumentEntry>> {
        &self.documents
    }

    pub(crate) fn aliases(&self) -> &Aliases {
        self.aliases.get_or_init(|| Aliases::new(self.documents.values().map(AsRef::as_ref)))
    }

    /// Every canonical entity, by IRI.
    pub fn entities(&self) -> impl Iterator<Item = &EntityRecord> {
        self.aliases().records()
    }

    /// Every passage, in order of [`PassageId`]: documents by source, passages by position. Put together at the first call.
    #[must_use]
    pub fn passages(&self) -> Arc<Vec<PassageRecord>> {
        Arc::clone(self.passages.get_or_init(|| Arc::new(self.make_passages())))
    }

    fn make_passages(&self) -> Vec<PassageRecord> {
        let aliases = self.aliases();
        let mut records = Vec::new();
        for document in self.documents.values() {
            for passage in &document.passages {
                let mut entities: Vec<String> =
                    passage.entities.iter().map(|iri| aliases.canonical(iri).to_owned()).collect();
                entities.sort_unstable();
                entities.dedup();
                let title = &document.record.title;
                records.push(PassageRecord {
                    id: PassageId(u32::try_from(records.len()).unwrap_or(u32::MAX)),
                    iri: passage.iri.clone(),
                    document: document.record.iri.clone(),
                    source: document.record.source.clone(),
                    title: title.clone(),
                    headings: passage.headings.iter().filter(|h| *h != title).cloned().collect(),
                    text: passage.text.clone(),
                    locator: passage.locator.clone().unwrap_or_else(|| Locator::from(Place::Paragraph { paragraph: 0 })),
                    blocks: passage.blocks.clone(),
                    rows: passage.rows,
                    entities,
                });
            }
        }
        records
    }

    /// The `k` passages that score best for `query` by BM25, among `filter` where it is given; statistics are those of `filter`
    /// alone.
    ///
    /// # Errors
    /// What the index said.
    pub fn text_search(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, GraphError> {
        self.text.search(query, filter, k)
    }

    /// The `k` passages nearest to `vector` by cosine, among `filter` where it is given.
    #[must_use]
    pub fn vector_search(
        &self,
        vector: &[f32],
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Vec<(PassageId, f32)> {
        self.vectors.search(vector, filter, k)
    }
}
