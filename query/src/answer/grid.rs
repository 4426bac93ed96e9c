//! A table as a grid: every place leads to the cell that covers it.

use std::collections::HashMap;

use quarry_ingest::{Cell, Table};

use super::headers::one_line;

/// A table with its spans laid out.
pub(super) struct Grid<'a> {
    table: &'a Table,
    places: HashMap<(u32, u32), &'a Cell>,
    /// Rows of the header that head columns: no titles and notes above them, no title of a group below them.
    heads: Vec<u32>,
    /// Whether no cell spans others, as in files of plain rows.
    plain: bool,
    /// The first row below the headers.
    first: u32,
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
        let mut grid = Self {
            table,
            places,
            heads: Vec::new(),
            plain: table.cells.iter().all(|c| c.row_span <= 1 && c.column_span <= 1),
            first: table.header_rows,
        };
        if let Some(row) = grid.headers_below_notes() {
            grid.first = row + 1;
            grid.heads = vec![row];
            return grid;
        }
        let last = table.header_rows - u32::from(grid.opening_group().is_some());
        let opens = |row: u32| {
            grid.places
                .get(&(row, 0))
                .is_some_and(|c| !c.text.trim().is_empty())
        };
        // Of plain rows only one of the header has something over the first column: what stands before it is a title or a note, which
        // fills few columns.
        let filled = |row: u32| grid.row(row).filter(|c| !c.text.trim().is_empty()).count();
        let noted = |row: u32| {
            grid.plain && opens(row) && (row + 1..last).any(|r| opens(r) && filled(row) * 2 <= filled(r))
        };
        grid.heads = (0..last).filter(|row| !noted(*row)).collect();
        grid
    }

    /// The row of headers of plain rows whose titles and notes were taken for it: the first full one, all words, under sparse ones.
    fn headers_below_notes(&self) -> Option<u32> {
        let (columns, rows) = (self.table.columns as usize, self.table.rows);
        let texts = |row: u32| -> Vec<&'a str> {
            let texts = self.row(row).map(|c| c.text.trim());
            texts.filter(|t| !t.is_empty()).collect()
        };
        let sparse = |row: u32| texts(row).len() * 2 <= columns;
        if !self.plain || self.table.header_rows != 1 || columns < 3 || !sparse(0) {
            return None;
        }
        let full = (1..rows.min(5)).find(|row| !sparse(*row))?;
        let said = texts(full);
        let words = said
            .iter()
            .all(|t| !t.starts_with(|c: char| c.is_ascii_digit()) && t.chars().any(char::is_alphabetic));
        // What follows has figures or days, which headers have not.
        let behind = texts(full + 1);
        let figures = behind.iter().any(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        (words && figures && said.len() * 10 >= columns * 8).then_some(full)
    }

    /// The first row below the headers.
    pub(super) const fn first_row(&self) -> u32 {
        self.first
    }

    /// The title of the first group of rows, where it stands below the headers and was taken for one of them.
    pub(super) fn opening_group(&self) -> Option<&'a Cell> {
        let last = self.table.header_rows.checked_sub(1).filter(|r| *r > 0)?;
        let title = self.lone_cell(last)?;
        let whole = title.column == 0 && (title.column_span >= self.table.columns || self.plain);
        let headed = self.row(last - 1).filter(|c| !c.text.trim().is_empty()).count() > 1;
        (whole && headed && title.row == last).then_some(title)
    }

    /// What titles and notes above the headers say.
    pub(super) fn notes(&self) -> impl Iterator<Item = &'a Cell> {
        let above = (0..self.first).filter(|row| !self.heads.contains(row));
        let last = self.opening_group().map(|c| c.row);
        above
            .filter(move |row| Some(*row) != last)
            .flat_map(|row| self.row(row))
    }

    pub(super) fn at(&self, row: u32, column: usize) -> Option<&'a Cell> {
        self.places.get(&(row, u32::try_from(column).ok()?)).copied()
    }

    pub(super) fn body(&self) -> impl Iterator<Item = u32> + use<> {
        self.first..self.table.rows
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
        for (at, row) in self.heads.iter().enumerate() {
            let filled = |row: u32, column: u32| {
                self.places
                    .get(&(row, column))
                    .copied()
                    .filter(|c| !c.text.trim().is_empty())
            };
            // In plain rows what heads several columns stands over the first of them.
            let spread = || {
                let below = self.heads.get(at + 1..)?;
                let under = |column: u32| below.iter().any(|r| filled(*r, column).is_some());
                let left = (0..column)
                    .rev()
                    .find_map(|c| filled(*row, c).map(|cell| (c, cell)))?;
                (self.plain && under(column) && under(left.0)).then_some(left.1)
            };
            let Some(cell) = filled(*row, column).or_else(spread) else {
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
