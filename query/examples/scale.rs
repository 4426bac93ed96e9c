//! Time and memory of retrieval over many generated passages: `scale [PASSAGES [QUESTIONS]]`.

#[path = "../benches/search/generated.rs"]
mod generated;

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use quarry_query::eval::percentile;
use quarry_query::question::Mode;
use quarry_query::retrieval::PassageGraph;
use quarry_query::{Engine, EngineOptions, MemorySource, QueryError, Question, RetrievalOptions, Source};

fn main() -> Result<(), QueryError> {
    let mut numbers = std::env::args().skip(1).filter_map(|a| a.parse().ok());
    let passages = numbers.next().unwrap_or(100_000);
    let questions = generated::questions(passages, numbers.next().unwrap_or(1_000));
    let source = MemorySource::new(Vec::new(), generated::passages(passages), Vec::new(), Vec::new());
    let mut out = std::io::stdout();

    let begun = Instant::now();
    let graph = PassageGraph::build(source.passages().iter(), &[], &RetrievalOptions::default());
    let (seconds, edges, names) = (begun.elapsed().as_secs_f64(), graph.edges(), graph.entities());
    drop(graph);
    writeln!(
        out,
        "{passages} passages, {names} names, {edges} edges, laid out in {seconds:.1} s"
    )?;

    let engine = Engine::over(Arc::new(source), EngineOptions::default());
    for mode in [Mode::Hybrid, Mode::Graph, Mode::Passages, Mode::Auto] {
        engine.search(&Question::new("ready").with_mode(mode))?;
        let mut times = Vec::with_capacity(questions.len());
        for question in &questions {
            let asked = Question::new(question.as_str()).with_mode(mode);
            let begun = Instant::now();
            engine.search(&asked)?;
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        let (median, most) = (percentile(&mut times, 0.50), percentile(&mut times, 0.95));
        writeln!(out, "{:9} p50 {median:.1} ms, p95 {most:.1} ms", mode.name())?;
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|l| l.starts_with("VmHWM"))
        .unwrap_or("VmHWM: unknown");
    writeln!(out, "{peak}")?;
    Ok(())
}
