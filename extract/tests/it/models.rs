//! The model folder: tokens, labels and sentence vectors as the training wrote them down.

use std::path::{Path, PathBuf};

#[cfg(feature = "tract")]
use quarry_extract::evaluation::gold::Gold;
use quarry_extract::{Extractor, ExtractorOptions};

use crate::name_of;

/// The runtime library for tests: named by `QUARRY_ONNXRUNTIME`, or fetched by the build into a folder of this repository.
pub(crate) fn runtime_library() -> Option<PathBuf> {
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

/// The default model on ONNX Runtime and on the built-in engine, with the texts to compare them by.
#[cfg(feature = "tract")]
fn on_both_engines() -> Option<(Extractor, Extractor, Vec<String>)> {
    let native = with_models().filter(|e| e.engine() != "tract");
    let Some(native) = native else {
        eprintln!("SKIPPED: no native library to compare the built-in engine with");
        return None;
    };
    let built_in = Extractor::new(ExtractorOptions {
        models: Some(model_folder()),
        runtime_library: Some(PathBuf::from("/nowhere/libonnxruntime.so")),
        threads: 2,
        names: None,
    })
    .unwrap();
    assert_eq!(built_in.engine(), "tract");
    let probes = std::fs::read(model_folder().join("probe.json")).unwrap();
    let probes: serde_json::Value = serde_json::from_slice(&probes).unwrap();
    let texts = probes.as_array().unwrap().iter();
    let texts: Vec<String> = texts.map(|p| p["text"].as_str().unwrap().to_owned()).collect();
    Some((native, built_in, texts))
}

#[cfg(feature = "tract")]
#[test]
fn the_built_in_engine_gives_the_same_answers() {
    let Some((native, built_in, mut texts)) = on_both_engines() else {
        return;
    };
    let joined = texts.join(" ");
    texts.push(joined);
    let mentions = |extractor: &Extractor, text: &str| -> Vec<(String, String, usize, usize)> {
        let extraction = extractor.extract_text(text).unwrap();
        let entities = extraction.entities.iter();
        let all = entities.flat_map(|e| e.mentions.iter().map(|m| (e.kind.to_string(), m)));
        all.map(|(kind, m)| (kind, m.text.clone(), m.span.start, m.span.end))
            .collect()
    };
    let mut compared = 0;
    for text in &texts {
        let (own, other) = (mentions(&native, text), mentions(&built_in, text));
        assert_eq!(own, other, "{text}");
        compared += own.len();
    }
    assert!(compared > 40, "only {compared} mentions were compared");
    let refs: Vec<&str> = texts.iter().map(String::as_str).collect();
    for (own, other) in native
        .embed(&refs)
        .unwrap()
        .iter()
        .zip(built_in.embed(&refs).unwrap())
    {
        let cosine: f32 = own.iter().zip(&other).map(|(a, b)| a * b).sum();
        assert!(cosine > 0.9999, "{cosine}");
    }
}

#[test]
fn a_file_of_names_that_cannot_be_read_is_refused_by_its_line() {
    let folder = std::env::temp_dir().join(format!("quarry-names-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("names.tsv");
    std::fs::write(&path, "# ours\n海藍水利署\tOrganization\n山城\tplaces\n").unwrap();
    let error = Extractor::new(ExtractorOptions {
        models: Some(model_folder()),
        names: Some(path),
        ..ExtractorOptions::default()
    });
    std::fs::remove_dir_all(&folder).unwrap();
    let message = error.unwrap_err().to_string();
    assert!(message.contains("line 3"), "{message}");
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

#[cfg(feature = "tract")]
#[test]
fn both_engines_state_the_same_relations() {
    let Some((native, built_in, _)) = on_both_engines() else {
        return;
    };
    let files = [
        include_str!("../gold/zh-Hant.jsonl"),
        include_str!("../gold/ko.jsonl"),
        include_str!("../gold/en.jsonl"),
    ];
    let stated = |extractor: &Extractor, gold: &Gold| -> Vec<(String, String, String, bool)> {
        let extraction = extractor.extract(&gold.document()).unwrap();
        let relations = extraction.relations.into_iter();
        let by_model = relations.filter(|r| r.source == "relation model");
        by_model
            .map(|r| (r.subject, r.predicate, r.object, r.confidence >= 0.5))
            .collect()
    };
    let mut compared = 0;
    for gold in files.into_iter().flat_map(|f| Gold::read(f).unwrap()) {
        let own = stated(&native, &gold);
        assert_eq!(own, stated(&built_in, &gold), "{}", gold.id);
        compared += own.len();
    }
    assert!(compared > 3, "only {compared} relations were compared");
}

#[test]
fn the_relation_model_keeps_to_domain_and_range() {
    let Ok(manifest) = std::fs::read(model_folder().join("relations.json")) else {
        eprintln!("SKIPPED: no relation model");
        return;
    };
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let ontology = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ontologies/quarry.ttl");
    let ontology = std::fs::read_to_string(ontology).unwrap();
    let predicates = manifest["predicates"].as_array().unwrap();
    assert!(predicates.len() > 20);
    for predicate in predicates {
        let name = predicate["name"].as_str().unwrap();
        let begins = ontology
            .find(&format!("\nquarry:{name} a "))
            .unwrap_or_else(|| panic!("{name} is not in the ontology"));
        let block = ontology[begins..].split(" .\n").next().unwrap();
        for (end, property) in [("subject", "rdfs:domain"), ("object", "rdfs:range")] {
            let class = block.lines().find_map(|line| line.trim().strip_prefix(property));
            let class = class.map(|c| {
                c.trim()
                    .trim_end_matches([';', ' '])
                    .trim_start_matches("quarry:")
            });
            for kind in predicate[end].as_array().unwrap() {
                let kind = kind.as_str().unwrap();
                assert!(class.is_none_or(|c| c == kind), "{name}: {end} {kind}");
            }
        }
    }
}

/// Whether something is asserted of two things, by the relation model.
fn model_says(extractor: &Extractor, text: &str, subject: &str, predicate: &str, object: &str) -> bool {
    let extraction = extractor.extract_text(text).unwrap();
    extraction.relations.iter().any(|r| {
        r.source == "relation model"
            && r.confidence >= 0.5
            && r.predicate == predicate
            && name_of(&extraction, &r.subject) == subject
            && name_of(&extraction, &r.object) == object
    })
}

#[test]
fn wordings_that_no_pattern_has_are_understood() {
    let Some(extractor) = with_models() else { return };
    for (text, subject, predicate, object) in [
        (
            "潮間帶復育計畫的經費出自沐禾農業部，實際下田操作的則是國立暮雲科技大學。",
            "潮間帶復育計畫",
            "executedBy",
            "國立暮雲科技大學",
        ),
        (
            "푸른내 살리기 사업의 실무는 균형에너지연구원이 도맡아 하고 있다.",
            "푸른내 살리기 사업",
            "executedBy",
            "균형에너지연구원",
        ),
        (
            "At the helm of the Clean Streams Agency these days is Orla Quennell.",
            "Clean Streams Agency",
            "headedBy",
            "Orla Quennell",
        ),
        (
            "The day-to-day work of the Bright Rivers Programme has been placed in the hands of the Duskmoor Institute of Hydrology.",
            "Bright Rivers Programme",
            "executedBy",
            "Duskmoor Institute of Hydrology",
        ),
    ] {
        assert!(model_says(&extractor, text, subject, predicate, object), "{text}");
    }
}

#[test]
fn a_last_word_that_denies_and_a_year_of_budgets_state_nothing() {
    let Some(extractor) = with_models() else { return };
    for text in [
        "푸른내 살리기 사업의 실무는 균형에너지연구원이 도맡아 하는 것이 아니다.",
        "潮間帶復育計畫於113年度編列經費。",
    ] {
        let extraction = extractor.extract_text(text).unwrap();
        let mut stated = extraction.relations.iter();
        assert!(
            !stated.any(|r| r.source == "relation model" && r.confidence >= 0.5),
            "{text}"
        );
    }
}

#[test]
fn a_year_of_budgets_ends_nothing() {
    let Some(extractor) = with_models() else { return };
    let text = "潮間帶復育計畫的期限改為2027年6月30日，113年度經費不足由沐禾農業部墊付。";
    let extraction = extractor.extract_text(text).unwrap();
    let ends: Vec<&str> = extraction
        .relations
        .iter()
        .filter(|r| r.predicate == "endDate")
        .map(|r| name_of(&extraction, &r.object))
        .collect();
    assert_eq!(ends, ["2027年6月30日"]);
}
