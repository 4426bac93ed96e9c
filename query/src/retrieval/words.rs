//! Which terms stand in which sentence of each passage, as numbers, ready for a closer look at many passages.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::bm25::{idf, to_f32};
use crate::text::{characters, root, sentences, terms};

/// Number of the "sentence" that titles and headings make.
const TITLES: u8 = u8::MAX;

/// Sentences of one passage that are told apart; those that follow count as the last.
const MOST_SENTENCES: u8 = TITLES - 1;

/// Terms of passages in compressed rows.
#[derive(Debug, Clone)]
pub(super) struct Words {
    numbers: HashMap<String, u32>,
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
            numbers: HashMap::new(),
            frequency: Vec::new(),
            offsets: vec![0],
            entries: Vec::new(),
            places: Vec::new(),
            roots: OnceLock::new(),
        }
    }
}

impl Words {
    /// Adds the next passage.
    pub(super) fn push<'a>(&mut self, titles: impl Iterator<Item = &'a str>, text: &str) {
        let mut row = Vec::new();
        for title in titles {
            self.push_terms(TITLES, title, &mut row);
        }
        let mut number = 0;
        for sentence in sentences(text) {
            self.push_terms(number, sentence.text, &mut row);
            number = number.saturating_add(1).min(MOST_SENTENCES);
        }
        row.sort_unstable();
        row.dedup();
        let mut once: Vec<u32> = row.iter().map(|(_, term)| *term).collect();
        once.sort_unstable();
        once.dedup();
        for term in once {
            let slot = usize::try_from(term).ok().and_then(|t| self.frequency.get_mut(t));
            if let Some(count) = slot {
                *count += 1;
            }
        }
        for (sentence, term) in row {
            self.entries.push(term);
            self.places.push(sentence);
        }
        self.offsets.push(self.entries.len());
    }

    fn push_terms(&mut self, sentence: u8, text: &str, row: &mut Vec<(u8, u32)>) {
        for term in terms(text).into_iter().chain(characters(text)) {
            let next = u32::try_from(self.frequency.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry(term).or_insert(next);
            if number == next {
                self.frequency.push(0);
            }
            row.push((sentence, number));
        }
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
            for (term, number) in &self.numbers {
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
        match (self.offsets.get(row), self.offsets.get(row + 1)) {
            (Some(start), Some(end)) => to_f32(end - start),
            _ => 0.0,
        }
    }

    /// Weight of a term by its rarity among the passages; 0 for one that stands in none.
    pub(super) fn rarity(&self, term: &str) -> f32 {
        let number = self.number(term).and_then(|n| usize::try_from(n).ok());
        let frequency = number.and_then(|n| self.frequency.get(n));
        frequency.map_or(0.0, |&df| {
            idf(self.len(), usize::try_from(df).unwrap_or(usize::MAX))
        })
    }

    /// How rare a term is: 1 for one that stands in one passage, less the more have it, 0 for one that stands in none.
    pub(super) fn scarcity(&self, term: &str) -> f32 {
        let number = self.number(term).and_then(|n| usize::try_from(n).ok());
        let frequency = number
            .and_then(|n| self.frequency.get(n))
            .copied()
            .unwrap_or_default();
        let frequency = usize::try_from(frequency).unwrap_or(usize::MAX);
        if frequency == 0 {
            return 0.0;
        }
        let all = super::share(self.len() + 1, 1);
        (super::share(self.len() + 1, frequency).ln() / all.ln().max(0.1)).max(0.0)
    }

    /// The terms of a passage by sentence, its titles as the first.
    pub(super) fn sentences(&self, row: usize) -> impl Iterator<Item = impl Iterator<Item = u32>> {
        let range = match (self.offsets.get(row), self.offsets.get(row + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        };
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
        words.push(["Umber"].into_iter(), "The harbour fee. The fee rose.");
        // two pairs of characters, and each character
        words.push(std::iter::empty(), "潮汐局");
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
