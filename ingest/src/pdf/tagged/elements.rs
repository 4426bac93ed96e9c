//! The characters of a tagged page, put together by the elements that they belong to.

use std::collections::{BTreeMap, HashSet};

use super::tree::{CellPlace, PageTags, Role, Tag};
use crate::pdf::content::{Glyph, Mark};
use crate::pdf::geometry::Rect;
use crate::pdf::layout::paragraphs::{common_size, paragraphs, whole};
use crate::pdf::layout::rows::rows;
use crate::pdf::layout::segments::segments;
use crate::pdf::layout::{Paragraph, Row};
use crate::pdf::page::Piece;
use crate::pdf::table::{GridCell, GridTable, Open};

/// Share of the characters that tags have to reach.
const COVERAGE: f32 = 0.9;
/// Cells of one table differ no more in size than this.
const MAX_SIZE_RATIO: f32 = 1.35;
/// Elements of more lines hold more than one paragraph, whatever they are called.
const MAX_LINES: usize = 30;

/// Whether the structure tree says enough of a page to be followed: nearly all visible characters that are no
/// artifacts stand in elements, and those are not all one.
pub(crate) fn covers(glyphs: &[Glyph], tags: &PageTags) -> bool {
    if tags.is_empty() {
        return false;
    }
    let (mut all, mut known) = (0usize, 0usize);
    let mut elements = HashSet::new();
    let mut lines = HashSet::new();
    let seen = |g: &&Glyph| !g.hidden && !g.is_space() && g.mark != Mark::Artifact;
    for glyph in glyphs.iter().filter(seen) {
        all += 1;
        if let Some(tag) = tag_of(glyph, tags) {
            known += 1;
            elements.insert(tag.element);
            lines.insert((glyph.baseline / glyph.size.max(1.0)).round() as i32);
        }
    }
    all > 0 && known as f32 >= COVERAGE * all as f32 && lines.len() <= MAX_LINES.max(6 * elements.len())
}

fn tag_of(glyph: &Glyph, tags: &PageTags) -> Option<Tag> {
    match glyph.mark {
        Mark::Content(id) => tags.get(&id).copied(),
        Mark::None | Mark::Artifact => None,
    }
}

/// First place in the tree of the characters inside a box.
pub(crate) fn first_order(glyphs: &[Glyph], tags: &PageTags, rect: &Rect) -> Option<u32> {
    glyphs
        .iter()
        .filter(|g| rect.contains(g.rect.center()))
        .filter_map(|g| tag_of(g, tags))
        .map(|t| t.order)
        .min()
}

/// What stands in the cells of one table.
type Cells = Vec<(CellPlace, Vec<Glyph>)>;

/// The pieces of a page in the order of its structure tree.
///
/// `solid` are tables and figures found by their looks, with their places in the tree where they have one; what has
/// none, and text outside of the tree, comes after what stands above it.
pub(crate) fn arrange(
    glyphs: Vec<Glyph>,
    tags: &PageTags,
    solid: Vec<(Piece, Option<u32>)>,
    page: u32,
) -> Vec<Piece> {
    let mut groups: BTreeMap<u32, (u32, Role, Vec<Glyph>)> = BTreeMap::new();
    let mut tables: BTreeMap<u32, (u32, Cells)> = BTreeMap::new();
    let mut loose = Vec::new();
    for glyph in glyphs {
        match tag_of(&glyph, tags) {
            None => loose.push(glyph),
            Some(tag) => match tag.role {
                Role::Cell(place) => {
                    let (order, cells) = tables.entry(place.table).or_insert((tag.order, Vec::new()));
                    *order = tag.order.min(*order);
                    match cells.iter_mut().rev().find(|c| c.0 == place) {
                        Some(cell) => cell.1.push(glyph),
                        None => cells.push((place, vec![glyph])),
                    }
                }
                role => {
                    let group = groups.entry(tag.element).or_insert((tag.order, role, Vec::new()));
                    group.0 = tag.order.min(group.0);
                    group.2.push(glyph);
                }
            },
        }
    }
    let mut placed: Vec<(u32, Piece)> = Vec::new();
    for (order, role, glyphs) in groups.into_values() {
        placed.extend(text(&glyphs, role).into_iter().map(|p| (order, Piece::Text(p))));
    }
    for (order, cells) in tables.into_values() {
        placed.extend(table(cells, page).into_iter().map(|p| (order, p)));
    }
    let mut without = Vec::new();
    for (piece, order) in solid {
        match order {
            Some(order) => placed.push((order, piece)),
            None => without.push(piece),
        }
    }
    placed.sort_by_key(|p| p.0);
    let mut pieces: Vec<Piece> = placed.into_iter().map(|p| p.1).collect();
    without.extend(paragraphs(rows(segments(&loose))).into_iter().map(Piece::Text));
    without.sort_by(|a, b| a.rect().y0.total_cmp(&b.rect().y0));
    for piece in without {
        let rect = piece.rect();
        let above = |p: &Piece| {
            let r = p.rect();
            r.center().1 <= rect.y0 && r.overlap_x(&rect) > 0.0
        };
        let at = pieces.iter().rposition(above).map_or(0, |i| i + 1);
        pieces.insert(at, piece);
    }
    pieces
}

/// The text of one element: one paragraph, but for elements that are too long to be one.
fn text(glyphs: &[Glyph], role: Role) -> Vec<Paragraph> {
    let lines: Vec<Row> = columns(glyphs).iter().flat_map(|c| rows(segments(c))).collect();
    let role = Some(role);
    if lines.len() > MAX_LINES {
        let parts = paragraphs(lines);
        return parts.into_iter().map(|p| Paragraph { role, ..p }).collect();
    }
    whole(lines)
        .map(|p| Paragraph { role, ..p })
        .into_iter()
        .collect()
}

/// An element that runs over from one column into the next, cut there. Characters come as they are painted.
fn columns(glyphs: &[Glyph]) -> Vec<Vec<Glyph>> {
    let mut found: Vec<Vec<Glyph>> = Vec::new();
    let mut open = Rect::EMPTY;
    for glyph in glyphs {
        let last = found.last().and_then(|c| c.last()).copied();
        let next = last.is_some_and(|last: Glyph| {
            last.baseline - glyph.baseline > 2.0 * glyph.size && glyph.rect.x0 >= open.x1 - 1.0
        });
        match found.last_mut() {
            Some(column) if !next => column.push(*glyph),
            _ => {
                found.push(vec![*glyph]);
                open = Rect::EMPTY;
            }
        }
        if !glyph.is_space() {
            open = open.union(&glyph.rect);
        }
    }
    found
}

/// Programs that print reports set titles and notes by tables as well: cells of one column only, or of many sizes.
fn is_layout(cells: &[(CellPlace, Vec<Glyph>)]) -> bool {
    let sizes: Vec<f32> = cells
        .iter()
        .map(|c| common_size(&c.1))
        .filter(|s| *s > 0.0)
        .collect();
    let largest = sizes.iter().copied().fold(0.0, f32::max);
    let smallest = sizes.iter().copied().fold(f32::INFINITY, f32::min);
    let columns: HashSet<u32> = cells
        .iter()
        .filter(|c| c.1.iter().any(|g| !g.is_space()))
        .map(|c| c.0.column)
        .collect();
    columns.len() < 2 || largest > MAX_SIZE_RATIO * smallest
}

/// A table as the tree has it; of one row or one column, its text.
fn table(cells: Vec<(CellPlace, Vec<Glyph>)>, page: u32) -> Vec<Piece> {
    let rows_of = |c: &CellPlace| (c.row + c.row_span) as usize;
    let columns_of = |c: &CellPlace| (c.column + c.column_span) as usize;
    let first = cells.iter().map(|c| c.0.row).min().unwrap_or(0) as usize;
    let height = cells
        .iter()
        .map(|c| rows_of(&c.0))
        .max()
        .unwrap_or(0)
        .saturating_sub(first);
    let width = cells.iter().map(|c| columns_of(&c.0)).max().unwrap_or(0);
    if height < 2 || width < 2 || is_layout(&cells) {
        return cells
            .iter()
            .flat_map(|(_, glyphs)| text(glyphs, Role::Paragraph))
            .map(Piece::Text)
            .collect();
    }
    let size = common_size(cells.iter().flat_map(|c| &c.1));
    let mut found: Vec<GridCell> = cells
        .into_iter()
        .map(|(place, glyphs)| {
            let parts: Vec<String> = paragraphs(rows(segments(&glyphs)))
                .into_iter()
                .map(|p| p.text)
                .collect();
            GridCell {
                row: place.row as usize - first,
                column: place.column as usize,
                row_span: place.row_span as usize,
                column_span: place.column_span as usize,
                rect: Rect::around(glyphs.iter().filter(|g| !g.is_space()).map(|g| g.rect)),
                page,
                text: parts.join("\n"),
                full: false,
                table: None,
            }
        })
        .filter(|c| c.rect.is_finite())
        .collect();
    found.sort_by_key(|c| (c.row, c.column));
    let rect = Rect::around(found.iter().map(|c| c.rect));
    let mut edges = vec![rect.x0];
    for column in 1..width {
        let starts = found.iter().filter(|c| c.column == column).map(|c| c.rect.x0);
        let before = edges.last().copied().unwrap_or(rect.x0);
        edges.push(starts.fold(f32::INFINITY, f32::min).min(rect.x1).max(before));
    }
    edges.push(rect.x1);
    vec![Piece::Table(GridTable {
        rect,
        rows: height,
        edges,
        cells: found,
        ruled: false,
        open: Open::default(),
        size,
    })]
}
