//! `quarry runs`: what each ingestion did.

use anyhow::Result;
use quarry_graph::{Access, Run, RunState};

use super::Outcome;
use crate::invocation::{Invocation, Reached};
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
    let runs = match invocation.reach(Access::Read)? {
        Reached::Here(knowledge) => knowledge.runs(args.number)?,
        Reached::Served(served) => {
            let mut runs: Vec<Run> = served.get("/api/runs", &[])?;
            runs.truncate(args.number);
            runs
        }
    };
    for run in runs {
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
