//! The scheduled ingestion inside `quarry serve`.
//!
//! A thread looks at the clock; what is due runs the pipeline in the same process. The next run is kept in the ledger, so
//! that one that was missed while nothing ran is made up for once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, TryLockError};
use std::time::Duration;

use anyhow::Result;
use jiff::Timestamp;
use quarry_graph::Knowledge;
use quarry_ingest::ReadOptions;
use quarry_ingest::ledger::{Ledger, ScheduleEntry};
use quarry_ingest::schedule::Schedule;
use quarry_ingest::source::Source;
use quarry_query::http::NightlyState;

use crate::cli::ingest::{bring_up_to_date, known_sources, summary};
use crate::invocation::Invocation;
use crate::pipeline::Report;
use crate::progress::Silent;

/// Name of the schedule in the ledger.
const NAME: &str = "nightly";

/// Longest sleep between two looks at the clock, which may jump.
const LOOK: Duration = Duration::from_secs(20);

/// The schedule and the run that may go on.
pub(crate) struct Scheduler {
    pub(crate) invocation: Arc<Invocation>,
    pub(crate) knowledge: Arc<Knowledge>,
    pub(crate) ledger: Arc<Ledger>,
    schedule: Option<Schedule>,
    next_run: Mutex<Option<Timestamp>>,
    /// Held by whatever must not stand beside a run.
    turn: Mutex<()>,
    running: AtomicBool,
    wanted: Mutex<bool>,
    woken: Condvar,
}

impl Scheduler {
    /// The scheduler of the configuration; it does nothing by itself before [`Scheduler::watch`].
    ///
    /// # Errors
    /// Where the schedule cannot be understood, or the ledger cannot be read.
    pub(crate) fn new(
        invocation: Arc<Invocation>,
        knowledge: Arc<Knowledge>,
        ledger: Arc<Ledger>,
    ) -> Result<Self> {
        let settings = &invocation.settings;
        let schedule = match settings.given("schedule.cron") {
            Some(cron) => Some(Schedule::parse(cron, settings.text("schedule.time_zone"))?),
            None => None,
        };
        let kept = ledger.schedule(NAME)?;
        // a kept time counts only for the schedule that it was computed from
        let next_run = kept
            .filter(|k| {
                schedule
                    .as_ref()
                    .is_some_and(|s| s.expression() == k.expression && s.zone() == k.zone)
            })
            .and_then(|k| k.next_run.parse().ok());
        Ok(Self {
            invocation,
            knowledge,
            ledger,
            schedule,
            next_run: Mutex::new(next_run),
            turn: Mutex::new(()),
            running: AtomicBool::new(false),
            wanted: Mutex::new(false),
            woken: Condvar::new(),
        })
    }

    /// Looks at the clock for as long as the process lives.
    pub(crate) fn watch(self: &Arc<Self>) {
        let scheduler = Arc::clone(self);
        std::thread::spawn(move || {
            loop {
                match scheduler.is_due() {
                    Ok(true) => scheduler.run(),
                    Ok(false) => scheduler.sleep(),
                    Err(error) => {
                        tracing::error!("the schedule: {error:#}");
                        scheduler.sleep();
                    }
                }
            }
        });
    }

    fn is_due(&self) -> Result<bool> {
        if std::mem::take(&mut *self.wanted.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(true);
        }
        let Some(schedule) = &self.schedule else {
            return Ok(false);
        };
        let now = Timestamp::now();
        let mut next_run = self.next_run.lock().unwrap_or_else(PoisonError::into_inner);
        let tick = schedule.tick(*next_run, now)?;
        let moved = *next_run != Some(tick.next_run);
        *next_run = Some(tick.next_run);
        drop(next_run);
        // while a run is due the kept time stays: one that is killed is made up for at the next start
        if moved && tick.due.is_none() {
            self.keep(None)?;
        }
        Ok(tick.due.is_some())
    }

    /// Keeps the time of the next run for after a restart.
    fn keep(&self, last_run: Option<Timestamp>) -> Result<()> {
        let next_run = *self.next_run.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(schedule), Some(next_run)) = (&self.schedule, next_run) {
            let entry = ScheduleEntry {
                expression: schedule.expression().to_owned(),
                zone: schedule.zone().to_owned(),
                next_run: next_run.to_string(),
                last_run: last_run.map(|t| t.to_string()),
            };
            self.ledger.record_schedule(NAME, &entry)?;
        }
        Ok(())
    }

    fn sleep(&self) {
        let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.woken.wait_timeout_while(wanted, LOOK, |wanted| !*wanted);
        drop(waited);
    }

    fn run(&self) {
        // a run that a client asked for may go on: this one comes after it
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.running.store(true, Ordering::SeqCst);
        let report = known_sources(&self.invocation, &self.ledger)
            .and_then(|sources| self.bring_up_to_date(&sources, ReadOptions::default(), false));
        match report {
            Ok(report) => tracing::info!(run = report.run, "{}", summary(&report)),
            Err(error) => tracing::error!("the run failed: {error:#}"),
        }
        if let Err(error) = self.keep(Some(Timestamp::now())) {
            tracing::error!("the schedule cannot be kept: {error:#}");
        }
        self.running.store(false, Ordering::SeqCst);
        drop(turn);
    }

    /// One run over `sources`, without a terminal to show it on.
    ///
    /// # Errors
    /// As [`bring_up_to_date`].
    pub(crate) fn bring_up_to_date(
        &self,
        sources: &[Source],
        read: ReadOptions,
        allow_mass_removal: bool,
    ) -> Result<Report> {
        let allow = allow_mass_removal || self.invocation.settings.boolean("ingest.allow_mass_removal");
        bring_up_to_date(
            &self.invocation,
            &self.knowledge,
            &self.ledger,
            sources,
            read,
            allow,
            &Silent,
        )
    }

    /// Does `work` while no run goes on; none where one does.
    pub(crate) fn exclusively<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let turn = match self.turn.try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        self.running.store(true, Ordering::SeqCst);
        let done = work();
        self.running.store(false, Ordering::SeqCst);
        drop(turn);
        Some(done)
    }

    /// Whether a run goes on, and when the next one is due.
    pub(crate) fn nightly_state(&self) -> NightlyState {
        let next_run = *self.next_run.lock().unwrap_or_else(PoisonError::into_inner);
        NightlyState {
            running: self.running.load(Ordering::SeqCst),
            next_run: next_run
                .filter(|_| self.schedule.is_some())
                .map(|t| t.to_string()),
            schedule: self.schedule.as_ref().map(|s| s.expression().to_owned()),
            time_zone: self.schedule.as_ref().map(|s| s.zone().to_owned()),
        }
    }

    /// Wakes the watching thread for a run over all sources; false where one is wanted or goes on already.
    pub(crate) fn want_run(&self) -> bool {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        if *wanted || self.running.load(Ordering::SeqCst) {
            return false;
        }
        *wanted = true;
        self.woken.notify_all();
        true
    }
}
