//! Rows without lines between them inside a ruled grid.
//!
//! Many tables rule their columns and their header only. In such a row of the grid every column holds several
//! lines of figures at the same heights: each height is a row of its own.

use std::collections::BTreeMap;

use super::cells::Filled;
use super::lattice::Span;
use crate::pdf::content::Glyph;
use crate::pdf::geometry::{Direction, Rect};
use crate::pdf::layout::Row;
use crate::pdf::layout::rows::rows;
use crate::pdf::layout::segments::segments;

/// Fewer lines can be one figure with another below it, in one cell.
const MIN_LINES: usize = 3;
/// Lines of one text are no further from each other than this, in ems.
const SET_APART: f32 = 2.1;
/// Columns of figures that show that two lines are two rows.
const MIN_PAIRED: usize = 3;

/// Cuts the rows of the grid that hold several rows of figures without lines between them.
pub(crate) fn cut_rows(boxes: &mut Vec<Filled>, ys: &mut Vec<f32>) {
    part_spans(boxes, ys);
    let rows = ys.len().saturating_sub(1);
    for row in (0..rows).rev() {
        let own: Vec<Lines> = boxes
            .iter()
            .filter(|b| b.span.row == row && b.span.row_span == 1)
            .map(Lines::of)
            .filter(|l| !l.lines.is_empty())
            .collect();
        let Cut { heights: cuts, whole } = cuts(&own);
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
            } else if span.row_span > 1 || whole.contains(&span.column) {
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

/// Cells of several rows of which some other column shows the lines: where all of them hold one line for each of these
/// rows, and most of them figures, the lines are rows; so they are in a cell whose lines stand too far from each other
/// to be lines of one text.
fn part_spans(boxes: &mut Vec<Filled>, ys: &[f32]) {
    let mut groups: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (i, filled) in boxes.iter().enumerate() {
        let span = filled.span;
        if span.row_span >= 2 && filled.glyphs.iter().any(|g| !g.is_space()) {
            groups.entry((span.row, span.row_span)).or_default().push(i);
        }
    }
    let mut parted: Vec<usize> = Vec::new();
    for ((row, row_span), members) in groups {
        let bands: Vec<(f32, f32)> = (row..row + row_span)
            .filter_map(|r| Some((*ys.get(r)?, *ys.get(r + 1)?)))
            .collect();
        let in_bands = |lines: &Lines| {
            lines.lines.len() == bands.len()
                && lines.lines.iter().zip(&bands).all(|(line, band)| {
                    let y = line.rect.center().1;
                    y > band.0 && y < band.1
                })
        };
        let cells: Vec<Lines> = members
            .iter()
            .filter_map(|&i| boxes.get(i))
            .map(Lines::of)
            .collect();
        let set_apart =
            |lines: &Lines| in_bands(lines) && lines.are_set_apart() && lines.are_broken_on_purpose();
        parted.extend(
            members
                .iter()
                .zip(&cells)
                .filter(|(_, c)| set_apart(c))
                .map(|(i, _)| *i),
        );
        let figures = cells.iter().filter(|c| c.are_figures()).count();
        if cells.len() > MIN_PAIRED && cells.iter().all(in_bands) && figures * 10 >= cells.len() * 6 {
            parted.extend(members);
        }
    }
    if parted.is_empty() {
        return;
    }
    let mut done: Vec<Filled> = Vec::with_capacity(boxes.len());
    for (i, filled) in std::mem::take(boxes).into_iter().enumerate() {
        if !parted.contains(&i) {
            done.push(filled);
            continue;
        }
        let (first, end) = (filled.span.row, filled.span.row + filled.span.row_span);
        for row in first..end {
            let (Some(&y0), Some(&y1)) = (ys.get(row), ys.get(row + 1)) else {
                continue;
            };
            let here = |g: &&Glyph| {
                let y = g.rect.center().1;
                (y >= y0 || row == first) && (y < y1 || row + 1 == end)
            };
            done.push(Filled {
                span: Span {
                    row,
                    row_span: 1,
                    ..filled.span
                },
                rect: Rect::new(filled.rect.x0, y0, filled.rect.x1, y1),
                glyphs: filled.glyphs.iter().filter(here).copied().collect(),
            });
        }
    }
    done.sort_by_key(|b| (b.span.row, b.span.column));
    *boxes = done;
}

/// The lines of one cell.
struct Lines {
    /// Column of the cell.
    column: usize,
    lines: Vec<Row>,
    /// Width of the cell (points).
    width: f32,
}

impl Lines {
    fn of(filled: &Filled) -> Self {
        let upright: Vec<Glyph> = filled
            .glyphs
            .iter()
            .filter(|g| g.direction == Direction::Right)
            .copied()
            .collect();
        Self {
            column: filled.span.column,
            lines: rows(segments(&upright)),
            width: filled.rect.width(),
        }
    }

    fn are_figures(&self) -> bool {
        self.lines.iter().all(is_figure)
    }

    /// Whether the lines are further from each other than those of one text.
    fn are_set_apart(&self) -> bool {
        self.lines.windows(2).all(|w| match w {
            [a, b] => b.baseline - a.baseline >= SET_APART * a.size.max(b.size),
            _ => true,
        })
    }

    /// Whether each line but the first would have had room behind the one before it.
    fn are_broken_on_purpose(&self) -> bool {
        self.lines.windows(2).all(|w| match w {
            [a, b] => self.width - a.rect.width() - a.size > b.rect.width(),
            _ => true,
        })
    }
}

/// How a row of cells is to be cut.
#[derive(Debug, Default)]
struct Cut {
    /// From top to bottom; empty where it is one row.
    heights: Vec<f32>,
    /// Columns whose cell stays whole: labels of the labels.
    whole: Vec<usize>,
}

/// How a row of cells is to be cut.
///
/// `columns` are the cells of this row that span no other row and are not empty.
fn cuts(columns: &[Lines]) -> Cut {
    let figures: Vec<&Lines> = columns
        .iter()
        .filter(|c| c.lines.len() >= 2 && c.are_figures())
        .collect();
    let Some(longest) = figures.iter().map(|c| &c.lines).max_by_key(|lines| lines.len()) else {
        return Cut::default();
    };
    let heights: Vec<f32> = longest.iter().map(|l| l.baseline).collect();
    let on_height = |l: &Row| heights.iter().any(|h| (h - l.baseline).abs() < 0.35 * l.size);
    let fits = |c: &&Lines| {
        let met = c.lines.iter().filter(|l| on_height(l)).count();
        met * 10 >= c.lines.len() * 9 && met * 10 >= heights.len() * 6
    };
    let fitting = columns.iter().filter(fits).count();
    let pair = heights.len() < MIN_LINES;
    let certain = if !pair {
        columns.len() >= 2
            && fitting * 10 >= columns.len() * 7
            && figures.len() * 2 >= columns.len().saturating_sub(1)
    } else {
        is_pair_of_rows(columns, figures.len(), fitting)
    };
    if !certain {
        return Cut::default();
    }
    let between = |w: &[Row]| match w {
        [a, b] => Some((a.rect.y1 + b.rect.y0) / 2.0),
        _ => None,
    };
    let labels: Vec<usize> = columns
        .iter()
        .filter(|c| !c.are_figures())
        .map(|c| c.column)
        .collect();
    let whole = match labels.split_last() {
        Some((_, others)) if pair => others.to_vec(),
        _ => Vec::new(),
    };
    Cut {
        heights: longest.windows(2).filter_map(between).collect(),
        whole,
    }
}

/// Two lines of figures in each column can be a figure with its share or change below it. They are two rows where
/// their labels are two lines as well, at the same heights.
fn is_pair_of_rows(columns: &[Lines], figures: usize, fitting: usize) -> bool {
    let labels: Vec<&Lines> = columns.iter().filter(|c| !c.are_figures()).collect();
    let Some(label) = labels.last().filter(|l| l.lines.len() == 2) else {
        return false;
    };
    let enough = if label.are_broken_on_purpose() {
        MIN_PAIRED
    } else {
        2 * MIN_PAIRED
    };
    fitting + labels.len() > columns.len() && figures >= enough
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
