//! The learned weights.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One feature a line, with what it counts.
const FILE: &str = include_str!("weights.tsv");

static WEIGHTS: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| {
    FILE.lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let (name, weight) = l.split_once('\t')?;
            Some((name, weight.trim().parse().ok()?))
        })
        .collect()
});

/// The log odds of a reading against a refusal.
pub(super) fn score(features: &[(&'static str, f32)]) -> f32 {
    features
        .iter()
        .map(|(name, value)| WEIGHTS.get(name).copied().unwrap_or_default() * value)
        .sum()
}
