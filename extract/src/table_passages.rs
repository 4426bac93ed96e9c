//! Table rows to passages: header lines, the rows, and where exactly those rows stand.

use std::ops::Range;

use quarry_ingest::{Block, Cell, Locator, Place, Table};

use crate::extraction::Passage;
use crate::passages::{Draft, FULL, union, weight};
use crate::table_grid::Grid;

/// Most rows in one passage.
const MOST_ROWS: u32 = 5;

/// One passage for each few rows of the table.
pub(crate) fn drafts(index: usize, block: &Block, table: &Table, headings: &[String]) -> Vec<Draft> {
    let grid = Grid::new(table);
    let header_rows = grid.header_rows();
    let header: Vec<String> = (0..header_rows)
        .map(|row| header_line(&grid, row))
        .filter(|l| !l.is_empty())
        .collect();
    let mut headings = headings.to_vec();
    let caption = table.caption.trim();
    if !caption.is_empty() {
        headings.push(caption.to_owned());
    }
    let head = [header.as_slice(), unit_line(table).as_slice()]
        .concat()
        .join("\n");
    let writer = Writer {
        index,
        block,
        headings,
        head,
        grid: &grid,
    };
    let mut drafts = Vec::new();
    let mut group: Option<u32> = None;
    let mut open: Option<Rows> = None;
    for row in header_rows..grid.rows() {
        let line = row_line(&grid, row);
        if line.is_empty() {
            continue;
        }
        let title_row = grid.is_title_row(row);
        let fits = open.as_ref().is_some_and(|rows| {
            !title_row
                && rows.count < MOST_ROWS
                && rows.weight + weight(&line) <= FULL
                && same_page(&grid, rows.range.start, row)
        });
        if !fits && let Some(rows) = open.take() {
            drafts.push(writer.draft(&rows));
        }
        if title_row {
            group = Some(row);
            continue;
        }
        let rows = open.get_or_insert_with(|| Rows {
            range: row..row,
            group: group.take_if(|g| *g + 1 == row).or(group),
            lines: Vec::new(),
            weight: weight(&writer.head),
            count: 0,
        });
        rows.range.end = row + 1;
        rows.count += 1;
        rows.weight += weight(&line);
        rows.lines.push(line);
    }
    if let Some(rows) = open {
        drafts.push(writer.draft(&rows));
    }
    if drafts.is_empty() && grid.rows() > 0 {
        // Nothing but header or title rows: the table is one passage all the same.
        let lines: Vec<String> = (0..grid.rows())
            .map(|r| row_line(&grid, r))
            .filter(|l| !l.is_empty())
            .collect();
        if !lines.is_empty() {
            let rows = Rows {
                range: 0..grid.rows(),
                group: None,
                lines,
                weight: 0,
                count: 1,
            };
            drafts.push(
                Writer {
                    head: String::new(),
                    ..writer
                }
                .draft(&rows),
            );
        }
    }
    drafts
}

struct Rows {
    range: Range<u32>,
    /// The title row under which these rows stand.
    group: Option<u32>,
    lines: Vec<String>,
    weight: usize,
    count: u32,
}

struct Writer<'a> {
    index: usize,
    block: &'a Block,
    headings: Vec<String>,
    head: String,
    grid: &'a Grid<'a>,
}

impl Writer<'_> {
    fn draft(&self, rows: &Rows) -> Draft {
        let mut lines = Vec::new();
        if !self.head.is_empty() {
            lines.push(self.head.clone());
        }
        if let Some(group) = rows.group {
            lines.push(row_line(self.grid, group));
        }
        lines.extend(rows.lines.iter().cloned());
        let locator = rows_locator(self.grid, rows.range.clone(), &self.block.locator);
        Draft {
            passage: Passage {
                text: lines.join("\n"),
                headings: self.headings.clone(),
                locator: Some(locator),
                blocks: vec![self.block.id.clone()],
                rows: Some((rows.range.start, rows.range.end)),
                ..Passage::default()
            },
            pieces: vec![(self.index, 0..usize::MAX)],
        }
    }
}

fn unit_line(table: &Table) -> Vec<String> {
    let unit = table.unit.trim();
    if unit.is_empty() {
        Vec::new()
    } else {
        vec![format!("({unit})")]
    }
}

/// Header cells that begin in this row, each once.
fn header_line(grid: &Grid, row: u32) -> String {
    join(grid.row(row).filter(|cell| cell.row == row))
}

/// Cells that cover this row, each once: a cell merged over several rows stands in the line of each of them.
fn row_line(grid: &Grid, row: u32) -> String {
    join(grid.row(row))
}

fn join<'a>(cells: impl Iterator<Item = &'a Cell>) -> String {
    let texts: Vec<String> = cells.map(cell_text).filter(|t| !t.is_empty()).collect();
    texts.join(" | ")
}

/// A cell's text with that of the tables inside it, line breaks as spaces.
fn cell_text(cell: &Cell) -> String {
    let mut words: Vec<&str> = cell.text.split_whitespace().collect();
    if let Some(nested) = &cell.table {
        words.extend(nested.cells.iter().flat_map(|c| c.text.split_whitespace()));
    }
    words.join(" ")
}

fn same_page(grid: &Grid, a: u32, b: u32) -> bool {
    match (page_of(grid, a), page_of(grid, b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

fn page_of(grid: &Grid, row: u32) -> Option<u32> {
    grid.row(row)
        .filter(|c| c.row == row)
        .find_map(|c| match c.locator.place {
            Place::Page { page, .. } => Some(page),
            _ => None,
        })
}

/// Where the rows stand: the range or box of their cells, or the table's own place where cells have none.
fn rows_locator(grid: &Grid, rows: Range<u32>, whole: &Locator) -> Locator {
    let mut found: Option<Locator> = None;
    for cell in rows
        .clone()
        .flat_map(|row| grid.row(row).filter(move |c| c.row == row))
    {
        let usable = match &cell.locator.place {
            Place::Page { bbox, .. } => bbox[2] > bbox[0] && bbox[3] > bbox[1],
            Place::Sheet { range, .. } => !range.is_empty(),
            Place::Section { .. } | Place::Lines { .. } => true,
            _ => false,
        };
        if usable {
            let place = Locator::from(cell.locator.place.clone());
            found = Some(found.map_or_else(|| place.clone(), |f| union(&f, &place)));
        }
    }
    found.unwrap_or_else(|| Locator::from(whole.place.clone()))
}

/// The smallest A1 range that covers both; the first where one cannot be read.
pub(crate) fn join_ranges(a: &str, b: &str) -> String {
    let (Some(p), Some(q)) = (parse_range(a), parse_range(b)) else {
        return a.to_owned();
    };
    let columns = p.0.min(q.0)..=p.2.max(q.2);
    let rows = p.1.min(q.1)..=p.3.max(q.3);
    let first = format!("{}{}", column_name(*columns.start()), rows.start());
    let last = format!("{}{}", column_name(*columns.end()), rows.end());
    if first == last {
        first
    } else {
        format!("{first}:{last}")
    }
}

/// First column, first row, last column, last row, each from 1.
fn parse_range(range: &str) -> Option<(u32, u32, u32, u32)> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (c1, r1) = parse_cell(first)?;
    let (c2, r2) = parse_cell(last)?;
    Some((c1, r1, c2, r2))
}

fn parse_cell(cell: &str) -> Option<(u32, u32)> {
    let cell = cell.trim().trim_start_matches('$');
    let split = cell.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = cell.split_at(split);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().try_fold(0_u32, |n, b| {
        n.checked_mul(26)?
            .checked_add(u32::from(b.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((column, digits.trim_start_matches('$').parse().ok()?))
}

fn column_name(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        let digit = u8::try_from((column - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::join_ranges;

    #[test]
    fn ranges_join_to_the_smallest_that_covers_both() {
        assert_eq!(join_ranges("B3", "F20"), "B3:F20");
        assert_eq!(join_ranges("C7:D9", "A8"), "A7:D9");
        assert_eq!(join_ranges("AA10", "Z2"), "Z2:AA10");
        assert_eq!(join_ranges("B3", "B3"), "B3");
        assert_eq!(join_ranges("nonsense", "B3"), "nonsense");
    }
}
