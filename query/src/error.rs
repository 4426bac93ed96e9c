//! What can go wrong between a question and its answer.

/// Why a question could not be answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The knowledge could not be read.
    #[error(transparent)]
    Graph(#[from] quarry_graph::GraphError),
    /// The embedding model could not be run.
    #[error(transparent)]
    Extract(#[from] quarry_extract::ExtractError),
    /// A query over the figures could not be run.
    #[error(transparent)]
    Sparql(#[from] crate::sparql::SparqlError),
    /// A batch line, a corpus line or a query line is not what it should be.
    #[error("line {line}: {message}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// The question has no text.
    #[error("the question is empty")]
    EmptyQuestion,
    /// The generator's server could not be reached, or answered with an error.
    #[error("the generator at {host}: {message}")]
    Generator {
        /// Host of the configured address.
        host: String,
        /// What it said, or what the connection said.
        message: String,
    },
    /// The generator's configuration cannot be used.
    #[error("the generator's configuration: {0}")]
    GeneratorOptions(String),
    /// A result could not be written.
    #[error("writing the result: {0}")]
    Write(#[from] std::io::Error),
}
