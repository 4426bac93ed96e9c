//! From what speaks for a mention to how often such mentions are right: a logistic regression, applied to what is reported.
//!
//! Rules and models weigh each other by the confidence that they give themselves, and go on doing so; the figure that leaves the
//! extractor is a probability. A name that no rule knows, and that is wrong two times in three wherever it stands, is left out.
//! What the sets for fitting do not annotate keeps the confidence that it had. The language is no clue: a set that the weights were not trained on is rare, and
//! how far a network believes itself too much hardly depends on the script.
//!
//! The file `calibration.json` stands beside the model and names the weights that it was fitted for; for other weights it
//! says nothing and is left aside. `quarry eval extraction --calibrate` writes it.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::extraction::EntityType;
use crate::rules::{Found, Origin};
use crate::unit::Unit;

/// Name of the file in the model's folder.
pub(crate) const FILE: &str = "calibration.json";
/// Fewest examples of a clue that gets a weight.
const ENOUGH: usize = 25;
/// Rounds over all weights; they have settled long before.
const ROUNDS: usize = 200;
/// How strongly a weight is held to zero: much for what few examples share, little for what all do.
const PRIOR: f64 = 2.0;
/// Least probability of a name that the model alone gives. F1 is greatest where everything is left out that is right less often
/// than half of that F1 (Lipton et al. 2014), which is near 0.7 on texts that nobody wrote for us.
const WORTH: f32 = 0.35;

/// The origin of names that the organisation's own file gives.
const FROM_FILE: &str = "file";

/// A fitted table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Name and version of the model that it was fitted for.
    pub model: String,
    /// What it was fitted on.
    pub source: String,
    /// What each clue adds to the log odds.
    pub weights: BTreeMap<String, f64>,
    /// How often what a rule finds of the other types is right.
    #[serde(default)]
    pub by_rule: BTreeMap<String, f64>,
}

/// What is known of one mention before its probability is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Clues {
    kind: EntityType,
    origin: &'static str,
    confidence: f32,
    letters: usize,
    in_cell: bool,
    /// Share of the document's other mentions of people, bodies and places that a rule stands behind.
    backed: f64,
    /// Share of its mentions that are laws, posts, works and events which a rule found: how official it reads.
    official: f64,
}

/// One mention with its clues, and whether it is right.
#[derive(Debug, Clone)]
pub struct Example {
    /// How many it counts for.
    pub weight: f64,
    /// What is known of it.
    pub clues: Clues,
    /// Whether span and type are right.
    pub right: bool,
}

impl Clues {
    /// The clues of a span that a model gave, with nothing else around it.
    pub(crate) fn of_model(kind: EntityType, written: &str, confidence: f32) -> Self {
        Self {
            kind,
            origin: "alone",
            confidence,
            letters: written.chars().count(),
            in_cell: false,
            backed: 0.0,
            official: 0.0,
        }
    }

    /// The clues of every mention of one document, unit by unit.
    pub(crate) fn of_document(units: &[Unit], found: &[Vec<Found>]) -> Vec<Vec<Self>> {
        let all = || found.iter().flatten();
        let names = all().filter(|f| is_core(f.kind)).count();
        let backed = all()
            .filter(|f| is_core(f.kind) && f.origin != Origin::Model)
            .count();
        let official = all()
            .filter(|f| {
                f.origin != Origin::Model
                    && matches!(
                        f.kind,
                        EntityType::Law | EntityType::Title | EntityType::Work | EntityType::Event
                    )
            })
            .count();
        let official = share(official, all().count());
        let clues_of = |unit: &Unit, mention: &Found| {
            let written = unit.text.get(mention.range.clone()).unwrap_or("");
            let own = usize::from(is_core(mention.kind));
            let own_backed = usize::from(is_core(mention.kind) && mention.origin != Origin::Model);
            Self {
                kind: mention.kind,
                origin: match mention.origin {
                    Origin::Rule => "rule",
                    Origin::Model => "model",
                    Origin::Both => "both",
                    Origin::File => FROM_FILE,
                },
                confidence: mention.confidence,
                letters: written.chars().count(),
                in_cell: unit.cell.is_some(),
                backed: share(backed - own_backed, names - own),
                official,
            }
        };
        units
            .iter()
            .zip(found)
            .map(|(unit, mentions)| mentions.iter().map(|m| clues_of(unit, m)).collect())
            .collect()
    }

    /// Whether a rule stands behind it.
    fn is_by_rule(&self) -> bool {
        matches!(self.origin, "rule" | "both")
    }

    /// The confidence that rules and model gave.
    pub(crate) const fn confidence(&self) -> f32 {
        self.confidence
    }

    /// Each clue by its name, with how strongly it is there.
    fn weighed(&self) -> Vec<(String, f64)> {
        let Self { kind, origin, .. } = self;
        let odds = log_odds(self.confidence);
        #[expect(clippy::cast_precision_loss, reason = "letters of a name")]
        let length = (self.letters as f64).ln_1p() - 1.5;
        let mut clues = vec![
            (String::from("all"), 1.0),
            (String::from("odds"), odds),
            ((*origin).to_owned(), 1.0),
            (format!("{origin} odds"), odds),
            (kind.name().to_owned(), 1.0),
            (format!("{kind} length"), length),
            (format!("{kind}/{origin}"), 1.0),
        ];
        if *origin != "alone" {
            clues.extend([
                (String::from("backed"), self.backed),
                (String::from("official"), self.official),
            ]);
            for (clue, share) in [("any backed", self.backed), ("any official", self.official)] {
                if share > 0.0 {
                    clues.extend([(clue.to_owned(), 1.0), (format!("{clue}/{origin}"), 1.0)]);
                }
            }
        }
        if self.in_cell {
            clues.push((String::from("cell"), 1.0));
        }
        clues
    }
}

impl Calibration {
    /// The table of a model's folder, where there is one for these weights.
    pub(crate) fn read(folder: &Path, model: &str) -> Option<Self> {
        let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
        let table: Self = serde_json::from_str(&text).ok()?;
        (table.model == model).then_some(table)
    }

    /// Fits a table: ridge-regularised logistic regression by coordinate-wise Newton steps.
    #[must_use]
    pub fn fit(model: &str, source: &str, examples: &[Example]) -> Self {
        let (examples, others): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| is_core(example.clues.kind));
        let mut columns: BTreeMap<String, Vec<(usize, f64)>> = BTreeMap::new();
        for (row, example) in examples.iter().enumerate() {
            for (name, value) in example.clues.weighed() {
                columns.entry(name).or_default().push((row, value));
            }
        }
        columns.retain(|_, column| column.len() >= ENOUGH);
        let mut weights: BTreeMap<String, f64> = columns.keys().map(|name| (name.clone(), 0.0)).collect();
        let mut odds = vec![0.0; examples.len()];
        for _ in 0..ROUNDS {
            for (name, column) in &columns {
                let Some(weight) = weights.get_mut(name) else {
                    continue;
                };
                let (mut slope, mut bend) = (PRIOR * *weight, PRIOR);
                for (row, value) in column {
                    let p = sigmoid(odds[*row]);
                    let right = f64::from(u8::from(examples[*row].right));
                    slope += examples[*row].weight * (p - right) * value;
                    bend += examples[*row].weight * p * (1.0 - p) * value * value;
                }
                let step = (slope / bend).clamp(-1.0, 1.0);
                *weight -= step;
                for (row, value) in column {
                    odds[*row] -= step * value;
                }
            }
        }
        for weight in weights.values_mut() {
            *weight = (*weight * 1000.0).round() / 1000.0;
        }
        Self {
            model: model.to_owned(),
            source: source.to_owned(),
            weights,
            by_rule: by_rule(&others),
        }
    }

    /// How often such a mention is right.
    pub(crate) fn apply(&self, clues: &Clues) -> f32 {
        // What the organisation says of its own names no table of others knows better.
        if clues.origin == FROM_FILE {
            return clues.confidence;
        }
        if !self.weights.contains_key(clues.kind.name()) {
            #[expect(clippy::cast_possible_truncation, reason = "a probability")]
            let told = self.by_rule.get(clues.kind.name()).map(|p| *p as f32);
            return told.filter(|_| clues.is_by_rule()).unwrap_or(clues.confidence);
        }
        let odds: f64 = clues
            .weighed()
            .iter()
            .filter_map(|(name, value)| Some(self.weights.get(name)? * value))
            .sum();
        #[expect(clippy::cast_possible_truncation, reason = "a probability")]
        let probability = sigmoid(odds) as f32;
        probability.clamp(0.01, 0.99)
    }

    /// Takes out, and returns by unit, the names that the model alone gives and that are hardly ever right, wherever they stand in
    /// the document.
    pub(crate) fn leave_out(&self, units: &[Unit], found: &mut [Vec<Found>]) -> Vec<Vec<Found>> {
        let is_doubted = |mention: &Found| is_core(mention.kind) && mention.origin == Origin::Model;
        let clues = Clues::of_document(units, found);
        let mut best: HashMap<(EntityType, &str), f32> = HashMap::new();
        for ((unit, mentions), clues) in units.iter().zip(found.iter()).zip(&clues) {
            for (mention, clues) in mentions.iter().zip(clues) {
                let name = unit.text.get(mention.range.clone()).unwrap_or("");
                let probability = if is_doubted(mention) {
                    self.apply(clues)
                } else {
                    1.0
                };
                let most = best.entry((mention.kind, name)).or_default();
                *most = most.max(probability);
            }
        }
        let is_doubtful = |unit: &Unit, mention: &Found| {
            let name = unit.text.get(mention.range.clone()).unwrap_or("");
            best.get(&(mention.kind, name)).is_some_and(|most| *most < WORTH)
        };
        units
            .iter()
            .zip(found.iter_mut())
            .map(|(unit, mentions)| mentions.extract_if(.., |m| is_doubtful(unit, m)).collect())
            .collect()
    }

    /// Puts probabilities in place of the confidences of a document's mentions.
    pub(crate) fn report(&self, units: &[Unit], found: &mut [Vec<Found>]) {
        let clues = Clues::of_document(units, found);
        for (mentions, clues) in found.iter_mut().zip(&clues) {
            for (mention, clues) in mentions.iter_mut().zip(clues) {
                mention.confidence = self.apply(clues);
            }
        }
    }
}

/// The share of right ones of each type that rules find, one right and one wrong added (Laplace's rule of succession): what is written by
/// rules is right so often that hardly an example is left to tell a sure one from another.
fn by_rule(examples: &[&Example]) -> BTreeMap<String, f64> {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for example in examples.iter().filter(|e| e.clues.is_by_rule()) {
        let (right, all) = counts.entry(example.clues.kind.name().to_owned()).or_default();
        *right += u32::from(example.right);
        *all += 1;
    }
    let share = |(right, all): (u32, u32)| f64::from(right + 1) / f64::from(all + 2);
    counts
        .into_iter()
        .map(|(kind, count)| (kind, (share(count) * 1000.0).round() / 1000.0))
        .collect()
}

const fn is_core(kind: EntityType) -> bool {
    matches!(
        kind,
        EntityType::Person | EntityType::Organization | EntityType::Place
    )
}

/// A share that is near zero where there is little to count.
fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "mentions of a document")]
    let share = part as f64 / (whole as f64 + 2.0);
    share
}

fn log_odds(confidence: f32) -> f64 {
    let p = f64::from(confidence).clamp(0.005, 0.995);
    (p / (1.0 - p)).ln()
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::{Calibration, Clues, Example};
    use crate::extraction::EntityType::{self, Law, Organization, Person};
    use crate::rules::{Found, Origin};
    use crate::unit::Unit;

    fn examples(kind: EntityType, confidence: f32, right: usize, all: usize) -> Vec<Example> {
        (0..all)
            .map(|n| Example {
                weight: 1.0,
                clues: Clues::of_model(kind, "海洋部", confidence),
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
        let at = |kind, confidence| table.apply(&Clues::of_model(kind, "海洋部", confidence));
        assert!((at(Organization, 0.95) - 0.6).abs() < 0.05);
        assert!((at(Organization, 0.55) - 0.3).abs() < 0.05);
        assert!(at(Person, 0.95) > 0.9);
        assert!(at(Organization, 0.9) < at(Organization, 0.95));
    }

    #[test]
    fn what_rules_find_of_other_types_is_as_sure_as_it_has_been_right() {
        let unit = Unit::plain("海洋法");
        let law = |origin| {
            let found = Found {
                origin,
                ..Found::new(Law, 0..9, 0.8)
            };
            Clues::of_document(std::slice::from_ref(&unit), &[vec![found]])[0][0].clone()
        };
        let given: Vec<Example> = (0..18)
            .map(|n| Example {
                weight: 1.0,
                clues: law(Origin::Rule),
                right: n > 0,
            })
            .collect();
        let table = Calibration::fit("model 1", "a test", &given);
        assert!((table.apply(&law(Origin::Rule)) - 0.9).abs() < 1e-6);
        assert_eq!(table.apply(&law(Origin::Model)).to_bits(), 0.8_f32.to_bits());
    }

    #[test]
    fn what_was_not_fitted_keeps_its_confidence() {
        let table = Calibration::fit("model 1", "a test", &examples(Person, 0.9, 10, 50));
        let law = Clues::of_model(Law, "海洋法", 0.83);
        assert_eq!(table.apply(&law).to_bits(), 0.83_f32.to_bits());
    }

    #[test]
    fn a_name_that_a_rule_confirms_is_believed_more_and_no_mention_moves() {
        let unit = Unit::plain("海洋部");
        let mention = |origin| Found {
            origin,
            ..Found::new(Organization, 0..9, 0.8)
        };
        let fitted_on = |origin, right: usize| {
            let clues = Clues::of_document(std::slice::from_ref(&unit), &[vec![mention(origin)]]);
            (0..80).map(move |n| Example {
                weight: 1.0,
                clues: clues[0][0].clone(),
                right: n < right,
            })
        };
        let given: Vec<Example> = fitted_on(Origin::Both, 72)
            .chain(fitted_on(Origin::Model, 32))
            .collect();
        let table = Calibration::fit("model 1", "a test", &given);
        let reported = |origin| {
            let mut found = vec![vec![mention(origin)]];
            table.report(std::slice::from_ref(&unit), &mut found);
            assert_eq!(found[0][0].range, 0..9);
            found[0][0].confidence
        };
        assert!((reported(Origin::Both) - 0.9).abs() < 0.05);
        assert!((reported(Origin::Model) - 0.4).abs() < 0.05);
    }

    #[test]
    fn a_name_of_the_model_alone_that_is_hardly_ever_right_is_left_out_everywhere() {
        let mut given = examples(Organization, 0.4, 10, 100);
        given.extend(examples(Organization, 0.95, 90, 100));
        let table = Calibration::fit("model 1", "a test", &given);
        let units = [
            Unit::plain("海洋部"),
            Unit::plain("林務部、海洋部"),
            Unit::plain("林務部"),
        ];
        let mention = |origin, range, confidence| Found {
            origin,
            ..Found::new(Organization, range, confidence)
        };
        let left = |doubtful: Origin, other: f32| -> Vec<usize> {
            let mut found = vec![
                vec![mention(doubtful, 0..9, 0.4)],
                vec![
                    mention(Origin::Model, 0..9, 0.4),
                    mention(doubtful, 12..21, other),
                ],
                vec![mention(Origin::Rule, 0..9, 0.4)],
            ];
            let before: usize = found.iter().map(Vec::len).sum();
            let out = table.leave_out(&units, &mut found);
            let left: Vec<usize> = found.iter().map(Vec::len).collect();
            assert_eq!(
                out.iter().map(Vec::len).sum::<usize>() + left.iter().sum::<usize>(),
                before
            );
            left
        };
        // 林務部 stands on a rule elsewhere; 海洋部 goes, unless a rule or a better place speaks for it.
        assert_eq!(left(Origin::Model, 0.4), [0, 1, 1]);
        assert_eq!(left(Origin::Model, 0.95), [1, 2, 1]);
        assert_eq!(left(Origin::Both, 0.4), [1, 2, 1]);
    }
}
