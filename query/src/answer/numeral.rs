//! Numbers written as words: `forty-two`, `四十二位`, `다섯 곳`.

use crate::text::{Script, tokenise};

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spelled {
    pub(crate) value: f64,
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
}

const ENGLISH: &[(&str, f64)] = &[
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("dozen", 12.0),
];
const ENGLISH_SCALES: &[(&str, f64)] = &[("hundred", 1e2), ("thousand", 1e3), ("million", 1e6)];

const HAN_DIGITS: &str = "〇一二三四五六七八九";
const HAN_SCALES: &[(char, f64)] = &[
    ('十', 10.0),
    ('百', 100.0),
    ('千', 1000.0),
    ('萬', 1e4),
    ('億', 1e8),
];
/// What a number in Han characters has to stand before: many of them are parts of other words.
const HAN_COUNTERS: &str =
    "個人名位元年月天日歲次座件份組艘種項所處家條科室隊期棟間輛台床戶棵株場支匹頭校班成倍";

const KOREAN: &[(&str, f64)] = &[
    ("한", 1.0),
    ("두", 2.0),
    ("세", 3.0),
    ("네", 4.0),
    ("다섯", 5.0),
    ("여섯", 6.0),
    ("일곱", 7.0),
    ("여덟", 8.0),
    ("아홉", 9.0),
    ("열", 10.0),
    ("열한", 11.0),
    ("열두", 12.0),
    ("열다섯", 15.0),
    ("스무", 20.0),
    ("서른", 30.0),
    ("마흔", 40.0),
    ("쉰", 50.0),
];
const KOREAN_COUNTERS: &[&str] = &[
    "명", "개", "곳", "건", "척", "대", "그루", "종", "회", "차례", "권", "부", "가지", "분", "살", "시간",
    "달", "해", "팀", "과", "동", "채", "번", "사람", "군데",
];

/// Every number of two and more that `text` writes in words, in order.
pub(crate) fn spelled(text: &str) -> Vec<Spelled> {
    let mut found = english(text);
    found.extend(han(text));
    found.extend(korean(text));
    found.sort_by_key(|s| s.start);
    found
}

fn english(text: &str) -> Vec<Spelled> {
    let mut out: Vec<Spelled> = Vec::new();
    // The number that is being read, what is below its last scale, and where the next word has to begin.
    let mut open: Option<(f64, f64, Spelled)> = None;
    for token in tokenise(text).iter().filter(|t| t.script == Script::Word) {
        let parts: Option<Vec<f64>> = token.text.split('-').map(unit).collect();
        let scale = ENGLISH_SCALES
            .iter()
            .find(|(word, _)| *word == token.text)
            .map(|s| s.1);
        let near = open.as_ref().is_some_and(|o| {
            text.get(o.2.end..token.start)
                .is_some_and(|gap| gap.trim().is_empty())
        });
        match (parts, scale, open.take()) {
            (_, Some(scale), Some((whole, part, at))) if near => {
                let (whole, part) = if scale > 100.0 {
                    (whole + part * scale, 0.0)
                } else {
                    (whole, part * scale)
                };
                open = Some((whole, part, Spelled { end: token.end, ..at }));
            }
            (Some(parts), None, Some((whole, part, at)))
                if near && (part >= 20.0 || part == 0.0 && whole > 0.0) =>
            {
                let more: f64 = parts.iter().sum();
                open = Some((whole, part + more, Spelled { end: token.end, ..at }));
            }
            (Some(parts), None, before) => {
                out.extend(before.map(closed));
                let at = Spelled {
                    value: 0.0,
                    start: token.start,
                    end: token.end,
                };
                open = Some((0.0, parts.iter().sum(), at));
            }
            // `a hundred and five` goes on behind the `and`.
            (None, None, Some((whole, part, at))) if near && token.text == "and" && part >= 100.0 => {
                open = Some((whole, part, Spelled { end: token.end, ..at }));
            }
            (_, _, before) => out.extend(before.map(closed)),
        }
    }
    out.extend(open.map(closed));
    // `one` is more often a pronoun than a number.
    out.retain(|s| s.value > 1.0);
    out
}

fn unit(word: &str) -> Option<f64> {
    ENGLISH.iter().find(|(w, _)| *w == word).map(|w| w.1)
}

const fn closed((whole, part, at): (f64, f64, Spelled)) -> Spelled {
    Spelled {
        value: whole + part,
        ..at
    }
}

fn han(text: &str) -> Vec<Spelled> {
    let mut out = Vec::new();
    let mut open: Option<(usize, f64, f64, usize)> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let digit = HAN_DIGITS
            .chars()
            .position(|d| d == c)
            .or((c == '兩').then_some(2));
        let scale = HAN_SCALES.iter().find(|(s, _)| *s == c).map(|s| s.1);
        if digit.is_none() && scale.is_none() {
            if let Some((start, whole, part, digits)) = open.take() {
                let value = whole + part;
                // Digits in a row are a year or a code.
                if HAN_COUNTERS.contains(c) && value > 1.0 && digits <= 1 {
                    out.push(Spelled {
                        value,
                        start,
                        end: at,
                    });
                }
            }
            before = c;
            continue;
        }
        let ordinal = matches!(before, '第' | '週' | '周' | '期' | '拜' | '之');
        let (start, whole, part, digits) = open.take().unwrap_or((at, 0.0, 0.0, 0));
        if !(ordinal && start == at) {
            let value = digit.and_then(|d| u32::try_from(d).ok()).map(f64::from);
            open = Some(match (value, scale) {
                (Some(v), _) => (start, whole, v, digits + 1),
                (None, Some(s)) if s >= 1e4 => (start, (whole + part).max(1.0) * s, 0.0, 0),
                (None, Some(s)) => (start, whole + part.max(1.0) * s, 0.0, 0),
                (None, None) => (start, whole, part, digits),
            });
        }
    }
    out
}

fn korean(text: &str) -> Vec<Spelled> {
    let mut out = Vec::new();
    let mut start = 0;
    for word in text.split(|c: char| c.is_whitespace()) {
        let at = start;
        start += word.len()
            + text
                .get(start + word.len()..)
                .and_then(|r| r.chars().next())
                .map_or(0, char::len_utf8);
        let best = KOREAN
            .iter()
            .filter_map(|(number, value)| Some((*number, *value, word.strip_prefix(number)?)))
            .max_by_key(|(number, ..)| number.len());
        let Some((number, value, rest)) = best else {
            continue;
        };
        let counted = if rest.is_empty() {
            text.get(start..).unwrap_or_default()
        } else if number.chars().count() > 1 {
            rest
        } else {
            // `세종`, `세대` and `두부` are no numbers.
            continue;
        };
        let counter = KOREAN_COUNTERS.iter().any(|c| counted.starts_with(c));
        if counter && value > 1.0 {
            out.push(Spelled {
                value,
                start: at,
                end: at + number.len(),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        spelled(text).into_iter().map(|s| s.value).collect()
    }

    #[test]
    fn numbers_in_words_are_read_in_three_languages() {
        assert_eq!(values("Forty-two boats and three crews"), [42.0, 3.0]);
        assert_eq!(values("one hundred and twenty people"), [120.0]);
        assert_eq!(values("two thousand five hundred visitors"), [2500.0]);
        assert_eq!(values("共有十二座燈塔、三十五位員工"), [12.0, 35.0]);
        assert_eq!(values("선착장 세 곳과 어선 다섯 척"), [3.0, 5.0]);
    }

    #[test]
    fn ordinals_and_parts_of_words_are_none() {
        assert!(values("第三座燈塔，星期二休館，統一辦理").is_empty());
        assert!(values("No one came; the first of them.").is_empty());
        assert!(values("세무서는 네거리에 있다").is_empty());
    }

    #[test]
    fn the_place_is_that_of_the_words() {
        let text = "It has forty-two boats.";
        let found = spelled(text);
        assert_eq!(
            found.first().and_then(|s| text.get(s.start..s.end)),
            Some("forty-two")
        );
        let text = "본부에 다섯 명이 있다";
        let found = spelled(text);
        assert_eq!(found.first().and_then(|s| text.get(s.start..s.end)), Some("다섯"));
    }
}
