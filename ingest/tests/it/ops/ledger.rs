#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

use quarry_ingest::ledger::{FileEntry, FileState, Ledger, LedgerError, QuarantineEntry, ScheduleEntry};
use quarry_ingest::source::{Source, StatKey};

fn entry(size: u64) -> FileEntry {
    let stat = StatKey {
        size,
        mtime_ns: 1,
        ctime_ns: 2,
        inode: 3,
    };
    FileEntry {
        state: FileState::Done,
        documents: 1,
        kept: 0,
        ..FileEntry::pending(stat, "1")
    }
}

fn quarantined(root: &str, path: &str) -> QuarantineEntry {
    QuarantineEntry {
        root: root.to_owned(),
        path: path.to_owned(),
        size: 9,
        blake3: "ab".to_owned(),
        pipeline: "1".to_owned(),
        reason: "signal 6".to_owned(),
        crashes: 3,
        since: "2026-03-01T00:00:00Z".to_owned(),
    }
}

#[test]
fn files_are_remembered_by_root_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ingest.redb");
    {
        let ledger = Ledger::open(&path).unwrap();
        ledger
            .record("/a", [("x.pdf", &entry(1)), ("예산.xlsx", &entry(2))])
            .unwrap();
        ledger.record("/a/b", [("x.pdf", &entry(3))]).unwrap();
        ledger.record("/ab", [("y.pdf", &entry(4))]).unwrap();
    }
    let ledger = Ledger::open(&path).unwrap();
    let sizes = |root: &str| -> Vec<_> {
        let files = ledger.files(root).unwrap();
        files
            .into_iter()
            .map(|(path, entry)| (path, entry.stat.size))
            .collect()
    };
    assert_eq!(
        sizes("/a"),
        [("x.pdf".to_owned(), 1), ("예산.xlsx".to_owned(), 2)]
    );
    assert_eq!(sizes("/a/b"), [("x.pdf".to_owned(), 3)]);
    assert_eq!(ledger.files_elsewhere("/a").unwrap().len(), 2);

    ledger.forget("/a", ["x.pdf"]).unwrap();
    assert_eq!(sizes("/a"), [("예산.xlsx".to_owned(), 2)]);
    assert_eq!(sizes("/a/b"), [("x.pdf".to_owned(), 3)]);
}

#[test]
fn a_source_is_registered_once_and_forgotten_with_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(&folder.path().join("ingest.redb")).unwrap();
    let source = Source::new(Path::new("/srv/papers"), "default").unwrap();
    ledger.register(&source).unwrap();
    let renamed = Source {
        collection: "minutes".to_owned(),
        ..source
    };
    ledger.register(&renamed).unwrap();
    ledger.record("/srv/papers", [("x.pdf", &entry(1))]).unwrap();
    ledger
        .put_in_quarantine(&quarantined("/srv/papers", "y.pdf"))
        .unwrap();
    assert_eq!(ledger.sources().unwrap(), [renamed]);

    ledger.unregister("/srv/papers").unwrap();
    assert!(ledger.sources().unwrap().is_empty());
    assert!(ledger.files("/srv/papers").unwrap().is_empty());
    assert!(ledger.quarantine().unwrap().is_empty());
}

#[test]
fn what_is_released_from_quarantine_is_new_to_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(&folder.path().join("ingest.redb")).unwrap();
    ledger.record("/a", [("x.pdf", &entry(1))]).unwrap();
    ledger.put_in_quarantine(&quarantined("/a", "x.pdf")).unwrap();
    assert_eq!(ledger.quarantine().unwrap(), [quarantined("/a", "x.pdf")]);
    assert!(ledger.release("/a", "x.pdf").unwrap());
    assert!(!ledger.release("/a", "x.pdf").unwrap());
    assert!(ledger.quarantine().unwrap().is_empty());
    assert!(ledger.files("/a").unwrap().is_empty());
}

#[test]
fn the_next_run_outlives_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ingest.redb");
    let nightly = ScheduleEntry {
        expression: "0 2 * * *".to_owned(),
        zone: "Asia/Taipei".to_owned(),
        next_run: "2026-03-01T18:00:00Z".to_owned(),
        last_run: None,
    };
    Ledger::open(&path)
        .unwrap()
        .record_schedule("ingest", &nightly)
        .unwrap();
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.schedule("ingest").unwrap(), Some(nightly));
    assert_eq!(ledger.schedule("backup").unwrap(), None);
}

#[test]
fn readers_stand_beside_one_writer_and_a_second_writer_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ingest.redb");
    assert!(
        Ledger::open_to_read(&path)
            .unwrap()
            .files("/a")
            .unwrap()
            .is_empty()
    );

    let writer = Ledger::open(&path).unwrap();
    writer.record("/a", [("x.pdf", &entry(1))]).unwrap();
    let reader = Ledger::open_to_read(&path).unwrap();
    assert_eq!(reader.files("/a").unwrap().len(), 1);
    assert!(matches!(
        reader.forget("/a", ["x.pdf"]),
        Err(LedgerError::ReadOnly(_))
    ));
    assert!(matches!(Ledger::open(&path), Err(LedgerError::Locked(_))));

    writer.record("/a", [("y.pdf", &entry(2))]).unwrap();
    assert_eq!(Ledger::open_to_read(&path).unwrap().files("/a").unwrap().len(), 2);
}

#[test]
fn what_was_recorded_outlives_a_killed_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ingest.redb");
    let ledger = Ledger::open(&path).unwrap();
    ledger.record("/a", [("x.pdf", &entry(1))]).unwrap();
    // What stands on the disk now is what a kill would leave.
    for (name, to_read) in [("first.redb", true), ("second.redb", false)] {
        let left = folder.path().join(name);
        fs::copy(&path, &left).unwrap();
        let open = if to_read {
            Ledger::open_to_read
        } else {
            Ledger::open
        };
        let reopened = open(&left).unwrap();
        assert_eq!(reopened.files("/a").unwrap().len(), 1, "{name}");
        assert!(!reopened.was_damaged());
    }
}

#[test]
fn a_damaged_ledger_is_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ingest.redb");
    fs::write(&path, vec![0x5a; 9000]).unwrap();
    assert!(
        Ledger::open_to_read(&path)
            .unwrap()
            .files("/a")
            .unwrap()
            .is_empty()
    );
    let ledger = Ledger::open(&path).unwrap();
    assert!(ledger.was_damaged());
    ledger.record("/a", [("x.pdf", &entry(1))]).unwrap();
    assert!(folder.path().join("ingest.redb.damaged").exists());
}

#[test]
fn an_entry_of_another_version_is_as_good_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ingest.redb");
    {
        let files = redb::TableDefinition::<(&str, &str), &[u8]>::new("files");
        let database = redb::Database::create(&path).unwrap();
        let transaction = database.begin_write().unwrap();
        transaction
            .open_table(files)
            .unwrap()
            .insert(("/a", "x.pdf"), b"{}".as_slice())
            .unwrap();
        transaction.commit().unwrap();
    }
    assert!(Ledger::open(&path).unwrap().files("/a").unwrap().is_empty());
}
