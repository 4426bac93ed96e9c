//! `quarry status`: what the index holds.

use anyhow::Result;
use quarry_graph::Access;
use serde_json::json;

use super::Outcome;
use crate::invocation::Invocation;
use crate::output;

/// Show what the index holds
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let knowledge = invocation.knowledge(Access::Read)?;
    let counts = knowledge.counts()?;
    let last = knowledge.runs(1)?.pop();
    if args.json {
        output::json(&json!({ "counts": counts, "sequence": knowledge.sequence(), "last_run": last }))?;
        return Ok(Outcome::Done);
    }
    let rows = [
        ("documents", counts.documents),
        ("passages", counts.passages),
        ("tables", counts.tables),
        ("entities", counts.entities),
        ("relations", counts.relations),
        ("figures", counts.figures),
        ("quads", counts.quads),
    ];
    for (name, value) in rows {
        output::line(&format!("{name:10} {value:>10}"))?;
    }
    if let Some(run) = last {
        let ended = run.ended.as_deref().unwrap_or("not ended");
        output::line(&format!("last run   {} ({ended})", run.id))?;
    }
    Ok(Outcome::Done)
}
