//! Which nodes are one thing, through the opened knowledge: decisions outlive documents, and hidden evidence joins nothing.

use std::collections::BTreeSet;

use quarry_extract::{EntityType, Extraction};
use quarry_graph::{Decision, Knowledge};
use quarry_ingest::Document;

use crate::world::{document, entity, mention, open, passages, put, relation, remove, span};

/// A document that names organisations, the first of them with aliases.
fn names(source: &str, organizations: &[&str], aliases: &[&str]) -> (Document, Extraction) {
    let document = document(source, source, &[&organizations.join(" and ")]);
    let mut entities: Vec<_> = organizations
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let mentions = vec![mention(&document, 0, name)];
            entity(&format!("e{i}"), EntityType::Organization, name, mentions)
        })
        .collect();
    entities[0].aliases = aliases.iter().map(|a| (*a).to_owned()).collect();
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        ..Extraction::default()
    };
    (document, extraction)
}

fn add(knowledge: &Knowledge, source: &str, organizations: &[&str], aliases: &[&str]) {
    let (document, extraction) = names(source, organizations, aliases);
    knowledge.apply(vec![put(document, extraction)]).unwrap();
}

fn entities(knowledge: &Knowledge) -> BTreeSet<String> {
    knowledge
        .entities()
        .unwrap()
        .into_iter()
        .map(|e| e.name)
        .collect()
}

fn node(knowledge: &Knowledge, name: &str) -> String {
    let found = knowledge.snapshot().find_nodes(name);
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    found[0].clone()
}

#[test]
fn what_people_decided_holds_through_removal_and_re_ingestion() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    add(&knowledge, "1", &["도찬연구소"], &[]);
    add(&knowledge, "2", &["도찬 R&D 본부"], &[]);
    assert_eq!(entities(&knowledge).len(), 2);
    let (one, other) = (node(&knowledge, "도찬연구소"), node(&knowledge, "도찬 R&D 본부"));
    let before = knowledge.sequence();
    let merge = Decision::new(&one, &other, true, "2026-01-02T03:04:05Z");
    knowledge.decide(std::slice::from_ref(&merge)).unwrap();
    assert!(
        knowledge.sequence() > before,
        "whoever caches by the sequence sees it"
    );
    assert_eq!(entities(&knowledge).len(), 1);

    knowledge.apply(vec![remove("1"), remove("2")]).unwrap();
    assert_eq!(entities(&knowledge).len(), 0);
    add(&knowledge, "3", &["도찬연구소"], &[]);
    add(&knowledge, "4", &["도찬 R&D 본부"], &[]);
    assert_eq!(entities(&knowledge).len(), 1, "other documents, the same nodes");
    drop(knowledge);
    let knowledge = open(folder.path());
    assert_eq!(entities(&knowledge).len(), 1);
    assert_eq!(knowledge.snapshot().decisions(), [merge]);

    let split = Decision::new(&other, &one, false, "2026-01-03T00:00:00Z");
    knowledge.decide(std::slice::from_ref(&split)).unwrap();
    assert_eq!(entities(&knowledge).len(), 2);
    assert_eq!(knowledge.snapshot().decisions(), [split], "in place of the first");
    assert!(
        knowledge
            .decide(&[Decision::new("no iri", &one, true, "")])
            .is_err()
    );
}

#[test]
fn a_merge_whose_evidence_is_hidden_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    add(&knowledge, "hidden", &["Harbour Planning Bureau"], &["HPB"]);
    add(&knowledge, "1", &["Harbour Planning Bureau"], &[]);
    add(&knowledge, "2", &["HPB"], &[]);
    assert_eq!(entities(&knowledge).len(), 1);
    let snapshot = knowledge.snapshot();
    let seen = snapshot.entities_for(|document| document.source != "hidden");
    assert_eq!(seen.len(), 2);
    let without = tempfile::tempdir().unwrap();
    let without = open(without.path());
    add(&without, "1", &["Harbour Planning Bureau"], &[]);
    add(&without, "2", &["HPB"], &[]);
    assert_eq!(seen, without.entities().unwrap(), "as if it had never been there");
}

#[test]
fn every_link_says_why_and_doubtful_pairs_are_kept_for_people() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    add(&knowledge, "1", &["Institute of Oceanography"], &["IOC"]);
    add(&knowledge, "2", &["IOC"], &[]);
    add(&knowledge, "3", &["한국해양데이터분석센터"], &[]);
    add(&knowledge, "4", &["한국해양데이터분식센터"], &[]);
    let snapshot = knowledge.snapshot();
    let links = snapshot.links(&node(&knowledge, "IOC"));
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].reason, quarry_graph::Reason::Alias);
    let members = snapshot.members(&node(&knowledge, "IOC"));
    assert_eq!(members.len(), 2);
    let doubtful = snapshot.doubtful();
    assert_eq!(doubtful.len(), 1, "{doubtful:?}");
    assert!(doubtful[0].probability < 0.5);
}

#[test]
fn people_of_one_name_at_two_offices_are_two_nodes() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    for (source, office) in [("1", "새길디지털청"), ("2", "국립해양조사원")] {
        let document = document(source, source, &[&format!("{office}의 김민수 과장이 발표했다.")]);
        let entities = vec![
            entity(
                "e0",
                EntityType::Organization,
                office,
                vec![mention(&document, 0, office)],
            ),
            entity(
                "e1",
                EntityType::Person,
                "김민수",
                vec![mention(&document, 0, "김민수")],
            ),
        ];
        let evidence = span(&document, 0, &document.blocks[0].text.clone());
        let extraction = Extraction {
            passages: passages(&document, &entities),
            relations: vec![relation("e1", "affiliatedWith", "e0", evidence, 0.9)],
            entities,
            ..Extraction::default()
        };
        knowledge.apply(vec![put(document, extraction)]).unwrap();
    }
    let people: Vec<_> = knowledge
        .entities()
        .unwrap()
        .into_iter()
        .filter(|e| e.kind == EntityType::Person)
        .collect();
    assert_eq!(people.len(), 2, "{people:?}");
    let passages = knowledge.passages();
    let of = |n: usize| people.iter().position(|p| passages[n].entities.contains(&p.iri));
    assert_ne!(of(0), of(1), "and each passage speaks of its own");
}
