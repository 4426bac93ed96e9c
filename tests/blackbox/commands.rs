//! The command line: forms of output, exit codes, messages.

use std::fs;

use serde_json::Value;

use crate::program::{indexed, quarry, root, run, samples, stdout};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn parse_prints_the_document_contract() {
    let document = json(&stdout(
        quarry()
            .arg("parse")
            .arg(samples().join("budget-2026.xlsx"))
            .arg("--json"),
    ));
    let keys: Vec<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
    let contract = [
        "source",
        "blake3",
        "media_type",
        "title",
        "languages",
        "metadata",
        "pages",
        "blocks",
        "diagnostics",
    ];
    assert_eq!(keys, contract);
    assert_eq!(document["source"], "budget-2026.xlsx");
    let tables: Vec<&Value> = document["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|b| !b["table"].is_null())
        .collect();
    assert_eq!(tables[0]["text"], "");
    assert_eq!(tables[0]["table"]["header_rows"], 2);
    // 單位：新臺幣千元 is applied to the value and to nothing else
    let cells = tables[0]["table"]["cells"].as_array().unwrap();
    let cell = cells.iter().find(|c| c["text"] == "9,312").unwrap();
    assert_eq!(cell["value"]["value"], 9_312_000.0);
    assert_eq!(cell["value"]["unit"], "TWD");
    assert!(cell["locator"]["sheet"].is_string() && cell["locator"]["row"].is_u64());
}

#[test]
fn parse_also_prints_markdown_and_html() {
    let file = samples().join("restoration-partners.hwpx");
    let markdown = stdout(quarry().args(["parse", "--format", "markdown"]).arg(&file));
    assert!(markdown.contains("# "), "{markdown}");
    let html = stdout(quarry().args(["parse", "--format", "html"]).arg(&file));
    assert!(html.contains("<table") && html.contains("span=\"2\""), "{html}");
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason_and_a_document() {
    for (file, code) in [("encrypted.pdf", "encrypted"), ("unknown.bin", "unsupported")] {
        let output = run(quarry()
            .arg("parse")
            .arg(root().join("tests/fixtures").join(file))
            .arg("--json"));
        assert_eq!(output.status.code(), Some(1), "{file}");
        let document = json(&String::from_utf8(output.stdout).unwrap());
        assert_eq!(document["diagnostics"][0]["severity"], "error", "{file}");
        assert_eq!(document["diagnostics"][0]["code"], code, "{file}");
    }
}

#[test]
fn extract_reads_plain_text_and_counts_in_characters() {
    let folder = tempfile::tempdir().unwrap();
    let batch = folder.path().join("texts.jsonl");
    let text = "😀 本會於民國113年3月5日核定經費新臺幣2億5,000萬元。";
    fs::write(
        &batch,
        format!("{}\n", serde_json::json!({ "id": 7, "text": text })),
    )
    .unwrap();
    let line = json(&stdout(quarry().arg("extract").arg("--batch").arg(&batch)));
    assert_eq!(line["id"], 7);
    let characters: Vec<char> = text.chars().collect();
    let mut types = Vec::new();
    for entity in line["entities"].as_array().unwrap() {
        types.push(entity["type"].as_str().unwrap().to_owned());
        for mention in entity["mentions"].as_array().unwrap() {
            let at = |key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
            let slice: String = characters[at("start")..at("end")].iter().collect();
            assert_eq!(mention["text"], slice);
            assert!(mention["block"].is_null());
        }
    }
    assert!(
        types.contains(&"Date".to_owned()) && types.contains(&"Money".to_owned()),
        "{types:?}"
    );
}

#[test]
fn batches_answer_in_order_and_a_bad_line_costs_that_line() {
    let folder = tempfile::tempdir().unwrap();
    let batch = folder.path().join("questions.jsonl");
    let lines = "{\"id\": \"b\", \"question\": \"藍藻\", \"other\": 1}\n{\"id\": \"x\"}\n{\"id\": 3, \"question\": \"갈대\"}\n";
    fs::write(&batch, lines).unwrap();
    let output = run(quarry()
        .arg("search")
        .arg("--batch")
        .arg(&batch)
        .args(["-k", "2", "--data"])
        .arg(indexed()));
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = printed.lines().map(json).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["id"], "b");
    let best = &answers[0]["retrieved"][0];
    assert!(best["passage"].as_str().unwrap().contains("藍藻"));
    assert!(best["source"].is_string() && best["locator"].is_object() && best["score"].is_number());
    assert_eq!(answers[1]["id"], "x");
    assert!(answers[1]["error"].is_string());
    assert_eq!(answers[2]["id"], 3);
}

#[test]
fn more_passages_than_there_are_can_be_asked_for_and_none_cannot() {
    let search = |k: &str| {
        let mut command = quarry();
        command
            .args(["search", "갈대", "-k", k, "--json", "--data"])
            .arg(indexed());
        run(&mut command)
    };
    let output = search("1000000000");
    assert!(output.status.success(), "{output:?}");
    assert!(
        json(&String::from_utf8(output.stdout).unwrap())["retrieved"]
            .as_array()
            .is_some_and(|h| !h.is_empty())
    );
    let refused = search("0");
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("zero"),
        "{refused:?}"
    );
}

#[test]
fn what_the_documents_do_not_say_is_refused_in_the_language_of_the_question() {
    let refusals = [
        ("火星探測計畫的主持人是誰？", "文件中未提供相關資訊"),
        ("화성 탐사 사업의 예산은 얼마인가?", "문서에 관련 정보가 없음"),
        (
            "Who chairs the Martian Exploration Board?",
            "not stated in the documents",
        ),
    ];
    for (question, refusal) in refusals {
        let answer = json(&stdout(
            quarry()
                .args(["ask", question, "--json", "--data"])
                .arg(indexed()),
        ));
        assert_eq!(answer["answered"], false, "{answer}");
        assert_eq!(answer["answer"], refusal);
    }
}

#[test]
fn sparql_prints_each_form() {
    let query = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }";
    for (format, start) in [
        ("json", "{\"head\""),
        ("csv", "n\r\n"),
        ("xml", "<?xml"),
        ("tsv", "?n\n"),
        ("table", "n"),
    ] {
        let printed = stdout(
            quarry()
                .args(["sparql", query, "--format", format, "--data"])
                .arg(indexed()),
        );
        assert!(printed.starts_with(start), "{format}: {printed}");
    }
    let bad = run(quarry().args(["sparql", "SELECT", "--data"]).arg(indexed()));
    assert_eq!(bad.status.code(), Some(1));
}

#[test]
fn a_second_run_finds_nothing_to_do_and_a_removed_document_is_gone() {
    let data = tempfile::tempdir().unwrap();
    let documents = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(samples()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), documents.path().join(entry.file_name())).unwrap();
    }
    let ingest = || {
        let mut command = quarry();
        command
            .args(["ingest", "--json"])
            .arg(documents.path())
            .arg("--data")
            .arg(data.path());
        command
    };
    let first = json(&stdout(&mut ingest()));
    assert_eq!(first["added"], 8);
    let second = json(&stdout(&mut ingest()));
    assert_eq!(
        (&second["added"], &second["changed"], &second["unchanged"]),
        (&0.into(), &0.into(), &8.into())
    );
    assert_eq!(second["documents"], 0);

    // one of eight may go; the rest of the graph stays as it was
    fs::remove_file(documents.path().join("stations.csv")).unwrap();
    assert_eq!(json(&stdout(&mut ingest()))["removed"], 1);
    let found = stdout(
        quarry()
            .args(["search", "ST-05", "--json", "--data"])
            .arg(data.path()),
    );
    assert!(!found.contains("stations.csv"), "{found}");

    // an emptied share is refused, and nothing is lost
    for entry in fs::read_dir(documents.path()).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let refused = run(&mut ingest());
    assert_eq!(refused.status.code(), Some(3));
    assert!(
        String::from_utf8(refused.stdout)
            .unwrap()
            .contains("--allow-mass-removal")
    );
    let status = json(&stdout(
        quarry().args(["status", "--json", "--data"]).arg(data.path()),
    ));
    assert_eq!(status["counts"]["documents"], 11);
    assert_eq!(json(&stdout(ingest().arg("--allow-mass-removal")))["removed"], 7);
}

#[test]
fn a_backup_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup"));
    stdout(quarry().arg("ingest").arg(samples()).arg("--data").arg(&data));
    stdout(quarry().arg("backup").arg(&backup).arg("--data").arg(&data));
    let restored = folder.path().join("restored");
    stdout(quarry().arg("restore").arg(&backup).arg("--data").arg(&restored));
    let graph = |data| {
        stdout(
            quarry()
                .args(["export", "--format", "nquads", "--data"])
                .arg(data),
        )
    };
    assert!(graph(&data) == graph(&restored), "the restored graph is another");
}

#[test]
fn init_writes_a_configuration_once() {
    let folder = tempfile::tempdir().unwrap();
    stdout(quarry().arg("init").arg(folder.path()));
    assert!(
        fs::read_to_string(folder.path().join("quarry.toml"))
            .unwrap()
            .contains("[schedule]")
    );
    assert_eq!(
        run(quarry().arg("init").arg(folder.path())).status.code(),
        Some(3)
    );
}

#[test]
fn wrong_use_is_exit_code_two_and_a_missing_index_says_what_to_do() {
    assert_eq!(run(quarry().arg("digest")).status.code(), Some(2));
    let folder = tempfile::tempdir().unwrap();
    let output = run(quarry().args(["search", "x", "--data"]).arg(folder.path()));
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("quarry ingest")
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = quarry()
        .args(["sparql", "SELECT * { GRAPH ?g { ?s ?p ?o } }", "--data"])
        .arg(indexed())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn modes_are_listed_and_the_one_that_ran_is_told() {
    let unknown = run(quarry()
        .args(["ask", "x", "--mode", "guess", "--data"])
        .arg(indexed()));
    assert_eq!(unknown.status.code(), Some(2));
    let help = stdout(quarry().args(["ask", "--help"]));
    for mode in [
        "auto", "passages", "graph", "hybrid", "global", "table", "facts", "vectors",
    ] {
        assert!(help.contains(&format!("- {mode}")), "{mode}: {help}");
        let searched = stdout(
            quarry()
                .args(["search", "藍藻", "--mode", mode, "--json", "--data"])
                .arg(indexed()),
        );
        let ran = json(&searched)["mode"].as_str().unwrap().to_owned();
        assert!(mode == "auto" || ran == mode, "{mode} {ran}");
        assert_ne!(ran, "auto", "it says which");
    }
    let text = stdout(
        quarry()
            .args(["search", "藍藻", "--mode", "passages", "--data"])
            .arg(indexed()),
    );
    assert_eq!(text.lines().next(), Some("(passages)"));
}

#[test]
fn a_program_without_its_models_says_so() {
    let alone = tempfile::tempdir().unwrap();
    let program = alone.path().join("quarry");
    fs::copy(env!("CARGO_BIN_EXE_quarry"), &program).unwrap();
    let paper = alone.path().join("note.txt");
    fs::write(&paper, "The Harbour Board sits in Elmouth.").unwrap();
    let output = run(std::process::Command::new(&program).arg("extract").arg(&paper));
    assert!(output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("no models/default near the program"), "{said}");
    let whole = run(quarry().arg("extract").arg(&paper));
    assert!(!String::from_utf8_lossy(&whole.stderr).contains("models"));
}
