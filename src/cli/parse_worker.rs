//! `quarry parse-worker`: a parser process, started by the pipeline and by nobody else.

use anyhow::Result;
use quarry_ingest::ReadOptions;

use super::Outcome;
use crate::recognition::Recognition;

/// What its pool tells it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    recognition: Recognition,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let ocr = args.recognition.start();
    let parse = move |name: &str, bytes: &[u8], options: &ReadOptions| {
        let options = ReadOptions {
            ocr: ocr.clone(),
            ..options.clone()
        };
        quarry_ingest::parse(name, bytes, &options)
    };
    quarry_ingest::worker::serve_with(std::io::stdin(), std::io::stdout(), parse)?;
    Ok(Outcome::Done)
}
