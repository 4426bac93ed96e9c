//! `quarry eval extraction --relations`: statements against KnowledgeNet and the Korean relation rows.

use std::fs::{self, File};
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use quarry_extract::Extractor;
use quarry_extract::evaluation::fact_scores::FactScores;
use quarry_extract::evaluation::facts::{self, Pair};
use serde_json::json;
use zip::ZipArchive;

use crate::output;

/// The table of passages in KnowledgeNet's archive.
const PAGE: &str = "human_readable-v10-notest.html";

/// A set as measured.
pub(super) struct Row {
    name: &'static str,
    language: &'static str,
    /// Passages or rows.
    size: usize,
    scores: FactScores,
}

impl Row {
    pub(super) fn json(&self) -> serde_json::Value {
        let predicates = self.scores.by_predicate.iter().map(|(name, tally)| {
            let name = if name.is_empty() { "all" } else { name };
            let figures = json!({
                "precision": tally.precision(), "recall": tally.recall(), "f1": tally.f1(), "gold": tally.gold,
            });
            (name.to_owned(), figures)
        });
        json!({
            "set": self.name, "language": self.language, "size": self.size,
            "by_predicate": predicates.collect::<serde_json::Map<_, _>>(),
        })
    }
}

/// Measures both sets below a folder.
pub(super) fn measured(folder: &Path, extractor: &Extractor) -> Result<Vec<Row>> {
    let passages = facts::knowledgenet(&page(&folder.join("knowledgenet"))?);
    let mut knowledgenet = FactScores::default();
    for passage in &passages {
        knowledgenet.add_passage(passage, &extractor.extract_text(&passage.text)?);
    }
    let rows = korean_rows(&folder.join("boostcamp_ko_re"))?;
    let mut korean = FactScores::default();
    for row in &rows {
        korean.add_row(row.says, found(row, extractor)?);
    }
    Ok(vec![
        Row {
            name: "KnowledgeNet, fourth fold, end to end",
            language: "en",
            size: passages.len(),
            scores: knowledgenet,
        },
        Row {
            name: "Korean relation rows held out, ends given",
            language: "ko",
            size: rows.len(),
            scores: korean,
        },
    ])
}

fn page(folder: &Path) -> Result<String> {
    let path = folder.join("human_readable-v10-notest.zip");
    let file = File::open(&path).with_context(|| path.display().to_string())?;
    let mut archive = ZipArchive::new(file).with_context(|| path.display().to_string())?;
    let mut bytes = Vec::new();
    archive
        .by_name(PAGE)
        .with_context(|| path.display().to_string())?
        .read_to_end(&mut bytes)
        .with_context(|| path.display().to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The held-out rows of every file in UTF-8, those of one sentence, ends and statement once.
fn korean_rows(folder: &Path) -> Result<Vec<Pair>> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let inner = entry?.path();
        if inner.is_dir() {
            for file in fs::read_dir(&inner)? {
                files.push(file?.path());
            }
        }
    }
    files.retain(|f| f.extension().is_some_and(|e| e == "csv"));
    files.sort();
    let mut rows: Vec<Pair> = Vec::new();
    for file in files {
        let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
        if let Ok(text) = String::from_utf8(bytes) {
            rows.extend(facts::korean_rows(&text));
        }
    }
    rows.sort_by(|a, b| {
        (&a.text, a.ends[0].1.start, a.ends[1].1.start).cmp(&(&b.text, b.ends[0].1.start, b.ends[1].1.start))
    });
    rows.dedup();
    if rows.is_empty() {
        bail!("{}: no relation rows", folder.display());
    }
    Ok(rows)
}

fn found(row: &Pair, extractor: &Extractor) -> Result<Option<facts::Stated>> {
    let bytes = |characters: &Range<usize>| {
        let at = |n: usize| {
            row.text
                .char_indices()
                .nth(n)
                .map_or(row.text.len(), |(at, _)| at)
        };
        at(characters.start)..at(characters.end)
    };
    let ends = row
        .ends
        .clone()
        .map(|(kind, characters)| (kind, bytes(&characters)));
    let found = extractor.relation_between(&row.text, &ends)?;
    Ok(found.map(|(predicate, turned)| (facts::name_of(&predicate), turned)))
}

pub(super) fn print(rows: &[Row]) -> Result<()> {
    output::line("| statements | of | predicate | precision | recall | F1 | stated |")?;
    output::line("|---|---|---|---|---|---|---|")?;
    for row in rows {
        for (name, tally) in &row.scores.by_predicate {
            if tally.gold + tally.found == 0 {
                continue;
            }
            output::line(&format!(
                "| {}, {} | {} | {} | {:.3} | {:.3} | {:.3} | {} |",
                row.language,
                row.name,
                row.size,
                if name.is_empty() { "all" } else { name },
                tally.precision(),
                tally.recall(),
                tally.f1(),
                tally.gold
            ))?;
        }
    }
    output::line("")
}
