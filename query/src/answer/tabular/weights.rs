//! The learned weights.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One feature a line, with what it counts.
const FILE: &str = include_str!("weights.tsv");

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(FILE));

/// What each feature of a reading counts.
#[derive(Debug, Default)]
pub(in crate::answer) struct Weights(HashMap<String, f32>);

impl Weights {
    /// The weights that come with the program.
    pub(in crate::answer) fn shipped() -> &'static Self {
        &WEIGHTS
    }

    /// Reads weights as `query/training/fit_tables.py` writes them.
    pub(in crate::answer) fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|l| !l.starts_with('#'));
        let weights = lines.filter_map(|l| {
            let (name, weight) = l.split_once('\t')?;
            Some((name.to_owned(), weight.trim().parse().ok()?))
        });
        Self(weights.collect())
    }

    /// The log odds of a reading against a refusal.
    pub(super) fn score(&self, features: &[(&'static str, f32)]) -> f32 {
        features
            .iter()
            .map(|(name, value)| self.0.get(*name).copied().unwrap_or_default() * value)
            .sum()
    }
}
