//! Finds what belongs to the program: models, runtime library, ontologies, web page, samples.
//!
//! Nothing has to be set: from the executable's folder upwards the first folder that holds the thing is taken, so that a
//! build in `target/release` finds the checkout, and an unpacked archive finds itself.

use std::path::{Path, PathBuf};

/// How many folders above the executable are looked at.
const LEVELS: usize = 4;

/// The first existing path among `relative`, seen from the executable's folder upwards.
fn find(relative: &[&str]) -> Option<PathBuf> {
    let exe = std::env::current_exe().ok()?;
    let exe = exe.canonicalize().unwrap_or(exe);
    exe.ancestors()
        .skip(1)
        .take(LEVELS)
        .flat_map(|folder| relative.iter().map(move |r| folder.join(r)))
        .find(|path| path.exists())
}

/// Folder of the default models.
pub(crate) fn models() -> Option<PathBuf> {
    find(&["models/default/manifest.json"]).and_then(|p| p.parent().map(Path::to_path_buf))
}

/// Folder of the ontologies.
pub(crate) fn ontologies() -> Option<PathBuf> {
    find(&["ontologies/quarry.ttl"]).and_then(|p| p.parent().map(Path::to_path_buf))
}

/// Folder of the bundled sample documents.
pub(crate) fn samples() -> Option<PathBuf> {
    find(&["samples/questions.jsonl"]).and_then(|p| p.parent().map(Path::to_path_buf))
}

/// Folder of the built web page.
pub(crate) fn web() -> Option<PathBuf> {
    find(&["web/index.html", "query/web/dist/index.html"]).and_then(|p| p.parent().map(Path::to_path_buf))
}

/// ONNX Runtime's shared library, from an archive's `lib` or from where `make build` put the Python wheel.
pub(crate) fn runtime_library() -> Option<PathBuf> {
    let folder = find(&["lib/libonnxruntime.so", ".tools/python/onnxruntime/capi"])?;
    if folder.is_file() {
        return Some(folder);
    }
    let mut libraries: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("libonnxruntime.so"))
        })
        .collect();
    libraries.sort();
    libraries.pop()
}
