//! Model folders that are refused, and models that no longer are what they were.

use std::collections::BTreeMap;
use std::path::Path;

use quarry_extract::models::{AddedModels, Pooling, Role, Use, Wish, recognise, test};
use serde_json::Value;

use crate::added::{Scratch, engines, source};

fn refusal(folder: &Path, wish: &Wish) -> String {
    recognise(folder, wish).unwrap_err().to_string()
}

#[test]
fn what_does_not_fit_is_refused_with_a_sentence_that_says_why() {
    let wish = Wish::default();
    let empty = Scratch::new("empty");
    assert!(refusal(&empty.0, &wish).contains("no ONNX file"));

    std::fs::write(empty.0.join("model.onnx"), b"\x12\x34garbage").unwrap();
    assert!(
        refusal(&empty.0, &wish).contains("model.onnx"),
        "{}",
        refusal(&empty.0, &wish)
    );

    let cut = Scratch::with("cut", "bge");
    let bytes = std::fs::read(cut.0.join("model.onnx")).unwrap();
    std::fs::write(cut.0.join("model.onnx"), &bytes[..bytes.len() / 2]).unwrap();
    assert!(
        refusal(&cut.0, &wish).contains("cut off"),
        "{}",
        refusal(&cut.0, &wish)
    );

    let no_tokenizer = Scratch::with("no-tokenizer", "bge");
    std::fs::remove_file(no_tokenizer.0.join("tokenizer.json")).unwrap();
    assert!(refusal(&no_tokenizer.0, &wish).contains("tokenizer.json is missing"));

    let no_pooling = Scratch::with("no-pooling", "bge");
    std::fs::remove_dir_all(no_pooling.0.join("1_Pooling")).unwrap();
    assert!(refusal(&no_pooling.0, &wish).contains("--pooling"));
    let told = Wish {
        pooling: Some(Pooling::Mean),
        ..Wish::default()
    };
    assert_eq!(
        recognise(&no_pooling.0, &told).unwrap().pooling,
        Some(Pooling::Mean)
    );

    let wrong_role = Wish {
        role: Some(Role::Reranker),
        ..Wish::default()
    };
    let said = refusal(&source("token-classifier"), &wrong_role);
    assert!(
        said.contains("cannot serve as reranker") && said.contains("entities"),
        "{said}"
    );

    let no_labels = Scratch::with("no-labels", "token-classifier");
    let config = no_labels.0.join("config.json");
    let text = std::fs::read_to_string(&config).unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    for (at, label) in value["id2label"]
        .as_object_mut()
        .unwrap()
        .values_mut()
        .enumerate()
    {
        *label = format!("LABEL_{at}").into();
    }
    std::fs::write(&config, value.to_string()).unwrap();
    assert!(refusal(&no_labels.0, &wish).contains("--label"));
    let told = Wish {
        types: BTreeMap::from([("LABEL_1".to_owned(), "Person".to_owned())]),
        ..Wish::default()
    };
    assert!(recognise(&no_labels.0, &told).is_ok());
}

#[test]
fn a_model_that_was_changed_behind_its_card_does_not_load() {
    let Some(options) = engines().into_iter().next() else {
        return;
    };
    let scratch = Scratch::with("changed", "bge");
    let mut card = recognise(&scratch.0, &Wish::default()).unwrap();
    test(&scratch.0, &mut card, &options).unwrap();
    card.write(&scratch.0).unwrap();
    let uses = [Use {
        folder: scratch.0.clone(),
        roles: vec![Role::Embedder],
    }];
    let ready = || AddedModels::open(&uses, true, &options).unwrap().ready();
    assert!(ready().is_ok());
    std::fs::copy(source("minilm").join("model.onnx"), scratch.0.join("model.onnx")).unwrap();
    let error = ready().unwrap_err().to_string();
    assert!(error.contains("self-test"), "{error}");
}
