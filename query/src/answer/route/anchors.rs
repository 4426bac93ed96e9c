//! Where walks set out: the things that a question names, also shortly, and the visits and meetings that it tells by their day.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use quarry_extract::EntityType;
use regex::Regex;

use super::super::facts::{Fact, FactIndex};
use super::super::values::{date_in, dates};
use crate::question::{Analysis, Relation, marks};
use crate::text::{Script, Token, name_key, tokenise};

/// Where a walk sets out.
#[derive(Debug, Clone)]
pub(in super::super) enum Anchor {
    /// A thing that the question names.
    Thing {
        thing: u32,
        start: usize,
        end: usize,
        cost: f32,
    },
    /// A visit or a meeting that it tells by its day.
    Event {
        fact: Box<Fact>,
        start: usize,
        end: usize,
        cost: f32,
    },
}

/// What a name costs that is written shortly.
const SHORT: f32 = 0.3;
/// Fewest characters of Han or Hangul, and letters of Latin, that a short name begins with.
const FEWEST: usize = 2;
const FEWEST_LETTERS: usize = 4;
/// From how many names on a first word says nothing.
const COMMON: usize = 4;

/// First byte and one past the last of a stretch of the question.
pub(super) type Stretch = (usize, usize);

impl Anchor {
    const fn thing(thing: u32, (start, end): Stretch, cost: f32) -> Self {
        Self::Thing {
            thing,
            start,
            end,
            cost,
        }
    }

    pub(super) const fn span(&self) -> (usize, usize) {
        match self {
            Self::Thing { start, end, .. } | Self::Event { start, end, .. } => (*start, *end),
        }
    }

    pub(super) fn overlaps(&self, from: usize, to: usize) -> bool {
        let (start, end) = self.span();
        start < to && from < end
    }

    pub(super) const fn is_event(&self) -> bool {
        matches!(self, Self::Event { .. })
    }
}

/// Where walks of `question` may set out, and the stretches of it that are names or days; none where it names what nothing is known of.
pub(super) fn anchors(
    question: &str,
    analysis: &Analysis,
    index: &FactIndex,
) -> Option<(Vec<Anchor>, Vec<Stretch>)> {
    let mut found: Vec<Anchor> = Vec::new();
    let mut taken: Vec<Stretch> = Vec::new();
    let active: BTreeSet<u32> = index
        .facts
        .iter()
        .flat_map(|f| [Some(f.subject), f.object.thing])
        .flatten()
        .collect();
    let mut known = false;
    let common = marks(question, &[]);
    for named in &analysis.named {
        // A header of a table may have been taken for a name (`상위 사업`).
        let written = question.get(named.start..named.end).unwrap_or_default();
        let is_common = common
            .iter()
            .any(|m| m.start <= named.start && named.end <= m.end);
        if is_common && !written.contains(char::is_uppercase) {
            continue;
        }
        let thing = index.things.root(named.thing);
        let speaks = active.contains(&thing);
        let kind = index.things.kind(thing);
        if !speaks && kind.is_none_or(|k| k == EntityType::Title) {
            continue;
        }
        let around = without(question, (named.start, named.end));
        let thing = of_stage(thing, &around, index, &active)?;
        known |= speaks;
        found.push(Anchor::thing(thing, (named.start, named.end), 0.0));
        taken.push((named.start, named.end));
    }
    let shorts = Shorts::of(index, &active);
    for unknown in &analysis.unknown {
        let Some(at) = question.find(unknown.as_str()) else {
            // `甲計畫（一期）` where the papers call the first stage by the name alone.
            let (name, rest) = unknown.rsplit_once(" (")?;
            let thing = index.things.named(name).filter(|_| stage(rest) == Some(1))?;
            let start = question.find(name)?;
            found.push(Anchor::thing(thing, (start, start + name.len()), SHORT));
            taken.push((start, start + unknown.len() + 2));
            continue;
        };
        let (thing, span) = shorts.find(question, (at, at + unknown.len()), index)?;
        found.push(Anchor::thing(thing, span, SHORT));
        taken.push(span);
    }
    let events = events(question, &days(question), index);
    if !known && events.is_empty() && analysis.unknown.is_empty() {
        let (thing, span) = shorts.find(question, (0, question.len()), index)?;
        found.push(Anchor::thing(thing, span, SHORT));
        taken.push(span);
    }
    for date in dates(question) {
        let end = date.start + date.text.len();
        if !taken.iter().any(|(s, e)| date.start < *e && *s < end) {
            taken.push((date.start, end));
        }
    }
    found.extend(events);
    (!found.is_empty()).then_some((found, taken))
}

/// A text without one stretch.
fn without(text: &str, (start, end): Stretch) -> String {
    let left = text.get(..start).unwrap_or_default();
    let right = text.get(end..).unwrap_or_default();
    format!("{left} \u{25a1} {right}")
}

static STAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)第?([一二三四五六\d])\s?(?:期|階段)|\(\s?(\d)\s?차\s?\)|(?:^|[^제\d])(\d)\s?(?:단계|차\s?(?:과제|사업|연구))|(?:stage|phase)\s+(one|two|three|four|five|six|\d|iii|ii|iv|i|v)\b|(first|second|third|fourth)[- ](?:stage|phase)").ok()
});

/// The stage that a text tells by a number.
fn stage(text: &str) -> Option<usize> {
    const NUMBERS: [[&str; 5]; 6] = [
        ["一", "1", "one", "first", "i"],
        ["二", "2", "two", "second", "ii"],
        ["三", "3", "three", "third", "iii"],
        ["四", "4", "four", "fourth", "iv"],
        ["五", "5", "five", "fifth", "v"],
        ["六", "6", "six", "sixth", "vi"],
    ];
    let found = STAGE.as_ref()?.captures(text)?;
    let written = (1..6).find_map(|i| found.get(i))?.as_str().to_lowercase();
    let place = NUMBERS.iter().position(|n| n.contains(&written.as_str()))?;
    Some(place + 1)
}

/// Whether a name ends in brackets that tell a stage.
pub(super) fn tells_stage(name: &str) -> bool {
    let inner = name
        .trim_end()
        .strip_suffix([')', '）'])
        .and_then(|n| n.rsplit_once(['(', '（']));
    inner.is_some_and(|(_, inner)| stage(&format!("({inner})")).is_some_and(|n| n > 1) || is_follow_up(inner))
}

/// Whether a text speaks of what follows something, by a word and no number.
fn is_follow_up(text: &str) -> bool {
    ["後續", "후속", "follow-on", "follow-up"]
        .iter()
        .any(|w| text.contains(w))
}

/// Of undertakings whose names differ by their stage the one that the question means, which says the stage `around` the name; none
/// where nothing is known of that.
fn of_stage(thing: u32, around: &str, index: &FactIndex, active: &BTreeSet<u32>) -> Option<u32> {
    let wanted = stage(around);
    if wanted.is_none_or(|n| n < 2) && !is_follow_up(around) {
        return Some(thing);
    }
    let own = name_key(index.things.name(thing));
    if stage(index.things.name(thing)) == wanted && wanted.is_some() {
        return Some(thing);
    }
    let is_meant = |other: &u32| {
        let name = index.things.name(*other);
        name_key(name).starts_with(&own)
            && *other != thing
            && match wanted {
                Some(n) => stage(name) == Some(n) || n == 2 && is_follow_up(name),
                None => is_follow_up(name) || stage(name) == Some(2),
            }
    };
    let meant = active.iter().copied().find(|other| is_meant(other));
    // Only undertakings have stages.
    let has_stages = index.things.kind(thing) == Some(EntityType::Work) && wanted.is_some();
    meant.or((!has_stages).then_some(thing))
}

/// Names as questions write them shortly.
struct Shorts {
    names: Vec<(u32, Vec<Token>)>,
    /// How many names open with the same word.
    openings: HashMap<String, usize>,
}

/// A short name: how many of its tokens stand in the question, how many do not, what it names, and where.
struct Short {
    same: usize,
    rest: usize,
    thing: u32,
    at: usize,
}

impl Shorts {
    fn of(index: &FactIndex, active: &BTreeSet<u32>) -> Self {
        let mut names = Vec::new();
        let mut openings: HashMap<String, usize> = HashMap::new();
        for thing in active {
            for name in index.things.names(*thing) {
                let tokens = tokenise(name);
                *openings.entry(opening(&tokens).0).or_default() += 1;
                names.push((*thing, tokens));
            }
        }
        Self { names, openings }
    }

    /// The thing that the question writes shortly `within` a stretch, and where.
    fn find(&self, question: &str, within: Stretch, index: &FactIndex) -> Option<(u32, Stretch)> {
        let tokens: Vec<Token> = tokenise(question)
            .into_iter()
            .filter(|t| t.start >= within.0 && t.end <= within.1)
            .collect();
        let mut found: Vec<Short> = Vec::new();
        for (thing, name) in &self.names {
            let (first, length) = opening(name);
            let common = self.openings.get(&first).copied().unwrap_or(0) >= COMMON;
            for at in 0..tokens.len() {
                if !begins(&tokens, at) {
                    continue;
                }
                let here = tokens.get(at..).unwrap_or_default();
                let said = if common {
                    by_end(here, name.get(length..).unwrap_or_default())
                } else {
                    by_beginning(here, name)
                };
                found.extend(said.map(|(same, rest)| Short {
                    same,
                    rest,
                    thing: *thing,
                    at,
                }));
            }
        }
        found.sort_by_key(|s| (std::cmp::Reverse(s.same), s.rest));
        let best = found.first()?;
        let own = name_key(index.things.name(best.thing));
        let rivals = found
            .iter()
            .filter(|s| s.same == best.same && s.thing != best.thing)
            .map(|s| name_key(index.things.name(s.thing)));
        // Of several things only stages of one undertaking are told apart.
        let mut others = rivals.filter(|name| !name.starts_with(&own));
        if others.next().is_some() {
            return None;
        }
        let start = tokens.get(best.at)?.start;
        let last = best.at + best.same - 1;
        let end = tokens
            .get(last + tail_behind(&tokens, last + 1, index.things.name(best.thing)))?
            .end;
        let active: BTreeSet<u32> = found.iter().map(|s| s.thing).collect();
        let thing = of_stage(
            best.thing,
            &without(question, (start, tokens.get(last)?.end)),
            index,
            &active,
        )?;
        Some((thing, (start, end)))
    }
}

/// Whether a name may begin with this token: at a word's beginning; within Han anywhere but behind a name's own characters.
fn begins(tokens: &[Token], at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|t| !t.glued || t.script == Script::Han)
}

/// How many tokens of a name stand `here` and how many of it do not, where it begins as the question does.
fn by_beginning(here: &[Token], name: &[Token]) -> Option<(usize, usize)> {
    let same = here
        .iter()
        .zip(name)
        .take_while(|(a, b)| a.text == b.text)
        .count();
    let part = here.get(..same)?;
    let letters = |t: &Token| t.script == Script::Word && t.capital && t.text.len() >= FEWEST_LETTERS;
    let written = part.iter().filter(|t| t.script != Script::Word).count();
    let tail = name.len().saturating_sub(2);
    let has_tail = here.get(same..same + 2).is_some_and(|next| {
        next.iter()
            .zip(name.get(tail..).unwrap_or_default())
            .all(|(a, b)| a.text == b.text)
    });
    let telling = part.iter().any(letters)
        || part.len() > 1 && part.iter().all(|t| t.script == Script::Word && t.capital);
    let enough = telling || written > FEWEST || written == FEWEST && has_tail;
    (enough && same < name.len()).then(|| (same, name.len() - same))
}

/// The same where it lacks only the first word that many names open with.
fn by_end(here: &[Token], rest: &[Token]) -> Option<(usize, usize)> {
    let enough = rest.len() >= 2 && rest.iter().any(|t| t.script == Script::Word) || rest.len() > 2 * FEWEST;
    let whole = here.len() >= rest.len() && here.iter().zip(rest).all(|(a, b)| a.text == b.text);
    (enough && whole).then_some((rest.len(), 0))
}

/// How many tokens behind a short name are the end of the name itself: `墜羽計畫` for `墜羽…複測計畫`.
fn tail_behind(tokens: &[Token], from: usize, name: &str) -> usize {
    let name = tokenise(name);
    let ends: Vec<&str> = name.iter().rev().take(2).map(|t| t.text.as_str()).collect();
    let mut count = 0;
    while tokens
        .get(from + count)
        .is_some_and(|t| ends.contains(&t.text.as_str()))
        && count < 2
    {
        count += 1;
    }
    count
}

/// What a name opens with, and how many tokens that is.
fn opening(name: &[Token]) -> (String, usize) {
    let length = match name.first().map(|t| t.script) {
        Some(Script::Word) => 1,
        Some(Script::Hangul) => name
            .iter()
            .skip(1)
            .position(|t| !t.glued)
            .map_or(FEWEST, |at| at + 1),
        _ => FEWEST,
    };
    let words: Vec<&str> = name.iter().take(length).map(|t| t.text.as_str()).collect();
    (words.join(" "), length)
}

static DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]").ok());
static ENGLISH_DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(\d{1,2})\s+(january|february|march|april|may|june|july|august|september|october|november|december)\b").ok()
});

/// The days that a question names, as ends of ISO dates.
pub(super) fn days(question: &str) -> Vec<String> {
    let mut out: Vec<String> = dates(question)
        .into_iter()
        .filter(|d| d.iso.len() == 10)
        .map(|d| d.iso)
        .collect();
    if !out.is_empty() {
        return out;
    }
    if let Some(found) = DAY.as_ref().and_then(|r| r.captures(question)) {
        let number = |i: usize| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
        if let (Some(month), Some(day)) = (number(1), number(2)) {
            out.push(format!("-{month:02}-{day:02}"));
        }
    }
    if let Some(found) = ENGLISH_DAY.as_ref().and_then(|r| r.captures(question)) {
        let day = found.get(1).and_then(|m| m.as_str().parse::<u32>().ok());
        let month = found.get(2).and_then(|m| {
            let name = m.as_str().to_lowercase();
            super::super::values::MONTH_NAMES.iter().position(|n| *n == name)
        });
        if let (Some(day), Some(month)) = (day, month) {
            out.push(format!("-{:02}-{day:02}", month + 1));
        }
    }
    out
}

/// Whether a fact is of one of the days.
pub(super) fn is_on(fact: &Fact, days: &[String]) -> bool {
    days.iter().any(|day| {
        fact.date.as_ref().is_some_and(|d| d.ends_with(day.as_str()))
            || (day.len() == 10 && date_in(&fact.quote, day))
    })
}

/// Visits on the days that the question names, and meetings of its number.
fn events(question: &str, days: &[String], index: &FactIndex) -> Vec<Anchor> {
    let numbers = ordinals(question);
    let mut out = Vec::new();
    let place = |at: Option<usize>| at.map_or((0, 0), |at| (at, at + 1));
    for fact in &index.facts {
        let fits = match fact.relation {
            Relation::Visited => is_on(fact, days),
            Relation::ChairedBy => {
                let name = index.things.name(fact.subject);
                let dated = is_on(fact, days) || days.iter().any(|d| d.len() == 10 && date_in(name, d));
                let numbered = ordinals(name)
                    .iter()
                    .any(|(n, _)| numbers.iter().any(|(m, _)| m == n));
                let shares = shares_name(question, name);
                dated || numbered && shares
            }
            _ => false,
        };
        if fits {
            let at = numbers
                .first()
                .map(|(_, at)| *at)
                .filter(|_| fact.relation == Relation::ChairedBy);
            let (start, end) = place(at.or_else(|| dates(question).first().map(|d| d.start)));
            out.push(Anchor::Event {
                fact: Box::new(fact.clone()),
                start,
                end,
                cost: 0.0,
            });
        }
    }
    out
}

/// Whether a meeting's name begins with what the question has.
fn shares_name(question: &str, name: &str) -> bool {
    let (question, name) = (name_key(question), name_key(name));
    let head: String = name.chars().take(4).collect();
    question.contains(&head)
}

static ORDINAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)第\s?([一二三四五六七八九十\d]+)\s?[次屆回]|제\s?(\d+)\s?[차회]|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b|\bno\.?\s?(\d+)|\b(\d+)(?:st|nd|rd|th)\b").ok()
});

/// Numbers of meetings in a text, with where they stand.
fn ordinals(text: &str) -> Vec<(u32, usize)> {
    const HAN: &str = "一二三四五六七八九十";
    const ENGLISH: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    let Some(pattern) = ORDINAL.as_ref() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for found in pattern.captures_iter(text) {
        let Some(word) = (1..6).find_map(|i| found.get(i)) else {
            continue;
        };
        let written = word.as_str().to_lowercase();
        let place = |n: usize| u32::try_from(n + 1).ok();
        let number = written
            .parse()
            .ok()
            .or_else(|| ENGLISH.iter().position(|e| *e == written).and_then(place))
            .or_else(|| {
                let digits: Vec<usize> = written
                    .chars()
                    .filter_map(|c| HAN.chars().position(|h| h == c))
                    .collect();
                match digits.as_slice() {
                    [one] => place(*one),
                    [9, ones] => place(10 + ones),
                    _ => None,
                }
            });
        if let Some(number) = number {
            out.push((number, word.start()));
        }
    }
    out
}
