//! The model folder: tokens, labels and sentence vectors as the training wrote them down.

use std::path::{Path, PathBuf};

use quarry_extract::{Extractor, ExtractorOptions};

/// The runtime library for tests: named by `QUARRY_ONNXRUNTIME`, or fetched by the build into a folder of this repository.
fn runtime_library() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("QUARRY_ONNXRUNTIME") {
        return Some(PathBuf::from(path));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.ancestors().find_map(|folder| {
        let entries = std::fs::read_dir(folder.join(".tools/python/onnxruntime/capi")).ok()?;
        entries.filter_map(|e| Some(e.ok()?.path())).find(|p| {
            p.file_name()
                .and_then(|n| n.to_str())
                .is_some_and(|n| n.starts_with("libonnxruntime.so"))
        })
    })
}

fn model_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/default")
}

pub(crate) fn with_models() -> Option<Extractor> {
    let (library, models) = (runtime_library(), model_folder());
    if (library.is_none() && !cfg!(feature = "tract")) || !models.join("manifest.json").exists() {
        eprintln!("SKIPPED: no model folder or no runtime library");
        return None;
    }
    Some(
        Extractor::new(ExtractorOptions {
            models: Some(models),
            runtime_library: library,
            threads: 1,
            names: None,
        })
        .unwrap(),
    )
}

#[test]
fn sentence_vectors_agree_with_the_training() {
    let Some(extractor) = with_models() else { return };
    let probes: serde_json::Value =
        serde_json::from_slice(&std::fs::read(model_folder().join("probe.json")).unwrap()).unwrap();
    for probe in probes.as_array().unwrap() {
        let text = probe["text"].as_str().unwrap();
        let vector = extractor.embed(&[text]).unwrap().remove(0);
        assert_eq!(vector.len(), extractor.dimension());
        let length: f32 = vector.iter().map(|v| v * v).sum();
        assert!((length - 1.0).abs() < 1e-3);
        for (own, expected) in vector.iter().zip(probe["sentence"].as_array().unwrap()) {
            assert!(
                (f64::from(*own) - expected.as_f64().unwrap()).abs() < 0.02,
                "{text}"
            );
        }
    }
}

#[test]
fn a_long_text_is_read_to_its_end() {
    let Some(extractor) = with_models() else { return };
    let text = format!("{}海洋事務委員會", "這是一段沒有句點的文字，".repeat(200));
    let extraction = extractor.extract_text(&text).unwrap();
    assert!(
        extraction
            .entities
            .iter()
            .flat_map(|e| &e.mentions)
            .any(|m| m.span.end == text.chars().count())
    );
}

#[test]
fn a_folder_without_a_model_is_refused() {
    let error = Extractor::new(ExtractorOptions {
        models: Some(PathBuf::from("nowhere")),
        ..ExtractorOptions::default()
    })
    .unwrap_err();
    assert!(error.to_string().contains("manifest.json"), "{error}");
}
