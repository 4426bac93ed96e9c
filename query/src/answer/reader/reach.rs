//! One step further: what a row or a sentence leaves unsaid, said of somebody or something that it names.

use super::super::facts::FactIndex;
use super::super::found::Evidence;
use super::super::records::cite;
use super::super::span::Sentence;
use super::super::tables::Kind;
use super::act::Act;
use super::grid::Read;
use super::said::carriers;
use super::wish::Wish;
use super::{Reading, grid, said};
use crate::retrieval::SearchResult;
use crate::text::name_key;

/// Most things that are tried.
const MOST_STEPS: usize = 24;
/// Share of the wish that the first step has to carry, and of what is left that the second has to.
const FIRST: f32 = 0.3;
const SECOND: f32 = 0.8;

/// Something that a first row or sentence names.
struct Step {
    name: String,
    thing: Option<u32>,
    /// Terms that are left.
    left: Vec<usize>,
    share: f32,
    evidence: Evidence,
}

/// The best reading by one step in between.
pub(super) fn read(wish: &Wish, index: &FactIndex, found: &SearchResult) -> Option<Reading> {
    if wish.act != Act::Pick || !wish.request.limits.is_empty() {
        return None;
    }
    let mut steps = from_rows(wish, index);
    steps.extend(from_sentences(wish, index, found));
    steps.sort_by(|a, b| b.share.total_cmp(&a.share));
    let mut best: Option<Reading> = None;
    for step in steps.into_iter().take(MOST_STEPS) {
        let second = wish.about(&step.left, &step.name, step.thing, index);
        let reading = [grid::read(&second, index), said::read(&second, index, found)]
            .into_iter()
            .flatten()
            .filter(|r| r.coverage >= SECOND)
            .max_by(|a, b| a.score.total_cmp(&b.score));
        let Some(mut reading) = reading else { continue };
        let key = name_key(&reading.found.text);
        if key == name_key(&step.name) || name_key(&wish.request.text).contains(&key) {
            continue;
        }
        let score = reading.score + step.share;
        if best.as_ref().is_none_or(|b| score > b.score) {
            reading.found.explanation = format!(
                "{}: {}\n{}",
                step.name, step.evidence.quote, reading.found.explanation
            );
            reading.found.evidence.insert(0, step.evidence);
            best = Some(Reading { score, ..reading });
        }
    }
    best
}

/// What is left of a wish where these terms are carried, and the share of what is carried; none where nothing is left, or
/// nothing was carried that tells.
fn left(wish: &Wish, covers: &[f32]) -> Option<(Vec<usize>, f32)> {
    let (share, _) = wish.share(covers);
    let left: Vec<usize> = (0..wish.terms.len())
        .filter(|t| covers.get(*t).is_none_or(|c| *c <= 0.0))
        .collect();
    let tells = |t: &usize| wish.terms.get(*t).is_some_and(|t| t.word.weight >= 0.9);
    (share >= FIRST && left.iter().any(tells)).then_some((left, share))
}

fn from_rows(wish: &Wish, index: &FactIndex) -> Vec<Step> {
    let mut out = Vec::new();
    for view in &index.tables.views {
        let Some(read) = Read::of(wish, view).filter(|r| r.chosen && r.rows.len() <= 2) else {
            continue;
        };
        for row in &read.rows {
            for (c, column) in view
                .columns
                .iter()
                .enumerate()
                .filter(|(_, c)| c.kind == Kind::Text)
            {
                let Some(value) = view.cell(*row, c) else { continue };
                let Some((left, share)) = left(wish, &read.carried(Some(c))) else {
                    continue;
                };
                let in_question = name_key(&wish.request.text).contains(&value.key);
                if value.key.chars().count() < 2 || in_question || column.path.is_empty() {
                    continue;
                }
                out.push(Step {
                    name: value.text.clone(),
                    thing: value.thing.or_else(|| index.things.named(&value.text)),
                    left,
                    share,
                    evidence: cite(view, *row, value),
                });
            }
        }
    }
    out
}

fn from_sentences(wish: &Wish, index: &FactIndex, found: &SearchResult) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    for carrier in carriers(wish, index, found) {
        let Some((left, share)) = left(wish, &carrier.covers).filter(|_| carrier.says_something(wish)) else {
            continue;
        };
        let sentence = Sentence::of(carrier.text, &wish.request, index);
        for m in sentence.things() {
            let named = wish.terms.iter().any(|t| t.thing == Some(m.id));
            let name = carrier.text.get(m.start..m.end).unwrap_or_default();
            if named || index.things.kind(m.id).is_none() || !sentence.fresh(&wish.request, name) {
                continue;
            }
            out.push(Step {
                name: name.to_owned(),
                thing: Some(m.id),
                left: left.clone(),
                share: 0.95 * share,
                evidence: carrier.evidence(),
            });
        }
    }
    out
}
