//! A table seen as a grid: every place leads to the cell that covers it.

use quarry_ingest::{Cell, Table};

/// Most grid places that are laid out; a larger table is cut below.
const MOST_PLACES: usize = 4_000_000;

/// The grid of a table, spans laid out.
#[derive(Debug)]
pub(crate) struct Grid<'a> {
    table: &'a Table,
    rows: u32,
    columns: u32,
    /// Index into the table's cells for each place, row by row; `u32::MAX` where no cell is.
    places: Vec<u32>,
    header_rows: u32,
}

impl<'a> Grid<'a> {
    pub(crate) fn new(table: &'a Table) -> Self {
        // What the cells cover, not what the table claims: a claim costs memory.
        let columns = table
            .cells
            .iter()
            .map(|c| c.column.saturating_add(1))
            .max()
            .unwrap_or(0)
            .min(20_000);
        let wanted = table
            .cells
            .iter()
            .map(|c| c.row.saturating_add(1))
            .max()
            .unwrap_or(0);
        let most = u32::try_from(MOST_PLACES / (columns.max(1) as usize)).unwrap_or(u32::MAX);
        let rows = wanted.min(most);
        let mut places = vec![u32::MAX; rows as usize * columns as usize];
        for (index, cell) in table.cells.iter().enumerate() {
            let last_row = cell.row.saturating_add(cell.row_span.max(1)).min(rows);
            let last_column = cell.column.saturating_add(cell.column_span.max(1)).min(columns);
            for row in cell.row..last_row {
                for column in cell.column..last_column {
                    let at = row as usize * columns as usize + column as usize;
                    if let Some(place) = places.get_mut(at) {
                        *place = u32::try_from(index).unwrap_or(u32::MAX);
                    }
                }
            }
        }
        let mut grid = Self {
            table,
            rows,
            columns,
            places,
            header_rows: 0,
        };
        grid.header_rows = table.header_rows.min(rows);
        grid.header_rows = crate::relations::header_rows(&grid).min(rows);
        grid
    }

    pub(crate) const fn rows(&self) -> u32 {
        self.rows
    }

    pub(crate) const fn columns(&self) -> u32 {
        self.columns
    }

    pub(crate) const fn header_rows(&self) -> u32 {
        self.header_rows
    }

    /// The cell at a place.
    pub(crate) fn at(&self, row: u32, column: u32) -> Option<&'a Cell> {
        if row >= self.rows || column >= self.columns {
            return None;
        }
        let at = row as usize * self.columns as usize + column as usize;
        let index = *self.places.get(at)?;
        self.table.cells.get(index as usize)
    }

    /// The cells that cover a row, from left to right, each once.
    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = &'a Cell> {
        let mut last: Option<(u32, u32)> = None;
        (0..self.columns).filter_map(move |column| {
            let cell = self.at(row, column)?;
            let key = (cell.row, cell.column);
            if last == Some(key) {
                return None;
            }
            last = Some(key);
            Some(cell)
        })
    }

    /// Whether one cell over several columns is all that stands in the row, as titles of row groups do.
    pub(crate) fn is_title_row(&self, row: u32) -> bool {
        if self.columns < 3 {
            return false;
        }
        let mut filled = self.row(row).filter(|c| !c.text.trim().is_empty());
        match (filled.next(), filled.next()) {
            (Some(only), None) => only.row_span <= 1 && (only.column_span >= 2 || only.column == 0),
            _ => false,
        }
    }

    /// Header texts above a place, from the outermost to the innermost, each once.
    pub(crate) fn header_path(&self, column: u32) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        let mut last: Option<(u32, u32)> = None;
        for row in 0..self.header_rows {
            let Some(cell) = self.at(row, column) else {
                continue;
            };
            let key = (cell.row, cell.column);
            let text = squeeze(&cell.text);
            if last != Some(key) && !text.is_empty() {
                path.push(text);
            }
            last = Some(key);
        }
        path
    }
}

/// White space runs as one space, none at the ends.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
