//! The description of the JSON API.

use axum::Json;
use serde_json::{Value, json};

/// OpenAPI 3.1 of everything below `/api`.
pub(super) async fn document() -> Json<Value> {
    let text = json!({ "type": "string" });
    let query = |name: &str, required: bool| json!({ "name": name, "in": "query", "required": required, "schema": { "type": "string" } });
    let gives = |what: &str| json!({ "200": { "description": what }, "401": { "description": "the admin key is needed" } });
    let body =
        |schema: Value| json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    let asks = body(json!({
        "type": "object",
        "required": ["question"],
        "properties": {
            "question": text,
            "mode": { "type": "string", "enum": crate::question::Mode::ALL.map(|m| m.name()) },
            "k": { "type": "integer", "minimum": 1, "maximum": super::api::MOST_HITS },
            "as_of": { "type": "string", "format": "date", "description": "what was known and in force on that day" },
        },
    }));
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
                    "parameters": [query("question", true), query("mode", false), query("k", false), query("as_of", false)],
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
            "/api/documents/remove": { "post": {
                "summary": "Remove documents; one that still stands in a source comes back with the next run",
                "requestBody": body(json!({
                    "type": "object", "required": ["sources"],
                    "properties": { "sources": { "type": "array", "items": text } },
                })),
                "responses": gives("the run that removed them"),
            } },
            "/api/export": { "get": {
                "summary": "The graph, or its facts one a line",
                "parameters": [query("format", false), query("plain", false), query("inferred", false), query("as_of", false)],
                "responses": gives("trig, nquads, turtle, jsonld or facts"),
            } },
            "/api/ingest": { "post": {
                "summary": "Bring the index up to date and wait for it",
                "requestBody": body(json!({
                    "type": "object",
                    "properties": {
                        "paths": { "type": "array", "items": text, "description": "none means every known source" },
                        "collection": text,
                        "allow_mass_removal": { "type": "boolean" },
                        "password": text,
                    },
                })),
                "responses": gives("the run's report"),
            } },
            "/api/quarantine": {
                "get": { "summary": "Files that killed their parser", "responses": gives("the files, with reasons") },
                "delete": {
                    "summary": "Give one another chance", "parameters": [query("path", true)],
                    "responses": { "204": { "description": "released" }, "404": { "description": "not in quarantine" } },
                },
            },
            "/api/backup": { "post": {
                "summary": "Write a consistent copy of the data folder",
                "requestBody": body(json!({
                    "type": "object", "required": ["target"],
                    "properties": { "target": { "type": "string", "description": "a folder that does not exist" } },
                })),
                "responses": { "204": { "description": "written" } },
            } },
            "/api/entity": { "post": {
                "summary": "List or show entities, or decide whether two are one thing; what the command line prints",
                "requestBody": body(json!({
                    "type": "object", "required": ["do"],
                    "properties": {
                        "do": { "type": "string", "enum": ["list", "show", "merge", "split"] },
                        "pattern": text, "type": text, "entity": text, "one": text, "other": text,
                        "doubtful": { "type": "boolean" }, "decisions": { "type": "boolean" }, "json": { "type": "boolean" },
                    },
                })),
                "responses": gives("lines, notes, and why nothing was done where it was not"),
            } },
            "/api/validate": { "post": {
                "summary": "Hold the graph against the shapes, its own or those of the request",
                "requestBody": body(json!({
                    "type": "object",
                    "properties": {
                        "form": { "type": "string", "enum": ["text", "json", "turtle"] },
                        "shapes": { "type": "string", "description": "Turtle" },
                    },
                })),
                "responses": gives("lines; partial where something breaks a shape"),
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
