//! A model that looks at question and passage together (a cross-encoder: Nogueira and Cho, 2019), on the best passages only.

use std::fmt;

use quarry_extract::Extractor;
use quarry_graph::PassageRecord;

use super::fusion::Ranked;
use super::options::RetrievalOptions;
use crate::error::QueryError;

/// Scores passages against a question. The root package gives the engine one where its model is installed.
pub trait Reranker: fmt::Debug + Send + Sync {
    /// One score a passage, in their order, the greater the better; only their order and distances among each other count.
    ///
    /// # Errors
    /// What the model said.
    fn score(&self, question: &str, passages: &[&str]) -> Result<Vec<f32>, QueryError>;
}

impl Reranker for Extractor {
    fn score(&self, question: &str, passages: &[&str]) -> Result<Vec<f32>, QueryError> {
        Ok(self.rescore(question, passages)?.unwrap_or_default())
    }
}

/// Ranks the best passages anew by what `reranker` says beside the score that they have; the rest stay behind them.
pub(crate) fn look_again(
    reranker: &dyn Reranker,
    question: &str,
    ranked: &mut [Ranked],
    passages: &[PassageRecord],
    options: &RetrievalOptions,
) -> Result<(), QueryError> {
    let depth = options.reranker_depth.min(ranked.len());
    let Some(best) = ranked.get_mut(..depth).filter(|b| b.len() > 1) else {
        return Ok(());
    };
    let texts: Vec<String> = best
        .iter()
        .map(|r| {
            let passage = usize::try_from(r.passage).ok().and_then(|p| passages.get(p));
            passage.map_or_else(String::new, under_its_titles)
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let said = reranker.score(question, &texts)?;
    if said.len() != best.len() || said.iter().any(|s| !s.is_finite()) {
        // What gives no score for each passage has no say.
        return Ok(());
    }
    let fused: Vec<f32> = best.iter().map(|r| r.score).collect();
    let (said, fused) = (spread(&said), spread(&fused));
    // The scores that stand there are kept for their places, so that they fall along the whole ranking.
    let places: Vec<f32> = best.iter().map(|r| r.score).collect();
    let weight = options.reranker_weight.clamp(0.0, 1.0);
    let mut order: Vec<(f32, usize)> = said
        .iter()
        .zip(&fused)
        .map(|(s, f)| weight * s + (1.0 - weight) * f)
        .zip(0..)
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let before = best.to_vec();
    for ((slot, (_, from)), place) in best.iter_mut().zip(order).zip(places) {
        if let Some(ranked) = before.get(from) {
            *slot = Ranked {
                score: place,
                ..*ranked
            };
        }
    }
    Ok(())
}

/// A passage as a reader sees it: under its title and headings.
fn under_its_titles(passage: &PassageRecord) -> String {
    let titles = std::iter::once(&passage.title).chain(&passage.headings);
    let mut text = String::new();
    for title in titles.filter(|t| !t.is_empty()) {
        text.push_str(title);
        text.push('\n');
    }
    text.push_str(&passage.text);
    text
}

/// The scores laid out from 0 to 1; all 0 where they are equal.
fn spread(scores: &[f32]) -> Vec<f32> {
    let least = scores.iter().copied().fold(f32::INFINITY, f32::min);
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let width = most - least;
    let place = |s: &f32| if width > 0.0 { (s - least) / width } else { 0.0 };
    scores.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::super::passage_of;
    use super::*;

    #[derive(Debug)]
    struct Longest(bool);

    impl Reranker for Longest {
        fn score(&self, _: &str, passages: &[&str]) -> Result<Vec<f32>, QueryError> {
            let lengths = passages.iter().map(|p| super::super::bm25::to_f32(p.len()));
            Ok(if self.0 { lengths.collect() } else { Vec::new() })
        }
    }

    fn again(reranker: &dyn Reranker, options: &RetrievalOptions) -> Vec<u32> {
        let texts = ["a fee", "the fee of the ferry", "fees"];
        let passages: Vec<PassageRecord> = (0..).zip(texts).map(|(i, text)| passage_of(i, text)).collect();
        let ranked = |(passage, score)| Ranked {
            passage,
            score,
            parts: super::super::fusion::Parts::default(),
        };
        let mut all: Vec<Ranked> = [(0, 0.9), (1, 0.8), (2, 0.1)].map(ranked).to_vec();
        look_again(reranker, "fee", &mut all, &passages, options).unwrap();
        assert!(all.is_sorted_by(|a, b| a.score >= b.score), "{all:?}");
        all.iter().map(|r| r.passage).collect()
    }

    #[test]
    fn the_best_are_ranked_anew_and_the_rest_stay_behind() {
        let whole = RetrievalOptions {
            reranker_depth: 2,
            reranker_weight: 1.0,
            ..RetrievalOptions::default()
        };
        assert_eq!(again(&Longest(true), &whole), [1, 0, 2]);
        let none = RetrievalOptions {
            reranker_weight: 0.0,
            ..whole
        };
        assert_eq!(again(&Longest(true), &none), [0, 1, 2]);
    }

    #[test]
    fn a_reranker_that_gives_no_scores_changes_nothing() {
        assert_eq!(again(&Longest(false), &RetrievalOptions::default()), [0, 1, 2]);
    }
}
