//! Korean common nouns: 분양신청 and 변동성 of forms and articles are nobody's names, though a model may take them for some.
//!
//! `nouns.txt.gz` of a model folder is written by `extract/training/nouns.py`: a noun a line, those first that end the name of no body in any
//! labelled set, then an empty line, then the others.

use std::collections::HashSet;
use std::path::Path;

use crate::extraction::EntityType;
use crate::packed;
use crate::script::is_hangul;

/// Name of the file in the model's folder.
const FILE: &str = "nouns.txt.gz";
/// Characters of a noun.
const SHORTEST: usize = 2;
const LONGEST: usize = 4;
/// Longest word that is taken apart, in characters.
const LONGEST_WORD: usize = 16;

/// Nouns, by whether the name of a body may end with them.
#[derive(Debug, Default)]
pub(crate) struct Nouns {
    plain: HashSet<String>,
    heads: HashSet<String>,
}

impl Nouns {
    /// The nouns of a model folder; none where it has no such file or one that cannot be read.
    pub(crate) fn open(folder: &Path) -> Option<Self> {
        let content = String::from_utf8(packed::read(&folder.join(FILE)).ok()?).ok()?;
        Some(Self::read(&content))
    }

    fn read(content: &str) -> Self {
        let (plain, heads) = content.split_once("\n\n").unwrap_or((content, ""));
        let words = |part: &str| part.lines().map(str::to_owned).collect();
        Self {
            plain: words(plain),
            heads: words(heads),
        }
    }

    /// Whether what a model alone takes for a name is made of common nouns: of one, where it would be a person or a place (of several
    /// these may be the name of a square or a school), of any number whose last heads no name of a body, where it would be one.
    pub(crate) fn is_matter(&self, name: &str, kind: EntityType) -> bool {
        match kind {
            EntityType::Person => self.plain.contains(name) || self.is_derived(name),
            EntityType::Place => self.plain.contains(name),
            EntityType::Organization => {
                let mut words = name.split([' ', '·', 'ㆍ']).filter(|w| !w.is_empty()).peekable();
                let mut any = false;
                while let Some(word) = words.next() {
                    any = true;
                    if !self.is_made_of_nouns(word, words.peek().is_none()) {
                        return false;
                    }
                }
                any
            }
            _ => false,
        }
    }

    /// 구입비, 신분증: a noun of two syllables with one of those that make another of it and end nobody's name.
    fn is_derived(&self, name: &str) -> bool {
        let mut syllables = name.chars();
        let last = syllables.next_back();
        last.is_some_and(|c| matches!(c, '권' | '비' | '증' | '할' | '율' | '액' | '료'))
            && name.chars().count() == 3
            && self.plain.contains(syllables.as_str())
    }

    /// Whether a word can be cut into nouns, the last of them one that heads no name where that is asked for.
    fn is_made_of_nouns(&self, word: &str, last: bool) -> bool {
        let chars: Vec<char> = word.chars().collect();
        if chars.len() > LONGEST_WORD || !chars.iter().all(|c| is_hangul(*c)) {
            return false;
        }
        let mut reached = vec![false; chars.len() + 1];
        if let Some(first) = reached.first_mut() {
            *first = true;
        }
        for start in 0..chars.len() {
            if reached.get(start) != Some(&true) {
                continue;
            }
            for end in start + SHORTEST..=(start + LONGEST).min(chars.len()) {
                let piece: String = chars.get(start..end).unwrap_or(&[]).iter().collect();
                let heads_none = last && end == chars.len();
                if (self.plain.contains(&piece) || !heads_none && self.heads.contains(&piece))
                    && let Some(place) = reached.get_mut(end)
                {
                    *place = true;
                }
            }
        }
        reached.last() == Some(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::Nouns;
    use crate::extraction::EntityType::{Organization, Person, Place};

    #[test]
    fn words_of_forms_are_nobodys_names() {
        let nouns = Nouns::read("관리\n변동성\n분양\n소송\n신청\n청구\n매도\n처분\n\n계획\n공사\n");
        for name in ["분양신청", "매도청구 소송", "처분ㆍ관리", "신청"] {
            assert!(nouns.is_matter(name, Organization), "{name}");
        }
        for name in ["관리공사", "분양한신청", "한국", "", "관리 공사", "분양A신청"] {
            assert!(!nouns.is_matter(name, Organization), "{name}");
        }
        assert!(nouns.is_matter("변동성", Person) && nouns.is_matter("소송비", Person));
        assert!(!nouns.is_matter("소송이", Person) && !nouns.is_matter("은송비", Person));
        assert!(!nouns.is_matter("분양신청", Place));
    }
}
