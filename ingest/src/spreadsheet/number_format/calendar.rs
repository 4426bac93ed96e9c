//! Serial numbers as dates, times and durations.

use jiff::civil::{Date, Time};
use jiff::{Span, ToSpan};

use super::parse::{Section, Token};
use crate::table::Scalar;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
/// The day before the first of January 10000, and thereby the last that is shown.
const LAST_SERIAL: f64 = 2_958_466.0;

/// A serial number taken apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// Year, month, day; 1900-02-29 exists in the 1900 system.
    pub day: (i16, i8, i8),
    /// Day of the week, 0 for Sunday, as the program counts it.
    pub weekday: usize,
    /// Nanoseconds of the day.
    pub nanoseconds: i64,
}

/// The day and time of a serial number; none for negative numbers and years after 9999.
#[must_use]
pub fn moment(serial: f64, date1904: bool) -> Option<Moment> {
    if !(0.0..LAST_SERIAL).contains(&serial) {
        return None;
    }
    let mut days = serial.floor() as i64;
    // Serial numbers are exact to about a microsecond; half of one is noise of the binary fraction.
    let mut nanoseconds = ((serial - serial.floor()) * 86_400_000.0).round() as i64 * 1_000_000;
    if nanoseconds >= 86_400_000_000_000 {
        nanoseconds -= 86_400_000_000_000;
        days += 1;
    }
    let span: Span = days.days();
    if date1904 {
        let date = Date::new(1904, 1, 1).ok()?.checked_add(span).ok()?;
        let weekday = usize::try_from((days + 5) % 7).ok()?;
        return Some(Moment {
            day: (date.year(), date.month(), date.day()),
            weekday,
            nanoseconds,
        });
    }
    let weekday = usize::try_from((days + 6) % 7).ok()?;
    let day = match days {
        0 => (1900, 1, 0),
        60 => (1900, 2, 29),
        1..60 => {
            let date = Date::new(1899, 12, 31).ok()?.checked_add(span).ok()?;
            (date.year(), date.month(), date.day())
        }
        _ => {
            let date = Date::new(1899, 12, 30).ok()?.checked_add(span).ok()?;
            (date.year(), date.month(), date.day())
        }
    };
    Some(Moment {
        day,
        weekday,
        nanoseconds,
    })
}

/// Date, or date and time, of a serial number under a format that shows one; none for times of day and durations.
pub(super) fn value(section: &Section, serial: f64, date1904: bool) -> Option<Scalar> {
    let shows = |letters: &str| {
        section
            .tokens
            .iter()
            .any(|t| matches!(t, Token::Date(c, _) if letters.contains(*c)))
    };
    if !shows("ymdeg") || section.tokens.iter().any(|t| matches!(t, Token::Elapsed(..))) {
        return None;
    }
    let moment = moment(serial, date1904)?;
    let date = Date::new(moment.day.0, moment.day.1, moment.day.2).ok()?;
    if moment.nanoseconds == 0 && !shows("hns") {
        return Some(Scalar::Date(date.to_string()));
    }
    let whole = moment.nanoseconds - moment.nanoseconds % 1_000_000_000;
    let time = Time::midnight().checked_add(whole.nanoseconds()).ok()?;
    // A format of days alone shows the day only; the time that is stored beside it is kept.
    Some(Scalar::Datetime(format!("{date}T{time}")))
}

/// Renders a serial number; none where it is no date.
pub(super) fn render(section: &Section, serial: f64, date1904: bool) -> Option<String> {
    let places = section
        .tokens
        .iter()
        .find_map(|t| {
            if let Token::Fraction(n) = t {
                Some(*n)
            } else {
                None
            }
        })
        .unwrap_or(0);
    let elapsed = section.tokens.iter().any(|t| matches!(t, Token::Elapsed(..)));
    let negative = serial < 0.0;
    // Rounded to what is shown, so that 59.96 seconds become a minute and not 60.0 seconds.
    let scale = 86_400.0 * 10_f64.powi(i32::try_from(places.min(3)).unwrap_or(0));
    let shows_seconds = section
        .tokens
        .iter()
        .any(|t| matches!(t, Token::Date('s', _) | Token::Elapsed('s', _)));
    let rounded = if shows_seconds {
        (serial.abs() * scale).round() / scale
    } else {
        serial.abs()
    };
    if negative && !elapsed {
        return None;
    }
    let moment = moment(rounded, date1904).or(if elapsed {
        Some(Moment {
            day: (1900, 1, 0),
            weekday: 0,
            nanoseconds: 0,
        })
    } else {
        None
    })?;
    let total = rounded * 86_400.0;
    let milliseconds = moment.nanoseconds / 1_000_000;
    let (hour, minute, second) = (
        milliseconds / 3_600_000,
        milliseconds / 60_000 % 60,
        milliseconds / 1000 % 60,
    );
    let twelve = section.tokens.iter().any(|t| matches!(t, Token::Noon(..)));
    let (year, month, day) = moment.day;
    let mut out = if negative { "-".to_owned() } else { String::new() };
    let month_at = usize::try_from(month - 1).unwrap_or(0);
    for token in &section.tokens {
        match token {
            Token::Literal(text) => out.push_str(text),
            Token::Blank => out.push(' '),
            Token::Noon(before, after) => out.push_str(if hour < 12 { before } else { after }),
            Token::Elapsed('h', n) => out.push_str(&format!("{:0n$}", (total / 3600.0 + 1e-9).floor())),
            Token::Elapsed('m', n) => out.push_str(&format!("{:0n$}", (total / 60.0 + 1e-9).floor())),
            Token::Elapsed(_, n) => out.push_str(&format!("{:0n$}", (total + 1e-9).floor())),
            Token::Fraction(n) => {
                let digits = format!("{:03}", milliseconds % 1000);
                out.push('.');
                out.push_str(digits.get(..(*n).min(3)).unwrap_or(&digits));
            }
            Token::Date('y', n) if *n <= 2 => out.push_str(&format!("{:02}", year.rem_euclid(100))),
            Token::Date('y', _) => out.push_str(&format!("{year:04}")),
            // 民國 years where the language is that of Taiwan; the Gregorian year elsewhere.
            Token::Date('e', n) if section.language == 0x404 => out.push_str(&format!("{:0n$}", year - 1911)),
            Token::Date('e', _) => out.push_str(&year.to_string()),
            Token::Date('g', n) if section.language == 0x404 => {
                out.push_str(if *n > 2 { "中華民國" } else { "民國" })
            }
            Token::Date('g', _) => {}
            Token::Date('b', n) if *n <= 2 => out.push_str(&format!("{:02}", (year + 543).rem_euclid(100))),
            Token::Date('b', _) => out.push_str(&(year + 543).to_string()),
            Token::Date('m', n @ (1 | 2)) => out.push_str(&format!("{month:0n$}")),
            Token::Date('m', n) => out.push_str(&month_name(month_at, month, *n, section.language)),
            Token::Date('d', n @ (1 | 2)) => out.push_str(&format!("{day:0n$}")),
            Token::Date('d' | 'a', n) => out.push_str(&weekday_name(moment.weekday, *n, section.language)),
            Token::Date('h', n) => {
                let n = (*n).min(2);
                let shown = match hour % 12 {
                    _ if !twelve => hour,
                    0 => 12,
                    h => h,
                };
                out.push_str(&format!("{shown:0n$}"));
            }
            Token::Date('n', n) => out.push_str(&format!("{minute:0n$}")),
            Token::Date('s', n) => {
                let n = (*n).min(2);
                out.push_str(&format!("{second:0n$}"));
            }
            _ => {}
        }
    }
    Some(out)
}

fn month_name(at: usize, month: i8, letters: usize, language: u32) -> String {
    match language & 0x3ff {
        0x04 | 0x11 => return format!("{month}月"),
        0x12 => return format!("{month}월"),
        _ => {}
    }
    let name = MONTHS.get(at).copied().unwrap_or_default();
    let length = match letters {
        3 => 3,
        5 => 1,
        _ => name.len(),
    };
    name.get(..length).unwrap_or(name).to_owned()
}

fn weekday_name(at: usize, letters: usize, language: u32) -> String {
    let local = match language & 0x3ff {
        0x04 => Some((
            ["日", "一", "二", "三", "四", "五", "六"],
            if language == 0x404 {
                ("週", "星期")
            } else {
                ("周", "星期")
            },
        )),
        0x12 => Some((["일", "월", "화", "수", "목", "금", "토"], ("", ""))),
        0x11 => Some((["日", "月", "火", "水", "木", "金", "土"], ("", ""))),
        _ => None,
    };
    if let Some((names, (short, long))) = local {
        let name = names.get(at).copied().unwrap_or_default();
        let tail = match (language & 0x3ff, letters > 3) {
            (0x12, true) => "요일",
            (0x11, true) => "曜日",
            _ => "",
        };
        return format!("{}{name}{tail}", if letters > 3 { long } else { short });
    }
    let name = DAYS.get(at).copied().unwrap_or_default();
    if letters > 3 {
        name.to_owned()
    } else {
        name.get(..3).unwrap_or(name).to_owned()
    }
}
