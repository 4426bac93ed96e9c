//! What is known of a stretch as an answer, as numbers.

use super::around::{AROUND, around, pairs_met};
use super::place::{Place, Way, share_of};
use super::span::{KINDS, Kind, Stretch};
use super::wanted::{WISHES, Wanted, Wish};
use crate::question::{Version, grams, rooted};
use crate::text::{Language, name_key, tokenise};

/// How many numbers describe a stretch.
pub(super) const FEATURES: usize = OWN + AROUND + WISHES + KINDS;
/// How many of them are made here.
const OWN: usize = DIFFERENCES + COMPARED.len() + 1;

/// What of a place does not depend on the stretch.
pub(super) struct Seen {
    /// Where it has each unit.
    spots: Vec<Vec<(usize, usize)>>,
    denies: bool,
    tells_of_before: bool,
    tells_new: bool,
    same_language: bool,
    pairs: f32,
}

impl Seen {
    pub(super) fn of(place: &Place<'_>, wanted: &Wanted<'_>) -> Self {
        let spots = wanted
            .units
            .iter()
            .zip(&place.own)
            .map(|(u, c)| {
                if *c > 0.0 {
                    u.spots(&place.text, &place.tokens)
                } else {
                    Vec::new()
                }
            })
            .collect();
        Self {
            spots,
            denies: denies(&place.text),
            tells_of_before: super::super::sentence::tells_of_before(&place.text),
            tells_new: super::super::change::tells_new(&place.text),
            same_language: Language::of(&place.text) == wanted.request.language,
            pairs: pairs_met(place, wanted),
        }
    }
}

/// Whether a text denies something.
pub(super) fn denies(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase());
    [
        " not ", " no ", " never ", "n't ", " nobody", " none ", "without ", " exempt", "free of ", "未",
        "不", "沒", "無", "免", "非", "않", "아니", "없", "못", "면제", "무료", "안 ",
    ]
    .iter()
    .any(|n| lower.contains(n))
}

/// Whether a kind is what a question asks for: 1 where it is, 0 where it says nothing, -1 where it asks for something else.
pub(super) fn fits(kind: Kind, wanted: &Wanted<'_>) -> f32 {
    let pairs: &[(Wish, &[Kind])] = &[
        (Wish::Person, &[Kind::Person, Kind::Capital, Kind::Phrase]),
        (
            Wish::Body,
            &[Kind::Body, Kind::Capital, Kind::Thing, Kind::Phrase],
        ),
        (
            Wish::Place,
            &[Kind::Place, Kind::Body, Kind::Capital, Kind::Phrase],
        ),
        (Wish::Date, &[Kind::Date]),
        (Wish::Year, &[Kind::Year, Kind::Date]),
        (Wish::Duration, &[Kind::Duration]),
        (Wish::Amount, &[Kind::Money, Kind::Count, Kind::Share]),
        (Wish::Share, &[Kind::Share]),
        (
            Wish::Count,
            &[Kind::Count, Kind::Money, Kind::Share, Kind::Duration],
        ),
        (Wish::Reason, &[Kind::Clause]),
        (Wish::List, &[Kind::List]),
        (Wish::Whether, &[Kind::Yes, Kind::No]),
    ];
    let mut any = false;
    let mut best: f32 = -1.0;
    for (_, kinds) in pairs.iter().filter(|(w, _)| wanted.asks(*w)) {
        any = true;
        if let Some(at) = kinds.iter().position(|k| *k == kind) {
            best = best.max(if at == 0 { 1.0 } else { 0.5 });
        }
    }
    if any { best } else { 0.0 }
}

fn gap(a: (usize, usize), b: (usize, usize)) -> usize {
    // One of the two is nothing, both where they overlap.
    b.0.saturating_sub(a.1) + a.0.saturating_sub(b.1)
}

/// The numbers of one stretch of the place that `way` leads to.
pub(super) fn features(
    stretch: &Stretch,
    text: &str,
    way: &Way,
    place: &Place<'_>,
    seen: &Seen,
    wanted: &Wanted<'_>,
) -> Vec<f32> {
    let request = wanted.request;
    let mut f: Vec<f32> = Vec::with_capacity(FEATURES);
    let share = |covers: &[f32], names: bool| {
        let (mut met, mut all) = (0.0, 0.0);
        for (unit, cover) in wanted.units.iter().zip(covers).filter(|(u, _)| u.name == names) {
            met += unit.weight * cover;
            all += unit.weight;
        }
        if all > 0.0 { met / all } else { 0.5 }
    };
    let cell = place
        .cells
        .iter()
        .find(|c| c.start <= stretch.start && stretch.end <= c.end);
    let here: Vec<f32> = match cell {
        Some(cell) => place
            .own
            .iter()
            .zip(&cell.covers)
            .map(|(a, b)| a.max(*b))
            .collect(),
        None => place.own.clone(),
    };
    // Of a row only the stretch's own column counts, in place of the best one.
    let with_cell =
        |covers: &[f32]| -> Vec<f32> { covers.iter().zip(&here).map(|(a, b)| a.max(*b)).collect() };
    let total: Vec<f32> = if place.cells.is_empty() {
        way.covers.clone()
    } else if way.before.is_empty() {
        with_cell(&place.near)
    } else {
        // What leads here carries what the row's other headers do not.
        let own = with_cell(&place.near);
        way.covers
            .iter()
            .zip(&own)
            .map(|(w, o)| {
                if *w > *o
                    && place
                        .cells
                        .iter()
                        .any(|c| c.covers.iter().any(|x| (x * 0.95 - w).abs() < 1e-6))
                {
                    o.max(w * 0.5)
                } else {
                    o.max(*w)
                }
            })
            .collect()
    };
    f.push(share(&here, true));
    f.push(share(&here, false));
    f.push(share(&with_cell(&place.led), true));
    f.push(share(&with_cell(&place.led), false));
    f.push(share(&with_cell(&place.under), true));
    f.push(share(&with_cell(&place.under), false));
    f.push(share(&with_cell(&place.near), true));
    f.push(share(&with_cell(&place.near), false));
    f.push(share(&total, true));
    f.push(share(&total, false));
    let whole = share_of(wanted, &total);
    f.push(whole);
    f.push(whole * whole);
    // What nothing explains.
    let all = wanted.weight();
    let (mut most_name, mut most_word, mut known, mut unknown, mut head) =
        (0.0_f32, 0.0_f32, 0.0, 0.0, 0.0_f32);
    for (unit, cover) in wanted.units.iter().zip(&total) {
        let missing = unit.weight * (1.0 - cover);
        if unit.name {
            most_name = most_name.max(missing);
        } else {
            most_word = most_word.max(missing);
        }
        if unit.known {
            known += missing;
        } else {
            unknown += missing;
        }
        if unit.word.head {
            head = head.max(1.0 - cover);
        }
    }
    let telling = wanted
        .units
        .iter()
        .zip(&total)
        .filter(|(u, c)| u.is_telling() && **c < 0.3)
        .count();
    let strange: f32 = wanted
        .units
        .iter()
        .zip(&total)
        .map(|(u, c)| u.strange * u.word.weight.min(1.5) * (1.0 - c))
        .sum();
    let numbered = wanted
        .units
        .iter()
        .zip(&total)
        .filter(|(u, c)| u.word.strict && !u.name && **c < 0.5)
        .count();
    f.push(crate::retrieval::share(numbered.min(3), 1));
    f.push(crate::retrieval::share(telling.min(3), 1));
    f.push(strange.min(4.0));
    f.push(most_name);
    f.push(most_word);
    f.push(known / all);
    f.push(unknown / all);
    f.push(head);
    // How near the words of the question stand.
    let at = (stretch.start, stretch.end);
    let (from, to) = clause_around(&place.text, stretch);
    let (mut near, mut clause, mut before, mut after, mut inside) = (0.0, 0.0, 0.0_f32, 0.0_f32, 0.0);
    for (unit, spots) in wanted.units.iter().zip(&seen.spots) {
        let mut best: Option<usize> = None;
        for spot in spots {
            if at.0 <= spot.0 && spot.1 <= at.1 {
                inside += unit.weight / crate::retrieval::share(spots.len(), 1);
                continue;
            }
            let between = gap(at, *spot);
            best = Some(best.map_or(between, |b| b.min(between)));
            let touch = unit.weight * (-crate::retrieval::share(between, 4)).exp();
            if spot.1 <= at.0 {
                before = before.max(touch);
            } else {
                after = after.max(touch);
            }
        }
        if let Some(best) = best {
            near += unit.weight * (-crate::retrieval::share(best, 40)).exp();
        }
        if spots
            .iter()
            .any(|s| from <= s.0 && s.1 <= to && !(at.0 <= s.0 && s.1 <= at.1))
        {
            clause += unit.weight;
        }
    }
    f.push(near / all);
    f.push(clause / all);
    f.push(before);
    f.push(after);
    f.push(inside / all);
    f.push(fits(stretch.kind, wanted));
    let key = name_key(text);
    let echo = !key.is_empty() && wanted.key.contains(&key);
    f.push(f32::from(u8::from(echo)));
    let tokens = rooted(&tokenise(text));
    let own = grams(&tokens);
    let said = own.iter().filter(|g| wanted.key.contains(g.as_str())).count();
    f.push(crate::retrieval::share(said, own.len().max(1)));
    let counted = wanted.counted.iter().any(|c| {
        tokens.iter().any(|t| t.text == *c) && c.is_ascii()
            || !c.is_ascii() && text.contains(c.as_str())
            || place.text.get(stretch.end..).is_some_and(|r| {
                let rest = r.trim_start();
                if c.is_ascii() {
                    rooted(&tokenise(rest.get(..rest.len().min(40)).unwrap_or("")))
                        .iter()
                        .take(3)
                        .any(|t| t.text == *c)
                } else {
                    rest.starts_with(c.as_str())
                }
            })
    });
    f.push(f32::from(u8::from(counted)));
    let length = crate::retrieval::share(text.chars().count(), 1);
    f.push(length.ln_1p() / 4.0);
    f.push(crate::retrieval::share(tokens.len().min(30), 10));
    f.push(crate::retrieval::share(place.rank.min(40), 20));
    f.push(crate::retrieval::share(way.before.len(), 1));
    f.push(f32::from(u8::from(cell.is_some())));
    let whole_cell = cell.is_some_and(|c| c.start == stretch.start && c.end == stretch.end);
    f.push(f32::from(u8::from(whole_cell)));
    let header = cell.map(|c| {
        let met: f32 = wanted
            .units
            .iter()
            .zip(&c.covers)
            .filter(|(u, _)| !u.name)
            .map(|(u, c)| u.weight * c)
            .sum();
        met / all
    });
    f.push(header.unwrap_or(0.0));
    let said_header = cell.map_or(0.0, |c| {
        let own = grams(&rooted(&tokenise(&c.header)));
        let said = own.iter().filter(|g| wanted.key.contains(g.as_str())).count();
        crate::retrieval::share(said, own.len().max(1))
    });
    f.push(said_header);
    // Years.
    let years: Vec<i32> = request.years.iter().map(|y| y.0).collect();
    let has = |list: &[i32]| years.iter().any(|y| list.contains(y));
    let header_years = cell
        .map(|c| super::super::bag::years_in(&c.header))
        .unwrap_or_default();
    let dated = !place.years.is_empty() || !header_years.is_empty();
    let clash = !years.is_empty() && dated && !has(&place.years) && !has(&header_years);
    let header_clash = !years.is_empty() && !header_years.is_empty() && !has(&header_years);
    let met = !years.is_empty() && (has(&place.years) || has(&header_years) || has(&place.over_years));
    f.push(f32::from(u8::from(clash)) + f32::from(u8::from(header_clash)));
    f.push(f32::from(u8::from(met)));
    f.push(f32::from(u8::from(!years.is_empty() && !met)));
    // Then and now.
    let former = request.version == Version::Former;
    f.push(f32::from(u8::from(former)) * if seen.tells_of_before { 1.0 } else { -1.0 });
    f.push(if !former && seen.tells_of_before { 1.0 } else { 0.0 });
    f.push(if seen.tells_new {
        if request.says_version { 1.0 } else { 0.3 }
    } else {
        0.0
    });
    let parity = seen.denies == denies(&request.text);
    f.push(match stretch.kind {
        Kind::Yes => {
            if parity {
                1.0
            } else {
                -1.0
            }
        }
        Kind::No => {
            if parity {
                -1.0
            } else {
                1.0
            }
        }
        _ => 0.0,
    });
    f.push(f32::from(u8::from(seen.same_language)));
    let opens = place
        .text
        .get(..stretch.start)
        .is_some_and(|b| super::span::REASON_OPENS.iter().take(22).any(|o| b.ends_with(o)));
    let closes = place.text.get(stretch.end..).is_some_and(|r| {
        super::span::REASON_CLOSES
            .iter()
            .take(11)
            .any(|c| r.trim_start().starts_with(c.trim_start()))
    });
    f.push(f32::from(u8::from(opens)) + f32::from(u8::from(closes)));
    f.push(f32::from(u8::from(stretch.start == 0)));
    // Agreement and differences are filled in later.
    f.resize(OWN, 0.0);
    f.extend(around(stretch, text, place, &seen.spots, seen.pairs, wanted));
    f.extend(wanted.wishes);
    let mut kinds = [0.0; KINDS];
    if let Some(slot) = kinds.get_mut(stretch.kind as usize) {
        *slot = 1.0;
    }
    f.extend(kinds);
    f
}

/// Numbers that say more beside those of other stretches: which number, and whether only stretches of the same kind in the
/// same place are beside it (else all).
pub(super) const COMPARED: [(usize, bool); 7] = [
    (WHOLE, false),
    (0, false),
    (1, false),
    (NEAR, true),
    (NEAR + 1, true),
    (NEAR + 2, true),
    (NEAR + 3, true),
];
const WHOLE: usize = 10;
const NEAR: usize = 20;
/// Place of whether a stretch is of the kind that is asked for.
pub(super) const FITS: usize = 25;
/// Where the differences to the best beside it are written, and how many of its kind its place has.
pub(super) const DIFFERENCES: usize = 48;

/// Place of the number that is filled in once all stretches are known.
pub(super) const AGREEMENT: usize = 47;

fn clause_around(text: &str, stretch: &Stretch) -> (usize, usize) {
    let ends = |c: char| matches!(c, '，' | '。' | '；' | ';' | '\n' | ',' | '.' | '|');
    let from = text
        .get(..stretch.start)
        .and_then(|b| b.rfind(ends))
        .map_or(0, |i| i + 1);
    let to = text
        .get(stretch.end..)
        .and_then(|r| r.find(ends))
        .map_or(text.len(), |i| stretch.end + i);
    (from, to)
}
