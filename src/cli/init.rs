//! `quarry init`: a commented configuration to start from.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Outcome;
use crate::{invocation, options, output};

/// Write a commented quarry.toml
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder to write it to; made where it does not exist
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    std::fs::create_dir_all(&args.folder).with_context(|| args.folder.display().to_string())?;
    let path = args.folder.join(invocation::CONFIGURATION);
    // create_new: a configuration that somebody wrote is never overwritten
    match OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(mut file) => file
            .write_all(options::template().as_bytes())
            .with_context(|| path.display().to_string())?,
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
            output::complain(&format!(
                "{} is there already and was left as it is",
                path.display()
            ));
            return Ok(Outcome::Refused);
        }
        Err(e) => return Err(e).with_context(|| path.display().to_string()),
    }
    output::complain(&format!("wrote {}", path.display()));
    Ok(Outcome::Done)
}
