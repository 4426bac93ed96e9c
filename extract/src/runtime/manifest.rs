//! `manifest.json` of a model folder.

use std::path::Path;

use serde::Deserialize;

use crate::extractor::ExtractError;

/// What the manifest says that is needed to run the model.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Manifest {
    /// Name of the model.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// The ONNX file.
    #[serde(default = "default_model")]
    pub(crate) model: String,
    /// The ONNX file that embeds; without it [`Self::model`] does that too.
    #[serde(default)]
    pub(crate) embedder: Option<String>,
    /// The vocabulary, one token a line.
    #[serde(default = "default_tokenizer")]
    pub(crate) tokenizer: String,
    /// BIO labels, in the order of the emissions.
    pub(crate) labels: Vec<String>,
    /// Score of each label after each other one, `[from][to]`; left out, only what BIO forbids is forbidden.
    #[serde(default)]
    pub(crate) transitions: Vec<Vec<f32>>,
    /// What emissions are divided by before they become confidences.
    #[serde(default = "default_temperature")]
    pub(crate) temperature: f32,
    /// Whether the model was trained with the features of a dictionary.
    #[serde(default)]
    pub(crate) dictionary: bool,
    /// Length of the sentence embedding.
    pub(crate) dimension: usize,
    /// Most tokens of one input.
    pub(crate) max_tokens: usize,
    #[serde(default)]
    files: Vec<File>,
}

/// A file of the folder: its name, or its name with checksum and size.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum File {
    Described {
        path: String,
        #[serde(default)]
        sha256: String,
        bytes: Option<u64>,
    },
    Named(String),
}

const fn default_temperature() -> f32 {
    1.0
}

fn default_model() -> String {
    "encoder.onnx".to_owned()
}

fn default_tokenizer() -> String {
    "vocab.txt".to_owned()
}

impl Manifest {
    /// Reads the manifest of a folder and checks that its files are there, with the sizes it gives.
    pub(crate) fn read(folder: &Path) -> Result<Self, ExtractError> {
        let problem = |message: String| ExtractError::Model {
            path: folder.to_path_buf(),
            message,
        };
        let text = std::fs::read_to_string(folder.join("manifest.json"))
            .map_err(|e| problem(format!("manifest.json: {e}")))?;
        let manifest: Self =
            serde_json::from_str(&text).map_err(|e| problem(format!("manifest.json: {e}")))?;
        let count = manifest.labels.len();
        let square = manifest.transitions.is_empty()
            || (manifest.transitions.len() == count && manifest.transitions.iter().all(|r| r.len() == count));
        if count == 0
            || !square
            || !(0.01..=100.0).contains(&manifest.temperature)
            || manifest.dimension == 0
            || manifest.dimension > 8192
            || manifest.max_tokens == 0
            || manifest.max_tokens > 8192
        {
            return Err(problem(
                "manifest.json: labels, transitions, temperature, dimension and max_tokens do not fit together".to_owned(),
            ));
        }
        for file in &manifest.files {
            let (path, bytes) = match file {
                File::Described { path, bytes, .. } => (path, *bytes),
                File::Named(path) => (path, None),
            };
            let size = std::fs::metadata(folder.join(path))
                .map_err(|e| problem(format!("{path}: {e}")))?
                .len();
            if bytes.is_some_and(|b| b != size) {
                return Err(problem(format!(
                    "{path}: the file has {size} bytes, the manifest gives another size"
                )));
            }
        }
        Ok(manifest)
    }

    /// Version, and the beginning of the model's checksum: weights that change without a new version are still told apart.
    pub(crate) fn identity(&self) -> String {
        let sum = self.files.iter().find_map(|f| match f {
            File::Described { path, sha256, .. } if *path == self.model => {
                Some(sha256.chars().take(12).collect::<String>())
            }
            _ => None,
        });
        match sum.filter(|s| !s.is_empty()) {
            Some(sum) => format!("{} {sum}", self.version),
            None => self.version.clone(),
        }
    }
}
