//! The self-test: what a model gives for a few fixed texts, in the precision that is used and in single precision.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::card::{Card, Family};
use super::network::Running;
use super::{Embedder, Gliner, Gliner2, Loaded, Rebel, Reranker, RunOptions, TokenClassifier, Vocabulary};
use crate::extractor::ExtractError;

/// The probe texts.
pub(crate) const TEXTS: [&str; 3] = [
    "The Harbour Board of Northport opened a research centre in Lowell Bay on 5 March 2024, said Anna Reed.",
    "藍灣市港務局局長林書豪於民國113年3月5日在青石鎮成立研究中心。",
    "푸른만항만공사 김하늘 사장은 2024년 3월 5일 청석읍에서 연구소를 열었다.",
];
/// Numbers that the card keeps.
const KEPT: usize = 12;
/// How far they may be from it: engines and processors differ in the third place of quantised graphs.
const TOLERANCE: f32 = 0.03;
/// Least agreement of a quantised graph with single precision.
const AGREEMENT: f32 = 0.9;

/// What the test of a model showed.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// Engine that ran it.
    pub engine: String,
    /// Agreement of the quantised graph with single precision, 0 to 1, where both are there.
    pub agreement: Option<f32>,
    /// Length of an embedder's vectors.
    pub dimension: Option<usize>,
    /// Sentences for the person who adds it.
    pub notes: Vec<String>,
}

/// Loads a model.
pub(super) fn load(
    folder: &Path,
    card: &Card,
    running: &Running,
    vocabulary: &Arc<Vocabulary>,
) -> Result<Loaded, ExtractError> {
    Ok(match card.family {
        Family::TokenClassifier => Loaded::TokenClassifier(TokenClassifier::load(folder, card, running)?),
        Family::Embedder => Loaded::Embedder(Embedder::load(folder, card, running)?),
        Family::Reranker => Loaded::Reranker(Reranker::load(folder, card, running)?),
        Family::Gliner => Loaded::Gliner(Box::new(Gliner::load(folder, card, running, vocabulary)?)),
        Family::Rebel => Loaded::Rebel(Box::new(Rebel::load(folder, card, running)?)),
        Family::Gliner2 => Loaded::Gliner2(Box::new(Gliner2::load(folder, card, running, vocabulary)?)),
    })
}

/// What a model gives for the probe texts.
fn given(model: &Loaded) -> Result<Vec<f32>, ExtractError> {
    let numbers = match model {
        Loaded::TokenClassifier(model) => model.probabilities(&TEXTS)?,
        Loaded::Embedder(model) => model.passages(&TEXTS)?.concat(),
        Loaded::Gliner(model) => model.numbers(&TEXTS)?,
        Loaded::Gliner2(model) => model.numbers(&TEXTS)?,
        Loaded::Rebel(model) => model.numbers(&TEXTS)?,
        Loaded::Reranker(model) => model.scores("Where is the research centre?", &TEXTS)?,
    };
    if numbers.is_empty() || numbers.iter().any(|n| !n.is_finite()) {
        return Err(ExtractError::Run(
            "the self-test failed: the model gives numbers that are none".to_owned(),
        ));
    }
    Ok(numbers)
}

/// Whether a loaded model still gives what its card says.
pub(super) fn check(folder: &Path, card: &Card, model: &Loaded) -> Result<(), ExtractError> {
    let numbers = given(model)?;
    let far = card
        .probe
        .iter()
        .zip(&numbers)
        .any(|(a, b)| (a - b).abs() > TOLERANCE);
    if far || numbers.len() < card.probe.len() {
        return Err(ExtractError::Model {
            path: folder.to_path_buf(),
            message: "the self-test failed: it no longer gives what it gave when it was added; add it again"
                .to_owned(),
        });
    }
    Ok(())
}

/// Tests the model of a folder that was recognised, and notes in its card what it gives. A quantised graph that does not agree
/// with the one in single precision gives way to it.
///
/// # Errors
/// Where the model cannot be run, or gives no numbers.
pub fn test(folder: &Path, card: &mut Card, options: &RunOptions) -> Result<Tested, ExtractError> {
    let running = options.running(1)?;
    let mut notes = Vec::new();
    let model = load(folder, card, &running, &options.vocabulary)?;
    let mut numbers = given(&model)?;
    drop(model);
    if !card.reference.is_empty() {
        let mut exact = card.clone();
        exact.graphs.extend(std::mem::take(&mut exact.reference));
        let model = load(folder, &exact, &running, &options.vocabulary)?;
        let exactly = given(&model)?;
        let agreement = agreement(card.family, &numbers, &exactly);
        card.agreement = Some(agreement);
        if agreement < AGREEMENT {
            notes.push(format!(
                "the quantised graph agrees with single precision by {agreement:.2} only: single precision is used"
            ));
            card.graphs = exact.graphs;
            card.reference = BTreeMap::new();
            numbers = exactly;
        }
    }
    card.probe = numbers
        .iter()
        .take(KEPT)
        .map(|n| (n * 1e4).round() / 1e4)
        .collect();
    if card.family == Family::Embedder {
        card.dimension = Some(numbers.len() / TEXTS.len());
    }
    Ok(Tested {
        engine: running.engine.name().to_owned(),
        agreement: card.agreement,
        dimension: card.dimension,
        notes,
    })
}

/// How far two graphs agree: the cosine of what they give; for scores one less their greatest distance.
fn agreement(family: Family, one: &[f32], other: &[f32]) -> f32 {
    if one.len() != other.len() {
        return 0.0;
    }
    if family == Family::Reranker {
        let far = one
            .iter()
            .zip(other)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f32::max);
        return 1.0 - far;
    }
    let dot = |a: &[f32], b: &[f32]| -> f32 { a.iter().zip(b).map(|(x, y)| x * y).sum() };
    let lengths = (dot(one, one) * dot(other, other)).sqrt();
    if lengths > f32::EPSILON {
        dot(one, other) / lengths
    } else {
        1.0
    }
}
