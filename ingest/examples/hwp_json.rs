//! Prints what the HWP readers make of one file; goes when the command line has `parse`.

use quarry_ingest::{Diagnostic, Document, ReadOptions, Reading};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let path = arguments.get(2).cloned().unwrap_or_default();
    let password = arguments
        .iter()
        .position(|a| a == "--password")
        .and_then(|i| arguments.get(i + 1))
        .cloned();
    let bytes = std::fs::read(&path).unwrap_or_default();
    let read = quarry_ingest::hwp::read(&bytes, &ReadOptions { password });
    let (reading, failed) = match read {
        Ok(reading) => (reading, false),
        Err(error) => {
            let diagnostics = vec![Diagnostic::error(error.code(), error.to_string())];
            (
                Reading {
                    diagnostics,
                    ..Reading::default()
                },
                true,
            )
        }
    };
    let document = Document {
        source: path,
        title: reading.title.unwrap_or_default(),
        metadata: reading.metadata,
        pages: reading.pages,
        blocks: reading.blocks,
        diagnostics: reading.diagnostics,
        ..Document::default()
    };
    #[expect(clippy::print_stdout, reason = "an example's output")]
    {
        println!("{}", serde_json::to_string(&document).unwrap_or_default());
    }
    #[expect(clippy::exit, reason = "the exit code tells that it failed")]
    std::process::exit(i32::from(failed));
}
