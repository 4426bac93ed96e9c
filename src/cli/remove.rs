//! `quarry remove`: documents out of the index, and nothing of them left.

use anyhow::Result;
use jiff::Timestamp;
use quarry_graph::{Access, Change, Knowledge, Run, RunState};

use super::Outcome;
use crate::invocation::{Invocation, Reached};
use crate::output;

/// Remove documents from the index; a file that still stands in a source comes back with the next run
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Sources of the documents, as `search` and `status` print them
    #[arg(required = true)]
    sources: Vec<String>,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let run = match invocation.reach(Access::Write)? {
        Reached::Here(knowledge) => remove(&knowledge, &args.sources)?,
        Reached::Served(served) => served.post(
            "/api/documents/remove",
            &serde_json::json!({ "sources": args.sources }),
        )?,
    };
    for (source, reason) in &run.failed {
        output::complain(&format!("{source}: {reason}"));
    }
    output::complain(&format!("removed {} documents", run.removed));
    Ok(if run.failed.is_empty() {
        Outcome::Done
    } else {
        Outcome::Partial
    })
}

/// Removes documents and records the run that did it.
///
/// # Errors
/// What the store said.
pub(crate) fn remove(knowledge: &Knowledge, sources: &[String]) -> Result<Run> {
    let started = Timestamp::now();
    let id = format!("{}-remove", started.strftime("%Y%m%dT%H%M%S%fZ"));
    let (mut changes, mut failed) = (Vec::new(), Vec::new());
    for source in sources {
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
    let run = Run {
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
        failed,
    };
    knowledge.record_run(&run)?;
    Ok(run)
}
