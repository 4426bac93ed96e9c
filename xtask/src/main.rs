//! `cargo xtask tidy` holds the tree to its rules; `cargo xtask samples` writes the sample documents again.

mod tidy;

use std::path::Path;
use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "a chore talks to the terminal")]
fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."));
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => {
            let complaints = tidy::check(root);
            for complaint in &complaints {
                eprintln!("{complaint}");
            }
            if complaints.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Some("samples") => {
            let written = xtask::samples::write(&root.join("samples"))
                .and_then(|()| xtask::samples::fixtures::write(&root.join("tests/fixtures")))
                .and_then(|()| xtask::asked::write(&root.join("tests/fixtures/asked")));
            match written {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("the samples cannot be written: {error}");
                    ExitCode::FAILURE
                }
            }
        }
        _ => {
            eprintln!("usage: cargo xtask tidy | samples");
            ExitCode::from(2)
        }
    }
}
