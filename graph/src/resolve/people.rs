//! People of one name: by where they work they are one or several.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Node;
use super::cluster::Clusters;
use super::propose::{MOST_PARTNERS, Proposal, Reason, is_person, pair};

/// How far up organisations are followed to what they are part of.
const LEVELS: usize = 3;

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

/// Whether two people both have employers, and neither works where the other does or for what that is part of.
pub(super) fn work_elsewhere(nodes: &[Node<'_>], clusters: &mut Clusters, a: usize, b: usize) -> bool {
    let (x, y) = (employers(nodes, clusters, a), employers(nodes, clusters, b));
    apart(&x, &y)
}

fn apart(x: &Employers, y: &Employers) -> bool {
    let within = |e: &Employers, other: &Employers| {
        e.own
            .iter()
            .any(|o| other.own.contains(o) || other.above.contains(o))
    };
    !x.own.is_empty() && !y.own.is_empty() && !within(x, y) && !within(y, x)
}

/// People of one name who work for one organisation, or for one and for what it is part of. Of two whom one document tells apart
/// neither is the other, whatever joins them elsewhere.
pub(super) fn same_person(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
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
        let mut under: HashMap<usize, Vec<&(usize, Employers)>> = HashMap::new();
        for one in &employed {
            for organisation in &one.1.above {
                under.entry(*organisation).or_default().push(one);
            }
        }
        for (one, of_one) in &employed {
            let below: Vec<&(usize, Employers)> = of_one
                .own
                .iter()
                .flat_map(|o| under.get(o))
                .flatten()
                .copied()
                .collect();
            // Of whom it is only known that they work for the whole; with two in its parts it is not clear which of them it is.
            let several = below
                .first()
                .is_some_and(|(_, x)| below.iter().any(|(_, y)| apart(x, y)));
            let probability = if several { 0.3 } else { 0.8 };
            let below = below.into_iter().filter(|(n, _)| n != one).take(MOST_PARTNERS);
            found.extend(below.map(|(n, _)| pair(*one, *n, probability, Reason::Person)));
        }
        tell_apart(nodes, clusters, &employed);
        let mut free = employed.iter().filter(|(_, e)| e.own.is_empty());
        if let Some((first, _)) = free.next() {
            found.extend(free.map(|(n, _)| pair(*first, *n, 0.9, Reason::Person)));
        }
    }
    found
}

/// Keeps apart whom one document names with other employers.
fn tell_apart(nodes: &[Node<'_>], clusters: &mut Clusters, employed: &[(usize, Employers)]) {
    let mut of_document: HashMap<u32, Vec<&(usize, Employers)>> = HashMap::new();
    for one in employed.iter().filter(|(_, e)| !e.own.is_empty()) {
        for document in &nodes[one.0].documents {
            of_document.entry(*document).or_default().push(one);
        }
    }
    for named in of_document.values().filter(|named| named.len() > 1) {
        // In a list of hundreds of one name each is told from the next ones.
        for (i, (n, x)) in named.iter().enumerate() {
            for (m, y) in named.iter().skip(i + 1).take(MOST_PARTNERS) {
                if apart(x, y) {
                    clusters.keep_apart(*n, *m);
                }
            }
        }
    }
}

/// A person of whom no employer is known is the one of that name of whom it is, where there is one alone.
pub(super) fn lone_person(nodes: &[Node<'_>], clusters: &mut Clusters) -> Vec<Proposal> {
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
