//! `quarry doctor`: whether everything that the program needs is there.

use anyhow::Result;
use quarry_graph::Access;

use super::Outcome;
use crate::invocation::{Invocation, Reached};
use crate::{assets, options, output};

/// Check that everything is in place
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print the table of options as Markdown instead
    #[arg(long)]
    options: bool,
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    if args.options {
        output::print(&options::markdown())?;
        return Ok(Outcome::Done);
    }
    let mut healthy = true;
    let mut report = |name: &str, found: Result<String, String>| {
        let (mark, text) = match found {
            Ok(text) => ("ok     ", text),
            Err(text) => {
                healthy = false;
                ("MISSING", text)
            }
        };
        output::line(&format!("{mark}  {name:16} {text}"))
    };
    let path = |found: Option<std::path::PathBuf>, hint: &str| {
        found
            .map(|p| p.display().to_string())
            .ok_or_else(|| hint.to_owned())
    };
    report(
        "models",
        path(
            invocation.model_folder(),
            "no models/default near the program; run `make build`",
        ),
    )?;
    report(
        "ontologies",
        path(assets::ontologies(), "no ontologies/quarry.ttl near the program"),
    )?;
    report("web page", path(assets::web(), "not built; run `make build`"))?;
    report(
        "runtime library",
        path(
            assets::runtime_library(),
            "no ONNX Runtime near the program; models run more slowly",
        ),
    )?;
    match invocation.extractor() {
        Ok(extractor) => report("model engine", Ok(extractor.engine().to_owned()))?,
        Err(error) => report("model engine", Err(format!("{error:#}")))?,
    }
    match invocation.data_folder() {
        Err(_) => report("data folder", Ok("none named".to_owned()))?,
        Ok(folder) => match invocation.reach(Access::Read) {
            Ok(Reached::Here(_)) => report("data folder", Ok(folder.display().to_string()))?,
            Ok(Reached::Served(served)) => report("data folder", Ok(served.to_string()))?,
            Err(error) => report("data folder", Err(format!("{error:#}")))?,
        },
    }
    Ok(if healthy { Outcome::Done } else { Outcome::Partial })
}
