//! Files of a model folder, which may be kept compressed.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::GzDecoder;

/// Most bytes that a compressed file may come to.
const MOST: u64 = 4 << 30;

/// Whether the file is compressed, by its name.
pub(crate) fn is_packed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "gz")
}

/// The content of a file; of one whose name ends in `.gz`, what it was compressed from.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !is_packed(path) {
        return std::fs::read(path);
    }
    let mut content = Vec::new();
    GzDecoder::new(File::open(path)?)
        .take(MOST)
        .read_to_end(&mut content)?;
    Ok(content)
}
