//! The PDF reader on damaged copies of files: it never panics, and no page takes long.
//!
//! `QUARRY_MUTATIONS` says how many copies are tried (400 without it). The copies are the same in every run.
#![expect(clippy::print_stderr, reason = "a measuring test says what it did")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use quarry_ingest::{ReadOptions, pdf};

use crate::pdf_fixture::{Lock, Page, cjk_font, document, locked, pdf as make, save};

/// Longest time for a page; a file of few pages may take this once more.
const LONGEST: Duration = Duration::from_secs(2);
/// Larger files are not copied.
const LARGEST: u64 = 2 << 20;

/// Xorshift (Marsaglia, 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// A damaged copy.
fn damaged(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const TOKENS: [&[u8]; 10] = [
        b" 99999999999 ",
        b" -1 ",
        b" 0 0 R ",
        b"<<",
        b">>",
        b"[",
        b"]",
        b" null ",
        b"endstream",
        b" Q Q Q q ",
    ];
    let mut copy = bytes.to_vec();
    for _ in 0..=random.below(6) {
        let n = copy.len();
        if n < 16 {
            break;
        }
        let at = random.below(n);
        match random.below(7) {
            0 => copy.truncate(at.max(16)),
            1 => copy[at] ^= 1 << random.below(8),
            2 => copy[at] = b"0123456789/<>[]()"[random.below(17)],
            3 => {
                let end = (at + random.below(64)).min(n);
                copy[at..end].fill(0);
            }
            4 => {
                let end = (at + random.below(512)).min(n);
                let piece = copy[at..end].to_vec();
                let to = random.below(n);
                copy.splice(to..to, piece);
            }
            5 => {
                let end = (at + random.below(128)).min(n);
                copy.drain(at..end);
            }
            _ => {
                copy.splice(at..at, TOKENS[random.below(TOKENS.len())].iter().copied());
            }
        }
    }
    copy
}

/// Files of our own making: text, tables, fonts of all kinds, a structure tree, encryption.
fn made() -> Vec<Vec<u8>> {
    let page = Page::default()
        .text(50.0, 60.0, 18.0, "1. Overview")
        .marked(0, |p| p.text(50.0, 90.0, 10.0, "The agency was founded in 1958."))
        .grid(
            &[50.0, 150.0, 250.0],
            &[100.0, 120.0, 140.0],
            &[&["a", "b"], &["c", "d"]],
        )
        .show("Song", 50.0, 300.0, 12.0, vec![0x4e, 0x00, 0x4e, 0x01]);
    let fonts = [("Song", cjk_font("UniCNS-UCS2-V", "CNS1"))];
    vec![
        make(&vec![page.clone(); 3]),
        save(document(&[page.clone().rotated(90)], &fonts)),
        locked(document(&[page], &fonts), Lock::Aes128, ""),
    ]
}

fn corpus() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let entries = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok);
        for path in entries.map(|e| e.path()) {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "pdf")
                && path.metadata().is_ok_and(|m| m.len() <= LARGEST)
            {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus/pdf");
    walk(Path::new(folder), &mut found);
    found.sort();
    if found.is_empty() {
        eprintln!("SKIPPED in part: no corpus at {folder}; only files of our own making are damaged");
    }
    found
}

#[test]
fn damaged_copies_never_panic_and_never_hang() {
    let wanted = std::env::var("QUARRY_MUTATIONS")
        .ok()
        .and_then(|n| n.parse().ok());
    let wanted: usize = wanted.unwrap_or(400);
    let (made, corpus) = (made(), corpus());
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let (mut refused, mut slowest) = (0, Duration::ZERO);
    for n in 0..wanted {
        let original = match corpus.get(random.below(corpus.len() + made.len())) {
            Some(path) => std::fs::read(path).unwrap_or_default(),
            None => made[n % made.len()].clone(),
        };
        let copy = damaged(&original, &mut random);
        let start = Instant::now();
        let reading = pdf::read(&copy, &ReadOptions::default());
        let took = start.elapsed();
        let pages = reading.as_ref().map_or(1, |r| r.pages.len().max(1));
        assert!(
            took <= LONGEST * (u32::try_from(pages).unwrap_or(u32::MAX).saturating_add(1)),
            "copy {n} took {took:?} for {pages} pages"
        );
        slowest = slowest.max(took);
        refused += usize::from(reading.is_err());
    }
    eprintln!("{wanted} damaged copies: {refused} refused, slowest {slowest:?}");
}
