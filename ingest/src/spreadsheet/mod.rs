//! Reading XLSX, XLSB, XLS and ODS.

pub mod address;

use crate::format::Format;
use crate::read::{ReadError, ReadOptions, Reading};

/// Reads one workbook.
///
/// # Errors
/// Where nothing of the file can be read.
pub fn read(bytes: &[u8], format: Format, options: &ReadOptions) -> Result<Reading, ReadError> {
    let _ = (bytes, format, options);
    Err(ReadError::Unsupported("no reader yet".to_owned()))
}
