//! The pool.

use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::process::{Ended, Process};
use super::protocol::Request;
use super::{Crash, WorkerError, WorkerOptions};
use crate::document::Document;
use crate::read::ReadOptions;

/// After so many files a worker is replaced, so that memory in pieces does not bring it to its limit.
const FILES_A_WORKER: u32 = 200;
/// So often may a worker die before it has taken a request.
const FALSE_STARTS: u32 = 3;

/// Worker processes that parse files. Share it between threads by reference: each [`Pool::parse`] takes a worker for
/// itself, and waits where all are at work. Dropping the pool kills its workers.
#[derive(Debug)]
pub struct Pool {
    options: WorkerOptions,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    idle: Vec<Process>,
    busy: usize,
}

impl Pool {
    /// A pool; its processes start when they are needed.
    #[must_use]
    pub fn new(options: WorkerOptions) -> Self {
        Self {
            options: WorkerOptions {
                workers: options.workers.max(1),
                crashes: options.crashes.max(1),
                ..options
            },
            state: Mutex::default(),
            freed: Condvar::new(),
        }
    }

    /// The documents of the file at `path`, which bear the source path `source_name`.
    ///
    /// # Errors
    /// [`WorkerError::Quarantined`] where the file killed its worker too often; otherwise what the system said.
    pub fn parse(
        &self,
        path: &Path,
        source_name: &str,
        options: &ReadOptions,
    ) -> Result<Vec<Document>, WorkerError> {
        let mut documents = Vec::new();
        self.parse_each(path, source_name, options, |document| documents.push(document))?;
        Ok(documents)
    }

    /// As [`Pool::parse`], giving each document to `take` as it comes. A document comes once, even where the worker died
    /// behind it and another one began anew; after an error `take` may have got some.
    ///
    /// # Errors
    /// As [`Pool::parse`].
    pub fn parse_each(
        &self,
        path: &Path,
        source_name: &str,
        options: &ReadOptions,
        mut take: impl FnMut(Document),
    ) -> Result<(), WorkerError> {
        let not_unicode = || WorkerError::NotUnicode {
            source_name: source_name.to_owned(),
        };
        let request = Request {
            path: path.to_str().ok_or_else(not_unicode)?.to_owned(),
            source_name: source_name.to_owned(),
            password: options.password.clone(),
        };
        let _slot = self.slot();
        let mut taken = 0_u64;
        let mut crashes = 0_u32;
        let mut false_starts = 0_u32;
        loop {
            let mut process = self.idle_or_new()?;
            let mut number = 0_u64;
            let mut take_new = |document| {
                number = number.saturating_add(1);
                if number > taken {
                    taken = number;
                    take(document);
                }
            };
            let crash = match process.parse(&request, &self.options, &mut take_new) {
                Ok(Ended::Done) => {
                    self.put_back(process);
                    return Ok(());
                }
                Ok(Ended::Unreadable(reason)) => {
                    self.put_back(process);
                    return Err(WorkerError::Unreadable {
                        source_name: source_name.to_owned(),
                        reason,
                    });
                }
                Ok(Ended::NeverBegan(crash)) => {
                    false_starts = false_starts.saturating_add(1);
                    if false_starts > FALSE_STARTS {
                        return Err(self.cannot_start(&crash));
                    }
                    continue;
                }
                Err(crash) => crash,
            };
            drop(process);
            crashes = crashes.saturating_add(1);
            tracing::warn!(source = source_name, crashes, %crash, "a worker died");
            if crashes >= self.options.crashes {
                return Err(WorkerError::Quarantined {
                    source_name: source_name.to_owned(),
                    crashes,
                    last: crash,
                });
            }
        }
    }

    fn cannot_start(&self, crash: &Crash) -> WorkerError {
        WorkerError::Spawn {
            program: self.options.program.clone(),
            cause: std::io::Error::other(crash.to_string()),
        }
    }

    /// Waits until fewer than the allowed number are at work.
    fn slot(&self) -> Slot<'_> {
        let mut state = self.lock();
        while state.busy >= self.options.workers {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.busy = state.busy.saturating_add(1);
        Slot { pool: self }
    }

    fn idle_or_new(&self) -> Result<Process, WorkerError> {
        let idle = self.lock().idle.pop();
        match idle {
            Some(process) => Ok(process),
            None => Process::start(&self.options).map_err(|cause| WorkerError::Spawn {
                program: self.options.program.clone(),
                cause,
            }),
        }
    }

    fn put_back(&self, process: Process) {
        if process.served < FILES_A_WORKER {
            self.lock().idle.push(process);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to use one worker.
struct Slot<'a> {
    pool: &'a Pool,
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.lock();
        state.busy = state.busy.saturating_sub(1);
        drop(state);
        self.pool.freed.notify_one();
    }
}
