//! The one port: SPARQL protocol, chat API, JSON API, metrics, health and the web page.
//!
//! [`router`] makes the whole of it from a [`Service`]; each subject has its file. Everything but health and the page's own
//! files asks for the admin key ([`auth`]). Work that computes runs off the async threads.

mod api;
mod auth;
mod chat;
mod links;
mod metrics;
mod openapi;
mod operations;
mod page;
mod problem;
mod service;
mod sparql;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::{get, post};
use tokio::net::TcpListener;

pub use auth::AdminKey;
pub use service::{
    EntityRequest, IngestRequest, NightlyState, OperationError, Operations, ReportForm, Said, Service,
    ServiceOptions, ValidateRequest,
};

/// Bytes of a request's body that are read at most.
const MOST_BODY: usize = 4 << 20;

/// How long a commit waits for the next look at what changed, at most.
const FRESH: Duration = Duration::from_millis(500);

/// How long open requests may go on after a shutdown was asked for.
const GRACE: Duration = Duration::from_secs(10);

/// Every route of the server.
pub fn router(service: Arc<Service>) -> Router {
    let guarded = Router::new()
        .route("/sparql", get(sparql::get).post(sparql::post))
        .route("/v1/models", get(chat::models))
        .route("/v1/models/{model}", get(chat::model))
        .route("/v1/chat/completions", post(chat::completions))
        .route("/api/status", get(api::status))
        .route("/api/search", get(api::search).post(api::search_post))
        .route("/api/ask", post(api::ask))
        .route("/api/documents", get(api::documents))
        .route("/api/document", get(api::document))
        .route("/api/documents/remove", post(operations::remove))
        .route("/api/export", get(operations::export))
        .route("/api/entities", get(api::entities))
        .route("/api/runs", get(api::runs).post(operations::start_run))
        .route("/api/ingest", post(operations::ingest))
        .route(
            "/api/quarantine",
            get(operations::quarantine).delete(operations::release),
        )
        .route("/api/backup", post(operations::back_up))
        .route("/api/entity", post(operations::entity))
        .route("/api/validate", post(operations::validate))
        .route("/api/openapi.json", get(openapi::document))
        .route("/metrics", get(metrics::text))
        .route_layer(middleware::from_fn_with_state(
            Arc::clone(&service),
            auth::require_key,
        ));
    let open = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/api/session", post(auth::log_in).delete(auth::log_out))
        .fallback(page::file);
    guarded
        .merge(open)
        .layer(middleware::from_fn_with_state(
            Arc::clone(&service),
            metrics::count,
        ))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .with_state(service)
}

/// Serves on `listener` until `shutdown` is done, then lets open requests end.
///
/// # Errors
/// What the listener said.
pub async fn serve(
    listener: TcpListener,
    service: Arc<Service>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let fresh = tokio::spawn(keep_fresh(Arc::clone(&service)));
    let (told, mut stopped) = tokio::sync::watch::channel(false);
    let server = axum::serve(listener, router(service)).with_graceful_shutdown(async move {
        shutdown.await;
        told.send_replace(true);
    });
    // a client that holds its connection open must not keep the server alive for ever
    let impatient = async move {
        if stopped.wait_for(|s| *s).await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(GRACE).await;
    };
    let served = tokio::select! {
        served = server => served,
        () = impatient => Ok(()),
    };
    fresh.abort();
    served
}

/// Has questions answered from what was committed last, a moment after it was. What a client asked for is there when it is told
/// so: that does not wait for this.
async fn keep_fresh(service: Arc<Service>) {
    loop {
        let engine = service.engine.clone();
        match tokio::task::spawn_blocking(move || engine.refresh()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "laying the graph out anew"),
            Err(error) => tracing::error!(%error, "laying the graph out anew"),
        }
        tokio::time::sleep(FRESH).await;
    }
}

async fn ready(State(service): State<Arc<Service>>) -> (StatusCode, &'static str) {
    match service.knowledge.counts() {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the graph cannot be read\n")
        }
    }
}
