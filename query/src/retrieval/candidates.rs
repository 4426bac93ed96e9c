//! Names that a reader would see without knowing the language well: capitalised spans and quoted names.
//!
//! They stand beside the extracted entities, which come from small models: a name that the model missed still joins the
//! passages that share it.

use crate::text::{Script, Token, is_stop_word, tokenise};

/// Small words that stand inside names: `University of the Arts`, `Ludwig van Beethoven`.
const CONNECTORS: &[&str] = &[
    "&", "al", "and", "bin", "da", "de", "del", "den", "der", "di", "du", "e", "el", "for", "ibn", "in",
    "la", "le", "of", "on", "the", "van", "von", "y",
];

/// Longest quoted name, in characters.
const MAX_QUOTED: usize = 48;

/// Candidate names in `text`, as written; repeated ones repeat.
#[must_use]
pub fn candidate_names(text: &str) -> Vec<String> {
    candidates_of(text, &tokenise(text))
}

/// As [`candidate_names`], of text that is taken apart already.
pub(super) fn candidates_of(text: &str, tokens: &[Token]) -> Vec<String> {
    let mut names = Vec::new();
    capitalised_spans(text, tokens, &mut names);
    quoted_names(text, &mut names);
    names
}

fn capitalised_spans(text: &str, tokens: &[Token], names: &mut Vec<String>) {
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        if !first.capital {
            at += 1;
            continue;
        }
        let last = end_of_span(text, tokens, at);
        let span = tokens.get(at..=last).unwrap_or_default();
        push_trimmed(text, span, names);
        if span.iter().any(|t| t.text == "and") {
            for part in span.split(|t| t.text == "and") {
                push_trimmed(text, part, names);
            }
        }
        at = last + 1;
    }
}

/// Index of the last capitalised word that belongs to the span beginning at `first`.
fn end_of_span(text: &str, tokens: &[Token], first: usize) -> usize {
    let (mut at, mut last) = (first, first);
    while let (Some(here), Some(next)) = (tokens.get(at), tokens.get(at + 1)) {
        let gap = text.get(here.end..next.start).unwrap_or_default().trim();
        let initial = gap == "." && here.end - here.start <= 2;
        if !(gap.is_empty() || initial || gap == "&") {
            break;
        }
        at += 1;
        let number = next.text.starts_with(|c: char| c.is_ascii_digit());
        if number && at - last > 1 {
            // `John Smith in 1998` is a name and a year.
            break;
        }
        if next.capital {
            last = at;
        } else if !CONNECTORS.contains(&next.text.as_str()) || at - last > 2 {
            break;
        }
    }
    last
}

fn push_trimmed(text: &str, span: &[Token], names: &mut Vec<String>) {
    let Some(skip) = span.iter().position(|t| !is_stop_word(&t.text)) else {
        return;
    };
    let Some(span) = span.get(skip..) else { return };
    let keep = span
        .iter()
        .rposition(|t| !is_stop_word(&t.text))
        .map_or(0, |i| i + 1);
    let Some((first, last)) = span.first().zip(keep.checked_sub(1).and_then(|k| span.get(k))) else {
        return;
    };
    let short_number = keep == 1 && first.text.len() < 3 && first.text.bytes().all(|b| b.is_ascii_digit());
    if !short_number && first.script == Script::Word {
        names.extend(text.get(first.start..last.end).map(str::to_owned));
    }
}

fn quoted_names(text: &str, names: &mut Vec<String>) {
    let mut open: Option<(char, usize)> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('「' | '『' | '《' | '〈' | '“' | '‘', _) => {
                open = Some((closing(c), at + c.len_utf8()))
            }
            (c, Some((close, start))) if c == close => {
                open = None;
                let name = text.get(start..at).unwrap_or_default();
                let length = name.chars().count();
                if (2..=MAX_QUOTED).contains(&length) && !name.contains(['。', '！', '？', '\n']) {
                    names.push(name.to_owned());
                }
            }
            _ => {}
        }
    }
}

const fn closing(open: char) -> char {
    match open {
        '「' => '」',
        '『' => '』',
        '《' => '》',
        '〈' => '〉',
        '“' => '”',
        _ => '’',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitalised_words_join_over_small_words() {
        let names = candidate_names("The Bank of England was led by Mervyn King and John Smith in 1998.");
        assert!(names.contains(&"Bank of England".to_owned()), "{names:?}");
        assert!(
            names.contains(&"John Smith".to_owned()) && names.contains(&"1998".to_owned()),
            "{names:?}"
        );
    }

    #[test]
    fn quotation_marks_of_every_kind_make_names() {
        assert_eq!(
            candidate_names("「甲計畫」依《乙法》辦理，‘병 과제’도"),
            ["甲計畫", "乙法", "병 과제"]
        );
    }
}
