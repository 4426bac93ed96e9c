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
    rows
}
