//! Notices that put right what another paper, or the same one, says wrongly: the right value answers, the wrong one is told.

use super::bag::Bag;
use super::change::{Spot, corrected_pairs, tells_correction};
use super::facts::FactIndex;
use super::found::{Evidence, Found};
use super::values::{amounts, dates, is_same_number, ordinal};
use crate::question::{Request, Task, Version};
use crate::retrieval::SearchResult;
use crate::text::{Language, name_key, sentences};
use quarry_graph::PassageRecord;

/// Most passages that are read: found ones, and of each name.
const MOST_FOUND: usize = 40;
const MOST_OF_NAME: usize = 60;

/// A value in a text, as written, with what tells whether two are the same.
struct Written {
    spot: Spot,
    text: String,
    key: Key,
}

#[derive(Debug, PartialEq)]
enum Key {
    Number(f64),
    Words(String),
}

impl Key {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => is_same_number(*a, *b),
            (Self::Words(a), Self::Words(b)) => a == b,
            _ => false,
        }
    }
}

/// The answer with the right value, where a notice about the same says that the found one is wrong.
pub(super) fn corrected(found: Found, request: &Request, index: &FactIndex, hits: &SearchResult) -> Found {
    let plain = matches!(request.task, Task::Look | Task::Count) && request.version == Version::Current;
    if !plain {
        return found;
    }
    let answer = values_of(&found.text);
    let words = Key::Words(name_key(&found.text));
    let notices = passages(request, index, hits)
        .into_iter()
        .filter(|passage| tells_correction(&passage.text));
    for passage in notices {
        for window in windows(&passage.text) {
            if !tells_correction(window) || !is_about(window, passage, request, index) {
                continue;
            }
            for values in values_of(window) {
                let spots: Vec<Spot> = values.iter().map(|v| v.spot).collect();
                for (old, new) in corrected_pairs(window, &spots) {
                    let (Some(old), Some(new)) = (values.get(old), values.get(new)) else {
                        continue;
                    };
                    let given = answer.iter().flatten().find(|v| v.key.is(&old.key));
                    let text = match given {
                        Some(given) => found.text.replacen(given.text.as_str(), &new.text, 1),
                        None if words.is(&old.key) => new.text.clone(),
                        None => continue,
                    };
                    if !old.key.is(&new.key) {
                        return told(found, text, window, passage, request.language);
                    }
                }
            }
        }
    }
    found
}

fn told(found: Found, text: String, window: &str, passage: &PassageRecord, language: Language) -> Found {
    let lead = match language {
        Language::Chinese => "更正前",
        Language::Korean => "정정 전",
        Language::English => "before it was corrected",
    };
    Found {
        explanation: format!(
            "{window} ({})\n{lead}: {} | {}",
            passage.source, found.text, found.explanation
        ),
        text,
        evidence: vec![Evidence::quoted(passage, window)],
        more: Vec::new(),
    }
}

fn passages<'a>(request: &Request, index: &'a FactIndex, hits: &'a SearchResult) -> Vec<&'a PassageRecord> {
    let mut out: Vec<&PassageRecord> = hits.hits.iter().take(MOST_FOUND).map(|h| &h.passage).collect();
    for thing in request.names.iter().filter_map(|n| n.thing) {
        let own = index.titled.get(&thing).into_iter().flatten();
        let named = index.mentions.get(&thing).into_iter().flatten();
        for passage in own.chain(named).take(MOST_OF_NAME) {
            if let Some(passage) = index.passages.get(passage)
                && !out.iter().any(|p| p.id == passage.id)
            {
                out.push(passage);
            }
        }
    }
    out.retain(|p| p.rows.is_none());
    out
}

/// Each sentence, and each with the one that follows it.
fn windows(text: &str) -> Vec<&str> {
    let all = sentences(text);
    let mut out: Vec<&str> = Vec::new();
    for (at, sentence) in all.iter().enumerate() {
        out.push(sentence.text);
        if let Some(next) = all.get(at + 1) {
            out.extend(text.get(sentence.start..next.start + next.text.len()));
        }
    }
    out
}

/// Whether a notice speaks of what is asked: it has every name of the question, and one of them or a telling word in its own words.
fn is_about(window: &str, passage: &PassageRecord, request: &Request, index: &FactIndex) -> bool {
    let bag = Bag::of(window);
    let key = name_key(window);
    let over = format!(
        "{} {} {}",
        passage.title,
        passage.headings.join(" "),
        passage.text
    );
    let (over_bag, over_key) = (Bag::of(&over), name_key(&over));
    let has = |bag: &Bag, key: &str, name: &str| bag.has_all(name) || key.contains(name_key(name).as_str());
    let mut named = false;
    for name in &request.names {
        let known = name.thing.map(|t| index.things.names(t)).unwrap_or_default();
        let mut texts = std::iter::once(&name.text).chain(known);
        if texts.clone().any(|n| has(&bag, &key, n)) {
            named = true;
        } else if !texts.any(|n| has(&over_bag, &over_key, n)) {
            return false;
        }
    }
    named
        || request
            .words
            .iter()
            .any(|w| w.weight >= 1.0 && bag.covers(w) > 0.0)
}

/// The amounts, the dates and the quoted words of a text, each in the order of their places.
fn values_of(text: &str) -> [Vec<Written>; 3] {
    let mut days: Vec<Written> = dates(text)
        .into_iter()
        .filter_map(|d| {
            let key = ordinal(&d.iso).map_or_else(|| Key::Words(d.iso.clone()), Key::Number);
            let spot = Spot {
                start: d.start,
                end: d.start + d.text.len(),
            };
            (!d.text.is_empty()).then_some(Written {
                spot,
                text: d.text,
                key,
            })
        })
        .collect();
    days.sort_by_key(|d| d.spot.start);
    let mut last = 0;
    days.retain(|d| {
        let free = d.spot.start >= last;
        last = last.max(d.spot.end);
        free
    });
    let in_day = |at: usize| days.iter().any(|d| (d.spot.start..d.spot.end).contains(&at));
    let mut numbers: Vec<Written> = amounts(text)
        .into_iter()
        .filter(|a| !in_day(a.start))
        .map(|a| Written {
            spot: Spot {
                start: a.start,
                end: a.start + a.text.len(),
            },
            key: Key::Number(a.value),
            text: a.text,
        })
        .collect();
    numbers.sort_by_key(|n| n.spot.start);
    [numbers, days, quoted(text)]
}

fn quoted(text: &str) -> Vec<Written> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((start, close)) if c == close => {
                if let Some(words) = text.get(start..at).filter(|w| !w.trim().is_empty()) {
                    out.push(Written {
                        spot: Spot { start, end: at },
                        text: words.trim().to_owned(),
                        key: Key::Words(name_key(words)),
                    });
                }
                open = None;
            }
            Some(_) => {}
            None => {
                let close = match c {
                    '「' => '」',
                    '『' => '』',
                    '“' => '”',
                    '‘' => '’',
                    '"' => '"',
                    _ => continue,
                };
                open = Some((at + c.len_utf8(), close));
            }
        }
    }
    out
}
