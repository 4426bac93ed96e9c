//! Time for one question, and for laying out the graph, on generated passages.

mod generated;

use std::sync::Arc;

use quarry_query::question::Mode;
use quarry_query::retrieval::PassageGraph;
use quarry_query::{Engine, EngineOptions, MemorySource, Question, RetrievalOptions, Source};

fn main() {
    divan::main();
}

fn source(count: usize) -> MemorySource {
    MemorySource::new(Vec::new(), generated::passages(count), Vec::new(), Vec::new())
}

/// One question after the other, so that the sample is of questions and not of one.
fn asked(bencher: divan::Bencher<'_, '_>, count: usize, mode: Mode) {
    let engine = Engine::over(Arc::new(source(count)), EngineOptions::default());
    let questions: Vec<Question> = generated::questions(count, 300)
        .into_iter()
        .map(|q| Question::new(q).with_mode(mode))
        .collect();
    let _ = engine.search(&questions[0]);
    let mut next = questions.iter().cycle();
    bencher.bench_local(|| next.next().map(|q| engine.search(q)));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 300, sample_size = 1)]
fn hybrid(bencher: divan::Bencher<'_, '_>, count: usize) {
    asked(bencher, count, Mode::Hybrid);
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 300, sample_size = 1)]
fn graph(bencher: divan::Bencher<'_, '_>, count: usize) {
    asked(bencher, count, Mode::Graph);
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn lay_out_graph(bencher: divan::Bencher<'_, '_>, count: usize) {
    let passages = source(count).passages();
    bencher.bench_local(|| PassageGraph::build(passages.iter(), &[], &RetrievalOptions::default()));
}
