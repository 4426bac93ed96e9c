//! Signs that are painted as several letters of a sign font on one place.
//!
//! Forms of Windows programs draw a check box as the letters `c`, `d`, `e`, `f` and `g`, its sides and its face, and
//! a tick as `b` on top. Read as letters they would be noise; together they are one box.

use std::collections::HashMap;

use super::Glyph;

/// The letters that a drawn box consists of.
const PARTS: &str = "cdefg";

/// Puts one box in the place of each heap of such letters.
pub(crate) fn compose_boxes(glyphs: &mut Vec<Glyph>) {
    let place = |g: &Glyph| ((g.rect.x0 * 2.0).round() as i32, (g.rect.y0 * 2.0).round() as i32);
    let mut heaps: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    for (i, glyph) in glyphs.iter().enumerate() {
        if glyph.character == 'b' || PARTS.contains(glyph.character) {
            heaps.entry(place(glyph)).or_default().push(i);
        }
    }
    heaps.retain(|_, heap| heap.len() >= 4);
    if heaps.is_empty() {
        return;
    }
    let mut dropped = vec![false; glyphs.len()];
    for heap in heaps.into_values() {
        let ticked = heap
            .iter()
            .any(|&i| glyphs.get(i).is_some_and(|g| g.character == 'b'));
        // Some of the parts are white: the light on the edges.
        let hidden = heap.iter().all(|&i| glyphs.get(i).is_some_and(|g| g.hidden));
        for &i in heap.iter().skip(1) {
            if let Some(flag) = dropped.get_mut(i) {
                *flag = true;
            }
        }
        if let Some(first) = heap.first().and_then(|&i| glyphs.get_mut(i)) {
            first.character = if ticked { '☑' } else { '☐' };
            first.hidden = hidden;
        }
    }
    let mut flags = dropped.into_iter();
    glyphs.retain(|_| !flags.next().unwrap_or(false));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::content::Mark;
    use crate::pdf::geometry::{Direction, Rect};

    #[test]
    fn a_heap_of_letters_is_a_box() {
        let glyph = |character: char, x: f32| Glyph {
            character,
            rect: Rect::new(x, 0.0, x + 5.0, 10.0),
            baseline: 8.0,
            size: 10.0,
            direction: Direction::Right,
            hidden: false,
            bold: false,
            spaced: false,
            runs_on: false,
            mark: Mark::None,
        };
        let mut glyphs: Vec<Glyph> = "gfedcb".chars().map(|c| glyph(c, 0.0)).collect();
        glyphs.extend(
            "fed"
                .chars()
                .enumerate()
                .map(|(i, c)| glyph(c, 20.0 + 5.0 * i as f32)),
        );
        compose_boxes(&mut glyphs);
        assert_eq!(glyphs.iter().map(|g| g.character).collect::<String>(), "☑fed");
    }
}
