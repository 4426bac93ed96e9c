//! `quarry reindex`: the side indexes built again from the graph.

use anyhow::Result;
use quarry_graph::Access;

use super::Outcome;
use crate::invocation::Invocation;
use crate::output;

/// Delete the text and vector indexes and build them again from the graph
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, invocation: &Invocation) -> Result<Outcome> {
    let knowledge = invocation.alone(Access::Write)?;
    knowledge.reindex()?;
    output::complain(&format!(
        "indexed {} passages again",
        knowledge.counts()?.passages
    ));
    Ok(Outcome::Done)
}
