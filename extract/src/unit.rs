//! The texts of a document on which mentions are counted: blocks and table cells.

use std::ops::Range;

use quarry_ingest::{BlockKind, Document, Place, Table};

use crate::extraction::Span;

/// Upper bound on the characters of one text that is analysed; the rest of a monstrous block is left alone.
const LONGEST_TEXT: usize = 200_000;

/// One text: a block's or a cell's, with what is needed to count Unicode scalars.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Index of the block in the document; 0 for plain text.
    pub(crate) block: usize,
    /// Block id; none for plain text.
    pub(crate) id: Option<String>,
    /// Row and column, for a cell.
    pub(crate) cell: Option<(u32, u32)>,
    /// Kind of the block.
    pub(crate) kind: BlockKind,
    /// The text itself.
    pub(crate) text: String,
}

impl Unit {
    /// A unit of plain text, without a block.
    pub(crate) fn plain(text: &str) -> Self {
        Self {
            block: 0,
            id: None,
            cell: None,
            kind: BlockKind::Paragraph,
            text: clip(text).to_owned(),
        }
    }

    /// The span of a byte range of this unit, counted in Unicode scalars.
    pub(crate) fn span(&self, bytes: Range<usize>) -> Span {
        let start = count_chars(&self.text, 0..bytes.start);
        let end = start + count_chars(&self.text, bytes);
        Span {
            block: self.id.clone(),
            row: self.cell.map(|c| c.0),
            column: self.cell.map(|c| c.1),
            start,
            end,
        }
    }
}

fn count_chars(text: &str, bytes: Range<usize>) -> usize {
    text.get(bytes).map_or(0, |t| t.chars().count())
}

fn clip(text: &str) -> &str {
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    let mut end = LONGEST_TEXT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Every text of the document that is analysed, in reading order. Running headers and footers repeat what stands
/// elsewhere, and hidden text on a page was never meant to be read: both are left out.
pub(crate) fn units(document: &Document) -> Vec<Unit> {
    let mut units = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let off_page = block.hidden && matches!(block.locator.place, Place::Page { .. });
        if off_page || matches!(block.kind, BlockKind::Header | BlockKind::Footer) {
            continue;
        }
        let unit = |cell, text: &str| Unit {
            block: index,
            id: Some(block.id.clone()),
            cell,
            kind: block.kind,
            text: clip(text).to_owned(),
        };
        if let Some(table) = &block.table {
            units.extend(texts_of(table).map(|(row, column, text)| unit(Some((row, column)), text)));
        } else if !block.text.trim().is_empty() {
            units.push(unit(None, &block.text));
        }
    }
    units
}

fn texts_of(table: &Table) -> impl Iterator<Item = (u32, u32, &str)> {
    table
        .cells
        .iter()
        .filter(|cell| !cell.text.trim().is_empty())
        .map(|cell| (cell.row, cell.column, cell.text.as_str()))
}
