//! The network that weighs what is known of an answer: one hidden layer, its weights in `weights.txt`.

use std::sync::LazyLock;

/// Weights as `query/training/fit.py` writes them.
const WEIGHTS: &str = include_str!("weights.txt");

/// One hidden layer of rectified units.
#[derive(Debug, Default)]
struct Network {
    /// Hidden units, each with its weights and its threshold at the end.
    hidden: Vec<Vec<f32>>,
    /// Weights of the hidden units.
    out: Vec<f32>,
    /// Weights straight from the numbers.
    straight: Vec<f32>,
}

static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::parse(WEIGHTS));

impl Network {
    /// Reads lines of numbers: the weights straight through, the weights of the hidden units, then one line a hidden unit.
    fn parse(text: &str) -> Self {
        let mut lines = text
            .lines()
            .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
            .map(|l| {
                l.split_whitespace()
                    .filter_map(|n| n.parse().ok())
                    .collect::<Vec<f32>>()
            });
        let straight = lines.next().unwrap_or_default();
        let out = lines.next().unwrap_or_default();
        Self {
            straight,
            out,
            hidden: lines.collect(),
        }
    }

    fn score(&self, numbers: &[f32]) -> f32 {
        let dot = |weights: &[f32]| -> f32 {
            let bias = weights.get(numbers.len()).copied().unwrap_or_default();
            weights.iter().zip(numbers).map(|(w, n)| w * n).sum::<f32>() + bias
        };
        let hidden: f32 = self
            .hidden
            .iter()
            .zip(&self.out)
            .map(|(weights, out)| out * dot(weights).max(0.0))
            .sum();
        dot(&self.straight) + hidden
    }
}

/// How much speaks for an answer that these numbers describe; a refusal has 0.
pub(super) fn score(numbers: &[f32]) -> f32 {
    NETWORK.score(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::ranked::features::FEATURES;

    #[test]
    fn the_weights_fit_the_numbers() {
        assert_eq!(NETWORK.straight.len(), FEATURES + 1);
        assert_eq!(NETWORK.hidden.len(), NETWORK.out.len());
        assert!(NETWORK.hidden.iter().all(|h| h.len() == FEATURES + 1));
    }

    #[test]
    fn a_network_is_its_layers() {
        // 1 + 2x + 3 max(0, x - 1)
        let network = Network::parse("# a comment\n2 1\n3\n1 -1\n");
        assert!((network.score(&[0.0]) - 1.0).abs() < 1e-6);
        assert!((network.score(&[2.0]) - 8.0).abs() < 1e-6);
    }
}
