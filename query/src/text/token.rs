//! Words, and single characters of scripts that are written without spaces.

use super::fold::fold;

/// The scripts that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Letters and digits of scripts with spaces between words.
    Word,
    /// Han characters and kana.
    Han,
    /// Hangul syllables.
    Hangul,
}

/// One token: a word, or one Han or Hangul character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Folded text.
    pub text: String,
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte in the text.
    pub end: usize,
    /// What it is written in.
    pub script: Script,
    /// Whether the word begins with a capital letter or a digit; false for Han and Hangul.
    pub capital: bool,
    /// Whether it follows the token before it without space or punctuation between.
    pub glued: bool,
}

/// Script of a character that belongs to a token.
#[must_use]
pub(super) fn script_of(c: char) -> Option<Script> {
    match c {
        '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => Some(Script::Hangul),
        '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{20000}'..='\u{3ffff}' => Some(Script::Han),
        c if c.is_alphanumeric() => Some(Script::Word),
        _ => None,
    }
}

/// Cuts `text` into tokens. A word keeps inner apostrophes, hyphens and full stops (`o'brien`, `xi-530`, `u.s`); a
/// possessive `'s` is left out of it.
#[must_use]
pub fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let Some(script) = script_of(c) else { continue };
        let mut end = start + c.len_utf8();
        if script == Script::Word {
            while let Some(&(at, next)) = chars.peek() {
                if script_of(next) == Some(Script::Word) || is_accent(next) {
                    end = at + next.len_utf8();
                    chars.next();
                } else if matches!(next, '\'' | '’' | '-' | '.' | '‐' | '‑')
                    && text
                        .get(at + next.len_utf8()..)
                        .and_then(|r| r.chars().next())
                        .and_then(script_of)
                        == Some(Script::Word)
                {
                    chars.next();
                } else {
                    break;
                }
            }
        }
        let surface = text.get(start..end).unwrap_or_default();
        let mut folded = fold(surface);
        if script == Script::Word && folded.len() > 2 && folded.ends_with("'s") {
            folded.truncate(folded.len() - 2);
            end = end.saturating_sub(surface.chars().rev().take(2).map(char::len_utf8).sum());
        }
        if folded.is_empty() {
            continue;
        }
        let glued = tokens.last().is_some_and(|t| t.end == start);
        let capital = script == Script::Word && (c.is_uppercase() || c.is_numeric());
        tokens.push(Token {
            text: folded,
            start,
            end,
            script,
            capital,
            glued,
        });
    }
    tokens
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

/// The name as its tokens, joined as a reader would: spaces between words, none beside Han or Hangul.
///
/// Two spellings of a name that differ in width, case, accents, punctuation or Korean spacing have one key.
#[must_use]
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut last = None;
    for token in tokenise(name) {
        if last == Some(Script::Word) && token.script == Script::Word {
            key.push(' ');
        }
        key.push_str(&token.text);
        last = Some(token.script);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_place_and_lose_the_possessive() {
        let tokens = tokenise("Lothair II's XI-530 網關");
        let texts: Vec<&str> = tokens.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(texts, ["lothair", "ii", "xi-530", "網", "關"]);
        assert_eq!(
            tokens.get(1).map(|t| (t.start, t.end, t.capital)),
            Some((8, 10, true))
        );
    }

    #[test]
    fn korean_spacing_does_not_change_a_key() {
        assert_eq!(name_key("스코프 랩스"), name_key("스코프랩스"));
        assert_eq!(name_key("Polish-Russian War (film)"), "polish-russian war film");
    }
}
