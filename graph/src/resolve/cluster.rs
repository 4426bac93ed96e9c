//! Joining nodes, the likeliest pairs first, without bringing together what must stay apart.

use std::collections::{BTreeSet, HashMap};

use super::decision::Decision;
use super::propose::Reason;
use super::{Node, key};

/// A cluster does not grow beyond this by evidence alone: what would is a name that says too little.
const LARGEST: usize = 64;

/// Union-find with what must stay apart.
#[derive(Debug)]
pub(super) struct Clusters {
    parent: Vec<usize>,
    size: Vec<usize>,
    numbers: HashMap<String, usize>,
    /// Nodes that people, or the documents, told apart, by root.
    apart: HashMap<usize, BTreeSet<usize>>,
    /// Joined because people said so.
    decided: Vec<(usize, usize)>,
    /// The numbers in the names of each root's members.
    figures: Vec<BTreeSet<String>>,
}

impl Clusters {
    pub(super) fn new(nodes: &[Node<'_>]) -> Self {
        Self {
            parent: (0..nodes.len()).collect(),
            size: vec![1; nodes.len()],
            numbers: nodes
                .iter()
                .enumerate()
                .map(|(n, node)| (node.iri.to_owned(), n))
                .collect(),
            apart: HashMap::new(),
            decided: Vec::new(),
            figures: nodes
                .iter()
                .map(|node| {
                    let figures = node.keys.names.iter().map(|name| key::figures(name));
                    figures.filter(|f| !f.is_empty()).collect()
                })
                .collect(),
        }
    }

    /// Takes up what people decided; of two decisions that contradict each other through others, to keep apart wins.
    pub(super) fn decide(&mut self, decisions: &[Decision]) {
        let numbered = |this: &Self, d: &Decision| Some((*this.numbers.get(&d.a)?, *this.numbers.get(&d.b)?));
        for decision in decisions.iter().filter(|d| !d.same) {
            if let Some((a, b)) = numbered(self, decision) {
                self.keep_apart(a, b);
            }
        }
        for decision in decisions.iter().filter(|d| d.same) {
            if let Some((a, b)) = numbered(self, decision)
                && !self.told_apart(a, b)
                && self.join(a, b)
            {
                self.decided.push((a, b));
            }
        }
    }

    /// Two nodes that no evidence may bring together; what people joined stays joined.
    pub(super) fn keep_apart(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.apart.entry(a).or_default().insert(b);
            self.apart.entry(b).or_default().insert(a);
        }
    }

    /// Pairs that people joined.
    pub(super) fn decided(&self) -> Vec<(usize, usize)> {
        self.decided.clone()
    }

    /// Number of the node with that IRI.
    pub(super) fn number(&self, iri: &str) -> Option<usize> {
        self.numbers.get(iri).copied()
    }

    pub(super) fn root(&mut self, mut n: usize) -> usize {
        while let Some(parent) = self.parent.get(n).copied().filter(|p| *p != n) {
            // Path halving.
            let above = self.parent.get(parent).copied().unwrap_or(parent);
            self.parent[n] = above;
            n = above;
        }
        n
    }

    fn told_apart(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let (Some(of_a), true) = (self.apart.get(&a).cloned(), a != b) else {
            return false;
        };
        of_a.into_iter().any(|n| self.root(n) == b)
    }

    /// Whether evidence of that kind may join two nodes' clusters.
    pub(super) fn may_join(&mut self, a: usize, b: usize, reason: &Reason) -> bool {
        let (x, y) = (self.root(a), self.root(b));
        if x == y {
            return true;
        }
        let fits = self.size[x] + self.size[y] <= LARGEST || matches!(reason, Reason::Name | Reason::Person);
        // Years, ordinals and versions tell things apart, unless the documents themselves say that the names are one.
        let declared = matches!(reason, Reason::Alias | Reason::SharedAlias);
        let (of_x, of_y) = (&self.figures[x], &self.figures[y]);
        let other_figures = !of_x.is_empty() && !of_y.is_empty() && of_x.is_disjoint(of_y);
        fits && (declared || !other_figures) && !self.told_apart(x, y)
    }

    /// Joins two clusters; false where they are one already.
    pub(super) fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return false;
        }
        let (large, small) = if (self.size[a], b) >= (self.size[b], a) {
            (a, b)
        } else {
            (b, a)
        };
        self.parent[small] = large;
        self.size[large] += self.size[small];
        let figures = std::mem::take(&mut self.figures[small]);
        self.figures[large].extend(figures);
        if let Some(apart) = self.apart.remove(&small) {
            self.apart.entry(large).or_default().extend(apart);
        }
        true
    }
}
