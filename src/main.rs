//! The command line of Quarry: thin over the libraries.

mod added;
mod assets;
mod batch;
mod cli;
mod invocation;
mod nightly;
mod operations;
mod options;
mod output;
mod pipeline;
mod progress;
mod recognition;
mod served;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
