//! The plan of one source.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Probe, ProbeError, RemovalRefused};
use crate::ledger::{FileEntry, FileState, QuarantineEntry};
use crate::source::{FoundFile, Scan, Unreadable};

/// A document that the graph holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its source: the path of its file, or that with `#id` or `!/member` behind it.
    pub source: String,
    /// BLAKE3 that it was indexed with.
    pub blake3: String,
    /// Version of readers, rules and models that made it.
    pub pipeline: String,
}

/// What a plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// Root of the source, as the ledger knows it.
    pub root: &'a str,
    /// What stands there now. Files in `recent` wait; [`recheck`](crate::source::recheck) them first.
    pub scan: &'a Scan,
    /// What the ledger remembers of this root.
    pub entries: &'a BTreeMap<String, FileEntry>,
    /// Path and root of the files that other sources have taken.
    pub elsewhere: &'a HashMap<String, String>,
    /// Quarantined files, of any source.
    pub quarantine: &'a [QuarantineEntry],
    /// Every document that the graph holds, of any source.
    pub held: &'a [Held],
}

/// How to plan.
#[derive(Debug, Clone)]
pub struct PlanOptions {
    /// Version of the readers, rules and models of this program; documents made by another are made again.
    pub pipeline: String,
    /// Remove what is missing, however much it is.
    pub allow_mass_removal: bool,
    /// Take documents that no entry of the ledger claims as this source's. Right where no other source was ever
    /// registered; otherwise they are named in [`Plan::unclaimed`] and left alone.
    pub adopt_unclaimed: bool,
}

/// Why a file is read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The graph holds nothing of it.
    New,
    /// Its bytes are others.
    Content,
    /// The readers, rules or models are others.
    Pipeline,
    /// It failed, or its run was killed, or the graph holds other documents of it than the ledger says.
    Retry,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The file.
    pub file: FoundFile,
    /// Why.
    pub reason: Reason,
    /// Documents that the graph holds of it; those that it no longer gives have to be removed.
    pub documents: Vec<String>,
    /// How many runs in a row failed on it.
    pub attempts: u32,
}

/// A file of which nothing has to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchanged {
    /// The file.
    pub file: FoundFile,
    /// What the ledger should say of it, where it says something else now: its cheap key moved, its content did not.
    pub entry: Option<FileEntry>,
}

/// A file that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Path below the root.
    pub path: String,
    /// Its documents in the graph.
    pub documents: Vec<String>,
}

/// A file that stays out because it killed its worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// The file.
    pub file: FoundFile,
    /// What happened.
    pub reason: String,
}

/// A file whose path another source has taken; it is not read, since the two would replace each other for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Path below both roots.
    pub path: String,
    /// Root of the source that has it.
    pub other: String,
}

/// What a run has to do for one source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Files that the graph holds nothing of.
    pub added: Vec<Task>,
    /// Files to read again.
    pub changed: Vec<Task>,
    /// Files that are gone; empty where [`Plan::refused`] says why.
    pub removed: Vec<Removal>,
    /// Files of which nothing has to be done.
    pub unchanged: Vec<Unchanged>,
    /// Files that are being written to; they wait for the next run.
    pub waiting: Vec<String>,
    /// Files that stay out.
    pub quarantined: Vec<Quarantined>,
    /// Files whose path another source has taken.
    pub conflicts: Vec<Conflict>,
    /// What could not be looked at; what was known of it stays.
    pub unreadable: Vec<Unreadable>,
    /// Paths that the ledger should forget; the graph holds nothing of them.
    pub forgotten: Vec<String>,
    /// Root and path of entries that the ledger should forget: this source has taken them over.
    pub taken_over: Vec<(String, String)>,
    /// Documents in the graph that no source claims.
    pub unclaimed: Vec<String>,
    /// Documents that the graph holds of this source.
    pub held: usize,
    /// Why nothing is removed although something is missing.
    pub refused: Option<RemovalRefused>,
}

impl Plan {
    /// Whether there is nothing to do but to note it.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty() && self.refused.is_none()
    }
}

/// The path of the file that a document came from: itself, or what stands before `#id` or `!/member`, whichever
/// `is_file` knows; the longest wins.
#[must_use]
pub fn file_of(source: &str, is_file: impl Fn(&str) -> bool) -> Option<&str> {
    if is_file(source) {
        return Some(source);
    }
    let cuts = source
        .char_indices()
        .filter(|(at, sign)| *sign == '#' || source.get(*at..).is_some_and(|rest| rest.starts_with("!/")));
    let mut prefixes: Vec<&str> = cuts.filter_map(|(at, _)| source.get(..at)).collect();
    prefixes.reverse();
    prefixes.into_iter().find(|prefix| is_file(prefix))
}

/// Plans one source. Files are compared by their cheap key first, and hashed only where that does not settle it.
pub fn plan(inputs: &Inputs<'_>, options: &PlanOptions, probe: &mut impl Probe) -> Plan {
    let mut plan = Plan {
        waiting: inputs.scan.recent.iter().map(|file| file.path.clone()).collect(),
        unreadable: inputs.scan.unreadable.clone(),
        ..Plan::default()
    };
    let found: BTreeSet<&str> = inputs
        .scan
        .files
        .iter()
        .chain(&inputs.scan.recent)
        .map(|file| file.path.as_str())
        .collect();
    let holdings = Holdings::attribute(inputs, options, &found, &mut plan);
    let comparison = Comparison {
        inputs,
        options,
        holdings: &holdings,
    };
    for file in &inputs.scan.files {
        comparison.sort_in(file, probe, &mut plan);
    }
    plan_removals(inputs, options, &found, &holdings, &mut plan);
    plan
}

/// The graph's documents of this source, by file.
struct Holdings<'a> {
    by_file: BTreeMap<&'a str, Vec<&'a Held>>,
}

impl<'a> Holdings<'a> {
    fn attribute(
        inputs: &Inputs<'a>,
        options: &PlanOptions,
        found: &BTreeSet<&str>,
        plan: &mut Plan,
    ) -> Self {
        let mut by_file: BTreeMap<&str, Vec<&Held>> = BTreeMap::new();
        for held in inputs.held {
            let here = file_of(&held.source, |p| {
                found.contains(p) || inputs.entries.contains_key(p)
            });
            let elsewhere = || file_of(&held.source, |p| inputs.elsewhere.contains_key(p));
            if let Some(path) = here {
                by_file.entry(path).or_default().push(held);
            } else if elsewhere().is_none() {
                if options.adopt_unclaimed {
                    by_file.entry(&held.source).or_default().push(held);
                } else {
                    plan.unclaimed.push(held.source.clone());
                }
            }
        }
        plan.held = by_file.values().map(Vec::len).sum();
        Self { by_file }
    }

    fn of(&self, path: &str) -> &[&'a Held] {
        self.by_file.get(path).map_or(&[], Vec::as_slice)
    }
}

struct Comparison<'a> {
    inputs: &'a Inputs<'a>,
    options: &'a PlanOptions,
    holdings: &'a Holdings<'a>,
}

impl Comparison<'_> {
    fn sort_in(&self, file: &FoundFile, probe: &mut impl Probe, plan: &mut Plan) {
        if let Some(other) = self.inputs.elsewhere.get(&file.path) {
            match probe.standing(other, &file.path) {
                Some(standing) if standing == file.absolute => {}
                Some(_) => {
                    plan.conflicts.push(Conflict {
                        path: file.path.clone(),
                        other: other.clone(),
                    });
                    return;
                }
                None => plan.taken_over.push((other.clone(), file.path.clone())),
            }
        }
        let mut hash = LazyHash::default();
        match self.compare(file, &mut hash, probe) {
            Ok(Outcome::Unchanged(entry)) => plan.unchanged.push(Unchanged {
                file: file.clone(),
                entry,
            }),
            Ok(Outcome::Quarantined(reason)) => plan.quarantined.push(Quarantined {
                file: file.clone(),
                reason,
            }),
            Ok(Outcome::Read(reason)) => {
                let task = Task {
                    file: file.clone(),
                    reason,
                    documents: self
                        .holdings
                        .of(&file.path)
                        .iter()
                        .map(|h| h.source.clone())
                        .collect(),
                    attempts: self
                        .inputs
                        .entries
                        .get(&file.path)
                        .map_or(0, |entry| entry.attempts),
                };
                if task.documents.is_empty() {
                    plan.added.push(task);
                } else {
                    plan.changed.push(task);
                }
            }
            Err(ProbeError::Changing) => plan.waiting.push(file.path.clone()),
            Err(error) => plan.unreadable.push(Unreadable {
                path: file.path.clone(),
                reason: error.to_string(),
            }),
        }
    }

    fn compare(
        &self,
        file: &FoundFile,
        hash: &mut LazyHash,
        probe: &mut impl Probe,
    ) -> Result<Outcome, ProbeError> {
        if let Some(entry) = self.quarantine_of(file, hash, probe)? {
            return Ok(Outcome::Quarantined(entry.reason.clone()));
        }
        let held = self.holdings.of(&file.path);
        match self.inputs.entries.get(&file.path) {
            Some(entry) => self.compare_with_entry(file, entry, held, hash, probe),
            None => self.compare_with_graph(file, held, hash, probe),
        }
    }

    fn quarantine_of(
        &self,
        file: &FoundFile,
        hash: &mut LazyHash,
        probe: &mut impl Probe,
    ) -> Result<Option<&QuarantineEntry>, ProbeError> {
        for entry in self.inputs.quarantine {
            if entry.pipeline != self.options.pipeline || entry.size != file.stat.size {
                continue;
            }
            let same_key = entry.root == self.inputs.root
                && entry.path == file.path
                && self
                    .inputs
                    .entries
                    .get(&file.path)
                    .is_some_and(|known| known.stat == file.stat);
            if same_key || hash.of(file, probe)? == entry.blake3 {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    fn compare_with_entry(
        &self,
        file: &FoundFile,
        entry: &FileEntry,
        held: &[&Held],
        hash: &mut LazyHash,
        probe: &mut impl Probe,
    ) -> Result<Outcome, ProbeError> {
        if entry.pipeline != self.options.pipeline {
            return Ok(Outcome::Read(if held.is_empty() {
                Reason::New
            } else {
                Reason::Pipeline
            }));
        }
        match entry.state {
            FileState::Done | FileState::Refused => {}
            // Its quarantine is gone: it was released, or the content is another.
            FileState::Quarantined | FileState::Failed => return Ok(Outcome::Read(Reason::Retry)),
            // The run was killed; the graph may have got the document and the ledger not the word of it.
            FileState::Pending => return self.compare_with_graph(file, held, hash, probe),
        }
        if !self.agrees(file, entry, held) {
            return Ok(Outcome::Read(if held.is_empty() {
                Reason::New
            } else {
                Reason::Retry
            }));
        }
        if entry.stat == file.stat {
            return Ok(Outcome::Unchanged(None));
        }
        if hash.of(file, probe)? == entry.blake3 {
            let moved = FileEntry {
                stat: file.stat,
                ..entry.clone()
            };
            return Ok(Outcome::Unchanged(Some(moved)));
        }
        Ok(Outcome::Read(Reason::Content))
    }

    /// Whether the graph holds what the ledger says of the file.
    fn agrees(&self, file: &FoundFile, entry: &FileEntry, held: &[&Held]) -> bool {
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        // The hash of a record or member is its own; that of a whole file is the file's.
        let is_older = |h: &&&Held| {
            h.pipeline != self.options.pipeline || (h.source == file.path && h.blake3 != entry.blake3)
        };
        let older = held.iter().filter(is_older).count();
        count(held.len()) == entry.documents && count(older) <= entry.kept
    }

    /// Without the ledger: a file is unchanged where every document that the graph holds of it bears its hash.
    /// Records and members with hashes of their own are read again.
    fn compare_with_graph(
        &self,
        file: &FoundFile,
        held: &[&Held],
        hash: &mut LazyHash,
        probe: &mut impl Probe,
    ) -> Result<Outcome, ProbeError> {
        if held.is_empty() {
            return Ok(Outcome::Read(Reason::New));
        }
        if held.iter().any(|h| h.pipeline != self.options.pipeline) {
            return Ok(Outcome::Read(Reason::Pipeline));
        }
        let blake3 = hash.of(file, probe)?;
        let [whole] = held else {
            // A killed run may have left some of a container's documents out.
            return Ok(Outcome::Read(Reason::Retry));
        };
        if whole.source != file.path || whole.blake3 != blake3 {
            return Ok(Outcome::Read(Reason::Content));
        }
        Ok(Outcome::Unchanged(Some(FileEntry {
            blake3,
            state: FileState::Done,
            documents: 1,
            ..FileEntry::pending(file.stat, &self.options.pipeline)
        })))
    }
}

enum Outcome {
    Unchanged(Option<FileEntry>),
    Quarantined(String),
    Read(Reason),
}

/// A hash that is computed at most once.
#[derive(Default)]
struct LazyHash(Option<String>);

impl LazyHash {
    fn of(&mut self, file: &FoundFile, probe: &mut impl Probe) -> Result<String, ProbeError> {
        if let Some(hash) = &self.0 {
            return Ok(hash.clone());
        }
        let hash = probe.blake3(file)?;
        self.0 = Some(hash.clone());
        Ok(hash)
    }
}

fn plan_removals(
    inputs: &Inputs<'_>,
    options: &PlanOptions,
    found: &BTreeSet<&str>,
    holdings: &Holdings<'_>,
    plan: &mut Plan,
) {
    let is_gone = |path: &str| !found.contains(path) && !is_below(path, &inputs.scan.unreadable);
    let mut missing = 0_usize;
    for (path, documents) in &holdings.by_file {
        if is_gone(path) {
            missing = missing.saturating_add(documents.len());
            plan.removed.push(Removal {
                path: (*path).to_owned(),
                documents: documents.iter().map(|h| h.source.clone()).collect(),
            });
        }
    }
    let without_documents = inputs.entries.keys().filter(|path| holdings.of(path).is_empty());
    plan.forgotten = without_documents.filter(|path| is_gone(path)).cloned().collect();

    if missing == 0 || options.allow_mass_removal {
        return;
    }
    let refused = if inputs.scan.is_empty() {
        Err(RemovalRefused::Empty {
            root: inputs.root.to_owned(),
            held: plan.held,
        })
    } else {
        RemovalRefused::check(inputs.root, missing, plan.held)
    };
    if let Err(refused) = refused {
        plan.removed.clear();
        plan.refused = Some(refused);
    }
}

/// Whether `path` is, or stands below, something that could not be looked at.
fn is_below(path: &str, unreadable: &[Unreadable]) -> bool {
    unreadable.iter().any(|folder| {
        folder.path.is_empty()
            || path
                .strip_prefix(&folder.path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
