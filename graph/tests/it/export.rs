//! What is written out can be read by others.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use quarry_graph::{ExportFormat, ExportOptions, Knowledge};

use crate::world::{open, put, report};

fn exported(knowledge: &Knowledge, options: &ExportOptions) -> String {
    let mut bytes = Vec::new();
    knowledge.export(options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn quads(text: &str, format: RdfFormat) -> BTreeSet<String> {
    RdfParser::from_format(format)
        .for_slice(text.as_bytes())
        .map(|q| q.unwrap().to_string())
        .collect()
}

fn filled(folder: &std::path::Path) -> Knowledge {
    let knowledge = open(folder);
    let (document, extraction) = report();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    knowledge
}

#[test]
fn trig_and_nquads_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = filled(folder.path());
    let trig = quads(
        &exported(&knowledge, &ExportOptions::new(ExportFormat::TriG)),
        RdfFormat::TriG,
    );
    let nquads = quads(
        &exported(&knowledge, &ExportOptions::new(ExportFormat::NQuads)),
        RdfFormat::NQuads,
    );
    assert!(nquads.iter().any(|q| q.contains("<<(")), "RDF 1.2 triple terms");
    assert_eq!(trig, nquads);
}

#[test]
fn plain_export_has_no_triple_terms_and_loses_no_statement() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = filled(folder.path());
    let options = ExportOptions {
        plain: true,
        ..ExportOptions::new(ExportFormat::NQuads)
    };
    let plain = exported(&knowledge, &options);
    assert!(!plain.contains("<<("));
    assert_eq!(
        plain.matches("22-rdf-syntax-ns#object>").count(),
        knowledge.statements().unwrap().len()
    );
    let turtle = exported(
        &knowledge,
        &ExportOptions {
            format: ExportFormat::Turtle,
            ..options
        },
    );
    assert!(!quads(&turtle, RdfFormat::Turtle).is_empty());
    let json: serde_json::Value =
        serde_json::from_str(&exported(&knowledge, &ExportOptions::new(ExportFormat::JsonLd))).unwrap();
    assert!(json.is_array() || json.is_object());
}

#[test]
fn runs_and_contents_are_written_only_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = filled(folder.path());
    let brief = ExportOptions::new(ExportFormat::NQuads);
    let full = ExportOptions {
        runs: true,
        contents: true,
        ..brief.clone()
    };
    let (brief, full) = (exported(&knowledge, &brief), exported(&knowledge, &full));
    for term in ["ontology#embedding", "ontology#content>", "urn:quarry:graph:runs"] {
        assert!(!brief.contains(term) && full.contains(term), "{term}");
    }
    assert_eq!(full.lines().count(), knowledge.store().len().unwrap());
}

#[test]
fn facts_are_one_object_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = filled(folder.path());
    let facts = exported(&knowledge, &ExportOptions::new(ExportFormat::Facts));
    let facts: Vec<serde_json::Value> = facts.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let founded = facts.iter().find(|f| f["p"] == "foundedOn").unwrap();
    insta::assert_json_snapshot!(founded, @r#"
    {
      "s": "새길디지털청",
      "p": "foundedOn",
      "o": "1983년",
      "value": {
        "type": "date",
        "value": "1983"
      },
      "file": "보고서/현황.pdf",
      "locator": {
        "page": 2,
        "bbox": [
          50.0,
          60.0,
          500.0,
          80.0
        ]
      },
      "confidence": 0.8,
      "asserted": true
    }
    "#);
}
