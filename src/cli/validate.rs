//! `quarry validate`: what in the graph, or in a Turtle file, breaks the shapes.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;
use quarry_graph::{Access, Shapes, ValidationReport, merged, parse_turtle, write_turtle};
use serde_json::json;

use super::Outcome;
use crate::invocation::Invocation;
use crate::output;

/// Hold the graph against the shapes and print what breaks them; exits with 1 where something does
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Turtle file to hold against the shapes instead of the graph
    file: Option<PathBuf>,
    /// Turtle file of shapes to use instead of the installed ones
    #[arg(long, value_name = "FILE")]
    shapes: Option<PathBuf>,
    /// text: one line a result; json: one object a line; turtle: the report as sh:ValidationReport
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Turtle,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let given = match &args.shapes {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            Some(Shapes::from_turtle(&text).with_context(|| path.display().to_string())?)
        }
        None => None,
    };
    let reports = match &args.file {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            let graph = parse_turtle(&text).with_context(|| path.display().to_string())?;
            let installed = match given {
                Some(shapes) => shapes,
                None => invocation.installed_shapes()?,
            };
            vec![(path.display().to_string(), installed.validate(&graph))]
        }
        None => {
            let knowledge = invocation.alone(Access::Read)?;
            let shapes = given.as_ref().unwrap_or_else(|| knowledge.shapes());
            knowledge.validate(shapes)?
        }
    };
    let violations = reports
        .iter()
        .flat_map(|(_, r)| &r.results)
        .filter(|r| r.is_violation());
    let outcome = match violations.count() {
        0 => Outcome::Done,
        _ => Outcome::Partial,
    };
    print(args, reports)?;
    Ok(outcome)
}

fn print(args: &Args, reports: Vec<(String, ValidationReport)>) -> Result<()> {
    match args.format {
        Format::Turtle if !args.json => output::print(&write_turtle(&merged(reports).to_rdf())?),
        Format::Text if !args.json => {
            let (mut documents, mut results) = (0, 0);
            for (source, report) in reports.iter().filter(|(_, report)| !report.conforms()) {
                documents += 1;
                results += report.results.len();
                output::line(source)?;
                for result in &report.results {
                    output::line(&format!("  {}", result.line()))?;
                }
            }
            output::line(&match results {
                0 => "conforms".to_owned(),
                _ => format!("{results} results in {documents} documents"),
            })
        }
        _ => {
            for (source, report) in &reports {
                for result in &report.results {
                    output::json(&json!({
                        "source": source,
                        "severity": result.severity.as_str().rsplit('#').next(),
                        "focus": result.focus.to_string(),
                        "path": result.path.as_ref().map(ToString::to_string),
                        "value": result.value.as_ref().map(ToString::to_string),
                        "component": result.component,
                        "shape": result.shape_name.as_str(),
                        "message": result.messages.iter().map(|m| m.value()).collect::<Vec<_>>().join(" / "),
                    }))?;
                }
            }
            Ok(())
        }
    }
}
