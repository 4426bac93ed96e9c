//! Recall at k: the share of a question's gold passages among the first k retrieved, averaged over questions.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::error::QueryError;
use crate::question::{Mode, Question};

/// Depths at which recall is given.
pub(crate) const DEPTHS: [usize; 4] = [1, 2, 5, 10];

/// One question with the records that hold its evidence.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldQuestion {
    /// The question.
    pub question: String,
    /// Ids of the records of the corpus.
    pub gold: Vec<String>,
}

/// A way of ranking that is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Name in the report.
    pub name: String,
    /// Mode of the engine.
    pub mode: Mode,
}

impl From<(&str, Mode)> for Ranking {
    fn from((name, mode): (&str, Mode)) -> Self {
        Self {
            name: name.to_owned(),
            mode,
        }
    }
}

/// Recall of one ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecallRow {
    /// Name of the ranking.
    pub name: String,
    /// Recall at [`DEPTHS`], in percent.
    pub recall: [f64; 4],
    /// Median time for a question, in milliseconds.
    pub p50_ms: f64,
    /// 95th percentile, in milliseconds.
    pub p95_ms: f64,
}

/// What an evaluation found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecallReport {
    /// Number of questions.
    pub questions: usize,
    /// One row a ranking.
    pub rows: Vec<RecallRow>,
}

/// Reads a question set: one `{"question", "gold"}` a line.
///
/// # Errors
/// [`QueryError::Line`] with the number of a line that is none.
pub fn read_questions(jsonl: &str) -> Result<Vec<GoldQuestion>, QueryError> {
    jsonl
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(i, l)| {
            serde_json::from_str(l).map_err(|e| QueryError::Line {
                line: i + 1,
                message: e.to_string(),
            })
        })
        .collect()
}

/// Asks every question in every ranking. `now` gives the time since any fixed moment. A retrieved passage counts for the
/// record whose id stands after the `#` of its source.
///
/// # Errors
/// What the engine said.
pub fn evaluate(
    engine: &Engine,
    questions: &[GoldQuestion],
    rankings: &[Ranking],
    now: &dyn Fn() -> Duration,
) -> Result<RecallReport, QueryError> {
    let mut rows = Vec::new();
    for ranking in rankings {
        let mut sums = [0.0_f64; 4];
        let mut times = Vec::with_capacity(questions.len());
        if let Some(first) = questions.first() {
            // The first question of an engine builds its graph; that is time to index, not to answer.
            engine.search(&Question::new(first.question.as_str()).with_mode(ranking.mode))?;
        }
        for question in questions {
            let started = now();
            let found = engine.search(&Question::new(question.question.as_str()).with_mode(ranking.mode))?;
            times.push(now().saturating_sub(started).as_secs_f64() * 1e3);
            let ids: Vec<&str> = found
                .hits
                .iter()
                .map(|h| {
                    h.passage
                        .source
                        .rsplit_once('#')
                        .map_or(h.passage.source.as_str(), |(_, id)| id)
                })
                .collect();
            let mut gold: Vec<&str> = question.gold.iter().map(String::as_str).collect();
            gold.sort_unstable();
            gold.dedup();
            for (sum, depth) in sums.iter_mut().zip(DEPTHS) {
                let hits = gold
                    .iter()
                    .filter(|g| ids.iter().take(depth).any(|i| i == *g))
                    .count();
                *sum += f64::from(crate::retrieval::share(hits, gold.len()));
            }
        }
        let count = f64::from(u32::try_from(questions.len().max(1)).unwrap_or(u32::MAX));
        rows.push(RecallRow {
            name: ranking.name.clone(),
            recall: sums.map(|s| 100.0 * s / count),
            p50_ms: percentile(&mut times, 0.50),
            p95_ms: percentile(&mut times, 0.95),
        });
    }
    Ok(RecallReport {
        questions: questions.len(),
        rows,
    })
}

/// The value that `share` (0 to 1) of the values do not exceed, by nearest rank; 0 of no values.
#[must_use]
pub fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a rank"
    )]
    let rank = ((values.len() as f64 * share).ceil() as usize).saturating_sub(1);
    values
        .get(rank.min(values.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_taken_by_nearest_rank() {
        let mut values = vec![4.0, 1.0, 3.0, 2.0];
        assert!((percentile(&mut values, 0.5) - 2.0).abs() < 1e-9);
        assert!((percentile(&mut values, 0.95) - 4.0).abs() < 1e-9);
        assert!(percentile(&mut [], 0.5).abs() < 1e-9);
    }
}
