//! Tables without lines, found by their columns.
//!
//! Consecutive rows of several segments are a table when the segments stand in columns: strips of the page that
//! are free in (nearly) all of these rows separate them, and the segments of a column share an edge or their
//! middle. Lines of running text fail both.

use super::unruled_rows::is_figure_text;
use super::{GridCell, GridTable, Open, official_letter};
use crate::pdf::geometry::Rect;
use crate::pdf::layout::paragraphs::common_size;
use crate::pdf::layout::spacing::{append_line, write_line};
use crate::pdf::layout::{Row, Segment};
use crate::pdf::structure::captions::is_caption;
use crate::pdf::structure::numbering;

/// Rows of one table are no further apart than this, in ems.
const MAX_STEP: f32 = 3.6;
/// Least width of the strip between two columns, in ems.
const MIN_STRIP: f32 = 0.5;
/// Gaps of this many ems part the cells of a row; words stand closer.
const CELL_GAP: f32 = 0.45;
/// Least share of a column's segments that stand under each other.
const MIN_ALIGNED: f32 = 0.6;
/// Rows and columns of one table.
const MAX_ROWS: usize = 4_000;
const MAX_COLUMNS: usize = 80;

/// What a column of the page holds from top to bottom.
pub(crate) enum Part {
    Rows(Vec<Row>),
    Table(GridTable),
}

/// Splits the rows of one column into running text and tables.
pub(crate) fn split(rows: Vec<Row>, page: u32) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text: Vec<Row> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let found = official_letter::table_at(&rows, at, page).or_else(|| {
            let end = block_end(&rows, at);
            let block = rows.get(at..end).filter(|b| b.len() >= 2)?;
            Some((end, table(block, page)?))
        });
        match found {
            Some((end, table)) => {
                if !text.is_empty() {
                    parts.push(Part::Rows(std::mem::take(&mut text)));
                }
                parts.push(Part::Table(table));
                at = end;
            }
            None => {
                text.extend(rows.get(at).cloned());
                at += 1;
            }
        }
    }
    if !text.is_empty() {
        parts.push(Part::Rows(text));
    }
    parts
}

fn is_candidate(row: &Row) -> bool {
    let text = row.text();
    row.segments.len() >= 2
        && !numbering::is_contents_entry(&text)
        && !(row.segments.len() == 2 && is_caption(&text))
}

/// Where the run of candidate rows that starts at `start` ends; single segments may stand between them.
fn block_end(rows: &[Row], start: usize) -> usize {
    if !rows.get(start).is_some_and(is_candidate) {
        return start;
    }
    let mut end = start + 1;
    let mut at = start + 1;
    while let (Some(last), Some(row)) = (rows.get(at - 1), rows.get(at)) {
        let step = (row.baseline - last.baseline) / row.size.max(1.0);
        if step > MAX_STEP || at - start >= MAX_ROWS {
            break;
        }
        if is_candidate(row) {
            end = at + 1;
        } else if at + 1 - end > 1 {
            break;
        }
        at += 1;
    }
    end
}

/// The strips between columns as intervals; none where the rows do not stand in columns.
pub(crate) fn columns(rows: &[&Row]) -> Option<Vec<(f32, f32)>> {
    let size = rows.iter().map(|r| r.size).fold(0.0, f32::max);
    let mut events: Vec<(f32, i32)> = Vec::new();
    for segment in rows.iter().flat_map(|r| &r.segments) {
        events.push((segment.rect.x0, 1));
        events.push((segment.rect.x1, -1));
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // A few rows may span columns.
    let tolerated = (rows.len() / 8) as i32;
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut depth = 0;
    let mut open: Option<f32> = None;
    for (x, step) in events {
        depth += step;
        if depth > tolerated {
            open.get_or_insert(x);
        } else if let Some(from) = open.take() {
            match columns.last_mut() {
                Some(last) if from - last.1 < MIN_STRIP * size => last.1 = x,
                _ => columns.push((from, x)),
            }
        }
    }
    let columns = joined(rows, columns, size);
    (2..=MAX_COLUMNS).contains(&columns.len()).then_some(columns)
}

/// Joins neighbouring columns of which no row has both: a heading and the figures that end to the right of it.
fn joined(rows: &[&Row], columns: Vec<(f32, f32)>, size: f32) -> Vec<(f32, f32)> {
    let holds = |row: &Row, c: &(f32, f32)| {
        row.segments
            .iter()
            .any(|s| s.rect.x1.min(c.1) - s.rect.x0.max(c.0) > 0.3 * s.size.min(c.1 - c.0))
    };
    let mut joined: Vec<(f32, f32)> = Vec::with_capacity(columns.len());
    for column in columns {
        match joined.last_mut() {
            Some(last)
                if column.0 - last.1 < 3.0 * size
                    && !rows.iter().any(|r| holds(r, last) && holds(r, &column)) =>
            {
                last.1 = column.1;
            }
            _ => joined.push(column),
        }
    }
    joined
}

/// First and last column that a segment stands in.
fn place(segment: &Segment, columns: &[(f32, f32)]) -> (usize, usize) {
    let overlap = |c: &(f32, f32)| segment.rect.x1.min(c.1) - segment.rect.x0.max(c.0);
    let touched: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, c)| overlap(c) > 0.3 * segment.size.min(c.1 - c.0))
        .map(|(i, _)| i)
        .collect();
    match (touched.first(), touched.last()) {
        (Some(&a), Some(&b)) => (a, b),
        _ => {
            let nearest = columns
                .iter()
                .enumerate()
                .max_by(|a, b| overlap(a.1).total_cmp(&overlap(b.1)))
                .map_or(0, |(i, _)| i);
            (nearest, nearest)
        }
    }
}

/// The rows with their segments parted at the gaps between cells.
fn parted(rows: &[Row]) -> Vec<Row> {
    rows.iter()
        .map(|row| {
            let segments = row.segments.iter().flat_map(|s| s.pieces(CELL_GAP)).collect();
            Row {
                segments,
                ..row.clone()
            }
        })
        .collect()
}

fn table(block: &[Row], page: u32) -> Option<GridTable> {
    let block = parted(block);
    let block = block.as_slice();
    let full: Vec<&Row> = block.iter().filter(|r| r.segments.len() >= 2).collect();
    let columns = columns(&full)?;
    let least = if columns.len() == 2 { 3 } else { 2 };
    if full.len() < least || !is_tabular(&full, &columns) {
        return None;
    }
    let lines = logical_rows(block, &columns);
    if lines.len() < 2 || is_form_line(&lines, columns.len()) {
        return None;
    }
    let rect = Rect::around(block.iter().map(|r| r.rect));
    let mut edges = vec![rect.x0];
    edges.extend(columns.windows(2).map(|w| match w {
        [a, b] => (a.1 + b.0) / 2.0,
        _ => rect.x1,
    }));
    edges.push(rect.x1);
    let mut cells: Vec<GridCell> = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        for (segment, (first, last)) in line {
            let text = write_line(&segment.glyphs);
            let same = cells
                .iter_mut()
                .rev()
                .take_while(|c| c.row == row)
                .find(|c| c.column == *first);
            match same {
                Some(cell) => {
                    append_line(&mut cell.text, &text);
                    cell.rect = cell.rect.union(&segment.rect);
                    cell.column_span = cell.column_span.max(last - first + 1);
                }
                None => cells.push(GridCell {
                    row,
                    column: *first,
                    row_span: 1,
                    column_span: last - first + 1,
                    rect: segment.rect,
                    page,
                    text,
                    full: false,
                    table: None,
                }),
            }
        }
    }
    cells.sort_by_key(|c| (c.row, c.column));
    cells.dedup_by(|b, a| {
        a.row == b.row && b.column < a.column + a.column_span && {
            append_line(&mut a.text, &b.text);
            a.rect = a.rect.union(&b.rect);
            true
        }
    });
    Some(GridTable {
        rect,
        rows: lines.len(),
        edges,
        cells,
        ruled: false,
        open: Open::default(),
        size: common_size(block.iter().flat_map(|r| r.glyphs())),
    })
}

/// Places to fill in and to sign, `Date ____  Name ____  (seal)`: a few rows with gaps and no figures.
fn is_form_line(lines: &[LogicalRow<'_>], columns: usize) -> bool {
    let filled: usize = lines.iter().map(Vec::len).sum();
    let figures = lines
        .iter()
        .flatten()
        .filter(|(s, _)| is_figure_text(&write_line(&s.glyphs)))
        .count();
    let boxes = lines.len() * columns;
    let gaps = filled * 5 < boxes * 4 || lines.len() == 2 && filled < boxes;
    lines.len() <= 3 && figures == 0 && gaps
}

/// Segments of one table row with their columns.
type LogicalRow<'r> = Vec<(&'r Segment, (usize, usize))>;

/// Rows of the table: a line that only goes on cells of the line above, and stands closer to it than rows do, is
/// part of that row.
fn logical_rows<'r>(block: &'r [Row], columns: &[(f32, f32)]) -> Vec<LogicalRow<'r>> {
    let step = |a: &Row, b: &Row| (b.baseline - a.baseline) / b.size.max(1.0);
    let mut steps: Vec<f32> = block
        .windows(2)
        .filter_map(|w| match w {
            [a, b] if first_column(b, columns) == 0 => Some(step(a, b)),
            _ => None,
        })
        .collect();
    steps.sort_by(f32::total_cmp);
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    let mut rows: Vec<LogicalRow<'r>> = Vec::new();
    let mut last: Option<&Row> = None;
    for row in block {
        let placed: LogicalRow<'r> = row.segments.iter().map(|s| (s, place(s, columns))).collect();
        let continues = last.is_some_and(|l| {
            let step = step(l, row);
            let above = rows.last().map_or(0, Vec::len);
            first_column(row, columns) > 0 && placed.len() < above && step < 0.85 * usual && step < 1.6
        });
        match rows.last_mut() {
            Some(open) if continues => open.extend(placed),
            _ => rows.push(placed),
        }
        last = Some(row);
    }
    rows
}

fn first_column(row: &Row, columns: &[(f32, f32)]) -> usize {
    row.segments.first().map_or(0, |s| place(s, columns).0)
}

/// Whether rows stand in these columns as in a table.
fn is_tabular(rows: &[&Row], columns: &[(f32, f32)]) -> bool {
    let mut filled = 0usize;
    let mut crowded = 0usize;
    let mut stacks: Vec<Vec<&Segment>> = vec![Vec::new(); columns.len()];
    for row in rows {
        let mut used: Vec<usize> = Vec::new();
        for segment in &row.segments {
            let (first, last) = place(segment, columns);
            used.extend(first..=last);
            if first == last
                && let Some(stack) = stacks.get_mut(first)
            {
                stack.push(segment);
            }
        }
        let n = used.len();
        used.sort_unstable();
        used.dedup();
        crowded += usize::from(used.len() < n);
        filled += used.len();
    }
    if filled * 2 < rows.len() * columns.len() || crowded * 3 > rows.len() {
        return false;
    }
    // Formulas and definitions below each other stand in columns, too.
    let equals = |stack: &Vec<&Segment>| {
        let signs = stack
            .iter()
            .filter(|s| matches!(write_line(&s.glyphs).trim(), "=" | ":" | "："));
        signs.count() * 10 >= stack.len().max(1) * 8
    };
    if stacks.iter().any(equals) {
        return false;
    }
    let aligned: f32 = stacks.iter().map(|s| alignment(s)).sum::<f32>() / columns.len() as f32;
    if aligned < MIN_ALIGNED {
        return false;
    }
    columns.len() > 2 || !is_list_or_text(&stacks)
}

/// The largest share of segments that share their left edge, right edge or middle.
fn alignment(stack: &[&Segment]) -> f32 {
    let share = |key: fn(&Rect) -> f32| {
        let mut at: Vec<f32> = stack.iter().map(|s| key(&s.rect)).collect();
        at.sort_by(f32::total_cmp);
        let mut best = 0;
        let mut from = 0;
        for (i, &x) in at.iter().enumerate() {
            while at.get(from).is_some_and(|&f| x - f > 4.0) {
                from += 1;
            }
            best = best.max(i + 1 - from);
        }
        best as f32 / at.len().max(1) as f32
    };
    share(|r| r.x0).max(share(|r| r.x1)).max(share(|r| r.center().0))
}

/// Two columns are often marks with their items, or two columns of text.
fn is_list_or_text(stacks: &[Vec<&Segment>]) -> bool {
    let (Some(left), Some(right)) = (stacks.first(), stacks.get(1)) else {
        return true;
    };
    let marks = left
        .iter()
        .filter(|s| {
            let text = write_line(&s.glyphs);
            let text = text.trim();
            numbering::marker(&format!("{text} ")).is_some_and(|m| m.length >= text.len())
        })
        .count();
    marks * 2 > left.len() || is_prose(left) && is_prose(right)
}

/// Lines of several words that fill a column.
fn is_prose(stack: &[&Segment]) -> bool {
    let lines = stack.iter().filter(|s| {
        let text = write_line(&s.glyphs);
        let words = text.split_whitespace().count();
        let wide = s.rect.width() > 18.0 * s.size;
        wide || s.rect.width() > 9.0 * s.size
            && words >= 4
            && text.chars().filter(char::is_ascii_digit).count() < 4
    });
    lines.count() * 2 > stack.len()
}
