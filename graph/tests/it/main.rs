//! The knowledge from outside: what is put is found, what is removed is gone, and nothing is lost on the way.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod aliases;
mod apply;
mod conformance;
mod crash;
mod exactness;
mod export;
mod history;
mod inference;
mod large;
mod mappings;
mod ontologies;
mod resolution;
mod revisions;
mod search;
mod shacl_suite;
mod world;
