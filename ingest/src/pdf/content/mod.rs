//! What a page paints: characters with their boxes, ruling lines, filled boxes and images.
//!
//! [`canvas`] listens to the content interpreter; [`unicode`] finds the character behind a glyph, with
//! [`font_maps`] and [`font_programs`] for fonts that do not say and [`sign_fonts`] for those that say letters for signs; [`marked`] keeps what the content is marked as and
//! [`ground`] what lies under it; [`duplicates`] drops characters that are painted twice and [`composites`] puts
//! together signs that are painted in pieces; [`garble`] tells when the result is not readable text.

pub(crate) mod canvas;
pub(crate) mod composites;
pub(crate) mod duplicates;
pub(crate) mod font_maps;
pub(crate) mod font_programs;
pub(crate) mod garble;
pub(crate) mod ground;
pub(crate) mod marked;
pub(crate) mod radicals;
pub(crate) mod sign_fonts;
pub(crate) mod unicode;

pub(crate) use canvas::Canvas;

use super::geometry::{Direction, Rect};

/// One character as painted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    /// The character; U+FFFD where it could not be found.
    pub(crate) character: char,
    /// From the origin to the advance, and from below to above the baseline.
    pub(crate) rect: Rect,
    /// The baseline, in the frame of the page or of the glyph's direction.
    pub(crate) baseline: f32,
    /// Size of the em in points.
    pub(crate) size: f32,
    /// Where the next character follows.
    pub(crate) direction: Direction,
    /// Painted with no ink, or outside of what can be seen.
    pub(crate) hidden: bool,
    /// The font calls itself bold.
    pub(crate) bold: bool,
    /// A space was painted before it.
    pub(crate) spaced: bool,
    /// It ends a line inside a word.
    pub(crate) runs_on: bool,
    /// The marked content that it stands in.
    pub(crate) mark: Mark,
}

/// How a character is marked (ISO 32000-2, 14.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    None,
    /// By the identifier by which the structure tree knows it.
    Content(u32),
    /// As no part of the text: running headers, page numbers, ornaments.
    Artifact,
}

impl Glyph {
    /// Whether it stands for nothing but distance.
    pub(crate) fn is_space(&self) -> bool {
        self.character.is_whitespace()
    }
}

#[cfg(test)]
impl Glyph {
    /// Upright characters one behind the other from `x`, each of `width` points; spaces leave their room.
    pub(crate) fn line(text: &str, x: f32, baseline: f32, size: f32, width: f32) -> Vec<Self> {
        let glyph = |(i, character): (usize, char)| {
            let x = x + width * i as f32;
            Self {
                character,
                rect: Rect::new(x, baseline - 0.8 * size, x + width, baseline + 0.2 * size),
                baseline,
                size,
                direction: Direction::Right,
                hidden: false,
                bold: false,
                spaced: false,
                runs_on: false,
                mark: Mark::None,
            }
        };
        let shown = text.chars().enumerate().filter(|(_, c)| !c.is_whitespace());
        shown.map(glyph).collect()
    }
}

/// A straight line along one axis that the page paints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ruling {
    /// Its middle line: of no height for a horizontal ruling, of no width for a vertical one.
    pub(crate) rect: Rect,
    /// Whether it lies.
    pub(crate) horizontal: bool,
}

/// Everything of one page that layout needs.
#[derive(Debug, Default)]
pub(crate) struct PageContent {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) rulings: Vec<Ruling>,
    /// Boxes of images, largest first.
    pub(crate) images: Vec<Rect>,
    /// Filled shapes of the size of letters or their strokes that are no boxes.
    pub(crate) shapes: usize,
    /// A limit was reached: the rest of the page is missing.
    pub(crate) truncated: bool,
}
