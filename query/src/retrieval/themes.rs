//! Themes of a collection: communities of the entities that papers name together, and the passages at their middle.
//!
//! Nothing is written at indexing time and no language model takes part: communities are found by structure alone
//! ([`Leiden`]) when the first question about the whole asks for them, and a theme is told by its own members and passages.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use quarry_graph::algorithm::{Adjacency, Leiden, NodeId};
use quarry_graph::{EntityRecord, PassageRecord, is_generic_name};

use super::bm25::to_f32;

/// Themes with fewer passages say nothing of a whole.
const LEAST_PASSAGES: usize = 2;

/// Passages of a theme that are kept, the most central first.
const CENTRAL: usize = 8;

/// Names of a theme that are kept, the most telling first.
const NAMES: usize = 8;

/// Flattens the ranks by which a question's passages vote, as in reciprocal rank fusion.
const RANK_OFFSET: f32 = 20.0;

/// One theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Names of its entities, the most telling first.
    pub names: Vec<String>,
    /// Numbers of its most central passages, the most central first.
    pub passages: Vec<u32>,
    /// How many passages it has in all.
    pub size: usize,
    /// How many documents they stand in.
    pub documents: usize,
}

/// The themes of the passages that a caller may read, the largest first.
#[derive(Debug, Default)]
pub struct Themes {
    themes: Vec<Theme>,
    /// Theme of each passage, by the passage's number.
    of_passage: HashMap<u32, usize>,
}

impl Themes {
    /// Finds the themes of `passages`, which are those that the caller may read, by the named entities that they mention.
    #[must_use]
    pub fn find<'a>(
        passages: impl Iterator<Item = &'a PassageRecord>,
        entities: &[EntityRecord],
        communities: &Leiden,
    ) -> Self {
        let passages: Vec<&PassageRecord> = passages.collect();
        let named: HashMap<&str, &EntityRecord> = entities
            .iter()
            .filter(|e| e.kind.is_named())
            .map(|e| (e.iri.as_str(), e))
            .collect();
        let mut number: BTreeMap<&str, usize> = BTreeMap::new();
        for iri in passages.iter().flat_map(|p| &p.entities) {
            if named.contains_key(iri.as_str()) {
                number.entry(iri).or_default();
            }
        }
        for (place, slot) in number.values_mut().enumerate() {
            *slot = place;
        }
        let mentions: Vec<(usize, usize)> = passages
            .iter()
            .enumerate()
            .flat_map(|(row, p)| {
                let distinct: BTreeSet<usize> = p
                    .entities
                    .iter()
                    .filter_map(|e| number.get(e.as_str()))
                    .copied()
                    .collect();
                distinct.into_iter().map(move |entity| (row, entity))
            })
            .collect();
        let mut frequency = vec![0usize; number.len()];
        for (_, entity) in &mentions {
            frequency[*entity] += 1;
        }
        // Passages first, then entities, tied by how rare the entity is: what every paper names joins nothing.
        let weight = |entity: usize| (to_f32(passages.len()) / to_f32(frequency[entity])).ln_1p();
        let node = |index: usize| NodeId(u32::try_from(index).unwrap_or(u32::MAX));
        let edges = mentions
            .iter()
            .map(|(row, entity)| (node(*row), node(passages.len() + entity), weight(*entity)));
        let graph = Adjacency::from_edges(passages.len() + number.len(), edges);
        let community = communities.communities(&graph);

        let mut members: BTreeMap<u32, Members> = BTreeMap::new();
        for (row, entity) in &mentions {
            let (passage_in, entity_in) = (community[*row], community[passages.len() + entity]);
            if passage_in == entity_in {
                let members = members.entry(passage_in).or_default();
                *members.passages.entry(*row).or_default() += weight(*entity);
                *members.entities.entry(*entity).or_default() += weight(*entity);
            }
        }
        let names: Vec<&str> = number
            .keys()
            .filter_map(|iri| Some(named.get(iri)?.name.as_str()))
            .collect();
        let mut found = Self::default();
        let mut sized: Vec<&Members> = members
            .values()
            .filter(|m| m.passages.len() >= LEAST_PASSAGES)
            .collect();
        sized.sort_by_key(|m| std::cmp::Reverse(m.passages.len()));
        for members in sized {
            let place = found.themes.len();
            let rows = heaviest(&members.passages);
            let documents: BTreeSet<&str> = rows.iter().map(|row| passages[*row].document.as_str()).collect();
            found
                .of_passage
                .extend(rows.iter().map(|row| (passages[*row].id.0, place)));
            let entities = heaviest(&members.entities);
            found.themes.push(Theme {
                names: telling(entities.iter().map(|e| names[*e])),
                passages: rows.iter().take(CENTRAL).map(|row| passages[*row].id.0).collect(),
                size: rows.len(),
                documents: documents.len(),
            });
        }
        found
    }

    /// All themes, the largest first.
    #[must_use]
    pub fn all(&self) -> &[Theme] {
        &self.themes
    }

    /// The `most` themes that a question is about: its passages, best first, vote for the themes that they stand in. Without
    /// votes they are the largest.
    #[must_use]
    pub fn about(&self, ranked: impl Iterator<Item = u32>, most: usize) -> Vec<&Theme> {
        let mut votes = vec![0.0; self.themes.len()];
        for (rank, passage) in ranked.enumerate() {
            if let Some(theme) = self.of_passage.get(&passage) {
                votes[*theme] += 1.0 / (RANK_OFFSET + to_f32(rank));
            }
        }
        let mut order: Vec<usize> = (0..self.themes.len()).collect();
        // a stable sort: of two with as many votes the larger stands first
        order.sort_by(|a, b| votes[*b].total_cmp(&votes[*a]));
        order
            .into_iter()
            .take(most)
            .map(|place| &self.themes[place])
            .collect()
    }
}

/// The names that a theme can be called by, the first of `names` first, as running text writes them; those that say nothing only
/// where there are no others.
fn telling<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    let mut rest: Vec<String> = Vec::new();
    for name in names {
        let written = closed_up(name);
        let into = if says_something(&written) {
            &mut told
        } else {
            &mut rest
        };
        if into.len() < NAMES && !into.contains(&written) {
            into.push(written);
        }
    }
    if told.is_empty() { rest } else { told }
}

/// A name whose letters stand apart for the look of a heading, closed up: 투 자  유 치. Other white space becomes one space.
fn closed_up(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let single = |word: &&&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|c| !c.is_ascii()) && letters.next().is_none()
    };
    if words.len() > 2 && words.iter().filter(single).count() == words.len() {
        return words.concat();
    }
    words.join(" ")
}

/// Whether a name tells one thing from others: no placeholder of a form (○○, OO과, XX), no bare abbreviation of a few letters, no
/// word that says only what a thing is.
fn says_something(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let hollow = |c: &char| matches!(c, 'O' | 'o' | 'X' | 'x' | '0' | 'Ｏ' | 'Ｘ' | '某');
    let blank = name.contains(['○', '〇', '◯', '△', '□', '●', '▲', '＊', '*', '_'])
        || letters.len() > 1 && letters.iter().take(2).all(hollow) && letters.len() < 5;
    let abbreviation = letters.len() <= 4
        && letters
            .iter()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    letters.len() > 1 && !blank && !abbreviation && !is_generic_name(name)
}

/// Weights of the members of one community, by number.
#[derive(Debug, Default)]
struct Members {
    passages: BTreeMap<usize, f32>,
    entities: BTreeMap<usize, f32>,
}

/// The keys, the heaviest first.
fn heaviest(weights: &BTreeMap<usize, f32>) -> Vec<usize> {
    let mut order: Vec<(&usize, &f32)> = weights.iter().collect();
    order.sort_by(|a, b| b.1.total_cmp(a.1));
    order.into_iter().map(|(key, _)| *key).collect()
}

#[cfg(test)]
mod tests {
    use quarry_extract::EntityType;
    use quarry_graph::PassageId;
    use quarry_ingest::{Locator, Place};

    use super::*;

    fn passage(id: u32, document: &str, entities: &[&str]) -> PassageRecord {
        PassageRecord {
            id: PassageId(id),
            iri: String::new(),
            document: document.to_owned(),
            source: document.to_owned(),
            title: String::new(),
            headings: Vec::new(),
            text: String::new(),
            locator: Locator::from(Place::Paragraph { paragraph: 0 }),
            blocks: Vec::new(),
            rows: None,
            entities: entities.iter().map(|e| (*e).to_owned()).collect(),
        }
    }

    fn themes() -> Themes {
        let passages = [
            passage(10, "a", &["lake", "reed", "agency"]),
            passage(11, "b", &["lake", "reed"]),
            passage(12, "b", &["reed", "lake", "day"]),
            passage(13, "c", &["bridge", "toll", "agency"]),
            passage(14, "d", &["bridge", "toll"]),
            passage(15, "e", &["nobody"]),
        ];
        let entity = |name: &str, kind| EntityRecord {
            iri: name.to_owned(),
            kind,
            name: name.to_uppercase(),
            aliases: Vec::new(),
            edition: None,
        };
        let mut entities: Vec<EntityRecord> = ["lake", "reed", "bridge", "toll", "nobody"]
            .map(|n| entity(n, EntityType::Place))
            .into();
        entities.push(entity("agency", EntityType::Organization));
        entities.push(entity("day", EntityType::Date));
        Themes::find(passages.iter(), &entities, &Leiden::default())
    }

    #[test]
    fn what_is_named_together_is_one_theme() {
        let themes = themes();
        let told: Vec<(usize, usize)> = themes.all().iter().map(|t| (t.size, t.documents)).collect();
        assert_eq!(told, [(3, 2), (2, 2)]);
        let first: BTreeSet<&str> = themes.all()[0].names.iter().map(String::as_str).collect();
        assert!(first.is_superset(&BTreeSet::from(["LAKE", "REED"])), "{first:?}");
        // dates join nothing, and one passage is no theme
        assert!(
            themes
                .all()
                .iter()
                .flat_map(|t| &t.names)
                .all(|n| n != "DAY" && n != "NOBODY")
        );
    }

    #[test]
    fn themes_are_called_by_names_that_say_something() {
        let names = [
            "투 자  유 치",
            "KPI",
            "OO",
            "○○과",
            "Ministry",
            "해오름  연안정비사업",
        ];
        assert_eq!(telling(names.into_iter()), ["투자유치", "해오름 연안정비사업"]);
        assert_eq!(telling(["KPI", "OO"].into_iter()), ["KPI", "OO"]);
        assert_eq!(closed_up("Sea Wall of Arn"), "Sea Wall of Arn");
    }

    #[test]
    fn a_questions_passages_choose_the_themes() {
        let themes = themes();
        assert_eq!(themes.about([14, 13].into_iter(), 1)[0].size, 2);
        assert_eq!(themes.about(std::iter::empty(), 1)[0].size, 3);
    }
}
