//! Where text of the tree stands in the source.
//!
//! The source's own text, tags and comments left out and references resolved, is the tree's text in the same order, but for
//! white space and a few things that the parser moves. Matching the two from left to right gives each block its place.

use crate::document::{Locator, Place};

use super::super::position::Positions;

/// How far ahead a text is looked for when it does not come next, in characters.
const AHEAD: usize = 20_000;
/// How many characters have to agree for a text to be found again.
const ANCHOR: usize = 24;
/// A reference that is not resolved here fits any character.
const ANY: char = '\0';

/// A cursor over the text of the source.
pub(super) struct Locate<'a> {
    positions: Positions<'a>,
    /// Characters other than white space, with the range of bytes that they are written in.
    text: Vec<(char, usize, usize)>,
    next: usize,
}

impl<'a> Locate<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            positions: Positions::new(source),
            text: visible(source),
            next: 0,
        }
    }

    /// The place of the next text that reads so; where it is not found, the place that was reached.
    pub(super) fn find(&mut self, text: &str) -> Locator {
        let wanted: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        if wanted.is_empty() {
            return self.here().into();
        }
        let anchor = wanted.get(..ANCHOR.min(wanted.len())).unwrap_or_default();
        let last = self.text.len().saturating_sub(anchor.len());
        let start = (self.next..=last.min(self.next + AHEAD)).find(|at| self.fits(*at, anchor));
        let Some(start) = start else {
            return self.here().into();
        };
        let mut length = anchor.len();
        while wanted
            .get(length)
            .is_some_and(|c| self.fits(start + length, &[*c]))
        {
            length += 1;
        }
        self.next = start + length;
        let from = self.text.get(start).map_or(0, |c| c.1);
        let until = self.text.get(start + length - 1).map_or(from, |c| c.2);
        self.positions.place(from..until).into()
    }

    /// The place that was reached: the line of the character before the cursor.
    pub(super) fn here(&self) -> Place {
        let at = self
            .text
            .get(self.next.saturating_sub(1))
            .copied()
            .unwrap_or((' ', 0, 0));
        self.positions.place(at.1..at.2)
    }

    fn fits(&self, at: usize, wanted: &[char]) -> bool {
        self.text
            .get(at..at + wanted.len())
            .is_some_and(|there| there.iter().zip(wanted).all(|(a, b)| a.0 == *b || a.0 == ANY))
    }
}

/// The place from the first to the last of several places in text.
pub(super) fn hull<'p>(places: impl Iterator<Item = &'p Place>) -> Option<Place> {
    places.fold(None, |found, place| match (found, place) {
        (None, place) => Some(place.clone()),
        (
            Some(Place::Lines {
                line: a,
                start: s,
                end: e,
            }),
            Place::Lines { line: b, start, end },
        ) => Some(Place::Lines {
            line: [a[0].min(b[0]), a[1].max(b[1])],
            start: s.min(*start),
            end: e.max(*end),
        }),
        (found, _) => found,
    })
}

/// The visible characters of the source.
fn visible(source: &str) -> Vec<(char, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = source.get(at..).and_then(|s| s.chars().next()) {
        let rest = source.get(at..).unwrap_or_default();
        if c == '<'
            && let Some(length) = markup(rest)
        {
            at += length;
            continue;
        }
        let (shown, length) = if c == '&' {
            reference(rest)
        } else {
            (c, c.len_utf8())
        };
        if !shown.is_whitespace() {
            found.push((shown, at, at + length));
        }
        at += length;
    }
    found
}

/// The length of a tag, comment, or element without visible text at the start; none where `<` is only a character.
fn markup(text: &str) -> Option<usize> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(text.len(), |end| end + 7));
    }
    let next = text.chars().nth(1)?;
    if !(next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) {
        return None;
    }
    let mut quote = None;
    let mut end = text.len();
    for (at, c) in text.char_indices().skip(1) {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => {
                end = at + 1;
                break;
            }
            _ => {}
        }
    }
    for name in [
        "script", "style", "title", "textarea", "template", "noscript", "svg", "iframe",
    ] {
        let tag = text
            .get(1..=name.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(name));
        let ends = text
            .as_bytes()
            .get(name.len() + 1)
            .is_some_and(|b| !b.is_ascii_alphanumeric());
        if tag && ends {
            let body = text.get(end..).unwrap_or_default();
            let close = format!("</{name}");
            let found = body
                .as_bytes()
                .windows(close.len())
                .position(|w| w.eq_ignore_ascii_case(close.as_bytes()));
            return Some(found.map_or(text.len(), |at| end + at));
        }
    }
    Some(end)
}

/// The character of a reference such as `&amp;` or `&#x4e00;`, and its length in the source.
fn reference(text: &str) -> (char, usize) {
    let end = text.bytes().take(12).position(|b| b == b';');
    let Some(name) = end.and_then(|e| text.get(1..e)) else {
        return ('&', 1);
    };
    let number = name
        .strip_prefix('#')
        .and_then(|n| match n.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => n.parse().ok(),
        });
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        _ if name.starts_with('#') => number.and_then(char::from_u32).unwrap_or(ANY),
        _ if name.bytes().all(|b| b.is_ascii_alphanumeric()) => ANY,
        _ => return ('&', 1),
    };
    (c, name.len() + 2)
}
