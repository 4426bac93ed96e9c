//! Finding known names in any text, the longest first.

use std::sync::Arc;

use super::paths::{NamePaths, Path, ROOT};
use super::token::{Script, Token};

/// Endings that Korean hangs on a noun; longer combinations are made of these.
const PARTICLES: &[&str] = &[
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "와",
    "과",
    "도",
    "만",
    "로",
    "나",
    "란",
    "인",
    "여",
    "께",
    "서",
    "부터",
    "까지",
    "에서",
    "에게",
    "으로",
    "이나",
    "이란",
    "이라",
    "라는",
    "이라는",
    "처럼",
    "보다",
    "에는",
    "에서는",
    "으로는",
    "이며",
    "이고",
    "입니다",
    "이다",
    "이었다",
    "였다",
    "에서의",
    "으로서",
    "으로써",
    "에의",
    "과의",
    "와의",
    "에도",
    "들은",
    "들이",
    "들을",
    "들의",
    "측",
    "측은",
    "씨",
    "씨는",
    "씨가",
    "님",
];

/// A name found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameMatch {
    /// The number that the name was given with.
    pub id: u32,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Names with a number each, found in any text.
#[derive(Debug, Default, Clone)]
pub struct NameTrie {
    paths: Arc<NamePaths>,
    /// The number that the name of each path has; [`NONE`] for a path that is no name here.
    ends: Vec<u32>,
}

/// A path that is no name.
const NONE: u32 = u32::MAX;

impl NameTrie {
    /// No names yet, on paths that are known already.
    pub(crate) fn on(paths: Arc<NamePaths>) -> Self {
        Self {
            ends: Vec::with_capacity(paths.len() + 1),
            paths,
        }
    }

    /// Adds a name under the number `id`; the first number that a name is given stays. Returns the number that it has.
    pub fn insert(&mut self, name: &str, id: u32) -> Option<u32> {
        let path = self.path(name)?;
        Some(self.number(path.number, id))
    }

    /// The path of a name, without a number for it.
    pub(crate) fn path(&mut self, name: &str) -> Option<Path> {
        // paths that others hold as well are copied, once, where a new one comes
        match Arc::get_mut(&mut self.paths) {
            Some(paths) => paths.add(name),
            None => self
                .paths
                .get(name)
                .or_else(|| Arc::make_mut(&mut self.paths).add(name)),
        }
    }

    /// The number of a path, `id` where it has none yet.
    pub(crate) fn number(&mut self, path: u32, id: u32) -> u32 {
        let at = usize::try_from(path).unwrap_or(usize::MAX);
        if self.ends.len() <= at {
            self.ends.resize(at.saturating_add(1), NONE);
        }
        match self.ends.get_mut(at) {
            Some(end) if *end == NONE => {
                *end = id;
                id
            }
            Some(end) => *end,
            None => id,
        }
    }

    /// The number of a path; none where it is no name.
    pub(crate) fn of_path(&self, path: u32) -> Option<u32> {
        let end = self.ends.get(usize::try_from(path).ok()?).copied();
        end.filter(|end| *end != NONE)
    }

    /// Whether each path is a name.
    pub(crate) fn known(&self) -> Vec<bool> {
        self.ends.iter().map(|end| *end != NONE).collect()
    }

    /// What the names stand on, to be shared with later ones.
    pub(crate) const fn paths(&self) -> &Arc<NamePaths> {
        &self.paths
    }

    /// The number of exactly this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<u32> {
        self.of_path(self.paths.get(name)?.number)
    }

    /// Every longest name in `tokens`, left to right, without overlap.
    #[must_use]
    pub fn find(&self, tokens: &[Token]) -> Vec<NameMatch> {
        self.scan(tokens, |_| true)
    }

    /// As [`NameTrie::find`], among the names whose match `keep` accepts.
    pub fn scan(&self, tokens: &[Token], mut keep: impl FnMut(&NameMatch) -> bool) -> Vec<NameMatch> {
        self.scan_loose(tokens, |m| stands_alone(tokens, m) && keep(m))
    }

    /// As [`NameTrie::find`], also inside longer words of Han and Hangul: for phrases that take endings.
    #[must_use]
    pub fn scan_anywhere(&self, tokens: &[Token]) -> Vec<NameMatch> {
        self.scan_loose(tokens, |_| true)
    }

    /// As [`NameTrie::scan_anywhere`], among the names whose match `keep` accepts.
    pub fn scan_loose(&self, tokens: &[Token], keep: impl FnMut(&NameMatch) -> bool) -> Vec<NameMatch> {
        scan(&self.paths, tokens, |path| self.of_path(path), keep)
    }

    /// As [`NameTrie::scan`] among the paths that `known` lets through, with the paths in place of numbers.
    pub(crate) fn scan_paths(
        paths: &NamePaths,
        tokens: &[Token],
        known: impl Fn(u32) -> bool,
        mut keep: impl FnMut(&NameMatch) -> bool,
    ) -> Vec<NameMatch> {
        let end = |path| known(path).then_some(path);
        scan(paths, tokens, end, |m| stands_alone(tokens, m) && keep(m))
    }
}

/// Every longest name in `tokens` that `keep` accepts, left to right, without overlap. `end` tells the number of a path.
fn scan(
    paths: &NamePaths,
    tokens: &[Token],
    end: impl Fn(u32) -> Option<u32>,
    mut keep: impl FnMut(&NameMatch) -> bool,
) -> Vec<NameMatch> {
    let words = paths.words(tokens);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = tokens.get(at) {
        let mut best: Option<NameMatch> = None;
        let mut path = ROOT;
        for (offset, (token, word)) in tokens.iter().zip(&words).enumerate().skip(at) {
            path = match word.and_then(|word| paths.follow(path, word)) {
                Some(next) => next,
                None => break,
            };
            if let Some(id) = end(path) {
                let m = NameMatch {
                    id,
                    first: at,
                    last: offset + 1,
                    start: begin.start,
                    end: token.end,
                };
                if keep(&m) {
                    best = Some(m);
                }
            }
        }
        at = best.map_or(at + 1, |m| m.last);
        found.extend(best);
    }
    found
}

/// Whether a match is a name by itself and not a piece of a longer Hangul word.
fn stands_alone(tokens: &[Token], m: &NameMatch) -> bool {
    let length = m.last - m.first;
    let Some(first) = tokens.get(m.first) else {
        return false;
    };
    if first.script == Script::Han && length == 1 {
        return false;
    }
    if length >= 5 {
        return true;
    }
    if first.script == Script::Hangul && first.glued {
        let before = m.first.checked_sub(1).and_then(|i| tokens.get(i));
        if before.is_some_and(|t| t.script == Script::Hangul) {
            return false;
        }
    }
    if tokens.get(m.last - 1).is_some_and(|t| t.script == Script::Hangul) {
        let rest: String = tokens
            .iter()
            .skip(m.last)
            .take_while(|t| t.glued && t.script == Script::Hangul)
            .map(|t| t.text.as_str())
            .collect();
        return rest.is_empty() || PARTICLES.contains(&rest.as_str());
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenise;
    use super::*;

    fn names(list: &[&str]) -> NameTrie {
        let mut trie = NameTrie::default();
        for (i, name) in list.iter().enumerate() {
            trie.insert(name, u32::try_from(i).unwrap_or_default());
        }
        trie
    }

    fn found(trie: &NameTrie, text: &str) -> Vec<u32> {
        trie.find(&tokenise(text)).into_iter().map(|m| m.id).collect()
    }

    #[test]
    fn the_longest_name_wins() {
        let trie = names(&["甲計畫", "甲計畫（第二期）", "Lothair", "Lothair II"]);
        assert_eq!(found(&trie, "「甲計畫（第二期）」由誰主持？"), [1]);
        assert_eq!(found(&trie, "When did Lothair II's mother die?"), [3]);
    }

    #[test]
    fn korean_names_take_particles_but_not_other_words() {
        let trie = names(&["서울", "김민수"]);
        assert_eq!(found(&trie, "서울에서는 김민수가 왔다"), [0, 1]);
        assert!(found(&trie, "서울대 출신").is_empty());
    }
}
