//! Reading DOCX, PPTX, ODT and ODP.
//!
//! [`docx`] and [`opendocument`] give the parts of a text in order (paragraphs with what hangs on them, tables), [`pptx`] and
//! the slides of ODP the same for each slide; [`flow`] makes blocks of them. What is hidden in the document (hidden text,
//! comments, speaker's notes, hidden slides) is kept and marked. Text that was deleted under change tracking is left out.
//!
//! A paragraph is located by its index among the outermost paragraphs and tables of the text; what stands in a table, a text
//! box or a note has the place of the outermost one that it hangs on.

mod docx;
mod flow;
mod opendocument;
mod pptx;
mod properties;

use crate::format::Format;
use crate::package::Package;
use crate::read::{ReadError, ReadOptions, Reading};

/// Reads one file of these formats.
///
/// # Errors
/// [`ReadError::Encrypted`] where a password is needed, [`ReadError::Damaged`] and [`ReadError::Limit`] where nothing can be
/// read. What is damaged in part comes back with a warning.
pub(crate) fn read(bytes: &[u8], format: Format, options: &ReadOptions) -> Result<Reading, ReadError> {
    let mut package = Package::open(bytes)
        .ok_or_else(|| ReadError::Damaged("the zip archive cannot be opened".to_owned()))?;
    match format {
        Format::Docx => docx::read(&mut package),
        Format::Pptx => pptx::read(&mut package),
        _ => {
            package.unseal(options.password.as_deref())?;
            opendocument::read(&mut package)
        }
    }
}
