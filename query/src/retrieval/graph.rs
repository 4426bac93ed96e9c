//! The passage-entity graph: which passage names what.

use std::collections::{HashMap, HashSet};

use quarry_graph::{EntityRecord, PassageRecord};

use super::bm25::{idf, to_f32};
use super::candidates::candidate_names;
use crate::text::{NameTrie, Script, terms, tokenise};

/// Passages on one side, entities and names on the other, in compressed rows by passage.
#[derive(Debug, Default)]
pub struct PassageGraph {
    /// Passage numbers in the source, by row.
    pub(crate) members: Vec<u32>,
    /// Row of a passage number.
    pub(crate) rows: HashMap<u32, usize>,
    /// Start of each row's edges; one more than there are rows.
    pub(crate) offsets: Vec<usize>,
    /// Entity of each edge.
    pub(crate) targets: Vec<u32>,
    /// Weight of each edge.
    pub(crate) weights: Vec<f32>,
    /// Number of passages that name each entity.
    pub(crate) frequency: Vec<u32>,
    /// Every name, with the entity that it stands for.
    pub(crate) names: NameTrie,
    /// A way to write each entity.
    pub(crate) labels: Vec<String>,
    term_frequency: HashMap<String, u32>,
}

impl PassageGraph {
    /// Builds the graph over `passages`, which are those that the caller may read.
    #[must_use]
    pub fn build<'a>(
        passages: impl Iterator<Item = &'a PassageRecord> + Clone,
        entities: &[EntityRecord],
    ) -> Self {
        let mut graph = Self::default();
        let mut nodes: HashMap<&str, u32> = HashMap::new();
        let named: HashSet<&str> = passages
            .clone()
            .flat_map(|p| p.entities.iter().map(String::as_str))
            .collect();
        for entity in entities
            .iter()
            .filter(|e| e.kind.is_named() && named.contains(e.iri.as_str()))
        {
            let node = graph.node(&entity.name);
            nodes.insert(entity.iri.as_str(), node);
            for alias in &entity.aliases {
                graph.names.insert(alias, node);
            }
        }
        for passage in passages.clone() {
            for title in titles_of(passage) {
                graph.node(title);
            }
        }
        // Only names of entities and titles are looked up in running text: any capitalised span would link to every other.
        let gazetteer = graph.names.clone();
        graph.offsets.push(0);
        for passage in passages {
            graph.push_row(passage, &nodes, &gazetteer);
        }
        graph.weigh();
        graph
    }

    /// Number of passages.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no passages.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Number of entities and names.
    #[must_use]
    pub fn entities(&self) -> usize {
        self.frequency.len()
    }

    /// Number of edges.
    #[must_use]
    pub fn edges(&self) -> usize {
        self.targets.len()
    }

    /// Weight of a term by its rarity among the passages; 0 for one that stands in none.
    #[must_use]
    pub fn rarity(&self, term: &str) -> f32 {
        self.term_frequency.get(term).map_or(0.0, |&df| {
            idf(self.members.len(), usize::try_from(df).unwrap_or(usize::MAX))
        })
    }

    fn node(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        match self.names.insert(name, next) {
            Some(node) if node != next => node,
            _ => {
                self.labels.push(name.to_owned());
                self.frequency.push(0);
                next
            }
        }
    }

    fn push_row(&mut self, passage: &PassageRecord, nodes: &HashMap<&str, u32>, gazetteer: &NameTrie) {
        let mut row: Vec<u32> = passage
            .entities
            .iter()
            .filter_map(|e| nodes.get(e.as_str()).copied())
            .collect();
        for title in titles_of(passage) {
            row.push(self.node(title));
        }
        let tokens = tokenise(&passage.text);
        let known = gazetteer.scan(&tokens, |m| {
            m.last - m.first > 1
                || tokens
                    .get(m.first)
                    .is_some_and(|t| t.capital || t.script != Script::Word)
        });
        row.extend(known.into_iter().map(|m| m.id));
        for name in candidate_names(&passage.text) {
            row.push(self.node(&name));
        }
        row.sort_unstable();
        row.dedup();
        for &node in &row {
            if let Some(count) = usize::try_from(node).ok().and_then(|n| self.frequency.get_mut(n)) {
                *count += 1;
            }
        }
        self.targets.extend(row);
        self.offsets.push(self.targets.len());
        self.rows.insert(passage.id.0, self.members.len());
        self.members.push(passage.id.0);
        let words: HashSet<String> = terms(&passage.text)
            .into_iter()
            .chain(titles_of(passage).flat_map(terms))
            .collect();
        for word in words {
            *self.term_frequency.entry(word).or_default() += 1;
        }
    }

    /// An edge weighs by how rare its entity is: `ln(1 + N / df)`.
    fn weigh(&mut self) {
        let passages = to_f32(self.members.len());
        let rarity: Vec<f32> = self
            .frequency
            .iter()
            .map(|&df| (1.0 + passages / to_f32(usize::try_from(df.max(1)).unwrap_or(usize::MAX))).ln())
            .collect();
        self.weights = self
            .targets
            .iter()
            .map(|&t| {
                usize::try_from(t)
                    .ok()
                    .and_then(|t| rarity.get(t))
                    .copied()
                    .unwrap_or_default()
            })
            .collect();
    }
}

/// Titles that a passage stands under, the document's also without what it has in brackets (`Stay (2005 film)`).
fn titles_of(passage: &PassageRecord) -> impl Iterator<Item = &str> {
    let title = passage.title.as_str();
    let bare = title.split(['(', '（']).next().unwrap_or_default().trim();
    let bare = (bare.len() < title.len()).then_some(bare);
    std::iter::once(title)
        .chain(bare)
        .chain(passage.headings.iter().map(String::as_str))
        .filter(|t| !t.is_empty() && t.chars().count() <= 120)
}
