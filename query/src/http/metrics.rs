//! Metrics in the Prometheus text format.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use quarry_graph::RunState;

use super::problem::Problem;
use super::service::Service;

/// Upper bounds of the latency histogram, in seconds.
const BOUNDS: [f64; 8] = [0.005, 0.02, 0.05, 0.2, 0.5, 2.0, 10.0, 60.0];

/// Routes that are counted by name; others count as `other`.
const ROUTES: [&str; 8] = [
    "/sparql",
    "/v1/chat/completions",
    "/v1/models",
    "/api/search",
    "/api/ask",
    "/api/document",
    "/metrics",
    "other",
];

#[derive(Debug, Default)]
struct Route {
    by_class: [AtomicU64; 5],
    buckets: [AtomicU64; BOUNDS.len() + 1],
    microseconds: AtomicU64,
}

/// Counters since the start.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    routes: [Route; ROUTES.len()],
}

impl Metrics {
    fn observe(&self, route: &str, status: StatusCode, seconds: f64) {
        let place = ROUTES
            .iter()
            .position(|r| *r == route)
            .unwrap_or(ROUTES.len() - 1);
        let Some(route) = self.routes.get(place) else {
            return;
        };
        let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        if let Some(counter) = route.by_class.get(class) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        let bucket = BOUNDS.iter().position(|b| seconds <= *b).unwrap_or(BOUNDS.len());
        if let Some(counter) = route.buckets.get(bucket) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        route
            .microseconds
            .fetch_add((seconds * 1e6) as u64, Ordering::Relaxed);
    }

    fn write(&self, out: &mut String) {
        out.push_str("# HELP quarry_http_requests_total Requests by route and status class.\n");
        out.push_str("# TYPE quarry_http_requests_total counter\n");
        for (name, route) in ROUTES.iter().zip(&self.routes) {
            for (class, counter) in route.by_class.iter().enumerate() {
                let count = counter.load(Ordering::Relaxed);
                if count > 0 {
                    let _ = writeln!(
                        out,
                        "quarry_http_requests_total{{route=\"{name}\",status=\"{}xx\"}} {count}",
                        class + 1
                    );
                }
            }
        }
        out.push_str("# HELP quarry_http_request_seconds Time to the response by route.\n");
        out.push_str("# TYPE quarry_http_request_seconds histogram\n");
        for (name, route) in ROUTES.iter().zip(&self.routes) {
            let mut below = 0;
            for (place, counter) in route.buckets.iter().enumerate() {
                below += counter.load(Ordering::Relaxed);
                let bound = BOUNDS
                    .get(place)
                    .map_or_else(|| "+Inf".to_owned(), f64::to_string);
                let _ = writeln!(
                    out,
                    "quarry_http_request_seconds_bucket{{route=\"{name}\",le=\"{bound}\"}} {below}"
                );
            }
            let sum = route.microseconds.load(Ordering::Relaxed) as f64 / 1e6;
            let _ = writeln!(out, "quarry_http_request_seconds_sum{{route=\"{name}\"}} {sum}");
            let _ = writeln!(
                out,
                "quarry_http_request_seconds_count{{route=\"{name}\"}} {below}"
            );
        }
    }
}

/// Counts every request.
pub(super) async fn count(State(service): State<Arc<Service>>, request: Request, next: Next) -> Response {
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map(|m| m.as_str().to_owned());
    let begun = Instant::now();
    let response = next.run(request).await;
    service.metrics.observe(
        path.as_deref().unwrap_or("other"),
        response.status(),
        begun.elapsed().as_secs_f64(),
    );
    response
}

pub(super) async fn text(State(service): State<Arc<Service>>) -> Result<Response, Problem> {
    let mut out = String::new();
    service.metrics.write(&mut out);
    let counts = service.knowledge.counts()?;
    let gauges = [
        ("documents", counts.documents),
        ("passages", counts.passages),
        ("tables", counts.tables),
        ("entities", counts.entities),
        ("relations", counts.relations),
        ("figures", counts.figures),
        ("quads", counts.quads),
    ];
    for (name, value) in gauges {
        let _ = writeln!(
            out,
            "# HELP quarry_{name} How many {name} the graph holds.\n# TYPE quarry_{name} gauge"
        );
        let _ = writeln!(out, "quarry_{name} {value}");
    }
    let runs = service.knowledge.runs(50)?;
    let last = runs
        .iter()
        .find(|r| matches!(r.state, RunState::Done | RunState::Partial));
    let ended = last.and_then(|r| r.ended.as_deref()?.parse::<jiff::Timestamp>().ok());
    if let Some(time) = ended {
        out.push_str("# HELP quarry_run_last_success_timestamp_seconds When a run last went through.\n");
        out.push_str("# TYPE quarry_run_last_success_timestamp_seconds gauge\n");
        let _ = writeln!(
            out,
            "quarry_run_last_success_timestamp_seconds {}",
            time.as_second()
        );
    }
    let running = u8::from(service.operations.state().running);
    let _ = writeln!(
        out,
        "# HELP quarry_run_active Whether a run goes on.\n# TYPE quarry_run_active gauge"
    );
    let _ = writeln!(out, "quarry_run_active {running}");
    Ok((
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        out,
    )
        .into_response())
}
