//! Works that a question names by less than their names: by the word that their names begin with, by the stage of a work that it
//! has named already.

use super::super::things::Things;
use super::cue::blank;
use super::name::{Named, Rolls};
use crate::question::{Analysis, Request};
use crate::text::{Script, Token, fold, is_stop_word, name_key, tokenise};

/// A work with its stages: what it is called without them, and each with its number.
struct Family {
    base: String,
    stages: Vec<(u32, String, Option<u32>)>,
}

/// Most rows of tables that are looked through for short names.
const MOST_ROWS: usize = 20_000;

/// What stages are called, by their number.
const STAGES: &[(u32, &[&str])] = &[
    (
        1,
        &[
            "stage one",
            "stage 1",
            "first stage",
            "phase one",
            "phase 1",
            "first phase",
            "一期",
            "第一期",
            "第一階段",
            "首期",
            "1차",
            "본과제",
            "1단계",
        ],
    ),
    (
        2,
        &[
            "stage two",
            "stage 2",
            "second stage",
            "phase two",
            "phase 2",
            "phase ii",
            "second phase",
            "continuation",
            "follow-up",
            "二期",
            "第二期",
            "第二階段",
            "後續期",
            "後續",
            "2차",
            "후속",
            "2단계",
        ],
    ),
    (
        3,
        &[
            "stage three",
            "stage 3",
            "third stage",
            "phase three",
            "phase 3",
            "三期",
            "第三期",
            "第三階段",
            "3차",
            "3단계",
        ],
    ),
    (
        4,
        &[
            "stage four",
            "stage 4",
            "fourth stage",
            "phase four",
            "phase 4",
            "四期",
            "第四期",
            "第四階段",
            "4차",
            "4단계",
        ],
    ),
];

/// The number of the stage that a text is no more than.
fn stage_of(text: &str) -> Option<u32> {
    let folded = fold(text);
    let folded = folded.trim();
    STAGES
        .iter()
        .find(|(_, words)| words.contains(&folded))
        .map(|s| s.0)
}

/// The first stage that a text speaks of, with its place.
fn stage_in(text: &str) -> Option<(u32, usize, usize)> {
    let lower = text.to_lowercase();
    let found = STAGES.iter().flat_map(|(n, words)| {
        words
            .iter()
            .filter_map(|w| lower.find(*w).map(|at| (*n, at, at + w.len())))
    });
    found.min_by_key(|f| (f.1, usize::MAX - f.2))
}

/// The names that the question shortens, beside the `known` ones.
pub(super) fn short_names(
    rolls: &Rolls<'_>,
    request: &Request,
    analysis: &Analysis,
    known: &[Named],
) -> Vec<Named> {
    let rows: usize = rolls.views().iter().map(|v| v.rows.len()).sum();
    if rows > MOST_ROWS {
        return Vec::new();
    }
    let families = families(rolls);
    let mut out = Vec::new();
    // What is called unknown may be known but for what its brackets hold.
    for unknown in &analysis.unknown {
        let Some((base, inner)) = bracketed(unknown) else {
            continue;
        };
        let Some(start) = request.text.find(base) else {
            continue;
        };
        let family = families
            .iter()
            .find(|f| name_key(&f.base) == name_key(base))
            .or_else(|| by_first_word(&families, base));
        let stage = stage_of(inner).or_else(|| says_version(inner).then_some(1));
        if let (Some(family), Some(stage)) = (family, stage) {
            let end = request.text.len().min(start + unknown.len());
            out.extend(member(rolls, family, stage, (start, end)));
        }
    }
    // A name that no row has may be the beginning of one.
    let told = |n: &&Named| n.groups || !n.rows.is_empty() || n.text.contains(' ');
    let mut spans: Vec<(usize, usize)> = known
        .iter()
        .filter(told)
        .chain(&out)
        .map(|n| (n.start, n.end))
        .collect();
    // What has a stage that nothing has is no other work.
    for base in analysis
        .unknown
        .iter()
        .map(|u| bracketed(u).map_or(u.as_str(), |b| b.0))
    {
        spans.extend(request.text.find(base).map(|at| (at, at + base.len())));
    }
    let blanked = blank(&request.text, &spans);
    let mut found = by_beginning(rolls, &families, &blanked);
    out.append(&mut found);
    out.extend(other_stage(rolls, &families, &blanked, known, &out));
    out
}

fn says_version(inner: &str) -> bool {
    super::stage::titled(inner) != super::stage::Stage::Plain
}

fn bracketed(name: &str) -> Option<(&str, &str)> {
    let (base, rest) = name.split_once(['(', '（'])?;
    Some((base.trim(), rest.trim_end_matches([')', '）']).trim()))
}

/// Works by what their names are without their stages.
fn families(rolls: &Rolls<'_>) -> Vec<Family> {
    let mut out: Vec<Family> = Vec::new();
    for (_, _, cell) in rolls.entries() {
        let (base, stage) = match bracketed(&cell.text) {
            Some((base, inner)) => match stage_of(inner) {
                Some(stage) => (base, stage),
                None => (base, 1),
            },
            None => (cell.text.trim(), 1),
        };
        let key = name_key(base);
        if key.chars().count() < 4 {
            continue;
        }
        let place = out.iter().position(|f| name_key(&f.base) == key);
        let family = match place {
            Some(place) => out.get_mut(place),
            None => {
                out.push(Family {
                    base: base.to_owned(),
                    stages: Vec::new(),
                });
                out.last_mut()
            }
        };
        if let Some(family) = family
            && !family.stages.iter().any(|s| s.0 == stage)
        {
            let text = if stage == 1 {
                base.to_owned()
            } else {
                cell.text.clone()
            };
            family.stages.push((stage, text, cell.thing));
        }
    }
    out
}

fn member(rolls: &Rolls<'_>, family: &Family, stage: u32, span: (usize, usize)) -> Option<Named> {
    let (_, text, thing) = family.stages.iter().find(|s| s.0 == stage)?;
    Some(rolls.named(text.clone(), *thing, span))
}

/// The word that a name begins with: of names in Han characters the first two.
fn first_word(base: &str) -> Option<String> {
    let tokens = tokenise(base);
    let first = tokens.first()?;
    match first.script {
        Script::Word => (first.text.len() >= 3
            && first.text.chars().all(char::is_alphabetic)
            && !is_stop_word(&first.text))
        .then(|| first.text.clone()),
        Script::Han => {
            let second = tokens.get(1).filter(|t| t.script == Script::Han && t.glued)?;
            Some(format!("{}{}", first.text, second.text))
        }
        Script::Hangul => {
            let word: String = tokens
                .iter()
                .take_while(|t| t.start == first.start || t.glued)
                .map(|t| t.text.as_str())
                .collect();
            (word.chars().count() >= 2).then_some(word)
        }
    }
}

/// The one family whose name begins with a word.
fn by_first_word<'f>(families: &'f [Family], word: &str) -> Option<&'f Family> {
    let key = fold(word.trim());
    let mut of_word = families
        .iter()
        .filter(|f| first_word(&f.base).as_deref() == Some(&key));
    let family = of_word.next()?;
    of_word.next().is_none().then_some(family)
}

/// What may follow a short name, so that it is one: a noun for works, a stage, a particle, a mark.
const NOUNS: &[&str] = &[
    "project", "projects", "pilot", "study", "trial", "survey", "works", "work", "計畫", "專案", "案",
    "과제", "연구", "사업", "시험",
];

fn by_beginning(rolls: &Rolls<'_>, families: &[Family], blanked: &str) -> Vec<Named> {
    let tokens = tokenise(blanked);
    let mut out: Vec<Named> = Vec::new();
    for family in families {
        let Some(word) = first_word(&family.base) else {
            continue;
        };
        if by_first_word(families, &word).is_none() {
            continue;
        }
        let length = match tokenise(&word).first().map(|t| t.script) {
            Some(Script::Word) => 1,
            _ => word.chars().count(),
        };
        for at in 0..tokens.len() {
            let span = tokens.get(at..at + length).unwrap_or_default();
            let said: String = span.iter().map(|t| t.text.as_str()).collect();
            let (Some(first), Some(last)) = (span.first(), span.last()) else {
                continue;
            };
            if said != word || !stands_alone(&tokens, at, length, blanked) {
                continue;
            }
            let (stage, end) = stage_beside(blanked, first.start, last.end);
            let named = member(rolls, family, stage, (first.start, end));
            out.extend(named);
        }
    }
    out
}

/// Whether nothing of a longer name stands around the tokens.
fn stands_alone(tokens: &[Token], at: usize, length: usize, text: &str) -> bool {
    let (Some(first), Some(last)) = (tokens.get(at), tokens.get(at + length - 1)) else {
        return false;
    };
    let before = at.checked_sub(1).and_then(|i| tokens.get(i));
    let rest = text.get(last.end..).unwrap_or_default();
    let trimmed = rest.trim_start();
    let noun = |rest: &str| {
        let lower = rest.to_lowercase();
        NOUNS.iter().any(|n| lower.starts_with(n)) || stage_in(&lower).is_some_and(|s| s.1 <= 1)
    };
    match first.script {
        Script::Word => {
            let gap = |a: &Token, b: &Token| text.get(a.end..b.start).is_some_and(|g| g.trim().is_empty());
            let opened =
                before.is_none_or(|b| !b.capital || !gap(b, first) || b.start == 0 || is_stop_word(&b.text));
            let next = tokens.get(at + length);
            let closed = next.is_none_or(|n| !n.capital || !gap(last, n)) || noun(trimmed);
            first.capital && opened && closed
        }
        Script::Han => {
            let opened = before.is_none_or(|b| {
                !first.glued || b.script != Script::Han || "跟和與及在由把以照的、".contains(&b.text)
            });
            let marks = ["與", "和", "跟", "及", "的", "、", "，", "（", "("];
            opened && (noun(rest) || marks.iter().any(|m| rest.starts_with(m)) && noun_after(rest))
        }
        Script::Hangul => {
            let opened = !first.glued;
            let next: String = rest
                .chars()
                .take_while(|c| ('\u{ac00}'..='\u{d7a3}').contains(c))
                .collect();
            let particle =
                ["", "와", "과", "랑", "이랑", "하고", "은", "는", "이", "가", "의"].contains(&next.as_str());
            opened && particle && (noun(trimmed) || rest.starts_with(['(', '（']))
        }
    }
}

/// Whether a stage in brackets follows.
fn noun_after(rest: &str) -> bool {
    rest.strip_prefix(['(', '（'])
        .is_some_and(|r| stage_in(r).is_some_and(|s| s.1 == 0))
}

/// The stage that stands beside a short name, and where both end; the first where none does.
fn stage_beside(text: &str, start: usize, end: usize) -> (u32, usize) {
    let rest = text.get(end..).unwrap_or_default();
    if let Some((stage, at, to)) = stage_in(rest) {
        let between = rest.get(..at).unwrap_or_default().to_lowercase();
        let between = between.trim_matches(|c: char| c.is_whitespace() || "(（".contains(c));
        if between.is_empty() || NOUNS.contains(&between) {
            return (stage, end + to);
        }
    }
    let before = fold(text.get(..start).unwrap_or_default());
    let before = before.trim_end();
    if before.ends_with("second") {
        return (2, end);
    }
    (1, end)
}

/// The other stage of the one work that is named: `the survey or its Stage Two`, `跟它的後續期`, `본과제와 후속`.
fn other_stage(
    rolls: &Rolls<'_>,
    families: &[Family],
    blanked: &str,
    known: &[Named],
    short: &[Named],
) -> Option<Named> {
    let mut works = known.iter().chain(short).filter(|n| !n.rows.is_empty());
    let work = works.next().filter(|_| works.next().is_none())?;
    let base = bracketed(&work.text).filter(|(_, inner)| stage_of(inner).is_some());
    let own = base.map_or(1, |(_, inner)| stage_of(inner).unwrap_or(1));
    let key = name_key(base.map_or(work.text.as_str(), |(base, _)| base));
    let family = families.iter().find(|f| name_key(&f.base) == key)?;
    let other = family
        .stages
        .iter()
        .find(|s| s.0 != own)
        .filter(|_| family.stages.len() == 2)?;
    let lower = blanked.to_lowercase();
    let spoken = stage_in(&lower).is_some_and(|s| s.0 == other.0)
        || lower.contains("본과제")
        || ["two", "both", "兩", "두 "].iter().any(|w| lower.contains(w))
            && STAGES.iter().any(|(_, ws)| ws.iter().any(|w| lower.contains(w)));
    spoken.then(|| rolls.named(other.1.clone(), other.2, (work.end, work.end)))
}

/// Whether two numbers of things are one thing.
pub(super) fn same_thing(things: &Things, a: Option<u32>, b: Option<u32>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => things.root(a) == things.root(b),
        _ => false,
    }
}
