//! Years and bounds in a question: `113年度`, `after 2005`, `100척을 넘는`, `50人以上`.

use std::sync::LazyLock;

use regex::Regex;

use crate::answer::numeral::spelled;
use crate::text::Language;

/// A bound on a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Whether the value has to lie above.
    pub above: bool,
    /// Whether the bound itself counts.
    pub inclusive: bool,
    /// The bound; a year or date as its ordinal where `date`.
    pub value: f64,
    /// Whether it bounds a date.
    pub date: bool,
    /// Whether a multiplier or a currency stands with it, so that it is no figure in the unit of some table.
    pub scaled: bool,
    /// First byte of the words that lay it (`more than`); the same as `start` where none stand before it.
    pub lead: usize,
    /// Whether those words say nothing else, as `deeper than` does of a depth.
    pub bare: bool,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

static YEARS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"民國\s?(\d{2,3})\s?年(?:度)?|((?:1[5-9]|20|21)\d{2})\s?(?:年度|學年度|年|년도|년|회계연도)?|(\d{2,3})\s?(?:會計年度|學年度|年度|年)").ok()
});
static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(兆|億|萬|千|百萬|조|억|만|천|백만|million|billion|thousand)?").ok()
});

/// Comparatives that put a value below.
const LESSER: &[&str] = &[
    "fewer",
    "lower",
    "smaller",
    "shorter",
    "shallower",
    "slower",
    "lighter",
    "cheaper",
    "narrower",
    "earlier",
    "younger",
];
const ABOVE_BEFORE: &[&str] = &[
    "more than",
    "over",
    "above",
    "exceeding",
    "exceed",
    "exceeds",
    "greater than",
    "larger than",
    "longer than",
    "deeper than",
    "higher than",
    "bigger than",
    "older than",
    "after",
    "超過",
    "大於",
    "高於",
    "多於",
    "逾",
];
const ABOVE_BEFORE_INCLUSIVE: &[&str] = &[
    "at least",
    "since",
    "no less than",
    "not less than",
    "from",
    "至少",
    "不少於",
    "不低於",
    "自",
];
const BELOW_BEFORE: &[&str] = &[
    "less than",
    "fewer than",
    "under",
    "below",
    "smaller than",
    "shorter than",
    "lower than",
    "before",
    "低於",
    "少於",
    "小於",
    "不到",
    "未滿",
    "早於",
];
const BELOW_BEFORE_INCLUSIVE: &[&str] = &[
    "at most",
    "no more than",
    "not more than",
    "up to",
    "until",
    "至多",
    "不超過",
    "最多",
];
const ABOVE_AFTER: &[&str] = &[
    "以後",
    "之後",
    "넘",
    "초과",
    "보다 많",
    "보다 큰",
    "보다 높",
    "보다 긴",
    "보다 깊",
    "보다 크",
    "이후",
    "후에",
];
const ABOVE_AFTER_INCLUSIVE: &[&str] = &["以上", "이상", "or more", "and above", "or over"];
const BELOW_AFTER: &[&str] = &[
    "以前",
    "之前",
    "未滿",
    "미만",
    "보다 적",
    "보다 작",
    "보다 낮",
    "보다 짧",
    "안 되",
    "이전",
    "전에",
];
const BELOW_AFTER_INCLUSIVE: &[&str] = &["以下", "以內", "이하", "or less", "or fewer", "or under"];

/// Words before a bound that also tell what is bounded, or bound a time.
const TELLING: &[&str] = &[
    "longer than",
    "deeper than",
    "higher than",
    "lower than",
    "older than",
    "shorter than",
    "after",
    "since",
    "from",
    "before",
    "until",
    "自",
    "早於",
];
/// Currencies that stand between those words and the number.
const CURRENCIES: &[&str] = &[
    "nt$",
    "us$",
    "hk$",
    "$",
    "€",
    "£",
    "¥",
    "₩",
    "eur",
    "usd",
    "twd",
    "ntd",
    "krw",
    "gbp",
    "新臺幣",
    "新台幣",
    "美金",
];
/// What follows an amount of money.
const MONEY: &[&str] = &[
    "元", "원", "圓", "dollar", "euro", "pound", "won", "eur", "usd", "ntd", "krw",
];

/// Where years stand in the question.
pub(super) fn year_spans(text: &str, language: Language) -> Vec<(usize, usize)> {
    let Some(pattern) = YEARS.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(text)
        .filter(|c| year_of(c, text, language).is_some())
        .filter_map(|c| c.get(0).map(|m| (m.start(), m.end())))
        .collect()
}

/// The years that the question is narrowed to, with their place; those of bounds are left out.
pub(super) fn years(text: &str, language: Language, limits: &[Limit]) -> Vec<(i32, usize)> {
    let Some(pattern) = YEARS.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(text)
        .filter_map(|c| Some((year_of(&c, text, language)?, c.get(0)?.start())))
        .filter(|(_, at)| !limits.iter().any(|l| l.start <= *at && *at < l.end))
        .collect()
}

fn year_of(c: &regex::Captures<'_>, text: &str, language: Language) -> Option<i32> {
    let whole = c.get(0)?;
    let around = |at: usize| text.get(..at).and_then(|b| b.chars().next_back());
    if around(whole.start()).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, '-' | '.' | ',')) {
        return None;
    }
    let after = text.get(whole.end()..).and_then(|r| r.chars().next());
    if whole.as_str().ends_with(|c: char| c.is_ascii_digit())
        && after.is_some_and(|a| {
            a.is_ascii_alphanumeric()
                || matches!(a, '-' | ',' | '.')
                    && !whole.as_str().is_empty()
                    && text
                        .get(whole.end() + 1..)
                        .and_then(|r| r.chars().next())
                        .is_some_and(|d| d.is_ascii_digit())
        })
    {
        return None;
    }
    let number = |i: usize| c.get(i).and_then(|m| m.as_str().parse::<i32>().ok());
    if let Some(republic) = number(1) {
        return Some(republic + 1911);
    }
    if let Some(year) = number(2) {
        return Some(year);
    }
    number(3)
        .filter(|_| language == Language::Chinese)
        .filter(|n| (30..=199).contains(n))
        .map(|n| n + 1911)
}

/// Bounds on values and on dates.
pub(super) fn limits(text: &str) -> Vec<Limit> {
    let folded: String = text
        .chars()
        .map(|c| if c.is_ascii() { c.to_ascii_lowercase() } else { c })
        .collect();
    let Some(pattern) = NUMBERS.as_ref() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    // Each number with its place, its multiplier, whether its digits may be a year, and whether it is in a unit of its own.
    let digits = pattern.captures_iter(&folded).filter_map(|c| {
        let (whole, number) = (c.get(0)?, c.get(1)?);
        let value = number.as_str().replace(',', "").parse::<f64>().ok()?;
        let unit = c.get(2).map(|m| m.as_str());
        let year = unit.is_none() && !number.as_str().contains(['.', ',']);
        Some((
            whole.start(),
            whole.end(),
            value * multiplier(unit),
            year,
            unit.is_some(),
        ))
    });
    let words = spelled(&folded)
        .into_iter()
        .map(|s| (s.start, s.end, s.value, false, false));
    for (start, end, value, year, multiplied) in digits.chain(words) {
        let before = folded.get(..start).unwrap_or_default();
        if before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ',')) {
            continue;
        }
        let republic = before.trim_end().ends_with("民國");
        let before = before.trim_end().trim_end_matches("民國").trim_end();
        let currency = CURRENCIES.iter().find(|c| before.ends_with(*c));
        let before = before
            .get(..before.len() - currency.map_or(0, |c| c.len()))
            .unwrap_or_default()
            .trim_end();
        let after: String = folded.get(end..).unwrap_or_default().chars().take(12).collect();
        let ends = |words: &[&str]| words.iter().any(|w| before.ends_with(w));
        // `faster than`: any comparative that is not one of the lesser.
        let compares = before
            .strip_suffix(" than")
            .and_then(|b| b.rsplit(' ').next())
            .is_some_and(|w| w.ends_with("er") && !LESSER.contains(&w));
        let lesser = before
            .strip_suffix(" than")
            .and_then(|b| b.rsplit(' ').next())
            .is_some_and(|w| LESSER.contains(&w));
        let follows = |words: &[&str]| {
            words
                .iter()
                .filter_map(|w| after.find(w).map(|at| (at, at + w.len())))
                // What follows another number bounds that one: `2022년 교체수가 14 이상`.
                .filter(|(at, _)| {
                    let between = after.get(..*at).unwrap_or_default();
                    !between.contains(|c: char| c.is_ascii_digit())
                })
                .map(|(_, end)| end)
                .min()
        };
        // `from two institutes` bounds nothing.
        let (ranges, worded) = (
            ends(&["from", "since", "until", "over", "under", "自"]),
            !year
                && folded
                    .get(start..end)
                    .is_some_and(|n| !n.contains(|c: char| c.is_ascii_digit())),
        );
        let to = after.trim_start();
        let period = ends(&["from", "between", "自", "從"])
            && ["to ", "and ", "until ", "至", "到"].iter().any(|w| {
                to.strip_prefix(w)
                    .is_some_and(|r| r.trim_start().starts_with(|c: char| c.is_ascii_digit()))
            });
        if ranges && worded || period {
            continue;
        }
        let (above, inclusive, tail) = if ends(BELOW_BEFORE_INCLUSIVE) {
            (false, true, 0)
        } else if ends(ABOVE_BEFORE_INCLUSIVE) {
            (true, true, 0)
        } else if ends(ABOVE_BEFORE) || compares {
            (true, false, 0)
        } else if ends(BELOW_BEFORE) || lesser {
            (false, false, 0)
        } else if let Some(tail) = follows(ABOVE_AFTER_INCLUSIVE) {
            (true, true, tail)
        } else if let Some(tail) = follows(BELOW_AFTER_INCLUSIVE) {
            (false, true, tail)
        } else if let Some(tail) = follows(ABOVE_AFTER) {
            (true, false, tail)
        } else if let Some(tail) = follows(BELOW_AFTER) {
            (false, false, tail)
        } else {
            continue;
        };
        let yearly = after.starts_with(['年', '년']) || republic;
        let date = year
            && ((1500.0..2200.0).contains(&value)
                && (yearly
                    || after.is_empty()
                    || !after.trim_start().starts_with(|c: char| c.is_alphabetic()))
                || (yearly && (30.0..200.0).contains(&value)));
        if date && after.contains("보다") {
            // `2023년보다 많은가` compares two years.
            continue;
        }
        let value = if date {
            let year = if value < 1000.0 { value + 1911.0 } else { value };
            // After a year begins with its end, before it ends with its beginning.
            year * 1e4 + if above != inclusive { 1232.0 } else { 0.0 }
        } else {
            value
        };
        let led = |words: &[&str]| {
            words
                .iter()
                .filter(|w| before.ends_with(*w))
                .map(|w| w.len())
                .max()
        };
        let than = compares || lesser;
        let lead = [
            BELOW_BEFORE_INCLUSIVE,
            ABOVE_BEFORE_INCLUSIVE,
            ABOVE_BEFORE,
            BELOW_BEFORE,
        ]
        .iter()
        .filter_map(|words| led(words))
        .max()
        .or_else(|| {
            let bare = before.strip_suffix(" than").filter(|_| than)?;
            Some(before.len() - bare.rfind(' ').map_or(0, |at| at + 1))
        })
        .filter(|_| tail == 0);
        let known = led(TELLING).is_none()
            && lead.is_some_and(|l| !than || led(ABOVE_BEFORE).or(led(BELOW_BEFORE)) == Some(l));
        let close = after.trim_start();
        let scaled = multiplied || currency.is_some() || MONEY.iter().any(|w| close.starts_with(w));
        let unit = after
            .chars()
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8)
            .sum::<usize>()
            .min(6);
        out.push(Limit {
            above,
            inclusive,
            value,
            date,
            scaled,
            lead: lead.map_or(start, |l| before.len() - l),
            bare: known && !date,
            start,
            end: end + tail.max(if after.is_ascii() { 0 } else { unit.min(3) }),
        });
    }
    out
}

fn multiplier(unit: Option<&str>) -> f64 {
    match unit {
        Some("兆" | "조") => 1e12,
        Some("billion") => 1e9,
        Some("億" | "억") => 1e8,
        Some("百萬" | "백만" | "million") => 1e6,
        Some("萬" | "만") => 1e4,
        Some("千" | "천" | "thousand") => 1e3,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_in_three_languages() {
        let one = |text: &str| {
            let found = limits(text);
            found.first().map(|l| (l.above, l.inclusive, l.value, l.date))
        };
        assert_eq!(one("more than 5 boats"), Some((true, false, 5.0, false)));
        assert_eq!(one("編制超過50人的單位"), Some((true, false, 50.0, false)));
        assert_eq!(one("50人以上"), Some((true, true, 50.0, false)));
        assert_eq!(one("3만 명을 넘은 분기"), Some((true, false, 30_000.0, false)));
        assert_eq!(
            one("2022년 교체수가 14 이상인 동"),
            Some((true, true, 14.0, false))
        );
        assert_eq!(one("111年汰換數14盞以上的里"), Some((true, true, 14.0, false)));
        assert_eq!(one("10척 미만"), Some((false, false, 10.0, false)));
        assert_eq!(one("opened after 2005?"), Some((true, false, 20_051_232.0, true)));
        assert_eq!(one("before 1930?"), Some((false, false, 19_300_000.0, true)));
        assert_eq!(one("in 2024"), None);
        assert_eq!(one("more than forty-two boats"), Some((true, false, 42.0, false)));
        assert_eq!(one("五十人以上的單位"), Some((true, true, 50.0, false)));
        assert_eq!(one("세 명 이상인 부서"), Some((true, true, 3.0, false)));
    }

    #[test]
    fn the_words_that_lay_a_bound_are_told_from_those_that_tell_what_is_bounded() {
        let words = |text: &'static str| {
            let found = limits(text);
            let limit = found.first()?;
            Some((
                text.get(limit.lead..limit.start)?.trim(),
                limit.bare,
                limit.scaled,
            ))
        };
        assert_eq!(
            words("wards with at least 12 lamps"),
            Some(("at least", true, false))
        );
        assert_eq!(
            words("no more than EUR 400 in 2024"),
            Some(("no more than EUR", true, true))
        );
        assert_eq!(
            words("ponds deeper than 3 m"),
            Some(("deeper than", false, false))
        );
        assert_eq!(words("built after 1990"), Some(("after", false, false)));
        assert_eq!(words("經費超過5百萬元的里"), Some(("超過", true, true)));
        assert_eq!(words("가로등이 30개 이상인 동"), Some(("", false, false)));
    }

    #[test]
    fn years_are_read_in_both_calendars() {
        let of = |text: &str, language| {
            years(text, language, &[])
                .into_iter()
                .map(|y| y.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(of("113年度的預算", Language::Chinese), [2024]);
        assert_eq!(of("2023년과 비교해 2024년", Language::Korean), [2023, 2024]);
        assert_eq!(of("the 2019 fee", Language::English), [2019]);
        assert_eq!(of("B-2019 and 2,019", Language::English), Vec::<i32>::new());
    }
}
