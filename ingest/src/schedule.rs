//! When a run is due: cron expressions in a time zone.
//!
//! Clocks that change are handled as an operator expects: a run at a time that the clock jumps over in spring happens at
//! the first moment after the jump, and one at a time that comes twice in autumn happens once, the first time.
//! (Expressions that fire many times a day, such as `*/15 * * * *`, are not moved: they go on in even steps.)
//! A run that was missed, because the machine slept or the service was down, is caught up with once.

use croner::Cron;
use croner::parser::{CronParser, Seconds};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A cron expression in a time zone.
#[derive(Debug, Clone)]
pub struct Schedule {
    cron: Cron,
    zone: TimeZone,
    expression: String,
    zone_name: String,
}

/// Why a schedule cannot be understood, or never fires.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScheduleError {
    /// Not a cron expression.
    #[error("the schedule {expression:?} cannot be understood: {reason}")]
    Expression {
        /// As written.
        expression: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No IANA time zone.
    #[error("the time zone {zone:?} is not known; write it like Asia/Taipei")]
    Zone {
        /// As written.
        zone: String,
        /// What the database said.
        #[source]
        cause: jiff::Error,
    },
    /// It never fires (again).
    #[error("the schedule {expression:?} never fires after {after}")]
    Never {
        /// As written.
        expression: String,
        /// The time after which it does not.
        after: Timestamp,
    },
}

/// What to do at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tick {
    /// The time that a run was due at, where one is to start now: once, however many were missed.
    pub due: Option<Timestamp>,
    /// When to look again; to be kept for after a restart.
    pub next_run: Timestamp,
}

impl Schedule {
    /// Parses a cron expression of five fields (minute, hour, day of month, month, day of week) or a nickname such as
    /// `@daily`, in an IANA time zone.
    ///
    /// ```
    /// use quarry_ingest::schedule::Schedule;
    /// let nightly = Schedule::parse("0 2 * * *", "Asia/Taipei")?;
    /// let next = nightly.next_after("2026-03-01T12:00:00Z".parse()?)?;
    /// assert_eq!(next.to_string(), "2026-03-01T18:00:00Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ScheduleError::Expression`] and [`ScheduleError::Zone`].
    pub fn parse(expression: &str, zone: &str) -> Result<Self, ScheduleError> {
        let parser = CronParser::builder().seconds(Seconds::Disallowed).build();
        let cron = parser
            .parse(expression)
            .map_err(|error| ScheduleError::Expression {
                expression: expression.to_owned(),
                reason: error.to_string().trim_end_matches('.').to_owned(),
            })?;
        let time_zone = TimeZone::get(zone).map_err(|cause| ScheduleError::Zone {
            zone: zone.to_owned(),
            cause,
        })?;
        Ok(Self {
            cron,
            zone: time_zone,
            expression: expression.to_owned(),
            zone_name: zone.to_owned(),
        })
    }

    /// The expression as written.
    #[must_use]
    pub fn expression(&self) -> &str {
        &self.expression
    }

    /// The time zone as written.
    #[must_use]
    pub fn zone(&self) -> &str {
        &self.zone_name
    }

    /// The first time strictly after `time` that the schedule fires at.
    ///
    /// # Errors
    /// [`ScheduleError::Never`] where there is none, as for 30 February.
    pub fn next_after(&self, time: Timestamp) -> Result<Timestamp, ScheduleError> {
        let never = || ScheduleError::Never {
            expression: self.expression.clone(),
            after: time,
        };
        let local = time.to_zoned(self.zone.clone());
        let next = self
            .cron
            .find_next_occurrence(&local, false)
            .map_err(|_| never())?;
        if next.timestamp() <= time {
            return Err(never());
        }
        Ok(next.timestamp())
    }

    /// What to do at `now`, where `next_run` was kept from the last look (none at the first). A run whose time has come,
    /// or passed while nobody looked, is due once.
    ///
    /// # Errors
    /// As [`Schedule::next_after`].
    pub fn tick(&self, next_run: Option<Timestamp>, now: Timestamp) -> Result<Tick, ScheduleError> {
        match next_run {
            Some(next_run) if next_run > now => Ok(Tick { due: None, next_run }),
            due => Ok(Tick {
                due,
                next_run: self.next_after(now)?,
            }),
        }
    }
}
