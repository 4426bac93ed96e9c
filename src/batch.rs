//! Batches: one JSON object a line in, one a line out, in the same order. A line that fails costs that line.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cli::Outcome;
use crate::output;

/// Answers each line of the file at `path` with `answer`; a failed one gives `{"id", "error"}`.
///
/// # Errors
/// Where the file cannot be read or stdout is closed.
pub(crate) fn run<Q: DeserializeOwned, A: Serialize>(
    path: &Path,
    mut answer: impl FnMut(&Q) -> Result<A>,
) -> Result<Outcome> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut outcome = Outcome::Done;
    for line in BufReader::new(file).lines() {
        let line = line.with_context(|| path.display().to_string())?;
        if line.trim().is_empty() {
            continue;
        }
        let answered = serde_json::from_str::<Q>(&line)
            .map_err(anyhow::Error::from)
            .and_then(|q| answer(&q));
        match answered {
            Ok(answer) => output::json(&answer)?,
            Err(error) => {
                outcome = Outcome::Partial;
                let id = serde_json::from_str::<serde_json::Value>(&line)
                    .ok()
                    .and_then(|v| v.get("id").cloned())
                    .unwrap_or_default();
                output::json(&serde_json::json!({ "id": id, "error": format!("{error:#}") }))?;
            }
        }
    }
    Ok(outcome)
}
