//! `quarry export`: the graph for other programs.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;
use quarry_graph::{Access, ExportFormat, ExportOptions};

use super::Outcome;
use crate::invocation::{Invocation, Reached};

/// Write the graph, or its facts one a line
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Trig)]
    format: Format,
    /// Write provenance as n-ary nodes, for stores without RDF 1.2
    #[arg(long)]
    plain: bool,
    /// File to write to instead of stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Trig,
    Nquads,
    Turtle,
    Jsonld,
    Facts,
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Trig => Self::TriG,
            Format::Nquads => Self::NQuads,
            Format::Turtle => Self::Turtle,
            Format::Jsonld => Self::JsonLd,
            Format::Facts => Self::Facts,
        }
    }
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let reached = invocation.reach(Access::Read)?;
    let mut out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create(path).with_context(|| path.display().to_string())?),
        None => Box::new(std::io::stdout().lock()),
    };
    let mut buffered = BufWriter::new(&mut out);
    let format = ExportFormat::from(args.format);
    match reached {
        Reached::Here(knowledge) => {
            let options = ExportOptions {
                plain: args.plain,
                ..ExportOptions::new(format)
            };
            knowledge.export(&options, &mut buffered)?;
        }
        Reached::Served(served) => {
            let name = args.format.to_possible_value().context("a form without a name")?;
            let plain = args.plain.to_string();
            let parameters = [("format", name.get_name()), ("plain", &plain)];
            let mut export = served.stream("/api/export", &parameters, format.media_type())?;
            std::io::copy(&mut export, &mut buffered)?;
        }
    }
    buffered.flush()?;
    Ok(Outcome::Done)
}
