//! Knowledge to answers.
//!
//! A question travels forward: [`Question`] → seeds and terms → ranked passages ([`SearchResult`]) → facts and sentences
//! → [`Answer`] with citations. No language model is needed on the way; the [`generator`] is off unless configured.
//!
//! - [`text`]: tokens, names and sentences in every script, the same for passages and questions
//! - [`retrieval`]: passage-entity graph, personalised PageRank, BM25 and vectors, gated fusion
//! - [`question`]: what a question asks for, in three languages
//! - [`answer`]: facts, chains of facts, comparison, totals, and sentences as the last resort
//! - [`generator`]: a client for any OpenAI-compatible server, and the check of what it wrote
//! - [`eval`]: recall and the forms that a scorer of an agency world reads
//! - [`sparql`]: SPARQL queries over the graph
//! - [`http`]: the one port: SPARQL protocol, chat and JSON APIs, metrics, the web page
//!
//! This crate never reads a file format and never asks the wall clock. It opens no network connection but the generator's.

pub mod answer;
pub mod contract;
pub mod engine;
pub mod error;
pub mod eval;
pub mod generator;
pub mod http;
mod passages;
pub mod question;
pub mod retrieval;
pub mod source;
pub mod sparql;
pub mod text;

pub use answer::{Answer, Citation, Proposed, Stretches, Weighable};
pub use contract::{AnswerLine, BatchLine, FailedLine, Retrieved, SearchLine};
pub use engine::{Engine, EngineOptions, Freshness};
pub use error::QueryError;
pub use question::{Mode, Question};
pub use retrieval::{Hit, Parts, Reranker, RetrievalOptions, SearchResult};
pub use source::{Indexed, MemorySource, Source};
