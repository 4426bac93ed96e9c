//! Parsing in worker processes.
//!
//! Readers are written not to fail, but a file may still find a way to eat all memory, to loop or to overflow a stack.
//! So a [`Pool`] parses in processes of the same binary, which set themselves a memory limit and report each step that
//! they make ([`crate::progress`]). One that makes none for too long, or that takes too long in all, is killed. What has
//! killed its worker three times is given up with [`WorkerError::Quarantined`], and the run goes on.
//!
//! The binary calls [`serve`] when it is started with the hidden arguments of [`WorkerOptions::arguments`].

mod child;
mod pool;
mod process;
mod protocol;

use std::path::PathBuf;
use std::time::Duration;

pub use child::{ServeError, serve, serve_with};
pub use pool::Pool;

/// How a pool starts its workers and what it lets them do.
#[derive(Debug, Clone)]
pub struct WorkerOptions {
    /// The program to start.
    pub program: PathBuf,
    /// Its arguments, by which it knows that it is a worker.
    pub arguments: Vec<String>,
    /// How many work at a time.
    pub workers: usize,
    /// Address space that one may take, in bytes.
    pub memory_bytes: u64,
    /// Larger files are refused unread, in bytes.
    pub file_bytes: u64,
    /// Longest time without a step.
    pub stall: Duration,
    /// Longest time for one file.
    pub total: Duration,
    /// After how many killed workers a file is given up.
    pub crashes: u32,
}

impl WorkerOptions {
    /// Workers of `program`: two gibibytes each, a minute without progress, an hour in all, three crashes.
    #[must_use]
    pub fn new(program: PathBuf, arguments: Vec<String>, workers: usize) -> Self {
        Self {
            program,
            arguments,
            workers: workers.max(1),
            memory_bytes: 2 << 30,
            file_bytes: 512 << 20,
            stall: Duration::from_secs(60),
            total: Duration::from_secs(60 * 60),
            crashes: 3,
        }
    }
}

/// How a worker came to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Crash {
    /// It ended by itself or was killed by a signal: out of memory, a stack overflow, an abort.
    #[error("the reader ended early ({0})")]
    Ended(String),
    /// The reader panicked.
    #[error("the reader panicked ({0})")]
    Panicked(String),
    /// It made no step for too long.
    #[error("the reader made no progress for {} s", .0.as_secs_f32())]
    Stalled(Duration),
    /// It took too long in all.
    #[error("the reader was not done after {} s", .0.as_secs_f32())]
    TooLong(Duration),
    /// It sent something that is no answer.
    #[error("the reader's process sent nonsense ({0})")]
    Garbled(String),
}

/// Why a file could not be parsed by a worker.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkerError {
    /// It killed its worker as often as it may.
    #[error("{source_name} killed its reader {crashes} times: {last}")]
    Quarantined {
        /// The file's source path.
        source_name: String,
        /// How often.
        crashes: u32,
        /// How it went the last time.
        last: Crash,
    },
    /// The file cannot be opened or read; it may be there in the next run.
    #[error("{source_name} cannot be read: {reason}")]
    Unreadable {
        /// The file's source path.
        source_name: String,
        /// What the system said.
        reason: String,
    },
    /// The path cannot be told to a worker.
    #[error("the path of {source_name} is not Unicode; rename it")]
    NotUnicode {
        /// The file's source path.
        source_name: String,
    },
    /// No worker can be started.
    #[error("the worker {} cannot be started", program.display())]
    Spawn {
        /// The program.
        program: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
}
