//! Tables: a table record, then a list of paragraphs for each cell.

use super::super::manuscript::{CellObject, TableObject};
use super::control::placing;
use super::paragraph::BodyReader;
use super::records::{Node, tag};

impl BodyReader<'_> {
    /// The table that a control holds.
    pub(super) fn table(&mut self, node: &Node) -> TableObject {
        let mut table = TableObject {
            caption: self.caption(node),
            placing: placing(node.fields()),
            ..TableObject::default()
        };
        let mut in_cells = false;
        for child in node.children() {
            match child.tag() {
                tag::TABLE => {
                    in_cells = true;
                    if let Some(mut fields) = child.fields().after(4) {
                        table.rows = fields.u16().map_or(0, u32::from);
                        table.columns = fields.u16().map_or(0, u32::from);
                    }
                }
                tag::LIST_HEADER if in_cells => {
                    if !self.take_piece() {
                        break;
                    }
                    table.cells.push(cell(&child));
                }
                tag::PARA_HEADER if in_cells => {
                    let paragraph = self.lone_paragraph(&child);
                    if let Some(cell) = table.cells.last_mut() {
                        cell.paragraphs.extend(paragraph);
                    }
                }
                _ => {}
            }
        }
        table
    }
}

/// A cell's list header: count and attributes (8 bytes), then column, row, and how many of each it covers.
fn cell(node: &Node) -> CellObject {
    let mut fields = node.fields();
    let _count = fields.u32();
    let attributes = fields.u32().unwrap_or(0);
    let mut next = || fields.u16().map(u32::from);
    let (column, row) = (next(), next());
    CellObject {
        address: row.zip(column),
        column_span: next().unwrap_or(1).max(1),
        row_span: next().unwrap_or(1).max(1),
        header: attributes & 1 << 18 != 0,
        paragraphs: Vec::new(),
    }
}
