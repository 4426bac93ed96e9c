//! What is known of two nodes beside their names.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Node;
use super::cluster::Clusters;
use super::people::work_elsewhere;
use super::propose::{is_person, spoken_of_together};
use super::score::Evidence;

/// Statements that hardly two things share: the predicate, and whether the thing stands at its object. Seats, parents, years and
/// partners are left out; sister bodies have these in common.
const IDENTIFYING: [(&str, bool); 16] = [
    ("headedBy", false),
    ("headedBy", true),
    ("foundedBy", false),
    ("foundedBy", true),
    ("principalInvestigator", false),
    ("principalInvestigator", true),
    ("chairedBy", true),
    ("developedBy", true),
    ("managedBy", true),
    ("executedBy", true),
    ("competentAuthority", true),
    ("author", true),
    ("ownedBy", true),
    ("outcomeOf", false),
    ("birthDate", false),
    ("affiliatedWith", false),
];

/// Properties with one value, and how much two values tell things apart: what may change with the years tells less.
const SINGLE: [(&str, f32); 10] = [
    ("foundedOn", 1.0),
    ("birthDate", 1.0),
    ("deathDate", 1.0),
    ("birthPlace", 1.0),
    ("promulgatedOn", 1.0),
    ("startDate", 1.0),
    ("principalInvestigator", 0.5),
    ("headedBy", 0.5),
    ("headquarteredIn", 0.5),
    ("parentOrganization", 0.5),
];

/// How many things each identifying statement is made of, by predicate, side and other end; counted when first asked for.
#[derive(Debug, Default)]
pub(super) struct Holders<'a>(Option<HashMap<Said<'a>, u32>>);

/// A statement with its other end under the name of what that was joined to.
type Said<'a> = (&'a str, bool, &'a str);

fn said<'a>(nodes: &[Node<'a>], clusters: &mut Clusters, n: usize) -> BTreeSet<Said<'a>> {
    let facts = nodes[n].facts.iter();
    facts
        .map(|(predicate, at_object, other)| {
            let other = match clusters.number(other) {
                Some(number) => nodes[clusters.root(number)].iri,
                None => *other,
            };
            (*predicate, *at_object, other)
        })
        .collect()
}

fn is_identifying((predicate, at_object, _): &Said<'_>) -> bool {
    IDENTIFYING.contains(&(*predicate, *at_object))
}

/// Counts over all nodes, those of one cluster once.
fn count<'a>(nodes: &[Node<'a>], clusters: &mut Clusters) -> HashMap<Said<'a>, u32> {
    let mut held: HashSet<(usize, Said<'a>)> = HashSet::new();
    for (n, node) in nodes.iter().enumerate() {
        if node.facts.iter().any(is_identifying) {
            let root = clusters.root(n);
            let facts = said(nodes, clusters, n).into_iter().filter(is_identifying);
            held.extend(facts.map(|fact| (root, fact)));
        }
    }
    let mut holders = HashMap::new();
    for (_, fact) in held {
        *holders.entry(fact).or_insert(0) += 1;
    }
    holders
}

impl<'a> Holders<'a> {
    /// What is known of two nodes beside their names.
    pub(super) fn evidence(
        &mut self,
        nodes: &[Node<'a>],
        clusters: &mut Clusters,
        a: usize,
        b: usize,
    ) -> Evidence {
        let (of_a, of_b) = (said(nodes, clusters, a), said(nodes, clusters, b));
        let shared: Vec<&Said<'_>> = of_a.intersection(&of_b).collect();
        // A statement of these two alone weighs one, of three things half, and so on.
        let mut identifying = 0.0;
        for fact in shared.iter().filter(|fact| is_identifying(fact)) {
            let holders = self.0.get_or_insert_with(|| count(nodes, clusters));
            let others = holders.get(*fact).copied().unwrap_or(2).max(2) - 1;
            identifying += 1.0 / others as f32;
        }
        let is_parent =
            |fact: &&&Said<'_>| matches!((fact.0, fact.1), ("parentOrganization" | "partOf", false));
        Evidence {
            shared_statements: shared.len(),
            identifying,
            conflicts: SINGLE
                .iter()
                .filter(|(predicate, _)| differ(&of_a, &of_b, predicate))
                .map(|(_, weight)| weight)
                .sum(),
            one_parent: shared.iter().any(|fact| is_parent(&fact)),
            spoken_of_together: spoken_of_together(&nodes[a], &nodes[b]),
            person: is_person(&nodes[a]),
            other_employers: is_person(&nodes[a]) && work_elsewhere(nodes, clusters, a, b),
            ..Evidence::default()
        }
    }
}

/// Whether both have values of a property, and none in common; a date and a part of it agree.
fn differ(a: &BTreeSet<Said<'_>>, b: &BTreeSet<Said<'_>>, predicate: &str) -> bool {
    let values = |said: &BTreeSet<Said<'_>>| -> Vec<String> {
        let of_predicate = said
            .iter()
            .filter(|(p, at_object, _)| *p == predicate && !at_object);
        of_predicate.map(|(_, _, value)| written(value)).collect()
    };
    let (of_a, of_b) = (values(a), values(b));
    let agree = |x: &String, y: &String| x.starts_with(y.as_str()) || y.starts_with(x.as_str());
    !of_a.is_empty() && !of_b.is_empty() && !of_a.iter().any(|x| of_b.iter().any(|y| agree(x, y)))
}

/// The text of a literal, or the IRI closed off.
fn written(value: &str) -> String {
    match value.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
        Some(text) => text.to_owned(),
        None => format!("{value} "),
    }
}
