//! Names that were found somewhere in a document, found again everywhere else in it.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::extraction::EntityType;
use crate::rules::{Found, Origin, runs, standing, titles};
use crate::script;
use crate::unit::Unit;

/// Most names that are looked for; a document with more is a register, whose cells say what they are themselves.
const MOST_NAMES: usize = 20_000;

/// Most forms that are counted over the whole document; each costs one reading of it.
const MOST_COUNTED: usize = 1500;

/// Korean bodies and people often have a word before the one that heads the name. Where the longer form is said again, it
/// is the name: 「푸른섬 해양청」 rather than 「해양청」.
pub(crate) fn extend_korean(units: &[Unit], found: &mut [Vec<Found>]) {
    let all: String = units
        .iter()
        .map(|u| u.text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    if !script::has_hangul(&all) || all.len() > 2_000_000 {
        return;
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut count = |name: &str| {
        if counts.len() >= MOST_COUNTED && !counts.contains_key(name) {
            return 0;
        }
        *counts
            .entry(name.to_owned())
            .or_insert_with(|| all.matches(name).count())
    };
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        for mention in mentions
            .iter_mut()
            .filter(|m| m.kind == EntityType::Organization && !m.by_model)
        {
            let short = &unit.text[mention.range.clone()];
            if !script::has_hangul(short) || short.starts_with("주식회사") {
                continue;
            }
            // The whole of what stands between a particle and the head is the name, where it is one word more.
            let one = runs::korean_start(&unit.text, mention.range.start, 1);
            let before = unit.text.get(one..mention.range.start).unwrap_or("");
            if titles::is_holder(before.trim_end(), &unit.text, mention.range.end)
                || standing::opens_otherwise(before.trim_end())
            {
                continue;
            }
            if unit.cell.is_none()
                && one < mention.range.start
                && runs::korean_start(&unit.text, one, 1) == one
            {
                mention.range.start = one;
                continue;
            }
            for tokens in 1..=2 {
                let start = runs::korean_start(&unit.text, mention.range.start, tokens);
                if start == mention.range.start {
                    break;
                }
                let long = &unit.text[start..mention.range.end];
                if long.split(' ').next().is_some_and(standing::opens_otherwise) {
                    break;
                }
                if count(long) >= 2 && count(long) * 2 >= count(&unit.text[mention.range.clone()]) {
                    mention.range.start = start;
                }
            }
        }
    }
}

/// Finds every name of the document in every text of it. `aliases` are short forms with the kind of what they stand for.
pub(crate) fn find_again(units: &[Unit], found: &mut [Vec<Found>], aliases: &[(String, EntityType)]) {
    let mut names: HashMap<String, (EntityType, f32, Origin)> = HashMap::new();
    for (unit, mentions) in units.iter().zip(found.iter()) {
        for mention in mentions
            .iter()
            .filter(|m| m.kind.is_named() && m.confidence >= 0.65)
        {
            let name = unit.text[mention.range.clone()].to_owned();
            let own = (mention.kind, mention.confidence, mention.origin);
            let best = names.entry(name).or_insert(own);
            if mention.confidence > best.1 {
                *best = own;
            }
        }
    }
    for (alias, kind) in aliases {
        names.insert(alias.clone(), (*kind, 0.9, Origin::Rule));
    }
    names.retain(|name, (kind, ..)| long_enough(name, *kind));
    if names.is_empty() || names.len() > MOST_NAMES {
        return;
    }
    let mut patterns: Vec<(String, EntityType, f32, Origin)> = names
        .into_iter()
        .map(|(name, (kind, confidence, origin))| (name, kind, confidence, origin))
        .collect();
    patterns.sort_by(|a, b| a.0.cmp(&b.0));
    let Ok(automaton) = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(patterns.iter().map(|p| Squeezed::new(&p.0).text))
    else {
        return;
    };
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        let mut added = Vec::new();
        let squeezed = Squeezed::new(&unit.text);
        for matched in automaton.find_iter(&squeezed.text) {
            let Some((_, kind, confidence, origin)) = patterns.get(matched.pattern().as_usize()) else {
                continue;
            };
            let Some(range) = squeezed.original(&unit.text, matched.start(), matched.end()) else {
                continue;
            };
            // The name of a body within the name of its law or meeting is not said again there.
            let within = mentions.iter().any(|m| {
                matches!(m.kind, EntityType::Law | EntityType::Work | EntityType::Event)
                    && !m.by_model
                    && m.range.start <= range.start
                    && m.range.end >= range.end
                    && m.range.len() > range.len()
            });
            if !within && stands_alone(&unit.text, range.start, range.end) {
                // Said before: surer than the rule that would find another stretch of the same text.
                added.push(Found {
                    origin: *origin,
                    ..Found::new(*kind, range, (confidence + 0.04).min(0.97))
                });
            }
        }
        if added.is_empty() {
            continue;
        }
        let mut all = std::mem::take(mentions);
        all.retain(|m| !added.iter().any(|a| a.range == m.range));
        all.extend(added);
        *mentions = crate::mentions::resolve(all);
    }
}

/// A text without the white space beside Chinese and Korean letters, which line ends put into names and take out of them.
pub(crate) struct Squeezed {
    pub(crate) text: String,
    /// Where each character of the text stands in the original.
    origin: Vec<(usize, usize)>,
}

impl Squeezed {
    pub(crate) fn new(original: &str) -> Self {
        let mut squeezed = Self {
            text: String::with_capacity(original.len()),
            origin: Vec::new(),
        };
        let cjk = |c: char| script::is_han(c) || script::is_hangul(c);
        let mut last: Option<char> = None;
        let mut chars = original.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let beside = last.is_some_and(cjk) || chars.peek().is_some_and(|(_, next)| cjk(*next));
            if c.is_whitespace() && beside {
                continue;
            }
            squeezed.origin.push((squeezed.text.len(), at));
            squeezed.text.push(c);
            last = Some(c);
        }
        squeezed
    }

    /// The bytes of the original that a stretch stands for.
    pub(crate) fn original(
        &self,
        original: &str,
        start: usize,
        end: usize,
    ) -> Option<std::ops::Range<usize>> {
        let at = |place: usize| {
            self.origin
                .binary_search_by_key(&place, |(squeezed, _)| *squeezed)
                .ok()
        };
        let first = self.origin.get(at(start)?)?.1;
        let last = match at(end) {
            Some(next) => self.origin.get(next.checked_sub(1)?)?.1,
            None => self.origin.last()?.1,
        };
        let length = script::after(original, last)?.len_utf8();
        Some(first..last + length)
    }
}

fn long_enough(name: &str, kind: EntityType) -> bool {
    let count = name.chars().count();
    let cjk = name.chars().any(|c| script::is_han(c) || script::is_hangul(c));
    match kind {
        EntityType::Person => count >= if cjk { 3 } else { 5 },
        EntityType::Place => count >= if cjk { 3 } else { 4 },
        _ => count >= if cjk { 3 } else { 2 },
    }
}

/// Whether the match is a word: no Latin word goes on, and a Korean one goes on with particles only.
pub(crate) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let (before, first) = (script::before(text, start), script::after(text, start));
    let (last, after) = (script::before(text, end), script::after(text, end));
    if !script::is_boundary(before, first) || !script::is_boundary(last, after) {
        return false;
    }
    if first.is_some_and(script::is_hangul) && before.is_some_and(script::is_hangul) {
        return false;
    }
    if last.is_some_and(script::is_hangul) {
        let rest: String = text[end..]
            .chars()
            .take_while(|c| script::is_hangul(*c))
            .collect();
        return rest.is_empty()
            || rest.chars().count() <= 5 && runs::PARTICLES.iter().any(|p| rest.starts_with(p));
    }
    true
}
