//! Roots: what an English word shares with its inflections and with the words made from it.

/// Endings, the longest first of those that share an end, with the fewest letters that have to stay before them.
const ENDINGS: &[(&str, usize)] = &[
    ("ations", 4),
    ("ation", 4),
    ("ments", 4),
    ("ment", 4),
    ("ings", 4),
    ("ing", 4),
    ("ions", 4),
    ("ion", 4),
    ("ors", 4),
    ("or", 4),
    ("ers", 4),
    ("er", 4),
    ("est", 4),
    ("ies", 3),
    ("ied", 3),
    ("eds", 4),
    ("ed", 4),
    ("es", 4),
    ("ly", 4),
    ("e", 4),
    ("ys", 4),
    ("y", 4),
    ("s", 3),
];

/// The root of a folded word: `operates`, `operated`, `operator` and `operation` share one. Not a word itself, and good for
/// comparing only. Words with a digit and words of other scripts stay as they are.
#[must_use]
pub fn root(word: &str) -> String {
    if !word.chars().all(|c| c.is_ascii_alphabetic()) {
        return word.to_owned();
    }
    if word.len() <= 3 || ["ss", "us", "is"].iter().any(|e| word.ends_with(e)) {
        return word.to_owned();
    }
    let mut kept = word;
    for (ending, least) in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= *least
        {
            kept = rest;
            break;
        }
    }
    // `dredging` and `dredge`, `planned` and `plan`.
    let kept = kept.strip_suffix('e').filter(|k| k.len() >= 4).unwrap_or(kept);
    // `operates` and `operation`.
    let kept = kept.strip_suffix("at").filter(|k| k.len() >= 4).unwrap_or(kept);
    let mut letters = kept.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(a), Some(b))
            if a == b && kept.len() > 4 && kept.len() < word.len() && !matches!(a, 'l' | 's') =>
        {
            kept.get(..kept.len() - 1).unwrap_or(kept).to_owned()
        }
        _ => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_one_word_has_one_root() {
        for family in [
            ["operates", "operated", "operator", "operation"],
            ["opens", "opened", "opening", "open"],
            ["deep", "deeper", "deepest", "deeply"],
            ["manages", "manager", "management", "managed"],
            ["dredging", "dredges", "dredged", "dredger"],
            ["planned", "planner", "planning", "plan"],
        ] {
            let roots: Vec<String> = family.iter().map(|w| root(w)).collect();
            assert!(
                roots.iter().all(|r| *r == roots[0] || r.starts_with(&roots[0])),
                "{roots:?}"
            );
        }
        assert_eq!(root("saturdays"), root("saturday"));
    }

    #[test]
    fn short_words_and_codes_stay() {
        assert_eq!(root("bus"), "bus");
        assert_eq!(root("b-05"), "b-05");
        assert_ne!(root("head"), root("headquarters"));
        assert_ne!(root("state"), root("statue"));
    }
}
