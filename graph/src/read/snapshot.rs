//! The knowledge as of one commit.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use quarry_ingest::{Locator, Place};
use roaring::RoaringBitmap;

use super::documents::Documents;
use crate::error::GraphError;
use crate::index::{Searchable, Sought};
use crate::name::normalise_name;
use crate::record::{DocumentRecord, EntityRecord, PassageId, PassageRecord};
use crate::resolve::{Decision, Link, Resolution};

/// Documents, passages, entities and both indexes as of one commit: passage numbers agree throughout, whatever is written
/// meanwhile.
#[derive(Debug)]
pub struct Snapshot {
    sequence: u64,
    documents: Documents,
    text: Box<dyn Searchable>,
    vectors: Box<dyn Searchable>,
    decisions: Arc<Vec<Decision>>,
    resolution: OnceLock<Resolution>,
    passages: OnceLock<Arc<Vec<PassageRecord>>>,
}

impl Snapshot {
    pub(crate) fn new(
        sequence: u64,
        documents: Documents,
        text: Box<dyn Searchable>,
        vectors: Box<dyn Searchable>,
        decisions: Arc<Vec<Decision>>,
    ) -> Self {
        Self {
            sequence,
            text,
            vectors,
            documents,
            decisions,
            resolution: OnceLock::new(),
            passages: OnceLock::new(),
        }
    }

    /// Whether readers had anything put together here.
    pub(crate) fn is_laid_out(&self) -> bool {
        self.resolution.get().is_some() || self.passages.get().is_some()
    }

    /// Outbox number of the last transaction.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Every document, by source.
    pub fn documents(&self) -> impl Iterator<Item = &DocumentRecord> {
        self.documents.iter().map(|d| &d.record)
    }

    /// The document of that source.
    #[must_use]
    pub fn document(&self, source: &str) -> Option<&DocumentRecord> {
        self.documents.get(source).map(|d| &d.record)
    }

    pub(crate) fn entries(&self) -> &Documents {
        &self.documents
    }

    pub(crate) fn resolution(&self) -> &Resolution {
        self.resolution.get_or_init(|| {
            let documents = self.documents.iter().map(AsRef::as_ref);
            Resolution::new(documents, &self.decisions)
        })
    }

    /// Canonical entities as a reader has them who may see only the documents that `visible` lets through: merges whose
    /// evidence is hidden are not made.
    pub fn entities_for(&self, visible: impl Fn(&DocumentRecord) -> bool) -> Vec<EntityRecord> {
        let documents = self.documents.iter().map(AsRef::as_ref);
        let documents = documents.filter(|d| visible(&d.record));
        Resolution::new(documents, &self.decisions)
            .records()
            .cloned()
            .collect()
    }

    /// The canonical node of a node: itself, unless it stands for another.
    #[must_use]
    pub fn canonical<'a>(&'a self, iri: &'a str) -> &'a str {
        self.resolution().canonical(iri)
    }

    /// What is known of a node's canonical entity.
    #[must_use]
    pub fn entity(&self, iri: &str) -> Option<&EntityRecord> {
        self.resolution().record(iri)
    }

    /// The nodes that are one thing with that one, in order, with the label that each document's graph gives it.
    #[must_use]
    pub fn members(&self, iri: &str) -> Vec<(String, String)> {
        let resolution = self.resolution();
        let canonical = resolution.canonical(iri);
        let entities = self.documents.iter().flat_map(|d| &d.entities);
        let members: BTreeMap<&str, &str> = entities
            .filter(|e| resolution.canonical(&e.iri) == canonical)
            .map(|e| (e.iri.as_str(), e.name.as_str()))
            .collect();
        let owned = |(iri, name): (&str, &str)| (iri.to_owned(), name.to_owned());
        members.into_iter().map(owned).collect()
    }

    /// Nodes that `given` names: the one of that IRI, else those with a label that normalises alike, else those of entities with
    /// such an alias. In order.
    #[must_use]
    pub fn find_nodes(&self, given: &str) -> Vec<String> {
        let entities = || self.documents.iter().flat_map(|d| &d.entities);
        if entities().any(|e| e.iri == given) {
            return vec![given.to_owned()];
        }
        let wanted = normalise_name(given);
        let sorted = |found: std::collections::BTreeSet<String>| found.into_iter().collect::<Vec<_>>();
        let labelled = sorted(
            entities()
                .filter(|e| normalise_name(&e.name) == wanted)
                .map(|e| e.iri.clone())
                .collect(),
        );
        if !labelled.is_empty() {
            return labelled;
        }
        let has_alias = |record: &&EntityRecord| record.aliases.iter().any(|a| normalise_name(a) == wanted);
        sorted(self.entities().filter(has_alias).map(|r| r.iri.clone()).collect())
    }

    /// The names of the organisations that a canonical entity is said to work for, sorted.
    #[must_use]
    pub fn employers(&self, iri: &str) -> Vec<String> {
        let wanted = self.canonical(iri);
        let facts = self.documents.iter().flat_map(|d| &d.facts);
        let employers = facts.filter_map(|fact| match fact.predicate.as_str() {
            "affiliatedWith" if self.canonical(&fact.subject) == wanted => Some(&fact.object),
            "headedBy" if self.canonical(&fact.object) == wanted => Some(&fact.subject),
            _ => None,
        });
        let names: std::collections::BTreeSet<String> = employers
            .filter_map(|employer| Some(self.entity(employer)?.name.clone()))
            .collect();
        names.into_iter().collect()
    }

    /// The links by which the members of a canonical entity were joined.
    #[must_use]
    pub fn links(&self, iri: &str) -> &[Link] {
        self.resolution().links(iri)
    }

    /// Pairs of nodes that may be one thing, but are not taken for one, the likeliest first.
    #[must_use]
    pub fn doubtful(&self) -> &[Link] {
        self.resolution().doubtful()
    }

    /// What people decided, in order.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Every canonical entity, by IRI.
    pub fn entities(&self) -> impl Iterator<Item = &EntityRecord> {
        self.resolution().records()
    }

    /// Every passage, in order of [`PassageId`]: documents by source, passages by position. Put together at the first call.
    #[must_use]
    pub fn passages(&self) -> Arc<Vec<PassageRecord>> {
        Arc::clone(self.passages.get_or_init(|| Arc::new(self.make_passages())))
    }

    fn make_passages(&self) -> Vec<PassageRecord> {
        let resolution = self.resolution();
        let mut records = Vec::new();
        for document in self.documents.iter() {
            for passage in &document.passages {
                let mut entities: Vec<String> = passage
                    .entities
                    .iter()
                    .map(|iri| resolution.canonical(iri).to_owned())
                    .collect();
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
                    locator: passage
                        .locator
                        .clone()
                        .unwrap_or_else(|| Locator::from(Place::Paragraph { paragraph: 0 })),
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
        self.text.search(Sought::Words(query), filter, k)
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
        self.vectors.search(Sought::Vector(vector), filter, k)
    }
}
