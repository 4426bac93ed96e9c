//! From a question to ranked passages.

use std::collections::{HashMap, HashSet};

use quarry_graph::PassageRecord;
use roaring::RoaringBitmap;
use serde::Serialize;

use super::across::across;
use super::bm25::{share, to_f32};
use super::coverage::{Wanted, rerank};
use super::fusion::{Parts, Ranked, Signals, fuse, gate};
use super::graph::PassageGraph;
use super::options::RetrievalOptions;
use super::seeds::Seeds;
use super::translate::Translator;
use super::walk::walk;
use crate::error::QueryError;
use crate::question::Mode;
use crate::source::Source;
use crate::text::Language;

/// How much coarser the second walk is than the first, to which it only adds.
const HOP_TOLERANCE: f32 = 10.0;

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
    /// How sure they are, 0 to 1: how far the graph was trusted.
    pub seed_certainty: f32,
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
    translator: &Translator,
    options: &RetrievalOptions,
) -> Result<(Vec<Ranked>, Trace), QueryError> {
    let mut trace = Trace {
        seeds: Seeds::link(question, graph, options),
        signals: Signals::default(),
    };
    trace.signals.lexical = source
        .lexical(question, filter, options.lexical_depth)?
        .into_iter()
        .map(|(p, s)| (p.0, s))
        .collect();
    if mode == Mode::Passages {
        return Ok((fuse(&trace.signals, options), trace));
    }
    let wanted = Wanted::of(question, graph);
    let mixes = !matches!(mode, Mode::Graph | Mode::Vectors);
    let abroad = mixes
        .then(|| {
            from_other_languages(
                question,
                &trace.signals.lexical,
                &wanted,
                graph,
                translator,
                options,
            )
        })
        .flatten();
    let translated = abroad.is_some();
    if let Some(found) = abroad {
        trace.signals.lexical = found;
    }
    if mode != Mode::Graph && options.vector_depth > 0 {
        trace.signals.vector = source
            .nearest(question, filter, options.vector_depth)?
            .into_iter()
            .map(|(p, s)| (p.0, s))
            .collect();
    }
    if mode != Mode::Vectors {
        if options.statement_share > 0.0 {
            trace.seeds.more = graph.statements.near(question, source, options.statement_depth)?;
            trace.seeds.more_share = options.statement_share;
        }
        trace.signals.graph = walk(graph, &trace.seeds, &trace.signals.lexical, options);
    }
    trace.signals.seed_certainty = trace.seeds.certainty;
    trace.signals.translated = translated;
    if !translated {
        let best = trace.signals.lexical.first();
        trace.signals.lexical_coverage = best.map_or(0.0, |l| wanted.shares(l.0, graph).whole);
        rerank(&mut trace.signals.lexical, &wanted, graph, options);
    }
    if mixes && options.second_hop > 0.0 && gate(trace.seeds.certainty, options) > 0.0 {
        let first = fuse(&trace.signals, options);
        second_hop(&mut trace, &first, graph, options);
    }
    match mode {
        Mode::Graph if !trace.signals.graph.is_empty() => {
            trace.signals.lexical.clear();
            trace.signals.seed_certainty = 1.0;
        }
        Mode::Vectors => trace.signals.lexical.clear(),
        _ => {}
    }
    Ok((fuse(&trace.signals, options), trace))
}

/// Adds to the walk's scores those of a second one, from the entities of the best passages of a `first` ranking, the rarer
/// the more, without those that the question names.
fn second_hop(trace: &mut Trace, first: &[Ranked], graph: &PassageGraph, options: &RetrievalOptions) {
    let asked: HashSet<u32> = trace.seeds.seeds.iter().map(|s| s.node).collect();
    let mut more: HashMap<u32, f32> = HashMap::new();
    for found in first.iter().take(options.hop_passages) {
        for entity in graph.named_in(found.passage).filter(|e| !asked.contains(e)) {
            // a name that stands in this passage alone leads nowhere
            let frequency = graph.frequency(entity);
            if frequency > 1 {
                *more.entry(entity).or_default() += found.score / to_f32(frequency);
            }
        }
    }
    let mut more: Vec<(u32, f32)> = more.into_iter().collect();
    more.sort_unstable_by_key(|m| m.0);
    let seeds = Seeds {
        more,
        ..Seeds::default()
    };
    let coarse = RetrievalOptions {
        tolerance: options.tolerance * HOP_TOLERANCE,
        ..options.clone()
    };
    let second = walk(graph, &seeds, &trace.signals.lexical, &coarse);
    let mut scores: HashMap<u32, f32> = trace.signals.graph.iter().copied().collect();
    for (passage, score) in second {
        *scores.entry(passage).or_default() += options.second_hop * score;
    }
    let mut scores: Vec<(u32, f32)> = scores.into_iter().collect();
    scores.sort_unstable_by_key(|s| s.0);
    trace.signals.graph = scores;
}

/// The ranking across languages, where papers of another language are there and those in the question's own hold too little of
/// it; none where the question is to be answered from its own language. What is found in the two is taken in turns, for their
/// scores have no common measure; who holds more of the question begins.
fn from_other_languages(
    question: &str,
    lexical: &[(u32, f32)],
    wanted: &Wanted,
    graph: &PassageGraph,
    translator: &Translator,
    options: &RetrievalOptions,
) -> Option<Vec<(u32, f32)>> {
    let language = Language::of(question);
    if options.translated_below <= 0.0 || !graph.has_others(language) {
        return None;
    }
    let mut own: Vec<(u32, f32)> = lexical
        .iter()
        .copied()
        .filter(|l| graph.language(l.0) == Some(language))
        .collect();
    let held = own
        .iter()
        .take(options.rerank_depth.max(1))
        .map(|l| wanted.shares(l.0, graph).whole)
        .fold(0.0, f32::max);
    if held >= options.translated_below {
        return None;
    }
    let concepts = translator.concepts(question);
    let abroad = across(&concepts, graph, language, options.lexical_depth);
    if abroad.ranked.is_empty() || own.is_empty() {
        return (!abroad.ranked.is_empty()).then_some(abroad.ranked);
    }
    rerank(&mut own, wanted, graph, options);
    let (first, second) = if abroad.coverage >= held {
        (abroad.ranked, own)
    } else {
        (own, abroad.ranked)
    };
    Some(in_turns(&first, &second))
}

/// Two rankings as one: the first of each, the second of each and so on, with scores that fall evenly.
fn in_turns(first: &[(u32, f32)], second: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let longer = first.len().max(second.len());
    let all = first.len() + second.len();
    let turns = (0..longer).flat_map(|place| [first.get(place), second.get(place)]);
    turns
        .flatten()
        .enumerate()
        .map(|(place, l)| (l.0, 1.0 - share(place, all)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::in_turns;

    #[test]
    fn two_rankings_are_taken_in_turns_to_their_ends() {
        let merged = in_turns(&[(7, 0.2)], &[(1, 0.9), (2, 0.8), (3, 0.7)]);
        assert_eq!(merged.iter().map(|m| m.0).collect::<Vec<_>>(), [7, 1, 2, 3]);
        assert!(merged.is_sorted_by(|a, b| a.1 > b.1), "{merged:?}");
    }
}
