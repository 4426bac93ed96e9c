//! Documents so large that they go into the store as sorted files: as whole as any other, at any moment.

use std::fs;
use std::path::Path;
use std::time::Duration;

use oxigraph::model::{NamedNode, Quad};
use oxigraph::store::Store;
use quarry_extract::{Extraction, Figure, Span, TypedValue};
use quarry_graph::vocabulary::RUN_GRAPH;
use quarry_graph::{Change, Knowledge};
use quarry_ingest::{Block, Cell, Document, Scalar, Table};

use crate::crash::{kill_after, work};
use crate::exactness::canonical;
use crate::world::{document, open, page, passages, put, remove};

/// Figures of a document that is loaded, not committed with others.
const ROWS: u32 = 1_200;

/// A table of many figures; every `every`th differs between versions.
fn large(source: &str, version: u32, every: u32) -> (Document, Extraction) {
    let mut document = document(source, "세입 원장", &["원장은 다음과 같다."]);
    document.blake3 = format!("{version:064x}");
    let cell = |row: u32, column: u32, text: String| Cell {
        row,
        column,
        row_span: 1,
        column_span: 1,
        text,
        value: None,
        formula: None,
        hidden: false,
        locator: page(2).at_cell(row, column),
        table: None,
    };
    let amount = |row: u32| {
        if row.is_multiple_of(every) {
            row * 10 + version
        } else {
            row * 10
        }
    };
    let cells = (0..ROWS).flat_map(|row| {
        let name = cell(row, 0, format!("항목 {row}"));
        [name, cell(row, 1, amount(row).to_string())]
    });
    let table = Table {
        rows: ROWS,
        columns: 2,
        header_columns: 1,
        cells: cells.collect(),
        ..Table::default()
    };
    document.blocks.push(Block {
        id: "b1".to_owned(),
        ..Block::table(table, page(2))
    });
    let figure = |row: u32| Figure {
        subject: None,
        row_label: format!("항목 {row}"),
        row_path: Vec::new(),
        header_path: vec!["세입".to_owned()],
        value: TypedValue {
            scalar: Scalar::Number(f64::from(amount(row))),
            unit: Some("KRW".to_owned()),
        },
        caption: String::new(),
        cell: Span {
            block: Some("b1".to_owned()),
            row: Some(row),
            column: Some(1),
            start: 0,
            end: 0,
            inner: None,
        },
    };
    let extraction = Extraction {
        passages: passages(&document, &[]),
        figures: (0..ROWS).map(figure).collect(),
        ..Extraction::default()
    };
    (document, extraction)
}

fn put_large(source: &str, version: u32, every: u32) -> Change {
    let (document, extraction) = large(source, version, every);
    put(document, extraction)
}

#[test]
fn a_large_document_is_whole_and_replaced_and_removed_like_any_other() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let knowledge = open(folder.path());
    let put_once = knowledge.apply(vec![put_large("a.xlsx", 1, 7)]).unwrap();
    assert!(put_once.inserted > 20_000, "{put_once:?}");
    assert_eq!(knowledge.counts().unwrap().figures, ROWS as usize);
    assert_eq!(knowledge.text_search("원장", None, 5).unwrap().len(), 1);

    // Beside others in one call, and in place of its first version.
    let (small, found) = crate::world::report();
    knowledge
        .apply(vec![
            put(small.clone(), found.clone()),
            put_large("a.xlsx", 2, 7),
            put_large("b.xlsx", 1, 5),
        ])
        .unwrap();
    let undisturbed = open(other.path());
    let all = vec![
        put_large("b.xlsx", 1, 5),
        put_large("a.xlsx", 2, 7),
        put(small, found),
    ];
    undisturbed.apply(all).unwrap();
    assert_eq!(canonical(&knowledge), canonical(&undisturbed));

    // Removed, it leaves a trace in the run graph; the next version stands all the same.
    for k in [&knowledge, &undisturbed] {
        k.apply(vec![remove("a.xlsx")]).unwrap();
        assert_eq!(k.counts().unwrap().figures, ROWS as usize + 1);
    }
    knowledge.apply(vec![put_large("a.xlsx", 3, 7)]).unwrap();
    knowledge.apply(vec![remove("a.xlsx")]).unwrap();
    assert_eq!(canonical(&knowledge), canonical(&undisturbed));
}

/// What a process leaves that is killed when the store has taken a load up and the transaction behind it has not begun.
fn loaded_only(from: &Knowledge, folder: &Path, source: &str) {
    drop(open(folder));
    let records = from.documents().unwrap();
    let record = records.iter().find(|d| d.source == source).unwrap();
    let document = NamedNode::new(record.iri.clone()).unwrap();
    let quads: Vec<Quad> = from
        .store()
        .iter()
        .map(Result::unwrap)
        .filter(|q| {
            q.graph_name == document.clone().into()
                || q.graph_name == RUN_GRAPH.into() && q.subject == document.clone().into()
        })
        .collect();
    let store = Store::open(folder.join("graph")).unwrap();
    let mut loader = store.bulk_loader();
    loader.load_quads(quads).unwrap();
    loader.commit().unwrap();
    fs::write(folder.join("graph/bulk-1234.sst"), b"unfinished").unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let at = to.join(file.file_name());
        if file.path().is_dir() {
            copy(&file.path(), &at);
        } else {
            fs::copy(file.path(), at).unwrap();
        }
    }
}

#[test]
fn a_load_whose_transaction_never_came_is_a_commit() {
    let (whole, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let undisturbed = open(whole.path());
    undisturbed.apply(vec![put_large("a.xlsx", 1, 7)]).unwrap();
    loaded_only(&undisturbed, killed.path(), "a.xlsx");
    copy(&whole.path().join("content"), &killed.path().join("content"));

    let knowledge = open(killed.path());
    assert!(!killed.path().join("graph/bulk-1234.sst").exists());
    assert_eq!(knowledge.sequence(), 1);
    assert_eq!(canonical(&knowledge), canonical(&undisturbed));
    assert_eq!(knowledge.text_search("원장", None, 5).unwrap().len(), 1);
    assert!(knowledge.document("a.xlsx").unwrap().is_some());
    // What comes next has the next number.
    for k in [&knowledge, &undisturbed] {
        let commit = k.apply(vec![put_large("a.xlsx", 2, 7)]).unwrap();
        assert_eq!(commit.sequence, 2);
    }
    assert_eq!(canonical(&knowledge), canonical(&undisturbed));
    drop(knowledge);
    assert_eq!(open(killed.path()).sequence(), 2);
}

const CHILD: &str = "QUARRY_TEST_LOAD_FOLDER";
const STEPS: u64 = 8;

/// Step `number`: a large document put, replaced or removed. Each is one sequence.
fn step(number: u64) -> Vec<Change> {
    let source = format!("{}.xlsx", number / 3);
    match number % 3 {
        0 => vec![put_large(&source, 1, 7)],
        1 => vec![put_large(&source, 2, 7)],
        _ => vec![remove(&source)],
    }
}

#[test]
#[ignore = "the child of the crash harness"]
fn child() {
    work(CHILD, STEPS, step);
}

#[test]
fn a_kill_in_the_middle_of_a_load_leaves_all_of_it_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut wait = 250;
    let mut kills = 0;
    loop {
        let wait_for = Duration::from_millis(wait);
        let reported = kill_after(wait_for, "large::child", CHILD, folder.path());
        kills += 1;
        // Longer each time, so that it comes to an end on a slow machine too.
        wait += 170;

        let knowledge = open(&data);
        assert!(knowledge.sequence() >= reported);
        // Each document whole, with its figures and its passage in both indexes.
        let documents = knowledge.documents().unwrap().len();
        assert_eq!(knowledge.counts().unwrap().figures, documents * ROWS as usize);
        assert_eq!(knowledge.text_search("원장", None, 50).unwrap().len(), documents);
        if knowledge.sequence() >= STEPS {
            break;
        }
    }
    println!("{kills} kills in {STEPS} steps");
    let undisturbed = open(&folder.path().join("undisturbed"));
    for number in 0..STEPS {
        undisturbed.apply(step(number)).unwrap();
    }
    assert_eq!(canonical(&open(&data)), canonical(&undisturbed));
}
