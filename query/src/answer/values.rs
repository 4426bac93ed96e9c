//! Dates, years and amounts as text writes them, and how answers write them.

use std::sync::LazyLock;

use quarry_extract::TypedValue;
use quarry_ingest::Scalar;
use regex::Regex;

use crate::text::Language;

/// A date, or a year, found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// `2014-03-20`, `2014-03` for a month or `2014` for a year alone.
    pub iso: String,
    /// As written.
    pub text: String,
    /// First byte.
    pub start: usize,
}

/// A number with what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundAmount {
    /// Multipliers applied.
    pub value: f64,
    /// As written, with its currency and unit.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// Whether a currency or a unit stands with it.
    pub has_unit: bool,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The months, folded, January first.
pub(super) const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

static NUMERIC_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(民國|西元)?\s?(\d{2,4})\s?(?:[-/.]|年|년)\s?(\d{1,2})\s?(?:[-/.]|月|월)\s?(\d{1,2})(?:日|일|\b)",
    )
    .ok()
});
static DAY_MONTH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,2})\s+([A-Z][a-z]{2,8})\.?,?\s+(\d{4})\b").ok());
static MONTH_DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b([A-Z][a-z]{2,8})\.?\s+(\d{1,2}),?\s+(\d{4})\b").ok());
static MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:(民國|西元)\s?)?(\d{2,4})\s?[年년]\s?(\d{1,2})\s?[月월]|\b([A-Z][a-z]{2,8})\s+(\d{4})\b")
        .ok()
});
static DAY_OF_ANY_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]",
        r"|\b\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
        r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2}\b",
        r"|(?:每週|每周|매주\s?)[一二三四五六日、,월화수목금토]+(?:요일)?",
        r"|(?:星期|週)[一二三四五六日]",
        r"|[월화수목금토일]요일",
        r"|\b(?:every |each )?(?:second |other )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b",
    ))
    .ok()
});
static YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"民國\s?(\d{1,3})年|\b((?:1[0-9]|20)\d{2})(?:年|년|\b)").ok());
static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(新臺幣|新台幣|臺幣|NT\$|US\$|USD|TWD|KRW|EUR|GBP|\$|€|₩|£)\s?)?",
        r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)",
        r"(?:\s?(兆|億|萬|千元|百萬元|萬元|億元|千萬元|元|조|억|만|천원|백만원|억원|만원|원|million|billion|thousand|%|percent))?",
        r"(?:\s?(\d{1,4}(?:,\d{3})*)?\s?(萬|千|만|천)?\s?(\d{1,4})?\s?(千元|元|원|US dollars|dollars|won))?"
    ))
    .ok()
});

/// Days without a year and days of the week, as written.
#[must_use]
pub(super) fn recurring_days(text: &str) -> Vec<(usize, String)> {
    let Some(pattern) = DAY_OF_ANY_YEAR.as_ref() else {
        return Vec::new();
    };
    let days = pattern.find_iter(text);
    days.map(|m| (m.start(), m.as_str().to_owned())).collect()
}

/// The first and the last day of a period among `days`, which stand in the order of `text`: `自A至B`, `from A to B`, `A부터 B까지`.
#[must_use]
pub(super) fn period(text: &str, days: &[FoundDate]) -> Option<(usize, usize)> {
    for (at, pair) in days.windows(2).enumerate() {
        let [first, last] = pair else { continue };
        let end = first.start + first.text.len();
        let between = text.get(end..last.start)?.trim();
        let after = text.get(last.start + last.text.len()..)?.trim_start();
        let before = text.get(..first.start)?.trim_end().to_lowercase();
        let joined = matches!(
            between,
            "至" | "到" | "起至" | "to" | "until" | "through" | "~" | "～" | "–" | "-" | "—"
        ) || between == "부터" && after.starts_with("까지")
            || between.starts_with("에 시작") && !after.is_empty();
        // `moved from A to B` is a change and no period.
        let moved = super::change::change(
            text,
            &[first, last].map(|d| super::change::Spot {
                start: d.start,
                end: d.start + d.text.len(),
            }),
        );
        let opened = between != "to" || before.ends_with("from") || before.ends_with("between");
        if joined && opened && moved.is_none() {
            return Some((at, at + 1));
        }
    }
    None
}

/// Every full date in `text`, then months of a year, then years that stand alone, each in order.
#[must_use]
pub fn dates(text: &str) -> Vec<FoundDate> {
    let mut found: Vec<FoundDate> = Vec::new();
    // Most of what is read has no date, and the patterns are dear: each is tried only where what it cannot do without stands.
    if !text.contains(char::is_numeric) {
        return found;
    }
    let capital = text.contains(|c: char| c.is_ascii_uppercase());
    let of_years = text.contains(['年', '년']);
    if let Some(pattern) = NUMERIC_DATE
        .as_ref()
        .filter(|_| of_years || text.contains(['-', '/', '.']))
    {
        for c in pattern.captures_iter(text) {
            let number = |i: usize| c.get(i).and_then(|m| m.as_str().parse::<i32>().ok());
            let (Some(whole), Some(year), Some(month), Some(day)) =
                (c.get(0), number(2), number(3), number(4))
            else {
                continue;
            };
            let gregorian = c.get(1).is_some_and(|m| m.as_str() == "西元") || year >= 1000;
            push_date(
                if gregorian { year } else { year + 1911 },
                month,
                day,
                whole.as_str(),
                whole.start(),
                &mut found,
            );
        }
    }
    for (pattern, day, month) in [(&DAY_MONTH, 1, 2), (&MONTH_DAY, 2, 1)] {
        let Some(pattern) = pattern.as_ref().filter(|_| capital) else {
            continue;
        };
        for c in pattern.captures_iter(text) {
            let name = c
                .get(month)
                .map(|m| m.as_str().to_ascii_lowercase())
                .unwrap_or_default();
            let month = MONTHS
                .iter()
                .position(|m| name.starts_with(m))
                .and_then(|i| i32::try_from(i + 1).ok());
            let number = |i: usize| c.get(i).and_then(|m| m.as_str().parse::<i32>().ok());
            if let (Some(whole), Some(month), Some(day), Some(year)) =
                (c.get(0), month, number(day), number(3))
            {
                push_date(year, month, day, whole.as_str(), whole.start(), &mut found);
            }
        }
    }
    let full = found.clone();
    let of_month = MONTH.as_ref().filter(|_| capital || of_years);
    for c in of_month.into_iter().flat_map(|p| p.captures_iter(text)) {
        let Some(whole) = c.get(0) else { continue };
        let inside = |d: &FoundDate| whole.start() < d.start + d.text.len() && d.start < whole.end();
        let number = |i: usize| c.get(i).and_then(|m| m.as_str().parse::<i32>().ok());
        let named = c.get(4).map(|m| m.as_str().to_ascii_lowercase());
        let month = named.map_or_else(
            || number(3),
            |name| {
                let at = MONTH_NAMES.iter().position(|m| m.starts_with(&name))?;
                i32::try_from(at + 1).ok()
            },
        );
        let year = number(5).or_else(|| {
            let gregorian = c.get(1).is_some_and(|m| m.as_str() == "西元");
            let republican = whole.as_str().contains('年');
            number(2)
                .map(|y| {
                    if gregorian || y >= 1000 || !republican {
                        y
                    } else {
                        y + 1911
                    }
                })
                .filter(|y| *y >= 1000)
        });
        if let (Some(year), Some(month)) = (year, month)
            && (1..=12).contains(&month)
            && !full.iter().any(inside)
        {
            found.push(FoundDate {
                iso: format!("{year:04}-{month:02}"),
                text: whole.as_str().to_owned(),
                start: whole.start(),
            });
        }
    }
    let full = found.clone();
    if let Some(pattern) = YEAR
        .as_ref()
        .filter(|_| text.contains("民國") || has_digits(text, 4))
    {
        for c in pattern.captures_iter(text) {
            let Some(whole) = c.get(0) else { continue };
            let inside = full
                .iter()
                .any(|d| whole.start() < d.start + d.text.len() && d.start < whole.end());
            let year = c
                .get(1)
                .and_then(|m| m.as_str().parse::<i32>().ok().map(|y| y + 1911))
                .or_else(|| c.get(2).and_then(|m| m.as_str().parse::<i32>().ok()));
            if let Some(year) = year.filter(|_| !inside) {
                found.push(FoundDate {
                    iso: format!("{year:04}"),
                    text: whole.as_str().to_owned(),
                    start: whole.start(),
                });
            }
        }
    }
    found
}

/// Whether so many digits stand in a row in `text`.
fn has_digits(text: &str, least: usize) -> bool {
    text.split(|c: char| !c.is_numeric())
        .any(|run| run.chars().count() >= least)
}

/// Whether `text` speaks of the day `iso`.
#[must_use]
pub fn date_in(text: &str, iso: &str) -> bool {
    dates(text).iter().any(|d| d.iso == iso)
}

fn push_date(year: i32, month: i32, day: i32, text: &str, start: usize, found: &mut Vec<FoundDate>) {
    if (1..=12).contains(&month) && (1..=31).contains(&day) && (1000..=2999).contains(&year) {
        let lead = text.len() - text.trim_start().len();
        found.push(FoundDate {
            iso: format!("{year:04}-{month:02}-{day:02}"),
            text: text.trim().to_owned(),
            start: start + lead,
        });
    }
}

/// Every number in `text`, with multipliers applied.
#[must_use]
pub fn amounts(text: &str) -> Vec<FoundAmount> {
    let Some(pattern) = AMOUNT.as_ref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for c in pattern.captures_iter(text) {
        let (Some(whole), Some(number)) = (c.get(0), c.get(2)) else {
            continue;
        };
        let before = text.get(..number.start()).unwrap_or_default().chars().next_back();
        if before.is_some_and(|b| b.is_ascii_alphabetic() || b == '-' || b == '.') && c.get(1).is_none() {
            continue;
        }
        let plain = |i: usize| {
            c.get(i)
                .map(|m| m.as_str().replace(',', ""))
                .and_then(|s| s.parse::<f64>().ok())
        };
        let unit = c.get(3).map_or("", |m| m.as_str());
        let mut value = plain(2).unwrap_or_default() * multiplier(unit);
        if let Some(second) = plain(4) {
            value += second * c.get(5).map_or(1.0, |m| multiplier(m.as_str()));
        }
        let last = c.get(7).map_or("", |m| m.as_str());
        if let Some(third) = plain(6) {
            value += third * if last == "千元" { 1e3 } else { 1.0 };
        }
        found.push(FoundAmount {
            value,
            text: whole.as_str().trim().to_owned(),
            start: whole.start(),
            has_unit: c.get(1).is_some() || c.get(3).is_some() || c.get(7).is_some(),
        });
    }
    found
}

fn multiplier(unit: &str) -> f64 {
    match unit {
        "兆" | "조" => 1e12,
        "億" | "億元" | "억" | "억원" => 1e8,
        "billion" => 1e9,
        "千萬元" => 1e7,
        "百萬元" | "백만원" | "million" => 1e6,
        "萬" | "萬元" | "만" | "만원" => 1e4,
        "千" | "千元" | "천" | "천원" | "thousand" => 1e3,
        "%" | "percent" => 0.01,
        _ => 1.0,
    }
}

/// The number of a typed value, for comparing and adding; dates become their ordinal order `yyyymmdd`.
#[must_use]
pub fn number_of(value: &TypedValue) -> Option<f64> {
    match &value.scalar {
        Scalar::Number(n) | Scalar::Percent(n) => Some(*n),
        Scalar::Date(d) | Scalar::Datetime(d) => ordinal(d),
        Scalar::Boolean(_) => None,
        Scalar::Text(t) => amounts(t).first().map(|a| a.value),
    }
}

/// `2014-03-20`, `2014-03` or `2014` as a number that sorts by time.
#[must_use]
pub fn ordinal(iso: &str) -> Option<f64> {
    let mut parts = iso.split(['-', 'T']).map(|p| p.parse::<f64>().ok());
    let year = parts.next()??;
    let month = parts.next().flatten().unwrap_or_default();
    let day = parts.next().flatten().unwrap_or_default();
    Some(year * 1e4 + month * 1e2 + day)
}

/// An amount of money as the language's public papers print it: `48,275千元`, `2,131백만원`, `USD 22,801 thousand`.
#[must_use]
pub fn money(value: f64, currency: Option<&str>, language: Language) -> String {
    let whole = |scale: f64| (value / scale).fract().abs() < 1e-9 && value.abs() >= scale;
    match currency {
        Some("TWD") if whole(1e3) => format!("{}千元", grouped(value / 1e3)),
        Some("TWD") => format!("{}元", grouped(value)),
        Some("KRW") if whole(1e6) => format!("{}백만원", grouped(value / 1e6)),
        Some("KRW") if whole(1e3) => format!("{}천원", grouped(value / 1e3)),
        Some("KRW") => format!("{}원", grouped(value)),
        Some("GBP") if whole(1e3) && language == Language::English => {
            format!("£{} thousand", grouped(value / 1e3))
        }
        Some("GBP") => format!("£{}", grouped(value)),
        Some(code) if whole(1e3) && language == Language::English => {
            format!("{code} {} thousand", grouped(value / 1e3))
        }
        Some(code) => format!("{code} {}", grouped(value)),
        None => grouped(value),
    }
}

/// Whether two figures are one: they differ by a millionth of the first at most, or by that of 1 where it is smaller.
pub(crate) fn is_same_number(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(1.0)
}

/// The same in the unit that `printed` has of it: what a table prints in plain currency stays in plain currency.
#[must_use]
pub fn money_like(value: f64, printed: f64, number: f64, currency: &str, language: Language) -> String {
    let plain = is_same_number(number, printed);
    match currency {
        "TWD" if plain => format!("{}元", grouped(value)),
        "KRW" if plain => format!("{}원", grouped(value)),
        "KRW" if is_same_number(number, printed * 1e3) => {
            format!("{}천원", grouped(value / 1e3))
        }
        "GBP" if plain => format!("£{}", grouped(value)),
        _ => money(value, Some(currency), language),
    }
}

/// A number with its thousands grouped and without needless decimals, to the hundredth.
#[must_use]
pub fn grouped(value: f64) -> String {
    grouped_to(value, 2)
}

/// The same with at most `decimals` decimals.
pub(super) fn grouped_to(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let digits = whole.len();
    let mut out = String::new();
    if value < 0.0 {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (digits - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_three_calendars_and_languages() {
        let iso = |t: &str| dates(t).into_iter().map(|d| d.iso).collect::<Vec<_>>();
        assert_eq!(iso("於民國103年3月20日公布"), ["2014-03-20"]);
        assert_eq!(iso("공포일은 2013. 1. 13. 임"), ["2013-01-13"]);
        assert_eq!(
            iso("on 16 February 2021 and May 18, 2016"),
            ["2021-02-16", "2016-05-18"]
        );
        assert_eq!(iso("founded in 1998"), ["1998"]);
        assert_eq!(iso("since May 2021, 2023년 5월부터"), ["2021-05", "2023-05"]);
        assert_eq!(iso("民國112年9月起"), ["2023-09"]);
    }

    #[test]
    fn amounts_apply_their_multipliers() {
        let values = |t: &str| amounts(t).into_iter().map(|a| a.value).collect::<Vec<_>>();
        assert_eq!(values("預算為48,275千元"), [48_275_000.0]);
        assert_eq!(values("USD 22.801 million"), [22_801_000.0]);
        assert_eq!(values("132억 3,000만 원"), [13_230_000_000.0]);
        assert_eq!(values("新臺幣4,427萬9千元"), [44_279_000.0]);
    }

    #[test]
    fn money_is_written_in_the_unit_of_public_papers() {
        assert_eq!(money(48_275_000.0, Some("TWD"), Language::Chinese), "48,275千元");
        assert_eq!(
            money(13_230_000_000.0, Some("KRW"), Language::Korean),
            "13,230백만원"
        );
        assert_eq!(
            money(16_525_000.0, Some("USD"), Language::English),
            "USD 16,525 thousand"
        );
    }
}
