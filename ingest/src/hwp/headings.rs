//! Finds headings: by outline, by style, and by type larger than the body's.

use std::collections::BTreeMap;

use super::manuscript::{Head, Inline, Manuscript, Paragraph, StyleName, StyleSheet};

/// Longest heading in characters; outline levels are also used for whole paragraphs.
const LONGEST_OUTLINE: usize = 160;
/// Longest heading that is told by its size alone.
const LONGEST_LARGE: usize = 70;
/// Longest heading that begins with a sign of items.
const LONGEST_SIGNED: usize = 30;
/// Signs that items of a list begin with; squares begin headings as well.
const ITEM_SIGNS: [char; 14] = [
    '○', '●', '❍', '◦', '-', '–', '―', '\u{AD}', '※', '*', '•', '·', '▪', '☞',
];
/// How much larger than the body a heading's type is, in per cent.
const LARGER: u32 = 115;
/// Deepest level.
const DEEPEST: u8 = 6;

/// What a document's headings look like.
#[derive(Debug, Default)]
pub(super) struct HeadingStyle {
    /// Sizes above the body's in hundredths of a point, the largest first: one level each.
    sizes: Vec<u32>,
}

impl HeadingStyle {
    /// Learns the sizes of a document: the body's is that of most of its text.
    pub(super) fn of(manuscript: &Manuscript) -> Self {
        let mut by_size = BTreeMap::<u32, usize>::new();
        let mut lines_by_size = BTreeMap::<u32, usize>::new();
        let paragraphs = manuscript.sections.iter().flat_map(|section| &section.paragraphs);
        for paragraph in paragraphs {
            let length = text_length(paragraph);
            if let Some(size) = size_of(paragraph, &manuscript.sheet)
                && length > 0
            {
                *by_size.entry(size).or_default() += length;
                if length <= LONGEST_LARGE {
                    *lines_by_size.entry(size).or_default() += 1;
                }
            }
        }
        let Some((body, _)) = by_size.iter().max_by_key(|(_, length)| **length) else {
            return Self::default();
        };
        let large = body.saturating_mul(LARGER) / 100;
        let sizes = lines_by_size.into_keys().rev().filter(|size| *size >= large);
        Self {
            sizes: sizes.collect(),
        }
    }

    /// The level from 1 where an outermost paragraph is a heading; `text` is its text with its number.
    pub(super) fn level(&self, paragraph: &Paragraph, text: &str, sheet: &StyleSheet) -> Option<u8> {
        let length = text.chars().count();
        if length > LONGEST_OUTLINE || text.contains('\n') && length > LONGEST_LARGE {
            return None;
        }
        // Outline levels also serve to set items of a list, which begin with a sign and run on.
        let is_item = text.starts_with(ITEM_SIGNS);
        if is_item && length > LONGEST_SIGNED {
            return None;
        }
        if let Some(Head::Outline { level }) = sheet.heads.get(&paragraph.shape) {
            return Some(level.saturating_add(1));
        }
        if let Some(level) = sheet.styles.get(&paragraph.style).and_then(level_of_style) {
            return Some(level);
        }
        let size = size_of(paragraph, sheet)?;
        let rank = self.sizes.iter().position(|known| *known == size)?;
        let reads_on = text.ends_with(['.', ',', '。', ';']) || text.ends_with("다");
        let speaks = text.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
        if length > LONGEST_LARGE || reads_on || is_item || !speaks {
            return None;
        }
        Some(
            u8::try_from(rank)
                .unwrap_or(DEEPEST)
                .saturating_add(1)
                .min(DEEPEST),
        )
    }
}

/// The level that a style's name gives: `개요 2`, `Outline 2`, `Heading 2`, `제목`.
fn level_of_style(name: &StyleName) -> Option<u8> {
    let numbered = |name: &str, word: &str| {
        let number = name.trim().strip_prefix(word)?.trim();
        number.parse().ok().filter(|level| (1..=10).contains(level))
    };
    let title = |name: &str| ["제목", "문서 제목", "Title"].contains(&name.trim()).then_some(1);
    numbered(&name.local, "개요")
        .or_else(|| numbered(&name.local, "제목"))
        .or_else(|| numbered(&name.english, "Outline"))
        .or_else(|| numbered(&name.english, "Heading"))
        .or_else(|| title(&name.local))
        .or_else(|| title(&name.english))
}

fn size_of(paragraph: &Paragraph, sheet: &StyleSheet) -> Option<u32> {
    sheet.sizes.get(&paragraph.character_shape?).copied()
}

fn text_length(paragraph: &Paragraph) -> usize {
    let lengths = paragraph.inlines.iter().map(|inline| match inline {
        Inline::Text(text) => text.chars().filter(|c| !c.is_whitespace()).count(),
        _ => 0,
    });
    lengths.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(local: &str, english: &str) -> StyleName {
        StyleName {
            local: local.to_owned(),
            english: english.to_owned(),
        }
    }

    #[test]
    fn levels_by_the_names_of_styles() {
        assert_eq!(level_of_style(&style("개요 2", "Outline 2")), Some(2));
        assert_eq!(level_of_style(&style("내 제목", "Heading 3")), Some(3));
        assert_eq!(level_of_style(&style("제목", "")), Some(1));
        assert_eq!(level_of_style(&style("바탕글", "Normal")), None);
    }
}
