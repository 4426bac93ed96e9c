//! Segments to rows: everything beside each other, from left to right.

use super::segments::Segment;
use super::spacing::write_line;
use crate::pdf::content::Glyph;
use crate::pdf::geometry::Rect;

/// Segments on one height, from left to right.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) rect: Rect,
    pub(crate) baseline: f32,
    /// Size of the em of its longest segment.
    pub(crate) size: f32,
    pub(crate) segments: Vec<Segment>,
}

impl Row {
    fn starting_with(segment: Segment) -> Self {
        Self {
            rect: segment.rect,
            baseline: segment.baseline,
            size: segment.size,
            segments: vec![segment],
        }
    }

    fn push(&mut self, segment: Segment) {
        let longest = self.segments.iter().map(|s| s.glyphs.len()).max().unwrap_or(0);
        if segment.glyphs.len() > longest {
            self.size = segment.size;
            self.baseline = segment.baseline;
        }
        self.rect = self.rect.union(&segment.rect);
        self.segments.push(segment);
    }

    /// All characters from left to right.
    pub(crate) fn glyphs(&self) -> impl Iterator<Item = &Glyph> {
        self.segments.iter().flat_map(|s| &s.glyphs)
    }

    /// The row as text.
    pub(crate) fn text(&self) -> String {
        let glyphs: Vec<Glyph> = self.glyphs().copied().collect();
        write_line(&glyphs)
    }
}

/// Rows from top to bottom.
pub(crate) fn rows(mut segments: Vec<Segment>) -> Vec<Row> {
    segments.sort_by(|a, b| {
        a.baseline
            .total_cmp(&b.baseline)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    let mut rows: Vec<Row> = Vec::new();
    for segment in segments {
        // Only the last few rows can still be beside this segment.
        let home = rows.iter_mut().rev().take(4).find(|row| {
            let overlap = row.rect.overlap_y(&segment.rect);
            let least = row.rect.height().min(segment.rect.height());
            let close = (row.baseline - segment.baseline).abs() <= 0.45 * row.size.min(segment.size);
            (overlap > 0.6 * least && close)
                && !row
                    .segments
                    .iter()
                    .any(|s| s.rect.overlap_x(&segment.rect) > 0.5 * segment.size)
        });
        match home {
            Some(row) => row.push(segment),
            None => rows.push(Row::starting_with(segment)),
        }
    }
    for row in &mut rows {
        row.segments.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    }
    rows.sort_by(|a, b| {
        a.baseline
            .total_cmp(&b.baseline)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    join_straddled(rows)
}

/// Rows closer than this, in ems, are no lines of one text.
const STRADDLED: f32 = 0.85;

/// Joins a row with the two lines of an entry that stands beside it, one a little above and one a little below: in
/// forms and letterheads a label is set at the middle of an entry of two lines.
fn join_straddled(rows: Vec<Row>) -> Vec<Row> {
    let step = |a: &Row, b: &Row| (b.baseline - a.baseline) / a.size.min(b.size).max(1.0);
    let near = |a: Option<&Row>, b: Option<&Row>| a.zip(b).is_some_and(|(a, b)| step(a, b) < STRADDLED);
    let alone = |at: usize| {
        let row = |i: usize| rows.get(i);
        near(row(at), row(at + 1))
            && near(row(at + 1), row(at + 2))
            && !near(at.checked_sub(1).and_then(row), row(at))
            && !near(row(at + 2), row(at + 3))
    };
    let entries: Vec<usize> = (0..rows.len())
        .filter(|&at| alone(at) && rows.get(at..at + 3).is_some_and(straddles))
        .collect();
    if entries.is_empty() {
        return rows;
    }
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        match rows.get(at..at + 3) {
            Some([high, middle, low]) if entries.contains(&at) => {
                joined.push(entry_beside(high, middle, low));
                at += 3;
            }
            _ => {
                joined.push(row.clone());
                at += 1;
            }
        }
    }
    joined
}

/// Whether two rows are the lines of one entry and the one between them stands beside it.
fn straddles(rows: &[Row]) -> bool {
    let [high, middle, low] = rows else { return false };
    let entry = high.rect.union(&low.rect);
    let one = high.segments.len() == 1 && low.segments.len() == 1;
    let overlap = high.rect.overlap_x(&low.rect);
    one && overlap > 0.5 * high.rect.width().min(low.rect.width())
        && middle.segments.iter().all(|s| s.rect.overlap_x(&entry) <= 0.0)
}

fn entry_beside(high: &Row, middle: &Row, low: &Row) -> Row {
    let left = high.rect.x0.min(low.rect.x0);
    let before = middle.segments.partition_point(|s| s.rect.x0 < left);
    let (left, right) = middle.segments.split_at(before.min(middle.segments.len()));
    Row {
        rect: high.rect.union(&middle.rect).union(&low.rect),
        segments: [left, &high.segments, &low.segments, right].concat(),
        ..middle.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::layout::segments::segments;

    fn text(s: &str, x: f32, baseline: f32) -> Vec<Glyph> {
        Glyph::line(s, x, baseline, 10.0, 10.0)
    }

    fn read(parts: &[Vec<Glyph>]) -> Vec<String> {
        rows(segments(&parts.concat())).iter().map(Row::text).collect()
    }

    #[test]
    fn an_entry_of_two_lines_is_read_behind_its_label() {
        let form = [
            text("시점", 0.0, 106.0),
            text("바로보도", 60.0, 100.0),
            text("바랍니다", 60.0, 112.0),
            text("배포", 140.0, 106.0),
        ];
        assert_eq!(read(&form), ["시점 바로보도 바랍니다 배포"]);
    }

    #[test]
    fn lines_of_two_columns_stay_apart() {
        let line = |i: usize| text("왼쪽단락", 0.0, 100.0 + 12.0 * i as f32);
        let other = |i: usize| text("오른쪽단락", 80.0, 106.0 + 12.0 * i as f32);
        let columns: Vec<Vec<Glyph>> = (0..3).flat_map(|i| [line(i), other(i)]).collect();
        assert_eq!(read(&columns).len(), 6);
    }
}
