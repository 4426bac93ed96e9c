//! `quarry backup` and `quarry restore`: a consistent copy of the data folder, and back.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use quarry_graph::{Access, Knowledge, OpenOptions};

use super::Outcome;
use crate::invocation::{CONFIGURATION, Invocation, Reached};
use crate::output;

/// Files of a data folder beside the graph and its indexes.
const BESIDE: [&str; 2] = [CONFIGURATION, "ingest.redb"];

/// Write a consistent copy of the data folder
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// Folder to write it to, which must not exist
    target: PathBuf,
}

/// Put a copy that `backup` wrote into an empty data folder
#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// Folder that `backup` wrote
    backup: PathBuf,
}

pub(super) fn back_up(args: &BackupArgs, invocation: &Invocation) -> Result<Outcome> {
    let data = invocation.data_folder()?;
    match invocation.reach(Access::Write)? {
        Reached::Here(knowledge) => copy(&knowledge, data, &args.target)?,
        Reached::Served(served) => {
            let target = std::path::absolute(&args.target)?;
            served.post::<()>("/api/backup", &serde_json::json!({ "target": target }))?;
        }
    }
    output::complain(&format!("wrote {}", args.target.display()));
    Ok(Outcome::Done)
}

pub(super) fn restore(args: &RestoreArgs, invocation: &Invocation) -> Result<Outcome> {
    let data = invocation.data_folder()?;
    if data.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty; restore into a new folder", data.display());
    }
    if data.is_dir() {
        std::fs::remove_dir(data).with_context(|| data.display().to_string())?;
    }
    let knowledge = Knowledge::open(
        &args.backup,
        &OpenOptions {
            access: Access::Write,
            ..OpenOptions::default()
        },
    )?;
    copy(&knowledge, &args.backup, data)?;
    output::complain(&format!(
        "restored {} to {}",
        args.backup.display(),
        data.display()
    ));
    Ok(Outcome::Done)
}

/// Copies the knowledge and what stands beside it.
///
/// # Errors
/// Where the target exists or cannot be written.
pub(crate) fn copy(knowledge: &Knowledge, from: &Path, to: &Path) -> Result<()> {
    knowledge.backup(to)?;
    for name in BESIDE {
        let file = from.join(name);
        if file.is_file() {
            std::fs::copy(&file, to.join(name)).with_context(|| file.display().to_string())?;
        }
    }
    // the vectors are those of the models that made them
    copy_folder(&from.join("models"), &to.join("models"))
}

/// Copies a folder of files and folders, where there is one; links are followed.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    for entry in std::fs::read_dir(from).with_context(|| from.display().to_string())? {
        let (path, target) = {
            let entry = entry.with_context(|| from.display().to_string())?;
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            std::fs::copy(&path, target).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}
