//! Pages that are pictures, through the command line with models in the form that operators supply.

use std::fs;
use std::path::PathBuf;

use xtask::samples::pdf::Writer;
use xtask::scan::{pdf_of, pictures};

use crate::program::{quarry, root, run, stdout};

/// The models that the tests of `extract` read with.
fn models() -> PathBuf {
    root().join("extract/tests/ocr")
}

/// A page that a scanner gave.
fn scan() -> Vec<u8> {
    let mut writer = Writer::new("Stations", "The authority", "Lakes authority", false);
    writer.paragraph("The Brackwater sluice was opened by the harbour office in May 1962.");
    pdf_of(&pictures(writer.finish().unwrap(), 200.0).unwrap()).unwrap()
}

#[test]
fn scanned_pages_are_indexed_with_the_operators_models() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(folder.path().join("scan.pdf"), scan()).unwrap();
    let recognizing = ["--ocr", "onnx", "--ocr-models"];
    // In a parser process, which loads them by itself.
    stdout(
        quarry()
            .arg("ingest")
            .arg(folder.path())
            .args(recognizing)
            .arg(models())
            .arg("--data")
            .arg(data.path()),
    );
    let found = stdout(
        quarry()
            .args(["search", "Brackwater sluice", "--json", "--data"])
            .arg(data.path()),
    );
    assert!(
        found.contains("scan.pdf") && found.contains("May 1962"),
        "{found}"
    );
    let document = stdout(
        quarry()
            .arg("parse")
            .arg(folder.path().join("scan.pdf"))
            .args(recognizing)
            .arg(models()),
    );
    assert!(
        document.contains("\"recognized\"") && document.contains("1962"),
        "{document}"
    );
}

#[test]
fn models_that_cannot_be_used_are_named_before_any_work() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("scan.pdf"), scan()).unwrap();
    let parse = |models: Option<PathBuf>| {
        let mut command = quarry();
        command
            .arg("parse")
            .arg(folder.path().join("scan.pdf"))
            .args(["--ocr", "onnx"]);
        if let Some(models) = models {
            command.arg("--ocr-models").arg(models);
        }
        let ended = run(&mut command);
        assert!(!ended.status.success() && ended.stdout.is_empty());
        String::from_utf8(ended.stderr).unwrap()
    };
    let unnamed = parse(None);
    assert!(unnamed.contains("set ingest.ocr_models"), "{unnamed}");
    let empty = parse(Some(folder.path().to_path_buf()));
    assert!(empty.contains("it holds no detector"), "{empty}");
}
