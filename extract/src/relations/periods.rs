//! Periods as tables write them: 114.03.01～117.02.28, 114/5/1-116/4/30, 2025.3. ~ 2027.2., ’25.03.01～’27.02.28.

use std::ops::Range;
use std::sync::LazyLock;

use quarry_ingest::Scalar;
use regex::{Captures, Regex};

use crate::extraction::{EntityType, TypedValue};
use crate::rules::{Found, compiled};
use crate::script;

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    let date = |n: u8| {
        format!(
            r"(?P<w{n}>['’‘]?(?P<y{n}>\d{{2,4}})\s?[./\-年년]\s?(?P<m{n}>\d{{1,2}})(?:\s?[./\-月월]\s?(?P<d{n}>\d{{1,2}}))?)\s?[.日일月월]?"
        )
    };
    compiled(&format!(
        r"^\s*(?:民國|自|從)?\s?{}\s?(?:起|부터)?\s?(?:[~～∼〜–—―－至迄到]|-|−|\bto\b|\buntil\b|\s)\s?(?:民國)?\s?{}\s?(?:止|迄|까지)?\s*$",
        date(1),
        date(2)
    ))
});

/// Names the two ends of a period that is all of a cell's text, where they are not named already. `label` is the header or label of it.
pub(super) fn name(label: &str, text: &str, mentions: &mut Vec<Found>) {
    let dates = mentions
        .iter()
        .filter(|m| m.kind == EntityType::Date && m.value.is_some());
    if dates.count() == 2 {
        return;
    }
    let Some(ends) = of(label, text) else { return };
    mentions.clear();
    for (range, iso) in ends {
        let value = TypedValue {
            scalar: Scalar::Date(iso),
            unit: None,
        };
        mentions.push(Found::with_value(EntityType::Date, range, 0.96, value));
    }
}

fn of(label: &str, text: &str) -> Option<[(Range<usize>, String); 2]> {
    let captures = PERIOD.captures(text)?;
    let korean = script::has_hangul(label) || script::has_hangul(text);
    let first = end(&captures, ["w1", "y1", "m1", "d1"], korean)?;
    let second = end(&captures, ["w2", "y2", "m2", "d2"], korean)?;
    (first.1 <= second.1).then_some([first, second])
}

fn end(
    captures: &Captures,
    [whole, year, month, day]: [&str; 4],
    korean: bool,
) -> Option<(Range<usize>, String)> {
    let whole = captures.name(whole)?;
    let written = captures.name(year)?.as_str();
    let number: u32 = written.parse().ok()?;
    // Three figures are a year of the Republic; two are one of this century in Korean and could be either in Chinese.
    let year = match written.len() {
        4 if (1500..2200).contains(&number) => number,
        3 if number < 200 => number + 1911,
        2 if korean || whole.as_str().starts_with(['\'', '’', '‘']) => number + 2000,
        _ => return None,
    };
    let month: u32 = captures.name(month)?.as_str().parse().ok()?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    let iso = match captures.name(day) {
        Some(day) => {
            let day: u32 = day.as_str().parse().ok()?;
            if !(1..=days).contains(&day) {
                return None;
            }
            format!("{year:04}-{month:02}-{day:02}")
        }
        None => format!("{year:04}-{month:02}"),
    };
    Some((whole.range(), iso))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn periods_of_tables() {
        for (label, text, from, to) in [
            ("執行期間", "114.03.01～117.02.28", "2025-03-01", "2028-02-28"),
            ("期程", "114/5/1-116/4/30", "2025-05-01", "2027-04-30"),
            (
                "수행기간",
                "2025. 3. 1. ~ 2027. 2. 28.",
                "2025-03-01",
                "2027-02-28",
            ),
            ("사업기간", "’25.03 ~ ’27.12", "2025-03", "2027-12"),
            ("Period", "2024-03-01 to 2025-02-28", "2024-03-01", "2025-02-28"),
        ] {
            let ends = of(label, text).map(|[a, b]| (a.1, b.1));
            assert_eq!(ends, Some((from.to_owned(), to.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_no_period() {
        for text in [
            "114.02.30～117.02.28",
            "02-2356",
            "3.1～4.2",
            "117.02.28～114.03.01",
            "99.1.1～99.2.1",
        ] {
            assert_eq!(of("期間", text), None, "{text}");
        }
    }
}
