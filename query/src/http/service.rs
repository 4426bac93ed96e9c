//! What the routes work with.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use quarry_graph::{Knowledge, Run};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::auth::AdminKey;
use super::metrics::Metrics;
use crate::answer::Answer;
use crate::engine::Engine;
use crate::error::QueryError;
use crate::generator::{Generator, compose};
use crate::question::Question;

/// What the program around the server does for it: runs of the pipeline, removals, the quarantine, backups. The parts that
/// do the work live elsewhere; results are the objects that the command line prints with `--json`.
pub trait Operations: Send + Sync {
    /// Whether a run goes on, and when the next one is due.
    fn state(&self) -> NightlyState;
    /// Starts a run over all sources in the background; false where one goes on already.
    fn start(&self) -> bool;
    /// Brings the index up to date and gives the run's report; returns when the run has ended.
    ///
    /// # Errors
    /// [`OperationError::Busy`] while another run goes on.
    fn ingest(&self, request: IngestRequest) -> Result<Value, OperationError>;
    /// Removes documents and gives the run that did it.
    ///
    /// # Errors
    /// What the store said.
    fn remove(&self, sources: &[String]) -> Result<Run, OperationError>;
    /// The files in quarantine.
    ///
    /// # Errors
    /// What the ledger said.
    fn quarantine(&self) -> Result<Value, OperationError>;
    /// Gives a file in quarantine another chance; false where it is not in there.
    ///
    /// # Errors
    /// What the ledger said.
    fn release(&self, path: &str) -> Result<bool, OperationError>;
    /// Writes a consistent copy of the data folder to `target`, which must not exist.
    ///
    /// # Errors
    /// Where it exists or cannot be written.
    fn back_up(&self, target: &Path) -> Result<(), OperationError>;
    /// Lists or shows entities, or keeps what somebody decided of them.
    fn entity(&self, request: &EntityRequest) -> Said;
    /// Holds the graph against shapes.
    fn validate(&self, request: &ValidateRequest) -> Said;
}

/// What is asked of the entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
pub enum EntityRequest {
    /// Entities, doubtful pairs, or what people decided.
    List {
        /// Only with this in one of their names.
        #[serde(default)]
        pattern: Option<String>,
        /// Only of this type.
        #[serde(default, rename = "type")]
        kind: Option<String>,
        /// Pairs that may be one thing but are not taken for one.
        #[serde(default)]
        doubtful: bool,
        /// What people decided.
        #[serde(default)]
        decisions: bool,
        /// One JSON object a line.
        #[serde(default)]
        json: bool,
    },
    /// One entity, or each of those that share a name.
    Show {
        /// Name or IRI.
        entity: String,
        /// As JSON.
        #[serde(default)]
        json: bool,
    },
    /// Two entities are one thing.
    Merge {
        /// Name or IRI.
        one: String,
        /// Name or IRI.
        other: String,
    },
    /// A node, or an entity, is another thing than the one it is joined with.
    Split {
        /// Name or IRI of what is to go.
        one: String,
        /// Name or IRI of what it is no part of.
        other: String,
    },
}

/// Form of a validation report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportForm {
    /// One line a result.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
    /// `sh:ValidationReport` in Turtle.
    Turtle,
}

/// What the graph is held against.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidateRequest {
    /// How the report is written.
    #[serde(default)]
    pub form: ReportForm,
    /// Shapes as Turtle; none takes the installed ones.
    #[serde(default)]
    pub shapes: Option<String>,
}

/// What a command prints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Lines of its output.
    pub lines: Vec<String>,
    /// What it notes beside it.
    pub notes: Vec<String>,
    /// Why nothing was done; none where it was.
    pub failed: Option<String>,
    /// Whether something is amiss with what it looked at.
    pub partial: bool,
}

/// Why an operation was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OperationError {
    /// Another run goes on.
    #[error("a run goes on already; wait for it to end")]
    Busy,
    /// It failed, or was refused; the sentence says why.
    #[error("{0}")]
    Failed(String),
}

/// What a run is asked to take up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IngestRequest {
    /// Absolute paths of files and folders, as the server's machine has them; none means every source that is known.
    #[serde(default)]
    pub paths: Vec<PathBuf>,
    /// Collection that documents of newly named paths belong to; none is `default`.
    #[serde(default)]
    pub collection: Option<String>,
    /// Remove documents even where more than a fifth of a source would go.
    #[serde(default)]
    pub allow_mass_removal: bool,
    /// Password of encrypted files.
    #[serde(default)]
    pub password: Option<String>,
}

/// State of the scheduled ingestion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NightlyState {
    /// A run goes on.
    pub running: bool,
    /// RFC 3339; none without a schedule.
    pub next_run: Option<String>,
    /// The schedule as configured; none without one.
    pub schedule: Option<String>,
    /// IANA time zone of the schedule.
    pub time_zone: Option<String>,
}

/// How the server works.
#[derive(Debug, Clone)]
pub struct ServiceOptions {
    /// A SPARQL query that takes longer is cancelled.
    pub query_time: Duration,
    /// SPARQL queries that run at a time; others wait.
    pub queries_at_a_time: usize,
    /// Folder of the built web page; none serves no page.
    pub web: Option<PathBuf>,
    /// Address of the page as its users see it; none takes the request's host.
    pub public_url: Option<String>,
    /// Tells the time.
    pub clock: fn() -> Timestamp,
    /// Which engine runs the models, for the status.
    pub model_engine: String,
}

/// The server's parts.
pub struct Service {
    /// The graph.
    pub knowledge: Arc<Knowledge>,
    /// Search and answers.
    pub engine: Engine,
    /// A language model, where one is configured.
    pub generator: Option<Generator>,
    /// The key that opens everything.
    pub key: AdminKey,
    /// What the program around the server does for it.
    pub operations: Arc<dyn Operations>,
    /// How it works.
    pub options: ServiceOptions,
    pub(super) metrics: Metrics,
    pub(super) query_slots: tokio::sync::Semaphore,
}

impl Service {
    /// Puts the parts together.
    #[must_use]
    pub fn new(
        knowledge: Arc<Knowledge>,
        engine: Engine,
        generator: Option<Generator>,
        key: AdminKey,
        operations: Arc<dyn Operations>,
        options: ServiceOptions,
    ) -> Self {
        let query_slots = tokio::sync::Semaphore::new(options.queries_at_a_time.max(1));
        Self {
            knowledge,
            engine,
            generator,
            key,
            operations,
            options,
            metrics: Metrics::default(),
            query_slots,
        }
    }
}

impl Service {
    /// Answers from the documents, in the generator's words where one is configured.
    pub(super) fn answer(&self, question: &Question) -> Result<Answer, QueryError> {
        compose(self.generator.as_ref(), &self.engine, question)
    }
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
