//! What follows from statements and ontologies: kept apart, and gone with what it followed from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use proptest::prelude::*;
use quarry_extract::{Entity, EntityType, Extraction};
use quarry_graph::{Access, Change, Knowledge, OpenOptions};
use quarry_ingest::Document;

use crate::world::{document, entity, mention, passages, put, relation, remove, span};

fn open(folder: &Path) -> Knowledge {
    let options = OpenOptions {
        access: Access::Write,
        ontologies: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ontologies")),
        organisation: None,
    };
    Knowledge::open(folder, &options).unwrap()
}

/// A document that says of things that some are part of others.
fn says(source: &str, parts: &[(&str, &str)]) -> (Document, Extraction) {
    let sentences: Vec<String> = parts
        .iter()
        .map(|(a, b)| format!("{a} is part of {b}."))
        .collect();
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let document = document(source, source, &sentences);
    let mut entities: Vec<Entity> = Vec::new();
    let mut relations = Vec::new();
    for (i, (a, b)) in parts.iter().enumerate() {
        let mut id = |name: &str| {
            let found = entities.iter().position(|e: &Entity| e.name == name);
            let number = found.unwrap_or_else(|| {
                let mentions = vec![mention(&document, i, name)];
                entities.push(entity(
                    &format!("e{}", entities.len()),
                    EntityType::Organization,
                    name,
                    mentions,
                ));
                entities.len() - 1
            });
            format!("e{number}")
        };
        let (a, b) = (id(a), id(b));
        let evidence = span(&document, i, &document.blocks[i].text.clone());
        relations.push(relation(&a, "parentOrganization", &b, evidence, 0.9));
    }
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        relations,
        ..Extraction::default()
    };
    (document, extraction)
}

/// Inferred triples between labelled things, and types, with names for nodes.
fn inferred(knowledge: &Knowledge) -> BTreeSet<String> {
    let names: BTreeMap<String, String> = knowledge
        .entities()
        .unwrap()
        .into_iter()
        .map(|e| (format!("<{}>", e.iri), e.name))
        .collect();
    let short = |term: String| {
        let iri = term.trim_matches(['<', '>']);
        let own = if iri.starts_with("urn:quarry:") { "q:" } else { "" };
        let local = format!("{own}{}", iri.rsplit(['#', '/']).next().unwrap_or_default());
        names.get(&term).cloned().unwrap_or(local)
    };
    let reasoned = knowledge.reasoned().unwrap();
    let triples = reasoned.inferred().iter();
    triples
        .map(|t| {
            format!(
                "{} {} {}",
                short(t.subject.to_string()),
                short(t.predicate.to_string()),
                short(t.object.to_string())
            )
        })
        .collect()
}

#[test]
fn classes_properties_inverses_and_chains_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    for (source, parts) in [("1", [("Alder", "Birch")]), ("2", [("Birch", "Cedar")])] {
        let (document, extraction) = says(source, &parts);
        knowledge.apply(vec![put(document, extraction)]).unwrap();
    }
    let found = inferred(&knowledge);
    for expected in [
        "Alder q:parentOrganization Cedar",
        "Alder subOrganizationOf Birch",
        "Alder subOrganizationOf Cedar",
        "Cedar hasSubOrganization Alder",
    ] {
        assert!(found.contains(expected), "{expected}: {found:#?}");
    }
    assert!(
        !found.contains("Alder q:parentOrganization Birch"),
        "what is said is not inferred"
    );
    let schema = "<https://schema.org/Organization>";
    let types = knowledge.reasoned().unwrap();
    assert!(types.inferred().iter().any(|t| t.object.to_string() == schema));
    knowledge.apply(vec![remove("2")]).unwrap();
    let found = inferred(&knowledge);
    assert!(!found.iter().any(|t| t.contains("Cedar")), "{found:#?}");
}

#[test]
fn statements_of_a_node_are_inferred_of_the_one_that_stands_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let (document, mut extraction) = says("1", &[("Harbour Planning Bureau", "Cedar")]);
    extraction.entities[0].aliases = vec!["HPB".to_owned()];
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let (document, extraction) = says("2", &[("HPB", "Dogwood")]);
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let found = inferred(&knowledge);
    assert!(
        found.contains("Harbour Planning Bureau q:parentOrganization Dogwood"),
        "{found:#?}"
    );
    assert_eq!(knowledge.reasoned().unwrap().same_as().len(), 1);
    knowledge.apply(vec![remove("1")]).unwrap();
    assert!(knowledge.reasoned().unwrap().same_as().is_empty());
}

#[test]
fn sparql_sees_what_follows_only_where_it_is_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let (document, extraction) = says("1", &[("Alder", "Birch"), ("Birch", "Cedar")]);
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let query = "SELECT ?a WHERE { ?a <urn:quarry:ontology#parentOrganization> ?b }";
    let count = |results: QueryResults<'_>| match results {
        QueryResults::Solutions(solutions) => solutions.count(),
        _ => panic!("a SELECT gives solutions"),
    };
    let prepared = || {
        let mut prepared = SparqlEvaluator::new().parse_query(query).unwrap();
        prepared.dataset_mut().set_default_graph_as_union();
        prepared
    };
    assert_eq!(
        count(prepared().on_store(knowledge.store()).execute().unwrap()),
        2
    );
    let reasoned = knowledge.reasoned().unwrap();
    assert_eq!(
        count(
            prepared()
                .on_queryable_dataset(reasoned.as_ref())
                .execute()
                .unwrap()
        ),
        3
    );
    let named = "SELECT ?a WHERE { GRAPH <urn:quarry:graph:inferred> { ?a <urn:quarry:ontology#parentOrganization> ?b } }";
    let prepared = SparqlEvaluator::new().parse_query(named).unwrap();
    assert_eq!(
        count(
            prepared
                .on_queryable_dataset(reasoned.as_ref())
                .execute()
                .unwrap()
        ),
        1
    );
}

#[test]
fn a_reader_has_what_follows_from_what_the_reader_may_see() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(&folder.path().join("all"));
    let without = open(&folder.path().join("without"));
    for (source, parts) in [
        ("1", [("Alder", "Birch")]),
        ("hidden", [("Birch", "Cedar")]),
        ("3", [("Cedar", "Dogwood")]),
    ] {
        let (document, mut extraction) = says(source, &parts);
        if source == "hidden" {
            extraction.entities[0].aliases = vec!["Alder".to_owned()];
        }
        if source != "hidden" {
            without
                .apply(vec![put(document.clone(), extraction.clone())])
                .unwrap();
        }
        knowledge.apply(vec![put(document, extraction)]).unwrap();
    }
    let seen = knowledge
        .reasoned_for(|document| document.source != "hidden")
        .unwrap();
    let expected = without.reasoned().unwrap();
    assert_eq!(seen.inferred(), expected.inferred());
    assert_eq!(seen.same_as(), expected.same_as());
    assert_ne!(knowledge.reasoned().unwrap().same_as(), expected.same_as());
}

const UNITS: [&str; 5] = ["Alder", "Birch", "Cedar", "Dogwood", "Elmwood"];

/// A document's number, and its pairs of parts; none where it is removed.
type Step = (usize, Option<Vec<(usize, usize)>>);

fn changes() -> impl Strategy<Value = Vec<Step>> {
    let parts = prop::collection::vec((0usize..5, 0usize..5), 1..4);
    prop::collection::vec((0usize..4, prop::option::weighted(0.75, parts)), 1..10)
}

fn change(source: usize, parts: Option<&[(usize, usize)]>) -> Change {
    match parts {
        Some(parts) => {
            let named: Vec<(&str, &str)> = parts
                .iter()
                .map(|(a, b)| (UNITS[*a], UNITS[(a + 1 + b % 4) % 5]))
                .collect();
            let (document, extraction) = says(&source.to_string(), &named);
            put(document, extraction)
        }
        None => remove(&source.to_string()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_follows_is_what_follows_from_what_is_there(steps in changes()) {
        let folder = tempfile::tempdir().unwrap();
        let lived = open(&folder.path().join("lived"));
        let mut last: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for (source, parts) in &steps {
            lived.apply(vec![change(*source, parts.as_deref())]).unwrap();
            // Looked at in between, so that whatever is kept from before has its chance to be wrong.
            lived.reasoned().unwrap();
            match parts {
                Some(parts) => last.insert(*source, parts.clone()),
                None => last.remove(source),
            };
        }
        let fresh = open(&folder.path().join("fresh"));
        let puts = last.iter().rev().map(|(s, parts)| change(*s, Some(parts))).collect();
        fresh.apply(puts).unwrap();
        let (lived, fresh) = (lived.reasoned().unwrap(), fresh.reasoned().unwrap());
        let sorted = |graph: &oxigraph::model::Graph| -> BTreeSet<String> {
            graph.iter().map(|t| t.to_string()).collect()
        };
        prop_assert_eq!(sorted(lived.inferred()), sorted(fresh.inferred()));
        prop_assert_eq!(sorted(lived.same_as()), sorted(fresh.same_as()));
    }
}
