//! Named meetings and festivals: 第三次委員會議, 제5차 회의, Twelfth Irrigation Forum.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, compiled, runs};
use crate::extraction::EntityType;
use crate::script;

const CHINESE_HEADS: &str =
    "會議|會報|論壇|研討會|座談會|公聽會|說明會|研習會|年會|大會|高峰會|影展|藝術節|博覽會|展覽會|工作坊";
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"第[\d一二三四五六七八九十]{{1,3}}(?:次|屆|回)(?P<kind>\p{{Han}}{{0,8}}?(?:{CHINESE_HEADS}))"
    ))
});
static FESTIVAL: LazyLock<Regex> = LazyLock::new(|| compiled("影展|論壇|藝術節|博覽會|高峰會|年會|研討會"));
static KOREAN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<number>제\d{1,3}(?:차|회))\s?(?P<kind>(?:[가-힣A-Za-z]{1,12}\s){0,2}?[가-힣]{0,12}?(?:회의|포럼|간담회|세미나|심포지엄|총회|대회|축제|박람회|영화제|공청회|설명회|토론회|워크숍))|(?P<name>[가-힣]{2,12}(?:영화제|박람회|포럼|심포지엄|축제|엑스포))",
    )
});
/// English words that head the name of a meeting or festival.
pub(super) const ENGLISH_HEADS: &[&str] = &[
    "Conference",
    "Forum",
    "Meeting",
    "Festival",
    "Summit",
    "Symposium",
    "Workshop",
    "Seminar",
    "Expo",
    "Exhibition",
    "Olympics",
    "Convention",
];

/// Adds the events in `text`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    if script::has_hangul(text) {
        korean(text, found);
    } else if script::has_han(text) {
        chinese(text, found);
    }
    for range in runs::english_runs(text) {
        if is_english_event(&text[range.clone()]) {
            let range = with_number(text, range);
            found.push(Found::new(EntityType::Event, range, 0.87));
        }
    }
}

const ORDINALS: &[&str] = &[
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
];

/// The name with the number before it: 14th Harbour Board Meeting.
fn with_number(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text[..range.start].strip_suffix(' ').unwrap_or("");
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .filter_map(|end| word.strip_suffix(end))
        .any(|n| (1..=3).contains(&n.len()) && n.chars().all(|c| c.is_ascii_digit()));
    if number {
        return range.start - 1 - word.len()..range.end;
    }
    range
}

/// Whether a delimited text is the name of an event, by its last word.
pub(super) fn is_event(name: &str) -> bool {
    if name.chars().any(|c| script::is_han(c) || script::is_hangul(c)) {
        let heads = [
            "會議",
            "會報",
            "論壇",
            "研討會",
            "座談會",
            "公聽會",
            "影展",
            "藝術節",
            "博覽會",
            "高峰會",
            "포럼",
            "세미나",
            "심포지엄",
            "영화제",
            "박람회",
            "간담회",
            "축제",
        ];
        let numbered = name.contains('제') && name.ends_with("회의");
        return name.chars().count() >= 4 && (numbered || heads.iter().any(|h| name.ends_with(h)));
    }
    is_english_event(name)
}

/// "Twelfth Irrigation Forum", "Second Meeting of the Steering Group".
fn is_english_event(name: &str) -> bool {
    let head = name.split(" of ").next().unwrap_or(name);
    let mut words = head.split(' ').rev();
    let last = words.next();
    let headed = last.is_some_and(|w| ENGLISH_HEADS.contains(&w));
    // The Second Bridge Congress is a meeting; a congress without a number may be a body.
    let first = name.split(' ').next().unwrap_or("");
    let numbered = last.is_some_and(|w| matches!(w, "Congress" | "Assembly" | "Session" | "Colloquium"))
        && (ORDINALS.contains(&first) || first.starts_with(|c: char| c.is_ascii_digit()));
    (headed || numbered) && words.next().is_some()
}

fn chinese(text: &str, found: &mut Vec<Found>) {
    for captures in NUMBERED.captures_iter(text) {
        let (Some(all), Some(kind)) = (captures.get(0), captures.name("kind")) else {
            continue;
        };
        let begin = runs::han_start(text, all.start(), 2).unwrap_or(all.start());
        // 113年度 before the number says which meeting it is, as a body does.
        let head = text[..begin].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度'));
        let begin = if head.len() < begin && text[head.len()..begin].ends_with('度') {
            runs::han_start(text, head.len(), 2).unwrap_or(head.len())
        } else {
            begin
        };
        if all.start() > begin || kind.as_str().chars().count() > 3 {
            found.push(Found::new(EntityType::Event, begin..all.end(), 0.84));
        }
    }
    for head in FESTIVAL.find_iter(text) {
        let goes_on = script::after(text, head.end())
            .is_some_and(|c| matches!(c, '室' | '紀' | '記' | '員' | '廳' | '所'));
        if let Some(begin) = runs::han_start(text, head.end(), 4).filter(|_| !goes_on) {
            found.push(Found::new(EntityType::Event, begin..head.end(), 0.72));
        }
    }
}

fn korean(text: &str, found: &mut Vec<Found>) {
    for captures in KOREAN.captures_iter(text) {
        let Some(all) = captures.get(0) else { continue };
        let inside_word = script::before(text, all.start()).is_some_and(script::is_hangul);
        if inside_word {
            continue;
        }
        if captures.name("number").is_some() {
            let start = runs::korean_start(text, all.start(), 4);
            let year = text[..start].len()
                - text[..start]
                    .trim_end_matches(|c: char| c == ' ' || c == '년' || c.is_ascii_digit())
                    .len();
            let year = if text[..start].trim_end().ends_with('년') {
                year
            } else {
                0
            };
            let (begin, sure) = if year > 0 {
                (
                    runs::korean_start(text, (start - year) + leading_space(&text[start - year..]), 3),
                    true,
                )
            } else {
                (start, start < all.start())
            };
            let long = all.as_str().chars().count() >= 8;
            if sure || long {
                found.push(Found::new(EntityType::Event, begin..all.end(), 0.84));
            }
        } else {
            if !all.as_str().ends_with("감축제") {
                found.push(Found::new(EntityType::Event, all.range(), 0.75));
            }
        }
    }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use crate::extraction::EntityType::Event;

    #[test]
    fn meetings_of_three_languages() {
        assert_eq!(
            of(Event, "海岸計畫推動小組第五次會議於五月召開"),
            ["海岸計畫推動小組第五次會議"]
        );
        assert_eq!(
            of(Event, "출석: 해안 추진단 제5차 회의가 열렸다"),
            ["해안 추진단 제5차 회의"]
        );
        assert_eq!(
            of(
                Event,
                "at the Twelfth Coastal Water Forum and the Second Meeting of the Harbour Group"
            ),
            [
                "Twelfth Coastal Water Forum",
                "Second Meeting of the Harbour Group"
            ]
        );
    }

    #[test]
    fn a_meeting_without_a_name_is_none() {
        assert!(of(Event, "本次會議由主席主持，會議室另行通知").is_empty());
        assert!(of(Event, "다음 회의에서 논의한다").is_empty());
    }
}
