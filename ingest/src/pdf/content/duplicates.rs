//! Characters that are painted more than once: fill and stroke, emboldening by offset, shadows.

use super::Glyph;

/// How far apart two paintings of one character may stand, in ems.
const TOLERANCE: f32 = 0.12;

/// Drops later paintings of a character; a visible one wins over a hidden one.
pub(crate) fn remove_duplicates(glyphs: &mut Vec<Glyph>) {
    let mut order: Vec<usize> = (0..glyphs.len())
        .filter(|&i| glyphs.get(i).is_some_and(|g| !g.is_space()))
        .collect();
    let at = |i: usize| glyphs.get(i).map(|g| (g.character, g.rect.x0, g.rect.y0));
    order.sort_by(|&a, &b| {
        let (Some(a), Some(b)) = (at(a), at(b)) else {
            return std::cmp::Ordering::Equal;
        };
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
    });
    let mut dropped = vec![false; glyphs.len()];
    let mut shown = Vec::new();
    for (n, &i) in order.iter().enumerate() {
        let Some(&a) = glyphs.get(i) else { continue };
        let reach = (TOLERANCE * a.size).max(0.1);
        for &j in order.iter().skip(n + 1) {
            let Some(&b) = glyphs.get(j) else { continue };
            if b.character != a.character || b.rect.x0 - a.rect.x0 > reach {
                break;
            }
            let same = (b.rect.y0 - a.rect.y0).abs() <= reach
                && (b.size - a.size).abs() <= 0.2 * a.size
                && b.direction == a.direction;
            if same {
                let (keep, drop) = if i < j { (i, j) } else { (j, i) };
                if dropped.get(keep) == Some(&true) {
                    continue;
                }
                if let Some(flag) = dropped.get_mut(drop) {
                    *flag = true;
                }
                if !a.hidden || !b.hidden {
                    shown.push(keep);
                }
            }
        }
    }
    for i in shown {
        if let Some(g) = glyphs.get_mut(i) {
            g.hidden = false;
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

    fn glyph(character: char, x: f32, hidden: bool) -> Glyph {
        Glyph {
            character,
            rect: Rect::new(x, 0.0, x + 5.0, 10.0),
            baseline: 8.0,
            size: 10.0,
            direction: Direction::Right,
            hidden,
            bold: false,
            spaced: false,
            runs_on: false,
            mark: Mark::None,
        }
    }

    #[test]
    fn a_shadow_is_dropped_and_a_double_letter_is_not() {
        let mut glyphs = vec![
            glyph('l', 0.0, false),
            glyph('l', 2.2, false),
            glyph('l', 0.5, false),
        ];
        remove_duplicates(&mut glyphs);
        assert_eq!(glyphs.iter().map(|g| g.rect.x0).collect::<Vec<_>>(), [0.0, 2.2]);
    }

    #[test]
    fn the_visible_one_of_two_paintings_counts() {
        let mut glyphs = vec![glyph('字', 0.0, true), glyph('字', 0.0, false)];
        remove_duplicates(&mut glyphs);
        assert_eq!(glyphs.len(), 1);
        assert!(!glyphs[0].hidden);
    }
}
