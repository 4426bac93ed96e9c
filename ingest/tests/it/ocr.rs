//! Pages that are pictures, read by a recogniser.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::collections::HashMap;
use std::sync::Arc;

use quarry_ingest::ocr::{Ocr, OcrError, Picture, Recognizer, Tesseract, TesseractOptions, Word};
use quarry_ingest::{Place, ReadOptions, Reading, Severity, pdf};

use xtask::scan::{pdf_of, pictures};

use crate::pdf_fixture::{Page, pdf as make};

/// The pages of a file as pictures, one to a page, as a scanner would give them.
fn scan(bytes: Vec<u8>, pages: usize) -> Vec<u8> {
    let mut pictures = pictures(bytes, 200.0).unwrap();
    pictures.truncate(pages);
    pdf_of(&pictures).unwrap()
}

fn read(bytes: &[u8], ocr: Ocr) -> Reading {
    let options = ReadOptions {
        ocr,
        ..ReadOptions::default()
    };
    pdf::read(bytes, &options).unwrap()
}

fn codes(reading: &Reading) -> Vec<&str> {
    reading.diagnostics.iter().map(|d| d.code.as_str()).collect()
}

/// Share of the characters of `truth` that stand in the blocks.
fn recall(truth: &str, reading: &Reading) -> f64 {
    let count = |text: &str| {
        let mut counts: HashMap<char, usize> = HashMap::new();
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            *counts.entry(c).or_default() += 1;
        }
        counts
    };
    let cells = |b: &quarry_ingest::Block| {
        let cells = b.table.iter().flat_map(|t| &t.cells);
        cells.map(|c| c.text.clone()).collect::<String>()
    };
    let found: String = reading
        .blocks
        .iter()
        .map(|b| b.text.clone() + &cells(b))
        .collect();
    let (truth, found) = (count(truth), count(&found));
    let all: usize = truth.values().sum();
    let hit: usize = truth
        .iter()
        .map(|(c, n)| (*n).min(found.get(c).copied().unwrap_or(0)))
        .sum();
    hit as f64 / all.max(1) as f64
}

fn text_of(reading: &Reading) -> String {
    let visible = reading.blocks.iter().filter(|b| !b.hidden);
    visible
        .flat_map(|b| {
            let cells = b.table.iter().flat_map(|t| &t.cells).map(|c| c.text.clone());
            std::iter::once(b.text.clone()).chain(cells)
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// An engine that sees the same two lines on every page.
#[derive(Debug)]
struct TwoLines;

impl Recognizer for TwoLines {
    fn name(&self) -> &str {
        "two lines"
    }

    fn recognize(&self, picture: &Picture) -> Result<Vec<Word>, OcrError> {
        assert_eq!(picture.gray.len(), (picture.width * picture.height) as usize);
        let inch = picture.dpi;
        let word = |text: &str, x: f32, line: u32, confidence| Word {
            text: text.to_owned(),
            bbox: [
                x * inch,
                line as f32 * inch,
                (x + 0.5) * inch,
                (line as f32 + 0.2) * inch,
            ],
            confidence,
            line,
            line_bbox: [inch, line as f32 * inch, 4.0 * inch, (line as f32 + 0.2) * inch],
        };
        Ok(vec![
            word("Annual", 1.0, 1, 0.9),
            word("budget", 1.6, 1, 0.7),
            word("報告", 1.0, 3, 0.8),
        ])
    }
}

#[derive(Debug)]
struct Broken;

impl Recognizer for Broken {
    fn name(&self) -> &str {
        "broken engine"
    }

    fn recognize(&self, _: &Picture) -> Result<Vec<Word>, OcrError> {
        Err(OcrError::Failed("no light".to_owned()))
    }
}

fn picture_pages(n: usize) -> Vec<u8> {
    let page = Page::default().text(50.0, 100.0, 20.0, "Something to see");
    scan(make(&vec![page; n]), n)
}

#[test]
fn recognised_words_become_blocks_with_boxes_and_confidence() {
    let reading = read(&picture_pages(1), Ocr::With(Arc::new(TwoLines)));
    let texts: Vec<&str> = reading.blocks.iter().map(|b| b.text.as_str()).collect();
    assert!(
        texts.contains(&"Annual budget") && texts.contains(&"報告"),
        "{texts:?}"
    );
    let block = reading.blocks.iter().find(|b| b.text == "Annual budget").unwrap();
    let recognized = block.recognized.as_ref().unwrap();
    assert!((recognized.confidence - 0.8).abs() < 0.001);
    let words: Vec<&str> = recognized.words.iter().map(|w| w.text.as_str()).collect();
    assert_eq!(words, ["Annual", "budget"]);
    let [x0, y0, x1, y1] = recognized.words[1].bbox;
    for (found, expected) in [(x0, 115.2), (y0, 72.0), (x1, 151.2), (y1, 86.4)] {
        assert!((found - expected).abs() < 0.5, "{found} is not {expected}");
    }
    assert_eq!(codes(&reading), ["recognized_page"]);
    assert_eq!(reading.diagnostics[0].severity, Severity::Info);
}

#[test]
fn pages_that_are_not_recognised_are_named_once() {
    let bytes = picture_pages(3);
    let whole = |reading: &Reading| {
        let whole: Vec<String> = reading
            .diagnostics
            .iter()
            .filter(|d| d.locator.is_none())
            .map(|d| d.message.clone())
            .collect();
        assert_eq!(whole.len(), 1, "{whole:?}");
        whole.concat()
    };
    let off = whole(&read(&bytes, Ocr::Off));
    assert!(off.contains("1-3") && off.contains("switched off"), "{off}");
    let missing = whole(&read(
        &bytes,
        Ocr::Missing("tesseract is not installed".to_owned()),
    ));
    assert!(
        missing.contains("1-3") && missing.contains("not installed"),
        "{missing}"
    );
    let broken = read(&bytes, Ocr::With(Arc::new(Broken)));
    assert!(whole(&broken).contains("1-3"));
    assert_eq!(
        codes(&broken)
            .iter()
            .filter(|c| **c == "recognition_failed")
            .count(),
        3
    );
}

#[test]
fn a_page_with_text_of_its_own_is_not_recognised() {
    let page = Page::default().text(50.0, 100.0, 11.0, "Printed and readable");
    let reading = read(&make(&[page]), Ocr::With(Arc::new(TwoLines)));
    assert_eq!(text_of(&reading), "Printed and readable");
    assert!(reading.blocks.iter().all(|b| b.recognized.is_none()));
}

fn tesseract() -> Option<Ocr> {
    match Tesseract::find(TesseractOptions::default()) {
        Ok(engine) => Some(Ocr::With(Arc::new(engine))),
        Err(error) => {
            eprintln!("SKIPPED: no Tesseract to test with: {error}");
            None
        }
    }
}

#[test]
fn tesseract_reads_a_scanned_page() {
    let Some(ocr) = tesseract() else { return };
    let lines = [
        "The agency keeps sixty-five stations along the coast.",
        "Two of them were closed for repairs in March 2024.",
        "The budget of the year is 1,250 million won.",
    ];
    let page = Page::default()
        .text(50.0, 80.0, 18.0, "Report on the stations")
        .lines(50.0, 140.0, 12.0, &lines);
    let reading = read(&scan(make(&[page]), 1), ocr);
    let recall = recall(&lines.concat(), &reading);
    assert!(recall > 0.97, "{recall}: {:?}", text_of(&reading));
    let (width, height) = (reading.pages[0].width, reading.pages[0].height);
    for block in &reading.blocks {
        let recognized = block.recognized.as_ref().unwrap();
        assert!(recognized.confidence > 0.5);
        let Place::Page {
            bbox: [x0, y0, x1, y1],
            ..
        } = block.locator.place
        else {
            panic!("not on a page");
        };
        assert!(x0 >= 0.0 && y0 >= 0.0 && x1 <= width && y1 <= height);
    }
}

/// One page of running Korean text.
fn is_korean_text(reading: &Reading) -> bool {
    let text = text_of(reading);
    let (all, hangul) = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .fold((0, 0), |(all, hangul), c| {
            (
                all + 1,
                hangul + usize::from(('\u{ac00}'..='\u{d7a3}').contains(&c)),
            )
        });
    let tables = reading.blocks.iter().any(|b| b.table.is_some());
    reading.pages.len() == 1 && !tables && all > 400 && hangul * 10 > all * 7
}

#[test]
fn tesseract_reads_scanned_korean() {
    let Some(ocr) = tesseract() else { return };
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/corpus/pdf/hancom-pairs"
    );
    let Some(bytes) = std::fs::read_dir(folder).ok().and_then(|entries| {
        let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
        paths.sort();
        let pdfs = paths.iter().filter(|p| p.extension().is_some_and(|e| e == "pdf"));
        pdfs.filter_map(|p| std::fs::read(p).ok())
            .find(|bytes| pdf::read(bytes, &ReadOptions::default()).is_ok_and(|r| is_korean_text(&r)))
    }) else {
        eprintln!("SKIPPED: no Korean files at {folder}");
        return;
    };
    let truth = text_of(&read(&bytes, Ocr::Off));
    let reading = read(&scan(bytes, 1), ocr);
    let recall = recall(&truth, &reading);
    assert!(recall > 0.75, "{recall}");
}
