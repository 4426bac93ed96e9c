//! How everything grows with the number of passages: putting in, replacing one, the first question after that, every other
//! question, memory. Each size has a process of its own.
//!
//! `QUARRY_BENCH_SIZES=1000,100000` chooses the sizes, `QUARRY_BENCH_CSV=docs/growth.csv` keeps the figures;
//! `cargo xtask growth` draws them.

#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

#[path = "../search/generated.rs"]
mod generated;
mod source;

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use quarry_graph::{Access, Change, Knowledge, OpenOptions};
use quarry_query::{Engine, EngineOptions, Question, Source};

use self::source::{Generated, change};

const SIZES: &str = "1000,3000,10000";
const CHILD: &str = "QUARRY_BENCH_CHILD";
const HEAD: &str = "passages,edges,index_s,replace_p50_ms,replace_p99_ms,first_search_ms,search_p50_ms,search_p95_ms,memory_mib";

/// Documents in one commit while the corpus is put in, as the pipeline has it.
const BATCH: usize = 256;
const REPLACED: usize = 300;
const FIRST: usize = 3;
const QUESTIONS: usize = 300;

fn main() {
    if let Some(size) = std::env::var(CHILD).ok().and_then(|n| n.parse().ok()) {
        println!("{}", measure(size));
        return;
    }
    let sizes = std::env::var("QUARRY_BENCH_SIZES").unwrap_or_else(|_| SIZES.to_owned());
    println!("{HEAD}");
    let mut lines = vec![HEAD.to_owned()];
    for size in sizes.split(',') {
        let this = std::env::current_exe().expect("the bench has a path");
        let output = Command::new(this)
            .env(CHILD, size.trim())
            .output()
            .expect("the bench runs");
        let line = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        println!("{line}");
        lines.push(line);
    }
    if let Ok(path) = std::env::var("QUARRY_BENCH_CSV") {
        std::fs::write(path, lines.join("\n") + "\n").expect("the figures can be written");
    }
}

fn measure(size: usize) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = OpenOptions {
        access: Access::Write,
        ontologies: Some(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../ontologies")),
        organisation: None,
    };
    let knowledge = Arc::new(Knowledge::open(folder.path(), &options).expect("opens"));
    let passages = generated::passages(size);
    let mut index = Duration::ZERO;
    for batch in (0..size).collect::<Vec<_>>().chunks(BATCH) {
        let changes: Vec<Change> = batch.iter().map(|n| change(&passages[*n], *n)).collect();
        index += timed(|| knowledge.apply(changes).expect("applies")).0;
    }
    // What the bench itself holds is not counted.
    drop(passages);

    let source = Arc::new(Generated::new(Arc::clone(&knowledge)));
    let engine = Engine::over(Arc::clone(&source) as Arc<dyn Source>, EngineOptions::default());
    let questions: Vec<Question> = generated::questions(size, QUESTIONS)
        .into_iter()
        .map(Question::new)
        .collect();
    engine.search(&questions[0]).expect("searches");
    let mut searches: Vec<f64> = questions
        .iter()
        .map(|question| milliseconds(timed(|| engine.search(question).expect("searches")).0))
        .collect();
    let memory = memory();

    let passages = generated::passages(size);
    // Another text in the place of one.
    let replacement = |n: usize| change(&passages[(n * 7 + 1) % size], n * 31 % size);
    let mut replaced: Vec<f64> = (0..REPLACED)
        .map(replacement)
        .map(|change| milliseconds(timed(|| knowledge.apply(vec![change]).expect("applies")).0))
        .collect();
    let mut first: Vec<f64> = (0..FIRST)
        .map(|n| {
            knowledge.apply(vec![replacement(n + 1)]).expect("applies");
            milliseconds(timed(|| engine.search(&questions[n]).expect("searches")).0)
        })
        .collect();
    let edges = source.edges();
    format!(
        "{size},{edges},{:.1},{:.2},{:.2},{:.0},{:.2},{:.2},{memory}",
        index.as_secs_f64(),
        quantile(&mut replaced, 0.5),
        quantile(&mut replaced, 0.99),
        quantile(&mut first, 0.5),
        quantile(&mut searches, 0.5),
        quantile(&mut searches, 0.95),
    )
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let done = work();
    (begun.elapsed(), done)
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = ((values.len().saturating_sub(1)) as f64 * share).round() as usize;
    values.get(at).copied().unwrap_or_default()
}

/// Resident memory of this process in MiB; 0 where the system does not tell.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    let kib = line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() / 1024
}
