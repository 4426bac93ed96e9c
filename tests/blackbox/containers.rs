//! Members of containers in the index: they come, change and go with their file.

use std::fs;
use std::path::Path;

use crate::program::{quarry, run, stdout};

/// A message with these attachments.
fn message(attachments: &[(&str, &str)]) -> String {
    let parts: String = attachments
        .iter()
        .map(|(name, text)| {
            format!(
                "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{text}\r\n"
            )
        })
        .collect();
    format!(
        "From: a@example.org\r\nSubject: Two reports\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee both.\r\n{parts}--b--\r\n"
    )
}

/// Sources of the passages that a question finds, each once, in order of their names.
fn found(data: &Path, question: &str) -> Vec<String> {
    let said = stdout(
        quarry()
            .args(["search", question, "--json", "-k", "10", "--data"])
            .arg(data),
    );
    let value: serde_json::Value = serde_json::from_str(&said).unwrap();
    let mut sources: Vec<String> = value["retrieved"]
        .as_array()
        .unwrap()
        .iter()
        .map(|passage| passage["source"].as_str().unwrap().to_owned())
        .collect();
    sources.sort();
    sources.dedup();
    sources
}

#[test]
fn members_come_change_and_go_with_their_file() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = folder.path().join("reports.eml");
    let ingest = || {
        stdout(
            quarry()
                .args(["ingest", "--allow-mass-removal"])
                .arg(folder.path())
                .arg("--data")
                .arg(data.path()),
        )
    };
    fs::write(
        folder.path().join("kept.txt"),
        "The lighthouse of Norvik was built in 1871.\n",
    )
    .unwrap();
    let heron = ("heron.txt", "The heron count of Norvik rose to ninety birds.");
    let otter = ("otter.txt", "The otter count of Norvik fell to twelve animals.");
    fs::write(&file, message(&[heron, otter])).unwrap();
    ingest();
    assert!(found(data.path(), "otter count Norvik").contains(&"reports.eml!/otter.txt".to_owned()));
    assert!(found(data.path(), "heron count Norvik").contains(&"reports.eml!/heron.txt".to_owned()));

    fs::write(&file, message(&[heron])).unwrap();
    ingest();
    let sources = found(data.path(), "otter count Norvik");
    assert!(
        !sources.contains(&"reports.eml!/otter.txt".to_owned()),
        "{sources:?}"
    );
    assert!(found(data.path(), "heron count Norvik").contains(&"reports.eml!/heron.txt".to_owned()));
    let again = run(quarry()
        .arg("ingest")
        .arg(folder.path())
        .arg("--data")
        .arg(data.path()));
    let said = String::from_utf8_lossy(&again.stdout).into_owned() + &String::from_utf8_lossy(&again.stderr);
    assert!(said.contains("nothing changed"), "{said}");

    fs::remove_file(&file).unwrap();
    ingest();
    assert_eq!(found(data.path(), "heron count Norvik"), ["kept.txt"]);
}

#[test]
fn a_member_that_is_refused_keeps_its_earlier_version_as_a_refused_file_does() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ingest = || {
        let ended = run(quarry()
            .args(["ingest", "--json"])
            .arg(folder.path())
            .arg("--data")
            .arg(data.path()));
        String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr)
    };
    let otter = "The otter count of Norvik fell to twelve animals.";
    let heron = ("heron.txt", "The heron count of Norvik rose to ninety birds.");
    fs::write(folder.path().join("lone.txt"), otter).unwrap();
    fs::write(
        folder.path().join("reports.eml"),
        message(&[("otter.txt", otter), heron]),
    )
    .unwrap();
    ingest();

    // The same names, now with what no reader takes: a picture.
    let picture = "GIF89a\u{1}\u{0}\u{1}\u{0}";
    fs::write(folder.path().join("lone.txt"), picture).unwrap();
    fs::write(
        folder.path().join("reports.eml"),
        message(&[("otter.txt", picture), heron]),
    )
    .unwrap();
    let said = ingest();
    for source in ["lone.txt", "reports.eml!/otter.txt"] {
        assert!(
            found(data.path(), "otter count Norvik").contains(&source.to_owned()),
            "{source} is gone: {said}"
        );
    }
    // Both are in the report; the progress lines tell of whole files.
    let report = said.lines().next().unwrap_or_default();
    assert_eq!(
        report
            .matches("the version from before stays in the index")
            .count(),
        2,
        "{said}"
    );
    let again = ingest();
    assert!(!again.contains("the version from before"), "read again: {again}");
}
