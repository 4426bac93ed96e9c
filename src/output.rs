//! Results go to stdout, everything else to stderr.

use std::io::{self, Write};

use anyhow::Result;
use quarry_ingest::{Locator, Place};
use serde::Serialize;

/// Writes text to stdout as it is.
///
/// # Errors
/// Where stdout is closed.
pub(crate) fn print(text: &str) -> Result<()> {
    bytes(text.as_bytes())
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

/// A locator for a person: `page 3`, `sheet 預算, B3:F20`, `section 1, paragraph 12`.
pub(crate) fn place(locator: &Locator) -> String {
    let mut shown = match &locator.place {
        Place::Page { page, .. } => format!("page {page}"),
        Place::Sheet { sheet, range } => format!("sheet {sheet}, {range}"),
        Place::Section {
            section,
            paragraph,
            page,
        } => {
            let page = page.map(|p| format!("page {p}, ")).unwrap_or_default();
            format!("{page}section {}, paragraph {}", section + 1, paragraph + 1)
        }
        Place::Lines {
            line: [first, last], ..
        } if first == last => format!("line {first}"),
        Place::Lines {
            line: [first, last], ..
        } => format!("lines {first} to {last}"),
        Place::Slide { slide } => format!("slide {slide}"),
        Place::Paragraph { paragraph } => format!("paragraph {}", paragraph + 1),
    };
    if let (Some(row), Some(column)) = (locator.row, locator.column) {
        shown.push_str(&format!(", row {}, column {}", row + 1, column + 1));
    }
    shown
}

/// Copies what `from` gives to stdout.
///
/// # Errors
/// Where `from` fails or stdout is closed.
pub(crate) fn copy(from: &mut dyn io::Read) -> Result<()> {
    let mut out = io::stdout().lock();
    io::copy(from, &mut out)?;
    out.flush()?;
    Ok(())
}

/// Writes bytes to stdout as they are.
///
/// # Errors
/// Where stdout is closed.
pub(crate) fn bytes(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}
