//! Writing documents to the graph in batches, and telling the ledger afterwards.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Instant;

use anyhow::Result;
use quarry_extract::Extraction;
use quarry_graph::Change;
use quarry_ingest::Document;
use quarry_ingest::change::{Removal, Task};
use quarry_ingest::ledger::{FileEntry, FileState, QuarantineEntry};
use quarry_ingest::source::Source;

use super::file::{End, Item, Verdict};
use super::{FileOutcome, Pipeline, Report, Stage};

/// Documents in one batch at most.
const BATCH: usize = 256;
/// A batch is written when it weighs so many bytes, however few documents they are.
const BATCH_BYTES: usize = 8 << 20;
/// What a cell or a figure weighs in memory, in bytes.
const CELL_BYTES: usize = 256;

/// What is said behind the reason of a refusal that left an older version in the index.
const KEPT: &str = "; the version from before stays in the index";

/// What the working threads send.
pub(super) enum Message {
    /// A file is taken up.
    Begin(Source, Task, bool),
    /// Something came of it.
    Item(Item),
}

/// A file that is being worked on.
struct Open {
    source: Source,
    task: Task,
    is_new: bool,
}

/// A file whose documents all stand in the batch.
struct Finished {
    open: Open,
    end: End,
    /// Documents of an earlier version that stay, since what stands in their place now was refused.
    kept: usize,
}

/// Collects changes and writes them.
pub(super) struct Committer<'a, 'p> {
    pipeline: &'a Pipeline<'p>,
    version: &'a str,
    report: &'a mut Report,
    open: HashMap<usize, Open>,
    changes: Vec<Change>,
    bytes: usize,
    finished: Vec<Finished>,
    removed: Vec<(String, String, usize)>,
}

impl<'a, 'p> Committer<'a, 'p> {
    pub(super) fn new(pipeline: &'a Pipeline<'p>, version: &'a str, report: &'a mut Report) -> Self {
        Self {
            pipeline,
            version,
            report,
            open: HashMap::new(),
            changes: Vec::new(),
            bytes: 0,
            finished: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// Queues the removal of a file's documents.
    pub(super) fn remove(&mut self, source: &Source, removal: Removal) -> Result<()> {
        self.removed
            .push((source.key(), removal.path, removal.documents.len()));
        self.queue_removals(removal.documents)
    }

    /// Takes what a working thread sent about file `number`.
    pub(super) fn take(&mut self, number: usize, message: Message) -> Result<()> {
        match message {
            Message::Begin(source, task, is_new) => {
                self.open.insert(number, Open { source, task, is_new });
                Ok(())
            }
            Message::Item(Item::Document(pair)) => {
                let Some(open) = self.open.get(&number) else {
                    return Ok(());
                };
                let collection = open.source.collection.clone();
                self.put(*pair, collection)
            }
            Message::Item(Item::End(end)) => {
                let Some(open) = self.open.remove(&number) else {
                    return Ok(());
                };
                self.end(open, end)
            }
        }
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> Result<()> {
        self.flush()
    }

    fn put(&mut self, (document, extraction): (Document, Extraction), collection: String) -> Result<()> {
        self.report.documents += 1;
        self.report.tables += document.blocks.iter().filter(|b| b.table.is_some()).count();
        self.report.entities += extraction.entities.iter().filter(|e| e.kind.is_named()).count();
        self.report.relations += extraction.relations.len();
        self.report.figures += extraction.figures.len();
        self.bytes += weight(&document, &extraction);
        self.changes.push(Change::Put {
            document: Box::new(document),
            extraction: Box::new(extraction),
            collection,
            pipeline: self.version.to_owned(),
            run: self.report.run.clone(),
        });
        self.flush_if_full()
    }

    fn end(&mut self, open: Open, mut end: End) -> Result<()> {
        let kept = match end.verdict {
            Verdict::Read => self.remove_what_is_gone(&open, &mut end)?,
            // A file that was not read keeps what it had.
            Verdict::Refused(_) => open.task.documents.len(),
            Verdict::Failed(_) | Verdict::Quarantined { .. } => 0,
        };
        self.report.spent(Stage::Parse, end.parse);
        self.report.spent(Stage::Extract, end.extract);
        self.finished.push(Finished { open, end, kept });
        self.flush_if_full()
    }

    /// Queues the removal of documents that a file used to give and gives no more. A member or record that was refused keeps
    /// the version that it had, as a refused file does, and so does all that may stand inside it; gives how many.
    fn remove_what_is_gone(&mut self, open: &Open, end: &mut End) -> Result<usize> {
        let given: HashSet<&str> = end.documents.iter().map(String::as_str).collect();
        let missing = open.task.documents.iter().filter(|d| !given.contains(d.as_str()));
        let mut kept_by: HashMap<usize, usize> = HashMap::new();
        let gone: Vec<String> = missing
            .filter(|document| {
                let refused = end.refused.iter().position(|(source, _)| is_of(document, source));
                if let Some(at) = refused {
                    *kept_by.entry(at).or_default() += 1;
                }
                refused.is_none()
            })
            .cloned()
            .collect();
        for at in kept_by.keys() {
            if let Some((_, reason)) = end.refused.get_mut(*at) {
                reason.push_str(KEPT);
            }
        }
        self.queue_removals(gone)?;
        Ok(kept_by.values().sum())
    }

    fn queue_removals(&mut self, documents: Vec<String>) -> Result<()> {
        let run = self.report.run.clone();
        self.changes
            .extend(documents.into_iter().map(|source| Change::Remove {
                source,
                run: run.clone(),
            }));
        self.flush_if_full()
    }

    fn flush_if_full(&mut self) -> Result<()> {
        if self.changes.len() >= BATCH || self.bytes >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes the batch, then tells the ledger and the progress what is done.
    fn flush(&mut self) -> Result<()> {
        let begun = Instant::now();
        if !self.changes.is_empty() {
            self.pipeline.knowledge.apply(std::mem::take(&mut self.changes))?;
        }
        self.bytes = 0;
        let mut entries: BTreeMap<String, Vec<(String, FileEntry)>> = BTreeMap::new();
        let mut outcomes = Vec::new();
        for Finished { open, mut end, kept } in std::mem::take(&mut self.finished) {
            let documents = end.documents.len();
            self.report.failed.append(&mut end.refused);
            let (entry, outcome) = self.settle(&open, end, kept)?;
            let path = open.task.file.path;
            entries
                .entry(open.source.key())
                .or_default()
                .push((path.clone(), entry));
            outcomes.push((path, outcome, documents));
        }
        for (root, entries) in &entries {
            self.pipeline
                .ledger
                .record(root, entries.iter().map(|(path, entry)| (path.as_str(), entry)))?;
        }
        for (path, outcome, documents) in outcomes {
            self.tell(&path, &outcome, documents);
        }
        for (root, path, documents) in std::mem::take(&mut self.removed) {
            self.pipeline.ledger.forget(&root, [path.as_str()])?;
            self.tell(&path, &FileOutcome::Removed, documents);
        }
        self.report.spent(Stage::Commit, begun.elapsed());
        Ok(())
    }

    /// What the ledger is to say of a file, and how it ended.
    fn settle(&self, open: &Open, end: End, kept: usize) -> Result<(FileEntry, FileOutcome)> {
        let (root, path) = (open.source.key(), open.task.file.path.as_str());
        let (state, outcome) = match end.verdict {
            Verdict::Read if open.is_new => (FileState::Done, FileOutcome::Added),
            Verdict::Read => (FileState::Done, FileOutcome::Changed),
            Verdict::Refused(reason) => {
                let kept = if kept > 0 { KEPT } else { "" };
                (FileState::Refused, FileOutcome::Refused(reason + kept))
            }
            Verdict::Failed(reason) => (FileState::Failed, FileOutcome::Failed(reason)),
            Verdict::Quarantined { reason, crashes } => {
                self.pipeline.ledger.put_in_quarantine(&QuarantineEntry {
                    root: root.clone(),
                    path: path.to_owned(),
                    size: open.task.file.stat.size,
                    blake3: end.blake3.clone(),
                    pipeline: self.version.to_owned(),
                    reason: reason.clone(),
                    crashes,
                    since: (self.pipeline.clock)().to_string(),
                })?;
                (FileState::Quarantined, FileOutcome::Quarantined(reason))
            }
        };
        let last_error = match &outcome {
            FileOutcome::Refused(reason) | FileOutcome::Failed(reason) | FileOutcome::Quarantined(reason) => {
                Some(reason.clone())
            }
            _ => None,
        };
        let entry = FileEntry {
            blake3: end.blake3,
            state,
            documents: (end.documents.len() + kept) as u64,
            kept: kept as u64,
            attempts: if last_error.is_some() {
                open.task.attempts.saturating_add(1)
            } else {
                0
            },
            last_error,
            ..FileEntry::pending(open.task.file.stat, self.version)
        };
        Ok((entry, outcome))
    }

    fn tell(&mut self, path: &str, outcome: &FileOutcome, documents: usize) {
        self.report.note(path, outcome);
        self.pipeline.progress.file(path, outcome, documents);
    }
}

/// What a document weighs until it is written, roughly: the text of its passages, its cells and its figures.
fn weight(document: &Document, extraction: &Extraction) -> usize {
    let text: usize = extraction.passages.iter().map(|p| p.text.len()).sum();
    let tables = document.blocks.iter().filter_map(|b| b.table.as_ref());
    let cells: usize = tables.map(|t| t.cells.len()).sum();
    text + CELL_BYTES * (cells + extraction.figures.len())
}

/// Whether a document is that of `source`, or of a member or record in it.
fn is_of(document: &str, source: &str) -> bool {
    document
        .strip_prefix(source)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("!/") || rest.starts_with('#'))
}
