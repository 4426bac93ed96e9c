//! Where an answer may stand: sentences with what introduces them, and rows of tables with the headers over their cells; and
//! how one leads to the next over a thing that both name.

use std::collections::HashMap;

use quarry_graph::PassageRecord;

use super::super::bag::Bag;
use super::super::things::Things;
use super::wanted::{Said, Wanted};
use crate::question::rooted;
use crate::text::{NameMatch, Token, sentences, tokenise};

/// A cell of a row.
#[derive(Debug, Clone)]
pub(in crate::answer) struct Cell {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The column's headers, the outermost first.
    pub(super) header: String,
    /// How far the headers carry each unit.
    pub(super) covers: Vec<f32>,
}

/// A sentence or a row.
#[derive(Debug, Clone)]
pub(in crate::answer) struct Place<'a> {
    pub(in crate::answer) passage: &'a PassageRecord,
    pub(in crate::answer) text: String,
    /// Rooted tokens.
    pub(super) tokens: Vec<Token>,
    pub(in crate::answer) names: Vec<NameMatch>,
    pub(in crate::answer) cells: Vec<Cell>,
    /// How far it carries each unit of the question, by itself.
    pub(super) own: Vec<f32>,
    /// With the line that introduces it and the sentence before it.
    pub(super) led: Vec<f32>,
    /// With the titles over it.
    pub(super) under: Vec<f32>,
    /// With the rest of its passage.
    pub(in crate::answer) near: Vec<f32>,
    /// Years that it speaks of, and that its titles speak of.
    pub(super) years: Vec<i32>,
    pub(super) over_years: Vec<i32>,
    /// Place of its passage in retrieval, from 0.
    pub(in crate::answer) rank: usize,
    /// Its number among the rows that are read; none for a sentence.
    pub(in crate::answer) row: Option<usize>,
}

/// How a place is reached: by itself, or over others that name a thing which it names.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// The place that holds the answer.
    pub(super) place: usize,
    /// The places that lead to it, the first first.
    pub(super) before: Vec<usize>,
    /// How far all of them carry each unit.
    pub(super) covers: Vec<f32>,
    /// Things that the steps go over.
    pub(super) over: Vec<u32>,
    /// Share of the question that is carried.
    pub(super) share: f32,
}

/// Most places that are kept, and most ways.
const MOST_PLACES: usize = 400;
const MOST_WAYS: usize = 36;
/// What a step costs.
const STEP: f32 = 0.06;

fn covers(wanted: &Wanted<'_>, said: &Said) -> Vec<f32> {
    wanted.units.iter().map(|u| u.cover(said)).collect()
}

fn greater(a: &[f32], b: &[f32], scale: f32) -> Vec<f32> {
    a.iter().zip(b).map(|(x, y)| x.max(y * scale)).collect()
}

/// The sentences of a passage.
pub(super) fn sentences_of<'a>(
    passage: &'a PassageRecord,
    rank: usize,
    wanted: &Wanted<'_>,
    things: &Things,
    out: &mut Vec<Place<'a>>,
) {
    let over = format!("{} {}", passage.title, passage.headings.join(" "));
    let over_said = Said::of(&over);
    let over_covers = covers(wanted, &over_said);
    let whole = covers(wanted, &Said::of(&passage.text));
    let mut before: Vec<f32> = vec![0.0; wanted.units.len()];
    let mut intro: Vec<f32> = before.clone();
    for sentence in sentences(&passage.text) {
        let said = Said::of(sentence.text);
        let own = covers(wanted, &said);
        let led = greater(&greater(&own, &before, 0.8), &intro, 0.9);
        let under = greater(&led, &over_covers, 0.85);
        let near = greater(&under, &whole, 0.6);
        let tokens = tokenise(sentence.text);
        let names = things.trie().find(&tokens);
        if sentence.text.trim_end().ends_with([':', '：']) {
            intro.clone_from(&own);
        }
        before.clone_from(&own);
        out.push(Place {
            passage,
            text: sentence.text.to_owned(),
            tokens: rooted(&tokens),
            names,
            cells: Vec::new(),
            own,
            led,
            under,
            near,
            years: said.bag.years.clone(),
            over_years: over_said.bag.years.clone(),
            rank,
            row: None,
        });
    }
}

/// A row of a table: its cells with their headers, under `over`, what stands over the table.
pub(super) fn row_of<'a>(
    passage: &'a PassageRecord,
    rank: usize,
    cells: &[(String, String)],
    over: &Bag,
    wanted: &Wanted<'_>,
    things: &Things,
) -> Place<'a> {
    let mut text = String::new();
    let mut placed = Vec::new();
    for (header, value) in cells {
        if !text.is_empty() {
            text.push_str(" | ");
        }
        let start = text.len();
        text.push_str(value);
        placed.push(Cell {
            start,
            end: text.len(),
            covers: covers(wanted, &Said::of(header)),
            header: header.clone(),
        });
    }
    let titles = format!("{} {}", passage.title, passage.headings.join(" "));
    let said = Said::of(&text);
    let own = covers(wanted, &said);
    let over_said = Said::of_bag(over.clone());
    let over_covers = greater(
        &covers(wanted, &over_said),
        &covers(wanted, &Said::of(&titles)),
        1.0,
    );
    let under = greater(&own, &over_covers, 0.85);
    let tokens = tokenise(&text);
    let names = things.trie().find(&tokens);
    Place {
        passage,
        tokens: rooted(&tokens),
        text,
        names,
        cells: placed,
        led: own.clone(),
        own,
        near: under.clone(),
        under,
        years: said.bag.years.clone(),
        over_years: over.years.clone(),
        rank,
        row: None,
    }
}

impl Place<'_> {
    /// How far it carries each unit with all that stands around it, under the headers that fit best.
    pub(super) fn reach(&self) -> Vec<f32> {
        self.cells
            .iter()
            .fold(self.near.clone(), |all, cell| greater(&all, &cell.covers, 0.95))
    }
}

/// Share of the question's weight in `covers`.
pub(super) fn share_of(wanted: &Wanted<'_>, covers: &[f32]) -> f32 {
    let met: f32 = wanted.units.iter().zip(covers).map(|(u, c)| u.weight * c).sum();
    met / wanted.weight()
}

/// The best ways to the places, the most telling first.
pub(super) fn ways(places: &[Place<'_>], wanted: &Wanted<'_>) -> Vec<Way> {
    let asked = |thing: u32| wanted.units.iter().any(|u| u.thing == Some(thing));
    let mut layers: Vec<Vec<Way>> = Vec::new();
    let first: Vec<Way> = places
        .iter()
        .enumerate()
        .map(|(number, place)| {
            let covers = place.reach();
            Way {
                place: number,
                before: Vec::new(),
                share: share_of(wanted, &covers),
                covers,
                over: Vec::new(),
            }
        })
        .collect();
    layers.push(first);
    for step in 0..2 {
        let Some(last) = layers.get(step) else { break };
        // The best ways to places that name a thing.
        let mut by_thing: HashMap<u32, Vec<usize>> = HashMap::new();
        for (number, way) in last.iter().enumerate() {
            let Some(place) = places.get(way.place) else {
                continue;
            };
            for name in place.names.iter().filter(|n| !asked(n.id)) {
                let list = by_thing.entry(name.id).or_default();
                if !list.contains(&number) {
                    list.push(number);
                }
            }
        }
        for list in by_thing.values_mut() {
            list.sort_by(|a, b| {
                let share = |i: &usize| last.get(*i).map_or(0.0, |w| w.share);
                share(b).total_cmp(&share(a)).then(a.cmp(b))
            });
            list.truncate(6);
        }
        let mut next = Vec::new();
        for (number, place) in places.iter().enumerate() {
            let Some(alone) = layers.first().and_then(|l| l.get(number)) else {
                continue;
            };
            let mut best: Option<Way> = None;
            let mut seen: Vec<u32> = Vec::new();
            for name in place.names.iter().filter(|n| !asked(n.id)) {
                if seen.contains(&name.id) {
                    continue;
                }
                seen.push(name.id);
                for lead in by_thing
                    .get(&name.id)
                    .into_iter()
                    .flatten()
                    .filter_map(|i| last.get(*i))
                {
                    if lead.place == number || lead.before.contains(&number) || lead.over.contains(&name.id) {
                        continue;
                    }
                    let covers = greater(&alone.covers, &lead.covers, 0.95);
                    let share = share_of(wanted, &covers);
                    let cost = STEP * crate::retrieval::share(step + 1, 1);
                    if share > alone.share + cost && best.as_ref().is_none_or(|b| share > b.share + 1e-4) {
                        let mut before = lead.before.clone();
                        before.push(lead.place);
                        let mut over = lead.over.clone();
                        over.push(name.id);
                        best = Some(Way {
                            place: number,
                            before,
                            covers,
                            over,
                            share,
                        });
                    }
                }
            }
            next.extend(best);
        }
        layers.push(next);
    }
    let mut all: Vec<Way> = layers.into_iter().flatten().collect();
    let worth = |w: &Way| {
        let rank = places.get(w.place).map_or(0, |p| p.rank);
        let own = places.get(w.place).map_or(0.0, |p| share_of(wanted, &p.own));
        w.share + 0.3 * own
            - STEP * crate::retrieval::share(w.before.len(), 1)
            - 0.002 * crate::retrieval::share(rank, 1)
    };
    all.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.place.cmp(&b.place)));
    all.truncate(MOST_WAYS);
    all
}

/// Keeps the places that carry most.
pub(super) fn keep_best(places: &mut Vec<Place<'_>>, wanted: &Wanted<'_>) {
    if places.len() > MOST_PLACES {
        let mut rated: Vec<(f32, usize)> = places
            .iter()
            .enumerate()
            .map(|(i, p)| (share_of(wanted, &p.reach()), i))
            .collect();
        rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let kept: Vec<usize> = rated.into_iter().take(MOST_PLACES).map(|r| r.1).collect();
        let mut number = 0;
        places.retain(|_| {
            number += 1;
            kept.contains(&(number - 1))
        });
    }
}
