//! A disk, a ledger and a graph in memory: a small Quarry around [`plan`].

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use quarry_ingest::change::{Held, Inputs, Plan, PlanOptions, Probe, ProbeError, Task, plan};
use quarry_ingest::ledger::{FileEntry, FileState, QuarantineEntry};
use quarry_ingest::source::{FoundFile, Scan, StatKey, Unreadable};

/// A disk, a ledger and a graph in memory: a small Quarry around the plan.
#[derive(Debug, Clone, Default)]
pub(super) struct World {
    /// Root and path to content and time of its last change.
    pub(super) disk: BTreeMap<(String, String), (String, i64)>,
    pub(super) unreadable: Vec<String>,
    pub(super) ledger: BTreeMap<String, BTreeMap<String, FileEntry>>,
    pub(super) quarantine: Vec<QuarantineEntry>,
    pub(super) graph: BTreeMap<String, Held>,
    clock: i64,
    pub(super) hashed: usize,
}

/// The root of the source that most tests are about.
pub(super) const ROOT: &str = "/papers";

impl World {
    pub(super) fn with(files: &[&str]) -> Self {
        let mut world = Self::default();
        for file in files {
            world.write(ROOT, file, file);
        }
        world
    }

    pub(super) fn write(&mut self, root: &str, path: &str, content: &str) {
        self.clock += 1;
        self.disk.insert(
            (root.to_owned(), path.to_owned()),
            (content.to_owned(), self.clock),
        );
    }

    pub(super) fn delete(&mut self, path: &str) {
        self.disk.remove(&(ROOT.to_owned(), path.to_owned())).unwrap();
    }

    pub(super) fn scan(&self, root: &str) -> Scan {
        let here = self.disk.iter().filter(|((r, _), _)| r == root);
        let visible =
            here.filter(|((_, path), _)| !self.unreadable.iter().any(|u| path.starts_with(u.as_str())));
        Scan {
            files: visible
                .map(|((root, path), (content, time))| FoundFile {
                    path: path.clone(),
                    absolute: PathBuf::from(format!("{root}/{path}")),
                    stat: StatKey {
                        size: content.len() as u64,
                        mtime_ns: *time,
                        ctime_ns: *time,
                        inode: 1,
                    },
                })
                .collect(),
            unreadable: self
                .unreadable
                .iter()
                .map(|path| Unreadable {
                    path: path.clone(),
                    reason: "denied".to_owned(),
                })
                .collect(),
            ..Scan::default()
        }
    }

    pub(super) fn plan_scan(&mut self, root: &str, scan: &Scan, options: &PlanOptions) -> Plan {
        let held: Vec<Held> = self.graph.values().cloned().collect();
        let elsewhere = self.ledger.iter().filter(|(other, _)| *other != root);
        let elsewhere: HashMap<String, String> = elsewhere
            .flat_map(|(other, files)| files.keys().map(move |path| (path.clone(), other.clone())))
            .collect();
        let entries = self.ledger.get(root).cloned().unwrap_or_default();
        let quarantine = self.quarantine.clone();
        let inputs = Inputs {
            root,
            scan,
            entries: &entries,
            elsewhere: &elsewhere,
            quarantine: &quarantine,
            held: &held,
        };
        plan(&inputs, options, self)
    }

    pub(super) fn plan(&mut self, root: &str, options: &PlanOptions) -> Plan {
        let scan = self.scan(root);
        self.plan_scan(root, &scan, options)
    }

    /// Does what the plan says, as a run would.
    pub(super) fn apply(&mut self, root: &str, plan: &Plan, pipeline: &str) {
        for (other, path) in &plan.taken_over {
            self.ledger.get_mut(other).unwrap().remove(path);
        }
        for task in plan.added.iter().chain(&plan.changed) {
            self.index(root, task, pipeline);
        }
        for removal in &plan.removed {
            for document in &removal.documents {
                self.graph.remove(document).unwrap();
            }
            self.ledger
                .entry(root.to_owned())
                .or_default()
                .remove(&removal.path);
        }
        let entries = self.ledger.entry(root.to_owned()).or_default();
        for path in &plan.forgotten {
            entries.remove(path);
        }
        for unchanged in &plan.unchanged {
            if let Some(entry) = &unchanged.entry {
                entries.insert(unchanged.file.path.clone(), entry.clone());
            }
        }
    }

    fn index(&mut self, root: &str, task: &Task, pipeline: &str) {
        let path = &task.file.path;
        let content = self.disk.get(&(root.to_owned(), path.clone())).unwrap().0.clone();
        let documents = documents_of(path, &content);
        for gone in &task.documents {
            self.graph.remove(gone);
        }
        for (source, text) in &documents {
            let held = Held {
                source: source.clone(),
                blake3: hash(text),
                pipeline: pipeline.to_owned(),
            };
            self.graph.insert(source.clone(), held);
        }
        let entry = FileEntry {
            blake3: hash(&content),
            state: FileState::Done,
            documents: documents.len() as u64,
            ..FileEntry::pending(task.file.stat, pipeline)
        };
        self.ledger
            .entry(root.to_owned())
            .or_default()
            .insert(path.clone(), entry);
    }

    pub(super) fn run(&mut self, options: &PlanOptions) -> Plan {
        let plan = self.plan(ROOT, options);
        self.apply(ROOT, &plan, &options.pipeline);
        plan
    }

    /// What the graph holds, as source and hash.
    pub(super) fn indexed(&self) -> BTreeSet<(String, String)> {
        self.graph
            .values()
            .map(|h| (h.source.clone(), h.blake3.clone()))
            .collect()
    }

    /// What a graph holds that saw the disk once, as it is now.
    pub(super) fn expected(&self) -> BTreeSet<(String, String)> {
        let files = self.disk.iter();
        let documents = files.flat_map(|((_, path), (content, _))| documents_of(path, content));
        documents.map(|(source, text)| (source, hash(&text))).collect()
    }
}

/// A file of records gives a document for each letter, any other file one.
fn documents_of(path: &str, content: &str) -> Vec<(String, String)> {
    if path.ends_with(".jsonl") {
        let letters: BTreeSet<char> = content.chars().collect();
        letters
            .iter()
            .map(|letter| (format!("{path}#{letter}"), letter.to_string()))
            .collect()
    } else {
        vec![(path.to_owned(), content.to_owned())]
    }
}

pub(super) fn hash(content: &str) -> String {
    blake3::hash(content.as_bytes()).to_hex().to_string()
}

impl Probe for World {
    fn blake3(&mut self, file: &FoundFile) -> Result<String, ProbeError> {
        self.hashed += 1;
        let known = self
            .disk
            .iter()
            .find(|((root, path), _)| file.absolute == *format!("{root}/{path}"));
        Ok(hash(&known.unwrap().1.0))
    }

    fn standing(&mut self, root: &str, path: &str) -> Option<PathBuf> {
        let key = (root.to_owned(), path.to_owned());
        self.disk
            .contains_key(&key)
            .then(|| PathBuf::from(format!("{root}/{path}")))
    }
}
