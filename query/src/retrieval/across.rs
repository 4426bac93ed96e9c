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
use crate::text::{Language, Script, character, tokenise};

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

/// What was found in the other languages.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Abroad {
    /// Passages, best first: number, and score as a share of the best.
    pub(super) ranked: Vec<(u32, f32)>,
    /// How much of the question the best of them holds, by rarity; 0 to 1.
    pub(super) coverage: f32,
}

/// Ranks the passages that are not written in `own` by `concepts`; rarity is counted among them alone.
pub(super) fn across(concepts: &[Concept], graph: &PassageGraph, own: Language, depth: usize) -> Abroad {
    let words = graph.words();
    let (ways, uses) = lay_out(concepts, words);
    // Most terms of a passage are none of the question's: a look at one byte tells.
    let mut asked = vec![false; words.vocabulary()];
    for term in uses.keys() {
        if let Some(slot) = usize::try_from(*term).ok().and_then(|t| asked.get_mut(t)) {
            *slot = true;
        }
    }
    let is_asked = |term: &u32| usize::try_from(*term).is_ok_and(|t| asked.get(t) == Some(&true));
    let mut frequency = vec![0.0_f32; concepts.len()];
    let (mut others, mut length) = (0_usize, 0.0_f32);
    let mut hits: Vec<(usize, Vec<(usize, f32)>)> = Vec::new();
    let mut here: HashMap<usize, u32> = HashMap::new();
    for row in (0..graph.len()).filter(|row| graph.language_of_row(*row) != Some(own)) {
        others += 1;
        length += words.length(row);
        let mut found: Vec<(usize, f32)> = Vec::new();
        for sentence in words.sentences(row) {
            for term in sentence.filter(is_asked) {
                for way in uses.get(&term).into_iter().flatten() {
                    *here.entry(*way).or_default() += 1;
                }
            }
            found.extend(here.drain().filter_map(|(number, parts)| {
                let way = ways.get(number).filter(|w| parts >= w.parts)?;
                Some((number, way.share))
            }));
        }
        found.sort_unstable_by_key(|f| f.0);
        for way in found
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|same| ways.get(same.first()?.0))
        {
            if let Some(count) = frequency.get_mut(way.concept) {
                *count += way.share;
            }
        }
        if !found.is_empty() {
            hits.push((row, found));
        }
    }
    let weights: Vec<f32> = concepts
        .iter()
        .zip(&frequency)
        .map(|(c, f)| c.weight * idf_of(others, *f))
        .collect();
    let mean = (length / to_f32(others).max(1.0)).max(1.0);
    let mut counts = vec![0.0_f32; concepts.len()];
    let mut best = (0.0_f32, 0.0_f32);
    let mut ranked = Vec::with_capacity(hits.len());
    for (row, found) in hits {
        for (number, share) in found {
            let count = ways.get(number).and_then(|w| counts.get_mut(w.concept));
            if let Some(count) = count {
                *count += share;
            }
        }
        let norm = K1 * (1.0 - B + B * words.length(row) / mean);
        let (mut score, mut held) = (0.0, 0.0);
        for (count, weight) in counts.iter_mut().zip(&weights) {
            let count = std::mem::take(count);
            score += weight * count * (K1 + 1.0) / (count + norm);
            held += weight * count.min(1.0);
        }
        if score > best.0 {
            best = (score, held);
        }
        ranked.extend(graph.member(row).map(|passage| (passage, score)));
    }
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(depth);
    ranked
        .iter_mut()
        .for_each(|f| f.1 /= best.0.max(f32::MIN_POSITIVE));
    Abroad {
        ranked,
        coverage: best.1 / weights.iter().sum::<f32>().max(f32::MIN_POSITIVE),
    }
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
            Language::Chinese,
            10,
        );
        assert_eq!(found.ranked.iter().map(|f| f.0).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn the_pairs_of_a_long_word_have_to_stand_in_one_sentence() {
        let graph = graph(&["時刻改了。刻表另定。", "渡輪的時刻表。", "另一件事。"]);
        let asked = [concept(&[("timetable", 1.0), ("時刻表", 1.0)])];
        let found = across(&asked, &graph, Language::English, 10).ranked;
        assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn inflected_words_are_found_by_their_root() {
        let graph = graph(&["They appointed her.", "A tower.", "A ferry."]);
        let asked = [concept(&[("任命", 1.0), ("appoint", 1.0)])];
        let found = across(&asked, &graph, Language::Chinese, 10).ranked;
        assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [0]);
        assert!(across(&[], &graph, Language::Chinese, 10).ranked.is_empty());
        // in its own language a question is ranked by its own words
        assert!(across(&asked, &graph, Language::English, 10).ranked.is_empty());
    }
}
