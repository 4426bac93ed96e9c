//! The port: the key, SPARQL protocol, chat, metrics.

use serde_json::{Value, json};
use ureq::Body;
use ureq::http::Response;

use crate::program::{KEY, Server};

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into()
}

fn get(url: &str, headers: &[(&str, &str)]) -> (u16, String, String) {
    let mut request = agent().get(url).header("authorization", &format!("Bearer {KEY}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    read(request.call().unwrap())
}

fn read(mut response: Response<Body>) -> (u16, String, String) {
    let kind = response
        .headers()
        .get("content-type")
        .map(|v| v.to_str().unwrap().to_owned())
        .unwrap_or_default();
    (
        response.status().as_u16(),
        kind,
        response.body_mut().read_to_string().unwrap(),
    )
}

fn ask(server: &Server, body: &Value) -> (u16, String, String) {
    let url = server.at("/v1/chat/completions");
    read(
        agent()
            .post(url)
            .header("authorization", &format!("Bearer {KEY}"))
            .send_json(body)
            .unwrap(),
    )
}

#[test]
fn the_port_asks_for_the_key_and_answers() {
    let server = Server::start(|_| {});

    // without the key only health is told
    for path in ["/healthz", "/readyz"] {
        assert_eq!(
            agent().get(server.at(path)).call().unwrap().status(),
            200,
            "{path}"
        );
    }
    for path in [
        "/sparql?query=ASK%7B%7D",
        "/v1/models",
        "/api/status",
        "/api/documents",
        "/metrics",
    ] {
        assert_eq!(
            agent().get(server.at(path)).call().unwrap().status(),
            401,
            "{path}"
        );
    }
    let wrong = agent()
        .get(server.at("/metrics"))
        .header("authorization", "Bearer wrong")
        .call()
        .unwrap();
    assert_eq!(wrong.status(), 401);

    sparql_is_negotiated(&server);
    chat_cites_its_sources(&server);
    chat_streams(&server);

    let (status, kind, metrics) = get(&server.at("/metrics"), &[]);
    assert_eq!(
        (status, kind.as_str()),
        (200, "text/plain; version=0.0.4; charset=utf-8")
    );
    assert!(metrics.contains("quarry_documents 12"), "{metrics}");
    assert!(metrics.contains("route=\"/sparql\",status=\"2xx\""), "{metrics}");

    // the page's own files are open, and nothing outside their folder is
    let (status, kind, page) = read(agent().get(server.at("/")).call().unwrap());
    assert_eq!((status, kind.as_str()), (200, "text/html; charset=utf-8"));
    assert!(page.contains("Quarry"));
    assert_eq!(
        agent()
            .get(server.at("/..%2f..%2fCargo.toml"))
            .call()
            .unwrap()
            .status(),
        404
    );
}

fn sparql_is_negotiated(server: &Server) {
    let select = "/sparql?query=SELECT%20%3Fs%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%201";
    let forms = [
        (
            "application/sparql-results+json",
            "application/sparql-results+json",
        ),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        (
            "text/tab-separated-values;q=0.9, image/png",
            "text/tab-separated-values; charset=utf-8",
        ),
        ("*/*", "application/sparql-results+json"),
    ];
    for (accept, expected) in forms {
        let (status, kind, _) = get(&server.at(select), &[("accept", accept)]);
        assert_eq!((status, kind.as_str()), (200, expected), "{accept}");
    }
    assert_eq!(get(&server.at(select), &[("accept", "image/png")]).0, 406);
    let construct =
        "/sparql?query=CONSTRUCT%20%7B%3Fs%20%3Fp%20%3Fo%7D%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%201";
    let (status, kind, _) = get(&server.at(construct), &[("accept", "application/n-triples")]);
    assert_eq!((status, kind.as_str()), (200, "application/n-triples"));
    assert_eq!(get(&server.at("/sparql?query=SELECT"), &[]).0, 400);
    assert_eq!(get(&server.at("/sparql"), &[]).0, 400);

    let key = format!("Bearer {KEY}");
    let post = |kind: &str, body: &str| {
        let request = agent()
            .post(server.at("/sparql"))
            .header("authorization", &key)
            .header("content-type", kind);
        read(request.send(body).unwrap())
    };
    assert_eq!(post("application/sparql-query", "ASK { ?s ?p ?o }").0, 200);
    assert!(
        post(
            "application/x-www-form-urlencoded",
            "query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D"
        )
        .2
        .contains("true")
    );
    assert_eq!(post("application/sparql-update", "CLEAR ALL").0, 415);
    assert_eq!(
        post("application/x-www-form-urlencoded", "update=CLEAR+ALL").0,
        400
    );
}

fn question() -> Value {
    json!({
        "model": "quarry",
        "messages": [{ "role": "user", "content": "When was the Frostwillow Institute of Water Quality founded?" }],
    })
}

fn chat_cites_its_sources(server: &Server) {
    let (status, _, body) = ask(server, &question());
    assert_eq!(status, 200, "{body}");
    let completion: Value = serde_json::from_str(&body).unwrap();
    let message = &completion["choices"][0]["message"];
    let content = message["content"].as_str().unwrap();
    assert!(content.starts_with("1998 [1]"), "{content}");
    let citation = &message["annotations"][0]["url_citation"];
    let url = citation["url"].as_str().unwrap();
    assert!(
        url.starts_with(&server.at("/view?source=partner-institutes.pdf&at=")),
        "{url}"
    );
    let at = |key: &str| usize::try_from(citation[key].as_u64().unwrap()).unwrap();
    let marked: String = content
        .chars()
        .skip(at("start_index"))
        .take(at("end_index") - at("start_index"))
        .collect();
    assert_eq!(marked, "[1]");
    let source = &completion["quarry"]["citations"][0];
    assert!(
        source["passage"].as_str().unwrap().contains("founded in 1998"),
        "{source}"
    );
    assert_eq!(source["locator"]["page"], 1);

    assert_eq!(ask(server, &json!({ "model": "gpt", "messages": [] })).0, 404);
    assert_eq!(ask(server, &json!({ "messages": [] })).0, 400);
}

fn chat_streams(server: &Server) {
    let mut body = question();
    body["stream"] = true.into();
    let (status, kind, streamed) = ask(server, &body);
    assert_eq!((status, kind.as_str()), (200, "text/event-stream"));
    let data: Vec<&str> = streamed
        .lines()
        .filter_map(|l| l.strip_prefix("data: "))
        .collect();
    assert_eq!(data.last(), Some(&"[DONE]"));
    let chunks: Vec<Value> = data[..data.len() - 1]
        .iter()
        .map(|d| serde_json::from_str(d).unwrap())
        .collect();
    let content: String = chunks
        .iter()
        .filter_map(|c| c["choices"][0]["delta"]["content"].as_str())
        .collect();
    assert!(content.starts_with("1998 [1]"), "{content}");
    let last = chunks.last().unwrap();
    assert_eq!(last["choices"][0]["finish_reason"], "stop");
    assert_eq!(last["quarry"]["citations"][0]["source"], "partner-institutes.pdf");
}
