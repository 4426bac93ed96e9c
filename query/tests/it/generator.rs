//! The generator client against a fake server: it is a fake, and says so in what it answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use quarry_query::generator::{Generator, GeneratorOptions};
use quarry_query::{QueryError, Question};

use crate::knowledge::agency;

/// A fake chat server for one request: gives back the body that it was sent, and answers with `reply`.
fn fake_server(reply: String) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        stream.write_all(reply.as_bytes()).unwrap();
        String::from_utf8(body).unwrap()
    });
    (address, thread)
}

fn streamed(pieces: &[&str]) -> String {
    let events: String = pieces
        .iter()
        .map(|p| {
            format!(
                "data: {}\n\n",
                serde_json::json!({"choices": [{"delta": {"content": p}}]})
            )
        })
        .collect();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n{events}data: [DONE]\n\n"
    )
}

#[test]
fn a_streamed_answer_is_checked_against_the_sources_it_cites() {
    let pieces = [
        "(fake server) The Alder Programme is managed ",
        "by the Bureau of Tides [1]. ",
        "It has 900 ships [1].",
    ];
    let (address, server) = fake_server(streamed(&pieces));
    let engine = agency();
    let question = Question::new("Who manages the Alder Programme?");
    let answer = engine.ask(&question).unwrap();
    let found = engine.search(&question).unwrap();
    let generator = Generator::new(GeneratorOptions::new(address, "fake")).unwrap();
    let mut seen = Vec::new();
    let (context, written, checked) = generator
        .answer(&question.text, &answer, &found, |piece| {
            seen.push(piece.to_owned())
        })
        .unwrap();
    assert_eq!(seen, pieces);
    assert_eq!(written, pieces.concat());
    assert_eq!(context.sources[0].source, "programme.txt");
    assert_eq!(
        checked.iter().map(|s| s.supported).collect::<Vec<_>>(),
        [true, false]
    );
    let sent: serde_json::Value = serde_json::from_str(&server.join().unwrap()).unwrap();
    assert_eq!(
        (sent["model"].as_str(), sent["stream"].as_bool()),
        (Some("fake"), Some(true))
    );
    assert!(
        sent["messages"][1]["content"]
            .as_str()
            .unwrap()
            .contains("[1] Alder Programme report (programme.txt)")
    );
}

#[test]
fn an_error_of_the_server_names_its_host() {
    let (address, server) =
        fake_server("HTTP/1.1 503 Busy\r\nConnection: close\r\n\r\nfake server is busy".to_owned());
    let generator = Generator::new(GeneratorOptions::new(address.as_str(), "fake")).unwrap();
    let error = generator.stream(&[], &mut |_| {}).unwrap_err();
    assert!(
        error.to_string().contains("127.0.0.1") && error.to_string().contains("busy"),
        "{error}"
    );
    server.join().unwrap();
}

#[test]
fn an_address_without_a_scheme_is_refused() {
    let refused = Generator::new(GeneratorOptions::new("localhost:8000", "m"));
    assert!(matches!(refused, Err(QueryError::GeneratorOptions(_))));
}
