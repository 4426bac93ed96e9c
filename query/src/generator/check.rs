//! Holding a written answer against the sources that it cites.

use std::collections::HashSet;

use serde::Serialize;

use super::context::Context;
use crate::answer::values::{amounts, dates, is_same_number};
use crate::text::{sentences, terms};

/// Share of a sentence's terms that its sources must have.
const SUPPORTED: f32 = 0.5;

/// One sentence of a written answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckedSentence {
    /// The sentence with its citation marks.
    pub text: String,
    /// Numbers that it cites and that exist.
    pub cites: Vec<usize>,
    /// Whether the cited sources carry it: they have most of its words and every one of its numbers and dates.
    pub supported: bool,
}

/// Checks each sentence of `written`. A sentence without a citation, or with only numbers that do not exist, is unsupported.
#[must_use]
pub fn check(written: &str, context: &Context) -> Vec<CheckedSentence> {
    let mut checked: Vec<CheckedSentence> = Vec::new();
    for sentence in sentences(written) {
        let (bare, cites) = without_marks(sentence.text);
        if bare.trim().chars().all(|c| !c.is_alphanumeric()) {
            // Marks after the full stop belong to the sentence before.
            if let Some(last) = checked.last_mut() {
                last.text.push_str(sentence.text);
                last.cites.extend(
                    cites
                        .into_iter()
                        .filter(|n| context.sources.iter().any(|s| s.number == *n)),
                );
                let (bare, _) = without_marks(&last.text);
                last.supported = carried(&bare, &last.cites, context);
            }
            continue;
        }
        let cites: Vec<usize> = cites
            .into_iter()
            .filter(|n| context.sources.iter().any(|s| s.number == *n))
            .collect();
        let supported = carried(&bare, &cites, context);
        checked.push(CheckedSentence {
            text: sentence.text.to_owned(),
            cites,
            supported,
        });
    }
    checked
}

fn carried(sentence: &str, cites: &[usize], context: &Context) -> bool {
    let sources: Vec<&str> = context
        .sources
        .iter()
        .filter(|s| cites.contains(&s.number))
        .flat_map(|s| [s.passage.as_str(), s.title.as_str()])
        .collect();
    if sources.is_empty() {
        return false;
    }
    let text = sources.join("\n");
    let known: HashSet<String> = terms(&text).into_iter().collect();
    let said: HashSet<String> = terms(sentence).into_iter().collect();
    let shared = said.iter().filter(|t| known.contains(*t)).count();
    let known_dates: HashSet<String> = dates(&text).into_iter().map(|d| d.iso).collect();
    let dates_stand = dates(sentence).iter().all(|d| {
        known_dates.contains(&d.iso)
            || known_dates
                .iter()
                .any(|k| d.iso.len() == 4 && k.starts_with(&d.iso))
    });
    let known_numbers: Vec<f64> = amounts(&text).into_iter().map(|a| a.value).collect();
    let numbers_stand = amounts(sentence)
        .iter()
        .all(|a| known_numbers.iter().any(|k| is_same_number(*k, a.value)));
    dates_stand && numbers_stand && crate::retrieval::share(shared, said.len()) >= SUPPORTED
}

/// The sentence without `[1]` and the numbers of those marks.
pub(super) fn without_marks(sentence: &str) -> (String, Vec<usize>) {
    let mut bare = String::with_capacity(sentence.len());
    let mut cites = Vec::new();
    let mut rest = sentence;
    while let Some(open) = rest.find('[') {
        let (before, after) = rest.split_at(open);
        bare.push_str(before);
        let inner = after.get(1..).and_then(|a| a.split_once(']'));
        match inner {
            Some((number, tail)) if number.split(',').all(|n| n.trim().parse::<usize>().is_ok()) => {
                cites.extend(number.split(',').filter_map(|n| n.trim().parse::<usize>().ok()));
                rest = tail;
            }
            _ => {
                bare.push('[');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    bare.push_str(rest);
    (bare, cites)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::Numbered;

    fn context() -> Context {
        Context {
            sources: vec![Numbered {
                number: 1,
                source: "a.pdf".to_owned(),
                title: "Annual report".to_owned(),
                passage: "The Alder Institute was founded in 1998 and has a budget of USD 20,000.".to_owned(),
            }],
        }
    }

    #[test]
    fn a_sentence_that_its_source_carries_is_supported() {
        let checked = check("The Alder Institute was founded in 1998 [1].", &context());
        assert!(checked.iter().all(|s| s.supported), "{checked:?}");
    }

    #[test]
    fn a_changed_number_or_a_missing_citation_is_not() {
        let written =
            "The Alder Institute was founded in 1997 [1]. It has a budget of USD 20,000. It is old [7].";
        let checked = check(written, &context());
        assert_eq!(
            checked.iter().map(|s| s.supported).collect::<Vec<_>>(),
            [false, false, false]
        );
    }
}
