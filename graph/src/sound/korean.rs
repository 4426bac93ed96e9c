//! How a name sounds, so that Hangul and its many spellings in Latin letters agree.
//!
//! Hangul is written by the Revised Romanization syllable by syllable, without assimilation; then both sides are folded so that
//! the usual spellings (Kim and Gim, Young and Yeong, Joon and Jun) become one.

const INITIALS: [&str; 19] = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
    "yu", "eu", "ui", "i",
];
const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "p", "t", "t", "p", "l", "m", "p", "p", "t", "t",
    "ng", "t", "t", "k", "t", "p", "t",
];

/// Family names whose usual spelling is far from their sound.
const FAMILY: [(&str, &str); 12] = [
    ("lee", "i"),
    ("yi", "i"),
    ("rhee", "i"),
    ("ri", "i"),
    ("park", "bak"),
    ("pak", "bak"),
    ("choi", "choe"),
    ("oh", "o"),
    ("noh", "no"),
    ("roh", "no"),
    ("lim", "im"),
    ("yim", "im"),
];

/// The folded sound; none for names that are neither Hangul nor Latin, or too short to say anything.
pub(crate) fn sound(person: bool, key: &str) -> Option<String> {
    let latin = key.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    let hangul = key.chars().all(|c| ('가'..='힣').contains(&c));
    if key.is_empty() || !latin && !hangul {
        return None;
    }
    let (family, rest): (String, String) = if hangul {
        let syllables: Vec<String> = key.chars().map(syllable).collect();
        match syllables.split_first() {
            Some((family, rest)) if person && (1..=2).contains(&rest.len()) => {
                (family.clone(), rest.concat())
            }
            _ if person => return None,
            _ => (String::new(), syllables.concat()),
        }
    } else if person {
        let (family, rest) = key.split_once(' ')?;
        (family.to_owned(), rest.replace(' ', ""))
    } else {
        (String::new(), key.replace(' ', ""))
    };
    let family = FAMILY
        .iter()
        .find(|(written, _)| *written == family)
        .map_or(family.as_str(), |(_, sounds)| sounds);
    let folded = format!("{} {}", fold(family), fold(&rest));
    let letters = folded.trim().len();
    (letters >= if person { 4 } else { 8 }).then(|| folded.trim().to_owned())
}

/// How a syllable is written by the Revised Romanization, without assimilation, folded as [`sound`] folds.
pub(super) fn written(syllables: &str) -> String {
    fold(&syllables.chars().map(syllable).collect::<String>())
}

/// A Latin spelling folded as [`sound`] folds.
pub(super) fn folded(latin: &str) -> String {
    fold(latin)
}

fn syllable(c: char) -> String {
    let index = (c as usize).saturating_sub(0xAC00);
    let (initial, vowel, last) = (index / 588, index % 588 / 28, index % 28);
    let part = |table: &[&'static str], i: usize| table.get(i).copied().unwrap_or_default();
    format!(
        "{}{}{}",
        part(&INITIALS, initial),
        part(&VOWELS, vowel),
        part(&FINALS, last)
    )
}

/// Spellings of one sound as one.
fn fold(latin: &str) -> String {
    // An open eo stays: 서 and 수 are two.
    const SPELLINGS: [(&str, &str); 24] = [
        ("young", "yung"),
        ("eon", "un"),
        ("eok", "uk"),
        ("eog", "uk"),
        ("eol", "ul"),
        ("eom", "um"),
        ("eop", "up"),
        ("eob", "up"),
        ("oo", "u"),
        ("ou", "u"),
        ("wu", "u"),
        ("eu", "u"),
        ("ee", "i"),
        ("ui", "i"),
        ("ae", "e"),
        ("oi", "oe"),
        ("ch", "j"),
        ("sh", "s"),
        ("kk", "k"),
        ("ck", "k"),
        ("g", "k"),
        ("d", "t"),
        ("b", "p"),
        ("r", "l"),
    ];
    let mut text = latin.to_owned();
    for (from, to) in SPELLINGS {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    // ng was made nk by the fold of g; doubled letters say nothing.
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn usual_spellings_of_korean_names_sound_alike() {
        for (hangul, latin) in [
            ("김민수", "kim minsu"),
            ("김민수", "gim minsoo"),
            ("이영희", "lee younghee"),
            ("박정현", "park junghyun"),
            ("최준호", "choi joonho"),
            ("정우성", "jung woosung"),
        ] {
            assert_eq!(sound(true, hangul), sound(true, latin), "{hangul} {latin}");
        }
        assert_ne!(sound(true, "김민수"), sound(true, "kim minseok"));
        assert_ne!(sound(true, "김민서"), sound(true, "kim minsu"));
    }

    #[test]
    fn other_scripts_and_short_names_have_no_sound() {
        assert_eq!(sound(true, "陳建國"), None);
        assert_eq!(sound(false, "한빛"), None);
        assert_eq!(sound(false, "한빛전자산업"), sound(false, "hanbit jeonja saneop"));
    }
}
