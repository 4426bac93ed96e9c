//! Which terms stand in which sentence of each passage, as numbers, ready for a closer look at many passages.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::bm25::{idf, to_f32};
use crate::text::{Token, characters_of, root, sentences, terms_of, tokenise};

/// Number of the "sentence" that titles and headings make.
const TITLES: u8 = u8::MAX;

/// Sentences of one passage that are told apart; those that follow count as the last.
const MOST_SENTENCES: u8 = TITLES - 1;

/// Terms of passages in compressed rows.
///
/// A term keeps its number as long as the rows of one state are copied to the next ([`Words::on`]); one that no passage has any
/// more keeps it too, and counts as one that was never there.
#[derive(Debug, Clone)]
pub(super) struct Words {
    numbers: Arc<HashMap<String, u32>>,
    /// Number of passages that have each term.
    frequency: Vec<u32>,
    /// Start of each passage's terms; one more than there are passages.
    offsets: Vec<usize>,
    /// By passage, then by sentence: the terms, each once a sentence.
    entries: Vec<u32>,
    /// The sentence of each entry.
    places: Vec<u8>,
    /// The terms that share each root, found when a question across languages first asks for one.
    roots: OnceLock<HashMap<String, Vec<u32>>>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            numbers: Arc::default(),
            frequency: Vec::new(),
            offsets: vec![0],
            entries: Vec::new(),
            places: Vec::new(),
            roots: OnceLock::new(),
        }
    }
}

impl Words {
    /// No passages, with the terms of `before` under their numbers.
    pub(super) fn on(before: &Self) -> Self {
        Self {
            numbers: Arc::clone(&before.numbers),
            frequency: vec![0; before.frequency.len()],
            offsets: Vec::with_capacity(before.offsets.len()),
            entries: Vec::with_capacity(before.entries.len()),
            places: Vec::with_capacity(before.places.len()),
            roots: OnceLock::new(),
        }
        .begun()
    }

    fn begun(mut self) -> Self {
        self.offsets.push(0);
        self
    }

    /// Adds the next passage, as `before`, which these stand on, has it.
    pub(super) fn copy(&mut self, before: &Self, row: usize) {
        let range = before.range(row);
        self.entries
            .extend_from_slice(before.entries.get(range.clone()).unwrap_or_default());
        self.places
            .extend_from_slice(before.places.get(range).unwrap_or_default());
        self.offsets.push(self.entries.len());
    }

    /// Adds the next passage, whose text is taken apart already.
    pub(super) fn push<'a>(
        &mut self,
        titles: impl Iterator<Item = &'a str>,
        text: &str,
        mut tokens: &[Token],
    ) {
        let mut row = Vec::new();
        for title in titles {
            self.push_terms(TITLES, &tokenise(title), &mut row);
        }
        let mut number = 0;
        for sentence in sentences(text) {
            let end = sentence.start + sentence.text.len();
            let (here, rest) = tokens.split_at(tokens.partition_point(|t| t.start < end));
            self.push_terms(number, here, &mut row);
            tokens = rest;
            number = number.saturating_add(1).min(MOST_SENTENCES);
        }
        row.sort_unstable();
        row.dedup();
        for (sentence, term) in row {
            self.entries.push(term);
            self.places.push(sentence);
        }
        self.offsets.push(self.entries.len());
    }

    fn push_terms(&mut self, sentence: u8, tokens: &[Token], row: &mut Vec<(u8, u32)>) {
        for term in terms_of(tokens).into_iter().chain(characters_of(tokens)) {
            let number = match self.numbers.get(&term) {
                Some(number) => *number,
                None => {
                    let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                    // those that an earlier state holds as well are copied, once
                    Arc::make_mut(&mut self.numbers).insert(term, next);
                    next
                }
            };
            row.push((sentence, number));
        }
    }

    /// Counts in how many passages each term stands; call it once all passages are there.
    pub(super) fn count(&mut self) {
        self.frequency.clear();
        self.frequency.resize(self.numbers.len(), 0);
        // the last row that had each term
        let mut last = vec![0_usize; self.numbers.len()];
        for (row, (start, end)) in self.offsets.iter().zip(self.offsets.iter().skip(1)).enumerate() {
            for term in self.entries.get(*start..*end).unwrap_or_default() {
                let at = usize::try_from(*term).unwrap_or(usize::MAX);
                if let (Some(last), Some(count)) = (last.get_mut(at), self.frequency.get_mut(at))
                    && *last != row + 1
                {
                    *last = row + 1;
                    *count += 1;
                }
            }
        }
    }

    /// How many terms there are that no passage has.
    pub(super) fn unused(&self) -> usize {
        self.frequency.iter().filter(|f| **f == 0).count()
    }

    /// The rows that have one of these terms.
    pub(super) fn rows_with(&self, terms: &[u32]) -> Vec<bool> {
        let mut asked = vec![false; self.frequency.len()];
        for term in terms {
            if let Some(slot) = usize::try_from(*term).ok().and_then(|t| asked.get_mut(t)) {
                *slot = true;
            }
        }
        let is_asked = |term: &u32| usize::try_from(*term).is_ok_and(|t| asked.get(t) == Some(&true));
        let entries = |row| self.entries.get(self.range(row)).unwrap_or_default();
        (0..self.len())
            .map(|row| entries(row).iter().any(is_asked))
            .collect()
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        match (self.offsets.get(row), self.offsets.get(row + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }

    /// In how many passages a term stands.
    pub(super) fn frequency(&self, term: &str) -> u32 {
        let number = self.number(term).and_then(|n| usize::try_from(n).ok());
        number
            .and_then(|n| self.frequency.get(n))
            .copied()
            .unwrap_or_default()
    }

    /// Number of passages.
    fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The number of a term; none for one that stands in no passage.
    pub(super) fn number(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    /// The words in other scripts than Han and Hangul that share a root.
    pub(super) fn of_root(&self, wanted: &str) -> &[u32] {
        let roots = self.roots.get_or_init(|| {
            let mut roots: HashMap<String, Vec<u32>> = HashMap::new();
            for (term, number) in self.numbers.iter() {
                if term.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                    roots.entry(root(term)).or_default().push(*number);
                }
            }
            roots.values_mut().for_each(|terms| terms.sort_unstable());
            roots
        });
        roots.get(wanted).map(Vec::as_slice).unwrap_or_default()
    }

    /// Number of different terms.
    pub(super) const fn vocabulary(&self) -> usize {
        self.frequency.len()
    }

    /// Number of terms of a passage, those of each sentence counted once.
    pub(super) fn length(&self, row: usize) -> f32 {
        to_f32(self.range(row).len())
    }

    /// Weight of a term by its rarity among the passages; 0 for one that stands in none.
    pub(super) fn rarity(&self, term: &str) -> f32 {
        match self.frequency(term) {
            0 => 0.0,
            frequency => idf(self.len(), usize::try_from(frequency).unwrap_or(usize::MAX)),
        }
    }

    /// How rare a term is: 1 for one that stands in one passage, less the more have it, 0 for one that stands in none.
    pub(super) fn scarcity(&self, term: &str) -> f32 {
        let frequency = usize::try_from(self.frequency(term)).unwrap_or(usize::MAX);
        if frequency == 0 {
            return 0.0;
        }
        let all = super::share(self.len() + 1, 1);
        (super::share(self.len() + 1, frequency).ln() / all.ln().max(0.1)).max(0.0)
    }

    /// The terms of a passage by sentence, its titles as the first.
    pub(super) fn sentences(&self, row: usize) -> impl Iterator<Item = impl Iterator<Item = u32>> {
        let range = self.range(row);
        let entries = self.entries.get(range.clone()).unwrap_or_default();
        let places = self.places.get(range).unwrap_or_default();
        // titles have the greatest number
        let titles = places.partition_point(|sentence| *sentence < TITLES);
        let (mut text, titles) = entries.split_at(titles.min(entries.len()));
        let of_text = places.get(..text.len()).unwrap_or_default();
        let sentences = of_text.chunk_by(|a, b| a == b).map(move |sentence| {
            let (first, rest) = text.split_at(sentence.len().min(text.len()));
            text = rest;
            first
        });
        std::iter::once(titles)
            .chain(sentences)
            .map(|sentence| sentence.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_kept_by_sentence_with_the_titles_first() {
        let mut words = Words::default();
        let mut push = |titles: &[&str], text: &str| {
            words.push(titles.iter().copied(), text, &tokenise(text));
        };
        push(&["Umber"], "The harbour fee. The fee rose.");
        // two pairs of characters, and each character
        push(&[], "潮汐局");
        words.count();
        let first: Vec<Vec<u32>> = words.sentences(0).map(Iterator::collect).collect();
        let number = |term| words.number(term).unwrap_or(u32::MAX);
        assert_eq!(
            first,
            [
                vec![number("umber")],
                vec![number("harbour"), number("fee")],
                vec![number("fee"), number("rose")],
            ]
        );
        assert_eq!(
            words.sentences(1).map(Iterator::count).collect::<Vec<_>>(),
            [0, 5]
        );
        assert_eq!(words.sentences(2).map(Iterator::count).sum::<usize>(), 0);
        assert!(words.rarity("fee") > 0.0 && words.rarity("ferry") == 0.0);
    }
}
