//! Tables: rows of cells, each with its address and spans.

use std::collections::HashSet;

use super::super::manuscript::{CellObject, TableObject};
use super::section::SectionReader;
use crate::limits::GRID;
use crate::xml::Element;

impl SectionReader<'_, '_> {
    /// Reads a table.
    pub(super) fn table(&mut self, element: &Element) -> TableObject {
        let mut table = TableObject {
            rows: element.number("rowCnt").unwrap_or(0),
            columns: element.number("colCnt").unwrap_or(0),
            ..TableObject::default()
        };
        table.placing.pushes = element
            .attribute("textWrap")
            .is_some_and(|wrap| wrap == "TOP_AND_BOTTOM");
        let mut row = 0u32;
        while let Some(child) = self.xml.child() {
            match child.name() {
                "tr" => {
                    while let Some(cell) = self.xml.child() {
                        if cell.name() == "tc" && self.take_piece() {
                            let mut cell = self.cell(&cell);
                            cell.address = cell.address.or(Some((row, u32::MAX)));
                            table.cells.push(cell);
                        } else {
                            self.xml.skip();
                        }
                    }
                    row = row.saturating_add(1);
                }
                "caption" => table.caption = self.caption(&child),
                "sz" | "pos" => self.placing(&child, &mut table.placing),
                _ => self.xml.skip(),
            }
        }
        place(&mut table.cells);
        table
    }

    fn cell(&mut self, element: &Element) -> CellObject {
        let mut cell = CellObject {
            row_span: 1,
            column_span: 1,
            header: element.flag("header"),
            ..CellObject::default()
        };
        while let Some(child) = self.xml.child() {
            match child.name() {
                "subList" => {
                    let mut paragraphs = self.paragraphs();
                    cell.paragraphs.append(&mut paragraphs);
                }
                "p" => {
                    // Some writers leave the list out.
                    let paragraph = self.deeper(|reader| Some(reader.paragraph(&child)));
                    cell.paragraphs.extend(paragraph);
                }
                "cellAddr" => {
                    cell.address = child.number("rowAddr").zip(child.number("colAddr"));
                    self.xml.skip();
                }
                "cellSpan" => {
                    cell.row_span = child.number("rowSpan").unwrap_or(1).max(1);
                    cell.column_span = child.number("colSpan").unwrap_or(1).max(1);
                    self.xml.skip();
                }
                _ => self.xml.skip(),
            }
        }
        cell
    }
}

/// Gives cells without an address the next free place of their row.
fn place(cells: &mut [CellObject]) {
    if cells
        .iter()
        .all(|cell| cell.address.is_none_or(|(_, column)| column != u32::MAX))
    {
        return;
    }
    let mut taken = HashSet::new();
    for cell in cells {
        let Some((row, column)) = cell.address else {
            continue;
        };
        let column = match column {
            u32::MAX => (0..GRID)
                .find(|column| !taken.contains(&(row, *column)))
                .unwrap_or(GRID),
            column => column,
        };
        cell.address = Some((row, column));
        // Only so much of a span as a real table has; the rest is cut to the grid later.
        for r in row..row.saturating_add(cell.row_span.min(256)) {
            taken.extend((column..column.saturating_add(cell.column_span.min(256))).map(|c| (r, c)));
        }
    }
}
