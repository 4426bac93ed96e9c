//! Dates and times of day, with ISO 8601 values. Years of the Republic (民國) are counted from 1911.

use std::sync::LazyLock;

use quarry_ingest::Scalar;
use regex::{Captures, Regex};

use super::{Found, compiled, numerals};
use crate::extraction::{EntityType, TypedValue};
use crate::script;

const MONTHS: &str = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";
const HAN: &str = "[〇零○一二三四五六七八九十百]";

struct Pattern {
    regex: Regex,
    read: fn(&Captures) -> Option<String>,
    confidence: f32,
    /// Needs Chinese around it to be what it looks like.
    han_only: bool,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let day_of_month =
        format!(r"(?:\s?(?P<m>\d{{1,2}}|{HAN}{{1,3}})\s?月(?:份|\s?(?P<d>\d{{1,2}}|{HAN}{{1,3}})\s?日)?)?");
    let pattern = |regex: &str, read, confidence| Pattern {
        regex: compiled(regex),
        read,
        confidence,
        han_only: false,
    };
    let han = |regex: &str, read, confidence| Pattern {
        regex: compiled(regex),
        read,
        confidence,
        han_only: true,
    };
    vec![
        pattern(
            &format!(r"(?:中華)?民國\s?(?P<y>\d{{1,3}}|{HAN}{{1,5}}|元)\s?年度?{day_of_month}"),
            read_roc,
            0.99,
        ),
        pattern(
            &format!(r"民國前\s?(?P<y>\d{{1,2}}|{HAN}{{1,3}})\s?年{day_of_month}"),
            read_before_roc,
            0.97,
        ),
        pattern(
            &format!(
                r"(?P<era>明治|大正|昭和|平成|令和)\s?(?P<y>\d{{1,2}}|{HAN}{{1,4}}|元)\s?年度?{day_of_month}"
            ),
            read_era,
            0.99,
        ),
        pattern(
            r"단기\s?(?P<y>4\d{3})\s?년(?:\s?(?P<m>\d{1,2})\s?월(?:\s?(?P<d>\d{1,2})\s?일)?)?",
            read_dangi,
            0.98,
        ),
        pattern(
            &format!(r"(?:西元|公元)?(?P<y>[12]\d{{3}})\s?年度?{day_of_month}"),
            read_numeric,
            0.98,
        ),
        pattern(
            &format!(r"(?P<y>[一二][〇零○一二三四五六七八九]{{3}})年{day_of_month}"),
            read_numeric,
            0.97,
        ),
        han(
            &format!(
                r"(?P<y>\d{{2,3}}|{HAN}{{2,5}})\s?年\s?(?P<m>\d{{1,2}}|{HAN}{{1,3}})\s?月(?:\s?(?P<d>\d{{1,2}}|{HAN}{{1,3}})\s?日)?"
            ),
            read_roc,
            0.95,
        ),
        han(r"(?P<y>\d{2,3})\s?(?:年度|會計年度|學年度)", read_roc, 0.93),
        han(r"(?P<y>1\d{2})年", read_roc, 0.8),
        han(
            r"(?P<y>1\d{2})(?P<s>[./\-])(?P<m>\d{1,2})[./\-](?P<d>\d{1,2})",
            read_roc,
            0.9,
        ),
        pattern(
            r"(?P<y>[12]\d{3})\s?년도?(?:\s?(?P<m>\d{1,2})\s?월(?:\s?(?P<d>\d{1,2})\s?일)?)?",
            read_numeric,
            0.98,
        ),
        pattern(
            r"(?P<y>[12]\d{3})\.\s?(?P<m>\d{1,2})\.\s?(?P<d>\d{1,2})\.?",
            read_numeric,
            0.97,
        ),
        pattern(
            r"(?P<y>[12]\d{3})(?:-(?P<m>\d{1,2})-|/(?P<m2>\d{1,2})/)(?P<d>\d{1,2})",
            read_numeric,
            0.98,
        ),
        pattern(
            r"[’'‘](?P<y>\d{2})\.\s?(?P<m>\d{1,2})(?:\.\s?(?P<d>\d{1,2}))?\.",
            read_short_year,
            0.9,
        ),
        pattern(
            r"[’'‘](?P<y>\d{2})년(?:\s?(?P<m>\d{1,2})\s?월(?:\s?(?P<d>\d{1,2})\s?일)?)?",
            read_short_year,
            0.9,
        ),
        pattern(
            &format!(
                r"(?i)\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<name>{MONTHS})\.?,?\s(?P<y>[12]\d{{3}})\b"
            ),
            read_named,
            0.99,
        ),
        pattern(
            &format!(r"\b(?P<name>{MONTHS})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>[12]\d{{3}})\b"),
            read_named,
            0.99,
        ),
        pattern(
            &format!(r"\b(?P<name>{MONTHS})\.?,?\s(?P<y>[12]\d{{3}})\b"),
            read_named,
            0.97,
        ),
        pattern(
            r"\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Tt]o|[Uu]ntil|[Dd]uring|[Bb]y|[Oo]f|[Ff]or|FY|FY |[Tt]he|[Ff]iscal [Yy]ear|[Bb]etween|[Aa]nd)\s?\b(?P<all>(?P<y>(?:1[5-9]|20)\d{2}))\b",
            read_numeric,
            0.85,
        ),
        // The years of a life or a body: born 1930, d. c. 1942, (1803–1874).
        pattern(
            r"\b(?:[Bb]orn|[Dd]ied|[Ee]stablished|[Ff]ounded|[Oo]pened|[Cc]reated|[Ff]ormed|[Bb]uilt|[Ss]et up|[Ii]ncorporated|[Ss]ince|[bd]\.|est\.):?\s(?:in\s|c\.\s?|ca\.\s?|circa\s|around\s|about\s)*(?P<all>(?P<y>(?:1\d|20)\d{2}))\b",
            read_numeric,
            0.9,
        ),
        pattern(
            r"\((?:born\s|c\.\s)?(?P<all>(?P<y>(?:1\d|20)\d{2}))\s?[–—-]\s?(?:\p{L}|\d)",
            read_numeric,
            0.88,
        ),
        pattern(
            r"[\d\p{L}]\s?[–—-]\s?(?:c\.\s)?(?P<all>(?P<y>(?:1\d|20)\d{2}))\)",
            read_numeric,
            0.85,
        ),
        pattern(
            &format!(r"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<name>{MONTHS})\b"),
            read_no_year,
            0.7,
        ),
        pattern(
            r"(?P<m>\d{1,2})\s?(?:月|월)\s?(?P<d>\d{1,2})\s?(?:日|일)",
            read_no_year,
            0.8,
        ),
        han(
            r"(?P<m>十?[一二三四五六七八九十])月(?P<d>(?:二?十|三十)?[一二三四五六七八九]|二?十|三十)日",
            read_no_year,
            0.8,
        ),
    ]
});

static TIMES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    vec![
        compiled(&format!(
            r"(?P<half>上午|下午|晚上|中午|凌晨|早上|오전|오후)?\s?(?P<h>\d{{1,2}}|{HAN}{{1,3}})\s?(?:時|點|시)(?:\s?(?:(?P<min>\d{{1,2}}|{HAN}{{1,3}})\s?(?:分|분)|(?P<halfhour>半|반)|整|정각))?"
        )),
        compiled(r"(?i)\b(?P<h>\d{1,2})(?:[:.](?P<min>\d{2}))?\s?(?P<half>a\.m\.|p\.m\.|am\b|pm\b)"),
        compiled(
            r"(?P<half>上午|下午|晚上|오전|오후)?\s?\b(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?\b",
        ),
    ]
});

/// Adds the dates and times of day in `text`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let chinese = script::has_han(text) && !script::has_hangul(text);
    for pattern in PATTERNS.iter().filter(|p| chinese || !p.han_only) {
        for captures in pattern.regex.captures_iter(text) {
            let Some(matched) = captures.name("all").or_else(|| captures.get(0)) else {
                continue;
            };
            let mut range = matched.range();
            trim(text, &mut range);
            if !stands_alone(text, &range) {
                continue;
            }
            // What is left of a day that its month does not have is no date either.
            let in_year = || text[..range.start].trim_end().ends_with(['年', '년']);
            if let Some(iso) = (pattern.read)(&captures).filter(|iso| !iso.starts_with("--") || !in_year()) {
                let value = TypedValue {
                    scalar: Scalar::Date(iso),
                    unit: None,
                };
                found.push(Found::with_value(
                    EntityType::Date,
                    range,
                    pattern.confidence,
                    value,
                ));
            }
        }
    }
    find_times(text, found);
}

fn find_times(text: &str, found: &mut Vec<Found>) {
    for captures in TIMES.iter().flat_map(|regex| regex.captures_iter(text)) {
        let Some(matched) = captures.get(0) else { continue };
        let mut range = matched.range();
        trim(text, &mut range);
        let duration = text[range.end..].starts_with("間") || text[range.end..].starts_with("간");
        if duration || !stands_alone(text, &range) {
            continue;
        }
        let Some(time) = read_time(&captures) else {
            continue;
        };
        let value = TypedValue {
            scalar: Scalar::Text(time),
            unit: None,
        };
        found.push(Found::with_value(EntityType::Time, range, 0.85, value));
    }
}

fn read_time(captures: &Captures) -> Option<String> {
    let mut hour = numerals::parse_small(captures.name("h")?.as_str(), 24)?;
    let minute = match captures.name("min") {
        Some(minute) => numerals::parse_small(minute.as_str(), 59)?,
        None if captures.name("halfhour").is_some() => 30,
        None => 0,
    };
    let half = captures.name("half").map_or("", |h| h.as_str()).to_lowercase();
    let afternoon = matches!(half.as_str(), "下午" | "晚上" | "오후") || half.starts_with('p');
    if afternoon && hour < 12 {
        hour += 12;
    }
    Some(format!("{hour:02}:{minute:02}"))
}

/// The ISO 8601 value of a text that is nothing but a date.
pub(crate) fn parse_date(text: &str) -> Option<String> {
    let text = text.trim();
    let chinese = !script::has_hangul(text);
    for pattern in PATTERNS.iter().filter(|p| chinese || !p.han_only) {
        if let Some(captures) = pattern.regex.captures(text)
            && captures.get(0).is_some_and(|m| m.range() == (0..text.len()))
            && let Some(iso) = (pattern.read)(&captures)
        {
            return Some(iso);
        }
    }
    let year: u32 = text.parse().ok().filter(|_| text.len() == 4)?;
    (1500..2200).contains(&year).then(|| text.to_owned())
}

fn trim(text: &str, range: &mut std::ops::Range<usize>) {
    let matched = &text[range.clone()];
    range.start += matched.len() - matched.trim_start().len();
    range.end -= matched.len() - matched.trim_end().len();
}

fn stands_alone(text: &str, range: &std::ops::Range<usize>) -> bool {
    let (first, last) = (script::after(text, range.start), script::before(text, range.end));
    let before = script::before(text, range.start);
    let after = script::after(text, range.end);
    let glued = |a: Option<char>| matches!(a, Some('.' | '-' | '/'));
    let number_before = glued(before)
        && text[..range.start]
            .trim_end_matches(['.', '-', '/'])
            .ends_with(|c: char| c.is_ascii_digit());
    let number_after = glued(after)
        && text[range.end..]
            .trim_start_matches(['.', '-', '/'])
            .starts_with(|c: char| c.is_ascii_digit());
    script::is_boundary(before, first) && script::is_boundary(last, after) && !number_before && !number_after
}

fn read_roc(captures: &Captures) -> Option<String> {
    let written = captures.name("y")?.as_str();
    let year = if written == "元" {
        1
    } else {
        numerals::parse_small(written, 250)?
    };
    if year == 0 {
        return None;
    }
    finish(captures, year + 1911)
}

/// 民國前五年: years before 1912.
fn read_before_roc(captures: &Captures) -> Option<String> {
    let years = numerals::parse_small(captures.name("y")?.as_str(), 99)?;
    finish(captures, 1912_u32.checked_sub(years)?)
}

/// Japanese eras, which papers of the time before 1945 and translated laws are dated in.
fn read_era(captures: &Captures) -> Option<String> {
    let before = match captures.name("era")?.as_str() {
        "明治" => 1867,
        "大正" => 1911,
        "昭和" => 1925,
        "平成" => 1988,
        _ => 2018,
    };
    let year = match captures.name("y")?.as_str() {
        "元" => 1,
        written => numerals::parse_small(written, 64)?,
    };
    (year > 0).then(|| finish(captures, before + year))?
}

/// 단기: years counted from 2333 BC.
fn read_dangi(captures: &Captures) -> Option<String> {
    let year = numerals::parse_small(captures.name("y")?.as_str(), 4999)?;
    finish(captures, year.checked_sub(2333)?)
}

fn read_numeric(captures: &Captures) -> Option<String> {
    let year = numerals::parse_small(captures.name("y")?.as_str(), 2999)?;
    finish(captures, year)
}

fn read_short_year(captures: &Captures) -> Option<String> {
    let year = numerals::parse_small(captures.name("y")?.as_str(), 99)?;
    finish(captures, if year < 50 { 2000 + year } else { 1900 + year })
}

fn read_named(captures: &Captures) -> Option<String> {
    let year = numerals::parse_small(captures.name("y")?.as_str(), 2999)?;
    let month = month_number(captures.name("name")?.as_str())?;
    match captures.name("d") {
        Some(day) => iso(year, Some(month), Some(numerals::parse_small(day.as_str(), 31)?)),
        None => iso(year, Some(month), None),
    }
}

fn read_no_year(captures: &Captures) -> Option<String> {
    let month = match captures.name("name") {
        Some(name) => month_number(name.as_str())?,
        None => numerals::parse_small(captures.name("m")?.as_str(), 12)?,
    };
    let day = numerals::parse_small(captures.name("d")?.as_str(), 31)?;
    // 29 February is a day of some year.
    (day > 0 && day <= last_day(2024, month)).then(|| format!("--{month:02}-{day:02}"))
}

fn finish(captures: &Captures, year: u32) -> Option<String> {
    let part = |name| captures.name(name).map(|m| m.as_str());
    let month = match part("m").or_else(|| part("m2")) {
        Some(text) => Some(numerals::parse_small(text, 12)?),
        None => None,
    };
    let day = match part("d") {
        Some(text) => Some(numerals::parse_small(text, 31)?),
        None => None,
    };
    iso(year, month, day)
}

fn iso(year: u32, month: Option<u32>, day: Option<u32>) -> Option<String> {
    match (month, day) {
        (Some(0), _) | (_, Some(0)) => None,
        (Some(month), Some(day)) if day > last_day(year, month) => None,
        (Some(month), Some(day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
        (Some(month), None) => Some(format!("{year:04}-{month:02}")),
        _ => Some(format!("{year:04}")),
    }
}

/// Days of a month of the Gregorian calendar; 0 for what is no month.
const fn last_day(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

fn month_number(name: &str) -> Option<u32> {
    let lower = name.to_ascii_lowercase();
    let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let index = months.iter().position(|m| lower.starts_with(m))?;
    u32::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;

    #[test]
    fn chinese_dates() {
        assert_eq!(shown("自民國113年3月5日起"), ["Date|民國113年3月5日|2024-03-05"]);
        assert_eq!(
            shown("中華民國一百一十三年三月五日"),
            ["Date|中華民國一百一十三年三月五日|2024-03-05"]
        );
        assert_eq!(shown("發文日期：113.03.05"), ["Date|113.03.05|2024-03-05"]);
        assert_eq!(shown("編列113年度經費"), ["Date|113年度|2024"]);
        assert_eq!(shown("於西元1968年成立"), ["Date|西元1968年|1968"]);
        assert_eq!(
            shown("期間：2023年3月1日至2024年2月28日"),
            ["Date|2023年3月1日|2023-03-01", "Date|2024年2月28日|2024-02-28"]
        );
    }

    #[test]
    fn korean_dates() {
        assert_eq!(
            shown("2024년 3월 5일에 열렸다"),
            ["Date|2024년 3월 5일|2024-03-05"]
        );
        assert_eq!(
            shown("사업은 2021. 1. 1. 착수되었다"),
            ["Date|2021. 1. 1.|2021-01-01"]
        );
        assert_eq!(shown("기간 ’24.3.5. 부터"), ["Date|’24.3.5.|2024-03-05"]);
        assert_eq!(shown("2024년도 예산"), ["Date|2024년도|2024"]);
    }

    #[test]
    fn english_dates() {
        assert_eq!(shown("held on 5 March 2024."), ["Date|5 March 2024|2024-03-05"]);
        assert_eq!(
            shown("held on March 5th, 2024."),
            ["Date|March 5th, 2024|2024-03-05"]
        );
        assert_eq!(shown("founded in 1971 by law"), ["Date|1971|1971"]);
        assert_eq!(shown("due 2024-03-05"), ["Date|2024-03-05|2024-03-05"]);
        assert_eq!(shown("Ada Orme (born 1930)"), ["Date|1930|1930"]);
        assert_eq!(
            shown("Ada Orme (1803–1874) wrote"),
            ["Date|1803|1803", "Date|1874|1874"]
        );
        assert_eq!(
            shown("Ada Orme (1916 – November 5, 2004)"),
            ["Date|1916|1916", "Date|November 5, 2004|2004-11-05"]
        );
    }

    #[test]
    fn other_eras() {
        for (text, written, iso) in [
            ("昭和58年4月1日施行。", "昭和58年4月1日", "1983-04-01"),
            ("令和5年3月31日為止", "令和5年3月31日", "2023-03-31"),
            ("平成元年一月八日", "平成元年一月八日", "1989-01-08"),
            ("民國前五年創立", "民國前五年", "1907"),
            ("단기 4294년 4월 5일에 공포", "단기 4294년 4월 5일", "1961-04-05"),
        ] {
            assert_eq!(shown(text), [format!("Date|{written}|{iso}")], "{text}");
        }
    }

    #[test]
    fn a_day_that_its_month_does_not_have_is_no_date() {
        for text in [
            "on 31 February 2024",
            "2024년 2월 30일",
            "2023年2月29日",
            "on 31 April",
        ] {
            let days = shown(text)
                .into_iter()
                .filter(|s| s.contains("-02-") || s.contains("-04-"));
            assert_eq!(days.collect::<Vec<_>>(), Vec::<String>::new(), "{text}");
        }
        assert_eq!(shown("on 29 February 2024"), ["Date|29 February 2024|2024-02-29"]);
    }

    #[test]
    fn times_of_day() {
        assert_eq!(shown("下午四時三十分散會"), ["Time|下午四時三十分|16:30"]);
        assert_eq!(shown("16시 30분 폐회"), ["Time|16시 30분|16:30"]);
        assert_eq!(shown("closed at 4.30 p.m."), ["Time|4.30 p.m.|16:30"]);
    }

    #[test]
    fn what_looks_like_a_date_but_is_none() {
        assert!(shown("電話 02-2356-1234").is_empty());
        assert!(
            shown("2024-13-45")
                .iter()
                .all(|s| !s.starts_with("Date|2024-13-45"))
        );
        assert!(shown("10.12.34.56").is_empty());
    }
}
