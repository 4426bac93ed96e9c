//! Terms for counting: what BM25 would call words.

use super::token::{Script, Token, tokenise};

/// Whether a folded word is a stop word of English.
#[must_use]
pub fn is_stop_word(word: &str) -> bool {
    quarry_graph::is_function_word(word)
}

/// Stemmed words without stop words, and overlapping pairs of Han or Hangul characters.
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    terms_of(&tokenise(text))
}

/// As [`terms`], of text that is taken apart already.
pub(crate) fn terms_of(tokens: &[Token]) -> Vec<String> {
    let mut out = Vec::with_capacity(tokens.len());
    for (i, token) in tokens.iter().enumerate() {
        if token.script == Script::Word {
            if !is_stop_word(&token.text) {
                out.push(stem(&token.text));
            }
            continue;
        }
        let next = tokens.get(i + 1).filter(|n| n.glued && n.script == token.script);
        let follows = token.glued
            && i.checked_sub(1)
                .and_then(|p| tokens.get(p))
                .is_some_and(|p| p.script == token.script);
        if let Some(next) = next {
            out.push(format!("{}{}", token.text, next.text));
        } else if !follows {
            out.push(token.text.clone());
        }
    }
    out
}

/// Single Han and Hangul characters, marked so that none is taken for a term: what is left in common of words that differ in
/// their writing by one character, or stand in another order.
#[must_use]
pub fn characters(text: &str) -> Vec<String> {
    characters_of(&tokenise(text)).collect()
}

/// As [`characters`], of text that is taken apart already.
pub(crate) fn characters_of(tokens: &[Token]) -> impl Iterator<Item = String> {
    let single = tokens.iter().filter(|t| t.script != Script::Word);
    single.map(|t| character(&t.text))
}

/// The terms and characters that every text has which has all of these tokens, wherever they stand in it.
pub(crate) fn terms_of_each<'a>(tokens: &'a [Token]) -> impl Iterator<Item = String> + 'a {
    tokens.iter().filter_map(|token| match token.script {
        Script::Word if is_stop_word(&token.text) => None,
        Script::Word => Some(stem(&token.text)),
        Script::Han | Script::Hangul => Some(character(&token.text)),
    })
}

/// The term that stands for one character in [`characters`].
#[must_use]
pub fn character(one: &str) -> String {
    format!("{one}{CHARACTER}")
}

/// Whether a term is one of [`characters`], and which.
#[must_use]
pub fn as_character(term: &str) -> Option<&str> {
    term.strip_suffix(CHARACTER)
}

/// Stands behind a character that is no term.
const CHARACTER: char = '\u{1}';

/// Plural endings off; enough to bring `films` and `film` together without a dictionary.
fn stem(word: &str) -> String {
    let n = word.chars().count();
    if n > 4 && word.ends_with("ies") {
        return format!("{}y", word.trim_end_matches("ies"));
    }
    if n > 4 && word.ends_with("sses") {
        return word.strip_suffix("es").unwrap_or(word).to_owned();
    }
    if n > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|e| word.ends_with(e)) {
        return word.strip_suffix('s').unwrap_or(word).to_owned();
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stemmed_and_han_is_paired() {
        assert_eq!(terms("The films of 臺北市"), ["film", "台北", "北市"]);
        assert_eq!(terms("청 기관"), ["청", "기관"]);
    }
}
