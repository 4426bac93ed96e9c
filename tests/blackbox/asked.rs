//! Questions worded in many ways over many document sets in three languages, which nothing in the program names
//! (`tests/fixtures/asked`): how many are answered, and how many that the documents do not answer are refused.

use std::collections::HashMap;
use std::fs;

use serde_json::Value;

use crate::program::{index_of, ingest, quarry, root, stdout};

/// What was measured, as shares; both may only rise.
struct Floor {
    set: &'static str,
    f1: f64,
    refused: f64,
}

const fn floor(set: &'static str, f1: f64, refused: f64) -> Floor {
    Floor { set, f1, refused }
}

const FLOORS: [Floor; 19] = [
    // worked on
    floor("harbour", 0.98, 0.95),
    // worked on
    floor("garden", 0.94, 0.95),
    // measured, and weights fitted to it
    floor("clinic", 0.81, 0.95),
    // The others are by authors who had not seen the answering code. Of this one the questions of odd number were worked on.
    floor("agency", 0.69, 0.70),
    // weights fitted to these four; bureau, campus and housing stood a hundredth higher while yes and no were guessed (docs/decisions/0094)
    floor("ministry", 0.52, 0.80),
    floor("institute", 0.55, 0.63),
    floor("bureau", 0.51, 0.72),
    floor("campus", 0.45, 0.86),
    // measured only
    floor("council", 0.36, 0.72),
    // weights fitted to these four
    floor("archive", 0.44, 0.86),
    floor("transit", 0.40, 0.77),
    floor("fund", 0.46, 0.75),
    floor("energy", 0.46, 0.66),
    // measured only, seen as totals and a few failures
    floor("legal", 0.46, 0.69),
    floor("labour", 0.43, 0.94),
    floor("housing", 0.35, 0.58),
    floor("customs", 0.39, 0.77),
    floor("weather", 0.40, 0.63),
    floor("forest", 0.42, 0.69),
];

#[test]
fn free_questions_are_answered_and_unanswerable_ones_refused() {
    let (mut right, mut wrong_way) = (0, 0);
    for floor in &FLOORS {
        let folder = root().join("tests/fixtures/asked").join(floor.set);
        let data = tempfile::tempdir().unwrap();
        ingest(&folder.join("documents"), data.path());
        let questions = folder.join("questions.jsonl");
        let printed = stdout(
            quarry()
                .args(["ask", "--batch"])
                .arg(&questions)
                .arg("--data")
                .arg(data.path()),
        );
        let lines =
            |text: &str| -> Vec<Value> { text.lines().map(|l| serde_json::from_str(l).unwrap()).collect() };
        let (mut f1, mut answerable, mut refused, mut unanswerable) = (0.0, 0.0, 0.0, 0.0);
        let mut wrong = Vec::new();
        for (question, answer) in lines(&fs::read_to_string(&questions).unwrap())
            .iter()
            .zip(lines(&printed))
        {
            assert_eq!(question["id"], answer["id"]);
            let answered = answer["answered"].as_bool().unwrap();
            // an answer comes with its sources, a refusal without
            assert_eq!(
                answered,
                !answer["citations"].as_array().unwrap().is_empty(),
                "{answer}"
            );
            if question["answerable"] == false {
                unanswerable += 1.0;
                refused += f64::from(u8::from(!answered));
                assert!(!answered || answer["answer"] != question["answer"]);
                continue;
            }
            let given = answer["answer"].as_str().unwrap();
            let best = std::iter::once(&question["answer"])
                .chain(question["aliases"].as_array().unwrap())
                .map(|a| overlap(given, a.as_str().unwrap()))
                .fold(0.0, f64::max);
            answerable += 1.0;
            f1 += best;
            if is_yes_or_no(&question["answer"]) && is_yes_or_no(&answer["answer"]) {
                if best > 0.99 { right += 1 } else { wrong_way += 1 }
            }
            if best < 0.99 {
                wrong.push(format!("{}: {given}", question["id"]));
            }
        }
        let (f1, refused) = (f1 / answerable, refused / unanswerable);
        assert!(
            f1 >= floor.f1 && refused >= floor.refused,
            "{}: F1 {f1:.3} of {answerable}, refused {refused:.3} of {unanswerable}; not exact: {wrong:?}",
            floor.set
        );
    }
    // A wrong yes is worse than a refusal.
    assert!(
        right >= 3 * wrong_way,
        "{right} questions of yes and no right, {wrong_way} wrong"
    );
}

fn is_yes_or_no(answer: &Value) -> bool {
    let said = answer.as_str().unwrap_or_default().to_lowercase();
    ["yes", "no", "是", "否", "예", "아니요", "아니오"].contains(&said.as_str())
}

#[test]
fn an_answer_as_of_a_day_is_what_was_in_force_then() {
    let papers = [
        (
            "old.md",
            "---\ndate: 2023-03-01\n---\n# 公告\n\n渡船管理所的所長為林宜安。",
        ),
        (
            "new.md",
            "---\ndate: 2025-06-01\n---\n# 人事公告\n\n渡船管理所的所長為陳苡庭，於民國114年6月1日就任；前任所長為林宜安。",
        ),
    ];
    let data = index_of(papers);
    let ask = |day: Option<&str>| {
        let mut command = quarry();
        command
            .args(["ask", "渡船管理所的所長是誰？", "--json", "--data"])
            .arg(data.path());
        if let Some(day) = day {
            command.args(["--as-of", day]);
        }
        let answer: Value = serde_json::from_str(&stdout(&mut command)).unwrap();
        answer["answer"].as_str().unwrap().to_owned()
    };
    assert_eq!(ask(None), "陳苡庭");
    assert_eq!(ask(Some("2023-12-31")), "林宜安");
    assert_eq!(ask(Some("2026-01-01")), "陳苡庭");
    // nothing was known yet
    assert_eq!(ask(Some("2022-01-01")), "文件中未提供相關資訊");
}

/// F1 over words, numbers and single Han and Hangul characters.
fn overlap(a: &str, b: &str) -> f64 {
    let (a, b) = (tokens(a), tokens(b));
    let mut left: HashMap<&str, usize> = HashMap::new();
    for token in &a {
        *left.entry(token).or_default() += 1;
    }
    let mut shared = 0.0;
    for token in &b {
        if let Some(count) = left.get_mut(token.as_str()).filter(|c| **c > 0) {
            *count -= 1;
            shared += 1.0;
        }
    }
    let all = u32::try_from(a.len() + b.len()).unwrap();
    if all == 0 {
        0.0
    } else {
        2.0 * shared / f64::from(all)
    }
}

fn tokens(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.to_lowercase().chars() {
        let joins = c.is_ascii_alphanumeric() || (open && c == '.');
        if joins && open {
            if let Some(last) = out.last_mut() {
                last.push(c);
            }
        } else if c.is_alphanumeric() {
            out.push(c.to_string());
        } else if c == ',' && open {
            continue;
        }
        open = joins;
    }
    out
}
