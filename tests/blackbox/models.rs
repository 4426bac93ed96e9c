//! `quarry models`: models of the organisation's own, added to a data folder, used, and taken away again.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{quarry, root, run, stdout};

/// A small model of a family, as `extract/tests/models/build.py` made it.
fn model(name: &str) -> PathBuf {
    root().join("extract/tests/models").join(name)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder of papers and an empty data folder.
fn papers() -> (TempDir, TempDir) {
    let (papers, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let text = "Anna Reed leads the Harbour Board. She met Mark Hill in Lowell Bay.\n\nThe research centre opened in Northport.\n";
    std::fs::write(papers.path().join("note.txt"), text).unwrap();
    (papers, data)
}

fn ingest(papers: &Path, data: &Path) -> String {
    let mut command = quarry();
    command
        .arg("ingest")
        .arg(papers)
        .args(["--settle-seconds", "0", "--json", "--data"])
        .arg(data);
    stdout(&mut command)
}

fn models(data: &Path, arguments: &[&str]) -> Command {
    let mut command = quarry();
    command.arg("models").args(arguments).arg("--data").arg(data);
    command
}

fn added(data: &Path, folder: &Path, more: &[&str]) -> Output {
    run(models(data, &["add"]).arg(folder).args(more))
}

fn listed(data: &Path) -> Value {
    serde_json::from_str(&stdout(&mut models(data, &["--json"]))).unwrap()
}

#[test]
fn a_model_is_added_used_and_removed() {
    let (papers, data) = papers();
    let (papers, data) = (papers.path(), data.path());
    let output = added(
        data,
        &model("token-classifier"),
        &["--name", "our-ner", "--alone"],
    );
    assert!(output.status.success(), "{}", said(&output));
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        shown.contains("token classifier") && shown.contains("cc-by-nc-sa-4.0"),
        "{shown}"
    );
    assert!(
        said(&output).contains("does not allow commercial use"),
        "{}",
        said(&output)
    );

    let found = stdout(
        quarry()
            .arg("extract")
            .arg(papers.join("note.txt"))
            .arg("--data")
            .arg(data),
    );
    let found: Value = serde_json::from_str(&found).unwrap();
    let names: Vec<&str> = found["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["name"].as_str().unwrap())
        .collect();
    for name in ["Anna Reed", "Harbour Board", "Mark Hill", "Lowell Bay"] {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
    let listed_now = listed(data);
    assert_eq!(listed_now["use"]["entities"], serde_json::json!(["our-ner"]));
    assert_eq!(listed_now["added"]["our-ner"]["family"], "token_classifier");

    let again = added(data, &model("token-classifier"), &["--name", "our-ner"]);
    assert!(
        !again.status.success() && said(&again).contains("already"),
        "{}",
        said(&again)
    );

    stdout(&mut models(data, &["remove", "our-ner"]));
    assert_eq!(listed(data)["use"]["entities"], serde_json::json!(["default"]));
    assert!(!data.join("models/our-ner").exists());
    let unknown = run(&mut models(data, &["remove", "../graph"]));
    assert!(!unknown.status.success(), "a path is no name");
}

#[test]
fn another_embedder_has_every_document_read_again() {
    let (papers, data) = papers();
    let (papers, data) = (papers.path(), data.path());
    ingest(papers, data);
    let search = || {
        run(quarry()
            .args([
                "search",
                "research centre",
                "--mode",
                "vectors",
                "--json",
                "--data",
            ])
            .arg(data))
    };
    assert!(search().status.success());

    let output = added(data, &model("minilm"), &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("left aside"), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("16 dimensions"));
    let stale = search();
    assert!(
        said(&stale).contains("another embedding model"),
        "{}",
        said(&stale)
    );

    let report = ingest(papers, data);
    assert!(
        report.contains("\"changed\": 1") || report.contains("\"changed\":1"),
        "{report}"
    );
    let fresh = search();
    assert!(
        !said(&fresh).contains("another embedding model"),
        "{}",
        said(&fresh)
    );
    let hits: Value = serde_json::from_slice(&fresh.stdout).unwrap();
    assert!(!hits["retrieved"].as_array().unwrap().is_empty(), "{hits}");

    // A reranker changes no document, and orders what is found.
    let output = added(data, &model("reranker"), &["--unused"]);
    assert!(output.status.success(), "{}", said(&output));
    let output = run(&mut models(data, &["use", "reranker"]));
    assert!(
        output.status.success() && !said(&output).contains("reads every document"),
        "{}",
        said(&output)
    );
    let report = ingest(papers, data);
    assert!(
        report.contains("\"unchanged\": 1") || report.contains("\"unchanged\":1"),
        "{report}"
    );
    assert!(search().status.success());

    // A copy of the data folder has its models with it.
    let copy = tempfile::tempdir().unwrap();
    let target = copy.path().join("copy");
    stdout(quarry().arg("backup").arg(&target).arg("--data").arg(data));
    assert_eq!(listed(&target)["use"]["embedder"], "minilm");
}

#[test]
fn a_folder_that_is_no_model_is_refused() {
    let (_, data) = papers();
    let output = added(data.path(), &root().join("samples"), &[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(said(&output).contains("ONNX"), "{}", said(&output));
    let output = added(data.path(), &model("bge"), &["--as", "relations"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(said(&output).contains("embedder"), "{}", said(&output));
    let output = run(quarry()
        .args(["models", "add"])
        .arg(model("bge"))
        .arg("--data")
        .arg(data.path())
        .env("QUARRY_MODELS_PROVIDERS", "abacus"));
    assert!(
        !output.status.success() && said(&output).contains("abacus"),
        "{}",
        said(&output)
    );
}
