//! From the bytes of one file to its documents.

use std::collections::BTreeMap;

use crate::document::{Block, Diagnostic, Document, Page};

/// What the caller says of one reading.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Password for encrypted files.
    pub password: Option<String>,
}

/// What a reader found; [`parse`] makes a [`Document`] of it.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Title from the metadata; none lets the first heading or the file's stem stand in.
    pub title: Option<String>,
    /// What the format says of itself.
    pub metadata: BTreeMap<String, String>,
    /// Pages, where the format has them.
    pub pages: Vec<Page>,
    /// Blocks in reading order, ids left empty.
    pub blocks: Vec<Block>,
    /// What went wrong short of refusal.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a whole file cannot be read.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A password is needed, or the one given is wrong.
    #[error("the file is encrypted; give its password with --password")]
    Encrypted,
    /// Locked by rights management that Quarry cannot open.
    #[error("the file is locked by {0} and cannot be read")]
    Locked(String),
    /// Not a format that Quarry reads.
    #[error("not a format that can be read: {0}")]
    Unsupported(String),
    /// Damaged beyond reading.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// More than the limits allow.
    #[error("over the limit: {0}")]
    Limit(String),
}

impl ReadError {
    /// The diagnostic code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::Locked(_) => "locked",
            Self::Unsupported(_) => "unsupported",
            Self::Damaged(_) => "damaged",
            Self::Limit(_) => "limit",
        }
    }
}

/// Parses the bytes of one file. `name` is the source path that the documents will bear.
///
/// Never panics and never returns an empty list: what is refused comes back as a document with an error diagnostic.
#[must_use]
pub fn parse(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Document> {
    let _ = (name, bytes, options);
    Vec::new()
}
