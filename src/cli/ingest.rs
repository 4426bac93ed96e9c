//! `quarry ingest`: the index brought up to date with its sources.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use jiff::Timestamp;
use quarry_graph::{Access, Knowledge};
use quarry_ingest::ReadOptions;
use quarry_ingest::ledger::Ledger;
use quarry_ingest::source::Source;
use quarry_ingest::worker::{Pool, WorkerOptions};
use quarry_query::http::IngestRequest;

use super::Outcome;
use super::parse::PasswordArgs;
use crate::invocation::{DEFAULT_COLLECTION, Invocation, Reached};
use crate::output;
use crate::pipeline::{Pipeline, Progress, Report, Stage, open_ledger};
use crate::progress::Shown;
use crate::recognition::Recognition;

/// Bring the index up to date with the sources
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders or files to register as sources and bring up to date; none means every source that is known
    paths: Vec<PathBuf>,
    /// Collection that documents of newly named paths belong to
    #[arg(long, default_value = DEFAULT_COLLECTION, value_name = "NAME")]
    collection: String,
    /// Remove documents even where more than a fifth of a source would go
    #[arg(long)]
    allow_mass_removal: bool,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    password: PasswordArgs,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let data = invocation.data_folder()?;
    std::fs::create_dir_all(data)?;
    let password = args.password.read()?;
    let report = match invocation.reach(Access::Write)? {
        Reached::Here(knowledge) => {
            let ledger = open_ledger(data)?;
            let allow = args.allow_mass_removal || invocation.settings.boolean("ingest.allow_mass_removal");
            bring_up_to_date(
                invocation,
                &knowledge,
                &ledger,
                &sources(&args.paths, &args.collection, invocation, &ledger)?,
                ReadOptions {
                    password,
                    ..ReadOptions::default()
                },
                allow,
                &Shown::new(),
            )?
        }
        Reached::Served(served) => {
            output::complain("the running server brings its index up to date");
            let paths: Result<Vec<PathBuf>, _> = args.paths.iter().map(std::path::absolute).collect();
            let request = IngestRequest {
                paths: paths?,
                collection: Some(args.collection.clone()),
                allow_mass_removal: args.allow_mass_removal,
                password,
            };
            let report: Report = served.post("/api/ingest", &request)?;
            for (path, reason) in &report.failed {
                output::complain(&format!("{path}: {reason}"));
            }
            report
        }
    };
    if args.json {
        output::json(&report)?;
    } else {
        output::complain(&summary(&report));
    }
    Ok(outcome(&report))
}

/// The named sources, registered; where none is named, those of the configuration and those registered before. A named
/// path that is known already keeps its collection and readers.
///
/// # Errors
/// Where a path does not exist, or the ledger fails.
pub(crate) fn sources(
    paths: &[PathBuf],
    collection: &str,
    invocation: &Invocation,
    ledger: &Ledger,
) -> Result<Vec<Source>> {
    if paths.is_empty() {
        return known_sources(invocation, ledger);
    }
    register_configured(invocation, ledger)?;
    let known = ledger.sources()?;
    let mut sources = Vec::new();
    for path in paths {
        let named = Source::new(path, collection)?;
        let source = match known.iter().find(|k| k.root == named.root) {
            Some(known) => known.clone(),
            // a mistyped path must not be looked for in every run to come
            None if !named.root.exists() => bail!("{} does not exist", path.display()),
            None => {
                ledger.register(&named)?;
                named
            }
        };
        sources.push(source);
    }
    Ok(sources)
}

fn register_configured(invocation: &Invocation, ledger: &Ledger) -> Result<()> {
    for entry in &invocation.sources {
        let source = Source::new(&entry.path, &entry.collection)?;
        ledger.register(&Source {
            readers: entry.readers.clone(),
            ..source
        })?;
    }
    Ok(())
}

/// The sources of the configuration and those registered before.
///
/// # Errors
/// Where there are none.
pub(crate) fn known_sources(invocation: &Invocation, ledger: &Ledger) -> Result<Vec<Source>> {
    register_configured(invocation, ledger)?;
    let sources = ledger.sources()?;
    if sources.is_empty() {
        bail!("there is nothing to ingest: name a path, or add [[sources]] to quarry.toml");
    }
    Ok(sources)
}

/// One run of the pipeline with the invocation's settings.
///
/// # Errors
/// Where models cannot be loaded, or the graph or the ledger fails.
pub(crate) fn bring_up_to_date(
    invocation: &Invocation,
    knowledge: &Knowledge,
    ledger: &Ledger,
    sources: &[Source],
    read: ReadOptions,
    allow_mass_removal: bool,
    progress: &dyn Progress,
) -> Result<Report> {
    let settings = &invocation.settings;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let workers = match usize::try_from(settings.integer("ingest.workers")) {
        Ok(0) | Err(_) => cores,
        Ok(workers) => workers,
    };
    let arguments = std::iter::once("parse-worker".to_owned())
        .chain(Recognition::from_settings(settings)?.arguments())
        .collect();
    let pool = Pool::new(WorkerOptions {
        memory_bytes: settings.integer("ingest.memory_mb") << 20,
        stall: Duration::from_secs(settings.integer("ingest.stall_seconds")),
        total: Duration::from_secs(settings.integer("ingest.total_seconds")),
        ..WorkerOptions::new(std::env::current_exe()?, arguments, workers)
    });
    let extractor = invocation.extractor()?;
    extractor.ready()?;
    let pipeline = Pipeline {
        knowledge,
        ledger,
        extractor: &extractor,
        pool: &pool,
        data: invocation.data_folder()?,
        clock: Timestamp::now,
        settle: Duration::from_secs(settings.integer("ingest.settle_seconds")),
        threads: workers,
        allow_mass_removal,
        read,
        progress,
    };
    pipeline.run(sources)
}

/// What the report means for the exit code.
pub(crate) fn outcome(report: &Report) -> Outcome {
    match (report.refusals.is_empty(), report.failed.is_empty()) {
        (false, _) => Outcome::Refused,
        (true, false) => Outcome::Partial,
        (true, true) => Outcome::Done,
    }
}

/// The report for a person.
pub(crate) fn summary(report: &Report) -> String {
    if report.is_idle() {
        return format!("nothing changed: {} files are as they were", report.unchanged);
    }
    let mut lines = vec![format!(
        "files: {} added, {} changed, {} removed, {} unchanged, {} not taken",
        report.added,
        report.changed,
        report.removed,
        report.unchanged,
        report.failed.len(),
    )];
    lines.push(format!(
        "found: {} documents, {} tables, {} entities, {} relations, {} figures",
        report.documents, report.tables, report.entities, report.relations, report.figures,
    ));
    let seconds = |stage| {
        report
            .stages
            .get(&stage)
            .map_or(0.0, std::time::Duration::as_secs_f64)
    };
    lines.push(format!(
        "time:  {:.1} s (scan {:.1}, parse {:.1}, extract {:.1}, commit {:.1}; summed over threads)",
        report.elapsed.as_secs_f64(),
        seconds(Stage::Scan),
        seconds(Stage::Parse),
        seconds(Stage::Extract),
        seconds(Stage::Commit),
    ));
    lines.extend(
        report
            .waiting
            .iter()
            .map(|path| format!("waits for the next run, still being written: {path}")),
    );
    lines.extend(
        report
            .refusals
            .iter()
            .map(|refusal| format!("refused: {refusal}")),
    );
    lines.join("\n")
}
