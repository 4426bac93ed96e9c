//! Prints the documents of one file as JSON, Markdown or HTML: `parse parse FILE --format json [--password P]`.
#![expect(clippy::print_stderr, reason = "a command line says what went wrong")]

use std::io::Write;
use std::process::ExitCode;

use quarry_ingest::{ReadOptions, parse, render};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    arguments.next_if(|a| a == "parse");
    let (mut file, mut format, mut options) = (None, "json".to_owned(), ReadOptions::default());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--format" => format = arguments.next().unwrap_or(format),
            "--password" => options.password = arguments.next(),
            _ => file = Some(argument),
        }
    }
    let Some(file) = file else {
        eprintln!("usage: parse FILE [--format json|markdown|html] [--password P]");
        return ExitCode::from(2);
    };
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::from(1);
        }
    };
    let name = file.rsplit('/').next().unwrap_or(&file);
    let documents = parse(name, &bytes, &options);
    let refused = documents.iter().any(quarry_ingest::Document::is_refused);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in &documents {
        let written = match format.as_str() {
            "markdown" => writeln!(out, "{}", render::markdown(document)),
            "html" => writeln!(out, "{}", render::html(document)),
            _ => serde_json::to_writer(&mut out, document)
                .map_err(Into::into)
                .and_then(|()| writeln!(out)),
        };
        if written.is_err() {
            return ExitCode::from(1);
        }
    }
    ExitCode::from(u8::from(refused))
}
