//! The span of a sentence that answers: of the kind that is asked for, nearest to the words of the request.

use std::sync::LazyLock;

use regex::Regex;

use super::change::{Spot, change};
use super::facts::FactIndex;
use super::numeral::spelled;
use super::values::{amounts, dates, period, recurring_days};
use crate::question::{
    Asked, Range, Request, Version, Weight, Word, kin_of, notion_of, notions, rooted, weight_of,
};
use crate::retrieval::candidate_names;
use crate::text::{Language, NameMatch, Script, Token, name_key, tokenise};

/// A sentence taken apart for one request.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) names: Vec<NameMatch>,
    /// Where the words of the request stand, with their weight.
    pub(super) anchors: Vec<(usize, usize, f32)>,
}

static COUNTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?").ok());

/// Counters that stand behind a number and belong to the answer.
const COUNTERS: &[&str] = &[
    "公噸",
    "公里",
    "公尺",
    "公頃",
    "小時",
    "個月",
    "人次",
    "人",
    "名",
    "位",
    "盞",
    "座",
    "件",
    "個",
    "份",
    "組",
    "艘",
    "年",
    "噸",
    "歲",
    "次",
    "棵",
    "株",
    "種",
    "項",
    "天",
    "日",
    "號",
    "戶",
    "所",
    "處",
    "家",
    "床",
    "公斤",
    "킬로미터",
    "시간",
    "그루",
    "헥타르",
    "미터",
    "명",
    "개",
    "건",
    "곳",
    "척",
    "톤",
    "대",
    "년",
    "살",
    "세",
    "회",
    "차례",
    "종",
    "동",
    "석",
    "호",
    "층",
    "일",
    "주",
    "m",
    "km",
    "kg",
    "%",
    "㎡",
    "℃",
    "ha",
];

impl<'a> Sentence<'a> {
    pub(super) fn of(text: &'a str, request: &Request, index: &FactIndex) -> Self {
        let tokens = tokenise(text);
        let names = index.things.trie().find(&tokens);
        let mut anchors = anchors(&rooted(&tokens), request);
        for anchor in &mut anchors {
            // `前任局長` labels who was, `局長` who is.
            let past = text.get(..anchor.0).is_some_and(|b| {
                let lower = b.trim_end().to_lowercase();
                ["前任", "前", "上任", "전임", "전", "former", "previous"]
                    .iter()
                    .any(|w| lower.ends_with(w))
            });
            match (past, request.version == Version::Former) {
                (true, true) => anchor.2 *= 4.0,
                (true, false) | (false, true) => anchor.2 *= 0.2,
                (false, false) => {}
            }
        }
        Self {
            text,
            tokens,
            names,
            anchors,
        }
    }

    /// Whether it names the thing.
    pub(super) fn names(&self, thing: u32) -> bool {
        self.names.iter().any(|m| m.id == thing)
    }

    /// Things that it names.
    pub(super) fn things(&self) -> impl Iterator<Item = &NameMatch> {
        self.names.iter()
    }

    /// How far a span lies from the words of the request; a clause between counts.
    fn distance(&self, start: usize, end: usize) -> f32 {
        let mut best = f32::MAX;
        for (a, b, weight) in &self.anchors {
            let (from, to) = if *b <= start {
                (*b, start)
            } else if end <= *a {
                (end, *a)
            } else {
                (start, start)
            };
            let gap = self.text.get(from..to).unwrap_or_default();
            let clauses = gap.matches([',', '，', ';', '；', '、']).count();
            let far = crate::retrieval::share(gap.chars().count() + 12 * clauses, 1);
            best = best.min(far / weight.max(0.2));
        }
        if best.is_finite() && best < f32::MAX {
            best
        } else {
            crate::retrieval::share(start, 1)
        }
    }

    /// The span that answers, as written.
    pub(super) fn answer(&self, request: &Request, index: &FactIndex) -> Option<String> {
        match request.asked {
            Asked::Date | Asked::Year => self.date(request),
            Asked::Amount | Asked::Number => self.quantity(request),
            Asked::Person => self.named(request, index, Range::Person).or_else(|| {
                // `Who runs it?` may ask for a body; who directs or teaches is a person.
                let role = request.words.iter().any(|w| {
                    let roles = [
                        "director",
                        "section head",
                        "in charge",
                        "chairman",
                        "teacher",
                        "principal investigator",
                        "secretary",
                        "author",
                    ];
                    w.notion.is_some() && roles.iter().any(|r| notion_of(r) == w.notion)
                });
                if role {
                    None
                } else {
                    self.named(request, index, Range::Organization)
                }
            }),
            Asked::Organization => self.named(request, index, Range::Organization),
            Asked::Place => self
                .named(request, index, Range::Place)
                .or_else(|| self.place(request))
                .or_else(|| self.named(request, index, Range::Organization)),
            Asked::Law => self.named(request, index, Range::Law),
            Asked::Work => self.named(request, index, Range::Work),
            Asked::YesNo => None,
            Asked::Any => self.of_noun(request, index),
        }
    }

    /// Whether a text is not already in the question.
    pub(super) fn fresh(&self, request: &Request, text: &str) -> bool {
        let key = name_key(text);
        !key.is_empty() && !name_key(&request.text).contains(&key)
    }

    /// The value among `spots` that the request means: where one replaced another the version decides, else the nearest.
    fn choose(&self, request: &Request, spots: &[Spot]) -> Option<usize> {
        if let Some((old, new)) = change(self.text, spots) {
            return Some(if request.version == Version::Current {
                new
            } else {
                old
            });
        }
        spots
            .iter()
            .enumerate()
            .min_by(|a, b| {
                self.distance(a.1.start, a.1.end)
                    .total_cmp(&self.distance(b.1.start, b.1.end))
            })
            .map(|(i, _)| i)
    }

    fn date(&self, request: &Request) -> Option<String> {
        let mut found = dates(self.text);
        if request.asked == Asked::Date && found.iter().any(|d| d.iso.len() == 10) {
            found.retain(|d| d.iso.len() == 10);
        }
        found.retain(|d| !request.dates.contains(&d.iso));
        if found.is_empty() && request.asked == Asked::Date {
            let days = recurring_days(self.text).into_iter();
            let days = days.filter(|(_, text)| self.fresh(request, text));
            return days
                .min_by(|a, b| {
                    let far = |d: &(usize, String)| self.distance(d.0, d.0 + d.1.len());
                    far(a).total_cmp(&far(b))
                })
                .map(|(_, text)| text);
        }
        found.sort_by_key(|d| d.start);
        let spots: Vec<Spot> = found
            .iter()
            .map(|d| Spot {
                start: d.start,
                end: d.start + d.text.len(),
            })
            .collect();
        let asks = |notion: &str| {
            let asked = request.words.iter().filter_map(|w| w.notion);
            notion_of(notion).is_some_and(|n| asked.into_iter().any(|a| a == n))
        };
        if change(self.text, &spots).is_none()
            && let Some((first, last)) = period(self.text, &found)
            && asks("start") != asks("end")
        {
            let at = if asks("end") { last } else { first };
            return found.get(at).map(|d| d.text.clone());
        }
        let chosen = found.get(self.choose(request, &spots)?)?;
        Some(chosen.text.clone())
    }

    fn quantity(&self, request: &Request) -> Option<String> {
        let days = dates(self.text);
        let in_date = |start: usize| {
            days.iter()
                .any(|d| d.start <= start && start < d.start + d.text.len())
        };
        let in_name = |start: usize| self.names.iter().any(|m| m.start <= start && start < m.end);
        let mut found: Vec<(Spot, String)> = Vec::new();
        for amount in amounts(self.text)
            .into_iter()
            .filter(|a| a.has_unit && !in_date(a.start) && !is_ordinal(self.text, a.start))
        {
            found.push((
                Spot {
                    start: amount.start,
                    end: amount.start + amount.text.len(),
                },
                amount.text,
            ));
        }
        let digits = COUNTED
            .as_ref()?
            .find_iter(self.text)
            .map(|m| (m.start(), m.end()));
        let counts = request.asked == Asked::Number || found.is_empty();
        let words = spelled(self.text)
            .into_iter()
            .filter(|_| counts)
            .map(|s| (s.start, s.end));
        for (from, to) in digits.chain(words) {
            let before = self.text.get(..from).and_then(|b| b.chars().next_back());
            let glued = before.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, '-' | '.' | ','));
            let held = found.iter().any(|(s, _)| s.start <= from && from < s.end);
            if glued || held || in_date(from) || in_name(from) || is_ordinal(self.text, from) {
                continue;
            }
            let rest = self.text.get(to..).unwrap_or_default();
            let lead = rest.len() - rest.trim_start().len();
            let counter = COUNTERS
                .iter()
                .filter(|c| rest.trim_start().starts_with(**c))
                .filter(|c| {
                    !c.is_ascii()
                        || !rest
                            .get(lead + c.len()..)
                            .is_some_and(|r| r.starts_with(|x: char| x.is_ascii_alphabetic()))
                })
                .max_by_key(|c| c.len());
            let end = counter.map_or(to, |c| to + lead + c.len());
            found.push((
                Spot { start: from, end },
                self.text.get(from..end).unwrap_or_default().to_owned(),
            ));
        }
        found.retain(|(_, text)| self.fresh(request, text));
        found.sort_by_key(|(s, _)| s.start);
        if let Some(units) = units_asked(&request.text) {
            // How old is told in years, how long in a measure of time or of length.
            let of_unit = |(spot, text): &(Spot, String)| {
                let rest = self.text.get(spot.end..).unwrap_or_default().trim_start();
                units.iter().any(|u| text.ends_with(u) || rest.starts_with(u))
            };
            found.retain(of_unit);
        }
        let spots: Vec<Spot> = found.iter().map(|(s, _)| *s).collect();
        let chosen = self.choose(request, &spots)?;
        found.get(chosen).map(|(_, text)| text.clone())
    }

    /// The nearest name of a kind: one that is known, a capitalised one, or the run beside a word that labels it.
    fn named(&self, request: &Request, index: &FactIndex, range: Range) -> Option<String> {
        let known = |m: &NameMatch| request.names.iter().any(|n| n.thing == Some(m.id));
        let mut pool: Vec<(f32, usize, usize)> = self
            .names
            .iter()
            .filter(|m| !known(m) && index.things.kind(m.id).is_some() && index.things.fits(m.id, range))
            .filter(|m| {
                self.text
                    .get(m.start..m.end)
                    .is_some_and(|t| self.fresh(request, t))
            })
            .map(|m| (self.distance(m.start, m.end), m.start, m.end))
            .collect();
        pool.extend(
            self.capitalised(request, index, range)
                .map(|c| (c.0 + 4.0, c.1, c.2)),
        );
        let (least, most) = if range == Range::Person { (2, 4) } else { (3, 16) };
        if range == Range::Person || range == Range::Organization {
            let labelled = self.labelled(request, least, most).into_iter().filter(|l| {
                let text = self.text.get(l.1..l.2).unwrap_or_default();
                // A name of two to four characters behind a role is a person, whatever a model took it for.
                range == Range::Person
                    || index
                        .things
                        .named(text)
                        .is_none_or(|t| index.things.fits(t, range))
            });
            pool.extend(labelled.map(|l| (l.0 + 2.0, l.1, l.2)));
        }
        let best = pool.into_iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
        let text = self.text.get(best.1..best.2)?;
        Some(text.to_owned())
    }

    /// The nearest capitalised name whose kind is not known to be another.
    fn capitalised(&self, request: &Request, index: &FactIndex, range: Range) -> Option<(f32, usize, usize)> {
        candidate_names(self.text)
            .into_iter()
            .filter(|n| n.chars().next().is_some_and(char::is_uppercase) && self.fresh(request, n))
            .filter(|n| range != Range::Person || (2..=4).contains(&n.split(' ').count()))
            .filter(|n| index.things.named(n).is_none_or(|t| index.things.fits(t, range)))
            .filter_map(|n| {
                let start = self.text.find(n.as_str())?;
                let end = start + n.len();
                let inside = self.names.iter().any(|m| {
                    m.start <= start && end <= m.end && request.names.iter().any(|x| x.thing == Some(m.id))
                });
                let spoken = self.anchors.iter().any(|a| a.0 < end && start < a.1);
                (!inside && !spoken).then(|| (self.distance(start, end), start, end))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// What has the noun that is asked for: `VHF channel 12`, `매주 월요일`, or what its label says.
    fn of_noun(&self, request: &Request, index: &FactIndex) -> Option<String> {
        let heads: Vec<&Word> = request.words.iter().filter(|w| w.head).collect();
        if heads.is_empty() {
            return None;
        }
        let tokens = rooted(&self.tokens);
        for word in &heads {
            let Some((start, end)) = occurrence(&tokens, word) else {
                continue;
            };
            if request.language == Language::English || self.text.is_ascii() {
                if let Some(text) = self.noun_phrase(start, end) {
                    return Some(text).filter(|t| self.fresh(request, t));
                }
                continue;
            }
            // `월요일` ends in the noun.
            let first = tokens.iter().position(|t| t.start == start)?;
            let mut at = first;
            while at > 0
                && tokens.get(at).is_some_and(|t| t.glued)
                && tokens
                    .get(at - 1)
                    .is_some_and(|t| t.script == tokens.get(first).map_or(Script::Word, |f| f.script))
                && first - at < 8
            {
                at -= 1;
            }
            let begin = tokens.get(at)?.start;
            let whole = self.text.get(begin..end)?;
            if begin < start && self.fresh(request, whole) && weight(word) == Weight::Class {
                return Some(whole.to_owned());
            }
            let run = self.run_after(end).and_then(|(from, to)| self.text.get(from..to));
            if let Some(run) = run.filter(|r| r.chars().count() >= 2 && self.fresh(request, r)) {
                return Some(run.to_owned());
            }
        }
        let kinds = [Range::Work, Range::Organization, Range::Person];
        kinds
            .into_iter()
            .find_map(|r| self.named_thing(request, index, r))
    }

    fn named_thing(&self, request: &Request, index: &FactIndex, range: Range) -> Option<String> {
        let best = self
            .names
            .iter()
            .filter(|m| {
                !request.names.iter().any(|n| n.thing == Some(m.id)) && index.things.kind(m.id).is_some()
            })
            .filter(|m| index.things.fits(m.id, range))
            .filter(|m| {
                self.text
                    .get(m.start..m.end)
                    .is_some_and(|t| self.fresh(request, t))
            })
            .min_by(|a, b| {
                self.distance(a.start, a.end)
                    .total_cmp(&self.distance(b.start, b.end))
            })?;
        self.text.get(best.start..best.end).map(str::to_owned)
    }

    /// An English noun with the capitals before and the number or name after it.
    fn noun_phrase(&self, start: usize, end: usize) -> Option<String> {
        let at = self.tokens.iter().position(|t| t.start == start)?;
        let next = self.tokens.iter().find(|t| t.start >= end)?;
        let gap = self.text.get(end..next.start)?;
        if gap.trim().is_empty() && (next.capital || next.text.starts_with(|c: char| c.is_ascii_digit())) {
            let mut first = at;
            while first > 0
                && self.tokens.get(first - 1).is_some_and(|t| t.capital)
                && self
                    .text
                    .get(self.tokens.get(first - 1)?.end..self.tokens.get(first)?.start)
                    .is_some_and(|g| g.trim().is_empty())
            {
                first -= 1;
            }
            return self
                .text
                .get(self.tokens.get(first)?.start..next.end)
                .map(str::to_owned);
        }
        // `the aim is …`: what the copula says of it.
        if matches!(next.text.as_str(), "is" | "are" | "was" | "were") {
            let rest = self.text.get(next.end..)?;
            let said = rest.split([',', ';', '.']).next()?.trim();
            return (!said.is_empty() && said.split(' ').count() <= 10).then(|| said.to_owned());
        }
        None
    }
}

/// Units of what a question asks for by its adjective; none where it names no such adjective.
fn units_asked(question: &str) -> Option<&'static [&'static str]> {
    const AGE: &[&str] = &["year", "歲", "세", "살"];
    const TIME: &[&str] = &[
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "年",
        "個月",
        "月",
        "週",
        "天",
        "日",
        "小時",
        "分鐘",
        "년",
        "개월",
        "주",
        "일",
        "시간",
        "분",
        "m",
        "km",
        "公尺",
        "公里",
        "미터",
        "킬로미터",
        "cm",
        "mm",
    ];
    let lower = question.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if has(&["how old", "幾歲", "몇 살"]) {
        Some(AGE)
    } else if has(&["how long", "多久", "얼마나 오래", "얼마 동안"]) {
        Some(TIME)
    } else {
        None
    }
}

/// Whether the number at `start` counts articles, meetings or parts (`第五條`, `제5조`, `Article 4`) and is no quantity.
fn is_ordinal(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end();
    before.ends_with(['第', '제'])
        || ["Article", "Section", "Table", "No."]
            .iter()
            .any(|w| before.ends_with(w))
}

fn weight(word: &Word) -> Weight {
    word.notion.map_or(Weight::Telling, weight_of)
}

/// Where the words of the request stand in a sentence: their notions, or most of their characters.
fn anchors(tokens: &[Token], request: &Request) -> Vec<(usize, usize, f32)> {
    let mut out: Vec<(usize, usize, f32)> = Vec::new();
    let spoken = notions(tokens);
    for word in &request.words {
        let scale = if word.head { 1.5 } else { 1.0 };
        let near = |n: u16| word.notion.is_some_and(|w| w == n || kin_of(w).any(|k| k == n));
        let by_notion = spoken.iter().filter(|n| near(n.notion));
        let mut any = false;
        for n in by_notion {
            out.push((n.start, n.end, word.weight * scale));
            any = true;
        }
        if !any && let Some((start, end)) = occurrence(tokens, word) {
            out.push((start, end, word.weight * scale));
        }
    }
    out
}

/// The first place of a word.
fn occurrence(tokens: &[Token], word: &Word) -> Option<(usize, usize)> {
    if let Some(notion) = word.notion
        && let Some(n) = notions(tokens).iter().find(|n| n.notion == notion)
    {
        return Some((n.start, n.end));
    }
    let first = word.grams.first()?;
    for (i, token) in tokens.iter().enumerate() {
        if token.text == *first {
            return Some((token.start, token.end));
        }
        if let Some(next) = tokens.get(i + 1).filter(|n| n.glued)
            && format!("{}{}", token.text, next.text) == *first
        {
            let last = tokens
                .get(i + word.grams.len())
                .map_or(next.end, |t| t.end.max(next.end));
            return Some((token.start, last));
        }
    }
    None
}
