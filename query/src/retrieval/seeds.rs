//! What a question names, and how much of the question that accounts for.

use std::collections::HashSet;

use super::bm25::to_f32;
use super::graph::PassageGraph;
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
    /// Share, by rarity, of the question's known words that stand inside seeds; 0 to 1.
    pub coverage: f32,
}

impl Seeds {
    /// Links the question's names to the graph, the longest first.
    #[must_use]
    pub fn link(question: &str, graph: &PassageGraph) -> Self {
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
            let frequency = usize::try_from(m.id)
                .ok()
                .and_then(|n| graph.frequency.get(n))
                .copied()
                .unwrap_or_default();
            if frequency == 0 {
                continue;
            }
            seeds.push(Seed {
                node: m.id,
                text: question.get(m.start..m.end).unwrap_or_default().to_owned(),
                start: m.start,
                end: m.end,
                weight: 1.0 / to_f32(usize::try_from(frequency).unwrap_or(usize::MAX)),
            });
        }
        let coverage = coverage(question, &seeds, graph);
        Self { seeds, coverage }
    }
}

fn coverage(question: &str, seeds: &[Seed], graph: &PassageGraph) -> f32 {
    let inside: HashSet<String> = seeds.iter().flat_map(|s| terms(&s.text)).collect();
    let all: HashSet<String> = terms(question).into_iter().collect();
    let (mut covered, mut total) = (0.0, 0.0);
    for term in &all {
        let weight = graph.rarity(term);
        total += weight;
        if inside.contains(term) {
            covered += weight;
        }
    }
    if total > 0.0 { covered / total } else { 0.0 }
}
