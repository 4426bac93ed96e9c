//! What a question says beside its content: spans of years, restatements, clauses of time, months and days.

use std::sync::LazyLock;

use regex::Regex;

use super::super::values::MONTH_NAMES;
use crate::question::{Request, Word};
use crate::text::{Token, tokenise};

/// A stretch of the question that says nothing of its content, and whether only its free words do not.
pub(super) struct Aside {
    start: usize,
    end: usize,
    free_only: bool,
}

impl Aside {
    pub(super) fn holds(&self, word: &Word) -> bool {
        let inside = self.start <= word.start && word.end <= self.end;
        inside && (!self.free_only || word.notion.is_none() && !word.strict)
    }
}

static SPAN_OF_YEARS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:최근|지난|最近|近|過去|last|past)\s*(?:\d+|[一二三四五兩]|two|three|four|five)\s*(?:개년|년|個年度|年|years?)(?:間|간)?").ok()
});

/// Spans of years (`the last three years`), what is said once more in other words, and the clause of a `before`.
pub(super) fn asides(text: &str) -> Vec<Aside> {
    let mut out: Vec<Aside> = SPAN_OF_YEARS
        .as_ref()
        .into_iter()
        .flat_map(|r| r.find_iter(text))
        .map(|m| Aside {
            start: m.start(),
            end: m.end(),
            free_only: false,
        })
        .collect();
    let lower = text.to_lowercase();
    if lower.len() == text.len() {
        for mark in [
            "也就是",
            "亦即",
            "換句話說",
            "that is,",
            "in other words",
            "다시 말해",
            "즉,",
        ] {
            if let Some(at) = lower.find(mark) {
                out.push(Aside {
                    start: 0,
                    end: at,
                    free_only: true,
                });
            }
        }
        if let Some(at) = before_something(&lower) {
            let rest = lower.get(at..).unwrap_or_default();
            out.push(Aside {
                start: at,
                end: at + rest.find(',').unwrap_or(rest.len()),
                free_only: false,
            });
        }
    }
    out
}

/// Where a clause begins that asks for what was before something happened.
pub(super) fn before_something(lower: &str) -> Option<usize> {
    let at = ["before the ", "prior to the ", "until the "]
        .iter()
        .filter_map(|w| lower.find(w))
        .min()?;
    let rest = lower.get(at..)?;
    // `more than the year before the last` compares.
    (!rest.starts_with("before the year") && !lower.contains(" than ")).then_some(at)
}

pub(super) fn is_month(word: &str) -> bool {
    MONTH_NAMES.contains(&word)
}

/// A month that stands in the question without a day: `due in May`, `in March 2025`, `5월에`.
pub(super) fn month_of(request: &Request) -> Option<u32> {
    let tokens = tokenise(&request.text);
    let mut found = None;
    for (i, token) in tokens.iter().enumerate() {
        let day_or_year = |t: Option<&Token>| t.is_some_and(|t| t.text.chars().all(|c| c.is_ascii_digit()));
        let beside = day_or_year(tokens.get(i + 1)) || i > 0 && day_or_year(tokens.get(i - 1));
        if token.capital
            && !beside
            && i > 0
            && let Some(at) = MONTH_NAMES.iter().position(|m| *m == token.text)
        {
            let in_month = tokens
                .get(i - 1)
                .is_some_and(|t| matches!(t.text.as_str(), "in" | "during" | "by" | "of"));
            if in_month {
                found = u32::try_from(at + 1).ok();
            }
        }
    }
    found
}

static DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\d{1,2})\s?(?:月|월)\s?(\d{1,2})\s?(?:日|일)").ok());
static ENGLISH_DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]{2,8})\b").ok());

/// Month and day in the question without a year, with their place.
pub(super) fn day_of(request: &Request) -> Option<(u32, u32, usize, usize)> {
    if !request.dates.is_empty() {
        return None;
    }
    let text = &request.text;
    if let Some(c) = DAY.as_ref().and_then(|r| r.captures(text)) {
        let whole = c.get(0)?;
        return Some((
            c.get(1)?.as_str().parse().ok()?,
            c.get(2)?.as_str().parse().ok()?,
            whole.start(),
            whole.end(),
        ));
    }
    let c = ENGLISH_DAY.as_ref().and_then(|r| r.captures(text))?;
    let name = c.get(2)?.as_str().to_ascii_lowercase();
    let month = MONTH_NAMES.iter().position(|m| m.starts_with(name.as_str()))?;
    let whole = c.get(0)?;
    Some((
        u32::try_from(month + 1).ok()?,
        c.get(1)?.as_str().parse().ok()?,
        whole.start(),
        whole.end(),
    ))
}
