//! The two engines that run the models: with ONNX Runtime's library and without it the answers are the same.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{quarry, root, run, samples};

/// What a command printed, and what it said beside it.
fn answer(command: &mut Command) -> (String, String) {
    let output = run(command);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{command:?}: {said}");
    (String::from_utf8(output.stdout).unwrap(), said)
}

/// The names of an extraction: type, text, place.
fn mentions(extraction: &str) -> Vec<String> {
    let extraction: Value = serde_json::from_str(extraction).unwrap();
    let mut found = Vec::new();
    for entity in extraction["entities"].as_array().unwrap() {
        for mention in entity["mentions"].as_array().unwrap() {
            let place = ["block", "row", "column", "start", "end"].map(|key| mention[key].to_string());
            found.push(format!(
                "{} {} {}",
                entity["type"],
                mention["text"],
                place.join(" ")
            ));
        }
    }
    found.sort();
    found
}

#[test]
fn a_library_that_is_missing_changes_no_answer_and_is_said_once() {
    let mut compared = 0;
    for file in fs::read_dir(samples()).unwrap().map(|f| f.unwrap().path()) {
        if file.extension().is_some_and(|e| e == "jsonl") {
            continue; // a Document a line
        }
        let (with, _) = answer(quarry().args(["extract", "--json"]).arg(&file));
        let mut without = quarry();
        without.env("QUARRY_MODELS_RUNTIME_LIBRARY", "/nowhere/libonnxruntime.so");
        let (without, said) = answer(without.args(["extract", "--json"]).arg(&file));
        assert_eq!(mentions(&with), mentions(&without), "{}", file.display());
        assert_eq!(said.matches("built-in engine").count(), 1, "{said}");
        assert!(said.contains("/nowhere/libonnxruntime.so"), "{said}");
        compared += mentions(&with).len();
    }
    assert!(compared > 100, "only {compared} names were compared");
}

#[test]
fn a_copy_without_the_library_runs_on_the_built_in_engine() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("quarry");
    fs::copy(quarry().get_program(), &program).unwrap();
    copy(
        &root().join("models/default"),
        &folder.path().join("models/default"),
    );
    copy(&root().join("ontologies"), &folder.path().join("ontologies"));
    let text = folder.path().join("note.txt");
    fs::write(&text, "海藍縣政府水利處處長林若瑜於民國113年5月2日赴青嶺市。\n").unwrap();
    let (found, said) = answer(Command::new(&program).args(["extract", "--json"]).arg(&text));
    assert_eq!(said.matches("built-in engine").count(), 1, "{said}");
    let names = mentions(&found);
    assert!(names.iter().any(|n| n.contains("林若瑜")), "{names:?}");
    let (about, _) = answer(Command::new(&program).arg("models"));
    assert!(about.contains("tract"), "{about}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
