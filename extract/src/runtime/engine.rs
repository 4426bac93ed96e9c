//! The engine that runs the models: ONNX Runtime's shared library, or tract where it is built in and there is no library.

use std::fmt::Debug;
use std::path::{Path, PathBuf};
#[cfg(feature = "tract")]
use std::sync::Once;
use std::sync::{Mutex, PoisonError};

use super::native::NativeGraph;
use crate::extractor::ExtractError;

/// A loaded ONNX graph whose inputs are integers and whose outputs are real numbers.
pub(super) trait Graph: Debug + Send + Sync {
    /// Runs a batch: `inputs` are i64 `[rows * length]` by name, `outputs` the names of what is wanted. The arrays come in
    /// the order of `outputs`.
    fn run(
        &self,
        shape: [usize; 2],
        inputs: Vec<(&str, Vec<i64>)>,
        outputs: &[&str],
    ) -> Result<Vec<Array>, ExtractError>;

    /// How many batches may run beside each other.
    fn lanes(&self) -> usize;
}

/// What a graph gives: numbers in row-major order and the length of the last axis.
#[derive(Debug)]
pub(super) struct Array {
    pub(super) data: Vec<f32>,
    pub(super) width: usize,
}

/// An engine that has been found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Engine {
    /// ONNX Runtime, with the version that the library's name gives.
    Native(String),
    /// The engine that is built in.
    #[cfg(feature = "tract")]
    Tract,
}

/// Name of the library that this process has loaded: there can be only one.
static LOADED: Mutex<Option<String>> = Mutex::new(None);

#[cfg(feature = "tract")]
static SAID: Once = Once::new();

impl Engine {
    /// Loads ONNX Runtime from `library`, from `lib/` beside the executable, or falls back to tract and says so once.
    ///
    /// A process loads one library: after that another one that is named counts as the same.
    pub(crate) fn start(library: Option<&Path>) -> Result<Self, ExtractError> {
        let mut problems = Vec::new();
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        for path in candidates(library) {
            if !path.exists() {
                problems.push(format!("{} does not exist", path.display()));
                continue;
            }
            if let Some(name) = &*loaded {
                return Ok(Self::Native(name.clone()));
            }
            match ort::init_from(&path) {
                Ok(environment) => {
                    environment.with_name("quarry").with_telemetry(false).commit();
                    let name = native_name(&path);
                    *loaded = Some(name.clone());
                    return Ok(Self::Native(name));
                }
                Err(error) => problems.push(error.to_string()),
            }
        }
        if problems.is_empty() {
            problems.push("no library was named or found".to_owned());
        }
        fall_back(&problems.join("; "))
    }

    /// `onnxruntime 1.32.0` or `tract`.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Native(name) => name,
            #[cfg(feature = "tract")]
            Self::Tract => "tract",
        }
    }

    /// Loads a graph from a file; 0 threads takes what the machine has.
    pub(super) fn load(&self, path: &Path, threads: usize) -> Result<Box<dyn Graph>, ExtractError> {
        let threads = match threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            given => given,
        };
        match self {
            Self::Native(_) => Ok(Box::new(NativeGraph::load(path, threads)?)),
            #[cfg(feature = "tract")]
            Self::Tract => Ok(Box::new(super::tract::TractGraph::load(path, threads)?)),
        }
    }
}

#[cfg(feature = "tract")]
#[expect(clippy::unnecessary_wraps, reason = "the build without tract fails here")]
fn fall_back(reason: &str) -> Result<Engine, ExtractError> {
    SAID.call_once(|| {
        tracing::warn!(%reason, "ONNX Runtime was not loaded: models run on the built-in engine (tract), which is slower");
    });
    Ok(Engine::Tract)
}

#[cfg(not(feature = "tract"))]
fn fall_back(reason: &str) -> Result<Engine, ExtractError> {
    Err(ExtractError::Run(format!(
        "ONNX Runtime's shared library could not be loaded ({reason}); name it in the configuration"
    )))
}

/// The library that was named, else those in `lib/` beside the executable.
fn candidates(library: Option<&Path>) -> Vec<PathBuf> {
    if let Some(path) = library {
        return vec![path.to_path_buf()];
    }
    let folder = std::env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.join("lib")));
    let Some(entries) = folder.and_then(|f| std::fs::read_dir(f).ok()) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.file_name()
                .and_then(|n| n.to_str())
                .is_some_and(|n| n.contains("onnxruntime") && !n.contains("providers"))
        })
        .collect();
    found.sort();
    found
}

/// The version stands in the name of the file that the path leads to.
fn native_name(path: &Path) -> String {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let file = real.file_name().and_then(|n| n.to_str()).unwrap_or("");
    match file.split_once(".so.") {
        Some((_, version)) => format!("onnxruntime {version}"),
        None => "onnxruntime".to_owned(),
    }
}
