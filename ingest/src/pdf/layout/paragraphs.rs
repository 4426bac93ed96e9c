//! Rows to paragraphs.

use super::rows::Row;
use super::spacing::{append_line, append_within_word, is_ideographic, write_line};
use crate::pdf::content::Glyph;
use crate::pdf::geometry::Rect;
use crate::pdf::structure::{captions, numbering};
use crate::pdf::tagged::Role;

/// Lines closer than this (ems) stand beside each other, not one below the other.
const MIN_STEP: f32 = 0.7;

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
    /// What the structure tree calls it.
    pub(crate) role: Option<Role>,
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
                append(&mut paragraph.text, lines.last(), &line);
                paragraph.rect = paragraph.rect.union(&line.rect);
                paragraph.lines += 1;
                lines.push(line);
                continue;
            }
            found.extend(open.take().map(|o| o.0));
        }
        open = Some((Paragraph::starting_with(&line), vec![line]));
    }
    found.extend(open.map(|o| o.0));
    found
}

/// All rows as one paragraph; none where they hold no text.
pub(crate) fn whole(rows: Vec<Row>) -> Option<Paragraph> {
    let mut lines = rows.iter().map(Line::new).filter(|l| !l.text.is_empty());
    let mut last = lines.next()?;
    let mut paragraph = Paragraph::starting_with(&last);
    for line in lines {
        append(&mut paragraph.text, Some(&last), &line);
        paragraph.rect = paragraph.rect.union(&line.rect);
        paragraph.bold &= line.bold;
        paragraph.lines += 1;
        last = line;
    }
    Some(paragraph)
}

fn append(text: &mut String, last: Option<&Line>, line: &Line) {
    if last.is_some_and(|l| l.runs_on) {
        append_within_word(text, &line.text);
    } else {
        append_line(text, &line.text);
    }
}

impl Paragraph {
    fn starting_with(line: &Line) -> Self {
        Self {
            rect: line.rect,
            text: line.text.trim().to_owned(),
            size: line.size,
            bold: line.bold,
            lines: 1,
            hidden: line.hidden,
            role: None,
        }
    }
}

/// One row, measured.
struct Line {
    rect: Rect,
    baseline: f32,
    text: String,
    size: f32,
    /// Size of its larger characters: lines of one paragraph differ in how much of them stands in small brackets.
    large: f32,
    bold: bool,
    /// Its first and its last characters are bold.
    bold_ends: (bool, bool),
    hidden: bool,
    /// It ends inside a word.
    runs_on: bool,
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
            text: numbering::lead_by_tab(write_line(&glyphs).trim().to_owned()),
            size: common_size(&glyphs),
            large: large_size(&glyphs),
            bold_ends: (
                glyphs.first().is_some_and(|g| g.bold),
                glyphs.last().is_some_and(|g| g.bold),
            ),
            bold: glyphs.iter().filter(|g| g.bold).count() * 10 >= n * 9,
            hidden: glyphs.iter().filter(|g| g.hidden).count() * 2 > n,
            runs_on: glyphs.last().is_some_and(|g| g.runs_on),
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
pub(crate) fn common_size<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>) -> f32 {
    let mut sizes: Vec<f32> = glyphs.into_iter().map(|g| g.size).collect();
    if sizes.is_empty() {
        return 0.0;
    }
    let middle = sizes.len() / 2;
    *sizes.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// The size that a fifth of the characters reach.
fn large_size(glyphs: &[Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs.iter().map(|g| g.size).collect();
    let at = sizes.len() * 4 / 5;
    if sizes.is_empty() {
        return 0.0;
    }
    *sizes.select_nth_unstable_by(at, f32::total_cmp).1
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

/// Korean is broken within words, so that a line may begin with the end of a sentence, `다.`, which looks like the
/// mark of an item. An item stands where the one before it stands; the rest of a sentence where its lines do.
fn ends_a_sentence(paragraph: &Paragraph, first: &Line, line: &Line) -> bool {
    let open = paragraph
        .text
        .chars()
        .next_back()
        .is_some_and(char::is_alphabetic);
    let item = numbering::marker(&paragraph.text).is_some_and(|m| m.scheme == numbering::Scheme::Letter)
        && (line.rect.x0 - first.rect.x0).abs() < 0.5 * line.size;
    line.text.starts_with("다.") && open && !item
}

fn goes_on(paragraph: &Paragraph, lines: &[Line], line: &Line, measure: &Measure) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return false;
    };
    let alike = |a: f32, b: f32| (a - b).abs() <= 0.12 * b.max(1.0);
    let as_large = alike(last.large, line.large) && !alike(last.size, line.size);
    let em = if as_large { line.large } else { line.size }.max(1.0);
    let step = (line.baseline - last.baseline) / em;
    if !(alike(last.size, line.size) || as_large)
        || line.hidden != last.hidden
        || step < MIN_STEP
        || step > furthest(lines, line, measure)
        || last.scattered
        || line.scattered
        || last.is_contents_entry()
        || line.is_contents_entry()
    {
        return false;
    }
    let listed = numbering::marker(&paragraph.text).is_some();
    if numbering::marker(&line.text).is_some_and(|m| m.begins_paragraph)
        && !ends_a_sentence(paragraph, first, line)
    {
        return false;
    }
    // A sentence may run on into `Table 2`; one that is over does not, and what begins so then is the table's name.
    if captions::is_caption(&line.text) && last.text.ends_with(['.', '。', ':', '：', '!', '?']) {
        return false;
    }
    let runs_on_bold = last.bold_ends.1 && line.bold_ends.0;
    if last.bold != line.bold && !runs_on_bold && (last.bold || numbering::looks_like_heading(&line.text)) {
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
