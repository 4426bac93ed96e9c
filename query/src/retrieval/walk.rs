//! Personalised PageRank on the passage-entity graph (Haveliwala 2002; on passages and phrases: HippoRAG, 2024), with the
//! step from an entity to a passage biased to passages that share the question's words.

use super::graph::PassageGraph;
use super::options::RetrievalOptions;
use super::seeds::Seeds;

/// Scores of every passage, by row of the graph, after a walk from `seeds`; empty where there are none.
///
/// `lexical` holds BM25 scores by row, scaled to 0..1.
#[must_use]
pub fn walk(graph: &PassageGraph, seeds: &Seeds, lexical: &[f32], options: &RetrievalOptions) -> Vec<f32> {
    let total: f32 = seeds.seeds.iter().map(|s| s.weight).sum();
    if total <= 0.0 || graph.is_empty() {
        return Vec::new();
    }
    let mut restart_entities = vec![0.0_f32; graph.entities()];
    for seed in &seeds.seeds {
        if let Some(slot) = usize::try_from(seed.node)
            .ok()
            .and_then(|n| restart_entities.get_mut(n))
        {
            *slot += seed.weight / total;
        }
    }
    let restart_passages = prior(graph.len(), lexical, options.passage_prior);
    let attraction: Vec<f32> = (0..graph.len())
        .map(|row| 1.0 + options.lexical_bias * lexical.get(row).copied().unwrap_or_default())
        .collect();
    let leaving_passage: Vec<f32> = graph
        .rows()
        .map(|(_, w)| w.iter().sum::<f32>().max(f32::MIN_POSITIVE))
        .collect();
    let mut leaving_entity = vec![0.0_f32; graph.entities()];
    for ((targets, weights), pull) in graph.rows().zip(&attraction) {
        scatter(targets, weights, *pull, &mut leaving_entity);
    }
    let mut passages = restart_passages.clone();
    let mut entities = restart_entities.clone();
    let stay = 1.0 - options.restart;
    for _ in 0..options.steps {
        for (mass, out) in entities.iter_mut().zip(&leaving_entity) {
            *mass = if *out > 0.0 { *mass / out } else { 0.0 };
        }
        let entered: Vec<f32> = graph
            .rows()
            .zip(&attraction)
            .zip(&restart_passages)
            .map(|(((targets, weights), pull), restart)| {
                options.restart * restart + stay * pull * gather(targets, weights, &entities)
            })
            .collect();
        entities
            .iter_mut()
            .zip(&restart_entities)
            .for_each(|(mass, restart)| *mass = options.restart * restart);
        for (((targets, weights), mass), out) in graph.rows().zip(&passages).zip(&leaving_passage) {
            scatter(targets, weights, stay * mass / out, &mut entities);
        }
        passages = entered;
    }
    passages
}

/// The restart's share for passages: those within reach of the best, by the square of their BM25 score.
fn prior(passages: usize, lexical: &[f32], share: f32) -> Vec<f32> {
    let mut prior: Vec<f32> = (0..passages)
        .map(|row| {
            lexical
                .get(row)
                .copied()
                .filter(|&s| s > 0.3)
                .map_or(0.0, |s| s * s)
        })
        .collect();
    let sum: f32 = prior.iter().sum();
    if sum > 0.0 {
        prior.iter_mut().for_each(|p| *p *= share / sum);
    }
    prior
}

fn gather(targets: &[u32], weights: &[f32], mass: &[f32]) -> f32 {
    targets
        .iter()
        .zip(weights)
        .map(|(&t, w)| {
            w * usize::try_from(t)
                .ok()
                .and_then(|t| mass.get(t))
                .copied()
                .unwrap_or_default()
        })
        .sum()
}

fn scatter(targets: &[u32], weights: &[f32], amount: f32, mass: &mut [f32]) {
    if amount == 0.0 {
        return;
    }
    for (&t, w) in targets.iter().zip(weights) {
        if let Some(slot) = usize::try_from(t).ok().and_then(|t| mass.get_mut(t)) {
            *slot += w * amount;
        }
    }
}

impl PassageGraph {
    /// Targets and weights of each passage's edges.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&[u32], &[f32])> {
        self.offsets.windows(2).map(|w| {
            let range = w.first().copied().unwrap_or_default()..w.last().copied().unwrap_or_default();
            (
                self.targets.get(range.clone()).unwrap_or_default(),
                self.weights.get(range).unwrap_or_default(),
            )
        })
    }
}
