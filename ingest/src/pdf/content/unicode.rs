//! The character behind a glyph.
//!
//! In this order: the font's ToUnicode map or glyph name, unless it leads to private use, to control characters or
//! to nothing; the character collection of a CID font; the embedded font program's own tables. What is still
//! unknown becomes U+FFFD, so that it is never silently wrong.

use hayro_cmap::BfString;
use hayro_interpret::font::{Glyph, GlyphId, OutlineGlyph};
use unicode_normalization::UnicodeNormalization;

use super::font_maps::FontMaps;
use super::radicals::unified;

/// What a glyph stands for.
pub(crate) enum Resolved {
    /// One character.
    Character(char),
    /// A ligature or another glyph of several characters.
    Several(String),
    /// Nothing that could be read.
    Nothing,
}

/// Finds the text of a glyph.
pub(crate) fn resolve(glyph: &Glyph<'_>, fonts: &mut FontMaps<'_>) -> Resolved {
    let said = glyph.as_unicode();
    match &said {
        Some(BfString::Char(c)) if is_trusted(*c) => return normalized(*c),
        Some(BfString::String(s)) if !s.is_empty() && s.chars().all(is_trusted) => return several(s),
        _ => {}
    }
    if let Glyph::Outline(outline) = glyph {
        match fonts.lookup(outline) {
            Some(BfString::Char(c)) if is_trusted(c) && !is_symbol(&said, c) => return normalized(c),
            Some(BfString::String(s)) if !s.is_empty() && s.chars().all(is_trusted) => return several(&s),
            _ => {}
        }
    }
    match said {
        Some(BfString::Char(c)) if c.is_whitespace() => Resolved::Character(' '),
        Some(BfString::Char(c)) if is_private_use(c) => Resolved::Character(c),
        Some(BfString::String(s)) if !s.is_empty() && !s.chars().any(char::is_control) => {
            Resolved::Several(s)
        }
        _ => match glyph {
            Glyph::Outline(outline) if is_blank(outline) => Resolved::Character(' '),
            Glyph::Outline(_) => Resolved::Character(char::REPLACEMENT_CHARACTER),
            // A drawing that is used as a character, such as a rule or a logo, has no text.
            Glyph::Type3(_) if glyph.char_code() <= 32 => Resolved::Nothing,
            Glyph::Type3(_) => Resolved::Character(char::REPLACEMENT_CHARACTER),
        },
    }
}

/// A glyph that shows nothing and is no wider than spaces are. What a font lacks shows nothing either, but stands
/// for a character, which in the fonts that are not embedded is mostly a full em wide.
fn is_blank(outline: &OutlineGlyph) -> bool {
    let usual = matches!(outline.char_code(), 0 | 3 | 32 | 160);
    let narrow = outline.advance_width().is_some_and(|w| w < 700.0) && outline.glyph_id() != GlyphId::NOTDEF;
    (usual || narrow) && outline.outline().elements().is_empty()
}

/// Private use areas: what such a character looks like, only its font knows.
pub(crate) fn is_private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether nothing is known of a painted character.
pub(crate) fn is_unknown(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || is_private_use(c)
}

/// Whether the letter found is only the place of a sign in a symbol font.
fn is_symbol(said: &Option<BfString>, found: char) -> bool {
    matches!(said, Some(BfString::Char(c)) if u32::from(*c) == 0xf000 + u32::from(found))
}

fn is_trusted(c: char) -> bool {
    !c.is_control() && !is_unknown(c)
}

fn several(s: &str) -> Resolved {
    let text: String = s
        .chars()
        .filter(|c| !is_variation_selector(*c))
        .nfc()
        .map(unified)
        .collect();
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Resolved::Character(c),
        (None, _) => Resolved::Nothing,
        _ => Resolved::Several(text),
    }
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// One character in the form in which it is written in running text.
fn normalized(c: char) -> Resolved {
    match c {
        ' '..='~' | '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{9fff}' => Resolved::Character(c),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => Resolved::Character(' '),
        // Painted, a soft hyphen is a hyphen.
        '\u{ad}' => Resolved::Character('-'),
        '\u{fb00}'..='\u{fb06}' => Resolved::Several(std::iter::once(c).nfkc().collect()),
        '\u{2e80}'..='\u{2fd5}' => Resolved::Character(unified(c)),
        '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            Resolved::Character(std::iter::once(c).nfc().next().unwrap_or(c))
        }
        _ => Resolved::Character(c),
    }
}
