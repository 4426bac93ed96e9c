//! Fusing graph, words and vectors by how sure each is.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::options::RetrievalOptions;

/// What each signal gave a passage, scaled to 0..1 within its list.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Parts {
    /// The walk on the passage-entity graph.
    pub graph: f32,
    /// BM25 and a closer look at the words.
    pub lexical: f32,
    /// Cosine of the embeddings.
    pub vector: f32,
    /// 1 for evidence of a fact that the question asks for.
    pub fact: f32,
}

/// The signals' lists for one question: passage number and score.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    /// From the walk.
    pub graph: Vec<(u32, f32)>,
    /// From BM25 and a closer look at the words.
    pub lexical: Vec<(u32, f32)>,
    /// From the vectors.
    pub vector: Vec<(u32, f32)>,
    /// How sure the seeds are; 0 to 1.
    pub seed_certainty: f32,
    /// Share of the question's known words, by rarity, in the best passage by BM25; 0 to 1.
    pub lexical_coverage: f32,
    /// Whether the words are those of a translated question.
    pub translated: bool,
}

/// A passage with its fused score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Passage number.
    pub passage: u32,
    /// Fused score.
    pub score: f32,
    /// What it is made of.
    pub parts: Parts,
}

/// Ranks every passage of the signals. The graph's weight rises from 0 to [`RetrievalOptions::graph_weight`] as the seeds
/// become surer; what is left is shared by BM25 and vectors, the vectors' share falling as BM25's best
/// passage accounts for more of the question's words. A passage that BM25 puts far ahead of all others gains by its lead: it is
/// what a question of one step asks for, and the first step of any other.
#[must_use]
pub fn fuse(signals: &Signals, options: &RetrievalOptions) -> Vec<Ranked> {
    let graph_weight = if signals.graph.is_empty() {
        0.0
    } else {
        gate(signals.seed_certainty, options)
    };
    let vector_weight = if signals.vector.is_empty() {
        0.0
    } else if signals.lexical.is_empty() {
        1.0
    } else if signals.translated {
        options.vector_weight_translated
    } else {
        // words that BM25 knows outweigh a small embedder; its turn comes where question and passage share hardly any
        let matched = (signals.lexical_coverage / options.lexical_trusted).clamp(0.0, 1.0);
        options.vector_weight_unmatched + (options.vector_weight - options.vector_weight_unmatched) * matched
    };
    let mut parts: HashMap<u32, Parts> = HashMap::new();
    let best = top(&signals.graph);
    for &(passage, score) in &signals.graph {
        parts.entry(passage).or_default().graph = (score / best).max(0.0).powf(options.graph_exponent);
    }
    let best = top(&signals.lexical);
    for &(passage, score) in &signals.lexical {
        parts.entry(passage).or_default().lexical = (score / best).max(0.0);
    }
    let best = top(&signals.vector);
    // Cosines of one model all lie close together: only their differences say something.
    let least = signals
        .vector
        .iter()
        .map(|l| l.1)
        .fold(best, f32::min)
        .min(best * 0.999);
    for &(passage, score) in &signals.vector {
        parts.entry(passage).or_default().vector = ((score - least) / (best - least)).clamp(0.0, 1.0);
    }
    let (leader, lead) = leader(&signals.lexical);
    let bonus = options.lead_bonus * (lead / options.sure_lead).clamp(0.0, 1.0);
    let mut ranked: Vec<Ranked> = parts
        .into_iter()
        .map(|(passage, parts)| {
            let words = (1.0 - vector_weight) * parts.lexical + vector_weight * parts.vector;
            Ranked {
                passage,
                score: graph_weight * parts.graph
                    + (1.0 - graph_weight) * words
                    + if Some(passage) == leader { bonus } else { 0.0 },
                parts,
            }
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
    ranked
}

pub(super) fn gate(certainty: f32, options: &RetrievalOptions) -> f32 {
    let width = (options.gate_open - options.gate_closed).max(f32::EPSILON);
    options.graph_weight * ((certainty - options.gate_closed) / width).clamp(0.0, 1.0)
}

/// The best passage of the list, and by what share of its score it leads the next.
fn leader(list: &[(u32, f32)]) -> (Option<u32>, f32) {
    let mut scores: Vec<(u32, f32)> = list.to_vec();
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    match scores.as_slice() {
        [first, second, ..] if first.1 > 0.0 => (Some(first.0), 1.0 - second.1 / first.1),
        [first] => (Some(first.0), 1.0),
        _ => (None, 0.0),
    }
}

fn top(list: &[(u32, f32)]) -> f32 {
    list.iter().map(|l| l.1).fold(f32::MIN_POSITIVE, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signals(seed_certainty: f32) -> Signals {
        Signals {
            graph: vec![(1, 0.9), (2, 0.1)],
            lexical: vec![(2, 12.0), (3, 11.5)],
            vector: Vec::new(),
            seed_certainty,
            lexical_coverage: 1.0,
            translated: false,
        }
    }

    fn first(certainty: f32) -> Option<u32> {
        fuse(&signals(certainty), &RetrievalOptions::default())
            .first()
            .map(|r| r.passage)
    }

    #[test]
    fn a_question_without_sure_seeds_is_ranked_by_words_alone() {
        let ranked = fuse(&signals(0.05), &RetrievalOptions::default());
        assert_eq!(ranked.iter().map(|r| r.passage).collect::<Vec<_>>(), [2, 3, 1]);
    }

    #[test]
    fn a_clear_leader_of_bm25_stays_first() {
        let clear = Signals {
            lexical: vec![(2, 12.0), (3, 6.0)],
            ..signals(0.8)
        };
        let ranked = fuse(&clear, &RetrievalOptions::default());
        assert_eq!(ranked.first().map(|r| r.passage), Some(2));
    }

    #[test]
    fn sure_seeds_open_the_gate() {
        assert_eq!(first(0.05), Some(2));
        assert_eq!(first(0.8), Some(1));
    }
}
