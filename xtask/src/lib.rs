//! What the chores and the tests share: writers of documents that need no outside program, and a picture of figures.

pub mod asked;
pub mod fuzz_seeds;
pub mod growth;
pub mod hwp;
pub mod samples;
pub mod scan;
