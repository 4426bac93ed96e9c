//! Many documents over a long time: what waits in memory, what is on disk and what was given a new place look alike from
//! outside, at every moment.

use std::collections::BTreeMap;

use quarry_extract::Extraction;
use quarry_graph::{Access, Change, Knowledge, OpenOptions};
use roaring::RoaringBitmap;

use crate::world::{document, embedding, open, passages, put, remove};

const WORDS: [&str; 7] = ["계획", "預算", "harbour", "연구소", "工務局", "survey", "데이터"];

fn change(source: usize, version: usize) -> Change {
    let paragraph = |n: usize| {
        let word = |k: usize| WORDS[(source * k + version * (n + 1) + k) % WORDS.len()];
        format!("{} {} {} no {source} in {version}", word(1), word(2), word(3))
    };
    let texts: Vec<String> = (0..(source + version) % 3).map(paragraph).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let document = document(&format!("{source:03}"), &format!("t{version}"), &texts);
    let extraction = Extraction {
        passages: passages(&document, &[]),
        ..Extraction::default()
    };
    put(document, extraction)
}

fn fresh(folder: &std::path::Path, present: &BTreeMap<usize, usize>) -> Knowledge {
    let knowledge = open(folder);
    knowledge
        .apply(present.iter().map(|(s, v)| change(*s, *v)).collect())
        .unwrap();
    knowledge
}

/// Everything that an index says, with a filter and without.
fn seen(knowledge: &Knowledge) -> impl PartialEq + std::fmt::Debug {
    let passages = knowledge.passages();
    let texts: Vec<(String, String)> = passages
        .iter()
        .map(|p| (p.source.clone(), p.text.clone()))
        .collect();
    let half: RoaringBitmap = (0..passages.len() as u32).step_by(2).collect();
    let mut found = Vec::new();
    for filter in [None, Some(&half)] {
        for query in ["harbour survey", "預算 工務局", "데이터 연구소 계획"] {
            found.push(knowledge.text_search(query, filter, 40).unwrap());
            found.push(knowledge.vector_search(&embedding(query), filter, 40).unwrap());
        }
    }
    (texts, found)
}

/// Numbers without pattern.
fn next(state: &mut u64) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn waiting_written_and_reopened_are_alike() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lived");
    let mut lived = open(&path);
    let mut present: BTreeMap<usize, usize> = BTreeMap::new();
    let mut state = 11;
    for round in 0..220 {
        // Now one document, now so many that they go to disk at once.
        let many = if round % 40 == 7 {
            150
        } else {
            1 + next(&mut state) % 4
        };
        let mut changes = Vec::new();
        for _ in 0..many {
            let source = next(&mut state) % 170;
            if next(&mut state).is_multiple_of(4) {
                present.remove(&source);
                changes.push(remove(&format!("{source:03}")));
            } else {
                let version = next(&mut state) % 9;
                present.insert(source, version);
                changes.push(change(source, version));
            }
        }
        let before = lived.snapshot();
        lived.apply(changes).unwrap();
        if round % 22 == 21 {
            let other = fresh(&folder.path().join(round.to_string()), &present);
            assert_eq!(seen(&lived), seen(&other), "after {round} rounds");
            let texts: Vec<String> = before.passages().iter().map(|p| p.text.clone()).collect();
            let found = before.text_search("harbour survey", None, 40).unwrap();
            assert!(
                found
                    .iter()
                    .all(|(id, _)| texts[id.0 as usize].contains("harbour")
                        || texts[id.0 as usize].contains("survey")),
                "who reads on an older commit finds what it had"
            );
        }
        if round % 75 == 74 {
            drop(lived);
            lived = open(&path);
        }
    }
}

/// A reader that finds the indexes behind takes what they lack from the store.
#[test]
fn a_reader_sees_what_a_killed_writer_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("data"), folder.path().join("copy"));
    let present: BTreeMap<usize, usize> = (0..40).map(|s| (s, s % 7)).collect();
    let writer = fresh(&path, &present);
    writer.apply(vec![change(3, 8), remove("005")]).unwrap();
    // As a kill leaves it: the text index knows nothing of the last changes.
    copy_folder(&path, &copy);
    let read = OpenOptions {
        access: Access::Read,
        ..OpenOptions::default()
    };
    let reader = Knowledge::open(&copy, &read).unwrap();
    assert_eq!(seen(&reader), seen(&writer));
    drop(reader);
    let again = open(&copy);
    assert_eq!(seen(&again), seen(&writer));
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Documents come and go so often that their places in the indexes are given out anew.
#[test]
fn places_are_given_out_anew() {
    let folder = tempfile::tempdir().unwrap();
    let lived = open(&folder.path().join("lived"));
    let mut present: BTreeMap<usize, usize> = BTreeMap::new();
    for round in 0..110 {
        let changes = (0..40)
            .map(|n| {
                let (source, version) = ((n * 7 + round) % 45, (n + round * 5) % 9);
                present.insert(source, version);
                change(source, version)
            })
            .collect();
        lived.apply(changes).unwrap();
        if round > 103 {
            let other = fresh(&folder.path().join(round.to_string()), &present);
            assert_eq!(seen(&lived), seen(&other), "after {round} rounds");
        }
    }
}
