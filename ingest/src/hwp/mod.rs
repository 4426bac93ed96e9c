//! Reading HWP 5 and HWPX, the two formats of Hangul, the word processor of Korean public offices.
//!
//! Both carry the same thing in different clothes, so both are read into one [`manuscript`] (sections, paragraphs,
//! and the objects that hang on them) by [`hwp5`] and [`hwpx`]. What it says in print is worked out once for both:
//! [`numbering`] resolves numbers and bullets, [`headings`] finds the headings, [`pages`] tells pages from the layout
//! cache, [`captions`] ties captions and units to their tables, and [`blocks`] puts the blocks together.
//!
//! A paragraph is located by its index among the outermost paragraphs of its section; what stands in a table, a text
//! box or a note has the place of the outermost paragraph that it hangs on.

mod blocks;
mod captions;
mod headings;
mod hwp5;
mod hwpx;
mod limits;
mod manuscript;
mod numbering;
mod pages;

use crate::read::{ReadError, ReadOptions, Reading};

/// First bytes of an OLE compound file, which HWP 5 is.
const COMPOUND_MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// First bytes of a zip archive, which HWPX is.
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";
/// First bytes of HWP 3 and older.
const HWP3_MAGIC: &[u8] = b"HWP Document File V";

/// Reads one HWP 5 or HWPX file; which of them it is, is told from its first bytes.
///
/// # Errors
/// [`ReadError::Encrypted`] where a password is needed, [`ReadError::Locked`] under rights management,
/// [`ReadError::Unsupported`] for HWP 3, HWPML and what is neither, [`ReadError::Damaged`] and [`ReadError::Limit`]
/// where nothing can be read. What is damaged in part comes back with a warning.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Reading, ReadError> {
    let manuscript = if bytes.starts_with(COMPOUND_MAGIC) {
        hwp5::read(bytes)?
    } else if bytes.starts_with(ZIP_MAGIC) {
        hwpx::read(bytes, options)?
    } else if bytes.starts_with(HWP3_MAGIC) {
        return Err(ReadError::Unsupported(
            "HWP 3; save it as HWP 5 or HWPX".to_owned(),
        ));
    } else if is_hwpml(bytes) {
        return Err(ReadError::Unsupported(
            "HWPML; save it as HWP 5 or HWPX".to_owned(),
        ));
    } else {
        return Err(ReadError::Unsupported("neither HWP nor HWPX".to_owned()));
    };
    Ok(blocks::assemble(manuscript))
}

/// Whether this is HWPML: XML with an `HWPML` element at its root.
fn is_hwpml(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    head.windows(6).any(|window| window == b"<HWPML")
}
