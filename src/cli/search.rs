//! `quarry search`: passages with scores and locators.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use quarry_graph::Access;
use quarry_query::contract::retrieved;
use quarry_query::{BatchLine, Mode, Question, Retrieved, SearchLine};
use serde::Deserialize;
use serde_json::json;

use super::Outcome;
use crate::batch;
use crate::invocation::{Invocation, Reached};
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
    #[arg(short, default_value = "10", value_name = "N")]
    k: NonZeroUsize,
    /// How to search
    #[arg(long, default_value = "auto", value_name = "MODE", value_parser = modes())]
    mode: Mode,
    /// What was known on that day (2024-12-31), by the dates that papers bear
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<String>,
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
    let mode = args.mode;
    let as_of = args.as_of.clone();
    let question = |text: &str| Question {
        mode,
        k: args.k.get(),
        as_of: as_of.clone(),
        ..Question::new(text)
    };
    match invocation.reach(Access::Read)? {
        Reached::Here(knowledge) => {
            let engine = invocation.engine(knowledge)?;
            answer(args, |text| {
                let found = engine.search(&question(text))?;
                Ok(Found {
                    mode: found.mode,
                    hits: retrieved(&found),
                })
            })
        }
        Reached::Served(served) => answer(args, |text| {
            let asked = json!({ "question": text, "mode": mode.name(), "k": args.k.get(), "as_of": as_of });
            served.post("/api/search", &asked)
        }),
    }
}

/// The modes that `--mode` takes, each with what it does.
pub(super) fn modes() -> impl TypedValueParser<Value = Mode> {
    let values = Mode::ALL.map(|mode| PossibleValue::new(mode.name()).help(mode.about()));
    PossibleValuesParser::new(values).map(|name| Mode::from_name(&name).unwrap_or_default())
}

fn found_line(id: serde_json::Value, found: Found) -> SearchLine {
    SearchLine {
        id,
        retrieved: found.hits,
        mode: found.mode,
    }
}

/// The day that `--as-of` names.
pub(super) fn day(written: &str) -> Result<String, String> {
    match written.parse::<jiff::civil::Date>() {
        Ok(_) => Ok(written.to_owned()),
        Err(_) => Err("a day such as 2024-12-31 is wanted".to_owned()),
    }
}

/// What the server gives; the rest of its reply is for others.
#[derive(Debug, Deserialize)]
struct Found {
    mode: Mode,
    hits: Vec<Retrieved>,
}

fn answer(args: &Args, search: impl Fn(&str) -> Result<Found>) -> Result<Outcome> {
    if let Some(path) = &args.batch {
        return batch::run(path, |line: &BatchLine| {
            Ok(found_line(line.id.clone(), search(&line.question)?))
        });
    }
    let text = args.question.as_deref().context("ask something")?;
    let found = search(text)?;
    if args.json || args.format == Format::Json {
        output::json(&found_line(text.into(), found))?;
        return Ok(Outcome::Done);
    }
    output::line(&format!("({})", found.mode.name()))?;
    for (number, hit) in found.hits.iter().enumerate() {
        let place = output::place(&hit.locator);
        output::line(&format!(
            "{}. {} — {place}  ({:.3})",
            number + 1,
            hit.source,
            hit.score
        ))?;
        output::line(&format!("   {}\n", hit.passage.replace('\n', "\n   ")))?;
    }
    Ok(Outcome::Done)
}
