//! Reading PDF.

use crate::read::{ReadError, ReadOptions, Reading};

/// Reads one file.
///
/// # Errors
/// Where nothing of the file can be read.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Reading, ReadError> {
    let _ = (bytes, options);
    Err(ReadError::Unsupported("no reader yet".to_owned()))
}
