//! Side indexes: what can be deleted at any moment and rebuilt from the store.
//!
//! [`TextIndex`] ranks by BM25, [`VectorIndex`] by cosine. Both know a passage by 64 bits of its IRI, never by its number in
//! one opened knowledge. Each keeps the outbox number up to which it has followed the store; it commits what it was given
//! first and moves that mark with it, so that after a kill it is behind at worst, never ahead.

mod bm25;
mod codes;
mod function_words;
mod quantised;
mod recent;
mod side_index;
mod text;
mod tokenizer;
mod vector_log;
mod vectors;

pub use function_words::{importance, is_function_word};
pub(crate) use side_index::{IndexedPassage, Searchable, SideIndex, Sought, Update};
pub(crate) use text::TextIndex;
pub use tokenizer::tokenize;
pub(crate) use vectors::VectorIndex;
