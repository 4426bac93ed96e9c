//! What a question names, and how much of the question that accounts for.

use std::collections::{HashMap, HashSet};

use super::bm25::to_f32;
use super::graph::PassageGraph;
use super::options::RetrievalOptions;
use crate::text::{Script, is_stop_word, terms, tokenise};

/// One entity that the question names.
#[derive(Debug, Clone, PartialEq)]
pub struct Seed {
    /// Entity in the graph.
    pub node: u32,
    /// As the question writes it.
    pub text: String,
    /// First byte in the question.
    pub start: usize,
    /// One past the last byte in the question.
    pub end: usize,
    /// 1 / number of passages that name it.
    pub weight: f32,
}

/// The question's entities and how sure they make the graph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seeds {
    /// In the order of the question.
    pub seeds: Vec<Seed>,
    /// Share, by rarity, of the question's known words that stand inside seeds; 0 to 1. A word counts the less the more
    /// passages its seed is named by: a name that stands all over says little about where to begin.
    pub certainty: f32,
}

impl Seeds {
    /// Links the question's names to the graph, the longest first.
    #[must_use]
    pub fn link(question: &str, graph: &PassageGraph, options: &RetrievalOptions) -> Self {
        let tokens = tokenise(question);
        let any_capital = tokens.iter().any(|t| t.capital);
        let matches = graph.names.scan(&tokens, |m| {
            let span = tokens.get(m.first..m.last).unwrap_or_default();
            match span {
                [word] if word.script == Script::Word => {
                    (word.capital || !any_capital) && !is_stop_word(&word.text)
                }
                span => !span.iter().all(|t| is_stop_word(&t.text)),
            }
        });
        let mut seeds: Vec<Seed> = Vec::new();
        for m in matches {
            let frequency = graph.frequency(m.id);
            if frequency == 0 {
                continue;
            }
            seeds.push(Seed {
                node: m.id,
                text: question.get(m.start..m.end).unwrap_or_default().to_owned(),
                start: m.start,
                end: m.end,
                weight: 1.0 / to_f32(frequency),
            });
        }
        let certainty = certainty(question, &seeds, graph, options.pinpoint);
        Self { seeds, certainty }
    }
}

fn certainty(question: &str, seeds: &[Seed], graph: &PassageGraph, pinpoint: f32) -> f32 {
    let mut sure: HashMap<String, f32> = HashMap::new();
    for seed in seeds {
        // the weight is 1 / frequency
        let certainty = seed.weight.powf(pinpoint);
        for term in terms(&seed.text) {
            let best = sure.entry(term).or_default();
            *best = best.max(certainty);
        }
    }
    let all: HashSet<String> = terms(question).into_iter().collect();
    let mut all: Vec<String> = all.into_iter().collect();
    // A sum of floats depends on its order.
    all.sort_unstable();
    let (mut covered, mut total) = (0.0, 0.0);
    for term in &all {
        let weight = graph.rarity(term);
        total += weight;
        covered += weight * sure.get(term).copied().unwrap_or_default();
    }
    if total > 0.0 { covered / total } else { 0.0 }
}
