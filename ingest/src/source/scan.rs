//! Walking a source.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::{Patterns, Source, SourceError, StatKey};

/// How to walk a source.
#[derive(Debug, Clone)]
pub struct ScanOptions {
    /// The time of the scan.
    pub now: Timestamp,
    /// A file that changed less than this before `now` may still be written to, and waits.
    pub settle: Duration,
    /// Files and folders that are never looked at: the parts of the data folder, where it stands inside a source.
    pub skip: Vec<PathBuf>,
}

impl ScanOptions {
    /// A scan at `now` in which files settle for five seconds and nothing is skipped.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self {
            now,
            settle: Duration::from_secs(5),
            skip: Vec::new(),
        }
    }
}

/// A file of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Path below the root, `/`-separated, NFC; for a root that is a file, its name.
    pub path: String,
    /// Where to open it.
    pub absolute: PathBuf,
    /// Its cheap key.
    pub stat: StatKey,
}

/// A file or folder that could not be looked at. What was known below it is neither changed nor removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Path below the root.
    pub path: String,
    /// Why, for a person.
    pub reason: String,
}

/// What stands in a source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scan {
    /// Files that can be read, by path.
    pub files: Vec<FoundFile>,
    /// Files that changed a moment ago; [`recheck`] tells which of them hold still.
    pub recent: Vec<FoundFile>,
    /// Files and folders that could not be looked at.
    pub unreadable: Vec<Unreadable>,
}

impl Scan {
    /// Whether there is nothing at all, as in a share that is not mounted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.recent.is_empty() && self.unreadable.is_empty()
    }
}

/// Walks `source`. Hidden files, lock files and files of half-done copies are left out; symbolic links inside the root
/// are not followed, so nothing outside it is ever read.
///
/// # Errors
/// [`SourceError::Unreachable`] where the root itself cannot be read, [`SourceError::Pattern`] for a bad pattern.
pub fn scan(source: &Source, options: &ScanOptions) -> Result<Scan, SourceError> {
    let patterns = Patterns::new(source)?;
    let unreachable = |cause| SourceError::Unreachable {
        root: source.root.clone(),
        cause,
    };
    let metadata = std::fs::metadata(&source.root).map_err(unreachable)?;
    let mut found = Scan::default();
    if metadata.is_file() {
        // A file that is named is meant, whatever it is called.
        std::fs::File::open(&source.root).map_err(unreachable)?;
        let name = source.root.file_name().unwrap_or(OsStr::new("file"));
        let file = FoundFile {
            path: name.to_string_lossy().nfc().collect(),
            absolute: source.root.clone(),
            stat: StatKey::new(&metadata),
        };
        sort_in(&mut found, file, options);
        return Ok(found);
    }
    if !metadata.is_dir() {
        return Err(SourceError::NotAFile {
            root: source.root.clone(),
        });
    }
    std::fs::read_dir(&source.root).map_err(unreachable)?;
    walk(source, options, &patterns, &mut found);
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.recent.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn walk(source: &Source, options: &ScanOptions, patterns: &Patterns, found: &mut Scan) {
    let mut seen = HashSet::new();
    let wanted = |entry: &DirEntry| {
        entry.depth() == 0
            || !(is_passed_over(entry.file_name())
                || options.skip.iter().any(|skip| skip == entry.path())
                || patterns.excludes(&relative(&source.root, entry.path())))
    };
    let entries = WalkDir::new(&source.root).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(wanted) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map(|p| relative(&source.root, p));
                found.unreadable.push(Unreadable {
                    path: path.unwrap_or_default(),
                    reason: error.to_string(),
                });
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let path = relative(&source.root, entry.path());
        if !patterns.takes(&path) {
            continue;
        }
        if !seen.insert(path.clone()) {
            found.unreadable.push(Unreadable {
                path,
                reason: "two files differ only in how their name is composed; rename one".to_owned(),
            });
            continue;
        }
        match entry.metadata() {
            Ok(metadata) => {
                let file = FoundFile {
                    path,
                    absolute: entry.path().to_path_buf(),
                    stat: StatKey::new(&metadata),
                };
                sort_in(found, file, options);
            }
            Err(error) => found.unreadable.push(Unreadable {
                path,
                reason: error.to_string(),
            }),
        }
    }
}

/// Looks again at files that had changed a moment before their scan: those that stayed as they were are ready, and the
/// others wait for the next run. Best called some seconds after the scan.
#[must_use]
pub fn recheck(recent: Vec<FoundFile>) -> (Vec<FoundFile>, Vec<FoundFile>) {
    recent.into_iter().partition(FoundFile::holds_still)
}

impl FoundFile {
    /// Whether the file is still as it was found.
    #[must_use]
    pub fn holds_still(&self) -> bool {
        std::fs::metadata(&self.absolute).is_ok_and(|metadata| StatKey::new(&metadata) == self.stat)
    }
}

fn sort_in(found: &mut Scan, file: FoundFile, options: &ScanOptions) {
    let now = i64::try_from(options.now.as_nanosecond()).unwrap_or(i64::MAX);
    let settle = i64::try_from(options.settle.as_nanos()).unwrap_or(i64::MAX);
    // A time far in the future is a wrong clock, not a write that goes on, and must not wait for ever.
    let is_recent = |time: i64| now.saturating_sub(time).saturating_abs() < settle;
    if is_recent(file.stat.mtime_ns) {
        found.recent.push(file);
    } else {
        found.files.push(file);
    }
}

/// `path` below `root`, `/`-separated, NFC.
fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy().nfc().collect())
        .collect();
    parts.join("/")
}

/// Hidden files, the lock files of office programs, half-done copies, and the folders that systems keep for themselves.
fn is_passed_over(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let lower = name.to_lowercase();
    let starts = [".", "~$", "@eadir", "#recycle", "$recycle.bin"];
    let ends = [
        "~",
        ".tmp",
        ".temp",
        ".part",
        ".partial",
        ".crdownload",
        ".swp",
        ".filepart",
    ];
    let whole = [
        "thumbs.db",
        "desktop.ini",
        "ehthumbs.db",
        "system volume information",
        "lost+found",
        "__macosx",
    ];
    starts.iter().any(|s| lower.starts_with(s))
        || ends.iter().any(|e| lower.ends_with(e))
        || whole.contains(&lower.as_str())
        // Word writes through files such as `~WRL0001.tmp` and `~WRD0000`.
        || lower.starts_with("~wr")
}
