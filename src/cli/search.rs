//! `quarry search`: passages with scores and locators.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;
use quarry_query::{BatchLine, Mode, Question, SearchLine};

use super::Outcome;
use crate::batch;
use crate::invocation::Invocation;
use crate::output;

/// Find the passages that bear on a question
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The question
    #[arg(required_unless_present = "batch")]
    question: Option<String>,
    /// Read {"id", "question"} a line and write one object a line, in the same order
    #[arg(long, value_name = "FILE.jsonl", conflicts_with = "question")]
    batch: Option<PathBuf>,
    /// How many passages
    #[arg(short, default_value_t = 10, value_name = "N")]
    k: usize,
    /// How to search: auto, hybrid, graph, passages, …
    #[arg(long, default_value = "auto", value_name = "MODE")]
    mode: String,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// Forms of search results and answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a person.
    Text,
    /// One JSON object.
    Json,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let mode = Mode::from_name(&args.mode).with_context(|| format!("there is no mode {:?}", args.mode))?;
    let engine = invocation.engine()?;
    let search = |text: &str| -> Result<_> {
        Ok(engine.search(&Question {
            mode,
            k: args.k,
            ..Question::new(text)
        })?)
    };
    if let Some(path) = &args.batch {
        return batch::run(path, |line: &BatchLine| {
            Ok(SearchLine::new(line.id.clone(), &search(&line.question)?))
        });
    }
    let text = args.question.as_deref().context("ask something")?;
    let result = search(text)?;
    if args.json || args.format == Format::Json {
        output::json(&SearchLine::new(text.into(), &result))?;
        return Ok(Outcome::Done);
    }
    for (number, hit) in result.hits.iter().enumerate() {
        let place = output::place(&hit.passage.locator);
        output::line(&format!(
            "{}. {} — {place}  ({:.3})",
            number + 1,
            hit.passage.source,
            hit.score
        ))?;
        output::line(&format!("   {}\n", hit.passage.text.replace('\n', "\n   ")))?;
    }
    Ok(Outcome::Done)
}
