//! Columns without lines between them inside a ruled grid.
//!
//! Many tables rule their rows only, or only some of their columns. Where one column of the grid holds, row after
//! row, several figures with the same strips between them, the strips part it into columns.

use super::aligned::columns;
use super::cells::Filled;
use super::lattice::Span;
use super::unruled_rows::is_figure_text;
use crate::pdf::content::Glyph;
use crate::pdf::geometry::{Direction, Rect};
use crate::pdf::layout::rows::rows;
use crate::pdf::layout::segments::segments;
use crate::pdf::layout::spacing::write_line;
use crate::pdf::layout::{Row, Segment};

/// Cells of one column that have to show the strips.
const MIN_CELLS: usize = 3;
/// Gaps of this many ems part figures.
const GAP: f32 = 0.45;

/// Cuts the columns of the grid that hold several columns of figures.
pub(crate) fn cut_columns(boxes: &mut Vec<Filled>, xs: &mut Vec<f32>) {
    let mut groups: std::collections::BTreeMap<(usize, usize), Vec<usize>> =
        std::collections::BTreeMap::new();
    for (i, filled) in boxes.iter().enumerate() {
        if filled.glyphs.iter().any(|g| !g.is_space()) {
            groups
                .entry((filled.span.column, filled.span.column_span))
                .or_default()
                .push(i);
        }
    }
    let mut new_edges: Vec<f32> = Vec::new();
    let mut cut: Vec<usize> = Vec::new();
    for members in groups.values().filter(|m| m.len() >= MIN_CELLS) {
        let lines: Vec<Vec<Row>> = members
            .iter()
            .filter_map(|&i| boxes.get(i))
            .map(|filled| parted_lines(&filled.glyphs))
            .collect();
        if let Some(edges) = edges(&lines) {
            new_edges.extend(edges);
            cut.extend(members);
        }
    }
    if new_edges.is_empty() {
        return;
    }
    let old = xs.clone();
    for edge in new_edges {
        if xs.iter().all(|x| (x - edge).abs() > 6.0) {
            xs.push(edge);
        }
    }
    xs.sort_by(f32::total_cmp);
    let index = |x: f32| xs.partition_point(|&v| v < x - 0.01);
    let mut done: Vec<Filled> = Vec::with_capacity(boxes.len());
    for (i, mut filled) in std::mem::take(boxes).into_iter().enumerate() {
        let at = |k: usize| old.get(k).copied().unwrap_or(0.0);
        let (first, last) = (
            index(at(filled.span.column)),
            index(at(filled.span.column + filled.span.column_span)),
        );
        filled.span.column = first;
        filled.span.column_span = last.saturating_sub(first).max(1);
        if cut.contains(&i) {
            done.extend(parts(filled, xs));
        } else {
            done.push(filled);
        }
    }
    done.sort_by_key(|b| (b.span.row, b.span.column));
    *boxes = done;
}

/// The lines of a cell, each parted at the gaps between figures.
fn parted_lines(glyphs: &[Glyph]) -> Vec<Row> {
    let upright: Vec<Glyph> = glyphs
        .iter()
        .filter(|g| g.direction == Direction::Right)
        .copied()
        .collect();
    let mut lines = rows(segments(&upright));
    for line in &mut lines {
        line.segments = line.segments.iter().flat_map(|s| s.pieces(GAP)).collect();
    }
    lines
}

/// The middles of the strips that part the cells of one column; none where they are not columns of figures.
fn edges(cells: &[Vec<Row>]) -> Option<Vec<f32>> {
    // A cell of several lines is text.
    let single: Vec<&Row> = cells.iter().filter(|c| c.len() == 1).flatten().collect();
    let several: Vec<&Row> = single.iter().filter(|r| r.segments.len() >= 2).copied().collect();
    if several.len() < MIN_CELLS || several.len() * 10 < cells.len() * 7 {
        return None;
    }
    let columns = columns(&several)?;
    let pieces: Vec<&Segment> = several.iter().flat_map(|r| r.segments.iter().skip(1)).collect();
    let figures = pieces
        .iter()
        .filter(|s| is_figure_text(&write_line(&s.glyphs)))
        .count();
    if figures * 10 < pieces.len() * 7 {
        return None;
    }
    Some(
        columns
            .windows(2)
            .filter_map(|w| match w {
                [a, b] => Some((a.1 + b.0) / 2.0),
                _ => None,
            })
            .collect(),
    )
}

/// A cell cut at the edges inside it that none of its pieces crosses.
fn parts(filled: Filled, xs: &[f32]) -> Vec<Filled> {
    let span = filled.span;
    let pieces: Vec<Rect> = parted_lines(&filled.glyphs)
        .iter()
        .flat_map(|l| &l.segments)
        .map(|s| s.rect)
        .collect();
    let mut bounds = vec![span.column];
    for k in span.column + 1..span.column + span.column_span {
        let Some(&x) = xs.get(k) else { continue };
        if !pieces.iter().any(|r| r.x0 < x - 0.5 && r.x1 > x + 0.5) {
            bounds.push(k);
        }
    }
    bounds.push(span.column + span.column_span);
    let count = bounds.len().saturating_sub(1);
    bounds
        .windows(2)
        .enumerate()
        .filter_map(|(i, pair)| {
            let [a, b] = *pair else { return None };
            let (x0, x1) = (*xs.get(a)?, *xs.get(b)?);
            let here = |g: &&Glyph| {
                let x = g.rect.center().0;
                (x >= x0 || i == 0) && (x < x1 || i + 1 == count)
            };
            Some(Filled {
                span: Span {
                    column: a,
                    column_span: b - a,
                    ..span
                },
                rect: Rect::new(x0, filled.rect.y0, x1, filled.rect.y1),
                glyphs: filled.glyphs.iter().filter(here).copied().collect(),
            })
        })
        .collect()
}
