//! Errors as RFC 9457 problem documents, and as OpenAI's clients expect them.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::error::QueryError;
use crate::sparql::SparqlError;

/// An error with its status.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) detail: String,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
        }
    }

    /// The same error in the shape of OpenAI's API.
    pub(super) fn as_openai(&self) -> Response {
        let kind = if self.status.is_client_error() {
            "invalid_request_error"
        } else {
            "server_error"
        };
        let body = json!({ "error": { "message": self.detail, "type": kind, "param": null, "code": null } });
        (self.status, axum::Json(body)).into_response()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "status": self.status.as_u16(),
            "title": self.status.canonical_reason().unwrap_or("error"),
            "detail": self.detail,
        });
        (
            self.status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            body.to_string(),
        )
            .into_response()
    }
}

impl From<SparqlError> for Problem {
    fn from(error: SparqlError) -> Self {
        let status = match &error {
            SparqlError::Malformed(_) => StatusCode::BAD_REQUEST,
            SparqlError::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            SparqlError::Cancelled => StatusCode::GATEWAY_TIMEOUT,
            SparqlError::TooLarge(_) => StatusCode::UNPROCESSABLE_ENTITY,
            SparqlError::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        let status = match &error {
            QueryError::EmptyQuestion => StatusCode::BAD_REQUEST,
            QueryError::Generator { .. } => StatusCode::BAD_GATEWAY,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}

impl From<quarry_graph::GraphError> for Problem {
    fn from(error: quarry_graph::GraphError) -> Self {
        Self::from(QueryError::from(error))
    }
}

impl From<tokio::task::JoinError> for Problem {
    fn from(error: tokio::task::JoinError) -> Self {
        tracing::error!(%error, "a request's task failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the request failed inside; the server's log has more",
        )
    }
}
