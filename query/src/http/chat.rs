//! Chat completions as OpenAI's clients expect them, answered from the graph with numbered citations.
//!
//! The last user message is the question. Without a generator the answer is extracted; with one it is written by the
//! configured model from the cited passages and checked against them.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_stream::iter;

use super::links;
use super::problem::Problem;
use super::service::Service;
use crate::answer::{Answer, Citation};
use crate::question::Question;

/// Name of the model that clients choose.
const MODEL: &str = "quarry";

/// Characters in one streamed piece.
const PIECE: usize = 12;

#[derive(Debug, Deserialize)]
pub(super) struct Request {
    #[serde(default)]
    model: Option<String>,
    messages: Vec<Message>,
    #[serde(default)]
    stream: bool,
    #[serde(default)]
    stream_options: Option<StreamOptions>,
}

#[derive(Debug, Default, Deserialize)]
struct StreamOptions {
    #[serde(default)]
    include_usage: bool,
}

#[derive(Debug, Deserialize)]
struct Message {
    role: String,
    #[serde(default)]
    content: Content,
}

/// A message's text, or its parts, of which the text ones count.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Parts(Vec<Part>),
    #[default]
    Nothing,
}

#[derive(Debug, Deserialize)]
struct Part {
    #[serde(default)]
    text: String,
}

impl Message {
    fn text(&self) -> String {
        match &self.content {
            Content::Text(text) => text.clone(),
            Content::Parts(parts) => parts
                .iter()
                .map(|p| p.text.as_str())
                .collect::<Vec<_>>()
                .join("\n"),
            Content::Nothing => String::new(),
        }
    }
}

pub(super) async fn models(State(service): State<Arc<Service>>) -> Json<Value> {
    Json(json!({ "object": "list", "data": [model_object(&service)] }))
}

pub(super) async fn model(State(service): State<Arc<Service>>, Path(name): Path<String>) -> Response {
    if name == MODEL {
        return Json(model_object(&service)).into_response();
    }
    no_such_model(&name).as_openai()
}

fn model_object(service: &Service) -> Value {
    let created = (service.options.clock)().as_second();
    json!({ "id": MODEL, "object": "model", "created": created, "owned_by": "quarry" })
}

fn no_such_model(name: &str) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        format!("there is no model {name:?}; the model is {MODEL:?}"),
    )
}

pub(super) async fn completions(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    body: Result<Json<Request>, axum::extract::rejection::JsonRejection>,
) -> Response {
    let request = match body {
        Ok(Json(request)) => request,
        Err(rejection) => return Problem::new(rejection.status(), rejection.body_text()).as_openai(),
    };
    match complete(service, &headers, request).await {
        Ok(response) => response,
        Err(problem) => problem.as_openai(),
    }
}

async fn complete(service: Arc<Service>, headers: &HeaderMap, request: Request) -> Result<Response, Problem> {
    if let Some(name) = request.model.as_deref().filter(|name| *name != MODEL) {
        return Err(no_such_model(name));
    }
    let question = request
        .messages
        .iter()
        .rev()
        .find(|m| m.role == "user")
        .map(Message::text)
        .filter(|text| !text.trim().is_empty())
        .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "there is no user message with text"))?;
    let base = links::base(service.options.public_url.as_deref(), headers);
    let created = (service.options.clock)();
    let asked = question.clone();
    let answer = tokio::task::spawn_blocking(move || service.answer(&Question::new(asked))).await??;
    let said = Said::new(&answer, &base);
    let id = completion_id(&question, created.as_nanosecond());
    let completion = Completion {
        id,
        created: created.as_second(),
        question: &question,
        said: &said,
    };
    if request.stream {
        let usage = request.stream_options.unwrap_or_default().include_usage;
        let events = completion.chunks(usage).into_iter().map(Ok::<_, Infallible>);
        return Ok(Sse::new(iter(events)).into_response());
    }
    Ok(Json(completion.whole()).into_response())
}

/// The answer to the question, written by the generator where there is one.
fn completion_id(question: &str, nanoseconds: i128) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(question.as_bytes());
    hasher.update(&nanoseconds.to_le_bytes());
    format!("chatcmpl-{}", &hasher.finalize().to_hex()[..24])
}

/// An answer as a message: its text with `[1]`, `[2]`, and what the marks stand for.
struct Said {
    content: String,
    annotations: Vec<Value>,
    citations: Vec<Value>,
}

impl Said {
    fn new(answer: &Answer, base: &str) -> Self {
        let marks: String = (1..=answer.citations.len()).map(|n| format!("[{n}]")).collect();
        let mut content = answer.answer.clone();
        // an extracted answer rests on all of its citations; a written one says itself which sentence rests on which
        if answer.answered && !answer.explanation.contains("[1]") && !marks.is_empty() {
            content.push(' ');
            content.push_str(&marks);
        }
        if !answer.explanation.is_empty() {
            content.push_str("\n\n");
            content.push_str(&answer.explanation);
        }
        let mut annotations = Vec::new();
        let mut citations = Vec::new();
        for (place, citation) in answer.citations.iter().enumerate() {
            let url = links::viewer(base, &citation.source, &citation.locator);
            let mark = format!("[{}]", place + 1);
            let title = &citation.source;
            // every place where the mark stands, in Unicode scalar values
            for (at, _) in content.match_indices(&mark) {
                let start = content.get(..at).map_or(0, |before| before.chars().count());
                annotations.push(json!({
                    "type": "url_citation",
                    "url_citation": {
                        "start_index": start, "end_index": start + mark.len(), "url": url, "title": title,
                    },
                }));
            }
            citations.push(listed(place + 1, citation, &url));
        }
        Self {
            content,
            annotations,
            citations,
        }
    }
}

fn listed(number: usize, citation: &Citation, url: &str) -> Value {
    let mut value = serde_json::to_value(citation).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object.insert("number".to_owned(), number.into());
        object.insert("url".to_owned(), url.into());
    }
    value
}

struct Completion<'a> {
    id: String,
    created: i64,
    question: &'a str,
    said: &'a Said,
}

impl Completion<'_> {
    fn whole(&self) -> Value {
        json!({
            "id": self.id,
            "object": "chat.completion",
            "created": self.created,
            "model": MODEL,
            "choices": [{
                "index": 0,
                "message": {
                    "role": "assistant",
                    "content": self.said.content,
                    "refusal": null,
                    "annotations": self.said.annotations,
                },
                "logprobs": null,
                "finish_reason": "stop",
            }],
            "usage": self.usage(),
            "quarry": { "citations": self.said.citations },
        })
    }

    /// The server-sent events of a streamed completion; the last chunk before `[DONE]` carries the citations.
    fn chunks(&self, with_usage: bool) -> Vec<Event> {
        let mut chunks = vec![self.chunk(json!({ "role": "assistant", "content": "" }), Value::Null)];
        let letters: Vec<char> = self.said.content.chars().collect();
        for piece in letters.chunks(PIECE) {
            let piece: String = piece.iter().collect();
            chunks.push(self.chunk(json!({ "content": piece }), Value::Null));
        }
        let mut last = self.chunk(json!({ "annotations": self.said.annotations }), "stop".into());
        if with_usage {
            let mut usage = self.chunk(json!({}), Value::Null);
            if let Some(object) = usage.as_object_mut() {
                object.insert("choices".to_owned(), json!([]));
                object.insert("usage".to_owned(), self.usage());
            }
            chunks.push(std::mem::replace(&mut last, usage));
        }
        if let Some(object) = last.as_object_mut() {
            object.insert("quarry".to_owned(), json!({ "citations": self.said.citations }));
        }
        chunks.push(last);
        let mut events: Vec<Event> = chunks
            .iter()
            .map(|c| Event::default().data(c.to_string()))
            .collect();
        events.push(Event::default().data("[DONE]"));
        events
    }

    fn chunk(&self, delta: Value, finish_reason: Value) -> Value {
        json!({
            "id": self.id,
            "object": "chat.completion.chunk",
            "created": self.created,
            "model": MODEL,
            "choices": [{ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish_reason }],
        })
    }

    /// Characters stand in for tokens: no tokenizer of a language model is part of Quarry.
    fn usage(&self) -> Value {
        let (prompt, completion) = (self.question.chars().count(), self.said.content.chars().count());
        json!({ "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion })
    }
}
