//! The looks at the disk that planning needs.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::source::FoundFile;

/// What planning has to ask of the disk; a test answers from memory.
pub trait Probe {
    /// BLAKE3 of the bytes of `file`, hexadecimal.
    ///
    /// # Errors
    /// [`ProbeError`] where it cannot be read, or changes under the reading.
    fn blake3(&mut self, file: &FoundFile) -> Result<String, ProbeError>;

    /// Where the file `path` below another source's `root` stands, if it does.
    fn standing(&mut self, root: &str, path: &str) -> Option<PathBuf>;
}

/// Why a file cannot be hashed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProbeError {
    /// It is being written to.
    #[error("the file changes while it is read")]
    Changing,
    /// What the system said.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] io::Error),
}

/// The disk itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Probe for Disk {
    fn blake3(&mut self, file: &FoundFile) -> Result<String, ProbeError> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(&file.absolute)?)?;
        if !file.holds_still() {
            return Err(ProbeError::Changing);
        }
        Ok(hasher.finalize().to_hex().to_string())
    }

    fn standing(&mut self, root: &str, path: &str) -> Option<PathBuf> {
        let root = Path::new(root);
        let absolute = if root.is_file() {
            root.to_path_buf()
        } else {
            root.join(path)
        };
        absolute.is_file().then_some(absolute)
    }
}
