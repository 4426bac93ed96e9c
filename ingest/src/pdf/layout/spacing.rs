//! Writing characters of one line as text.
//!
//! Spaces are painted, or left as distance, or neither (Chinese). How wide a distance has to be to count as a
//! space depends on the script on both sides: Han and Kana are set solid and justified by letting in air, Hangul
//! and Latin are separated by about a quarter of an em.

use crate::pdf::content::Glyph;
use crate::pdf::geometry::Direction;

/// The scripts that differ in how they are spaced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Han, Kana and full-width forms.
    Ideographic,
    Hangul,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
        '\u{2e80}'..='\u{312f}'
        | '\u{3190}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' => Script::Ideographic,
        _ => Script::Other,
    }
}

/// Whether text of this character is written without spaces between words.
pub(crate) fn is_ideographic(c: char) -> bool {
    script(c) == Script::Ideographic
}

/// The least distance between two characters, in ems, that is a space.
fn least_space(a: char, b: char, painted: bool) -> f32 {
    let (a, b) = (script(a), script(b));
    match (a, b) {
        _ if painted && a == Script::Ideographic && b == Script::Ideographic => 0.2,
        _ if painted => 0.02,
        (Script::Ideographic, Script::Ideographic) => 0.6,
        (Script::Ideographic, _) | (_, Script::Ideographic) => 0.45,
        (Script::Hangul, _) | (_, Script::Hangul) => 0.2,
        _ => 0.15,
    }
}

/// The distance by which the characters of a line are set apart throughout, in ems.
fn tracking(glyphs: &[Glyph]) -> f32 {
    let mut gaps: Vec<f32> = glyphs
        .windows(2)
        .filter_map(|w| match w {
            [a, b] if !b.spaced => Some((b.rect.x0 - a.rect.x1) / a.size.min(b.size).max(0.1)),
            _ => None,
        })
        .collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    let middle = gaps.len() / 2;
    let (_, median, _) = gaps.select_nth_unstable_by(middle, f32::total_cmp);
    median.clamp(0.0, 0.5)
}

/// The text of characters in reading order on one line. Distances of several ems are one space too.
pub(crate) fn write_line(glyphs: &[Glyph]) -> String {
    let mut text = String::with_capacity(glyphs.len() * 3);
    let tracking = tracking(glyphs);
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        if let Some(before) = last {
            let gap = (glyph.rect.x0 - before.rect.x1) / before.size.min(glyph.size).max(0.1) - tracking;
            if gap >= least_space(before.character, glyph.character, glyph.spaced) {
                text.push(' ');
            }
        }
        text.push(glyph.character);
        last = Some(glyph);
    }
    text
}

/// Appends a line to the text of the lines before it, as one paragraph.
pub(crate) fn append_line(text: &mut String, line: &str) {
    let line = line.trim();
    let (Some(last), Some(first)) = (text.chars().next_back(), line.chars().next()) else {
        text.push_str(line);
        return;
    };
    let hyphenated = last == '-'
        && first.is_lowercase()
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && text
            .chars()
            .rev()
            .nth(1)
            .is_some_and(|c| script(c) == Script::Other);
    if hyphenated {
        text.pop();
    } else if !(is_ideographic(last) || is_ideographic(first)) || is_spaced_punctuation(last) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Appends a line to a line that ends inside a word.
pub(crate) fn append_within_word(text: &mut String, line: &str) {
    text.push_str(line.trim());
}

/// Marks the characters that end a line inside a word.
///
/// Korean lines are broken between words or inside them, and on paper both look alike. Word processors that paint
/// spaces paint that of a word's end at the end of a line, too: where some lines of a page end so, those that do
/// not are broken inside a word. The characters have to come in the order of painting.
pub(crate) fn mark_broken_words(glyphs: &mut [Glyph]) {
    const LEAST: usize = 2;
    let mut broken: Vec<usize> = Vec::new();
    let mut spaced = 0;
    let mut last: Option<usize> = None;
    let mut space = false;
    for at in 0..glyphs.len() {
        let Some(glyph) = glyphs.get(at) else { break };
        if glyph.is_space() {
            let behind = last.and_then(|i| glyphs.get(i));
            space |=
                behind.is_some_and(|l| l.rect.overlap_y(&glyph.rect) > 0.0 && glyph.rect.x0 >= l.rect.x0);
            continue;
        }
        if let Some((i, before)) = last.and_then(|i| Some((i, glyphs.get(i)?)))
            && before.direction == Direction::Right
            && script(before.character) == Script::Hangul
            && glyph.baseline - before.baseline > 0.5 * before.size
            && glyph.rect.x0 < before.rect.x0
        {
            if space {
                spaced += 1;
            } else {
                broken.push(i);
            }
        }
        last = Some(at);
        space = false;
    }
    if spaced < LEAST {
        return;
    }
    for i in broken {
        if let Some(glyph) = glyphs.get_mut(i) {
            glyph.runs_on = true;
        }
    }
}

fn is_spaced_punctuation(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | ';' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::content::Mark;
    use crate::pdf::geometry::{Direction, Rect};

    /// Characters of 10 points set solid, each `_` a distance of 0.3 em and each space a painted one.
    fn line(text: &str) -> Vec<Glyph> {
        let mut x = 0.0;
        let mut spaced = false;
        let mut glyphs = Vec::new();
        for character in text.chars() {
            match character {
                '_' => x += 3.0,
                ' ' => {
                    x += 3.0;
                    spaced = true;
                }
                _ => {
                    let width = if script(character) == Script::Other {
                        5.0
                    } else {
                        10.0
                    };
                    glyphs.push(Glyph {
                        character,
                        rect: Rect::new(x, 0.0, x + width, 10.0),
                        baseline: 8.0,
                        size: 10.0,
                        direction: Direction::Right,
                        hidden: false,
                        bold: false,
                        spaced,
                        runs_on: false,
                        mark: Mark::None,
                    });
                    x += width;
                    spaced = false;
                }
            }
        }
        glyphs
    }

    #[test]
    fn a_distance_is_a_space_in_latin_and_hangul_but_not_in_chinese() {
        assert_eq!(write_line(&line("annual_report")), "annual report");
        assert_eq!(write_line(&line("연간_보고서")), "연간 보고서");
        assert_eq!(write_line(&line("年_度報告")), "年度報告");
    }

    #[test]
    fn a_painted_space_is_kept() {
        assert_eq!(write_line(&line("表1 年度 報告")), "表1 年度 報告");
    }

    #[test]
    fn letters_set_apart_are_still_one_word() {
        assert_eq!(write_line(&line("S_U_M_M_A_R_Y")), "SUMMARY");
    }

    #[test]
    fn a_line_that_ends_without_the_space_that_others_end_with_is_broken_inside_a_word() {
        let lines = |texts: &[&str]| -> Vec<Glyph> {
            // The spaces are painted, too.
            let painted = |(i, text): (usize, &&str)| {
                let shown = text.replace(' ', "_");
                Glyph::line(&shown, 0.0, 20.0 * i as f32, 10.0, 10.0)
            };
            let spaces = |g: Glyph| Glyph {
                character: if g.character == '_' { ' ' } else { g.character },
                ..g
            };
            texts.iter().enumerate().flat_map(painted).map(spaces).collect()
        };
        let run_on = |texts: &[&str]| -> String {
            let mut glyphs = lines(texts);
            mark_broken_words(&mut glyphs);
            glyphs.iter().filter(|g| g.runs_on).map(|g| g.character).collect()
        };
        assert_eq!(run_on(&["전년 동기 ", "대비 고체 ", "물질", "을 자유롭게"]), "질");
        assert_eq!(run_on(&["전년 동기", "대비 고체", "물질", "을 자유롭게"]), "");
        let mut text = "물질".to_owned();
        append_within_word(&mut text, "을 자유롭게");
        append_within_word(&mut text, "(제1종)");
        assert_eq!(text, "물질을 자유롭게(제1종)");
    }

    #[test]
    fn lines_are_joined_as_their_script_wants() {
        let joined = |a: &str, b: &str| {
            let mut text = a.to_owned();
            append_line(&mut text, b);
            text
        };
        assert_eq!(joined("the annual", "report"), "the annual report");
        assert_eq!(joined("infor-", "mation"), "information");
        assert_eq!(joined("年度", "報告"), "年度報告");
        assert_eq!(joined("연간", "보고서"), "연간 보고서");
    }
}
