//! Pages that are pictures, read with a detector and a recogniser in the form that operators supply.
//!
//! `extract/training/ocr.py` makes the two; they know ASCII only.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use quarry_extract::{OnnxOcr, OnnxOcrOptions};
use quarry_ingest::ocr::{Ocr, OcrError};
use quarry_ingest::{BlockKind, Document, Place, ReadOptions, parse};
use xtask::samples::pdf::Writer;
use xtask::scan::{Picture, pdf_of, pictures};

use crate::models::runtime_library;

const PARAGRAPHS: [&str; 3] = [
    "The authority keeps sixty-five gauging stations along the northern lakes and reads each of them twice a day.",
    "Two stations were closed for repairs in March 2024; they cost 1,250,000 dollars (12.5% of the year).",
    "Questions go to the office of Works & Water, room 407, from 9:00 to 17:30.",
];

/// A page of the project's own, which is text.
fn page() -> Vec<u8> {
    let mut writer = Writer::new("Stations", "The authority", "Lakes authority", false);
    writer.title("Report on the stations");
    for paragraph in PARAGRAPHS {
        writer.paragraph(paragraph);
    }
    writer.finish().unwrap()
}

/// The same page as a scanner gives it.
fn scanned(alter: impl Fn(&mut Picture)) -> Vec<u8> {
    let mut pictures = pictures(page(), 200.0).unwrap();
    pictures.iter_mut().for_each(alter);
    pdf_of(&pictures).unwrap()
}

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ocr")
}

fn options(folder: &Path) -> OnnxOcrOptions {
    OnnxOcrOptions {
        folder: folder.to_path_buf(),
        runtime_library: runtime_library(),
        time: Duration::from_secs(120),
    }
}

fn read(bytes: &[u8], ocr: Ocr) -> Document {
    let options = ReadOptions {
        ocr,
        ..ReadOptions::default()
    };
    parse("scan.pdf", bytes, &options).remove(0)
}

fn letters(document: &Document) -> String {
    let shown = document.blocks.iter().filter(|b| !b.hidden);
    shown
        .flat_map(|b| b.text.chars())
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// Least number of letters to change, add or take away that makes the one of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = before + usize::from(x != *y);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row[b.len()]
}

#[test]
fn a_scanned_page_reads_as_it_was_printed() {
    let engine = OnnxOcr::load(&options(&models())).unwrap();
    let printed = read(&page(), Ocr::Off);
    let document = read(&scanned(|_| {}), Ocr::With(Arc::new(engine)));
    let (truth, found) = (letters(&printed), letters(&document));
    let wrong = distance(&truth, &found) as f64 / truth.chars().count() as f64;
    eprintln!("{wrong:.4} of {} letters are wrong", truth.chars().count());
    assert!(wrong < 0.03, "{wrong:.3} of the letters are wrong: {found}");

    let codes: Vec<&str> = document.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["recognized_page"]);
    let block = |d: &Document, start: &str| {
        d.blocks
            .iter()
            .find(|b| b.text.starts_with(start))
            .unwrap_or_else(|| panic!("no block begins with {start:?}"))
            .clone()
    };
    // Words stand where they were printed, with a confidence. (The small recogniser may miss a letter of the next word.)
    let (was, is) = (block(&printed, "Two st"), block(&document, "Two st"));
    let place = |p: &Place| match p {
        Place::Page { bbox, .. } => *bbox,
        other => panic!("{other:?} is on no page"),
    };
    let (was, at) = (place(&was.locator.place), place(&is.locator.place));
    // The test's detector joins words by widening what it marks along the line, by some seven points at this size.
    for ((printed, found), most) in was.iter().zip(at).zip([12.0, 6.0, 12.0, 6.0]) {
        assert!((printed - found).abs() < most, "{was:?} against {at:?}");
    }
    let recognized = is.recognized.unwrap();
    assert!(recognized.confidence > 0.7, "{}", recognized.confidence);
    let word = recognized.words.iter().find(|w| w.text.contains("repairs"));
    let [x0, y0, x1, y1] = word.unwrap().bbox;
    assert!(x1 - x0 > 25.0 && x1 - x0 < 60.0 && y1 - y0 < 25.0, "{word:?}");
    assert!(document.blocks.iter().any(|b| b.kind == BlockKind::Heading));
}

#[test]
fn a_page_that_lay_askew_is_read_too() {
    let engine = OnnxOcr::load(&options(&models())).unwrap();
    let turned = scanned(|picture| {
        let (sin, cos) = 0.012_f32.sin_cos();
        let (w, h) = (picture.width, picture.height);
        let (cx, cy) = (w as f32 / 2.0, h as f32 / 2.0);
        let source = picture.gray.clone();
        for at in 0..w * h {
            let (x, y) = ((at % w) as f32 - cx, (at / w) as f32 - cy);
            let (x, y) = (x * cos + y * sin + cx, y * cos - x * sin + cy);
            let inside = x >= 0.0 && y >= 0.0 && x < w as f32 && y < h as f32;
            picture.gray[at] = if inside {
                source[y as usize * w + x as usize]
            } else {
                255
            };
        }
    });
    let document = read(&turned, Ocr::With(Arc::new(engine)));
    let found = letters(&document);
    let truth: String = PARAGRAPHS[0].chars().filter(|c| !c.is_whitespace()).collect();
    let nearest = (0..found.len().saturating_sub(truth.len()) + 1)
        .filter_map(|from| found.get(from..(from + truth.len()).min(found.len())))
        .map(|part| distance(&truth, part))
        .min();
    assert!(
        nearest.is_some_and(|n| n * 10 < truth.len()),
        "{nearest:?} of {}: {found}",
        truth.len()
    );
}

#[cfg(feature = "tract")]
#[test]
fn both_engines_read_the_same() {
    if runtime_library().is_none() {
        eprintln!("SKIPPED: no runtime library to compare with");
        return;
    }
    let built_in = OnnxOcrOptions {
        runtime_library: Some(PathBuf::from("no-such-library.so")),
        ..options(&models())
    };
    let scan = scanned(|_| {});
    let letters_by = |options: &OnnxOcrOptions| {
        let engine = OnnxOcr::load(options).unwrap();
        letters(&read(&scan, Ocr::With(Arc::new(engine))))
    };
    let (native, own) = (letters_by(&options(&models())), letters_by(&built_in));
    // Other roundings of the picture's size make other crops, and so another letter here and there.
    let differing = distance(&native, &own);
    assert!(differing * 50 < native.len(), "{differing}: {native} | {own}");
}

#[test]
fn files_that_do_not_fit_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let copy = |name: &str, to: &str| fs::copy(models().join(name), folder.path().join(to)).unwrap();
    let refusal = || match OnnxOcr::load(&options(folder.path())) {
        Err(OcrError::Model { path, reason }) => format!("{}: {reason}", path.display()),
        other => panic!("{other:?}"),
    };
    assert!(refusal().contains("no detector"), "{}", refusal());
    copy("detector.onnx", "a.onnx");
    assert!(refusal().contains("no recogniser"), "{}", refusal());
    copy("recognizer.onnx", "b.onnx");
    assert!(refusal().contains("96 classes"), "{}", refusal());
    fs::write(folder.path().join("short.txt"), "a\nb\nc\n").unwrap();
    assert!(refusal().contains("short.txt has 3"), "{}", refusal());
    copy("characters.txt", "characters.txt");
    OnnxOcr::load(&options(folder.path())).unwrap();
    // What takes no pictures does not belong here, and of two detectors either could be meant.
    fs::copy(
        models().join("../../../models/default/relation_screen.onnx"),
        folder.path().join("c.onnx"),
    )
    .unwrap();
    assert!(refusal().contains("c.onnx"), "{}", refusal());
    fs::remove_file(folder.path().join("c.onnx")).unwrap();
    copy("detector.onnx", "d.onnx");
    assert!(
        refusal().contains("another model of the same kind"),
        "{}",
        refusal()
    );
    fs::remove_file(folder.path().join("d.onnx")).unwrap();
    fs::write(folder.path().join("e.onnx"), "no model at all").unwrap();
    assert!(refusal().contains("e.onnx"), "{}", refusal());
}

#[test]
fn a_page_that_takes_too_long_is_given_up() {
    let engine = OnnxOcr::load(&options(&models()))
        .unwrap()
        .with_time(Duration::from_millis(2));
    let begun = std::time::Instant::now();
    let document = read(&scanned(|_| {}), Ocr::With(Arc::new(engine)));
    assert!(begun.elapsed() < Duration::from_secs(30));
    let failed = document
        .diagnostics
        .iter()
        .find(|d| d.code == "recognition_failed");
    assert!(
        failed.unwrap().message.contains("not recognised within"),
        "{failed:?}"
    );
}
