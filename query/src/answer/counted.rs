//! How many of something a sentence says there are: `seven drone kits`, `空拍機7架`, `드론 7대`; never a sum of money or a year.

use std::sync::LazyLock;

use regex::Regex;

use super::numeral::spelled;
use crate::text::{Language, root, tokenise};

/// Words between a number and what it counts: two *new patrol* boats.
const BETWEEN: usize = 2;

/// Longest name of what is counted in Chinese, in characters.
const LONGEST: usize = 10;

#[expect(
    clippy::expect_used,
    reason = "the pattern is constant, and a test compiles it"
)]
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bhow many ((?:[a-z][a-z\-]*\s?){1,4}?)\s*",
        r"(?:\?|$|\b(?:did|do|does|were|was|are|is|have|has|had|will|would|can|could|there|of|in|at|on|for|that|which|who|came|took|joined|attended|live|work|belong)\b)"
    ))
    .expect("a constant pattern")
});
const CHINESE_COUNTERS: &str =
    "架座艘人名位個件棟輛台臺隻頭株棵場次組所處家間幅口筆則項條份張套顆戶本冊支部校班床席盞根片面";
#[expect(
    clippy::expect_used,
    reason = "the pattern is constant, and a test compiles it"
)]
static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<before>\p{{Han}}{{0,{LONGEST}}}?)(?:有|共|總共)?(?:幾|多少)(?P<counter>[{CHINESE_COUNTERS}])?(?P<after>\p{{Han}}{{0,{LONGEST}}})(?:[？?]|$)"
    ))
    .expect("a constant pattern")
});
const KOREAN_COUNTERS: &str = "마리|그루|가구|차례|자루|켤레|대|기|척|명|개|동|점|곳|건|권|채|회|병|장|편|종|쪽|면|인|석|본|호|세트|필지|군데";
#[expect(
    clippy::expect_used,
    reason = "the pattern is constant, and a test compiles it"
)]
static KOREAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:(?P<before>[가-힣A-Za-z0-9]+) )?(?:모두 |총 |전부 )?몇 ?(?P<counter>{KOREAN_COUNTERS})(?:의 (?P<after>[가-힣A-Za-z0-9]+))?"
    ))
    .expect("a constant pattern")
});
const PARTICLES: &[&str] = &[
    "에게는",
    "에는",
    "으로",
    "의",
    "을",
    "를",
    "은",
    "는",
    "이",
    "가",
    "도",
    "로",
    "수는",
    "수",
];

/// What a question counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    /// What it may be called, the fullest first.
    names: Vec<String>,
    counter: String,
    language: Language,
}

impl Counted {
    /// What `question` counts; none where it counts nothing.
    pub(super) fn of(question: &str, language: Language) -> Option<Self> {
        let (names, counter) = match language {
            Language::English => {
                let noun = ENGLISH.captures(question)?.get(1)?.as_str().trim().to_lowercase();
                // How often and how long are no counts of things.
                let of_time = ["times", "years", "days", "months", "weeks", "hours", "more"];
                if noun.is_empty() || of_time.contains(&noun.as_str()) {
                    return None;
                }
                (vec![noun], String::new())
            }
            Language::Chinese => {
                let found = CHINESE.captures(question)?;
                let counter = found.name("counter").map_or("", |c| c.as_str());
                let after = found.name("after").map_or("", |c| c.as_str());
                let before = found.name("before").map_or("", |c| c.as_str());
                if after.starts_with(['元', '錢', '年', '天', '日', '月', '歲', '％']) {
                    return None;
                }
                let names = if after.chars().count() >= 2 {
                    vec![after.to_owned()]
                } else {
                    endings(before)
                };
                (names, counter.to_owned())
            }
            Language::Korean => {
                let found = KOREAN.captures(question)?;
                let counter = found.name("counter").map_or("", |c| c.as_str());
                let noun = found.name("after").or_else(|| found.name("before"))?.as_str();
                (vec![without_particle(noun).to_owned()], counter.to_owned())
            }
        };
        (!names.is_empty()).then_some(Self {
            names,
            counter,
            language,
        })
    }

    /// How many a sentence says there are, as it writes it.
    pub(super) fn in_sentence(&self, sentence: &str) -> Option<String> {
        match self.language {
            Language::English => self.names.iter().find_map(|noun| before_noun(sentence, noun)),
            _ => self
                .names
                .iter()
                .find_map(|noun| beside_noun(sentence, noun, &self.counter)),
        }
    }
}

/// The endings of a run of Han characters of two characters and more, the longest first: a verb may stand before what is counted.
fn endings(run: &str) -> Vec<String> {
    let letters: Vec<char> = run.chars().collect();
    let starts = 0..letters.len().saturating_sub(1);
    starts
        .filter_map(|at| Some(letters.get(at..)?.iter().collect()))
        .collect()
}

fn without_particle(word: &str) -> &str {
    // 을 and its like end no noun of two syllables; 이 and its like end many.
    let sure = ["을", "를", "은", "는"];
    let short = sure
        .iter()
        .find_map(|p| word.strip_suffix(p).filter(|rest| !rest.is_empty()));
    short.unwrap_or_else(|| {
        PARTICLES
            .iter()
            .find_map(|p| word.strip_suffix(p).filter(|rest| rest.chars().count() >= 2))
            .unwrap_or(word)
    })
}

/// The number before a noun in English.
fn before_noun(sentence: &str, noun: &str) -> Option<String> {
    let tokens = tokenise(sentence);
    let wanted: Vec<String> = tokenise(noun).iter().map(|t| root(&t.text)).collect();
    let words: Vec<String> = tokens.iter().map(|t| root(&t.text)).collect();
    let spelled = spelled(sentence);
    for at in 0..words.len() {
        if words.get(at..at + wanted.len()) != Some(wanted.as_slice()) {
            continue;
        }
        for back in 1..=BETWEEN + 1 {
            let Some(token) = at.checked_sub(back).and_then(|n| tokens.get(n)) else {
                break;
            };
            let digits = token.text.starts_with(|c: char| c.is_ascii_digit());
            let word = spelled
                .iter()
                .find(|s| s.start <= token.start && token.end <= s.end);
            if let Some(word) = word {
                return sentence.get(word.start..word.end).map(|t| t.trim().to_owned());
            }
            if digits {
                let number = number_around(sentence, token.start)?;
                let counts = !is_money_or_year(sentence, number);
                return sentence
                    .get(number.0..number.1)
                    .filter(|_| counts)
                    .map(str::to_owned);
            }
            if sentence
                .get(token.end..tokens.get(at)?.start)
                .is_some_and(|between| between.contains([',', '.', ';', ':']))
            {
                break;
            }
        }
    }
    None
}

/// The whole of a number with its thousands.
fn number_around(text: &str, at: usize) -> Option<(usize, usize)> {
    let of_number = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let start = text
        .get(..at)?
        .char_indices()
        .rev()
        .take_while(|(_, c)| of_number(*c))
        .last();
    let start = start.map_or(at, |(at, _)| at);
    let run: usize = text
        .get(start..)?
        .chars()
        .take_while(|c| of_number(*c))
        .map(char::len_utf8)
        .sum();
    let trimmed = text.get(start..start + run)?.trim_end_matches([',', '.']);
    Some((start, start + trimmed.len()))
}

fn is_money_or_year(text: &str, (start, end): (usize, usize)) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end();
    let money = before.ends_with(['$', '€', '£', '₩'])
        || ["EUR", "USD", "TWD", "KRW", "GBP", "NT$"]
            .iter()
            .any(|c| before.ends_with(c));
    let digits = text.get(start..end).unwrap_or_default();
    let year = digits.len() == 4
        && digits.parse::<u32>().is_ok_and(|n| (1900..2100).contains(&n))
        && before.split_whitespace().next_back().is_some_and(|word| {
            let word = word.to_lowercase();
            matches!(
                word.as_str(),
                "in" | "since" | "of" | "year" | "by" | "until" | "from" | "during"
            )
        });
    money || year
}

/// The number with its counter after a noun, or before it, in Chinese and Korean.
fn beside_noun(sentence: &str, noun: &str, counter: &str) -> Option<String> {
    let counters = if counter.is_empty() {
        format!("[{CHINESE_COUNTERS}]")
    } else {
        regex::escape(counter)
    };
    let number = r"(?:\d[\d,]*(?:\.\d+)?|[〇零一二三四五六七八九十百千兩]+|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)(?: ?(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉))?)";
    let noun = regex::escape(noun);
    let pattern = format!(
        r"{noun}(?:수|數)?(?:을|를|은|는|이|가)?[ 　]?(?:總|总|共|計|约|約|達|為|有|：|:|총|약|모두|전체)*[計為約]?[ 　]?(?P<a>{number} ?{counters})|(?P<b>{number} ?{counters})(?:의 |의|的| |之)?{noun}"
    );
    let found = Regex::new(&pattern).ok()?.captures(sentence)?;
    let text = found.name("a").or_else(|| found.name("b"))?.as_str();
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn what_is_counted_is_counted_in_three_languages() {
        for (question, sentence, count) in [
            (
                "How many rowing boats were bought?",
                "In 2021 the club bought five new rowing boats for EUR 12,000.",
                Some("five"),
            ),
            (
                "How many oars did the club buy?",
                "It bought 1,240 oars in 2021.",
                Some("1,240"),
            ),
            (
                "How many oars did the club buy?",
                "In 2021 oars were bought.",
                None,
            ),
            (
                "How many oars did the club buy?",
                "It paid EUR 2,100 for oars.",
                None,
            ),
            (
                "買了幾艘划艇？",
                "俱樂部於110年購置划艇5艘，共計120千元。",
                Some("5艘"),
            ),
            ("購置船槳多少支？", "購置船槳共計124支。", Some("124支")),
            ("有多少名會員？", "該社現有310名會員。", Some("310名")),
            ("船槳花了多少元？", "船槳124支，共計120千元。", None),
            (
                "노를 몇 자루 샀는가?",
                "동호회는 2021년에 노 124자루를 샀다.",
                Some("124자루"),
            ),
            ("회원은 몇 명인가?", "현재 회원은 310명이다.", Some("310명")),
            (
                "몇 척의 조정배를 샀나?",
                "2021년에 조정배 5척을 1,200만 원에 샀다.",
                Some("5척"),
            ),
        ] {
            let language = Language::of(question);
            let found = Counted::of(question, language).and_then(|c| c.in_sentence(sentence));
            assert_eq!(found.as_deref(), count, "{question}");
        }
        assert!(Counted::of("How many times was it held?", Language::English).is_none());
        assert_eq!(
            Counted::of("How many reed beds were cut?", Language::English)
                .unwrap()
                .names,
            ["reed beds"]
        );
    }
}
