//! A change made ready for its transaction: the triples of the document, what stands in memory of it, and what the side indexes
//! are to know.

use std::sync::Arc;

use oxigraph::model::{Literal, NamedNode, TripleRef};
use oxigraph::store::Store;

use crate::bulk;
use crate::content::ContentFolder;
use crate::error::GraphError;
use crate::index::{IndexedPassage, Update};
use crate::knowledge::{Change, Commit};
use crate::ontology::Schema;
use crate::rdf::iri;
use crate::rdf::triples::Triples;
use crate::rdf::vocabulary::void;
use crate::read::{DocumentEntry, EntryBuilder, PassageEntry, Slot};
use crate::write::DocumentGraph;

/// A change made ready for its transaction.
pub(crate) struct Prepared {
    pub(crate) source: String,
    pub(crate) node: NamedNode,
    pub(crate) run: String,
    /// None to remove.
    pub(crate) put: Option<(Triples, Arc<DocumentEntry>)>,
    pub(crate) update: Update,
    /// Puts a large document that neither the store nor the batch before it holds anything of.
    pub(crate) loads: bool,
}

impl Prepared {
    /// Makes the graph of a document, keeps its content, and counts in `commit` what was left out of the graph.
    pub(crate) fn new(
        change: Change,
        store: &Store,
        content: &ContentFolder,
        schema: &Schema,
        commit: &mut Commit,
    ) -> Result<Self, GraphError> {
        match change {
            Change::Remove { source, run } => {
                let node = iri::document(&source);
                let update = Update {
                    document: iri::passage_key(node.as_str()),
                    slot: Slot::NONE,
                    passages: Vec::new(),
                };
                Ok(Self {
                    source,
                    node,
                    run,
                    put: None,
                    update,
                    loads: false,
                })
            }
            Change::Put {
                document,
                extraction,
                collection,
                pipeline,
                run,
            } => {
                let DocumentGraph {
                    name: node,
                    mut triples,
                    dropped,
                    held,
                } = DocumentGraph::new(&document, &extraction, &collection, &pipeline, schema);
                commit.dropped += dropped;
                commit.held += held;
                triples.push(content.write(&document)?.triple(&node).as_ref());
                let count = Literal::from(triples.len() as u64 + 1);
                triples.push(TripleRef::new(&node, void::TRIPLES, &count));
                let entry = EntryBuilder::from_triples(&triples).ok_or_else(|| {
                    GraphError::Store(format!("the document {:?} has no source", document.source))
                })?;
                let embeddings = extraction.passages.iter().map(|p| p.embedding.clone());
                let passages = entry.passages.iter().zip(embeddings);
                let update = Update {
                    document: iri::passage_key(node.as_str()),
                    slot: Slot::NONE,
                    passages: passages
                        .map(|(p, embedding)| indexed(&entry, p, embedding))
                        .collect(),
                };
                let loads = triples.len() >= bulk::FROM && bulk::is_new(store, &node)?;
                let put = Some((triples, Arc::new(entry)));
                Ok(Self {
                    source: document.source,
                    node,
                    run,
                    put,
                    update,
                    loads,
                })
            }
        }
    }

    /// The same behind other changes: a document that they change is not loaded.
    pub(crate) fn beside(mut self, batch: &[Self]) -> Self {
        self.loads = self.loads && batch.iter().all(|other| other.node != self.node);
        self
    }

    /// How many triples it puts.
    pub(crate) fn triples(&self) -> usize {
        self.put.as_ref().map_or(0, |(triples, _)| triples.len())
    }

    /// Takes out what is to be loaded.
    pub(crate) fn load(&mut self) -> Option<bulk::Load> {
        let (triples, _) = self.put.as_mut()?;
        Some(bulk::Load {
            node: self.node.clone(),
            run: self.run.clone(),
            triples: std::mem::take(triples),
        })
    }
}

/// What the side indexes are to know of a passage.
pub(crate) fn indexed(entry: &DocumentEntry, passage: &PassageEntry, embedding: Vec<f32>) -> IndexedPassage {
    IndexedPassage {
        key: passage.key,
        text: passage.text.clone(),
        titles: passage.titles(&entry.record.title),
        embedding,
    }
}
