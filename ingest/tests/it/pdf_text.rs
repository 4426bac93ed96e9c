//! Running text: footnotes, captions, headings by number, sentences that the line breaks.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use quarry_ingest::{BlockKind, ReadOptions, Reading, pdf};

use crate::pdf_fixture::{Page, cjk_font, document, pdf as make, save};

fn read(page: Page) -> Reading {
    pdf::read(&make(&[page]), &ReadOptions::default()).unwrap()
}

fn korean(page: Page) -> Reading {
    let font = cjk_font("UniKS-UTF16-H", "Korea1");
    pdf::read(
        &save(document(&[page], &[("Batang", font)])),
        &ReadOptions::default(),
    )
    .unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn kinds(reading: &Reading) -> Vec<(BlockKind, &str)> {
    reading.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect()
}

#[test]
fn a_footnote_comes_behind_the_paragraph_that_refers_to_it() {
    let page = Page::default()
        .text(50.0, 80.0, 11.0, "The agency keeps sixty-five stations")
        .text(227.0, 76.0, 7.0, "1)")
        .text(236.0, 80.0, 11.0, "along the coast.")
        .text(
            50.0,
            130.0,
            11.0,
            "Two of them were closed for repairs in March of this year.",
        )
        .text(50.0, 700.0, 8.0, "1) Without those on the islands.");
    let reading = read(page);
    let found = kinds(&reading);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].1.contains("stations1)"), "{found:?}");
    assert_eq!(
        found[1],
        (BlockKind::Footnote, "1) Without those on the islands.")
    );
}

#[test]
fn numbered_lines_above_deeper_numbers_or_text_are_headings() {
    let body = [
        "The agency was founded in 1958 and has its seat in the north of the country,",
        "where it keeps its archive.",
    ];
    let page = Page::default()
        .text(50.0, 60.0, 10.0, "3.1 Stations")
        .text(50.0, 90.0, 10.0, "3.1.1 Along the coast")
        .lines(50.0, 120.0, 10.0, &body)
        .text(50.0, 170.0, 10.0, "3.2 Archive")
        .lines(50.0, 200.0, 10.0, &body);
    let reading = read(page);
    let found: Vec<(BlockKind, Option<u8>)> = reading.blocks.iter().map(|b| (b.kind, b.level)).collect();
    let (text, heading) = ((BlockKind::Paragraph, None), |level| {
        (BlockKind::Heading, Some(level))
    });
    assert_eq!(found, [heading(1), heading(2), text, heading(1), text]);
}

#[test]
fn leaders_of_a_table_of_contents_are_one_tab() {
    let page = Page::default()
        .text(
            50.0,
            60.0,
            10.0,
            "1. Overview ........................................ 3",
        )
        .text(
            50.0,
            80.0,
            10.0,
            "2. Stations ........................................ 12",
        );
    let texts: Vec<String> = read(page).blocks.into_iter().map(|b| b.text).collect();
    assert_eq!(texts, ["1. Overview\t3", "2. Stations\t12"]);
}

#[test]
fn the_end_of_a_sentence_is_not_taken_for_the_mark_of_an_item() {
    let lines = [
        "기관은 관측소 예순다섯 곳을 운영하고 그 결과를 해마다 보고하여야 한",
        "다. 다만, 섬에 있는 관측소는 그러하지 아니하다.",
    ];
    let page = lines.iter().enumerate().fold(Page::default(), |page, (i, line)| {
        page.show("Batang", 50.0, 100.0 + 18.0 * i as f32, 11.0, utf16(line))
    });
    let reading = korean(page);
    assert_eq!(reading.blocks.len(), 1, "{:?}", kinds(&reading));
    assert!(reading.blocks[0].text.ends_with("아니하다."));
}

#[test]
fn lines_beside_each_other_at_odd_heights_are_not_joined() {
    let page = Page::default()
        .text(50.0, 100.0, 10.0, "Date: 27 November")
        .text(350.0, 106.0, 10.0, "Office: Commission")
        .text(50.0, 112.0, 10.0, "Copies: 3");
    let reading = read(page);
    assert!(
        !reading
            .blocks
            .iter()
            .any(|b| b.text.contains("Commission Copies")),
        "{:?}",
        kinds(&reading)
    );
}

#[test]
fn a_page_whose_letters_are_drawn_as_shapes_says_so() {
    let drawn = |shapes: usize, lines: &[&str]| {
        let page = (0..shapes).fold(Page::default().lines(50.0, 40.0, 10.0, lines), |page, i| {
            page.shape(50.0 + 10.0 * (i % 40) as f32, 300.0 + 15.0 * (i / 40) as f32, 8.0)
        });
        let reading = pdf::read(&make(&[page]), &ReadOptions::default()).expect("it can be read");
        reading.diagnostics.iter().any(|d| d.code == "drawn_text")
    };
    assert!(drawn(200, &["2024. 3. 5."]));
    // A map beside running text, and a page with a few ornaments.
    assert!(!drawn(
        200,
        &["The stations of the agency stand on this map of the coast."; 8]
    ));
    assert!(!drawn(40, &["2024. 3. 5."]));
}
