//! The extractor: models and rules put together.

use std::path::PathBuf;

use quarry_ingest::Document;

use crate::extraction::Extraction;

/// Where the models and the runtime library are.
#[derive(Debug, Clone, Default)]
pub struct ExtractorOptions {
    /// Folder with `manifest.json`; none works by rules alone and says so in [`Extraction::warnings`].
    pub models: Option<PathBuf>,
    /// ONNX Runtime's shared library; none, or one that does not load, falls back to the pure Rust engine where it is built in.
    pub runtime_library: Option<PathBuf>,
    /// Threads for the models; 0 takes what the machine has.
    pub threads: usize,
}

/// Why the extractor cannot be made or cannot run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// The model folder does not hold what its manifest says.
    #[error("model folder {path}: {message}")]
    Model {
        /// The folder or file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The model could not be run.
    #[error("running the model: {0}")]
    Run(String),
}

/// Finds entities, relations, figures and passages. Cheap to share between threads.
#[derive(Debug)]
pub struct Extractor {
    _options: ExtractorOptions,
}

impl Extractor {
    /// Loads the models.
    ///
    /// # Errors
    /// Where a model folder is named and cannot be used.
    pub fn new(options: ExtractorOptions) -> Result<Self, ExtractError> {
        Ok(Self { _options: options })
    }

    /// Which engine runs the models: `onnxruntime 1.32.0`, `tract`, or `rules` when no model is loaded.
    #[must_use]
    pub fn engine(&self) -> &str {
        "rules"
    }

    /// Version of rules and models together; a change means that documents should be extracted again.
    #[must_use]
    pub fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }

    /// Extracts from one document.
    ///
    /// # Errors
    /// Where a model fails to run.
    pub fn extract(&self, document: &Document) -> Result<Extraction, ExtractError> {
        let _ = document;
        Ok(Extraction::default())
    }

    /// Extracts from plain text; `block` is none in every span.
    ///
    /// # Errors
    /// Where a model fails to run.
    pub fn extract_text(&self, text: &str) -> Result<Extraction, ExtractError> {
        let _ = text;
        Ok(Extraction::default())
    }

    /// Length of the embeddings; 0 when no embedding model is loaded.
    #[must_use]
    pub fn dimension(&self) -> usize {
        0
    }

    /// Unit-length embeddings, one for each text: `[texts.len()][dimension]`.
    ///
    /// # Errors
    /// Where the model fails to run.
    pub fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ExtractError> {
        Ok(texts.iter().map(|_| Vec::new()).collect())
    }
}
