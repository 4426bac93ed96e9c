//! How a text's words go into a model's inputs: stretches of them, and which token stands for each.

use std::ops::Range;

use super::coder::Window;

/// A window that a single monstrous word made too long is cut off.
pub(super) fn cut(window: &mut Window, most: usize) {
    if window.len() > most {
        window.ids.truncate(most);
        window.types.truncate(most);
        window.bytes.truncate(most);
        window.words.truncate(most);
    }
}

/// Numbers of the text's words at the tokens that stand for them, 0 elsewhere.
pub(super) fn words_mask(window: &Window, prompt: usize, subtoken: &str) -> Vec<i64> {
    let number = |word: Option<usize>| {
        let word = word?.checked_sub(prompt)?;
        i64::try_from(word + 1).ok()
    };
    let words = &window.words;
    (0..words.len())
        .map(|at| {
            let own = words.get(at).copied().flatten();
            let before = at.checked_sub(1).and_then(|b| words.get(b).copied().flatten());
            let after = words.get(at + 1).copied().flatten();
            let stands = match subtoken {
                "last" => own != after,
                "mean" | "max" => true,
                _ => own != before,
            };
            number(own).filter(|_| stands).unwrap_or(0)
        })
        .collect()
}

/// Stretches of words of at most `room` tokens and `most` words; two neighbours share what a name may be long.
pub(super) fn stretches(lengths: &[usize], room: usize, most: usize, width: usize) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while start < lengths.len() {
        let mut tokens = 0;
        let fits = lengths.iter().skip(start).take(most.max(2)).take_while(|length| {
            tokens += **length;
            tokens <= room
        });
        let end = start + fits.count().max(1);
        stretches.push(start..end);
        if end >= lengths.len() {
            break;
        }
        let shared = width.min((end - start) / 2);
        start = end - shared;
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::stretches;

    #[test]
    fn every_span_of_words_stands_in_one_stretch() {
        let lengths = [3, 1, 1, 2, 9, 1, 1, 1, 1, 1, 1, 2];
        let found = stretches(&lengths, 8, 6, 2);
        assert_eq!(found.first().map(|r| r.start), Some(0));
        assert_eq!(found.last().map(|r| r.end), Some(lengths.len()));
        for pair in 0..lengths.len() - 1 {
            let fits = lengths[pair] + lengths[pair + 1] <= 8;
            assert!(
                !fits || found.iter().any(|r| r.contains(&pair) && r.contains(&(pair + 1))),
                "{pair}: {found:?}"
            );
        }
    }
}
