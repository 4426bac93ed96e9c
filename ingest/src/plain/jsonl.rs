//! JSON Lines: one document a record, `{"id": …, "title": …, "text": …}` a line.

use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use crate::document::{Block, Diagnostic, Document, Place};
use crate::format::Format;
use crate::read::{Reading, assemble};

/// The longest line that is read, in bytes.
const LONGEST_LINE: u64 = 64 << 20;

/// Reads records one after the other, so that a file of any size costs no more memory than its longest line.
///
/// `name` is the source of the file; a record's source is `name#id`, its line number standing in for a missing id. A line
/// that is no JSON object gives a document with an error diagnostic.
pub fn records<R: BufRead>(name: &str, reader: R) -> Records<R> {
    Records {
        name: name.to_owned(),
        reader,
        line: 0,
        start: 0,
    }
}

/// Iterator over the documents of a `.jsonl`; see [`records`].
#[derive(Debug)]
pub struct Records<R> {
    name: String,
    reader: R,
    line: u32,
    start: usize,
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut self.reader)
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut bytes)
                .unwrap_or(0);
            if read == 0 {
                return None;
            }
            self.line = self.line.saturating_add(1);
            crate::progress::step();
            let text = String::from_utf8_lossy(&bytes);
            let start = self.start;
            self.start += text.chars().count();
            let line = text.trim_start_matches('\u{feff}').trim();
            if line.is_empty() {
                continue;
            }
            let end = start + text.trim_end().chars().count();
            let place = Place::Lines {
                line: [self.line, self.line],
                start,
                end,
            };
            return Some(self.document(line, place));
        }
    }
}

impl<R> Records<R> {
    fn document(&self, line: &str, place: Place) -> Document {
        let blake3 = blake3::hash(line.as_bytes()).to_hex().to_string();
        let record = match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(record)) => Ok(record),
            Ok(_) => Err("the line is no JSON object".to_owned()),
            Err(error) => Err(format!("the line is no JSON: {error}")),
        };
        let (id, reading) = match record {
            Ok(record) => self.record(record, &place),
            Err(message) => {
                let message = format!("line {}: {message}", self.line);
                let error = Diagnostic::error("damaged", message);
                (
                    self.line.to_string(),
                    Reading {
                        diagnostics: vec![error],
                        ..Reading::default()
                    },
                )
            }
        };
        assemble(
            format!("{}#{id}", self.name),
            blake3,
            Format::Jsonl.media_type(),
            reading,
        )
    }

    fn record(&self, mut record: Map<String, Value>, place: &Place) -> (String, Reading) {
        let mut take = |names: &[&str]| names.iter().find_map(|n| record.remove(*n)).and_then(plain);
        let id = take(&["id", "_id", "doc_id"])
            .filter(|i| !i.is_empty())
            .unwrap_or_else(|| self.line.to_string());
        let title = take(&["title"]).filter(|t| !t.trim().is_empty());
        let text = take(&["text", "contents", "content", "body"]);
        let mut blocks = Vec::new();
        if let Some(title) = &title {
            blocks.push(Block::heading(1, title.trim(), place.clone().into()));
        }
        let mut reading = Reading {
            title,
            ..Reading::default()
        };
        match text {
            Some(text) => {
                for paragraph in text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
                    blocks.push(Block::new(
                        crate::BlockKind::Paragraph,
                        paragraph,
                        place.clone().into(),
                    ));
                }
                for (key, value) in record {
                    if let Some(value) = plain(value).filter(|v| v.len() <= 1000) {
                        reading.metadata.insert(key, value);
                    }
                }
            }
            // A record of other fields reads as one line a field.
            None => {
                for (key, value) in record {
                    if let Some(value) = plain(value).filter(|v| !v.is_empty()) {
                        let field = format!("{key}: {value}");
                        blocks.push(Block::new(
                            crate::BlockKind::Paragraph,
                            field,
                            place.clone().into(),
                        ));
                    }
                }
            }
        }
        reading.blocks = blocks;
        (id, reading)
    }
}

/// A JSON value as text; none for null.
fn plain(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}
