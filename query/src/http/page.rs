//! The web page: files of the built page, and the page itself at its own addresses.

use std::path::{Component, Path};
use std::sync::Arc;

use axum::extract::State;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::service::Service;

/// Nothing but the page's own scripts, styles and pictures is loaded, and nobody can frame it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub(super) async fn file(State(service): State<Arc<Service>>, method: Method, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    let is_page =
        path.is_empty() || !path.contains('.') && !path.starts_with("api/") && !path.starts_with("v1/");
    if method != Method::GET && method != Method::HEAD {
        return Problem::new(StatusCode::METHOD_NOT_ALLOWED, "only GET").into_response();
    }
    let Some(folder) = &service.options.web else {
        return Problem::new(
            StatusCode::NOT_FOUND,
            "the web page was not built; run `make build`",
        )
        .into_response();
    };
    let name = if is_page { "index.html" } else { path };
    // only plain names: nothing outside the folder can be asked for
    if !Path::new(name)
        .components()
        .all(|c| matches!(c, Component::Normal(_)))
    {
        return Problem::new(StatusCode::NOT_FOUND, "no such file").into_response();
    }
    let file = folder.join(name);
    match tokio::task::spawn_blocking(move || std::fs::read(file)).await {
        Ok(Ok(bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, media_type(name)),
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
                (header::REFERRER_POLICY, "no-referrer"),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, bytes).into_response()
        }
        _ => Problem::new(StatusCode::NOT_FOUND, "no such file").into_response(),
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
