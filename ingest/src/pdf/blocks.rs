//! From pages to blocks: running headers marked, tables joined over pages, kinds judged, captions tied.

use super::geometry::Rect;
use super::page::{PageLayout, PageSize, Piece};
use super::structure::kinds::{Outline, judge};
use super::structure::running::{self, Running};
use super::structure::{captions, footnotes};
use super::table::{GridTable, continuation};
use crate::document::{Block, BlockKind, Locator, Place};
use crate::table::{Cell, Table};

/// Puts the blocks of a document together.
pub(crate) fn assemble(mut pages: Vec<PageLayout>, outline: &Outline) -> Vec<Block> {
    join_tables(&mut pages);
    for page in &mut pages {
        captions::tie_figures(&mut page.pieces);
    }
    let running = running::find(&pages);
    let judged = judge(&pages, &running, outline);
    let sizes: Vec<(u32, PageSize)> = pages.iter().map(|p| (p.number, p.size)).collect();
    let mut blocks = Vec::new();
    for (page, judged) in pages.iter().zip(judged) {
        for i in footnotes::reading_order(page, &judged) {
            let (Some(piece), Some(judged)) = (page.pieces.get(i), judged.get(i)) else {
                continue;
            };
            let locator = locate(page.number, page.size, &piece.rect());
            let block = match piece {
                Piece::Text(p) => Block {
                    level: judged.level,
                    hidden: p.hidden,
                    ..Block::new(judged.kind, p.text.clone(), locator)
                },
                Piece::Figure(_) => Block::new(BlockKind::Figure, String::new(), locator),
                Piece::Table(grid) => {
                    let around = captions::around(page, i);
                    let table = Table {
                        caption: around.caption,
                        unit: around.unit,
                        ..table(grid, &sizes)
                    };
                    Block::table(table, locator)
                }
            };
            blocks.push(block);
        }
    }
    blocks
}

/// Joins a table that ends a page with the one that begins the next.
fn join_tables(pages: &mut [PageLayout]) {
    let running = running::find(pages);
    let body = |n: usize, page: &PageLayout| -> Vec<usize> {
        (0..page.pieces.len())
            .filter(|i| {
                !running
                    .get(n)
                    .is_some_and(|m: &std::collections::HashMap<usize, Running>| m.contains_key(i))
            })
            .filter(|&i| !matches!(page.pieces.get(i), Some(Piece::Text(p)) if p.hidden))
            .collect()
    };
    let ends: Vec<(Option<usize>, Option<usize>)> = pages
        .iter()
        .enumerate()
        .map(|(n, page)| {
            let body = body(n, page);
            (body.first().copied(), body.last().copied())
        })
        .collect();
    // From the back, so that a table over many pages ends up on its first.
    for n in (1..pages.len()).rev() {
        let (before, after) = pages.split_at_mut(n);
        let (Some(before), Some(after)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        let (Some(&(_, Some(last))), Some(&(Some(first), _))) = (ends.get(n - 1), ends.get(n)) else {
            continue;
        };
        let (Some(Piece::Table(upper)), Some(Piece::Table(lower))) =
            (before.pieces.get(last), after.pieces.get(first))
        else {
            continue;
        };
        let (end, height) = before.upright(&upper.rect);
        let (start, next_height) = after.upright(&lower.rect);
        let at_break = end.y1 > 0.7 * height && start.y0 < 0.3 * next_height;
        let goes_on = at_break && continuation::continues(upper, lower);
        let Some(Piece::Table(upper)) = before.pieces.get_mut(last) else {
            continue;
        };
        if goes_on && after.number == before.number + 1 {
            let Piece::Table(lower) = after.pieces.remove(first) else {
                continue;
            };
            continuation::join(upper, lower);
        }
    }
}

fn locate(page: u32, size: PageSize, r: &Rect) -> Locator {
    let x = |v: f32| {
        if v.is_finite() {
            v.clamp(0.0, size.width)
        } else {
            0.0
        }
    };
    let y = |v: f32| {
        if v.is_finite() {
            v.clamp(0.0, size.height)
        } else {
            0.0
        }
    };
    let round = |v: f32| (v * 100.0).round() / 100.0;
    let bbox = [round(x(r.x0)), round(y(r.y0)), round(x(r.x1)), round(y(r.y1))];
    Place::Page { page, bbox }.into()
}

fn table(grid: &GridTable, sizes: &[(u32, PageSize)]) -> Table {
    let cells = grid
        .cells
        .iter()
        .map(|c| {
            let (row, column) = (number(c.row), number(c.column));
            let size = sizes.iter().find(|(n, _)| *n == c.page).map(|(_, s)| *s);
            let size = size.unwrap_or(PageSize {
                width: f32::MAX,
                height: f32::MAX,
            });
            Cell {
                row,
                column,
                row_span: number(c.row_span).max(1),
                column_span: number(c.column_span).max(1),
                text: c.text.clone(),
                value: None,
                formula: None,
                hidden: false,
                locator: locate(c.page, size, &c.rect).at_cell(row, column),
                table: c.table.as_ref().map(|t| Box::new(table(t, sizes))),
            }
        })
        .collect();
    Table {
        rows: number(grid.rows),
        columns: number(grid.columns()),
        cells,
        ..Table::default()
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
