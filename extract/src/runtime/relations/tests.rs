//! The shipped relation model against what its training recorded.
#![expect(clippy::print_stderr, reason = "tests")]

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use super::{Mentioned, Pair, RelationModel};
use crate::extraction::EntityType;
use crate::runtime::engine::Engine;
use crate::runtime::pairs::Sequence;

#[derive(Deserialize)]
struct Probe {
    text: String,
    mentions: Vec<(usize, usize, EntityType)>,
    inputs: Inputs,
    scores: Vec<f32>,
}

#[derive(Deserialize)]
struct Inputs {
    words: Vec<i64>,
    heads: Vec<i64>,
    roles: Vec<i64>,
    first: Vec<i64>,
    second: Vec<i64>,
}

#[test]
fn the_shipped_model_sees_and_scores_what_the_training_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/default");
    let Ok(probes) = std::fs::read(folder.join("relation_probe.json")) else {
        eprintln!("SKIPPED: no relation model in {}", folder.display());
        return;
    };
    let probes: Vec<Probe> = serde_json::from_slice(&probes).unwrap_or_else(|e| panic!("{e}"));
    let engine =
        Engine::start(Some(Path::new("/nowhere/libonnxruntime.so"))).unwrap_or_else(|e| panic!("{e}"));
    let model = RelationModel::load(&folder, &engine, 1)
        .unwrap_or_else(|e| panic!("{e}"))
        .unwrap_or_else(|| panic!("no relations.json"));
    assert!(probes.len() >= 9);
    let (mut asserted, mut passed) = (0, 0);
    for probe in probes {
        let bytes = |n: usize| {
            probe
                .text
                .char_indices()
                .nth(n)
                .map_or(probe.text.len(), |(at, _)| at)
        };
        let mentions: Vec<(EntityType, Range<usize>)> = probe
            .mentions
            .iter()
            .map(|(start, end, kind)| (*kind, bytes(*start)..bytes(*end)))
            .collect();
        let sequence = Sequence::new(&model.sight, &model.tokenizer.tokens(&probe.text), &mentions, &[]);
        let inputs = sequence.pair(0, mentions.len() - 1).unwrap_or_default();
        let expected = &probe.inputs;
        assert_eq!(
            (
                &inputs.words,
                &inputs.heads,
                &inputs.roles,
                &inputs.first,
                &inputs.second
            ),
            (
                &expected.words,
                &expected.heads,
                &expected.roles,
                &expected.first,
                &expected.second
            ),
            "{}",
            probe.text
        );
        let pair = Pair {
            sentence: 0,
            first: 0,
            second: mentions.len() - 1,
            inputs,
        };
        let scores = model
            .run(std::slice::from_ref(&pair))
            .unwrap_or_else(|e| panic!("{e}"));
        for (own, expected) in scores[0].iter().zip(&probe.scores) {
            assert!((own - expected).abs() < 0.03, "{}: {own} {expected}", probe.text);
        }
        let (first, second) = (mentions[0].0, mentions[mentions.len() - 1].0);
        let said = model.surest(&pair, &probe.text, first, second, &scores[0]);
        let looked_at = model.worth_a_look(vec![pair]).unwrap_or_else(|e| panic!("{e}"));
        if said.is_some_and(|s| s.confidence >= 0.5) {
            asserted += 1;
            passed += looked_at.len();
        }
    }
    // the first look may lose one in a hundred, and loses none of these few
    assert!(asserted >= 1, "{asserted}");
    assert_eq!(passed, asserted);
}

#[test]
fn the_first_look_spares_the_network_what_says_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/default");
    if !folder.join("relations.json").exists() {
        eprintln!("SKIPPED: no relation model in {}", folder.display());
        return;
    }
    let engine =
        Engine::start(Some(Path::new("/nowhere/libonnxruntime.so"))).unwrap_or_else(|e| panic!("{e}"));
    let model = RelationModel::load(&folder, &engine, 1)
        .unwrap_or_else(|e| panic!("{e}"))
        .unwrap_or_else(|| panic!("no relations.json"));
    let text = "The ferry from Farrow passed Elmhook on Tuesday, and later that week it went by Sandport, Greywick and Tarn.";
    let names = ["Farrow", "Elmhook", "Sandport", "Greywick", "Tarn"];
    let mentions = names.map(|name| {
        let start = text.find(name).unwrap_or_else(|| panic!("{name}"));
        (EntityType::Place, start..start + name.len())
    });
    let sentence = Mentioned {
        text,
        mentions: mentions.to_vec(),
    };
    let mut pairs = Vec::new();
    model.add_pairs(0, &sentence, &mut pairs);
    assert_eq!(pairs.len(), 10);
    let left = model.worth_a_look(pairs).unwrap_or_else(|e| panic!("{e}"));
    assert!(left.len() < 10, "{}", left.len());
}
