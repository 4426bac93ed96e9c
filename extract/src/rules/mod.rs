//! What rules find nearly perfectly: dates, times, amounts, quantities and percentages with their typed values, law names,
//! document numbers; and what they find well enough where no model is loaded: bodies by the words that head their names,
//! people by the titles beside them, places by administrative suffix, programmes, projects and products.
//!
//! Each family has its own file and one function `find(text, &mut Vec<Found>)`; [`find`] runs them all. Rules name no
//! particular body, person or place: they know words of the language only.

pub(crate) mod attached;
mod bodies;
pub(crate) mod common_words;
mod dates;
mod english_runs;
mod events;
mod joined;
pub(crate) mod korean_heads;
mod laws;
mod leaders;
pub(crate) mod mend;
mod money;
pub(crate) mod names;
pub(crate) mod numerals;
mod people;
mod places;
pub(crate) mod posts;
pub(crate) mod products;
mod programmes;
mod quantities;
pub(crate) mod runs;
pub(crate) mod standing;
pub(crate) mod titles;
mod works;

pub(crate) use works::classify;

pub(crate) use bodies::is_public_body;
pub(crate) use dates::parse_date;
pub(crate) use money::{currency_of, parse_money};

use std::ops::Range;

use regex::Regex;

use crate::extraction::{EntityType, TypedValue};

/// A mention found in one text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// What kind of thing is named.
    pub(crate) kind: EntityType,
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// 0 to 1.
    pub(crate) confidence: f32,
    /// The typed value of a date, amount, quantity or percentage.
    pub(crate) value: Option<TypedValue>,
    /// Whether a model found it.
    pub(crate) by_model: bool,
    /// Who found it first, for whoever asks how far it is to be believed.
    pub(crate) origin: Origin,
}

/// What stands behind a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Rule,
    Model,
    Both,
    /// The organisation's own file of names.
    File,
}

impl Found {
    /// A mention found by a rule.
    pub(crate) const fn new(kind: EntityType, range: Range<usize>, confidence: f32) -> Self {
        Self {
            kind,
            range,
            confidence,
            value: None,
            by_model: false,
            origin: Origin::Rule,
        }
    }

    /// A mention with a typed value.
    pub(crate) const fn with_value(
        kind: EntityType,
        range: Range<usize>,
        confidence: f32,
        value: TypedValue,
    ) -> Self {
        Self {
            kind,
            range,
            confidence,
            value: Some(value),
            by_model: false,
            origin: Origin::Rule,
        }
    }
}

/// Every mention that rules find in one text, overlapping ones resolved.
pub(crate) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if text
        .chars()
        .any(|c| c.is_ascii_digit() || numerals::is_numeral(c) || c == '幾')
    {
        dates::find(text, &mut found);
        money::find(text, &mut found);
        quantities::find(text, &mut found);
        products::find(text, &mut found);
        works::find_numbers(text, &mut found);
    }
    laws::find(text, &mut found);
    programmes::find(text, &mut found);
    events::find(text, &mut found);
    bodies::find(text, &mut found);
    places::find(text, &mut found);
    people::find(text, &mut found);
    works::find_titles(text, &mut found);
    works::find_reports(text, &mut found);
    cut_at_values(text, &mut found);
    for body in found.iter_mut().filter(|f| f.kind == EntityType::Organization) {
        body.range = standing::without(text, body.range.clone());
    }
    crate::mentions::resolve(found)
}

/// 民國111年間任職甲公司: the name of a body does not begin with a date or an amount.
fn cut_at_values(text: &str, found: &mut Vec<Found>) {
    let values: Vec<Range<usize>> = found
        .iter()
        .filter(|f| {
            matches!(f.kind, EntityType::Date | EntityType::Money | EntityType::Time) && f.confidence >= 0.8
        })
        .map(|f| f.range.clone())
        .collect();
    for name in found.iter_mut().filter(|f| {
        matches!(
            f.kind,
            EntityType::Organization | EntityType::Law | EntityType::Place
        )
    }) {
        let crossed = values
            .iter()
            .filter(|v| v.start < name.range.end && v.end > name.range.start && v.end < name.range.end)
            .map(|v| v.end)
            .max();
        if let Some(end) = crossed {
            let rest = &text[end..name.range.end];
            let kept = rest.trim_start_matches(['間', '起', '以', '之', '的', '至', '止', '，', ' ', '之']);
            name.range.start = name.range.end - kept.len();
        }
    }
    found.retain(|f| f.range.start < f.range.end);
}

/// Compiles a pattern of this crate; every one of them is compiled by a test.
pub(crate) fn compiled(pattern: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the pattern is a constant of this crate and a test compiles it"
    )]
    Regex::new(pattern).expect("a valid pattern")
}

#[cfg(test)]
pub(crate) mod testing {
    use super::{Found, find};
    use crate::extraction::EntityType;

    /// What rules find, as `Type|text|value|unit`.
    pub(crate) fn shown(text: &str) -> Vec<String> {
        find(text).iter().map(|f| show(text, f)).collect()
    }

    /// The texts of one type.
    pub(crate) fn of(kind: EntityType, text: &str) -> Vec<&str> {
        find(text)
            .into_iter()
            .filter(|f| f.kind == kind)
            .map(|f| &text[f.range])
            .collect()
    }

    fn show(text: &str, found: &Found) -> String {
        let mut line = format!("{}|{}", found.kind, &text[found.range.clone()]);
        if let Some(value) = &found.value {
            let json = serde_json::to_value(value).unwrap_or_default();
            line.push_str(&format!("|{}", json["value"].to_string().trim_matches('"')));
            if let Some(unit) = &value.unit {
                line.push_str(&format!("|{unit}"));
            }
        }
        line
    }
}
