//! Reads files with the library alone and prints one Document a line as JSON: `parse [--password P] FILE…`.
//!
//! What `quarry parse FILE --format json` prints, without the rest of the program: enough for work on a reader.

#![expect(clippy::print_stdout, reason = "an example that prints")]

use std::path::Path;
use std::process::ExitCode;

use quarry_ingest::{ReadOptions, parse};

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut options = ReadOptions::default();
    let mut refused = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--password" => options.password = arguments.next(),
            // As the whole program is called; JSON is all that there is here.
            "parse" | "--json" => {}
            "--format" => drop(arguments.next()),
            file => {
                let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
                for document in parse(&name, &std::fs::read(file)?, &options) {
                    refused |= document.is_refused();
                    println!("{}", serde_json::to_string(&document)?);
                }
            }
        }
    }
    Ok(ExitCode::from(u8::from(refused)))
}
