//! Marked content: what a stretch of the page's program is said to be (ISO 32000-2, 14.6).

use hayro_syntax::object::{Dict, String as PdfString};

use super::unicode::is_unknown;
use super::{Glyph, Mark};
use crate::pdf::geometry::Rect;
use crate::pdf::info::text_string;

/// Sequences inside each other; deeper ones are passed over.
const MAX_DEPTH: usize = 256;

/// The marked-content sequences that are open.
#[derive(Debug, Default)]
pub(crate) struct MarkedContent {
    open: Vec<Sequence>,
    /// Sequences beyond the limit.
    ignored: usize,
}

#[derive(Debug)]
struct Sequence {
    mark: Mark,
    /// The text that it stands for, where that is said, and the first character painted in it.
    actual: Option<(String, usize)>,
}

impl MarkedContent {
    /// A sequence begins; `painted` characters stand before it.
    pub(crate) fn begin(&mut self, tag: &[u8], properties: Option<&Dict<'_>>, painted: usize) {
        if self.open.len() >= MAX_DEPTH {
            self.ignored += 1;
            return;
        }
        let id = properties.and_then(|p| p.get::<i32>("MCID"));
        let mark = match id.and_then(|id| u32::try_from(id).ok()) {
            Some(id) => Mark::Content(id),
            None if tag == b"Artifact" => Mark::Artifact,
            None => self.mark(),
        };
        let actual = properties
            .and_then(|p| p.get::<PdfString<'_>>("ActualText"))
            .map(|text| (text_string(text.as_bytes()), painted));
        self.open.push(Sequence { mark, actual });
    }

    /// The innermost sequence ends. Where its characters are not known, the text that it says stands in for them.
    pub(crate) fn end(&mut self, glyphs: &mut Vec<Glyph>) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        if let Some((text, first)) = self.open.pop().and_then(|s| s.actual) {
            replace(glyphs, first, &text);
        }
    }

    /// What a character painted now is marked as.
    pub(crate) fn mark(&self) -> Mark {
        self.open.last().map_or(Mark::None, |s| s.mark)
    }
}

/// Puts `text` in the place of the characters from `first` on, where some of those are unknown and all stand on one
/// line.
fn replace(glyphs: &mut Vec<Glyph>, first: usize, text: &str) {
    let Some(own) = glyphs.get_mut(first..) else {
        return;
    };
    let new: Vec<char> = text.chars().filter(|c| !c.is_control()).collect();
    let Some(&start) = own.first() else { return };
    let one_line = own
        .iter()
        .all(|g| (g.baseline - start.baseline).abs() < 0.5 * start.size && g.direction == start.direction);
    if new.is_empty() || !one_line || !own.iter().any(|g| is_unknown(g.character)) {
        return;
    }
    if new.len() == own.len() {
        for (glyph, character) in own.iter_mut().zip(new) {
            glyph.character = character;
        }
        return;
    }
    let rect = Rect::around(own.iter().map(|g| g.rect));
    let n = new.len();
    glyphs.truncate(first);
    glyphs.extend(new.into_iter().enumerate().map(|(i, character)| Glyph {
        character,
        rect: start.direction.share(&rect, i, n),
        ..start
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::geometry::Direction;

    #[test]
    fn said_text_stands_in_for_unknown_characters_only() {
        let glyph = |character: char, x: f32| Glyph {
            character,
            rect: Rect::new(x, 0.0, x + 10.0, 10.0),
            baseline: 8.0,
            size: 10.0,
            direction: Direction::Right,
            hidden: false,
            bold: false,
            spaced: false,
            runs_on: false,
            mark: Mark::None,
        };
        let text = |glyphs: &[Glyph]| glyphs.iter().map(|g| g.character).collect::<String>();
        let mut unknown = vec![glyph('a', 0.0), glyph('\u{fffd}', 10.0)];
        replace(&mut unknown, 1, "年報");
        assert_eq!(text(&unknown), "a年報");
        assert_eq!(unknown.last().map(|g| g.rect.x0), Some(15.0));
        let mut known = vec![glyph('-', 0.0)];
        replace(&mut known, 0, "\u{ad}");
        assert_eq!(text(&known), "-");
    }
}
