//! The passage-entity graph: which passage names what.

use std::collections::{HashMap, HashSet};

use quarry_graph::algorithm::{Adjacency, NodeId};
use quarry_graph::{EntityRecord, PassageRecord};

use super::bm25::to_f32;
use super::candidates::candidate_names;
use super::options::RetrievalOptions;
use super::translate::written_in;
use super::words::Words;
use crate::text::{Language, NameTrie, Script, tokenise};

/// Tokens (words, or Han or Hangul characters) from which on an extracted name is looked up in running text. Single words of
/// the models are too often common words; those that are names are capitalised, and found by that.
const LOOKED_UP: usize = 2;

/// Passages on one side, entities and names on the other. In the adjacency the passages come first, by row.
///
/// An entity leads to every passage that names it, and far more strongly to those that stand under its name: a document, a
/// section or a sheet of that title is about it.
#[derive(Debug, Default)]
pub struct PassageGraph {
    /// Passage numbers in the source, by row.
    members: Vec<u32>,
    /// Row of a passage number.
    rows: HashMap<u32, u32>,
    adjacency: Adjacency,
    /// Number of passages that name each entity.
    frequency: Vec<u32>,
    /// Every name, with the entity that it stands for.
    pub(super) names: NameTrie,
    pub(super) words: Words,
    /// What each passage is written in, by row.
    languages: Vec<Option<Language>>,
}

/// What one passage names, while the graph is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    row: u32,
    entity: u32,
    /// The passage stands under this name.
    titled: bool,
}

impl PassageGraph {
    /// How rare a term is among the passages: 1 for one that stands in one of them, 0 for one that stands in none.
    #[must_use]
    pub fn scarcity(&self, term: &str) -> f32 {
        self.words.scarcity(term)
    }

    /// Builds the graph over `passages`, which are those that the caller may read.
    #[must_use]
    pub fn build<'a>(
        passages: impl Iterator<Item = &'a PassageRecord> + Clone,
        entities: &[EntityRecord],
        options: &RetrievalOptions,
    ) -> Self {
        let mut graph = Self::default();
        let mut nodes: HashMap<&str, u32> = HashMap::new();
        for passage in passages.clone() {
            for title in titles_of(passage) {
                graph.node(title);
            }
        }
        // What is looked up in running text: titles, and the extracted entities wherever else their names stand, so that what
        // the models found in one passage joins it to those where they overlooked it.
        let mut gazetteer = graph.names.clone();
        if options.extracted_entities {
            let named: HashSet<&str> = passages
                .clone()
                .flat_map(|p| p.entities.iter().map(String::as_str))
                .collect();
            let named = entities
                .iter()
                .filter(|e| e.kind.is_named() && named.contains(e.iri.as_str()));
            for entity in named {
                let node = graph.node(&entity.name);
                nodes.insert(entity.iri.as_str(), node);
                for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                    graph.names.insert(name, node);
                    if tokenise(name).len() >= LOOKED_UP {
                        gazetteer.insert(name, node);
                    }
                }
            }
        }
        let mut mentions = Vec::new();
        for passage in passages {
            graph.push_row(passage, &nodes, &gazetteer, &mut mentions);
        }
        graph.lay_out(mentions, options.title_pull);
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

    /// Number of edges between passages and entities.
    #[must_use]
    pub fn edges(&self) -> usize {
        self.adjacency.arcs() / 2
    }

    /// What walks go on.
    #[must_use]
    pub const fn adjacency(&self) -> &Adjacency {
        &self.adjacency
    }

    /// The node of a passage, by its number in the source.
    #[must_use]
    pub fn passage_node(&self, passage: u32) -> Option<NodeId> {
        self.rows.get(&passage).copied().map(NodeId)
    }

    /// The passage of a node; none for an entity's.
    #[must_use]
    pub fn passage_of(&self, node: NodeId) -> Option<u32> {
        self.members.get(node.index()).copied()
    }

    /// The node of an entity, by its number.
    #[must_use]
    pub fn entity_node(&self, entity: u32) -> Option<NodeId> {
        let passages = u32::try_from(self.members.len()).ok()?;
        passages.checked_add(entity).map(NodeId)
    }

    /// In how many passages an entity is named.
    #[must_use]
    pub fn frequency(&self, entity: u32) -> usize {
        let at = usize::try_from(entity).ok();
        let frequency = at.and_then(|n| self.frequency.get(n)).copied();
        frequency
            .and_then(|f| usize::try_from(f).ok())
            .unwrap_or_default()
    }

    /// Weight of a term by its rarity among the passages; 0 for one that stands in none.
    #[must_use]
    pub fn rarity(&self, term: &str) -> f32 {
        self.words.rarity(term)
    }

    /// What a passage is written in; none where it has no letters, or is not there.
    pub(super) fn language(&self, passage: u32) -> Option<Language> {
        self.language_of_row(self.passage_node(passage)?.index())
    }

    /// The same by row.
    pub(super) fn language_of_row(&self, row: usize) -> Option<Language> {
        self.languages.get(row).copied().flatten()
    }

    /// Whether a passage is written in another language than `language`.
    pub(super) fn has_others(&self, language: Language) -> bool {
        self.languages.iter().flatten().any(|l| *l != language)
    }

    /// The passage of a row, by its number in the source.
    pub(super) fn member(&self, row: usize) -> Option<u32> {
        self.members.get(row).copied()
    }

    fn node(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.frequency.len()).unwrap_or(u32::MAX);
        match self.names.insert(name, next) {
            Some(node) if node != next => node,
            _ => {
                self.frequency.push(0);
                next
            }
        }
    }

    fn push_row(
        &mut self,
        passage: &PassageRecord,
        nodes: &HashMap<&str, u32>,
        gazetteer: &NameTrie,
        mentions: &mut Vec<Mention>,
    ) {
        let Ok(row) = u32::try_from(self.members.len()) else {
            return;
        };
        let mention = |entity, titled| Mention { row, entity, titled };
        let mut named: Vec<Mention> = passage
            .entities
            .iter()
            .filter_map(|e| nodes.get(e.as_str()))
            .map(|&n| mention(n, false))
            .collect();
        for title in titles_of(passage) {
            named.push(mention(self.node(title), true));
        }
        let tokens = tokenise(&passage.text);
        let known = gazetteer.scan(&tokens, |m| {
            m.last - m.first > 1
                || tokens
                    .get(m.first)
                    .is_some_and(|t| t.capital || t.script != Script::Word)
        });
        named.extend(known.into_iter().map(|m| mention(m.id, false)));
        for name in candidate_names(&passage.text) {
            named.push(mention(self.node(&name), false));
        }
        // Of an entity that is named in title and text the title counts, which stands first in this order.
        named.sort_unstable_by(|a, b| b.cmp(a));
        named.dedup_by_key(|m| m.entity);
        for m in &named {
            let slot = usize::try_from(m.entity)
                .ok()
                .and_then(|n| self.frequency.get_mut(n));
            if let Some(count) = slot {
                *count += 1;
            }
        }
        mentions.extend(named);
        self.rows.insert(passage.id.0, row);
        self.members.push(passage.id.0);
        self.languages.push(written_in(&tokens));
        self.words.push(titles_of(passage), &passage.text);
    }

    /// A passage leads to an entity by how rare that is: `ln(1 + N / df)`; an entity to its passages alike, but for titles.
    fn lay_out(&mut self, mentions: Vec<Mention>, title_pull: f32) {
        let passages = to_f32(self.members.len());
        let arcs: Vec<(NodeId, NodeId, f32)> = mentions
            .into_iter()
            .filter_map(|m| {
                let entity = self.entity_node(m.entity)?;
                let rarity = (1.0 + passages / to_f32(self.frequency(m.entity).max(1))).ln();
                let back = if m.titled { title_pull } else { 1.0 };
                let passage = NodeId(m.row);
                Some([(passage, entity, rarity), (entity, passage, back)])
            })
            .flatten()
            .collect();
        self.adjacency = Adjacency::from_arcs(self.members.len() + self.frequency.len(), arcs);
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
