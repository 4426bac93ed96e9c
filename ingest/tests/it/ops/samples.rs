//! The bundled samples as the readers see them, and the hostile fixtures as they refuse them.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use quarry_ingest::table::Scalar;
use quarry_ingest::{Document, ReadOptions, Table, parse};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

fn read(folder: &str, name: &str) -> Vec<Document> {
    let bytes = fs::read(root().join(folder).join(name)).unwrap();
    parse(name, &bytes, &ReadOptions::default())
}

fn sample(name: &str) -> Document {
    let mut documents = read("samples/documents", name);
    assert_eq!(documents.len(), 1, "{name}");
    let document = documents.remove(0);
    assert!(!document.is_refused(), "{name}: {:?}", document.diagnostics);
    document
}

fn tables(document: &Document) -> Vec<&Table> {
    document
        .blocks
        .iter()
        .filter_map(|block| block.table.as_ref())
        .collect()
}

/// Everything that a document says, blocks and cells, without the breaks of lines.
fn words(document: &Document) -> String {
    let mut words = String::new();
    for block in &document.blocks {
        words.push_str(&block.text);
        for cell in block.table.iter().flat_map(|table| &table.cells) {
            words.push_str(&cell.text);
        }
    }
    words.retain(|sign| !sign.is_whitespace());
    words
}

fn text(table: &Table, row: u32, column: u32) -> &str {
    &table.cell_at(row, column).unwrap().text
}

#[test]
fn the_evidence_of_every_question_stands_in_what_is_read() {
    let questions = fs::read_to_string(root().join("samples/questions.jsonl")).unwrap();
    let mut demo = 0;
    for line in questions.lines() {
        let question: Value = serde_json::from_str(line).unwrap();
        demo += i32::from(question["demo"].as_bool().unwrap());
        for evidence in question["evidence"].as_array().unwrap() {
            let source = evidence["source"].as_str().unwrap();
            let file = source.split('#').next().unwrap();
            let documents = read("samples/documents", file);
            let document = documents
                .iter()
                .find(|document| document.source == source)
                .unwrap();
            let mut wanted = evidence["text"].as_str().unwrap().to_owned();
            wanted.retain(|sign| !sign.is_whitespace());
            assert!(
                words(document).contains(&wanted),
                "{source} lacks {wanted}: {}",
                words(document)
            );
        }
    }
    assert_eq!(demo, 3);
}

#[test]
fn the_plan_has_a_bordered_table_with_a_merged_header() {
    let document = sample("annual-plan-2026.pdf");
    assert_eq!(document.pages.len(), 2);
    assert_eq!(document.languages.first().unwrap(), "zh-Hant");
    let tables = tables(&document);
    let table = tables.first().unwrap();
    assert_eq!((table.rows, table.columns, table.header_rows), (5, 4, 2));
    assert_eq!(table.cell_at(0, 1).unwrap().column_span, 2);
    assert_eq!(table.cell_at(0, 3).unwrap().row_span, 2);
    assert_eq!(text(table, 2, 3), "霜柳水質研究所");
}

#[test]
fn the_english_paper_has_headings_and_a_table_on_its_second_page() {
    let document = sample("partner-institutes.pdf");
    let headings = document.blocks.iter().filter(|block| block.level.is_some());
    let headings: Vec<&str> = headings.map(|block| block.text.as_str()).collect();
    assert!(
        headings.contains(&"2 Frostwillow Institute of Water Quality"),
        "{headings:?}"
    );
    assert_eq!(text(tables(&document).first().unwrap(), 2, 3), "64");
}

#[test]
fn the_korean_reports_have_merged_cells() {
    let partners = sample("restoration-partners.hwpx");
    let table = tables(&partners)[0];
    assert_eq!((table.rows, table.columns, table.header_rows), (5, 4, 2));
    assert_eq!(text(table, 2, 1), "달뫼습지연구원");

    let report = sample("reed-field-report.hwp");
    let table = tables(&report)[0];
    assert_eq!((table.rows, table.columns, table.header_rows), (6, 5, 2));
    assert_eq!(table.cell_at(3, 0).unwrap().text, "북부");
    assert_eq!(text(table, 2, 3), "3,200");
    assert_eq!(report.languages.first().unwrap(), "ko");
}

#[test]
fn the_budget_counts_in_thousands() {
    let document = sample("budget-2026.xlsx");
    let tables = tables(&document);
    let budget = tables.iter().find(|table| table.rows >= 6).unwrap();
    assert!(budget.unit.contains("千元"), "{:?}", budget.unit);
    assert_eq!(budget.header_rows, 2);
    let revised = budget.cells.iter().find(|cell| cell.text == "18,600").unwrap();
    assert_eq!(
        revised.value.as_ref().unwrap().scalar,
        Scalar::Number(18_600_000.0)
    );
}

#[test]
fn records_are_documents_of_their_own() {
    let sources: Vec<String> = read("samples/documents", "notes.jsonl")
        .into_iter()
        .map(|d| d.source)
        .collect();
    assert_eq!(
        sources,
        [
            "notes.jsonl#n1",
            "notes.jsonl#n2",
            "notes.jsonl#n3",
            "notes.jsonl#n4",
            "notes.jsonl#n5"
        ]
    );
}

#[test]
fn hostile_files_are_refused_with_a_reason_and_none_is_lost() {
    let codes = [
        ("damaged.pdf", "damaged"),
        ("encrypted.pdf", "encrypted"),
        ("encrypted.xlsx", "encrypted"),
        ("unknown.bin", "unsupported"),
    ];
    for (name, code) in codes {
        let documents = read("tests/fixtures", name);
        let document = documents.first().unwrap();
        assert!(document.is_refused(), "{name}: {:?}", document.diagnostics);
        assert_eq!(document.diagnostics.first().unwrap().code, code, "{name}");
    }
    for name in ["truncated.hwpx", "bomb.xlsx", "empty.pdf"] {
        let documents = read("tests/fixtures", name);
        let document = documents.first().unwrap();
        assert!(!document.diagnostics.is_empty(), "{name} is read without a word");
    }
}
