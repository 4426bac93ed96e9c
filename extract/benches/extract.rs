//! Documents a second, by rules and by models, on generated text; then the same text in windows of 128 tokens a second, here and,
//! where `QUARRY_BENCH_PYTHON` names a Python that has ONNX Runtime, by its sessions driven from there on the same model files.
//!
//!     QUARRY_ONNXRUNTIME=LIBRARY QUARRY_BENCH_PYTHON=python3 cargo bench … --bench extract

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use divan::counter::ItemsCount;
use quarry_extract::{Extractor, ExtractorOptions};
use quarry_ingest::{Document, ReadOptions};

/// Documents of the comparison.
const COMPARED: usize = 200;
/// What they are measured in.
const WINDOW: usize = 128;

fn main() {
    divan::main();
    let asked: Vec<OsString> = std::env::args_os().skip(1).collect();
    if asked.iter().any(|a| a == "--bench") && !asked.iter().any(|a| a == "--list") {
        compare();
    }
}

/// A generated text of about two pages in three languages.
fn text(number: usize) -> String {
    let body = format!(
        "# 第{number}號報告\n\n海洋事務委員會（以下簡稱「海委會」）成立於19{:02}年。「北濱沿岸監測計畫」113年度核定經費為{number},275千元。\n\n\
         해양환경연구원은 1993년에 설립되었다. 예산은 68억 4,{number:03}만 원이다.\n\n\
         The Coastal Research Institute was founded in 19{:02}. It spent USD {number}.5 million.\n\n",
        number % 100,
        number % 100
    );
    body.repeat(8)
}

fn document(number: usize) -> Document {
    quarry_ingest::parse("generated.md", text(number).as_bytes(), &ReadOptions::default()).remove(0)
}

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/default")
}

fn with_models() -> Option<Extractor> {
    let runtime_library = std::env::var_os("QUARRY_ONNXRUNTIME").map(Into::into);
    Extractor::new(ExtractorOptions {
        models: Some(models()),
        runtime_library,
        ..ExtractorOptions::default()
    })
    .ok()
}

#[divan::bench(args = [10])]
fn by_rules(bencher: divan::Bencher, count: usize) {
    let Ok(extractor) = Extractor::new(ExtractorOptions::default()) else {
        return;
    };
    run(bencher, count, &extractor);
}

#[divan::bench(args = [10])]
fn by_model(bencher: divan::Bencher, count: usize) {
    let Some(extractor) = with_models() else {
        return;
    };
    run(bencher, count, &extractor);
}

fn run(bencher: divan::Bencher, count: usize, extractor: &Extractor) {
    let documents: Vec<Document> = (0..count).map(document).collect();
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| documents.iter().filter_map(|d| extractor.extract(d).ok()).count());
}

/// Names, statements, values and vectors of the documents here, and the two graphs alone from Python, in windows a second.
#[expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a benchmark")]
fn compare() {
    let Some(extractor) = with_models() else {
        println!("no models: nothing compared");
        return;
    };
    let texts: Vec<String> = (0..COMPARED).map(text).collect();
    let documents: Vec<Document> = (0..COMPARED).map(document).collect();
    let started = Instant::now();
    let done = documents.iter().filter_map(|d| extractor.extract(d).ok()).count();
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{} extracts {done} documents in {seconds:.1} s, {:.1} a second",
        extractor.engine(),
        done as f64 / seconds
    );
    let Some(python) = std::env::var_os("QUARRY_BENCH_PYTHON") else {
        println!("QUARRY_BENCH_PYTHON names no Python: not compared with ONNX Runtime driven from there");
        return;
    };
    let file = std::env::temp_dir().join(format!("quarry-bench-{}.txt", std::process::id()));
    if let Err(error) = std::fs::write(&file, texts.join("\u{c}")) {
        println!("{}: {error}", file.display());
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("training/speed.py");
    let told = Command::new(&python)
        .arg(script)
        .arg("--models")
        .arg(models())
        .arg("--texts")
        .arg(&file)
        .args(["--window", &WINDOW.to_string()])
        .output();
    // a file in the temporary folder, which the system removes if this does not
    let _ = std::fs::remove_file(&file);
    match told {
        Ok(told) if told.status.success() => {
            let told = String::from_utf8_lossy(&told.stdout);
            let mut lines = told.lines();
            if let Some(windows) = lines.next().and_then(|line| line.parse::<f64>().ok()) {
                println!(
                    "that is {:.0} windows of {WINDOW} tokens a second, names, statements, values and vectors together",
                    windows / seconds
                );
            }
            lines.for_each(|line| println!("{line}"));
        }
        Ok(told) => println!("{}", String::from_utf8_lossy(&told.stderr)),
        Err(error) => println!("{}: {error}", python.display()),
    }
}
