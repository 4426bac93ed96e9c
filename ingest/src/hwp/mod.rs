//! Reading HWP 3, HWP 5, HWPX and HWPML, the formats of Hangul, the word processor of Korean public offices.
//!
//! They carry the same thing in different clothes, so all are read into one [`manuscript`] (sections, paragraphs,
//! and the objects that hang on them) by [`hwp3`], [`hwp5`],
//! [`hwpx`] and [`hwpml`]. What it says in print is worked out once:
//! [`numbering`] resolves numbers and bullets, [`headings`] finds the headings, [`pages`] tells pages from the layout
//! cache, [`captions`] ties captions and units to their tables, and [`blocks`] puts the blocks together.
//!
//! A paragraph is located by its index among the outermost paragraphs of its section; what stands in a table, a text
//! box or a note has the place of the outermost paragraph that it hangs on.

mod blocks;
mod captions;
mod headings;
mod hwp3;
mod hwp5;
mod hwpml;
mod hwpx;
mod manuscript;
mod numbering;
mod pages;
mod password;

use crate::read::{ReadError, ReadOptions, Reading};

/// First bytes of an OLE compound file, which HWP 5 is.
const COMPOUND_MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// First bytes of a zip archive, which HWPX is.
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";
/// First bytes of HWP 3.
const HWP3_MAGIC: &[u8] = b"HWP Document File V";

/// Reads one file of any of these formats; which of them it is, is told from its first bytes.
///
/// # Errors
/// [`ReadError::Encrypted`] where a password is needed, [`ReadError::Locked`] under rights management,
/// [`ReadError::Unsupported`] for other formats, [`ReadError::Damaged`] and [`ReadError::Limit`]
/// where nothing can be read. What is damaged in part comes back with a warning.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Reading, ReadError> {
    let manuscript = if bytes.starts_with(COMPOUND_MAGIC) {
        hwp5::read(bytes, options)?
    } else if bytes.starts_with(ZIP_MAGIC) {
        hwpx::read(bytes, options)?
    } else if bytes.starts_with(HWP3_MAGIC) {
        hwp3::read(bytes, options)?
    } else if is_hwpml(bytes) {
        hwpml::read(bytes)?
    } else {
        return Err(ReadError::Unsupported("neither HWP nor HWPX".to_owned()));
    };
    Ok(blocks::assemble(manuscript))
}

/// Whether this is HWPML: XML with an `HWPML` element at its root, in UTF-8 or UTF-16.
fn is_hwpml(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let letters: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    letters.windows(6).any(|window| window == b"<HWPML")
}
