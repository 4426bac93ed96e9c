//! Questions of two steps: something that the question only describes is found first, and then asked about.
//!
//! `the company that carries out the mapping` is a row, a fact or a sentence away from what the question names. Each such
//! thing is tried in place of the description: the words that led to it are spent, and what is left has to be carried by a
//! statement, a row or a sentence about it.

use super::bag::Bag;
use super::facts::FactIndex;
use super::fit::fits;
use super::found::Evidence;
use super::operate::resolve;
use super::records::{Tabled, ask_tables, cite};
use super::revise::revised;
use super::sentence::ask_sentences;
use super::span::Sentence;
use super::tables::Kind;
use super::verify::verified;
use crate::question::{Analysis, Name, Named, Request, Task, Word};
use crate::retrieval::SearchResult;
use crate::text::{name_key, sentences};

/// Most things that are tried in place of the description.
const MOST_HOPS: usize = 40;
/// Share of the words that the first step has to spend.
const LEAST_SPENT: f32 = 0.5;

/// A thing one step away, the words that led to it, and what says so.
struct Hop {
    thing: Option<u32>,
    text: String,
    spent: Vec<usize>,
    evidence: Evidence,
    quality: f32,
}

/// The answer about a thing that is one step away from what the question names.
pub(super) fn ask_across(
    request: &Request,
    analysis: &Analysis,
    index: &FactIndex,
    found: &SearchResult,
) -> Option<Tabled> {
    if !request.unknown.is_empty() {
        return None;
    }
    let mut best: Option<Tabled> = None;
    for hop in hops(request, index, found).into_iter().take(MOST_HOPS) {
        let left: Vec<Word> = request
            .words
            .iter()
            .enumerate()
            .filter(|(i, _)| !hop.spent.contains(i))
            .map(|(_, w)| w.clone())
            .collect();
        if !left.iter().any(|w| w.weight >= 1.0) {
            continue;
        }
        let value = index.tables.values.get(&crate::question::rooted_name(&hop.text));
        let second = Request {
            words: left,
            names: vec![Name {
                thing: hop.thing,
                value,
                text: hop.text.clone(),
                start: 0,
                end: 0,
            }],
            years: Vec::new(),
            dates: Vec::new(),
            limits: Vec::new(),
            unknown: Vec::new(),
            ..request.clone()
        };
        let by_table = ask_tables(&second, index);
        let by_sentence = ask_sentences(&second, index, found).map(|s| Tabled {
            found: s.found,
            score: s.score,
            query: None,
            by_table: false,
        });
        let by_facts = hop
            .thing
            .and_then(|thing| by_facts(&hop, thing, request, &second, analysis, index));
        let Some(answer) = [by_facts, by_table, by_sentence]
            .into_iter()
            .flatten()
            .max_by(|a, b| a.score.total_cmp(&b.score))
        else {
            continue;
        };
        let asked_for = name_key(&answer.found.text);
        if asked_for == name_key(&hop.text) || request.names.iter().any(|n| name_key(&n.text) == asked_for) {
            continue;
        }
        let score = answer.score + hop.quality;
        if best.as_ref().is_none_or(|b| score > b.score) {
            let mut chained = revised(answer.found, &second, index);
            let first = hop.evidence.clone();
            chained.explanation = format!("{}: {}\n{}", hop.text, hop.evidence.quote, chained.explanation);
            chained.evidence.insert(0, first);
            best = Some(Tabled {
                found: chained,
                score,
                query: answer.query,
                by_table: answer.by_table,
            });
        }
    }
    best
}

/// What facts say of the thing along the relations that the first step did not spend.
fn by_facts(
    hop: &Hop,
    thing: u32,
    request: &Request,
    second: &Request,
    analysis: &Analysis,
    index: &FactIndex,
) -> Option<Tabled> {
    let gone = |start: usize, end: usize| {
        hop.spent
            .iter()
            .filter_map(|i| request.words.get(*i))
            .any(|w| w.start < end && start < w.end)
    };
    let mut about = analysis.clone();
    about.named = vec![Named {
        thing,
        start: 0,
        end: 0,
    }];
    about.unknown.clear();
    about.year = None;
    about.cues.retain(|c| !gone(c.start, c.end));
    if about.cues.iter().all(|c| c.soft) {
        return None;
    }
    let found = resolve(&about, index)?;
    verified(second, &about, &found, index).then_some(Tabled {
        found,
        score: 2.2,
        query: None,
        by_table: false,
    })
}

/// Things one step away from the names of the question, along words that the question has.
fn hops(request: &Request, index: &FactIndex, found: &SearchResult) -> Vec<Hop> {
    let mut out = Vec::new();
    by_rows(request, index, &mut out);
    by_sentences(request, index, found, &mut out);
    out.sort_by(|a, b| b.quality.total_cmp(&a.quality));
    let mut seen: Vec<(String, Vec<usize>)> = Vec::new();
    out.retain(|h| {
        let key = (name_key(&h.text), h.spent.clone());
        let fresh = !seen.contains(&key);
        seen.push(key);
        fresh
    });
    out
}

/// The words of the request that `bag` has.
fn spent(request: &Request, bag: &Bag) -> Vec<usize> {
    request
        .words
        .iter()
        .enumerate()
        .filter(|(_, w)| bag.covers(w) >= 0.5)
        .map(|(i, _)| i)
        .collect()
}

fn tells(request: &Request, spent: &[usize]) -> bool {
    spent
        .iter()
        .filter_map(|i| request.words.get(*i))
        .any(|w| w.weight >= LEAST_SPENT)
}

/// Text cells of the rows that the names, years and bounds of the question choose.
fn by_rows(request: &Request, index: &FactIndex, out: &mut Vec<Hop>) {
    let plain = Request {
        task: Task::Look,
        ..request.clone()
    };
    for fit in fits(&plain, &index.tables, index) {
        if !fit.chosen || fit.rows.is_empty() || fit.rows.len() > 6 {
            continue;
        }
        for row in &fit.rows {
            for (c, column) in fit.view.columns.iter().enumerate() {
                if (column.kind != Kind::Text && c != fit.view.label) || fit.used.contains(&c) {
                    continue;
                }
                let Some(value) = fit.view.cell(*row, c) else {
                    continue;
                };
                let mut bag = column.bag.clone();
                for used in fit.used.iter().chain(&fit.bounded) {
                    if let Some(other) = fit.view.columns.get(*used) {
                        bag.add(&other.path.join(" "));
                    }
                }
                if request.years.iter().any(|_| true) || !request.limits.is_empty() {
                    for dated in fit.view.columns.iter().filter(|c| c.kind == Kind::Date) {
                        bag.add(&dated.path.join(" "));
                    }
                }
                let words = spent(request, &bag);
                if tells(request, &words) {
                    out.push(Hop {
                        thing: index.things.named(&value.text),
                        text: value.text.clone(),
                        spent: words,
                        evidence: cite(fit.view, *row, value),
                        quality: 0.5,
                    });
                }
            }
        }
    }
}

/// Things named in the sentences that have the question's names and some of its words.
fn by_sentences(request: &Request, index: &FactIndex, found: &SearchResult, out: &mut Vec<Hop>) {
    let mut numbers: Vec<u32> = found.hits.iter().take(10).map(|h| h.passage.id.0).collect();
    for thing in request.names.iter().filter_map(|n| n.thing) {
        numbers.extend(index.mentions.get(&thing).into_iter().flatten().take(30));
    }
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let Some(passage) = index.passages.get(&number).filter(|p| p.rows.is_none()) else {
            continue;
        };
        for text in sentences(&passage.text) {
            let sentence = Sentence::of(text.text, request, index);
            let bag = Bag::of(text.text);
            let has_names = request
                .names
                .iter()
                .all(|n| n.thing.is_some_and(|t| sentence.names(t)) || bag.has_all(&n.text));
            if !has_names {
                continue;
            }
            let words = spent(request, &bag);
            let spends: f32 = words
                .iter()
                .filter_map(|i| request.words.get(*i))
                .map(|w| w.weight)
                .sum();
            let enough = if request.names.is_empty() {
                spends >= 1.5
            } else {
                tells(request, &words)
            };
            if !enough {
                continue;
            }
            for m in sentence.things() {
                let asked = request.names.iter().any(|n| n.thing == Some(m.id));
                let name = text.text.get(m.start..m.end).unwrap_or_default();
                if asked || request.text.contains(name) || index.things.kind(m.id).is_none() {
                    continue;
                }
                out.push(Hop {
                    thing: Some(m.id),
                    text: name.to_owned(),
                    spent: words.clone(),
                    evidence: Evidence {
                        passage: Some(number),
                        locator: passage.locator.clone(),
                        quote: text.text.to_owned(),
                    },
                    quality: 0.3 + 0.1 * (spends / request.weight().max(1.0)),
                });
            }
        }
    }
}
