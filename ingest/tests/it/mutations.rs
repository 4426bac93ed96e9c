//! Altered copies of the corpus: no reader panics or hangs on any of them.
//!
//! A few hundred are tried at every run. `cargo test --release -p quarry-ingest --test it mutations -- --ignored --nocapture`
//! tries `QUARRY_MUTATIONS` of them (10,000 unless told), beginning with the number `QUARRY_MUTATIONS_FROM`.

#![expect(
    clippy::print_stderr,
    reason = "a skipped test says so, and a long one what it counted"
)]

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use quarry_ingest::{ReadOptions, parse};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use zip::write::SimpleFileOptions;

use crate::corpus::{corpus, files};

/// Larger files are left to the measuring runs.
const LARGEST: u64 = 300 << 10;
/// A reading that takes longer hangs; other work may go on beside the test.
const LONGEST: Duration = Duration::from_secs(20);
/// Address space of the long test, in bytes.
const MEMORY: u64 = 5 << 30;
/// What the issue allows for a page.
const SLOW: Duration = Duration::from_secs(2);

/// A small generator of numbers, the same for the same seed (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Alters bytes: some of them changed, a piece cut out, doubled or zeroed, numbers made large, or the end cut off.
fn alter(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    for _ in 0..=numbers.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = numbers.below(bytes.len());
        let length = (1 + numbers.below(64)).min(bytes.len() - at);
        match numbers.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let piece = bytes[at..at + length].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => bytes[at..at + length].fill(0),
            4 => bytes[at..at + length.min(4)].fill(0xFF),
            // Digits in text are lengths, counts and places.
            5 => {
                for byte in bytes[at..at + length].iter_mut().filter(|b| b.is_ascii_digit()) {
                    *byte = b'9';
                }
            }
            _ => {
                for byte in &mut bytes[at..at + length.min(8)] {
                    *byte = numbers.next() as u8;
                }
            }
        }
    }
}

/// A package with one of its parts altered, stored as it is; none where it is no zip archive.
fn alter_part(bytes: &[u8], numbers: &mut Numbers) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = numbers.below(archive.len());
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut part = Vec::new();
        (&mut file).take(4 << 20).read_to_end(&mut part).ok()?;
        if index == chosen {
            alter(&mut part, numbers);
        }
        out.start_file(name, options).ok()?;
        out.write_all(&part).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// Tries mutations `from..from + count`; gives faults, and how many were slow.
fn run(paths: &[PathBuf], root: &Path, from: u64, count: u64) -> (Vec<String>, u64) {
    let (next, slow, faults) = (AtomicU64::new(from), AtomicU64::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            // Readers bound their depth for the stack that a worker has.
            let work = || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= from + count {
                        return;
                    }
                    let mut numbers = Numbers(number);
                    let path = &paths[numbers.below(paths.len())];
                    let Ok(bytes) = std::fs::read(path) else { continue };
                    let in_part = numbers.below(2) == 0;
                    let altered = in_part.then(|| alter_part(&bytes, &mut numbers)).flatten();
                    let altered = altered.unwrap_or_else(|| {
                        let mut altered = bytes.clone();
                        alter(&mut altered, &mut numbers);
                        altered
                    });
                    let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
                    let begun = Instant::now();
                    let documents = parse(&name, &altered, &ReadOptions::default());
                    let took = begun.elapsed();
                    slow.fetch_add(u64::from(took > SLOW), Ordering::Relaxed);
                    let panicked = documents
                        .iter()
                        .flat_map(|d| &d.diagnostics)
                        .find(|d| d.code == "reader_panicked");
                    let fault = match panicked {
                        Some(panic) => Some(panic.message.clone()),
                        None if documents.is_empty() => Some("no document".to_owned()),
                        None => (took > LONGEST).then(|| format!("took {took:?}")),
                    };
                    if let Some(fault) = fault {
                        let mut faults = faults.lock().unwrap_or_else(PoisonError::into_inner);
                        faults.push(format!("mutation {number} of {name}: {fault}"));
                    }
                    if took > SLOW {
                        eprintln!("slow: mutation {number} of {name}: {took:?}");
                    }
                }
            };
            let started = std::thread::Builder::new()
                .stack_size(64 << 20)
                .spawn_scoped(scope, work);
            assert!(started.is_ok());
        }
    });
    let faults = faults.into_inner().unwrap_or_else(PoisonError::into_inner);
    (faults, slow.into_inner())
}

/// Keeps a reader that asks for memory without end from taking the whole machine's: it ends this process instead.
fn limit_memory() {
    let maximum = getrlimit(Resource::As).maximum;
    let limit = Rlimit {
        current: Some(maximum.unwrap_or(MEMORY).min(MEMORY)),
        maximum,
    };
    assert!(setrlimit(Resource::As, limit).is_ok());
}

fn paths() -> Option<(Vec<PathBuf>, PathBuf)> {
    let root = corpus();
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.retain(|path| path.metadata().is_ok_and(|m| m.len() <= LARGEST));
    if paths.is_empty() {
        eprintln!("SKIPPED: no corpus at {}", root.display());
        return None;
    }
    Some((paths, root))
}

#[test]
fn some_altered_files_neither_panic_nor_hang() {
    let Some((paths, root)) = paths() else { return };
    let (faults, _) = run(&paths, &root, 1_000_000, 300);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "takes minutes; run it after work on a reader"]
fn ten_thousand_altered_files_neither_panic_nor_hang() {
    let Some((paths, root)) = paths() else { return };
    limit_memory();
    let told = |name: &str, usual: u64| {
        std::env::var(name)
            .ok()
            .and_then(|v| v.parse().ok())
            .unwrap_or(usual)
    };
    let (from, count) = (told("QUARRY_MUTATIONS_FROM", 0), told("QUARRY_MUTATIONS", 10_000));
    let (faults, slow) = run(&paths, &root, from, count);
    eprintln!(
        "{count} mutations of {} files: {} faults, {slow} over {SLOW:?}",
        paths.len(),
        faults.len()
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
