//! From the classes of a line's steps to its words: greedy decoding of connectionist temporal classification (Graves et al.,
//! ICML 2006).

/// A word of a line and the steps that it stands on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) text: String,
    /// First step and one past the last, counted to the middle of the space on each side.
    pub(super) steps: (f32, f32),
    /// From 0 to 1: the mean over its characters.
    pub(super) confidence: f32,
}

/// The words of a line. `scores` is `[steps, classes]`, likelihoods or what they are made of; class 0 is the blank, and
/// `dictionary` holds the character of each other one.
pub(super) fn words(scores: &[f32], classes: usize, dictionary: &[String]) -> Vec<Reading> {
    let mut words: Vec<Reading> = Vec::new();
    let mut open: Option<(String, f32, f32, usize)> = None;
    // Where the next word begins: after the last space.
    let mut begin = 0.0;
    let mut last = 0;
    let steps = scores.len() / classes.max(1);
    for (step, row) in scores.chunks_exact(classes.max(1)).enumerate() {
        let (class, likelihood) = best(row);
        let repeated = class == last;
        last = class;
        if class == 0 {
            continue;
        }
        let Some(character) = dictionary.get(class - 1) else {
            continue;
        };
        if character.trim().is_empty() {
            let middle = step as f32 + 0.5;
            close(&mut words, open.take(), middle);
            begin = middle;
            continue;
        }
        if repeated {
            continue;
        }
        let (text, _, sum, count) = open.get_or_insert((String::new(), begin, 0.0, 0));
        text.push_str(character);
        *sum += likelihood;
        *count += 1;
    }
    close(&mut words, open, steps as f32);
    words
}

fn close(words: &mut Vec<Reading>, open: Option<(String, f32, f32, usize)>, end: f32) {
    if let Some((text, begin, sum, count)) = open {
        words.push(Reading {
            text,
            steps: (begin, end),
            confidence: (sum / count.max(1) as f32).clamp(0.0, 1.0),
        });
    }
}

/// The likeliest class of a step with its likelihood. Recognisers give likelihoods or leave the softmax to others.
fn best(row: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (class, score) in row.iter().enumerate() {
        if *score > best.1 {
            best = (class, *score);
        }
    }
    let sum: f32 = row.iter().sum();
    let are_likelihoods = (sum - 1.0).abs() < 0.01 && row.iter().all(|s| (0.0..=1.0).contains(s));
    if are_likelihoods {
        return best;
    }
    let exponents: f32 = row.iter().map(|s| (s - best.1).exp()).sum();
    (best.0, 1.0 / exponents.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Vec<String> {
        ["a", "b", "표", " "].map(str::to_owned).to_vec()
    }

    /// Likelihoods with one class ahead at each step.
    fn likelihoods(classes: &[usize], ahead: f32) -> Vec<f32> {
        let row = |class: usize| (0..5).map(move |c| if c == class { ahead } else { (1.0 - ahead) / 4.0 });
        classes.iter().flat_map(|c| row(*c)).collect()
    }

    #[test]
    fn repeated_classes_are_one_character_and_blanks_part_them() {
        let scores = likelihoods(&[0, 1, 1, 0, 1, 2, 0, 3], 0.9);
        let words = words(&scores, 5, &dictionary());
        assert_eq!(words.len(), 1);
        assert_eq!((words[0].text.as_str(), words[0].steps), ("aab표", (0.0, 8.0)));
        assert!((words[0].confidence - 0.9).abs() < 1e-4);
    }

    #[test]
    fn words_part_at_the_middle_of_spaces() {
        let scores = likelihoods(&[1, 0, 4, 2, 0, 4, 4, 3], 0.8);
        let found: Vec<(String, (f32, f32))> = words(&scores, 5, &dictionary())
            .into_iter()
            .map(|w| (w.text, w.steps))
            .collect();
        let expected = [("a", (0.0, 2.5)), ("b", (2.5, 5.5)), ("표", (6.5, 8.0))];
        assert_eq!(found, expected.map(|(t, s)| (t.to_owned(), s)));
    }

    #[test]
    fn scores_without_softmax_give_likelihoods_too() {
        let words = words(&[-3.0, 5.0, 0.0, 0.0, 0.0], 5, &dictionary());
        let expected = 1.0 / (1.0 + 3.0 * (-5.0_f32).exp() + (-8.0_f32).exp());
        assert!((words[0].confidence - expected).abs() < 1e-5);
        assert!(super::words(&[f32::NAN; 5], 5, &dictionary()).is_empty());
    }
}
