//! Finding passages without a language model.
//!
//! A [`PassageGraph`] joins each passage to the entities that it names: extracted ones, titles, capitalised spans and quoted
//! names ([`candidate_names`]). The question's names are its seeds ([`Seeds`]); a personalised PageRank ([`walk`]) from them,
//! biased to passages that also share the question's words, reaches passages that no word of the question stands in. BM25
//! and vectors stand beside it, and [`fuse`] weighs the three by how much of the question the seeds account for, so that a
//! question without names is answered by words alone. One configuration ([`RetrievalOptions`]) serves every corpus.

mod bm25;
mod candidates;
mod fusion;
mod graph;
mod options;
mod search;
mod seeds;
mod walk;

pub use bm25::{Bm25, idf, share};
pub use candidates::candidate_names;
pub use fusion::{Parts, Ranked, Signals, fuse};
pub use graph::PassageGraph;
pub use options::RetrievalOptions;
pub use search::{Hit, SearchResult, Trace, rank};
pub use seeds::{Seed, Seeds};
pub use walk::walk;
