//! Names as paths of tokens from one root, so that names which begin alike share their beginning.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::token::{Token, tokenise};

/// Longest name, in tokens.
const LONGEST: usize = 64;

/// So many paths are carried on whether or not anything leads to them.
const SPARED: usize = 4_096;

/// The root, which is no name's path.
pub(super) const ROOT: u32 = 0;

/// A name's path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Path {
    /// Number of the path, from 1.
    pub(crate) number: u32,
    /// Number of tokens.
    pub(crate) tokens: usize,
}

/// Paths that only grow: the number of a path stays what it is, so that it can be kept beside a text for as long as the text
/// stays the same, whatever becomes of the names.
#[derive(Debug, Default, Clone)]
pub(crate) struct NamePaths {
    words: HashMap<Arc<str>, u32>,
    /// By number.
    texts: Vec<Arc<str>>,
    /// By path and word.
    steps: HashMap<u64, u32, BuildHasherDefault<Spread>>,
    /// The path one word before each, from path 1 on, and that word.
    back: Vec<(u32, u32)>,
}

impl NamePaths {
    /// The path of `name`, made where it is not there; none for a name without tokens or with too many.
    pub(crate) fn add(&mut self, name: &str) -> Option<Path> {
        let tokens = tokenise(name);
        if tokens.is_empty() || tokens.len() > LONGEST {
            return None;
        }
        let count = tokens.len();
        let mut path = ROOT;
        for token in tokens {
            let word = match self.words.get(token.text.as_str()) {
                Some(word) => *word,
                None => {
                    let word = u32::try_from(self.texts.len()).ok()?;
                    let text: Arc<str> = token.text.into();
                    self.texts.push(Arc::clone(&text));
                    self.words.insert(text, word);
                    word
                }
            };
            let next = u32::try_from(self.back.len() + 1).ok()?;
            let to = *self.steps.entry(step(path, word)).or_insert(next);
            if to == next {
                self.back.push((path, word));
            }
            path = to;
        }
        Some(Path {
            number: path,
            tokens: count,
        })
    }

    /// The path of `name`; none where it is not there.
    pub(crate) fn get(&self, name: &str) -> Option<Path> {
        let tokens = tokenise(name);
        let mut path = ROOT;
        for token in &tokens {
            path = self.follow(path, *self.words.get(token.text.as_str())?)?;
        }
        (path != ROOT).then_some(Path {
            number: path,
            tokens: tokens.len(),
        })
    }

    /// Number of the word of each token; none for one that stands in no name.
    pub(super) fn words(&self, tokens: &[Token]) -> Vec<Option<u32>> {
        let number = |t: &Token| self.words.get(t.text.as_str()).copied();
        tokens.iter().map(number).collect()
    }

    /// The path one word further.
    pub(super) fn follow(&self, path: u32, word: u32) -> Option<u32> {
        self.steps.get(&step(path, word)).copied()
    }

    /// Number of paths, every beginning of a name counted.
    pub(crate) const fn len(&self) -> usize {
        self.back.len()
    }

    /// Whether there are so many more paths than the `born` that were there when all was read anew that most of them may lead
    /// to nothing any more.
    pub(crate) const fn is_worn(&self, born: usize) -> bool {
        self.len() > 2 * born + SPARED
    }

    /// The folded tokens of a path, with spaces between; taken apart they are these tokens again.
    pub(crate) fn text(&self, mut path: u32) -> String {
        let mut words: Vec<&str> = Vec::new();
        while let Some((before, word)) = path
            .checked_sub(1)
            .and_then(|p| self.back.get(usize::try_from(p).ok()?))
        {
            let text = usize::try_from(*word).ok().and_then(|w| self.texts.get(w));
            words.extend(text.map(AsRef::as_ref));
            path = *before;
        }
        words.reverse();
        words.join(" ")
    }
}

const fn step(path: u32, word: u32) -> u64 {
    (path as u64) << 32 | word as u64
}

/// Spreads pairs of numbers that are given out here, one after the other, over the whole range; nobody outside chooses them.
#[derive(Debug, Default, Clone, Copy)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        // the finaliser of splitmix64 (Steele, Lea and Flood, OOPSLA 2014)
        let mut z = (self.0 ^ number).wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        self.0 = z ^ (z >> 31);
    }
}

#[cfg(test)]
mod tests {
    use super::NamePaths;

    #[test]
    fn a_path_keeps_its_number_and_leads_on() {
        let mut paths = NamePaths::default();
        let short = paths.add("Lothair").map(|p| p.number);
        let long = paths.add("Lothair II").map(|p| (p.number, p.tokens));
        assert_eq!((short, long), (Some(1), Some((2, 2))));
        assert_eq!(paths.add("LOTHAIR").map(|p| p.number), short);
        assert_eq!(paths.get("lothair ii").map(|p| p.number), Some(2));
        assert_eq!(
            (paths.get("II"), paths.get("Lothair III"), paths.add("—")),
            (None, None, None)
        );
        assert_eq!(paths.len(), 2);
        let mixed = paths.add("뮐 臺北 Ünit-7").map(|p| (paths.text(p.number), p));
        assert!(mixed.is_some_and(|(text, path)| paths.get(&text) == Some(path)));
    }
}
