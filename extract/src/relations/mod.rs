//! What a document says of the things in it: by sentence patterns, by label lines and by the structure of tables.

pub(crate) mod labels;
pub(crate) mod sentences;
pub(crate) mod tables;

use quarry_ingest::Document;

use crate::analysis::Analysis;
use crate::entities::{Entities, Placed};
use crate::extraction::Relation;

/// Every relation of a document.
pub(crate) fn all(_document: &Document, _analysis: &Analysis, _tables: &[tables::Described], _placed: &[Vec<Placed>], _entities: &mut Entities) -> Vec<Relation> {
    Vec::new()
}

/// Every relation of plain text.
pub(crate) fn in_text(_analysis: &Analysis, _placed: &[Vec<Placed>], _entities: &mut Entities) -> Vec<Relation> {
    Vec::new()
}
