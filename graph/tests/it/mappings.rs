//! Table mappings of an organisation, in Turtle and in YAML, over columns of figures and of text.

use std::path::Path;

use quarry_extract::{EntityType, Extraction, Figure, Mention, Span, TypedValue};
use quarry_graph::{Access, Knowledge, OpenOptions, StatementRecord};
use quarry_ingest::{Block, Cell, Document, Scalar, Table};

use crate::world::{document, entity, page, passages, put};

const TURTLE: &str = "@prefix q: <urn:quarry:ontology#> . @prefix my: <https://example.org/terms#> .
    [] a q:TableMapping ; q:header \"計畫名稱\" ; q:names q:Event ; q:rowSubject true .
    [] a q:TableMapping ; q:header \"主辦機關\" , \"주관기관\" ; q:property q:executedBy ; q:names q:Organization .
    [] a q:TableMapping ; q:header \"辦理情形\" ; q:property my:progress .
    [] a q:TableMapping ; q:header \"預算 原列\" ; q:property my:planned .
";

const YAML: &str = "prefixes:
  my: https://example.org/terms#
mappings:
  - headers: [計畫名稱]
    names: Event
    row_subject: true
  - headers: [主辦機關, 주관기관]
    property: quarry:executedBy
    names: Organization
  - headers: 辦理情形
    property: my:progress
  - headers: [預算 原列]
    property: my:planned
";

fn cell(row: u32, column: u32, text: &str) -> Cell {
    Cell {
        row,
        column,
        row_span: 1,
        column_span: 1,
        text: text.to_owned(),
        value: None,
        formula: None,
        hidden: false,
        locator: page(2).at_cell(row, column),
        table: None,
    }
}

/// Two programmes, whose office stands in one cell over both; the models found the first office only where the text names it.
fn plan() -> (Document, Extraction) {
    let mut document = document("計畫.xlsx", "年度計畫", &["潮汐局辦理下列計畫。"]);
    let table = Table {
        rows: 4,
        columns: 6,
        header_rows: 2,
        header_columns: 1,
        cells: vec![
            cell(0, 0, "序號"),
            cell(0, 1, "計畫\n名稱"),
            cell(0, 2, "主辦機關"),
            Cell {
                column_span: 2,
                ..cell(0, 3, "預算")
            },
            cell(1, 3, "原列"),
            cell(1, 4, "修正"),
            cell(0, 5, "辦理情形"),
            cell(2, 0, "1"),
            cell(2, 1, " 潮間帶調查 "),
            Cell {
                row_span: 2,
                ..cell(2, 2, "潮汐局")
            },
            cell(2, 3, "500"),
            cell(2, 4, "520"),
            cell(2, 5, "已完成期中審查"),
            cell(3, 0, "2"),
            cell(3, 1, "藻類監測"),
            cell(3, 3, "300"),
            cell(3, 5, "未開始"),
        ],
        ..Table::default()
    };
    document.blocks.push(Block {
        id: "t".to_owned(),
        ..Block::table(table, page(2))
    });
    let mention = Mention {
        text: "潮汐局".to_owned(),
        span: Span {
            block: Some("b0".to_owned()),
            row: None,
            column: None,
            start: 0,
            end: 3,
            inner: None,
        },
        confidence: 0.9,
    };
    let office = entity("e1", EntityType::Organization, "潮汐局", vec![mention]);
    let figure = |row: u32, column: u32, name: &str, value: f64| Figure {
        // What the models took the row for.
        subject: Some("e1".to_owned()),
        row_label: row.to_string(),
        row_path: Vec::new(),
        header_path: vec!["預算".to_owned(), name.to_owned()],
        value: TypedValue {
            scalar: Scalar::Number(value),
            unit: None,
        },
        caption: String::new(),
        cell: Span {
            block: Some("t".to_owned()),
            row: Some(row),
            column: Some(column),
            start: 0,
            end: 0,
            inner: None,
        },
    };
    let entities = vec![office];
    let extraction = Extraction {
        passages: passages(&document, &entities),
        entities,
        figures: vec![
            figure(2, 3, "原列", 500.0),
            figure(2, 4, "修正", 520.0),
            figure(3, 3, "原列", 300.0),
        ],
        ..Extraction::default()
    };
    (document, extraction)
}

fn opened(folder: &Path, name: &str, text: &str) -> Result<Knowledge, quarry_graph::GraphError> {
    let own = folder.join("own");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join(name), text).unwrap();
    let options = OpenOptions {
        access: Access::Write,
        ontologies: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ontologies")),
        organisation: Some(own),
    };
    Knowledge::open(&folder.join("data"), &options)
}

fn stated(knowledge: &Knowledge) -> Vec<(String, String, String, String)> {
    let told = |s: StatementRecord| (s.subject_name, s.predicate, s.object_name, s.quote);
    let mut found: Vec<_> = knowledge.statements().unwrap().into_iter().map(told).collect();
    found.sort();
    found
}

#[test]
fn text_and_figures_are_stated_of_what_the_row_is_about() {
    let mut both = Vec::new();
    for (name, text) in [("mapping.ttl", TURTLE), ("mapping.yaml", YAML)] {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = opened(folder.path(), name, text).unwrap();
        let (document, extraction) = plan();
        let commit = knowledge.apply(vec![put(document, extraction)]).unwrap();
        assert_eq!((commit.dropped, commit.held), (0, 0));
        let found = stated(&knowledge);
        let line =
            |s: &str, p: &str, o: &str, q: &str| (s.to_owned(), p.to_owned(), o.to_owned(), q.to_owned());
        assert_eq!(
            found,
            [
                line("潮間帶調查", "executedBy", "潮汐局", "潮汐局"),
                line("潮間帶調查", "https://example.org/terms#planned", "500", "500"),
                line(
                    "潮間帶調查",
                    "https://example.org/terms#progress",
                    "已完成期中審查",
                    "已完成期中審查"
                ),
                line("藻類監測", "executedBy", "潮汐局", "潮汐局"),
                line("藻類監測", "https://example.org/terms#planned", "300", "300"),
                line(
                    "藻類監測",
                    "https://example.org/terms#progress",
                    "未開始",
                    "未開始"
                ),
            ],
            "{name}"
        );
        let offices: Vec<_> = knowledge
            .entities()
            .unwrap()
            .into_iter()
            .filter(|e| e.name == "潮汐局")
            .collect();
        assert_eq!(
            offices.len(),
            1,
            "the office of the table is the office of the text"
        );
        both.push(crate::exactness::canonical(&knowledge).len());
    }
    assert_eq!(both[0], both[1]);
}

#[test]
fn without_a_mapping_the_table_is_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = opened(folder.path(), "none.ttl", "").unwrap();
    let (document, extraction) = plan();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    assert!(stated(&knowledge).is_empty());
}

#[test]
fn a_file_that_is_wrong_is_named_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let text = "mappings:\n  - headers: [預算]\n    property: mine:budget\n";
    let error = opened(folder.path(), "wrong.yml", text).unwrap_err().to_string();
    assert!(error.contains("wrong.yml") && error.contains("`mine`"), "{error}");
}
