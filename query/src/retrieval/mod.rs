//! Finding passages without a language model.
//!
//! A [`PassageGraph`] joins each passage to the entities that it names: titles, capitalised spans, quoted names
//! ([`candidate_names`]) and what the models found. The question's names are its seeds ([`Seeds`]); a personalised PageRank
//! ([`walk`]) from them, drawn to passages that stand under a name and to those that share the question's words, reaches
//! passages that no word of the question stands in. BM25 with a closer look at its best passages, and vectors, stand beside
//! it, and [`fuse`] weighs the three by how sure the seeds are, so that a question without names is answered by words alone.
//! One configuration ([`RetrievalOptions`]) serves every corpus. What a collection is about as a whole is told by its [`Themes`].

mod across;
mod bm25;
mod candidates;
mod coverage;
mod fusion;
mod graph;
mod options;
mod readings;
mod reranker;
mod search;
mod seeds;
mod statements;
mod themes;
mod translate;
mod walk;
mod words;

pub use bm25::{Bm25, idf, share};
pub use candidates::candidate_names;
pub(crate) use coverage::Wanted;
pub use fusion::{Parts, Ranked, Signals, fuse};
pub use graph::PassageGraph;
pub use options::RetrievalOptions;
pub(crate) use readings::{Kept, Readings};
pub use reranker::Reranker;
pub(crate) use reranker::look_again;
pub use search::{Hit, SearchResult, Trace, rank};
pub use seeds::{Seed, Seeds};
pub use themes::{Theme, Themes};
pub use translate::{Concept, Translator};
pub use walk::walk;

/// A passage of a document of its own, for tests.
#[cfg(test)]
fn passage_of(id: u32, text: &str) -> quarry_graph::PassageRecord {
    quarry_graph::PassageRecord {
        id: quarry_graph::PassageId(id),
        iri: String::new(),
        document: String::new(),
        source: format!("{id}.txt"),
        title: String::new(),
        headings: Vec::new(),
        text: text.to_owned(),
        locator: quarry_ingest::Locator::from(quarry_ingest::Place::Paragraph { paragraph: 0 }),
        blocks: Vec::new(),
        rows: None,
        entities: Vec::new(),
    }
}
