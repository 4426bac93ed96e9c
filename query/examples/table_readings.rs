//! Every reading of the tables for each question, with what describes it, as JSON lines for `training/fit_tables.py`:
//! `table_readings DOCUMENTS.jsonl QUESTIONS.jsonl`, the documents as `quarry parse --format json` prints them, one a line.

use std::io::{BufRead, BufReader, Write};
use std::sync::Arc;

use quarry_graph::{PassageId, PassageRecord};
use quarry_ingest::Document;
use quarry_query::{Engine, EngineOptions, MemorySource, Question};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(documents), Some(questions)) = (arguments.next(), arguments.next()) else {
        return Err("table_readings DOCUMENTS.jsonl QUESTIONS.jsonl".into());
    };
    let mut read: Vec<Document> = Vec::new();
    for line in BufReader::new(std::fs::File::open(documents)?).lines() {
        read.push(serde_json::from_str(&line?)?);
    }
    let passages: Vec<PassageRecord> = passages(&read);
    let source = MemorySource::new(Vec::new(), passages, Vec::new(), Vec::new()).with_contents(read);
    let engine = Engine::over(Arc::new(source), EngineOptions::default());
    let mut out = std::io::stdout().lock();
    for line in BufReader::new(std::fs::File::open(questions)?).lines() {
        let asked: Value = serde_json::from_str(&line?)?;
        let text = asked["question"].as_str().unwrap_or_default();
        let readings: Vec<Value> = engine
            .table_readings(&Question::new(text))?
            .into_iter()
            .map(|r| json!({"text": r.text, "features": r.features}))
            .collect();
        let mut answers = asked["aliases"].as_array().cloned().unwrap_or_default();
        answers.push(asked["answer"].clone());
        writeln!(
            out,
            "{}",
            json!({
                "id": asked["id"],
                "answerable": asked["answerable"],
                "answers": answers,
                "readings": readings,
            })
        )?;
    }
    Ok(())
}

/// One passage a block, so that cells have something to be cited from.
fn passages(documents: &[Document]) -> Vec<PassageRecord> {
    let blocks = documents
        .iter()
        .flat_map(|d| d.blocks.iter().map(move |b| (d, b)));
    (0_u32..)
        .zip(blocks)
        .map(|(id, (document, block))| PassageRecord {
            id: PassageId(id),
            iri: String::new(),
            document: document.source.clone(),
            source: document.source.clone(),
            title: document.title.clone(),
            headings: Vec::new(),
            text: block.text.clone(),
            locator: block.locator.clone(),
            blocks: vec![block.id.clone()],
            rows: block.table.as_ref().map(|t| (0, t.rows)),
            entities: Vec::new(),
        })
        .collect()
}
