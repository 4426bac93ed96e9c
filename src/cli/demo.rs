//! `quarry demo`: the bundled documents indexed and asked.

use std::path::PathBuf;

use anyhow::{Context, Result};
use quarry_graph::Access;
use quarry_ingest::ReadOptions;
use quarry_ingest::source::Source;
use quarry_query::{Engine, EngineOptions, Question};
use serde::Deserialize;

use super::Outcome;
use super::ask::shown;
use super::ingest::{bring_up_to_date, outcome, summary};
use crate::invocation::Invocation;
use crate::pipeline::open_ledger;
use crate::progress::Shown;
use crate::{assets, output};

/// Index the bundled sample documents and answer questions about them
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Where the demonstration keeps its index when no folder is named.
const FOLDER: &str = "quarry-demo";

#[derive(Debug, Deserialize)]
struct Sample {
    question: String,
    #[serde(default)]
    demo: bool,
}

pub(super) fn run(_: &Args, invocation: &Invocation, data: Option<PathBuf>) -> Result<Outcome> {
    let samples = assets::samples().context("the sample documents are not near the program")?;
    let data = data.unwrap_or_else(|| std::env::temp_dir().join(FOLDER));
    let invocation = invocation.on(data.clone());
    output::complain(&format!("indexing {} into {}", samples.display(), data.display()));
    std::fs::create_dir_all(&data).with_context(|| data.display().to_string())?;
    let knowledge = invocation.knowledge(Access::Write)?;
    let ledger = open_ledger(&data)?;
    let source = Source::new(&samples.join("documents"), "samples")?;
    ledger.register(&source)?;
    let read = ReadOptions::default();
    let report = bring_up_to_date(
        &invocation,
        &knowledge,
        &ledger,
        &[source],
        read,
        false,
        &Shown::new(),
    )?;
    output::line(&summary(&report))?;
    let engine = Engine::new(knowledge, invocation.extractor()?, EngineOptions::default());
    for question in questions(&samples.join("questions.jsonl"))? {
        output::line(&format!("\n❯ {question}"))?;
        output::print(&shown(&engine.ask(&Question::new(question))?))?;
    }
    output::line(&format!(
        "\nThe web page: run `{} serve --data {}`, open http://127.0.0.1:7878 and log in with the key in {}.",
        std::env::current_exe()?.display(),
        data.display(),
        data.join("admin.key").display(),
    ))?;
    Ok(outcome(&report))
}

fn questions(path: &std::path::Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let samples = text
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(serde_json::from_str::<Sample>);
    let samples = samples
        .collect::<Result<Vec<_>, _>>()
        .with_context(|| path.display().to_string())?;
    Ok(samples
        .into_iter()
        .filter(|s| s.demo)
        .map(|s| s.question)
        .collect())
}
