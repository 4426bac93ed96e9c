//! What is done with the values that chains lead to: follow, compare, add up, count, subtract.

use std::collections::BTreeSet;

use super::chain::{Path, chains, follow};
use super::facts::{Fact, FactIndex, Standing};
use super::found::{Evidence, Found};
use super::printed::Printed;
use super::succession::succession;
use super::values::{amounts, money, number_of};
use crate::question::{Analysis, Asked, Named, Operation, Range, Relation, Version};
use crate::text::{Language, name_key};

/// Most other values that an answer tells.
const MOST_RIVALS: usize = 4;

/// Most a chain may cost to be believed.
const BELIEVED: f32 = 3.0;

/// Answers the question from facts; none where the facts do not carry it.
#[must_use]
pub fn resolve(analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let counts_by_value =
        analysis.operation == Operation::Count && analysis.unknown.iter().all(|u| index.is_literal(u));
    if analysis.named.is_empty() || !(analysis.unknown.is_empty() || counts_by_value) {
        return None;
    }
    if let Some(found) = succession(analysis, index) {
        return Some(found);
    }
    match analysis.operation {
        Operation::Follow => follow_to_end(analysis, index),
        Operation::Least | Operation::Greatest if analysis.named.len() >= 2 => compare(analysis, index),
        Operation::Least | Operation::Greatest => {
            among_parts(analysis, index).or_else(|| follow_to_end(analysis, index))
        }
        Operation::Sum => add_up(analysis, index),
        Operation::Count => count(analysis, index),
        Operation::Difference => difference(analysis, index),
    }
}

fn follow_to_end(analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let mut paths: Vec<Path> = analysis
        .named
        .iter()
        .flat_map(|n| chains(analysis, index, n.thing, (n.start, n.end)))
        .collect();
    paths.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    paths.first().filter(|p| p.cost <= BELIEVED)?;
    tell(paths, analysis, index)
}

/// What the cheapest of `paths`, which stand in order, ends in.
pub(super) fn tell(paths: Vec<Path>, analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let best = paths.first()?.clone();
    // Several ends at one price are a list, when only the last step has them.
    let mut ends: Vec<(&Path, String)> = paths
        .iter()
        .filter(|p| (p.cost - best.cost).abs() < 1e-4 && p.steps.len() == best.steps.len())
        .filter(|p| {
            p.inverse == best.inverse && p.last().map(|f| f.relation) == best.last().map(|f| f.relation)
        })
        .filter_map(|p| Some((p, write_end(p, index, analysis.language)?)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let people: BTreeSet<u32> = ends.iter().filter_map(|(path, _)| path.last()?.holder).collect();
    let several = people.len() > 1
        && ends
            .iter()
            .any(|(_, text)| ends.first().is_some_and(|e| e.1 != *text));
    if several {
        // People of one name of whom the question says not which: each value with whose it is.
        for (path, text) in &mut ends {
            let employer = path
                .last()
                .and_then(|f| index.namesakes.employers(f.holder?).next());
            let employer = employer
                .map(|thing| index.things.name(thing))
                .filter(|name| *name != text.as_str());
            if let Some(employer) = employer {
                *text = format!("{text} ({employer})");
            }
        }
    }
    // Papers in several languages say one thing under several names: it is told once, in the words of the question's own.
    let own = |(path, text): &(&Path, String)| {
        Language::of(text) == analysis.language
            || path.evidence().iter().any(|e| {
                let passage = e.passage.and_then(|p| index.passages.get(&p));
                passage.is_some_and(|p| Language::of(&p.text) == analysis.language)
            })
    };
    let mut foreign: Vec<String> = Vec::new();
    if ends.iter().any(own) {
        foreign.extend(ends.iter().filter(|e| !own(e)).map(|(_, text)| text.clone()));
        ends.retain(own);
    }
    let best = ends.first().map(|(path, _)| (*path).clone())?;
    let mut texts: Vec<String> = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut more: Vec<Evidence> = Vec::new();
    let mut told = vec![explain(&best, index, analysis.language)];
    for (path, text) in ends {
        if !texts.contains(&text) {
            if several && !texts.is_empty() {
                told.push(explain(path, index, analysis.language));
            }
            texts.push(text);
            more.extend(path.more());
            for e in path.evidence() {
                if !evidence.contains(&e) {
                    evidence.push(e);
                }
            }
        }
    }
    if analysis.asked == Asked::YesNo {
        return None;
    }
    // Where papers contradict each other, both are cited.
    for rival in contradicting(&best).map(Evidence::of) {
        if !evidence.contains(&rival) {
            evidence.push(rival);
        }
    }
    let separator = if analysis.language == Language::Chinese {
        "、"
    } else {
        ", "
    };
    Some(Found {
        text: texts.join(separator),
        evidence,
        explanation: told
            .into_iter()
            .chain([foreign.join(", ")])
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
        more,
    })
}

fn write_end(path: &Path, index: &FactIndex, language: Language) -> Option<String> {
    if path.inverse || path.last().is_some_and(|f| f.object.thing.is_some()) {
        let quote = path.last().map_or("", |fact| fact.quote.as_str());
        return path
            .end()
            .map(|thing| name_in(language, thing, quote, index).to_owned());
    }
    path.last().map(|fact| write_value(fact, language))
}

/// The name of a thing in the question's language, where it has one: as the evidence writes it, else the longest; the preferred
/// name otherwise.
fn name_in<'a>(language: Language, thing: u32, quote: &str, index: &'a FactIndex) -> &'a str {
    let preferred = index.things.name(thing);
    if Language::of(preferred) == language {
        return preferred;
    }
    let names = index.things.names(thing).iter().map(String::as_str);
    names
        .filter(|name| Language::of(name) == language)
        .max_by_key(|name| (quote.contains(name), name.chars().count()))
        .unwrap_or(preferred)
}

/// A literal as the document writes it, with the unit that stands outside the cell.
fn write_value(fact: &Fact, language: Language) -> String {
    let bare = amounts(&fact.object.text).first().is_none_or(|a| !a.has_unit);
    if fact.relation.range() == Range::Amount
        && bare
        && let Some(value) = fact.object.value.as_ref()
        && let Some(number) = number_of(value)
    {
        return money(number, value.unit.as_deref(), language);
    }
    fact.object.text.trim().to_owned()
}

/// What contradicts the end of a chain: other values that are in force as well, said by another sentence.
fn contradicting(path: &Path) -> impl Iterator<Item = &Fact> {
    let said = path.last().map(|fact| fact.quote.as_str());
    let rivals = path
        .rivals
        .iter()
        .filter(move |rival| rival.standing != Standing::Superseded && Some(rival.quote.as_str()) != said);
    rivals.take(MOST_RIVALS)
}

/// A computed amount in the unit in which a fact is written.
fn in_its_unit(number: f64, like: &Fact) -> Option<String> {
    let written = like.object.text.trim();
    let known = amounts(written).first().is_some_and(|a| a.has_unit);
    let unit = Printed::of_figure(written, like.number()?).filter(|_| known)?;
    Some(unit.write(number))
}

/// One line a step, and what other documents say.
fn explain(path: &Path, index: &FactIndex, language: Language) -> String {
    let mut lines: Vec<String> = path
        .steps
        .iter()
        .filter_map(|s| s.first())
        .map(|f| format!("{} ({})", f.quote.trim(), f.source))
        .collect();
    let value = |f: &Fact| {
        let value = f
            .object
            .thing
            .map_or_else(|| write_value(f, language), |t| index.things.name(t).to_owned());
        format!("{value} ({})", f.source)
    };
    let [also, earlier] = match language {
        Language::Chinese => ["其他記載", "先前記載"],
        Language::Korean => ["다른 기재", "이전 기재"],
        Language::English => ["also stated", "stated before"],
    };
    let others: Vec<String> = contradicting(path).map(value).collect();
    let before = path.rivals.iter().filter(|f| f.standing == Standing::Superseded);
    let before: Vec<String> = before.take(MOST_RIVALS).map(value).collect();
    for (lead, values) in [(also, others), (earlier, before)] {
        if !values.is_empty() {
            lines.push(format!("{lead}: {}", values.join("; ")));
        }
    }
    lines.join("\n")
}

/// The value that each named thing leads to, with the chain.
fn values(analysis: &Analysis, index: &FactIndex) -> Vec<(Named, Path, f64)> {
    let mut found = Vec::new();
    for named in &analysis.named {
        let mut only = analysis.clone();
        only.named = vec![named.clone()];
        only.asked = Asked::Any;
        if !only
            .cues
            .iter()
            .any(|c| c.relations.iter().any(|r| !r.range().is_thing()))
        {
            continue;
        }
        let ends = chains(&only, index, named.thing, (named.start, named.end));
        let valued = ends.into_iter().find_map(|p| {
            let number = p
                .last()
                .filter(|f| !f.relation.range().is_thing())
                .and_then(Fact::number)?;
            (p.cost <= BELIEVED + 1.0).then_some((p, number))
        });
        if let Some((path, number)) = valued {
            found.push((named.clone(), path, number));
        }
    }
    found
}

fn compare(analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let found = values(analysis, index);
    if found.len() < 2 || found.len() < analysis.named.len() {
        return None;
    }
    let greatest = analysis.operation == Operation::Greatest;
    let best = found.iter().max_by(|a, b| {
        if greatest {
            a.2.total_cmp(&b.2)
        } else {
            b.2.total_cmp(&a.2)
        }
    })?;
    if found
        .iter()
        .filter(|f| (f.2 - best.2).abs() < f64::EPSILON)
        .count()
        > 1
    {
        return None;
    }
    let winner = best.1.last()?.subject;
    Some(Found {
        text: index.things.name(winner).to_owned(),
        evidence: found.iter().flat_map(|f| f.1.evidence()).collect(),
        explanation: listing(found.iter().map(|f| (&f.1, f.1.last())), index, analysis.language),
        more: Vec::new(),
    })
}

fn listing<'a>(
    rows: impl Iterator<Item = (&'a Path, Option<&'a Fact>)>,
    index: &FactIndex,
    language: Language,
) -> String {
    rows.filter_map(|(_, fact)| fact)
        .map(|f| {
            format!(
                "{}: {} ({})",
                index.things.name(f.subject),
                write_value(f, language),
                f.source
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Relations of the question that end in a value.
fn value_relation(analysis: &Analysis) -> Option<Relation> {
    analysis
        .cues
        .iter()
        .flat_map(|c| c.relations.iter().copied())
        .find(|r| !r.range().is_thing() && r.range() != Range::Text)
}

/// What is part of the thing that the question names, each with the evidence of it.
fn parts(analysis: &Analysis, index: &FactIndex) -> Vec<(u32, Fact)> {
    let mut parts: Vec<(u32, Fact)> = Vec::new();
    for named in &analysis.named {
        for (_, fact) in index.leading_to(named.thing, Relation::PartOf) {
            match parts.iter_mut().find(|(t, _)| *t == fact.subject) {
                Some((_, kept)) if kept.passage.is_none() => *kept = fact.clone(),
                Some(_) => {}
                None => parts.push((fact.subject, fact.clone())),
            }
        }
    }
    parts
}

/// The value of each part, where it has one; `None` in place of a part without one.
fn part_values(analysis: &Analysis, index: &FactIndex, relation: Relation) -> Vec<(u32, Fact, f64)> {
    parts(analysis, index)
        .into_iter()
        .filter_map(|(part, _)| {
            let fact = follow(analysis, index, part, relation)
                .into_iter()
                .find(|o| !o.inverse)?
                .facts
                .into_iter()
                .next()?;
            let number = fact.number()?;
            Some((part, fact, number))
        })
        .collect()
}

fn among_parts(analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let relation = value_relation(analysis)?;
    let valued = part_values(analysis, index, relation);
    let greatest = analysis.operation == Operation::Greatest;
    let best = valued.iter().max_by(|a, b| {
        if greatest {
            a.2.total_cmp(&b.2)
        } else {
            b.2.total_cmp(&a.2)
        }
    })?;
    Some(Found {
        text: index.things.name(best.0).to_owned(),
        evidence: std::iter::once(best)
            .chain(valued.iter().filter(|v| v.0 != best.0))
            .map(|v| Evidence::of(&v.1))
            .collect(),
        explanation: table(&valued, index, analysis.language),
        more: Vec::new(),
    })
}

fn table(valued: &[(u32, Fact, f64)], index: &FactIndex, language: Language) -> String {
    valued
        .iter()
        .map(|(part, fact, _)| {
            format!(
                "{}: {} ({})",
                index.things.name(*part),
                write_value(fact, language),
                fact.source
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn add_up(analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let relation = value_relation(analysis)?;
    let valued: Vec<(u32, Fact, f64)> = if analysis.named.len() >= 2 {
        values(analysis, index)
            .into_iter()
            .filter_map(|(n, p, v)| p.last().cloned().map(|f| (n.thing, f, v)))
            .collect()
    } else {
        part_values(analysis, index, relation)
    };
    if valued.len() < 2 || (analysis.named.len() >= 2 && valued.len() < analysis.named.len()) {
        return None;
    }
    let unit = valued
        .iter()
        .find_map(|v| v.1.object.value.as_ref().and_then(|t| t.unit.clone()));
    let sum: f64 = valued.iter().map(|v| v.2).sum();
    Some(Found {
        text: valued
            .first()
            .and_then(|v| in_its_unit(sum, &v.1))
            .unwrap_or_else(|| money(sum, unit.as_deref(), analysis.language)),
        evidence: valued.iter().map(|v| Evidence::of(&v.1)).collect(),
        explanation: table(&valued, index, analysis.language),
        more: Vec::new(),
    })
}

/// Counts what belongs to the named thing, or what it is otherwise said of; of people with a quoted title, those who hold it.
fn count(analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    // A hall has seats, and no statement counts them.
    let seats = ["seats", "seating", "座位", "席位", "좌석", "의석"];
    if seats.iter().any(|w| analysis.residue.to_lowercase().contains(w)) {
        return None;
    }
    let spoken = analysis.cues.iter().flat_map(|c| c.relations.iter().copied());
    for relation in spoken.chain([Relation::PartOf, Relation::Affiliation]) {
        let mut things: Vec<(u32, Fact)> = Vec::new();
        for named in &analysis.named {
            for (_, fact) in index.leading_to(named.thing, relation) {
                // Of one name there may be several people.
                let other = |f: &Fact| f.holder.zip(fact.holder).is_some_and(|(a, b)| a != b);
                if !things.iter().any(|(t, f)| *t == fact.subject && !other(f)) {
                    things.push((fact.subject, fact.clone()));
                }
            }
        }
        let known = !things.is_empty();
        for value in &analysis.unknown {
            things.retain(|(thing, _)| has_value(analysis, index, *thing, value));
        }
        if !things.is_empty() {
            let names: Vec<&str> = things.iter().map(|(t, _)| index.things.name(*t)).collect();
            return Some(Found {
                text: things.len().to_string(),
                evidence: things.iter().map(|(_, f)| Evidence::of(f)).collect(),
                explanation: names.join("\n"),
                more: Vec::new(),
            });
        }
        if known && !analysis.unknown.is_empty() {
            continue;
        }
    }
    None
}

/// Whether a fact about `thing`, along a relation that the question speaks of or as its position, has this value.
fn has_value(analysis: &Analysis, index: &FactIndex, thing: u32, value: &str) -> bool {
    let key = name_key(value);
    analysis
        .cues
        .iter()
        .flat_map(|c| c.relations.iter().copied())
        .chain([Relation::Position])
        .any(|r| {
            index
                .about(thing, r)
                .any(|(_, f)| name_key(&f.object.text) == key)
        })
}

fn difference(analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let relation = value_relation(analysis)?;
    let named = analysis.named.first()?;
    let value = |version: Version| {
        let mut at = analysis.clone();
        at.version = version;
        let outcome = follow(&at, index, named.thing, relation)
            .into_iter()
            .find(|o| !o.inverse)?;
        let fact = outcome.facts.into_iter().next()?;
        let number = fact.number()?;
        Some((fact, number))
    };
    let (before, first) = value(Version::Initial)?;
    let (after, now) = value(Version::Current)?;
    if before.standing == after.standing && before.standing != Standing::Plain
        || name_key(&before.object.text) == name_key(&after.object.text)
    {
        return None;
    }
    let unit = after
        .object
        .value
        .as_ref()
        .or(before.object.value.as_ref())
        .and_then(|v| v.unit.clone());
    let text = if relation.range() == Range::Amount {
        let apart = (now - first).abs();
        in_its_unit(apart, &after).unwrap_or_else(|| money(apart, unit.as_deref(), analysis.language))
    } else {
        return None;
    };
    Some(Found {
        text,
        explanation: format!(
            "{} ({}) → {} ({})",
            write_value(&before, analysis.language),
            before.source,
            write_value(&after, analysis.language),
            after.source
        ),
        evidence: vec![Evidence::of(&before), Evidence::of(&after)],
        more: Vec::new(),
    })
}
