//! Pairs that may be one thing. Each stage looks only at nodes that share something, in blocks of bounded size.

use std::collections::{BTreeMap, HashMap};

use quarry_extract::EntityType;

use super::Node;
use super::cluster::Clusters;
use super::difference::{Difference, Words, difference};
use super::evidence::Holders;
use super::key;
use super::people::{lone_person, same_person};
use super::score::{Evidence, probability};
use super::similarity::{Gram, dice, grams};

/// Why two nodes are taken for one.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Spellings of one name.
    Name,
    /// A document gives one's name as another name of the other, and of no other thing.
    Alias,
    /// Documents give both the same other name.
    SharedAlias,
    /// One is the other with a particle or without 市, 시, city.
    Variant,
    /// People of one name with an employer in common, or with one employer alone among all of that name.
    Person,
    /// Evidence that adds up.
    Evidence(Evidence),
    /// Somebody said so.
    Decision,
}

/// A pair of nodes by number.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) probability: f32,
    pub(super) reason: Reason,
}

/// One stage: what it proposes, given what is joined so far.
pub(super) type Stage = fn(&[Node<'_>], &mut Clusters) -> Vec<Proposal>;

/// In the order in which they are taken.
pub(super) const STAGES: [Stage; 10] = [
    same_name,
    alias_of_thing,
    shared_alias,
    variant,
    same_person,
    lone_person,
    alias_of_person,
    sounds_alike,
    spelled_in_latin,
    written_alike,
];

/// Pieces that more names share than this lead to no pair.
const COMMONEST: usize = 24;

/// Of the names that share pieces with a name, so many are looked at.
pub(super) const MOST_PARTNERS: usize = 12;

/// An alias shorter than this, in characters, joins nothing across documents.
const SHORTEST_ALIAS: usize = 2;

/// Two nodes are not joined over a shared alias shorter than this: short forms are shared by many.
const SHORTEST_SHARED_ALIAS: usize = 8;

/// Names shorter than this in (Hangul or Han, Latin) characters are not compared by how they are written.
const SHORTEST_WRITTEN: (usize, usize) = (6, 12);

/// Names less alike than this are not weighed.
const LEAST_ALIKE: f32 = 0.75;

pub(super) fn pair(a: usize, b: usize, probability: f32, reason: Reason) -> Proposal {
    Proposal {
        a,
        b,
        probability,
        reason,
    }
}

pub(super) fn is_person(node: &Node<'_>) -> bool {
    node.kind == EntityType::Person
}

/// Things with one key are one. Two people may well have one name; undertakings of one name in two years are two, and where there
/// are several, one without a year is none of them.
fn same_name(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
    let mut first: HashMap<(EntityType, &str, Option<&str>), usize> = HashMap::new();
    let mut editions: BTreeMap<(EntityType, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (n, node) in nodes.iter().enumerate().filter(|(_, node)| !is_person(node)) {
        for name in node.keys.names.iter().filter(|name| !name.is_empty()) {
            let one = *first.entry((node.kind, name, node.edition)).or_insert(n);
            if one != n {
                found.push(pair(one, n, 0.99, Reason::Name));
            }
            if let Some(year) = node.edition {
                editions
                    .entry((node.kind, name))
                    .or_default()
                    .entry(year)
                    .or_insert(n);
            }
        }
    }
    for ((kind, name), years) in editions {
        let nodes: Vec<usize> = years.into_values().collect();
        if let Some(free) = first.get(&(kind, name, None)) {
            match nodes.as_slice() {
                [one] => found.push(pair(*free, *one, 0.99, Reason::Name)),
                several => several.iter().for_each(|one| clusters.keep_apart(*free, *one)),
            }
        }
        for (at, one) in nodes.iter().enumerate() {
            for other in nodes.iter().skip(at + 1) {
                clusters.keep_apart(*one, *other);
            }
        }
    }
    found
}

fn alias_of_thing(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
    aliases(nodes, clusters, |node| !is_person(node))
}

fn alias_of_person(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
    aliases(nodes, clusters, is_person)
}

/// A node whose name one thing alone gives as another name of its own.
fn aliases(nodes: &[Node<'_>], clusters: &mut Clusters, of: impl Fn(&Node<'_>) -> bool) -> Vec<Proposal> {
    let mut claims: HashMap<(EntityType, &str), BTreeMap<usize, usize>> = HashMap::new();
    for (n, node) in nodes.iter().enumerate().filter(|(_, node)| of(node)) {
        for alias in &node.keys.aliases {
            if alias.chars().count() >= SHORTEST_ALIAS {
                let root = clusters.root(n);
                claims
                    .entry((node.kind, alias))
                    .or_default()
                    .entry(root)
                    .or_insert(n);
            }
        }
    }
    let mut found = Vec::new();
    for (n, node) in nodes.iter().enumerate().filter(|(_, node)| of(node)) {
        for name in &node.keys.names {
            let Some(claimants) = claims.get(&(node.kind, name.as_str())) else {
                continue;
            };
            let root = clusters.root(n);
            let mut others = claimants.iter().filter(|(r, _)| **r != root);
            if let (Some((_, claimant)), None) = (others.next(), others.next()) {
                found.push(pair(n, *claimant, 0.97, Reason::Alias));
            }
        }
    }
    found
}

/// Whether a document describes both.
pub(super) fn spoken_of_together(a: &Node<'_>, b: &Node<'_>) -> bool {
    a.documents
        .iter()
        .any(|document| b.documents.binary_search(document).is_ok())
}

/// Things to which documents give one and the same long other name. A document that gives it to both tells them apart.
fn shared_alias(nodes: &[Node<'_>], _: &mut Clusters) -> Vec<Proposal> {
    let mut first: HashMap<(EntityType, &str), usize> = HashMap::new();
    let mut found = Vec::new();
    for (n, node) in nodes.iter().enumerate().filter(|(_, node)| !is_person(node)) {
        for alias in &node.keys.aliases {
            let cjk = alias.chars().filter(|c| crate::name::is_cjk(*c)).count();
            if alias.chars().count() + cjk < SHORTEST_SHARED_ALIAS {
                continue;
            }
            let one = *first.entry((node.kind, alias)).or_insert(n);
            if one != n && !spoken_of_together(&nodes[one], node) {
                found.push(pair(one, n, 0.9, Reason::SharedAlias));
            }
        }
    }
    found
}

/// A name that is another one with a particle, and a place without its unit, where that is one thing's name alone.
fn variant(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
    let mut by_name: HashMap<(EntityType, &str), usize> = HashMap::new();
    let mut by_base: HashMap<String, BTreeMap<usize, usize>> = HashMap::new();
    for (n, node) in nodes.iter().enumerate() {
        for name in &node.keys.names {
            by_name.entry((node.kind, name)).or_insert(n);
            if let Some(base) = key::place_base(name).filter(|_| node.kind == EntityType::Place) {
                let root = clusters.root(n);
                by_base.entry(base).or_default().entry(root).or_insert(n);
            }
        }
    }
    let mut found = Vec::new();
    for (n, node) in nodes.iter().enumerate() {
        for name in &node.keys.names {
            let bare =
                key::without_particle(node.kind, name).and_then(|bare| by_name.get(&(node.kind, bare)));
            if let Some(one) = bare.filter(|one| nodes[**one].documents.len() >= node.documents.len()) {
                found.push(pair(n, *one, 0.9, Reason::Variant));
            }
            if node.kind == EntityType::Place
                && let Some(places) = by_base.get(name)
                && let (1, Some(one)) = (places.len(), places.values().next())
                && *one != n
            {
                found.push(pair(n, *one, 0.93, Reason::Variant));
            }
        }
    }
    found
}

/// One name in Hangul and in Latin letters, where one thing alone has it in each.
fn sounds_alike(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
    let mut sounds: BTreeMap<(EntityType, String), [BTreeMap<usize, usize>; 2]> = BTreeMap::new();
    for (n, node) in nodes.iter().enumerate() {
        let has_sound = matches!(
            node.kind,
            EntityType::Person | EntityType::Organization | EntityType::Place | EntityType::Product
        );
        for name in node.keys.names.iter().filter(|_| has_sound) {
            if let Some(sound) = key::sound(node.kind, name) {
                let script = usize::from(name.is_ascii());
                let root = clusters.root(n);
                let scripts = sounds.entry((node.kind, sound)).or_default();
                if let Some(of_script) = scripts.get_mut(script) {
                    of_script.entry(root).or_insert(n);
                }
            }
        }
    }
    let mut holders = Holders::default();
    let mut found = Vec::new();
    for [hangul, latin] in sounds.into_values() {
        let (1, Some(one)) = (hangul.len(), hangul.values().next()) else {
            continue;
        };
        for other in latin.values().take(MOST_PARTNERS) {
            let evidence = Evidence {
                sound: true,
                ..holders.evidence(nodes, clusters, *one, *other)
            };
            // With two spellings in Latin letters it is not clear that both are this one.
            let doubt = if latin.len() > 1 { 0.5 } else { 1.0 };
            let reason = Reason::Evidence(evidence);
            found.push(pair(*one, *other, probability(&evidence) * doubt, reason));
        }
    }
    found
}

/// A Chinese person's name and what may be its spelling in Latin letters. Many names have one spelling, so only what else is known
/// of the two makes them one.
fn spelled_in_latin(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
    let mut latin: HashMap<&str, BTreeMap<usize, usize>> = HashMap::new();
    for (n, node) in nodes.iter().enumerate().filter(|(_, node)| is_person(node)) {
        for name in node.keys.names.iter().filter(|name| name.is_ascii()) {
            let root = clusters.root(n);
            latin.entry(name).or_default().entry(root).or_insert(n);
        }
    }
    if latin.is_empty() {
        return Vec::new();
    }
    let mut holders = Holders::default();
    let mut found = Vec::new();
    for (n, node) in nodes.iter().enumerate().filter(|(_, node)| is_person(node)) {
        for spelling in node
            .keys
            .names
            .iter()
            .flat_map(|name| key::chinese_spellings(name))
        {
            let spelled = latin
                .get(spelling.as_str())
                .into_iter()
                .flat_map(BTreeMap::values);
            for other in spelled.take(MOST_PARTNERS) {
                let evidence = Evidence {
                    sound: true,
                    loose_sound: true,
                    ..holders.evidence(nodes, clusters, n, *other)
                };
                found.push(pair(
                    n,
                    *other,
                    probability(&evidence),
                    Reason::Evidence(evidence),
                ));
            }
        }
    }
    found
}

/// Each piece of a sorted bag once.
fn distinct(grams: &[Gram]) -> impl Iterator<Item = Gram> {
    grams
        .chunk_by(|a, b| a == b)
        .filter_map(|same| same.first().copied())
}

/// Names that are written much alike.
fn written_alike(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
    let long_enough = |name: &str| {
        let least = if name.chars().any(crate::name::is_cjk) {
            SHORTEST_WRITTEN.0
        } else {
            SHORTEST_WRITTEN.1
        };
        name.chars().count() >= least
    };
    // One name a node: of several keys the first.
    let mut names: Vec<(usize, &str, Vec<Gram>)> = Vec::new();
    for (n, node) in nodes.iter().enumerate() {
        if let Some(name) = node.keys.names.first().filter(|name| long_enough(name)) {
            names.push((n, name, grams(name)));
        }
    }
    let mut postings: HashMap<(EntityType, Gram), Vec<u32>> = HashMap::new();
    for (i, (n, _, grams)) in names.iter().enumerate() {
        for gram in distinct(grams) {
            let posting = postings.entry((nodes[*n].kind, gram)).or_default();
            if posting.len() <= COMMONEST {
                posting.push(i as u32);
            }
        }
    }
    let mut alike = Vec::new();
    for (i, (n, name, grams_of_name)) in names.iter().enumerate() {
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for gram in distinct(grams_of_name) {
            let posting = postings
                .get(&(nodes[*n].kind, gram))
                .filter(|p| p.len() <= COMMONEST);
            for other in posting.into_iter().flatten().filter(|o| (**o as usize) > i) {
                *shared.entry(*other).or_insert(0) += 1;
            }
        }
        let mut partners: Vec<(u32, usize)> = shared.into_iter().collect();
        partners.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        for (other, _) in partners.into_iter().take(MOST_PARTNERS) {
            let Some((m, other_name, other_grams)) = names.get(other as usize) else {
                continue;
            };
            if clusters.root(*n) == clusters.root(*m) {
                continue;
            }
            let similarity = dice(grams_of_name, other_grams);
            if similarity < LEAST_ALIKE {
                continue;
            }
            alike.push((
                *n,
                *m,
                similarity,
                *name,
                *other_name,
                difference(name, other_name),
            ));
        }
    }
    let slips = alike.iter().flat_map(|(.., difference)| difference.units());
    let words = Words::of(slips, names.iter().map(|(_, name, _)| *name));
    let mut holders = Holders::default();
    let weighed = alike.iter().map(|(n, m, similarity, name, other, difference)| {
        let evidence = Evidence {
            similarity: *similarity,
            slip: difference.is_slip(&words),
            other_figures: *difference == Difference::Sign || key::figures(name) != key::figures(other),
            ..holders.evidence(nodes, clusters, *n, *m)
        };
        pair(*n, *m, probability(&evidence), Reason::Evidence(evidence))
    });
    weighed.collect()
}
