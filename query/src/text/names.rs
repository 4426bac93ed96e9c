//! Finding known names in any text, the longest first.

use std::collections::HashMap;

use super::token::{Script, Token, tokenise};

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

/// Names as paths of tokens.
#[derive(Debug, Default, Clone)]
pub struct NameTrie {
    words: HashMap<String, u32>,
    edges: HashMap<(u32, u32), u32>,
    ends: HashMap<u32, u32>,
    nodes: u32,
}

impl NameTrie {
    /// Adds a name under the number `id`; the first number that a name is given stays. Returns the number that it has.
    pub fn insert(&mut self, name: &str, id: u32) -> Option<u32> {
        let tokens = tokenise(name);
        if tokens.is_empty() || tokens.len() > 64 {
            return None;
        }
        let mut node = 0;
        for token in &tokens {
            let next = u32::try_from(self.words.len()).ok()?;
            let word = *self.words.entry(token.text.clone()).or_insert(next);
            node = match self.edges.get(&(node, word)) {
                Some(&existing) => existing,
                None => {
                    self.nodes = self.nodes.checked_add(1)?;
                    self.edges.insert((node, word), self.nodes);
                    self.nodes
                }
            };
        }
        Some(*self.ends.entry(node).or_insert(id))
    }

    /// The number of exactly this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<u32> {
        let tokens = tokenise(name);
        let node = tokens
            .iter()
            .try_fold(0, |node, token| self.step(node, &token.text))?;
        if tokens.is_empty() {
            None
        } else {
            self.ends.get(&node).copied()
        }
    }

    fn step(&self, node: u32, word: &str) -> Option<u32> {
        self.edges.get(&(node, *self.words.get(word)?)).copied()
    }

    /// Every longest name in `tokens`, left to right, without overlap.
    #[must_use]
    pub fn find(&self, tokens: &[Token]) -> Vec<NameMatch> {
        self.scan(tokens, |_| true)
    }

    /// As [`NameTrie::find`], among the names whose match `keep` accepts.
    pub fn scan(&self, tokens: &[Token], mut keep: impl FnMut(&NameMatch) -> bool) -> Vec<NameMatch> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.longest(tokens, at, &mut keep) {
                Some(m) => {
                    at = m.last;
                    found.push(m);
                }
                None => at += 1,
            }
        }
        found
    }

    /// As [`NameTrie::find`], also inside longer words of Han and Hangul: for phrases that take endings.
    #[must_use]
    pub fn scan_anywhere(&self, tokens: &[Token]) -> Vec<NameMatch> {
        self.scan_loose(tokens, |_| true)
    }

    /// As [`NameTrie::scan_anywhere`], among the names whose match `keep` accepts.
    pub fn scan_loose(&self, tokens: &[Token], mut keep: impl FnMut(&NameMatch) -> bool) -> Vec<NameMatch> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.longest_of(tokens, at, &mut keep) {
                Some(m) => {
                    at = m.last;
                    found.push(m);
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(
        &self,
        tokens: &[Token],
        first: usize,
        keep: &mut impl FnMut(&NameMatch) -> bool,
    ) -> Option<NameMatch> {
        self.longest_of(tokens, first, &mut |m| stands_alone(tokens, m) && keep(m))
    }

    fn longest_of(
        &self,
        tokens: &[Token],
        first: usize,
        keep: &mut impl FnMut(&NameMatch) -> bool,
    ) -> Option<NameMatch> {
        let begin = tokens.get(first)?;
        let mut node = 0;
        let mut best = None;
        for (offset, token) in tokens.iter().enumerate().skip(first) {
            node = match self.step(node, &token.text) {
                Some(next) => next,
                None => break,
            };
            if let Some(&id) = self.ends.get(&node) {
                let m = NameMatch {
                    id,
                    first,
                    last: offset + 1,
                    start: begin.start,
                    end: token.end,
                };
                if keep(&m) {
                    best = Some(m);
                }
            }
        }
        best
    }
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
