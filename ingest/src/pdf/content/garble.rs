//! Whether what was read is text at all.
//!
//! Fonts that lie about their characters give letters that are all known and make no words. Three signs tell: final
//! consonants that Korean hardly uses, ideographs that no standard counts among the common ones, and lower-case
//! Latin letters without vowels. Each needs enough characters to go by, and is far from what any real text shows.

use encoding_rs::{BIG5, Encoding, GBK, SHIFT_JIS};

use super::Glyph;
use super::unicode::is_unknown;

/// Below this number of characters a page is not judged.
const MIN_CHARACTERS: usize = 12;
/// Share of unreadable characters from which a page counts as garbled.
const MAX_UNREADABLE: f32 = 0.3;
/// Characters of one script needed to judge it.
const MIN_SAMPLE: usize = 60;
/// Characters of one script that are looked at.
const MAX_SAMPLE: usize = 400;
/// Share of syllables with a final consonant that is rare: some 5 in 100 in Korean, two thirds in a random choice.
const MAX_RARE_FINALS: f32 = 0.4;
/// Share of ideographs that are common: above 9 in 10 in Chinese and Japanese, a quarter in a random choice.
const MIN_COMMON_IDEOGRAPHS: f32 = 0.5;
/// Share of vowels among lower-case letters: about 4 in 10 in languages written in Latin letters.
const MIN_VOWELS: f32 = 0.12;

/// Whether a large part of the characters is unknown or for private use, or makes no words.
pub(crate) fn is_garbled(glyphs: &[Glyph]) -> bool {
    let mut all = 0usize;
    let mut unreadable = 0usize;
    let mut sample = Sample::default();
    for glyph in glyphs.iter().filter(|g| !g.is_space()) {
        all += 1;
        unreadable += usize::from(is_unknown(glyph.character));
        sample.add(glyph.character);
    }
    all >= MIN_CHARACTERS && unreadable as f32 > MAX_UNREADABLE * all as f32 || sample.is_nonsense(all)
}

/// Characters of the scripts that can be judged.
#[derive(Debug, Default)]
struct Sample {
    syllables: usize,
    rare_finals: usize,
    ideographs: Vec<char>,
    lower_case: usize,
    vowels: usize,
}

impl Sample {
    fn add(&mut self, c: char) {
        match c {
            '\u{ac00}'..='\u{d7a3}' => {
                self.syllables += 1;
                let last = (u32::from(c) - 0xac00) % 28;
                // None, and the finals ㄱ ㄴ ㄹ ㅁ ㅂ ㅅ ㅆ ㅇ.
                let common = matches!(last, 0 | 1 | 4 | 8 | 16 | 17 | 19 | 20 | 21);
                self.rare_finals += usize::from(!common);
            }
            '\u{4e00}'..='\u{9fff}' if self.ideographs.len() < MAX_SAMPLE => self.ideographs.push(c),
            'a'..='z' => {
                self.lower_case += 1;
                self.vowels += usize::from("aeiouy".contains(c));
            }
            _ => {}
        }
    }

    /// Whether the script that most of the `all` characters belong to shows no language.
    fn is_nonsense(&self, all: usize) -> bool {
        let main = |n: usize| n >= MIN_SAMPLE && n * 2 > all.min(2 * MAX_SAMPLE);
        if main(self.syllables) {
            return self.rare_finals as f32 > MAX_RARE_FINALS * self.syllables as f32;
        }
        if main(self.ideographs.len()) {
            let n = self.ideographs.len() as f32;
            let share = |is_common: fn(char) -> bool| {
                self.ideographs.iter().filter(|c| is_common(**c)).count() as f32 / n
            };
            let best = share(in_big5).max(share(in_gb)).max(share(in_jis));
            return best < MIN_COMMON_IDEOGRAPHS;
        }
        main(self.lower_case) && (self.vowels as f32) < MIN_VOWELS * self.lower_case as f32
    }
}

/// The first byte of a character in an encoding; none where it has no such character.
fn lead(encoding: &'static Encoding, c: char) -> Option<(u8, u8)> {
    let mut buffer = [0; 4];
    let (bytes, _, failed) = encoding.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [a, b] if !failed => Some((a, b)),
        _ => None,
    }
}

/// The 5,401 common ideographs of Big5.
fn in_big5(c: char) -> bool {
    lead(BIG5, c).is_some_and(|(a, _)| (0xa4..=0xc6).contains(&a))
}

/// The first level of GB 2312.
fn in_gb(c: char) -> bool {
    lead(GBK, c).is_some_and(|(a, b)| (0xb0..=0xd7).contains(&a) && b >= 0xa1)
}

/// The first level of JIS X 0208.
fn in_jis(c: char) -> bool {
    lead(SHIFT_JIS, c).is_some_and(|(a, _)| (0x88..=0x98).contains(&a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::content::Mark;
    use crate::pdf::geometry::{Direction, Rect};

    fn garbled(text: &str) -> bool {
        let glyphs: Vec<Glyph> = text
            .chars()
            .map(|character| Glyph {
                character,
                rect: Rect::new(0.0, 0.0, 5.0, 10.0),
                baseline: 8.0,
                size: 10.0,
                direction: Direction::Right,
                hidden: false,
                bold: false,
                spaced: false,
                runs_on: false,
                mark: Mark::None,
            })
            .collect();
        is_garbled(&glyphs)
    }

    #[test]
    fn text_of_each_language_is_text() {
        for text in [
            "올해 기관은 관측소 예순다섯 곳을 운영하였고 그 가운데 두 곳은 보수를 위하여 석 달 동안 문을 닫았다. 예산은 지난해보다 열 푼 늘었다. ",
            "本年度機關維持六十五處測站，其中兩處因整修停止運作三個月；預算較去年增加一成，主要用於設備汰換及人員訓練，並完成水質監測計畫之修訂。",
            "本年度机关维持六十五处测站，其中两处因整修停止运作三个月；预算较去年增加一成，主要用于设备更新及人员培训，并完成水质监测计划的修订。",
            "In this year the agency kept sixty-five stations in service and closed two of them for repairs.",
        ] {
            assert!(!garbled(&text.repeat(2)), "{text}");
        }
    }

    #[test]
    fn letters_that_make_no_words_are_not() {
        // Every 37th code point, as a font without its map would give them.
        let from = |start: u32, step: u32, n: u32| -> String {
            (0..n)
                .filter_map(|i| char::from_u32(start + i * step % 11_000))
                .collect()
        };
        assert!(garbled(&from(0xac00, 37, 120)));
        assert!(garbled(&from(0x4e00, 171, 60).repeat(3)));
        assert!(garbled(
            &"wkh djhqfb nhsw vlawb vwdwlrqv lq vhuylfh dqg forvhg wzr ".repeat(3)
        ));
        assert!(garbled(&"\u{fffd}".repeat(20)));
    }
}
