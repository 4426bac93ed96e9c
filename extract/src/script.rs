//! Writing systems of characters, and word boundaries that depend on them.

/// A Han character.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '々' | '〇')
}

/// A Hangul syllable or letter.
pub(crate) const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}')
}

/// Hiragana or Katakana.
pub(crate) const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}')
}

/// A letter of a script that writes words with spaces and without Han or Hangul: Latin, Greek, Cyrillic, …
pub(crate) fn is_word_letter(c: char) -> bool {
    c.is_alphabetic() && !is_han(c) && !is_hangul(c) && !is_kana(c)
}

/// Whether `text` contains a Hangul syllable.
pub(crate) fn has_hangul(text: &str) -> bool {
    text.chars().any(is_hangul)
}

/// Whether `text` contains a Han character.
pub(crate) fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Whether a name may begin or end between these two characters: never inside a Latin word or a number.
pub(crate) fn is_boundary(before: Option<char>, after: Option<char>) -> bool {
    match (before, after) {
        (Some(a), Some(b)) => {
            let both_words = is_word_letter(a) && is_word_letter(b);
            let both_numbers = a.is_ascii_digit() && b.is_ascii_digit();
            let mixed =
                (is_word_letter(a) && b.is_ascii_digit()) || (a.is_ascii_digit() && is_word_letter(b));
            !(both_words || both_numbers || mixed)
        }
        _ => true,
    }
}

/// The character that ends before byte `at`.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character that begins at byte `at`.
pub(crate) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
