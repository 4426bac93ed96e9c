//! The operational part: finding files, telling what changed, remembering, worker processes, schedules.

mod change;
mod ledger;
mod samples;
mod schedule;
mod source;
mod worker;
mod world;
