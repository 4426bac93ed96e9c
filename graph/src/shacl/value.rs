//! Literals: whether they are well formed, and which of two is less.

use std::cmp::Ordering;
use std::str::FromStr;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{LiteralRef, NamedNodeRef};
use oxsdatatypes::{
    Boolean, Date, DateTime, DayTimeDuration, Decimal, Double, Duration, Float, GDay, GMonth, GMonthDay,
    GYear, GYearMonth, Integer, Time, YearMonthDuration,
};

/// Integers of XML Schema with the range of each.
const INTEGERS: [(NamedNodeRef<'static>, i128, i128); 12] = [
    (xsd::BYTE, i8::MIN as i128, i8::MAX as i128),
    (xsd::SHORT, i16::MIN as i128, i16::MAX as i128),
    (xsd::INT, i32::MIN as i128, i32::MAX as i128),
    (xsd::LONG, i64::MIN as i128, i64::MAX as i128),
    (xsd::UNSIGNED_BYTE, 0, u8::MAX as i128),
    (xsd::UNSIGNED_SHORT, 0, u16::MAX as i128),
    (xsd::UNSIGNED_INT, 0, u32::MAX as i128),
    (xsd::UNSIGNED_LONG, 0, u64::MAX as i128),
    (xsd::POSITIVE_INTEGER, 1, i128::MAX),
    (xsd::NON_NEGATIVE_INTEGER, 0, i128::MAX),
    (xsd::NEGATIVE_INTEGER, i128::MIN, -1),
    (xsd::NON_POSITIVE_INTEGER, i128::MIN, 0),
];

/// Whether the lexical form is one of the literal's datatype; true for datatypes that are not known here.
pub(super) fn is_well_formed(literal: LiteralRef<'_>) -> bool {
    let (text, datatype) = (literal.value(), literal.datatype());
    if let Some((_, least, most)) = INTEGERS.iter().find(|(name, _, _)| *name == datatype) {
        return text.parse::<i128>().is_ok_and(|n| (*least..=*most).contains(&n));
    }
    match datatype {
        xsd::INTEGER => integer_form(text),
        xsd::DECIMAL => Decimal::from_str(text).is_ok(),
        xsd::DOUBLE => Double::from_str(text).is_ok(),
        xsd::FLOAT => Float::from_str(text).is_ok(),
        xsd::BOOLEAN => Boolean::from_str(text).is_ok(),
        xsd::DATE_TIME => DateTime::from_str(text).is_ok(),
        xsd::DATE => Date::from_str(text).is_ok(),
        xsd::TIME => Time::from_str(text).is_ok(),
        xsd::G_YEAR => GYear::from_str(text).is_ok(),
        xsd::G_YEAR_MONTH => GYearMonth::from_str(text).is_ok(),
        xsd::G_MONTH => GMonth::from_str(text).is_ok(),
        xsd::G_MONTH_DAY => GMonthDay::from_str(text).is_ok(),
        xsd::G_DAY => GDay::from_str(text).is_ok(),
        xsd::DURATION => Duration::from_str(text).is_ok(),
        xsd::DAY_TIME_DURATION => DayTimeDuration::from_str(text).is_ok(),
        xsd::YEAR_MONTH_DURATION => YearMonthDuration::from_str(text).is_ok(),
        _ => true,
    }
}

/// Integers of any length: an optional sign and digits.
fn integer_form(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_integer(datatype: NamedNodeRef<'_>) -> bool {
    datatype == xsd::INTEGER || INTEGERS.iter().any(|(name, _, _)| *name == datatype)
}

/// A number, exact where both sides are.
enum Number {
    Exact(Decimal),
    Rounded(f64),
}

fn number(literal: LiteralRef<'_>) -> Option<Number> {
    let (text, datatype) = (literal.value(), literal.datatype());
    if is_integer(datatype) {
        return match Integer::from_str(text) {
            Ok(n) => Some(Number::Exact(n.into())),
            Err(_) if integer_form(text) => text.parse().ok().map(Number::Rounded),
            Err(_) => None,
        };
    }
    match datatype {
        xsd::DECIMAL => Decimal::from_str(text).ok().map(Number::Exact),
        xsd::DOUBLE => Double::from_str(text).ok().map(|n| Number::Rounded(f64::from(n))),
        xsd::FLOAT => Float::from_str(text)
            .ok()
            .map(|n| Number::Rounded(f64::from(f32::from(n)))),
        _ => None,
    }
}

impl Number {
    fn rounded(&self) -> f64 {
        match self {
            Self::Exact(n) => f64::from(Double::from(*n)),
            Self::Rounded(n) => *n,
        }
    }
}

/// Which of two literals is less, as SPARQL's operators have it; none where they cannot be compared.
pub(super) fn compare(a: LiteralRef<'_>, b: LiteralRef<'_>) -> Option<Ordering> {
    if let (Some(x), Some(y)) = (number(a), number(b)) {
        return match (&x, &y) {
            (Number::Exact(x), Number::Exact(y)) => x.partial_cmp(y),
            _ => x.rounded().partial_cmp(&y.rounded()),
        };
    }
    if a.datatype() != b.datatype() {
        return None;
    }
    let (x, y) = (a.value(), b.value());
    fn parsed<T: FromStr + PartialOrd>(x: &str, y: &str) -> Option<Ordering> {
        x.parse::<T>().ok()?.partial_cmp(&y.parse::<T>().ok()?)
    }
    match a.datatype() {
        xsd::STRING => Some(x.cmp(y)),
        xsd::BOOLEAN => {
            let truth = |text: &str| Boolean::from_str(text).ok().map(bool::from);
            Some(truth(x)?.cmp(&truth(y)?))
        }
        xsd::DATE_TIME => parsed::<DateTime>(x, y),
        xsd::DATE => parsed::<Date>(x, y),
        xsd::TIME => parsed::<Time>(x, y),
        xsd::G_YEAR => parsed::<GYear>(x, y),
        xsd::G_YEAR_MONTH => parsed::<GYearMonth>(x, y),
        xsd::DURATION => parsed::<Duration>(x, y),
        xsd::DAY_TIME_DURATION => parsed::<DayTimeDuration>(x, y),
        xsd::YEAR_MONTH_DURATION => parsed::<YearMonthDuration>(x, y),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::Literal;

    fn literal(text: &str, datatype: NamedNodeRef<'_>) -> Literal {
        Literal::new_typed_literal(text, datatype)
    }

    #[test]
    fn forms_are_held_against_their_datatype() {
        let good = |text, datatype| is_well_formed(literal(text, datatype).as_ref());
        assert!(good("127", xsd::BYTE) && !good("300", xsd::BYTE) && !good("c", xsd::BYTE));
        assert!(good("123456789012345678901234567890", xsd::INTEGER) && !good("1.0", xsd::INTEGER));
        assert!(good("2024-02-29", xsd::DATE) && !good("2023-02-29", xsd::DATE));
        assert!(!good("yes", xsd::BOOLEAN) && good("anything", xsd::STRING));
    }

    #[test]
    fn numbers_compare_across_types_and_dates_within_theirs() {
        let less =
            |a: (&str, _), b: (&str, _)| compare(literal(a.0, a.1).as_ref(), literal(b.0, b.1).as_ref());
        assert_eq!(
            less(("2", xsd::INTEGER), ("10.5", xsd::DECIMAL)),
            Some(Ordering::Less)
        );
        assert_eq!(
            less(("2", xsd::INTEGER), ("1e0", xsd::DOUBLE)),
            Some(Ordering::Greater)
        );
        assert_eq!(
            less(("2024-01-31", xsd::DATE), ("2024-02-01", xsd::DATE)),
            Some(Ordering::Less)
        );
        assert_eq!(less(("2024-01-31", xsd::DATE), ("2024", xsd::G_YEAR)), None);
        assert_eq!(less(("a", xsd::STRING), ("2", xsd::INTEGER)), None);
    }
}
