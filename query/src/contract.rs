//! The lines that `search --batch` and `ask --batch` read and write.

use quarry_ingest::Locator;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answer::Answer;
use crate::error::QueryError;
use crate::question::Mode;
use crate::retrieval::SearchResult;

/// One line of a batch: `{"id", "question"}`, other keys ignored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct BatchLine {
    /// Given back as it came; a string or a number.
    #[serde(default)]
    pub id: Value,
    /// The question.
    pub question: String,
}

impl BatchLine {
    /// Reads line number `line` (from 1).
    ///
    /// # Errors
    /// [`QueryError::Line`] where it is not an object with a question.
    pub fn parse(text: &str, line: usize) -> Result<Self, QueryError> {
        serde_json::from_str(text).map_err(|e| QueryError::Line {
            line,
            message: e.to_string(),
        })
    }

    /// The identifier of a line that [`BatchLine::parse`] refused, where it has one.
    #[must_use]
    pub fn id_of(text: &str) -> Value {
        serde_json::from_str::<Value>(text)
            .ok()
            .and_then(|v| v.get("id").cloned())
            .unwrap_or(Value::Null)
    }
}

/// One retrieved passage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Retrieved {
    /// Path below the ingested root.
    pub source: String,
    /// Where the passage stands.
    pub locator: Locator,
    /// The whole passage, verbatim.
    pub passage: String,
    /// Comparable within one line only.
    pub score: f32,
}

/// What `search --batch` writes for a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchLine {
    /// The line's identifier.
    pub id: Value,
    /// Best first.
    pub retrieved: Vec<Retrieved>,
    /// The mode that ran.
    pub mode: Mode,
}

impl SearchLine {
    /// The line for a result.
    #[must_use]
    pub fn new(id: Value, result: &SearchResult) -> Self {
        Self {
            id,
            retrieved: retrieved(result),
            mode: result.mode,
        }
    }
}

/// The passages of a result as the contract prints them.
#[must_use]
pub fn retrieved(result: &SearchResult) -> Vec<Retrieved> {
    result
        .hits
        .iter()
        .map(|h| Retrieved {
            source: h.passage.source.clone(),
            locator: h.passage.locator.clone(),
            passage: h.passage.text.clone(),
            score: h.score,
        })
        .collect()
}

/// One citation as `ask --batch` writes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cited {
    /// Path below the ingested root.
    pub source: String,
    /// Where the evidence stands.
    pub locator: Locator,
    /// The whole passage, verbatim.
    pub passage: String,
}

/// What `ask --batch` writes for a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswerLine {
    /// The line's identifier.
    pub id: Value,
    /// The bare short answer, or the refusal.
    pub answer: String,
    /// Whether the documents carry an answer.
    pub answered: bool,
    /// How it came about.
    pub explanation: String,
    /// What carries it.
    pub citations: Vec<Cited>,
    /// The mode that answered.
    pub mode: Mode,
}

impl AnswerLine {
    /// The line for an answer.
    #[must_use]
    pub fn new(id: Value, answer: &Answer) -> Self {
        let citations = answer
            .citations
            .iter()
            .map(|c| Cited {
                source: c.source.clone(),
                locator: c.locator.clone(),
                passage: c.passage.clone(),
            })
            .collect();
        Self {
            id,
            answer: answer.answer.clone(),
            answered: answer.answered,
            explanation: answer.explanation.clone(),
            citations,
            mode: answer.mode,
        }
    }
}

/// What a batch writes for a line that failed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FailedLine {
    /// The line's identifier.
    pub id: Value,
    /// What went wrong.
    pub error: String,
}
