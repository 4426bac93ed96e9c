//! Sources: the folders and files that an index is kept up to date with.
//!
//! A [`Source`] says where documents come from, which collection they belong to and who may read them.
//! [`scan`](scan::scan) walks it and gives a [`Scan`]: what is ready, what was written to a moment ago and waits, and
//! what could not be looked at. Nothing is opened: a file is known by its [`StatKey`].

pub mod pattern;
pub mod scan;
pub mod stat;

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use pattern::Patterns;
pub use scan::{FoundFile, Scan, ScanOptions, Unreadable, recheck, scan};
pub use stat::StatKey;

/// A folder, or a single file, whose documents are indexed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Absolute path with symbolic links resolved; it is the source's identity.
    pub root: PathBuf,
    /// The collection that its documents belong to.
    pub collection: String,
    /// Who may read them; empty for everybody.
    #[serde(default)]
    pub readers: Vec<String>,
    /// Patterns of files to take; empty takes all.
    #[serde(default)]
    pub include: Vec<String>,
    /// Patterns of files and folders to leave out; they win over `include`.
    #[serde(default)]
    pub exclude: Vec<String>,
}

impl Source {
    /// A source of everything at `path`, in `collection`, for everybody.
    ///
    /// A path that does not exist (any more) is made absolute and kept: whether it can be reached is found out by
    /// [`scan`](scan::scan), and its documents have to be known by the same root even then.
    ///
    /// # Errors
    /// [`SourceError::NotUnicode`] where the path is not Unicode, [`SourceError::Unreachable`] where not even the
    /// working directory can be told.
    pub fn new(path: &Path, collection: &str) -> Result<Self, SourceError> {
        let unreachable = |cause| SourceError::Unreachable {
            root: path.to_path_buf(),
            cause,
        };
        let root = match std::fs::canonicalize(path) {
            Ok(root) => root,
            Err(_) => std::path::absolute(path).map_err(unreachable)?,
        };
        if root.to_str().is_none() {
            return Err(SourceError::NotUnicode { root });
        }
        Ok(Self {
            root,
            collection: collection.to_owned(),
            readers: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
        })
    }

    /// The root as text, as the ledger knows it.
    #[must_use]
    pub fn key(&self) -> String {
        self.root.to_string_lossy().into_owned()
    }
}

/// Why a source cannot be walked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// Missing, unmounted or without permission.
    #[error("the source {} cannot be reached; is it mounted and readable?", root.display())]
    Unreachable {
        /// The source's root.
        root: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// Neither a folder nor a regular file.
    #[error("the source {} is neither a folder nor a file", root.display())]
    NotAFile {
        /// The source's root.
        root: PathBuf,
    },
    /// The path of the root itself is not Unicode.
    #[error("the path of the source {} is not Unicode; rename it", root.display())]
    NotUnicode {
        /// The source's root.
        root: PathBuf,
    },
    /// A pattern that cannot be understood.
    #[error("the pattern {pattern:?} cannot be understood")]
    Pattern {
        /// The pattern as written.
        pattern: String,
        /// What is wrong with it.
        #[source]
        cause: Box<regex::Error>,
    },
}
