//! What a sentence says to a wish, with the line that introduces it and the titles over it.

use quarry_graph::PassageRecord;

use super::super::bag::Bag;
use super::super::change::tells_new;
use super::super::facts::FactIndex;
use super::super::found::{Evidence, Found};
use super::super::sentence::tells_of_before;
use super::super::span::Sentence;
use super::super::values::dates;
use super::Reading;
use super::act::Act;
use super::wish::Wish;
use crate::question::{Asked, Request, Version};
use crate::retrieval::{SearchResult, share};
use crate::text::{name_key, sentences};

/// Most passages that are read: found ones, and of each name.
const MOST_FOUND: usize = 20;
const MOST_OF_NAME: usize = 40;
/// How much a word counts that stands in the line that introduces a sentence, in the sentence before, or in a title.
const INTRO: f32 = 0.9;
const BEFORE: f32 = 0.8;
const OVER: f32 = 0.8;
/// The same of a plain word that stands elsewhere in the passage.
const NEAR: f32 = 0.5;
/// Longest value after a label.
const LONGEST_VALUE: usize = 40;

/// A sentence under a wish.
pub(super) struct Carrier<'a> {
    pub(super) passage: &'a PassageRecord,
    pub(super) text: &'a str,
    /// The line that introduces it; empty where none does.
    pub(super) intro: &'a str,
    /// How far it carries each term, with what stands around it.
    pub(super) covers: Vec<f32>,
    /// How far it carries them alone.
    pub(super) inside: Vec<f32>,
    /// How far what stands around it carries them.
    around: Vec<f32>,
}

/// The best reading that a sentence gives.
pub(super) fn read(wish: &Wish, index: &FactIndex, found: &SearchResult) -> Option<Reading> {
    if !matches!(wish.act, Act::Pick | Act::Count | Act::Whether) || !wish.request.limits.is_empty() {
        return None;
    }
    let mut best: Option<Reading> = None;
    for (rank, carrier) in carriers(wish, index, found).iter().enumerate() {
        let (coverage, complete) = wish.share(&carrier.covers);
        let former = wish.request.version == Version::Former && wish.asked == Asked::Person;
        if former && !tells_of_before(carrier.text) {
            continue;
        }
        if !complete || coverage < super::ENOUGH || !carrier.says_something(wish) {
            continue;
        }
        let (alone, _) = wish.share(&carrier.inside);
        let current = wish.request.version == Version::Current;
        let renews = wish.request.says_version && current && tells_new(carrier.text);
        let score = 2.0 * coverage + 0.3 * alone + if renews { 0.8 } else { 0.0 } - 0.0001 * share(rank, 1);
        if best.as_ref().is_some_and(|b| score <= b.score) {
            continue;
        }
        if let Some(text) = carrier.answer(wish, index) {
            best = Some(carrier.reading(text, coverage, score));
        }
    }
    best
}

impl Carrier<'_> {
    /// Whether something of what is asked stands in the sentence itself.
    pub(super) fn says_something(&self, wish: &Wish) -> bool {
        // `교육과장` is no `과장` under a heading that speaks of 교육.
        let torn = |(t, c): (&super::wish::Term, &f32)| t.word.tied && *c <= 0.0;
        if wish.terms.iter().zip(&self.inside).any(torn) {
            return false;
        }
        let tells = |plain: bool| {
            let covers = self.covers.iter().zip(&self.around).zip(&self.inside);
            wish.terms.iter().zip(covers).any(|(t, ((all, around), inside))| {
                let adds = *inside > 0.0 || *all > *around + 0.05;
                t.word.weight >= 0.9 && adds && (t.names.is_empty() || !plain)
            })
        };
        let words = wish
            .terms
            .iter()
            .any(|t| t.word.weight >= 0.9 && t.names.is_empty());
        tells(words) || !words && wish.request.says_version && tells_new(self.text)
    }

    /// The span that answers.
    pub(super) fn answer(&self, wish: &Wish, index: &FactIndex) -> Option<String> {
        if wish.act == Act::Whether {
            return self
                .holds(wish)
                .map(|h| wish.request.language.yes_no(h).to_owned());
        }
        let request = Request {
            asked: wish.asked,
            ..wish.request.clone()
        };
        if wish.asks_how_often()
            && let Some(text) = often(self.line(wish))
        {
            return Some(text);
        }
        if undecided(self.text) {
            return None;
        }
        let sentence = Sentence::of(self.text, &request, index);
        let span = sentence
            .answer(&request, index)
            .map(|s| {
                s.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '）')
                    .to_owned()
            })
            .filter(|s| !s.is_empty() && !name_key(&request.text).contains(&name_key(s)));
        match wish.asked {
            Asked::Any => self.after_label(wish).or(span),
            Asked::Date => span.or_else(|| self.dateline()),
            _ => span,
        }
    }

    /// The line of a list that carries most of the wish.
    fn line(&self, wish: &Wish) -> &str {
        let carried = |line: &str| wish.share(&wish.covers(&Bag::of(line), &name_key(line))).0;
        let mut best = ("", -1.0);
        for line in self.text.lines() {
            let share = carried(line);
            if share > best.1 {
                best = (line, share);
            }
        }
        best.0
    }

    /// The date over a piece of news that says `today`.
    fn dateline(&self) -> Option<String> {
        let today = ["今日", "今天", "本日", " today", "오늘", "이날"]
            .iter()
            .any(|w| self.text.to_lowercase().contains(w));
        let mut days = dates(&self.passage.text);
        days.retain(|d| d.iso.len() == 10);
        days.sort_by_key(|d| d.start);
        days.into_iter().next().filter(|_| today).map(|d| d.text)
    }

    /// What stands after a label that the wish speaks of: `乙級：每季一次`, `Fee: £15`.
    fn after_label(&self, wish: &Wish) -> Option<String> {
        let (label, value) = self
            .text
            .split_once('：')
            .or_else(|| self.text.split_once(": "))?;
        let bag = Bag::of(label);
        let key = name_key(label);
        let spoken = wish
            .covers(&bag, &key)
            .iter()
            .zip(&wish.terms)
            .any(|(c, t)| *c > 0.0 && t.word.weight >= 0.9);
        let value = value.trim().trim_end_matches(['。', '.', ';', '；', ',']);
        let length = value.chars().count();
        (spoken && (1..=LONGEST_VALUE).contains(&length)).then(|| value.to_owned())
    }

    /// Yes where the sentence says it, no where it or the line over it denies it.
    fn holds(&self, wish: &Wish) -> Option<bool> {
        if wish.request.order.is_some() {
            return None;
        }
        let (coverage, _) = wish.share(&self.covers);
        if coverage < 0.85 {
            return None;
        }
        let said = denies(self.text) != denies(self.intro);
        Some(said == denies(&wish.request.text))
    }

    pub(super) fn reading(&self, text: String, coverage: f32, score: f32) -> Reading {
        Reading {
            found: Found {
                text,
                evidence: vec![self.evidence()],
                explanation: format!("{} ({})", self.text, self.passage.source),
                more: Vec::new(),
            },
            coverage,
            score,
        }
    }

    pub(super) fn evidence(&self) -> Evidence {
        Evidence {
            passage: Some(self.passage.id.0),
            locator: self.passage.locator.clone(),
            quote: self.text.to_owned(),
        }
    }
}

/// Whether a sentence says that something will be told later.
fn undecided(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "另行公告",
        "另行通知",
        "尚未決定",
        "未定",
        "to be announced",
        "to be confirmed",
        "not been decided",
        "not yet been",
        "추후",
        "미정",
        "결론을 내리지",
    ]
    .iter()
    .any(|w| lower.contains(w))
}

fn denies(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase());
    [
        " not ",
        " no ",
        " never ",
        "n't ",
        " exempt",
        " free of ",
        "並未",
        "尚未",
        "未曾",
        "不得",
        "不予",
        "免",
        "沒有",
        "不",
        "않",
        "아니",
        "없",
        "면제",
        "못",
    ]
    .iter()
    .any(|n| lower.contains(n))
}

/// How often something is done, as written.
fn often(text: &str) -> Option<String> {
    let value = text.rsplit(['：', ':']).next()?.trim();
    let starts = [
        "每",
        "매",
        "every ",
        "once ",
        "twice ",
        "weekly",
        "monthly",
        "daily",
        "yearly",
        "annually",
        "quarterly",
        "연 ",
        "월 ",
        "주 ",
    ];
    let lower = value.to_lowercase();
    let at = starts.iter().filter_map(|s| lower.find(s)).min()?;
    let rest = value.get(at..)?;
    let end = rest.find(['，', ',', '。', ';', '；']).unwrap_or(rest.len());
    let span = rest.get(..end)?.trim().trim_end_matches('.');
    (span.chars().count() <= LONGEST_VALUE).then(|| span.to_owned())
}

impl Wish {
    fn asks_how_often(&self) -> bool {
        let text = self.request.text.to_lowercase();
        [
            "how often",
            "how frequently",
            "多久",
            "幾次",
            "頻率",
            "얼마나 자주",
            "몇 번",
            "주기",
        ]
        .iter()
        .any(|w| text.contains(w))
    }
}

/// Passages that may bear on a wish: what was found, and those that name what it names.
pub(super) fn passages<'a>(
    wish: &Wish,
    index: &'a FactIndex,
    found: &'a SearchResult,
) -> Vec<&'a PassageRecord> {
    let mut out: Vec<&PassageRecord> = found.hits.iter().take(MOST_FOUND).map(|h| &h.passage).collect();
    for thing in wish.terms.iter().filter_map(|t| t.thing) {
        let own = index.titled.get(&thing).into_iter().flatten();
        let named = index.mentions.get(&thing).into_iter().flatten();
        for passage in own
            .chain(named)
            .take(MOST_OF_NAME)
            .filter_map(|p| index.passages.get(p))
        {
            if !out.iter().any(|p| p.id == passage.id) {
                out.push(passage);
            }
        }
    }
    out.retain(|p| p.rows.is_none());
    out
}

/// Every sentence of those passages, the days and years of the wish minded.
pub(super) fn carriers<'a>(wish: &Wish, index: &'a FactIndex, found: &'a SearchResult) -> Vec<Carrier<'a>> {
    let mut out = Vec::new();
    for passage in passages(wish, index, found) {
        read_passage(wish, passage, &mut out);
    }
    out
}

fn read_passage<'a>(wish: &Wish, passage: &'a PassageRecord, out: &mut Vec<Carrier<'a>>) {
    let over_text = format!(
        "{} {} {}",
        passage.title,
        passage.headings.join(" "),
        passage.source
    );
    let over_bag = Bag::of(&over_text);
    let over = wish.covers(&over_bag, &name_key(&over_text));
    let days = dates(&passage.text);
    if let Some((month, day)) = wish.day {
        let tail = format!("-{month:02}-{day:02}");
        let dated = days
            .iter()
            .chain(&dates(&passage.source))
            .any(|d| d.iso.ends_with(&tail));
        if !dated {
            return;
        }
    }
    let years: Vec<i32> = super::super::bag::years_in(&format!("{over_text} {}", passage.text));
    if !wish.request.years.iter().all(|(y, _)| years.contains(y)) {
        return;
    }
    let whole = wish.covers(&Bag::of(&passage.text), "");
    let near: Vec<f32> = whole
        .iter()
        .zip(&wish.terms)
        .map(|(c, t)| if t.names.is_empty() { c * NEAR } else { 0.0 })
        .collect();
    let mut before: Vec<f32> = vec![0.0; wish.terms.len()];
    let mut intro: (&str, Vec<f32>) = ("", before.clone());
    for sentence in sentences(&passage.text) {
        let text = sentence.text;
        let bag = Bag::of(text);
        let inside = wish.covers(&bag, &name_key(text));
        let here = super::super::bag::years_in(text);
        let of_year = wish
            .request
            .years
            .iter()
            .all(|(y, _)| here.is_empty() || here.contains(y));
        let of_day = wish
            .request
            .dates
            .iter()
            .all(|d| days.iter().any(|x| x.iso == *d));
        let around: Vec<f32> = before
            .iter()
            .zip(&intro.1)
            .zip(&over)
            .zip(&near)
            .map(|(((b, n), o), p)| (b * BEFORE).max(n * INTRO).max(o * OVER).max(*p))
            .collect();
        let joined = if intro.0.is_empty() {
            inside.clone()
        } else {
            let both = format!("{} {text}", intro.0);
            wish.covers(&Bag::of(&both), &name_key(&both))
        };
        let covers: Vec<f32> = inside
            .iter()
            .zip(&around)
            .zip(&joined)
            .map(|((i, a), j)| i.max(*a).max(j * INTRO))
            .collect();
        if of_year && of_day {
            out.push(Carrier {
                passage,
                text,
                intro: intro.0,
                covers,
                inside: inside.clone(),
                around,
            });
        }
        let bare = text.trim_end();
        let opens = bare.ends_with([':', '：'])
            || ["如下", "如下。", "다음과 같다", "다음과 같음"]
                .iter()
                .any(|e| bare.ends_with(e));
        let item = bare.starts_with(['(', '（', '-', '•', '○', '·', '○'])
            || bare.chars().take(4).any(|c| matches!(c, '.' | ')' | '、'));
        if opens {
            intro = (text, inside.clone());
        } else if !item && !intro.0.is_empty() {
            intro = ("", vec![0.0; wish.terms.len()]);
        }
        before = inside;
    }
}
