//! How likely it is that two nodes are one thing.

/// What is known of a pair whose names are not the same.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// How alike the names are written, 0 to 1.
    pub similarity: f32,
    /// They differ by a slip of the pen in one long word.
    pub slip: bool,
    /// One is the other's sound in another script.
    pub sound: bool,
    /// Statements that are true of both.
    pub shared_statements: usize,
    /// A document speaks of both, and does not say that they are one.
    pub spoken_of_together: bool,
    /// Numbers in the names differ.
    pub other_figures: bool,
    /// Both are people.
    pub person: bool,
    /// Both are people with employers, and share none.
    pub other_employers: bool,
}

/// The log odds of each piece of evidence.
mod weight {
    pub(super) const BASE: f32 = -4.0;
    /// A unit of similarity above [`SIMILAR`].
    pub(super) const SIMILARITY: f32 = 20.0;
    pub(super) const SIMILAR: f32 = 0.8;
    pub(super) const SLIP: f32 = 4.6;
    pub(super) const SOUND: f32 = 5.4;
    pub(super) const STATEMENT: f32 = 2.0;
    pub(super) const MOST_STATEMENTS: usize = 2;
    pub(super) const TOGETHER: f32 = -3.0;
    pub(super) const FIGURES: f32 = -8.0;
    pub(super) const PERSON: f32 = -0.4;
    pub(super) const EMPLOYERS: f32 = -5.0;
}

/// The probability that the pair is one thing: a logistic regression whose weights were set by hand and whose outcomes are held
/// against the alias set in the tests.
#[must_use]
pub(super) fn probability(evidence: &Evidence) -> f32 {
    let if_so = |fact: bool, weight: f32| if fact { weight } else { 0.0 };
    let similar = (evidence.similarity - weight::SIMILAR).max(-weight::SIMILAR);
    let statements = evidence.shared_statements.min(weight::MOST_STATEMENTS) as f32;
    let odds = weight::BASE
        + if_so(!evidence.sound, weight::SIMILARITY * similar)
        + if_so(evidence.slip && !evidence.person, weight::SLIP)
        + if_so(evidence.sound, weight::SOUND)
        + weight::STATEMENT * statements
        + if_so(evidence.spoken_of_together, weight::TOGETHER)
        + if_so(evidence.other_figures, weight::FIGURES)
        + if_so(evidence.person, weight::PERSON)
        + if_so(evidence.other_employers, weight::EMPLOYERS);
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_adds_up_and_figures_tell_apart() {
        let similar = Evidence {
            similarity: 0.92,
            ..Evidence::default()
        };
        let slip = Evidence {
            slip: true,
            ..similar
        };
        let shared = Evidence {
            shared_statements: 1,
            ..slip
        };
        assert!(probability(&similar) < 0.5);
        assert!(probability(&slip) > 0.5);
        assert!(probability(&shared) > probability(&slip));
        let numbered = Evidence {
            other_figures: true,
            ..shared
        };
        assert!(probability(&numbered) < 0.2);
    }

    #[test]
    fn a_sound_is_enough_unless_people_work_elsewhere() {
        let sound = Evidence {
            sound: true,
            person: true,
            ..Evidence::default()
        };
        assert!(probability(&sound) > 0.5);
        let elsewhere = Evidence {
            other_employers: true,
            ..sound
        };
        assert!(probability(&elsewhere) < 0.1);
    }
}
