//! The rules of `ARCHITECTURE.md` that a text search can check.

use std::fs;
use std::path::{Path, PathBuf};

/// No source file is longer.
const MOST_LINES: usize = 600;

/// Each crate with the crates of this workspace that it may use: those to its left, never one to its right.
const MAY_USE: [(&str, &[&str]); 4] = [
    ("ingest", &[]),
    ("extract", &["ingest"]),
    ("graph", &["ingest", "extract"]),
    ("query", &["ingest", "extract", "graph"]),
];

/// Words that a crate's sources must not hold, with the reason.
const FORBIDDEN: [(&str, &str, &str); 16] = [
    ("ingest", "oxigraph::", "ingest knows no RDF"),
    ("ingest", "ort::", "ingest knows no model"),
    ("ingest", "std::net", "ingest opens no connection"),
    ("ingest", "ureq::", "ingest opens no connection"),
    ("extract", "oxigraph::", "extract knows no store"),
    ("extract", "tantivy::", "extract knows no store"),
    ("extract", "std::net", "extract opens no connection"),
    ("graph", "axum::", "graph knows no HTTP"),
    ("graph", "ureq::", "graph knows no HTTP"),
    ("graph", "std::net", "graph knows no HTTP"),
    ("ingest", "SystemTime::now", "a clock is passed in"),
    ("extract", "SystemTime::now", "a clock is passed in"),
    ("graph", "SystemTime::now", "a clock is passed in"),
    ("ingest", "Timestamp::now", "a clock is passed in"),
    ("extract", "Timestamp::now", "a clock is passed in"),
    ("graph", "Timestamp::now", "a clock is passed in"),
];

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: [&str; 5] = ["utils", "util", "helpers", "common", "misc"];

/// Everything in the tree at `root` that breaks a rule, one sentence each.
pub(crate) fn check(root: &Path) -> Vec<String> {
    let mut complaints = Vec::new();
    for (name, may_use) in MAY_USE {
        let manifest = fs::read_to_string(root.join(name).join("Cargo.toml")).unwrap_or_default();
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        for (other, _) in MAY_USE {
            let named = dependencies.contains(&format!("quarry-{other}"));
            if named && other != name && !may_use.contains(&other) {
                complaints.push(format!("{name}/Cargo.toml: {name} must not use {other}"));
            }
        }
    }
    for file in sources(root) {
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        let shown = file.strip_prefix(root).unwrap_or(&file);
        complaints.extend(complaints_about(shown, &text));
    }
    complaints
}

fn complaints_about(file: &Path, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let lines = text.lines().count();
    if lines > MOST_LINES {
        complaints.push(format!(
            "{}: {lines} lines; one file has one subject and at most {MOST_LINES}",
            file.display()
        ));
    }
    let stem = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    if EMPTY_NAMES.contains(&stem) {
        complaints.push(format!(
            "{}: the name does not say what the file holds",
            file.display()
        ));
    }
    let Some(name) = file.components().next().and_then(|c| c.as_os_str().to_str()) else {
        return complaints;
    };
    if !file.starts_with(Path::new(name).join("src")) {
        return complaints;
    }
    for (_, word, reason) in FORBIDDEN.iter().filter(|(krate, _, _)| *krate == name) {
        for (number, line) in text.lines().enumerate() {
            if line.contains(word) && !line.trim_start().starts_with("//") {
                complaints.push(format!("{}:{}: {word}: {reason}", file.display(), number + 1));
            }
        }
    }
    complaints
}

/// The Rust files of the workspace.
fn sources(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["src", "ingest", "extract", "graph", "query", "xtask", "tests"]
        .iter()
        .map(|f| root.join(f))
        .collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !path.ends_with("node_modules") && !path.ends_with("target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_tidy() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .unwrap_or(Path::new("."));
        assert_eq!(check(root), Vec::<String>::new());
    }

    #[test]
    fn each_rule_can_be_broken() {
        let store = complaints_about(Path::new("extract/src/a.rs"), "use oxigraph::store::Store;\n");
        assert_eq!(store, ["extract/src/a.rs:1: oxigraph::: extract knows no store"]);
        let clock = complaints_about(Path::new("graph/src/a.rs"), "let now = jiff::Timestamp::now();\n");
        assert_eq!(clock.len(), 1);
        assert_eq!(complaints_about(Path::new("query/src/utils.rs"), "").len(), 1);
        assert_eq!(
            complaints_about(Path::new("src/a.rs"), &"\n".repeat(MOST_LINES + 1)).len(),
            1
        );
        assert!(complaints_about(Path::new("query/src/http.rs"), "use std::net::TcpListener;\n").is_empty());
    }
}
