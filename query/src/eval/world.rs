//! The files that the scorer of an agency world reads, one JSON object a line.

use std::io::Write;

use quarry_graph::StatementRecord;
use quarry_ingest::{BlockKind, Document, Place, Table};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::contract::{AnswerLine, SearchLine};
use crate::engine::Engine;
use crate::error::QueryError;
use crate::question::Question;

/// One question of an agency world.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct WorldQuestion {
    /// Identifier.
    pub id: Value,
    /// The question.
    pub question: String,
}

/// Reads `questions.jsonl`; other keys are ignored.
///
/// # Errors
/// [`QueryError::Line`] with the number of a line that is none.
pub fn read_world(jsonl: &str) -> Result<Vec<WorldQuestion>, QueryError> {
    jsonl
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(i, l)| {
            serde_json::from_str(l).map_err(|e| QueryError::Line {
                line: i + 1,
                message: e.to_string(),
            })
        })
        .collect()
}

/// Writes what `search --batch` prints for each question.
///
/// # Errors
/// What the engine or the writer said.
pub fn retrieval(
    engine: &Engine,
    questions: &[WorldQuestion],
    out: &mut dyn Write,
) -> Result<(), QueryError> {
    for question in questions {
        let found = engine.search(&Question::new(question.question.as_str()))?;
        line(out, &SearchLine::new(question.id.clone(), &found))?;
    }
    Ok(())
}

/// Writes what `ask --batch` prints for each question.
///
/// # Errors
/// What the engine or the writer said.
pub fn answers(engine: &Engine, questions: &[WorldQuestion], out: &mut dyn Write) -> Result<(), QueryError> {
    for question in questions {
        let answer = engine.ask(&Question::new(question.question.as_str()))?;
        line(out, &AnswerLine::new(question.id.clone(), &answer))?;
    }
    Ok(())
}

/// Writes every statement as `{"s", "p", "o", "file", "asserted"}`. `predicate` renames the vocabulary's local names.
///
/// # Errors
/// What the writer said.
pub fn triples(
    statements: &[StatementRecord],
    predicate: &dyn Fn(&str) -> String,
    out: &mut dyn Write,
) -> Result<(), QueryError> {
    for s in statements {
        let value = json!({
            "s": s.subject_name,
            "p": predicate(&s.predicate),
            "o": s.object_name,
            "file": s.source,
            "asserted": s.asserted,
        });
        line(out, &value)?;
    }
    Ok(())
}

/// Writes every table of the documents as `{"file", "cells"}`, nested tables after the ones that hold them.
///
/// # Errors
/// What the writer said.
pub fn tables(documents: &[Document], out: &mut dyn Write) -> Result<(), QueryError> {
    for document in documents {
        for table in document.blocks.iter().filter_map(|b| b.table.as_ref()) {
            write_table(&document.source, table, out)?;
        }
    }
    Ok(())
}

fn write_table(file: &str, table: &Table, out: &mut dyn Write) -> Result<(), QueryError> {
    let cells: Vec<Value> = table
        .cells
        .iter()
        .map(|c| json!({"r": c.row, "c": c.column, "rowspan": c.row_span, "colspan": c.column_span, "text": c.text}))
        .collect();
    line(out, &json!({"file": file, "cells": cells}))?;
    for nested in table.cells.iter().filter_map(|c| c.table.as_ref()) {
        write_table(file, nested, out)?;
    }
    Ok(())
}

/// Writes the text of the documents by page, sheet or section: `{"file", "page" | "sheet" | "section", "text"}`.
///
/// # Errors
/// What the writer said.
pub fn text(documents: &[Document], out: &mut dyn Write) -> Result<(), QueryError> {
    for document in documents {
        let mut parts: Vec<(&str, Value, String)> = Vec::new();
        for block in &document.blocks {
            if block.hidden && matches!(block.locator.place, Place::Page { .. }) {
                continue;
            }
            let (key, unit) = match &block.locator.place {
                Place::Page { page, .. } => ("page", json!(page)),
                Place::Sheet { sheet, .. } => ("sheet", json!(sheet)),
                Place::Section { section, .. } => ("section", json!(section)),
                Place::Slide { slide } => ("page", json!(slide)),
                Place::Lines { .. } | Place::Paragraph { .. } => ("section", json!(0)),
            };
            let piece = match (&block.table, block.kind) {
                (Some(table), _) => table_text(table),
                (None, BlockKind::Figure) if block.text.is_empty() => continue,
                (None, _) => block.text.clone(),
            };
            match parts.iter_mut().find(|(k, u, _)| *k == key && *u == unit) {
                Some((_, _, text)) => {
                    text.push('\n');
                    text.push_str(&piece);
                }
                None => parts.push((key, unit, piece)),
            }
        }
        for (key, unit, text) in parts {
            let mut value = json!({"file": document.source});
            if let Some(object) = value.as_object_mut() {
                object.insert(key.to_owned(), unit);
                object.insert("text".to_owned(), Value::String(text));
            }
            line(out, &value)?;
        }
    }
    Ok(())
}

/// Cells row by row, a nested table after its cell's own text.
fn table_text(table: &Table) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut row = None;
    for cell in &table.cells {
        let mut text = cell.text.clone();
        if let Some(nested) = &cell.table {
            text.push('\n');
            text.push_str(&table_text(nested));
        }
        match lines.last_mut().filter(|_| row == Some(cell.row)) {
            Some(last) => {
                last.push('\t');
                last.push_str(&text);
            }
            None => lines.push(text),
        }
        row = Some(cell.row);
    }
    lines.join("\n")
}

fn line(out: &mut dyn Write, value: &impl serde::Serialize) -> Result<(), QueryError> {
    let text = serde_json::to_string(value).map_err(std::io::Error::from)?;
    writeln!(out, "{text}")?;
    Ok(())
}
