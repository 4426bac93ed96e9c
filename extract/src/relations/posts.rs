//! Who has which title: a title beside a person, where no statement says already that the person heads a body with it.

use super::statements::{Statement, Statements};
use crate::extraction::EntityType;
use crate::rules::Found;
use crate::sentence::sentences;

/// Adds a statement for each title that stands beside its holder.
pub(super) fn add(statements: &mut Statements) {
    let analysis = statements.analysis;
    for (at, (unit, mentions)) in analysis.units.iter().zip(&analysis.found).enumerate() {
        if unit.cell.is_some() {
            continue;
        }
        for title in mentions.iter().filter(|m| m.kind == EntityType::Title) {
            let Some(holder) = holder(&unit.text, title, mentions) else {
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
            let evidence = sentences(&unit.text)
                .into_iter()
                .find(|s| s.contains(&title.range.start))
                .unwrap_or_else(|| title.range.clone());
            statements.push(Statement {
                subject: person,
                predicate: "hasTitle",
                object,
                confidence: 0.8,
                unit: at,
                evidence,
                source: "title beside a name".to_owned(),
                qualifiers: Vec::new(),
            });
        }
    }
}

/// The person beside whose name the title stands.
fn holder<'a>(text: &str, title: &Found, mentions: &'a [Found]) -> Option<&'a Found> {
    let beside = |start: usize, end: usize| {
        let between = text.get(start..end)?;
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
            t.end <= p.start && text.get(t.end..p.start).is_some_and(|b| b.trim().is_empty())
        })
}
