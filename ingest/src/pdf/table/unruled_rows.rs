//! Rows without lines between them inside a ruled grid.
//!
//! Many tables rule their columns and their header only. In such a row of the grid every column holds several
//! lines of figures at the same heights: each height is a row of its own.

use super::cells::Filled;
use super::lattice::Span;
use crate::pdf::content::Glyph;
use crate::pdf::geometry::{Direction, Rect};
use crate::pdf::layout::Row;
use crate::pdf::layout::rows::rows;
use crate::pdf::layout::segments::segments;

/// Fewer lines can be one figure with another below it, in one cell.
const MIN_LINES: usize = 3;

/// Cuts the rows of the grid that hold several rows of figures without lines between them.
pub(crate) fn cut_rows(boxes: &mut Vec<Filled>, ys: &mut Vec<f32>) {
    let rows = ys.len().saturating_sub(1);
    for row in (0..rows).rev() {
        let own: Vec<&[Glyph]> = boxes
            .iter()
            .filter(|b| b.span.row == row && b.span.row_span == 1)
            .map(|b| b.glyphs.as_slice())
            .collect();
        let cuts = cuts(&own);
        if cuts.is_empty() {
            continue;
        }
        let more = cuts.len();
        let mut new: Vec<Filled> = Vec::with_capacity(boxes.len());
        for mut filled in std::mem::take(boxes) {
            let span = filled.span;
            if span.row > row {
                filled.span.row += more;
                new.push(filled);
            } else if span.row + span.row_span <= row {
                new.push(filled);
            } else if span.row_span > 1 {
                filled.span.row_span += more;
                new.push(filled);
            } else {
                let bounds = [&[filled.rect.y0], cuts.as_slice(), &[filled.rect.y1]].concat();
                for (i, pair) in bounds.windows(2).enumerate() {
                    let [y0, y1] = pair else { continue };
                    let rect = Rect::new(filled.rect.x0, *y0, filled.rect.x1, *y1);
                    let here = |g: &&Glyph| {
                        let y = g.rect.center().1;
                        (y >= *y0 || i == 0) && (y < *y1 || i == more)
                    };
                    let glyphs = filled.glyphs.iter().filter(here).copied().collect();
                    new.push(Filled {
                        span: Span { row: row + i, ..span },
                        rect,
                        glyphs,
                    });
                }
            }
        }
        new.sort_by_key(|b| (b.span.row, b.span.column));
        *boxes = new;
        let at = row + 1;
        ys.splice(at..at, cuts);
    }
}

/// The heights at which a row of cells is to be cut, from top to bottom; empty where it is one row.
///
/// `cells` are the characters of the cells of this row that span no other row.
fn cuts(cells: &[&[Glyph]]) -> Vec<f32> {
    let columns: Vec<Vec<Row>> = cells
        .iter()
        .map(|glyphs| {
            let upright: Vec<Glyph> = glyphs
                .iter()
                .filter(|g| g.direction == Direction::Right)
                .copied()
                .collect();
            rows(segments(&upright))
        })
        .filter(|lines| !lines.is_empty())
        .collect();
    let figures: Vec<&Vec<Row>> = columns
        .iter()
        .filter(|lines| lines.len() >= MIN_LINES && lines.iter().all(is_figure))
        .collect();
    let Some(longest) = figures.iter().max_by_key(|lines| lines.len()) else {
        return Vec::new();
    };
    let heights: Vec<f32> = longest.iter().map(|l| l.baseline).collect();
    let on_height = |l: &Row| heights.iter().any(|h| (h - l.baseline).abs() < 0.35 * l.size);
    let fits = |lines: &&Vec<Row>| {
        let met = lines.iter().filter(|l| on_height(l)).count();
        met * 10 >= lines.len() * 9 && met * 10 >= heights.len() * 6
    };
    let fitting = columns.iter().filter(fits).count();
    if columns.len() < 2
        || fitting * 10 < columns.len() * 7
        || figures.len() * 2 < columns.len().saturating_sub(1)
    {
        return Vec::new();
    }
    longest
        .windows(2)
        .filter_map(|w| match w {
            [a, b] => Some((a.rect.y1 + b.rect.y0) / 2.0),
            _ => None,
        })
        .collect()
}

fn is_figure(line: &Row) -> bool {
    is_figure_text(&line.text())
}

/// Digits with what belongs to figures, or a sign for their absence.
pub(crate) fn is_figure_text(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    digits > letters || letters == 0 && text.chars().count() <= 3
}
