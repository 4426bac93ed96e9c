//! Every file of the document corpus parses or is refused with a reason, and none makes a reader panic.

#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use quarry_ingest::{ReadOptions, Severity, parse};

/// Every file larger than this is left to the measuring runs.
const LARGEST: u64 = 4 << 20;

/// Where the corpus lies, outside the repository.
pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus")
}

/// The files below a folder, in order.
pub(crate) fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else if path.metadata().is_ok_and(|m| m.len() <= LARGEST) {
            found.push(path);
        }
    }
}

#[test]
fn every_file_parses_or_is_refused_without_panic() {
    let corpus = corpus();
    let mut paths = Vec::new();
    files(&corpus, &mut paths);
    if paths.is_empty() {
        eprintln!("SKIPPED: no corpus at {}", corpus.display());
        return;
    }
    let (next, faults) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Ok(bytes) = std::fs::read(path) else { continue };
                    let name = path.strip_prefix(&corpus).unwrap_or(path).to_string_lossy();
                    let documents = parse(&name, &bytes, &ReadOptions::default());
                    let fault = |what: &str| {
                        faults
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .push(format!("{name}: {what}"))
                    };
                    if documents.is_empty() {
                        fault("no document");
                    }
                    for document in &documents {
                        for diagnostic in document
                            .diagnostics
                            .iter()
                            .filter(|d| d.code == "reader_panicked")
                        {
                            fault(&diagnostic.message);
                        }
                        let silent = document.blocks.is_empty()
                            && document.pages.is_empty()
                            && document.diagnostics.is_empty();
                        if silent && !document.source.contains("mpty") {
                            fault("nothing read and nothing said");
                        }
                        if document
                            .diagnostics
                            .iter()
                            .any(|d| d.severity == Severity::Error && d.message.is_empty())
                        {
                            fault("an error without a message");
                        }
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().unwrap_or_else(PoisonError::into_inner);
    assert!(
        faults.is_empty(),
        "{} of {} files:\n{}",
        faults.len(),
        paths.len(),
        faults.join("\n")
    );
}
