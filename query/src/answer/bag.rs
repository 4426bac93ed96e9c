//! What a text says, as far as single words tell: roots, character pairs, notions and years.

use std::collections::HashSet;

use super::values::{dates, period};
use crate::question::{Weight, Word, kin_of, notion_of, notions, rooted, weight_of};
use crate::text::{Script, tokenise};

/// Share of a word's character pairs that a text has to have before it says anything of the word.
const LEAST_SHARE: f32 = 0.5;
/// The same of a long word, which may be a name: its near relations differ by one character.
const LEAST_SHARE_OF_LONG: f32 = 0.8;

/// How far another word of its notion has a word, and how far a word of a near notion has it.
const OTHER_WORD: f32 = 0.97;
const KIN: f32 = 0.9;

/// The words of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Bag {
    grams: HashSet<String>,
    notions: HashSet<u16>,
    pub(super) years: Vec<i32>,
}

impl Bag {
    pub(super) fn of(text: &str) -> Self {
        let mut bag = Self::default();
        bag.add(text);
        bag
    }

    pub(super) fn add(&mut self, text: &str) {
        let tokens = rooted(&tokenise(text));
        for (i, token) in tokens.iter().enumerate() {
            self.grams.insert(token.text.clone());
            if let Some(next) = tokens.get(i + 1).filter(|n| n.glued) {
                if next.script == token.script || token.text.chars().any(|c| c.is_ascii_digit()) {
                    self.grams.insert(format!("{}{}", token.text, next.text));
                }
            } else if let Some(next) = tokens
                .get(i + 1)
                .filter(|n| n.script == Script::Hangul && token.script == Script::Hangul)
            {
                // Korean compounds are spaced as their writer likes.
                self.grams.insert(format!("{}{}", token.text, next.text));
            }
        }
        self.notions.extend(notions(&tokens).iter().map(|n| n.notion));
        if tells_a_period(text) {
            self.notions
                .extend(["start", "end"].iter().filter_map(|n| notion_of(n)));
        }
        for year in years_in(text) {
            if !self.years.contains(&year) {
                self.years.push(year);
            }
        }
    }

    /// Notions in it that narrow others down.
    pub(super) fn narrowings(&self) -> impl Iterator<Item = u16> {
        self.notions
            .iter()
            .copied()
            .filter(|n| weight_of(*n) == Weight::Narrowing)
    }

    /// How far the text has the word: 0 not at all, 1 wholly.
    pub(super) fn covers(&self, word: &Word) -> f32 {
        if let Some(notion) = word.notion {
            if self.notions.contains(&notion) {
                // The word itself is nearer than another of its notion: `원장` than `소장`.
                let same = word.grams.iter().all(|g| self.grams.contains(g));
                return if same { 1.0 } else { OTHER_WORD };
            }
            if kin_of(notion).any(|k| self.notions.contains(&k)) {
                return KIN;
            }
        }
        if word.grams.is_empty() {
            return 0.0;
        }
        let had = word.grams.iter().filter(|g| self.grams.contains(*g)).count();
        let share = crate::retrieval::share(had, word.grams.len());
        let least = if word.grams.len() > 2 {
            LEAST_SHARE_OF_LONG
        } else {
            LEAST_SHARE
        };
        if share >= least { share } else { 0.0 }
    }

    /// Whether it speaks of a notion.
    pub(super) fn has_notion(&self, notion: u16) -> bool {
        self.notions.contains(&notion)
    }

    /// Whether it has each of these rooted words and character pairs.
    pub(super) fn has_grams(&self, grams: &[String]) -> bool {
        !grams.is_empty() && grams.iter().all(|g| self.grams.contains(g))
    }

    /// Share of these rooted words and character pairs that it has.
    pub(super) fn share_of(&self, grams: &[String]) -> f32 {
        let had = grams.iter().filter(|g| self.grams.contains(*g)).count();
        crate::retrieval::share(had, grams.len().max(1))
    }

    /// Whether every word of `text` stands in it.
    pub(super) fn has_all(&self, text: &str) -> bool {
        let tokens = rooted(&tokenise(text));
        !tokens.is_empty() && tokens.iter().all(|t| self.grams.contains(&t.text))
    }
}

fn tells_a_period(text: &str) -> bool {
    let mut days = dates(text);
    days.sort_by_key(|d| d.start);
    period(text, &days).is_some()
}

/// Years that a text speaks of, in both calendars: `113年度`, `2024년`, `2009-03-30`, `(2023)`.
pub(super) fn years_in(text: &str) -> Vec<i32> {
    let mut years: Vec<i32> = dates(text)
        .iter()
        .filter_map(|d| d.iso.get(..4).and_then(|y| y.parse().ok()))
        .collect();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let mut end = at;
        while bytes.get(end).is_some_and(u8::is_ascii_digit) {
            end += 1;
        }
        let before = text.get(..at).and_then(|b| b.chars().next_back());
        let after = text.get(end..).and_then(|r| r.chars().next());
        let glued = before.is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, '.' | ',' | '-'))
            || after.is_some_and(|a| matches!(a, ',') || a.is_ascii_alphabetic());
        if let Some(number) = text.get(at..end).and_then(|n| n.parse::<i32>().ok())
            && !glued
        {
            match end - at {
                4 if (1500..2200).contains(&number) => years.push(number),
                2 | 3 if after == Some('年') && (30..200).contains(&number) => years.push(number + 1911),
                _ => {}
            }
        }
        at = end;
    }
    years.sort_unstable();
    years.dedup();
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_both_calendars_are_read() {
        assert_eq!(years_in("113年度 預算數"), [2024]);
        assert_eq!(years_in("1991-04-12"), [1991]);
        assert_eq!(years_in("2,400"), Vec::<i32>::new());
        assert_eq!(years_in("어획량 2023년"), [2023]);
    }
}
