//! What changes the data folder or copies it, for the command line and other programs of the operator.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use quarry_graph::{ExportFormat, ExportOptions, Run};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::problem::Problem;
use super::service::{EntityRequest, IngestRequest, OperationError, Said, Service, ValidateRequest};

/// Bytes of an export that are sent at a time.
const PIECE: usize = 64 << 10;
/// Pieces that may wait for a slow client; then the export waits too.
const WAITING_PIECES: usize = 4;

impl From<OperationError> for Problem {
    fn from(error: OperationError) -> Self {
        let status = match &error {
            OperationError::Busy => StatusCode::CONFLICT,
            OperationError::Failed(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, error.to_string())
    }
}

/// Starts a run over all sources and does not wait for it.
pub(super) async fn start_run(State(service): State<Arc<Service>>) -> Result<StatusCode, Problem> {
    if service.operations.start() {
        return Ok(StatusCode::ACCEPTED);
    }
    Err(OperationError::Busy.into())
}

/// Brings the index up to date and gives the report.
pub(super) async fn ingest(
    State(service): State<Arc<Service>>,
    Json(request): Json<IngestRequest>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(
        tokio::task::spawn_blocking(move || {
            let done = service.operations.ingest(request);
            refreshed(&service);
            done
        })
        .await??,
    ))
}

/// Whoever is told that something is done finds it done.
fn refreshed(service: &Service) {
    if let Err(error) = service.engine.refresh() {
        tracing::error!(%error, "laying the graph out anew");
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct RemoveRequest {
    sources: Vec<String>,
}

/// Removes documents and gives the run that did it.
pub(super) async fn remove(
    State(service): State<Arc<Service>>,
    Json(request): Json<RemoveRequest>,
) -> Result<Json<Run>, Problem> {
    Ok(Json(
        tokio::task::spawn_blocking(move || {
            let done = service.operations.remove(&request.sources);
            refreshed(&service);
            done
        })
        .await??,
    ))
}

/// The files in quarantine.
pub(super) async fn quarantine(State(service): State<Arc<Service>>) -> Result<Json<Value>, Problem> {
    Ok(Json(
        tokio::task::spawn_blocking(move || service.operations.quarantine()).await??,
    ))
}

#[derive(Debug, Deserialize)]
pub(super) struct ReleaseRequest {
    path: String,
}

/// Gives a file in quarantine another chance.
pub(super) async fn release(
    State(service): State<Arc<Service>>,
    Query(request): Query<ReleaseRequest>,
) -> Result<StatusCode, Problem> {
    let path = request.path.clone();
    if tokio::task::spawn_blocking(move || service.operations.release(&path)).await?? {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::new(
        StatusCode::NOT_FOUND,
        format!("{} is not in quarantine", request.path),
    ))
}

#[derive(Debug, Deserialize)]
pub(super) struct BackupRequest {
    /// A folder of the server's machine.
    target: PathBuf,
}

/// Writes a consistent copy of the data folder while the server goes on.
pub(super) async fn back_up(
    State(service): State<Arc<Service>>,
    Json(request): Json<BackupRequest>,
) -> Result<StatusCode, Problem> {
    tokio::task::spawn_blocking(move || service.operations.back_up(&request.target)).await??;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists or shows entities, or keeps what somebody decided of them.
pub(super) async fn entity(
    State(service): State<Arc<Service>>,
    Json(request): Json<EntityRequest>,
) -> Result<Json<Said>, Problem> {
    let changes = matches!(request, EntityRequest::Merge { .. } | EntityRequest::Split { .. });
    Ok(Json(
        tokio::task::spawn_blocking(move || {
            let said = service.operations.entity(&request);
            if changes {
                refreshed(&service);
            }
            said
        })
        .await?,
    ))
}

/// Holds the graph against shapes.
pub(super) async fn validate(
    State(service): State<Arc<Service>>,
    Json(request): Json<ValidateRequest>,
) -> Result<Json<Said>, Problem> {
    Ok(Json(
        tokio::task::spawn_blocking(move || service.operations.validate(&request)).await?,
    ))
}

#[derive(Debug, Deserialize)]
pub(super) struct ExportRequest {
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    plain: bool,
    #[serde(default)]
    inferred: bool,
    /// Facts as they were on that day, `2024-12-31`.
    #[serde(default)]
    as_of: Option<String>,
}

/// The graph or its facts, streamed; an export that fails midway breaks the connection off, so that nobody takes a part for
/// the whole.
pub(super) async fn export(
    State(service): State<Arc<Service>>,
    Query(request): Query<ExportRequest>,
) -> Result<Response, Problem> {
    let name = request.format.as_deref().unwrap_or("trig");
    let format = ExportFormat::from_name(name).ok_or_else(|| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("there is no export format {name:?}"),
        )
    })?;
    if let Some(day) = request.as_of.as_deref()
        && (day.parse::<jiff::civil::Date>().is_err() || format != ExportFormat::Facts)
    {
        return Err(Problem::new(
            StatusCode::BAD_REQUEST,
            format!(
                "as_of takes a day such as 2024-12-31 and goes with format=facts, not {day:?} with {name}"
            ),
        ));
    }
    let options = ExportOptions {
        plain: request.plain,
        inferred: request.inferred,
        as_of: request.as_of,
        ..ExportOptions::new(format)
    };
    let (pieces, received) = mpsc::channel::<io::Result<Bytes>>(WAITING_PIECES);
    tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(PIECE, Pieces(pieces.clone()));
        let written = service.knowledge.export(&options, &mut out);
        if let Err(error) = written.map_err(io::Error::other).and_then(|()| out.flush()) {
            // where the client has gone there is nobody left to tell
            let _ = pieces.blocking_send(Err(error));
        }
    });
    let body = Body::from_stream(ReceiverStream::new(received));
    Ok(([(header::CONTENT_TYPE, format.media_type())], body).into_response())
}

/// Sends what is written to it.
struct Pieces(mpsc::Sender<io::Result<Bytes>>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .blocking_send(Ok(Bytes::copy_from_slice(bytes)))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
