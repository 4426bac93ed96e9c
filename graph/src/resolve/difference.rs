//! In what two names differ: by a slip of the pen, or by a word that makes another name.

use std::collections::HashMap;

use super::similarity::is_slip;
use crate::name::is_cjk;

/// A piece of a name that may be a word: one of Latin letters, or two neighbours in a Chinese or Korean name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Unit<'a> {
    Word(&'a str),
    Pair(char, char),
}

/// Which units stand in names beside the one that they were met in: these are words, and no slips.
#[derive(Debug, Default)]
pub(super) struct Words<'a> {
    /// A name that holds the unit, and whether another one does.
    holders: HashMap<Unit<'a>, (&'a str, bool)>,
    pairs: bool,
}

impl<'a> Words<'a> {
    /// Looks for the units of slips in the names of a collection.
    pub(super) fn of(slips: impl Iterator<Item = Unit<'a>>, names: impl Iterator<Item = &'a str>) -> Self {
        let mut words = Self::default();
        for unit in slips {
            words.pairs |= matches!(unit, Unit::Pair(..));
            words.holders.insert(unit, ("", false));
        }
        if words.holders.is_empty() {
            return words;
        }
        for name in names {
            for word in name.split(' ').filter(|word| word.is_ascii()) {
                words.meet(Unit::Word(word), name);
            }
            if words.pairs {
                for (a, b) in neighbours(name) {
                    words.meet(Unit::Pair(a, b), name);
                }
            }
        }
        words
    }

    fn meet(&mut self, unit: Unit<'a>, name: &'a str) {
        if let Some((first, several)) = self.holders.get_mut(&unit) {
            *several |= !first.is_empty() && *first != name;
            *first = name;
        }
    }

    fn are_known(&self, units: &[Unit<'_>]) -> bool {
        units
            .iter()
            .any(|unit| self.holders.get(unit).is_some_and(|(_, several)| *several))
    }
}

fn neighbours(name: &str) -> impl Iterator<Item = (char, char)> + '_ {
    let next = name.chars().skip(1);
    name.chars().zip(next).filter(|(a, b)| is_cjk(*a) && is_cjk(*b))
}

/// In what two names differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Difference<'a> {
    /// A letter too many, too few or two exchanged in a long word, or one Korean syllable spelled as it sounds: what is written
    /// there in one and in the other. It is a slip unless both are words.
    Slip(Vec<Unit<'a>>, Vec<Unit<'a>>),
    /// A word, a Han sign or a Hangul syllable: two names.
    Word,
    /// A number, an ordinal, a letter or a direction, by which sister bodies and the parts of a work are told apart.
    Sign,
}

impl<'a> Difference<'a> {
    /// Whether it is a slip in a collection with these words.
    pub(super) fn is_slip(&self, words: &Words<'_>) -> bool {
        match self {
            Self::Slip(one, other) => !(words.are_known(one) && words.are_known(other)),
            _ => false,
        }
    }

    /// What is written in the place of a slip.
    pub(super) fn units(&self) -> impl Iterator<Item = Unit<'a>> {
        let units = match self {
            Self::Slip(one, other) => [one.as_slice(), other.as_slice()],
            _ => [&[][..], &[][..]],
        };
        units.into_iter().flatten().copied()
    }
}

/// In what two names of one type differ.
pub(super) fn difference<'a>(a: &'a str, b: &'a str) -> Difference<'a> {
    if has_sign(a, b) {
        return Difference::Sign;
    }
    let cjk = |name: &str| name.chars().any(is_cjk);
    let slip = match (cjk(a), cjk(b)) {
        (false, false) if is_slip(a, b) => {
            let differ = a.split(' ').zip(b.split(' ')).find(|(x, y)| x != y);
            differ.map(|(x, y)| Difference::Slip(vec![Unit::Word(x)], vec![Unit::Word(y)]))
        }
        (true, true) => misspelt(a, b),
        _ => None,
    };
    slip.unwrap_or(Difference::Word)
}

/// English words that tell sisters apart.
const SIGN_WORDS: [&str; 44] = [
    "north",
    "northern",
    "south",
    "southern",
    "east",
    "eastern",
    "west",
    "western",
    "central",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "upper",
    "lower",
    "inner",
    "outer",
    "left",
    "right",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "new",
    "old",
    "senior",
    "junior",
    "deputy",
];

/// The same in Chinese and Korean, as keys write them.
const SIGNS: &str =
    "东西南北中上下左右内外前后新旧大小一二三四五六七八九十甲乙丙丁副동서남북중상하좌우내외전후신구대소";

/// Whether what is in one name and not in the other holds such a sign.
fn has_sign(a: &str, b: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let before = x.iter().zip(&y).take_while(|(p, q)| p == q).count();
    let longest = x.len().min(y.len()) - before;
    let after = x
        .iter()
        .rev()
        .zip(y.iter().rev())
        .take(longest)
        .take_while(|(p, q)| p == q)
        .count();
    let middle =
        |name: &[char]| -> Vec<char> { name.get(before..name.len() - after).unwrap_or_default().to_vec() };
    let (own, other) = (middle(&x), middle(&y));
    let cjk = own.iter().chain(&other).any(|c| is_cjk(*c));
    if cjk {
        // A sign for another, 東區 and 西區; not one among others, 소방 for 교육.
        let is_sign =
            |part: &[char]| part.len() <= 2 && part.iter().any(|c| SIGNS.contains(*c) || c.is_ascii_digit());
        return is_sign(&own) && is_sign(&other);
    }
    let words = |name: &str, than: &str| -> Vec<String> {
        let than: Vec<&str> = than.split(' ').collect();
        name.split(' ')
            .filter(|word| !than.contains(word))
            .map(str::to_owned)
            .collect()
    };
    let is_sign = |word: &String| {
        let roman = word.len() <= 5 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        word.len() == 1
            || roman
            || word.bytes().any(|b| b.is_ascii_digit())
            || SIGN_WORDS.contains(&word.as_str())
    };
    words(a, b).iter().chain(&words(b, a)).any(is_sign)
}

/// Names that differ in one Hangul syllable alone, and there only in what sounds alike.
fn misspelt(a: &str, b: &str) -> Option<Difference<'static>> {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut differ = x.iter().zip(&y).enumerate().filter(|(_, (p, q))| p != q);
    let (Some((at, (p, q))), None) = (differ.next(), differ.next()) else {
        return None;
    };
    let around = |name: &[char]| -> Vec<Unit<'static>> {
        let from = at.saturating_sub(1);
        let near = name.get(from..name.len().min(at + 2)).unwrap_or_default();
        near.windows(2)
            .filter_map(|pair| Some(Unit::Pair(*pair.first()?, *pair.get(1)?)))
            .collect()
    };
    (x.len() == y.len() && sound_alike(*p, *q)).then(|| Difference::Slip(around(&x), around(&y)))
}

/// Vowels that Korean papers mix up, as indices among the 21: ㅐ ㅔ, ㅒ ㅖ, ㅔ ㅖ, ㅙ ㅚ ㅞ.
const MIXED_VOWELS: [(u32, u32); 6] = [(1, 5), (3, 7), (5, 7), (10, 11), (10, 15), (11, 15)];

/// Lax and tense initials, as indices among the 19: ㄱ ㄲ, ㄷ ㄸ, ㅂ ㅃ, ㅅ ㅆ, ㅈ ㅉ.
const MIXED_INITIALS: [(u32, u32); 5] = [(0, 1), (3, 4), (7, 8), (9, 10), (12, 13)];

fn sound_alike(p: char, q: char) -> bool {
    let parts = |c: char| {
        let index = (c as u32).checked_sub(0xAC00).filter(|index| *index < 11_172)?;
        Some((index / 588, index % 588 / 28, index % 28))
    };
    let (Some(p), Some(q)) = (parts(p), parts(q)) else {
        return false;
    };
    let mixed = |pairs: &[(u32, u32)], x: u32, y: u32| pairs.contains(&(x.min(y), x.max(y)));
    match (p.0 == q.0, p.1 == q.1, p.2 == q.2) {
        (true, false, true) => mixed(&MIXED_VOWELS, p.1, q.1),
        (false, true, true) => mixed(&MIXED_INITIALS, p.0, q.0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Difference, Words, difference};

    fn is_slip(a: &str, b: &str, others: &[&str]) -> bool {
        let difference = difference(a, b);
        let names = others.iter().copied().chain([a, b]);
        difference.is_slip(&Words::of(difference.units(), names))
    }

    #[test]
    fn words_and_han_signs_make_other_names() {
        for (a, b) in [
            ("saltmere school of botany", "saltmere school of bookbinding"),
            ("saltmere forge", "saltmere forge works"),
            ("翠屏水土保持研究所", "翠屏水質保持研究所"),
            ("가람임업시험연구원", "가람잠업시험연구원"),
        ] {
            assert_eq!(difference(a, b), Difference::Word, "{a} / {b}");
        }
    }

    #[test]
    fn directions_ordinals_and_parts_are_signs() {
        for (a, b) in [
            ("thornby upper reach archive", "thornby lower reach archive"),
            (
                "estuary dredging scheme part iii",
                "estuary dredging scheme part iv",
            ),
            ("翠屏市立北区图书馆", "翠屏市立南区图书馆"),
            ("翠屏第一地政事务所", "翠屏第二地政事务所"),
            ("가람상수도사업소", "가람하수도사업소"),
            ("가람제3정수장", "가람제4정수장"),
        ] {
            assert_eq!(difference(a, b), Difference::Sign, "{a} / {b}");
        }
    }

    #[test]
    fn a_slip_is_none_where_both_forms_are_words() {
        let (one, other) = ("velmar mediation board", "velmar meditation board");
        assert!(is_slip(one, other, &[]), "nothing tells");
        assert!(!is_slip(one, other, &["centre mediation", "house meditation"]));
        assert!(
            is_slip(one, other, &["centre mediation", "house mediation"]),
            "one form alone is a word"
        );
        assert!(is_slip(
            "가람생태계연구원",
            "가람생테계연구원",
            &["생태계보전협회"]
        ));
        assert!(!is_slip(
            "가람재정연구원",
            "가람제정연구원",
            &["국가재정원", "법률제정위원회"]
        ));
    }
}
