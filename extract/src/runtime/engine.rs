//! The engine that runs the models: ONNX Runtime's shared library, or tract where it is built in.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::extractor::ExtractError;

/// The engine of this process: it is chosen once.
#[derive(Debug)]
pub(crate) struct Engine {
    name: String,
    native: bool,
}

static ENGINE: OnceLock<Result<Engine, String>> = OnceLock::new();

impl Engine {
    /// Loads ONNX Runtime from `library`, from `lib/` beside the executable, or falls back to tract.
    ///
    /// The first call in a process decides; later ones get the same engine.
    pub(crate) fn start(library: Option<&Path>) -> Result<&'static Self, ExtractError> {
        let engine = ENGINE.get_or_init(|| {
            let mut problems = Vec::new();
            for path in candidates(library) {
                match ort::init_from(&path) {
                    Ok(environment) => {
                        environment.with_name("quarry").with_telemetry(false).commit();
                        return Ok(Self {
                            name: native_name(&path),
                            native: true,
                        });
                    }
                    Err(error) => problems.push(error.to_string()),
                }
            }
            fall_back(&problems)
        });
        engine
            .as_ref()
            .map_err(|message| ExtractError::Run(message.clone()))
    }

    /// `onnxruntime 1.32.0` or `tract`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether this is ONNX Runtime itself, which takes all session options.
    pub(crate) const fn is_native(&self) -> bool {
        self.native
    }
}

#[cfg(feature = "tract")]
fn fall_back(problems: &[String]) -> Result<Engine, String> {
    ort::set_api(ort_tract::api());
    tracing::warn!(reason = %problems.join("; "), "ONNX Runtime was not loaded: models run on tract, which is slower");
    Ok(Engine {
        name: "tract".to_owned(),
        native: false,
    })
}

#[cfg(not(feature = "tract"))]
fn fall_back(problems: &[String]) -> Result<Engine, String> {
    let reason = if problems.is_empty() {
        "no library was named or found".to_owned()
    } else {
        problems.join("; ")
    };
    Err(format!(
        "ONNX Runtime's shared library could not be loaded ({reason}); name it in the configuration"
    ))
}

/// The library that was named, else those in `lib/` beside the executable.
fn candidates(library: Option<&Path>) -> Vec<PathBuf> {
    if let Some(path) = library {
        return if path.exists() {
            vec![path.to_path_buf()]
        } else {
            Vec::new()
        };
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
