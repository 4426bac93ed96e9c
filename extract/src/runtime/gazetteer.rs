//! An organisation's own dictionary: its names are found by their tokens and marked as features, which the model was
//! trained to lean on. The training does the same (`extract/training/gazetteer.py`).

use std::collections::HashMap;

use super::tokenizer::{Token, Tokenizer};
use crate::extraction::EntityType;

/// Feature bits: the first token of a name, its further ones, and the name's type on each of them.
const BEGIN: i64 = 1 << 8;
const INSIDE: i64 = 1 << 9;
const PERSON: i64 = 1 << 10;
const ORGANIZATION: i64 = 1 << 11;
const PLACE: i64 = 1 << 12;
const OTHER: i64 = 1 << 13;

/// A trie over token ids.
#[derive(Debug, Default)]
pub(super) struct Gazetteer {
    /// Next node by node and token; the root is 0.
    next: HashMap<(u32, i64), u32>,
    /// Type bit of the name that ends at a node.
    ends: HashMap<u32, i64>,
}

impl Gazetteer {
    /// The names of a dictionary, each with its type.
    pub(super) fn new<'a>(names: impl Iterator<Item = (EntityType, &'a str)>, tokenizer: &Tokenizer) -> Self {
        let mut gazetteer = Self::default();
        for (kind, name) in names {
            gazetteer.add(&tokenizer.tokens(name), kind);
        }
        gazetteer
    }

    /// Adds a name, unless it holds a token that the vocabulary lacks, which would match any other such token.
    fn add(&mut self, name: &[Token], kind: EntityType) {
        if name.is_empty() || name.iter().any(Token::is_unknown) {
            return;
        }
        let mut node = 0;
        for token in name {
            let fresh = u32::try_from(self.next.len() + 1).unwrap_or(u32::MAX);
            node = *self.next.entry((node, token.id)).or_insert(fresh);
        }
        self.ends.entry(node).or_insert(match kind {
            EntityType::Person => PERSON,
            EntityType::Organization => ORGANIZATION,
            EntityType::Place => PLACE,
            _ => OTHER,
        });
    }

    /// Marks the names among the tokens of a text: the longest from the left, whole words only.
    pub(super) fn mark(&self, tokens: &mut [Token]) {
        if self.ends.is_empty() {
            return;
        }
        let mut place = 0;
        while let Some(token) = tokens.get(place) {
            let found = if token.continues {
                None
            } else {
                self.longest(tokens, place)
            };
            let end = found.map_or(place + 1, |(end, _)| end);
            if let (Some((_, kind)), Some(name)) = (found, tokens.get_mut(place..end)) {
                for (rank, token) in name.iter_mut().enumerate() {
                    token.features |= kind | if rank == 0 { BEGIN } else { INSIDE };
                }
            }
            place = end;
        }
    }

    /// Where the longest name that begins at `place` ends, and its type.
    fn longest(&self, tokens: &[Token], place: usize) -> Option<(usize, i64)> {
        let mut node = 0;
        let mut found = None;
        for (at, token) in tokens.iter().enumerate().skip(place) {
            let Some(next) = self.next.get(&(node, token.id)) else {
                break;
            };
            node = *next;
            let whole = !tokens.get(at + 1).is_some_and(|t| t.continues);
            if let (Some(kind), true) = (self.ends.get(&node), whole) {
                found = Some((at + 1, *kind));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, Gazetteer, INSIDE, ORGANIZATION, PLACE};
    use crate::extraction::EntityType;
    use crate::runtime::tokenizer::Tokenizer;

    #[test]
    fn the_longest_name_of_whole_words_is_marked() {
        let vocabulary = ["[PAD]", "[UNK]", "a", "b", "##c", "서", "울", "시"];
        let tokenizer = Tokenizer::new(vocabulary.into_iter());
        let mut gazetteer = Gazetteer::default();
        gazetteer.add(&tokenizer.tokens("서울"), EntityType::Place);
        gazetteer.add(&tokenizer.tokens("서울시"), EntityType::Organization);
        gazetteer.add(&tokenizer.tokens("a b"), EntityType::Organization);
        gazetteer.add(&tokenizer.tokens("?"), EntityType::Place);
        let marks = |text: &str| -> Vec<i64> {
            let mut tokens = tokenizer.tokens(text);
            gazetteer.mark(&mut tokens);
            tokens.iter().map(|t| t.features >> 8 << 8).collect()
        };
        assert_eq!(marks("서울에"), [BEGIN | PLACE, INSIDE | PLACE, 0]);
        assert_eq!(
            marks("서울시"),
            [BEGIN | ORGANIZATION, INSIDE | ORGANIZATION, INSIDE | ORGANIZATION]
        );
        assert_eq!(marks("a b"), [BEGIN | ORGANIZATION, INSIDE | ORGANIZATION]);
        // `bc` is another word than `b`, and an unknown token is no name.
        assert_eq!(marks("a bc !"), [0, 0, 0, 0]);
    }
}
