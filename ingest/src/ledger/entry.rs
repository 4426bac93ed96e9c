//! What the ledger remembers.

use serde::{Deserialize, Serialize};

use crate::source::StatKey;

/// How far a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileState {
    /// Taken up, and not reported done: the process may have been killed in between. It is done again.
    Pending,
    /// Its documents stand in the graph.
    Done,
    /// Read, and refused by the reader (encrypted, damaged, no known format). It stays refused until it changes.
    Refused,
    /// Failed for a reason outside the file. It is tried again in the next run.
    Failed,
    /// It kills its worker. It stays out until it or the readers change.
    Quarantined,
}

/// A file of a source, as the last run left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its cheap key then.
    pub stat: StatKey,
    /// BLAKE3 of its bytes, hexadecimal; empty where it was never read.
    pub blake3: String,
    /// Version of the readers, rules and models that processed it.
    pub pipeline: String,
    /// How far it came.
    pub state: FileState,
    /// How many documents the graph holds of it: more than one for a container or a file of records.
    pub documents: u64,
    /// How many of these are of an earlier version, since what stands in their place now was refused.
    #[serde(default)]
    pub kept: u64,
    /// How many runs in a row failed on it.
    #[serde(default)]
    pub attempts: u32,
    /// What went wrong last.
    #[serde(default)]
    pub last_error: Option<String>,
}

impl FileEntry {
    /// The entry to record before a file is processed, so that a killed run leaves a trace of what it was doing.
    #[must_use]
    pub fn pending(stat: StatKey, pipeline: &str) -> Self {
        Self {
            stat,
            blake3: String::new(),
            pipeline: pipeline.to_owned(),
            state: FileState::Pending,
            documents: 0,
            kept: 0,
            attempts: 0,
            last_error: None,
        }
    }
}

/// A file that kills its worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineEntry {
    /// Root of its source.
    pub root: String,
    /// Path below the root.
    pub path: String,
    /// Bytes; a file of another size need not be hashed to see that it is another.
    pub size: u64,
    /// BLAKE3 of its bytes, hexadecimal.
    pub blake3: String,
    /// Version of the readers that it killed; newer ones get a chance.
    pub pipeline: String,
    /// What happened, for a person.
    pub reason: String,
    /// How many workers it killed.
    pub crashes: u32,
    /// When, RFC 3339.
    pub since: String,
}

/// When a schedule fires next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleEntry {
    /// The cron expression that `next_run` was computed from.
    pub expression: String,
    /// The time zone that it was computed in.
    pub zone: String,
    /// RFC 3339, UTC.
    pub next_run: String,
    /// When it last fired, RFC 3339.
    #[serde(default)]
    pub last_run: Option<String>,
}
