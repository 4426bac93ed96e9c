//! What stands around a stretch and what kind of question it stands before: numbers beside those of `features`.

use super::place::Place;
use super::span::Stretch;
use super::wanted::Wanted;
use crate::question::Task;
use crate::text::{Language, Script, is_stop_word};

/// How many numbers there are.
pub(super) const AROUND: usize = 27;

/// Every task, in the order in which numbers tell of it.
pub(in crate::answer) const TASKS: [Task; 9] = [
    Task::Look,
    Task::List,
    Task::Count,
    Task::Sum,
    Task::Average,
    Task::Greatest,
    Task::Least,
    Task::Difference,
    Task::Whether,
];

/// How far from a stretch words of the question are looked for, in bytes.
const NEAR: usize = 40;

/// Share of the question's pairs of neighbouring words that a place has side by side too.
pub(super) fn pairs_met(place: &Place<'_>, wanted: &Wanted<'_>) -> f32 {
    let met = |pair: &&(String, String)| {
        place
            .tokens
            .windows(2)
            .any(|w| matches!(w, [a, b] if a.text == pair.0 && b.text == pair.1))
    };
    let count = wanted.pairs.iter().filter(met).count();
    crate::retrieval::share(count, wanted.pairs.len().max(1))
}

/// The numbers of one stretch; `spots` are where its place has each unit, `pairs` what [`pairs_met`] gave for the place.
pub(super) fn around(
    stretch: &Stretch,
    text: &str,
    place: &Place<'_>,
    spots: &[Vec<(usize, usize)>],
    pairs: f32,
    wanted: &Wanted<'_>,
) -> [f32; AROUND] {
    let mut out = [0.0; AROUND];
    let mut at = 0;
    let mut push = |value: f32| {
        if let Some(slot) = out.get_mut(at) {
            *slot = value;
        }
        at += 1;
    };
    let flag = |yes: bool| f32::from(u8::from(yes));
    let share = crate::retrieval::share;
    push(wanted.retrieved.get(place.rank).copied().unwrap_or_default());
    push(1.0 / share(place.rank + 1, 1));
    push(pairs);
    let tokens = &place.tokens;
    let from = tokens.partition_point(|t| t.end <= stretch.start);
    let to = tokens.partition_point(|t| t.start < stretch.end);
    let asked = |i: Option<usize>| {
        i.and_then(|i| tokens.get(i)).is_some_and(|t| {
            let telling = t.script != Script::Word || !is_stop_word(&t.text);
            telling && wanted.said.contains(&t.text)
        })
    };
    push(flag(asked(from.checked_sub(1))));
    push(flag(asked(Some(to))));
    let (mut left, mut right) = (0.0, 0.0);
    for (unit, spots) in wanted.units.iter().zip(spots) {
        let before = |s: &(usize, usize)| s.1 <= stretch.start && s.1 + NEAR >= stretch.start;
        let after = |s: &(usize, usize)| s.0 >= stretch.end && s.0 <= stretch.end + NEAR;
        left += unit.weight * flag(spots.iter().any(before));
        right += unit.weight * flag(spots.iter().any(after));
    }
    push(left / wanted.weight());
    push(right / wanted.weight());
    let rest = place.text.get(stretch.end..).unwrap_or_default();
    push(flag(!rest.chars().any(char::is_alphanumeric)));
    let ahead = place.text.get(..stretch.start).unwrap_or_default();
    push(flag(ahead.trim_end().ends_with(['(', '（'])));
    let length = text.chars().count().max(1);
    push(share(text.chars().filter(|c| c.is_numeric()).count(), length));
    let words = tokens.get(from..to).unwrap_or_default();
    push(share(
        words.iter().filter(|t| t.capital).count(),
        words.len().max(1),
    ));
    push(share(place.text.chars().count(), 1).ln_1p() / 6.0);
    let edge = |i: Option<usize>| {
        i.and_then(|i| tokens.get(i))
            .is_some_and(|t| t.script == Script::Word && is_stop_word(&t.text))
    };
    push(flag(edge(Some(from))));
    push(flag(edge(to.checked_sub(1))));
    push(share(wanted.request.unknown.len().min(3), 1));
    for task in TASKS {
        push(flag(wanted.request.task == task));
    }
    for language in [Language::Chinese, Language::Korean, Language::English] {
        push(flag(wanted.request.language == language));
    }
    out
}
