//! The table in memory as it was when the folder was last closed, so that opening need not read it out of the store.
//!
//! A cache and nothing more: it names the sequence that it was written at, and counts only while the store stands there. It lies
//! in the store's own folder, so that it cannot outlive the store that it belongs to.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

use super::documents::Documents;
use super::entry::DocumentEntry;

/// Raised whenever an entry changes its form.
const VERSION: u32 = 4;

const NAME: &str = "quarry-table";

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    sequence: u64,
    documents: Vec<&'a DocumentEntry>,
}

#[derive(Deserialize)]
struct Found {
    version: u32,
    sequence: u64,
    documents: Vec<DocumentEntry>,
}

/// The table of that sequence; none where there is none, or it cannot be read.
pub(crate) fn read(folder: &Path, sequence: u64) -> Option<Documents> {
    let mut json = Vec::new();
    let file = BufReader::new(File::open(folder.join(NAME)).ok()?);
    DeflateDecoder::new(file).read_to_end(&mut json).ok()?;
    let found: Found = serde_json::from_slice(&json).ok()?;
    let documents = found.documents.into_iter().map(Arc::new);
    (found.version == VERSION && found.sequence == sequence).then(|| documents.collect())
}

/// Writes the table beside its place and renames it there.
pub(crate) fn write(folder: &Path, sequence: u64, documents: &Documents) -> std::io::Result<()> {
    let unfinished = folder.join(format!("{NAME}.new"));
    let file = BufWriter::new(File::create(&unfinished)?);
    let mut encoder = DeflateEncoder::new(file, Compression::fast());
    let documents = documents.iter().map(AsRef::as_ref).collect();
    serde_json::to_writer(
        &mut encoder,
        &Written {
            version: VERSION,
            sequence,
            documents,
        },
    )?;
    encoder.finish()?.flush()?;
    std::fs::rename(&unfinished, folder.join(NAME))
}
