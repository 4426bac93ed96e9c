//! Personalised PageRank: where a walker that keeps going home to the seeds is found.

use std::collections::VecDeque;

use super::adjacency::{Adjacency, NodeId};

/// Parameters of personalised PageRank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageRank {
    /// Probability of following an edge rather than going home to a seed, in `0..1`. HippoRAG uses 0.5.
    pub damping: f32,
    /// Precision. For the power iteration: the L1 change at which it stops. For the forward push: the mass that may be left
    /// waiting at a node, so that at most `1 / (tolerance * (1 - damping))` nodes are pushed whatever the size of the graph.
    pub tolerance: f32,
    /// Most rounds of the power iteration.
    pub iterations: usize,
}

impl Default for PageRank {
    fn default() -> Self {
        Self {
            damping: 0.5,
            tolerance: 1e-6,
            iterations: 100,
        }
    }
}

impl PageRank {
    /// Scores of all nodes, which sum to 1 (nothing where no seed has weight), by power iteration over the whole graph:
    /// `p = (1 - damping) * s + damping * W^T D^-1 p`. A walker at a node without edges goes home.
    ///
    /// Exact to `tolerance`; each round touches every edge.
    #[must_use]
    pub fn power_iteration(&self, graph: &Adjacency, seeds: &[(NodeId, f32)]) -> Vec<f32> {
        let nodes = graph.nodes();
        let Some(home) = distribution(nodes, seeds) else {
            return vec![0.0; nodes];
        };
        let damping = self.damping.clamp(0.0, 0.999);
        let mut rank = home.clone();
        for _ in 0..self.iterations {
            let mut next = vec![0.0f32; nodes];
            let mut stranded = 0.0f32;
            for (n, mass) in rank.iter().enumerate().filter(|(_, mass)| **mass > 0.0) {
                let node = NodeId(n as u32);
                let strength = graph.strength(node);
                if strength > 0.0 {
                    let share = damping * mass / strength;
                    for (m, weight) in graph.neighbours(node) {
                        next[m.index()] += share * weight;
                    }
                } else {
                    stranded += damping * mass;
                }
            }
            let at_home = 1.0 - damping + stranded;
            for (value, home) in next.iter_mut().zip(&home) {
                *value += at_home * home;
            }
            let change: f32 = next.iter().zip(&rank).map(|(a, b)| (a - b).abs()).sum();
            rank = next;
            if change < self.tolerance {
                break;
            }
        }
        rank
    }

    /// Scores of all nodes by forward push (Andersen, Chung and Lang, FOCS 2006): mass is pushed only from nodes where enough
    /// of it waits, so the work depends on `tolerance` and not on the size of the graph. What is left waiting is missing from
    /// the scores, which therefore sum to a little less than 1.
    #[must_use]
    pub fn forward_push(&self, graph: &Adjacency, seeds: &[(NodeId, f32)]) -> Vec<f32> {
        let nodes = graph.nodes();
        let mut rank = vec![0.0f32; nodes];
        let Some(mut residual) = distribution(nodes, seeds) else {
            return rank;
        };
        let damping = self.damping.clamp(0.0, 0.999);
        let mut queue: VecDeque<u32> =
            Vec::from_iter((0..nodes as u32).filter(|n| residual[*n as usize] > 0.0)).into();
        let mut waiting = vec![false; nodes];
        for n in &queue {
            waiting[*n as usize] = true;
        }
        while let Some(n) = queue.pop_front() {
            let node = NodeId(n);
            waiting[node.index()] = false;
            let mass = std::mem::take(&mut residual[node.index()]);
            let strength = graph.strength(node);
            if strength <= 0.0 {
                rank[node.index()] += mass;
                continue;
            }
            rank[node.index()] += (1.0 - damping) * mass;
            let share = damping * mass / strength;
            for (m, weight) in graph.neighbours(node) {
                let mass = &mut residual[m.index()];
                *mass += share * weight;
                if *mass > self.tolerance && !waiting[m.index()] {
                    waiting[m.index()] = true;
                    queue.push_back(m.0);
                }
            }
        }
        rank
    }
}

/// Seeds as a distribution over nodes; none where no seed stands in the graph with a positive weight.
fn distribution(nodes: usize, seeds: &[(NodeId, f32)]) -> Option<Vec<f32>> {
    let mut home = vec![0.0f32; nodes];
    let mut total = 0.0f64;
    for (node, weight) in seeds {
        let slot = home.get_mut(node.index());
        if let Some(slot) = slot.filter(|_| weight.is_finite() && *weight > 0.0) {
            *slot += weight;
            total += f64::from(*weight);
        }
    }
    if total <= 0.0 {
        return None;
    }
    for value in &mut home {
        *value = (f64::from(*value) / total) as f32;
    }
    Some(home)
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

    /// The definition, on a dense matrix in f64.
    fn dense(graph: &Adjacency, seeds: &[(NodeId, f32)], damping: f64) -> Vec<f64> {
        let n = graph.nodes();
        let mut matrix = vec![vec![0.0f64; n]; n];
        for node in (0..n as u32).map(NodeId) {
            let total: f64 = graph.neighbours(node).map(|(_, w)| f64::from(w)).sum();
            for (to, weight) in graph.neighbours(node) {
                matrix[to.index()][node.index()] = f64::from(weight) / total;
            }
        }
        let total: f64 = seeds.iter().map(|s| f64::from(s.1)).sum();
        let mut home = vec![0.0; n];
        for (node, weight) in seeds {
            home[node.index()] += f64::from(*weight) / total;
        }
        let mut rank = home.clone();
        for _ in 0..200 {
            let moved: Vec<f64> = matrix
                .iter()
                .map(|row| row.iter().zip(&rank).map(|(a, b)| a * b).sum())
                .collect();
            let kept = 1.0
                - damping
                    * rank
                        .iter()
                        .enumerate()
                        .filter(|(i, _)| graph.degree(NodeId(*i as u32)) > 0)
                        .map(|(_, r)| r)
                        .sum::<f64>();
            rank = moved
                .iter()
                .zip(&home)
                .map(|(m, h)| damping * m + kept * h)
                .collect();
        }
        rank
    }

    #[test]
    fn power_iteration_agrees_with_the_dense_definition() {
        let graph = graph(60, 150);
        let seeds = [(NodeId(3), 2.0), (NodeId(17), 1.0)];
        let sparse = PageRank {
            damping: 0.85,
            tolerance: 1e-7,
            iterations: 300,
        }
        .power_iteration(&graph, &seeds);
        for (a, b) in sparse.iter().zip(dense(&graph, &seeds, 0.85)) {
            assert!((f64::from(*a) - b).abs() < 1e-5, "{a} {b}");
        }
        assert!((sparse.iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }

    #[test]
    fn forward_push_comes_as_near_as_its_tolerance() {
        let graph = graph(60, 400);
        let seeds = [(NodeId(3), 2.0), (NodeId(17), 1.0)];
        let exact = PageRank {
            damping: 0.5,
            tolerance: 1e-8,
            iterations: 300,
        }
        .power_iteration(&graph, &seeds);
        let pushed = PageRank {
            damping: 0.5,
            tolerance: 1e-7,
            iterations: 0,
        }
        .forward_push(&graph, &seeds);
        for (a, b) in exact.iter().zip(&pushed) {
            assert!((a - b).abs() < 1e-4, "{a} {b}");
        }
    }

    #[test]
    fn nothing_is_ranked_without_a_seed_in_the_graph() {
        let graph = graph(10, 20);
        let rank = PageRank::default();
        assert!(rank.power_iteration(&graph, &[]).iter().all(|r| *r == 0.0));
        assert!(
            rank.forward_push(&graph, &[(NodeId(99), 1.0), (NodeId(1), f32::NAN)])
                .iter()
                .all(|r| *r == 0.0)
        );
    }
}
