//! A table as a grid: every place leads to the cell that covers it.

use std::collections::HashMap;

use quarry_ingest::{Cell, Table};

use super::headers::one_line;

/// A table with its spans laid out.
pub(super) struct Grid<'a> {
    table: &'a Table,
    places: HashMap<(u32, u32), &'a Cell>,
}

impl<'a> Grid<'a> {
    pub(super) fn of(table: &'a Table) -> Self {
        let mut places = HashMap::new();
        for cell in &table.cells {
            for row in cell.row
                ..cell
                    .row
                    .saturating_add(cell.row_span.clamp(1, 2000))
                    .min(table.rows)
            {
                for column in cell.column
                    ..cell
                        .column
                        .saturating_add(cell.column_span.clamp(1, 200))
                        .min(table.columns)
                {
                    places.insert((row, column), cell);
                }
            }
        }
        Self { table, places }
    }

    pub(super) fn at(&self, row: u32, column: usize) -> Option<&'a Cell> {
        self.places.get(&(row, u32::try_from(column).ok()?)).copied()
    }

    pub(super) fn body(&self) -> impl Iterator<Item = u32> + use<> {
        self.table.header_rows..self.table.rows
    }

    /// Cells of a row, each once.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = &'a Cell> {
        let mut last = None;
        (0..self.table.columns)
            .filter_map(move |c| self.places.get(&(row, c)).copied())
            .filter(move |c| {
                let place = Some((c.row, c.column));
                let fresh = place != last;
                last = place;
                fresh
            })
    }

    /// The only filled cell of a row, as titles of row groups are.
    pub(super) fn lone_cell(&self, row: u32) -> Option<&'a Cell> {
        let mut filled = self.row(row).filter(|c| !c.text.trim().is_empty());
        match (filled.next(), filled.next()) {
            (Some(only), None) if self.table.columns > 1 => Some(only),
            _ => None,
        }
    }

    pub(super) fn header_path(&self, column: u32) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        let mut last = None;
        for row in 0..self.table.header_rows {
            let Some(cell) = self.places.get(&(row, column)) else {
                continue;
            };
            let text = one_line(&cell.text);
            if last != Some((cell.row, cell.column)) && !text.is_empty() {
                path.push(text);
            }
            last = Some((cell.row, cell.column));
        }
        path
    }
}
