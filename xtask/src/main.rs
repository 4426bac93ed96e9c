//! `cargo xtask tidy` holds the tree to its rules; `cargo xtask samples` writes the sample documents again; `cargo xtask sbom`
//! prints the software bill of materials; `cargo xtask growth` draws `docs/growth.csv`.

mod sbom;
mod tidy;

use std::path::Path;
use std::process::ExitCode;

#[expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a chore talks to the terminal"
)]
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
        Some("sbom") => match sbom::document(root) {
            Ok(document) => {
                println!("{document:#}");
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("no bill of materials: {error}");
                ExitCode::FAILURE
            }
        },
        Some("growth") => {
            let docs = root.join("docs");
            let drawn = std::fs::read_to_string(docs.join("growth.csv"))
                .map_err(|error| error.to_string())
                .and_then(|csv| xtask::growth::svg(&csv))
                .and_then(|svg| {
                    std::fs::write(docs.join("growth.svg"), svg).map_err(|error| error.to_string())
                });
            match drawn {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("docs/growth.csv cannot be drawn: {error}");
                    ExitCode::FAILURE
                }
            }
        }
        _ => {
            eprintln!("usage: cargo xtask tidy | samples | sbom | growth");
            ExitCode::from(2)
        }
    }
}
