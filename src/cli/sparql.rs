//! `quarry sparql`: a query over the graph.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use quarry_graph::Access;
use quarry_query::sparql::{Form, SparqlOptions, evaluate};

use super::Outcome;
use crate::invocation::{Invocation, Reached};
use crate::output;

/// Ask the graph in SPARQL
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The query
    #[arg(required_unless_present = "file")]
    query: Option<String>,
    /// Read the query from a file
    #[arg(long, value_name = "F", conflicts_with = "query")]
    file: Option<PathBuf>,
    /// table, json, xml, csv, tsv; ttl, nt, nq, trig, jsonld, rdfxml for graphs
    #[arg(long, default_value = "table")]
    format: String,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let query = match &args.file {
        Some(path) => std::fs::read_to_string(path).with_context(|| path.display().to_string())?,
        None => args.query.clone().context("give a query")?,
    };
    let name = if args.json { "json" } else { &args.format };
    let Some(form) = Form::from_name(name) else {
        bail!("there is no format {name:?}; --help lists them")
    };
    match invocation.reach(Access::Read)? {
        Reached::Here(knowledge) => {
            let (_, bytes) = evaluate(knowledge.store(), &query, &SparqlOptions::default(), |_| {
                Some(form)
            })?;
            output::bytes(&bytes)?;
        }
        Reached::Served(served) => {
            let mut parameters = vec![("query", query.as_str())];
            if form == Form::Table {
                parameters.push(("format", "table"));
            }
            output::copy(&mut served.stream("/sparql", &parameters, form.media_type())?)?;
        }
    }
    Ok(Outcome::Done)
}
