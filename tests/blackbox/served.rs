//! While `serve` holds a data folder the other commands ask it, and print what they would print by themselves.

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::program::{Server, indexed, quarry, run, stdout};

fn text(output: &Output) -> (Option<i32>, String) {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), stderr)
}

#[test]
fn commands_ask_the_server_that_holds_the_folder() {
    let server = Server::start(|_| {});
    let data = server.data();
    let batch = data.join("questions.jsonl");
    fs::write(&batch, "{\"id\": 1, \"question\": \"갈대\"}\n{\"id\": 2}\n").unwrap();
    let batch = batch.to_str().unwrap();
    let query = "SELECT ?t WHERE { ?d <http://purl.org/dc/terms/title> ?t } ORDER BY ?t";
    let graph = "CONSTRUCT { ?d <urn:t> ?t } WHERE { ?d <http://purl.org/dc/terms/title> ?t }";

    // the same lines and the same exit code as from a folder that nobody holds
    for arguments in [
        vec!["search", "藍藻", "--json"],
        vec!["search", "藍藻", "-k", "3"],
        vec!["search", "--batch", batch],
        vec!["ask", "계획의 수행기관은 어디인가?", "--json"],
        vec!["ask", "--batch", batch],
        vec!["sparql", query],
        vec!["sparql", query, "--format", "csv"],
        vec!["sparql", graph, "--format", "nt"],
        vec!["quarantine", "--json"],
        vec!["export", "--format", "facts"],
        vec!["entity", "list"],
        vec!["entity", "list", "--type", "law", "--json"],
        vec!["entity", "list", "--doubtful"],
        vec!["entity", "show", "nobody of this name"],
        vec!["validate"],
        vec!["validate", "--json"],
    ] {
        let served = run(quarry().args(&arguments).arg("--data").arg(data));
        let alone = run(quarry().args(&arguments).arg("--data").arg(indexed()));
        assert_eq!(text(&served), text(&alone), "{arguments:?}");
        let sorted = |output: Output| {
            let printed = String::from_utf8(output.stdout).unwrap();
            let mut lines: Vec<String> = printed.lines().map(str::to_owned).collect();
            // a graph has no order
            if arguments.contains(&graph) {
                lines.sort();
            }
            lines
        };
        assert_eq!(sorted(served), sorted(alone), "{arguments:?}");
    }
    let status: Value =
        serde_json::from_str(&stdout(quarry().args(["status", "--json", "--data"]).arg(data))).unwrap();
    assert!(status["counts"]["documents"].as_u64().unwrap() > 5, "{status}");

    // what is written goes through the server too
    let papers = tempfile::tempdir().unwrap();
    let paper = papers.path().join("note.md");
    fs::write(&paper, "# Note\n\nThe zebra crossing was painted in 2031.\n").unwrap();
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
    fs::File::options()
        .write(true)
        .open(&paper)
        .unwrap()
        .set_modified(old)
        .unwrap();
    let report: Value = serde_json::from_str(&stdout(
        quarry()
            .args(["ingest", "--json", "--data"])
            .arg(data)
            .arg("note.md")
            .current_dir(papers.path()),
    ))
    .unwrap();
    assert_eq!(report["added"], 1, "{report}");
    let found = || stdout(quarry().args(["search", "zebra crossing", "--data"]).arg(data));
    assert!(found().contains("note.md"));
    stdout(quarry().args(["remove", "note.md", "--data"]).arg(data));
    assert!(!found().contains("note.md"));
    let runs = stdout(quarry().args(["runs", "-n", "2", "--data"]).arg(data));
    assert_eq!(runs.lines().count(), 2, "{runs}");

    // so does what people decide of entities
    let entity = |arguments: &[&str]| run(quarry().arg("entity").args(arguments).arg("--data").arg(data));
    let listed = String::from_utf8(entity(&["list", "--type", "Organization", "--json"]).stdout).unwrap();
    let named: Vec<Value> = listed.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let iri = |at: usize| named[at]["iri"].as_str().unwrap();
    let (code, said) = text(&entity(&["merge", iri(0), iri(1)]));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("one thing:"), "{said}");
    let after = String::from_utf8(entity(&["list", "--type", "Organization"]).stdout).unwrap();
    assert_eq!(after.lines().count() + 1, named.len());
    let (code, said) = text(&entity(&["split", iri(0), iri(1)]));
    assert_eq!(code, Some(0), "{said}");
    let decided = String::from_utf8(entity(&["list", "--decisions"]).stdout).unwrap();
    assert!(decided.contains("two things:"), "{decided}");
    let (code, said) = text(&entity(&["merge", "nobody", "nothing"]));
    assert_eq!(
        (code, said.contains("there is no entity")),
        (Some(1), true),
        "{said}"
    );

    let copies = tempfile::tempdir().unwrap();
    stdout(
        quarry()
            .args(["backup", "copy", "--data"])
            .arg(data)
            .current_dir(copies.path()),
    );
    assert!(copies.path().join("copy/graph").is_dir());

    // what needs the folder for itself says who holds it
    let (code, said) = text(&run(quarry().args(["reindex", "--data"]).arg(data)));
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("is served at 127.0.0.1:"), "{said}");
    // and a wrong key opens nothing
    let (code, said) = text(&run(quarry()
        .env("QUARRY_ADMIN_KEY", "another key")
        .args(["status", "--data"])
        .arg(data)));
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("admin key was not accepted"), "{said}");
}
