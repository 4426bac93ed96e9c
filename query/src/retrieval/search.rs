//! From a question to ranked passages.

use std::collections::{HashMap, HashSet};

use quarry_graph::PassageRecord;
use roaring::RoaringBitmap;
use serde::Serialize;

use super::fusion::{Parts, Ranked, Signals, fuse};
use super::graph::PassageGraph;
use super::options::RetrievalOptions;
use super::seeds::Seeds;
use super::walk::walk;
use crate::error::QueryError;
use crate::question::Mode;
use crate::source::Source;
use crate::text::terms;

/// A passage that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The passage with its locator.
    pub passage: PassageRecord,
    /// Fused score; comparable within one result only.
    pub score: f32,
    /// What the score is made of.
    pub parts: Parts,
}

/// What a search gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchResult {
    /// The mode that ran; [`Mode::Auto`] says here which one it chose.
    pub mode: Mode,
    /// Best first.
    pub hits: Vec<Hit>,
    /// Names in the question that the graph knows.
    pub seeds: Vec<String>,
    /// Share of the question that they account for, 0 to 1: how far the graph was trusted.
    pub seed_coverage: f32,
}

/// What ranking found on the way.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// Linked names.
    pub seeds: Seeds,
    /// The signals' lists.
    pub signals: Signals,
}

/// Ranks the passages of `graph` for `question` in `mode` ([`Mode::Auto`] and the modes without a ranking of their own fuse).
///
/// # Errors
/// What an index or the embedding model said.
pub fn rank(
    source: &dyn Source,
    graph: &PassageGraph,
    question: &str,
    mode: Mode,
    filter: Option<&RoaringBitmap>,
    options: &RetrievalOptions,
) -> Result<(Vec<Ranked>, Trace), QueryError> {
    let mut trace = Trace {
        seeds: Seeds::link(question, graph),
        signals: Signals::default(),
    };
    trace.signals.lexical = source
        .lexical(question, filter, options.lexical_depth)?
        .into_iter()
        .map(|(p, s)| (p.0, s))
        .collect();
    if mode != Mode::Passages && mode != Mode::Graph {
        trace.signals.vector = source
            .nearest(question, filter, options.vector_depth)?
            .into_iter()
            .map(|(p, s)| (p.0, s))
            .collect();
    }
    if mode != Mode::Passages && mode != Mode::Vectors {
        trace.signals.graph = graph_list(graph, &trace.seeds, &trace.signals.lexical, options);
    }
    trace.signals.seed_coverage = trace.seeds.coverage;
    trace.signals.lexical_coverage = lexical_coverage(source, graph, question, &trace.signals.lexical);
    match mode {
        Mode::Graph if !trace.signals.graph.is_empty() => {
            trace.signals.lexical.clear();
            trace.signals.seed_coverage = 1.0;
        }
        Mode::Vectors => trace.signals.lexical.clear(),
        _ => {}
    }
    Ok((fuse(&trace.signals, options), trace))
}

fn graph_list(
    graph: &PassageGraph,
    seeds: &Seeds,
    lexical: &[(u32, f32)],
    options: &RetrievalOptions,
) -> Vec<(u32, f32)> {
    let best = lexical.iter().map(|l| l.1).fold(f32::MIN_POSITIVE, f32::max);
    let mut by_row = vec![0.0_f32; graph.len()];
    for (passage, score) in lexical {
        if let Some(slot) = graph.rows.get(passage).and_then(|&row| by_row.get_mut(row)) {
            *slot = score / best;
        }
    }
    let scores = walk(graph, seeds, &by_row, options);
    let reached = scores.into_iter().zip(&graph.members).filter(|(s, _)| *s > 0.0);
    reached.map(|(score, &passage)| (passage, score)).collect()
}

/// Share of the question's known words, by rarity, that stand in the best passage by BM25.
fn lexical_coverage(
    source: &dyn Source,
    graph: &PassageGraph,
    question: &str,
    lexical: &[(u32, f32)],
) -> f32 {
    let passages = source.passages();
    let best = lexical
        .first()
        .and_then(|l| usize::try_from(l.0).ok())
        .and_then(|p| passages.get(p));
    let Some(best) = best else { return 0.0 };
    let words: HashSet<String> = terms(&best.text)
        .into_iter()
        .chain(terms(&best.title))
        .chain(best.headings.iter().flat_map(|h| terms(h)))
        .collect();
    let asked: HashSet<String> = terms(question).into_iter().collect();
    // A word that no passage has counts as the rarest: the question may be in a language that no passage is in.
    let rarest = super::bm25::idf(graph.len(), 0);
    let weights: HashMap<&str, f32> = asked
        .iter()
        .map(|w| {
            (
                w.as_str(),
                Some(graph.rarity(w)).filter(|&r| r > 0.0).unwrap_or(rarest),
            )
        })
        .collect();
    let total: f32 = weights.values().sum();
    let found: f32 = weights
        .iter()
        .filter(|(w, _)| words.contains(**w))
        .map(|(_, r)| r)
        .sum();
    if total > 0.0 { found / total } else { 0.0 }
}
