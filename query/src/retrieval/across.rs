//! Ranking across languages: BM25 over what a question means instead of over its words.
//!
//! The ways of writing one thing count as one term, each by its share of the meaning: term frequency and document frequency are
//! summed over them (probabilistic structured queries: Darwish and Oard, 2003). A word of several pairs of characters counts
//! where all of them stand in one sentence.

use std::collections::HashMap;

use super::bm25::to_f32;
use super::graph::PassageGraph;
use super::translate::Concept;
use super::words::Words;
use crate::text::{Script, character, tokenise};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// One way of writing one of the question's concepts.
#[derive(Debug)]
struct Way {
    concept: usize,
    share: f32,
    /// Terms that have to stand in one sentence.
    parts: u32,
}

/// The passages with the most of `concepts`, best first: number, and score as a share of the best.
pub(super) fn across(concepts: &[Concept], graph: &PassageGraph, depth: usize) -> Vec<(u32, f32)> {
    let words = &graph.words;
    let (ways, uses) = lay_out(concepts, words);
    let mut frequency = vec![0.0_f32; concepts.len()];
    let mut rarest: Vec<usize> = vec![usize::MAX; ways.len()];
    for (term, of) in &uses {
        for way in of {
            if let Some(least) = rarest.get_mut(*way) {
                *least = (*least).min(words.frequency(*term));
            }
        }
    }
    for (way, least) in ways.iter().zip(rarest) {
        if let Some(count) = frequency.get_mut(way.concept).filter(|_| least < usize::MAX) {
            *count += way.share * to_f32(least);
        }
    }
    let weights: Vec<f32> = concepts
        .iter()
        .zip(&frequency)
        .map(|(c, f)| c.weight * idf_of(graph.len(), *f))
        .collect();
    // Most terms of a passage are none of the question's: a look at one byte tells.
    let mut asked = vec![false; words.vocabulary()];
    for term in uses.keys() {
        if let Some(slot) = usize::try_from(*term).ok().and_then(|t| asked.get_mut(t)) {
            *slot = true;
        }
    }
    let is_asked = |term: &u32| usize::try_from(*term).is_ok_and(|t| asked.get(t) == Some(&true));
    let mean = words.mean_length().max(1.0);
    let mut found = Vec::new();
    let mut counts = vec![0.0_f32; concepts.len()];
    let mut here: HashMap<usize, u32> = HashMap::new();
    for row in 0..graph.len() {
        let mut any = false;
        for sentence in words.sentences(row) {
            for term in sentence.filter(is_asked) {
                for way in uses.get(&term).into_iter().flatten() {
                    *here.entry(*way).or_default() += 1;
                }
            }
            for (number, parts) in here.drain() {
                let Some(way) = ways.get(number).filter(|w| parts >= w.parts) else {
                    continue;
                };
                if let Some(count) = counts.get_mut(way.concept) {
                    *count += way.share;
                    any = true;
                }
            }
        }
        if !any {
            continue;
        }
        let norm = K1 * (1.0 - B + B * words.length(row) / mean);
        let score: f32 = counts
            .iter_mut()
            .zip(&weights)
            .map(|(count, weight)| {
                let count = std::mem::take(count);
                weight * count * (K1 + 1.0) / (count + norm)
            })
            .sum();
        if let Some(passage) = graph.member(row) {
            found.push((passage, score));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(depth);
    let best = found.first().map_or(1.0, |f| f.1).max(f32::MIN_POSITIVE);
    found.iter_mut().for_each(|f| f.1 /= best);
    found
}

/// The ways of writing the concepts that the passages know, and which of them each term is part of.
fn lay_out(concepts: &[Concept], words: &Words) -> (Vec<Way>, HashMap<u32, Vec<usize>>) {
    let mut ways: Vec<Way> = Vec::new();
    let mut uses: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut add = |concept: usize, share: f32, mut terms: Vec<u32>| {
        terms.sort_unstable();
        terms.dedup();
        let parts = u32::try_from(terms.len()).unwrap_or(u32::MAX);
        for term in terms {
            uses.entry(term).or_default().push(ways.len());
        }
        ways.push(Way {
            concept,
            share,
            parts,
        });
    };
    for (number, concept) in concepts.iter().enumerate() {
        for (word, share) in &concept.words {
            if script_of(word) == Script::Word {
                for term in words.of_root(word) {
                    add(number, *share, vec![*term]);
                }
                continue;
            }
            let characters: Vec<char> = word.chars().collect();
            let terms: Option<Vec<u32>> = match characters.as_slice() {
                [single] => words.number(&character(&single.to_string())).map(|t| vec![t]),
                several => several
                    .windows(2)
                    .map(|pair| words.number(&pair.iter().collect::<String>()))
                    .collect(),
            };
            if let Some(terms) = terms {
                add(number, *share, terms);
            }
        }
    }
    (ways, uses)
}

fn script_of(word: &str) -> Script {
    tokenise(word).first().map_or(Script::Word, |t| t.script)
}

/// [`idf`](super::bm25::idf) of a sum of shares.
fn idf_of(passages: usize, frequency: f32) -> f32 {
    let passages = to_f32(passages);
    (1.0 + (passages - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::super::{RetrievalOptions, passage_of};
    use super::*;

    fn graph(texts: &[&str]) -> PassageGraph {
        let passages: Vec<_> = (0..).zip(texts).map(|(i, text)| passage_of(i, text)).collect();
        PassageGraph::build(passages.iter(), &[], &RetrievalOptions::default())
    }

    fn concept(words: &[(&str, f32)]) -> Concept {
        Concept {
            weight: 1.0,
            words: words.iter().map(|(w, share)| ((*w).to_owned(), *share)).collect(),
        }
    }

    #[test]
    fn a_likely_meaning_counts_more_than_an_unlikely_one() {
        let graph = graph(&["The bank of the river.", "The wharf of the river.", "A tower."]);
        let found = across(
            &[concept(&[("岸", 1.0), ("wharf", 0.8), ("bank", 0.2)])],
            &graph,
            10,
        );
        assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn the_pairs_of_a_long_word_have_to_stand_in_one_sentence() {
        let graph = graph(&["時刻改了。刻表另定。", "渡輪的時刻表。", "另一件事。"]);
        let found = across(&[concept(&[("timetable", 1.0), ("時刻表", 1.0)])], &graph, 10);
        assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn inflected_words_are_found_by_their_root() {
        let graph = graph(&["They appointed her.", "A tower.", "A ferry."]);
        let found = across(&[concept(&[("任命", 1.0), ("appoint", 1.0)])], &graph, 10);
        assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [0]);
        assert!(across(&[], &graph, 10).is_empty());
    }
}
