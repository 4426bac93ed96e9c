//! `quarry parse-worker`: a parser process, started by the pipeline and by nobody else.

use anyhow::Result;

use super::Outcome;

pub(super) fn run() -> Result<Outcome> {
    quarry_ingest::worker::serve(std::io::stdin(), std::io::stdout())?;
    Ok(Outcome::Done)
}
