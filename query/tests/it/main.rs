//! The query crate through its public API, on knowledge made up for the tests.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod ask;
mod batch;
mod figures;
mod following;
mod generator;
mod knowledge;
mod languages;
mod plain;
mod propositions;
mod ranking;
mod rolls;
mod search;
mod tables;
mod walking;
