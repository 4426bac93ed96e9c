//! Communities by the Leiden algorithm (Traag, Waltman and van Eck 2019, "From Louvain to Leiden: guaranteeing
//! well-connected communities"), with modularity as the quality.

use std::collections::VecDeque;

use super::adjacency::{Adjacency, NodeId};

/// A move has to gain so much: smaller gains are rounding.
const LEAST_GAIN: f64 = 1e-9;

/// How communities are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leiden {
    /// Higher gives more and smaller communities; 1 is plain modularity.
    pub resolution: f64,
    /// Rounds of moving, refining and aggregating, at most.
    pub rounds: usize,
}

impl Default for Leiden {
    fn default() -> Self {
        Self {
            resolution: 1.0,
            rounds: 16,
        }
    }
}

impl Leiden {
    /// The community of each node, numbered from 0, the largest first (of two equally large ones the one with the lowest node).
    /// A node without edges is a community of its own.
    ///
    /// Where the paper draws at random the best choice is taken, so that the same graph always gives the same communities.
    ///
    /// ```
    /// use quarry_graph::algorithm::{Adjacency, Leiden, NodeId};
    ///
    /// let edge = |a, b| (NodeId(a), NodeId(b), 1.0);
    /// let graph = Adjacency::from_edges(5, [edge(0, 1), edge(1, 2), edge(0, 2), edge(3, 4)]);
    /// assert_eq!(Leiden::default().communities(&graph), [0, 0, 0, 1, 1]);
    /// ```
    #[must_use]
    pub fn communities(&self, graph: &Adjacency) -> Vec<u32> {
        let mut level = Level::of(graph);
        let mut partition = singletons(graph.nodes());
        // which node of the present level each node of the graph has become
        let mut became = singletons(graph.nodes());
        if level.total > 0.0 {
            for _ in 0..self.rounds {
                self.move_nodes(&level, &mut partition);
                let (refined, count) = dense(&self.refine(&level, &partition));
                if count == level.nodes() {
                    break;
                }
                let mut community = vec![0; count];
                for (node, part) in refined.iter().enumerate() {
                    community[*part as usize] = partition[node];
                }
                level = level.aggregated(&refined, count);
                partition = dense(&community).0;
                for node in &mut became {
                    *node = refined[*node as usize];
                }
            }
        }
        let communities: Vec<u32> = became.iter().map(|node| partition[*node as usize]).collect();
        by_size(&communities)
    }

    /// Moves single nodes to the community where modularity gains most, until no move gains.
    fn move_nodes(&self, level: &Level, partition: &mut [u32]) {
        let nodes = level.nodes();
        let mut strength = vec![0.0; nodes];
        let mut size = vec![0u32; nodes];
        for (node, community) in partition.iter().enumerate() {
            strength[*community as usize] += level.strength[node];
            size[*community as usize] += 1;
        }
        let mut empty: Vec<u32> = (0..nodes as u32)
            .rev()
            .filter(|c| size[*c as usize] == 0)
            .collect();
        let mut waiting: VecDeque<u32> = (0..nodes as u32).collect();
        let mut waits = vec![true; nodes];
        let mut ties = Ties::new(nodes);
        while let Some(node) = waiting.pop_front() {
            let n = node as usize;
            waits[n] = false;
            let old = partition[n];
            ties.collect(level, node, |m| Some(partition[m]));
            strength[old as usize] -= level.strength[n];
            size[old as usize] -= 1;
            let gain = |community: u32, tie: f64| {
                tie - self.expected(level, level.strength[n], strength[community as usize])
            };
            let mut best = (old, gain(old, ties.to(old)));
            for community in ties.communities() {
                let gain = gain(community, ties.to(community));
                if gain > best.1 + LEAST_GAIN {
                    best = (community, gain);
                }
            }
            // alone is better than among those that pull it less than chance would
            if best.1 < -LEAST_GAIN
                && size[old as usize] > 0
                && let Some(free) = empty.last()
            {
                best = (*free, 0.0);
            }
            let new = best.0;
            if size[new as usize] == 0 && empty.last() == Some(&new) {
                empty.pop();
            }
            strength[new as usize] += level.strength[n];
            size[new as usize] += 1;
            if new != old {
                if size[old as usize] == 0 {
                    empty.push(old);
                }
                partition[n] = new;
                for (neighbour, _) in level.graph.neighbours(NodeId(node)) {
                    let m = neighbour.index();
                    if partition[m] != new && !waits[m] {
                        waits[m] = true;
                        waiting.push_back(neighbour.0);
                    }
                }
            }
        }
    }

    /// Splits each community into parts that hang together well: what is aggregated next.
    fn refine(&self, level: &Level, partition: &[u32]) -> Vec<u32> {
        let nodes = level.nodes();
        let mut whole = vec![0.0; nodes];
        for (node, community) in partition.iter().enumerate() {
            whole[*community as usize] += level.strength[node];
        }
        let mut part = singletons(nodes);
        let mut strength = level.strength.clone();
        let mut alone = vec![true; nodes];
        // weight between each part and the rest of its community
        let mut cut: Vec<f64> = (0..nodes as u32)
            .map(|node| {
                let inside = |m: &(NodeId, f32)| partition[m.0.index()] == partition[node as usize];
                level
                    .graph
                    .neighbours(NodeId(node))
                    .filter(inside)
                    .map(|(_, w)| f64::from(w))
                    .sum()
            })
            .collect();
        let mut ties = Ties::new(nodes);
        for node in 0..nodes as u32 {
            let n = node as usize;
            let community = partition[n];
            let hangs_together = |part: usize, cut: &[f64], strength: &[f64]| {
                let rest = whole[community as usize] - strength[part];
                cut[part] >= self.expected(level, strength[part], rest) - LEAST_GAIN
            };
            if !alone[n] || !hangs_together(n, &cut, &strength) {
                continue;
            }
            ties.collect(level, node, |m| (partition[m] == community).then(|| part[m]));
            let mut best = (node, LEAST_GAIN);
            for candidate in ties.communities() {
                let c = candidate as usize;
                let gain = ties.to(candidate) - self.expected(level, level.strength[n], strength[c]);
                if candidate != node && gain > best.1 && hangs_together(c, &cut, &strength) {
                    best = (candidate, gain);
                }
            }
            let (new, _) = best;
            if new != node {
                let c = new as usize;
                cut[c] += cut[n] - 2.0 * ties.to(new);
                strength[c] += level.strength[n];
                strength[n] = 0.0;
                cut[n] = 0.0;
                part[n] = new;
                alone[c] = false;
                alone[n] = false;
            }
        }
        part
    }

    /// The weight that chance would lay between sets of these strengths.
    fn expected(&self, level: &Level, a: f64, b: f64) -> f64 {
        self.resolution * a * b / level.total
    }
}

/// The graph of one round: nodes are parts of the round before.
struct Level {
    graph: Adjacency,
    /// Of each node, edges inside it included.
    strength: Vec<f64>,
    total: f64,
}

impl Level {
    fn of(graph: &Adjacency) -> Self {
        let strength: Vec<f64> = (0..graph.nodes() as u32)
            .map(|n| f64::from(graph.strength(NodeId(n))))
            .collect();
        Self {
            graph: graph.clone(),
            total: strength.iter().sum(),
            strength,
        }
    }

    fn nodes(&self) -> usize {
        self.strength.len()
    }

    /// The graph whose nodes are the `count` parts.
    fn aggregated(&self, part: &[u32], count: usize) -> Self {
        let mut strength = vec![0.0; count];
        for (node, part) in part.iter().enumerate() {
            strength[*part as usize] += self.strength[node];
        }
        let edges = (0..self.nodes() as u32).flat_map(|n| {
            let below = self.graph.neighbours(NodeId(n)).filter(move |(m, _)| m.0 < n);
            below.map(move |(m, weight)| (NodeId(part[n as usize]), NodeId(part[m.index()]), weight))
        });
        Self {
            graph: Adjacency::from_edges(count, edges),
            strength,
            total: self.total,
        }
    }
}

/// The weights from one node to the communities around it; kept between nodes so that nothing is allocated for each.
struct Ties {
    weight: Vec<f64>,
    met: Vec<u32>,
}

impl Ties {
    fn new(communities: usize) -> Self {
        Self {
            weight: vec![0.0; communities],
            met: Vec::new(),
        }
    }

    /// Adds up the edges of `node` by the community of the other end; ends without one are left out.
    fn collect(&mut self, level: &Level, node: u32, community: impl Fn(usize) -> Option<u32>) {
        for met in self.met.drain(..) {
            self.weight[met as usize] = 0.0;
        }
        for (neighbour, weight) in level.graph.neighbours(NodeId(node)) {
            let Some(community) = community(neighbour.index()) else {
                continue;
            };
            let sum = &mut self.weight[community as usize];
            if *sum == 0.0 {
                self.met.push(community);
            }
            *sum += f64::from(weight);
        }
        self.met.sort_unstable();
    }

    fn to(&self, community: u32) -> f64 {
        self.weight[community as usize]
    }

    /// Those that were met, by number.
    fn communities(&self) -> impl Iterator<Item = u32> + '_ {
        self.met.iter().copied()
    }
}

fn singletons(count: usize) -> Vec<u32> {
    (0..count as u32).collect()
}

/// The same partition with numbers from 0 in the order of first occurrence, and how many there are.
fn dense(partition: &[u32]) -> (Vec<u32>, usize) {
    let mut number = vec![u32::MAX; partition.iter().map(|p| *p as usize + 1).max().unwrap_or(0)];
    let mut count = 0;
    let renumbered = partition
        .iter()
        .map(|p| {
            let number = &mut number[*p as usize];
            if *number == u32::MAX {
                *number = count;
                count += 1;
            }
            *number
        })
        .collect();
    (renumbered, count as usize)
}

fn by_size(partition: &[u32]) -> Vec<u32> {
    let (partition, count) = dense(partition);
    let mut size = vec![0usize; count];
    for community in &partition {
        size[*community as usize] += 1;
    }
    let mut order = singletons(count);
    order.sort_by_key(|c| std::cmp::Reverse(size[*c as usize]));
    let mut place = vec![0; count];
    for (rank, community) in order.iter().enumerate() {
        place[*community as usize] = rank as u32;
    }
    partition.iter().map(|c| place[*c as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(a: u32, b: u32, weight: f32) -> (NodeId, NodeId, f32) {
        (NodeId(a), NodeId(b), weight)
    }

    /// `count` cliques of `size`, each tied to the next by one edge.
    fn ring_of_cliques(count: u32, size: u32) -> Adjacency {
        let mut edges = Vec::new();
        for clique in 0..count {
            let first = clique * size;
            for a in 0..size {
                edges.extend((0..a).map(|b| edge(first + a, first + b, 1.0)));
            }
            edges.push(edge(first, (clique + 1) % count * size + 1, 1.0));
        }
        Adjacency::from_edges((count * size) as usize, edges)
    }

    #[test]
    fn cliques_on_a_ring_are_told_apart() {
        let found = Leiden::default().communities(&ring_of_cliques(8, 6));
        for clique in found.chunks(6) {
            assert!(clique.iter().all(|c| *c == clique[0]), "{found:?}");
        }
        assert_eq!(found.iter().max(), Some(&7));
    }

    #[test]
    fn the_resolution_decides_how_fine() {
        let graph = ring_of_cliques(30, 4);
        let count = |resolution| {
            let leiden = Leiden {
                resolution,
                ..Leiden::default()
            };
            leiden.communities(&graph).into_iter().max().unwrap_or(0) + 1
        };
        assert!(count(0.1) < count(4.0), "{} and {}", count(0.1), count(4.0));
        assert_eq!(count(4.0), 30);
    }

    #[test]
    fn every_community_hangs_together() {
        // a pseudo-random graph: what the algorithm guarantees holds on any
        let mut state = 7u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let edges: Vec<_> = (0..900).map(|_| edge(next(300), next(300), 1.0)).collect();
        let graph = Adjacency::from_edges(300, edges);
        let found = Leiden::default().communities(&graph);
        for community in 0..=*found.iter().max().expect("there are nodes") {
            let members: Vec<u32> = (0..300).filter(|n| found[*n as usize] == community).collect();
            let mut reached = vec![members[0]];
            let mut ahead = vec![members[0]];
            while let Some(node) = ahead.pop() {
                for (m, _) in graph.neighbours(NodeId(node)) {
                    if found[m.index()] == community && !reached.contains(&m.0) {
                        reached.push(m.0);
                        ahead.push(m.0);
                    }
                }
            }
            assert_eq!(reached.len(), members.len(), "community {community} falls apart");
        }
        assert_eq!(found, Leiden::default().communities(&graph));
    }

    #[test]
    fn a_graph_without_edges_has_only_single_nodes() {
        let none: [(NodeId, NodeId, f32); 0] = [];
        assert_eq!(
            Leiden::default().communities(&Adjacency::from_edges(3, none)),
            [0, 1, 2]
        );
        assert!(Leiden::default().communities(&Adjacency::default()).is_empty());
    }
}
