//! Grids to tables: each character goes to the cell that it stands in, each cell is read on its own.

use super::lattice::{Grid, Span};
use super::turned;
use super::unruled_columns::cut_columns;
use super::unruled_rows::cut_rows;
use super::{GridCell, GridTable};
use crate::pdf::content::Glyph;
use crate::pdf::geometry::{Direction, Frame, Rect};
use crate::pdf::layout::paragraphs::{common_size, paragraphs};
use crate::pdf::layout::rows::rows;
use crate::pdf::layout::segments::segments;
use crate::pdf::page::{PageSize, turned};

/// Fills the grids of a page, smallest first, with the characters in them, and takes those characters away.
/// A table inside a cell of another is put there.
pub(crate) fn fill(grids: Vec<Grid>, glyphs: &mut Vec<Glyph>, page: u32, size: PageSize) -> Vec<GridTable> {
    let mut tables: Vec<GridTable> = Vec::new();
    for grid in grids {
        if grid.cells.len() < 2 {
            continue;
        }
        let mut inside: Vec<Vec<Glyph>> = vec![Vec::new(); grid.cells.len()];
        let mut taken = vec![false; glyphs.len()];
        for (glyph, taken) in glyphs.iter().zip(&mut taken) {
            if let Some(cell) = grid.cell_at(glyph.rect.center())
                && let Some(list) = inside.get_mut(cell)
            {
                list.push(*glyph);
                *taken = true;
            }
        }
        let nested: Vec<usize> = tables
            .iter()
            .enumerate()
            .filter(|(_, t)| grid.rect.grown(1.0).contains_rect(&t.rect))
            .map(|(i, _)| i)
            .collect();
        // Sides alone are those of cells only where nothing stands beside them.
        let beside = |g: &Glyph| {
            let (x, y) = g.rect.center();
            !g.is_space() && y > grid.rect.y0 && y < grid.rect.y1 && (x < grid.rect.x0 || x > grid.rect.x1)
        };
        if grid.open.top && grid.open.bottom && glyphs.iter().any(beside) {
            continue;
        }
        if is_highlight(&grid, &inside) {
            continue;
        }
        let filled = inside.iter().filter(|g| g.iter().any(|g| !g.is_space())).count() + nested.len();
        // What is left of a row that the page before began may be one cell.
        let least = if grid.open.top { 1 } else { 2 };
        if filled < least {
            continue;
        }
        let mut flags = taken.into_iter();
        glyphs.retain(|_| !flags.next().unwrap_or(false));
        let (mut xs, mut ys) = (grid.xs.clone(), grid.ys.clone());
        let direction = turned::direction(inside.iter().flatten());
        let em = common_size(inside.iter().flatten());
        let mut boxes: Vec<Filled> = grid
            .cells
            .iter()
            .zip(inside)
            .map(|(span, glyphs)| Filled {
                span: *span,
                rect: grid.rect_of(span),
                glyphs,
            })
            .collect();
        if nested.is_empty() {
            cut_rows(&mut boxes, &mut ys);
            cut_columns(&mut boxes, &mut xs);
        }
        let mut cells: Vec<GridCell> = boxes
            .iter()
            .map(|filled| GridCell {
                row: filled.span.row,
                column: filled.span.column,
                row_span: filled.span.row_span,
                column_span: filled.span.column_span,
                rect: filled.rect,
                page,
                text: read_cell(&filled.glyphs, size),
                full: is_full(&filled.rect, &filled.glyphs),
                table: None,
            })
            .collect();
        for i in nested.into_iter().rev() {
            let table = tables.remove(i);
            let home = grid.cell_at(table.rect.center()).and_then(|c| cells.get_mut(c));
            if let Some(cell) = home {
                nest(cell, table);
            }
        }
        let mut table = GridTable {
            rect: grid.rect,
            rows: ys.len().saturating_sub(1),
            edges: xs,
            cells,
            ruled: true,
            open: grid.open,
            size: em,
        };
        drop_slivers(&mut table, &ys);
        tables.push(turned::turn(table, direction, size));
    }
    tables
}

/// Shading behind a line of text looks like a row of cells; but the text runs on from one to the next.
fn is_highlight(grid: &Grid, inside: &[Vec<Glyph>]) -> bool {
    let mut glyphs: Vec<&Glyph> = inside.iter().flatten().filter(|g| !g.is_space()).collect();
    let (Some(&first), rows) = (glyphs.first(), grid.ys.len().saturating_sub(1)) else {
        return false;
    };
    let one_line = glyphs
        .iter()
        .all(|g| g.direction == Direction::Right && (g.baseline - first.baseline).abs() < 0.3 * first.size);
    if rows != 1 || !one_line || grid.rect.height() > 2.0 * first.size {
        return false;
    }
    glyphs.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    let borders = grid.xs.get(1..grid.xs.len().saturating_sub(1)).unwrap_or(&[]);
    glyphs.windows(2).any(|w| match w {
        [a, b] => {
            let (left, right) = (a.rect.center().0, b.rect.center().0);
            let parted = borders.iter().any(|x| (left..right).contains(x));
            parted && b.rect.x0 - a.rect.x1 < 0.2 * a.size
        }
        _ => false,
    })
}

/// A cell of the grid with what stands in it.
pub(crate) struct Filled {
    pub(crate) span: Span,
    pub(crate) rect: Rect,
    pub(crate) glyphs: Vec<Glyph>,
}

fn nest(cell: &mut GridCell, table: GridTable) {
    if cell.table.is_none() {
        cell.table = Some(Box::new(table));
    } else {
        // The contract has room for one table in a cell; of further ones the text is kept.
        for inner in table.cells.iter().filter(|c| !c.text.is_empty()) {
            cell.text.push('\n');
            cell.text.push_str(&inner.text);
        }
    }
}

/// The text of one cell, each direction of writing on its own.
pub(crate) fn read_cell(glyphs: &[Glyph], size: PageSize) -> String {
    let mut text = String::new();
    for direction in Direction::ALL {
        let own: Vec<Glyph> = glyphs
            .iter()
            .filter(|g| g.direction == direction)
            .copied()
            .collect();
        if own.is_empty() {
            continue;
        }
        let own = turned(&own, &Frame::new(direction, size.width, size.height), direction);
        for paragraph in paragraphs(rows(segments(&own))) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&paragraph.text);
        }
    }
    text
}

/// Whether the cell holds several lines and the last one runs to its right side.
fn is_full(cell: &Rect, glyphs: &[Glyph]) -> bool {
    let upright = || {
        glyphs
            .iter()
            .filter(|g| g.direction == Direction::Right && !g.is_space())
    };
    let Some(last) = upright().max_by(|a, b| a.baseline.total_cmp(&b.baseline)) else {
        return false;
    };
    let (mut end, mut several) = (f32::NEG_INFINITY, false);
    for glyph in upright() {
        if last.baseline - glyph.baseline < 0.5 * last.size {
            end = end.max(glyph.rect.x1);
        } else {
            several = true;
        }
    }
    several && cell.x1 - end < 1.5 * last.size
}

/// Takes out rows and columns that are only the room between double lines: thin, and empty in all their cells.
fn drop_slivers(table: &mut GridTable, ys: &[f32]) {
    const THIN: f32 = 5.0;
    let mut row = 0;
    let mut heights: Vec<f32> = ys
        .windows(2)
        .map(|w| w.last().unwrap_or(&0.0) - w.first().unwrap_or(&0.0))
        .collect();
    while row < table.rows && table.rows > 1 {
        let thin = heights.get(row).is_some_and(|&h| h < THIN);
        let empty = table
            .cells
            .iter()
            .all(|c| c.row != row || c.row_span > 1 || c.text.is_empty() && c.table.is_none());
        if thin && empty {
            heights.remove(row);
            table.rows -= 1;
            table.cells.retain(|c| !(c.row == row && c.row_span == 1));
            for cell in &mut table.cells {
                if cell.row > row {
                    cell.row -= 1;
                } else if cell.row + cell.row_span > row {
                    cell.row_span -= 1;
                }
            }
        } else {
            row += 1;
        }
    }
    let mut column = 0;
    while column < table.columns() && table.columns() > 1 {
        let thin = matches!(table.edges.get(column..column + 2), Some([a, b]) if b - a < THIN);
        let empty = table
            .cells
            .iter()
            .all(|c| c.column != column || c.column_span > 1 || c.text.is_empty() && c.table.is_none());
        if thin && empty {
            table.edges.remove(if column == 0 { 1 } else { column });
            table
                .cells
                .retain(|c| !(c.column == column && c.column_span == 1));
            for cell in &mut table.cells {
                if cell.column > column {
                    cell.column -= 1;
                } else if cell.column + cell.column_span > column {
                    cell.column_span -= 1;
                }
            }
        } else {
            column += 1;
        }
    }
}
