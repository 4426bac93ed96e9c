//! `quarry remove`: documents out of the index, and nothing of them left.

use anyhow::Result;
use jiff::Timestamp;
use quarry_graph::{Access, Change, Run, RunState};

use super::Outcome;
use crate::invocation::Invocation;
use crate::output;

/// Remove documents from the index; a file that still stands in a source comes back with the next run
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Sources of the documents, as `search` and `status` print them
    #[arg(required = true)]
    sources: Vec<String>,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let knowledge = invocation.knowledge(Access::Write)?;
    let started = Timestamp::now();
    let id = format!("{}-remove", started.strftime("%Y%m%dT%H%M%S%fZ"));
    let (mut changes, mut failed) = (Vec::new(), Vec::new());
    for source in &args.sources {
        match knowledge.document(source)? {
            Some(_) => changes.push(Change::Remove {
                source: source.clone(),
                run: id.clone(),
            }),
            None => failed.push((source.clone(), "not in the index".to_owned())),
        }
    }
    let removed = changes.len();
    knowledge.apply(changes)?;
    knowledge.record_run(&Run {
        id,
        started: started.to_string(),
        ended: Some(Timestamp::now().to_string()),
        state: if failed.is_empty() {
            RunState::Done
        } else {
            RunState::Partial
        },
        added: 0,
        changed: 0,
        removed,
        unchanged: 0,
        failed: failed.clone(),
    })?;
    for (source, reason) in &failed {
        output::complain(&format!("{source}: {reason}"));
    }
    output::complain(&format!("removed {removed} documents"));
    Ok(if failed.is_empty() {
        Outcome::Done
    } else {
        Outcome::Partial
    })
}
