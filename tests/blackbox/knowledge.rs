//! The knowledge through the command line: shapes of an organisation, people's decisions, what follows.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{quarry, run, samples, stdout};

/// A command on a data folder.
pub(crate) fn on(data: &Path, arguments: &[&str]) -> Command {
    let mut command = quarry();
    command.args(arguments).arg("--data").arg(data);
    command
}

fn ingest(data: &Path) {
    let mut command = on(data, &["ingest"]);
    stdout(command.arg(samples()));
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Every label has at most three characters: what most names break.
const OWN: &str = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix q: <urn:quarry:ontology#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <urn:example:Short> a sh:NodeShape ; sh:targetClass q:Organization ;
        sh:property [ sh:path rdfs:label ; sh:maxLength 3 ; sh:message \"too long\"@en ] .";

#[test]
fn an_organisations_shapes_are_taken_and_what_breaks_them_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    fs::create_dir(data.join("own")).unwrap();
    fs::write(data.join("own/shapes.ttl"), OWN).unwrap();
    fs::write(data.join("quarry.toml"), "[ontologies]\nfolder = \"own\"\n").unwrap();
    ingest(data);
    let output = run(&mut on(data, &["validate"]));
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("too long"), "{text}");
    let turtle = run(&mut on(data, &["validate", "--format", "turtle"]));
    let turtle = String::from_utf8_lossy(&turtle.stdout);
    assert!(
        turtle.contains("sh:ValidationReport") && turtle.contains("sh:MaxLengthConstraintComponent"),
        "{turtle}"
    );
    let json = run(&mut on(data, &["validate", "--json"]));
    assert_eq!(
        lines(&String::from_utf8_lossy(&json.stdout))[0]["component"],
        "MaxLength"
    );

    fs::write(data.join("own/shapes.ttl"), "no turtle").unwrap();
    let output = run(&mut on(data, &["status"]));
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("shapes.ttl"));
}

#[test]
fn a_file_is_held_against_shapes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.ttl");
    let shapes = folder.path().join("shapes.ttl");
    fs::write(&shapes, OWN).unwrap();
    let label = |name: &str| {
        format!(
            "<urn:a> a <urn:quarry:ontology#Organization> ; <http://www.w3.org/2000/01/rdf-schema#label> \"{name}\" ."
        )
    };
    let validate = |name: &str| {
        fs::write(&file, label(name)).unwrap();
        run(quarry().arg("validate").arg(&file).arg("--shapes").arg(&shapes))
            .status
            .code()
    };
    assert_eq!(validate("abc"), Some(0));
    assert_eq!(validate("abcd"), Some(1));
}

#[test]
fn decisions_on_entities_hold_through_re_ingestion() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    ingest(data);
    let organizations = || {
        lines(&stdout(&mut on(
            data,
            &["entity", "list", "--type", "Organization", "--json"],
        )))
        .into_iter()
        .map(|e| e["iri"].as_str().unwrap().to_owned())
        .collect::<Vec<_>>()
    };
    let before = organizations();
    let (one, other) = (before[0].as_str(), before[1].as_str());
    stdout(&mut on(data, &["entity", "merge", one, other]));
    assert_eq!(organizations().len(), before.len() - 1);
    let shown: Value =
        serde_json::from_str(&stdout(&mut on(data, &["entity", "show", one, "--json"]))).unwrap();
    assert_eq!(shown["members"].as_array().unwrap().len(), 2);
    let source = lines(&stdout(&mut on(data, &["export", "--format", "facts"])));
    let source = source[0]["file"].as_str().unwrap();
    stdout(&mut on(data, &["remove", source]));
    ingest(data);
    assert_eq!(
        organizations().len(),
        before.len() - 1,
        "after documents came back"
    );
    stdout(&mut on(data, &["entity", "split", one, other]));
    assert_eq!(organizations(), before);
    assert_eq!(
        stdout(&mut on(data, &["entity", "list", "--decisions"]))
            .lines()
            .count(),
        1
    );
    let output = run(&mut on(data, &["entity", "show", "no such thing"]));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_follows_is_there_for_whoever_asks() {
    let data = crate::program::indexed();
    let query = "SELECT ?a WHERE { ?a a <https://schema.org/Organization> }";
    let count = |more: &[&str]| {
        let mut arguments = vec!["sparql", query, "--format", "csv"];
        arguments.extend(more);
        stdout(&mut on(data, &arguments)).lines().count() - 1
    };
    assert_eq!(count(&[]), 0);
    assert!(count(&["--inferred"]) > 0);
    let with = stdout(&mut on(data, &["export", "--format", "nquads", "--inferred"]));
    assert!(with.contains("<urn:quarry:graph:inferred>"));
    let facts = |more: &[&str]| {
        let mut arguments = vec!["export", "--format", "facts"];
        arguments.extend(more);
        stdout(&mut on(data, &arguments)).lines().count()
    };
    assert!(facts(&["--as-of", "1900-01-01"]) < facts(&[]));
    assert_eq!(
        run(&mut on(data, &["export", "--format", "facts", "--as-of", "soon"]))
            .status
            .code(),
        Some(1)
    );
}
