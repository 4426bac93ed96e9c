//! Wordings that rolls and questions over them are told by.

use std::sync::LazyLock;

use regex::Regex;

/// An expression; none where it is none.
pub(super) type Pattern = LazyLock<Option<Regex>>;

/// A pattern of several parts, whatever the case.
macro_rules! pattern {
    ($name:ident, $($part:expr),+ $(,)?) => {
        static $name: Pattern =
            std::sync::LazyLock::new(|| regex::Regex::new(concat!("(?i)", $($part),+)).ok());
    };
}
pub(super) use pattern;

/// Whether a text matches.
pub(super) fn says(pattern: &Pattern, text: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(text))
}
