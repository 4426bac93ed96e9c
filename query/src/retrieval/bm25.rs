//! BM25 in memory (Robertson and Zaragoza, 2009), over stemmed words and pairs of Han or Hangul characters.

use std::collections::HashMap;

use quarry_graph::PassageId;
use roaring::RoaringBitmap;

use crate::text::terms;

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Postings with term frequencies.
#[derive(Debug, Clone, Default)]
pub struct Bm25 {
    postings: HashMap<String, Vec<(u32, f32)>>,
    lengths: Vec<f32>,
    mean_length: f32,
}

impl Bm25 {
    /// Indexes title, headings and text of each passage; the title counts twice.
    pub fn new<'a>(passages: impl Iterator<Item = (&'a str, &'a [String], &'a str)>) -> Self {
        let mut index = Self::default();
        for (number, (title, headings, text)) in passages.enumerate() {
            let Ok(number) = u32::try_from(number) else { break };
            let mut counts: HashMap<String, f32> = HashMap::new();
            for term in terms(title) {
                *counts.entry(term).or_default() += 2.0;
            }
            for term in headings.iter().flat_map(|h| terms(h)).chain(terms(text)) {
                *counts.entry(term).or_default() += 1.0;
            }
            index.lengths.push(counts.values().sum());
            for (term, count) in counts {
                index.postings.entry(term).or_default().push((number, count));
            }
        }
        index.mean_length = index.lengths.iter().sum::<f32>() / to_f32(index.lengths.len()).max(1.0);
        index
    }

    /// The best `k` passages for `query`, among `filter`.
    #[must_use]
    pub fn search(&self, query: &str, filter: Option<&RoaringBitmap>, k: usize) -> Vec<(PassageId, f32)> {
        let mut words = terms(query);
        words.sort_unstable();
        words.dedup();
        let mut scores = vec![0.0_f32; self.lengths.len()];
        let mut scored: Vec<u32> = Vec::new();
        for postings in words.iter().filter_map(|w| self.postings.get(w)) {
            let weight = idf(self.lengths.len(), postings.len());
            for &(passage, count) in postings.iter().filter(|p| filter.is_none_or(|f| f.contains(p.0))) {
                let Some((score, length)) =
                    at(passage).and_then(|p| scores.get_mut(p).zip(self.lengths.get(p)))
                else {
                    continue;
                };
                if *score == 0.0 {
                    scored.push(passage);
                }
                let norm = K1 * (1.0 - B + B * length / self.mean_length.max(1.0));
                *score += weight * count * (K1 + 1.0) / (count + norm);
            }
        }
        let score = |p: u32| at(p).and_then(|p| scores.get(p)).copied().unwrap_or_default();
        let mut ranked: Vec<(PassageId, f32)> =
            scored.into_iter().map(|p| (PassageId(p), score(p))).collect();
        let order = |a: &(PassageId, f32), b: &(PassageId, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if k < ranked.len() {
            ranked.select_nth_unstable_by(k, order);
            ranked.truncate(k);
        }
        ranked.sort_unstable_by(order);
        ranked
    }
}

fn at(passage: u32) -> Option<usize> {
    usize::try_from(passage).ok()
}

/// Inverse document frequency of a term that stands in `df` of `n` passages; never negative.
#[must_use]
pub fn idf(n: usize, df: usize) -> f32 {
    let (n, df) = (to_f32(n), to_f32(df));
    (1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln()
}

/// Counts as weights; what is lost beyond 2^24 does not change a ranking.
#[expect(clippy::cast_precision_loss, reason = "counts become weights")]
#[must_use]
pub(super) const fn to_f32(count: usize) -> f32 {
    count as f32
}

/// `part` of `whole` as a number from 0 to 1.
#[must_use]
pub fn share(part: usize, whole: usize) -> f32 {
    to_f32(part) / to_f32(whole).max(1.0)
}
