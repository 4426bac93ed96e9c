//! HWP 5 and HWPX: reports written by the project itself, read back.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use quarry_ingest::{Block, BlockKind, Place, ReadError, ReadOptions, Reading, Table, hwp};
use xtask::hwp::{
    Block as Written, Cell, Hwp5Options, Paragraph, Report, Style, Table as WrittenTable, compound,
};

fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    hwp::read(bytes, &ReadOptions::default())
}

/// What both formats give for a report; they have to agree.
fn blocks(report: &Report) -> Vec<Block> {
    let from_hwp5 = read(&report.to_hwp5().unwrap()).unwrap();
    let from_hwpx = read(&report.to_hwpx().unwrap()).unwrap();
    assert_eq!(from_hwp5.blocks, from_hwpx.blocks);
    assert_eq!(from_hwp5.diagnostics, []);
    assert_eq!(from_hwpx.diagnostics, []);
    from_hwp5.blocks
}

/// One line a block: paragraph, page, kind, text; a table's cells with their spans.
fn outline(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        let Place::Section { paragraph, page, .. } = block.locator.place else {
            panic!("{:?} is no place in a section", block.locator);
        };
        let level = block.level.map_or_else(String::new, |level| format!(" {level}"));
        let page = page.map_or_else(|| "-".to_owned(), |page| page.to_string());
        let hidden = if block.hidden { " hidden" } else { "" };
        lines.push(format!(
            "{paragraph}/{page} {:?}{level}{hidden}: {}",
            block.kind, block.text
        ));
        if let Some(table) = &block.table {
            table_outline(table, 1, &mut lines);
        }
    }
    lines.join("\n")
}

fn table_outline(table: &Table, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let Table {
        rows,
        columns,
        caption,
        unit,
        ..
    } = table;
    lines.push(format!("{indent}{rows}x{columns} [{caption}] [{unit}]"));
    for cell in &table.cells {
        assert_eq!(
            (cell.locator.row, cell.locator.column),
            (Some(cell.row), Some(cell.column))
        );
        let (row, column, height, width) = (cell.row, cell.column, cell.row_span, cell.column_span);
        lines.push(format!(
            "{indent}{row},{column} {height}x{width}: {}",
            cell.text.replace('\n', " | ")
        ));
        if let Some(nested) = &cell.table {
            table_outline(nested, depth + 1, lines);
        }
    }
}

#[test]
fn a_report_with_headings_merged_cells_and_a_nested_table() {
    let mut report = Report::new("업무 보고");
    report.header = "내부 검토용".to_owned();
    report.push(Written::styled(Style::Title, "2025년 업무 보고"));
    report.push(Written::heading(1, "Ⅰ. 조직"));
    report.push(Written::text("두 부서가 있다."));
    report.push(Written::styled(Style::Caption, "표 1. 부서 현황"));
    report.push(Written::styled(Style::Right, "(단위: 명)"));
    let offices = WrittenTable::new(vec![vec![Cell::new("본관"), Cell::new("3층")]]);
    report.push(WrittenTable::new(vec![
        vec![Cell::header("부서").rows(2), Cell::header("인원").columns(2)],
        vec![Cell::header("2024"), Cell::header("2025")],
        vec![
            Cell::new("기록과").with(offices),
            Cell::new("12"),
            Cell::new("14"),
        ],
    ]));
    report.push(Written::heading(2, "1. 연혁"));
    insta::assert_snapshot!(outline(&blocks(&report)), @"
    0/1 Header: 내부 검토용
    0/1 Heading 1: 2025년 업무 보고
    1/1 Heading 1: Ⅰ. 조직
    2/1 Paragraph: 두 부서가 있다.
    3/1 Caption: 표 1. 부서 현황
    4/1 Paragraph: (단위: 명)
    5/1 Table: 
      3x3 [표 1. 부서 현황] [단위: 명]
      0,0 2x1: 부서
      0,1 1x2: 인원
      1,1 1x1: 2024
      1,2 1x1: 2025
      2,0 1x1: 기록과
        1x2 [] []
        0,0 1x1: 본관
        0,1 1x1: 3층
      2,1 1x1: 12
      2,2 1x1: 14
    6/1 Heading 2: 1. 연혁
    ");
}

#[test]
fn rows_marked_as_headers_are_header_rows() {
    let mut report = Report::new("");
    report.push(WrittenTable::new(vec![
        vec![Cell::header("가").rows(2), Cell::header("나").columns(2)],
        vec![Cell::header("다"), Cell::header("라")],
        vec![Cell::header("마"), Cell::new("1"), Cell::new("2")],
    ]));
    let blocks = blocks(&report);
    assert_eq!(blocks[0].table.as_ref().unwrap().header_rows, 2);
}

#[test]
fn notes_boxes_links_equations_and_captions_of_objects() {
    let mut report = Report::new("");
    report.footer = "기록과".to_owned();
    report.push(
        Paragraph::new(Style::Body, "본문이다.\t탭\n둘째 줄")
            .footnote("첫째 각주")
            .footnote("둘째 각주"),
    );
    report.push(Written::TextBox(vec![
        Written::text("상자 안"),
        Written::text("둘째 문단"),
    ]));
    report.push(Written::Equation("x = {a} over {b}".to_owned()));
    report.push(Paragraph::new(Style::Body, "누리집").link("https://example.org"));
    report.push(WrittenTable::new(vec![vec![Cell::new("1"), Cell::new("2")]]).captioned("표 3 (단위: 천원)"));
    insta::assert_snapshot!(outline(&blocks(&report)), @"
    0/1 Paragraph: 본문이다.	탭
    둘째 줄
    0/1 Footer: 기록과
    0/1 Footnote: 1) 첫째 각주
    0/1 Footnote: 2) 둘째 각주
    1/1 Paragraph: 상자 안
    1/1 Paragraph: 둘째 문단
    2/1 Formula: x = {a} over {b}
    3/1 Paragraph: 누리집
    4/1 Caption: 표 3 (단위: 천원)
    4/1 Table: 
      1x2 [표 3 (단위: 천원)] [단위: 천원]
      0,0 1x1: 1
      0,1 1x1: 2
    ");
}

#[test]
fn numbers_and_bullets_that_the_program_draws() {
    let mut report = Report::new("");
    report.push(Written::styled(Style::Numbered1, "첫째"));
    report.push(Written::styled(Style::Numbered2, "가지"));
    report.push(Written::styled(Style::Numbered2, "또 가지"));
    report.push(Written::styled(Style::Numbered1, "둘째"));
    report.push(Written::styled(Style::Bullet, "점"));
    report.push(Written::text("- 손으로 친 점"));
    let blocks = blocks(&report);
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "1. 첫째",
            "가. 가지",
            "나. 또 가지",
            "2. 둘째",
            "● 점",
            "- 손으로 친 점"
        ]
    );
    assert!(blocks.iter().all(|block| block.kind == BlockKind::ListItem));
}

#[test]
fn pages_come_from_the_layout_cache() {
    let mut report = Report::new("");
    for number in 0..60 {
        report.push(Written::text(&format!("문단 {number}")));
    }
    report.push(Paragraph::new(Style::Body, "새 쪽").on_new_page());
    let reading = read(&report.to_hwpx().unwrap()).unwrap();
    let page = |index: usize| match reading.blocks[index].locator.place {
        Place::Section { page, .. } => page,
        _ => None,
    };
    // 10 pt lines at 160 % on the text area of A4: 41 of 1600 units in 65,762.
    assert_eq!(
        (page(0), page(40), page(41), page(59), page(60)),
        (Some(1), Some(1), Some(2), Some(2), Some(3))
    );
    assert_eq!(reading.pages.len(), 3);
    assert!((reading.pages[0].width - 595.28).abs() < 0.1);
    assert_eq!(read(&report.to_hwp5().unwrap()).unwrap().blocks, reading.blocks);
}

#[test]
fn metadata_of_both_formats() {
    let mut report = Report::new("제목이다");
    report.author = "기록과".to_owned();
    report.created = "2025-06-21T09:30:00Z".to_owned();
    for bytes in [report.to_hwp5().unwrap(), report.to_hwpx().unwrap()] {
        let reading = read(&bytes).unwrap();
        assert_eq!(reading.title.as_deref(), Some("제목이다"));
        assert_eq!(reading.metadata["author"], "기록과");
        assert_eq!(reading.metadata["created"], "2025-06-21T09:30:00Z");
    }
}

fn one_line(text: &str) -> Report {
    let mut report = Report::new("");
    report.push(Written::text(text));
    report
}

fn texts(reading: &Reading) -> Vec<&str> {
    reading.blocks.iter().map(|block| block.text.as_str()).collect()
}

#[test]
fn streams_that_are_not_compressed() {
    let options = Hwp5Options {
        compressed: false,
        ..Hwp5Options::default()
    };
    let bytes = compound::write(&one_line("그대로"), &options).unwrap();
    assert_eq!(texts(&read(&bytes).unwrap()), ["그대로"]);
}

#[test]
fn view_text_is_what_is_read() {
    let options = Hwp5Options {
        view_text: Some(one_line("고친 글")),
        ..Hwp5Options::default()
    };
    let bytes = compound::write(&one_line("옛 글"), &options).unwrap();
    assert_eq!(texts(&read(&bytes).unwrap()), ["고친 글"]);
}

const PLACEHOLDER: &str = "이 문서는 상위 버전의 배포용 문서입니다. 최신 버전에서 읽을 수 있습니다.";

#[test]
fn distribution_documents_are_decrypted_whatever_the_place_of_their_key() {
    for seed in [0, 1, 7, 15, 0x1234_5678, u32::MAX] {
        let options = Hwp5Options {
            view_text: Some(one_line("배포한 글")),
            distribution_seed: Some(seed),
            ..Hwp5Options::default()
        };
        let bytes = compound::write(&one_line(PLACEHOLDER), &options).unwrap();
        assert_eq!(texts(&read(&bytes).unwrap()), ["배포한 글"], "seed {seed}");
    }
}

#[test]
fn the_placeholder_of_a_distribution_document_is_never_content() {
    let flagged = Hwp5Options {
        distribution_seed: Some(1),
        ..Hwp5Options::default()
    };
    for options in [flagged, Hwp5Options::default()] {
        let bytes = compound::write(&one_line(PLACEHOLDER), &options).unwrap();
        assert!(matches!(read(&bytes), Err(ReadError::Locked(_))));
    }
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    let options = Hwp5Options {
        password_flag: true,
        ..Hwp5Options::default()
    };
    let bytes = compound::write(&one_line("비밀"), &options).unwrap();
    assert!(matches!(read(&bytes), Err(ReadError::Encrypted)));
    for bytes in [
        &b"PK\x03\x04 no archive"[..],
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
    ] {
        assert!(matches!(read(bytes), Err(ReadError::Damaged(_))));
    }
    assert!(matches!(read(b"plain text"), Err(ReadError::Unsupported(_))));
    assert!(matches!(
        read(b"HWP Document File V3.00 \x1a"),
        Err(ReadError::Damaged(_))
    ));
}

/// A file of the document corpus; none, said aloud, where the corpus is not there.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn corpus(name: &str) -> Option<Vec<u8>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus/hwp")
        .join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("SKIPPED: no {}", path.display());
    }
    bytes
}

fn all_text(reading: &Reading) -> String {
    let cells = |block: &Block| {
        let cells = block.table.iter().flat_map(|table| &table.cells);
        cells.map(|cell| cell.text.clone()).collect::<String>()
    };
    reading
        .blocks
        .iter()
        .map(|block| block.text.clone() + &cells(block))
        .collect()
}

#[test]
fn files_under_a_password_open_with_it_and_with_no_other() {
    let files = [
        ("hwpjs/password-12345.hwp", "12345"),
        ("hwpjs/password-12345.hwpx", "12345"),
        ("kordoc-password/HWP5-password-123456.hwpx", "123456"),
        ("kordoc-password/HWP3-password-123456.hwp", "123456"),
    ];
    for (name, password) in files {
        let Some(bytes) = corpus(name) else { return };
        let with = |password: &str| {
            hwp::read(
                &bytes,
                &ReadOptions {
                    password: Some(password.to_owned()),
                    ..ReadOptions::default()
                },
            )
        };
        assert!(!with(password).unwrap().blocks.is_empty(), "{name}");
        assert!(matches!(with("wrong"), Err(ReadError::Encrypted)), "{name}");
        assert!(matches!(read(&bytes), Err(ReadError::Encrypted)), "{name}");
    }
}

#[test]
fn hwp3_with_tables_and_hanja() {
    let Some(bytes) = corpus("hancom-pairs/hwp3-sample.hwp") else {
        return;
    };
    let text = all_text(&read(&bytes).unwrap());
    assert!(text.contains("얼마 지나지 않아 쉽게 과부하가"));
    assert!(text.contains("代理人"));
    let Some(bytes) = corpus("hancom-pairs/issue1950_hwp3_tab_charoffset.hwp") else {
        return;
    };
    let reading = read(&bytes).unwrap();
    let table = reading
        .blocks
        .iter()
        .find_map(|block| block.table.as_ref())
        .unwrap();
    assert_eq!(table.cell_at(0, 1).unwrap().text, "사건번호");
    assert!(table.rows > 5 && table.columns >= 6);
}

#[test]
fn hwpml_with_a_table() {
    let Some(bytes) = corpus("hml/formatting_table.hml") else {
        return;
    };
    let reading = read(&bytes).unwrap();
    assert_eq!(reading.metadata["author"], "kos0120");
    let table = reading
        .blocks
        .iter()
        .find_map(|block| block.table.as_ref())
        .unwrap();
    assert_eq!(table.cells[0].text, "table");
    assert!(all_text(&reading).contains("textbox"));
}

#[test]
fn a_compound_file_at_odds_with_itself_is_still_read() {
    let Some(bytes) = corpus("hancom-pairs/tac-case-001.hwp") else {
        return;
    };
    let reading = read(&bytes).unwrap();
    assert_eq!(reading.diagnostics[0].code, "truncated");
    assert!(!all_text(&reading).is_empty());
}
