//! From the scores of a GLiNER graph to spans of words.

use std::ops::Range;

use super::reranker::sigmoid;

/// A span of words, both ends included, with the probability of one class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scored {
    pub(crate) span: [usize; 2],
    pub(crate) class: usize,
    pub(crate) score: f32,
}

/// Probability above which a model that gives relations counts a span as a name; it stands in its graph.
const KEPT: f32 = 0.5;

/// The probabilities of every span that stays within the text, by beginning, width and class: `[words, width, found]`.
pub(crate) fn span_scores(
    logits: &[f32],
    [width, found]: [usize; 2],
    words: usize,
    classes: usize,
) -> Vec<Scored> {
    let mut scored = Vec::new();
    let spans = logits.chunks_exact(found.max(1)).enumerate();
    for (place, scores) in spans {
        let start = place / width.max(1);
        let end = start + place % width.max(1);
        if end >= words {
            continue;
        }
        scored.extend(
            scores
                .iter()
                .take(classes)
                .enumerate()
                .map(|(class, logit)| Scored {
                    span: [start, end],
                    class,
                    score: sigmoid(*logit),
                }),
        );
    }
    scored
}

/// The model's own list of names: spans of which one class is probable, in order.
pub(crate) fn kept_spans(scored: &[Scored]) -> Vec<[usize; 2]> {
    let mut kept: Vec<[usize; 2]> = Vec::new();
    for one in scored.iter().filter(|s| s.score > KEPT) {
        if kept.last() != Some(&one.span) {
            kept.push(one.span);
        }
    }
    kept
}

/// Spans by the probabilities of beginning, end and inside, `[words, classes]`: a beginning and an end of the same class with
/// insides all between. The least of them is the span's.
pub(crate) fn token_scores(marks: &[[f32; 3]], classes: usize, threshold: f32) -> Vec<Scored> {
    let mut scored = Vec::new();
    pairs(marks, classes, threshold, |start, end, class| {
        let at = |word: usize, mark: usize| marks.get(word * classes + class).map_or(0.0, |m| m[mark]);
        let inside = (start..=end)
            .map(|word| at(word, 2))
            .fold(f32::INFINITY, f32::min);
        if inside >= threshold {
            scored.push(Scored {
                span: [start, end],
                class,
                score: inside.min(at(start, 0)).min(at(end, 1)),
            });
        }
    });
    scored
}

/// The model's own list of names by tokens: beginnings in order, for each the ends in order; a span that two classes name stands
/// twice.
pub(crate) fn kept_tokens(marks: &[[f32; 3]], classes: usize) -> Vec<[usize; 2]> {
    let mut kept = Vec::new();
    pairs(marks, classes, KEPT, |start, end, class| {
        let inside = |word: usize| marks.get(word * classes + class).is_some_and(|m| m[2] > KEPT);
        if (start..=end).all(inside) {
            kept.push([start, end]);
        }
    });
    kept
}

/// Every beginning with every end of its class behind it.
fn pairs(marks: &[[f32; 3]], classes: usize, threshold: f32, mut each: impl FnMut(usize, usize, usize)) {
    let classes = classes.max(1);
    let probable = |mark: usize| -> Vec<(usize, usize)> {
        let found = marks.iter().enumerate().filter(|(_, m)| m[mark] > threshold);
        found.map(|(at, _)| (at / classes, at % classes)).collect()
    };
    let ends = probable(1);
    for (start, class) in probable(0) {
        // A name that stretches over many words would cost the square of a hostile text's length.
        let after = ends
            .iter()
            .filter(|(end, other)| *other == class && *end >= start && end - start < LONGEST);
        for (end, _) in after {
            each(start, *end, class);
        }
    }
}

/// Longest name that is looked at, in words.
const LONGEST: usize = 512;

/// The spans that stand when those that share words with a surer one have given way, in order.
pub(crate) fn flat(mut candidates: Vec<(Range<usize>, usize, f32)>) -> Vec<(Range<usize>, usize, f32)> {
    candidates.sort_by(|a, b| b.2.total_cmp(&a.2));
    let mut kept: Vec<(Range<usize>, usize, f32)> = Vec::new();
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for (range, class, score) in candidates {
        let left = taken
            .range(..=range.start)
            .next_back()
            .is_some_and(|(_, end)| *end > range.start);
        let right = taken.range(range.start..range.end).next().is_some();
        if !left && !right {
            taken.insert(range.start, range.end);
            kept.push((range, class, score));
        }
    }
    kept.sort_by_key(|(range, ..)| range.start);
    kept
}

#[cfg(test)]
mod tests {
    use super::{flat, kept_tokens, token_scores};

    #[test]
    fn a_name_by_tokens_needs_every_mark() {
        // Two words, one class: begins at 0, ends at 1, both inside.
        let marks = [[0.9, 0.1, 0.8], [0.2, 0.7, 0.6]];
        let found = token_scores(&marks, 1, 0.5);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].span, found[0].score), ([0, 1], 0.6));
        assert_eq!(kept_tokens(&marks, 1), [[0, 1]]);
        let outside = [[0.9, 0.1, 0.8], [0.2, 0.7, 0.4]];
        assert!(token_scores(&outside, 1, 0.5).is_empty() && kept_tokens(&outside, 1).is_empty());
    }

    #[test]
    fn the_surer_of_two_that_overlap_stands() {
        let found = flat(vec![
            (0..5, 0, 0.6),
            (3..8, 1, 0.9),
            (8..9, 0, 0.55),
            (2..4, 0, 0.7),
        ]);
        assert_eq!(found, [(3..8, 1, 0.9), (8..9, 0, 0.55)]);
    }
}
