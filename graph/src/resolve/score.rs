//! How likely it is that two nodes are one thing.

/// What is known of a pair whose names are not the same.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// How alike the names are written, 0 to 1.
    pub similarity: f32,
    /// They differ by a slip of the pen; two names that sound otherwise and are no slip differ in a word.
    pub slip: bool,
    /// One is the other's sound in another script.
    pub sound: bool,
    /// That script has many names of one sound: Chinese in Latin letters.
    pub loose_sound: bool,
    /// Statements that are true of both.
    pub shared_statements: usize,
    /// Of these the ones that hardly two things share, each divided by the number of other things that do share it.
    pub identifying: f32,
    /// Properties with one value of which the two have different ones; what changes with the years counts half.
    pub conflicts: f32,
    /// Both are part of one thing.
    pub one_parent: bool,
    /// A document speaks of both, and does not say that they are one.
    pub spoken_of_together: bool,
    /// Numbers, ordinals or directions in the names differ.
    pub other_figures: bool,
    /// Both are people.
    pub person: bool,
    /// Both are people with employers, and share none.
    pub other_employers: bool,
}

/// Number of features.
pub(super) const FEATURES: usize = 13;

/// The features of a pair. The first five tell of which sort it is: a slip, a person's slip, another word, a sound, a loose one.
pub(super) fn features(evidence: &Evidence) -> [f32; FEATURES] {
    let is = |fact: bool| if fact { 1.0 } else { 0.0 };
    let word = !evidence.sound && !evidence.slip;
    [
        is(evidence.slip && !evidence.person),
        is(evidence.slip && evidence.person),
        is(word),
        is(evidence.sound && !evidence.loose_sound),
        is(evidence.loose_sound),
        is(word) * (evidence.similarity - 0.9) * 10.0,
        evidence.identifying.min(2.0),
        is(word) * evidence.identifying.min(2.0),
        evidence.conflicts.min(2.0),
        is(evidence.one_parent),
        is(evidence.spoken_of_together),
        is(evidence.other_figures),
        is(evidence.other_employers),
    ]
}

/// The log odds of each feature, fitted by `calibration.rs`, whose test computes them again.
pub(super) const WEIGHTS: [f32; FEATURES] = [
    5.40, 0.10, -0.96, 2.46, -0.51, 4.90, 4.36, 0.50, -2.65, 0.13, -1.69, -10.71, -3.57,
];

/// The probability that the pair is one thing, by logistic regression.
#[must_use]
pub(super) fn probability(evidence: &Evidence) -> f32 {
    let features = features(evidence);
    let odds: f32 = features.iter().zip(WEIGHTS).map(|(x, weight)| x * weight).sum();
    1.0 / (1.0 + (-odds).exp())
}
