//! Counts of right, found and true things, and how well confidence foretells them.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::extraction::{EntityType, Extraction};

/// Found things beside true things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Found and true.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// True.
    pub gold: usize,
}

impl Tally {
    /// Share of the found that is true; 0 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.right, self.found)
    }

    /// Share of the true that was found; 0 where nothing is true.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        ratio(2 * self.right, self.found + self.gold)
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of a test set")]
    let ratio = part as f64 / whole as f64;
    ratio
}

/// Confidences beside what came true, in ten bins of equal width (Guo et al. 2017, "On Calibration of Modern Neural Networks").
#[derive(Debug, Clone, Default, Serialize)]
pub struct Calibration {
    bins: [Bin; 10],
}

#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Bin {
    count: usize,
    right: usize,
    confidence: f64,
}

impl Calibration {
    /// Adds one prediction.
    pub fn add(&mut self, confidence: f32, right: bool) {
        let confidence = f64::from(confidence).clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 9"
        )]
        let at = ((confidence * 10.0) as usize).min(9);
        if let Some(bin) = self.bins.get_mut(at) {
            bin.count += 1;
            bin.right += usize::from(right);
            bin.confidence += confidence;
        }
    }

    /// Expected calibration error: the distance of confidence and share of right ones, weighed by the bins' sizes.
    #[must_use]
    pub fn error(&self) -> f64 {
        let all: usize = self.bins.iter().map(|b| b.count).sum();
        self.bins
            .iter()
            .filter(|b| b.count > 0)
            .map(|b| {
                let mean = b.confidence / ratio(b.count, 1).max(1.0);
                (mean - ratio(b.right, b.count)).abs() * ratio(b.count, all)
            })
            .sum()
    }

    /// How many predictions there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bins.iter().map(|b| b.count).sum()
    }

    /// How far [`Calibration::error`] may be trusted at this size, by `DRAWS` draws from a fixed seed.
    #[must_use]
    pub fn spread(&self) -> Spread {
        let mut dice = Dice(0x5EED);
        let mut calibrated: Vec<f64> = (0..DRAWS)
            .map(|_| {
                self.drawn(&mut dice, |bin| bin.confidence / ratio(bin.count, 1).max(1.0))
                    .error()
            })
            .collect();
        calibrated.sort_by(f64::total_cmp);
        let drawn: Vec<f64> = (0..DRAWS).map(|_| self.resampled(&mut dice).error()).collect();
        let draws = ratio(DRAWS, 1);
        let mean = drawn.iter().sum::<f64>() / draws;
        Spread {
            standard_error: (drawn.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / draws).sqrt(),
            calibrated_mean: calibrated.iter().sum::<f64>() / draws,
            calibrated_most: calibrated.get(DRAWS * 95 / 100).copied().unwrap_or_default(),
        }
    }

    /// As many predictions a bin, each right with the chance that the bin is given.
    fn drawn(&self, dice: &mut Dice, mut chance: impl FnMut(&Bin) -> f64) -> Self {
        let bins = self.bins.map(|bin| {
            let chance = chance(&bin);
            let right = (0..bin.count).filter(|_| dice.roll() < chance).count();
            Bin { right, ..bin }
        });
        Self { bins }
    }

    /// As many predictions, drawn from these with replacement; a prediction has its bin's mean confidence.
    fn resampled(&self, dice: &mut Dice) -> Self {
        let all = ratio(self.count(), 1);
        let mut counts = [0; 10];
        for _ in 0..self.count() {
            let mut left = dice.roll() * all;
            for (count, bin) in counts.iter_mut().zip(&self.bins) {
                left -= ratio(bin.count, 1);
                if left < 0.0 {
                    *count += 1;
                    break;
                }
            }
        }
        let mut sized = self.clone();
        for (bin, count) in sized.bins.iter_mut().zip(counts) {
            let share = ratio(count, bin.count);
            *bin = Bin {
                count,
                confidence: bin.confidence * share,
                ..*bin
            };
        }
        let chances = self.bins.map(|bin| ratio(bin.right, bin.count));
        let mut chances = chances.iter();
        sized.drawn(dice, |_| chances.next().copied().unwrap_or_default())
    }

    /// Adds the predictions of another.
    pub fn merge(&mut self, other: &Self) {
        for (own, new) in self.bins.iter_mut().zip(&other.bins) {
            own.count += new.count;
            own.right += new.right;
            own.confidence += new.confidence;
        }
    }
}

/// Draws that a [`Spread`] is told from.
const DRAWS: usize = 2000;

/// What an expected calibration error of some predictions may be by chance alone: it is never below 0, and small sets show one even
/// where every confidence is right.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Spread {
    /// Standard error of the measured one, by drawing the predictions anew with replacement (Efron 1979).
    pub standard_error: f64,
    /// What is to be expected of as many predictions that come true exactly as often as they say.
    pub calibrated_mean: f64,
    /// What 95 of 100 such sets do not exceed.
    pub calibrated_most: f64,
}

/// Numbers from 0 to 1 that look random and are the same every time (SplitMix64, Steele et al. 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        #[expect(clippy::cast_precision_loss, reason = "32 bits are a double's own")]
        let top = ((mixed ^ (mixed >> 31)) >> 32) as f64;
        top / 4_294_967_296.0
    }
}

/// A typed stretch of a text, in Unicode scalar values; `cell` is row and column of a table's cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stretch {
    /// Row and column of the cell, for a table.
    pub cell: Option<(u32, u32)>,
    /// First Unicode scalar value.
    pub start: usize,
    /// One past the last Unicode scalar value.
    pub end: usize,
    /// What kind of thing is named.
    pub kind: EntityType,
}

/// How well the entities of a set are found: same characters and same type, or wrong.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EntityScores {
    /// All types together.
    pub all: Tally,
    /// Each type.
    pub by_type: BTreeMap<EntityType, Tally>,
    /// Confidence of what was found.
    pub calibration: Calibration,
}

impl EntityScores {
    /// Compares what was found in one text with what is true, for `types` alone.
    pub fn add(&mut self, gold: &[Stretch], found: &[(Stretch, f32)], types: &[EntityType]) {
        let truth: HashSet<&Stretch> = gold.iter().filter(|s| types.contains(&s.kind)).collect();
        for stretch in &truth {
            self.all.gold += 1;
            self.by_type.entry(stretch.kind).or_default().gold += 1;
        }
        let mut seen = HashSet::new();
        for (stretch, confidence) in found.iter().filter(|(s, _)| types.contains(&s.kind)) {
            if !seen.insert(*stretch) {
                continue;
            }
            let right = usize::from(truth.contains(stretch));
            for tally in [&mut self.all, self.by_type.entry(stretch.kind).or_default()] {
                tally.found += 1;
                tally.right += right;
            }
            self.calibration.add(*confidence, right == 1);
        }
    }

    /// Adds the counts of another set.
    pub fn merge(&mut self, other: &Self) {
        self.all.add(other.all);
        for (kind, tally) in &other.by_type {
            self.by_type.entry(*kind).or_default().add(*tally);
        }
        self.calibration.merge(&other.calibration);
    }
}

/// The mentions of an extraction with their confidence, surest first.
#[must_use]
pub fn stretches(extraction: &Extraction) -> Vec<(Stretch, f32)> {
    let mut all: Vec<(Stretch, f32)> = extraction
        .entities
        .iter()
        .flat_map(|e| e.mentions.iter().map(move |m| (e.kind, m)))
        .map(|(kind, m)| {
            let stretch = Stretch {
                cell: m.span.row.zip(m.span.column),
                start: m.span.start,
                end: m.span.end,
                kind,
            };
            (stretch, m.confidence)
        })
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

#[cfg(test)]
mod tests {
    use super::{Calibration, EntityScores, Stretch, Tally};
    use crate::extraction::EntityType::{Person, Place};

    #[test]
    fn a_span_counts_once_and_only_with_its_type() {
        let at = |start, end, kind| Stretch {
            cell: None,
            start,
            end,
            kind,
        };
        let mut scores = EntityScores::default();
        let found = [
            (at(0, 3, Person), 0.9),
            (at(0, 3, Person), 0.5),
            (at(5, 7, Person), 0.4),
        ];
        scores.add(&[at(0, 3, Person), at(5, 7, Place)], &found, &[Person, Place]);
        assert_eq!(
            scores.all,
            Tally {
                right: 1,
                found: 2,
                gold: 2
            }
        );
        assert!((scores.all.f1() - 0.5).abs() < 1e-9);
        assert!((scores.calibration.error() - (0.1 + 0.4) / 2.0).abs() < 1e-6);
    }

    #[test]
    fn confidence_that_comes_true_has_no_error() {
        let mut calibration = Calibration::default();
        for n in 0..10 {
            calibration.add(0.75, n < 8);
            calibration.add(0.75, n < 7);
        }
        assert!(calibration.error() < 1e-6);
    }

    #[test]
    fn few_predictions_show_an_error_by_chance_and_many_do_not() {
        let of = |count: usize, right: usize| {
            let mut calibration = Calibration::default();
            for n in 0..count {
                calibration.add(0.75, n % 4 < right);
            }
            calibration.spread()
        };
        let (few, many) = (of(40, 3), of(4000, 3));
        // the mean distance of a share of 40 from .75 is sqrt(2/pi * .75 * .25 / 40)
        assert!((few.calibrated_mean - 0.0546).abs() < 0.005, "{few:?}");
        assert!((few.calibrated_most - 0.125).abs() < 0.03, "{few:?}");
        assert!(many.calibrated_most < 0.015, "{many:?}");
        // one in two right where three in four are promised: the error is .25, give or take sqrt(.5 * .5 / 40)
        let wrong = of(40, 2);
        assert!((wrong.standard_error - 0.079).abs() < 0.006, "{wrong:?}");
    }
}
