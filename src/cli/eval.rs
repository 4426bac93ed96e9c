//! `quarry eval`: measured against sets whose truth is known.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use quarry_extract::Extractor;
use quarry_graph::{Access, Knowledge};
use quarry_ingest::ReadOptions;
use quarry_ingest::source::Source;
use quarry_query::eval;
use quarry_query::{Engine, EngineOptions, Mode, RetrievalOptions};
use serde_json::json;

use super::Outcome;
use super::ingest::{bring_up_to_date, summary};
use crate::invocation::Invocation;
use crate::pipeline::{Report, open_ledger};
use crate::progress::Shown;
use crate::{assets, output};

/// Measure retrieval and answers against sets whose truth is known
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Recall of the fused ranking beside BM25 alone and vectors alone
    Retrieval(RetrievalArgs),
    /// Writes what the scorer of an agency world reads
    World(WorldArgs),
    /// Entities and statements against labelled sets and the project's own gold
    Extraction(super::eval_extraction::Args),
}

#[derive(Debug, clap::Args)]
pub(super) struct RetrievalArgs {
    /// Passages, {"id", "title", "text"} a line
    #[arg(long, value_name = "F")]
    corpus: PathBuf,
    /// Questions, {"question", "gold"} a line
    #[arg(long, value_name = "F")]
    queries: PathBuf,
    /// Also the graph alone, and the fused ranking with one part taken away at a time
    #[arg(long)]
    ablations: bool,
    /// Sets a weight of retrieval, as `title_pull=20`; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct WorldArgs {
    /// Folder of the world, with docs/ and questions.jsonl
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Folder for the files; made where it does not exist
    #[arg(long, value_name = "OUT")]
    out: PathBuf,
    /// Program that is run on the files, with the world's folder
    #[arg(long, value_name = "CMD")]
    scorer: Option<String>,
    /// Sets a weight of retrieval, as `title_pull=20`; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
}

/// The weights of retrieval with what `--set` changes.
fn weights(settings: &[String]) -> Result<RetrievalOptions> {
    toml::from_str(&settings.join("\n")).context("--set")
}

pub(super) fn run(command: &Command, invocation: &Invocation, data: Option<PathBuf>) -> Result<Outcome> {
    match command {
        Command::Retrieval(args) => retrieval(args, invocation, data),
        Command::World(args) => world_files(args, invocation, data),
        Command::Extraction(args) => super::eval_extraction::run(args, invocation),
    }
}

/// An index of its own for the evaluation: in the named data folder, which is kept, or in one that is deleted afterwards.
struct Bench {
    knowledge: Arc<Knowledge>,
    extractor: Arc<Extractor>,
    report: Report,
    temporary: Option<PathBuf>,
}

impl Bench {
    fn index(source: &Path, invocation: &Invocation, data: Option<PathBuf>) -> Result<Self> {
        let (data, temporary) = match data {
            Some(data) => (data, None),
            None => {
                let folder = std::env::temp_dir().join(format!("quarry-eval-{}", std::process::id()));
                (folder.clone(), Some(folder))
            }
        };
        let invocation = invocation.on(data.clone());
        fs::create_dir_all(&data).with_context(|| data.display().to_string())?;
        let knowledge = invocation.knowledge(Access::Write)?;
        let ledger = open_ledger(&data)?;
        let source = Source::new(source, "evaluation")?;
        ledger.register(&source)?;
        let read = ReadOptions::default();
        let report = bring_up_to_date(
            &invocation,
            &knowledge,
            &ledger,
            &[source],
            read,
            false,
            &Shown::new(),
        )?;
        output::complain(&summary(&report));
        Ok(Self {
            knowledge,
            extractor: invocation.extractor()?,
            report,
            temporary,
        })
    }

    fn engine(&self, retrieval: RetrievalOptions) -> Engine {
        Engine::new(
            Arc::clone(&self.knowledge),
            Arc::clone(&self.extractor),
            EngineOptions {
                retrieval,
                ..EngineOptions::default()
            },
        )
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if let Some(folder) = &self.temporary {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

fn retrieval(args: &RetrievalArgs, invocation: &Invocation, data: Option<PathBuf>) -> Result<Outcome> {
    let questions = fs::read_to_string(&args.queries).with_context(|| args.queries.display().to_string())?;
    let questions = eval::read_questions(&questions).with_context(|| args.queries.display().to_string())?;
    let bench = Bench::index(&args.corpus, invocation, data)?;
    let options = weights(&args.settings)?;
    let mut modes = vec![
        ("fused", Mode::Auto),
        ("BM25 alone", Mode::Passages),
        ("vectors alone", Mode::Vectors),
    ];
    if args.ablations {
        modes.push(("graph alone", Mode::Graph));
    }
    let begun = Instant::now();
    let clock = || begun.elapsed();
    let rankings: Vec<eval::Ranking> = modes.into_iter().map(eval::Ranking::from).collect();
    let mut report = eval::evaluate(&bench.engine(options.clone()), &questions, &rankings, &clock)?;
    if args.ablations {
        for (name, options) in options.ablations() {
            let ranking = eval::Ranking::from((name, Mode::Auto));
            let without = eval::evaluate(&bench.engine(options), &questions, &[ranking], &clock)?;
            report.rows.extend(without.rows);
        }
    }
    let passages = bench.knowledge.counts()?.passages;
    if args.json {
        output::json(&json!({
            "passages": passages,
            "index_seconds": bench.report.elapsed.as_secs_f64(),
            "questions": report.questions,
            "rows": report.rows,
        }))?;
        return Ok(Outcome::Done);
    }
    output::line(&format!(
        "{passages} passages indexed in {:.1} s, {} questions",
        bench.report.elapsed.as_secs_f64(),
        report.questions
    ))?;
    output::line("ranking          R@1    R@2    R@5   R@10    p50 ms    p95 ms")?;
    for row in &report.rows {
        let [r1, r2, r5, r10] = row.recall;
        output::line(&format!(
            "{:14} {r1:>5.1}  {r2:>5.1}  {r5:>5.1}  {r10:>5.1}  {:>8.1}  {:>8.1}",
            row.name, row.p50_ms, row.p95_ms
        ))?;
    }
    Ok(Outcome::Done)
}

fn world_files(args: &WorldArgs, invocation: &Invocation, data: Option<PathBuf>) -> Result<Outcome> {
    let path = args.gold.join("questions.jsonl");
    let questions = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let questions = eval::read_world(&questions).with_context(|| path.display().to_string())?;
    let bench = Bench::index(&args.gold.join("docs"), invocation, data)?;
    let engine = bench.engine(weights(&args.settings)?);
    fs::create_dir_all(&args.out).with_context(|| args.out.display().to_string())?;
    let file = |name: &str| -> Result<BufWriter<File>> {
        let path = args.out.join(name);
        Ok(BufWriter::new(
            File::create(&path).with_context(|| path.display().to_string())?,
        ))
    };
    eval::retrieval(&engine, &questions, &mut file("retrieval.jsonl")?)?;
    eval::answers(&engine, &questions, &mut file("answers.jsonl")?)?;
    let statements: Vec<_> = bench
        .knowledge
        .statements()?
        .into_iter()
        .filter(|s| s.asserted)
        .collect();
    eval::triples(&statements, &str::to_owned, &mut file("triples.jsonl")?)?;
    let documents = bench.knowledge.documents()?;
    let contents = documents
        .iter()
        .filter_map(|d| bench.knowledge.content(&d.source).transpose());
    let contents = contents.collect::<Result<Vec<_>, _>>()?;
    eval::tables(&contents, &mut file("tables.jsonl")?)?;
    eval::text(&contents, &mut file("text.jsonl")?)?;
    output::complain(&format!("wrote the files to {}", args.out.display()));
    let Some(scorer) = &args.scorer else {
        return Ok(Outcome::Done);
    };
    score(scorer, args)
}

/// Runs the scorer, whose output goes to stdout.
fn score(scorer: &str, args: &WorldArgs) -> Result<Outcome> {
    let mut words = scorer.split_whitespace();
    let program = words.next().context("--scorer names no program")?;
    let mut command = std::process::Command::new(program);
    command.args(words).arg("--gold").arg(&args.gold);
    for name in ["retrieval", "answers", "triples", "tables", "text"] {
        command
            .arg(format!("--{name}"))
            .arg(args.out.join(format!("{name}.jsonl")));
    }
    if let Some(map) = assets::ontologies()
        .map(|f| f.join("world-map.json"))
        .filter(|p| p.is_file())
    {
        command.arg("--predicates").arg(map);
    }
    let status = command.status().with_context(|| format!("starting {program}"))?;
    if !status.success() {
        bail!("the scorer ended with {status}");
    }
    Ok(Outcome::Done)
}
