//! A weighted graph in compressed sparse rows.

/// A node's number, dense from 0 within one graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The number as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Neighbours of each node in one array, cut by row offsets; an undirected edge stands in both rows, an arc in one.
///
/// Eight bytes an arc, and a row is contiguous, which is what random walks ask for. Parallel arcs are joined by adding
/// their weights; rows are sorted by neighbour, so that the same arcs give the same graph whatever order they came in.
#[derive(Debug, Clone, Default)]
pub struct Adjacency {
    /// `offsets[n]..offsets[n + 1]` is the row of node `n`.
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f32>,
    /// Sum of the weights of each row.
    strength: Vec<f32>,
}

impl Adjacency {
    /// The graph of `nodes` nodes with these undirected edges. Edges that leave the range, loops, and weights that are not
    /// finite and positive are left out.
    #[must_use]
    pub fn from_edges(nodes: usize, edges: impl IntoIterator<Item = (NodeId, NodeId, f32)>) -> Self {
        Self::from_arcs(
            nodes,
            edges.into_iter().flat_map(|(a, b, w)| [(a, b, w), (b, a, w)]),
        )
    }

    /// The same from directed arcs `(from, to, weight)`, where the way back may weigh otherwise or be missing.
    #[must_use]
    pub fn from_arcs(nodes: usize, arcs: impl IntoIterator<Item = (NodeId, NodeId, f32)>) -> Self {
        let usable = |(a, b, weight): &(NodeId, NodeId, f32)| {
            a != b && a.index() < nodes && b.index() < nodes && weight.is_finite() && *weight > 0.0
        };
        let arcs: Vec<(u32, u32, f32)> = arcs
            .into_iter()
            .filter(usable)
            .map(|(a, b, weight)| (a.0, b.0, weight))
            .collect();
        // Each arc is put into the row of its node, which is known once the rows' lengths are.
        let mut starts = vec![0u32; nodes + 1];
        for (a, _, _) in &arcs {
            starts[*a as usize + 1] += 1;
        }
        for n in 0..nodes {
            starts[n + 1] += starts[n];
        }
        let mut free = starts.clone();
        let mut ends = vec![(0u32, 0.0f32); arcs.len()];
        for (a, b, weight) in arcs {
            let at = &mut free[a as usize];
            ends[*at as usize] = (b, weight);
            *at += 1;
        }
        let mut graph = Self {
            offsets: Vec::with_capacity(nodes + 1),
            targets: Vec::with_capacity(ends.len()),
            weights: Vec::with_capacity(ends.len()),
            strength: Vec::with_capacity(nodes),
        };
        graph.offsets.push(0);
        for n in 0..nodes {
            let row = &mut ends[starts[n] as usize..starts[n + 1] as usize];
            // The weight takes part so that sums of parallel arcs do not depend on the order of the input.
            row.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)));
            let mut strength = 0.0;
            for same in row.chunk_by(|x, y| x.0 == y.0) {
                let weight = same.iter().map(|(_, weight)| weight).sum::<f32>();
                graph.targets.push(same[0].0);
                graph.weights.push(weight);
                strength += weight;
            }
            graph.strength.push(strength);
            graph.offsets.push(graph.targets.len() as u32);
        }
        graph
    }

    /// Number of nodes.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.strength.len()
    }

    /// Number of arcs: two for each undirected edge.
    #[must_use]
    pub fn arcs(&self) -> usize {
        self.targets.len()
    }

    /// Number of neighbours; 0 for a node that does not exist.
    #[must_use]
    pub fn degree(&self, node: NodeId) -> usize {
        self.row(node).len()
    }

    /// Sum of the weights of the node's edges.
    #[must_use]
    pub fn strength(&self, node: NodeId) -> f32 {
        self.strength.get(node.index()).copied().unwrap_or(0.0)
    }

    /// Neighbours with the weight of the edge, by number.
    pub fn neighbours(&self, node: NodeId) -> impl Iterator<Item = (NodeId, f32)> + '_ {
        let row = self.row(node);
        let targets = self.targets.get(row.clone()).unwrap_or_default();
        let weights = self.weights.get(row).unwrap_or_default();
        targets.iter().zip(weights).map(|(t, w)| (NodeId(*t), *w))
    }

    fn row(&self, node: NodeId) -> std::ops::Range<usize> {
        match (self.offsets.get(node.index()), self.offsets.get(node.index() + 1)) {
            (Some(start), Some(end)) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph() -> Adjacency {
        let edge = |a, b, w| (NodeId(a), NodeId(b), w);
        Adjacency::from_edges(
            4,
            [
                edge(0, 1, 1.0),
                edge(1, 2, 2.0),
                edge(1, 0, 0.5),
                edge(2, 2, 9.0),
                edge(0, 7, 1.0),
            ],
        )
    }

    #[test]
    fn parallel_edges_add_up_and_loops_and_strangers_are_left_out() {
        let graph = graph();
        assert_eq!(graph.arcs(), 4);
        assert_eq!(
            graph.neighbours(NodeId(1)).collect::<Vec<_>>(),
            [(NodeId(0), 1.5), (NodeId(2), 2.0)]
        );
        assert_eq!(graph.degree(NodeId(3)), 0);
        assert!((graph.strength(NodeId(1)) - 3.5).abs() < 1e-6);
    }

    #[test]
    fn an_arc_leads_one_way() {
        let graph = Adjacency::from_arcs(2, [(NodeId(0), NodeId(1), 2.0)]);
        assert_eq!((graph.degree(NodeId(0)), graph.degree(NodeId(1))), (1, 0));
    }
}
