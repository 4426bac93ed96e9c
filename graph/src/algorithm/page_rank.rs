//! Personalised PageRank: where a walker that keeps going home to the seeds is found.

use std::collections::VecDeque;

use super::adjacency::{Adjacency, NodeId};

/// Parameters of personalised PageRank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageRank {
    /// Probability of following an arc rather than going home to a seed, in `0..1`.
    pub damping: f32,
    /// Mass for each neighbour below which a node is not pushed. At most `1 / (tolerance * (1 - damping))` arcs are followed,
    /// beside those of the seeds themselves, whatever the size of the graph.
    pub tolerance: f32,
}

impl Default for PageRank {
    fn default() -> Self {
        Self {
            damping: 0.85,
            tolerance: 1e-5,
        }
    }
}

impl PageRank {
    /// Scores of the nodes that the walk reaches, by number, by forward push (Andersen, Chung and Lang, FOCS 2006): an
    /// approximation of `p = (1 - damping) * s + damping * W^T D^-1 p`. What is left waiting is missing from the scores, which
    /// therefore sum to a little less than 1. Nothing where no seed stands in the graph with a positive weight.
    ///
    /// An arc's weight is multiplied by the `pull` of the node that it leads to, before the arcs of a node are set in
    /// proportion: what a question asks for can draw the walk without the graph being laid out anew.
    #[must_use]
    pub fn forward_push(
        &self,
        graph: &Adjacency,
        seeds: &[(NodeId, f32)],
        pull: impl Fn(NodeId) -> f32,
    ) -> Vec<(NodeId, f32)> {
        let nodes = graph.nodes();
        let damping = self.damping.clamp(0.0, 0.999);
        // Zeroed memory that is never touched is never mapped: these cost what the walk reaches.
        let mut rank = vec![0.0f32; nodes];
        let mut residual = vec![0.0f32; nodes];
        let mut waiting = vec![false; nodes];
        let mut reached: Vec<NodeId> = Vec::new();
        let mut queue: VecDeque<NodeId> = VecDeque::new();
        for (node, mass) in distribution(nodes, seeds) {
            residual[node.index()] = mass;
            waiting[node.index()] = true;
            queue.push_back(node);
        }
        let mut drawn: Vec<f32> = Vec::new();
        while let Some(node) = queue.pop_front() {
            waiting[node.index()] = false;
            let mass = std::mem::take(&mut residual[node.index()]);
            if rank[node.index()] == 0.0 {
                reached.push(node);
            }
            drawn.clear();
            drawn.extend(graph.neighbours(node).map(|(m, weight)| weight * pull(m)));
            let total: f32 = drawn.iter().sum();
            if total <= 0.0 || !total.is_finite() {
                rank[node.index()] += mass;
                continue;
            }
            rank[node.index()] += (1.0 - damping) * mass;
            let share = damping * mass / total;
            for ((m, _), weight) in graph.neighbours(node).zip(&drawn) {
                let mass = &mut residual[m.index()];
                *mass += share * weight;
                if *mass > self.tolerance * graph.degree(m).max(1) as f32 && !waiting[m.index()] {
                    waiting[m.index()] = true;
                    queue.push_back(m);
                }
            }
        }
        reached.sort_unstable();
        reached.iter().map(|n| (*n, rank[n.index()])).collect()
    }
}

/// Seeds as a distribution over nodes, each node once, by number.
fn distribution(nodes: usize, seeds: &[(NodeId, f32)]) -> Vec<(NodeId, f32)> {
    let mut home: Vec<(NodeId, f32)> = seeds
        .iter()
        .copied()
        .filter(|(node, weight)| node.index() < nodes && weight.is_finite() && *weight > 0.0)
        .collect();
    home.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    home.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    let total: f64 = home.iter().map(|(_, weight)| f64::from(*weight)).sum();
    for (_, weight) in &mut home {
        *weight = (f64::from(*weight) / total) as f32;
    }
    home
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A graph without pattern, from a small linear congruential generator.
    fn graph(nodes: u32, edges: usize) -> Adjacency {
        let mut state = 7u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let edges: Vec<_> = (0..edges)
            .map(|_| (NodeId(next(nodes)), NodeId(next(nodes)), 0.25 + next(8) as f32))
            .collect();
        Adjacency::from_edges(nodes as usize, edges)
    }

    fn pull(node: NodeId) -> f32 {
        1.0 + (node.0 % 3) as f32
    }

    /// The definition, on a dense matrix in f64.
    fn dense(graph: &Adjacency, seeds: &[(NodeId, f32)], damping: f64) -> Vec<f64> {
        let n = graph.nodes();
        let mut matrix = vec![vec![0.0f64; n]; n];
        for node in (0..n as u32).map(NodeId) {
            let drawn: Vec<(NodeId, f64)> = graph
                .neighbours(node)
                .map(|(m, w)| (m, f64::from(w * pull(m))))
                .collect();
            let total: f64 = drawn.iter().map(|d| d.1).sum();
            for (to, weight) in drawn {
                matrix[to.index()][node.index()] = weight / total;
            }
        }
        let total: f64 = seeds.iter().map(|s| f64::from(s.1)).sum();
        let mut home = vec![0.0; n];
        for (node, weight) in seeds {
            home[node.index()] += f64::from(*weight) / total;
        }
        let mut rank = home.clone();
        for _ in 0..400 {
            rank = matrix
                .iter()
                .zip(&home)
                .map(|(row, h)| {
                    let moved: f64 = row.iter().zip(&rank).map(|(a, b)| a * b).sum();
                    damping * moved + (1.0 - damping) * h
                })
                .collect();
        }
        rank
    }

    #[test]
    fn forward_push_comes_as_near_to_the_dense_definition_as_its_tolerance() {
        let graph = graph(60, 400);
        let seeds = [(NodeId(3), 2.0), (NodeId(17), 0.5), (NodeId(17), 0.5)];
        let walk = PageRank {
            damping: 0.85,
            tolerance: 1e-8,
        };
        let pushed = walk.forward_push(&graph, &seeds, pull);
        assert_eq!(pushed.len(), 60);
        for ((_, a), b) in pushed.iter().zip(dense(&graph, &seeds, 0.85)) {
            assert!((f64::from(*a) - b).abs() < 1e-5, "{a} {b}");
        }
    }

    #[test]
    fn a_coarse_walk_stays_near_its_seeds() {
        let chain = Adjacency::from_edges(10_000, (0..9_999).map(|n| (NodeId(n), NodeId(n + 1), 1.0)));
        let walk = PageRank {
            damping: 0.5,
            tolerance: 1e-3,
        };
        let reached = walk.forward_push(&chain, &[(NodeId(5_000), 1.0)], |_| 1.0);
        assert!(reached.len() < 40, "{}", reached.len());
        assert!(reached.iter().all(|(n, _)| n.0.abs_diff(5_000) < 20));
    }

    #[test]
    fn nothing_is_ranked_without_a_seed_in_the_graph() {
        let graph = graph(10, 20);
        let walk = PageRank::default();
        assert!(walk.forward_push(&graph, &[], |_| 1.0).is_empty());
        let strangers = [(NodeId(99), 1.0), (NodeId(1), f32::NAN)];
        assert!(walk.forward_push(&graph, &strangers, |_| 1.0).is_empty());
    }
}
