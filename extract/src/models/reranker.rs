//! Rerankers: how well a passage answers a question, by a cross-encoder that reads both together.

use std::path::Path;

use super::batch::{Rows, batches, row};
use super::card::Card;
use super::coder::{Coder, Window};
use super::network::{Network, Running};
use crate::extractor::ExtractError;

/// Tokens that two windows of a long passage share.
const OVERLAP: usize = 32;

/// A loaded cross-encoder.
#[derive(Debug)]
pub(crate) struct Reranker {
    network: Network,
    coder: Coder,
    output: String,
}

impl Reranker {
    pub(crate) fn load(folder: &Path, card: &Card, running: &Running) -> Result<Self, ExtractError> {
        Ok(Self {
            network: Network::load(&folder.join(card.graph("model")?), running)?,
            coder: Coder::read(folder, &card.tokenizer, card.most_tokens)?,
            output: card.output.clone(),
        })
    }

    /// A score for each passage; greater is better. A long passage has the score of its best window.
    pub(crate) fn scores(&self, question: &str, passages: &[&str]) -> Result<Vec<f32>, ExtractError> {
        let (mut windows, mut places) = (Vec::new(), Vec::new());
        for (at, passage) in passages.iter().enumerate() {
            for window in self.coder.pairs(question, passage, OVERLAP)? {
                windows.push(window);
                places.push(at);
            }
        }
        let mut scores = vec![0.0_f32; passages.len()];
        let lengths: Vec<usize> = windows.iter().map(Window::len).collect();
        for batch in batches(&lengths) {
            let rows = Rows::new(&windows, &batch, &self.coder);
            let given = rows.run(&self.network, &[self.output.as_str()])?;
            let logits = given.first().map_or(Ok(&[][..]), |t| t.as_reals(2))?;
            for (place, at) in batch.iter().enumerate() {
                let logit = row(logits, rows.count(), place)?.first().copied().unwrap_or(0.0);
                if let Some(score) = places.get(*at).and_then(|p| scores.get_mut(*p)) {
                    *score = score.max(sigmoid(logit));
                }
            }
        }
        Ok(scores)
    }
}

pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}
