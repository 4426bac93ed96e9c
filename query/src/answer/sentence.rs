//! Answers from sentences: one that carries the request, and the span in it that answers.

use quarry_graph::PassageRecord;

use super::bag::Bag;
use super::counted::Counted;
use super::facts::FactIndex;
use super::found::{Evidence, Found};
use super::span::Sentence;
use super::values::{dates, ordinal};
use crate::question::{Asked, Range, Request, Say, Task, Version, Weight, Word, phrases, rooted, weight_of};
use crate::retrieval::SearchResult;
use crate::text::{Language, name_key, sentences, tokenise};

/// Share of the request that a sentence and what stands around it have to carry.
const ENOUGH: f32 = 0.62;
/// The same where the sentence itself is the answer.
const ENOUGH_FOR_WHOLE: f32 = 0.85;
/// How much a word counts that stands in the sentence before, or in a title.
const BEFORE: f32 = 0.7;
const OVER: f32 = 0.6;
/// Most passages that are read: found ones, and of each name.
const MOST_FOUND: usize = 14;
const MOST_OF_NAME: usize = 60;

/// An answer out of a sentence with what speaks for it.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) found: Found,
    pub(super) score: f32,
}

/// A sentence with its passage and how far it carries the request.
struct Carrier<'a> {
    passage: &'a PassageRecord,
    text: &'a str,
    coverage: f32,
    score: f32,
}

/// The best answer that one sentence gives.
pub(super) fn ask_sentences(request: &Request, index: &FactIndex, found: &SearchResult) -> Option<Said> {
    if matches!(
        request.task,
        Task::Sum | Task::Average | Task::Greatest | Task::Least | Task::Difference
    ) {
        return None;
    }
    let mut best: Option<Said> = None;
    for carrier in carriers(request, index, found) {
        let Some(text) = answer_in(&carrier, request, index) else {
            continue;
        };
        if best.as_ref().is_none_or(|b| carrier.score > b.score + 1e-4) {
            best = Some(Said {
                found: Found {
                    text,
                    evidence: vec![Evidence {
                        passage: Some(carrier.passage.id.0),
                        locator: carrier.passage.locator.clone(),
                        quote: carrier.text.to_owned(),
                    }],
                    explanation: format!("{} ({})", carrier.text, carrier.passage.source),
                    more: Vec::new(),
                },
                score: carrier.score,
            });
        }
    }
    best
}

/// How many of something one sentence says there are.
pub(super) fn ask_counts(request: &Request, index: &FactIndex, found: &SearchResult) -> Option<Found> {
    if !matches!(request.task, Task::Count | Task::Look) || !request.limits.is_empty() {
        return None;
    }
    let counted = Counted::of(&request.text, request.language)?;
    let carried = carriers(request, index, found);
    let told = carried.iter().map(|carrier| (carrier.passage, carrier.text));
    let count = |(passage, sentence): (&PassageRecord, &str)| {
        Some(Found::in_sentence(
            counted.in_sentence(sentence)?,
            passage,
            sentence,
        ))
    };
    let mut told = told.map(count);
    told.find_map(|found| found).or_else(|| {
        // What is counted is a word that the question may be cut apart at: 幾架空拍機. Its names and years stand all the same.
        let read = found.hits.iter().take(MOST_FOUND).map(|hit| &hit.passage);
        read.filter(|p| p.rows.is_none() && speaks_of_all(p, request))
            .find_map(|passage| {
                let all = sentences(&passage.text);
                all.iter().find_map(|sentence| count((passage, sentence.text)))
            })
    })
}

/// Whether a passage, under its titles, has every name and every year of a question.
fn speaks_of_all(passage: &PassageRecord, request: &Request) -> bool {
    let text = format!(
        "{} {} {}",
        passage.title,
        passage.headings.join(" "),
        passage.text
    );
    let (bag, key) = (Bag::of(&text), name_key(&text));
    let named = |name: &str| bag.has_all(name) || key.contains(name_key(name).as_str());
    request.unknown.is_empty()
        && !request.names.is_empty()
        && request.names.iter().all(|n| named(&n.text))
        && request.years.iter().all(|(year, _)| bag.years.contains(year))
}

fn answer_in(carrier: &Carrier<'_>, request: &Request, index: &FactIndex) -> Option<String> {
    if request.task == Task::Whether {
        return holds(carrier, request).map(|h| request.language.yes_no(h).to_owned());
    }
    if let Some(text) = definition(carrier.text, request) {
        return Some(text);
    }
    let sentence = Sentence::of(carrier.text, request, index);
    let span = sentence
        .answer(request, index)
        .map(|s| tidy(&s))
        .filter(|s| !s.is_empty());
    span.or_else(|| sentence.figure_of(request)).or_else(|| {
        let whole =
            request.asked == Asked::Any && carrier.coverage >= ENOUGH_FOR_WHOLE && request.words.len() >= 2;
        whole.then(|| carrier.text.chars().take(300).collect())
    })
}

/// A span without the marks around it.
fn tidy(span: &str) -> String {
    span.trim()
        .trim_matches(|c: char| {
            matches!(
                c,
                '「' | '」' | '《' | '》' | '“' | '”' | '‘' | '’' | '"' | ',' | '，' | '。'
            )
        })
        .trim()
        .to_owned()
}

/// Yes where the sentence says all of it, and what a bound on its date says.
fn holds(carrier: &Carrier<'_>, request: &Request) -> Option<bool> {
    if let Some(limit) = request.limits.iter().find(|l| l.date) {
        let found = dates(carrier.text).into_iter().find_map(|d| ordinal(&d.iso))?;
        let inside = if limit.above {
            found > limit.value
        } else {
            found < limit.value
        };
        return Some(inside || (limit.inclusive && (found - limit.value).abs() < 1e-9));
    }
    if request.order.is_some() || !request.limits.is_empty() || carrier.coverage < ENOUGH_FOR_WHOLE {
        return None;
    }
    let bag = Bag::of(carrier.text);
    let key = name_key(carrier.text);
    let named = request
        .names
        .iter()
        .all(|n| bag.has_all(&n.text) || key.contains(name_key(&n.text).as_str()));
    let denies = |t: &str| {
        let lower = t.to_lowercase();
        [
            " not ", " no ", " never ", "並未", "尚未", "未曾", "不得", "沒有", "않", "아니", "없",
        ]
        .iter()
        .any(|n| lower.contains(n))
    };
    named.then(|| denies(carrier.text) == denies(&request.text))
}

/// Sentences that carry the request, wherever retrieval put their passages.
fn carriers<'a>(request: &Request, index: &'a FactIndex, found: &'a SearchResult) -> Vec<Carrier<'a>> {
    let mut passages: Vec<(&PassageRecord, f32)> = Vec::new();
    for (rank, hit) in found.hits.iter().take(MOST_FOUND).enumerate() {
        passages.push((&hit.passage, 0.01 * crate::retrieval::share(rank, 1)));
    }
    for name in &request.names {
        let Some(thing) = name.thing else { continue };
        let own = index.titled.get(&thing).into_iter().flatten();
        for number in own
            .chain(index.mentions.get(&thing).into_iter().flatten())
            .take(MOST_OF_NAME)
        {
            if let Some(passage) = index.passages.get(number)
                && !passages.iter().any(|(p, _)| p.id == passage.id)
            {
                passages.push((passage, 0.1));
            }
        }
    }
    let mut out = Vec::new();
    for (passage, penalty) in passages.into_iter().filter(|(p, _)| p.rows.is_none()) {
        read_passage(request, index, passage, penalty, &mut out);
    }
    out.sort_by(|a, b| b.score.total_cmp(&a.score));
    out
}

fn read_passage<'a>(
    request: &Request,
    index: &FactIndex,
    passage: &'a PassageRecord,
    penalty: f32,
    out: &mut Vec<Carrier<'a>>,
) {
    let over_text = format!("{} {}", passage.title, passage.headings.join(" "));
    let mut around = Around {
        before: Bag::default(),
        named: Vec::new(),
        over: Bag::of(&over_text),
        over_names: Sentence::of(&over_text, request, index),
    };
    for sentence in &sentences(&passage.text) {
        let here = Sentence::of(sentence.text, request, index);
        let bag = Bag::of(sentence.text);
        if let Some(coverage) = coverage(request, &bag, &here, &around, index) {
            out.push(Carrier {
                passage,
                text: sentence.text,
                coverage: coverage.0,
                score: 2.0 * coverage.0 + coverage.1 - penalty,
            });
        }
        around.named.extend(here.things().map(|m| m.id));
        // Only what was said just before is carried on.
        around.before = bag;
    }
}

/// What stands around a sentence.
struct Around<'a> {
    /// The sentence before.
    before: Bag,
    /// Things named before in the passage.
    named: Vec<u32>,
    /// Titles.
    over: Bag,
    over_names: Sentence<'a>,
}

/// How far the sentence, with what stands before and over it, carries the request, and what its own names add; none where a
/// name, a year or a word that has to be there is missing.
fn coverage(
    request: &Request,
    bag: &Bag,
    here: &Sentence<'_>,
    around: &Around<'_>,
    index: &FactIndex,
) -> Option<(f32, f32)> {
    let Around {
        before,
        named,
        over,
        over_names,
    } = around;
    let other_subject = speaks_of_another(here, request, index);
    let mut own_names = 0.0;
    for name in &request.names {
        let inside = name.thing.is_some_and(|t| here.names(t)) || bag.has_all(&name.text);
        let beside = name
            .thing
            .is_some_and(|t| named.contains(&t) || over_names.names(t))
            || before.has_all(&name.text)
            || over.has_all(&name.text);
        if inside {
            own_names += 1.0;
        } else if beside && !other_subject {
            own_names += 0.3;
        } else {
            return None;
        }
    }
    for (year, _) in &request.years {
        if ![bag, before, over].into_iter().any(|b| b.years.contains(year)) {
            return None;
        }
        // A sentence that speaks of another year speaks of something else.
        if !bag.years.is_empty()
            && !bag.years.contains(year)
            && !matches!(request.asked, Asked::Date | Asked::Year)
        {
            return None;
        }
    }
    if request.version == Version::Former && request.asked == Asked::Person && !tells_of_before(here.text) {
        return None;
    }
    let unknown = request
        .unknown
        .iter()
        .all(|u| bag.has_all(u) || before.has_all(u) || over.has_all(u));
    let on_the_day = request.dates.iter().all(|d| super::values::date_in(here.text, d));
    if !unknown || !on_the_day {
        return None;
    }
    let (mut met, mut all) = (0.0, 0.0);
    let mut own = 0.0;
    for word in &request.words {
        let inside = bag.covers(word);
        let cover = inside
            .max(BEFORE * before.covers(word))
            .max(OVER * over.covers(word));
        if word.strict && cover <= 0.0 {
            return None;
        }
        let narrows = word.notion.is_some_and(|n| weight_of(n) == Weight::Narrowing);
        if (narrows || word.tied) && inside <= 0.0 {
            return None;
        }
        all += word.weight;
        met += word.weight * cover;
        own += word.weight * inside;
    }
    // Something of what is asked has to stand in the sentence itself.
    let telling = |w: &&Word| w.weight >= 1.0;
    let wants = request.words.iter().any(|w| telling(&w));
    if wants && !request.words.iter().filter(telling).any(|w| bag.covers(w) > 0.0) {
        return None;
    }
    let share = if all > 0.0 { met / all } else { 0.0 };
    if all <= 0.0 && request.names.is_empty() || all > 0.0 && share < ENOUGH {
        return None;
    }
    // A sentence that is narrower than the question (`deputy director`) speaks of another.
    let extra = bag
        .narrowings()
        .filter(|n| !request.words.iter().any(|w| w.notion == Some(*n)))
        .count();
    let mut narrow = 0.15 * crate::retrieval::share(extra, 1);
    if request.version == Version::Current && request.asked == Asked::Person && tells_of_before(here.text) {
        // Who was is not who is; a sentence that says both is told apart by its words.
        narrow += 0.3;
    }
    let names = crate::retrieval::share(request.names.len(), 1).max(1.0);
    let share = if all > 0.0 { share } else { 0.7 };
    Some((share, 0.5 * own_names / names + 0.1 * own / all.max(1.0) - narrow))
}

/// Whether a sentence begins with the name of a thing that the question does not name, and that is no person: what was
/// named before is then not what it speaks of.
fn speaks_of_another(here: &Sentence<'_>, request: &Request, index: &FactIndex) -> bool {
    let asked = |text: &str| request.names.iter().any(|n| name_key(&n.text) == name_key(text));
    let begins = |start: usize| start <= 4;
    let thing = here.things().any(|m| {
        let known = request.names.iter().any(|n| n.thing == Some(m.id));
        let kind = index.things.kind(m.id);
        begins(m.start) && !known && kind.is_some() && !index.things.fits(m.id, Range::Person)
    });
    let tokens = rooted(&here.tokens);
    let value = index
        .tables
        .values
        .scan(&tokens, |m| m.last - m.first > 1)
        .into_iter()
        .any(|m| begins(m.start) && here.text.get(m.start..m.end).is_some_and(|t| !asked(t)));
    thing || value
}

/// Whether a sentence speaks of what was before.
pub(super) fn tells_of_before(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    phrases(sentence, &rooted(&tokenise(sentence)))
        .iter()
        .any(|p| p.say == Say::Former)
        || [
            "until",
            "前",
            "卸任",
            "退休",
            "전임",
            "까지",
            "succeeded",
            "retired",
        ]
        .iter()
        .any(|w| lower.contains(w))
}

/// What a thing is, for questions that ask for nothing else.
fn definition(sentence: &str, request: &Request) -> Option<String> {
    let folded = request
        .text
        .trim()
        .trim_end_matches(['?', '？', '.', '。'])
        .to_lowercase();
    let subject = match request.language {
        Language::Chinese => folded
            .strip_prefix("什麼是")
            .or_else(|| folded.strip_prefix("何謂"))
            .or_else(|| folded.strip_suffix("是什麼"))
            .or_else(|| folded.strip_suffix("是指什麼"))
            .or_else(|| folded.strip_suffix("指的是什麼"))
            .or_else(|| folded.strip_suffix("的定義為何"))?,
        Language::Korean => [
            "이란 무엇인가요",
            "이란 무엇인가",
            "란 무엇인가요",
            "란 무엇인가",
            "이란 무엇입니까",
            "란 무엇입니까",
            "은 무엇을 말하는가",
            "는 무엇을 말하는가",
            "의 정의는 무엇인가",
            "이 무엇인가",
            "가 무엇인가",
            "의 뜻은 무엇인가",
            "란",
            "이란",
        ]
        .iter()
        .find_map(|s| folded.strip_suffix(s))?,
        Language::English => {
            let rest = [
                "what is meant by ",
                "what is ",
                "what are ",
                "define ",
                "what does ",
            ]
            .iter()
            .find_map(|p| folded.strip_prefix(p))?;
            rest.trim_end_matches(" mean")
                .trim_start_matches("a ")
                .trim_start_matches("an ")
                .trim_start_matches("the ")
        }
    };
    let subject = name_key(subject);
    if subject.is_empty() || subject.split(' ').count() > 4 {
        return None;
    }
    let says: &[&str] = &["係指", "是指", "指的是", "謂", "指"];
    for verb in says {
        if let Some((left, right)) = sentence.split_once(verb)
            && name_key(left).ends_with(&subject)
        {
            return Some(
                tidy(right.trim_start_matches(['：', ':', '，']))
                    .trim_end_matches('。')
                    .to_owned(),
            );
        }
    }
    for mark in ["(이)란 ", "이란 ", "란 "] {
        if let Some((left, right)) = sentence.split_once(mark)
            && name_key(left).ends_with(&subject)
        {
            let said = right.trim_end_matches(['.', '。']);
            let said = [
                "을 말한다",
                "를 말한다",
                "을 뜻한다",
                "를 뜻한다",
                "을 의미한다",
                "를 의미한다",
                "이다",
            ]
            .iter()
            .find_map(|s| said.strip_suffix(s))
            .unwrap_or(said);
            return Some(tidy(said));
        }
    }
    for verb in [" is ", " are ", " means ", " refers to "] {
        if let Some((left, right)) = sentence.split_once(verb) {
            let left = name_key(left);
            let bare = left
                .trim_start_matches("a ")
                .trim_start_matches("an ")
                .trim_start_matches("the ");
            let whole = right.trim_start();
            let describes = verb != " is " && verb != " are "
                || whole.starts_with("a ")
                || whole.starts_with("an ")
                || whole.starts_with("the ");
            if bare == subject && describes {
                return Some(tidy(right.trim_end_matches('.')));
            }
        }
    }
    None
}
