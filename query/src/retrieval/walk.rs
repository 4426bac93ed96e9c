//! The walk on the passage-entity graph (personalised PageRank: Haveliwala 2002; on passages and phrases: HippoRAG, 2024), with
//! the step from an entity to a passage drawn to passages that share the question's words.

use std::collections::HashMap;

use quarry_graph::algorithm::{NodeId, PageRank};

use super::graph::PassageGraph;
use super::options::RetrievalOptions;
use super::seeds::Seeds;

/// Share of BM25's best score from which on a passage is near enough to the question to be a seed itself.
const NEAR: f32 = 0.3;

/// Passages that a walk from `seeds` reaches, with their scores, by row of the graph; none where there are no seeds.
///
/// `lexical` holds passages with their BM25 scores.
#[must_use]
pub fn walk(
    graph: &PassageGraph,
    seeds: &Seeds,
    lexical: &[(u32, f32)],
    options: &RetrievalOptions,
) -> Vec<(u32, f32)> {
    let mut home = seeds.home(options.even_sides);
    let mut more = seeds.more.clone();
    let sum = |of: &[(u32, f32)]| of.iter().map(|s| s.1).sum::<f32>();
    let (linked, added) = (sum(&home), sum(&more));
    if linked + added <= 0.0 || graph.is_empty() {
        return Vec::new();
    }
    let added_share = if linked > 0.0 { seeds.more_share } else { 1.0 };
    home.iter_mut().for_each(|s| s.1 *= (1.0 - added_share) / linked);
    more.iter_mut().for_each(|s| s.1 *= added_share / added);
    home.append(&mut more);
    let best = lexical.iter().map(|l| l.1).fold(f32::MIN_POSITIVE, f32::max);
    let shares: HashMap<NodeId, f32> = lexical
        .iter()
        .filter_map(|(passage, score)| Some((graph.passage_node(*passage)?, score / best)))
        .collect();
    let mut home: Vec<(NodeId, f32)> = home
        .into_iter()
        .filter_map(|(node, weight)| Some((graph.entity_node(node)?, weight)))
        .collect();
    home.extend(prior(&shares, options.passage_prior));
    let walk = PageRank {
        damping: 1.0 - options.restart,
        tolerance: options.tolerance,
    };
    let passages = graph.len();
    let pull = |node: NodeId| {
        if node.index() >= passages {
            return 1.0;
        }
        1.0 + options.lexical_bias * shares.get(&node).copied().unwrap_or_default()
    };
    walk.forward_push(graph.adjacency(), &home, pull)
        .into_iter()
        .filter_map(|(node, score)| Some((graph.passage_of(node)?, score)))
        .filter(|(_, score)| *score > 0.0)
        .collect()
}

/// The passages' share of the seeds: those within reach of the best, by the square of their BM25 score.
fn prior(shares: &HashMap<NodeId, f32>, weight: f32) -> Vec<(NodeId, f32)> {
    let mut near: Vec<(NodeId, f32)> = shares
        .iter()
        .filter(|(_, s)| **s > NEAR)
        .map(|(n, s)| (*n, s * s))
        .collect();
    // A sum of floats depends on its order.
    near.sort_unstable_by_key(|(n, _)| *n);
    let sum: f32 = near.iter().map(|(_, s)| s).sum();
    near.iter_mut().for_each(|(_, s)| *s *= weight / sum);
    near
}
