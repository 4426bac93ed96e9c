//! What of a question and of a stretch is told by the words themselves: each word, pair and shape is a place in a table of
//! learned vectors (`model`), found by a hash, so that what goes with `who`, `幾` or `얼마` needs no list.

use super::place::{Cell, Place};
use super::span::Stretch;
use crate::question::{Request, rooted};
use crate::text::{Script, Token, tokenise};

/// How many vectors a table has.
pub(super) const BUCKETS: usize = 8192;

/// Most words of a header that are told.
const MOST_OF_HEADER: usize = 6;

/// The place of `parts`, which say in which space they are told (FNV-1a).
fn bucket(space: u8, parts: &[&str]) -> u16 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut mix = |byte: u8| {
        hash ^= u32::from(byte);
        hash = hash.wrapping_mul(0x0100_0193);
    };
    mix(space);
    for part in parts {
        part.bytes().for_each(&mut mix);
        mix(0);
    }
    let folded = (hash ^ (hash >> 15)) % 8192;
    u16::try_from(folded).unwrap_or_default()
}

/// Words and pairs of the question, its names left out.
pub(super) fn of_question(request: &Request) -> Vec<u16> {
    let tokens = rooted(&tokenise(&request.text));
    let named = |t: &Token| request.names.iter().any(|n| n.start <= t.start && t.end <= n.end);
    let told: Vec<&Token> = tokens.iter().filter(|t| !named(t)).collect();
    let mut out = Vec::with_capacity(told.len() * 2);
    if let Some(first) = told.first() {
        out.push(bucket(b'f', &[&first.text]));
    }
    for (at, token) in told.iter().enumerate() {
        out.push(bucket(b'w', &[&token.text]));
        if let Some(next) = told.get(at + 1) {
            let beside = token.script == Script::Word || next.glued || next.script == Script::Hangul;
            if beside && next.start.saturating_sub(token.end) <= 1 {
                out.push(bucket(b'p', &[&token.text, &next.text]));
            }
        }
    }
    out
}

/// A text's shape: runs of digits, letters and characters, and the marks between them.
fn shape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let kind = match c {
            c if c.is_numeric() => '0',
            c if c.is_ascii_uppercase() => 'A',
            c if c.is_ascii_lowercase() => 'a',
            c if c.is_alphabetic() => '中',
            c if c.is_whitespace() => continue,
            c => c,
        };
        if !out.ends_with(kind) {
            out.push(kind);
        }
        if out.chars().count() >= 6 {
            break;
        }
    }
    out
}

/// What a stretch is, begins and ends with, what stands beside it, and what its column is called.
pub(super) fn of_stretch(stretch: &Stretch, text: &str, place: &Place<'_>, cell: Option<&Cell>) -> Vec<u16> {
    let tokens = &place.tokens;
    let kind = (stretch.kind as usize).to_string();
    let from = tokens.partition_point(|t| t.end <= stretch.start);
    let to = tokens.partition_point(|t| t.start < stretch.end);
    let word = |at: Option<usize>| -> &str { at.and_then(|i| tokens.get(i)).map_or("", |t| t.text.as_str()) };
    let length = (to.saturating_sub(from)).min(40);
    let size = (length.next_power_of_two()).to_string();
    let mut out = vec![
        bucket(b'k', &[&kind]),
        bucket(b'n', &[&kind, &size]),
        bucket(b'z', &[&shape(text)]),
    ];
    let (first, last) = (word(Some(from)), word(to.checked_sub(1)));
    out.push(bucket(b's', &[first]));
    out.push(bucket(b'e', &[last]));
    if length >= 2 {
        out.push(bucket(b's', &[first, word(Some(from + 1))]));
        out.push(bucket(b'e', &[word(to.checked_sub(2)), last]));
    }
    let within = cell.map_or((0, place.text.len()), |c| (c.start, c.end));
    let inside = |at: Option<usize>| {
        at.filter(|i| {
            tokens
                .get(*i)
                .is_some_and(|t| within.0 <= t.start && t.end <= within.1)
        })
    };
    let before = (inside(from.checked_sub(1)), inside(from.checked_sub(2)));
    let after = (inside(Some(to)), inside(Some(to + 1)));
    out.push(bucket(b'l', &[word(before.0)]));
    out.push(bucket(b'l', &[word(before.1), word(before.0)]));
    out.push(bucket(b'r', &[word(after.0)]));
    out.push(bucket(b'r', &[word(after.0), word(after.1)]));
    out.push(bucket(b'm', &[&kind, word(before.0)]));
    let mark = |c: Option<char>| {
        c.filter(|c| !c.is_alphanumeric())
            .map(String::from)
            .unwrap_or_default()
    };
    let left = place
        .text
        .get(within.0..stretch.start)
        .and_then(|b| b.trim_end().chars().next_back());
    let right = place
        .text
        .get(stretch.end..within.1)
        .and_then(|r| r.trim_start().chars().next());
    out.push(bucket(b'x', &[&mark(left), &mark(right)]));
    if let Some(cell) = cell {
        let header = rooted(&tokenise(&cell.header));
        for (at, token) in header.iter().rev().take(MOST_OF_HEADER).enumerate() {
            out.push(bucket(b'h', &[&token.text]));
            if at == 0 {
                out.push(bucket(b'o', &[&token.text]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_apart_by_digits_letters_and_marks() {
        assert_eq!(shape("12,500"), "0,0");
        assert_eq!(shape("NT$ 300"), "A$0");
        assert_eq!(shape("民國98年"), "中0中");
    }

    #[test]
    fn every_place_is_in_the_table() {
        for word in ["who", "幾", "얼마", ""] {
            assert!(usize::from(bucket(b'w', &[word])) < BUCKETS);
        }
        assert_ne!(bucket(b'w', &["who"]), bucket(b'f', &["who"]));
    }
}
