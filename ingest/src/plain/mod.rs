//! Reading CSV, Markdown, HTML, JSON Lines and plain text.
//!
//! [`decode`] makes text of bytes, [`sniff`] tells the formats apart, and one module a format makes blocks of it. Places are
//! lines and Unicode scalar values of the decoded text ([`position`]); a delimited file is a sheet with its stem as name.

pub mod csv;
pub mod decode;
pub mod delimiter;
pub mod html;
pub mod jsonl;
pub mod markdown;
pub mod position;
pub mod sniff;
pub mod text;

use crate::document::Diagnostic;
use crate::format::Format;
use crate::read::{ReadError, Reading};

/// Reads one file of text. `stem` names the sheet of a delimited file.
///
/// # Errors
/// Where nothing of the file can be read.
pub fn read(bytes: &[u8], format: Format, stem: &str) -> Result<Reading, ReadError> {
    let decoded = decode::decode(bytes);
    let mut reading = match format {
        Format::Csv => csv::read(&decoded.text, stem)?,
        Format::Markdown => markdown::read(&decoded.text),
        Format::Html => html::read(&decoded.text),
        _ => text::read(&decoded.text),
    };
    reading
        .metadata
        .insert("encoding".to_owned(), decoded.encoding.to_owned());
    if decoded.lossy {
        reading.diagnostics.push(Diagnostic::warning(
            "garbled_text",
            format!(
                "some bytes are no {} text and were replaced; save the file again as UTF-8",
                decoded.encoding
            ),
        ));
    }
    Ok(reading)
}
