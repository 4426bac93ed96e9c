//! What the relation model sees of two mentions in a sentence: the places around them, a mention being one place.
//!
//! `extract/training/relation_pairs.py` does the same in training.

use std::collections::HashMap;
use std::ops::Range;

use super::tokenizer::Token;
use crate::extraction::EntityType;

/// How the model was trained to look at a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sight {
    /// Types in the order of their roles.
    pub(super) types: Vec<EntityType>,
    /// Size of the vocabulary; a mention's place has this plus its type as its word.
    pub(super) vocabulary: i64,
    /// Places before the first and after the second of a pair.
    pub(super) margin: usize,
    /// Most places between the two.
    pub(super) widest: usize,
    /// Distances are told apart up to this.
    pub(super) near: i64,
}

/// One place: a token, or a mention by its index, with the last of its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    word: i64,
    head: i64,
    mention: Option<usize>,
}

/// A sentence as the model sees it.
#[derive(Debug)]
pub(super) struct Sequence<'a> {
    sight: &'a Sight,
    places: Vec<Place>,
    /// Place of each mention; none where no token belongs to it.
    at: Vec<Option<usize>>,
    kinds: Vec<i64>,
}

/// Inputs of one pair, as many numbers each as there are places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PairInputs {
    pub(super) words: Vec<i64>,
    pub(super) heads: Vec<i64>,
    pub(super) roles: Vec<i64>,
    pub(super) first: Vec<i64>,
    pub(super) second: Vec<i64>,
}

impl PairInputs {
    /// How many places it has.
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }
}

impl<'a> Sequence<'a> {
    /// The tokens of a sentence with each mention drawn together. Mentions stand in order and do not overlap; a token that
    /// reaches into one is part of it. Mentions of a type that the model does not know, or that is among `words`, are words
    /// like others.
    pub(super) fn new(
        sight: &'a Sight,
        tokens: &[Token],
        mentions: &[(EntityType, Range<usize>)],
        words: &[EntityType],
    ) -> Self {
        let numbers: HashMap<EntityType, i64> = sight
            .types
            .iter()
            .copied()
            .zip(0..)
            .filter(|(kind, _)| !words.contains(kind))
            .collect();
        let kinds: Vec<i64> = mentions
            .iter()
            .map(|(kind, _)| numbers.get(kind).copied().unwrap_or(-1))
            .collect();
        let mut places: Vec<Place> = Vec::with_capacity(tokens.len());
        let mut at = vec![None; mentions.len()];
        let mut next = 0;
        for token in tokens {
            while mentions
                .get(next)
                .is_some_and(|(_, r)| r.end <= token.bytes.start)
            {
                next += 1;
            }
            let kind = kinds.get(next).copied().unwrap_or(-1);
            let inside = kind >= 0 && mentions.get(next).is_some_and(|(_, r)| r.start < token.bytes.end);
            if !inside {
                places.push(Place {
                    word: token.id,
                    head: 0,
                    mention: None,
                });
                continue;
            }
            match places.last_mut().filter(|p| p.mention == Some(next)) {
                Some(place) => place.head = token.id,
                None => {
                    if let Some(place) = at.get_mut(next) {
                        *place = Some(places.len());
                    }
                    places.push(Place {
                        word: sight.vocabulary + kind,
                        head: token.id,
                        mention: Some(next),
                    });
                }
            }
        }
        Self {
            sight,
            places,
            at,
            kinds,
        }
    }

    /// Places between two mentions; none where one has no place or they do not stand in this order.
    pub(super) fn between(&self, first: usize, second: usize) -> Option<usize> {
        let (a, b) = ((*self.at.get(first)?)?, (*self.at.get(second)?)?);
        b.checked_sub(a)?.checked_sub(1)
    }

    /// The inputs of a pair; none where the two are too far apart.
    pub(super) fn pair(&self, first: usize, second: usize) -> Option<PairInputs> {
        let sight = self.sight;
        if self.between(first, second)? > sight.widest {
            return None;
        }
        let (a, b) = ((*self.at.get(first)?)?, (*self.at.get(second)?)?);
        let (low, high) = (
            a.saturating_sub(sight.margin),
            (b + sight.margin + 1).min(self.places.len()),
        );
        let types = i64::try_from(sight.types.len()).unwrap_or(0);
        let mut inputs = PairInputs::default();
        for (index, place) in self.places.iter().enumerate().take(high).skip(low) {
            let role = match place.mention {
                None => 1,
                Some(mention) => {
                    let base = if mention == first {
                        2
                    } else if mention == second {
                        2 + types
                    } else {
                        2 + 2 * types
                    };
                    base + self.kinds.get(mention).copied().unwrap_or(0)
                }
            };
            inputs.words.push(place.word);
            inputs.heads.push(place.head);
            inputs.roles.push(role);
            inputs.first.push(distance(index, a, sight.near));
            inputs.second.push(distance(index, b, sight.near));
        }
        Some(inputs)
    }
}

/// From 1 far to the left to twice `near` and one far to the right.
fn distance(index: usize, centre: usize, near: i64) -> i64 {
    let by = i64::try_from(index).unwrap_or(i64::MAX) - i64::try_from(centre).unwrap_or(i64::MAX);
    by.clamp(-near, near) + near + 1
}

#[cfg(test)]
mod tests {
    use super::{Sequence, Sight};
    use crate::extraction::EntityType::{Organization, Person};
    use crate::runtime::tokenizer::Tokenizer;

    #[test]
    fn a_mention_is_one_place() {
        let tokenizer = Tokenizer::new("[PAD] [UNK] 甲 乙 由 公 司 立".split(' '));
        let text = "甲公司由乙立";
        let sight = Sight {
            types: vec![Person, Organization],
            vocabulary: 8,
            margin: 2,
            widest: 4,
            near: 2,
        };
        let mentions = [(Organization, 0..9), (Person, 12..15)];
        let sequence = Sequence::new(&sight, &tokenizer.tokens(text), &mentions, &[]);
        let inputs = sequence.pair(0, 1).unwrap_or_default();
        assert_eq!(inputs.words, [9, 4, 8, 7]);
        assert_eq!(inputs.heads, [6, 0, 3, 0]);
        assert_eq!(inputs.roles, [3, 1, 4, 1]);
        assert_eq!(inputs.first, [3, 4, 5, 5]);
        assert_eq!(inputs.second, [1, 2, 3, 4]);
        assert_eq!(sequence.pair(1, 0), None);
    }
}
