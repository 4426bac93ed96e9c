//! Figures under a format: grouping, decimals, scaling, fractions, exponents.

use super::parse::{Section, Token};

/// More digits than this after the point tell nothing of a binary number.
const MOST_PLACES: usize = 30;

/// A number without a format, as the program shows it in a cell: at most eleven characters, else an exponent.
#[must_use]
pub fn general(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return value.to_string();
    }
    let size = value.abs();
    if value.fract() == 0.0 && size < 1e11 {
        return (value as i64).to_string();
    }
    if !(1e-9..1e11).contains(&size) {
        return scientific(value);
    }
    let before = if size >= 1.0 {
        (size.log10().floor() as usize) + 1
    } else {
        1
    };
    let fixed = trimmed(&format!("{value:.*}", 10_usize.saturating_sub(before)));
    if size < 1e-4 {
        // A small number keeps its zeros only where nothing is lost by it.
        let exact = trimmed(&format!("{value:.15}"));
        if exact.trim_start_matches('-').len() > 11 {
            return scientific(value);
        }
    }
    if fixed
        .trim_start_matches('-')
        .chars()
        .all(|c| matches!(c, '0' | '.'))
    {
        scientific(value)
    } else {
        fixed
    }
}

fn scientific(value: f64) -> String {
    let text = format!("{value:.5e}");
    let Some((mantissa, exponent)) = text.split_once('e') else {
        return text;
    };
    let power: i32 = exponent.parse().unwrap_or(0);
    format!(
        "{}E{}{:02}",
        trimmed(mantissa),
        if power < 0 { '-' } else { '+' },
        power.abs()
    )
}

fn trimmed(text: &str) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

/// Renders `value` under a section that shows no date.
pub(super) fn render(section: &Section, value: f64) -> String {
    let tokens = &section.tokens;
    if tokens.contains(&Token::General) {
        return with_literals(section, &general(value));
    }
    if tokens.contains(&Token::Text) && !tokens.iter().any(|t| matches!(t, Token::Digit(_))) {
        return with_literals(section, &general(value));
    }
    if let Some(whole) = whole(tokens, value) {
        return whole;
    }
    let percents = tokens.iter().filter(|t| **t == Token::Percent).count();
    let mut shown = value * 100_f64.powi(i32::try_from(percents).unwrap_or(0));
    shown /= 1000_f64.powi(i32::try_from(trailing_commas(tokens)).unwrap_or(0));
    if !tokens.iter().any(|t| matches!(t, Token::Digit(_))) {
        let sign = if value < 0.0 && !tokens.is_empty() {
            "-"
        } else {
            ""
        };
        return format!("{sign}{}", with_literals(section, ""));
    }
    if let Some(slash) = tokens.iter().position(|t| *t == Token::Slash) {
        return fraction(tokens, slash, shown);
    }
    if tokens.iter().any(|t| matches!(t, Token::Exponent(_))) {
        return exponent(tokens, shown);
    }
    let decimals = decimals(tokens);
    let rounded = round(shown.abs(), decimals);
    let (whole, part) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let body = fill(tokens, whole, part);
    let nothing = rounded.bytes().all(|b| matches!(b, b'0' | b'.'));
    if shown < 0.0 && !nothing {
        format!("-{body}")
    } else {
        body
    }
}

/// A whole number under `0`, `#,##0` and the like, which most cells have; none where it takes more than that.
fn whole(tokens: &[Token], value: f64) -> Option<String> {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return None;
    }
    let (mut zeros, mut grouped) = (0, false);
    for token in tokens {
        match token {
            Token::Digit('0') => zeros += 1,
            Token::Digit('#') => {}
            Token::Comma => grouped = true,
            _ => return None,
        }
    }
    if zeros != 1 || tokens.last() != Some(&Token::Digit('0')) || tokens.first() == Some(&Token::Comma) {
        return None;
    }
    let digits = (value.abs() as u64).to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0.0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if grouped && at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    Some(out)
}

/// Rounds half away from zero on the decimal form: 1.005 is shown as 1.01, as its shortest decimal form says.
fn round(value: f64, decimals: usize) -> String {
    let decimals = decimals.min(MOST_PLACES);
    let shortest = format!("{value}");
    let Some((whole, part)) = shortest.split_once('.') else {
        return format!("{value:.decimals$}");
    };
    let Some(next) = part.as_bytes().get(decimals) else {
        return format!("{value:.decimals$}");
    };
    // Fifteen significant digits are what the program calculates with.
    let fifteen = format!(
        "{value:.*}",
        15_usize
            .saturating_sub(whole.trim_start_matches('0').len())
            .min(MOST_PLACES)
    );
    let (whole, part) = fifteen.split_once('.').unwrap_or((&fifteen, ""));
    let up = part
        .as_bytes()
        .get(decimals)
        .map_or(*next >= b'5', |b| *b >= b'5');
    let mut digits: Vec<u8> = whole.bytes().chain(part.bytes().take(decimals)).collect();
    while digits.len() < whole.len() + decimals {
        digits.push(b'0');
    }
    if up {
        let mut at = digits.len();
        loop {
            if at == 0 {
                digits.insert(0, b'1');
                break;
            }
            at -= 1;
            match digits.get_mut(at) {
                Some(d) if *d == b'9' => *d = b'0',
                Some(d) => {
                    *d += 1;
                    break;
                }
                None => break,
            }
        }
    }
    let point = digits.len() - decimals;
    let text = String::from_utf8_lossy(&digits).into_owned();
    let (whole, part) = text.split_at(point);
    if decimals == 0 {
        whole.to_owned()
    } else {
        format!("{whole}.{part}")
    }
}

/// Commas right before the point and after the last digit: each divides by a thousand.
fn trailing_commas(tokens: &[Token]) -> usize {
    let digit = |t: &Token| matches!(t, Token::Digit(_));
    let after_last = tokens.iter().rposition(digit).map_or(tokens.len(), |i| i + 1);
    let at_end = tokens
        .iter()
        .skip(after_last)
        .take_while(|t| **t == Token::Comma)
        .count();
    let point = tokens
        .iter()
        .position(|t| *t == Token::Point)
        .filter(|p| *p < after_last)
        .unwrap_or(0);
    let before = tokens.get(..point).unwrap_or_default();
    let at_point = before.iter().rev().take_while(|t| **t == Token::Comma).count();
    at_end + if before.iter().any(digit) { at_point } else { 0 }
}

fn decimals(tokens: &[Token]) -> usize {
    let after = tokens.iter().skip_while(|t| **t != Token::Point);
    after
        .filter(|t| matches!(t, Token::Digit(_)))
        .count()
        .min(MOST_PLACES)
}

/// Puts digits into the placeholders; literals between placeholders stay where they are.
fn fill(tokens: &[Token], whole: &str, part: &str) -> String {
    let point = tokens
        .iter()
        .position(|t| *t == Token::Point)
        .unwrap_or(tokens.len());
    let (before, after) = tokens.split_at(point);
    let grouped = {
        let first = before.iter().position(|t| matches!(t, Token::Digit(_)));
        let last = before.iter().rposition(|t| matches!(t, Token::Digit(_)));
        match (first, last) {
            (Some(f), Some(l)) => before.get(f..l).unwrap_or_default().contains(&Token::Comma),
            _ => false,
        }
    };
    let mut digits: Vec<char> = whole.trim_start_matches('0').chars().collect();
    let mut pieces: Vec<String> = Vec::new();
    let mut written = 0;
    let mut left = before.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    for token in before.iter().rev() {
        match token {
            Token::Digit(kind) => {
                left -= 1;
                let mut piece = String::new();
                let mut put = |c: char, written: &mut usize| {
                    if grouped && *written > 0 && (*written).is_multiple_of(3) {
                        piece.insert(0, ',');
                    }
                    piece.insert(0, c);
                    *written += 1;
                };
                match (digits.pop(), kind) {
                    (Some(d), _) => put(d, &mut written),
                    (None, '0') => put('0', &mut written),
                    (None, '?') => put(' ', &mut written),
                    (None, _) => {}
                }
                // The first placeholder takes all digits that are left.
                if left == 0 {
                    while let Some(d) = digits.pop() {
                        put(d, &mut written);
                    }
                }
                pieces.push(piece);
            }
            Token::Literal(text) => pieces.push(text.clone()),
            Token::Blank => pieces.push(" ".to_owned()),
            Token::Percent => pieces.push("%".to_owned()),
            _ => {}
        }
    }
    let mut out: String = pieces.iter().rev().map(String::as_str).collect();
    // A format such as `.00` has no placeholder before the point.
    if !digits.is_empty() {
        out.push_str(&digits.iter().collect::<String>());
    }
    let mut decimals: Vec<char> = part.chars().collect();
    let optional = after
        .iter()
        .rev()
        .filter(|t| matches!(t, Token::Digit(_)))
        .take_while(|t| **t != Token::Digit('0'))
        .count();
    let kinds: Vec<&Token> = after.iter().filter(|t| matches!(t, Token::Digit(_))).collect();
    let mut removable = optional;
    let mut padding = String::new();
    while removable > 0 && decimals.last() == Some(&'0') {
        if kinds.get(decimals.len() - 1) == Some(&&Token::Digit('?')) {
            padding.push(' ');
        }
        decimals.pop();
        removable -= 1;
    }
    let mut next = decimals.into_iter();
    for token in after {
        match token {
            Token::Point => out.push('.'),
            Token::Digit(_) => {
                if let Some(d) = next.next() {
                    out.push(d);
                }
            }
            Token::Literal(text) => {
                out.push_str(&std::mem::take(&mut padding));
                out.push_str(text);
            }
            Token::Blank => out.push(' '),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
    out.push_str(&padding);
    out
}

/// `0.00E+00`; `##0.0E+0` keeps the exponent a multiple of three.
fn exponent(tokens: &[Token], value: f64) -> String {
    let at = tokens
        .iter()
        .position(|t| matches!(t, Token::Exponent(_)))
        .unwrap_or(0);
    let (mantissa, power) = tokens.split_at(at);
    let plus = matches!(power.first(), Some(Token::Exponent(true)));
    let step = mantissa
        .iter()
        .take_while(|t| **t != Token::Point)
        .filter(|t| matches!(t, Token::Digit(_)))
        .count()
        .max(1);
    let step = i32::try_from(step).unwrap_or(1);
    let places = decimals(mantissa);
    let mut exponent = if value == 0.0 {
        0
    } else {
        value.abs().log10().floor() as i32
    };
    exponent = exponent.div_euclid(step) * step;
    let mut rounded = round(value.abs() / 10_f64.powi(exponent), places);
    // Rounding up can make one more digit: 9.99 becomes 10.0.
    if rounded.parse::<f64>().is_ok_and(|r| r >= 10_f64.powi(step)) {
        exponent += step;
        rounded = round(value.abs() / 10_f64.powi(exponent), places);
    }
    let (whole, part) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let digits = power
        .iter()
        .filter(|t| matches!(t, Token::Digit(_)))
        .count()
        .min(MOST_PLACES);
    let sign = if exponent < 0 {
        "-"
    } else if plus {
        "+"
    } else {
        ""
    };
    let tail: String = power
        .iter()
        .filter_map(|t| {
            if let Token::Literal(text) = t {
                Some(text.as_str())
            } else {
                None
            }
        })
        .collect();
    let minus = if value < 0.0 { "-" } else { "" };
    format!(
        "{minus}{}E{sign}{:0digits$}{tail}",
        fill(mantissa, whole, part),
        exponent.abs()
    )
}

/// `# ?/?`, `# ??/??`, `?/8`: the nearest fraction whose denominator has as many digits as the format, or is the one given.
fn fraction(tokens: &[Token], slash: usize, value: f64) -> String {
    let (before, after) = tokens.split_at(slash);
    let after = after.get(1..).unwrap_or_default();
    let mut fixed = String::new();
    let mut places = 0_u32;
    for token in after {
        match token {
            Token::Digit('0') if !fixed.is_empty() => fixed.push('0'),
            Token::Digit(_) => places += 1,
            Token::Literal(text) if text.bytes().all(|b| b.is_ascii_digit()) => fixed.push_str(text),
            _ => break,
        }
    }
    let runs = before
        .split(|t| !matches!(t, Token::Digit(_)))
        .filter(|r| !r.is_empty())
        .count();
    let mixed = runs > 1;
    let size = value.abs();
    let whole = if mixed { size.floor() } else { 0.0 };
    let rest = size - whole;
    let (mut numerator, denominator) = match fixed.parse::<u64>() {
        Ok(denominator) if denominator > 0 => ((rest * denominator as f64).round() as u64, denominator),
        _ => nearest(rest, 10_u64.saturating_pow(places.clamp(1, 5)) - 1),
    };
    let mut whole = whole as u64;
    if mixed && numerator == denominator {
        whole = whole.saturating_add(1);
        numerator = 0;
    }
    let minus = if value < 0.0 { "-" } else { "" };
    match (mixed, whole, numerator) {
        (true, whole, 0) => format!("{minus}{whole}"),
        (true, 0, _) => format!("{minus}{numerator}/{denominator}"),
        (true, whole, _) => format!("{minus}{whole} {numerator}/{denominator}"),
        (false, ..) => format!("{minus}{numerator}/{denominator}"),
    }
}

/// The fraction nearest to `value` with a denominator up to `most`, by its continued fraction.
fn nearest(value: f64, most: u64) -> (u64, u64) {
    let (mut best, mut error) = ((value.round() as u64, 1), (value - value.round()).abs());
    for denominator in 1..=most.min(99_999) {
        let numerator = (value * denominator as f64).round();
        let off = (value - numerator / denominator as f64).abs();
        if off < error - 1e-12 {
            (best, error) = ((numerator as u64, denominator), off);
        }
        if error < 1e-12 {
            break;
        }
    }
    best
}

/// A text in the place of the number, with the literals around it.
fn with_literals(section: &Section, text: &str) -> String {
    let mut out = String::new();
    let mut put = false;
    for token in &section.tokens {
        match token {
            Token::General | Token::Text if !put => {
                out.push_str(text);
                put = true;
            }
            Token::Literal(literal) => out.push_str(literal),
            Token::Blank => out.push(' '),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
    out
}
