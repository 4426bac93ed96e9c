//! Archives and e-mails: members as documents, names, limits.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Cursor, Write};

use quarry_ingest::{Document, Place, ReadOptions, parse};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::office_files::MAIL;
use crate::outline::{outline, zip};

fn read(name: &str, bytes: &[u8]) -> Vec<Document> {
    parse(name, bytes, &ReadOptions::default())
}

fn sources(documents: &[Document]) -> Vec<&str> {
    documents.iter().map(|d| d.source.as_str()).collect()
}

#[test]
fn members_become_documents_under_their_paths() {
    let inner = zip(&[("c.md", b"# Inner\n\nText\n")]);
    let bytes = zip(&[
        ("notes/", b""),
        ("notes/a.txt", b"Plain text of a note.\n"),
        ("notes/.DS_Store", b"x"),
        ("__MACOSX/a.txt", b"x"),
        (
            "records.jsonl",
            b"{\"id\": \"7\", \"text\": \"One\"}\n{\"id\": \"8\", \"text\": \"Two\"}\n",
        ),
        ("inner.zip", &inner),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    let documents = read("share/all.zip", &bytes);
    assert_eq!(
        sources(&documents),
        [
            "share/all.zip!/notes/a.txt",
            "share/all.zip!/records.jsonl#7",
            "share/all.zip!/records.jsonl#8",
            "share/all.zip!/inner.zip!/c.md",
            "share/all.zip!/picture.png",
        ]
    );
    assert_eq!(documents[3].title, "Inner");
    assert_eq!(documents[0].media_type, "text/plain");
    assert!(documents[4].is_refused());
}

#[test]
fn an_archive_without_a_file_says_so() {
    let documents = read("a.zip", &zip(&[]));
    assert_eq!(sources(&documents), ["a.zip"]);
    assert_eq!(documents[0].diagnostics[0].code, "empty");
}

#[test]
fn an_archive_that_inflates_without_end_is_refused_unread() {
    let zeros = vec![0_u8; 1 << 20];
    let mut one = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    one.start_file("0.txt", options).unwrap();
    for _ in 0..400 {
        one.write_all(&zeros).unwrap();
    }
    let mut one = zip::ZipArchive::new(one.finish().unwrap()).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..3 {
        let file = one.by_index_raw(0).unwrap();
        out.raw_copy_file_rename(file, format!("{number}.txt")).unwrap();
    }
    let bytes = out.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 << 20);
    let documents = read("bomb.zip", &bytes);
    assert_eq!(sources(&documents), ["bomb.zip"]);
    assert_eq!(documents[0].diagnostics[0].code, "limit");
    assert!(documents[0].is_refused());
}

#[test]
fn archives_inside_one_another_end_at_a_depth() {
    let mut bytes = zip(&[("a.txt", b"Text of the innermost.\n")]);
    for _ in 0..10 {
        bytes = zip(&[("a.zip", &bytes)]);
    }
    let documents = read("a.zip", &bytes);
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].diagnostics[0].code, "limit");
}

#[test]
fn members_under_a_password_need_it() {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().with_aes_encryption(zip::AesMode::Aes256, "secret");
    out.start_file("a.txt", options).unwrap();
    out.write_all(b"Text under a password.\n").unwrap();
    let bytes = out.finish().unwrap().into_inner();
    let closed = read("a.zip", &bytes);
    assert_eq!(
        (closed[0].source.as_str(), closed[0].diagnostics[0].code.as_str()),
        ("a.zip!/a.txt", "encrypted")
    );
    let wrong = ReadOptions {
        password: Some("another".to_owned()),
        ..ReadOptions::default()
    };
    let still_closed = parse("a.zip", &bytes, &wrong);
    assert_eq!(still_closed[0].diagnostics[0].code, "encrypted");
    assert!(
        still_closed[0].diagnostics[0]
            .message
            .contains("does not open it")
    );
    assert!(closed[0].diagnostics[0].message.contains("--password"));
    let options = ReadOptions {
        password: Some("secret".to_owned()),
        ..ReadOptions::default()
    };
    let open = parse("a.zip", &bytes, &options);
    assert_eq!(outline(&open[0]), ["p Text under a password."]);
}

#[test]
fn a_message_is_a_document_and_so_is_each_attachment() {
    let documents = read("a.eml", MAIL.as_bytes());
    assert_eq!(sources(&documents), ["a.eml", "a.eml!/f.csv", "a.eml!/Inner.eml"]);
    let letter = &documents[0];
    assert_eq!(letter.media_type, "message/rfc822");
    assert_eq!(letter.title, "예산 보고");
    assert_eq!(letter.metadata["author"], "陈有 <chen@example.org>");
    assert_eq!(
        outline(letter),
        [
            "h1 예산 보고",
            "p From: 陈有 <chen@example.org>",
            "p To: lee@example.org",
            "p Date: 2024-03-04T09:30:00+08:00",
            "p First paragraph.",
            "p Second paragraph.",
            "figure logo.png",
        ]
    );
    assert_eq!(
        outline(&documents[1]),
        ["table", "  name | sum", "  A | 1", "  B | 2"]
    );
    assert_eq!(outline(&documents[2])[2], "p Forwarded.");
}

#[test]
fn places_in_a_message_count_from_its_subject() {
    let documents = read("a.eml", MAIL.as_bytes());
    let head =
        "예산 보고\nFrom: 陈有 <chen@example.org>\nTo: lee@example.org\nDate: 2024-03-04T09:30:00+08:00\n\n";
    let start = head.chars().count();
    assert_eq!(
        documents[0].blocks[4].locator.place,
        Place::Lines {
            line: [6, 6],
            start,
            end: start + "First paragraph.".len()
        }
    );
}

#[test]
fn a_table_in_a_message_comes_from_its_html() {
    let mail = "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nYear Sum 2023 5\r\n\
        --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>See:</p><table><tr><th>Year</th><th>Sum</th></tr><tr><td>2023</td><td>5</td></tr></table>\r\n--b--\r\n";
    let documents = read("a.eml", mail.as_bytes());
    assert_eq!(
        outline(&documents[0])[1..],
        ["p See:", "table", "  Year | Sum", "  2023 | 5"]
    );
}
