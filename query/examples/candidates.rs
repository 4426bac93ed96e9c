//! What the learned weights are fitted to, of questions whose answers are known (`{"id", "question", "answer", "aliases",
//! "answerable"}` a line).
//!
//! `candidates stretches MODELS DATA QUESTIONS.jsonl MOST TWINS` writes for each question, and for the same one as if no passage
//! had its answer where TWINS is more than 0, a line of JSON and the stretches that may be an answer as rows of little-endian
//! numbers: how right it is, how many it stands for, its numbers, and then its tags as whole numbers. Of a question MOST (of a
//! twin TWINS) are kept, the right ones first and the others by chance.
//! `candidates proposals MODELS DATA QUESTIONS.jsonl [WEIGHTS [TABLES]]` writes a line of JSON a question with everything
//! that readers propose, where stretches are weighed by WEIGHTS and readings of tables by TABLES.

use std::collections::HashMap;
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quarry_extract::{Extractor, ExtractorOptions};
use quarry_graph::{Access, Knowledge, OpenOptions};
use quarry_query::{Engine, EngineOptions, Question, Stretches};
use serde::Deserialize;

/// A stretch that is less right than this is wrong.
const RIGHT: f32 = 0.3;
/// Tags of a stretch.
const TAGS: usize = 32;

#[derive(Deserialize)]
struct Asked {
    id: String,
    question: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    aliases: Vec<String>,
    answerable: bool,
}

impl Asked {
    fn answers(&self) -> Vec<String> {
        std::iter::once(&self.answer)
            .chain(&self.aliases)
            .cloned()
            .collect()
    }

    fn right(&self, text: &str) -> f32 {
        if !self.answerable {
            return 0.0;
        }
        self.answers()
            .iter()
            .map(|a| overlap(text, a))
            .fold(0.0, f32::max)
    }
}

/// Words and numbers, single characters of other scripts; grouping commas are left out.
fn words(text: &str) -> HashMap<String, usize> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.to_lowercase().chars() {
        let joins = c.is_ascii_alphanumeric() || (open && c == '.');
        match out.last_mut() {
            Some(last) if joins && open => last.push(c),
            _ if c.is_alphanumeric() => out.push(c.to_string()),
            _ if c == ',' && open => continue,
            _ => {}
        }
        open = joins;
    }
    let mut counts = HashMap::new();
    for word in out {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
fn overlap(one: &str, other: &str) -> f32 {
    let (one, other) = (words(one), words(other));
    let shared: usize = one
        .iter()
        .map(|(w, n)| other.get(w).map_or(0, |m| *n.min(m)))
        .sum();
    let both: usize = one.values().chain(other.values()).sum();
    if both == 0 {
        0.0
    } else {
        2.0 * shared as f32 / both as f32
    }
}

/// A number that looks like chance and is always the same.
fn chance(id: &str, number: usize) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in id.bytes().chain(number.to_le_bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^ (hash >> 15)
}

#[expect(clippy::cast_precision_loss, reason = "there are some thousands of stretches")]
fn write(
    out: &mut impl Write,
    asked: &Asked,
    found: &Stretches,
    twin: bool,
    most: usize,
) -> Result<(), Box<dyn Error>> {
    let right = |text: &str| if twin { 0.0 } else { asked.right(text) };
    let rated: Vec<f32> = found.candidates.iter().map(|c| right(&c.text)).collect();
    let mut order: Vec<usize> = (0..rated.len()).collect();
    order.sort_by_key(|i| chance(&asked.id, *i));
    let (mut good, bad): (Vec<usize>, Vec<usize>) = order
        .into_iter()
        .partition(|i| rated.get(*i).is_some_and(|r| *r >= RIGHT));
    let rate = |i: &usize| rated.get(*i).copied().unwrap_or_default();
    good.sort_by(|a, b| rate(b).total_cmp(&rate(a)));
    good.truncate(most / 3);
    let wrong = bad.len().min(most - good.len());
    let stands_for = bad.len() as f32 / wrong.max(1) as f32;
    let numbers = found.candidates.first().map_or(0, |c| c.numbers.len());
    let head = serde_json::json!({
        "id": asked.id, "answerable": asked.answerable && !twin, "twin": twin, "tags": found.tags,
        "rows": good.len() + wrong, "numbers": numbers, "width": TAGS,
    });
    writeln!(out, "{head}")?;
    let rows = good
        .iter()
        .map(|i| (i, 1.0))
        .chain(bad.iter().take(wrong).map(|i| (i, stands_for)));
    for (at, weight) in rows {
        let Some(candidate) = found.candidates.get(*at) else {
            continue;
        };
        out.write_all(&rate(at).to_le_bytes())?;
        out.write_all(&f32::to_le_bytes(weight))?;
        for number in &candidate.numbers {
            out.write_all(&number.to_le_bytes())?;
        }
        let none = std::iter::repeat(u16::MAX);
        for tag in candidate.tags.iter().copied().chain(none).take(TAGS) {
            out.write_all(&tag.to_le_bytes())?;
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(what), Some(models), Some(data), Some(questions)) = (
        arguments.first(),
        arguments.get(1),
        arguments.get(2),
        arguments.get(3),
    ) else {
        return Err("candidates stretches|proposals MODELS DATA QUESTIONS.jsonl …".into());
    };
    let extractor = Extractor::new(ExtractorOptions {
        models: Some(PathBuf::from(models)),
        ..ExtractorOptions::default()
    })?;
    let options = OpenOptions {
        access: Access::Read,
        ..OpenOptions::default()
    };
    let knowledge = Knowledge::open(Path::new(data), &options)?;
    let engine = Engine::new(Arc::new(knowledge), Arc::new(extractor), EngineOptions::default());
    let count = |at: usize| {
        arguments
            .get(at)
            .and_then(|n| n.parse::<usize>().ok())
            .unwrap_or(0)
    };
    let weights = match arguments.get(4) {
        Some(path) if what == "proposals" => Some(std::fs::read(path)?),
        _ => None,
    };
    let tables = match arguments.get(5) {
        Some(path) if what == "proposals" => Some(std::fs::read_to_string(path)?),
        _ => None,
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(questions)?.lines() {
        let asked: Asked = serde_json::from_str(line)?;
        let question = Question::new(asked.question.clone());
        if what == "stretches" {
            let found = engine.stretches(&question, &[])?;
            write(&mut out, &asked, &found, false, count(4))?;
            if count(5) > 0 && asked.answerable {
                let found = engine.stretches(&question, &asked.answers())?;
                write(&mut out, &asked, &found, true, count(5))?;
            }
        } else {
            let proposed = engine.proposals(&question, weights.as_deref(), tables.as_deref())?;
            let proposals: Vec<_> = proposed
                .proposals
                .into_iter()
                .map(|(text, numbers)| serde_json::json!([asked.right(&text), text, numbers]))
                .collect();
            let line = serde_json::json!({
                "id": asked.id, "answerable": asked.answerable, "proposals": proposals,
                "stated": proposed.stated.map(|text| asked.right(&text)),
            });
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
