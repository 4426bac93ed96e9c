//! Characters to segments: pieces of one baseline without a wide gap.

use super::spacing::is_ideographic;
use crate::pdf::content::Glyph;
use crate::pdf::geometry::Rect;

/// A gap of this many ems ends a segment.
const WIDE_GAP: f32 = 1.0;
/// How far two pieces may lie apart, in ems of the smaller one, and still share a baseline.
const SAME_BASELINE: f32 = 0.22;
/// Comparisons spent on superscripts of one page.
const MAX_SUPERSCRIPT_WORK: usize = 4_000_000;

/// Characters beside each other on one baseline, in reading order and without spaces.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub(crate) rect: Rect,
    pub(crate) baseline: f32,
    /// Size of the em of its largest characters.
    pub(crate) size: f32,
    pub(crate) glyphs: Vec<Glyph>,
}

impl Segment {
    fn starting_with(glyph: Glyph) -> Self {
        Self {
            rect: glyph.rect,
            baseline: glyph.baseline,
            size: glyph.size,
            glyphs: vec![glyph],
        }
    }

    fn push(&mut self, glyph: Glyph) {
        self.rect = self.rect.union(&glyph.rect);
        self.size = self.size.max(glyph.size);
        self.glyphs.push(glyph);
    }

    /// The pieces between gaps of at least `gap` ems; beside ideographs, which are justified by letting in air, and
    /// over a painted space it has to be twice as wide.
    pub(crate) fn pieces(&self, gap: f32) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for glyph in &self.glyphs {
            let joined = found.last().is_some_and(|piece| {
                let last = piece.glyphs.last().map_or(' ', |g| g.character);
                let dense = is_ideographic(last) || is_ideographic(glyph.character);
                // A painted space is wide in fonts of fixed width.
                let gap = if dense || glyph.spaced { 2.0 * gap } else { gap };
                glyph.rect.x0 - piece.rect.x1 < gap * self.size.min(glyph.size)
            });
            match found.last_mut() {
                Some(piece) if joined => piece.push(*glyph),
                _ => found.push(Self::starting_with(*glyph)),
            }
        }
        found
    }

    /// Adds the characters of another segment where they stand.
    fn absorb(&mut self, other: Self) {
        let after = self.glyphs.last().is_some_and(|g| other.rect.x0 >= g.rect.x0);
        self.rect = self.rect.union(&other.rect);
        if other.size > self.size * 1.2 {
            self.baseline = other.baseline;
        }
        self.size = self.size.max(other.size);
        self.glyphs.extend(other.glyphs);
        if !after {
            self.glyphs.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        }
    }
}

/// The segments of characters that all run to the right. Characters come in the order in which they are painted.
pub(crate) fn segments(glyphs: &[Glyph]) -> Vec<Segment> {
    let mut runs = painted_runs(glyphs);
    runs.sort_by(|a, b| {
        a.baseline
            .total_cmp(&b.baseline)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    let mut found = Vec::with_capacity(runs.len());
    let mut row: Vec<Segment> = Vec::new();
    for run in runs {
        let same = row.last().is_some_and(|last| {
            let first = row.first().unwrap_or(last);
            let reach = SAME_BASELINE * last.size.min(run.size);
            run.baseline - last.baseline <= reach && run.baseline - first.baseline <= 2.0 * reach
        });
        if !same {
            join_row(std::mem::take(&mut row), &mut found);
        }
        row.push(run);
    }
    join_row(row, &mut found);
    attach_superscripts(found)
}

/// Pieces that were painted one character after the other, to the right on one baseline.
fn painted_runs(glyphs: &[Glyph]) -> Vec<Segment> {
    let mut runs: Vec<Segment> = Vec::new();
    let mut space: Option<Rect> = None;
    let mut spaces = 0;
    for glyph in glyphs {
        if glyph.is_space() {
            space = Some(glyph.rect);
            spaces += 1;
            continue;
        }
        let mut glyph = *glyph;
        let width = space.map_or(0.0, |s| s.width());
        let spaced = space
            .take()
            .is_some_and(|s| s.overlap_y(&glyph.rect) > 0.0 && s.x0 <= glyph.rect.x0 + 0.5);
        glyph.spaced |= spaced;
        if let Some(run) = runs.last_mut()
            && let Some(last) = run.glyphs.last()
        {
            let size = last.size.min(glyph.size);
            // One wide space, as between the number and the title of a caption, is no gap.
            let painted = if spaces == 1 { width.min(size) } else { 0.0 };
            let gap = glyph.rect.x0 - last.rect.x1 - painted;
            if (glyph.baseline - run.baseline).abs() <= 0.1 * size
                && gap >= -0.4 * size
                && gap < WIDE_GAP * size
                && glyph.rect.x0 >= last.rect.x0
                && glyph.hidden == last.hidden
            {
                run.push(glyph);
                spaces = 0;
                continue;
            }
        }
        spaces = 0;
        runs.push(Segment::starting_with(glyph));
    }
    runs
}

/// Joins the pieces of one baseline from left to right, up to the next wide gap.
fn join_row(mut row: Vec<Segment>, found: &mut Vec<Segment>) {
    row.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    let mut open: Option<Segment> = None;
    for run in row {
        match open.take() {
            None => open = Some(run),
            Some(mut segment) => {
                let gap = run.rect.x0 - segment.rect.x1;
                let size = segment.size.min(run.size);
                let hidden = |s: &Segment| s.glyphs.first().is_some_and(|g| g.hidden);
                if gap < WIDE_GAP * size && gap > -0.6 * size && hidden(&segment) == hidden(&run) {
                    segment.absorb(run);
                    open = Some(segment);
                } else {
                    found.push(segment);
                    open = Some(run);
                }
            }
        }
    }
    found.extend(open);
}

/// Puts small raised or lowered pieces to the segment that they touch.
fn attach_superscripts(segments: Vec<Segment>) -> Vec<Segment> {
    let n = segments.len();
    let mut sizes: Vec<f32> = segments.iter().map(|s| s.size).collect();
    if n < 2 {
        return segments;
    }
    let median = *sizes.select_nth_unstable_by(n / 2, f32::total_cmp).1;
    let small: Vec<usize> = (0..n)
        .filter(|&i| {
            let is_small = |s: &Segment| s.size < 0.85 * median && s.glyphs.len() <= 6;
            segments.get(i).is_some_and(|s| is_small(s) || is_note_mark(s))
        })
        .collect();
    let largest = sizes.iter().copied().fold(0.0, f32::max);
    let mut slots: Vec<Option<Segment>> = segments.into_iter().map(Some).collect();
    let mut work = 0;
    for i in small {
        let Some(mark) = slots.get(i).and_then(Option::as_ref) else {
            continue;
        };
        // Segments come row by row, so what a mark touches stands not far from it.
        let far = |slot: &Option<Segment>| {
            slot.as_ref()
                .is_some_and(|s| (s.baseline - mark.baseline).abs() > largest + mark.size)
        };
        let (above, below) = (
            slots.get(..i).unwrap_or_default(),
            slots.get(i + 1..).unwrap_or_default(),
        );
        let from = above.iter().rposition(far).map_or(0, |at| at + 1);
        let to = below.iter().position(far).map_or(n, |at| i + 1 + at);
        work += to - from;
        if work > MAX_SUPERSCRIPT_WORK {
            break;
        }
        let is_small = mark.size < 0.85 * median && mark.glyphs.len() <= 6;
        let near_slots = slots.get(from..to).unwrap_or_default().iter().zip(from..);
        let host = near_slots.filter(|(_, j)| *j != i).find_map(|(other, j)| {
            let other = other.as_ref()?;
            let raised = other.baseline - mark.baseline > SAME_BASELINE * other.size;
            let smaller = is_small && mark.size <= 0.8 * other.size
                || raised && mark.size <= 0.87 * other.size && is_note_mark(mark);
            let beside = mark.rect.x0 - other.rect.x1;
            let before = other.rect.x0 - mark.rect.x1;
            let near = |gap: f32| gap > -0.3 * other.size && gap < 0.3 * other.size;
            let beside = near(beside) || near(before) || fits_between(mark, other);
            (smaller && mark.rect.overlap_y(&other.rect) > 0.4 * mark.rect.height() && beside).then_some(j)
        });
        if let Some(j) = host
            && let Some(mark) = slots.get_mut(i).and_then(Option::take)
            && let Some(Some(host)) = slots.get_mut(j)
        {
            let (rect, baseline) = (host.rect, host.baseline);
            host.absorb(mark);
            // A mark does not make the line higher.
            host.rect.y0 = rect.y0;
            host.rect.y1 = rect.y1;
            host.baseline = baseline;
        }
    }
    slots.into_iter().flatten().collect()
}

/// Whether a piece can be the number or sign of a note.
fn is_note_mark(mark: &Segment) -> bool {
    mark.glyphs.len() <= 4
        && mark
            .glyphs
            .iter()
            .all(|g| g.character.is_ascii_digit() || "()*†‡,".contains(g.character))
}

/// Whether a mark stands in a gap that a line leaves for it.
fn fits_between(mark: &Segment, line: &Segment) -> bool {
    let inside = mark.rect.x0 > line.rect.x0 && mark.rect.x1 < line.rect.x1;
    inside
        && !line
            .glyphs
            .iter()
            .any(|g| g.rect.overlap_x(&mark.rect) > 0.35 * mark.size.min(mark.rect.width()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::layout::spacing::write_line;

    fn text(s: &str, x: f32, baseline: f32, size: f32) -> Vec<Glyph> {
        Glyph::line(s, x, baseline, size, size / 2.0)
    }

    fn lines(glyphs: &[Glyph]) -> Vec<String> {
        segments(glyphs).iter().map(|s| write_line(&s.glyphs)).collect()
    }

    #[test]
    fn a_wide_gap_ends_a_segment() {
        let glyphs = [text("left", 0.0, 10.0, 10.0), text("right", 100.0, 10.0, 10.0)].concat();
        assert_eq!(lines(&glyphs), ["left", "right"]);
    }

    #[test]
    fn the_order_of_painting_does_not_matter() {
        let glyphs = [text("cd", 10.0, 10.0, 10.0), text("ab", 0.0, 10.0, 10.0)].concat();
        assert_eq!(lines(&glyphs), ["abcd"]);
    }

    #[test]
    fn a_footnote_mark_stays_with_its_word() {
        let glyphs = [
            text("word", 0.0, 10.0, 10.0),
            text("1", 20.0, 6.0, 6.0),
            text("next", 0.0, 22.0, 10.0),
        ];
        assert_eq!(lines(&glyphs.concat()), ["word1", "next"]);
    }

    #[test]
    fn a_footnote_mark_is_small_beside_its_word_not_beside_the_page() {
        // Most of the page is a table in a smaller type.
        let cells: Vec<Glyph> = (0..20u8)
            .flat_map(|i| text("cell", 0.0, 40.0 + 12.0 * f32::from(i), 9.0))
            .collect();
        let glyphs = [text("word", 0.0, 10.0, 10.5), text("1)", 21.0, 6.0, 8.5), cells].concat();
        assert_eq!(lines(&glyphs).first().map(String::as_str), Some("word1)"));
        // A number in a larger type's line that is not raised is none.
        let glyphs = [text("word", 0.0, 10.0, 10.5), text("12", 40.0, 9.0, 8.5)].concat();
        assert_eq!(lines(&glyphs), ["word", "12"]);
    }

    #[test]
    fn a_footnote_mark_inside_a_line_stays_there() {
        let glyphs = [
            text("word", 0.0, 10.0, 10.0),
            text("goes", 23.0, 10.0, 10.0),
            text("1", 20.0, 5.0, 6.0),
            text("next", 0.0, 22.0, 10.0),
        ];
        assert_eq!(lines(&glyphs.concat()), ["word1goes", "next"]);
    }
}
