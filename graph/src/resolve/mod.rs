//! Entity resolution: which nodes are one thing.
//!
//! Nothing is merged in the store. Each document describes its own nodes; [`Resolution`] is computed from the descriptions of
//! the documents that a reader may see and from what people decided, and from nothing else. So a link goes when the document
//! goes that gives the evidence for it, a reader who may not see that document never had it, and every link can be undone.
//!
//! The way: [`key`] brings names to a form under which spellings agree; [`propose`] finds pairs by keys, declared aliases,
//! romanisation and similarity, each in blocks of bounded size; [`score`] says how likely each is; [`cluster`] joins them, the
//! likeliest first, unless that would bring together what must stay apart.

mod cluster;
mod decision;
mod difference;
mod evidence;
mod key;
mod people;
mod propose;
mod score;
mod similarity;
mod spelling;

pub use decision::Decision;
pub(crate) use decision::{decide, load_decisions};
#[cfg(test)]
pub(crate) use key::key;
pub(crate) use key::{Keys, keys, simplified};
pub use propose::Reason;
pub use score::Evidence;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use quarry_extract::EntityType;

use self::cluster::Clusters;
use self::propose::Proposal;
use crate::read::DocumentEntry;
use crate::record::EntityRecord;

/// Links that are less likely than this are not made.
const MERGE_THRESHOLD: f32 = 0.5;

/// Nor those by writing below this: a wrong link makes every later answer wrong, a missing one shows among the doubtful.
const WRITING_THRESHOLD: f32 = 0.97;

/// How likely a link of that kind has to be.
fn threshold(reason: &Reason) -> f32 {
    match reason {
        // Sister bodies are written alike, and one head may lead two of them. Two names that differ in a word need two statements
        // that nothing else shares, two parts of one body one beside a slip.
        Reason::Evidence(e)
            if !e.sound && (!e.slip && e.identifying < 2.0 || e.one_parent && e.identifying <= 0.0) =>
        {
            f32::INFINITY
        }
        Reason::Evidence(evidence) if !evidence.sound => WRITING_THRESHOLD,
        _ => MERGE_THRESHOLD,
    }
}

/// Links that were not made, but are likelier than this, are shown to people.
const DOUBT_THRESHOLD: f32 = 0.1;

/// A link between two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// IRI of one node.
    pub a: String,
    /// IRI of the other.
    pub b: String,
    /// 0 to 1.
    pub probability: f32,
    /// Why.
    pub reason: Reason,
}

/// What all visible documents together say of one node.
#[derive(Debug)]
struct Node<'a> {
    iri: &'a str,
    kind: EntityType,
    /// Labels with the number of documents that use each.
    labels: BTreeMap<&'a str, usize>,
    aliases: BTreeSet<&'a str>,
    /// The year of an undertaking of which there are several of one name.
    edition: Option<&'a str>,
    keys: Keys,
    /// Numbers of the documents that describe it, rising.
    documents: Vec<u32>,
    /// Statements of it: predicate, whether it stands at the object, and the other end.
    facts: BTreeSet<(&'a str, bool, &'a str)>,
}

impl Node<'_> {
    /// The label that most documents use; of those the longest, then the least in byte order.
    fn preferred(&self) -> &str {
        let best = self.labels.iter().max_by(|a, b| {
            let length = |name: &str| name.chars().count();
            a.1.cmp(b.1)
                .then_with(|| length(a.0).cmp(&length(b.0)))
                .then_with(|| b.0.cmp(a.0))
        });
        best.map_or("", |(name, _)| name)
    }
}

/// Every node of some documents, by IRI.
fn nodes<'a>(documents: impl Iterator<Item = &'a DocumentEntry>) -> Vec<Node<'a>> {
    let mut found: BTreeMap<&'a str, Node<'a>> = BTreeMap::new();
    for (number, document) in documents.enumerate() {
        for entity in &document.entities {
            let node = found.entry(&entity.iri).or_insert_with(|| Node {
                iri: &entity.iri,
                kind: entity.kind,
                labels: BTreeMap::new(),
                aliases: BTreeSet::new(),
                edition: entity.edition.as_deref(),
                keys: Keys::default(),
                documents: Vec::new(),
                facts: BTreeSet::new(),
            });
            *node.labels.entry(&entity.name).or_insert(0) += 1;
            node.aliases.extend(entity.aliases.iter().map(String::as_str));
            node.keys.extend(&entity.keys);
            node.documents.push(number as u32);
        }
        for fact in &document.facts {
            if let Some(node) = found.get_mut(fact.subject.as_str()) {
                node.facts.insert((&fact.predicate, false, &fact.object));
            }
            if let Some(node) = found.get_mut(fact.object.as_str()) {
                node.facts.insert((&fact.predicate, true, &fact.subject));
            }
        }
    }
    found.into_values().collect()
}

/// The canonical entity of each node, and what is known of it.
#[derive(Debug, Default)]
pub(crate) struct Resolution {
    canonical: HashMap<String, String>,
    records: BTreeMap<String, EntityRecord>,
    /// Links that were made, by canonical node.
    links: BTreeMap<String, Vec<Link>>,
    /// Links that were not, the likeliest first.
    doubtful: Vec<Link>,
}

impl Resolution {
    /// Resolves the entities that these documents describe, under what people decided; no other document takes part.
    pub(crate) fn new<'a>(
        documents: impl Iterator<Item = &'a DocumentEntry>,
        decisions: &[Decision],
    ) -> Self {
        let nodes = nodes(documents);
        let mut clusters = Clusters::new(&nodes);
        clusters.decide(decisions);
        let mut made: Vec<(usize, Proposal)> = Vec::new();
        let mut doubtful: Vec<Proposal> = Vec::new();
        // Names and aliases of things first; people need to know which of their organisations are one; what is similar or
        // romanised needs to know what is shared by then.
        for stage in propose::STAGES {
            let mut proposals = stage(&nodes, &mut clusters);
            proposals.sort_by(|a, b| {
                b.probability
                    .total_cmp(&a.probability)
                    .then_with(|| (a.a, a.b).cmp(&(b.a, b.b)))
            });
            for proposal in proposals {
                if proposal.probability < threshold(&proposal.reason)
                    || !clusters.may_join(proposal.a, proposal.b, &proposal.reason)
                {
                    doubtful.push(proposal);
                } else if clusters.join(proposal.a, proposal.b) {
                    made.push((proposal.a, proposal));
                }
            }
        }
        for (a, b) in clusters.decided() {
            let proposal = Proposal {
                a,
                b,
                probability: 1.0,
                reason: Reason::Decision,
            };
            made.push((a, proposal));
        }
        Self::of_clusters(&nodes, &mut clusters, made, doubtful)
    }

    fn of_clusters(
        nodes: &[Node<'_>],
        clusters: &mut Clusters,
        made: Vec<(usize, Proposal)>,
        doubtful: Vec<Proposal>,
    ) -> Self {
        let mut this = Self::default();
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for number in 0..nodes.len() {
            members.entry(clusters.root(number)).or_default().push(number);
        }
        let mut canonical_of = vec![0usize; nodes.len()];
        for cluster in members.values() {
            // A name that another member gives as an alias stands for the other.
            let given: BTreeSet<&str> = cluster
                .iter()
                .flat_map(|n| nodes[*n].keys.aliases.iter().map(String::as_str))
                .collect();
            let is_alias = |n: usize| {
                nodes[n]
                    .keys
                    .names
                    .iter()
                    .any(|name| given.contains(name.as_str()))
            };
            let all_alias = cluster.iter().all(|n| is_alias(*n));
            let weight = |n: &usize| {
                let node = &nodes[*n];
                (
                    all_alias || !is_alias(*n),
                    node.documents.len(),
                    node.preferred().chars().count(),
                    std::cmp::Reverse(node.iri),
                )
            };
            let Some(root) = cluster.iter().copied().max_by_key(weight) else {
                continue;
            };
            let of_root = &nodes[root];
            let mut aliases: BTreeSet<&str> = BTreeSet::new();
            for member in cluster {
                canonical_of[*member] = root;
                let node = &nodes[*member];
                aliases.extend(&node.aliases);
                // A label without a key says only what the thing is.
                if !node.keys.names.is_empty() {
                    aliases.extend(node.labels.keys());
                }
                if *member != root {
                    this.canonical.insert(node.iri.to_owned(), of_root.iri.to_owned());
                }
            }
            let name = of_root.preferred();
            aliases.remove(name);
            let record = EntityRecord {
                iri: of_root.iri.to_owned(),
                kind: of_root.kind,
                name: name.to_owned(),
                aliases: aliases.into_iter().map(str::to_owned).collect(),
                edition: cluster.iter().find_map(|n| nodes[*n].edition).map(str::to_owned),
            };
            this.records.insert(record.iri.clone(), record);
        }
        let link = |proposal: &Proposal| Link {
            a: nodes[proposal.a].iri.to_owned(),
            b: nodes[proposal.b].iri.to_owned(),
            probability: proposal.probability,
            reason: proposal.reason.clone(),
        };
        for (number, proposal) in &made {
            let root = nodes[canonical_of[*number]].iri.to_owned();
            this.links.entry(root).or_default().push(link(proposal));
        }
        this.doubtful = doubtful
            .iter()
            .filter(|p| p.probability >= DOUBT_THRESHOLD && canonical_of[p.a] != canonical_of[p.b])
            .map(link)
            .collect();
        this.doubtful.sort_by(|x, y| {
            y.probability
                .total_cmp(&x.probability)
                .then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
        });
        this.doubtful.dedup_by(|x, y| (&x.a, &x.b) == (&y.a, &y.b));
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
        self.canonical
            .iter()
            .map(|(from, to)| (from.as_str(), to.as_str()))
    }

    /// The links by which the members of a canonical entity were joined.
    pub(crate) fn links(&self, iri: &str) -> &[Link] {
        self.links.get(self.canonical(iri)).map_or(&[], Vec::as_slice)
    }

    /// Pairs that may be one thing, but are not taken for one, the likeliest first.
    pub(crate) fn doubtful(&self) -> &[Link] {
        &self.doubtful
    }
}

#[cfg(test)]
mod calibration;
#[cfg(test)]
mod tests;
