//! What took the place of what: said in so many words, or by a later paper; and undertakings of one name in two years.

use std::collections::BTreeMap;

use quarry_extract::{EntityType, Extraction};
use quarry_graph::{Change, DatedStatement, Knowledge};

use crate::apply::open_with_ontologies;
use crate::world::{document, entity, mention, passages, put, relation, remove, span};

/// A value of one property of one undertaking: who, and what the sentence says of the value.
type Said<'a> = (&'a str, &'a [(&'a str, &'a str)]);

/// A paper of a day that says, in one sentence, who has to do with an undertaking.
fn paper(source: &str, title: &str, day: &str, predicate: &str, said: &[Said<'_>]) -> Change {
    let named: Vec<&str> = said.iter().map(|(who, _)| *who).collect();
    let sentence = format!("Reed Bank Survey: {}", named.join(" / "));
    let mut document = document(source, title, &[&sentence]);
    document.metadata.insert("date".to_owned(), day.to_owned());
    let mut entities = vec![entity(
        "e0",
        EntityType::Work,
        "Reed Bank Survey",
        vec![mention(&document, 0, "Reed Bank Survey")],
    )];
    let kind = if predicate == "principalInvestigator" {
        EntityType::Person
    } else {
        EntityType::Organization
    };
    let mut relations = Vec::new();
    for (at, (who, qualifiers)) in said.iter().enumerate() {
        let id = format!("e{}", at + 1);
        entities.push(entity(&id, kind, who, vec![mention(&document, 0, who)]));
        let mut said = relation("e0", predicate, &id, span(&document, 0, &sentence), 0.9);
        said.qualifiers = qualifiers
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        relations.push(said);
    }
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        relations,
        ..Extraction::default()
    };
    put(document, extraction)
}

const OLD: &[(&str, &str)] = &[("version", "initial"), ("status", "superseded")];
const NEW: &[(&str, &str)] = &[("version", "revised")];

/// Of each paper's statements the objects, with what revises each.
fn revised(knowledge: &Knowledge) -> BTreeMap<(String, String), Option<String>> {
    let all = knowledge.timeline().unwrap();
    let named = |iri: &String| {
        let by: &DatedStatement = all.iter().find(|s| s.iri == *iri).unwrap();
        format!("{} in {}", by.statement.object_name, by.statement.source)
    };
    all.iter()
        .map(|s| {
            let key = (s.statement.source.clone(), s.statement.object_name.clone());
            (key, s.superseded_by.as_ref().map(named))
        })
        .collect()
}

fn in_force(knowledge: &Knowledge, day: &str) -> Vec<String> {
    let mut found: Vec<String> = knowledge
        .statements_as_of(day)
        .unwrap()
        .into_iter()
        .map(|s| s.statement.object_name)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn who_is_said_to_be_replaced_is_superseded_wherever_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with_ontologies(folder.path());
    // Several may carry something out: without a word nothing is superseded.
    let plan = paper(
        "plan.md",
        "Plan",
        "2023-02-01",
        "executedBy",
        &[("Alder Works", &[]), ("Birch Works", &[])],
    );
    let notice = paper(
        "notice.md",
        "Notice",
        "2023-09-01",
        "executedBy",
        &[("Alder Works", OLD), ("Cedar Works", NEW)],
    );
    knowledge.apply(vec![plan, notice]).unwrap();
    let told = revised(&knowledge);
    let of = |paper: &str, who: &str| told[&(paper.to_owned(), who.to_owned())].as_deref();
    assert_eq!(of("plan.md", "Alder Works"), Some("Cedar Works in notice.md"));
    assert_eq!(of("notice.md", "Alder Works"), Some("Cedar Works in notice.md"));
    assert_eq!(of("plan.md", "Birch Works"), None, "nobody said so of it");
    assert_eq!(of("notice.md", "Cedar Works"), None);
    assert_eq!(in_force(&knowledge, "2023-05-01"), ["Alder Works", "Birch Works"]);
    assert_eq!(in_force(&knowledge, "2024-05-01"), ["Birch Works", "Cedar Works"]);
    let reasoned = knowledge.reasoned().unwrap();
    let says = |t: &oxigraph::model::TripleRef<'_>| t.predicate.as_str().ends_with("supersededBy");
    assert_eq!(reasoned.inferred().iter().filter(says).count(), 2);
    drop(reasoned);
    knowledge.apply(vec![remove("notice.md")]).unwrap();
    assert_eq!(in_force(&knowledge, "2024-05-01"), ["Alder Works", "Birch Works"]);
}

#[test]
fn what_was_replaced_may_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with_ontologies(folder.path());
    let change = |source: &str, day: &str, from: &str, to: &str| {
        paper(source, source, day, "executedBy", &[(from, OLD), (to, NEW)])
    };
    knowledge
        .apply(vec![
            change("1.md", "2023-03-01", "Alder Works", "Cedar Works"),
            change("2.md", "2023-11-01", "Cedar Works", "Alder Works"),
        ])
        .unwrap();
    assert_eq!(in_force(&knowledge, "2023-05-01"), ["Cedar Works"]);
    assert_eq!(in_force(&knowledge, "2024-05-01"), ["Alder Works"]);
}

#[test]
fn a_revision_stands_until_a_later_paper_says_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with_ontologies(folder.path());
    let says = |source: &str, day: &str, said: &[Said<'_>]| {
        paper(source, source, day, "principalInvestigator", said)
    };
    let earlier = vec![
        says("1.md", "2021-01-10", &[("Ann Alder", &[])]),
        says("2.md", "2022-01-10", &[("Ann Alder", OLD), ("Ben Birch", NEW)]),
        // It still quotes what was replaced.
        says("3.md", "2023-01-10", &[("Ann Alder", &[])]),
    ];
    knowledge.apply(earlier).unwrap();
    assert_eq!(in_force(&knowledge, "2021-06-01"), ["Ann Alder"]);
    assert_eq!(in_force(&knowledge, "2024-01-01"), ["Ben Birch"]);
    knowledge
        .apply(vec![says("4.md", "2025-01-10", &[("Cy Cedar", &[])])])
        .unwrap();
    assert_eq!(in_force(&knowledge, "2024-01-01"), ["Ben Birch"]);
    assert_eq!(in_force(&knowledge, "2026-01-01"), ["Cy Cedar"]);
}

/// Canonical entities of the undertaking's name, by their year.
fn undertakings(knowledge: &Knowledge) -> Vec<Option<String>> {
    let snapshot = knowledge.snapshot();
    let mut found: Vec<Option<String>> = snapshot
        .entities()
        .filter(|e| e.name == "Reed Bank Survey")
        .map(|e| e.edition.clone())
        .collect();
    found.sort();
    found
}

#[test]
fn undertakings_of_one_name_in_two_years_are_two() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with_ontologies(folder.path());
    let of =
        |source: &str, title: &str, who: &str| paper(source, title, "2024-05-01", "managedBy", &[(who, &[])]);
    let year = |year: &str| Some(year.to_owned());
    // A paper whose title gives no year speaks of the one that there is.
    knowledge
        .apply(vec![
            of("1.md", "2022 Reed Bank Survey", "Alder Works"),
            of("3.md", "Letter to the mayor", "Cedar Works"),
        ])
        .unwrap();
    assert_eq!(undertakings(&knowledge), [year("2022")]);
    knowledge
        .apply(vec![of("2.md", "Reed Bank Survey 2023", "Birch Works")])
        .unwrap();
    assert_eq!(undertakings(&knowledge), [None, year("2022"), year("2023")]);
    // The year of a report on it is no year of its own.
    knowledge
        .apply(vec![
            remove("3.md"),
            of("4.md", "Reed Bank Survey: annual report 2021", "Alder Works"),
        ])
        .unwrap();
    assert_eq!(undertakings(&knowledge), [None, year("2022"), year("2023")]);
    knowledge.apply(vec![remove("2.md"), remove("4.md")]).unwrap();
    assert_eq!(undertakings(&knowledge), [year("2022")]);
}

/// Papers that name their undertaking with its year in one place, and without it in another.
#[test]
fn undertakings_that_are_also_named_with_their_year_stay_apart() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with_ontologies(folder.path());
    let of = |source: &str, title: &str| {
        let sentence = format!("{title} is Reed Bank Survey");
        let document = document(source, title, &[&sentence]);
        let named =
            |id: &str, name: &str| entity(id, EntityType::Work, name, vec![mention(&document, 0, name)]);
        let mut entities = vec![named("e0", title), named("e1", "Reed Bank Survey")];
        entities[0].aliases = vec!["Reed Bank Survey".to_owned()];
        let extraction = Extraction {
            passages: passages(&document, &entities),
            entities,
            ..Extraction::default()
        };
        put(document, extraction)
    };
    knowledge
        .apply(vec![
            of("1.md", "2022 Reed Bank Survey"),
            of("2.md", "2023 Reed Bank Survey"),
        ])
        .unwrap();
    let snapshot = knowledge.snapshot();
    let mut told: Vec<(Option<&str>, &[String])> = snapshot
        .entities()
        .map(|e| (e.edition.as_deref(), e.aliases.as_slice()))
        .collect();
    told.sort();
    let (first, second) = (
        ["2022 Reed Bank Survey".to_owned()],
        ["2023 Reed Bank Survey".to_owned()],
    );
    assert_eq!(told, [(Some("2022"), &first[..]), (Some("2023"), &second[..])]);
}
