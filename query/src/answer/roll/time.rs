//! Days of works in their versions: when one ends now or was to end at first, and from when on a changed figure holds.

use std::sync::LazyLock;

use regex::Regex;

use super::super::change::tells_new;
use super::super::facts::Fact;
use super::super::found::{Evidence, Found};
use super::super::records::Tabled;
use super::super::values::{FoundDate, dates, ordinal};
use super::Case;
use super::column::Measure;
use super::figure::{Origin, Sought};
use super::name::Named;
use super::pattern::{Pattern, says};
use super::stage::Stage;
use crate::question::{Asked, Relation};
use crate::text::sentences;

/// What says that a time was moved.
static MOVED: Pattern = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bexten[ds]\w*|\bprolong\w+|\bput back\b|\bmoved?\b|\bpostpon\w+|\bmay\b.*\brun\b|\brun until\b|\bnew (?:end|clos)\w+|\bextra months\b",
        r"|展延|展期|延長|延後|延到|延至|順延|寬延|續辦|更改|改過|改為|改至|准延|續辦|늘어나|늘렸|늘린|연장|늦춰|늦추|늦춘|미뤄|미루|미룬|이어 ?가|이어 ?갈|계속하|바뀐|바뀌|늦춤|미룸|미룬|늘림|까지 하기로",
    ))
    .ok()
});
/// What speaks of the end of a work, and what says that it came nearer.
static ENDS: Pattern = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bend(?:s|ed)?\b|\bclos\w+|\bfinish\w*|\brun\b|\bcomplet\w+|\bexpir\w+|\bdue\b|迄|期限|完成|結束|截止|結案|屆滿|期滿|訖|期程",
        r"|마감|종료|기한|끝|마치|마칠|완료|기간",
    ))
    .ok()
});
static BROUGHT_FORWARD: Pattern =
    LazyLock::new(|| Regex::new(r"(?i)brought forward|earlier than planned|提前|앞당").ok());
/// What says that something begins to hold.
static HOLDS: Pattern = LazyLock::new(|| {
    Regex::new(r"(?i)\bapply\b|\bapplies\b|\beffect(?:ive)?\b|\bin force\b|\bcounts?\b|生效|起算|適用|施行|적용|시행|발효").ok()
});

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
    if !spoken || !says(&MOVED, &text) && case.wanted.stage == Stage::Plain {
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
    if let Some(tabled) = moved(case, work, stage) {
        return Some(tabled);
    }
    let datum = case.ledger.datum(work, &sought)?;
    // A roll may be older than the decision: what was moved is told by a statement.
    if stage == Stage::Revised && !matches!(&datum.origin, Origin::Statement(fact) if is_current(fact)) {
        return None;
    }
    let shown = datum.shown(case.request.language);
    case.tabled(shown, &[(work.text.clone(), datum)], Vec::new())
}

/// The day before, or after, that sentences about a work put one in place of the other.
fn moved(case: &Case<'_>, work: &Named, stage: Stage) -> Option<Tabled> {
    let index = case.ledger.index();
    let thing = work.thing.or_else(|| index.things.named(&work.text))?;
    let root = index.things.root(thing);
    let mut told: Vec<(FoundDate, FoundDate, Evidence, String)> = Vec::new();
    for passage in index.mentions.get(&root).into_iter().flatten() {
        let Some(passage) = index.passages.get(passage).filter(|p| p.rows.is_none()) else {
            continue;
        };
        let parts: Vec<&str> = sentences(&passage.text)
            .into_iter()
            .flat_map(|s| s.text.split(['\n', ';', '；']))
            .filter(|s| !s.trim().is_empty())
            .collect();
        for (at, part) in parts.iter().enumerate().filter(|(_, part)| names_it(part, work)) {
            // What follows may go on without the name: `It will now end on …`.
            let rest = parts.get(at + 1).filter(|next| !case.names_another(next, work));
            let both = rest.map(|next| format!("{part} {next}"));
            for text in std::iter::once((*part).to_owned()).chain(both) {
                if let Some((old, new)) = old_and_new(&text) {
                    let quote = if passage.text.contains(&text) {
                        text
                    } else {
                        (*part).to_owned()
                    };
                    told.push((
                        old,
                        new,
                        Evidence::quoted(passage, quote.trim()),
                        passage.source.clone(),
                    ));
                    break;
                }
            }
        }
    }
    let first = told.first()?;
    if told
        .iter()
        .any(|t| t.0.iso != first.0.iso || t.1.iso != first.1.iso)
    {
        return None;
    }
    let day = if stage == Stage::First { &first.0 } else { &first.1 };
    Some(Tabled::from(Found {
        text: day.text.clone(),
        evidence: vec![first.2.clone()],
        explanation: format!("{} ({})", first.2.quote, first.3),
        more: Vec::new(),
    }))
}

/// Whether a part of a text has the whole name of a work, and not that of its next stage.
fn names_it(part: &str, work: &Named) -> bool {
    part.match_indices(work.text.as_str()).any(|(at, name)| {
        let behind = part.get(at + name.len()..).unwrap_or_default().trim_start();
        !behind.starts_with(['(', '（']) || work.text.contains(['(', '（'])
    })
}

/// The earlier and the later of the two days of a text that says that an end was put back.
fn old_and_new(text: &str) -> Option<(FoundDate, FoundDate)> {
    if !says(&ENDS, text) || says(&BROUGHT_FORWARD, text) {
        return None;
    }
    let mut days: Vec<FoundDate> = dates(text).into_iter().filter(|d| d.iso.len() == 10).collect();
    days.sort_by(|a, b| a.iso.cmp(&b.iso));
    days.dedup_by(|a, b| a.iso == b.iso);
    match days.as_slice() {
        [old, new] if says(&MOVED, text) || tells_new(text) => Some((old.clone(), new.clone())),
        _ => None,
    }
}

fn is_current(fact: &Fact) -> bool {
    fact.standing == super::super::facts::Standing::Current
}

impl Case<'_> {
    /// Whether a text names another work than this one.
    fn names_another(&self, text: &str, work: &Named) -> bool {
        let entries = self.ledger.rolls.entries();
        let mut others =
            entries.filter(|(_, _, cell)| cell.key != work.key && cell.text.chars().count() >= 6);
        others.any(|(_, _, cell)| text.contains(cell.text.as_str()))
    }
}

/// From when on the figure in force holds.
fn since(case: &Case<'_>, work: &Named) -> Option<Tabled> {
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
