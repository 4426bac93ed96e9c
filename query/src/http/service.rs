//! What the routes work with.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use quarry_graph::Knowledge;
use serde::Serialize;

use super::auth::AdminKey;
use super::metrics::Metrics;
use crate::engine::Engine;
use crate::generator::Generator;

/// The scheduled ingestion, as the server sees it. The pipeline that it starts lives elsewhere.
pub trait Nightly: Send + Sync {
    /// Whether a run goes on, and when the next one is due.
    fn state(&self) -> NightlyState;
    /// Starts a run now; false where one goes on already.
    fn start(&self) -> bool;
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
    /// The scheduled ingestion.
    pub nightly: Arc<dyn Nightly>,
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
        nightly: Arc<dyn Nightly>,
        options: ServiceOptions,
    ) -> Self {
        let query_slots = tokio::sync::Semaphore::new(options.queries_at_a_time.max(1));
        Self {
            knowledge,
            engine,
            generator,
            key,
            nightly,
            options,
            metrics: Metrics::default(),
            query_slots,
        }
    }
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
