//! An answer before it is told: what it says, and what carries it.

use quarry_graph::PassageRecord;
use quarry_ingest::Locator;

use super::facts::Fact;

/// What carries an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Number of the passage.
    pub passage: Option<u32>,
    /// Where the sentence or cell stands.
    pub locator: Locator,
    /// The sentence or cell.
    pub quote: String,
}

/// A supported answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The bare short answer.
    pub text: String,
    /// What carries it.
    pub evidence: Vec<Evidence>,
    /// How it came about.
    pub explanation: String,
    /// Other places that say the same.
    pub more: Vec<Evidence>,
}

impl Evidence {
    pub(super) fn of(fact: &Fact) -> Self {
        Self {
            passage: fact.passage,
            locator: fact.locator.clone(),
            quote: fact.quote.clone(),
        }
    }

    /// What a passage says verbatim.
    pub(super) fn quoted(passage: &PassageRecord, quote: &str) -> Self {
        Self {
            passage: Some(passage.id.0),
            locator: passage.locator.clone(),
            quote: quote.to_owned(),
        }
    }
}

impl Found {
    /// An answer that one sentence of a passage gives.
    pub(super) fn in_sentence(text: String, passage: &PassageRecord, sentence: &str) -> Self {
        Self {
            text,
            evidence: vec![Evidence::quoted(passage, sentence)],
            explanation: format!("{sentence} ({})", passage.source),
            more: Vec::new(),
        }
    }
}
