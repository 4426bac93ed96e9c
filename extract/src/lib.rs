//! Documents to extractions.
//!
//! [`Extractor::extract`] finds entities, relations, typed figures and passages in a [`Document`], in one pass over its
//! blocks: rules for what rules do nearly perfectly (dates, amounts, laws, document numbers), an ONNX token classifier for
//! names, table structure for figures and rows, patterns for relations, and an ONNX embedder for passages.
//!
//! This crate knows no store and opens no network connection.

pub mod extraction;
pub mod extractor;

pub use extraction::{
    Entity, EntityType, Extraction, Figure, Mention, Passage, Relation, Span, TypedValue,
};
pub use extractor::{ExtractError, Extractor, ExtractorOptions};
pub use quarry_ingest::Document;
