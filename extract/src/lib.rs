//! Documents to extractions.
//!
//! [`Extractor::extract`] finds entities, relations, typed figures and passages in a [`Document`], in one pass over its
//! blocks: rules for what rules do nearly perfectly (dates, amounts, laws, document numbers), an ONNX token classifier for
//! names, table structure for figures and rows, patterns for relations, and an ONNX embedder for passages.
//!
//! A document goes through these steps, each a module: its texts ([`unit`]), the mentions in them ([`rules`], [`runtime`],
//! [`mentions`]), names said again ([`dictionary`], [`aliases`]), the things they name ([`entities`]), what is said of them
//! ([`relations`], [`figures`]) and what is retrieved ([`passages`]).
//!
//! Beside that stand the translation [`Lexicon`], which `query` asks, and [`ocr`]: character recognition with ONNX models, for `ingest`'s readers.
//!
//! This crate knows no store and opens no network connection.

mod aliases;
mod analysis;
mod calibration;
mod dictionary;
mod entities;
pub mod evaluation;
pub mod extraction;
pub mod extractor;
mod figures;
mod known_names;
mod lexicon;
mod mentions;
pub mod models;
mod namesakes;
mod nested;
mod nouns;
pub mod ocr;
mod packed;
mod passages;
mod references;
mod relations;
mod rules;
mod runtime;
mod script;
mod sentence;
mod table_grid;
mod table_passages;
mod unit;

pub use calibration::{Calibration, Clues, Example};
pub use extraction::{
    ASSERTED, Entity, EntityType, Extraction, Figure, Inner, Mention, Passage, Relation, Span, TypedValue,
};
pub use extractor::{ExtractError, Extractor, ExtractorOptions};
pub use known_names::KnownNames;
pub use lexicon::{Entry as LexiconEntry, Lexicon};
pub use ocr::{OnnxOcr, OnnxOcrOptions};
pub use quarry_ingest::Document;
pub use rules::korean_heads::{KOREAN_HEADS, KoreanHead};
pub use sentence::sentences;
