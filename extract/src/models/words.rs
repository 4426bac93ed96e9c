//! Words for models that name spans of words.
//!
//! The splitters that such models come with take a run of Han or Hangul for one word, so that hardly any Chinese name, and every
//! other Korean one, can be a span at all. Here each such character is a word; other words stay whole, joined by hyphens and
//! underscores, as the models were trained.

use std::ops::Range;

use crate::script::{is_han, is_hangul, is_kana};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// A word by itself.
    Single,
    /// Part of a word.
    Letter,
    /// `-` and `_` between letters.
    Joint,
}

fn class_of(c: char) -> Class {
    if c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}') {
        Class::Space
    } else if is_han(c) || is_hangul(c) || is_kana(c) {
        Class::Single
    } else if c.is_alphanumeric() || c == '_' {
        Class::Letter
    } else if c == '-' {
        Class::Joint
    } else {
        Class::Single
    }
}

/// The words of a text, as byte ranges.
pub(crate) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_, next)| class_of(*next));
        let class = match class_of(c) {
            // a hyphen belongs to a word only between two of its letters
            Class::Joint if open.is_some() && next == Some(Class::Letter) => Class::Letter,
            Class::Joint => Class::Single,
            class => class,
        };
        match class {
            Class::Letter => {
                let start = *open.get_or_insert(at);
                if next != Some(Class::Letter) && next != Some(Class::Joint) {
                    words.push(start..end);
                    open = None;
                }
            }
            other => {
                if let Some(start) = open.take() {
                    words.push(start..at);
                }
                if other == Class::Single {
                    words.push(at..end);
                }
            }
        }
    }
    if let Some(start) = open {
        words.push(start..text.len());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn each_script_in_its_own_way() {
        let text = "海 e-mail_box를 A4-size, end- -x 3.5";
        let shown: Vec<&str> = words(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(
            shown,
            [
                "海",
                "e-mail_box",
                "를",
                "A4-size",
                ",",
                "end",
                "-",
                "-",
                "x",
                "3",
                ".",
                "5"
            ]
        );
    }
}
