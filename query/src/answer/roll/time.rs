//! Days of works in their versions: when one ends now or was to end at first, and from when on a changed figure holds.

use std::sync::LazyLock;

use regex::Regex;

use super::super::facts::Fact;
use super::super::found::{Evidence, Found};
use super::super::records::Tabled;
use super::super::values::{dates, ordinal};
use super::Case;
use super::column::Measure;
use super::figure::{Origin, Sought};
use super::stage::Stage;
use crate::question::{Asked, Relation};

/// What says that a time was moved.
static MOVED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bexten[ds]\w*|\bprolong\w+|\bput back\b|\bmoved?\b|\bpostpon\w+|\bmay\b.*\brun\b|\brun until\b|\bnew (?:end|clos)\w+|\bextra months\b",
        r"|展延|展期|延長|延後|延到|延至|順延|寬延|續辦|更改|改過|准延|늘어나|늘렸|늘린|연장|늦춰|늦추|늦춘|미뤄|미루|미룬|이어 ?가|계속하|바뀐|바뀌",
    ))
    .ok()
});
/// What says that something begins to hold.
static HOLDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\bapply\b|\bapplies\b|\beffect(?:ive)?\b|\bin force\b|\bcounts?\b|生效|起算|適用|施行|적용|시행|발효").ok()
});

fn says(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(text))
}

/// The day that a question about one work asks for.
pub(super) fn day(case: &Case<'_>) -> Option<Tabled> {
    if matches!(
        case.request.asked,
        Asked::Amount | Asked::Number | Asked::Person | Asked::Organization
    ) {
        return None;
    }
    let sides = case.sides();
    let [work] = sides.as_slice() else { return None };
    let text = case.request.text.to_lowercase();
    if case.wanted.measure == Some(Measure::Allotted) {
        return says(&HOLDS, &text).then(|| since(case, work)).flatten();
    }
    let spoken = case.wanted.measure == Some(Measure::End) || says(&MOVED, &text);
    if !spoken || !says(&MOVED, &text) && case.wanted.stage != Stage::First {
        return None;
    }
    let stage = match case.wanted.stage {
        Stage::First => Stage::First,
        _ => Stage::Revised,
    };
    let sought = Sought {
        measure: Measure::End,
        stage,
        year: None,
        part: None,
    };
    let datum = case.ledger.datum(work, &sought)?;
    // A roll may be older than the decision: what was moved is told by a statement.
    if stage == Stage::Revised && !matches!(&datum.origin, Origin::Statement(fact) if is_current(fact)) {
        return None;
    }
    let shown = datum.shown(case.request.language);
    case.tabled(shown, &[(work.text.clone(), datum)], Vec::new())
}

fn is_current(fact: &Fact) -> bool {
    fact.standing == super::super::facts::Standing::Current
}

/// From when on the figure in force holds.
fn since(case: &Case<'_>, work: &super::name::Named) -> Option<Tabled> {
    let index = case.ledger.index();
    let thing = work.thing.or_else(|| index.things.named(&work.text))?;
    let facts = index
        .about(index.things.root(thing), Relation::Budget)
        .map(|(_, f)| f);
    let dated = facts.filter(|f| is_current(f) && f.passage.is_some());
    let said: Vec<(&Fact, String)> = dated
        .filter_map(|f| {
            let day = f.date.as_deref().filter(|d| d.len() == 10)?;
            let written = dates(&f.quote).into_iter().find(|d| d.iso == day).map(|d| d.text);
            Some((f, written.unwrap_or_else(|| day.to_owned())))
        })
        .collect();
    let (fact, text) = said.first()?;
    let same = |f: &Fact| f.date.as_deref().and_then(ordinal) == fact.date.as_deref().and_then(ordinal);
    said.iter().all(|(f, _)| same(f)).then(|| {
        Tabled::from(Found {
            text: text.clone(),
            evidence: vec![Evidence::of(fact)],
            explanation: format!("{} ({})", fact.quote.trim(), fact.source),
            more: Vec::new(),
        })
    })
}
