//! `quarry extract`: the ingest and extract stages alone.

use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context, Result};
use quarry_extract::Extraction;
use quarry_ingest::{Document, ReadOptions};
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::parse::{PasswordArgs, documents_of};
use crate::invocation::Invocation;
use crate::recognition::Recognition;
use crate::{batch, output};

/// Find entities, relations and figures in one file and print them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file, or `-` for plain text from stdin
    #[arg(required_unless_present = "batch")]
    file: Option<PathBuf>,
    /// Read {"id", "text"} a line and write one object a line
    #[arg(long, value_name = "FILE.jsonl", conflicts_with = "file")]
    batch: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_parser = ["json"], default_value = "json")]
    format: String,
    /// Short for --format json
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    password: PasswordArgs,
}

#[derive(Debug, Deserialize)]
struct TextLine {
    id: serde_json::Value,
    text: String,
}

#[derive(Debug, Serialize)]
struct ExtractionLine {
    id: serde_json::Value,
    #[serde(flatten)]
    extraction: Extraction,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let extractor = invocation.extractor()?;
    if let Some(path) = &args.batch {
        return batch::run(path, |line: &TextLine| {
            let extraction = extractor.extract_text(&line.text)?;
            Ok(ExtractionLine {
                id: line.id.clone(),
                extraction,
            })
        });
    }
    let file = args.file.as_deref().context("name a file")?;
    if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("stdin is not UTF-8 text")?;
        output::json(&extractor.extract_text(&text)?)?;
        return Ok(Outcome::Done);
    }
    let options = ReadOptions {
        password: args.password.read()?,
        ocr: Recognition::from_settings(&invocation.settings)?.start(),
    };
    let documents = documents_of(file, &options)?;
    for document in &documents {
        for diagnostic in &document.diagnostics {
            output::complain(&format!("{}: {}", document.source, diagnostic.message));
        }
        output::json(&extractor.extract(document)?)?;
    }
    Ok(if documents.iter().any(Document::is_refused) {
        Outcome::Partial
    } else {
        Outcome::Done
    })
}
