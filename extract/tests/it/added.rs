//! Models that an organisation brings, on small ones of each family that `extract/tests/models/build.py` made. What PyTorch and
//! the upstream libraries gave for the same texts stands in each folder's `expected.json`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quarry_extract::models::{
    AddedModels, Card, Family, Pooling, RelationLabel, Role, RunOptions, TypeLabel, Use, Vocabulary, Wish,
    recognise, test,
};
use quarry_extract::{EntityType, ExtractError, Extractor, ExtractorOptions};
use serde_json::Value;

use crate::models::runtime_library;

/// How far numbers may be from PyTorch's.
const NEAR: f64 = 1e-3;

pub(crate) fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/models")
        .join(name)
}

fn expected(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(source(name).join("expected.json")).unwrap()).unwrap()
}

/// A folder of this test's own, removed at its end.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("quarry-added-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The same with the files of a model.
    pub(crate) fn with(name: &str, model: &str) -> Self {
        let scratch = Self::new(name);
        copy(&source(model), &scratch.0);
        scratch
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The engines that are there: ONNX Runtime's library, and the one that is built in.
pub(crate) fn engines() -> Vec<RunOptions> {
    let mut engines = Vec::new();
    match runtime_library() {
        Some(library) => engines.push(RunOptions {
            runtime_library: Some(library),
            threads: 1,
            ..RunOptions::default()
        }),
        None => eprintln!("SKIPPED: no ONNX Runtime to run added models on"),
    }
    if cfg!(feature = "tract") {
        engines.push(RunOptions {
            runtime_library: Some(PathBuf::from("/nowhere/libonnxruntime.so")),
            threads: 1,
            ..RunOptions::default()
        });
    }
    engines
}

/// An extractor with one added model and no other.
pub(crate) fn extractor(name: &str, wish: &Wish, roles: &[Role], options: &RunOptions) -> (Extractor, Card) {
    add(name, wish, roles, options).unwrap()
}

/// The same, where the engine may refuse the model.
fn add(
    name: &str,
    wish: &Wish,
    roles: &[Role],
    options: &RunOptions,
) -> Result<(Extractor, Card), ExtractError> {
    let scratch = Scratch::with(&format!("{name}-{}", rand()), name);
    let mut card = recognise(&scratch.0, wish).unwrap();
    test(&scratch.0, &mut card, options)?;
    card.identity = "0123456789abcdef".to_owned();
    card.write(&scratch.0).unwrap();
    let uses = [Use {
        folder: scratch.0.clone(),
        roles: roles.to_vec(),
    }];
    let added = AddedModels::open(&uses, false, options)?;
    added.ready()?;
    let extractor = Extractor::new(ExtractorOptions::default())?.with_added(added);
    Ok((extractor, card))
}

/// A number that no other call gives.
fn rand() -> usize {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// What a model finds: type, start, end, confidence.
pub(crate) fn names(extractor: &Extractor, text: &str) -> Vec<(EntityType, usize, usize, f64)> {
    let found = extractor.names_by_model(&[text]).unwrap().remove(0);
    let mut names: Vec<_> = found
        .iter()
        .map(|(s, confidence)| (s.kind, s.start, s.end, f64::from(*confidence)))
        .collect();
    names.sort_by_key(|n| (n.1, n.2));
    names
}

/// What upstream finds, with its labels as types; those that stand for none are left out.
fn expected_names(entry: &Value, types: &BTreeMap<&str, EntityType>) -> Vec<(EntityType, usize, usize, f64)> {
    let rows = entry["names"].as_array().unwrap().iter();
    let mut names: Vec<_> = rows
        .filter_map(|row| {
            let number = |at: usize| usize::try_from(row[at].as_u64().unwrap()).unwrap();
            let kind = types.get(row[0].as_str().unwrap())?;
            Some((*kind, number(1), number(2), row[3].as_f64().unwrap()))
        })
        .collect();
    names.sort_by_key(|n| (n.1, n.2));
    names
}

fn assert_same_names(
    own: &[(EntityType, usize, usize, f64)],
    other: &[(EntityType, usize, usize, f64)],
    what: &str,
) {
    let places = |names: &[(EntityType, usize, usize, f64)]| -> Vec<_> {
        names.iter().map(|n| (n.0, n.1, n.2)).collect()
    };
    assert_eq!(places(own), places(other), "{what}");
    for (a, b) in own.iter().zip(other) {
        assert!((a.3 - b.3).abs() < NEAR, "{what}: {a:?} {b:?}");
    }
}

fn assert_near(own: &[f32], other: &Value, what: &str) {
    let other = other.as_array().unwrap();
    assert_eq!(own.len(), other.len(), "{what}");
    for (a, b) in own.iter().zip(other) {
        assert!(
            (f64::from(*a) - b.as_f64().unwrap()).abs() < NEAR,
            "{what}: {a} {b}"
        );
    }
}

#[test]
fn a_token_classifier_finds_what_upstream_finds() {
    let types = BTreeMap::from([
        ("PER", EntityType::Person),
        ("ORG", EntityType::Organization),
        ("LOC", EntityType::Place),
    ]);
    for options in engines() {
        let (extractor, card) = extractor("token-classifier", &Wish::default(), &[Role::Entities], &options);
        assert_eq!(
            (card.family, card.roles.as_slice()),
            (Family::TokenClassifier, &[Role::Entities][..])
        );
        assert_eq!(card.licence.as_deref(), Some("cc-by-nc-sa-4.0"));
        assert!(card.non_commercial);
        assert!(card.notes.iter().any(|n| n.contains("MISC")), "{:?}", card.notes);
        let mut count = 0;
        for entry in expected("token-classifier")["texts"].as_array().unwrap() {
            let text = entry["text"].as_str().unwrap();
            let wanted = expected_names(entry, &types);
            count += wanted.len();
            assert_same_names(&names(&extractor, text), &wanted, text);
        }
        assert!(count >= 10, "only {count} names were compared");
    }
}

#[test]
fn names_in_the_windows_of_a_long_text_have_their_own_offsets() {
    for options in engines() {
        let (extractor, _) = extractor("token-classifier", &Wish::default(), &[Role::Entities], &options);
        let one = "Anna Reed leads the Harbour Board. 林書豪擔任港務局局長。";
        let (text, length) = (one.repeat(20), one.chars().count());
        let short = names(&extractor, one);
        assert!(short.len() >= 3, "{short:?}");
        let long = names(&extractor, &text);
        let chars: Vec<char> = text.chars().collect();
        let mut found = 0;
        for at in 0..20 {
            for (kind, start, end, _) in &short {
                let (start, end) = (at * length + start, at * length + end);
                found += usize::from(long.iter().any(|n| (n.0, n.1, n.2) == (*kind, start, end)));
            }
        }
        // The model sees other neighbours at the edge of a window than in the short text.
        assert!(
            found * 10 >= 20 * short.len() * 8,
            "{found} of {}",
            20 * short.len()
        );
        for (kind, start, end, _) in &long {
            let written: String = chars[*start..*end].iter().collect();
            assert!(
                !written.starts_with(' ') && !written.ends_with(' '),
                "{kind} {written:?}"
            );
        }
    }
}

#[test]
fn embedders_give_the_vectors_that_upstream_gives() {
    for options in engines() {
        for (name, pooling, dimension) in [
            ("minilm", Pooling::Mean, 16),
            ("e5", Pooling::Mean, 16),
            ("bge", Pooling::Cls, 16),
        ] {
            let wish = Wish {
                exact: true,
                ..Wish::default()
            };
            let (extractor, card) = extractor(name, &wish, &[Role::Embedder], &options);
            assert_eq!(
                (card.family, card.pooling),
                (Family::Embedder, Some(pooling)),
                "{name}"
            );
            assert_eq!(extractor.dimension(), dimension);
            let expected = expected(name);
            for (kind, questions) in [("passages", false), ("questions", true)] {
                let rows = expected[kind].as_array().unwrap();
                let texts: Vec<&str> = rows.iter().map(|r| r["text"].as_str().unwrap()).collect();
                let vectors = if questions {
                    extractor.embed_questions(&texts).unwrap()
                } else {
                    extractor.embed(&texts).unwrap()
                };
                for (vector, row) in vectors.iter().zip(rows) {
                    assert_near(vector, &row["vector"], &format!("{name} {kind} {}", row["text"]));
                }
            }
        }
    }
}

#[test]
fn a_quantised_graph_is_compared_with_single_precision() {
    for options in engines() {
        let (extractor, card) = extractor("minilm", &Wish::default(), &[Role::Embedder], &options);
        assert_eq!(card.graphs["model"], "model_int8.onnx");
        assert!(card.agreement.is_some_and(|a| a > 0.97), "{:?}", card.agreement);
        assert_eq!(card.licence.as_deref(), Some("apache-2.0"));
        assert!(!card.non_commercial);
        let rows = &expected("minilm")["passages"];
        let vector = extractor
            .embed(&[rows[0]["text"].as_str().unwrap()])
            .unwrap()
            .remove(0);
        let exact = rows[0]["vector"].as_array().unwrap();
        let cosine: f64 = vector
            .iter()
            .zip(exact)
            .map(|(a, b)| f64::from(*a) * b.as_f64().unwrap())
            .sum();
        assert!(cosine > 0.97, "{cosine}");
    }
}

#[test]
fn a_model_with_three_kinds_of_vectors_embeds_and_orders() {
    for options in engines() {
        let (extractor, card) = extractor("bge-m3", &Wish::default(), &[Role::Embedder], &options);
        assert_eq!(card.roles, [Role::Embedder, Role::Reranker]);
        assert_eq!(card.licence.as_deref(), Some("mit"));
        let expected = expected("bge-m3");
        let rows = expected["passages"].as_array().unwrap();
        let texts: Vec<&str> = rows.iter().map(|r| r["text"].as_str().unwrap()).collect();
        for (vector, row) in extractor.embed(&texts).unwrap().iter().zip(rows) {
            assert_near(vector, &row["vector"], &row["text"].to_string());
        }
        assert!(
            extractor.rescore("?", &texts).unwrap().is_none(),
            "it is not put to use for that"
        );
        let wish = Wish {
            role: Some(Role::Reranker),
            ..Wish::default()
        };
        let (extractor, _) = self::extractor("bge-m3", &wish, &[Role::Reranker], &options);
        let question = expected["question"].as_str().unwrap();
        let scores = extractor.rescore(question, &texts).unwrap().unwrap();
        assert_near(&scores, &expected["scores"], "scores");
    }
}

#[test]
fn a_reranker_gives_the_scores_that_upstream_gives() {
    for options in engines() {
        let (extractor, card) = extractor("reranker", &Wish::default(), &[Role::Reranker], &options);
        assert_eq!(
            (card.family, card.roles.as_slice()),
            (Family::Reranker, &[Role::Reranker][..])
        );
        let expected = expected("reranker");
        let texts: Vec<&str> = expected["passages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| t.as_str().unwrap())
            .collect();
        let question = expected["question"].as_str().unwrap();
        let scores = extractor.rescore(question, &texts).unwrap().unwrap();
        assert_near(&scores, &expected["scores"], "scores");
        // A passage of several windows has the score of its best one.
        let long = texts.join(" ").repeat(5);
        let score = extractor.rescore(question, &[&long]).unwrap().unwrap()[0];
        assert!(score.is_finite() && score > 0.0);
        assert!(
            extractor.version().starts_with("rules"),
            "what orders passages changes no document"
        );
        assert!(!extractor.version().contains("reranker"));
    }
}

#[test]
fn names_of_two_models_are_merged() {
    let Some(options) = engines().into_iter().next() else {
        return;
    };
    let Some(default) = crate::models::with_models() else {
        return;
    };
    // The rules take "Anna Reed of the Harbour Board" for one organisation, so that text would not tell.
    let text = "Anna Reed leads the Harbour Board. She met Mark Hill in Lowell Bay.";
    let alone = names(&default, text);
    let scratch = Scratch::with("merged", "token-classifier");
    let mut card = recognise(&scratch.0, &Wish::default()).unwrap();
    test(&scratch.0, &mut card, &options).unwrap();
    card.write(&scratch.0).unwrap();
    let uses = [Use {
        folder: scratch.0.clone(),
        roles: vec![Role::Entities],
    }];
    let plain = default.version();
    let merged = default.with_added(AddedModels::open(&uses, true, &options).unwrap());
    assert_ne!(merged.version(), plain, "documents have to be read again");
    let found = names(&merged, text);
    for name in &alone {
        assert!(
            found.iter().any(|n| (n.0, n.1, n.2) == (name.0, name.1, name.2)),
            "{name:?}"
        );
    }
    assert!(
        found
            .iter()
            .any(|n| (n.0, n.1, n.2) == (EntityType::Person, 0, 9))
    );
    let entities = merged.extract_text(text).unwrap().entities;
    assert!(
        entities
            .iter()
            .any(|e| e.name == "Harbour Board" && e.kind == EntityType::Organization),
        "{entities:?}"
    );
}

#[test]
fn models_that_take_any_label_find_what_upstream_finds() {
    let types = BTreeMap::from([
        ("person", EntityType::Person),
        ("organization", EntityType::Organization),
        ("place", EntityType::Place),
    ]);
    for options in engines() {
        let built_in = options
            .runtime_library
            .as_ref()
            .is_some_and(|l| l.starts_with("/nowhere"));
        let options = RunOptions {
            vocabulary: vocabulary(),
            ..options
        };
        for name in [
            "gliner-span",
            "gliner-token",
            "gliner-bi-span",
            "gliner-bi-token",
            "gliner2",
            "relex-span",
            "relex-token",
        ] {
            let expected = expected(name);
            let wish = Wish {
                threshold: Some(f32_of(&expected["threshold"])),
                ..Wish::default()
            };
            let made = add(name, &wish, &[Role::Entities], &options);
            // Graphs with loops, or with shapes that hang on what was found, are for ONNX Runtime alone.
            let (extractor, card) = match made {
                Err(error) if built_in => {
                    eprintln!("the built-in engine does not run {name}: {error}");
                    assert!(!name.starts_with("gliner2"), "{error}");
                    continue;
                }
                made => made.unwrap(),
            };
            assert!(card.roles.contains(&Role::Entities));
            assert_eq!(card.roles.contains(&Role::Relations), name.starts_with("relex"));
            let mut count = 0;
            for entry in expected["texts"].as_array().unwrap() {
                let text = entry["text"].as_str().unwrap();
                let wanted = expected_names(entry, &types);
                count += wanted.len();
                assert_same_names(&names(&extractor, text), &wanted, &format!("{name}: {text}"));
            }
            assert!(count >= 6, "{name}: only {count} names were compared");
        }
    }
}

#[test]
fn a_text_longer_than_the_window_is_read_to_its_end() {
    let Some(options) = engines()
        .into_iter()
        .find(|o| o.runtime_library.as_ref().is_some_and(|l| l.is_file()))
    else {
        return;
    };
    let options = RunOptions {
        vocabulary: vocabulary(),
        ..options
    };
    let one = "Anna Reed leads the Harbour Board. 林書豪擔任港務局局長。김하늘은 푸른만에 있다. ";
    let (text, length) = (one.repeat(12), one.chars().count());
    for name in [
        "gliner-span",
        "gliner-token",
        "gliner-bi-span",
        "gliner2",
        "relex-span",
    ] {
        let (extractor, _) = extractor(name, &Wish::default(), &[Role::Entities], &options);
        let found = names(&extractor, &text);
        for pair in found.windows(2) {
            assert!(pair[0].2 <= pair[1].1, "{name}: {pair:?} share words");
        }
        let last = found.last().map_or(0, |n| n.2);
        assert!(
            last <= 12 * length && last > 11 * length,
            "{name}: the last name ends at {last} of {}",
            12 * length
        );
        let read = (0..12).filter(|at| found.iter().any(|n| n.1 / length == *at));
        assert_eq!(read.count(), 12, "{name}: {found:?}");
    }
}

fn f32_of(value: &Value) -> f32 {
    value.to_string().parse().unwrap()
}

#[test]
fn labels_of_the_texts_own_language_are_put_to_the_model() {
    let Some(options) = engines().into_iter().next() else {
        return;
    };
    let types = [
        (EntityType::Person, "person", "人"),
        (EntityType::Place, "place", "地點"),
    ];
    let types = types.map(|(kind, en, zh)| TypeLabel {
        kind,
        labels: BTreeMap::from([
            ("en".to_owned(), en.to_owned()),
            ("zh-Hant".to_owned(), zh.to_owned()),
        ]),
    });
    let vocabulary = Vocabulary {
        types: types.to_vec(),
        relations: Vec::new(),
    };
    let options = RunOptions {
        vocabulary: Arc::new(vocabulary),
        ..options
    };
    let english = Wish {
        label_language: Some("en".to_owned()),
        ..Wish::default()
    };
    let texts = [
        "林書豪在青石鎮的港務局會見了 Mark Hill。",
        "Anna Reed met Mark Hill in Lowell Bay.",
    ];
    let (own, _) = extractor("gliner-span", &Wish::default(), &[Role::Entities], &options);
    let (told, _) = extractor("gliner-span", &english, &[Role::Entities], &options);
    assert_ne!(
        names(&own, texts[0]),
        names(&told, texts[0]),
        "a Chinese text is asked in Chinese"
    );
    assert_eq!(
        names(&own, texts[1]),
        names(&told, texts[1]),
        "an English text is asked in English"
    );
}

/// Words for models that take any label.
pub(crate) fn vocabulary() -> Arc<Vocabulary> {
    let types = [
        (EntityType::Person, "person"),
        (EntityType::Organization, "organization"),
        (EntityType::Place, "place"),
    ];
    let types = types.map(|(kind, label)| TypeLabel {
        kind,
        labels: BTreeMap::from([("en".to_owned(), label.to_owned())]),
    });
    // A model with relations scores names otherwise when it is asked for none.
    let relations = [("affiliatedWith", "works for"), ("locatedIn", "located in")];
    let relations = relations.map(|(predicate, label)| RelationLabel {
        predicate: predicate.to_owned(),
        domain: None,
        range: None,
        labels: BTreeMap::from([("en".to_owned(), label.to_owned())]),
    });
    Arc::new(Vocabulary {
        types: types.to_vec(),
        relations: relations.to_vec(),
    })
}
