//! Tables: rows of cells that cover columns of the grid, merged downwards by marks in the rows below.

use super::super::flow::{Grid, GridCell};
use super::body::BodyReader;
use super::styles::is_on;

/// Most columns that a row may pass over or cover.
const MOST_COLUMNS: u32 = 4096;

/// How a cell is merged with the one above.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Merge {
    #[default]
    None,
    Begins,
    GoesOn,
}

#[derive(Default)]
struct Row {
    header: bool,
    hidden: bool,
    skipped: u32,
    cells: Vec<(GridCell, Merge)>,
}

impl BodyReader<'_, '_> {
    /// Reads the table that was begun last.
    pub(super) fn table(&mut self) -> Grid {
        let mut rows = Vec::new();
        self.deeper(|reader| reader.rows(&mut rows));
        lay_out(rows)
    }

    fn rows(&mut self, rows: &mut Vec<Row>) {
        while let Some(element) = self.xml.child() {
            match element.name() {
                "tr" => {
                    let mut row = Row::default();
                    self.deeper(|reader| reader.row(&mut row));
                    rows.push(row);
                }
                "sdt" | "sdtContent" | "customXml" | "ins" => self.deeper(|reader| reader.rows(rows)),
                _ => self.xml.skip(),
            }
        }
    }

    fn row(&mut self, row: &mut Row) {
        while let Some(element) = self.xml.child() {
            match element.name() {
                "trPr" => {
                    while let Some(property) = self.xml.child() {
                        match property.name() {
                            "tblHeader" => row.header = is_on(&property),
                            "hidden" => row.hidden = is_on(&property),
                            "gridBefore" => {
                                row.skipped = property.number("val").unwrap_or(0).min(MOST_COLUMNS);
                            }
                            // The row was deleted under change tracking.
                            "del" => row.hidden = true,
                            _ => {}
                        }
                        self.xml.skip();
                    }
                }
                "tc" => {
                    if self.take_piece() {
                        let cell = self.deeper(Self::cell);
                        row.cells.push(cell);
                    } else {
                        self.xml.skip();
                    }
                }
                "sdt" | "sdtContent" | "customXml" => self.deeper(|reader| reader.row(row)),
                _ => self.xml.skip(),
            }
        }
    }

    fn cell(&mut self) -> (GridCell, Merge) {
        let mut merge = Merge::None;
        let mut cell = GridCell {
            row_span: 1,
            column_span: 1,
            ..GridCell::default()
        };
        while let Some(element) = self.xml.child() {
            if element.name() != "tcPr" {
                self.part(&element, &mut cell.parts);
                continue;
            }
            while let Some(property) = self.xml.child() {
                match property.name() {
                    "gridSpan" => {
                        cell.column_span = property.number("val").unwrap_or(1).clamp(1, MOST_COLUMNS);
                    }
                    "vMerge" => {
                        let begins = property.attribute("val").is_some_and(|value| value == "restart");
                        merge = if begins { Merge::Begins } else { Merge::GoesOn };
                    }
                    _ => {}
                }
                self.xml.skip();
            }
        }
        (cell, merge)
    }
}

/// Gives cells their columns, and those that go on downwards their height.
fn lay_out(rows: Vec<Row>) -> Grid {
    let header_rows = rows.iter().take_while(|row| row.header).count();
    let mut cells: Vec<GridCell> = Vec::new();
    // For each column, the cell that can still grow downwards.
    let mut open: Vec<Option<usize>> = Vec::new();
    for (number, row) in (0..).zip(rows) {
        let mut column = row.skipped;
        let mut next: Vec<Option<usize>> = Vec::new();
        for (mut cell, merge) in row.cells {
            let at = column as usize;
            let span = cell.column_span;
            column = column.saturating_add(span);
            if next.len() < column as usize {
                next.resize((column as usize).min(2 * MOST_COLUMNS as usize), None);
            }
            let above = open.get(at).copied().flatten();
            if merge == Merge::GoesOn
                && let Some(upper) = above.and_then(|index| cells.get_mut(index))
                && upper.column as usize == at
            {
                upper.row_span = number + 1 - upper.row;
                if let Some(slot) = next.get_mut(at) {
                    *slot = above;
                }
                continue;
            }
            cell.row = number;
            cell.column = at as u32;
            cell.hidden = row.hidden;
            if merge != Merge::None
                && let Some(slot) = next.get_mut(at)
            {
                *slot = Some(cells.len());
            }
            cells.push(cell);
        }
        open = next;
    }
    Grid {
        cells,
        header_rows: u32::try_from(header_rows).unwrap_or(0),
    }
}
