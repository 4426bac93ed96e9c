//! Passages and the entities that they mention, as one graph to walk on.

use std::collections::HashMap;

use roaring::RoaringBitmap;

use super::adjacency::{Adjacency, NodeId};
use super::page_rank::PageRank;
use crate::record::{PassageId, PassageRecord};

/// How strong the kinds of edge are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EdgeWeights {
    /// Passage to an entity that it mentions; multiplied by `ln(1 + passages / passages that mention it)`, so that rare
    /// entities carry more.
    pub mention: f32,
    /// Entity to entity, multiplied by the relation's own weight (its confidence, say).
    pub relation: f32,
    /// Passage to the passage that follows it in the same document; 0 for none.
    pub sequence: f32,
}

impl Default for EdgeWeights {
    fn default() -> Self {
        Self { mention: 1.0, relation: 1.0, sequence: 0.3 }
    }
}

/// The passage-entity graph. Nodes `0..passages` are the passages by [`PassageId`]; the entities follow.
///
/// ```
/// use quarry_graph::algorithm::{EdgeWeights, PageRank, PassageGraph};
///
/// let graph = PassageGraph::build(&[], std::iter::empty(), &EdgeWeights::default(), None);
/// let seeds: Vec<_> = graph.entity("urn:quarry:entity:place:0").map(|node| (node, 1.0)).into_iter().collect();
/// assert!(graph.personalised_page_rank(&seeds, &PageRank::default()).is_empty());
/// ```
#[derive(Debug, Clone, Default)]
pub struct PassageGraph {
    adjacency: Adjacency,
    passages: usize,
    entities: Vec<String>,
    numbers: HashMap<String, NodeId>,
    /// In how many passages each entity is mentioned.
    frequency: Vec<u32>,
}

impl PassageGraph {
    /// Lays out `passages` (in the order of their ids, as [`Knowledge::passages`](crate::Knowledge::passages) gives them) with
    /// their entities, and `relations` as (entity IRI, entity IRI, weight); relations with an entity that no passage mentions
    /// are left out.
    ///
    /// With `allowed`, only those passages take part: the others have no edges, and neither frequencies nor weights know of
    /// them. The caller gives only relations that the same reader may see.
    #[must_use]
    pub fn build<'a>(
        passages: &[PassageRecord],
        relations: impl IntoIterator<Item = (&'a str, &'a str, f32)>,
        weights: &EdgeWeights,
        allowed: Option<&RoaringBitmap>,
    ) -> Self {
        let visible = |passage: &PassageRecord| allowed.is_none_or(|a| a.contains(passage.id.0));
        let mut graph = Self { passages: passages.len(), ..Self::default() };
        let mut mentions: Vec<(NodeId, NodeId)> = Vec::new();
        for (n, passage) in passages.iter().enumerate().filter(|(_, p)| visible(p)) {
            for iri in &passage.entities {
                let entity = graph.entity_number(iri);
                mentions.push((NodeId(n as u32), entity));
            }
        }
        mentions.sort_unstable();
        mentions.dedup();
        for (_, entity) in &mentions {
            graph.frequency[entity.index() - graph.passages] += 1;
        }

        let count = allowed.map_or(passages.len() as u64, RoaringBitmap::len) as f32;
        let mut edges: Vec<(NodeId, NodeId, f32)> = Vec::with_capacity(mentions.len());
        for (passage, entity) in mentions {
            let frequency = graph.frequency[entity.index() - graph.passages] as f32;
            edges.push((passage, entity, weights.mention * (count / frequency).ln_1p()));
        }
        for (subject, object, weight) in relations {
            if let (Some(a), Some(b)) = (graph.entity(subject), graph.entity(object)) {
                edges.push((a, b, weights.relation * weight));
            }
        }
        for (n, pair) in passages.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if a.document == b.document && visible(a) && visible(b) {
                edges.push((NodeId(n as u32), NodeId(n as u32 + 1), weights.sequence));
            }
        }
        graph.adjacency = Adjacency::from_edges(graph.passages + graph.entities.len(), edges);
        graph
    }

    fn entity_number(&mut self, iri: &str) -> NodeId {
        if let Some(node) = self.numbers.get(iri) {
            return *node;
        }
        let node = NodeId((self.passages + self.entities.len()) as u32);
        self.numbers.insert(iri.to_owned(), node);
        self.entities.push(iri.to_owned());
        self.frequency.push(0);
        node
    }

    /// The node of a passage.
    #[must_use]
    pub fn passage(&self, id: PassageId) -> NodeId {
        NodeId(id.0)
    }

    /// The passage of a node; none for an entity's.
    #[must_use]
    pub fn passage_of(&self, node: NodeId) -> Option<PassageId> {
        (node.index() < self.passages).then_some(PassageId(node.0))
    }

    /// The node of an entity, by IRI; none where no visible passage mentions it.
    #[must_use]
    pub fn entity(&self, iri: &str) -> Option<NodeId> {
        self.numbers.get(iri).copied()
    }

    /// The IRI of an entity's node; none for a passage's.
    #[must_use]
    pub fn entity_of(&self, node: NodeId) -> Option<&str> {
        let n = node.index().checked_sub(self.passages)?;
        self.entities.get(n).map(String::as_str)
    }

    /// In how many visible passages the entity is mentioned.
    #[must_use]
    pub fn frequency(&self, entity: NodeId) -> usize {
        let n = entity.index().checked_sub(self.passages);
        n.and_then(|n| self.frequency.get(n)).map_or(0, |f| *f as usize)
    }

    /// Number of passages, visible or not.
    #[must_use]
    pub fn passages(&self) -> usize {
        self.passages
    }

    /// Number of entities.
    #[must_use]
    pub fn entities(&self) -> usize {
        self.entities.len()
    }

    /// The graph itself.
    #[must_use]
    pub fn adjacency(&self) -> &Adjacency {
        &self.adjacency
    }

    /// Scores of the passages, by [`PassageId`], from seeds (passages or entities, weights need not sum to 1), by
    /// [forward push](PageRank::forward_push).
    #[must_use]
    pub fn personalised_page_rank(&self, seeds: &[(NodeId, f32)], parameters: &PageRank) -> Vec<f32> {
        let mut rank = parameters.forward_push(&self.adjacency, seeds);
        rank.truncate(self.passages);
        rank
    }
}

#[cfg(test)]
mod tests {
    use quarry_ingest::Place;

    use super::*;

    fn passage(id: u32, document: &str, entities: &[&str]) -> PassageRecord {
        PassageRecord {
            id: PassageId(id),
            iri: format!("urn:quarry:passage:{id}"),
            document: document.to_owned(),
            source: document.to_owned(),
            title: String::new(),
            headings: Vec::new(),
            text: String::new(),
            locator: Place::Paragraph { paragraph: id }.into(),
            blocks: Vec::new(),
            rows: None,
            entities: entities.iter().map(|e| (*e).to_owned()).collect(),
        }
    }

    fn chain() -> Vec<PassageRecord> {
        vec![passage(0, "a", &["x"]), passage(1, "b", &["x", "y"]), passage(2, "c", &["y"]), passage(3, "d", &["z"])]
    }

    #[test]
    fn a_walk_reaches_the_second_hop_but_not_a_stranger() {
        let passages = chain();
        let graph = PassageGraph::build(&passages, std::iter::empty(), &EdgeWeights::default(), None);
        let seed = graph.entity("x").expect("mentioned");
        let scores = graph.personalised_page_rank(&[(seed, 1.0)], &PageRank::default());
        assert!(scores[0] > scores[2] && scores[2] > 0.0, "{scores:?}");
        assert_eq!(scores[3], 0.0);
        assert_eq!(graph.frequency(seed), 2);
        assert_eq!(graph.entity_of(seed), Some("x"));
    }

    #[test]
    fn relations_join_entities_that_no_passage_joins() {
        let passages = chain();
        let graph = PassageGraph::build(&passages, [("y", "z", 0.9), ("y", "nobody", 1.0)], &EdgeWeights::default(), None);
        let seed = graph.entity("x").expect("mentioned");
        assert!(graph.personalised_page_rank(&[(seed, 1.0)], &PageRank::default())[3] > 0.0);
    }

    #[test]
    fn what_is_not_allowed_leaves_no_trace() {
        let passages = chain();
        let allowed: RoaringBitmap = [0, 1, 3].into_iter().collect();
        let graph = PassageGraph::build(&passages, std::iter::empty(), &EdgeWeights::default(), Some(&allowed));
        let without: Vec<_> = chain().into_iter().filter(|p| p.id.0 != 2).collect();
        let alone = PassageGraph::build(&without, std::iter::empty(), &EdgeWeights::default(), None);
        let run = |g: &PassageGraph| {
            let seed = g.entity("y").expect("mentioned");
            g.personalised_page_rank(&[(seed, 1.0)], &PageRank::default())
        };
        let (filtered, alone) = (run(&graph), run(&alone));
        assert_eq!(filtered[2], 0.0);
        assert_eq!([filtered[0], filtered[1], filtered[3]], [alone[0], alone[1], alone[2]]);
    }
}
