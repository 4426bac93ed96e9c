//! `kill -9` in the middle of an ingestion, then a clean run: the graph of an undisturbed one.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::program::{indexed, quarry, samples, stdout};

/// The documents' graphs, line by line. The ontology's own has blank nodes, which no two stores name alike.
fn facts(data: &Path) -> Vec<String> {
    let printed = stdout(
        quarry()
            .args(["export", "--format", "nquads", "--data"])
            .arg(data),
    );
    let of_documents = printed
        .lines()
        .filter(|l| l.ends_with("> .") && l.contains(" <urn:quarry:document:"));
    let mut lines: Vec<String> = of_documents.map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn a_killed_ingestion_is_made_whole_by_the_next() {
    let undisturbed = facts(indexed());
    assert!(undisturbed.len() > 100, "only {} lines", undisturbed.len());
    for milliseconds in [60, 200, 400, 700] {
        let data = tempfile::tempdir().unwrap();
        let mut child = quarry()
            .arg("ingest")
            .arg(samples())
            .arg("--data")
            .arg(data.path())
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        stdout(
            quarry()
                .arg("ingest")
                .arg(samples())
                .arg("--data")
                .arg(data.path()),
        );
        assert!(
            facts(data.path()) == undisturbed,
            "killed after {milliseconds} ms, the graph is another"
        );
        let found = stdout(
            quarry()
                .args(["search", "藍藻", "--json", "--data"])
                .arg(data.path()),
        );
        assert_eq!(
            found,
            stdout(
                quarry()
                    .args(["search", "藍藻", "--json", "--data"])
                    .arg(indexed())
            )
        );
    }
}
