//! Killed at any moment, the knowledge opens whole: nothing that was reported done is lost, and graph and indexes agree.
//!
//! The parent runs this very binary as a child that applies step after step, kills it with SIGKILL after a random while, opens
//! the folder, looks, and starts the next child where the last one stood. `QUARRY_TEST_KILLS=2000` makes a night of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use quarry_graph::{Change, Knowledge};

use crate::exactness::{canonical, version};
use crate::world::{embedding, open, put, remove};

const CHILD: &str = "QUARRY_TEST_CRASH_FOLDER";
/// How often the child is killed; more with the variable.
const KILLS: u64 = 12;
const KILLS_VARIABLE: &str = "QUARRY_TEST_KILLS";
/// Steps for each kill, so that there is always something to interrupt.
const STEPS_A_KILL: u64 = 5;
/// Milliseconds that a child lives at least, and at most beyond that at first: the latter follows the pace of the machine.
const SHORTEST_WAIT: u64 = 10;
const LONGEST_WAIT: u64 = 700;

fn kills_wanted() -> u64 {
    let given = std::env::var(KILLS_VARIABLE).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(KILLS)
}

fn steps() -> u64 {
    kills_wanted() * STEPS_A_KILL
}

/// Step `number`: several documents put, replaced or removed. Each step changes something, so it is one transaction.
fn step(number: u64) -> Vec<Change> {
    let mut changes = Vec::new();
    for i in 0..4u64 {
        let (document, extraction) =
            version(((number * 3 + i * 5) % 9) as usize, ((number + i) % 7) as usize);
        changes.push(put(document, extraction));
    }
    if number % 3 == 1 {
        changes.push(remove(&format!("폴더/{}.pdf", (number * 3) % 9)));
    }
    changes
}

#[test]
#[ignore = "the child of the crash harness"]
fn child() {
    work(CHILD, steps(), step);
}

/// What a child does: goes on with the steps in the folder that the variable names, and reports every one; nothing without it.
pub(crate) fn work(variable: &str, steps: u64, step: impl Fn(u64) -> Vec<Change>) {
    let Ok(folder) = std::env::var(variable) else {
        return;
    };
    let folder = Path::new(&folder);
    let knowledge = open(&folder.join("data"));
    for number in knowledge.sequence()..steps {
        let commit = knowledge.apply(step(number)).unwrap();
        fs::write(folder.join("reported"), commit.sequence.to_string()).unwrap();
    }
}

/// Runs a test of this binary as a child that works in a folder, named to it by the variable; kills it after a while; gives the
/// sequence that it last reported.
pub(crate) fn kill_after(wait: Duration, test: &str, variable: &str, folder: &Path) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", test, "--test-threads", "1"])
        .env(variable, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    let reported = fs::read_to_string(folder.join("reported")).ok();
    reported.and_then(|t| t.parse().ok()).unwrap_or(0)
}

/// Every passage is in both indexes, and nothing else is.
fn agrees(knowledge: &Knowledge) {
    let passages = knowledge.passages().len();
    let everything = "이끈다 계획 0 1 2 3 4 5 6 7 8 9 a b c d e f 문서 원장";
    assert_eq!(
        knowledge
            .text_search(everything, None, passages + 10)
            .unwrap()
            .len(),
        passages
    );
    assert_eq!(
        knowledge
            .vector_search(&embedding("x"), None, passages + 10)
            .unwrap()
            .len(),
        passages
    );
}

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_reported() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    let (mut kills, mut stood, mut longest) = (0, 0, LONGEST_WAIT);
    for _ in 0..kills_wanted() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let wait = Duration::from_millis(SHORTEST_WAIT + (state >> 33) % longest);
        let reported = kill_after(wait, "crash::child", CHILD, folder.path());
        kills += 1;
        let knowledge = open(&folder.path().join("data"));
        assert!(
            knowledge.sequence() >= reported,
            "{} < {reported}",
            knowledge.sequence()
        );
        agrees(&knowledge);
        if knowledge.sequence() >= steps() {
            break;
        }
        // Fast machines would be through with all steps long before the last kill.
        let ahead = knowledge.sequence() - stood > STEPS_A_KILL;
        longest = if ahead {
            (longest * 9 / 10).max(1)
        } else {
            longest * 11 / 10 + 1
        };
        stood = knowledge.sequence();
    }
    let knowledge = open(&folder.path().join("data"));
    for number in knowledge.sequence()..steps() {
        knowledge.apply(step(number)).unwrap();
    }
    let undisturbed = open(&folder.path().join("undisturbed"));
    for number in 0..steps() {
        undisturbed.apply(step(number)).unwrap();
    }
    assert!(kills > 0);
    println!("{kills} kills in {} steps", steps());
    assert_eq!(canonical(&knowledge), canonical(&undisturbed));
    let search = |k: &Knowledge| {
        (
            k.text_search("디지털청 계획", None, 20).unwrap(),
            k.vector_search(&embedding("계획"), None, 20).unwrap(),
        )
    };
    assert_eq!(search(&knowledge), search(&undisturbed));
}
