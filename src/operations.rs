//! What the running server does for its clients beside answering: runs, removals, the quarantine, backups, what people decide of
//! entities, and holding the graph against shapes.

use std::path::Path;

use anyhow::Result;
use quarry_graph::Run;
use quarry_ingest::ReadOptions;
use quarry_query::http::{
    EntityRequest, IngestRequest, NightlyState, OperationError, Operations, Said, ValidateRequest,
};
use serde_json::Value;

use crate::cli::{backup, entity, ingest, quarantine, remove, validate};
use crate::invocation::DEFAULT_COLLECTION;
use crate::nightly::Scheduler;

fn failed(error: impl Into<anyhow::Error>) -> OperationError {
    OperationError::Failed(format!("{:#}", error.into()))
}

impl Operations for Scheduler {
    fn state(&self) -> NightlyState {
        self.nightly_state()
    }

    fn start(&self) -> bool {
        self.want_run()
    }

    fn ingest(&self, request: IngestRequest) -> Result<Value, OperationError> {
        let report = self.exclusively(|| {
            let collection = request.collection.as_deref().unwrap_or(DEFAULT_COLLECTION);
            let sources = ingest::sources(&request.paths, collection, &self.invocation, &self.ledger)?;
            let read = ReadOptions {
                password: request.password.clone(),
                ..ReadOptions::default()
            };
            self.bring_up_to_date(&sources, read, request.allow_mass_removal)
        });
        let report = report.ok_or(OperationError::Busy)?.map_err(failed)?;
        serde_json::to_value(report).map_err(failed)
    }

    fn remove(&self, sources: &[String]) -> Result<Run, OperationError> {
        remove::remove(&self.knowledge, sources).map_err(failed)
    }

    fn quarantine(&self) -> Result<Value, OperationError> {
        let entries = self.ledger.quarantine().map_err(failed)?;
        serde_json::to_value(entries).map_err(failed)
    }

    fn release(&self, path: &str) -> Result<bool, OperationError> {
        quarantine::release(&self.ledger, path).map_err(failed)
    }

    fn back_up(&self, target: &Path) -> Result<(), OperationError> {
        let data = self.invocation.data_folder().map_err(failed)?;
        // between two runs the ledger says of no file what the graph does not hold
        self.exclusively(|| backup::copy(&self.knowledge, data, target))
            .ok_or(OperationError::Busy)?
            .map_err(failed)
    }

    fn entity(&self, request: &EntityRequest) -> Said {
        said(entity::carry_out(request, &self.knowledge))
    }

    fn validate(&self, request: &ValidateRequest) -> Said {
        said(validate::carry_out(request, &self.knowledge))
    }
}

/// What the command prints, or why it did not do it, in the words that it would use itself.
fn said(done: Result<Said>) -> Said {
    done.unwrap_or_else(|error| Said {
        failed: Some(format!("{error:#}")),
        ..Said::default()
    })
}
