//! Prints what the PDF reader alone makes of a file: `pdf_json parse FILE [--format json] [--password P]`.
//!
//! For measuring the reader; titles, typed values and languages are added by `quarry parse`.
#![allow(clippy::print_stdout, reason = "printing is what this program does")]

use quarry_ingest::{Diagnostic, Document, ReadOptions, pdf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "parse").collect();
    let option = |name: &str| {
        arguments
            .iter()
            .position(|a| a == name)
            .and_then(|i| arguments.get(i + 1))
            .cloned()
    };
    let file = arguments.first().ok_or("no file named")?;
    let bytes = std::fs::read(file)?;
    let mut document = Document {
        source: file.rsplit('/').next().unwrap_or(file).to_owned(),
        media_type: "application/pdf".to_owned(),
        ..Document::default()
    };
    match pdf::read(
        &bytes,
        &ReadOptions {
            password: option("--password"),
        },
    ) {
        Ok(reading) => {
            document.title = reading.title.unwrap_or_default();
            document.metadata = reading.metadata;
            document.pages = reading.pages;
            document.blocks = reading.blocks;
            document.diagnostics = reading.diagnostics;
        }
        Err(error) => document
            .diagnostics
            .push(Diagnostic::error(error.code(), error.to_string())),
    }
    for (i, block) in document.blocks.iter_mut().enumerate() {
        block.id = format!("b{i}");
    }
    println!("{}", serde_json::to_string(&document)?);
    Ok(())
}
