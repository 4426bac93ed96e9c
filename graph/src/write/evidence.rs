//! Evidence: spans that stand in the document, checked before anything is said with them.

use std::collections::HashMap;

use oxigraph::model::{Literal, NamedNode};
use quarry_extract::{Inner, Span};
use quarry_ingest::{Block, Cell, Document, Locator};

use super::document::Writer;
use crate::rdf::vocabulary::{oa, quarry, rdf};
use crate::rdf::{iri, literal};

/// The texts of a document, by block.
pub(super) struct Texts<'a> {
    blocks: HashMap<&'a str, &'a Block>,
    /// The cells of tables, by block, row and column of their upper left corner.
    cells: HashMap<(&'a str, u32, u32), &'a Cell>,
}

/// A span that stands in the document.
pub(super) struct Quote<'a> {
    pub(super) text: &'a str,
    pub(super) locator: Locator,
}

impl<'a> Texts<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let mut cells = HashMap::new();
        for block in &document.blocks {
            for cell in block.table.iter().flat_map(|t| &t.cells) {
                cells
                    .entry((block.id.as_str(), cell.row, cell.column))
                    .or_insert(cell);
            }
        }
        Self {
            blocks: document.blocks.iter().map(|b| (b.id.as_str(), b)).collect(),
            cells,
        }
    }

    /// The cell that covers a place of a block's table.
    pub(super) fn cell(&self, block: &str, row: u32, column: u32) -> Option<&'a Cell> {
        let corner = self.cells.get(&(block, row, column)).copied();
        corner.or_else(|| self.block(block)?.table.as_ref()?.cell_at(row, column))
    }

    pub(super) fn block(&self, id: &str) -> Option<&'a Block> {
        self.blocks.get(id).copied()
    }

    /// What stands at the span; none where the block, the cell or the offsets do not exist, or where nothing stands there.
    pub(super) fn quote(&self, span: &Span) -> Option<Quote<'a>> {
        let block = self.block(span.block.as_deref()?)?;
        let (text, locator) = match (span.row, span.column) {
            (Some(row), Some(column)) => {
                let cell = self.cell(&block.id, row, column)?;
                if let Some(inner) = &span.inner {
                    let text = characters(&inner_cell(cell, inner)?.text, inner.start, inner.end)?;
                    let locator = cell.locator.clone();
                    return (!text.trim().is_empty()).then_some(Quote { text, locator });
                }
                (cell.text.as_str(), cell.locator.clone())
            }
            (None, None) => (block.text.as_str(), block.locator.clone()),
            _ => return None,
        };
        let text = characters(text, span.start, span.end)?;
        (!text.trim().is_empty()).then_some(Quote { text, locator })
    }
}

/// The cell of a table inside a cell.
fn inner_cell<'a>(outer: &'a Cell, inner: &Inner) -> Option<&'a Cell> {
    let mut cell = outer;
    for (row, column) in &inner.cells {
        cell = cell.table.as_deref()?.cell_at(*row, *column)?;
    }
    (!inner.cells.is_empty()).then_some(cell)
}

/// `text[start..end]`, counted in Unicode scalar values.
fn characters(text: &str, start: usize, end: usize) -> Option<&str> {
    let length = end.checked_sub(start)?;
    let mut boundaries = text
        .char_indices()
        .map(|(i, _)| i)
        .chain(std::iter::once(text.len()));
    let from = boundaries.nth(start)?;
    let to = match length {
        0 => from,
        n => boundaries.nth(n - 1)?,
    };
    text.get(from..to)
}

impl Writer<'_> {
    /// The evidence of a span as an `oa:SpecificResource` with a quote and a position selector; none where the span does not
    /// stand in the document.
    pub(super) fn evidence(&mut self, span: &Span) -> Option<NamedNode> {
        let quote = self.texts.quote(span)?;
        let key = iri::span_key(span);
        let document = self.document.clone();
        let node = iri::minted("evidence", &[document.as_str(), &key]);
        if !self.first(&node) {
            return Some(node);
        }
        let exact = iri::minted("selector", &[document.as_str(), &key, "exact"]);
        let position = iri::minted("selector", &[document.as_str(), &key, "position"]);
        self.say(&node, rdf::TYPE, oa::SPECIFIC_RESOURCE);
        self.say(&node, oa::HAS_SOURCE, document);
        self.say(&node, quarry::LOCATOR, literal::json(&quote.locator));
        self.place(&node, span);
        self.say(&node, oa::HAS_SELECTOR, exact.clone());
        self.say(&node, oa::HAS_SELECTOR, position.clone());
        self.say(&exact, rdf::TYPE, oa::TEXT_QUOTE_SELECTOR);
        self.say(&exact, oa::EXACT, Literal::from(quote.text));
        self.say(&position, rdf::TYPE, oa::TEXT_POSITION_SELECTOR);
        self.range(&position, span);
        Some(node)
    }

    /// Block and cell.
    pub(super) fn place(&mut self, node: &NamedNode, span: &Span) {
        if let Some(block) = &span.block {
            self.say(node, quarry::IN_BLOCK, Literal::from(block.as_str()));
        }
        if let Some(row) = span.row {
            self.say(node, quarry::ROW, Literal::from(row));
        }
        if let Some(column) = span.column {
            self.say(node, quarry::COLUMN, Literal::from(column));
        }
    }

    /// Offsets in Unicode scalar values.
    pub(super) fn range(&mut self, node: &NamedNode, span: &Span) {
        self.say(node, oa::START, Literal::from(span.start as u64));
        self.say(node, oa::END, Literal::from(span.end as u64));
    }
}

#[cfg(test)]
mod tests {
    use quarry_extract::{Inner, Span};
    use quarry_ingest::ReadOptions;

    use super::{Texts, characters};

    #[test]
    fn what_stands_in_a_table_inside_a_cell_is_quoted_from_there() {
        let html = "<table><tr><td>left</td><td>outer<table><tr><td>one</td><td>two three</td></tr></table></td></tr></table>";
        let document = quarry_ingest::parse("a.html", html.as_bytes(), &ReadOptions::default()).remove(0);
        let texts = Texts::new(&document);
        let block = document
            .blocks
            .iter()
            .find(|b| b.table.is_some())
            .map(|b| b.id.clone());
        let span = |cells: Vec<(u32, u32)>, start, end| Span {
            block: block.clone(),
            row: Some(0),
            column: Some(1),
            start: 0,
            end: 5,
            inner: Some(Inner { cells, start, end }),
        };
        let quoted = |span: &Span| texts.quote(span).map(|q| q.text.to_owned());
        assert_eq!(quoted(&span(vec![(0, 1)], 4, 9)), Some("three".to_owned()));
        assert_eq!(
            quoted(&Span {
                inner: None,
                ..span(vec![], 0, 0)
            }),
            Some("outer".to_owned())
        );
        // A cell that is not there, offsets that leave the text, and no cell at all.
        for none in [
            span(vec![(4, 4)], 0, 1),
            span(vec![(0, 0)], 0, 9),
            span(vec![], 0, 3),
            span(vec![(0, 1), (0, 0)], 0, 1),
        ] {
            assert_eq!(quoted(&none), None);
        }
    }

    #[test]
    fn offsets_count_characters_and_never_leave_the_text() {
        assert_eq!(characters("臺北a市", 1, 3), Some("北a"));
        assert_eq!(characters("臺北", 0, 2), Some("臺北"));
        assert_eq!(characters("臺北", 1, 3), None);
        assert_eq!(characters("臺北", 2, 1), None);
        assert_eq!(characters("", 0, 0), Some(""));
        assert_eq!(characters("臺北", 9, usize::MAX), None);
    }
}
