//! A document's graph is a function of the document alone: whatever came and went before, the knowledge (its run graph left
//! out) equals one that only ever saw what is there now.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use quarry_extract::{Entity, EntityType, Extraction};
use quarry_graph::vocabulary::RUN_GRAPH;
use quarry_graph::{Change, Decision, Knowledge};
use quarry_ingest::Document;

use crate::world::{document, embedding, entity, mention, open, passages, put, relation, remove, span};

/// Every quad but those of the run graph. There are no blank nodes, so this is the canonical form.
pub(crate) fn canonical(knowledge: &Knowledge) -> BTreeSet<String> {
    let quads = knowledge.store().iter().map(Result::unwrap);
    quads
        .filter(|q| q.graph_name != RUN_GRAPH.into())
        .map(|q| q.to_string())
        .collect()
}

/// Version `version` of source number `source`: entities, an alias and statements shared with other sources, and a part of its
/// own.
pub(crate) fn version(source: usize, version: usize) -> (Document, Extraction) {
    let office = OFFICES[(source + version) % 3];
    let short = &office[office.len() - 9..];
    let person = ["양건규", "서다온"][version % 2];
    let mut paragraphs = vec![
        format!("{office}(이하 {short})은 {person} 원장이 이끈다."),
        format!("{short}은 {version}차 계획을 세웠다. 문서 {source}."),
    ];
    if version % 3 == 2 {
        // Long and without repetition, so that the content goes into a file.
        paragraphs.push(
            (0u64..3000)
                .map(|i| format!("{:x} ", (i + source as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
                .collect(),
        );
    }
    if source % 2 == 1 {
        // The same passage twice on one page.
        paragraphs.push(paragraphs[1].clone());
    }
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let mut document = document(
        &format!("폴더/{source}.pdf"),
        &format!("보고 {version}"),
        &paragraphs,
    );
    if source % 2 == 1 {
        let last = document.blocks.len() - 1;
        document.blocks[last].locator = document.blocks[1].locator.clone();
    }
    let spelled = if version % 4 == 3 {
        office.replacen("디지털", "디지탈", 1)
    } else {
        office.to_owned()
    };
    let organization = Entity {
        aliases: vec![short.to_owned(), format!("{spelled} 본부")],
        ..entity(
            "e1",
            EntityType::Organization,
            office,
            vec![mention(&document, 0, office)],
        )
    };
    let abbreviated = entity(
        "e2",
        EntityType::Organization,
        short,
        vec![mention(&document, 1, short)],
    );
    let leader = entity(
        "e3",
        EntityType::Person,
        person,
        vec![mention(&document, 0, person)],
    );
    let entities = vec![organization, abbreviated, leader];
    let evidence = span(&document, 0, &document.blocks[0].text.clone());
    let confidence = if version.is_multiple_of(2) { 0.9 } else { 0.2 };
    let relations = vec![
        relation("e1", "headedBy", "e3", evidence.clone(), confidence),
        relation("e2", "headedBy", "e3", evidence, confidence),
    ];
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        relations,
        ..Extraction::default()
    };
    (document, extraction)
}

#[derive(Debug, Clone)]
enum Step {
    Put(usize, usize),
    Remove(usize),
    Decide(usize, usize, bool),
}

const OFFICES: [&str; 3] = ["새길디지털청", "한빛기록원", "도찬연구소"];

/// What somebody decided of two offices, told by their nodes. Nodes are named by content, so they need not be there yet.
fn decision(a: usize, b: usize, same: bool) -> Option<Decision> {
    let node = |n: usize| {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = open(folder.path());
        let (document, extraction) = version(n, 0);
        knowledge.apply(vec![put(document, extraction)]).unwrap();
        knowledge.snapshot().find_nodes(OFFICES[n]).remove(0)
    };
    (a != b).then(|| Decision::new(&node(a), &node(b), same, "2026-01-01T00:00:00Z"))
}

fn change(step: &Step) -> Change {
    match step {
        Step::Put(source, number) => {
            let (document, extraction) = version(*source, *number);
            put(document, extraction)
        }
        Step::Remove(source) => remove(&format!("폴더/{source}.pdf")),
        Step::Decide(..) => unreachable!("decisions are no changes of documents"),
    }
}

fn steps() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let step = prop_oneof![
        3 => (0usize..4, 0usize..6).prop_map(|(s, v)| Step::Put(s, v)),
        1 => (0usize..4).prop_map(Step::Remove),
        // People decide in between; what they said is said to both.
        1 => (0usize..3, 0usize..3, any::<bool>()).prop_map(|(a, b, same)| Step::Decide(a, b, same)),
    ];
    prop::collection::vec(prop::collection::vec(step, 1..5), 1..5)
}

/// Everything that a reader sees.
fn seen(knowledge: &Knowledge) -> impl PartialEq + std::fmt::Debug {
    let vector = embedding("계획");
    (
        knowledge.passages(),
        knowledge.entities().unwrap(),
        knowledge.statements().unwrap(),
        knowledge.text_search("계획 디지털청 양건규", None, 50).unwrap(),
        knowledge.vector_search(&vector, None, 50).unwrap(),
        knowledge.documents().unwrap(),
        resolved(knowledge),
    )
}

/// Which nodes stand for which and why, what may be one thing, and what follows.
fn resolved(knowledge: &Knowledge) -> impl PartialEq + std::fmt::Debug {
    let snapshot = knowledge.snapshot();
    let mut same_as = knowledge.same_as();
    same_as.sort();
    let links: Vec<_> = snapshot
        .entities()
        .flat_map(|e| snapshot.links(&e.iri).to_vec())
        .collect();
    let reasoned = knowledge.reasoned().unwrap();
    let inferred: BTreeSet<String> = reasoned.inferred().iter().map(|t| t.to_string()).collect();
    let timeline = knowledge.timeline().unwrap();
    (same_as, links, snapshot.doubtful().to_vec(), inferred, timeline)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn history_leaves_no_trace(batches in steps(), reversed in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let lived = open(&folder.path().join("lived"));
        let mut last: BTreeMap<usize, usize> = BTreeMap::new();
        let mut decisions: BTreeMap<(String, String), Decision> = BTreeMap::new();
        for batch in &batches {
            let (decided, changes): (Vec<&Step>, Vec<&Step>) = batch.iter().partition(|s| matches!(s, Step::Decide(..)));
            lived.apply(changes.into_iter().map(change).collect()).unwrap();
            for step in decided {
                if let Step::Decide(a, b, same) = step
                    && let Some(decision) = decision(*a, *b, *same)
                {
                    lived.decide(std::slice::from_ref(&decision)).unwrap();
                    decisions.insert((decision.a.clone(), decision.b.clone()), decision);
                }
            }
            for step in batch {
                match step {
                    Step::Put(source, version) => last.insert(*source, *version),
                    Step::Remove(source) => last.remove(source),
                    Step::Decide(..) => None,
                };
            }
        }
        let fresh = open(&folder.path().join("fresh"));
        let mut puts: Vec<Step> = last.iter().map(|(s, v)| Step::Put(*s, *v)).collect();
        if reversed {
            puts.reverse();
        }
        let decisions: Vec<Decision> = decisions.into_values().collect();
        if !decisions.is_empty() {
            fresh.decide(&decisions).unwrap();
        }
        fresh.apply(puts.iter().map(change).collect()).unwrap();

        prop_assert_eq!(canonical(&lived), canonical(&fresh));
        prop_assert_eq!(seen(&lived), seen(&fresh));
        for source in last.keys() {
            let source = format!("폴더/{source}.pdf");
            prop_assert_eq!(lived.content(&source).unwrap(), fresh.content(&source).unwrap());
        }
        let files = |name: &str| count_files(&folder.path().join(name).join("content"));
        prop_assert_eq!(files("lived"), files("fresh"), "content files that nothing names are deleted");
        drop(lived);
        let again = open(&folder.path().join("lived"));
        prop_assert_eq!(seen(&again), seen(&fresh), "also after it was closed");
    }
}

fn count_files(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .map(|e| e.unwrap().path())
        .map(|p| if p.is_dir() { count_files(&p) } else { 1 })
        .sum()
}

#[test]
fn counts_of_quads_are_exact() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let empty = canonical(&knowledge).len();
    let first = knowledge.apply(vec![change(&Step::Put(1, 2))]).unwrap();
    assert_eq!(canonical(&knowledge).len(), empty + first.inserted);
    let second = knowledge.apply(vec![change(&Step::Put(1, 3))]).unwrap();
    assert_eq!(second.removed, first.inserted);
    let third = knowledge
        .apply(vec![change(&Step::Remove(1)), change(&Step::Remove(9))])
        .unwrap();
    assert_eq!((third.removed, third.inserted), (second.inserted, 0));
    assert_eq!(canonical(&knowledge).len(), empty);
    let nothing = knowledge.apply(vec![change(&Step::Remove(1))]).unwrap();
    assert_eq!(
        nothing.sequence, third.sequence,
        "what changes nothing is no transaction"
    );
}
