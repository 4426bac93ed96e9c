//! Text formats, refusals and rendering.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use quarry_ingest::{Format, Place, ReadOptions, Scalar, parse, parse_records, render};

fn read(name: &str, bytes: &[u8]) -> quarry_ingest::Document {
    parse(name, bytes, &ReadOptions::default()).remove(0)
}

#[test]
fn formats_are_told_from_content() {
    let told = |bytes: &[u8], name: &str| Format::detect(bytes, name);
    assert_eq!(told(b"%PDF-1.7\n", "a.xlsx"), Format::Pdf);
    assert_eq!(told(b"HWP Document File V3.00 \x1a\x01", "a.hwp"), Format::Hwp3);
    assert_eq!(
        told(b"<?xml version=\"1.0\"?><HWPML Version=\"2.8\">", "a.hml"),
        Format::Hwpml
    );
    assert_eq!(told(b"\x89PNG\r\n\x1a\n", "a.pdf"), Format::Image);
    assert_eq!(told(b"{\\rtf1 x}", "a.doc"), Format::Rtf);
    assert_eq!(told(b"", "a.pdf"), Format::Empty);
    assert_eq!(
        told(b"\x00\x01\x02\x03\xff\xfe\x00\x00\x01\x07", "a.txt"),
        Format::Unknown
    );
    assert_eq!(told("機關,金額\n甲,1\n乙,2\n".as_bytes(), "data"), Format::Csv);
}

#[test]
fn what_has_no_reader_is_refused_by_name() {
    let document = read("a.docx", b"{\\rtf1 saved under another name}");
    assert!(document.is_refused());
    assert_eq!(document.diagnostics[0].code, "unsupported");
    assert!(document.diagnostics[0].message.contains("Rich Text"));
    assert_eq!(document.blake3.len(), 64);
}

#[test]
fn korean_csv_in_a_legacy_encoding_gets_units_and_values() {
    let text = "사업명,예산액(천원),집행률(%),시작일\r\n스마트 모니터링 구축,\"1,200\",45.5,2024. 3. 5.\r\n기후 적응 강화,△90,100,2024년 4월 1일\r\n";
    let (bytes, ..) = encoding_rs::EUC_KR.encode(text);
    let document = read("2024/예산.csv", &bytes);
    let table = document.blocks[0].table.as_ref().unwrap();
    assert_eq!((table.header_rows, table.header_columns), (1, 1));
    let value = |row, column| table.cell_at(row, column).unwrap().value.clone().unwrap();
    assert_eq!(
        (value(1, 1).scalar, value(1, 1).unit.as_deref()),
        (Scalar::Number(1_200_000.0), Some("KRW"))
    );
    assert_eq!(value(2, 1).scalar, Scalar::Number(-90_000.0));
    assert_eq!(value(1, 2).scalar, Scalar::Percent(0.455));
    assert_eq!(value(1, 3).scalar, Scalar::Date("2024-03-05".to_owned()));
    assert_eq!(value(2, 3).scalar, Scalar::Date("2024-04-01".to_owned()));
    let place = Place::Sheet {
        sheet: "예산".to_owned(),
        range: "B2".to_owned(),
    };
    assert_eq!(table.cell_at(1, 1).unwrap().locator.place, place);
    assert_eq!(document.languages, ["ko"]);
}

#[test]
fn a_record_a_line_is_a_document_a_record() {
    let text = "{\"id\": \"a1\", \"title\": \"Adana\", \"text\": \"Adana is a city.\"}\n\n{\"id\": 2, \"text\": \"둘째 문서.\"}\nnot json\n";
    let records: Vec<_> = parse_records("corpus.jsonl", text.as_bytes()).collect();
    let sources: Vec<&str> = records.iter().map(|d| d.source.as_str()).collect();
    assert_eq!(sources, ["corpus.jsonl#a1", "corpus.jsonl#2", "corpus.jsonl#4"]);
    assert_eq!(records[0].title, "Adana");
    let Place::Lines { line, start, end } = records[1].blocks[0].locator.place else {
        panic!("not a text place")
    };
    assert_eq!(line, [3, 3]);
    let there: String = text.chars().skip(start).take(end - start).collect();
    assert!(there.starts_with("{\"id\": 2") && there.ends_with('}'));
    assert!(records[2].is_refused());
    assert_eq!(
        parse("corpus.jsonl", text.as_bytes(), &ReadOptions::default()),
        records
    );
}

#[test]
fn captions_and_units_come_from_the_lines_above() {
    let text = "# 보고서\n\n표 1. 부문별 예산\n\n(단위: 백만원)\n\n| 부문 | 2023 | 2024 |\n|---|---|---|\n| 환경 | 1,200 | 1,500 |\n| 교육 | 900 | 950 |\n";
    let document = read("a.md", text.as_bytes());
    let table = document.blocks.iter().find_map(|b| b.table.as_ref()).unwrap();
    assert_eq!(
        (table.caption.as_str(), table.unit.as_str()),
        ("표 1. 부문별 예산", "단위: 백만원")
    );
    let value = table.cell_at(1, 2).unwrap().value.clone().unwrap();
    assert_eq!(
        (value.scalar, value.unit.as_deref()),
        (Scalar::Number(1.5e9), Some("KRW"))
    );
}

#[test]
fn a_document_renders_as_markdown_and_html() {
    let page = "<h2>Plan</h2><p>a &lt; b</p><ul><li>one</li></ul><table><tr><th>Name</th><th>Sum</th></tr><tr><td>A|B</td><td>1</td></tr></table>\
        <table><tr><th colspan=2>Both</th></tr><tr><td></td><td>x</td></tr></table>";
    let document = read("plan.html", page.as_bytes());
    insta::assert_snapshot!(render::markdown(&document), @r#"
    ## Plan

    a &lt; b

    - one

    | Name | Sum |
    | --- | --- |
    | A\|B | 1 |

    <table>
    <thead>
    <tr><th colspan="2">Both</th></tr>
    </thead>
    <tbody>
    <tr><td></td><td>x</td></tr>
    </tbody>
    </table>
    "#);
    let html = render::html(&document);
    assert!(html.contains("<h2 id=\"b0\" data-locator=\"{&quot;line&quot;:[1,1]"));
    assert!(html.contains("<p id=\"b1\"") && html.contains("a &lt; b</p>"));
    // What was rendered reads the same again.
    let again = read("plan.html", html.as_bytes());
    let texts = |d: &quarry_ingest::Document| d.blocks.iter().map(|b| b.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&again), texts(&document));
    let dotted = read("dots.html", "<ul><li>• one</li></ul>".as_bytes());
    assert_eq!(render::markdown(&dotted), "- one\n");
}

#[test]
fn a_broken_byte_is_reported_and_costs_itself_only() {
    let mut bytes = "예산 보고서입니다. ".repeat(30).into_bytes();
    bytes.push(0xff);
    bytes.extend("끝.".as_bytes());
    let document = read("a.txt", &bytes);
    assert_eq!(document.diagnostics[0].code, "garbled_text");
    assert!(document.blocks[0].text.ends_with("끝."));
}
