//! `quarry ask`: an answer with citations.

use std::path::PathBuf;

use anyhow::{Context, Result};
use quarry_graph::Access;
use quarry_query::generator::compose;
use quarry_query::{Answer, AnswerLine, BatchLine, Mode, Question};

use super::Outcome;
use super::search::Format;
use crate::invocation::{Invocation, Reached};
use crate::{batch, output};

/// Answer a question from the documents, with citations
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The question
    #[arg(required_unless_present = "batch")]
    question: Option<String>,
    /// Read {"id", "question"} a line and write one object a line, in the same order
    #[arg(long, value_name = "FILE.jsonl", conflicts_with = "question")]
    batch: Option<PathBuf>,
    /// How to search
    #[arg(long, default_value = "auto", value_name = "MODE", value_parser = super::search::modes())]
    mode: Mode,
    /// What was known and in force on that day (2024-12-31), by the dates that papers bear and that they tell
    #[arg(long, value_name = "DAY", value_parser = super::search::day)]
    as_of: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// Answers; with `verbose` the query that an answer over figures comes down to is told too.
pub(super) fn run(args: &Args, invocation: &Invocation, verbose: bool) -> Result<Outcome> {
    let mode = args.mode;
    let as_of = args.as_of.clone();
    match invocation.reach(Access::Read)? {
        Reached::Here(knowledge) => {
            let engine = invocation.engine(knowledge)?;
            let generator = invocation.generator()?;
            answer(args, verbose, |text| {
                let question = Question::new(text).with_mode(mode).as_of(as_of.clone());
                Ok(compose(generator.as_ref(), &engine, &question)?)
            })
        }
        Reached::Served(served) => answer(args, verbose, |text| {
            served.post(
                "/api/ask",
                &serde_json::json!({ "question": text, "mode": mode.name(), "as_of": as_of }),
            )
        }),
    }
}

fn answer(args: &Args, verbose: bool, ask: impl Fn(&str) -> Result<Answer>) -> Result<Outcome> {
    if let Some(path) = &args.batch {
        return batch::run(path, |line: &BatchLine| {
            let answer = ask(&line.question)?;
            Ok(serde_json::to_value(AnswerLine::new(line.id.clone(), &answer))?)
        });
    }
    let answer = ask(args.question.as_deref().context("ask something")?)?;
    if args.json || args.format == Format::Json {
        output::json(&answer)?;
    } else {
        output::print(&shown(&answer))?;
        if let Some(query) = answer.query.as_deref().filter(|_| verbose) {
            output::print(&format!("\n{query}"))?;
        }
    }
    Ok(Outcome::Done)
}

/// The answer for a person: the answer, why, the mode that answered, and where each citation stands.
pub(super) fn shown(answer: &Answer) -> String {
    let mut text = format!("{}\n", answer.answer);
    if !answer.explanation.is_empty() {
        text.push_str(&format!("{}\n", answer.explanation));
    }
    text.push_str(&format!("({})\n", answer.mode.name()));
    for (number, citation) in answer.citations.iter().enumerate() {
        let place = output::place(&citation.locator);
        text.push_str(&format!("  [{}] {} — {place}\n", number + 1, citation.source));
        let quote = if citation.quote.is_empty() {
            &citation.passage
        } else {
            &citation.quote
        };
        text.push_str(&format!("      {}\n", quote.replace('\n', "\n      ")));
    }
    text
}
