//! What only the crate sees: the claims of models that find relations, on the small models of `extract/tests/models`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::gliner::Gliner;
use super::rebel::Rebel;
use super::{RelationLabel, RunOptions, TypeLabel, Vocabulary, Wish, recognise};
use crate::extraction::EntityType;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/models")
        .join(name)
}

fn expected(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder(name).join("expected.json")).unwrap()).unwrap()
}

/// ONNX Runtime's library, where the build or a variable brought it.
fn library() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("QUARRY_ONNXRUNTIME") {
        return Some(PathBuf::from(path));
    }
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .find_map(|folder| {
            let entries = std::fs::read_dir(folder.join(".tools/python/onnxruntime/capi")).ok()?;
            entries.filter_map(|e| Some(e.ok()?.path())).find(|p| {
                let name = p.file_name().and_then(|n| n.to_str());
                name.is_some_and(|n| n.starts_with("libonnxruntime.so"))
            })
        })
}

fn options() -> Option<RunOptions> {
    let library = library();
    if library.is_none() {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("SKIPPED: no ONNX Runtime to run models with relations on");
        }
    }
    Some(RunOptions {
        runtime_library: Some(library?),
        threads: 1,
        ..RunOptions::default()
    })
}

fn english(label: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("en".to_owned(), label.to_owned())])
}

fn vocabulary() -> Arc<Vocabulary> {
    let types = [
        (EntityType::Person, "person"),
        (EntityType::Organization, "organization"),
        (EntityType::Place, "place"),
    ];
    let relations = [("affiliatedWith", "works for"), ("locatedIn", "located in")];
    Arc::new(Vocabulary {
        types: types
            .map(|(kind, label)| TypeLabel {
                kind,
                labels: english(label),
            })
            .to_vec(),
        relations: relations
            .map(|(predicate, label)| RelationLabel {
                predicate: predicate.to_owned(),
                domain: None,
                range: None,
                labels: english(label),
            })
            .to_vec(),
    })
}

/// Scalars of a byte range.
fn scalars(text: &str, range: &std::ops::Range<usize>) -> [usize; 2] {
    [range.start, range.end].map(|at| text[..at].chars().count())
}

#[test]
fn relations_are_between_the_names_that_the_model_means() {
    let Some(options) = options() else { return };
    let running = options.running(1).unwrap();
    for name in ["relex-span", "relex-token"] {
        let card = recognise(&folder(name), &Wish::default()).unwrap();
        assert!(card.gliner.as_ref().is_some_and(|g| g.relations), "{name}");
        let model = Gliner::load(&folder(name), &card, &running, &vocabulary()).unwrap();
        let mut compared = 0;
        for entry in expected(name)["texts"].as_array().unwrap() {
            let text = entry["text"].as_str().unwrap();
            let reading = model.read(&[text]).unwrap().remove(0);
            let mut own: Vec<([usize; 4], String, f32)> = reading
                .claims
                .iter()
                .map(|c| {
                    let ([a, b], [x, y]) = (scalars(text, &c.ends[0]), scalars(text, &c.ends[1]));
                    ([a, b, x, y], c.predicate.clone(), c.confidence)
                })
                .collect();
            own.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
            let mut wanted: BTreeMap<([usize; 4], String), f64> = BTreeMap::new();
            for row in entry["relations"].as_array().unwrap() {
                let number = |at: usize| usize::try_from(row[at].as_u64().unwrap()).unwrap();
                let predicate = match row[4].as_str().unwrap() {
                    "works for" => "affiliatedWith",
                    _ => "locatedIn",
                };
                let key = ([number(0), number(1), number(2), number(3)], predicate.to_owned());
                let score = row[5].as_f64().unwrap();
                // A span that two classes name stands twice in the model's list: the surer of its statements counts.
                wanted
                    .entry(key)
                    .and_modify(|s| *s = s.max(score))
                    .or_insert(score);
            }
            let places: Vec<_> = own
                .iter()
                .map(|(ends, predicate, _)| (*ends, predicate.clone()))
                .collect();
            assert_eq!(
                places,
                wanted.keys().cloned().collect::<Vec<_>>(),
                "{name}: {text}"
            );
            for ((.., confidence), score) in own.iter().zip(wanted.values()) {
                assert!((f64::from(*confidence) - score).abs() < 1e-3, "{name}: {text}");
            }
            compared += own.len();
        }
        let least = if name == "relex-token" { 50 } else { 2 };
        assert!(
            compared >= least,
            "{name}: only {compared} relations were compared"
        );
    }
}

#[test]
fn statements_are_written_as_upstream_writes_them() {
    let Some(options) = options() else { return };
    let running = options.running(1).unwrap();
    for name in ["rebel", "mrebel"] {
        let card = recognise(&folder(name), &Wish::default()).unwrap();
        assert!(card.non_commercial, "{name}");
        let model = Rebel::load(&folder(name), &card, &running).unwrap();
        let entries = expected(name)["texts"].clone();
        let entries = entries.as_array().unwrap();
        let texts: Vec<&str> = entries.iter().map(|e| e["text"].as_str().unwrap()).collect();
        let mut written = 0;
        for (entry, triplets) in entries.iter().zip(model.triplets(&texts).unwrap()) {
            let own: Vec<[&str; 3]> = triplets
                .iter()
                .map(|t| [t.subject.as_str(), t.object.as_str(), t.relation.as_str()])
                .collect();
            let wanted: Vec<[&str; 3]> = entry["triplets"]
                .as_array()
                .unwrap()
                .iter()
                .map(|t| [0, 1, 2].map(|at| t[at].as_str().unwrap()))
                .collect();
            assert_eq!(own, wanted, "{name}: {}", entry["text"]);
            written += own.len();
        }
        assert!(written >= 3, "{name}");
        let claims = model.claims(&texts).unwrap();
        let text = texts[0];
        let claim = &claims[0][0];
        assert_eq!(claim.predicate, "headedBy");
        let ends = claim.ends.clone().map(|r| &text[r]);
        assert_eq!(ends, ["Harbour Board", "Anna Reed"], "{name}");
    }
}
