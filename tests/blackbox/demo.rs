//! What `make demo` shows.

use std::fs;

use serde_json::Value;

use crate::program::{indexed, quarry, root, stdout};

#[test]
fn the_demo_indexes_answers_with_places_and_does_no_work_twice() {
    let data = tempfile::tempdir().unwrap();
    let first = stdout(quarry().arg("demo").arg("--data").arg(data.path()));
    assert!(first.contains("8 added"), "{first}");
    assert_eq!(first.matches("❯ ").count(), 3, "{first}");
    for place in ["page ", "[1]", "http://127.0.0.1:7878"] {
        assert!(first.contains(place), "{place} is missing from {first}");
    }
    // a person whom papers in two languages name is told in the question's
    assert!(first.contains("\n湛以寧\n"), "{first}");
    let second = stdout(quarry().arg("demo").arg("--data").arg(data.path()));
    assert!(second.contains("nothing changed"), "{second}");
}

/// Every question of the samples, with the answer that the samples give.
#[test]
fn the_samples_questions_are_answered() {
    let text = fs::read_to_string(root().join("samples/questions.jsonl")).unwrap();
    let questions: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let mut wrong = Vec::new();
    for question in &questions {
        let asked = question["question"].as_str().unwrap();
        let printed = stdout(quarry().args(["ask", asked, "--json", "--data"]).arg(indexed()));
        let answer: Value = serde_json::from_str(&printed).unwrap();
        let given = answer["answer"].as_str().unwrap();
        let aliases = question["aliases"].as_array().unwrap().iter();
        let right = std::iter::once(&question["answer"])
            .chain(aliases)
            .any(|a| a == given);
        // an answer comes with its sources, a refusal without
        assert_eq!(
            answer["answered"].as_bool().unwrap(),
            !answer["citations"].as_array().unwrap().is_empty()
        );
        if !right {
            assert_ne!(question["demo"], true, "{asked}: {given}");
            wrong.push(format!("{asked}: {given}, not {}", question["answer"]));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} are wrong: {wrong:#?}",
        wrong.len(),
        questions.len()
    );
}
