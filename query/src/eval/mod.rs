//! Measuring: recall of retrieval on a question set, and the files that a scorer of an agency world reads.
//!
//! Time is measured by a clock that the caller passes in; nothing here reads one.

mod recall;
mod world;

pub use recall::{GoldQuestion, Ranking, RecallReport, RecallRow, evaluate, percentile, read_questions};
pub use world::{WorldQuestion, answers, read_world, retrieval, tables, text, triples};
