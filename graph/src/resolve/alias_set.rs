//! Resolution held against the alias set in `graph/tests/aliases`: of each language 200 pairs of names that are one thing and 200
//! that are two, among these the minimal pairs. The names are invented or public.
//!
//! A line is `same` or `apart`, the type, and each side's name and what a document says beside it: `alias=` other names, `at=` the
//! organisation that a person works for.

use super::*;
use crate::rdf::iri;
use crate::read::{EntityEntry, Fact};
use crate::record::DocumentRecord;

const SETS: [(&str, &str); 3] = [
    ("zh-Hant", include_str!("../../tests/aliases/zh-Hant.tsv")),
    ("ko", include_str!("../../tests/aliases/ko.tsv")),
    ("en", include_str!("../../tests/aliases/en.tsv")),
];

/// One side of a pair.
struct Side<'a> {
    name: &'a str,
    aliases: Vec<&'a str>,
    employer: Option<&'a str>,
}

struct Pair<'a> {
    same: bool,
    kind: EntityType,
    sides: [Side<'a>; 2],
}

fn side<'a>(name: &'a str, beside: &'a str) -> Side<'a> {
    Side {
        name,
        aliases: beside
            .strip_prefix("alias=")
            .map(|aliases| aliases.split(',').collect())
            .unwrap_or_default(),
        employer: beside.strip_prefix("at="),
    }
}

fn pairs(text: &str) -> Vec<Pair<'_>> {
    text.lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [same, kind, a, beside_a, b, beside_b] = fields.as_slice() else {
                panic!("six fields: {line:?}")
            };
            Pair {
                same: *same == "same",
                kind: EntityType::from_name(kind).expect("a type"),
                sides: [side(a, beside_a), side(b, beside_b)],
            }
        })
        .collect()
}

pub(super) fn entity(kind: EntityType, name: &str, aliases: &[&str], node: String) -> EntityEntry {
    let aliases: Vec<String> = aliases.iter().map(|a| (*a).to_owned()).collect();
    EntityEntry {
        iri: node,
        kind,
        name: name.to_owned(),
        government: false,
        keys: keys(kind, name, aliases.iter()),
        aliases,
    }
}

pub(super) fn entry(entities: Vec<EntityEntry>, facts: Vec<Fact>) -> DocumentEntry {
    DocumentEntry {
        record: DocumentRecord {
            iri: String::new(),
            source: String::new(),
            blake3: String::new(),
            title: String::new(),
            media_type: String::new(),
            languages: Vec::new(),
            collection: String::new(),
            pipeline: String::new(),
            passages: 0,
        },
        date: None,
        triples: 0,
        content: None,
        passages: Vec::new(),
        entities,
        facts,
    }
}

/// A document that speaks of one side, and the side's node.
fn document(kind: EntityType, side: &Side<'_>) -> (DocumentEntry, String) {
    let employers: Vec<String> = side.employer.iter().map(|e| (*e).to_owned()).collect();
    let node = match kind {
        EntityType::Person => iri::person(side.name, &employers),
        kind => iri::entity(kind, side.name),
    };
    let node = node.expect("a name").into_string();
    let mut entities = vec![entity(kind, side.name, &side.aliases, node.clone())];
    let mut facts = Vec::new();
    if let Some(employer) = side.employer {
        let organization = EntityType::Organization;
        let at = iri::entity(organization, employer).expect("a name").into_string();
        facts.push(Fact {
            subject: node.clone(),
            predicate: "affiliatedWith".to_owned(),
            object: at.clone(),
            literal: false,
        });
        entities.push(entity(organization, employer, &[], at));
    }
    (entry(entities, facts), node)
}

#[test]
fn names_of_one_thing_merge_and_minimal_pairs_never_do() {
    for (language, text) in SETS {
        let pairs = pairs(text);
        assert_eq!(pairs.iter().filter(|p| p.same).count(), 200, "{language}");
        assert_eq!(pairs.iter().filter(|p| !p.same).count(), 200, "{language}");
        let (mut hits, mut misses, mut wrong) = (0, Vec::new(), Vec::new());
        for pair in &pairs {
            let [(a, node_a), (b, node_b)] = [0, 1].map(|i| document(pair.kind, &pair.sides[i]));
            let resolution = Resolution::new([&a, &b].into_iter(), &[]);
            let merged = resolution.canonical(&node_a) == resolution.canonical(&node_b);
            let shown = format!("{} / {}", pair.sides[0].name, pair.sides[1].name);
            match (pair.same, merged) {
                (true, true) => hits += 1,
                (true, false) => misses.push(shown),
                (false, true) => wrong.push(shown),
                (false, false) => {}
            }
        }
        let precision = hits as f32 / (hits + wrong.len()).max(1) as f32;
        let recall = hits as f32 / 200.0;
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!(
            "{language}: precision {precision:.3} recall {recall:.3} F1 {f1:.3}; not merged: {misses:?}"
        );
        assert!(wrong.is_empty(), "{language}: taken for one: {wrong:#?}");
        assert!(f1 >= 0.95, "{language}: F1 {f1}; not merged: {misses:#?}");
    }
}

/// All the names of a language in one graph: what is apart by itself stays apart among the others, too.
#[test]
fn minimal_pairs_stay_apart_in_company() {
    for (language, text) in SETS {
        let pairs = pairs(text);
        let mut documents = Vec::new();
        let mut nodes = Vec::new();
        for pair in &pairs {
            let [(a, node_a), (b, node_b)] = [0, 1].map(|i| document(pair.kind, &pair.sides[i]));
            documents.extend([a, b]);
            nodes.push((node_a, node_b));
        }
        let resolution = Resolution::new(documents.iter(), &[]);
        let wrong: Vec<String> = pairs
            .iter()
            .zip(&nodes)
            .filter(|(pair, (a, b))| !pair.same && resolution.canonical(a) == resolution.canonical(b))
            .map(|(pair, _)| format!("{} / {}", pair.sides[0].name, pair.sides[1].name))
            .collect();
        assert!(wrong.is_empty(), "{language}: taken for one: {wrong:#?}");
    }
}

#[test]
fn the_order_of_documents_changes_nothing() {
    for (_, text) in SETS {
        let pairs = pairs(text);
        let mut documents: Vec<DocumentEntry> = Vec::new();
        for pair in &pairs {
            documents.extend(pair.sides.iter().map(|side| document(pair.kind, side).0));
        }
        let forward = Resolution::new(documents.iter(), &[]);
        let backward = Resolution::new(documents.iter().rev(), &[]);
        assert_eq!(forward.canonical, backward.canonical);
        assert_eq!(forward.records, backward.records);
    }
}
