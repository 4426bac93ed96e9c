//! The streams of the compound file round a workbook.
//!
//! calamine follows the chains of a damaged file without end. So the streams are read by our own means, which bound them,
//! and calamine gets a new file that holds nothing else.

use std::io::{Cursor, Write};

use crate::compound_file::Storage;
use crate::limits::Budget;
use crate::read::ReadError;

/// What the file says of itself: title, author, dates.
const SUMMARIES: [&str; 2] = ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"];
/// Names of the stream of the workbook: since Excel 97, and before.
const NAMES: [&str; 2] = ["Workbook", "Book"];

/// What is read of a file.
pub(super) struct Streams {
    /// The records of the workbook.
    pub(super) workbook: Vec<u8>,
    name: &'static str,
    summaries: Vec<(&'static str, Vec<u8>)>,
}

impl Streams {
    /// Reads the streams of a compound file; a file of bare records is one stream.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] where there is no workbook in it, [`ReadError::Limit`] where it is too large.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, ReadError> {
        if !bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Ok(Self {
                workbook: bytes.to_vec(),
                name: "Workbook",
                summaries: Vec::new(),
            });
        }
        let mut budget = Budget::default();
        let mut storage = Storage::open(bytes, &["/Workbook", "/Book"], &mut budget)?;
        let stored = storage.root_names();
        let mut read = |name: &str| -> Result<Option<Vec<u8>>, ReadError> {
            let stored = stored.iter().find(|known| known.eq_ignore_ascii_case(name));
            let Some(stored) = stored else { return Ok(None) };
            let stream = storage.stream(&format!("/{stored}"), &mut budget)?;
            Ok(stream.map(|(stream, _)| stream))
        };
        for name in NAMES {
            if let Some(workbook) = read(name)? {
                let mut summaries = Vec::new();
                for summary in SUMMARIES {
                    summaries.extend(read(summary)?.map(|stream| (summary, stream)));
                }
                return Ok(Self {
                    workbook,
                    name,
                    summaries,
                });
            }
        }
        Err(ReadError::Damaged("it holds no workbook".to_owned()))
    }

    /// A new compound file of the streams.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] where it cannot be written.
    pub(super) fn file(&self) -> Result<Vec<u8>, ReadError> {
        let write = || -> std::io::Result<Vec<u8>> {
            // Version 3 is what calamine knows best: it refuses version 4 without short streams.
            let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
            let workbook = (self.name, &self.workbook);
            let summaries = self.summaries.iter().map(|(name, stream)| (*name, stream));
            for (name, stream) in std::iter::once(workbook).chain(summaries) {
                file.create_stream(format!("/{name}"))?.write_all(stream)?;
            }
            file.flush()?;
            Ok(file.into_inner().into_inner())
        };
        write().map_err(|e| ReadError::Damaged(format!("its streams ({e})")))
    }
}
