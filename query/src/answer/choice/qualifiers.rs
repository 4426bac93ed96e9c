//! What narrows a question beside its words: its numbers (`第三次`, `Phase IV`, `2단계`, a year), and whether it asks for what was
//! before or comes after. Evidence of another number, or of the present holder, is the commonest evidence of a wrong answer.

use super::super::numeral::spelled;
use crate::text::fold;

/// Years of the Republic are counted from here; papers and questions write either.
const REPUBLIC: f64 = 1911.0;
const HAN_DIGITS: &str = "〇一二三四五六七八九";
/// What a number in Han characters stands behind or before where it is one of a row.
const ROW_OPENS: char = '第';
const ORDINALS: &[(&str, f64)] = &[
    ("first", 1.0),
    ("second", 2.0),
    ("third", 3.0),
    ("fourth", 4.0),
    ("fifth", 5.0),
    ("sixth", 6.0),
    ("seventh", 7.0),
    ("eighth", 8.0),
    ("ninth", 9.0),
    ("tenth", 10.0),
];
const BEFORE: &[&str] = &[
    "before",
    "previous",
    "predecessor",
    "former",
    "prior to",
    "preceding",
    "originally",
    "之前",
    "前任",
    "原任",
    "原本",
    "原先",
    "以前",
    "原來",
    "前身",
    "전임",
    "이전",
    "전에",
    "앞서",
    "종전",
    "당초",
    "원래",
];
const AFTER: &[&str] = &[
    "after",
    "successor",
    "succeed",
    "replace",
    "afterwards",
    "later",
    "next",
    "之後",
    "以後",
    "後任",
    "繼任",
    "接任",
    "接替",
    "後來",
    "후임",
    "이후",
    "뒤에",
    "다음",
    "나중",
];

/// The numbers of a text, those of words and of a row too.
fn numbers(text: &str) -> Vec<f64> {
    let mut out: Vec<f64> = spelled(text).iter().map(|s| s.value).collect();
    let mut digits = String::new();
    let mut close = |digits: &mut String| {
        if let Ok(value) = digits.trim_end_matches('.').parse::<f64>() {
            out.push(value);
        }
        digits.clear();
    };
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '０'..='９' => digits.extend(char::from_digit(u32::from(c) - u32::from('０'), 10)),
            '.' if !digits.is_empty() && !digits.contains('.') => digits.push('.'),
            ',' if !digits.is_empty() && !digits.contains('.') => {}
            _ => close(&mut digits),
        }
        if before == ROW_OPENS
            && let Some(value) = in_row(c)
        {
            digits.push_str(&value.to_string());
        }
        before = c;
    }
    close(&mut digits);
    let folded = fold(text);
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        out.extend(ORDINALS.iter().find(|(o, _)| *o == word).map(|o| o.1));
    }
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        out.extend(roman(word));
    }
    out
}

fn in_row(c: char) -> Option<usize> {
    if c == '十' {
        return Some(10);
    }
    HAN_DIGITS.chars().position(|d| d == c).filter(|d| *d > 0)
}

/// A Roman numeral of two letters and more, up to twenty.
fn roman(word: &str) -> Option<f64> {
    const ROMAN: [(&str, f64); 12] = [
        ("II", 2.0),
        ("III", 3.0),
        ("IV", 4.0),
        ("VI", 6.0),
        ("VII", 7.0),
        ("VIII", 8.0),
        ("IX", 9.0),
        ("XI", 11.0),
        ("XII", 12.0),
        ("XIII", 13.0),
        ("XIV", 14.0),
        ("XV", 15.0),
    ];
    ROMAN.iter().find(|(r, _)| *r == word).map(|r| r.1)
}

fn has(numbers: &[f64], value: f64) -> bool {
    let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
    numbers
        .iter()
        .any(|n| same(*n, value) || same(*n + REPUBLIC, value) || same(*n, value + REPUBLIC))
}

/// What narrows a question.
#[derive(Debug, Clone)]
pub(super) struct Qualifiers {
    numbers: Vec<f64>,
    before: bool,
    after: bool,
}

/// How many numbers describe how evidence stands to them.
pub(super) const OF_QUALIFIERS: usize = 9;

fn says(text: &str, list: &[&str]) -> bool {
    list.iter().any(|w| text.contains(w))
}

impl Qualifiers {
    pub(super) fn of(question: &str) -> Self {
        let folded = fold(question);
        let mut own = numbers(question);
        own.sort_by(f64::total_cmp);
        own.dedup();
        Self {
            numbers: own,
            before: says(&folded, BEFORE),
            after: says(&folded, AFTER),
        }
    }

    /// How `quoted`, the evidence itself, and `whole`, with all around it, stand to them.
    pub(super) fn met(&self, quoted: &str, whole: &str) -> [f32; OF_QUALIFIERS] {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let share = crate::retrieval::share;
        let (near, far) = (numbers(quoted), numbers(whole));
        let missing = |there: &[f64]| self.numbers.iter().filter(|n| !has(there, **n)).count();
        let small = |n: &&f64| **n < 80.0 && !has(&far, **n);
        let far_folded = fold(whole);
        let (before, after) = (says(&far_folded, BEFORE), says(&far_folded, AFTER));
        [
            share(self.numbers.len().min(4), 2),
            share(missing(&near).min(4), 2),
            share(missing(&far).min(4), 2),
            share(self.numbers.iter().filter(small).count().min(3), 2),
            flag(self.before),
            flag(self.before && !before),
            flag(self.after),
            flag(self.after && !after),
            flag(!self.before && before),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_many_writings() {
        for (text, value) in [
            ("第七次精算", 7.0),
            ("Phase IV of it", 4.0),
            ("2단계", 2.0),
            ("the second variation", 2.0),
            ("12,500 files", 12_500.0),
            ("１１３年", 113.0),
        ] {
            assert!(has(&numbers(text), value), "{text}: {:?}", numbers(text));
        }
    }

    #[test]
    fn a_number_that_the_evidence_lacks_is_missed() {
        let asked = Qualifiers::of("第七次精算的契約金額是多少？");
        let [_, near, far, small, ..] = asked.met("第六次精算4,850千元", "113年第六次精算");
        assert!(near > 0.0 && far > 0.0 && small > 0.0);
        let [_, near, ..] = asked.met("第七次精算4,850千元", "");
        assert!(near.abs() < f32::EPSILON);
        // either count of years
        let [_, near, ..] = Qualifiers::of("2024년 예산").met("113年度預算", "");
        assert!(near.abs() < f32::EPSILON);
    }

    #[test]
    fn who_was_before_is_not_who_is() {
        let asked = Qualifiers::of("Who was chief executive before Mara Voss?");
        let lacks = |whole: &str| {
            let [.., before, lacks, _, _, _] = asked.met("", whole);
            assert!(before > 0.5, "the question asks for one before");
            lacks > 0.5
        };
        assert!(lacks("Mara Voss is chief executive"));
        assert!(!lacks("She replaced the former chief executive, Ann Lee"));
    }
}
