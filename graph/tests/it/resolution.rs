//! Which nodes are one thing, through the opened knowledge: decisions outlive documents, and hidden evidence joins nothing.

use std::collections::BTreeSet;

use quarry_extract::{EntityType, Extraction};
use quarry_graph::{Decision, Knowledge};
use quarry_ingest::Document;

use crate::world::{document, entity, mention, open, passages, put, relation, remove, span, speaking_of};

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
    // Writing alone joins nothing that is not all but sure.
    assert!(doubtful[0].probability < 0.97);
}

#[test]
fn people_of_one_name_at_two_offices_are_two_nodes() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    for (source, office) in [("1", "새길디지털청"), ("2", "국립해양조사원")] {
        let change = speaking_of(source, EntityType::Person, "김민수", &[], Some(office));
        knowledge.apply(vec![change]).unwrap();
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

/// What a document says of a body: where it is, what it is part of, when it was founded and who heads it.
struct Said<'a> {
    name: &'a str,
    seat: &'a str,
    superior: &'a str,
    founded: &'a str,
    head: &'a str,
}

fn describe(knowledge: &Knowledge, source: &str, said: &Said<'_>) {
    let text = [said.name, said.seat, said.superior, said.founded, said.head].join(" | ");
    let document = document(source, source, &[&text]);
    let of = |id: &str, kind, name: &str| entity(id, kind, name, vec![mention(&document, 0, name)]);
    let mut entities = vec![
        of("e0", EntityType::Organization, said.name),
        of("e1", EntityType::Place, said.seat),
        of("e2", EntityType::Organization, said.superior),
    ];
    let evidence = || span(&document, 0, &text);
    let mut relations = vec![
        relation("e0", "headquarteredIn", "e1", evidence(), 0.9),
        relation("e0", "parentOrganization", "e2", evidence(), 0.9),
    ];
    if !said.founded.is_empty() {
        let mut year = of("e3", EntityType::Date, said.founded);
        year.value = Some(quarry_extract::TypedValue {
            scalar: quarry_ingest::Scalar::Date(said.founded.to_owned()),
            unit: None,
        });
        entities.push(year);
        relations.push(relation("e0", "foundedOn", "e3", evidence(), 0.9));
    }
    if !said.head.is_empty() {
        entities.push(of("e4", EntityType::Person, said.head));
        relations.push(relation("e0", "headedBy", "e4", evidence(), 0.9));
    }
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        relations,
        ..Extraction::default()
    };
    knowledge.apply(vec![put(document, extraction)]).unwrap();
}

/// Sister bodies share their seat, their superior and often their year; that makes them no more one than their names do.
#[test]
fn sister_bodies_stay_apart_whatever_they_share() {
    let families: [(&str, &str, &[&str]); 6] = [
        (
            "Wexcombe",
            "Wexcombe Council",
            &[
                "Wexcombe Upper Valley Archive",
                "Wexcombe Lower Valley Archive",
                "Wexcombe Outer Valley Archive",
                "Wexcombe Inner Valley Archive",
            ],
        ),
        (
            "Tidemouth",
            "Ministry of Coasts",
            &[
                "Tidemouth School of Mineralogy",
                "Tidemouth School of Musicology",
                "Tidemouth School of Meteorology",
                "Tidemouth School of Metrology",
                "Aldine Optical Glass Company",
                "Aldine Optical Glass Works Company",
            ],
        ),
        (
            "翠屏市",
            "翠屏市議會",
            &[
                "翠屏市立青年圖書館",
                "翠屏市立青少年圖書館",
                "翠屏市政府水利工程科",
                "翠屏市政府水土工程科",
            ],
        ),
        (
            "碧潭鎮",
            "內地部",
            &[
                "碧潭左岸抽水站管理所",
                "碧潭右岸抽水站管理所",
                "碧潭第三戶政事務所",
                "碧潭第五戶政事務所",
            ],
        ),
        (
            "가람시",
            "하천부",
            &[
                "가람상류하천관리사무소",
                "가람하류하천관리사무소",
                "가람축산과학시험장",
                "가람수산과학시험장",
            ],
        ),
        (
            "솔뫼시",
            "솔뫼시의회",
            &[
                "솔뫼시립북구도서관",
                "솔뫼시립서구도서관",
                "솔뫼가정법원민사과",
                "솔뫼가정법원형사과",
            ],
        ),
    ];
    for founded in ["1931", ""] {
        for (seat, superior, names) in families {
            let folder = tempfile::tempdir().unwrap();
            let knowledge = open(folder.path());
            for (number, name) in names.iter().enumerate() {
                let said = Said {
                    name,
                    seat,
                    superior,
                    founded,
                    head: "",
                };
                describe(&knowledge, &number.to_string(), &said);
            }
            let found = entities(&knowledge);
            let kept = names.iter().filter(|name| found.contains(**name)).count();
            assert_eq!(kept, names.len(), "{found:?}");
        }
    }
}

/// Below one superior a slip of the pen alone joins nothing, with other heads and years still less. A head of the same name does not
/// either as yet: of a slipped name that is a person of another office.
#[test]
fn slips_below_one_superior_stay_two() {
    let said = |name, founded, head| Said {
        name,
        seat: "Oxlade",
        superior: "Oxlade Council",
        founded,
        head,
    };
    let count = |one: Said<'_>, other: Said<'_>| {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = open(folder.path());
        describe(&knowledge, "1", &one);
        describe(&knowledge, "2", &other);
        let found = entities(&knowledge);
        found
            .iter()
            .filter(|name| name.starts_with("Oxlade") && name.ends_with("Office"))
            .count()
    };
    let (right, slipped) = ("Oxlade Navigation Office", "Oxlade Navigaton Office");
    assert_eq!(
        count(
            said(right, "1931", "Ida Frome"),
            said(slipped, "1931", "Ida Frome")
        ),
        2
    );
    assert_eq!(
        count(said(right, "1931", ""), said(slipped, "1931", "")),
        2,
        "by writing alone"
    );
    assert_eq!(
        count(
            said(right, "1931", "Ida Frome"),
            said(slipped, "1957", "Jon Pell")
        ),
        2
    );
}

/// A Chinese name and its spelling are shown to people, and are one only where something else says so.
#[test]
fn a_chinese_name_and_its_spelling_are_doubtful_without_more() {
    for (office, expected) in [("", 2), ("Coastal Survey Bureau", 1)] {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = open(folder.path());
        let office = Some(office).filter(|office| !office.is_empty());
        for (source, name) in [("1", "謝國興"), ("2", "Hsieh Kuo-hsing")] {
            let change = speaking_of(source, EntityType::Person, name, &[], office);
            knowledge.apply(vec![change]).unwrap();
        }
        let people = knowledge.entities().unwrap();
        assert_eq!(
            people.iter().filter(|e| e.kind == EntityType::Person).count(),
            expected,
            "{office:?}"
        );
        assert_eq!(knowledge.snapshot().doubtful().len(), expected - 1);
    }
}
