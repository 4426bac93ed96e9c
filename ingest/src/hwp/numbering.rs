//! Numbers and bullets as they are printed before paragraphs.

use std::collections::HashMap;

use super::manuscript::{Head, StyleSheet};
use crate::numeral::{Numeral, symbol};

/// Levels that a numbering can have.
const LEVELS: usize = 10;

/// One numbering: a format for each of its levels.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbering {
    /// From the outermost level inwards.
    pub(super) levels: Vec<NumberLevel>,
}

/// One level of a numbering.
#[derive(Debug, Clone)]
pub(super) struct NumberLevel {
    /// `^1.` prints the number of the first level and a full stop; `^N` the path of numbers.
    pub(super) format: String,
    /// How its own number is written.
    pub(super) numeral: Numeral,
    /// First number.
    pub(super) start: u32,
}

/// A bullet, as it is printed.
#[derive(Debug, Clone)]
pub(super) struct Bullet(pub(super) String);

impl Bullet {
    /// The bullet for a character of the file; symbol-font characters of the private use area become what they show.
    pub(super) fn new(character: char) -> Self {
        let shown = symbol(character);
        Self(if shown.is_control() {
            String::new()
        } else {
            shown.to_string()
        })
    }
}

/// Where each numbering stands while a document is read from its beginning.
#[derive(Debug, Default)]
pub(super) struct Counters(HashMap<u32, [u32; LEVELS]>);

impl Counters {
    /// What is printed before the next paragraph with that head; `outline` is the numbering of the section's outline.
    pub(super) fn label(&mut self, head: Head, outline: u32, sheet: &StyleSheet) -> String {
        let (id, level) = match head {
            Head::None => return String::new(),
            Head::Bullet { id } => {
                return sheet
                    .bullets
                    .get(&id)
                    .map_or_else(String::new, |bullet| bullet.0.clone());
            }
            Head::Outline { level } => (outline, level),
            Head::Number { id, level } => (id, level),
        };
        let Some(numbering) = sheet.numberings.get(&id) else {
            return String::new();
        };
        let level = usize::from(level).min(LEVELS - 1);
        let numbers = self.0.entry(id).or_insert([0; LEVELS]);
        for (index, number) in numbers.iter_mut().enumerate() {
            let start = numbering.levels.get(index).map_or(1, |level| level.start);
            if index > level {
                *number = 0;
            } else if *number == 0 {
                *number = start.max(1);
            } else if index == level {
                *number = number.saturating_add(1);
            }
        }
        numbering.print(level, numbers)
    }
}

impl Numbering {
    fn print(&self, level: usize, numbers: &[u32; LEVELS]) -> String {
        let Some(own) = self.levels.get(level) else {
            return String::new();
        };
        let number = |index: usize| {
            let numeral = self
                .levels
                .get(index)
                .map_or(Numeral::Digit, |level| level.numeral);
            numeral.print(numbers.get(index).copied().unwrap_or(1).max(1))
        };
        let path = || (0..=level).map(number).collect::<Vec<_>>().join(".");
        let mut text = String::new();
        let mut signs = own.format.chars();
        while let Some(sign) = signs.next() {
            if sign != '^' {
                text.push(sign);
                continue;
            }
            match signs.next() {
                Some('N') => {
                    text.push_str(&path());
                    text.push('.');
                }
                Some('n') => text.push_str(&path()),
                Some(digit) => match digit.to_digit(10) {
                    Some(digit @ 1..) => text.push_str(&number(digit as usize - 1)),
                    _ => text.push(digit),
                },
                None => {}
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> StyleSheet {
        let level = |format: &str, numeral| NumberLevel {
            format: format.to_owned(),
            numeral,
            start: 1,
        };
        let levels = vec![
            level("제^1장", Numeral::Digit),
            level("^2.", Numeral::HangulSyllable),
            level("^1-^3)", Numeral::Digit),
            level("^n", Numeral::Digit),
        ];
        let mut sheet = StyleSheet::default();
        sheet.numberings.insert(1, Numbering { levels });
        sheet.bullets.insert(2, Bullet::new('\u{F06C}'));
        sheet
    }

    #[test]
    fn levels_count_and_start_again_below_a_higher_one() {
        let (sheet, mut counters) = (sheet(), Counters::default());
        let mut label = |level| counters.label(Head::Number { id: 1, level }, 0, &sheet);
        let labels: Vec<_> = [0, 1, 1, 2, 0, 1, 2, 3].map(&mut label).into();
        assert_eq!(
            labels,
            ["제1장", "가.", "나.", "1-1)", "제2장", "가.", "2-1)", "2.가.1.1"]
        );
    }

    #[test]
    fn an_outline_counts_with_the_numbering_of_its_section() {
        let label = Counters::default().label(Head::Outline { level: 0 }, 1, &sheet());
        assert_eq!(label, "제1장");
    }

    #[test]
    fn bullets_of_symbol_fonts_become_what_they_show() {
        let label = Counters::default().label(Head::Bullet { id: 2 }, 0, &sheet());
        assert_eq!(label, "●");
    }
}
