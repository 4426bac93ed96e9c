#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use quarry_ingest::change::{Disk, PlanOptions, Probe, ProbeError, Reason, RemovalRefused, Task, file_of};
use quarry_ingest::ledger::{FileEntry, FileState, QuarantineEntry};
use quarry_ingest::source::{ScanOptions, Source, scan};

use super::world::{ROOT, World, hash};

fn options() -> PlanOptions {
    PlanOptions {
        pipeline: "1".to_owned(),
        allow_mass_removal: false,
        adopt_unclaimed: false,
    }
}

fn paths(tasks: &[Task]) -> Vec<(&str, Reason)> {
    tasks
        .iter()
        .map(|task| (task.file.path.as_str(), task.reason))
        .collect()
}

#[test]
fn the_second_run_over_the_same_files_does_nothing_and_hashes_nothing() {
    let mut world = World::with(&["a.pdf", "b.jsonl", "c/d.xlsx"]);
    let first = world.run(&options());
    assert_eq!(
        paths(&first.added),
        [
            ("a.pdf", Reason::New),
            ("b.jsonl", Reason::New),
            ("c/d.xlsx", Reason::New)
        ]
    );
    let second = world.run(&options());
    assert!(second.is_idle());
    assert_eq!((second.unchanged.len(), world.hashed), (3, 0));
}

#[test]
fn a_touched_file_is_hashed_once_and_left_alone() {
    let mut world = World::with(&["a.pdf", "b.jsonl"]);
    world.run(&options());
    world.write(ROOT, "a.pdf", "a.pdf");
    world.write(ROOT, "b.jsonl", "b.jsonl");
    assert!(world.run(&options()).is_idle());
    assert_eq!(world.hashed, 2);
    assert!(world.run(&options()).is_idle());
    assert_eq!(world.hashed, 2);
}

#[test]
fn a_changed_file_names_the_documents_that_it_replaces() {
    let mut world = World::with(&["a.pdf"]);
    world.write(ROOT, "b.jsonl", "xyz");
    world.run(&options());
    world.write(ROOT, "b.jsonl", "xw");
    let plan = world.run(&options());
    assert_eq!(paths(&plan.changed), [("b.jsonl", Reason::Content)]);
    assert_eq!(
        plan.changed.first().unwrap().documents,
        ["b.jsonl#x", "b.jsonl#y", "b.jsonl#z"]
    );
    assert_eq!(world.indexed(), world.expected());
}

#[test]
fn a_new_version_of_the_readers_makes_everything_again() {
    let mut world = World::with(&["a.pdf", "b.jsonl"]);
    world.run(&options());
    let newer = PlanOptions {
        pipeline: "2".to_owned(),
        ..options()
    };
    let plan = world.run(&newer);
    assert_eq!(
        paths(&plan.changed),
        [("a.pdf", Reason::Pipeline), ("b.jsonl", Reason::Pipeline)]
    );
    assert_eq!(world.hashed, 0);
    assert!(world.run(&newer).is_idle());
}

#[test]
fn a_renamed_file_is_one_removed_and_one_added() {
    let mut world = World::with(&["1", "2", "3", "4", "5"]);
    world.run(&options());
    world.delete("3");
    world.write(ROOT, "three", "3");
    let plan = world.run(&options());
    assert_eq!(paths(&plan.added), [("three", Reason::New)]);
    assert_eq!(plan.removed.first().unwrap().path, "3");
    assert_eq!(world.indexed(), world.expected());
}

#[test]
fn a_fifth_may_go_and_more_may_not() {
    let mut world = World::with(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    world.run(&options());
    world.delete("1");
    world.delete("2");
    let fifth = world.plan(ROOT, &options());
    assert_eq!((fifth.removed.len(), fifth.refused), (2, None));

    world.delete("3");
    world.write(ROOT, "11", "new");
    let more = world.run(&options());
    assert!(more.removed.is_empty());
    assert_eq!(paths(&more.added), [("11", Reason::New)]);
    let refused = more.refused.unwrap();
    assert_eq!(
        refused.to_string(),
        "3 of the 10 documents of /papers are missing, more than a fifth; if they are really gone, run again with \
         --allow-mass-removal"
    );

    let allowed = PlanOptions {
        allow_mass_removal: true,
        ..options()
    };
    assert_eq!(world.run(&allowed).removed.len(), 3);
    assert_eq!(world.indexed(), world.expected());
}

#[test]
fn an_empty_root_empties_nothing() {
    let mut world = World::with(&["1", "2", "3"]);
    world.run(&options());
    world.disk.clear();
    let plan = world.run(&options());
    assert!(matches!(
        plan.refused,
        Some(RemovalRefused::Empty { held: 3, .. })
    ));
    assert_eq!(world.graph.len(), 3);
}

#[test]
fn an_empty_root_that_never_held_anything_is_no_refusal() {
    assert!(World::default().run(&options()).is_idle());
}

#[test]
fn what_cannot_be_looked_at_is_kept() {
    let mut world = World::with(&["a/1", "a/2", "ab", "b", "c", "d", "e", "f"]);
    world.run(&options());
    world.unreadable.push("a/".to_owned());
    let mut scan = world.scan(ROOT);
    scan.unreadable.first_mut().unwrap().path = "a".to_owned();
    let kept = world.plan_scan(ROOT, &scan, &options());
    assert!(kept.is_idle(), "{kept:?}");

    scan.files.retain(|file| file.path != "ab");
    let plan = world.plan_scan(ROOT, &scan, &options());
    assert_eq!(plan.removed.first().unwrap().path, "ab");
}

#[test]
fn a_file_that_is_being_written_waits_and_is_not_taken_for_gone() {
    let mut world = World::with(&["a", "b"]);
    world.run(&options());
    let mut scan = world.scan(ROOT);
    scan.recent = scan.files.split_off(1);
    let plan = world.plan_scan(ROOT, &scan, &options());
    assert!(plan.is_idle());
    assert_eq!(plan.waiting, ["b"]);
}

#[test]
fn another_source_is_not_touched() {
    let mut world = World::with(&["a", "b"]);
    world.write("/other", "c", "c");
    world.run(&options());
    let plan = world.plan("/other", &options());
    assert!(plan.removed.is_empty() && plan.unclaimed.is_empty());
    world.apply("/other", &plan, "1");
    assert_eq!(world.run(&options()).held, 2);
    assert_eq!(world.indexed(), world.expected());
}

#[test]
fn two_sources_with_a_file_of_one_path_do_not_replace_each_other_for_ever() {
    let mut world = World::with(&["readme.md", "a"]);
    world.run(&options());
    world.write("/other", "readme.md", "another");
    let conflict = world.plan("/other", &options());
    assert!(conflict.is_idle());
    assert_eq!(conflict.conflicts.first().unwrap().other, ROOT);

    // The first source has moved: what it had is taken over.
    world.delete("readme.md");
    let plan = world.plan("/other", &options());
    assert_eq!(paths(&plan.changed), [("readme.md", Reason::Content)]);
    world.apply("/other", &plan, "1");
    assert!(world.run(&options()).is_idle());
    assert_eq!(world.indexed(), world.expected());
}

#[test]
fn without_a_ledger_the_graph_is_believed() {
    let mut world = World::with(&["a", "b", "c", "d", "e", "f"]);
    world.run(&options());
    world.ledger.clear();
    world.write(ROOT, "b", "changed");
    world.delete("c");
    let plan = world.run(&options());
    assert_eq!(paths(&plan.changed), [("b", Reason::Content)]);
    assert_eq!((plan.unchanged.len(), plan.removed.len()), (4, 0));
    assert_eq!(plan.unclaimed, ["c"]);

    let adopting = PlanOptions {
        adopt_unclaimed: true,
        ..options()
    };
    assert_eq!(world.run(&adopting).removed.first().unwrap().path, "c");
    assert_eq!(world.indexed(), world.expected());
}

#[test]
fn what_the_graph_has_lost_is_added_again() {
    let mut world = World::with(&["a", "b"]);
    world.write(ROOT, "c.jsonl", "xyz");
    world.run(&options());
    world.graph.remove("a").unwrap();
    world.graph.remove("c.jsonl#y").unwrap();
    let plan = world.run(&options());
    assert_eq!(paths(&plan.added), [("a", Reason::New)]);
    assert_eq!(paths(&plan.changed), [("c.jsonl", Reason::Retry)]);
    assert_eq!(world.indexed(), world.expected());
}

#[test]
fn a_killed_run_is_taken_up_where_it_stood() {
    let mut world = World::with(&["in graph", "not in graph", "gone", "x", "y", "z"]);
    world.run(&options());
    for path in ["in graph", "not in graph", "gone"] {
        let entry = world.ledger.get_mut(ROOT).unwrap().get_mut(path).unwrap();
        *entry = FileEntry::pending(entry.stat, "1");
    }
    world.graph.remove("not in graph").unwrap();
    world.delete("gone");
    let plan = world.run(&options());
    assert_eq!(paths(&plan.added), [("not in graph", Reason::New)]);
    assert_eq!((plan.changed.len(), plan.removed.len()), (0, 1));
    assert_eq!(world.indexed(), world.expected());
}

#[test]
fn a_refused_file_stays_refused_and_a_failed_one_is_tried_again() {
    let mut world = World::with(&["refused", "failed"]);
    world.run(&options());
    world.graph.clear();
    let entries = world.ledger.get_mut(ROOT).unwrap();
    for (path, state) in [("refused", FileState::Refused), ("failed", FileState::Failed)] {
        let entry = entries.get_mut(path).unwrap();
        (entry.state, entry.documents, entry.attempts) = (state, 0, 1);
    }
    let plan = world.plan(ROOT, &options());
    assert_eq!(paths(&plan.added), [("failed", Reason::Retry)]);
    assert_eq!(plan.added.first().unwrap().attempts, 1);
    world.delete("refused");
    assert_eq!(world.plan(ROOT, &options()).forgotten, ["refused"]);
}

#[test]
fn an_older_version_that_was_kept_is_not_read_for_again() {
    let mut world = World::with(&["a.pdf"]);
    world.run(&options());
    // What stands there now was refused; the graph keeps the document of the bytes before.
    let entry = world.ledger.get_mut(ROOT).unwrap().get_mut("a.pdf").unwrap();
    entry.state = FileState::Refused;
    entry.blake3 = hash("what is refused");
    entry.kept = 1;
    assert!(world.run(&options()).is_idle());
    world.ledger.get_mut(ROOT).unwrap().get_mut("a.pdf").unwrap().kept = 0;
    assert_eq!(paths(&world.run(&options()).changed), [("a.pdf", Reason::Retry)]);
}

#[test]
fn quarantine_follows_the_content_and_ends_with_a_new_version() {
    let mut world = World::with(&["bomb", "well"]);
    world.quarantine.push(QuarantineEntry {
        root: ROOT.to_owned(),
        path: "bomb".to_owned(),
        size: 4,
        blake3: hash("bomb"),
        pipeline: "1".to_owned(),
        reason: "signal 6".to_owned(),
        crashes: 3,
        since: "2026-03-01T00:00:00Z".to_owned(),
    });
    let plan = world.plan(ROOT, &options());
    assert_eq!(plan.quarantined.first().unwrap().reason, "signal 6");
    assert_eq!(paths(&plan.added), [("well", Reason::New)]);

    world.delete("bomb");
    world.write(ROOT, "renamed bomb", "bomb");
    assert_eq!(
        world
            .plan(ROOT, &options())
            .quarantined
            .first()
            .unwrap()
            .file
            .path,
        "renamed bomb"
    );

    world.write(ROOT, "renamed bomb", "mended");
    assert!(world.plan(ROOT, &options()).quarantined.is_empty());

    world.write(ROOT, "bomb", "bomb");
    let newer = PlanOptions {
        pipeline: "2".to_owned(),
        ..options()
    };
    assert!(world.plan(ROOT, &newer).quarantined.is_empty());
}

#[test]
fn the_file_of_a_document_is_found_whatever_signs_are_in_its_name() {
    let files = ["notes.jsonl", "a#b.pdf", "x.zip", "odd!/x.zip"];
    let is_file = |path: &str| files.contains(&path);
    assert_eq!(file_of("notes.jsonl#17", is_file), Some("notes.jsonl"));
    assert_eq!(file_of("notes.jsonl#a#b", is_file), Some("notes.jsonl"));
    assert_eq!(file_of("a#b.pdf", is_file), Some("a#b.pdf"));
    assert_eq!(file_of("x.zip!/in/a.pdf", is_file), Some("x.zip"));
    assert_eq!(
        file_of("odd!/x.zip!/in#side.jsonl#3", is_file),
        Some("odd!/x.zip")
    );
    assert_eq!(file_of("notes.jsonlines#1", is_file), None);
}

#[test]
fn the_disk_answers_as_memory_does() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "text").unwrap();
    let source = Source::new(folder.path(), "default").unwrap();
    let found = scan(&source, &ScanOptions::new(jiff::Timestamp::UNIX_EPOCH)).unwrap();
    let file = found.files.first().unwrap();
    assert_eq!(Disk.blake3(file).unwrap(), hash("text"));
    assert_eq!(Disk.standing(&source.key(), "a.txt"), Some(file.absolute.clone()));
    assert_eq!(Disk.standing(&source.key(), "b.txt"), None);

    std::fs::write(folder.path().join("a.txt"), "more text").unwrap();
    assert!(matches!(Disk.blake3(file), Err(ProbeError::Changing)));
    std::fs::remove_file(folder.path().join("a.txt")).unwrap();
    assert!(matches!(Disk.blake3(file), Err(ProbeError::Unreadable(_))));
}

/// What may happen to the papers between two runs.
#[derive(Debug, Clone)]
enum Event {
    Write(String, String),
    Delete(usize),
    LoseLedger,
    LoseGraph(usize),
    Run { newer: bool },
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => ("[a-d](/[a-c])?(\\.jsonl)?", "[xyz]{1,3}").prop_map(|(path, content)| Event::Write(path, content)),
        2 => any::<usize>().prop_map(Event::Delete),
        1 => any::<usize>().prop_map(Event::LoseGraph),
        1 => Just(Event::LoseLedger),
        3 => any::<bool>().prop_map(|newer| Event::Run { newer }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever happened before: one run (that may remove) brings the graph to what a fresh one would hold, and the
    /// next has nothing to do.
    #[test]
    fn one_run_catches_up_with_any_history(events in prop::collection::vec(event(), 0..40)) {
        let mut world = World::default();
        let mut options = PlanOptions { allow_mass_removal: true, adopt_unclaimed: true, ..options() };
        for event in events {
            match event {
                Event::Write(path, content) => world.write(ROOT, &path, &content),
                Event::Delete(index) => {
                    let victim = world.disk.keys().nth(index % world.disk.len().max(1)).cloned();
                    victim.and_then(|key| world.disk.remove(&key));
                }
                Event::LoseLedger => world.ledger.clear(),
                Event::LoseGraph(index) => {
                    let victim = world.graph.keys().nth(index % world.graph.len().max(1)).cloned();
                    victim.and_then(|key| world.graph.remove(&key));
                }
                Event::Run { newer } => {
                    if newer {
                        options.pipeline.push('\'');
                    }
                    world.run(&options);
                }
            }
        }
        world.run(&options);
        prop_assert_eq!(world.indexed(), world.expected());
        let next = world.run(&options);
        prop_assert!(next.is_idle(), "{:?}", next);
        prop_assert_eq!(next.unchanged.len(), world.disk.len());
    }

    /// Without the permission to remove much, no run ever removes more than a fifth of what is held, nor anything that
    /// still stands.
    #[test]
    fn the_brake_holds(
        before in prop::collection::btree_set("[a-z]{1,2}", 1..40),
        after in prop::collection::btree_set("[a-z]{1,2}", 0..40),
    ) {
        let mut world = World::default();
        before.iter().for_each(|path| world.write(ROOT, path, path));
        world.run(&options());
        world.disk.clear();
        after.iter().for_each(|path| world.write(ROOT, path, path));
        let plan = world.run(&options());
        prop_assert!(plan.removed.len() * 5 <= before.len());
        prop_assert!(plan.removed.iter().all(|removal| !after.contains(&removal.path)));
        let missing = before.difference(&after).count();
        prop_assert_eq!(plan.refused.is_some(), missing * 5 > before.len() || (missing > 0 && after.is_empty()));
        if plan.refused.is_none() {
            prop_assert_eq!(world.indexed(), world.expected());
        }
    }
}
