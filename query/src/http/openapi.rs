//! The description of the JSON API.

use axum::Json;
use serde_json::{Value, json};

/// OpenAPI 3.1 of everything below `/api`.
pub(super) async fn document() -> Json<Value> {
    let text = json!({ "type": "string" });
    let query = |name: &str, required: bool| json!({ "name": name, "in": "query", "required": required, "schema": { "type": "string" } });
    let gives = |what: &str| json!({ "200": { "description": what }, "401": { "description": "the admin key is needed" } });
    let asks = json!({
        "required": true,
        "content": { "application/json": { "schema": {
            "type": "object",
            "required": ["question"],
            "properties": {
                "question": text,
                "mode": { "type": "string", "enum": crate::question::Mode::ALL.map(|m| m.name()) },
                "k": { "type": "integer", "minimum": 1, "maximum": 100 },
            },
        } } },
    });
    Json(json!({
        "openapi": "3.1.0",
        "info": { "title": "Quarry", "version": env!("CARGO_PKG_VERSION") },
        "security": [{ "bearer": [] }, { "basic": [] }],
        "components": { "securitySchemes": {
            "bearer": { "type": "http", "scheme": "bearer" },
            "basic": { "type": "http", "scheme": "basic" },
        } },
        "paths": {
            "/api/status": { "get": { "summary": "Counts, engines, schedule", "responses": gives("the status") } },
            "/api/search": {
                "get": {
                    "summary": "Passages that bear on a question",
                    "parameters": [query("question", true), query("mode", false), query("k", false)],
                    "responses": gives("passages, best first"),
                },
                "post": { "summary": "The same", "requestBody": asks, "responses": gives("passages, best first") },
            },
            "/api/ask": { "post": {
                "summary": "An answer with citations", "requestBody": asks, "responses": gives("the answer"),
            } },
            "/api/documents": { "get": { "summary": "Every document", "responses": gives("documents by source") } },
            "/api/document": { "get": {
                "summary": "One document as it was read",
                "parameters": [query("source", true)],
                "responses": gives("the document"),
            } },
            "/api/entities": { "get": {
                "summary": "Entities by part of their name", "parameters": [query("q", false)],
                "responses": gives("entities"),
            } },
            "/api/runs": {
                "get": { "summary": "Ingestion runs, the newest first", "responses": gives("runs") },
                "post": { "summary": "Start a run", "responses": {
                    "202": { "description": "started" }, "409": { "description": "a run goes on already" },
                } },
            },
        },
    }))
}
