//! `quarry parse`: the ingest stage alone.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use quarry_ingest::{Document, ReadOptions, Severity, render};

use super::Outcome;
use crate::invocation::Invocation;
use crate::output;
use crate::recognition::Recognition;

/// Read one file and print what was found in it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file
    file: PathBuf,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    password: PasswordArgs,
}

/// How a password is given.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct PasswordArgs {
    /// Password of encrypted files
    #[arg(long, value_name = "P")]
    password: Option<String>,
    /// File whose first line is the password
    #[arg(long, value_name = "F", conflicts_with = "password")]
    password_file: Option<PathBuf>,
}

impl PasswordArgs {
    /// The password, from wherever it was given.
    ///
    /// # Errors
    /// Where the password file cannot be read.
    pub(crate) fn read(&self) -> Result<Option<String>> {
        let Some(path) = &self.password_file else {
            return Ok(self.password.clone());
        };
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        Ok(text.lines().next().map(str::to_owned))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Markdown,
    Html,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let options = ReadOptions {
        password: args.password.read()?,
        ocr: Recognition::from_settings(&invocation.settings)?.start(),
    };
    let documents = documents_of(&args.file, &options)?;
    for document in &documents {
        match args.format {
            Format::Json => output::json(document)?,
            Format::Markdown => output::print(&render::markdown(document))?,
            Format::Html => output::print(&render::html(document))?,
        }
    }
    let failed = documents.iter().any(Document::is_refused);
    if failed && args.format != Format::Json {
        for diagnostic in documents
            .iter()
            .flat_map(|d| &d.diagnostics)
            .filter(|d| d.severity == Severity::Error)
        {
            output::complain(&format!("{}: {}", args.file.display(), diagnostic.message));
        }
    }
    Ok(if failed { Outcome::Partial } else { Outcome::Done })
}

/// Reads and parses one file in this process.
///
/// # Errors
/// Where the file cannot be read from disk.
pub(super) fn documents_of(path: &Path, options: &ReadOptions) -> Result<Vec<Document>> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(quarry_ingest::parse(&name, &bytes, options))
}
