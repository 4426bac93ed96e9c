//! What can go wrong in the knowledge.

use std::path::PathBuf;

/// Why the knowledge cannot be opened, changed or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GraphError {
    /// Another process writes this data folder, or reads it while this one wants to write.
    #[error("{0} is in use by another process; wait for it to end, or ask the running server")]
    Locked(PathBuf),
    /// A file of the data folder could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// What is written for somebody else could not be written.
    #[error("writing the export: {0}")]
    Output(#[source] std::io::Error),
    /// The RDF store failed.
    #[error("the graph store: {0}")]
    Store(String),
    /// A side index failed; it can be rebuilt with `quarry reindex`.
    #[error("the {index} index: {message}; rebuild it with `quarry reindex`")]
    Index {
        /// `text` or `vectors`.
        index: &'static str,
        /// What went wrong.
        message: String,
    },
    /// A file of an ontology, or the shapes in a folder of them, cannot be used.
    #[error("{path}: {message}")]
    Ontology {
        /// Which file or folder.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A query could not be parsed or evaluated.
    #[error("{0}")]
    Query(String),
    /// The data folder was written by a version that this one cannot read.
    #[error(
        "the data folder has format {found}, this program reads {expected}; ingest it again into a new folder"
    )]
    Format {
        /// What stands in the folder.
        found: u32,
        /// What this program reads.
        expected: u32,
    },
}

impl From<oxigraph::store::StorageError> for GraphError {
    fn from(error: oxigraph::store::StorageError) -> Self {
        Self::Store(error.to_string())
    }
}
