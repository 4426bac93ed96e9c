//! Dates as they are written in cells: ISO, slashes and points, 民國 years, Korean and English forms.

use jiff::civil;

use super::Scalar;
use super::unit::fold;

const MONTHS: [&str; 12] = [
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

/// Years that 民國 years are counted from.
const ROC: i16 = 1911;

/// Reads a text that is one date, or one date with a time, and nothing else. A month without a day gives `2024-03`.
#[must_use]
pub fn parse(text: &str) -> Option<Scalar> {
    let text = text.trim();
    if text.len() > 60 || !text.chars().any(char::is_numeric) {
        return None;
    }
    let folded = fold(text);
    let without_weekday = strip_weekday(&folded);
    let (date, time) = split_time(without_weekday);
    let day = numeric(date).or_else(|| english(date))?;
    match (day, time) {
        (Written::Month(year, month), None) => Some(Scalar::Date(format!("{year:04}-{month:02}"))),
        (Written::Day(day), None) => Some(Scalar::Date(day.to_string())),
        (Written::Day(day), Some(time)) => Some(Scalar::Datetime(format!("{day}T{time}"))),
        (Written::Month(..), Some(_)) => None,
    }
}

enum Written {
    Day(civil::Date),
    Month(i16, i8),
}

fn day(year: i16, month: i8, day: i8) -> Option<Written> {
    civil::Date::new(year, month, day).ok().map(Written::Day)
}

/// `2024-03-05`, `2024/3/5`, `2024. 3. 5.`, `2024년 3월 5일`, `民國113年3月5日`, `113/03/05`, `113年3月`.
fn numeric(text: &str) -> Option<Written> {
    let (numbers, gaps) = parts(text)?;
    let prefix = gaps.first().map(String::as_str)?;
    let roc = matches!(prefix, "民國" | "中華民國" | "roc");
    if !roc && !matches!(prefix, "" | "西元" | "서기" | "'") {
        return None;
    }
    let gap = |i: usize| gaps.get(i).map_or("", String::as_str);
    let written_year = numbers.first()?;
    let digits = written_year.len();
    let mut year: i16 = written_year.parse().ok()?;
    let named = matches!((gap(1), gap(2)), ("年", "月") | ("年度", "月"));
    let korean = matches!((gap(1), gap(2)), ("년", "월"));
    if roc || (digits == 3 && (named || matches!(gap(1), "/" | "."))) || (digits == 2 && named) {
        if !(1..=200).contains(&year) {
            return None;
        }
        year += ROC;
    } else if digits == 2 && (korean || prefix == "'") {
        year += 2000;
    } else if digits != 4 {
        return day_first(&numbers, &gaps);
    }
    let month: i8 = numbers.get(1)?.parse().ok()?;
    if numbers.len() == 2 {
        let whole = named || korean;
        return (whole
            && gap(2).len() == 3
            && gaps.len() == 3
            && (1..=12).contains(&month)
            && (1000..=2999).contains(&year))
        .then_some(Written::Month(year, month));
    }
    if numbers.len() != 3 || !(1000..=2999).contains(&year) {
        return None;
    }
    let d: i8 = numbers.get(2)?.parse().ok()?;
    let fits = matches!(
        (gap(1), gap(2), gap(3)),
        ("年", "月", "日" | "號" | "")
            | ("년", "월", "일" | "")
            | ("-", "-", "")
            | ("/", "/", "")
            | (".", ".", "." | "")
    );
    fits.then(|| day(year, month, d)).flatten()
}

/// `31/12/2024` and `12/31/2024`, where the figures themselves tell which is the day.
fn day_first(numbers: &[String], gaps: &[String]) -> Option<Written> {
    let [a, b, year] = numbers else { return None };
    let same = gaps.get(1) == gaps.get(2) && matches!(gaps.get(1).map(String::as_str), Some("/" | "." | "-"));
    if !same || year.len() != 4 || a.len() > 2 || b.len() > 2 || gaps.first().is_some_and(|g| !g.is_empty()) {
        return None;
    }
    let (a, b, year): (i8, i8, i16) = (a.parse().ok()?, b.parse().ok()?, year.parse().ok()?);
    match (a > 12, b > 12) {
        (true, false) => day(year, b, a),
        (false, true) => day(year, a, b),
        _ if a == b => day(year, a, b),
        _ => None,
    }
}

/// `5 March 2024`, `March 5, 2024`, `5-Mar-2024`, `Mar 2024`.
fn english(text: &str) -> Option<Written> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.'))
        .filter(|w| !w.is_empty())
        .collect();
    if words.len() > 3 {
        return None;
    }
    let (mut month, mut numbers) = (None, Vec::new());
    for word in words {
        let number = word
            .trim_end_matches("st")
            .trim_end_matches("nd")
            .trim_end_matches("rd")
            .trim_end_matches("th");
        if let Ok(n) = number.parse::<i16>() {
            numbers.push((n, number.len()));
        } else if month.is_none() && word.len() >= 3 {
            let short = word == "sept";
            month = MONTHS.iter().position(|m| {
                m.starts_with(word) && (word.len() == 3 || *m == word) || short && *m == "september"
            });
            month?;
        } else {
            return None;
        }
    }
    let month = i8::try_from(month? + 1).ok()?;
    match numbers.as_slice() {
        [(year, 4)] => Some(Written::Month(*year, month)),
        [(d, 1 | 2), (year, 4)] => day(*year, month, i8::try_from(*d).ok()?),
        [(year, 4), (d, 1 | 2)] => day(*year, month, i8::try_from(*d).ok()?),
        _ => None,
    }
}

/// The runs of digits, and what stands before, between and after them without blanks. None for more than three runs.
fn parts(text: &str) -> Option<(Vec<String>, Vec<String>)> {
    let (mut numbers, mut gaps) = (Vec::new(), vec![String::new()]);
    let mut inside = false;
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !inside {
                numbers.push(String::new());
                gaps.push(String::new());
                inside = true;
            }
            numbers.last_mut()?.push(c);
        } else {
            inside = false;
            if !c.is_whitespace() {
                gaps.last_mut()?.push(c);
            }
        }
    }
    // Two numbers with nothing but a blank between them are no date.
    (numbers.len() <= 3 && numbers.iter().all(|n| n.len() <= 4)).then_some((numbers, gaps))
}

/// Takes `(화)`, `（二）`, `(Tue.)` off the end.
fn strip_weekday(text: &str) -> &str {
    let trimmed = text.trim_end();
    if let Some(open) = trimmed.rfind('(') {
        let inner = trimmed.get(open + 1..).unwrap_or_default();
        let letters = inner.trim_end_matches(')');
        let short = letters.chars().count() <= 5 && !letters.chars().any(|c| c.is_ascii_digit());
        if open > 0 && trimmed.ends_with(')') && short {
            return trimmed.get(..open).unwrap_or(trimmed).trim_end();
        }
    }
    trimmed
}

/// Parts a time of day from the end: `2024-03-05 14:30`, `2024-03-05t14:30:00z`, `113年3月5日 下午2:30`.
fn split_time(text: &str) -> (&str, Option<String>) {
    let Some(colon) = text.find(':') else {
        return (text, None);
    };
    let before = text.get(..colon).unwrap_or_default();
    let hour_digits = before.chars().rev().take_while(char::is_ascii_digit).count();
    let hour_at = colon - hour_digits;
    let (Some(date), Some(clock)) = (text.get(..hour_at), text.get(hour_at..)) else {
        return (text, None);
    };
    let mut date = date.trim_end();
    let mut later = false;
    for (mark, afternoon) in [("下午", true), ("上午", false), ("오후", true), ("오전", false)] {
        if let Some(rest) = date.strip_suffix(mark) {
            (date, later) = (rest.trim_end(), afternoon);
        }
    }
    date = date.strip_suffix('t').unwrap_or(date).trim_end();
    let mut clock = clock.trim_end_matches('z').trim_end();
    for (mark, afternoon) in [("pm", true), ("am", false)] {
        if let Some(rest) = clock.strip_suffix(mark) {
            (clock, later) = (rest.trim_end(), afternoon);
        }
    }
    let fields: Vec<&str> = clock.split(':').collect();
    let number = |i: usize| {
        fields
            .get(i)
            .and_then(|f| f.split('.').next())
            .and_then(|f| f.parse::<i8>().ok())
    };
    let (Some(hour), Some(minute)) = (number(0), number(1)) else {
        return (text, None);
    };
    let second = if fields.len() > 2 { number(2) } else { Some(0) };
    let hour = if later && hour < 12 { hour + 12 } else { hour };
    match second.and_then(|s| civil::Time::new(hour, minute, s, 0).ok()) {
        Some(time) if fields.len() <= 3 => (date, Some(time.to_string())),
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Scalar, parse};

    #[test]
    fn one_day_in_many_hands() {
        for text in [
            "2024-03-05",
            "2024/3/5",
            "2024.03.05",
            "2024. 3. 5.",
            "2024년 3월 5일",
            "2024年3月5日",
            "113年3月5日",
            "民國113年3月5日",
            "中華民國 113 年 3 月 5 日",
            "113/03/05",
            "113.3.5",
            "5 March 2024",
            "March 5, 2024",
            "5-Mar-2024",
            "2024. 3. 5.(화)",
        ] {
            assert_eq!(parse(text), Some(Scalar::Date("2024-03-05".to_owned())), "{text}");
        }
    }

    #[test]
    fn months_and_times() {
        assert_eq!(parse("2024년 3월"), Some(Scalar::Date("2024-03".to_owned())));
        assert_eq!(parse("113年3月"), Some(Scalar::Date("2024-03".to_owned())));
        assert_eq!(
            parse("2024-03-05 14:30"),
            Some(Scalar::Datetime("2024-03-05T14:30:00".to_owned()))
        );
        assert_eq!(
            parse("113年3月5日 下午2:30"),
            Some(Scalar::Datetime("2024-03-05T14:30:00".to_owned()))
        );
        assert_eq!(parse("31/12/2024"), Some(Scalar::Date("2024-12-31".to_owned())));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "5/6/2024",
            "2024",
            "1.2.3",
            "2024-13-01",
            "113年度",
            "2023-24",
            "10:30",
            "3/4",
            "1,234",
            "E23-321-01",
            "2024-02-30",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
