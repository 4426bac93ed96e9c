//! SPARQL 1.1 Protocol, query operation: GET, POST with a form, POST with the query as body.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::NamedNode;

use super::problem::Problem;
use super::service::Service;
use crate::sparql::{Accepted, Form, SparqlOptions, evaluate};

pub(super) async fn get(
    State(service): State<Arc<Service>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(
        service,
        &Parameters::read(query.as_deref().unwrap_or_default())?,
        &headers,
    )
    .await
}

pub(super) async fn post(
    State(service): State<Arc<Service>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let text = std::str::from_utf8(&body).map_err(|_| bad("the body is not UTF-8"))?;
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let essence = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let parameters = match essence.as_str() {
        "application/x-www-form-urlencoded" => Parameters::read(text)?,
        "application/sparql-query" => {
            let given = Parameters::read(query.as_deref().unwrap_or_default())?;
            Parameters {
                query: vec![text.to_owned()],
                ..given
            }
        }
        _ => {
            let wanted = "application/x-www-form-urlencoded or application/sparql-query";
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                format!("send {wanted}"),
            ));
        }
    };
    answer(service, &parameters, &headers).await
}

#[derive(Debug, Default)]
struct Parameters {
    query: Vec<String>,
    default_graphs: Vec<NamedNode>,
    named_graphs: Vec<NamedNode>,
    format: Option<String>,
}

impl Parameters {
    fn read(form: &str) -> Result<Self, Problem> {
        let mut read = Self::default();
        for pair in form.split('&').filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(value).ok_or_else(|| bad("a parameter is not UTF-8"))?;
            let graph = |iri: String| NamedNode::new(iri).map_err(|e| bad(&e.to_string()));
            match name {
                "query" => read.query.push(value),
                "default-graph-uri" => read.default_graphs.push(graph(value)?),
                "named-graph-uri" => read.named_graphs.push(graph(value)?),
                "format" => read.format = Some(value),
                "update" => return Err(bad("updates are not accepted here")),
                _ => {}
            }
        }
        Ok(read)
    }
}

async fn answer(
    service: Arc<Service>,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let [query] = parameters.query.as_slice() else {
        return Err(bad("give exactly one `query`"));
    };
    let accepted = accepted(parameters, headers);
    // the form for a terminal has no media type of its own
    let as_table = parameters.format.as_deref() == Some("table");
    let options = SparqlOptions {
        default_graphs: parameters.default_graphs.clone(),
        named_graphs: parameters.named_graphs.clone(),
        ..SparqlOptions::default()
    };
    let slot = service.query_slots.acquire().await;
    let cancellation = options.cancellation.clone();
    let (query, knowledge) = (query.clone(), Arc::clone(&service.knowledge));
    let mut task = tokio::task::spawn_blocking(move || {
        evaluate(knowledge.store(), &query, &options, |is_graph| {
            if as_table {
                Some(Form::Table)
            } else if is_graph {
                accepted.graph.map(Form::Graph)
            } else {
                accepted.results.map(Form::Results)
            }
        })
    });
    let result = match tokio::time::timeout(service.options.query_time, &mut task).await {
        Ok(result) => result?,
        Err(_) => {
            // the evaluation looks at its token and ends soon; waiting for it keeps the number of threads bounded
            cancellation.cancel();
            task.await?
        }
    };
    drop(slot);
    let (form, bytes) = result?;
    Ok(([(header::CONTENT_TYPE, form.media_type())], bytes).into_response())
}

/// The forms that the request asks for: `format` by short name or media type, else the `Accept` header. Some clients send a
/// `format` of their own beside a proper header; one that is not known says nothing.
fn accepted(parameters: &Parameters, headers: &HeaderMap) -> Accepted {
    let header = headers
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    match parameters.format.as_deref().map(|f| (f, Form::from_name(f))) {
        Some((_, Some(Form::Results(results)))) => Accepted {
            results: Some(results),
            ..Accepted::from_header(header)
        },
        Some((_, Some(Form::Graph(graph)))) => Accepted {
            graph: Some(graph),
            ..Accepted::from_header(header)
        },
        Some((media_type, None)) if media_type.contains('/') => Accepted::from_header(media_type),
        _ => Accepted::from_header(header),
    }
}

fn bad(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, detail)
}

/// Decodes a value of `application/x-www-form-urlencoded`; none where it is not UTF-8.
fn decode(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(b) = rest.next() {
        bytes.push(match b {
            b'+' => b' ',
            b'%' => {
                let mut ahead = rest.clone();
                match (ahead.next().and_then(hex), ahead.next().and_then(hex)) {
                    (Some(high), Some(low)) => {
                        rest = ahead;
                        high << 4 | low
                    }
                    _ => b,
                }
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded() {
        let read = Parameters::read("query=SELECT+%22%E8%87%BA%22&default-graph-uri=urn%3Aa&x=1").unwrap();
        assert_eq!(read.query, ["SELECT \"臺\""]);
        assert_eq!(read.default_graphs, [NamedNode::new("urn:a").unwrap()]);
        assert!(Parameters::read("update=CLEAR+ALL").is_err());
        assert_eq!(decode("100%"), Some("100%".to_owned()));
    }
}
