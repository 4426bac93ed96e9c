//! The soft reader, the last resort before a refusal: questions in words that the papers do not use.
//!
//! [`Wish`] keeps what evidence has to carry of a question and drops the words of asking. `grid` reads it from tables: words
//! that only cells have choose the rows, words of headers choose the column, and what is left has to stand over the table;
//! `compare` sets two columns side by side.
//! `said` reads it from sentences, with the line that introduces them. `reach` goes one step further: what a row or a sentence
//! leaves unsaid may be said of somebody whom it names. `tenure` knows who held an office when, `renew` which figure is in
//! force. Each reading is an answer only where it carries enough of the wish, and all of what a wish cannot do without.

mod act;
mod aside;
mod compare;
mod grid;
pub(super) mod kin;
mod reach;
mod renew;
mod said;
mod tenure;
mod wish;

use self::act::Act;
pub(super) use self::kin::{families_in, light};
use self::wish::Wish;
use super::facts::FactIndex;
use super::found::Found;
use super::records::Tabled;
use super::revise::revised;
use crate::question::{Request, Task};
use crate::retrieval::SearchResult;

/// A reading of a table or of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    found: Found,
    /// Share of the wish that it carries.
    coverage: f32,
    /// For choosing between readings.
    score: f32,
}

/// Share of a wish that a reading has to carry.
const ENOUGH: f32 = 0.74;

/// The answer that carries the request once the words of asking are taken away.
pub(super) fn ask_softly(request: &Request, index: &FactIndex, found: &SearchResult) -> Option<Tabled> {
    if !request.unknown.is_empty() {
        return None;
    }
    let wish = Wish::of(request, index);
    if wish.is_empty() {
        return None;
    }
    let held = tenure::holder(&wish, index, found);
    let best = held
        .or_else(|| {
            [grid::read(&wish, index), said::read(&wish, index, found)]
                .into_iter()
                .flatten()
                .filter(|r| r.coverage >= ENOUGH)
                .max_by(|a, b| a.score.total_cmp(&b.score))
        })
        .or_else(|| reach::read(&wish, index, found))?;
    let plain = matches!(wish.act, Act::Pick | Act::Count);
    let text = best.found.text.clone();
    let mut answer = revised(best.found, &wish.request, index);
    if plain && answer.text == text {
        answer = renew::renewed(answer, &wish, index, found);
    }
    Some(Tabled::from(answer))
}

/// What compares two columns of a table, what is missing of one, and who held an office in a year: no other reader knows
/// these, and would give one column alone, or who holds it now.
pub(super) fn ask_compared(request: &Request, index: &FactIndex, found: &SearchResult) -> Option<Tabled> {
    if !request.unknown.is_empty() {
        return None;
    }
    let wish = Wish::of(request, index);
    if wish.is_empty() {
        return None;
    }
    if let Some(held) = tenure::holder(&wish, index, found) {
        return Some(Tabled::from(held.found));
    }
    if !matches!(wish.act, Act::Over | Act::Under | Act::Gap) {
        return None;
    }
    let reading = grid::read(&wish, index).filter(|r| r.coverage >= ENOUGH)?;
    Some(Tabled::from(reading.found))
}

/// What is in force of an answer out of a table whose row no thing is known by.
pub(super) fn in_force(answer: Found, request: &Request, index: &FactIndex, found: &SearchResult) -> Found {
    let plain = request.task == Task::Look && request.names.iter().all(|n| n.thing.is_none());
    if !plain || request.names.is_empty() {
        return answer;
    }
    renew::renewed(answer, &Wish::of(request, index), index, found)
}

/// Whether a question asks how much is missing of what was set.
pub(super) fn asks_what_is_missing(request: &Request) -> bool {
    act::act_of(request, &crate::text::fold(&request.text)) == Act::Gap
}
