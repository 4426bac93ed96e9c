//! Figures as they are written in cells: `1,234`, `(5.2)`, `△12`, `45 %`, `NT$3.5 million`, `3億5,000萬元`, `12명`.

use super::unit::Locale;
use super::vocabulary::{self, Token};

/// A figure, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The figure with the multipliers written beside it: 350000000 for `3億5,000萬`, 45 for `45 %`.
    pub value: f64,
    /// Whether it is followed by a percent sign.
    pub percent: bool,
    /// Whether a multiplier was written beside it.
    pub scaled: bool,
    /// ISO 4217 code or the unit as written beside it.
    pub unit: Option<String>,
    /// Whether `unit` is a currency.
    pub money: bool,
}

impl Quantity {
    /// Reads a text that is one figure and nothing else.
    #[must_use]
    pub fn parse(text: &str, locale: Locale) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > 80 || !text.chars().any(char::is_numeric) {
            return None;
        }
        let normal = vocabulary::normal(text);
        let mut rest = normal.trim().trim_end_matches('*').trim_end();
        let mut negative = false;
        let mut found = Self {
            value: 0.0,
            percent: false,
            scaled: false,
            unit: None,
            money: false,
        };
        if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
            // `(1)` is a list mark as often as a loss; a figure in brackets has a separator, a point, a percent sign or size.
            let bare = inner.len() < 3 && inner.bytes().all(|b| b.is_ascii_digit());
            if bare {
                return None;
            }
            negative = true;
            rest = inner.trim();
        }
        rest = sign(rest, &mut negative);
        while let Some((Token::Currency(code), length)) = vocabulary::token_at(rest, false) {
            found.currency(code, locale);
            rest = sign(rest.get(length..)?.trim_start(), &mut negative);
        }
        let mut first = true;
        while rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let (number, length) = number_at(rest)?;
            rest = rest.get(length..)?.trim_start();
            let (factor, after) = multipliers(rest);
            if !first && !found.scaled {
                return None;
            }
            if factor.is_some() {
                found.scaled = true;
            }
            found.value += number * factor.unwrap_or(1.0);
            rest = after;
            first = false;
            if factor.is_none() {
                break;
            }
        }
        if first {
            return None;
        }
        while !rest.is_empty() {
            let (token, length) = vocabulary::token_at(rest, false)?;
            match token {
                Token::Currency(code) if found.unit.is_none() || found.money => found.currency(code, locale),
                Token::Percent if found.unit.is_none() && !found.percent => found.percent = true,
                Token::Measure if found.unit.is_none() && !found.percent => {
                    found.unit = rest.get(..length).map(str::to_owned);
                }
                Token::Filler => {}
                _ => return None,
            }
            rest = rest.get(length..)?.trim_start();
        }
        if negative {
            found.value = -found.value;
        }
        found.value.is_finite().then_some(found)
    }

    fn currency(&mut self, code: &str, locale: Locale) {
        let code = match code {
            "元" => locale.yuan,
            "$" => locale.dollar,
            code => code,
        };
        if self.unit.is_none() {
            self.unit = Some(code.to_owned());
        }
        self.money = true;
    }
}

/// Takes a sign off the start; triangles mark losses in Korean, Japanese and Taiwanese accounts.
fn sign<'a>(text: &'a str, negative: &mut bool) -> &'a str {
    if let Some(rest) = text.strip_prefix(['-', '−', '–', '△', '▲', '▼', '▽', '－']) {
        *negative = true;
        return rest.trim_start();
    }
    text.strip_prefix('+').map_or(text, str::trim_start)
}

/// The product of the multipliers at the start, and what follows them.
fn multipliers(text: &str) -> (Option<f64>, &str) {
    let (mut factor, mut rest) = (None, text);
    while let Some((Token::Multiplier(by), length)) = vocabulary::token_at(rest, false) {
        factor = Some(factor.unwrap_or(1.0) * by);
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    (factor, rest)
}

/// A decimal number at the start, with or without thousands separators, and its length in bytes.
fn number_at(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let length = bytes
        .iter()
        .take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
        .count();
    let mut written = text.get(..length)?;
    // A point or comma at the end belongs to the sentence.
    written = written.trim_end_matches(',');
    let (whole, fraction) = match written.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (written, None),
    };
    if fraction.is_some_and(|f| f.is_empty() || !f.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let digits: String = whole.chars().filter(|c| *c != ',').collect();
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let head = groups.next()?;
        let even = groups.clone().all(|g| g.len() == 3) || groups.all(|g| g.len() == 4);
        if head.is_empty() || head.len() > 4 || !even {
            return None;
        }
    } else if digits.len() > 1 && digits.starts_with('0') {
        // A code, a telephone number.
        return None;
    }
    if digits.is_empty() && fraction.is_none() {
        return None;
    }
    let number: f64 = match fraction {
        Some(fraction) => format!("{}.{fraction}", if digits.is_empty() { "0" } else { &digits })
            .parse()
            .ok()?,
        None => digits.parse().ok()?,
    };
    // What follows directly must not make it a code: `12-34`, `3D`.
    let next = text.get(written.len()..)?.chars().next();
    if matches!(next, Some('-' | '/' | ':' | '_')) {
        return None;
    }
    let exponent = text.get(written.len()..)?;
    if let Some(power) = exponent.strip_prefix('e') {
        let power_length = power
            .bytes()
            .take_while(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-'))
            .count();
        if let Some(Ok(value)) = power.get(..power_length).map(|p| p.parse::<i32>()) {
            return Some((number * 10_f64.powi(value), written.len() + 1 + power_length));
        }
    }
    Some((number, written.len()))
}

#[cfg(test)]
mod tests {
    use super::{Locale, Quantity};

    fn read(text: &str) -> Option<(f64, bool, Option<String>)> {
        Quantity::parse(
            text,
            Locale {
                yuan: "TWD",
                dollar: "USD",
            },
        )
        .map(|q| (q.value, q.percent, q.unit))
    }

    fn plain(value: f64) -> Option<(f64, bool, Option<String>)> {
        Some((value, false, None))
    }

    fn with(value: f64, unit: &str) -> Option<(f64, bool, Option<String>)> {
        Some((value, false, Some(unit.to_owned())))
    }

    #[test]
    fn plain_figures() {
        assert_eq!(read("1,234,567.5"), plain(1_234_567.5));
        assert_eq!(read("１２，３４５"), plain(12345.0));
        assert_eq!(read("(1,234)"), plain(-1234.0));
        assert_eq!(read("△12.5"), plain(-12.5));
        assert_eq!(read("▲ 3"), plain(-3.0));
        assert_eq!(read("-0.5"), plain(-0.5));
        assert_eq!(read("+7"), plain(7.0));
        assert_eq!(read("1.5e3"), plain(1500.0));
        assert_eq!(read("45.2 %"), Some((45.2, true, None)));
    }

    #[test]
    fn money_and_measures() {
        assert_eq!(read("NT$1,200"), with(1200.0, "TWD"));
        assert_eq!(read("$3.5 million"), with(3.5e6, "USD"));
        assert_eq!(read("3億5,000萬元"), with(3.5e8, "TWD"));
        assert_eq!(read("1억 2,000만원"), with(1.2e8, "KRW"));
        assert_eq!(read("新臺幣12億元"), with(1.2e9, "TWD"));
        assert_eq!(read("12명"), with(12.0, "명"));
        assert_eq!(read("€5bn"), with(5e9, "EUR"));
    }

    #[test]
    fn what_is_no_figure() {
        for text in [
            "E23-321-01",
            "0912345678",
            "2024年",
            "3월",
            "12-34",
            "1,23",
            "v1.0",
            "(1)",
            "10:30",
            "第3期",
            "-",
            "3D",
            "1.2.3",
            "A4",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
