//! Pairs that may be one thing. Each stage looks only at nodes that share something, in blocks of bounded size.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use quarry_extract::EntityType;

use super::Node;
use super::cluster::Clusters;
use super::key;
use super::score::{Evidence, probability};
use super::similarity::{dice, grams, is_slip};

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
pub(super) const STAGES: [Stage; 9] = [
    same_name,
    alias_of_thing,
    shared_alias,
    variant,
    same_person,
    lone_person,
    alias_of_person,
    sounds_alike,
    written_alike,
];

/// Pieces that more names share than this lead to no pair.
const COMMONEST: usize = 24;

/// Of the names that share pieces with a name, so many are looked at.
const MOST_PARTNERS: usize = 12;

/// An alias shorter than this, in characters, joins nothing across documents.
const SHORTEST_ALIAS: usize = 2;

/// Two nodes are not joined over a shared alias shorter than this: short forms are shared by many.
const SHORTEST_SHARED_ALIAS: usize = 8;

/// Names shorter than this in (Hangul or Han, Latin) characters are not compared by how they are written.
const SHORTEST_WRITTEN: (usize, usize) = (6, 12);

/// How far up organisations are followed to what they are part of.
const LEVELS: usize = 3;

fn pair(a: usize, b: usize, probability: f32, reason: Reason) -> Proposal {
    Proposal {
        a,
        b,
        probability,
        reason,
    }
}

fn is_person(node: &Node<'_>) -> bool {
    node.kind == EntityType::Person
}

/// Things with one key are one. Two people may well have one name.
fn same_name(nodes: &[Node<'_>], _: &mut Clusters) -> Vec<Proposal> {
    let mut first: HashMap<(EntityType, &str), usize> = HashMap::new();
    let mut found = Vec::new();
    for (n, node) in nodes.iter().enumerate().filter(|(_, node)| !is_person(node)) {
        for name in node.keys.names.iter().filter(|name| !name.is_empty()) {
            let one = *first.entry((node.kind, name)).or_insert(n);
            if one != n {
                found.push(pair(one, n, 0.99, Reason::Name));
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
fn spoken_of_together(a: &Node<'_>, b: &Node<'_>) -> bool {
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

/// The organisations that a person works for, as clusters, and those that these are part of.
struct Employers {
    own: BTreeSet<usize>,
    above: BTreeSet<usize>,
}

fn employers(nodes: &[Node<'_>], clusters: &mut Clusters, n: usize) -> Employers {
    let mut own = BTreeSet::new();
    // What it is part of may be said of the organisation under any of its nodes; these two are looked at.
    let mut level = Vec::new();
    for (predicate, at_object, other) in &nodes[n].facts {
        let employs = matches!(
            (*predicate, at_object),
            ("affiliatedWith", false) | ("headedBy", true)
        );
        if let Some(other) = clusters.number(other).filter(|_| employs) {
            let root = clusters.root(other);
            if own.insert(root) {
                level.extend([other, root]);
            }
        }
    }
    let mut above = BTreeSet::new();
    for _ in 0..LEVELS {
        let mut next = Vec::new();
        for organisation in level {
            for (predicate, at_object, other) in &nodes[organisation].facts {
                let is_part = matches!((*predicate, at_object), ("parentOrganization" | "partOf", false));
                if let Some(other) = clusters.number(other).filter(|_| is_part) {
                    let root = clusters.root(other);
                    if !own.contains(&root) && above.insert(root) {
                        next.extend([other, root]);
                    }
                }
            }
        }
        level = next;
    }
    Employers { own, above }
}

fn people_by_name<'n>(nodes: &'n [Node<'_>]) -> BTreeMap<&'n str, Vec<usize>> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, node) in nodes.iter().enumerate().filter(|(_, node)| is_person(node)) {
        for name in node.keys.names.iter().filter(|name| !name.is_empty()) {
            groups.entry(name).or_default().push(n);
        }
    }
    groups.retain(|_, group| group.len() > 1);
    groups
}

/// People of one name who work for one organisation, or for one and for what it is part of.
fn same_person(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
    let mut found = Vec::new();
    for group in people_by_name(nodes).into_values() {
        let employed: Vec<(usize, Employers)> = group
            .iter()
            .map(|n| (*n, employers(nodes, clusters, *n)))
            .collect();
        let mut at: HashMap<usize, usize> = HashMap::new();
        for (n, employers) in &employed {
            for organisation in &employers.own {
                let one = *at.entry(*organisation).or_insert(*n);
                if one != *n {
                    found.push(pair(one, *n, 0.96, Reason::Person));
                }
            }
        }
        for (n, employers) in &employed {
            for one in employers.above.iter().filter_map(|o| at.get(o)) {
                if one != n {
                    found.push(pair(*one, *n, 0.8, Reason::Person));
                }
            }
        }
        let mut free = employed.iter().filter(|(_, e)| e.own.is_empty());
        if let Some((first, _)) = free.next() {
            found.extend(free.map(|(n, _)| pair(*first, *n, 0.9, Reason::Person)));
        }
    }
    found
}

/// A person of whom no employer is known is the one of that name of whom it is, where there is one alone.
fn lone_person(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
    let mut found = Vec::new();
    for group in people_by_name(nodes).into_values() {
        let (mut free, mut employed) = (Vec::new(), BTreeMap::new());
        for n in group {
            if employers(nodes, clusters, n).own.is_empty() {
                free.push(n);
            } else {
                employed.entry(clusters.root(n)).or_insert(n);
            }
        }
        if let (Some(free), 1, Some(one)) = (free.first(), employed.len(), employed.values().next()) {
            found.push(pair(*free, *one, 0.85, Reason::Person));
            continue;
        }
        // Namesakes, for people to decide.
        let all: Vec<usize> = free.into_iter().take(1).chain(employed.into_values()).collect();
        let neighbours = all.windows(2).take(MOST_PARTNERS);
        found.extend(neighbours.filter_map(|two| match two {
            [a, b] => Some(pair(*a, *b, 0.3, Reason::Person)),
            _ => None,
        }));
    }
    found
}

/// What is known of two nodes beside their names.
fn evidence(nodes: &[Node<'_>], clusters: &mut Clusters, a: usize, b: usize) -> Evidence {
    let said = |clusters: &mut Clusters, n: usize| -> BTreeSet<(String, bool, String)> {
        let facts = nodes[n].facts.iter().map(|(predicate, at_object, other)| {
            let other = match clusters.number(other) {
                Some(number) => nodes[clusters.root(number)].iri,
                None => *other,
            };
            ((*predicate).to_owned(), *at_object, other.to_owned())
        });
        facts.collect()
    };
    let (of_a, of_b) = (said(clusters, a), said(clusters, b));
    let person = is_person(&nodes[a]);
    let other_employers = person && {
        let (x, y) = (employers(nodes, clusters, a), employers(nodes, clusters, b));
        let all = |e: &Employers| e.own.union(&e.above).copied().collect::<BTreeSet<_>>();
        !x.own.is_empty() && !y.own.is_empty() && x.own.is_disjoint(&all(&y)) && y.own.is_disjoint(&all(&x))
    };
    Evidence {
        shared_statements: of_a.intersection(&of_b).count(),
        spoken_of_together: spoken_of_together(&nodes[a], &nodes[b]),
        person,
        other_employers,
        ..Evidence::default()
    }
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
    let mut found = Vec::new();
    for [hangul, latin] in sounds.into_values() {
        let (1, Some(one)) = (hangul.len(), hangul.values().next()) else {
            continue;
        };
        for other in latin.values().take(MOST_PARTNERS) {
            let evidence = Evidence {
                sound: true,
                ..evidence(nodes, clusters, *one, *other)
            };
            // With two spellings in Latin letters it is not clear that both are this one.
            let doubt = if latin.len() > 1 { 0.55 } else { 1.0 };
            let reason = Reason::Evidence(evidence);
            found.push(pair(*one, *other, probability(&evidence) * doubt, reason));
        }
    }
    found
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
    let mut names: Vec<(usize, &str, Vec<String>)> = Vec::new();
    for (n, node) in nodes.iter().enumerate() {
        if let Some(name) = node.keys.names.first().filter(|name| long_enough(name)) {
            names.push((n, name, grams(name)));
        }
    }
    let mut postings: HashMap<(EntityType, &str), Vec<u32>> = HashMap::new();
    for (i, (n, _, grams)) in names.iter().enumerate() {
        let distinct: BTreeSet<&str> = grams.iter().map(String::as_str).collect();
        for gram in distinct {
            let posting = postings.entry((nodes[*n].kind, gram)).or_default();
            if posting.len() <= COMMONEST {
                posting.push(i as u32);
            }
        }
    }
    let mut found = Vec::new();
    for (i, (n, name, grams_of_name)) in names.iter().enumerate() {
        let mut shared: HashMap<u32, usize> = HashMap::new();
        let distinct: BTreeSet<&str> = grams_of_name.iter().map(String::as_str).collect();
        for gram in distinct {
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
            if similarity < 0.75 {
                continue;
            }
            let evidence = Evidence {
                similarity,
                slip: is_slip(name, other_name),
                other_figures: key::figures(name) != key::figures(other_name),
                ..evidence(nodes, clusters, *n, *m)
            };
            let reason = Reason::Evidence(evidence);
            found.push(pair(*n, *m, probability(&evidence), reason));
        }
    }
    found
}
