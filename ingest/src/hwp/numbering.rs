//! Numbers and bullets as they are printed before paragraphs.

use std::collections::HashMap;

use super::manuscript::{Head, StyleSheet};

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
        let shown = match character {
            '\u{F0B7}' => '•',
            '\u{F06C}' => '●',
            '\u{F06E}' | '\u{F0A7}' => '■',
            '\u{F06F}' | '\u{F0A8}' | '\u{F071}' => '□',
            '\u{F075}' => '◆',
            '\u{F076}' => '❖',
            '\u{F0A1}' | '\u{F09F}' => '○',
            '\u{F0D8}' => '➢',
            '\u{F0E0}' | '\u{F0E8}' => '→',
            '\u{F0FC}' => '✓',
            '\u{F0FE}' => '☑',
            other => other,
        };
        Self(if shown.is_control() {
            String::new()
        } else {
            shown.to_string()
        })
    }
}

/// How a number is written. The order is that of the codes in HWP 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Numeral {
    /// 1, 2, 3
    #[default]
    Digit,
    /// ①, ②, ③
    CircledDigit,
    /// I, II, III
    RomanCapital,
    /// i, ii, iii
    RomanSmall,
    /// A, B, C
    LatinCapital,
    /// a, b, c
    LatinSmall,
    /// Ⓐ, Ⓑ, Ⓒ
    CircledLatinCapital,
    /// ⓐ, ⓑ, ⓒ
    CircledLatinSmall,
    /// 가, 나, 다
    HangulSyllable,
    /// ㉮, ㉯, ㉰
    CircledHangulSyllable,
    /// ㄱ, ㄴ, ㄷ
    HangulJamo,
    /// ㉠, ㉡, ㉢
    CircledHangulJamo,
    /// 일, 이, 삼
    HangulPhonetic,
    /// 一, 二, 三
    Ideograph,
    /// ㊀, ㊁, ㊂
    CircledIdeograph,
    /// 갑, 을, 병
    Decagon,
    /// 甲, 乙, 丙
    DecagonHanja,
}

impl Numeral {
    const ALL: [(Self, &str); 17] = [
        (Self::Digit, "DIGIT"),
        (Self::CircledDigit, "CIRCLED_DIGIT"),
        (Self::RomanCapital, "ROMAN_CAPITAL"),
        (Self::RomanSmall, "ROMAN_SMALL"),
        (Self::LatinCapital, "LATIN_CAPITAL"),
        (Self::LatinSmall, "LATIN_SMALL"),
        (Self::CircledLatinCapital, "CIRCLED_LATIN_CAPITAL"),
        (Self::CircledLatinSmall, "CIRCLED_LATIN_SMALL"),
        (Self::HangulSyllable, "HANGUL_SYLLABLE"),
        (Self::CircledHangulSyllable, "CIRCLED_HANGUL_SYLLABLE"),
        (Self::HangulJamo, "HANGUL_JAMO"),
        (Self::CircledHangulJamo, "CIRCLED_HANGUL_JAMO"),
        (Self::HangulPhonetic, "HANGUL_PHONETIC"),
        (Self::Ideograph, "IDEOGRAPH"),
        (Self::CircledIdeograph, "CIRCLED_IDEOGRAPH"),
        (Self::Decagon, "DECAGON_CIRCLE"),
        (Self::DecagonHanja, "DECAGON_CIRCLE_HANJA"),
    ];

    /// From the code of HWP 5; digits for one that is unknown.
    pub(super) fn from_code(code: u32) -> Self {
        let index = usize::try_from(code).unwrap_or(usize::MAX);
        Self::ALL.get(index).map_or(Self::Digit, |(numeral, _)| *numeral)
    }

    /// From the name in HWPX; digits for one that is unknown.
    pub(super) fn from_name(name: &str) -> Self {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map_or(Self::Digit, |(numeral, _)| *numeral)
    }

    /// The number as printed; past the end of a series of signs, in digits.
    pub(super) fn print(self, number: u32) -> String {
        let printed = match self {
            Self::Digit => None,
            Self::CircledDigit => in_series('①', 20, number),
            Self::RomanCapital => roman(number),
            Self::RomanSmall => roman(number).map(|text| text.to_lowercase()),
            Self::LatinCapital => in_series('A', 26, number),
            Self::LatinSmall => in_series('a', 26, number),
            Self::CircledLatinCapital => in_series('Ⓐ', 26, number),
            Self::CircledLatinSmall => in_series('ⓐ', 26, number),
            Self::HangulSyllable => among("가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허", number),
            Self::CircledHangulSyllable => in_series('㉮', 14, number),
            Self::HangulJamo => among("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", number),
            Self::CircledHangulJamo => in_series('㉠', 14, number),
            Self::HangulPhonetic => decimal(number, "일이삼사오육칠팔구", '십'),
            Self::Ideograph => decimal(number, "一二三四五六七八九", '十'),
            Self::CircledIdeograph => in_series('㊀', 10, number),
            Self::Decagon => among("갑을병정무기경신임계", number),
            Self::DecagonHanja => among("甲乙丙丁戊己庚辛壬癸", number),
        };
        printed.unwrap_or_else(|| number.to_string())
    }
}

fn in_series(first: char, length: u32, number: u32) -> Option<String> {
    let offset = number.checked_sub(1).filter(|offset| *offset < length)?;
    char::from_u32(u32::from(first) + offset).map(String::from)
}

fn among(signs: &str, number: u32) -> Option<String> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    signs.chars().nth(index).map(String::from)
}

fn roman(number: u32) -> Option<String> {
    const PARTS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = (1..400).contains(&number).then_some(number)?;
    let mut text = String::new();
    for (value, sign) in PARTS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    Some(text)
}

/// Numbers below 100 in words that count tens.
fn decimal(number: u32, units: &str, ten: char) -> Option<String> {
    let (tens, rest) = ((1..100).contains(&number).then_some(number)? / 10, number % 10);
    let mut text = String::new();
    if tens > 1 {
        text.push_str(&among(units, tens)?);
    }
    if tens > 0 {
        text.push(ten);
    }
    if rest > 0 {
        text.push_str(&among(units, rest)?);
    }
    Some(text)
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

    #[test]
    fn numerals_print_their_signs_and_digits_past_the_end() {
        let print = |numeral: Numeral, number| numeral.print(number);
        assert_eq!(print(Numeral::CircledDigit, 3), "③");
        assert_eq!(print(Numeral::RomanCapital, 14), "XIV");
        assert_eq!(print(Numeral::HangulSyllable, 15), "거");
        assert_eq!(print(Numeral::HangulPhonetic, 21), "이십일");
        assert_eq!(print(Numeral::Ideograph, 10), "十");
        assert_eq!(print(Numeral::CircledIdeograph, 11), "11");
        assert_eq!(print(Numeral::from_name("HANGUL_JAMO"), 2), "ㄴ");
        assert_eq!(print(Numeral::from_code(8), 2), "나");
        assert_eq!(print(Numeral::from_code(99), 2), "2");
    }
}
