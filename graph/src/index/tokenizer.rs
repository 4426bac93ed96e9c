//! How text is cut for the text index: words where a script writes them apart, pairs of characters where it does not.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::han::traditional;
use crate::name::is_cjk;

/// Tokens longer than this many characters are cut off; nobody asks for them.
const LONGEST_WORD: usize = 64;

/// The tokens of `text`, in order.
///
/// After NFKC and case folding, with simplified characters as traditional ones: runs of Han, Hangul and Kana give every pair of neighbours (`산업진흥` gives `산업 업진 진흥`), so
/// that a noun is found inside a compound and before a particle; a run of one character gives that character. Runs of other
/// letters and digits give words, English plurals cut back. Numbers lose their grouping commas.
#[must_use]
pub fn tokenize(text: &str) -> Vec<String> {
    let folded: Vec<char> = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(traditional)
        .collect();
    let mut tokens = Vec::with_capacity(folded.len());
    let mut position = 0;
    while let Some(first) = folded.get(position).copied() {
        let run = |belongs: &dyn Fn(usize, char) -> bool| {
            let rest = folded.get(position..).unwrap_or_default();
            rest.iter()
                .enumerate()
                .take_while(|(i, c)| belongs(position + i, **c))
                .count()
        };
        let length = if is_cjk(first) {
            let length = run(&|_, c| is_cjk(c));
            pairs(
                folded.get(position..position + length).unwrap_or_default(),
                &mut tokens,
            );
            length
        } else if first.is_alphanumeric() {
            let length = run(&|i, c| is_word(&folded, i, c));
            word(
                folded.get(position..position + length).unwrap_or_default(),
                &mut tokens,
            );
            length
        } else {
            1
        };
        position += length.max(1);
    }
    tokens
}

/// Letters and digits, marks on them, and commas and points between two digits.
fn is_word(text: &[char], at: usize, c: char) -> bool {
    let digit = |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(char::is_ascii_digit);
    let joins = matches!(c, ',' | '.') && digit(at.checked_sub(1)) && digit(at.checked_add(1));
    (c.is_alphanumeric() && !is_cjk(c)) || is_combining_mark(c) || joins
}

fn pairs(run: &[char], tokens: &mut Vec<String>) {
    match run {
        [one] => tokens.push(one.to_string()),
        _ => tokens.extend(run.windows(2).map(|pair| pair.iter().collect::<String>())),
    }
}

fn word(run: &[char], tokens: &mut Vec<String>) {
    let word: String = run.iter().filter(|c| **c != ',').take(LONGEST_WORD).collect();
    tokens.push(singular(word));
}

/// Harman's S stemmer ("How effective is suffixing?", JASIS 1991): joins English plurals to their singulars, nothing else.
fn singular(mut word: String) -> String {
    if word.len() < 4 || !word.is_ascii() {
        return word;
    }
    let ends = |suffix: &str| word.ends_with(suffix);
    if ends("ies") && !ends("eies") && !ends("aies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if (ends("es") && !ends("aes") && !ends("ees") && !ends("oes"))
        || (ends("s") && !ends("us") && !ends("ss"))
    {
        word.truncate(word.len() - 1);
    }
    word
}

/// [`tokenize`] as Tantivy wants it. Offsets are not kept: nothing reads them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct BigramTokenizer;

/// Name under which the tokenizer is registered and which the index's schema keeps.
pub(crate) const TOKENIZER_NAME: &str = "quarry_bigram_2";

impl Tokenizer for BigramTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream(&mut self, text: &str) -> Tokens {
        Tokens {
            texts: tokenize(text).into_iter(),
            token: Token::default(),
            position: 0,
        }
    }
}

/// The stream of [`BigramTokenizer`].
pub(crate) struct Tokens {
    texts: std::vec::IntoIter<String>,
    token: Token,
    position: usize,
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        let Some(text) = self.texts.next() else {
            return false;
        };
        self.token = Token {
            text,
            position: self.position,
            ..Token::default()
        };
        self.position += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::tokenize;

    #[test]
    fn scripts_are_cut_each_in_its_way() {
        assert_eq!(tokenize("산업진흥원은"), ["산업", "업진", "진흥", "흥원", "원은"]);
        assert_eq!(tokenize("臺北市"), ["台北", "北市"]);
        assert_eq!(tokenize("台湾银行"), tokenize("臺灣銀行"));
        assert_eq!(tokenize("第3次"), ["第", "3", "次"]);
        assert_eq!(
            tokenize("Policies of two Agencies' buses"),
            ["policy", "of", "two", "agency", "buse"]
        );
        assert_eq!(tokenize("ＡＢＣ 12,500.5천원"), ["abc", "12500.5", "천원"]);
        assert_eq!(tokenize("…—"), Vec::<String>::new());
    }

    #[test]
    fn a_noun_is_found_inside_a_compound_and_before_a_particle() {
        let text = tokenize("한국데이터산업진흥원에서");
        for token in tokenize("산업진흥원") {
            assert!(text.contains(&token), "{token}");
        }
    }
}
