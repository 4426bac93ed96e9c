//! What the chores and the tests share: writers of documents that need no outside program.

pub mod asked;
pub mod fuzz_seeds;
pub mod hwp;
pub mod samples;
pub mod scan;
