//! Plain text: paragraphs by blank lines, headings by numbering, list items by their marks.

use std::ops::Range;

use super::position::Positions;
use crate::document::{Block, BlockKind};
use crate::read::Reading;

/// A heading is no longer than this, in Unicode scalar values.
const LONGEST_HEADING: usize = 60;

/// Reads decoded text.
#[must_use]
pub fn read(text: &str) -> Reading {
    let positions = Positions::new(text);
    let mut blocks = Vec::new();
    for chunk in chunks(text) {
        let alone = chunk.len() == 1;
        for range in pieces(text, &chunk) {
            let body = text.get(range.clone()).unwrap_or_default();
            let locator = positions.place(range).into();
            let one_line = !body.contains('\n');
            blocks.push(match numbering(body) {
                Some(level)
                    if one_line
                        && body.chars().count() <= LONGEST_HEADING
                        && !ends_sentence(body)
                        && (alone || level <= 2) =>
                {
                    Block::heading(level, body, locator)
                }
                _ if is_item(body) => Block::new(BlockKind::ListItem, body, locator),
                _ => Block::new(BlockKind::Paragraph, body, locator),
            });
        }
    }
    // The first line stands for a title where it is short and by itself.
    if let Some(first) = blocks.first_mut().filter(|b| b.kind == BlockKind::Paragraph) {
        let short = !first.text.contains('\n')
            && first.text.chars().count() <= LONGEST_HEADING
            && !ends_sentence(&first.text);
        if short
            && blocks.len() > 1
            && let Some(first) = blocks.first_mut()
        {
            first.kind = BlockKind::Heading;
            first.level = Some(1);
        }
    }
    Reading {
        blocks,
        ..Reading::default()
    }
}

/// Runs of lines between blank lines, each line as its range of bytes without the blanks around it.
fn chunks(text: &str) -> Vec<Vec<Range<usize>>> {
    let (mut found, mut current) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\x0c']) {
        let body = line.trim();
        if body.is_empty() {
            // The second half of `\r\n` is no blank line of its own.
            if (line != "\n" || !text.get(..start).is_some_and(|t| t.ends_with('\r'))) && !current.is_empty()
            {
                found.push(std::mem::take(&mut current));
            }
        } else {
            let from = start + (line.len() - line.trim_start().len());
            current.push(from..from + body.len());
        }
        start += line.len();
    }
    if !current.is_empty() {
        found.push(current);
    }
    found
}

/// The paragraphs of a run of lines: hard-wrapped lines belong together; numbered, listed and long lines stand alone.
fn pieces(text: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let body = |r: &Range<usize>| text.get(r.clone()).unwrap_or_default();
    let longest = lines.iter().map(|l| body(l).chars().count()).max().unwrap_or(0);
    let wide = lines
        .iter()
        .flat_map(|l| body(l).chars().take(40))
        .filter(|c| *c > '\u{2e80}')
        .count();
    let seen = lines
        .iter()
        .map(|l| body(l).chars().take(40).count())
        .sum::<usize>()
        .max(1);
    // Texts in Chinese characters or Hangul, and editors without a margin, write one paragraph a line.
    let line_is_paragraph = longest > 120 || wide * 3 > seen;
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in lines {
        let own = line_is_paragraph || is_item(body(line)) || numbering(body(line)).is_some();
        match found.last_mut() {
            Some(last) if open && !own && last.len() < 4000 => last.end = line.end,
            _ => found.push(line.clone()),
        }
        open = !(line_is_paragraph || (numbering(body(line)).is_some() && !is_item(body(line))));
    }
    found
}

/// The level that a line's numbering gives it: `第一章` and `제1장` 1, `第二節` and `壹、` 2, `一、` and `1.` 2, `1.2` 2, `1.2.3` 3.
#[must_use]
pub fn numbering(line: &str) -> Option<u8> {
    let line = line.trim_start();
    let numeral = |c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十百零〇壹貳參肆伍陸柒捌玖拾ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".contains(c)
    };
    let after_numeral = |text: &'static str| -> Option<char> {
        let rest = line.strip_prefix(text)?.trim_start();
        let tail = rest.trim_start_matches(numeral);
        (tail.len() < rest.len())
            .then(|| tail.trim_start().chars().next())
            .flatten()
    };
    match after_numeral("第").or_else(|| after_numeral("제")) {
        Some('章' | '編' | '篇' | '장' | '편') => return Some(1),
        Some('節' | '节' | '절') => return Some(2),
        _ => {}
    }
    if let Some(rest) = line
        .strip_prefix("Chapter ")
        .or_else(|| line.strip_prefix("CHAPTER "))
    {
        return rest
            .starts_with(|c: char| c.is_ascii_digit() || "IVX".contains(c))
            .then_some(1);
    }
    let tail = line.trim_start_matches(numeral);
    let number = line.get(..line.len() - tail.len())?;
    if number.is_empty() {
        return None;
    }
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        return tail.starts_with(['、', '.', '．']).then_some(
            if number.contains(['壹', '貳', '參', '肆', '伍']) {
                1
            } else {
                2
            },
        );
    }
    if number.len() > 2 {
        return None;
    }
    let mut level = 1;
    let mut rest = tail;
    while let Some(next) = rest.strip_prefix('.') {
        let after = next.trim_start_matches(|c: char| c.is_ascii_digit());
        rest = after;
        if after.len() == next.len() {
            break;
        }
        level += 1;
    }
    let named =
        rest.starts_with([' ', '\u{3000}', '\t']) && rest.trim_start().starts_with(char::is_alphabetic);
    (named && (level > 1 || tail.starts_with('.'))).then_some(level.clamp(2, 6))
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let bullet = line.strip_prefix([
        '-', '*', '•', '·', '◦', '○', '●', '■', '□', '▪', '※', 'ㅇ', '▶', '→', '‧',
    ]);
    if bullet.is_some_and(|r| r.starts_with([' ', '\t', '\u{3000}'])) {
        return true;
    }
    let Some(rest) = line.strip_prefix(['(', '（']) else {
        return false;
    };
    let close = rest.find([')', '）']);
    close.is_some_and(|c| {
        rest.get(..c).is_some_and(|n| {
            !n.is_empty() && n.chars().count() <= 3 && n.chars().all(|c| c.is_alphanumeric())
        })
    })
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .ends_with(['.', '。', '!', '！', '?', '？', ';', '；', ',', '，', ':', '：'])
}

#[cfg(test)]
mod tests {
    use super::{numbering, read};
    use crate::document::{BlockKind, Place};

    #[test]
    fn blank_lines_part_paragraphs_and_places_are_exact() {
        let text = "年度報告\n\n第一章 緒論\n\n本計畫自113年起執行。\n第二段。\n\n- 項目一\n- 項目二\n";
        let reading = read(text);
        let kinds: Vec<BlockKind> = reading.blocks.iter().map(|b| b.kind).collect();
        use BlockKind::{Heading, ListItem, Paragraph};
        assert_eq!(
            kinds,
            [Heading, Heading, Paragraph, Paragraph, ListItem, ListItem]
        );
        for block in &reading.blocks {
            let Place::Lines { start, end, .. } = block.locator.place else {
                panic!("not a text place")
            };
            let there: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(there, block.text);
        }
    }

    #[test]
    fn numbering_gives_levels() {
        assert_eq!(numbering("第三章 財務"), Some(1));
        assert_eq!(numbering("제2절 예산"), Some(2));
        assert_eq!(numbering("二、計畫目標"), Some(2));
        assert_eq!(numbering("1.2.3 Scope"), Some(3));
        assert_eq!(numbering("2024 was a good year"), None);
        assert_eq!(numbering("12 persons"), None);
    }
}
