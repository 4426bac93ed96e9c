//! `quarry quarantine`: files that killed their parser, and their release.

use anyhow::{Result, bail};
use quarry_graph::Access;
use quarry_ingest::ledger::Ledger;

use super::Outcome;
use crate::invocation::Invocation;
use crate::output;
use crate::pipeline::open_ledger;

/// List files that killed their parser three times, or give them another chance
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Give this file another chance in the next run
    #[arg(long, value_name = "PATH")]
    release: Option<String>,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let data = invocation.data_folder()?;
    if let Some(path) = &args.release {
        // the lock of the graph stands for the whole data folder
        let _lock = invocation.knowledge(Access::Write)?;
        let ledger = open_ledger(data)?;
        let held = ledger.quarantine()?;
        let Some(entry) = held.iter().find(|e| e.path == *path) else {
            bail!("{path} is not in quarantine")
        };
        ledger.release(&entry.root, path)?;
        return Ok(Outcome::Done);
    }
    let ledger = Ledger::open_to_read(&data.join("ingest.redb"))?;
    for entry in ledger.quarantine()? {
        if args.json {
            output::json(&entry)?;
        } else {
            output::line(&format!("{}  {}  {}", entry.since, entry.path, entry.reason))?;
        }
    }
    Ok(Outcome::Done)
}
