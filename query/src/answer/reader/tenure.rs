//! Who held an office at a time: the years of a row, or the dates that follow a name.

use super::super::bag::Bag;
use super::super::facts::FactIndex;
use super::super::found::{Evidence, Found};
use super::super::records::cite;
use super::super::values::{dates, ordinal};
use super::Reading;
use super::said::passages;
use super::wish::Wish;
use crate::question::{Asked, Range, notion_of};
use crate::retrieval::SearchResult;
use crate::text::{name_key, sentences, tokenise};

/// One who held an office, and since and until when.
struct Term {
    name: String,
    since: f64,
    until: f64,
    /// Share of the wish that is said of it.
    share: f32,
    evidence: Evidence,
    said: String,
}

/// The one who held the office of the wish at its time.
pub(super) fn holder(wish: &Wish, index: &FactIndex, found: &SearchResult) -> Option<Reading> {
    let at = moment(wish)?;
    if wish.asked != Asked::Person {
        return None;
    }
    let role = notion_of("director")?;
    let posts = [role, notion_of("chairman")?];
    let asks_office = wish
        .terms
        .iter()
        .any(|t| t.word.notion.is_some_and(|n| posts.contains(&n)) || t.is_kin_of("director"));
    if !asks_office {
        return None;
    }
    let mut terms = of_rows(wish, index);
    terms.extend(of_sentences(wish, index, found));
    let held = terms
        .into_iter()
        .filter(|t| t.since <= at && at <= t.until)
        .reduce(|a, b| if b.share > a.share + 1e-4 { b } else { a })?;
    Some(Reading {
        found: Found {
            text: held.name,
            explanation: held.said,
            evidence: vec![held.evidence],
            more: Vec::new(),
        },
        coverage: 1.0,
        score: 2.0,
    })
}

/// The time that the wish is about, as a number that sorts.
fn moment(wish: &Wish) -> Option<f64> {
    if let Some(date) = wish.request.dates.first() {
        return ordinal(date);
    }
    let (year, at) = *wish.request.years.first()?;
    let after: String = wish.request.text.get(at..)?.chars().take(10).collect();
    let before = wish.request.text.get(..at)?.to_lowercase();
    let day = if ["年底", "年末", "말"].iter().any(|w| after.contains(w)) || before.ends_with("end of ")
    {
        1231.0
    } else if ["年初", "초"].iter().any(|w| after.contains(w)) || before.ends_with("start of ") {
        101.0
    } else {
        630.0
    };
    Some(f64::from(year) * 1e4 + day)
}

/// The two ends of a period that a text gives; open where only its beginning stands there.
fn period(text: &str) -> Option<(f64, f64)> {
    let mut found = dates(text);
    found.sort_by_key(|d| d.start);
    let since = ordinal(&found.first()?.iso)?;
    let until = found.get(1).and_then(|d| ordinal(&d.iso));
    Some((since, until.unwrap_or(99_999_999.0)))
}

fn of_rows(wish: &Wish, index: &FactIndex) -> Vec<Term> {
    let mut out = Vec::new();
    for view in &index.tables.views {
        for (r, row) in view.rows.iter().enumerate() {
            let period = row.cells.iter().flatten().find_map(|v| {
                let spans = v.text.contains(['~', '～', '–', '—'])
                    || ["至", " to ", " until "].iter().any(|w| v.text.contains(w));
                spans.then(|| period(&v.text).map(|p| (p, v))).flatten()
            });
            let Some(((since, until), value)) = period else {
                continue;
            };
            let name = row.cells.iter().flatten().find(|v| {
                v.at != value.at
                    && v.thing.or_else(|| index.things.named(&v.text)).is_some_and(|t| {
                        index.things.kind(t).is_some() && index.things.fits(t, Range::Person)
                    })
            });
            let name = name.or_else(|| {
                view.columns
                    .iter()
                    .position(|c| {
                        c.path.last().is_some_and(|p| {
                            ["姓名", "성명", "이름", "name"].contains(&p.trim().to_lowercase().as_str())
                        })
                    })
                    .and_then(|c| view.cell(r, c))
            });
            let Some(name) = name else { continue };
            let keys: Vec<&str> = row.cells.iter().flatten().map(|v| v.key.as_str()).collect();
            let in_row = wish.covers(&row.bag, &keys.join("\u{1}"));
            let over = wish.covers(&view.context, "");
            let heads = view
                .columns
                .iter()
                .map(|c| wish.covers(&c.bag, ""))
                .collect::<Vec<_>>();
            let covers: Vec<f32> = (0..wish.terms.len())
                .map(|t| {
                    let of = |c: &Vec<f32>| c.get(t).copied().unwrap_or_default();
                    heads.iter().map(of).fold(of(&in_row).max(of(&over)), f32::max)
                })
                .collect();
            let (share, complete) = wish.share(&covers);
            if complete && share >= super::ENOUGH {
                out.push(Term {
                    name: name.text.clone(),
                    since,
                    until,
                    share,
                    evidence: cite(view, r, value),
                    said: format!("{} | {} ({})", name.text, value.text, view.source),
                });
            }
        }
    }
    out
}

fn of_sentences(wish: &Wish, index: &FactIndex, found: &SearchResult) -> Vec<Term> {
    let mut out = Vec::new();
    for passage in passages(wish, index, found) {
        let over = format!(
            "{} {} {}",
            passage.title,
            passage.headings.join(" "),
            passage.text
        );
        let (share, complete) = wish.share(&wish.covers(&Bag::of(&over), &name_key(&over)));
        if !complete || share < super::ENOUGH {
            continue;
        }
        for sentence in sentences(&passage.text) {
            let tokens = tokenise(sentence.text);
            let mut people: Vec<(usize, usize)> = index
                .things
                .trie()
                .find(&tokens)
                .into_iter()
                .filter(|m| index.things.kind(m.id).is_some() && index.things.fits(m.id, Range::Person))
                .map(|m| (m.start, m.end))
                .collect();
            people.sort_unstable();
            for (i, (start, end)) in people.iter().enumerate() {
                let next = people.get(i + 1).map_or(sentence.text.len(), |p| p.0);
                let Some(part) = sentence.text.get(*end..next) else {
                    continue;
                };
                let lasting = ["自", "起", "since", "from", "부터", "until", "至"]
                    .iter()
                    .any(|w| part.contains(w));
                let Some((since, until)) = period(part).filter(|_| lasting) else {
                    continue;
                };
                out.push(Term {
                    name: sentence.text.get(*start..*end).unwrap_or_default().to_owned(),
                    since,
                    until,
                    share,
                    evidence: Evidence::quoted(passage, sentence.text),
                    said: format!("{} ({})", sentence.text, passage.source),
                });
            }
        }
    }
    out
}
