//! People of one name, through the command line: two rows of a staff list are two people, and a question says which is meant.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::knowledge::on;
use crate::program::{run, stdout};

const LISTS: [(&str, &str); 3] = [
    (
        "ko.csv",
        "성명,소속,직위\n서다온,하천관리과,과장\n서다온,도로정비과,주무관\n민가람,도로정비과,과장\n",
    ),
    (
        "zh.csv",
        "姓名,單位,職稱\n周柏宇,檢驗科,科長\n周柏宇,採購科,技士\n簡詩涵,採購科,科長\n",
    ),
    (
        "en.csv",
        "Name,Department,Position\nOlga Ferrant,Harbour Dredging Office,Inspector\n\
         Olga Ferrant,Lighthouse Service,Archivist\nPiers Wold,Lighthouse Service,Inspector\n",
    ),
];

fn answer(data: &Path, question: &str) -> (String, String) {
    let told: Value = serde_json::from_str(&stdout(&mut on(data, &["ask", question, "--json"]))).unwrap();
    let text = |key: &str| told[key].as_str().unwrap_or_default().to_owned();
    (text("answer"), text("explanation"))
}

#[test]
fn two_rows_of_one_name_are_two_people_and_the_body_beside_a_name_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let (files, data) = (folder.path().join("files"), folder.path().join("data"));
    fs::create_dir(&files).unwrap();
    for (name, list) in LISTS {
        fs::write(files.join(name), list).unwrap();
    }
    stdout(on(&data, &["ingest"]).arg(&files));
    for (name, offices) in [
        ("서다온", ["하천관리과", "도로정비과"]),
        ("周柏宇", ["檢驗科", "採購科"]),
        ("Olga Ferrant", ["Harbour Dredging Office", "Lighthouse Service"]),
    ] {
        let shown = stdout(&mut on(&data, &["entity", "show", name]));
        assert_eq!(shown.matches("Person ").count(), 2, "{shown}");
        for office in offices {
            assert_eq!(shown.matches(&format!("  at {office}\n")).count(), 1, "{shown}");
        }
    }
    for (question, expected) in [
        ("하천관리과 서다온의 직위는?", "과장"),
        ("서다온(도로정비과)의 직위는 무엇인가?", "주무관"),
        ("檢驗科周柏宇的職稱是什麼？", "科長"),
        ("採購科的周柏宇的職稱是什麼？", "技士"),
        (
            "What is the position of Olga Ferrant of the Lighthouse Service?",
            "Archivist",
        ),
        (
            "What is Olga Ferrant's position at the Harbour Dredging Office?",
            "Inspector",
        ),
    ] {
        assert_eq!(answer(&data, question).0, expected, "{question}");
    }
    // Without a body both are told, each with whose it is.
    for (question, both) in [
        ("서다온의 직위는?", ["과장 (하천관리과)", "주무관 (도로정비과)"]),
        ("周柏宇的職稱是什麼？", ["科長 (檢驗科)", "技士 (採購科)"]),
        (
            "What is Olga Ferrant's position?",
            [
                "Inspector (Harbour Dredging Office)",
                "Archivist (Lighthouse Service)",
            ],
        ),
    ] {
        let (text, _) = answer(&data, question);
        assert!(both.iter().all(|one| text.contains(one)), "{question}: {text}");
    }
}

#[test]
fn two_kinds_are_not_merged_and_unknown_types_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let (files, data) = (folder.path().join("files"), folder.path().join("data"));
    fs::create_dir(&files).unwrap();
    fs::write(files.join("ko.csv"), LISTS[0].1).unwrap();
    stdout(on(&data, &["ingest"]).arg(&files));
    let output = run(&mut on(&data, &["entity", "merge", "민가람", "하천관리과"]));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("Person") && said.contains("Organization"), "{said}");
    let output = run(&mut on(&data, &["entity", "list", "--type", "Bogus"]));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("Organization") && said.contains("Law"), "{said}");
    let listed = stdout(&mut on(&data, &["entity", "list", "--type", "person"]));
    assert_eq!(listed.lines().count(), 3, "{listed}");
}
