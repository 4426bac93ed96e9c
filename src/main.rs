//! The command line of Quarry: thin over the libraries.

mod assets;
mod cli;
mod options;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
