//! The passage-entity graph: which passage names what.

use std::collections::HashMap;
use std::sync::Arc;

use quarry_graph::algorithm::{Adjacency, NodeId};
use quarry_graph::{EntityRecord, PassageRecord, StatementRecord};

use super::bm25::to_f32;
use super::options::RetrievalOptions;
use super::readings::{Kept, Readings};
use super::statements::Statements;
use super::words::Words;
use crate::passages::Readable;
use crate::text::{Language, Looked, NameTrie, Rows, Script, Sightings};

/// Tokens (words, or Han or Hangul characters) from which on an extracted name is looked up in running text. Single words of
/// the models are too often common words; those that are names are capitalised, and found by that.
const LOOKED_UP: usize = 2;

/// Passages on one side, entities and names on the other. In the adjacency the passages come first, by row.
///
/// An entity leads to every passage that names it, and far more strongly to those that stand under its name: a document, a
/// section or a sheet of that title is about it.
///
/// What texts hold by themselves is taken over from the state before where there is one, and names are looked for again only
/// where one that came or went could stand; owners of names, frequencies and edges are found anew from that, which takes little.
/// The graph is the one that is built from nothing.
#[derive(Debug, Default)]
pub struct PassageGraph {
    readings: Readings,
    /// Titles and longer names of extracted entities, where they stand in the texts: what the models found in one passage
    /// joins it to those where they overlooked it.
    sightings: Sightings,
    /// Row of a passage number.
    rows: HashMap<u32, u32>,
    adjacency: Adjacency,
    /// Number of passages that name each entity.
    frequency: Vec<u32>,
    /// Every name, with the entity that it stands for.
    pub(super) names: NameTrie,
    /// Statements between entities; none where neither edges nor seeds are made of them.
    pub(super) statements: Statements,
}

/// What one passage names, while the graph is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    entity: u32,
    /// The passage stands under this name.
    titled: bool,
}

impl PassageGraph {
    /// How rare a term is among the passages: 1 for one that stands in one of them, 0 for one that stands in none.
    #[must_use]
    pub fn scarcity(&self, term: &str) -> f32 {
        self.words().scarcity(term)
    }

    /// Builds the graph over `passages`, which are those that the caller may read.
    #[must_use]
    pub fn build<'a>(
        passages: impl Iterator<Item = &'a PassageRecord> + Clone,
        entities: &[EntityRecord],
        options: &RetrievalOptions,
    ) -> Self {
        Self::following(passages, entities, &[], options, None)
    }

    /// The same from the graph of an earlier state, with what is known of the passages that stayed.
    pub(crate) fn following<'a>(
        passages: impl Iterator<Item = &'a PassageRecord> + Clone,
        entities: &[EntityRecord],
        statements: &[StatementRecord],
        options: &RetrievalOptions,
        before: Option<(&Self, &Kept)>,
    ) -> Self {
        let nothing = Kept::default();
        let kept = before.map_or(&nothing, |(_, kept)| kept);
        let before = before.map(|(graph, _)| graph);
        let mut names = before.map_or_else(NameTrie::default, |b| NameTrie::on(Arc::clone(b.names.paths())));
        let readings = Readings::of(passages.clone(), &mut names, before.map(|b| &b.readings), kept);
        let mut graph = Self {
            names,
            readings,
            ..Self::default()
        };
        let titles = std::mem::take(&mut graph.readings.titles);
        for path in titles.iter().flatten() {
            graph.node(*path);
        }
        let mut known = vec![false; graph.names.paths().len() + 1];
        let mut know = |path: u32| {
            let at = usize::try_from(path).unwrap_or(usize::MAX);
            if known.len() <= at {
                known.resize(at + 1, false);
            }
            if let Some(known) = known.get_mut(at) {
                *known = true;
            }
        };
        titles.iter().flatten().for_each(|path| know(*path));
        let mut named = Rows::default();
        if options.extracted_entities {
            let places: HashMap<&str, u32> = entities.iter().map(|e| e.iri.as_str()).zip(0..).collect();
            let (found, used) = entities_of(passages.clone(), &places);
            let mut nodes: Vec<Option<u32>> = vec![None; entities.len()];
            let used = entities.iter().zip(&mut nodes).zip(used);
            for ((entity, slot), _) in used.filter(|((e, _), used)| *used && e.kind.is_named()) {
                let Some(path) = graph.names.path(&entity.name) else {
                    continue;
                };
                let node = graph.node(path.number);
                *slot = Some(node);
                for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                    let Some(path) = graph.names.path(name) else {
                        continue;
                    };
                    graph.names.number(path.number, node);
                    if path.tokens >= LOOKED_UP {
                        know(path.number);
                    }
                }
            }
            let node = |entity: &u32| {
                usize::try_from(*entity)
                    .ok()
                    .and_then(|e| nodes.get(e).copied().flatten())
            };
            for row in found.iter() {
                named.push(row.iter().filter_map(node));
            }
            if options.relation_weight > 0.0 || options.statement_share > 0.0 {
                graph.statements = Statements::of(statements, |iri| node(places.get(iri)?));
            }
        }
        let paths = Arc::clone(graph.names.paths());
        let stale = before.map(|b| b.readings.may_name(&b.sightings.news(&known), &paths));
        let came = |row: usize| stale.as_ref().is_none_or(|stale| stale.get(row) != Some(&false));
        let texts = passages.enumerate().map(|(row, passage)| Looked {
            text: &passage.text,
            before: kept.row_before(row),
        });
        let known_before = before.map(|b| (&b.sightings, &came as &dyn Fn(usize) -> bool));
        graph.sightings = Sightings::look(&paths, known, texts, known_before, |tokens, m| {
            let single = tokens.get(m.first);
            m.last - m.first > 1 || single.is_some_and(|t| t.capital || t.script != Script::Word)
        });
        drop(paths);
        graph.readings.titles = titles;
        graph.lay_out(&named, options);
        if before.is_none() {
            graph.readings.born = graph.names.paths().len();
        }
        graph
    }

    /// The passages among `passages` that stood here as they are; `mine` are those of this graph.
    pub(crate) fn kept<'a>(
        &self,
        passages: impl Iterator<Item = &'a PassageRecord>,
        mine: &Readable,
    ) -> Kept {
        Kept::of(passages, &self.readings.members, mine)
    }

    /// Whether so little of what it carries is in use that the next graph is better built from nothing.
    pub(crate) fn is_worn(&self) -> bool {
        self.readings.is_worn(self.names.paths())
    }

    /// What the texts hold by themselves.
    pub(crate) const fn readings(&self) -> &Readings {
        &self.readings
    }

    pub(super) const fn words(&self) -> &Words {
        &self.readings.words
    }

    /// Number of passages.
    #[must_use]
    pub fn len(&self) -> usize {
        self.readings.members.len()
    }

    /// Whether there are no passages.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.readings.members.is_empty()
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
        self.readings.members.get(node.index()).copied()
    }

    /// The node of an entity, by its number.
    #[must_use]
    pub fn entity_node(&self, entity: u32) -> Option<NodeId> {
        let passages = u32::try_from(self.readings.members.len()).ok()?;
        passages.checked_add(entity).map(NodeId)
    }

    /// The entities and names that a passage leads to, by their numbers.
    pub(super) fn named_in(&self, passage: u32) -> impl Iterator<Item = u32> {
        let node = self.passage_node(passage);
        let neighbours = node.into_iter().flat_map(|node| self.adjacency.neighbours(node));
        let first = u32::try_from(self.len()).unwrap_or(u32::MAX);
        neighbours.filter_map(move |(node, _)| node.0.checked_sub(first))
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
        self.words().rarity(term)
    }

    /// What a passage is written in; none where it has no letters, or is not there.
    pub(super) fn language(&self, passage: u32) -> Option<Language> {
        self.language_of_row(self.passage_node(passage)?.index())
    }

    /// The same by row.
    pub(super) fn language_of_row(&self, row: usize) -> Option<Language> {
        self.readings.languages.get(row).copied().flatten()
    }

    /// Whether a passage is written in another language than `language`.
    pub(super) fn has_others(&self, language: Language) -> bool {
        self.readings.languages.iter().flatten().any(|l| *l != language)
    }

    /// The passage of a row, by its number in the source.
    pub(super) fn member(&self, row: usize) -> Option<u32> {
        self.readings.members.get(row).copied()
    }

    /// The node of a path's name, made where it has none.
    fn node(&mut self, path: u32) -> u32 {
        let next = u32::try_from(self.frequency.len()).unwrap_or(u32::MAX);
        let node = self.names.number(path, next);
        if node == next {
            self.frequency.push(0);
        }
        node
    }

    /// Joins passages and entities. A passage leads to an entity by how rare that is, `ln(1 + N / df)`; an entity to its
    /// passages alike, but for titles. `named` are the entities that the models found in each passage.
    fn lay_out(&mut self, named: &Rows, options: &RetrievalOptions) {
        let candidates = std::mem::take(&mut self.readings.candidates);
        let mut mentions: Vec<(u32, Mention)> = Vec::new();
        let mut here: Vec<Mention> = Vec::new();
        for row in 0..self.readings.members.len() {
            let mention = |entity, titled| Mention { entity, titled };
            here.clear();
            here.extend(named.row(row).iter().map(|n| mention(*n, false)));
            let of_path = |path: &u32| self.names.of_path(*path);
            let titles = self.readings.titles.row(row).iter().filter_map(of_path);
            here.extend(titles.map(|n| mention(n, true)));
            let sighted = self.sightings.row(row).iter().filter_map(of_path);
            here.extend(sighted.map(|n| mention(n, false)));
            for path in candidates.row(row) {
                here.push(mention(self.node(*path), false));
            }
            // Of an entity that is named in title and text the title counts, which stands first in this order.
            here.sort_unstable_by(|a, b| b.cmp(a));
            here.dedup_by_key(|m| m.entity);
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            for m in &here {
                let slot = usize::try_from(m.entity).ok();
                if let Some(count) = slot.and_then(|n| self.frequency.get_mut(n)) {
                    *count += 1;
                }
                mentions.push((row, *m));
            }
        }
        self.readings.candidates = candidates;
        let members = self.readings.members.iter().copied();
        self.rows = members.zip(0..).collect();
        let passages = to_f32(self.len());
        let rarity: Vec<f32> = self
            .frequency
            .iter()
            .map(|df| (1.0 + passages / to_f32(usize::try_from(*df).unwrap_or(usize::MAX).max(1))).ln())
            .collect();
        let arcs = mentions.into_iter().filter_map(|(row, m)| {
            let entity = self.entity_node(m.entity)?;
            let rarity = *rarity.get(usize::try_from(m.entity).ok()?)?;
            let back = if m.titled { options.title_pull } else { 1.0 };
            let passage = NodeId(row);
            Some([(passage, entity, rarity), (entity, passage, back)])
        });
        let related = self.statements.edges().filter_map(|([a, b], confidence)| {
            let (a, b) = (self.entity_node(a)?, self.entity_node(b)?);
            let weight = options.relation_weight * confidence;
            Some([(a, b, weight), (b, a, weight)])
        });
        let arcs = arcs.chain(related).flatten();
        self.adjacency = Adjacency::from_arcs(self.len() + self.frequency.len(), arcs);
    }
}

/// The entities that each passage names, by their `places` in a list, and which of them some passage names.
fn entities_of<'a>(
    passages: impl Iterator<Item = &'a PassageRecord>,
    places: &HashMap<&str, u32>,
) -> (Rows, Vec<bool>) {
    let mut used = vec![false; places.len()];
    let mut found = Rows::default();
    for passage in passages {
        let places = passage.entities.iter().filter_map(|iri| places.get(iri.as_str()));
        found.push(places.copied());
    }
    for place in found.iter().flatten() {
        if let Some(used) = usize::try_from(*place).ok().and_then(|p| used.get_mut(p)) {
            *used = true;
        }
    }
    (found, used)
}
