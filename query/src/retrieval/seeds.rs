//! What a question names, and how much of the question that accounts for.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

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
    /// Entities that the question does not name, with their weights among each other.
    pub(super) more: Vec<(u32, f32)>,
    /// Share of the walk's seeds that they make beside those that it names.
    pub(super) more_share: f32,
    /// Which of the seeds are sides of one comparison.
    pub(super) sides: Vec<Range<usize>>,
}

/// What stands between the sides of a comparison, after the first's particle.
const BETWEEN: &[&str] = &[
    "and", "or", "和", "與", "跟", "或", "還是", "와", "과", "하고", "이랑", "또는", "및", "、", ",",
];

impl Seeds {
    /// The linked entities with their weights. Those that a question sets beside each other (`A or B`) count alike as far as
    /// `even` says; their sum stays.
    pub(super) fn home(&self, even: f32) -> Vec<(u32, f32)> {
        let mut home: Vec<(u32, f32)> = self.seeds.iter().map(|s| (s.node, s.weight)).collect();
        for sides in &self.sides {
            let Some(sides) = home.get_mut(sides.clone()) else {
                continue;
            };
            let mean = sides.iter().map(|s| s.1).sum::<f32>() / to_f32(sides.len().max(1));
            sides.iter_mut().for_each(|s| s.1 += even * (mean - s.1));
        }
        home
    }

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
        Self {
            sides: sides(question, &seeds),
            seeds,
            certainty,
            ..Self::default()
        }
    }
}

/// Runs of seeds with nothing but a word for `and` or `or` between each and the next.
fn sides(question: &str, seeds: &[Seed]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (number, pair) in seeds.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let between = question.get(a.end..b.start).unwrap_or_default();
        let mut between = between
            .split_whitespace()
            .map(|w| w.trim_matches(is_quote))
            .peekable();
        let joined = between.peek().is_some() && between.all(|w| w.is_empty() || BETWEEN.contains(&w));
        match runs.last_mut() {
            Some(run) if joined && run.end == number + 1 => run.end += 1,
            _ if joined => runs.push(number..number + 2),
            _ => {}
        }
    }
    runs
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '《' | '》')
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
