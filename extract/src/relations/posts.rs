//! Who has which title: a title beside a person, where no statement says already that the person heads a body with it.

use std::ops::Range;

use super::statements::{Statement, Statements};
use super::terms;
use crate::extraction::EntityType;
use crate::rules::{Found, Origin, titles};
use crate::sentence::sentences;

/// Adds a statement for each title that stands beside its holder.
pub(super) fn add(statements: &mut Statements) {
    let analysis = statements.analysis;
    for (at, (unit, mentions)) in analysis.units.iter().zip(&analysis.found).enumerate() {
        if unit.cell.is_some() {
            continue;
        }
        let titles_here = mentions.iter().filter(|m| m.kind == EntityType::Title);
        let written_sentences = sentences(&unit.text);
        let sentence_of = |at: usize| written_sentences.iter().find(|s| s.contains(&at)).cloned();
        for title in titles_here {
            let sentence = sentence_of(title.range.start).unwrap_or_else(|| title.range.clone());
            let beside = holder(&unit.text, title, mentions);
            let Some(holder) = beside.or_else(|| spoken_of(&unit.text, title, &sentence, mentions)) else {
                continue;
            };
            let (Some(person), Some(written)) = (
                statements.entity_at(at, &holder.range),
                unit.text.get(title.range.clone()),
            ) else {
                continue;
            };
            let Some(object) = statements.entity_for(at, EntityType::Title, title.range.clone(), 0.85) else {
                continue;
            };
            if statements.says_title(person, object, written) {
                continue;
            }
            let evidence = sentence.clone();
            if beside.is_none()
                && titles::heads_a_body(written)
                && let Some(body) = last_before(title, &sentence, mentions, EntityType::Organization)
                    .map(|m| m.range.clone())
                    .and_then(|range| statements.entity_at(at, &range))
            {
                statements.push(Statement {
                    subject: body,
                    predicate: "headedBy",
                    object: person,
                    confidence: 0.75,
                    unit: at,
                    evidence,
                    source: "title taken up".to_owned(),
                    qualifiers: vec![("title".to_owned(), written.to_owned())],
                });
                continue;
            }
            statements.push(Statement {
                subject: person,
                predicate: "hasTitle",
                object,
                confidence: if is_doubtful(holder) { DOUBTFUL } else { 0.8 },
                unit: at,
                evidence,
                source: "title beside a name".to_owned(),
                qualifiers: terms::ended(&unit.text, &title.range, &holder.range),
            });
        }
    }
}

/// Confidence of a title whose holder is hardly a person: it is a candidate.
const DOUBTFUL: f32 = 0.45;

/// Whether the model alone takes the holder for a person, and is more likely wrong than right: 인건비 연구원 in a form.
fn is_doubtful(holder: &Found) -> bool {
    holder.origin == Origin::Model && holder.confidence < 0.5
}

/// The person who is said to become or to be what the title says: 擔任測試工程師, 대표이사로 승진, as a Test Engineer.
fn spoken_of<'a>(
    text: &str,
    title: &Found,
    sentence: &Range<usize>,
    mentions: &'a [Found],
) -> Option<&'a Found> {
    let (before, after) = (text.get(..title.range.start)?, text.get(title.range.end..)?);
    let cue = [
        "擔任",
        "升任",
        "出任",
        "接任",
        "轉任",
        "as a ",
        "as an ",
        "as ",
        "as its ",
        "became its ",
        "became ",
        "became the ",
    ]
    .iter()
    .any(|c| before.ends_with(c))
        || [
            "으로 승진",
            "로 승진",
            "으로 근무",
            "로 근무",
            "로 취임",
            "으로 취임",
            "으로 재직",
            "로 재직",
        ]
        .iter()
        .any(|c| after.starts_with(c));
    cue.then(|| last_before(title, sentence, mentions, EntityType::Person))?
}

/// What is named last before the title in its sentence.
fn last_before<'a>(
    title: &Found,
    sentence: &Range<usize>,
    mentions: &'a [Found],
    kind: EntityType,
) -> Option<&'a Found> {
    mentions
        .iter()
        .rev()
        .find(|m| m.kind == kind && m.range.start >= sentence.start && m.range.end <= title.range.start)
}

/// The person beside whose name the title stands.
pub(super) fn holder<'a>(text: &str, title: &Found, mentions: &'a [Found]) -> Option<&'a Found> {
    let beside = |start: usize, end: usize| {
        let between = text.get(start..end).filter(|t| t.len() <= 24)?;
        let words = between.trim_matches([' ', ',', '、', '，', '\u{3000}', '(', '（']);
        let close = between.chars().count() <= 6 && matches!(words, "" | "the" | "its" | "our" | "a" | "an");
        close.then_some(())
    };
    mentions
        .iter()
        .filter(|m| m.kind == EntityType::Person)
        .find(|person| {
            let (p, t) = (&person.range, &title.range);
            if p.end <= t.start {
                return beside(p.end, t.start).is_some();
            }
            // A list goes on with commas: what stands before a name after a comma belongs to the one before it.
            t.end <= p.start
                && text
                    .get(t.end..p.start)
                    .is_some_and(|b| b.len() <= 3 && b.trim().is_empty())
        })
}
