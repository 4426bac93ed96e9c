//! Numbers as they are written in the three languages: digits with separators, Chinese numerals, multipliers, mixtures.

/// Value of a Chinese digit, formal forms (壹貳參) included.
const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '元' => 1,
        '二' | '貳' | '兩' => 2,
        '三' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Value of a multiplier within a group of four digits.
const fn small_unit(c: char) -> Option<f64> {
    Some(match c {
        '十' | '拾' | '십' => 10.0,
        '百' | '佰' | '백' => 100.0,
        '千' | '仟' | '천' => 1000.0,
        _ => return None,
    })
}

/// Value of a multiplier that closes a group of four digits.
const fn great_unit(c: char) -> Option<f64> {
    Some(match c {
        '萬' | '万' | '만' => 1e4,
        '億' | '亿' | '억' => 1e8,
        '兆' | '조' => 1e12,
        _ => return None,
    })
}

/// Whether the character is a Chinese digit or multiplier.
pub(crate) const fn is_numeral(c: char) -> bool {
    (digit(c).is_some() && c != '元')
        || (small_unit(c).is_some() && !matches!(c, '십' | '백' | '천'))
        || matches!(c, '萬' | '億' | '兆')
}

/// Value of an English multiplier.
fn english_multiplier(word: &str) -> Option<f64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "k" | "thousand" | "thousands" => 1e3,
        "m" | "mn" | "mln" | "mio" | "million" | "millions" => 1e6,
        "bn" | "b" | "bln" | "mrd" | "billion" | "billions" => 1e9,
        "tn" | "trn" | "trillion" | "trillions" => 1e12,
        _ => return None,
    })
}

/// The value of a whole number expression: `12,500`, `3億2,500萬`, `68억 4,400만`, `一百一十三`, `24.86 million`.
/// None where anything in it is no number.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let mut total = 0.0;
    let mut section = 0.0;
    let mut number: Option<f64> = None;
    let mut seen = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let c = fold_width(c);
        if c.is_whitespace() {
            continue;
        }
        if c.is_ascii_digit() {
            let mut digits = String::from(c);
            while let Some(&(_, next)) = chars.peek() {
                match fold_width(next) {
                    d if d.is_ascii_digit() => digits.push(d),
                    '.' => digits.push('.'),
                    ',' => {}
                    _ => break,
                }
                chars.next();
            }
            number = Some(digits.trim_end_matches('.').parse().ok()?);
            seen = true;
        } else if let Some(d) = digit(c).filter(|_| c != '元') {
            // 一一三 reads digit by digit, 三百 by its multiplier.
            number = Some(number.unwrap_or(0.0) * 10.0 + f64::from(d));
            seen = true;
        } else if let Some(unit) = small_unit(c) {
            section += number.take().unwrap_or(1.0) * unit;
            seen = true;
        } else if let Some(unit) = great_unit(c) {
            let group = section + number.take().unwrap_or(0.0);
            total += if group == 0.0 { 1.0 } else { group } * unit;
            section = 0.0;
            seen = true;
        } else if c.is_ascii_alphabetic() {
            let word: String = text[at..].chars().take_while(char::is_ascii_alphabetic).collect();
            let multiplier = english_multiplier(&word)?;
            for _ in 1..word.len() {
                chars.next();
            }
            total = (total + section + number.take()?) * multiplier;
            section = 0.0;
        } else {
            return None;
        }
    }
    let value = total + section + number.unwrap_or(0.0);
    (seen && value.is_finite()).then_some(value)
}

/// A whole number in `0..=max`.
pub(crate) fn parse_small(text: &str, max: u32) -> Option<u32> {
    let value = parse(text)?;
    if value < 0.0 || value > f64::from(max) || value.fract() != 0.0 {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked just above"
    )]
    let whole = value as u32;
    Some(whole)
}

/// Full-width digits and signs as ASCII.
const fn fold_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(folded) => folded,
            None => c,
        },
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn numbers_of_three_languages() {
        let cases = [
            ("12,500", 12_500.0),
            ("48,275千", 48_275_000.0),
            ("3億2,500萬", 325_000_000.0),
            ("1,390萬5千", 13_905_000.0),
            ("一百一十三", 113.0),
            ("一一三", 113.0),
            ("二十", 20.0),
            ("十五", 15.0),
            ("兩億五千萬", 250_000_000.0),
            ("8,351백만", 8_351_000_000.0),
            ("68억 4,400만", 6_844_000_000.0),
            ("1조 2천억", 1_200_000_000_000.0),
            ("24.86 million", 24_860_000.0),
            ("１，２００", 1200.0),
        ];
        for (text, value) in cases {
            let found = parse(text).unwrap_or(f64::NAN);
            assert!((found - value).abs() < value * 1e-9, "{text}: {found}");
        }
        assert_eq!(parse("計畫"), None);
        assert_eq!(parse(""), None);
    }
}
