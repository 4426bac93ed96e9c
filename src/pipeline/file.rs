//! One file: parsed in a worker process, extracted here, handed on document by document.

use std::time::{Duration, Instant};

use quarry_extract::{Extraction, Extractor};
use quarry_ingest::change::{Disk, Probe, Task};
use quarry_ingest::worker::{Pool, WorkerError};
use quarry_ingest::{Document, ReadOptions, Severity};

/// What came of one file.
#[derive(Debug)]
pub(super) enum Item {
    /// A document to write.
    Document(Box<(Document, Extraction)>),
    /// The file is through; everything before belongs to it.
    End(End),
}

/// The end of a file.
#[derive(Debug)]
pub(super) struct End {
    pub(super) verdict: Verdict,
    /// BLAKE3 of the file, hexadecimal; empty where it could not be read.
    pub(super) blake3: String,
    /// Sources of the documents that it gave.
    pub(super) documents: Vec<String>,
    /// Source and reason of members and records that were refused while others were read.
    pub(super) refused: Vec<(String, String)>,
    pub(super) parse: Duration,
    pub(super) extract: Duration,
}

/// How the reading of a file ended.
#[derive(Debug)]
pub(super) enum Verdict {
    Read,
    Refused(String),
    Failed(String),
    Quarantined { reason: String, crashes: u32 },
}

/// Works through one file and gives each item to `take` in order. The last one is always an [`Item::End`].
pub(super) fn process(
    task: &Task,
    options: &ReadOptions,
    pool: &Pool,
    extractor: &Extractor,
    mut take: impl FnMut(Item),
) {
    let started = Instant::now();
    let mut extract = Duration::ZERO;
    let mut documents = Vec::new();
    let mut refusals = Vec::new();
    let mut failure = None;
    let parsed = pool.parse_each(&task.file.absolute, &task.file.path, options, |document| {
        if let Some(reason) = refusal(&document) {
            refusals.push((document.source, reason));
            return;
        }
        let begun = Instant::now();
        match extractor.extract(&document) {
            Ok(extraction) => {
                documents.push(document.source.clone());
                take(Item::Document(Box::new((document, extraction))));
            }
            Err(error) => failure = Some(error.to_string()),
        }
        extract += begun.elapsed();
    });
    let verdict = match parsed {
        Err(WorkerError::Quarantined { crashes, last, .. }) => Verdict::Quarantined {
            reason: last.to_string(),
            crashes,
        },
        Err(error) => Verdict::Failed(error.to_string()),
        Ok(()) => match (failure, refusals.is_empty() || !documents.is_empty()) {
            (Some(reason), _) => Verdict::Failed(reason),
            (None, true) => Verdict::Read,
            (None, false) => {
                let reasons = std::mem::take(&mut refusals)
                    .into_iter()
                    .map(|(_, reason)| reason);
                Verdict::Refused(reasons.collect::<Vec<_>>().join("; "))
            }
        },
    };
    let blake3 = Disk.blake3(&task.file).unwrap_or_default();
    let parse = started.elapsed().saturating_sub(extract);
    take(Item::End(End {
        verdict,
        blake3,
        documents,
        refused: refusals,
        parse,
        extract,
    }));
}

/// Why the document as a whole was refused, if it was.
fn refusal(document: &Document) -> Option<String> {
    let errors = document
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error && d.locator.is_none());
    errors
        .map(|d| d.message.clone())
        .reduce(|all, next| all + "; " + &next)
}
