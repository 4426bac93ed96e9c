//! Resolution held against the alias set in `graph/tests/aliases`: of each language 200 pairs of names that are one thing and 200
//! that are two, among these the minimal pairs. The names are invented or public.
//!
//! A line is `same` or `apart`, the type, and each side's name and what a document says beside it: `alias=` other names, `at=` the
//! organisation that a person works for. Each side is a document of its own; a pair is judged by who can read these two alone.

use std::collections::BTreeSet;

use quarry_extract::EntityType;
use quarry_graph::{Change, Knowledge};

use crate::world::{open, speaking_of};

const SETS: [(&str, &str); 3] = [
    ("zh-Hant", include_str!("../aliases/zh-Hant.tsv")),
    ("ko", include_str!("../aliases/ko.tsv")),
    ("en", include_str!("../aliases/en.tsv")),
];

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
                kind: EntityType::from_name(kind).unwrap(),
                sides: [side(a, beside_a), side(b, beside_b)],
            }
        })
        .collect()
}

fn source(pair: usize, side: usize) -> String {
    format!("{pair:03}-{side}")
}

/// A document that speaks of one side.
fn change(source: &str, kind: EntityType, side: &Side<'_>) -> Change {
    speaking_of(source, kind, side.name, &side.aliases, side.employer)
}

fn filled(folder: &std::path::Path, pairs: &[Pair<'_>]) -> Knowledge {
    let knowledge = open(folder);
    let changes = pairs.iter().enumerate().flat_map(|(n, pair)| {
        let sides = pair.sides.iter().enumerate();
        sides.map(move |(i, side)| change(&source(n, i), pair.kind, side))
    });
    knowledge.apply(changes.collect()).unwrap();
    knowledge
}

fn shown(pair: &Pair<'_>) -> String {
    format!("{} / {}", pair.sides[0].name, pair.sides[1].name)
}

#[test]
fn names_of_one_thing_merge_and_minimal_pairs_never_do() {
    for (language, text) in SETS {
        let pairs = pairs(text);
        assert_eq!(pairs.iter().filter(|p| p.same).count(), 200, "{language}");
        assert_eq!(pairs.iter().filter(|p| !p.same).count(), 200, "{language}");
        let folder = tempfile::tempdir().unwrap();
        let knowledge = filled(folder.path(), &pairs);
        let snapshot = knowledge.snapshot();
        let (mut hits, mut misses, mut wrong) = (0, Vec::new(), Vec::new());
        for (n, pair) in pairs.iter().enumerate() {
            let seen = snapshot.entities_for(|d| d.source == source(n, 0) || d.source == source(n, 1));
            let merged = seen.iter().filter(|e| e.kind == pair.kind).count() == 1;
            match (pair.same, merged) {
                (true, true) => hits += 1,
                (true, false) => misses.push(shown(pair)),
                (false, true) => wrong.push(shown(pair)),
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

/// All the names of a language in one graph: what is apart by itself stays apart in company, too.
#[test]
fn minimal_pairs_stay_apart_in_company() {
    for (language, text) in SETS {
        let pairs = pairs(text);
        let folder = tempfile::tempdir().unwrap();
        let knowledge = filled(folder.path(), &pairs);
        let passages = knowledge.passages();
        let kind_of =
            |iri: &str, kind: EntityType| iri.contains(&format!(":{}:", kind.name().to_lowercase()));
        let nodes = |n: usize, i: usize, kind: EntityType| -> BTreeSet<&str> {
            let of_side = passages.iter().filter(|p| p.source == source(n, i));
            let entities = of_side.flat_map(|p| p.entities.iter().map(String::as_str));
            entities.filter(|iri| kind_of(iri, kind)).collect()
        };
        let wrong: Vec<String> = pairs
            .iter()
            .enumerate()
            .filter(|(n, pair)| !pair.same && !nodes(*n, 0, pair.kind).is_disjoint(&nodes(*n, 1, pair.kind)))
            .map(|(_, pair)| shown(pair))
            .collect();
        assert!(wrong.is_empty(), "{language}: taken for one: {wrong:#?}");
    }
}
