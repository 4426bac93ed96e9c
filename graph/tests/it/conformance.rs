//! What breaks a shape is kept as a candidate with its report, and not asserted.

use std::path::Path;

use oxigraph::model::{NamedNodeRef, Term};
use quarry_extract::{EntityType, Extraction};
use quarry_graph::vocabulary::{qb, quarry, sh};
use quarry_graph::{Access, Knowledge, OpenOptions, merged};

use crate::exactness::canonical;
use crate::world::{document, entity, mention, passages, put, relation, remove, report, span};

/// Shapes of an organisation: who heads an office is a person, there is one, and a budget is no more than a million.
const OWN: &str = r#"
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix q: <urn:quarry:ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix qb: <http://purl.org/linked-data/cube#> .
<urn:example:Headed> a sh:NodeShape ; sh:targetSubjectsOf q:headedBy ;
    sh:property [ sh:path q:headedBy ; sh:class q:Person ; sh:maxCount 1 ; sh:message "one person heads an office"@en ] .
<urn:example:Small> a sh:NodeShape ; sh:targetClass qb:Observation ;
    sh:property [ sh:path rdf:value ; sh:maxInclusive 1000000 ] .
<urn:example:Advice> a sh:NodeShape ; sh:targetClass q:Place ; sh:severity sh:Warning ;
    sh:property [ sh:path q:partOf ; sh:minCount 1 ; sh:severity sh:Warning ] .
"#;

fn open_with(folder: &Path, own: &str) -> Knowledge {
    let shapes = folder.join("own");
    std::fs::create_dir_all(&shapes).unwrap();
    std::fs::write(shapes.join("shapes.ttl"), own).unwrap();
    let options = OpenOptions {
        access: Access::Write,
        ontologies: None,
        organisation: Some(shapes),
    };
    Knowledge::open(&folder.join("data"), &options).unwrap()
}

/// Two people and a place are said to head an office.
fn heads(confidences: [f32; 3]) -> (quarry_ingest::Document, Extraction) {
    let document = document(
        "a.pdf",
        "A",
        &[
            "Northfield Office is led by Ada Hill.",
            "Northfield Office is led by Ben Dale.",
            "Northfield Office is led by Westport.",
        ],
    );
    let office = entity(
        "e1",
        EntityType::Organization,
        "Northfield Office",
        vec![mention(&document, 0, "Northfield Office")],
    );
    let names = [
        (EntityType::Person, "Ada Hill"),
        (EntityType::Person, "Ben Dale"),
        (EntityType::Place, "Westport"),
    ];
    let mut entities = vec![office];
    let mut relations = Vec::new();
    for (i, (kind, name)) in names.into_iter().enumerate() {
        let id = format!("e{}", i + 2);
        entities.push(entity(&id, kind, name, vec![mention(&document, i, name)]));
        let evidence = span(&document, i, &document.blocks[i].text.clone());
        relations.push(relation("e1", "headedBy", &id, evidence, confidences[i]));
    }
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        relations,
        ..Extraction::default()
    };
    (document, extraction)
}

fn asserted(knowledge: &Knowledge) -> Vec<String> {
    let statements = knowledge.statements().unwrap();
    let mut names: Vec<String> = statements
        .into_iter()
        .filter(|s| s.asserted)
        .map(|s| s.object_name)
        .collect();
    names.sort();
    names
}

fn count(knowledge: &Knowledge, predicate: NamedNodeRef<'_>, object: Option<NamedNodeRef<'_>>) -> usize {
    let object = object.map(|o| Term::from(o.into_owned()));
    let quads =
        knowledge
            .store()
            .quads_for_pattern(None, Some(predicate), object.as_ref().map(Term::as_ref), None);
    quads.count()
}

#[test]
fn a_value_that_breaks_a_shape_becomes_a_candidate_with_its_report() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with(folder.path(), OWN);
    let (document, extraction) = heads([0.9, 0.0, 0.9]);
    let commit = knowledge.apply(vec![put(document, extraction)]).unwrap();
    assert_eq!(asserted(&knowledge), ["Ada Hill"], "a place heads nothing");
    assert_eq!(commit.held, 1);
    let headed = NamedNodeRef::new_unchecked("urn:quarry:ontology#headedBy");
    assert_eq!(
        count(&knowledge, headed, None),
        1,
        "SPARQL does not find it either"
    );
    assert_eq!(count(&knowledge, quarry::VIOLATES, None), 1);
    let rdf_type = oxigraph::model::vocab::rdf::TYPE;
    assert_eq!(count(&knowledge, rdf_type, Some(sh::VALIDATION_REPORT)), 1);
    // The candidate, the advice on the place, and the statement that was unsure anyhow.
    let reports = knowledge.validate(knowledge.shapes()).unwrap();
    let report = merged(reports);
    let lines: Vec<String> = report.results.iter().map(|r| r.line()).collect();
    assert!(
        lines
            .iter()
            .any(|l| l.starts_with("Violation") && l.contains("one person heads an office")),
        "{lines:?}"
    );
    assert!(lines.iter().any(|l| l.starts_with("Warning")), "{lines:?}");
}

#[test]
fn of_too_many_values_the_surest_stays_and_of_equally_sure_ones_none() {
    let of = |confidences| {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = open_with(folder.path(), OWN);
        let (document, extraction) = heads(confidences);
        knowledge.apply(vec![put(document, extraction)]).unwrap();
        asserted(&knowledge)
    };
    assert_eq!(of([0.9, 0.7, 0.0]), ["Ada Hill"]);
    assert!(of([0.8, 0.8, 0.0]).is_empty());
}

#[test]
fn a_figure_that_breaks_a_shape_is_no_observation() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with(folder.path(), OWN);
    let (document, extraction) = report();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let rdf_type = oxigraph::model::vocab::rdf::TYPE;
    assert_eq!(count(&knowledge, rdf_type, Some(qb::OBSERVATION)), 0);
    assert_eq!(count(&knowledge, rdf_type, Some(quarry::CANDIDATE_FIGURE)), 1);
    assert_eq!(knowledge.counts().unwrap().figures, 0);
}

#[test]
fn what_is_held_back_goes_with_its_document() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with(folder.path(), OWN);
    let empty = canonical(&knowledge);
    let (document, extraction) = heads([0.9, 0.8, 0.9]);
    knowledge
        .apply(vec![put(document.clone(), extraction.clone())])
        .unwrap();
    let once = canonical(&knowledge);
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    assert_eq!(canonical(&knowledge), once, "the report is the same each time");
    knowledge.apply(vec![remove("a.pdf")]).unwrap();
    assert_eq!(canonical(&knowledge), empty);
}

#[test]
fn the_version_changes_with_the_shapes_and_a_wrong_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let first = open_with(&folder.path().join("1"), OWN)
        .shapes_version()
        .to_owned();
    assert_eq!(open_with(&folder.path().join("2"), OWN).shapes_version(), first);
    let other = OWN.replace("1000000", "2000000");
    assert_ne!(
        open_with(&folder.path().join("3"), &other).shapes_version(),
        first
    );
    let own = folder.path().join("4/own");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("broken.ttl"), "this is no turtle").unwrap();
    let options = OpenOptions {
        access: Access::Write,
        ontologies: None,
        organisation: Some(own),
    };
    let error = Knowledge::open(&folder.path().join("4/data"), &options).unwrap_err();
    assert!(error.to_string().contains("broken.ttl"), "{error}");
}
