//! `quarry runs`: what each ingestion did.

use anyhow::Result;
use quarry_graph::{Access, RunState};

use super::Outcome;
use crate::invocation::Invocation;
use crate::output;

/// List ingestion runs, the newest first
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many
    #[arg(short, long, default_value_t = 20)]
    number: usize,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    for run in invocation.knowledge(Access::Read)?.runs(args.number)? {
        if args.json {
            output::json(&run)?;
            continue;
        }
        let state = match run.state {
            RunState::Running => "not ended",
            RunState::Done => "done",
            RunState::Partial => "partly done",
            RunState::Refused => "refused",
        };
        output::line(&format!(
            "{}  {state:11} {} added, {} changed, {} removed, {} unchanged, {} not taken",
            run.started,
            run.added,
            run.changed,
            run.removed,
            run.unchanged,
            run.failed.len(),
        ))?;
        for (path, reason) in &run.failed {
            output::line(&format!("    {path}: {reason}"))?;
        }
    }
    Ok(Outcome::Done)
}
