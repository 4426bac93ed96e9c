//! From what a model says of a span to how often it is right: Platt scaling by type and script.
//!
//! The file `calibration.json` stands beside the model and names the weights that it was fitted for; for other weights it
//! says nothing and is left aside. `quarry eval extraction --calibrate` writes it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::extraction::EntityType;
use crate::script;

/// Name of the file in the model's folder.
pub(crate) const FILE: &str = "calibration.json";
/// Fewest examples of a type in a script that are fitted by themselves.
const ENOUGH: usize = 60;
/// Steps of Newton's method; it has converged long before.
const STEPS: usize = 50;
/// How strongly a fit is held to leaving the confidence as it is.
const PRIOR: f64 = 1.0;

/// A fitted table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Name and version of the model that it was fitted for.
    pub model: String,
    /// What it was fitted on.
    pub source: String,
    /// Slope and offset on the log odds, by type and script (`Person/Han`); `*` stands for every other.
    pub tables: BTreeMap<String, [f64; 2]>,
}

/// One span that a model gave: its type, text, confidence, and whether it is right.
#[derive(Debug, Clone)]
pub struct Example {
    /// Type that the model gave.
    pub kind: EntityType,
    /// Text of the span.
    pub text: String,
    /// Confidence that the model gave.
    pub confidence: f32,
    /// Whether span and type are right.
    pub right: bool,
}

impl Calibration {
    /// The table of a model's folder, where there is one for these weights.
    pub(crate) fn read(folder: &Path, model: &str) -> Option<Self> {
        let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
        let table: Self = serde_json::from_str(&text).ok()?;
        (table.model == model).then_some(table)
    }

    /// Fits a table.
    #[must_use]
    pub fn fit(model: &str, source: &str, examples: &[Example]) -> Self {
        let mut groups: BTreeMap<String, Vec<(f64, bool)>> = BTreeMap::new();
        for example in examples {
            let point = (log_odds(example.confidence), example.right);
            for key in [key(example.kind, &example.text), "*".to_owned()] {
                groups.entry(key).or_default().push(point);
            }
        }
        groups.retain(|key, points| key == "*" || points.len() >= ENOUGH);
        Self {
            model: model.to_owned(),
            source: source.to_owned(),
            tables: groups
                .into_iter()
                .map(|(key, points)| (key, rounded(logistic(&points))))
                .collect(),
        }
    }

    /// How often such a span is right.
    pub(crate) fn apply(&self, kind: EntityType, text: &str, confidence: f32) -> f32 {
        let table = self
            .tables
            .get(&key(kind, text))
            .or_else(|| self.tables.get("*"))
            .unwrap_or(&[1.0, 0.0]);
        let odds = table[0] * log_odds(confidence) + table[1];
        #[expect(clippy::cast_possible_truncation, reason = "a probability")]
        let probability = sigmoid(odds) as f32;
        probability.clamp(0.01, 0.99)
    }
}

fn key(kind: EntityType, text: &str) -> String {
    let script = if script::has_hangul(text) {
        "Hangul"
    } else if script::has_han(text) {
        "Han"
    } else {
        "Latin"
    };
    format!("{kind}/{script}")
}

fn log_odds(confidence: f32) -> f64 {
    let p = f64::from(confidence).clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn rounded([slope, offset]: [f64; 2]) -> [f64; 2] {
    [
        (slope * 1000.0).round() / 1000.0,
        (offset * 1000.0).round() / 1000.0,
    ]
}

/// Logistic regression of one variable by Newton's method, held to slope 1 and offset 0 by a weak prior.
fn logistic(points: &[(f64, bool)]) -> [f64; 2] {
    let (mut slope, mut offset) = (1.0_f64, 0.0_f64);
    for _ in 0..STEPS {
        let (mut ga, mut gb) = (PRIOR * (slope - 1.0), PRIOR * offset);
        let (mut haa, mut hab, mut hbb) = (PRIOR, 0.0, PRIOR);
        for (x, right) in points {
            let p = sigmoid(slope * x + offset);
            let error = p - f64::from(u8::from(*right));
            let weight = p * (1.0 - p);
            ga += error * x;
            gb += error;
            haa += weight * x * x;
            hab += weight * x;
            hbb += weight;
        }
        let determinant = haa * hbb - hab * hab;
        if determinant.abs() < 1e-12 {
            break;
        }
        slope -= (hbb * ga - hab * gb) / determinant;
        offset -= (haa * gb - hab * ga) / determinant;
        slope = slope.clamp(0.05, 5.0);
        offset = offset.clamp(-8.0, 8.0);
    }
    [slope, offset]
}

#[cfg(test)]
mod tests {
    use super::{Calibration, Example};
    use crate::extraction::EntityType::{Organization, Person};

    fn examples(kind: crate::EntityType, confidence: f32, right: usize, all: usize) -> Vec<Example> {
        (0..all)
            .map(|n| Example {
                kind,
                text: "海洋部".to_owned(),
                confidence,
                right: n < right,
            })
            .collect()
    }

    #[test]
    fn a_model_that_boasts_is_believed_less() {
        let mut given = examples(Organization, 0.95, 60, 100);
        given.extend(examples(Organization, 0.55, 30, 100));
        given.extend(examples(Person, 0.95, 95, 100));
        let table = Calibration::fit("model 1", "a test", &given);
        let at = |kind, confidence| table.apply(kind, "海洋部", confidence);
        assert!((at(Organization, 0.95) - 0.6).abs() < 0.05);
        assert!((at(Organization, 0.55) - 0.3).abs() < 0.05);
        assert!(at(Person, 0.95) > 0.9);
        assert!(at(Organization, 0.9) < at(Organization, 0.95));
    }

    #[test]
    fn too_few_examples_share_a_table() {
        let table = Calibration::fit("model 1", "a test", &examples(Person, 0.9, 9, 10));
        assert_eq!(table.tables.keys().collect::<Vec<_>>(), ["*"]);
    }
}
