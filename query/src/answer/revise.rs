//! What is in force: a figure or a date that another paper says was replaced.

use super::change::{Spot, change};
use super::facts::{Fact, FactIndex, Standing};
use super::found::{Evidence, Found};
use super::values::{amounts, dates, is_same_number, ordinal};
use crate::question::{Asked, Relation, Request, Task, Version};
use crate::text::{Language, name_key, sentences};

/// Most passages of a name that are read.
const MOST_READ: usize = 60;

/// The answer with the value that took its place, or that it took the place of where the first one is asked for; both
/// sources stand in the explanation.
pub(super) fn revised(found: Found, request: &Request, index: &FactIndex) -> Found {
    let plain = request.task == Task::Look
        && matches!(
            request.asked,
            Asked::Amount | Asked::Number | Asked::Date | Asked::Any
        );
    let Some(value) = value_of(&found.text).filter(|_| plain && found.evidence.len() == 1) else {
        return found;
    };
    for thing in request.names.iter().filter_map(|n| n.thing) {
        let own = index.titled.get(&thing).into_iter().flatten();
        for number in own
            .chain(index.mentions.get(&thing).into_iter().flatten())
            .take(MOST_READ)
        {
            let Some(passage) = index.passages.get(number).filter(|p| p.rows.is_none()) else {
                continue;
            };
            let named = index.things.names(thing);
            for sentence in sentences(&passage.text) {
                let Some((old, new)) = replaced(sentence.text) else {
                    continue;
                };
                let years = super::bag::years_in(sentence.text);
                let of_year = |y: &i32| years.is_empty() || years.contains(y);
                let spoken = named.iter().any(|n| passage.text.contains(n.as_str()));
                if !spoken || !request.years.iter().all(|(y, _)| of_year(y)) {
                    continue;
                }
                let (from, to) = match request.version {
                    Version::Current => (&old, &new),
                    Version::Initial | Version::Former => (&new, &old),
                };
                if is_same_number(from.1, value) && !is_same_number(to.1, value) {
                    let lead = stated_before(request.language);
                    return Found {
                        text: to.0.clone(),
                        explanation: format!(
                            "{} ({})\n{lead}: {} | {}",
                            sentence.text, passage.source, found.text, found.explanation
                        ),
                        evidence: std::iter::once(Evidence {
                            passage: Some(*number),
                            locator: passage.locator.clone(),
                            quote: sentence.text.to_owned(),
                        })
                        .chain(found.evidence)
                        .collect(),
                        more: found.more,
                    };
                }
            }
        }
    }
    found
}

/// The answer with what statements say took its place, where a text still tells what was replaced. A column or a statement is asked
/// for as it is (`by_facts`), unless it is the sentence that tells both.
pub(super) fn succeeded(found: Found, request: &Request, by_facts: bool, index: &FactIndex) -> Found {
    if request.task != Task::Look || request.version != Version::Current {
        return found;
    }
    let (key, value) = (name_key(&found.text), value_of(&found.text));
    let says = |fact: &Fact| match fact.object.thing {
        Some(thing) => index.things.names(thing).iter().any(|name| name_key(name) == key),
        None => match (fact.number(), value) {
            (Some(a), Some(b)) => is_same_number(a, b),
            _ => name_key(&fact.object.text) == key,
        },
    };
    for thing in request.names.iter().filter_map(|n| n.thing) {
        for relation in Relation::ALL {
            let facts: Vec<&Fact> = index.about(thing, relation).map(|(_, fact)| fact).collect();
            let gone = |fact: &&&Fact| fact.standing == Standing::Superseded;
            let old = facts.iter().any(|f| gone(&f) && says(f));
            if !old || facts.iter().any(|f| !gone(&f) && says(f)) {
                continue;
            }
            let new = facts
                .iter()
                .filter(|f| f.standing == Standing::Current && f.passage.is_some())
                .max_by(|a, b| a.confidence.total_cmp(&b.confidence));
            let tells_both = |new: &Fact| found.evidence.iter().any(|e| e.quote.trim() == new.quote.trim());
            let Some(new) = new.filter(|new| !by_facts || tells_both(new)) else {
                continue;
            };
            let text = new
                .object
                .thing
                .map_or(new.object.text.trim(), |t| index.things.name(t));
            let lead = stated_before(request.language);
            return Found {
                text: text.to_owned(),
                explanation: format!(
                    "{} ({})\n{lead}: {} | {}",
                    new.quote.trim(),
                    new.source,
                    found.text,
                    found.explanation
                ),
                evidence: vec![Evidence::of(new)],
                more: found.evidence,
            };
        }
    }
    found
}

const fn stated_before(language: Language) -> &'static str {
    match language {
        Language::Chinese => "先前記載",
        Language::Korean => "이전 기재",
        Language::English => "stated before",
    }
}

/// The old and the new value of a sentence that says that one took the place of the other, as written and as a number.
pub(super) fn replaced(sentence: &str) -> Option<((String, f64), (String, f64))> {
    let mut money: Vec<(usize, String, f64)> = amounts(sentence)
        .into_iter()
        .filter(|a| a.has_unit)
        .map(|a| (a.start, a.text, a.value))
        .collect();
    money.sort_by_key(|m| m.0);
    let mut days: Vec<(usize, String, f64)> = dates(sentence)
        .into_iter()
        .filter(|d| d.iso.len() == 10)
        .filter_map(|d| Some((d.start, d.text, ordinal(&d.iso)?)))
        .collect();
    days.sort_by_key(|d| d.0);
    for values in [money, days] {
        let spots: Vec<Spot> = values
            .iter()
            .map(|v| Spot {
                start: v.0,
                end: v.0 + v.1.len(),
            })
            .collect();
        if let Some((old, new)) = change(sentence, &spots) {
            let pick = |i: usize| values.get(i).map(|v| (v.1.clone(), v.2));
            return Some((pick(old)?, pick(new)?));
        }
    }
    None
}

pub(super) fn value_of(text: &str) -> Option<f64> {
    if let Some(date) = dates(text).into_iter().find(|d| d.iso.len() == 10) {
        return ordinal(&date.iso);
    }
    amounts(text).first().map(|a| a.value)
}
