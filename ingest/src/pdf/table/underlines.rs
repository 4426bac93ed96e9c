//! Underlines and strike-throughs: lines that belong to the text and not to a table.

use crate::pdf::content::{Glyph, Ruling};
use crate::pdf::geometry::Direction;

/// Where such a line lies from the baseline, in ems: above it (struck through) or below it (underlined).
const ABOVE: f32 = 0.55;
const BELOW: f32 = 0.28;
/// How far the text may begin before or after its line, in ems.
const SAME_END: f32 = 0.7;
/// Share of the line that has text on it.
const COVERED: f32 = 0.75;

/// Removes horizontal rulings that run along text from its first to its last character.
pub(crate) fn remove_underlines(rulings: &mut Vec<Ruling>, glyphs: &[Glyph]) {
    let mut upright: Vec<&Glyph> = glyphs
        .iter()
        .filter(|g| g.direction == Direction::Right && !g.is_space())
        .collect();
    upright.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let largest = upright.iter().map(|g| g.size).fold(0.0, f32::max).min(72.0);
    rulings.retain(|ruling| {
        if !ruling.horizontal {
            return true;
        }
        let y = ruling.rect.y0;
        let first = upright.partition_point(|g| g.baseline < y - BELOW * largest);
        let along: Vec<&&Glyph> = upright
            .iter()
            .skip(first)
            .take_while(|g| g.baseline <= y + ABOVE * largest)
            .filter(|g| {
                let from_baseline = y - g.baseline;
                from_baseline <= BELOW * g.size
                    && from_baseline >= -ABOVE * g.size
                    && g.rect.x1 > ruling.rect.x0 - g.size
                    && g.rect.x0 < ruling.rect.x1 + g.size
            })
            .collect();
        let inside = |g: &&&&Glyph| {
            let (x, _) = g.rect.center();
            x >= ruling.rect.x0 && x <= ruling.rect.x1
        };
        let covered: f32 = along.iter().filter(inside).map(|g| g.rect.width()).sum();
        let x0 = along
            .iter()
            .filter(inside)
            .map(|g| g.rect.x0)
            .fold(f32::INFINITY, f32::min);
        let x1 = along
            .iter()
            .filter(inside)
            .map(|g| g.rect.x1)
            .fold(f32::NEG_INFINITY, f32::max);
        let em = along.first().map_or(0.0, |g| g.size);
        let runs_along = covered >= COVERED * ruling.rect.width()
            && (x0 - ruling.rect.x0).abs() <= SAME_END * em
            && (x1 - ruling.rect.x1).abs() <= SAME_END * em;
        !runs_along
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::geometry::Rect;

    #[test]
    fn an_underline_goes_and_the_border_of_a_cell_stays() {
        let glyphs = Glyph::line(&"字".repeat(10), 0.0, 10.0, 10.0, 10.0);
        let line = |x0: f32, y: f32, x1: f32| Ruling {
            rect: Rect::new(x0, y, x1, y),
            horizontal: true,
        };
        let mut rulings = vec![
            line(0.0, 11.5, 100.0),
            line(-10.0, 16.0, 110.0),
            line(0.0, 11.5, 300.0),
        ];
        remove_underlines(&mut rulings, &glyphs);
        assert_eq!(rulings.len(), 2);
    }
}
