//! Reads files with the library alone and prints one Document a line as JSON, or as HTML or Markdown:
//! `parse [--password P] [--format json|html|markdown] [--ocr tesseract] FILE…`.
//!
//! What `quarry parse FILE` prints, without the rest of the program: enough for work on a reader.

#![expect(clippy::print_stdout, reason = "an example that prints")]

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use quarry_ingest::ocr::{Ocr, Tesseract, TesseractOptions};
use quarry_ingest::{ReadOptions, parse, render};

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut options = ReadOptions::default();
    let mut refused = false;
    let mut format = String::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--password" => options.password = arguments.next(),
            // As the whole program is called.
            "parse" | "--json" => {}
            "--format" => format = arguments.next().unwrap_or_default(),
            "--ocr" => {
                drop(arguments.next());
                options.ocr = match Tesseract::find(TesseractOptions::default()) {
                    Ok(engine) => Ocr::With(Arc::new(engine)),
                    Err(error) => Ocr::Missing(error.to_string()),
                };
            }
            file => {
                let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
                for document in parse(&name, &std::fs::read(file)?, &options) {
                    refused |= document.is_refused();
                    match format.as_str() {
                        "html" => println!("{}", render::html(&document)),
                        "markdown" => println!("{}", render::markdown(&document)),
                        _ => println!("{}", serde_json::to_string(&document)?),
                    }
                }
            }
        }
    }
    Ok(ExitCode::from(u8::from(refused)))
}
