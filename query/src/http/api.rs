//! The JSON API that the page and other programs use; `openapi.rs` describes it.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use quarry_graph::{Counts, DocumentRecord, EntityRecord, Run};
use quarry_ingest::{Document, Locator};
use serde::{Deserialize, Serialize};

use super::links;
use super::problem::Problem;
use super::service::{NightlyState, Service};
use crate::answer::Answer;
use crate::question::{Mode, Question};

/// Most results that one request can ask for.
pub(super) const MOST_HITS: usize = 1000;
/// Runs and entities that one request gives.
const MOST_LISTED: usize = 200;

#[derive(Debug, Serialize)]
pub(super) struct Status {
    version: &'static str,
    counts: Counts,
    sequence: u64,
    model_engine: String,
    generator: Option<String>,
    nightly: NightlyState,
}

pub(super) async fn status(State(service): State<Arc<Service>>) -> Result<Json<Status>, Problem> {
    Ok(Json(Status {
        version: env!("CARGO_PKG_VERSION"),
        counts: service.knowledge.counts()?,
        sequence: service.knowledge.sequence(),
        model_engine: service.options.model_engine.clone(),
        generator: service.generator.as_ref().map(|g| g.host().to_owned()),
        nightly: service.operations.state(),
    }))
}

#[derive(Debug, Deserialize)]
pub(super) struct SearchRequest {
    #[serde(alias = "q")]
    question: String,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    k: Option<usize>,
    /// What was known and in force on that day, `2024-12-31`.
    #[serde(default)]
    as_of: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct SearchResponse {
    mode: Mode,
    seeds: Vec<String>,
    hits: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Found {
    source: String,
    title: String,
    headings: Vec<String>,
    locator: Locator,
    passage: String,
    score: f32,
    url: String,
}

pub(super) async fn search(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    Query(request): Query<SearchRequest>,
) -> Result<Json<SearchResponse>, Problem> {
    find(service, &headers, request).await
}

pub(super) async fn search_post(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    Json(request): Json<SearchRequest>,
) -> Result<Json<SearchResponse>, Problem> {
    find(service, &headers, request).await
}

async fn find(
    service: Arc<Service>,
    headers: &HeaderMap,
    request: SearchRequest,
) -> Result<Json<SearchResponse>, Problem> {
    let base = links::base(service.options.public_url.as_deref(), headers);
    let question = question(request)?;
    let result = tokio::task::spawn_blocking(move || service.engine.search(&question)).await??;
    let hits = result.hits.into_iter().map(|hit| Found {
        url: links::viewer(&base, &hit.passage.source, &hit.passage.locator),
        source: hit.passage.source,
        title: hit.passage.title,
        headings: hit.passage.headings,
        locator: hit.passage.locator,
        passage: hit.passage.text,
        score: hit.score,
    });
    Ok(Json(SearchResponse {
        mode: result.mode,
        seeds: result.seeds,
        hits: hits.collect(),
    }))
}

fn question(request: SearchRequest) -> Result<Question, Problem> {
    let mode = match request.mode.as_deref() {
        None => Mode::Auto,
        Some(name) => Mode::from_name(name)
            .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, format!("there is no mode {name:?}")))?,
    };
    if let Some(day) = request.as_of.as_deref()
        && day.parse::<jiff::civil::Date>().is_err()
    {
        let message = format!("as_of takes a day such as 2024-12-31, not {day:?}");
        return Err(Problem::new(StatusCode::BAD_REQUEST, message));
    }
    let k = request.k.unwrap_or(10).clamp(1, MOST_HITS);
    Ok(Question {
        mode,
        k,
        as_of: request.as_of,
        ..Question::new(request.question)
    })
}

#[derive(Debug, Serialize)]
pub(super) struct AskResponse {
    #[serde(flatten)]
    answer: Answer,
    /// The viewer's address of each citation, in their order.
    urls: Vec<String>,
}

pub(super) async fn ask(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    Json(request): Json<SearchRequest>,
) -> Result<Json<AskResponse>, Problem> {
    let base = links::base(service.options.public_url.as_deref(), &headers);
    let question = question(request)?;
    let answer = tokio::task::spawn_blocking(move || service.answer(&question)).await??;
    let urls = answer
        .citations
        .iter()
        .map(|c| links::viewer(&base, &c.source, &c.locator))
        .collect();
    Ok(Json(AskResponse { answer, urls }))
}

pub(super) async fn documents(
    State(service): State<Arc<Service>>,
) -> Result<Json<Vec<DocumentRecord>>, Problem> {
    Ok(Json(
        tokio::task::spawn_blocking(move || service.knowledge.documents()).await??,
    ))
}

#[derive(Debug, Deserialize)]
pub(super) struct DocumentRequest {
    source: String,
}

pub(super) async fn document(
    State(service): State<Arc<Service>>,
    Query(request): Query<DocumentRequest>,
) -> Result<Json<Document>, Problem> {
    let source = request.source.clone();
    let found = tokio::task::spawn_blocking(move || service.knowledge.content(&source)).await??;
    found.map(Json).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            format!("{} is not in the index", request.source),
        )
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct EntitiesRequest {
    #[serde(default)]
    q: String,
}

/// Entities whose name or alias holds the text, the shortest names first.
pub(super) async fn entities(
    State(service): State<Arc<Service>>,
    Query(request): Query<EntitiesRequest>,
) -> Result<Json<Vec<EntityRecord>>, Problem> {
    let all = tokio::task::spawn_blocking(move || service.knowledge.entities()).await??;
    let wanted = request.q.to_lowercase();
    let named = |name: &String| name.to_lowercase().contains(&wanted);
    let mut found: Vec<EntityRecord> = all
        .into_iter()
        .filter(|e| named(&e.name) || e.aliases.iter().any(named))
        .collect();
    found.sort_by(|a, b| (a.name.chars().count(), &a.name).cmp(&(b.name.chars().count(), &b.name)));
    found.truncate(MOST_LISTED);
    Ok(Json(found))
}

pub(super) async fn runs(State(service): State<Arc<Service>>) -> Result<Json<Vec<Run>>, Problem> {
    Ok(Json(
        tokio::task::spawn_blocking(move || service.knowledge.runs(MOST_LISTED)).await??,
    ))
}
