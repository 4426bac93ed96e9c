//! Results go to stdout, everything else to stderr.

use std::io::{self, Write};

use anyhow::Result;
use serde::Serialize;

/// Writes text to stdout as it is.
///
/// # Errors
/// Where stdout is closed.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Writes one line to stdout.
///
/// # Errors
/// Where stdout is closed.
pub(crate) fn line(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(())
}

/// Writes a value as one line of JSON to stdout.
///
/// # Errors
/// Where stdout is closed.
pub(crate) fn json(value: &impl Serialize) -> Result<()> {
    line(&serde_json::to_string(value)?)
}

/// Writes one line to stderr; a closed stderr is nobody's loss.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
