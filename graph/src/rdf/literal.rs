//! Typed values as literals, and back.

use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, Engine as _};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef};
use quarry_extract::TypedValue;
use quarry_ingest::Scalar;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::vocabulary::rdf;

/// The value as the literal that analysts compute with: `xsd:decimal`, `xsd:date` (or year, year and month), `xsd:dateTime`,
/// `xsd:boolean`, `xsd:string`.
pub(crate) fn of_scalar(scalar: &Scalar) -> Literal {
    match scalar {
        Scalar::Number(n) | Scalar::Percent(n) => decimal(*n),
        Scalar::Date(text) => date(text),
        Scalar::Datetime(time) => Literal::new_typed_literal(time, xsd::DATE_TIME),
        Scalar::Boolean(value) => Literal::from(*value),
        Scalar::Text(text) => Literal::from(text.as_str()),
    }
}

/// A number as `xsd:decimal` where it is finite and of a size that decimals carry (18 digits), else as `xsd:double`.
pub(crate) fn decimal(n: f64) -> Literal {
    if n.is_finite() && n.abs() < 1e17 {
        Literal::new_typed_literal(format!("{n}"), xsd::DECIMAL)
    } else {
        Literal::from(n)
    }
}

/// A date as `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`, whichever it is.
pub(crate) fn date(date: &str) -> Literal {
    Literal::new_typed_literal(date, date_type(date))
}

/// The date that a text is, as ISO 8601 writes a year, a year and month, or a day; none where it is more or other than a date.
pub(crate) fn written_date(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    if digits(text, 4) {
        return Some(text.to_owned());
    }
    // The beginning of a date and time.
    let day = text
        .get(..10)
        .filter(|_| matches!(text.as_bytes().get(10), None | Some(b'T' | b' ')));
    if let Some(day) = day
        && let Ok(date) = day.parse::<jiff::civil::Date>()
    {
        return Some(date.to_string());
    }
    match quarry_ingest::table::date::parse(text)? {
        Scalar::Date(date) => Some(date),
        Scalar::Datetime(time) => time.get(..10).map(str::to_owned),
        _ => None,
    }
}

fn date_type(date: &str) -> NamedNodeRef<'static> {
    match date.trim_start_matches('-').matches('-').count() {
        0 => xsd::G_YEAR,
        1 => xsd::G_YEAR_MONTH,
        _ => xsd::DATE,
    }
}

/// Anything that serialises, as a literal of type `rdf:JSON`. Values that JSON cannot say become `null`.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Literal {
    let text = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    Literal::new_typed_literal(text, rdf::JSON)
}

/// What such a literal says; none where it says something else.
pub(crate) fn from_json<T: DeserializeOwned>(literal: &str) -> Option<T> {
    serde_json::from_str(literal).ok()
}

/// A typed value in full (percent kept apart from number, unit beside it).
pub(crate) fn of_typed(value: &TypedValue) -> Literal {
    json(value)
}

/// A vector as base64 of little-endian IEEE 754 binary32.
pub(crate) fn of_vector(vector: &[f32]) -> String {
    let bytes: Vec<u8> = vector.iter().flat_map(|v| v.to_le_bytes()).collect();
    base64(&bytes)
}

/// The vector that [`of_vector`] wrote; none where the text is damaged.
pub(crate) fn to_vector(text: &str) -> Option<Vec<f32>> {
    let bytes = from_base64(text)?;
    let chunks = bytes.chunks_exact(4);
    let whole = chunks.remainder().is_empty();
    whole.then(|| {
        chunks
            .filter_map(|c| Some(f32::from_le_bytes(c.try_into().ok()?)))
            .collect()
    })
}

/// The bytes as base64.
pub(crate) fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// The bytes of base64; none where it is damaged.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_come_back_bit_by_bit() {
        for length in [0, 1, 2, 3, 7] {
            let vector: Vec<f32> = (0..length).map(|i| 1.0 / (i as f32 - 2.5)).collect();
            assert_eq!(to_vector(&of_vector(&vector)), Some(vector));
        }
        assert_eq!(to_vector("AAA!"), None);
        assert_eq!(base64(b"quarr"), "cXVhcnI=");
    }

    #[test]
    fn dates_are_read_in_the_forms_of_papers_and_of_metadata() {
        let read = |text: &str| written_date(text);
        assert_eq!(read("2024").as_deref(), Some("2024"));
        assert_eq!(read("2024-03-05T10:00:00Z").as_deref(), Some("2024-03-05"));
        assert_eq!(read("民國113年3月5日").as_deref(), Some("2024-03-05"));
        assert_eq!(read("2024년 3월").as_deref(), Some("2024-03"));
        assert_eq!(read("the third quarter"), None);
    }

    #[test]
    fn values_carry_the_type_that_sparql_computes_with() {
        let typed = |scalar| of_scalar(&scalar).to_string();
        assert_eq!(
            typed(Scalar::Number(12_500_000.0)),
            "\"12500000\"^^<http://www.w3.org/2001/XMLSchema#decimal>"
        );
        assert_eq!(
            typed(Scalar::Date("1983".into())),
            "\"1983\"^^<http://www.w3.org/2001/XMLSchema#gYear>"
        );
        assert_eq!(
            typed(Scalar::Date("2024-03-01".into())),
            "\"2024-03-01\"^^<http://www.w3.org/2001/XMLSchema#date>"
        );
        assert!(typed(Scalar::Number(f64::INFINITY)).ends_with("double>"));
    }
}
