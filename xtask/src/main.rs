//! `cargo xtask tidy` holds the tree to its rules; `cargo xtask samples` writes the sample documents again; `cargo xtask sbom`
//! prints the software bill of materials; `cargo xtask growth` draws `docs/growth.csv`;
//! `cargo xtask fuzz-seeds OUT [FOLDER…]` writes what fuzzing begins with; `cargo xtask pictures FILE.pdf DPI OUT` draws pages.

mod sbom;
mod tidy;

use std::path::{Path, PathBuf};
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
        Some("fuzz-seeds") => {
            let mut folders: Vec<PathBuf> = std::env::args_os().skip(2).map(PathBuf::from).collect();
            if folders.is_empty() {
                eprintln!("usage: cargo xtask fuzz-seeds OUT [FOLDER…]");
                return ExitCode::from(2);
            }
            let out = folders.remove(0);
            match xtask::fuzz_seeds::write(&out, &folders) {
                Ok(written) => {
                    for (target, count) in written {
                        println!("{target}\t{count}");
                    }
                    ExitCode::SUCCESS
                }
                Err(error) => {
                    eprintln!("no seeds: {error}");
                    ExitCode::FAILURE
                }
            }
        }
        Some("pictures") => {
            let arguments: Vec<String> = std::env::args().skip(2).collect();
            let (Some(file), Some(dpi), Some(out)) = (
                arguments.first(),
                arguments.get(1).and_then(|d| d.parse().ok()),
                arguments.get(2),
            ) else {
                eprintln!("usage: cargo xtask pictures FILE.pdf DPI OUT");
                return ExitCode::from(2);
            };
            match xtask::scan::write(Path::new(file), dpi, Path::new(out)) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("no pictures: {error}");
                    ExitCode::FAILURE
                }
            }
        }
        _ => {
            eprintln!(
                "usage: cargo xtask tidy | samples | sbom | growth | fuzz-seeds OUT [FOLDER…] | pictures FILE.pdf DPI OUT"
            );
            ExitCode::from(2)
        }
    }
}
