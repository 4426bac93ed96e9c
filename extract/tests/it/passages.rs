//! Passages never cross a page, a sheet or a heading, and are verbatim.

use quarry_ingest::{BlockKind, Place};

use crate::{document, markdown, on_page, rules};

#[test]
fn a_passage_stays_on_its_page() {
    let document = document(vec![
        on_page(BlockKind::Heading, "報告", 1, 40.0),
        on_page(BlockKind::Paragraph, "第一頁的句子。", 1, 80.0),
        on_page(BlockKind::Paragraph, "同一頁的另一句。", 1, 120.0),
        on_page(BlockKind::Footer, "第1頁", 1, 800.0),
        on_page(BlockKind::Paragraph, "第二頁的句子。", 2, 40.0),
    ]);
    let extraction = rules().extract(&document).unwrap();
    let passages: Vec<_> = extraction
        .passages
        .iter()
        .map(|p| (p.text.as_str(), p.headings.join("/"), p.blocks.join(" ")))
        .collect();
    assert_eq!(
        passages,
        [
            (
                "第一頁的句子。\n同一頁的另一句。",
                "報告".to_owned(),
                "b1 b2".to_owned()
            ),
            ("第二頁的句子。", "報告".to_owned(), "b4".to_owned()),
        ]
    );
    let place = extraction.passages[0].locator.as_ref().map(|l| l.place.clone());
    assert_eq!(
        place,
        Some(Place::Page {
            page: 1,
            bbox: [50.0, 80.0, 500.0, 140.0]
        })
    );
}

#[test]
fn a_long_paragraph_is_cut_at_sentence_ends() {
    let sentence = "這是一個用來測試段落切分的句子，長度適中而且沒有任何特別之處。";
    let document = document(vec![on_page(BlockKind::Paragraph, &sentence.repeat(40), 1, 40.0)]);
    let extraction = rules().extract(&document).unwrap();
    assert!(extraction.passages.len() > 2);
    assert!(
        extraction
            .passages
            .iter()
            .all(|p| p.text.ends_with('。') && p.text.chars().count() < 400)
    );
    let joined: String = extraction.passages.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(joined, sentence.repeat(40));
}

#[test]
fn table_rows_carry_their_header() {
    let rows: String = (1..=12).map(|n| format!("| 第{n}號計畫 | {n}00 |\n")).collect();
    let document = markdown(&format!("# 預算\n\n| 計畫名稱 | 金額 |\n|---|---|\n{rows}"));
    let extraction = rules().extract(&document).unwrap();
    let tables: Vec<_> = extraction.passages.iter().filter(|p| p.rows.is_some()).collect();
    assert_eq!(
        tables.iter().map(|p| p.rows.unwrap()).collect::<Vec<_>>(),
        [(1, 6), (6, 11), (11, 13)]
    );
    assert!(tables.iter().all(|p| p.text.starts_with("計畫名稱 | 金額\n")));
}

#[test]
fn hidden_text_of_a_page_is_left_out() {
    let mut hidden = on_page(BlockKind::Paragraph, "看不見的字", 1, 40.0);
    hidden.hidden = true;
    assert!(
        rules()
            .extract(&document(vec![hidden]))
            .unwrap()
            .passages
            .is_empty()
    );
}
