//! Whether what was read is text at all.

use super::Glyph;
use super::unicode::is_private_use;

/// Below this number of characters a page is not judged.
const MIN_CHARACTERS: usize = 12;
/// Share of unreadable characters from which a page counts as garbled.
const MAX_UNREADABLE: f32 = 0.3;

/// Whether a large part of the characters is unknown or for private use.
pub(crate) fn is_garbled(glyphs: &[Glyph]) -> bool {
    let mut all = 0usize;
    let mut unreadable = 0usize;
    for glyph in glyphs.iter().filter(|g| !g.is_space()) {
        all += 1;
        unreadable +=
            usize::from(glyph.character == char::REPLACEMENT_CHARACTER || is_private_use(glyph.character));
    }
    all >= MIN_CHARACTERS && unreadable as f32 > MAX_UNREADABLE * all as f32
}
