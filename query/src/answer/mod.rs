//! Answers without a generator: facts first, then sentences, and a refusal where neither carries the question.
//!
//! [`resolve`] follows the question's relations through the facts ([`FactIndex`]): chains over several documents,
//! comparisons, totals and counts. Where it finds nothing, [`extract`] looks for a sentence that speaks of everything that
//! the question speaks of, and takes the shortest span of the right kind out of it. Every answer cites what carries it.

mod chain;
mod facts;
mod grid;
mod headers;
mod operate;
mod rows;
mod sentence;
mod things;
pub mod values;

use quarry_ingest::Locator;
use serde::{Deserialize, Serialize};

pub use chain::{Evidence, Found};
pub use facts::{Fact, FactIndex, Object, Standing};
pub use operate::resolve;
pub use sentence::extract;
pub use things::Things;

use crate::question::{Mode, Question};
use crate::retrieval::{PassageGraph, SearchResult};
use crate::text::Language;

/// Most citations of one answer.
const MAX_CITATIONS: usize = 12;

/// One piece of evidence that an answer rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// Path of the document below the ingested root.
    pub source: String,
    /// Where the sentence or cell stands.
    pub locator: Locator,
    /// The whole passage, verbatim.
    pub passage: String,
    /// The sentence or cell itself, verbatim.
    pub quote: String,
    /// Title of the document.
    pub title: String,
}

/// An answer, or a refusal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The bare short answer, in the words of the documents; for a refusal the sentence that says so.
    pub answer: String,
    /// Whether the documents carry an answer.
    pub answered: bool,
    /// How the answer came about, and where documents contradict each other.
    pub explanation: String,
    /// What carries it, the first step of a chain first.
    pub citations: Vec<Citation>,
    /// Language of the question.
    pub language: Language,
    /// How it was found.
    pub mode: Mode,
}

impl Answer {
    /// The answer that the documents do not carry one.
    #[must_use]
    pub fn refusal(language: Language, mode: Mode) -> Self {
        Self {
            answer: language.refusal().to_owned(),
            answered: false,
            explanation: String::new(),
            citations: Vec::new(),
            language,
            mode,
        }
    }
}

/// Answers `question` from `facts` and from the passages of `found`.
#[must_use]
pub fn answer(question: &Question, facts: &FactIndex, graph: &PassageGraph, found: &SearchResult) -> Answer {
    let analysis = facts.analyse(&question.text);
    let by_facts = matches!(question.mode, Mode::Auto | Mode::Facts);
    let resolved = if by_facts { resolve(&analysis, facts) } else { None };
    let mode = if resolved.is_some() {
        Mode::Facts
    } else {
        found.mode_or_hybrid()
    };
    let Some(found) = resolved.or_else(|| extract(&question.text, &analysis, facts, graph, found)) else {
        return Answer::refusal(analysis.language, mode);
    };
    let citations = cite(&found, facts);
    if citations.is_empty() {
        // No evidence, no answer.
        return Answer::refusal(analysis.language, mode);
    }
    Answer {
        answer: found.text,
        answered: true,
        explanation: found.explanation,
        citations,
        language: analysis.language,
        mode,
    }
}

fn cite(found: &Found, facts: &FactIndex) -> Vec<Citation> {
    let mut citations: Vec<Citation> = Vec::new();
    for evidence in &found.evidence {
        let Some(passage) = evidence.passage.and_then(|p| facts.passages.get(&p)) else {
            continue;
        };
        let repeated = citations
            .iter()
            .any(|c| c.source == passage.source && c.passage == passage.text && c.quote == evidence.quote);
        if !repeated && citations.len() < MAX_CITATIONS {
            citations.push(Citation {
                source: passage.source.clone(),
                locator: evidence.locator.clone(),
                passage: passage.text.clone(),
                quote: evidence.quote.clone(),
                title: passage.title.clone(),
            });
        }
    }
    citations
}

impl SearchResult {
    /// The mode that ran; [`Mode::Hybrid`] where none was chosen.
    #[must_use]
    pub fn mode_or_hybrid(&self) -> Mode {
        if self.mode == Mode::Auto {
            Mode::Hybrid
        } else {
            self.mode
        }
    }
}
