//! What the parts of the reader say of small questions and a small table.

use quarry_ingest::{Block, Cell, Document, Locator, Place, Table};

use super::cues::months_in;
use crate::answer::{FactIndex, table_readings};
use crate::passages::Readable;
use crate::question::Question;
use crate::retrieval::Translator;

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
        locator: Locator::from(Place::Paragraph { paragraph: row }).at_cell(row, column),
        table: None,
    }
}

fn index(lines: &[&[&str]]) -> FactIndex {
    let mut cells = Vec::new();
    for (r, line) in (0_u32..).zip(lines) {
        for (c, text) in (0_u32..).zip(line.iter()) {
            cells.push(cell(r, c, text));
        }
    }
    let table = Table {
        rows: u32::try_from(lines.len()).unwrap_or_default(),
        columns: u32::try_from(lines.first().map_or(0, |l| l.len())).unwrap_or_default(),
        header_rows: 1,
        header_columns: 1,
        cells,
        ..Table::default()
    };
    let document = Document {
        source: "mills.csv".to_owned(),
        title: "Mills of the valley".to_owned(),
        blocks: vec![Block::table(
            table,
            Locator::from(Place::Paragraph { paragraph: 0 }),
        )],
        ..Document::default()
    };
    FactIndex::build(
        &[],
        &[],
        Readable::default(),
        (&[document], &|_| None),
        &Translator::default(),
        None,
    )
}

fn mills() -> FactIndex {
    index(&[
        &["Mill", "River", "Keeper", "Millstones", "Flour (t)"],
        &["Aldbrook", "Wend", "Ada Plum", "4", "310"],
        &["Birkley", "Wend", "Tom Reed", "7", "280"],
        &["Coldham", "Sarn", "Ina Vole", "2", "455"],
        &["Dunfold", "Sarn", "Lee Marsh", "5", "120"],
    ])
}

fn best(index: &FactIndex, question: &str) -> String {
    let readings = table_readings(&Question::new(question), index);
    readings.first().map(|r| r.text.clone()).unwrap_or_default()
}

#[test]
fn a_question_is_an_act_on_rows_and_a_column() {
    let index = mills();
    for (question, answer) in [
        ("How many millstones does Birkley have?", "7"),
        ("Which mill has the most millstones?", "Birkley"),
        ("Which mill made the least flour?", "Dunfold"),
        ("Aldbrook or Coldham: which one has more millstones?", "Aldbrook"),
        ("How much flour did the mills on the Sarn make in total?", "575 t"),
    ] {
        assert_eq!(best(&index, question), answer, "{question}");
    }
}

/// Log odds from which a reading would be an answer by itself.
const ENOUGH: f32 = 0.3;

#[test]
fn what_the_table_does_not_have_stays_below_a_refusal() {
    let index = mills();
    for question in [
        "What is the telephone number of the keeper of Erlwick?",
        "When was the bridge at Fosdale opened?",
    ] {
        let readings = table_readings(&Question::new(question), &index);
        assert!(readings.first().is_none_or(|r| r.score < ENOUGH), "{question}");
    }
}

#[test]
fn months_are_read_in_three_languages_and_as_spans() {
    assert_eq!(months_in("1到3月"), [1, 2, 3]);
    assert_eq!(months_in("from January to March 2025"), [1, 2, 3]);
    assert_eq!(months_in("6월"), [6]);
    assert_eq!(months_in("하반기"), [7, 8, 9, 10, 11, 12]);
    assert_eq!(months_in("What may a visitor bring?"), Vec::<u32>::new());
}
