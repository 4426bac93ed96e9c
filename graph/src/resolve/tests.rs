use super::*;
use crate::rdf::iri;
use crate::read::{EntityEntry, Fact};
use crate::record::DocumentRecord;
use EntityType::{Organization, Person, Place, Work};

fn entity(kind: EntityType, name: &str, aliases: &[&str], node: String) -> EntityEntry {
    let aliases: Vec<String> = aliases.iter().map(|a| (*a).to_owned()).collect();
    EntityEntry {
        iri: node,
        kind,
        name: name.to_owned(),
        government: false,
        edition: None,
        keys: keys(kind, name, aliases.iter()),
        aliases,
    }
}

fn entry(entities: Vec<EntityEntry>, facts: Vec<Fact>) -> DocumentEntry {
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
        statements: std::sync::OnceLock::new(),
    }
}

pub(super) fn document(entities: &[(EntityType, &str, &[&str])]) -> DocumentEntry {
    let described =
        |(kind, name, aliases): &(EntityType, &str, &[&str])| entity(*kind, name, aliases, node(*kind, name));
    entry(entities.iter().map(described).collect(), Vec::new())
}

pub(super) fn node(kind: EntityType, name: &str) -> String {
    iri::entity(kind, name).expect("named").into_string()
}

fn names(documents: &[DocumentEntry]) -> Vec<String> {
    decided(documents, &[])
}

fn decided(documents: &[DocumentEntry], decisions: &[Decision]) -> Vec<String> {
    let resolution = Resolution::new(documents.iter(), decisions);
    let mut names: Vec<String> = resolution.records().map(|r| r.name.clone()).collect();
    names.sort();
    names
}

#[test]
fn an_abbreviation_that_one_thing_claims_is_that_thing_in_other_documents_too() {
    let documents = [
        document(&[(Organization, "새길디지털청", &["디지털청"])]),
        document(&[(Organization, "디지털청", &[])]),
    ];
    assert_eq!(names(&documents), ["새길디지털청"]);
    assert_eq!(
        names(&documents[1..]),
        ["디지털청"],
        "without the definition there is no link"
    );
}

#[test]
fn a_name_that_two_things_claim_and_one_of_another_type_stay_apart() {
    let two = [
        document(&[
            (Organization, "새길디지털청", &["디지털청"]),
            (Organization, "한빛디지털청", &["디지털청"]),
        ]),
        document(&[(Organization, "디지털청", &[])]),
    ];
    assert_eq!(names(&two).len(), 3);
    let other_type = [
        document(&[(Organization, "홍길동재단", &["홍길동"])]),
        document(&[(Person, "홍길동", &[])]),
    ];
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

#[test]
fn three_ways_of_writing_one_government_are_one() {
    let documents = [
        document(&[(Organization, "臺北市政府", &["Taipei City Government"])]),
        document(&[(Organization, "台北市政府", &[])]),
        document(&[(Organization, "Taipei City Government", &[])]),
        document(&[(Organization, "The Taipei City Govt.", &[])]),
    ];
    assert_eq!(names(&documents).len(), 1);
}

#[test]
fn minimal_pairs_stay_apart() {
    let documents = [
        document(&[
            (Person, "김민수", &[]),
            (Place, "서울", &[]),
            (Work, "스마트시티 사업 2024", &[]),
        ]),
        document(&[
            (Person, "김민석", &[]),
            (Organization, "서울대", &[]),
            (Work, "스마트시티 사업 2025", &[]),
        ]),
        document(&[
            (Place, "新竹市", &[]),
            (Place, "新竹縣", &[]),
            (Place, "新竹", &[]),
        ]),
    ];
    assert_eq!(names(&documents).len(), 9);
}

#[test]
fn a_place_is_known_without_its_unit() {
    let documents = [
        document(&[(Place, "서울특별시", &[])]),
        document(&[(Place, "서울", &[]), (Place, "서울시", &[])]),
    ];
    assert_eq!(names(&documents).len(), 1);
}

/// Two documents that speak of a person of one name, each at an office.
fn namesakes(first: &str, second: &str) -> [DocumentEntry; 2] {
    [first, second].map(|office| {
        let mut document = document(&[(Organization, office, &[])]);
        let mut person = entity(Person, "김민수", &[], String::new());
        person.iri = iri::person("김민수", &[office.to_owned()])
            .expect("named")
            .into_string();
        document.facts.push(Fact {
            subject: person.iri.clone(),
            predicate: "affiliatedWith".to_owned(),
            object: node(Organization, office),
            literal: false,
        });
        document.entities.push(person);
        document
    })
}

#[test]
fn people_of_one_name_are_one_at_one_office_and_two_at_two() {
    let people = |documents: &[DocumentEntry]| names(documents).iter().filter(|n| *n == "김민수").count();
    assert_eq!(people(&namesakes("도찬연구소", "도찬 연구소")), 1);
    let mut apart = namesakes("도찬연구소", "새길기록원").to_vec();
    assert_eq!(people(&apart), 2);
    apart.push(document(&[(Person, "김민수", &[])]));
    assert_eq!(people(&apart), 3, "which of the two it is nobody knows");
    assert_eq!(people(&apart[1..]), 1, "where there is one alone, it is that one");
}

#[test]
fn people_decide_and_keep_apart_wins() {
    let documents = [
        document(&[(Organization, "도찬연구소", &[])]),
        document(&[(Organization, "도찬硏", &[])]),
        document(&[(Organization, "도찬 연구소", &[])]),
    ];
    let (full, short) = (node(Organization, "도찬연구소"), node(Organization, "도찬硏"));
    assert_eq!(names(&documents).len(), 2);
    let merge = Decision::new(&full, &short, true, "2026-01-01T00:00:00Z");
    assert_eq!(decided(&documents, std::slice::from_ref(&merge)).len(), 1);
    let split = Decision::new(&short, &full, false, "2026-01-02T00:00:00Z");
    assert_eq!(decided(&documents, &[split]).len(), 2);
    let aliased = [
        document(&[(Organization, "도찬연구소", &["도찬硏"])]),
        document(&[(Organization, "도찬硏", &[])]),
    ];
    let split = Decision::new(&full, &short, false, "2026-01-02T00:00:00Z");
    assert_eq!(decided(&aliased, &[]).len(), 1);
    assert_eq!(decided(&aliased, &[split]).len(), 2, "also against an alias");
}
