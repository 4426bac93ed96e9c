//! Black-box tests: the binary through its command line and its port, with real files, real clients and a real browser.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

mod asked;
mod clients;
mod commands;
mod containers;
mod crash;
mod demo;
mod engines;
mod figures;
mod knowledge;
mod models;
mod namesakes;
mod program;
mod recognition;
mod revisions;
mod schedule;
mod served;
mod server;
mod transcribed;
