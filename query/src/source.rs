//! Where passages, statements and their indexes come from.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use quarry_extract::Extractor;
use quarry_graph::{
    ColumnMeaning, DatedStatement, DocumentRecord, EntityRecord, Knowledge, PassageId, PassageRecord,
    Snapshot as Commit, StatementRecord,
};
use quarry_ingest::Document;
use roaring::RoaringBitmap;

use crate::error::QueryError;
use crate::retrieval::Bm25;
use crate::sparql::{Form, SparqlOptions, evaluate};

/// What retrieval and answers read. Implemented by an opened data folder ([`Indexed`]) and by passages in memory
/// ([`MemorySource`]).
pub trait Source: Send + Sync {
    /// Changes whenever what can be read changes.
    fn sequence(&self) -> u64;

    /// The same as it is now, for reads that must agree with each other whatever changes meanwhile; none where nothing changes.
    fn pinned(&self) -> Option<Arc<dyn Source>> {
        None
    }

    /// Every passage, in order of its number.
    fn passages(&self) -> Arc<Vec<PassageRecord>>;

    /// Every document.
    ///
    /// # Errors
    /// What the store said.
    fn documents(&self) -> Result<Vec<DocumentRecord>, QueryError>;

    /// Every canonical entity.
    ///
    /// # Errors
    /// What the store said.
    fn entities(&self) -> Result<Vec<EntityRecord>, QueryError>;

    /// Every statement with its evidence.
    ///
    /// # Errors
    /// What the store said.
    fn statements(&self) -> Result<Vec<StatementRecord>, QueryError>;

    /// Statements of the documents in `collections` (all where none are named); what later documents revise has the qualifier
    /// `status` with the value `superseded`.
    ///
    /// # Errors
    /// What the store said.
    fn present(&self, collections: Option<&BTreeSet<String>>) -> Result<Vec<StatementRecord>, QueryError> {
        let _ = collections;
        self.statements()
    }

    /// Statements of the documents in `collections` (all where none are named) as they stood on a day (ISO 8601), and the paths
    /// of the documents that were known then; a source that knows no dates gives what stands now.
    ///
    /// # Errors
    /// What the store said.
    fn as_of(
        &self,
        day: &str,
        collections: Option<&BTreeSet<String>>,
    ) -> Result<(Vec<StatementRecord>, Vec<String>), QueryError> {
        let _ = (day, collections);
        let documents = self.documents()?.into_iter().map(|d| d.source).collect();
        Ok((self.statements()?, documents))
    }

    /// The document as it was read, for its tables.
    ///
    /// # Errors
    /// What the store said.
    fn content(&self, source: &str) -> Result<Option<Document>, QueryError>;

    /// The best `k` passages for `query` by BM25, among `filter`.
    ///
    /// # Errors
    /// What the index said.
    fn lexical(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError>;

    /// The values of a SPARQL query's one variable, as text; empty where there is no store.
    ///
    /// # Errors
    /// What the store said.
    fn values(&self, query: &str) -> Result<Vec<String>, QueryError> {
        let _ = query;
        Ok(Vec::new())
    }

    /// What an organisation's table mappings say that a column of these headers states; none where they say nothing.
    fn meaning_of_column(&self, header_path: &[String]) -> Option<ColumnMeaning> {
        let _ = header_path;
        None
    }

    /// A question's unit vector; empty without an embedding model.
    ///
    /// # Errors
    /// What the model said.
    fn embed_question(&self, question: &str) -> Result<Vec<f32>, QueryError> {
        let _ = question;
        Ok(Vec::new())
    }

    /// A unit vector of each text; empty ones without an embedding model.
    ///
    /// # Errors
    /// What the model said.
    fn embed_texts(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, QueryError> {
        Ok(vec![Vec::new(); texts.len()])
    }

    /// The best `k` passages for `query` by cosine of embeddings, among `filter`; none without an embedding model.
    ///
    /// # Errors
    /// What the model or the index said.
    fn nearest(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError>;
}

/// An opened data folder, with the models that embed questions.
#[derive(Debug, Clone)]
pub struct Indexed {
    knowledge: Arc<Knowledge>,
    extractor: Arc<Extractor>,
    /// For which state of the knowledge it was looked whether its vectors are the embedder's, and what was found.
    comparable: Arc<Mutex<Option<(u64, bool)>>>,
    /// The commit that is read; none for whichever is the last.
    pinned: Option<Arc<Commit>>,
}

impl Indexed {
    /// Joins the two.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>, extractor: Arc<Extractor>) -> Self {
        Self {
            knowledge,
            extractor,
            comparable: Arc::default(),
            pinned: None,
        }
    }

    /// Whether every document was read with the embedder that is in use: vectors of two models have nothing to do with each other.
    fn is_comparable(&self) -> bool {
        let Some(embedder) = self.extractor.embedder() else {
            return false;
        };
        let commit = self.commit();
        let sequence = commit.sequence();
        let mut known = self.comparable.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, comparable)) = *known
            && at == sequence
        {
            return comparable;
        }
        let others = commit
            .documents()
            .filter(|d| !d.pipeline.contains(&embedder))
            .count();
        if others > 0 {
            tracing::warn!(
                documents = others,
                "documents were read with another embedding model: vectors are left aside until `quarry ingest` has read them again"
            );
        }
        *known = Some((sequence, others == 0));
        others == 0
    }

    fn commit(&self) -> Arc<Commit> {
        self.pinned.clone().unwrap_or_else(|| self.knowledge.snapshot())
    }
}

impl Source for Indexed {
    fn sequence(&self) -> u64 {
        self.commit().sequence()
    }

    fn pinned(&self) -> Option<Arc<dyn Source>> {
        Some(Arc::new(Self {
            pinned: Some(self.commit()),
            ..self.clone()
        }))
    }

    fn passages(&self) -> Arc<Vec<PassageRecord>> {
        self.commit().passages()
    }

    fn documents(&self) -> Result<Vec<DocumentRecord>, QueryError> {
        Ok(self.commit().documents().cloned().collect())
    }

    fn entities(&self) -> Result<Vec<EntityRecord>, QueryError> {
        Ok(self.commit().entities().cloned().collect())
    }

    fn statements(&self) -> Result<Vec<StatementRecord>, QueryError> {
        Ok(self.knowledge.statements_of(&self.commit())?)
    }

    fn present(&self, collections: Option<&BTreeSet<String>>) -> Result<Vec<StatementRecord>, QueryError> {
        let may_read = |d: &DocumentRecord| collections.is_none_or(|c| c.contains(&d.collection));
        let all = self.knowledge.timeline_among(&may_read)?;
        let told = |dated: DatedStatement| {
            let mut statement = dated.statement;
            if dated.superseded_by.is_some() {
                // What called itself current or revised then is neither now.
                let standing = |name: &str| matches!(name, "status" | "version");
                statement
                    .qualifiers
                    .retain(|(name, said)| !standing(name) || said == "initial");
                statement
                    .qualifiers
                    .push(("status".to_owned(), "superseded".to_owned()));
            }
            statement
        };
        Ok(all.into_iter().map(told).collect())
    }

    fn as_of(
        &self,
        day: &str,
        collections: Option<&BTreeSet<String>>,
    ) -> Result<(Vec<StatementRecord>, Vec<String>), QueryError> {
        let may_read = |d: &DocumentRecord| collections.is_none_or(|c| c.contains(&d.collection));
        let then = self.knowledge.statements_as_of_among(day, &may_read)?;
        let all = self.knowledge.timeline_among(&may_read)?;
        let statements = in_force(then, &all, day);
        Ok((statements, self.knowledge.sources_as_of(day)))
    }

    fn content(&self, source: &str) -> Result<Option<Document>, QueryError> {
        Ok(self.knowledge.content(source)?)
    }

    fn lexical(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError> {
        Ok(self.commit().text_search(query, filter, k)?)
    }

    fn values(&self, query: &str) -> Result<Vec<String>, QueryError> {
        let options = SparqlOptions::default();
        let (_, json) = evaluate(self.knowledge.store(), query, &options, |_| {
            Form::from_name("json")
        })?;
        let results: serde_json::Value = serde_json::from_slice(&json).unwrap_or_default();
        let solutions = results.pointer("/results/bindings").and_then(|b| b.as_array());
        let value = |solution: &serde_json::Value| {
            let term = solution.as_object()?.values().next()?;
            Some(term.get("value")?.as_str()?.to_owned())
        };
        Ok(solutions.into_iter().flatten().filter_map(value).collect())
    }

    fn meaning_of_column(&self, header_path: &[String]) -> Option<ColumnMeaning> {
        self.knowledge.meaning_of_column(header_path)
    }

    fn nearest(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError> {
        if self.extractor.dimension() == 0 || !self.is_comparable() {
            return Ok(Vec::new());
        }
        let vector = self.embed_question(query)?;
        if vector.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.commit().vector_search(&vector, filter, k)?)
    }

    fn embed_question(&self, question: &str) -> Result<Vec<f32>, QueryError> {
        if self.extractor.dimension() == 0 {
            return Ok(Vec::new());
        }
        let embedded = self.extractor.embed_questions(&[question])?;
        Ok(embedded.into_iter().next().unwrap_or_default())
    }

    fn embed_texts(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, QueryError> {
        Ok(self.extractor.embed(texts)?)
    }
}

/// Passages, entities and statements in memory with a BM25 index over them: for tests, benches and small sets.
#[derive(Debug, Clone, Default)]
pub struct MemorySource {
    documents: Vec<DocumentRecord>,
    passages: Arc<Vec<PassageRecord>>,
    entities: Vec<EntityRecord>,
    statements: Vec<StatementRecord>,
    contents: Vec<Document>,
    index: Bm25,
}

impl MemorySource {
    /// Indexes `passages`; each gets the number of its place in the list.
    #[must_use]
    pub fn new(
        documents: Vec<DocumentRecord>,
        mut passages: Vec<PassageRecord>,
        entities: Vec<EntityRecord>,
        statements: Vec<StatementRecord>,
    ) -> Self {
        for (number, passage) in passages.iter_mut().enumerate() {
            passage.id = PassageId(u32::try_from(number).unwrap_or(u32::MAX));
        }
        let index = Bm25::new(
            passages
                .iter()
                .map(|p| (p.title.as_str(), p.headings.as_slice(), p.text.as_str())),
        );
        Self {
            documents,
            passages: Arc::new(passages),
            entities,
            statements,
            contents: Vec::new(),
            index,
        }
    }

    /// The same with whole documents, whose tables are read for facts.
    #[must_use]
    pub fn with_contents(self, contents: Vec<Document>) -> Self {
        Self { contents, ..self }
    }
}

impl Source for MemorySource {
    fn sequence(&self) -> u64 {
        1
    }

    fn passages(&self) -> Arc<Vec<PassageRecord>> {
        Arc::clone(&self.passages)
    }

    fn documents(&self) -> Result<Vec<DocumentRecord>, QueryError> {
        Ok(self.documents.clone())
    }

    fn entities(&self) -> Result<Vec<EntityRecord>, QueryError> {
        Ok(self.entities.clone())
    }

    fn statements(&self) -> Result<Vec<StatementRecord>, QueryError> {
        Ok(self.statements.clone())
    }

    fn content(&self, source: &str) -> Result<Option<Document>, QueryError> {
        Ok(self.contents.iter().find(|d| d.source == source).cloned())
    }

    fn lexical(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError> {
        Ok(self.index.search(query, filter, k))
    }

    fn nearest(
        &self,
        _: &str,
        _: Option<&RoaringBitmap>,
        _: usize,
    ) -> Result<Vec<(PassageId, f32)>, QueryError> {
        Ok(Vec::new())
    }
}

/// What stood on a day, told as what stands now: who has left since had not left then. Somebody who is called the former head
/// without a date is the head of the days before the present one came.
fn in_force(then: Vec<DatedStatement>, all: &[DatedStatement], day: &str) -> Vec<StatementRecord> {
    let came_later = |s: &StatementRecord| {
        all.iter().any(|later| {
            later.statement.subject == s.subject
                && later.statement.predicate == s.predicate
                && later.statement.object != s.object
                && later.valid_from.is_some()
                && !later.holds_on(day)
        })
    };
    then.into_iter()
        .map(|dated| {
            let mut statement = dated.statement;
            let told = dated.valid_until.is_some() || dated.valid_from.is_none() && came_later(&statement);
            if told {
                statement
                    .qualifiers
                    .retain(|(name, _)| !matches!(name.as_str(), "status" | "until" | "validThrough"));
            }
            statement
        })
        .collect()
}
