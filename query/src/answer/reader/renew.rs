//! The value in force of what a table tells: a letter that changes a figure names its row, not a thing that is known.

use super::super::bag::{Bag, years_in};
use super::super::facts::FactIndex;
use super::super::found::{Evidence, Found};
use super::super::revise::{replaced, value_of};
use super::super::values::is_same_number;
use super::said::passages;
use super::wish::Wish;
use crate::question::Version;
use crate::retrieval::SearchResult;
use crate::text::{name_key, sentences};

/// `found` with the value that a sentence about the same says took its place; the first value where that is asked for.
pub(super) fn renewed(found: Found, wish: &Wish, index: &FactIndex, hits: &SearchResult) -> Found {
    let Some(value) = value_of(&found.text).filter(|_| found.evidence.len() == 1) else {
        return found;
    };
    for passage in passages(wish, index, hits) {
        let years = years_in(&format!("{} {}", passage.title, passage.text));
        if !wish.request.years.iter().all(|(y, _)| years.contains(y)) {
            continue;
        }
        for sentence in sentences(&passage.text) {
            let bag = Bag::of(sentence.text);
            let covers = wish.covers(&bag, &name_key(sentence.text));
            // The row's name, or what stands for it, is in the sentence.
            let named = wish
                .terms
                .iter()
                .zip(&covers)
                .any(|(t, c)| *c > 0.0 && (t.must && t.word.notion.is_none() || t.word.weight >= 1.0));
            let Some((old, new)) = replaced(sentence.text).filter(|_| named) else {
                continue;
            };
            let (from, to) = match wish.request.version {
                Version::Current => (old, new),
                Version::Initial | Version::Former => (new, old),
            };
            if is_same_number(from.1, value) && !is_same_number(to.1, value) {
                let evidence = Evidence::quoted(passage, sentence.text);
                return Found {
                    text: to.0,
                    explanation: format!("{} ({})\n{}", sentence.text, passage.source, found.explanation),
                    evidence: std::iter::once(evidence).chain(found.evidence).collect(),
                    more: found.more,
                };
            }
        }
    }
    found
}
