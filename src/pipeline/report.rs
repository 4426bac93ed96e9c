//! What a run did, and how it tells while it goes on.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How one file ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "state", content = "reason")]
pub(crate) enum FileOutcome {
    /// New in the index.
    Added,
    /// Replaced in the index.
    Changed,
    /// Gone from the index.
    Removed,
    /// Read and refused; an earlier version stays in the index.
    Refused(String),
    /// Failed for a reason outside the file; tried again in the next run.
    Failed(String),
    /// It killed its worker three times and stays out until it or the readers change.
    Quarantined(String),
}

/// Told as the run goes on. Calls come from several threads.
pub(crate) trait Progress: Sync {
    /// How many files there are to do.
    fn planned(&self, files: u64);
    /// One file is done.
    fn file(&self, path: &str, outcome: &FileOutcome, documents: usize);
    /// Nothing more comes.
    fn finished(&self);
}

/// The stages whose time is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Stage {
    /// Walking sources and comparing.
    Scan,
    /// Reading documents in worker processes.
    Parse,
    /// Models and rules.
    Extract,
    /// Graph and indexes.
    Commit,
}

/// What a run did.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Report {
    /// The run's identifier.
    pub(crate) run: String,
    /// Files new in the index.
    pub(crate) added: usize,
    /// Files replaced.
    pub(crate) changed: usize,
    /// Files removed.
    pub(crate) removed: usize,
    /// Files found as they were.
    pub(crate) unchanged: usize,
    /// Files that are being written to and wait for the next run.
    pub(crate) waiting: Vec<String>,
    /// Path and reason of files that did not get in.
    pub(crate) failed: Vec<(String, String)>,
    /// What was refused of the run as a whole: removals, unreachable sources.
    pub(crate) refusals: Vec<String>,
    /// Documents written.
    pub(crate) documents: usize,
    /// Tables in them.
    pub(crate) tables: usize,
    /// Named entities in them, counted a document at a time.
    pub(crate) entities: usize,
    /// Relations in them.
    pub(crate) relations: usize,
    /// Typed figures in them.
    pub(crate) figures: usize,
    /// Work done in each stage, summed over threads.
    pub(crate) stages: BTreeMap<Stage, Duration>,
    /// Wall clock of the run.
    pub(crate) elapsed: Duration,
}

impl Report {
    /// Whether the run found nothing to do.
    pub(crate) fn is_idle(&self) -> bool {
        self.added + self.changed + self.removed == 0 && self.failed.is_empty() && self.refusals.is_empty()
    }

    pub(super) fn spent(&mut self, stage: Stage, time: Duration) {
        *self.stages.entry(stage).or_default() += time;
    }

    pub(super) fn note(&mut self, path: &str, outcome: &FileOutcome) {
        match outcome {
            FileOutcome::Added => self.added += 1,
            FileOutcome::Changed => self.changed += 1,
            FileOutcome::Removed => self.removed += 1,
            FileOutcome::Refused(reason) | FileOutcome::Failed(reason) | FileOutcome::Quarantined(reason) => {
                self.failed.push((path.to_owned(), reason.clone()));
            }
        }
    }
}
