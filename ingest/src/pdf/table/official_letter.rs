//! The two tables without lines of a Korean official letter.
//!
//! Letters of Korean agencies have a form that is fixed by decree: under the letterhead `수신` (to), `(경유)` (via) and
//! `제목` (subject), each with its entry behind it, and at the foot who drew the letter up, agreed to it and signed
//! it, its number and date behind `시행`, and the address. Both are tables whose lines are not printed, and too
//! unlike in their rows to be found by their columns.

use super::{GridCell, GridTable, Open};
use crate::pdf::content::Glyph;
use crate::pdf::geometry::Rect;
use crate::pdf::layout::paragraphs::common_size;
use crate::pdf::layout::spacing::{append_line, write_line};
use crate::pdf::layout::{Row, Segment};

/// Labels of the head, longest first.
const HEAD: [&str; 6] = ["(경유)", "수신자", "수신", "참조", "경유", "제목"];
/// Rows that the head has at most, with a subject of several lines.
const MAX_HEAD: usize = 8;
/// Rows looked through from where a foot may begin to the line of its number, and from there to its end.
const MAX_FOOT: usize = 24;
/// Rows closer than this, in ems, are lines of one row of the form.
const SAME_BAND: f32 = 0.85;
/// Rows of the form are no further apart than this, in ems.
const MAX_STEP: f32 = 7.5;
/// Entries of one row are at least this far from each other, in ems.
const ENTRY_GAP: f32 = 0.6;
/// Entries that begin this close to each other stand in one column (points).
const SAME_EDGE: f32 = 4.0;

/// The head or foot that begins with row `at`: the row behind its last one, and the table.
pub(crate) fn table_at(rows: &[Row], at: usize, page: u32) -> Option<(usize, GridTable)> {
    head_at(rows, at, page).or_else(|| foot_at(rows, at, page))
}

/// Whether a line is the last one of the foot: telephone and telefax.
pub(crate) fn ends_foot(text: &str) -> bool {
    let text = solid(text);
    text.starts_with("전화") && (text.contains("전송") || text.contains("팩스"))
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Characters of the label that a row begins with; none where it begins with no label or runs on from it.
fn label(row: &Row) -> Option<(&'static str, usize)> {
    let text: String = row.glyphs().map(|g| g.character).collect();
    let label = HEAD.into_iter().find(|l| text.starts_with(l))?;
    let n = label.chars().count();
    let mut behind = row.glyphs().skip(n.saturating_sub(1));
    let (last, next) = (behind.next()?, behind.next());
    let apart = next.is_none_or(|next| next.rect.x0 - last.rect.x1 >= 0.5 * last.size);
    apart.then_some((label, n))
}

fn head_at(rows: &[Row], at: usize, page: u32) -> Option<(usize, GridTable)> {
    let first = rows.get(at)?;
    if !label(first).is_some_and(|(l, _)| l.starts_with("수신")) {
        return None;
    }
    let mut lines: Vec<Vec<Entry>> = Vec::new();
    let mut end = at;
    let mut subject = false;
    for row in rows.iter().skip(at).take(MAX_HEAD) {
        let glyphs: Vec<Glyph> = row.glyphs().copied().collect();
        match label(row) {
            Some((label, n)) if !subject => {
                let (name, value) = glyphs.split_at_checked(n)?;
                lines.push([name, value].into_iter().filter_map(Entry::of).collect());
                subject = label == "제목";
            }
            // A subject of several lines goes on under its first one.
            None if subject => {
                let value = lines.last_mut().and_then(|line| line.get_mut(1))?;
                let next = Entry::of(&glyphs)?;
                let under = (next.rect.x0 - value.rect.x0).abs() < SAME_EDGE
                    && next.rect.y0 - value.rect.y1 < 0.8 * row.size
                    && (next.size - value.size).abs() < 0.1 * value.size;
                if !under {
                    break;
                }
                value.append(&next);
            }
            _ => break,
        }
        end += 1;
    }
    let named = lines.iter().filter(|line| line.len() == 2).count();
    if !subject || lines.len() < 2 || named == 0 {
        return None;
    }
    let start = |column: usize| {
        let starts = lines.iter().filter_map(|l| l.get(column)).map(|e| e.rect.x0);
        starts.fold(f32::INFINITY, f32::min)
    };
    let rect = Rect::around(lines.iter().flatten().map(|e| e.rect));
    let cells = lines.iter().enumerate().flat_map(|(row, line)| {
        line.iter()
            .enumerate()
            .map(move |(column, entry)| entry.cell(row, 1, column, 1, page))
    });
    let cells: Vec<GridCell> = cells.collect();
    let size = common_size(rows.get(at..end)?.iter().flat_map(Row::glyphs));
    Some((
        end,
        GridTable {
            rect,
            rows: lines.len(),
            edges: vec![rect.x0, start(1), rect.x1],
            cells,
            ruled: false,
            open: Open::default(),
            size,
        },
    ))
}

fn is_number_line(row: &Row) -> bool {
    let text = solid(&row.text());
    text.starts_with("시행") && text.contains("접수") && text.contains('(')
}

fn foot_at(rows: &[Row], at: usize, page: u32) -> Option<(usize, GridTable)> {
    let ahead = rows.iter().skip(at).take(MAX_FOOT).position(is_number_line)?;
    let anchor = at + ahead;
    if first_row(rows, anchor) != at {
        return None;
    }
    let end = last_row(rows, anchor);
    let block = rows.get(at..end)?;
    let mut bands: Vec<Vec<&Row>> = Vec::new();
    for row in block {
        match bands.last_mut() {
            Some(band) if band.last().is_some_and(|last| step(last, row) < SAME_BAND) => band.push(row),
            _ => bands.push(vec![row]),
        }
    }
    let bands: Vec<Vec<Stack>> = bands.iter().map(|band| stacks(band)).collect();
    let entries = || bands.iter().flatten().flat_map(|s| &s.entries);
    let mut starts: Vec<f32> = entries().map(|e| e.rect.x0).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|b, a| *b - *a < SAME_EDGE);
    let column = |x: f32| starts.partition_point(|s| *s <= x + 0.01).saturating_sub(1);
    let rect = Rect::around(entries().map(|e| e.rect));
    let mut cells = Vec::new();
    let mut row = 0;
    for band in &bands {
        let height = band.iter().map(|s| s.entries.len()).max().unwrap_or(1).max(1);
        for (i, stack) in band.iter().enumerate() {
            let first = column(stack.rect().x0);
            let next = band.get(i + 1).map_or(starts.len(), |s| column(s.rect().x0));
            let span = next.saturating_sub(first).max(1);
            let n = stack.entries.len();
            for (k, entry) in stack.entries.iter().enumerate() {
                // The last one of a stack takes what the others leave.
                let rows = if k + 1 == n { height - k } else { 1 };
                cells.push(entry.cell(row + k, rows, first, span, page));
            }
        }
        row += height;
    }
    cells.sort_by_key(|c| (c.row, c.column));
    let edges = starts.iter().copied().chain([rect.x1]).collect();
    let size = common_size(block.iter().flat_map(Row::glyphs));
    Some((
        end,
        GridTable {
            rect,
            rows: row,
            edges,
            cells,
            ruled: false,
            open: Open::default(),
            size,
        },
    ))
}

/// Distance of baselines in ems of the smaller of two rows.
fn step(above: &Row, below: &Row) -> f32 {
    (below.baseline - above.baseline) / above.size.min(below.size).max(1.0)
}

/// The first row of the foot whose number stands in row `anchor`: above it are rows of the form with several entries.
fn first_row(rows: &[Row], anchor: usize) -> usize {
    let Some(number) = rows.get(anchor) else {
        return anchor;
    };
    let belongs = |at: usize| {
        let Some((row, below)) = rows.get(at).zip(rows.get(at + 1)) else {
            return false;
        };
        let text = row.text();
        (0.7..1.3).contains(&(row.size / number.size.max(1.0)))
            && step(row, below) <= MAX_STEP
            && text.chars().count() <= 90
            && !text.ends_with('.')
    };
    let mut first = anchor;
    while let Some(last) = first.checked_sub(1).filter(|&at| belongs(at)) {
        let mut top = last;
        while let Some((above, row)) = top.checked_sub(1).and_then(|i| rows.get(i).zip(rows.get(top)))
            && belongs(top - 1)
            && step(above, row) < SAME_BAND
        {
            top -= 1;
        }
        let entries: usize = rows
            .get(top..=last)
            .unwrap_or(&[])
            .iter()
            .map(|r| r.segments.len())
            .sum();
        if entries < 2 || anchor - top > MAX_FOOT / 2 {
            break;
        }
        first = top;
    }
    first
}

/// The row behind the last one of the foot: the address and what is printed beside it.
fn last_row(rows: &[Row], anchor: usize) -> usize {
    let mut end = anchor + 1;
    while let (Some(last), Some(row)) = (rows.get(end - 1), rows.get(end)) {
        let over = ends_foot(&last.text());
        if step(last, row) > 2.6 || end - anchor > MAX_FOOT / 2 || over && step(last, row) >= SAME_BAND {
            break;
        }
        end += 1;
    }
    end
}

/// What stands in one cell of the form.
struct Entry {
    rect: Rect,
    size: f32,
    text: String,
}

impl Entry {
    fn of(glyphs: &[Glyph]) -> Option<Self> {
        let text = write_line(glyphs).trim().to_owned();
        (!text.is_empty()).then(|| Self {
            rect: Rect::around(glyphs.iter().map(|g| g.rect)),
            size: common_size(glyphs),
            text,
        })
    }

    fn append(&mut self, next: &Self) {
        append_line(&mut self.text, &next.text);
        self.rect = self.rect.union(&next.rect);
    }

    fn cell(&self, row: usize, row_span: usize, column: usize, column_span: usize, page: u32) -> GridCell {
        GridCell {
            row,
            column,
            row_span,
            column_span,
            rect: self.rect,
            page,
            text: self.text.clone(),
            full: false,
            table: None,
        }
    }
}

/// Entries above each other in one row of the form: the date over a name.
struct Stack {
    entries: Vec<Entry>,
}

impl Stack {
    fn rect(&self) -> Rect {
        Rect::around(self.entries.iter().map(|e| e.rect))
    }
}

/// The entries of one row of the form from left to right.
fn stacks(band: &[&Row]) -> Vec<Stack> {
    let mut entries: Vec<Entry> = band
        .iter()
        .flat_map(|row| &row.segments)
        .flat_map(|s| s.pieces(ENTRY_GAP))
        .flat_map(|piece| one_style(&piece))
        .collect();
    entries.sort_by(|a, b| {
        a.rect
            .y0
            .total_cmp(&b.rect.y0)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    let mut found: Vec<Stack> = Vec::new();
    for entry in entries {
        let home = found.iter_mut().find(|s| {
            let rect = s.rect();
            rect.overlap_x(&entry.rect) > 0.5 * rect.width().min(entry.rect.width())
        });
        match home {
            Some(stack) => match stack.entries.last_mut() {
                // A label that is broken into lines.
                Some(last) if (last.size - entry.size).abs() <= 0.08 * last.size => last.append(&entry),
                _ => stack.entries.push(entry),
            },
            None => found.push(Stack { entries: vec![entry] }),
        }
    }
    found.sort_by(|a, b| a.rect().x0.total_cmp(&b.rect().x0));
    found
}

/// A label and the name that touches it differ in weight or size.
fn one_style(piece: &Segment) -> Vec<Entry> {
    let alike = |a: &Glyph, b: &Glyph| a.bold == b.bold && (a.size - b.size).abs() <= 0.05 * a.size;
    let words = |g: &Glyph| g.character.is_alphanumeric();
    piece
        .glyphs
        .chunk_by(|a, b| alike(a, b) || !words(a) || !words(b))
        .filter_map(Entry::of)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::layout::rows::rows;
    use crate::pdf::layout::segments::segments;

    /// Text at `x`, its baseline at `y`, in letters that are as wide as they are high.
    fn text(s: &str, x: f32, y: f32, size: f32, bold: bool) -> Vec<Glyph> {
        let line = Glyph::line(s, x, y, size, size);
        line.into_iter().map(|g| Glyph { bold, ..g }).collect()
    }

    fn cells(table: &GridTable) -> Vec<(usize, usize, &str)> {
        table
            .cells
            .iter()
            .map(|c| (c.row, c.row_span, c.text.as_str()))
            .collect()
    }

    #[test]
    fn the_head_is_a_table_of_labels_and_entries() {
        let glyphs = [
            text("수신", 50.0, 100.0, 14.0, false),
            text("인사과장", 140.0, 100.0, 14.0, false),
            text("(경유)", 45.0, 125.0, 14.0, false),
            text("제목", 50.0, 150.0, 14.0, false),
            text("초과근무", 140.0, 150.0, 14.0, false),
            text("인정요청", 140.0, 168.0, 14.0, false),
            text("다음과같이", 45.0, 200.0, 12.0, false),
        ];
        let rows = rows(segments(&glyphs.concat()));
        let (end, table) = table_at(&rows, 0, 1).expect("a head");
        assert_eq!(rows[end].text(), "다음과같이");
        assert_eq!(
            cells(&table),
            [
                (0, 1, "수신"),
                (0, 1, "인사과장"),
                (1, 1, "(경유)"),
                (2, 1, "제목"),
                (2, 1, "초과근무 인정요청")
            ]
        );
    }

    #[test]
    fn the_foot_is_a_table_of_names_number_and_address() {
        let glyphs = [
            text("과장", 250.0, 96.0, 10.0, false),
            text("주무관", 50.0, 100.0, 10.0, false),
            text("장정인", 120.0, 100.0, 11.0, true),
            text("06/26", 272.0, 96.0, 9.0, true),
            text("강옥현", 272.0, 105.0, 11.0, true),
            text("시행", 50.0, 160.0, 10.0, false),
            text("전략과-77", 90.0, 160.0, 10.0, false),
            text("(2026.6.26.)접수", 210.0, 160.0, 10.0, false),
            text("전화", 50.0, 177.0, 10.0, false),
            text("02-21", 90.0, 177.0, 10.0, false),
            text("/전송", 210.0, 177.0, 10.0, false),
        ];
        let rows = rows(segments(&glyphs.concat()));
        let (end, table) = table_at(&rows, 0, 1).expect("a foot");
        assert_eq!(end, rows.len());
        assert_eq!(
            cells(&table),
            [
                (0, 2, "주무관"),
                (0, 2, "장정인"),
                (0, 2, "과장"),
                (0, 1, "06/26"),
                (1, 1, "강옥현"),
                (2, 1, "시행"),
                (2, 1, "전략과-77"),
                (2, 1, "(2026.6.26.)접수"),
                (3, 1, "전화"),
                (3, 1, "02-21"),
                (3, 1, "/전송"),
            ]
        );
    }

    #[test]
    fn what_only_names_the_labels_is_text() {
        let glyphs = [
            text("수신자는다음과같다", 50.0, 100.0, 10.0, false),
            text("제목을쓴다", 50.0, 115.0, 10.0, false),
        ];
        let rows = rows(segments(&glyphs.concat()));
        assert!(table_at(&rows, 0, 1).is_none());
    }
}
