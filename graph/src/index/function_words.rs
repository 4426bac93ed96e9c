//! Words that build a sentence and say nothing of what it is about: they count for less in a query.

/// Function words of English, sorted.
const WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "did", "do", "does", "for", "from", "had",
    "has", "have", "he", "her", "his", "how", "in", "is", "it", "its", "not", "of", "on", "or", "she",
    "that", "the", "their", "they", "this", "to", "was", "were", "what", "when", "where", "which", "who",
    "whom", "whose", "with",
];

/// Characters of Chinese particles, prepositions, pronouns and interrogatives. A pair with one of them often spans the end of a
/// word, and such chance pairs are rare enough to look like content.
const HAN: &str =
    "的是在於了和與及或為以由之其而也都就把被對從到有哪個什麼誰何嗎呢這那他她它們于与为对从个么谁吗这们";

/// Pairs of Korean interrogatives, endings and particles.
const HANGUL: &[&str] = &[
    "가요", "까요", "나요", "누가", "누구", "니까", "는가", "니다", "무슨", "무엇", "습니", "어느", "어디",
    "어떤", "언제", "얼마", "에서", "엇인", "으로", "은가", "인가", "입니",
];

/// Whether a folded word is a function word of English.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    WORDS.binary_search(&word).is_ok()
}

/// How much a token of [`tokenize`](super::tokenize) counts in a query, 0 to 1, beside its rarity.
#[must_use]
pub fn importance(token: &str) -> f32 {
    let mut characters = token.chars();
    let (first, second) = (characters.next(), characters.next());
    let Some(first) = first.filter(|c| !c.is_ascii()) else {
        return if is_function_word(token) { 0.3 } else { 1.0 };
    };
    if HANGUL.contains(&token) {
        return 0.3;
    }
    match (HAN.contains(first), second.map(|c| HAN.contains(c))) {
        (false, None | Some(false)) => 1.0,
        (true, Some(false)) | (false, Some(true)) => 0.5,
        (true, None | Some(true)) => 0.2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_for_the_search() {
        assert!(WORDS.is_sorted());
        assert!(is_function_word("the") && is_function_word("whose") && !is_function_word("film"));
    }

    #[test]
    fn pairs_over_the_edge_of_a_word_count_less() {
        assert_eq!(
            ["台北", "北的", "的是", "산업", "입니"].map(importance),
            [1.0, 0.5, 0.2, 1.0, 0.3]
        );
        assert_eq!(["the", "film"].map(importance), [0.3, 1.0]);
    }
}
