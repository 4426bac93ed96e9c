//! A document as lines that a test can name: kind, text, tables with their spans.
#![allow(dead_code, reason = "each test uses a part of it")]
#![expect(clippy::unwrap_used, reason = "writing to memory does not fail")]

use std::io::{Cursor, Write};

use quarry_ingest::{BlockKind, Document, ReadOptions, Table, parse};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// One line a block: its kind, a `!` where it is hidden, its text; the rows of tables follow, indented.
pub(crate) fn outline(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        let kind = match block.kind {
            BlockKind::Heading => format!("h{}", block.level.unwrap_or(0)),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::ListItem => "li".to_owned(),
            BlockKind::Table => "table".to_owned(),
            BlockKind::Caption => "caption".to_owned(),
            BlockKind::Footnote => "note".to_owned(),
            BlockKind::Figure => "figure".to_owned(),
            BlockKind::Formula => "formula".to_owned(),
            BlockKind::Header => "header".to_owned(),
            BlockKind::Footer => "footer".to_owned(),
        };
        let hidden = if block.hidden { "!" } else { "" };
        lines.push(format!("{hidden}{kind} {}", block.text).trim_end().to_owned());
        if let Some(table) = &block.table {
            rows(table, "  ", &mut lines);
        }
    }
    lines
}

fn rows(table: &Table, indent: &str, lines: &mut Vec<String>) {
    for row in table.cells.chunk_by(|a, b| a.row == b.row) {
        let cells = row.iter().map(|cell| {
            let spans = match (cell.row_span, cell.column_span) {
                (1, 1) => String::new(),
                (rows, columns) => format!("[{rows}x{columns}]"),
            };
            format!("{}{spans}", cell.text)
        });
        lines.push(
            format!("{indent}{}", cells.collect::<Vec<_>>().join(" | "))
                .trim_end()
                .to_owned(),
        );
        for nested in row.iter().filter_map(|cell| cell.table.as_ref()) {
            rows(nested, &format!("{indent}  > "), lines);
        }
    }
}

/// The only document of a file.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Document {
    let mut documents = parse(name, bytes, &ReadOptions::default());
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

/// A zip archive of these members.
pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}
