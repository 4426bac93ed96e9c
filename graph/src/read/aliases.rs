//! Which nodes are one thing, computed when the graph is read.
//!
//! Nothing is merged in the store: a document that defines an abbreviation says so in its own graph, and where exactly one
//! entity of the same type claims a name as its alias, the node of that name is taken for the claimant. When the document goes,
//! so does the link. A name that two things claim stays a thing of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use quarry_extract::EntityType;

use super::entry::DocumentEntry;
use crate::name::normalise_name;
use crate::record::EntityRecord;

/// What all visible documents together say of one node.
#[derive(Debug)]
struct Described {
    kind: EntityType,
    /// Labels with the number of documents that use each.
    labels: BTreeMap<String, usize>,
    aliases: BTreeSet<String>,
}

impl Described {
    /// The label that most documents use; of those the longest, then the least in byte order.
    fn preferred(&self) -> &str {
        let best = self.labels.iter().max_by(|a, b| {
            let length = |name: &str| name.chars().count();
            a.1.cmp(b.1).then_with(|| length(a.0).cmp(&length(b.0))).then_with(|| b.0.cmp(a.0))
        });
        best.map_or("", |(name, _)| name)
    }

    fn documents(&self) -> usize {
        self.labels.values().sum()
    }
}

/// The canonical entity of each node, and what is known of it.
#[derive(Debug, Default)]
pub(crate) struct Aliases {
    canonical: HashMap<String, String>,
    records: BTreeMap<String, EntityRecord>,
}

impl Aliases {
    /// Links the entities that these documents describe; no other document takes part.
    pub(crate) fn new<'a>(documents: impl Iterator<Item = &'a DocumentEntry>) -> Self {
        let mut nodes: BTreeMap<&'a str, Described> = BTreeMap::new();
        for entity in documents.flat_map(|d| &d.entities) {
            let node = nodes.entry(&entity.iri).or_insert_with(|| Described {
                kind: entity.kind,
                labels: BTreeMap::new(),
                aliases: BTreeSet::new(),
            });
            *node.labels.entry(entity.name.clone()).or_insert(0) += 1;
            node.aliases.extend(entity.aliases.iter().cloned());
        }
        let links = links(&nodes);
        let mut this = Self::default();
        for iri in nodes.keys() {
            let root = root(iri, &links, &nodes);
            if root != *iri {
                this.canonical.insert((*iri).to_owned(), root.to_owned());
            }
        }
        for (iri, node) in &nodes {
            let root = this.canonical(iri).to_owned();
            let Some(of_root) = nodes.get(root.as_str()) else { continue };
            let record = this.records.entry(root.clone()).or_insert_with(|| EntityRecord {
                iri: root,
                kind: of_root.kind,
                name: of_root.preferred().to_owned(),
                aliases: Vec::new(),
            });
            record.aliases.extend(node.labels.keys().chain(&node.aliases).cloned());
        }
        for record in this.records.values_mut() {
            record.aliases.sort_unstable();
            record.aliases.dedup();
            let EntityRecord { name, aliases, .. } = record;
            aliases.retain(|alias| alias != name);
        }
        this
    }

    /// The canonical node of a node.
    pub(crate) fn canonical<'a>(&'a self, iri: &'a str) -> &'a str {
        self.canonical.get(iri).map_or(iri, String::as_str)
    }

    /// What is known of a canonical node.
    pub(crate) fn record(&self, iri: &str) -> Option<&EntityRecord> {
        self.records.get(self.canonical(iri))
    }

    /// Every canonical entity, by IRI.
    pub(crate) fn records(&self) -> impl Iterator<Item = &EntityRecord> {
        self.records.values()
    }

    /// Nodes that stand for another, with the one they stand for.
    pub(crate) fn linked(&self) -> impl Iterator<Item = (&str, &str)> {
        self.canonical.iter().map(|(from, to)| (from.as_str(), to.as_str()))
    }
}

/// From each node whose name exactly one other node of its type claims as an alias, to that node.
fn links<'a>(nodes: &BTreeMap<&'a str, Described>) -> BTreeMap<&'a str, &'a str> {
    let mut claims: HashMap<(EntityType, String), BTreeSet<&'a str>> = HashMap::new();
    for (iri, node) in nodes {
        for alias in &node.aliases {
            let name = normalise_name(alias);
            // One letter or digit says too little to join things across documents.
            if name.chars().count() >= 2 {
                claims.entry((node.kind, name)).or_default().insert(iri);
            }
        }
    }
    let mut links = BTreeMap::new();
    for (iri, node) in nodes {
        let Some(name) = node.labels.keys().next().map(|l| normalise_name(l)) else { continue };
        let claimants = claims.get(&(node.kind, name)).into_iter().flatten().filter(|claimant| *claimant != iri);
        let mut claimants = claimants.copied();
        if let (Some(one), None) = (claimants.next(), claimants.next()) {
            links.insert(*iri, one);
        }
    }
    links
}

/// Follows links to the end. In a circle (each claims the other) the one that most documents name stands for all, then the one
/// of the longest name, then the least in byte order.
fn root<'a>(start: &'a str, links: &BTreeMap<&'a str, &'a str>, nodes: &BTreeMap<&'a str, Described>) -> &'a str {
    let mut path = vec![start];
    let mut current = start;
    while let Some(next) = links.get(current).copied() {
        if let Some(place) = path.iter().position(|iri| *iri == next) {
            let circle = path.get(place..).unwrap_or_default();
            let weight = |iri: &&str| nodes.get(iri).map(|n| (n.documents(), n.preferred().chars().count()));
            let best = circle.iter().max_by(|a, b| weight(a).cmp(&weight(b)).then_with(|| b.cmp(a)));
            return best.copied().unwrap_or(start);
        }
        path.push(next);
        current = next;
    }
    current
}

#[cfg(test)]
mod tests {
    use super::super::entry::EntityEntry;
    use super::*;
    use crate::rdf::iri;
    use crate::record::DocumentRecord;

    fn document(entities: &[(EntityType, &str, &[&str])]) -> DocumentEntry {
        let entity = |(kind, name, aliases): &(EntityType, &str, &[&str])| EntityEntry {
            iri: iri::entity(*kind, name).expect("named").into_string(),
            kind: *kind,
            name: (*name).to_owned(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        };
        let record = DocumentRecord {
            iri: String::new(),
            source: String::new(),
            blake3: String::new(),
            title: String::new(),
            media_type: String::new(),
            languages: Vec::new(),
            collection: String::new(),
            pipeline: String::new(),
            passages: 0,
        };
        let entities = entities.iter().map(entity).collect();
        DocumentEntry { record, triples: 0, content: None, passages: Vec::new(), entities }
    }

    fn names(documents: &[DocumentEntry]) -> Vec<String> {
        Aliases::new(documents.iter()).records().map(|r| r.name.clone()).collect()
    }

    use EntityType::{Organization, Person};

    #[test]
    fn an_abbreviation_that_one_thing_claims_is_that_thing_in_other_documents_too() {
        let documents = [
            document(&[(Organization, "새길디지털청", &["디지털청"])]),
            document(&[(Organization, "디지털청", &[])]),
        ];
        assert_eq!(names(&documents), ["새길디지털청"]);
        assert_eq!(names(&documents[1..]), ["디지털청"], "without the definition there is no link");
    }

    #[test]
    fn a_name_that_two_things_claim_and_one_of_another_type_stay_apart() {
        let two = [
            document(&[(Organization, "새길디지털청", &["디지털청"]), (Organization, "한빛디지털청", &["디지털청"])]),
            document(&[(Organization, "디지털청", &[])]),
        ];
        assert_eq!(names(&two).len(), 3);
        let other_type = [document(&[(Organization, "홍길동재단", &["홍길동"])]), document(&[(Person, "홍길동", &[])])];
        assert_eq!(names(&other_type).len(), 2);
    }

    #[test]
    fn circles_end() {
        let circle = [
            document(&[(Organization, "甲機構", &["乙機構"])]),
            document(&[(Organization, "乙機構", &["甲機構"])]),
            document(&[(Organization, "乙機構", &[])]),
        ];
        assert_eq!(names(&circle), ["乙機構"]);
    }
}
