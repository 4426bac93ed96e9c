//! The pipeline that joins the four crates: sources -> documents -> extractions -> changes -> commit.
//!
//! Files are taken up by a few threads; each parses its file in a worker process, extracts here and sends the documents on
//! to one committing thread, which writes them in batches and then tells the ledger. What the ledger calls done stands in
//! the graph; what it does not is done again, so that a killed process loses nothing.

mod commit;
mod file;
mod report;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use jiff::Timestamp;
use quarry_extract::Extractor;
use quarry_graph::{Knowledge, Run, RunState};
use quarry_ingest::ReadOptions;
use quarry_ingest::change::Task;
use quarry_ingest::change::{Disk, Held, Inputs, Plan, PlanOptions, plan};
use quarry_ingest::ledger::{FileEntry, Ledger};
use quarry_ingest::source::{ScanOptions, Source, recheck, scan};
use quarry_ingest::worker::Pool;

use self::commit::Committer;
pub(crate) use self::report::{FileOutcome, Progress, Report, Stage};

/// Items that may wait for the committing thread; bounds memory.
const WAITING_ITEMS: usize = 64;

/// What a run works with.
pub(crate) struct Pipeline<'a> {
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) ledger: &'a Ledger,
    pub(crate) extractor: &'a Extractor,
    pub(crate) pool: &'a Pool,
    /// The data folder, whose own files are never indexed.
    pub(crate) data: &'a Path,
    pub(crate) clock: fn() -> Timestamp,
    pub(crate) settle: Duration,
    pub(crate) threads: usize,
    pub(crate) allow_mass_removal: bool,
    pub(crate) read: ReadOptions,
    pub(crate) progress: &'a dyn Progress,
}

/// A file to do, with the source that it belongs to.
#[derive(Debug)]
struct Job<'a> {
    source: &'a Source,
    task: Task,
    is_new: bool,
}

impl Pipeline<'_> {
    /// Brings the index up to date with `sources`.
    ///
    /// # Errors
    /// Where the graph or the ledger fails. What goes wrong with a single file stands in the report.
    pub(crate) fn run(&self, sources: &[Source]) -> Result<Report> {
        let begun = Instant::now();
        let started = (self.clock)();
        let version = pipeline_version(self.extractor, self.knowledge);
        let mut report = Report {
            run: run_id(started, sources),
            ..Report::default()
        };
        let mut record = Run {
            id: report.run.clone(),
            started: started.to_string(),
            ended: None,
            state: RunState::Running,
            added: 0,
            changed: 0,
            removed: 0,
            unchanged: 0,
            failed: Vec::new(),
        };
        self.knowledge.record_run(&record)?;

        let mut jobs = VecDeque::new();
        let mut removals = Vec::new();
        for source in sources {
            match self.plan(source, &version) {
                Ok(plan) => self.take_up(source, plan, &version, &mut jobs, &mut removals, &mut report)?,
                Err(error) => report.refusals.push(format!("{error:#}")),
            }
        }
        report.spent(Stage::Scan, begun.elapsed());
        self.progress.planned((jobs.len() + removals.len()) as u64);
        let mut committer = Committer::new(self, &version, &mut report);
        for (source, removal) in removals {
            committer.remove(source, removal)?;
        }
        self.work(jobs, &mut committer)?;
        committer.finish()?;
        self.progress.finished();

        report.elapsed = begun.elapsed();
        record.ended = Some((self.clock)().to_string());
        record.state = match (report.refusals.is_empty(), report.failed.is_empty()) {
            (false, _) => RunState::Refused,
            (true, false) => RunState::Partial,
            (true, true) => RunState::Done,
        };
        record.added = report.added;
        record.changed = report.changed;
        record.removed = report.removed;
        record.unchanged = report.unchanged;
        record.failed.clone_from(&report.failed);
        self.knowledge.record_run(&record)?;
        Ok(report)
    }

    fn plan(&self, source: &Source, version: &str) -> Result<Plan> {
        let options = ScanOptions {
            settle: self.settle,
            skip: ["graph", "text", "vectors", "backups", "content", "models"]
                .iter()
                .map(|f| self.data.join(f))
                .collect(),
            ..ScanOptions::new((self.clock)())
        };
        let mut found = scan(source, &options)?;
        if !found.recent.is_empty() && !self.settle.is_zero() {
            // one look later tells a file that is being written from one that was only just put there
            std::thread::sleep(self.settle.min(Duration::from_secs(1)));
            let (still, moving) = recheck(std::mem::take(&mut found.recent));
            found.files.extend(still);
            found.files.sort_by(|a, b| a.path.cmp(&b.path));
            found.recent = moving;
        }
        let root = source.key();
        let entries = self.ledger.files(&root)?;
        let elsewhere = self.ledger.files_elsewhere(&root)?;
        let quarantine = self.ledger.quarantine()?;
        let held: Vec<Held> = self
            .knowledge
            .documents()?
            .into_iter()
            .map(|d| Held {
                source: d.source,
                blake3: d.blake3,
                pipeline: d.pipeline,
            })
            .collect();
        let inputs = Inputs {
            root: &root,
            scan: &found,
            entries: &entries,
            elsewhere: &elsewhere,
            quarantine: &quarantine,
            held: &held,
        };
        let options = PlanOptions {
            pipeline: version.to_owned(),
            allow_mass_removal: self.allow_mass_removal,
            // without a memory of this source, documents of another one that was forgotten could be taken for its own
            adopt_unclaimed: self.ledger.sources()?.len() <= 1 && !entries.is_empty(),
        };
        Ok(plan(&inputs, &options, &mut Disk))
    }

    /// Notes what the plan settles by itself and queues the rest.
    fn take_up<'s>(
        &self,
        source: &'s Source,
        plan: Plan,
        version: &str,
        jobs: &mut VecDeque<Job<'s>>,
        removals: &mut Vec<(&'s Source, quarry_ingest::change::Removal)>,
        report: &mut Report,
    ) -> Result<()> {
        let root = source.key();
        report.unchanged += plan.unchanged.len();
        report.waiting.extend(plan.waiting);
        let updated: Vec<(&str, &FileEntry)> = plan
            .unchanged
            .iter()
            .filter_map(|u| Some((u.file.path.as_str(), u.entry.as_ref()?)))
            .collect();
        self.ledger.record(&root, updated)?;
        self.ledger
            .forget(&root, plan.forgotten.iter().map(String::as_str))?;
        for (other, path) in &plan.taken_over {
            self.ledger.forget(other, [path.as_str()])?;
        }
        for file in plan.quarantined {
            let outcome = FileOutcome::Quarantined(file.reason);
            self.progress.file(&file.file.path, &outcome, 0);
            report.note(&file.file.path, &outcome);
        }
        for unreadable in plan.unreadable {
            report.failed.push((unreadable.path, unreadable.reason));
        }
        for conflict in plan.conflicts {
            let reason = format!("the source {} has a file of the same path", conflict.other);
            report.failed.push((conflict.path, reason));
        }
        report
            .refusals
            .extend(plan.refused.map(|refused| refused.to_string()));
        // noted before any work, so that a killed run leaves a trace of what it was doing
        let pending: Vec<(&str, FileEntry)> = plan
            .added
            .iter()
            .chain(&plan.changed)
            .map(|t| {
                (
                    t.file.path.as_str(),
                    FileEntry {
                        attempts: t.attempts,
                        ..FileEntry::pending(t.file.stat, version)
                    },
                )
            })
            .collect();
        self.ledger
            .record(&root, pending.iter().map(|(path, entry)| (*path, entry)))?;
        removals.extend(plan.removed.into_iter().map(|r| (source, r)));
        jobs.extend(plan.added.into_iter().map(|task| Job {
            source,
            task,
            is_new: true,
        }));
        jobs.extend(plan.changed.into_iter().map(|task| Job {
            source,
            task,
            is_new: false,
        }));
        Ok(())
    }

    /// Works the jobs off on a few threads and hands what comes of them to the committer, on this thread.
    fn work(&self, jobs: VecDeque<Job<'_>>, committer: &mut Committer<'_, '_>) -> Result<()> {
        let threads = self.threads.clamp(1, jobs.len().max(1));
        let queue = Mutex::new(jobs.into_iter().enumerate().collect::<VecDeque<_>>());
        let (sender, receiver) = mpsc::sync_channel(WAITING_ITEMS);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let (sender, queue) = (sender.clone(), &queue);
                scope.spawn(move || {
                    loop {
                        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                        let Some((number, job)) = next else { return };
                        let mut alive = sender
                            .send((
                                number,
                                commit::Message::Begin(job.source.clone(), job.task.clone(), job.is_new),
                            ))
                            .is_ok();
                        file::process(&job.task, &self.read, self.pool, self.extractor, |item| {
                            alive = alive && sender.send((number, commit::Message::Item(item))).is_ok();
                        });
                        if !alive {
                            return; // the committer failed; its error is the run's
                        }
                    }
                });
            }
            drop(sender);
            // the receiver must be gone before the scope joins its threads, or a failed commit would leave them waiting
            let receiver = receiver;
            receiver
                .iter()
                .try_for_each(|(number, message)| committer.take(number, message))
        })
    }
}

/// Version of everything that decides what a document's graph holds.
pub(crate) fn pipeline_version(extractor: &Extractor, knowledge: &Knowledge) -> String {
    let mut version = format!("{}+{}", env!("CARGO_PKG_VERSION"), extractor.version());
    if !knowledge.shapes_version().is_empty() {
        version.push('+');
        version.push_str(knowledge.shapes_version());
    }
    version
}

fn run_id(started: Timestamp, sources: &[Source]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(started.to_string().as_bytes());
    for source in sources {
        hasher.update(source.key().as_bytes());
    }
    let stamp = started.strftime("%Y%m%dT%H%M%SZ");
    format!("{stamp}-{}", &hasher.finalize().to_hex()[..8])
}

/// Opens the ledger of a data folder, making the folder where it does not exist.
///
/// # Errors
/// Where it cannot be opened.
pub(crate) fn open_ledger(data: &Path) -> Result<Ledger> {
    std::fs::create_dir_all(data).with_context(|| data.display().to_string())?;
    Ok(Ledger::open(&data.join("ingest.redb"))?)
}
