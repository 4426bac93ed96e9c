//! How much one file may ask for, so that a hostile one costs bounded time and memory.

use std::io::Read;

use crate::read::ReadError;

/// Inflated bytes of all the streams or parts of one file.
const INFLATED_BYTES: u64 = 256 << 20;
/// Paragraphs and cells of one file, nested ones included.
const PIECES: usize = 3_000_000;
/// Tables, boxes and notes inside one another.
pub(crate) const NESTING: usize = 32;
/// Rows and columns of one table; what the format's 16 bits can number.
pub(crate) const GRID: u32 = 0xFFFF;

/// What is left to one file.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes: u64,
    pieces: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: INFLATED_BYTES,
            pieces: PIECES,
        }
    }
}

impl Budget {
    /// Reads `source` to its end or to the first error; whether the end was reached comes second.
    ///
    /// # Errors
    /// [`ReadError::Limit`] where it holds more bytes than are left.
    pub(crate) fn read_to_end(&mut self, source: impl Read) -> Result<(Vec<u8>, bool), ReadError> {
        let mut out = Vec::new();
        let whole = source.take(self.bytes + 1).read_to_end(&mut out).is_ok();
        let read = out.len() as u64;
        if read > self.bytes {
            return Err(ReadError::Limit(format!(
                "more than {INFLATED_BYTES} bytes when inflated"
            )));
        }
        self.bytes -= read;
        Ok((out, whole))
    }

    /// Takes one paragraph or cell; false when none is left.
    pub(crate) fn take_piece(&mut self) -> bool {
        let left = self.pieces.checked_sub(1);
        self.pieces = left.unwrap_or(0);
        left.is_some()
    }
}
