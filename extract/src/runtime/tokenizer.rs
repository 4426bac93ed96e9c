//! Text to tokens by script: one token a Han or Hangul character, kana or digit; other words by greedy longest match.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::extractor::ExtractError;
use crate::script::{is_han, is_hangul};

const UNKNOWN: i64 = 1;
/// Longest word that is looked up, in characters.
const LONGEST_WORD: usize = 32;

const SPACE: i64 = 1;
const UPPER: i64 = 1 << 1;
const CAPITALS: i64 = 1 << 2;
const DIGIT: i64 = 1 << 3;
const HAN: i64 = 1 << 4;
const HANGUL: i64 = 1 << 5;
const LATIN: i64 = 1 << 6;
const OTHER: i64 = 1 << 7;

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Place in the vocabulary.
    pub(crate) id: i64,
    /// Feature bits: preceded by space, first letter upper-case, all upper-case, digit, Han, Hangul, Latin, other; those of
    /// a dictionary stand above them ([`super::gazetteer`]).
    pub(crate) features: i64,
    /// Whether the token goes on with the word of the one before it.
    pub(crate) continues: bool,
    /// Bytes of the text.
    pub(crate) bytes: Range<usize>,
}

impl Token {
    /// Whether the token is part of a word.
    pub(crate) const fn is_letter(&self) -> bool {
        self.features & (DIGIT | OTHER) == 0
    }

    /// Whether the vocabulary lacks it.
    pub(crate) const fn is_unknown(&self) -> bool {
        self.id == UNKNOWN
    }
}

/// Class of a normalised character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Single(i64),
    Letter,
}

/// The tokenizer of one vocabulary.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    ids: HashMap<String, i64>,
    /// Lines of the vocabulary; `ids` has more entries where a line has several spellings.
    size: i64,
}

impl Tokenizer {
    /// Reads a vocabulary, one token a line, other spellings of it after tabs (a simplified character beside its Traditional one).
    pub(crate) fn read(path: &Path) -> Result<Self, ExtractError> {
        let text = std::fs::read_to_string(path).map_err(|e| ExtractError::Model {
            path: path.to_path_buf(),
            message: e.to_string(),
        })?;
        Ok(Self::new(text.trim_end_matches('\n').split('\n')))
    }

    pub(super) fn new<'a>(vocabulary: impl Iterator<Item = &'a str>) -> Self {
        let lines: Vec<(i64, &str)> = (0_i64..).zip(vocabulary).collect();
        let size = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let mut ids: HashMap<String, i64> = lines
            .iter()
            .map(|(id, line)| (line.split('\t').next().unwrap_or("").to_owned(), *id))
            .collect();
        for (id, line) in lines {
            for other in line.split('\t').skip(1) {
                ids.entry(other.to_owned()).or_insert(id);
            }
        }
        Self { ids, size }
    }

    /// How many tokens the vocabulary has, each with all its spellings.
    pub(super) const fn size(&self) -> i64 {
        self.size
    }

    /// The tokens of a text.
    pub(crate) fn tokens(&self, text: &str) -> Vec<Token> {
        let chars: Vec<(Range<usize>, char, Class)> = text
            .char_indices()
            .map(|(at, c)| {
                let normal = normalise(c);
                (at..at + c.len_utf8(), normal, class_of(normal))
            })
            .collect();
        let mut tokens = Vec::with_capacity(chars.len());
        let mut spaced = false;
        let mut at = 0;
        while let Some((bytes, c, class)) = chars.get(at) {
            let space = if std::mem::take(&mut spaced) { SPACE } else { 0 };
            match class {
                Class::Space => {
                    spaced = true;
                    at += 1;
                }
                Class::Single(bit) => {
                    let mut buffer = [0; 4];
                    let id = self
                        .ids
                        .get(&*c.encode_utf8(&mut buffer))
                        .copied()
                        .unwrap_or(UNKNOWN);
                    tokens.push(Token {
                        id,
                        features: bit | space,
                        continues: false,
                        bytes: bytes.clone(),
                    });
                    at += 1;
                }
                Class::Letter => {
                    let end = chars[at..]
                        .iter()
                        .position(|(_, _, class)| *class != Class::Letter)
                        .map_or(chars.len(), |n| at + n);
                    self.word(chars.get(at..end).unwrap_or(&[]), space, &mut tokens);
                    at = end;
                }
            }
        }
        tokens
    }

    /// The pieces of a run of letters.
    fn word(&self, run: &[(Range<usize>, char, Class)], space: i64, tokens: &mut Vec<Token>) {
        let (Some((first, initial, _)), Some((last, ..))) = (run.first(), run.last()) else {
            return;
        };
        let mut bits = if is_latin(*initial) { LATIN } else { 0 };
        if initial.is_uppercase() {
            bits |= UPPER;
            if run.len() > 1 && run.iter().all(|(_, c, _)| c.is_uppercase()) {
                bits |= CAPITALS;
            }
        }
        match self.pieces(run) {
            Some(pieces) => tokens.extend(pieces.into_iter().enumerate().map(|(index, (id, bytes))| Token {
                id,
                features: bits | if index == 0 { space } else { 0 },
                continues: index > 0,
                bytes,
            })),
            None => tokens.push(Token {
                id: UNKNOWN,
                features: bits | space,
                continues: false,
                bytes: first.start..last.end,
            }),
        }
    }

    fn pieces(&self, run: &[(Range<usize>, char, Class)]) -> Option<Vec<(i64, Range<usize>)>> {
        if run.len() > LONGEST_WORD {
            return None;
        }
        let mut pieces = Vec::new();
        let mut start = 0;
        while start < run.len() {
            let prefix = if start == 0 { "" } else { "##" };
            let (end, id) = (start + 1..=run.len()).rev().find_map(|end| {
                let mut piece = String::from(prefix);
                piece.extend(run.get(start..end)?.iter().map(|(_, c, _)| c));
                self.ids.get(&piece).map(|id| (end, *id))
            })?;
            let bytes = run.get(start)?.0.start..run.get(end - 1)?.0.end;
            pieces.push((id, bytes));
            start = end;
        }
        Some(pieces)
    }
}

/// The NFKC form where it is one character.
fn normalise(c: char) -> char {
    if c.is_ascii()
        || is_han(c) && !matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
        || matches!(c, '\u{AC00}'..='\u{D7A3}')
    {
        return c;
    }
    let mut folded = std::iter::once(c).nfkc();
    match (folded.next(), folded.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn class_of(c: char) -> Class {
    if c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}') {
        Class::Space
    } else if is_han(c) {
        Class::Single(HAN)
    } else if is_hangul(c) {
        Class::Single(HANGUL)
    } else if matches!(c, '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}') {
        Class::Single(0)
    } else if c.is_ascii_digit() {
        Class::Single(DIGIT)
    } else if c.is_alphabetic() {
        Class::Letter
    } else {
        Class::Single(OTHER)
    }
}

const fn is_latin(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

#[cfg(test)]
mod tests {
    use super::Tokenizer;

    #[test]
    fn other_spellings_are_the_same_token() {
        let tokenizer = Tokenizer::new(["[PAD]", "[UNK]", "國\t国", "后", "後\t后"].into_iter());
        let ids: Vec<i64> = tokenizer.tokens("国國后後").iter().map(|t| t.id).collect();
        // 后 has a token of its own, which no other spelling takes from it
        assert_eq!(ids, [2, 2, 3, 4]);
        assert_eq!(tokenizer.size(), 5);
    }

    #[test]
    fn every_script_in_its_own_way() {
        let tokenizer = Tokenizer::new("[PAD] [UNK] 海 한 1 Har ##bour 。 Ａ".split(' '));
        let text = "海 Harbour1。한xyz";
        let tokens: Vec<(i64, i64, &str)> = tokenizer
            .tokens(text)
            .into_iter()
            .map(|t| (t.id, t.features, &text[t.bytes]))
            .collect();
        assert_eq!(
            tokens,
            [
                (2, 16, "海"),
                (5, 67, "Har"),
                (6, 66, "bour"),
                (4, 8, "1"),
                (7, 128, "。"),
                (3, 32, "한"),
                (1, 64, "xyz")
            ]
        );
    }
}
