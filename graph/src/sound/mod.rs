//! How Chinese and Korean names sound in Latin letters.
//!
//! Papers write a name in their own script, and people ask for it in another: `岱蒼…計畫` is `Daicang … Project`, `양건규` is
//! `Yang Geon-gyu`. What is told here suggests that two names are one; who asks has to look for more that says so.

pub(crate) mod korean;
pub(crate) mod mandarin;

use crate::name::is_cjk;

/// Fewest and most signs of a stem, the part of a name that is not translated.
const STEM: std::ops::RangeInclusive<usize> = 2..=4;

/// In which language a name sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tongue {
    /// Chinese, by Pinyin or Wade-Giles.
    Mandarin,
    /// Korean, by the Revised Romanization with its usual spellings as one.
    Korean,
}

/// The beginning of a name as it may be written in Latin letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stem {
    /// In which language.
    pub tongue: Tongue,
    /// In small letters.
    pub sound: String,
    /// How many bytes of the name it stands for.
    pub bytes: usize,
}

/// Every way of writing the first two to four signs of a name in Han or Hangul; none of other names.
#[must_use]
pub fn stems(name: &str) -> Vec<Stem> {
    let hangul = |c: char| ('가'..='힣').contains(&c);
    let Some(first) = name.chars().next().filter(|c| is_cjk(*c)) else {
        return Vec::new();
    };
    let signs: Vec<(usize, char)> = name
        .char_indices()
        .take(*STEM.end())
        .take_while(|(_, c)| is_cjk(*c) && hangul(*c) == hangul(first))
        .collect();
    let mut found = Vec::new();
    for count in STEM {
        let Some(bytes) = signs.get(count - 1).map(|(at, c)| at + c.len_utf8()) else {
            break;
        };
        let stem = name.get(..bytes).unwrap_or_default();
        if hangul(first) {
            found.push(Stem {
                tongue: Tongue::Korean,
                sound: korean::written(stem),
                bytes,
            });
            continue;
        }
        let sounds = mandarin::stem(stem);
        found.extend(sounds.into_iter().map(|sound| Stem {
            tongue: Tongue::Mandarin,
            sound,
            bytes,
        }));
    }
    found
}

/// A Latin word as [`stems`] writes sounds, in each language; none for what has other letters.
#[must_use]
pub fn heard(word: &str) -> Option<[(Tongue, String); 2]> {
    let letters: String = word
        .chars()
        .filter(|c| !matches!(c, '-' | '\'' | '’'))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ü' { 'u' } else { c })
        .collect();
    let plain = letters.len() >= 4 && letters.bytes().all(|b| b.is_ascii_lowercase());
    plain.then(|| {
        let korean = korean::folded(&letters);
        [(Tongue::Mandarin, letters), (Tongue::Korean, korean)]
    })
}

/// How a person's name in Han or Hangul sounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// A Chinese name: every way of writing the family name in Latin letters.
    Mandarin(Vec<String>),
    /// A Korean name: the sound of the whole, as [`Spelled`] has it.
    Korean(String),
}

/// The sound of a person's name; none of other names.
#[must_use]
pub fn person(name: &str) -> Option<Person> {
    if let Some(sound) = korean::sound(true, name).filter(|_| !name.is_ascii()) {
        return Some(Person::Korean(sound));
    }
    let family = mandarin::families(name);
    (!family.is_empty()).then_some(Person::Mandarin(family))
}

/// A name in Latin letters, read with the family name first or last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    /// The family name in small letters.
    pub family: String,
    /// The given name in small letters, without hyphens and spaces.
    pub given: String,
    /// How the whole sounds, were it Korean.
    pub korean: Option<String>,
}

impl Spelled {
    /// Both ways of reading two or three words; none of other numbers.
    #[must_use]
    pub fn of(words: &[&str]) -> Vec<Self> {
        let plain = |words: &[&str]| -> String {
            words
                .iter()
                .flat_map(|w| w.chars())
                .filter(|c| !matches!(c, '-' | '\'' | '’'))
                .flat_map(char::to_lowercase)
                .collect()
        };
        let read = |family: String, given: String| Self {
            korean: korean::sound(true, &format!("{family} {given}")),
            family,
            given,
        };
        match words {
            [first, middle @ .., last] if middle.len() <= 1 => vec![
                read(plain(&[first]), plain(words.get(1..).unwrap_or_default())),
                read(
                    plain(&[last]),
                    plain(words.get(..words.len() - 1).unwrap_or_default()),
                ),
            ],
            _ => Vec::new(),
        }
    }

    /// Whether a Chinese name is the one that is spelled so.
    #[must_use]
    pub fn spells(&self, name: &str) -> bool {
        mandarin::spells(name, &self.family, &self.given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_heard(name: &str, word: &str) -> bool {
        heard(word).is_some_and(|ways| {
            stems(name)
                .iter()
                .any(|stem| ways.contains(&(stem.tongue, stem.sound.clone())))
        })
    }

    #[test]
    fn the_beginning_of_a_name_is_heard_in_latin_letters() {
        for (name, word) in [
            ("霧峒隧道養護計畫", "Wudong"),
            ("臺中市", "Taichung"),
            ("新竹縣", "Hsinchu"),
            ("昕陂圳", "Xinbei"),
            ("昕陂圳", "Xinpi"),
            ("하늘샘 정수장 개량 과제", "Haneulsaem"),
            ("여울시", "Yeoul"),
        ] {
            assert!(is_heard(name, word), "{name} {word}");
        }
        assert!(!is_heard("霧峒隧道養護計畫", "Wudang"));
        assert!(!is_heard("하늘샘 정수장", "Haneul Park"));
        assert!(stems("Wudong Tunnel").is_empty());
    }

    fn is_spelled(name: &str, words: &[&str]) -> bool {
        Spelled::of(words).iter().any(|spelled| match person(name) {
            Some(Person::Mandarin(families)) => families.contains(&spelled.family) && spelled.spells(name),
            Some(Person::Korean(sound)) => spelled.korean.as_ref() == Some(&sound),
            None => false,
        })
    }

    #[test]
    fn people_are_spelled_with_the_family_name_first_or_last() {
        assert!(is_spelled("許芷涵", &["Chih-Han", "Hsu"]));
        assert!(is_spelled("許芷涵", &["Xu", "Zhihan"]));
        assert!(is_spelled("歐陽芷涵", &["Ouyang", "Zhihan"]));
        assert!(is_spelled("游昀柏", &["Yun-Bo", "Yu"]));
        assert!(is_spelled("남기훈", &["Nam", "Gi-hun"]));
        assert!(is_spelled("남기훈", &["Ki", "Hoon", "Nam"]));
        assert!(!is_spelled("남기훈", &["Nam", "Gi-hyun"]));
        assert!(!is_spelled("許芷涵", &["Hsu"]));
        assert!(!is_spelled("許芷涵", &["Chih-Hao", "Hsu"]));
    }
}
