//! `quarry status`: what the index holds.

use anyhow::Result;
use quarry_graph::{Access, Counts, Run};
use serde::Deserialize;
use serde_json::json;

use super::Outcome;
use crate::invocation::{Invocation, Reached};
use crate::output;

/// Show what the index holds
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What the server's status has that this command prints.
#[derive(Debug, Deserialize)]
struct Held {
    counts: Counts,
    sequence: u64,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let (Held { counts, sequence }, last) = match invocation.reach(Access::Read)? {
        Reached::Here(knowledge) => (
            Held {
                counts: knowledge.counts()?,
                sequence: knowledge.sequence(),
            },
            knowledge.runs(1)?.pop(),
        ),
        Reached::Served(served) => {
            let runs: Vec<Run> = served.get("/api/runs", &[])?;
            (served.get("/api/status", &[])?, runs.into_iter().next())
        }
    };
    if args.json {
        output::json(&json!({ "counts": counts, "sequence": sequence, "last_run": last }))?;
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
