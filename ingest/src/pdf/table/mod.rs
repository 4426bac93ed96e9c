//! Tables on a page.
//!
//! [`underlines`] takes out lines that belong to text; [`rulings`] chains and snaps the others; [`lattice`] makes grids with merged cells of them; [`cells`]
//! fills the grids with text, cut where [`unruled_rows`] and [`unruled_columns`] find cells without lines, and reads
//! them in the direction of their text ([`turned`]); [`aligned`] finds tables that have no lines, by their columns;
//! [`official_letter`] knows the form of Korean letters; [`continuation`] joins a table that runs on over pages.

pub(crate) mod aligned;
pub(crate) mod cells;
pub(crate) mod continuation;
pub(crate) mod lattice;
pub(crate) mod official_letter;
pub(crate) mod rulings;
pub(crate) mod turned;
pub(crate) mod underlines;
pub(crate) mod unruled_columns;
pub(crate) mod unruled_rows;

use super::geometry::Rect;

/// A table with places on the page; rows and columns count from 0.
#[derive(Debug, Clone)]
pub(crate) struct GridTable {
    pub(crate) rect: Rect,
    pub(crate) rows: usize,
    /// Boundaries of the columns from left to right, one more than there are columns.
    pub(crate) edges: Vec<f32>,
    /// Cells by row, then column.
    pub(crate) cells: Vec<GridCell>,
    /// Whether it was found by its lines.
    pub(crate) ruled: bool,
    /// Where the page broke inside a row.
    pub(crate) open: Open,
    /// Size of the em of most of its text; 0 without text.
    pub(crate) size: f32,
}

/// Sides of a table that no line closes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Open {
    pub(crate) top: bool,
    pub(crate) bottom: bool,
}

/// One cell of a [`GridTable`].
#[derive(Debug, Clone)]
pub(crate) struct GridCell {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) row_span: usize,
    pub(crate) column_span: usize,
    pub(crate) rect: Rect,
    pub(crate) page: u32,
    pub(crate) text: String,
    /// The last of several lines runs to the cell's right side: the text may go on elsewhere.
    pub(crate) full: bool,
    /// A table that stands inside the cell.
    pub(crate) table: Option<Box<GridTable>>,
}

impl GridTable {
    pub(crate) fn columns(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }
}
