//! How much one file may ask for, so that a hostile one costs bounded time and memory.

use std::io::Read;

use crate::document::Diagnostic;
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

/// What a reader of running text keeps within: pieces and depth, and what was left out for it.
#[derive(Debug, Default)]
pub(crate) struct Bounds {
    pub(crate) budget: Budget,
    depth: usize,
    nested_too_deep: bool,
    exhausted: bool,
}

impl Bounds {
    /// Takes one paragraph or cell from the budget.
    pub(crate) fn take_piece(&mut self) -> bool {
        let taken = self.budget.take_piece();
        self.exhausted |= !taken;
        taken
    }

    /// Goes one level deeper; false where that is too deep. Each object of these formats is several elements deep.
    pub(crate) fn enter(&mut self) -> bool {
        let fits = self.depth < 2 * NESTING;
        self.depth += usize::from(fits);
        self.nested_too_deep |= !fits;
        fits
    }

    /// Comes back from a level that was entered.
    pub(crate) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// What was left out.
    pub(crate) fn complaints(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if self.nested_too_deep {
            let message = "objects stand too deep inside one another; the innermost are left out";
            found.push(Diagnostic::warning("nesting", message));
        }
        if self.exhausted {
            let message = "the document holds more paragraphs and cells than the limit; the rest is left out";
            found.push(Diagnostic::warning("limit", message));
        }
        found
    }
}
