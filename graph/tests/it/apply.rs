//! What is put is read back: documents, passages, entities, statements, figures, runs.

use std::collections::BTreeSet;

use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use quarry_extract::{EntityType, Extraction};
use quarry_graph::{Access, GraphError, Knowledge, OpenOptions, Run, RunState};
use quarry_ingest::Scalar;

use crate::world::{document, entity, mention, open, passages, put, relation, remove, report, span};

fn ask(knowledge: &Knowledge, query: &str) -> Vec<String> {
    let results = SparqlEvaluator::new()
        .parse_query(query)
        .unwrap()
        .on_store(knowledge.store())
        .execute()
        .unwrap();
    let QueryResults::Solutions(solutions) = results else {
        panic!("a SELECT gives solutions")
    };
    solutions
        .map(|s| {
            s.unwrap()
                .values()
                .iter()
                .flatten()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

#[test]
fn a_document_comes_back_as_it_was_put() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let (document, extraction) = report();
    let commit = knowledge
        .apply(vec![put(document.clone(), extraction.clone())])
        .unwrap();
    assert_eq!((commit.sequence, commit.dropped, commit.removed), (1, 0, 0));

    let record = knowledge.document(&document.source).unwrap().unwrap();
    assert_eq!(
        (record.title.as_str(), record.collection.as_str(), record.passages),
        ("업무 현황", "public", 2)
    );
    assert_eq!(knowledge.content(&document.source).unwrap(), Some(document));

    let passages = knowledge.passages();
    assert_eq!(passages[1].text, extraction.passages[1].text);
    assert_eq!(
        passages[1].locator,
        extraction.passages[1].locator.clone().unwrap()
    );
    assert!(
        passages[1].headings.is_empty(),
        "the document's title is not repeated"
    );

    let counts = knowledge.counts().unwrap();
    assert_eq!(
        (
            counts.documents,
            counts.passages,
            counts.tables,
            counts.relations,
            counts.figures
        ),
        (1, 2, 1, 3, 1)
    );
}

#[test]
fn an_alias_of_the_document_and_its_full_name_are_one_entity() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let (document, extraction) = report();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let entities = knowledge.entities().unwrap();
    let office: Vec<_> = entities
        .iter()
        .filter(|e| e.kind == EntityType::Organization)
        .collect();
    assert_eq!(office.len(), 1);
    assert_eq!(
        (office[0].name.as_str(), office[0].aliases.as_slice()),
        ("새길디지털청", ["디지털청".to_owned()].as_slice())
    );
    let passages = knowledge.passages();
    assert!(
        passages.iter().all(|p| p.entities.contains(&office[0].iri)),
        "both passages speak of it"
    );
}

#[test]
fn an_abbreviation_is_resolved_in_other_documents_while_its_definition_stands() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let (defines, extraction) = report();
    let uses = document("메모.pdf", "메모", &["디지털청이 회의를 열었다."]);
    let entities = vec![entity(
        "e1",
        EntityType::Organization,
        "디지털청",
        vec![mention(&uses, 0, "디지털청")],
    )];
    let other = Extraction {
        passages: passages(&uses, &entities),
        entities,
        ..Extraction::default()
    };
    let source = defines.source.clone();
    knowledge
        .apply(vec![put(defines, extraction), put(uses, other)])
        .unwrap();
    let organizations = || -> BTreeSet<String> {
        let entities = knowledge.entities().unwrap();
        entities
            .into_iter()
            .filter(|e| e.kind == EntityType::Organization)
            .map(|e| e.name)
            .collect()
    };
    assert_eq!(organizations(), BTreeSet::from(["새길디지털청".to_owned()]));
    assert_eq!(knowledge.same_as().len(), 1);
    knowledge.apply(vec![remove(&source)]).unwrap();
    assert_eq!(organizations(), BTreeSet::from(["디지털청".to_owned()]));
}

#[test]
fn statements_carry_quote_place_qualifiers_and_value() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let (document, extraction) = report();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let statements = knowledge.statements().unwrap();
    let of = |predicate: &str| statements.iter().find(|s| s.predicate == predicate).unwrap();

    let head = of("headedBy");
    assert_eq!(
        (head.subject_name.as_str(), head.object_name.as_str()),
        ("새길디지털청", "양건규")
    );
    assert_eq!(head.quote, "디지털청은 양건규 청장이 이끈다.");
    assert_eq!(head.locator, crate::world::page(2));
    let qualifiers = [
        ("art".to_owned(), "제3조".to_owned()),
        ("title".to_owned(), "청장".to_owned()),
    ];
    assert_eq!(head.qualifiers, qualifiers);

    let founded = of("foundedOn");
    assert_eq!(
        (founded.object.as_deref(), founded.object_name.as_str()),
        (None, "1983년")
    );
    assert_eq!(
        founded.value.as_ref().unwrap().scalar,
        Scalar::Date("1983".to_owned())
    );
    assert!(
        founded.asserted && !of("affiliatedWith").asserted,
        "an unsure statement is a candidate"
    );
}

#[test]
fn sparql_sees_asserted_triples_typed_figures_and_reifiers_but_no_candidate() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let (document, extraction) = report();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let prefix = "PREFIX q: <urn:quarry:ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> \
                  PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX qb: <http://purl.org/linked-data/cube#>";
    let quotes = ask(
        &knowledge,
        &format!(
            "{prefix} SELECT ?text WHERE {{ GRAPH ?g {{ ?s q:headquarteredIn ?o . \
                 ?r rdf:reifies <<( ?s q:headquarteredIn ?o )>> ; q:evidence/oa:hasSelector/oa:exact ?text }} }}"
        ),
    );
    assert_eq!(quotes, ["\"새길디지털청(이하 '디지털청')은 도찬시에 있다.\""]);
    let none = ask(
        &knowledge,
        &format!("{prefix} SELECT ?s WHERE {{ GRAPH ?g {{ ?s q:affiliatedWith ?o }} }}"),
    );
    assert!(none.is_empty());
    let sum = ask(
        &knowledge,
        &format!(
            "{prefix} SELECT (SUM(?v) AS ?sum) WHERE {{ GRAPH ?g {{ ?f a qb:Observation ; rdf:value ?v ; q:unit \"KRW\" }} }}"
        ),
    );
    assert_eq!(sum, ["\"12500000\"^^<http://www.w3.org/2001/XMLSchema#decimal>"]);
}

#[test]
fn what_has_no_evidence_in_the_document_is_dropped_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let document = document("a.pdf", "A", &["Ada Hill leads Northfield Works."]);
    let mut wrong_text = mention(&document, 0, "Northfield Works");
    wrong_text.text = "Southfield Works".to_owned();
    let person = entity(
        "e1",
        EntityType::Person,
        "Ada Hill",
        vec![mention(&document, 0, "Ada Hill")],
    );
    let company = entity(
        "e2",
        EntityType::Organization,
        "Northfield Works",
        vec![wrong_text],
    );
    let good = span(&document, 0, "Ada Hill leads Northfield Works.");
    let mut beyond = good.clone();
    beyond.end = 10_000;
    let mut nowhere = good.clone();
    nowhere.block = Some("b99".to_owned());
    let relations = vec![
        relation("e2", "headedBy", "e1", good, 0.9),
        relation("e2", "headedBy", "e1", beyond, 0.9),
        relation("e2", "headedBy", "e1", nowhere, 0.9),
    ];
    let extraction = Extraction {
        entities: vec![person, company],
        relations,
        ..Extraction::default()
    };
    let commit = knowledge.apply(vec![put(document, extraction)]).unwrap();
    assert_eq!(commit.dropped, 3, "one mention, two statements");
    assert_eq!(knowledge.statements().unwrap().len(), 1);
}

#[test]
fn runs_are_kept_beside_and_updated_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let mut run = Run {
        id: "run-1".to_owned(),
        started: "2026-01-02T03:04:05Z".to_owned(),
        ended: None,
        state: RunState::Running,
        added: 0,
        changed: 0,
        removed: 0,
        unchanged: 0,
        failed: Vec::new(),
    };
    knowledge.record_run(&run).unwrap();
    run.state = RunState::Done;
    run.ended = Some("2026-01-02T03:05:05Z".to_owned());
    knowledge.record_run(&run).unwrap();
    knowledge
        .record_run(&Run {
            id: "run-2".to_owned(),
            started: "2026-01-03T00:00:00Z".to_owned(),
            ..run.clone()
        })
        .unwrap();
    let runs = knowledge.runs(10).unwrap();
    assert_eq!(
        runs.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
        ["run-2", "run-1"]
    );
    assert_eq!(runs[1], run);
}

#[test]
fn one_process_writes_and_readers_stand_beside_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    let (document, extraction) = report();
    writer.apply(vec![put(document, extraction)]).unwrap();
    let read = OpenOptions {
        access: Access::Read,
        ontologies: None,
        organisation: None,
    };
    assert!(matches!(
        Knowledge::open(folder.path(), &read),
        Err(GraphError::Locked(_))
    ));
    drop(writer);
    let one = Knowledge::open(folder.path(), &read).unwrap();
    let two = Knowledge::open(folder.path(), &read).unwrap();
    assert_eq!(one.passages(), two.passages());
    assert_eq!(one.text_search("도찬시", None, 5).unwrap().len(), 1);
    assert!(one.apply(Vec::new()).is_err(), "a reader does not write");
}

#[test]
fn a_backup_opens_as_the_same_knowledge() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(&folder.path().join("data"));
    let (document, extraction) = report();
    let source = document.source.clone();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let target = folder.path().join("copy");
    knowledge.backup(&target).unwrap();
    assert!(knowledge.backup(&target).is_err(), "never over something");
    let copy = open(&target);
    assert_eq!(copy.passages(), knowledge.passages());
    assert_eq!(
        copy.content(&source).unwrap(),
        knowledge.content(&source).unwrap()
    );
    assert_eq!(
        copy.text_search("도찬시", None, 5).unwrap(),
        knowledge.text_search("도찬시", None, 5).unwrap()
    );
}

/// A statement of an office's budget in a document of a date, with qualifiers.
fn budget(source: &str, date: &str, amount: f64, qualifiers: &[(&str, &str)]) -> quarry_graph::Change {
    let text = format!("새길디지털청의 예산은 {amount}원이다.");
    let mut document = document(source, source, &[&text]);
    if !date.is_empty() {
        document.metadata.insert("date".to_owned(), date.to_owned());
    }
    let office = entity(
        "e1",
        EntityType::Organization,
        "새길디지털청",
        vec![mention(&document, 0, "새길디지털청")],
    );
    let mut sum = entity("e2", EntityType::Money, &format!("{amount}원"), Vec::new());
    sum.value = Some(quarry_extract::TypedValue {
        scalar: Scalar::Number(amount),
        unit: Some("KRW".to_owned()),
    });
    let mut said = relation("e1", "budget", "e2", span(&document, 0, &text), 0.9);
    said.qualifiers = qualifiers
        .iter()
        .map(|(n, t)| ((*n).to_owned(), (*t).to_owned()))
        .collect();
    let entities = vec![office, sum];
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        relations: vec![said],
        ..Extraction::default()
    };
    put(document, extraction)
}

/// Opens a folder with Quarry's own ontologies, which say which properties have one value.
pub(crate) fn open_with_ontologies(folder: &std::path::Path) -> Knowledge {
    let options = OpenOptions {
        access: Access::Write,
        ontologies: Some(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../ontologies")),
        organisation: None,
    };
    Knowledge::open(folder, &options).unwrap()
}

#[test]
fn a_later_document_supersedes_without_erasing() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with_ontologies(folder.path());
    knowledge
        .apply(vec![
            budget(
                "1",
                "2024-01-10",
                100.0,
                &[("year", "2024"), ("since", "2024-01-01")],
            ),
            budget("2", "2024-06-20", 120.0, &[("year", "2024")]),
            budget(
                "3",
                "2025-01-05",
                90.0,
                &[("year", "2025"), ("until", "2025-12-31")],
            ),
        ])
        .unwrap();
    let in_force = |day: &str| -> Vec<String> {
        let mut found: Vec<String> = knowledge
            .statements_as_of(day)
            .unwrap()
            .into_iter()
            .map(|d| d.statement.object_name)
            .collect();
        found.sort();
        found
    };
    assert_eq!(in_force("2024-03-01"), ["100원"]);
    assert_eq!(in_force("2024-12-31"), ["120원"]);
    assert_eq!(in_force("2025-02-01"), ["120원", "90원"]);
    assert_eq!(in_force("2026-02-01"), ["120원"], "what ended does not hold");
    let timeline = knowledge.timeline().unwrap();
    assert_eq!(timeline.len(), 3, "nothing is erased");
    let old = timeline
        .iter()
        .find(|d| d.statement.object_name == "100원")
        .unwrap();
    let new = timeline
        .iter()
        .find(|d| d.statement.object_name == "120원")
        .unwrap();
    assert_eq!(old.superseded_by.as_ref(), Some(&new.iri));
    assert_eq!(
        (new.superseded_by.as_ref(), old.valid_from.as_deref()),
        (None, Some("2024-01-01"))
    );
    let superseded = knowledge.reasoned().unwrap();
    let says = |t: &oxigraph::model::TripleRef<'_>| t.predicate.as_str().ends_with("supersededBy");
    assert_eq!(superseded.inferred().iter().filter(says).count(), 1);
    knowledge.apply(vec![remove("2")]).unwrap();
    assert_eq!(in_force("2024-12-31"), ["100원"]);
}

#[test]
fn without_dates_two_figures_contradict_each_other_and_both_stand() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open_with_ontologies(folder.path());
    knowledge
        .apply(vec![budget("1", "", 100.0, &[]), budget("2", "", 120.0, &[])])
        .unwrap();
    assert_eq!(knowledge.statements_as_of("2024-01-01").unwrap().len(), 2);
}

#[test]
fn a_mapped_header_states_its_figures_of_the_rows_subject() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    std::fs::create_dir(&own).unwrap();
    let mapping = "@prefix q: <urn:quarry:ontology#> .
        [] a q:TableMapping ; q:header \"예산\" , \"預算\" ; q:property <urn:example:settled> .
        <urn:example:settled> <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> <https://schema.org/amount> .";
    std::fs::write(own.join("mapping.ttl"), mapping).unwrap();
    let options = OpenOptions {
        access: Access::Write,
        ontologies: None,
        organisation: Some(own.clone()),
    };
    let knowledge = Knowledge::open(&folder.path().join("data"), &options).unwrap();
    let (document, extraction) = report();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let stated = ask(
        &knowledge,
        "SELECT ?v WHERE { GRAPH ?g { ?s <urn:example:settled> ?v } }",
    );
    assert_eq!(
        stated,
        ["\"12500000\"^^<http://www.w3.org/2001/XMLSchema#decimal>"]
    );
    let statements = knowledge.statements().unwrap();
    let found = statements
        .iter()
        .find(|s| s.predicate == "urn:example:settled")
        .unwrap();
    assert_eq!(
        (found.quote.as_str(), found.subject_name.as_str()),
        ("12,500", "새길디지털청")
    );
    let amount = "https://schema.org/amount";
    let reasoned = knowledge.reasoned().unwrap();
    assert!(reasoned.inferred().iter().any(|t| t.predicate.as_str() == amount));
    drop(reasoned);
    drop(knowledge);
    std::fs::write(
        own.join("mapping.ttl"),
        "[] a <urn:quarry:ontology#TableMapping> .",
    )
    .unwrap();
    let error = Knowledge::open(&folder.path().join("data"), &options).unwrap_err();
    assert!(error.to_string().contains("quarry:property"), "{error}");
}
