//! `quarry models`: what is loaded, and what runs it.

use anyhow::{Context, Result};

use super::Outcome;
use crate::invocation::Invocation;
use crate::output;

/// Show the models that are in use
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print the models' manifest
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let extractor = invocation.extractor()?;
    let folder = invocation.model_folder();
    if args.json {
        let folder = folder.context("no models are loaded")?;
        let path = folder.join("manifest.json");
        output::print(&std::fs::read_to_string(&path).with_context(|| path.display().to_string())?)?;
        return Ok(Outcome::Done);
    }
    let shown = folder.map_or_else(|| "none, rules alone".to_owned(), |f| f.display().to_string());
    output::line(&format!("models     {shown}"))?;
    output::line(&format!("engine     {}", extractor.engine()))?;
    output::line(&format!("version    {}", extractor.version()))?;
    output::line(&format!("embedding  {} dimensions", extractor.dimension()))?;
    Ok(Outcome::Done)
}
