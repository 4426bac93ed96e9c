//! A closer look at the best passages by words: how much of the question stands in one sentence, and in the whole passage.
//!
//! BM25 adds words up wherever they stand, and lets one that is often repeated make up for one that is missing. What answers a
//! question has its words together.

use std::collections::{HashMap, HashSet};

use quarry_graph::importance;

use super::graph::PassageGraph;
use super::options::RetrievalOptions;
use crate::text::terms;

/// The question's terms with their weights, which sum to 1 with those of the terms that no passage has.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    weights: HashMap<u32, f32>,
}

impl Wanted {
    /// Weighs the terms by rarity among the passages and by how much content they carry.
    pub(crate) fn of(question: &str, graph: &PassageGraph) -> Self {
        // A word that no passage has counts as the rarest: the question may be in a language that no passage is in.
        let rarest = super::bm25::idf(graph.len(), 0);
        let mut asked = terms(question);
        asked.sort_unstable();
        asked.dedup();
        let mut total = 0.0;
        let mut weights = HashMap::new();
        for term in asked {
            let rarity = Some(graph.rarity(&term)).filter(|&r| r > 0.0).unwrap_or(rarest);
            let weight = rarity * importance(&term);
            total += weight;
            if let Some(number) = graph.words.number(&term) {
                weights.insert(number, weight);
            }
        }
        weights.values_mut().for_each(|w| *w /= total);
        Self { weights }
    }

    fn weight(&self, term: u32) -> f32 {
        self.weights.get(&term).copied().unwrap_or_default()
    }

    /// Shares of the question, 0 to 1, in the best sentence of a passage, its titles counted in, and in the whole of it.
    pub(crate) fn shares(&self, passage: u32, graph: &PassageGraph) -> (f32, f32) {
        let Some(row) = graph.passage_node(passage) else {
            return (0.0, 0.0);
        };
        let mut seen: HashSet<u32> = HashSet::new();
        let mut sentences = graph.words.sentences(row.index());
        let titles: HashSet<u32> = sentences.next().into_iter().flatten().collect();
        let in_titles: f32 = sum(titles.iter().map(|t| self.weight(*t)));
        let (mut best, mut whole) = (0.0_f32, in_titles);
        for sentence in sentences {
            let mut here = 0.0;
            for term in sentence.filter(|t| !titles.contains(t)) {
                let weight = self.weight(term);
                if weight > 0.0 {
                    here += weight;
                    if seen.insert(term) {
                        whole += weight;
                    }
                }
            }
            best = best.max(here);
        }
        (in_titles + best, whole)
    }

    /// Share of the question, 0 to 1, that stands in `passages` together.
    pub(crate) fn together(&self, passages: impl Iterator<Item = u32>, graph: &PassageGraph) -> f32 {
        let rows = passages.filter_map(|p| graph.passage_node(p));
        let found: HashSet<u32> = rows
            .flat_map(|row| graph.words.sentences(row.index()).flatten())
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
    let total = 1.0 + options.sentence_weight + options.passage_weight;
    for (place, (passage, score)) in lexical.iter_mut().enumerate() {
        *score /= best;
        if place < options.rerank_depth {
            let (in_sentence, in_whole) = wanted.shares(*passage, graph);
            *score += options.sentence_weight * in_sentence + options.passage_weight * in_whole;
        }
        *score /= total;
    }
    lexical.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

#[cfg(test)]
mod tests {
    use quarry_graph::{PassageId, PassageRecord};
    use quarry_ingest::{Locator, Place};

    use super::*;

    fn graph(texts: &[&str]) -> PassageGraph {
        let record = |(i, text): (u32, &&str)| PassageRecord {
            id: PassageId(i),
            iri: String::new(),
            document: String::new(),
            source: format!("{i}.txt"),
            title: String::new(),
            headings: Vec::new(),
            text: (*text).to_owned(),
            locator: Locator::from(Place::Paragraph { paragraph: 0 }),
            blocks: Vec::new(),
            rows: None,
            entities: Vec::new(),
        };
        let passages: Vec<PassageRecord> = (0..).zip(texts).map(record).collect();
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
    fn shares_grow_with_what_is_found_and_reach_one() {
        let graph = graph(&["The harbour fee.", "A ferry."]);
        let wanted = Wanted::of("harbour fee of the ferry", &graph);
        let (sentence, whole) = wanted.shares(0, &graph);
        assert!(
            sentence > 0.5 && (sentence - whole).abs() < 1e-6,
            "{sentence} {whole}"
        );
        assert!((wanted.together([0, 1].into_iter(), &graph) - 1.0).abs() < 1e-5);
        assert!(Wanted::of("harbour of Zzyzx", &graph).together([0, 1].into_iter(), &graph) < 0.7);
    }
}
