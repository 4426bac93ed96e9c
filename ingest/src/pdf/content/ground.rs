//! What lies under and over the characters of a page: whether they can be told from it.
//!
//! White letters on white paper and letters under an opaque box are a way to smuggle text past the eye. Only what
//! is certain counts: under pictures, patterns, curves and transparent paint everything is taken to be seen.

use super::Glyph;
use crate::pdf::geometry::Rect;

/// Filled areas kept of one page; under further ones everything is taken to be seen.
const MAX_FILLS: usize = 20_000;
/// Areas that are looked through for one run of characters.
const MAX_LOOKS: usize = 2_000;
/// Characters that are looked at for all areas of one page.
const MAX_COVER_WORK: usize = 20_000_000;
/// Smaller areas are specks (square points); shades are painted in thin strips.
const MIN_AREA: f32 = 0.05;
/// Colours that differ less in every channel cannot be told apart.
const SAME_COLOR: f32 = 0.06;

/// Red, green and blue from 0 to 1.
pub(crate) type Color = [f32; 3];

/// The paper.
const WHITE: Color = [1.0; 3];

/// The painted areas of a page in the order of painting.
#[derive(Debug, Default)]
pub(crate) struct Ground {
    /// Of an unknown colour where none is given.
    fills: Vec<(Rect, Option<Color>)>,
    work: usize,
}

impl Ground {
    /// Notes a painted area. Areas of an unknown colour may be larger than what is painted.
    pub(crate) fn add(&mut self, rect: Rect, color: Option<Color>) {
        if rect.is_finite() && rect.width() > 0.0 && rect.height() > 0.0 && rect.area() >= MIN_AREA {
            if self.fills.len() < MAX_FILLS {
                self.fills.push((rect, color));
            } else if let Some(last) = self.fills.last_mut() {
                *last = (last.0.union(&rect), None);
            }
        }
    }

    /// Whether ink of this colour disappears at this place.
    pub(crate) fn swallows(&self, ink: Color, at: (f32, f32)) -> bool {
        let mut newest_first = self.fills.iter().rev();
        let under = newest_first
            .by_ref()
            .take(MAX_LOOKS)
            .find(|(rect, _)| rect.contains(at));
        let ground = match under {
            Some((_, color)) => *color,
            None if newest_first.next().is_some() => None,
            None => Some(WHITE),
        };
        ground.is_some_and(|g| g.iter().zip(ink).all(|(a, b)| (a - b).abs() < SAME_COLOR))
    }

    /// Hides the characters that an opaque box is painted over.
    pub(crate) fn cover(&mut self, glyphs: &mut [Glyph], rect: &Rect) {
        self.work = self.work.saturating_add(glyphs.len());
        if self.work > MAX_COVER_WORK {
            return;
        }
        for glyph in glyphs {
            if rect.contains_rect(&glyph.rect) {
                glyph.hidden = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_lost_on_paper_of_its_colour_only() {
        let mut ground = Ground::default();
        assert!(ground.swallows([1.0, 1.0, 1.0], (5.0, 5.0)));
        assert!(!ground.swallows([0.0, 0.0, 0.0], (5.0, 5.0)));
        ground.add(Rect::new(0.0, 0.0, 10.0, 10.0), Some([0.0, 0.0, 0.4]));
        assert!(!ground.swallows([1.0, 1.0, 1.0], (5.0, 5.0)));
        ground.add(Rect::new(0.0, 0.0, 10.0, 10.0), None);
        assert!(!ground.swallows([0.0, 0.0, 0.4], (5.0, 5.0)));
    }
}
