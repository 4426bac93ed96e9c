//! A closer look at the best passages by words: how much of the question stands in one sentence, and in the whole passage.
//!
//! BM25 adds words up wherever they stand, and lets one that is often repeated make up for one that is missing. What answers a
//! question has its words together.

use std::collections::{HashMap, HashSet};

use quarry_graph::importance;

use super::graph::PassageGraph;
use super::options::RetrievalOptions;
use crate::text::{as_character, characters, terms};

/// The question's terms with their weights, which sum to 1 with those of the terms that no passage has.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    weights: HashMap<u32, f32>,
    /// The same of single Han and Hangul characters, which sum to 1 by themselves; empty for a question without any.
    characters: HashMap<u32, f32>,
}

/// How much of a question a passage has; each share from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Shares {
    /// In its best sentence, its titles counted in.
    pub(crate) sentence: f32,
    /// In the whole of it.
    pub(crate) whole: f32,
    /// Of the question's single characters, in the best sentence.
    pub(crate) characters: f32,
}

impl Wanted {
    /// Weighs the terms by rarity among the passages and by how much content they carry.
    pub(crate) fn of(question: &str, graph: &PassageGraph) -> Self {
        // A word that no passage has counts as the rarest: the question may be in a language that no passage is in.
        let rarest = super::bm25::idf(graph.len(), 0);
        let weigh = |mut asked: Vec<String>| {
            asked.sort_unstable();
            asked.dedup();
            let mut total = 0.0;
            let mut weights = HashMap::new();
            for term in asked {
                let rarity = Some(graph.rarity(&term)).filter(|&r| r > 0.0).unwrap_or(rarest);
                let weight = rarity * importance(as_character(&term).unwrap_or(&term));
                total += weight;
                if let Some(number) = graph.words().number(&term) {
                    weights.insert(number, weight);
                }
            }
            weights.values_mut().for_each(|w| *w /= total);
            weights
        };
        Self {
            weights: weigh(terms(question)),
            characters: weigh(characters(question)),
        }
    }

    fn weight(&self, term: u32) -> f32 {
        self.weights.get(&term).copied().unwrap_or_default()
    }

    /// What a passage has of the question.
    pub(crate) fn shares(&self, passage: u32, graph: &PassageGraph) -> Shares {
        let Some(row) = graph.passage_node(passage) else {
            return Shares::default();
        };
        let single = |term: &u32| self.characters.get(term).copied();
        let mut seen: HashSet<u32> = HashSet::new();
        let mut sentences = graph.words().sentences(row.index());
        let titles: HashSet<u32> = sentences.next().into_iter().flatten().collect();
        let in_titles: f32 = sum(titles.iter().map(|t| self.weight(*t)));
        let (mut best, mut best_characters) = (0.0_f32, 0.0_f32);
        let (mut whole, mut here, mut characters) = (Vec::new(), Vec::new(), Vec::new());
        for sentence in sentences {
            for term in sentence {
                characters.extend(single(&term));
                if titles.contains(&term) {
                    continue;
                }
                let weight = self.weight(term);
                if weight > 0.0 {
                    here.push(weight);
                    if seen.insert(term) {
                        whole.push(weight);
                    }
                }
            }
            best = best.max(sum(here.drain(..)));
            best_characters = best_characters.max(sum(characters.drain(..)));
        }
        Shares {
            sentence: in_titles + best,
            whole: in_titles + sum(whole.into_iter()),
            characters: best_characters,
        }
    }

    /// Share of the question, 0 to 1, that stands in `passages` together.
    pub(crate) fn together(&self, passages: impl Iterator<Item = u32>, graph: &PassageGraph) -> f32 {
        let rows = passages.filter_map(|p| graph.passage_node(p));
        let found: HashSet<u32> = rows
            .flat_map(|row| graph.words().sentences(row.index()).flatten())
            .collect();
        sum(found.into_iter().map(|t| self.weight(t)))
    }
}

/// A sum that does not depend on the order of the numbers.
fn sum(numbers: impl Iterator<Item = f32>) -> f32 {
    let mut numbers: Vec<f32> = numbers.filter(|n| *n > 0.0).collect();
    numbers.sort_unstable_by(f32::total_cmp);
    numbers.into_iter().sum()
}

/// Ranks the best passages by words anew; the scores are shares of the best possible, 0 to 1. `lexical` is best first.
pub(super) fn rerank(
    lexical: &mut [(u32, f32)],
    wanted: &Wanted,
    graph: &PassageGraph,
    options: &RetrievalOptions,
) {
    if options.rerank_depth == 0 {
        return;
    }
    let best = lexical.first().map_or(0.0, |l| l.1).max(f32::MIN_POSITIVE);
    let of_characters = if wanted.characters.is_empty() {
        0.0
    } else {
        options.character_weight
    };
    let total = 1.0 + options.sentence_weight + options.passage_weight + of_characters;
    for (place, (passage, score)) in lexical.iter_mut().enumerate() {
        *score /= best;
        if place < options.rerank_depth {
            let shares = wanted.shares(*passage, graph);
            *score += options.sentence_weight * shares.sentence
                + options.passage_weight * shares.whole
                + of_characters * shares.characters;
        }
        *score /= total;
    }
    lexical.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

#[cfg(test)]
mod tests {
    use super::super::passage_of;
    use super::*;

    fn graph(texts: &[&str]) -> PassageGraph {
        let passages: Vec<_> = (0..).zip(texts).map(|(i, text)| passage_of(i, text)).collect();
        PassageGraph::build(passages.iter(), &[], &RetrievalOptions::default())
    }

    #[test]
    fn words_in_one_sentence_come_before_words_all_over() {
        let apart = "The harbour fee is new. A ferry came. It was set in Umber.";
        let together = "A ferry came. The harbour fee of Umber was set.";
        let graph = graph(&[apart, together]);
        let wanted = Wanted::of("harbour fee Umber set", &graph);
        let mut lexical = vec![(0, 1.0), (1, 1.0)];
        rerank(&mut lexical, &wanted, &graph, &RetrievalOptions::default());
        assert_eq!(lexical.iter().map(|l| l.0).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn characters_tell_two_spellings_of_a_word_apart_from_another() {
        let graph = graph(&["市府於春季清洗水塔。", "市府於春季修剪樹木。"]);
        let wanted = Wanted::of("水池何時清理", &graph);
        let of = |passage| wanted.shares(passage, &graph).characters;
        assert!(of(0) > of(1) && of(1) >= 0.0, "{} {}", of(0), of(1));
    }

    #[test]
    fn shares_grow_with_what_is_found_and_reach_one() {
        let graph = graph(&["The harbour fee.", "A ferry."]);
        let wanted = Wanted::of("harbour fee of the ferry", &graph);
        let shares = wanted.shares(0, &graph);
        assert!(
            shares.sentence > 0.5 && (shares.sentence - shares.whole).abs() < 1e-6,
            "{shares:?}"
        );
        assert!(shares.characters.abs() < 1e-6, "{shares:?}");
        assert!((wanted.together([0, 1].into_iter(), &graph) - 1.0).abs() < 1e-5);
        assert!(Wanted::of("harbour of Zzyzx", &graph).together([0, 1].into_iter(), &graph) < 0.7);
    }
}
