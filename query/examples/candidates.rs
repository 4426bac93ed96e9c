//! What the ranked reader weighs, for fitting its weights: `candidates MODELS DATA QUESTIONS.jsonl` writes a line a question,
//! `{"id", "candidates": [[text, [numbers]]]}`.

use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quarry_extract::{Extractor, ExtractorOptions};
use quarry_graph::{Access, Knowledge, OpenOptions};
use quarry_query::{BatchLine, Engine, EngineOptions, Question};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(models), Some(data), Some(questions)) = (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("candidates MODELS DATA QUESTIONS.jsonl".into());
    };
    let extractor = Extractor::new(ExtractorOptions {
        models: Some(PathBuf::from(models)),
        ..ExtractorOptions::default()
    })?;
    let options = OpenOptions {
        access: Access::Read,
        ..OpenOptions::default()
    };
    let knowledge = Knowledge::open(Path::new(&data), &options)?;
    let engine = Engine::new(Arc::new(knowledge), Arc::new(extractor), EngineOptions::default());
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::fs::read_to_string(questions)?.lines().enumerate() {
        let asked = BatchLine::parse(line, number + 1)?;
        let candidates = engine.candidates(&Question::new(asked.question))?;
        let line = serde_json::json!({ "id": asked.id, "candidates": candidates });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
