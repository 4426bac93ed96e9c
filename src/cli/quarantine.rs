//! `quarry quarantine`: files that killed their parser, and their release.

use anyhow::{Result, bail};
use quarry_graph::Access;
use quarry_ingest::ledger::{Ledger, QuarantineEntry};

use super::Outcome;
use crate::invocation::{Invocation, Reached};
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
        match invocation.reach(Access::Write)? {
            Reached::Here(_lock) if !release(&open_ledger(data)?, path)? => {
                bail!("{path} is not in quarantine")
            }
            Reached::Here(_) => {}
            Reached::Served(served) => served.delete("/api/quarantine", &[("path", path)])?,
        }
        return Ok(Outcome::Done);
    }
    let entries: Vec<QuarantineEntry> = match invocation.reach(Access::Read)? {
        Reached::Here(_) => Ledger::open_to_read(&data.join("ingest.redb"))?.quarantine()?,
        Reached::Served(served) => served.get("/api/quarantine", &[])?,
    };
    for entry in entries {
        if args.json {
            output::json(&entry)?;
        } else {
            output::line(&format!("{}  {}  {}", entry.since, entry.path, entry.reason))?;
        }
    }
    Ok(Outcome::Done)
}

/// Gives the file another chance; false where it is not in quarantine.
///
/// # Errors
/// What the ledger said.
pub(crate) fn release(ledger: &Ledger, path: &str) -> Result<bool> {
    let held = ledger.quarantine()?;
    match held.iter().find(|e| e.path == path) {
        Some(entry) => Ok(ledger.release(&entry.root, path)?),
        None => Ok(false),
    }
}
