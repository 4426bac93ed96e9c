//! `quarry validate`: what in the graph, or in a Turtle file, breaks the shapes.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;
use quarry_graph::{Access, Knowledge, Shapes, ValidationReport, merged, parse_turtle, write_turtle};
use quarry_query::http::{ReportForm, Said, ValidateRequest};
use serde_json::json;

use super::{Outcome, told};
use crate::invocation::{Invocation, Reached};

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

impl Args {
    fn form(&self) -> ReportForm {
        match self.format {
            _ if self.json => ReportForm::Json,
            Format::Text => ReportForm::Text,
            Format::Json => ReportForm::Json,
            Format::Turtle => ReportForm::Turtle,
        }
    }
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let read = |path: &PathBuf| std::fs::read_to_string(path).with_context(|| path.display().to_string());
    let given = args
        .shapes
        .as_ref()
        .map(|path| anyhow::Ok((path, read(path)?)))
        .transpose()?;
    let shapes = given
        .as_ref()
        .map(|(path, text)| Shapes::from_turtle(text).with_context(|| path.display().to_string()))
        .transpose();
    let said = if let Some(path) = &args.file {
        let graph = parse_turtle(&read(path)?).with_context(|| path.display().to_string())?;
        let shapes = match shapes? {
            Some(shapes) => shapes,
            None => invocation.installed_shapes()?,
        };
        report(
            args.form(),
            vec![(path.display().to_string(), shapes.validate(&graph))],
        )?
    } else {
        // Shapes that cannot be read are told before anything is asked.
        shapes?;
        let request = ValidateRequest {
            form: args.form(),
            shapes: given.map(|(_, text)| text),
        };
        match invocation.reach(Access::Read)? {
            Reached::Here(knowledge) => carry_out(&request, &knowledge)?,
            Reached::Served(served) => served.post("/api/validate", &request)?,
        }
    };
    told(&said)
}

/// Holds the graph against the shapes that are given, or its own; for the command, and for the server that holds the folder.
///
/// # Errors
/// What the store said, or where the shapes cannot be read.
pub(crate) fn carry_out(request: &ValidateRequest, knowledge: &Knowledge) -> Result<Said> {
    let given = request.shapes.as_deref().map(Shapes::from_turtle).transpose()?;
    let shapes = given.as_ref().unwrap_or_else(|| knowledge.shapes());
    report(request.form, knowledge.validate(shapes)?)
}

fn report(form: ReportForm, reports: Vec<(String, ValidationReport)>) -> Result<Said> {
    let results = || reports.iter().flat_map(|(_, report)| &report.results);
    let mut said = Said {
        partial: results().any(quarry_graph::ValidationResult::is_violation),
        ..Said::default()
    };
    let lines = &mut said.lines;
    match form {
        ReportForm::Turtle => {
            let text = write_turtle(&merged(reports).to_rdf())?;
            lines.push(text.trim_end().to_owned());
        }
        ReportForm::Text => {
            let (mut documents, mut results) = (0, 0);
            for (source, report) in reports.iter().filter(|(_, report)| !report.conforms()) {
                documents += 1;
                results += report.results.len();
                lines.push(source.clone());
                lines.extend(report.results.iter().map(|result| format!("  {}", result.line())));
            }
            lines.push(match results {
                0 => "conforms".to_owned(),
                _ => format!("{results} results in {documents} documents"),
            });
        }
        ReportForm::Json => {
            for (source, report) in &reports {
                for result in &report.results {
                    lines.push(serde_json::to_string(&json!({
                        "source": source,
                        "severity": result.severity.as_str().rsplit('#').next(),
                        "focus": result.focus.to_string(),
                        "path": result.path.as_ref().map(ToString::to_string),
                        "value": result.value.as_ref().map(ToString::to_string),
                        "component": result.component,
                        "shape": result.shape_name.as_str(),
                        "message": result.messages.iter().map(|m| m.value()).collect::<Vec<_>>().join(" / "),
                    }))?);
                }
            }
        }
    }
    Ok(said)
}
