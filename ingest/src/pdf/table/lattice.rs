//! Grids from lines.
//!
//! Lines that meet form one component. Its distinct positions cut the plane into elementary boxes; boxes with no
//! line between them are one merged cell. Sides that are left open, as is usual in Korean and Taiwanese papers,
//! are closed where several lines end at the same place.

use super::Open;
use super::rulings::{Line, Lines};
use crate::pdf::geometry::Rect;

/// How far lines may miss each other and still meet (points).
const MEET: f32 = 3.0;
/// How far lines that end on each other may miss each other (points).
const TOUCH: f32 = 1.0;
/// An open side is closed where lines reach this far beyond the last crossing line.
const MIN_OVERHANG: f32 = 8.0;
/// Share of a box's side that has to be painted for the side to count.
const MIN_COVER: f32 = 0.6;
/// How far a side may stop short of its corners (points).
const REACH: f32 = 4.0;
/// Vertical lines that stand alone are the sides of a row that runs over the whole page where there are at least so
/// many of them, of one height and at least this long (points).
const MIN_SIDES: usize = 3;
const MIN_SIDE: f32 = 80.0;
/// Elementary boxes of one grid.
const MAX_BOXES: usize = 150_000;
/// Pairs of lines that are compared on one page.
const MAX_PAIRS: usize = 40_000_000;

/// A grid without text.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    pub(crate) rect: Rect,
    pub(crate) xs: Vec<f32>,
    pub(crate) ys: Vec<f32>,
    /// Merged cells by row, then column.
    pub(crate) cells: Vec<Span>,
    /// Its first row has no line above it, its last one none below: the page broke there.
    pub(crate) open: Open,
    /// The cell of each elementary box, by row, then column.
    owner: Vec<usize>,
}

/// The boxes that a cell covers: first row and column, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) row_span: usize,
    pub(crate) column_span: usize,
}

impl Grid {
    /// The cell that a point lies in.
    pub(crate) fn cell_at(&self, (x, y): (f32, f32)) -> Option<usize> {
        if !self.rect.contains((x, y)) {
            return None;
        }
        let columns = self.xs.len().checked_sub(1)?;
        let rows = self.ys.len().checked_sub(1)?;
        let column = self
            .xs
            .partition_point(|&v| v <= x)
            .saturating_sub(1)
            .min(columns.checked_sub(1)?);
        let row = self
            .ys
            .partition_point(|&v| v <= y)
            .saturating_sub(1)
            .min(rows.checked_sub(1)?);
        self.owner.get(row * columns + column).copied()
    }

    /// The box of a cell on the page.
    pub(crate) fn rect_of(&self, span: &Span) -> Rect {
        let at = |v: &[f32], i: usize| v.get(i.min(v.len().saturating_sub(1))).copied().unwrap_or(0.0);
        Rect::new(
            at(&self.xs, span.column),
            at(&self.ys, span.row),
            at(&self.xs, span.column + span.column_span),
            at(&self.ys, span.row + span.row_span),
        )
    }
}

/// The grids of a page, smallest first; also those of a single cell. The second result marks the horizontal lines
/// that no grid uses.
pub(crate) fn grids(lines: &Lines) -> (Vec<Grid>, Vec<Line>) {
    let (h, v) = (&lines.horizontal, &lines.vertical);
    if h.len().saturating_mul(v.len()) > MAX_PAIRS {
        return (Vec::new(), h.clone());
    }
    let mut sets = components(h, v);
    let mut groups: std::collections::BTreeMap<usize, (Vec<Line>, Vec<Line>)> =
        std::collections::BTreeMap::new();
    for (i, line) in h.iter().enumerate() {
        groups.entry(sets.root(i)).or_default().0.push(*line);
    }
    for (j, line) in v.iter().enumerate() {
        groups.entry(sets.root(h.len() + j)).or_default().1.push(*line);
    }
    let mut found = Vec::new();
    let mut unused = Vec::new();
    let mut alone = Vec::new();
    for (horizontal, vertical) in groups.into_values() {
        match grid(&horizontal, &vertical, Open::default()) {
            Some(grid) => found.push(grid),
            None => {
                if horizontal.is_empty() {
                    alone.extend(vertical);
                }
                unused.extend(horizontal);
            }
        }
    }
    found.extend(sides_only(alone));
    found.sort_by(|a, b| a.rect.area().total_cmp(&b.rect.area()));
    (found, unused)
}

/// Which lines meet: horizontal ones by their index, vertical ones behind them.
///
/// Lines that just miss each other meet too, but for those of a table that stands inside a cell and nearly fills it:
/// its lines end on its own border and not on the border of the cell right beside it.
fn components(h: &[Line], v: &[Line]) -> Components {
    let mut touching = Components::new(h.len() + v.len());
    let mut close: Vec<(usize, usize)> = Vec::new();
    for (j, vertical) in v.iter().enumerate() {
        for (i, horizontal) in h.iter().enumerate() {
            let gap = (vertical.from - horizontal.at)
                .max(horizontal.at - vertical.to)
                .max(horizontal.from - vertical.at)
                .max(vertical.at - horizontal.to);
            if gap <= TOUCH {
                touching.join(i, h.len() + j);
            } else if gap <= MEET {
                close.push((i, h.len() + j));
            }
        }
    }
    let mut frames: std::collections::BTreeMap<usize, Frame> = std::collections::BTreeMap::new();
    for i in 0..h.len() + v.len() {
        let root = touching.root(i);
        let frame = frames.entry(root).or_default();
        match (h.get(i), v.get(i.wrapping_sub(h.len()))) {
            (Some(line), _) => {
                frame.horizontal += 1;
                frame.rect = frame.rect.union(&Rect::new(line.from, line.at, line.to, line.at));
            }
            (None, Some(line)) => {
                frame.vertical += 1;
                frame.rect = frame.rect.union(&Rect::new(line.at, line.from, line.at, line.to));
            }
            (None, None) => {}
        }
    }
    let nested = |a: &Frame, b: &Frame| {
        a.is_closed() && b.is_closed() && (a.rect.contains_rect(&b.rect) || b.rect.contains_rect(&a.rect))
    };
    let apart: Vec<bool> = close
        .iter()
        .map(|&(i, j)| {
            let (a, b) = (touching.root(i), touching.root(j));
            a != b
                && frames
                    .get(&a)
                    .zip(frames.get(&b))
                    .is_some_and(|(a, b)| nested(a, b))
        })
        .collect();
    for (&(i, j), apart) in close.iter().zip(apart) {
        if !apart {
            touching.join(i, j);
        }
    }
    touching
}

/// The outline of lines that touch each other.
struct Frame {
    rect: Rect,
    horizontal: usize,
    vertical: usize,
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            rect: Rect::EMPTY,
            horizontal: 0,
            vertical: 0,
        }
    }
}

impl Frame {
    fn is_closed(&self) -> bool {
        self.horizontal >= 2 && self.vertical >= 2
    }
}

/// Rows that run over a whole page and beyond, of which the page shows nothing but the sides of the cells.
fn sides_only(mut lines: Vec<Line>) -> Vec<Grid> {
    lines.retain(|l| l.length() >= MIN_SIDE);
    lines.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
    let open = Open {
        top: true,
        bottom: true,
    };
    lines
        .chunk_by(|a, b| b.from - a.from <= MEET && (b.to - a.to).abs() <= MEET)
        .filter(|sides| sides.len() >= MIN_SIDES)
        .filter_map(|sides| {
            let (from, to) = sides.first().map(|l| (l.from, l.to))?;
            let left = sides.iter().map(|l| l.at).fold(f32::INFINITY, f32::min);
            let right = sides.iter().map(|l| l.at).fold(f32::NEG_INFINITY, f32::max);
            let close = |at: f32| Line {
                at,
                from: left,
                to: right,
            };
            grid(&[close(from), close(to)], sides, open)
        })
        .collect()
}

/// Distinct positions of lines, those within the snapping distance taken together.
fn positions(lines: &[Line]) -> Vec<f32> {
    let mut at: Vec<f32> = lines.iter().map(|l| l.at).collect();
    at.sort_by(f32::total_cmp);
    at.dedup_by(|b, a| *b - *a < 3.0);
    at
}

/// Closes open sides: where at least two lines (and a third of all) reach past the crossing lines to one place.
fn close_sides(positions: &mut Vec<f32>, lines: &[Line]) {
    let (Some(&first), Some(&last)) = (positions.first(), positions.last()) else {
        return;
    };
    let enough = |n: usize| n >= 2 && n * 3 >= lines.len();
    let start = lines.iter().map(|l| l.from).fold(f32::INFINITY, f32::min);
    if first - start > MIN_OVERHANG && enough(lines.iter().filter(|l| l.from - start < 4.0).count()) {
        positions.insert(0, start);
    }
    let end = lines.iter().map(|l| l.to).fold(f32::NEG_INFINITY, f32::max);
    if end - last > MIN_OVERHANG && enough(lines.iter().filter(|l| end - l.to < 4.0).count()) {
        positions.push(end);
    }
}

fn grid(horizontal: &[Line], vertical: &[Line], open: Open) -> Option<Grid> {
    if horizontal.is_empty() || vertical.is_empty() {
        return None;
    }
    let mut xs = positions(vertical);
    let mut ys = positions(horizontal);
    let (x_lines, y_lines) = (
        (xs.first().copied()?, xs.last().copied()?),
        (ys.first().copied()?, ys.last().copied()?),
    );
    close_sides(&mut xs, horizontal);
    close_sides(&mut ys, vertical);
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MAX_BOXES {
        return None;
    }
    // Sides that were closed count as painted.
    let virtual_x = |x: f32| x < x_lines.0 - 1.0 || x > x_lines.1 + 1.0;
    let virtual_y = |y: f32| y < y_lines.0 - 1.0 || y > y_lines.1 + 1.0;
    let below = painted(horizontal, &ys, &xs, virtual_y);
    let beside = painted(vertical, &xs, &ys, virtual_x);
    // below[y][x]: the line at ys[y] over column x. beside[x][y]: the line at xs[x] along row y.
    let has = |table: &[Vec<bool>], a: usize, b: usize| {
        table.get(a).and_then(|t| t.get(b)).copied().unwrap_or(false)
    };
    let mut sets = Components::new(rows * columns);
    for y in 0..rows {
        for x in 0..columns {
            let id = y * columns + x;
            if x + 1 < columns && !has(&beside, x + 1, y) {
                sets.join(id, id + 1);
            }
            if y + 1 < rows && !has(&below, y + 1, x) {
                sets.join(id, id + columns);
            }
        }
    }
    let mut regions: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for id in 0..rows * columns {
        regions.entry(sets.root(id)).or_default().push(id);
    }
    let mut cells: Vec<Span> = Vec::new();
    for boxes in regions.values() {
        cells.extend(rectangles(boxes, columns));
    }
    cells.sort_by_key(|c| (c.row, c.column));
    let mut owner = vec![0; rows * columns];
    for (i, cell) in cells.iter().enumerate() {
        for y in cell.row..cell.row + cell.row_span {
            for x in cell.column..cell.column + cell.column_span {
                if let Some(o) = owner.get_mut(y * columns + x) {
                    *o = i;
                }
            }
        }
    }
    let rect = Rect::new(*xs.first()?, *ys.first()?, *xs.last()?, *ys.last()?);
    let open = Open {
        top: open.top || virtual_y(rect.y0),
        bottom: open.bottom || virtual_y(rect.y1),
    };
    Some(Grid {
        rect,
        xs,
        ys,
        cells,
        open,
        owner,
    })
}

/// For each position, which intervals between the crossing positions are painted.
fn painted(lines: &[Line], at: &[f32], crossing: &[f32], closed: impl Fn(f32) -> bool) -> Vec<Vec<bool>> {
    at.iter()
        .map(|&p| {
            let near: Vec<&Line> = lines.iter().filter(|l| (l.at - p).abs() < 3.0).collect();
            crossing
                .windows(2)
                .map(|w| {
                    let [from, to] = w else { return false };
                    let parts = near
                        .iter()
                        .map(|l| (l.from.max(*from), l.to.min(*to)))
                        .filter(|p| p.1 > p.0);
                    let (mut cover, mut start, mut end) = (0.0, f32::INFINITY, f32::NEG_INFINITY);
                    for (a, b) in parts {
                        cover += b - a;
                        start = start.min(a);
                        end = end.max(b);
                    }
                    // A line that stops short of the crossing lines belongs to the text between them.
                    let reaches = start <= from + REACH && end >= to - REACH;
                    closed(p) || reaches && cover >= MIN_COVER * (to - from)
                })
                .collect()
        })
        .collect()
}

/// A region of boxes as rectangles: itself where it is one, else its rows, equal ones taken together.
fn rectangles(boxes: &[usize], columns: usize) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    // Boxes come in order of row, then column.
    for &id in boxes {
        let (row, column) = (id / columns, id % columns);
        match runs.last_mut() {
            Some(run) if run.row == row && run.column + run.column_span == column => run.column_span += 1,
            _ => runs.push(Span {
                row,
                column,
                row_span: 1,
                column_span: 1,
            }),
        }
    }
    let mut found: Vec<Span> = Vec::new();
    for run in runs {
        let above = found.iter_mut().find(|f| {
            f.column == run.column && f.column_span == run.column_span && f.row + f.row_span == run.row
        });
        match above {
            Some(f) => f.row_span += 1,
            None => found.push(run),
        }
    }
    found
}

/// Union-find.
struct Components {
    parent: Vec<usize>,
}

impl Components {
    fn new(n: usize) -> Self {
        Self {
            parent: (0..n).collect(),
        }
    }

    fn root(&mut self, mut i: usize) -> usize {
        while let Some(&p) = self.parent.get(i) {
            if p == i {
                break;
            }
            let grand = self.parent.get(p).copied().unwrap_or(p);
            if let Some(slot) = self.parent.get_mut(i) {
                *slot = grand;
            }
            i = grand;
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The smaller index stays the root, so that regions come in reading order.
        if let Some(slot) = self.parent.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(at: f32, from: f32, to: f32) -> Line {
        Line { at, from, to }
    }

    #[test]
    fn a_missing_line_merges_cells() {
        // Three columns and two rows; the first row's first two cells are one.
        let lines = Lines {
            horizontal: vec![line(0.0, 0.0, 90.0), line(20.0, 0.0, 90.0), line(40.0, 0.0, 90.0)],
            vertical: vec![
                line(0.0, 0.0, 40.0),
                line(30.0, 20.0, 40.0),
                line(60.0, 0.0, 40.0),
                line(90.0, 0.0, 40.0),
            ],
        };
        let (grids, _) = grids(&lines);
        let spans: Vec<_> = grids[0]
            .cells
            .iter()
            .map(|c| (c.row, c.column, c.row_span, c.column_span))
            .collect();
        assert_eq!(
            spans,
            [
                (0, 0, 1, 2),
                (0, 2, 1, 1),
                (1, 0, 1, 1),
                (1, 1, 1, 1),
                (1, 2, 1, 1)
            ]
        );
        assert_eq!(grids[0].cell_at((45.0, 10.0)), Some(0));
    }

    #[test]
    fn a_table_that_nearly_fills_a_cell_stands_in_it() {
        // A cell from 100 to 200 and in it, two points from its border, a table of two cells.
        let lines = Lines {
            horizontal: vec![
                line(0.0, 0.0, 200.0),
                line(60.0, 0.0, 200.0),
                line(20.0, 102.2, 197.8),
                line(40.0, 102.2, 197.8),
            ],
            vertical: vec![
                line(0.0, 0.0, 60.0),
                line(100.0, 0.0, 60.0),
                line(200.0, 0.0, 60.0),
                line(102.2, 20.0, 40.0),
                line(150.0, 20.0, 40.0),
                line(197.8, 20.0, 40.0),
            ],
        };
        let (grids, _) = grids(&lines);
        let cells: Vec<usize> = grids.iter().map(|g| g.cells.len()).collect();
        assert_eq!(cells, [2, 2]);
        assert!(grids[1].rect.contains_rect(&grids[0].rect));
    }

    #[test]
    fn open_sides_are_closed() {
        let lines = Lines {
            horizontal: vec![line(0.0, 0.0, 90.0), line(20.0, 0.0, 90.0), line(40.0, 0.0, 90.0)],
            vertical: vec![line(30.0, 0.0, 40.0)],
        };
        let (grids, _) = grids(&lines);
        assert_eq!(grids[0].xs, [0.0, 30.0, 90.0]);
        assert_eq!(grids[0].cells.len(), 4);
    }

    #[test]
    fn sides_without_lines_across_are_a_row_that_runs_on() {
        let lines = Lines {
            horizontal: Vec::new(),
            vertical: [0.0, 30.0, 90.0].map(|x| line(x, 10.0, 700.0)).to_vec(),
        };
        let (grids, _) = grids(&lines);
        assert_eq!(grids[0].cells.len(), 2);
        assert!(grids[0].open.top && grids[0].open.bottom);
    }

    #[test]
    fn tables_that_do_not_touch_are_two() {
        let square = |x: f32| {
            (
                vec![line(0.0, x, x + 20.0), line(20.0, x, x + 20.0)],
                vec![line(x, 0.0, 20.0), line(x + 20.0, 0.0, 20.0)],
            )
        };
        let ((ha, va), (hb, vb)) = (square(0.0), square(50.0));
        let lines = Lines {
            horizontal: [ha, hb].concat(),
            vertical: [va, vb].concat(),
        };
        assert_eq!(grids(&lines).0.len(), 2);
    }
}
