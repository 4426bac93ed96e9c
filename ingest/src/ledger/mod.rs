//! The memory of ingestion between runs: `ingest.redb` in the data folder.
//!
//! It is a cache beside the graph, which is the truth. Without it every file is hashed again and nothing else is lost:
//! a file that cannot be opened is put aside and a new one begun. Only the list of sources, the quarantine and the next
//! run of a schedule live here alone, and they come back by themselves: from the configuration or the next `ingest`,
//! from the next crash, and from the clock.

mod entry;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use redb::{
    Builder, ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase, ReadTransaction, ReadableDatabase,
    ReadableTable, StorageError, TableDefinition, TableError,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::source::Source;

pub use entry::{FileEntry, FileState, QuarantineEntry, ScheduleEntry};

const FILES: TableDefinition<(&str, &str), &[u8]> = TableDefinition::new("files");
const SOURCES: TableDefinition<&str, &[u8]> = TableDefinition::new("sources");
const QUARANTINE: TableDefinition<(&str, &str), &[u8]> = TableDefinition::new("quarantine");
const SCHEDULES: TableDefinition<&str, &[u8]> = TableDefinition::new("schedules");

/// Bytes of cache; the default of the library is a gibibyte.
const CACHE: usize = 32 << 20;

/// What the ledger could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// Another process writes the data folder.
    #[error("{} is in use by another process", .0.display())]
    Locked(PathBuf),
    /// The ledger was opened to read.
    #[error("{} was opened to read only", .0.display())]
    ReadOnly(PathBuf),
    /// What the file or the system said.
    #[error("{} cannot be read or written", path.display())]
    Store {
        /// The ledger's file.
        path: PathBuf,
        /// The cause.
        #[source]
        cause: Box<redb::Error>,
    },
    /// An entry cannot be written down.
    #[error("an entry cannot be written to {}", path.display())]
    Encode {
        /// The ledger's file.
        path: PathBuf,
        /// The cause.
        #[source]
        cause: serde_json::Error,
    },
}

enum Store {
    Writable(Box<Database>),
    ReadOnly(Box<ReadOnlyDatabase>),
    /// To read, where there is nothing yet.
    Absent,
}

/// An opened ledger.
pub struct Ledger {
    path: PathBuf,
    store: Store,
    was_damaged: bool,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Ledger {
    /// Opens the ledger at `path` to write, and makes it where it does not exist. A damaged file is renamed to
    /// `….damaged` and a new one begun; [`Ledger::was_damaged`] tells.
    ///
    /// # Errors
    /// [`LedgerError::Locked`] where another process writes; otherwise what the system said.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let (database, was_damaged) = match builder().create(path) {
            Ok(database) => (database, false),
            Err(error) if is_damage(&error) => {
                let mut aside = path.as_os_str().to_owned();
                aside.push(".damaged");
                std::fs::rename(path, &aside).map_err(|cause| store_error(path, redb::Error::Io(cause)))?;
                let database = builder().create(path).map_err(|error| open_error(path, error))?;
                (database, true)
            }
            Err(error) => return Err(open_error(path, error)),
        };
        Ok(Self {
            path: path.to_path_buf(),
            store: Store::Writable(Box::new(database)),
            was_damaged,
        })
    }

    /// Opens the ledger at `path` to read, beside a process that writes. One that does not exist reads as empty, and so
    /// does one that a killed writer has left and that cannot be mended from here.
    ///
    /// # Errors
    /// What the system said.
    pub fn open_to_read(path: &Path) -> Result<Self, LedgerError> {
        let ledger = |store| Self {
            path: path.to_path_buf(),
            store,
            was_damaged: false,
        };
        if !path.exists() {
            return Ok(ledger(Store::Absent));
        }
        let mut opened = builder().open_read_only(path);
        if matches!(opened, Err(DatabaseError::RepairAborted)) {
            // A killed writer has left it to be mended, which opening it to write does.
            drop(builder().open(path));
            opened = builder().open_read_only(path);
        }
        match opened {
            Ok(database) => Ok(ledger(Store::ReadOnly(Box::new(database)))),
            Err(DatabaseError::RepairAborted) => Ok(ledger(Store::Absent)),
            Err(error) if is_damage(&error) => Ok(ledger(Store::Absent)),
            Err(error) => Err(open_error(path, error)),
        }
    }

    /// Whether a damaged file was put aside on opening.
    #[must_use]
    pub fn was_damaged(&self) -> bool {
        self.was_damaged
    }

    /// The files known below `root`, by path.
    ///
    /// # Errors
    /// What the store said.
    pub fn files(&self, root: &str) -> Result<BTreeMap<String, FileEntry>, LedgerError> {
        let after = format!("{root}\u{0}");
        let mut files = BTreeMap::new();
        self.each(FILES, |table| {
            for row in table.range((root, "")..(after.as_str(), ""))? {
                let (key, value) = row?;
                if let Some(entry) = decode(value.value()) {
                    files.insert(key.value().1.to_owned(), entry);
                }
            }
            Ok(())
        })?;
        Ok(files)
    }

    /// Path and root of every file known outside `root`: what another source has taken.
    ///
    /// # Errors
    /// What the store said.
    pub fn files_elsewhere(&self, root: &str) -> Result<HashMap<String, String>, LedgerError> {
        let mut files = HashMap::new();
        self.each(FILES, |table| {
            for row in table.iter()? {
                let (key, _) = row?;
                let (other, path) = key.value();
                if other != root {
                    files.insert(path.to_owned(), other.to_owned());
                }
            }
            Ok(())
        })?;
        Ok(files)
    }

    /// Writes entries of files below `root`, all in one transaction.
    ///
    /// # Errors
    /// What the store said.
    pub fn record<'a>(
        &self,
        root: &str,
        entries: impl IntoIterator<Item = (&'a str, &'a FileEntry)>,
    ) -> Result<(), LedgerError> {
        let encoded = entries
            .into_iter()
            .map(|(path, entry)| Ok((path, self.encode(entry)?)))
            .collect::<Result<Vec<_>, LedgerError>>()?;
        if encoded.is_empty() {
            return Ok(());
        }
        self.write(|transaction| {
            let mut table = transaction.open_table(FILES)?;
            for (path, bytes) in &encoded {
                table.insert((root, *path), bytes.as_slice())?;
            }
            Ok(())
        })
    }

    /// Forgets files below `root`, and their quarantine.
    ///
    /// # Errors
    /// What the store said.
    pub fn forget<'a>(
        &self,
        root: &str,
        paths: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let mut files = transaction.open_table(FILES)?;
            let mut quarantine = transaction.open_table(QUARANTINE)?;
            for path in paths {
                files.remove((root, path))?;
                quarantine.remove((root, path))?;
            }
            Ok(())
        })
    }

    /// Every registered source, by root.
    ///
    /// # Errors
    /// What the store said.
    pub fn sources(&self) -> Result<Vec<Source>, LedgerError> {
        self.values(SOURCES)
    }

    /// Registers `source`, or replaces what was registered for its root.
    ///
    /// # Errors
    /// What the store said.
    pub fn register(&self, source: &Source) -> Result<(), LedgerError> {
        let bytes = self.encode(source)?;
        self.write(|transaction| {
            let mut table = transaction.open_table(SOURCES)?;
            table.insert(source.key().as_str(), bytes.as_slice())?;
            Ok(())
        })
    }

    /// Forgets the source with that root and all its files.
    ///
    /// # Errors
    /// What the store said.
    pub fn unregister(&self, root: &str) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction.open_table(SOURCES)?.remove(root)?;
            transaction
                .open_table(FILES)?
                .retain(|(other, _), _| other != root)?;
            transaction
                .open_table(QUARANTINE)?
                .retain(|(other, _), _| other != root)?;
            Ok(())
        })
    }

    /// Every quarantined file, by root and path.
    ///
    /// # Errors
    /// What the store said.
    pub fn quarantine(&self) -> Result<Vec<QuarantineEntry>, LedgerError> {
        let mut entries = Vec::new();
        self.each(QUARANTINE, |table| {
            for row in table.iter()? {
                entries.extend(decode(row?.1.value()));
            }
            Ok(())
        })?;
        Ok(entries)
    }

    /// Puts a file into quarantine.
    ///
    /// # Errors
    /// What the store said.
    pub fn put_in_quarantine(&self, entry: &QuarantineEntry) -> Result<(), LedgerError> {
        let bytes = self.encode(entry)?;
        self.write(|transaction| {
            let mut table = transaction.open_table(QUARANTINE)?;
            table.insert((entry.root.as_str(), entry.path.as_str()), bytes.as_slice())?;
            Ok(())
        })
    }

    /// Lets a file out of quarantine; the next run tries it again. Whether it was in it.
    ///
    /// # Errors
    /// What the store said.
    pub fn release(&self, root: &str, path: &str) -> Result<bool, LedgerError> {
        let mut was_in = false;
        self.write(|transaction| {
            was_in = transaction
                .open_table(QUARANTINE)?
                .remove((root, path))?
                .is_some();
            if was_in {
                transaction.open_table(FILES)?.remove((root, path))?;
            }
            Ok(())
        })?;
        Ok(was_in)
    }

    /// When the schedule of that name fires next.
    ///
    /// # Errors
    /// What the store said.
    pub fn schedule(&self, name: &str) -> Result<Option<ScheduleEntry>, LedgerError> {
        let mut entry = None;
        self.each_named(SCHEDULES, |table| {
            entry = table.get(name)?.and_then(|value| decode(value.value()));
            Ok(())
        })?;
        Ok(entry)
    }

    /// Writes down when the schedule of that name fires next.
    ///
    /// # Errors
    /// What the store said.
    pub fn record_schedule(&self, name: &str, entry: &ScheduleEntry) -> Result<(), LedgerError> {
        let bytes = self.encode(entry)?;
        self.write(|transaction| {
            transaction
                .open_table(SCHEDULES)?
                .insert(name, bytes.as_slice())?;
            Ok(())
        })
    }
}

type Bytes = &'static [u8];

impl Ledger {
    fn values<T: DeserializeOwned>(
        &self,
        definition: TableDefinition<&'static str, Bytes>,
    ) -> Result<Vec<T>, LedgerError> {
        let mut values = Vec::new();
        self.each_named(definition, |table| {
            for row in table.iter()? {
                values.extend(decode(row?.1.value()));
            }
            Ok(())
        })?;
        Ok(values)
    }

    fn each(
        &self,
        definition: TableDefinition<(&'static str, &'static str), Bytes>,
        read: impl FnOnce(&redb::ReadOnlyTable<(&'static str, &'static str), Bytes>) -> Result<(), redb::Error>,
    ) -> Result<(), LedgerError> {
        self.read(|transaction| match transaction.open_table(definition) {
            Ok(table) => read(&table),
            Err(TableError::TableDoesNotExist(_)) => Ok(()),
            Err(error) => Err(error.into()),
        })
    }

    fn each_named(
        &self,
        definition: TableDefinition<&'static str, Bytes>,
        read: impl FnOnce(&redb::ReadOnlyTable<&'static str, Bytes>) -> Result<(), redb::Error>,
    ) -> Result<(), LedgerError> {
        self.read(|transaction| match transaction.open_table(definition) {
            Ok(table) => read(&table),
            Err(TableError::TableDoesNotExist(_)) => Ok(()),
            Err(error) => Err(error.into()),
        })
    }

    fn read(
        &self,
        work: impl FnOnce(&ReadTransaction) -> Result<(), redb::Error>,
    ) -> Result<(), LedgerError> {
        let transaction = match &self.store {
            Store::Writable(database) => database.begin_read(),
            Store::ReadOnly(database) => database.begin_read(),
            Store::Absent => return Ok(()),
        };
        let transaction = transaction.map_err(|error| store_error(&self.path, error.into()))?;
        work(&transaction).map_err(|error| store_error(&self.path, error))
    }

    fn write(
        &self,
        work: impl FnOnce(&redb::WriteTransaction) -> Result<(), redb::Error>,
    ) -> Result<(), LedgerError> {
        let Store::Writable(database) = &self.store else {
            return Err(LedgerError::ReadOnly(self.path.clone()));
        };
        let fails = |error: redb::Error| store_error(&self.path, error);
        let transaction = database.begin_write().map_err(|error| fails(error.into()))?;
        work(&transaction).map_err(fails)?;
        transaction.commit().map_err(|error| fails(error.into()))
    }

    fn encode(&self, value: &impl Serialize) -> Result<Vec<u8>, LedgerError> {
        serde_json::to_vec(value).map_err(|cause| LedgerError::Encode {
            path: self.path.clone(),
            cause,
        })
    }
}

/// An entry that an older or newer version wrote and that does not fit is as good as none.
fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE);
    builder.set_concurrency_mode(ConcurrencyMode::SingleWriter);
    builder
}

fn is_damage(error: &DatabaseError) -> bool {
    match error {
        DatabaseError::Storage(StorageError::Corrupted(_)) | DatabaseError::UpgradeRequired(_) => true,
        DatabaseError::Storage(StorageError::Io(cause)) => matches!(
            cause.kind(),
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof
        ),
        _ => false,
    }
}

fn open_error(path: &Path, error: DatabaseError) -> LedgerError {
    match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
            LedgerError::Locked(path.to_path_buf())
        }
        other => store_error(path, other.into()),
    }
}

fn store_error(path: &Path, cause: redb::Error) -> LedgerError {
    LedgerError::Store {
        path: path.to_path_buf(),
        cause: Box::new(cause),
    }
}
