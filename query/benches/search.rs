//! Time for one question, and for building the graph, on generated passages.

use std::sync::Arc;

use quarry_graph::{PassageId, PassageRecord};
use quarry_ingest::{Locator, Place};
use quarry_query::question::Mode;
use quarry_query::{Engine, EngineOptions, MemorySource, Question};

fn main() {
    divan::main();
}

/// Passages of invented names: each names its own place and the next one's, so that walks have somewhere to go.
fn passages(count: usize) -> Vec<PassageRecord> {
    (0..count)
        .map(|i| PassageRecord {
            id: PassageId(0),
            iri: String::new(),
            document: String::new(),
            source: format!("generated.jsonl#{i}"),
            title: format!("Station Valdor {i}"),
            headings: Vec::new(),
            text: format!(
                "Station Valdor {i} stands by Lake Umber {}. It was built by Company Ostrel {} after Station Valdor {}.",
                i % 97,
                i % 1009,
                (i + 1) % count
            ),
            locator: Locator::from(Place::Lines { line: [1, 1], start: 0, end: 1 }),
            blocks: Vec::new(),
            rows: None,
            entities: Vec::new(),
        })
        .collect()
}

fn engine(count: usize) -> Engine {
    let source = MemorySource::new(Vec::new(), passages(count), Vec::new(), Vec::new());
    Engine::over(Arc::new(source), EngineOptions::default())
}

const QUESTION: &str = "Which company built the station after Station Valdor 17?";

#[divan::bench(args = [1_000, 10_000])]
fn hybrid(bencher: divan::Bencher<'_, '_>, count: usize) {
    let engine = engine(count);
    let question = Question::new(QUESTION).with_mode(Mode::Hybrid);
    let _ = engine.search(&question);
    bencher.bench_local(|| engine.search(&question));
}

#[divan::bench(args = [1_000, 10_000])]
fn first_question(bencher: divan::Bencher<'_, '_>, count: usize) {
    let question = Question::new(QUESTION).with_mode(Mode::Hybrid);
    bencher
        .with_inputs(|| engine(count))
        .bench_local_values(|engine| engine.search(&question));
}
