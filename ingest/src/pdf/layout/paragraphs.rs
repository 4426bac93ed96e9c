//! Rows to paragraphs.

use super::rows::Row;
use super::spacing::{append_line, is_ideographic, write_line};
use crate::pdf::content::Glyph;
use crate::pdf::geometry::Rect;
use crate::pdf::structure::numbering;

/// Lines that are read as one.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    pub(crate) rect: Rect,
    pub(crate) text: String,
    /// Size of the em of most of its characters.
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) lines: usize,
    pub(crate) hidden: bool,
}

/// Distances that decide whether a line goes on or begins.
struct Measure {
    right: f32,
    center: f32,
    /// Usual distance of baselines, in ems.
    leading: f32,
}

/// Joins rows of one column into paragraphs.
pub(crate) fn paragraphs(rows: Vec<Row>) -> Vec<Paragraph> {
    let measure = Measure {
        right: rows.iter().map(|r| r.rect.x1).fold(f32::NEG_INFINITY, f32::max),
        center: Rect::around(rows.iter().map(|r| r.rect)).center().0,
        leading: leading(&rows),
    };
    let mut found: Vec<Paragraph> = Vec::new();
    let mut open: Option<(Paragraph, Vec<Line>)> = None;
    let steps: Vec<Option<f32>> = (1..=rows.len()).map(|i| step_to(&rows, i)).collect();
    for (row, step_after) in rows.iter().zip(steps) {
        let line = Line {
            step_after,
            ..Line::new(row)
        };
        if line.text.is_empty() {
            continue;
        }
        if let Some((paragraph, lines)) = &mut open {
            if goes_on(paragraph, lines, &line, &measure) {
                append_line(&mut paragraph.text, &line.text);
                paragraph.rect = paragraph.rect.union(&line.rect);
                paragraph.lines += 1;
                lines.push(line);
                continue;
            }
            found.extend(open.take().map(|o| o.0));
        }
        let paragraph = Paragraph {
            rect: line.rect,
            text: line.text.trim().to_owned(),
            size: line.size,
            bold: line.bold,
            lines: 1,
            hidden: line.hidden,
        };
        open = Some((paragraph, vec![line]));
    }
    found.extend(open.map(|o| o.0));
    found
}

/// One row, measured.
struct Line {
    rect: Rect,
    baseline: f32,
    text: String,
    size: f32,
    bold: bool,
    hidden: bool,
    /// Width of the first word, or of one character where words are not spaced.
    first_word: f32,
    /// Parts are far from each other, as in forms and tables of contents.
    scattered: bool,
    /// Distance of baselines to the next row, in ems, where that one is of the same size.
    step_after: Option<f32>,
}

impl Line {
    fn new(row: &Row) -> Self {
        let glyphs: Vec<Glyph> = row.glyphs().copied().collect();
        let n = glyphs.len().max(1);
        let first_word = glyphs.first().map_or(0.0, |first| {
            if is_ideographic(first.character) {
                return 1.6 * first.size;
            }
            let end = glyphs
                .windows(2)
                .find_map(|w| match w {
                    [a, b]
                        if b.spaced
                            || b.rect.x0 - a.rect.x1 > 0.15 * a.size
                            || is_ideographic(b.character) =>
                    {
                        Some(a.rect.x1)
                    }
                    _ => None,
                })
                .unwrap_or(row.rect.x1);
            end - first.rect.x0 + 0.3 * first.size
        });
        Self {
            rect: row.rect,
            baseline: row.baseline,
            text: write_line(&glyphs).trim().to_owned(),
            size: common_size(&glyphs),
            bold: glyphs.iter().filter(|g| g.bold).count() * 10 >= n * 9,
            hidden: glyphs.iter().filter(|g| g.hidden).count() * 2 > n,
            first_word,
            scattered: row
                .segments
                .windows(2)
                .any(|w| matches!(w, [a, b] if b.rect.x0 - a.rect.x1 > 3.0 * a.size.max(b.size))),
            step_after: None,
        }
    }

    fn is_contents_entry(&self) -> bool {
        numbering::is_contents_entry(&self.text)
    }
}

/// Distance of baselines from the row before `i` to row `i`, in ems, where both are of one size.
fn step_to(rows: &[Row], i: usize) -> Option<f32> {
    let (before, row) = (rows.get(i.checked_sub(1)?)?, rows.get(i)?);
    let alike = (row.size - before.size).abs() <= 0.12 * row.size;
    alike.then(|| (row.baseline - before.baseline) / row.size.max(1.0))
}

/// The size that most characters have.
fn common_size(glyphs: &[Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs.iter().map(|g| g.size).collect();
    if sizes.is_empty() {
        return 0.0;
    }
    let middle = sizes.len() / 2;
    *sizes.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// Median distance of neighbouring baselines in ems, of those that can be lines of one paragraph.
fn leading(rows: &[Row]) -> f32 {
    let mut gaps: Vec<f32> = rows
        .windows(2)
        .filter_map(|w| match w {
            [a, b] => Some((b.baseline - a.baseline) / b.size.max(1.0)),
            _ => None,
        })
        .filter(|gap| (0.9..2.4).contains(gap))
        .collect();
    if gaps.is_empty() {
        return 1.6;
    }
    let middle = gaps.len() / 2;
    *gaps.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// The largest distance of baselines, in ems, at which a line still goes on: near that of the lines before it or,
/// for the second line, of the lines after it.
fn furthest(lines: &[Line], line: &Line, measure: &Measure) -> f32 {
    let usual = (measure.leading * 1.22).clamp(1.3, 2.3);
    let own = match lines {
        [.., before, last] => Some((last.baseline - before.baseline) / last.size.max(1.0)),
        _ => line.step_after.filter(|s| *s > 0.9),
    };
    own.map_or(usual, |own| usual.min(1.22 * own).max(1.1))
}

fn goes_on(paragraph: &Paragraph, lines: &[Line], line: &Line, measure: &Measure) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return false;
    };
    let em = line.size.max(1.0);
    let step = (line.baseline - last.baseline) / em;
    if (line.size - last.size).abs() > 0.12 * em
        || line.hidden != last.hidden
        || step <= 0.0
        || step > furthest(lines, line, measure)
        || last.scattered
        || line.scattered
        || last.is_contents_entry()
        || line.is_contents_entry()
    {
        return false;
    }
    let listed = numbering::marker(&paragraph.text).is_some();
    if numbering::marker(&line.text).is_some_and(|m| m.begins_paragraph) {
        return false;
    }
    if last.bold != line.bold && (last.bold || numbering::looks_like_heading(&line.text)) {
        return false;
    }
    // Lines that share their middle and not their left edge are centred.
    let centred = |l: &Line| (l.rect.center().0 - measure.center).abs() < 0.5 * em;
    if centred(last) && centred(line) && (last.rect.x0 - line.rect.x0).abs() > 0.5 * em {
        return measure.right - last.rect.x1 < line.first_word.max(4.0 * em);
    }
    if measure.right - last.rect.x1 > line.first_word + 0.6 * em {
        return false;
    }
    let indent = line.rect.x0
        - if lines.len() > 1 {
            last.rect.x0
        } else {
            first.rect.x0
        };
    if listed {
        // The text of an item hangs; a further indent is a new paragraph.
        return lines.len() == 1 || indent < 0.8 * em;
    }
    indent < 0.8 * em
}
