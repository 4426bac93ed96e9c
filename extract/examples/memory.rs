//! Memory over many texts: extracts and embeds generated texts of about 128 tokens, and prints what the process holds on the way.
//!
//!     cargo run --release --example memory -- LIBRARY [TEXTS]
//!
//! Ends with 1 where it holds more than 400 MiB, or a tenth more at the end than after the first tenth of the texts.

use std::path::Path;
use std::process::ExitCode;

use quarry_extract::{Extractor, ExtractorOptions};

/// Most mebibytes that the default models may take.
const MOST: u64 = 400;
const PLACES: [&str; 8] = [
    "Farrow", "Elmhook", "北濱", "東澳", "Greywick", "해안", "南灣", "송림",
];

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "an example")]
fn main() -> ExitCode {
    let mut given = std::env::args_os().skip(1);
    let options = ExtractorOptions {
        models: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/default")),
        runtime_library: given.next().map(Into::into),
        ..ExtractorOptions::default()
    };
    let texts: usize = given
        .next()
        .and_then(|n| n.to_str()?.parse().ok())
        .unwrap_or(100_000);
    let extractor = match Extractor::new(options) {
        Ok(extractor) => extractor,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut early = None;
    for number in 1..=texts {
        let text = text(number);
        let extracted = extractor.extract_text(&text);
        let embedded = extractor.embed(&[&text]);
        if let (Err(error), _) | (_, Err(error)) = (extracted.map(drop), embedded.map(drop)) {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
        let tenth = (texts / 10).max(1);
        if number % tenth == 0 {
            let Some(held) = resident() else {
                println!("{number} texts; this system does not tell what a process holds");
                continue;
            };
            println!("{number} texts, {held} MiB");
            let first = *early.get_or_insert(held);
            if held > MOST || held > first + first.div_ceil(10) {
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// A text that no other number gives.
fn text(number: usize) -> String {
    let place = |n: usize| PLACES[(number / PLACES.len().pow(u32::try_from(n).unwrap_or(0))) % PLACES.len()];
    let sentences = [
        format!(
            "第{number}次會議由{}海洋委員會主任委員林志遠主持，核定經費{number}千元。",
            place(0)
        ),
        format!(
            "{}연구원은 {}년에 설립되었고 예산은 {number}만 원이다. ",
            place(1),
            1900 + number % 100
        ),
        format!(
            "The {} Harbour Board met on {} May and appointed Nora Veldt as its director. ",
            place(2),
            number % 28 + 1
        ),
    ];
    let turn = number % 3;
    let mut text = String::new();
    for round in 0..2 + number % 3 {
        text.push_str(&sentences[(turn + round) % 3]);
    }
    text
}

/// Mebibytes that this process holds, where the system tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}
