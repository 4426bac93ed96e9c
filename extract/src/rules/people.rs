//! People by the title beside their name.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, compiled, names, titles};
use crate::extraction::EntityType;
use crate::script;

static CHINESE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<title>{})(?:\s|、)?(?:為|係|由)?(?P<name>\p{{Han}}{{2,4}})",
        titles::chinese_alternation()
    ))
});
static CHINESE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<title>{}|先生|女士|博士)",
        titles::chinese_alternation()
    ))
});
static KOREAN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<name>[가-힣]{{2,4}})\s(?P<title>(?:{})|박사|씨|님)(?P<particle>은|는|이|가|을|를|의|에게|께서|과|와|도|으로|로|,|\.|\)|\s|$)",
        titles::korean_alternation()
    ))
});
/// People by the part that they play in a paper: 陳情人, 청구인, the petitioner.
static PARTY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?:陳情人|訴願人|申請人|代表人|負責人|聯絡人|請願人|受處分人|本人)[:：]?(?P<zh>\p{Han}{3})(?:[，。、；：）)（(於為因\s]|居|與|女|先|$)",
        r"|(?:민원인|청구인|신청인|대표자|청원인|대리인|대표|저)\s(?P<ko>[가-힣]{3})(?:은|는|이|가|의|,|\.|\)|\s|$)",
        r"|(?:\bI|[Tt]he (?:petitioner|applicant|complainant|claimant|appellant|respondent)|[Ff]or the petitioners[:,]),?\s(?P<en>\p{Lu}[\p{L}’'\-]+(?:\s\p{Lu}\.)?(?:\s\p{Lu}[\p{L}’'\-]+){1,2})",
    ))
});
/// 청장 피도운입니다: the title stands before the name.
static KOREAN_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?:{})(?:인|은|는|에는)?\s(?P<name>[가-힣]{{3}})(?:입니다|이다|이며|은|는|이|가|을|를|의|과|와|,|\.|\)|\s|$)",
        titles::korean_alternation()
    ))
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"\b(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame)\.?\s(?P<a>\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}\.)?(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{0,2}})|\b(?:{0})\s(?P<b>\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}\.)?(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{1,2}})|(?P<c>\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}\.)?(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{1,2}}),\s(?:the\s|its\s|a\s)?(?:\w+\s)?(?P<t>{0})\b",
        titles::english_alternation()
    ))
});

/// Adds the people and titles in `text`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for captures in PARTY.captures_iter(text) {
        let name = ["zh", "ko", "en"].into_iter().find_map(|g| captures.name(g));
        if let Some(name) = name.filter(|n| names::is_person_name(n.as_str())) {
            found.push(Found::new(EntityType::Person, name.range(), 0.88));
        }
    }
    if script::has_hangul(text) {
        for captures in KOREAN_BEFORE.captures_iter(text) {
            if let Some(name) = captures
                .name("name")
                .filter(|n| names::is_korean_name(n.as_str()) && !is_topic(n.as_str()))
            {
                found.push(Found::new(EntityType::Person, name.range(), 0.74));
            }
        }
        for captures in KOREAN.captures_iter(text) {
            let (Some(name), Some(title)) = (captures.name("name"), captures.name("title")) else {
                continue;
            };
            let starts_word = !script::before(text, name.start()).is_some_and(script::is_hangul);
            if starts_word && names::is_korean_name(name.as_str()) && name.as_str().chars().count() >= 3 {
                found.push(Found::new(EntityType::Person, name.range(), 0.8));
                if !matches!(title.as_str(), "씨" | "님") {
                    found.push(Found::new(EntityType::Title, title.range(), 0.8));
                }
            }
        }
    }
    if script::has_han(text) {
        chinese(text, found);
    }
    for captures in ENGLISH.captures_iter(text) {
        for name in [captures.name("a"), captures.name("b"), captures.name("c")]
            .into_iter()
            .flatten()
        {
            if names::is_english_name(name.as_str()) {
                found.push(Found::new(EntityType::Person, name.range(), 0.82));
                if let Some(title) = captures.name("t") {
                    found.push(Found::new(EntityType::Title, title.range(), 0.75));
                }
            }
        }
    }
}

/// 대표 제품은, 원장 업무를: a word of two syllables with its particle, which has the shape of a name.
fn is_topic(word: &str) -> bool {
    [
        "제품", "사업", "기관", "과제", "업무", "시설", "주소", "전화", "이사", "공약", "성과", "지시",
        "명의", "도서", "선수", "음식", "상품", "사례",
    ]
    .iter()
    .any(|noun| {
        word.strip_prefix(noun)
            .is_some_and(|rest| super::runs::PARTICLES.contains(&rest))
    })
}

fn chinese(text: &str, found: &mut Vec<Found>) {
    for title in CHINESE_AFTER.find_iter(text) {
        let Some(name) = name_before(text, title.start()) else {
            continue;
        };
        found.push(Found::new(EntityType::Person, name, 0.78));
        if !matches!(title.as_str(), "先生" | "女士" | "博士") {
            found.push(Found::new(EntityType::Title, title.range(), 0.78));
        }
    }
    for captures in CHINESE_BEFORE.captures_iter(text) {
        let (Some(title), Some(name)) = (captures.name("title"), captures.name("name")) else {
            continue;
        };
        for length in [3, 2, 4] {
            let end = name
                .as_str()
                .char_indices()
                .nth(length)
                .map_or(name.end(), |(at, _)| name.start() + at);
            let written = &text[name.start()..end];
            let complete = written.chars().count() == length;
            let next = script::after(text, end);
            let closed = next.is_none_or(|c| {
                !script::is_han(c)
                    || "於已自率曾為係表指說則及與和在所將主出任應以並等今昨日前後於擔".contains(c)
            });
            if complete && closed && names::is_chinese_name(written) {
                found.push(Found::new(EntityType::Person, name.start()..end, 0.72));
                found.push(Found::new(EntityType::Title, title.range(), 0.72));
                break;
            }
        }
    }
}

/// The name of three, two or four characters that ends at `end`, where it begins at a boundary.
fn name_before(text: &str, end: usize) -> Option<std::ops::Range<usize>> {
    [3, 2, 4].into_iter().find_map(|length| {
        let start = text[..end].char_indices().rev().nth(length - 1)?.0;
        let written = &text[start..end];
        let before = script::before(text, start);
        let opened = before.is_none_or(|c| {
            !script::is_han(c)
                || "由為係及與和請向對經以的之任派聘院部署局處會所司學校室組科團社府".contains(c)
        });
        // Two characters before a title are as often a word as a name.
        let enough =
            length > 2 || before.is_none_or(|c| matches!(c, '：' | '、' | '，' | ' ' | '　' | ':' | '。'));
        (opened && enough && names::is_chinese_name(written)).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use crate::extraction::EntityType::{Person, Title};

    #[test]
    fn people_beside_their_titles() {
        assert_eq!(of(Person, "主席：林書銘專門委員"), ["林書銘"]);
        assert_eq!(of(Title, "主席：林書銘專門委員"), ["專門委員"]);
        assert_eq!(of(Person, "新任所長陳怡君已於昨日就任"), ["陳怡君"]);
        assert_eq!(of(Person, "현재 연구원은 김도윤 원장이 이끌고 있다"), ["김도윤"]);
        assert_eq!(
            of(Person, "It is led by Dr. Ada Lovelace and Minister John Smith."),
            ["Ada Lovelace", "John Smith"]
        );
        assert_eq!(
            of(Person, "Chair: Grace Hopper, Head of Division"),
            ["Grace Hopper"]
        );
    }

    #[test]
    fn titles_without_names_name_nobody() {
        assert!(of(Person, "由高級研究員擔任主任").is_empty());
        assert!(of(Person, "담당 과장이 보고하였다").is_empty());
    }
}
