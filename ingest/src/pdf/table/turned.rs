//! Tables whose text is turned against that of their page.

use super::{GridCell, GridTable};
use crate::pdf::content::Glyph;
use crate::pdf::geometry::{Direction, Frame};
use crate::pdf::page::PageSize;

/// Characters that a table has to have before its direction is judged.
const MIN_CHARACTERS: usize = 12;

/// The direction in which nearly all text of a table runs.
pub(crate) fn direction<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> Direction {
    let mut counts = [0usize; 4];
    for glyph in glyphs.filter(|g| !g.is_space()) {
        if let Some(n) = counts.get_mut(glyph.direction as usize) {
            *n += 1;
        }
    }
    let all: usize = counts.iter().sum();
    Direction::ALL
        .into_iter()
        .zip(counts)
        .find(|(_, n)| all >= MIN_CHARACTERS && n * 10 >= all * 8)
        .map_or(Direction::Right, |(d, _)| d)
}

/// The table as it reads in the direction of its text; boxes stay where they are on the page.
pub(crate) fn turn(table: GridTable, direction: Direction, size: PageSize) -> GridTable {
    if direction == Direction::Right {
        return table;
    }
    let (rows, columns) = (table.rows, table.columns());
    let place = |c: &GridCell| match direction {
        Direction::Right => (c.row, c.column),
        Direction::Up => (c.column, rows.saturating_sub(c.row + c.row_span)),
        Direction::Down => (columns.saturating_sub(c.column + c.column_span), c.row),
        Direction::Left => (
            rows.saturating_sub(c.row + c.row_span),
            columns.saturating_sub(c.column + c.column_span),
        ),
    };
    let lies = matches!(direction, Direction::Right | Direction::Left);
    let mut cells: Vec<GridCell> = table
        .cells
        .into_iter()
        .map(|cell| {
            let (row, column) = place(&cell);
            let (row_span, column_span) = if lies {
                (cell.row_span, cell.column_span)
            } else {
                (cell.column_span, cell.row_span)
            };
            GridCell {
                row,
                column,
                row_span,
                column_span,
                ..cell
            }
        })
        .collect();
    cells.sort_by_key(|c| (c.row, c.column));
    let frame = Frame::new(direction, size.width, size.height);
    let outline = frame.enter(&table.rect);
    let (rows, columns) = if lies { (rows, columns) } else { (columns, rows) };
    let mut edges = vec![outline.x0];
    for column in 1..columns {
        let starts = cells
            .iter()
            .filter(|c| c.column == column)
            .map(|c| frame.enter(&c.rect).x0);
        let before = edges.last().copied().unwrap_or(outline.x0);
        edges.push(starts.fold(f32::INFINITY, f32::min).min(outline.x1).max(before));
    }
    edges.push(outline.x1);
    GridTable {
        rows,
        edges,
        cells,
        ..table
    }
}
