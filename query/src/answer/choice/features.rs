//! What is known of a proposal, as numbers that know no question and no paper.

use std::collections::HashMap;

use super::super::ranked::{Evidenced, KINDS, Read, SAID, Said, TASKS, WISHES, Wanted};
use super::super::values::dates;
use super::qualifiers::{OF_QUALIFIERS, Qualifiers};
use super::{Case, Described, Proposal, READERS, Reader};
use crate::text::{Language, name_key};

/// How many numbers describe a proposal.
pub(super) const NUMBERS: usize = 3 * READERS + 43 + WISHES + KINDS + MORE + OF_QUALIFIERS + SAID;
/// Those that are told of a proposal's last step, and of its passage.
const MORE: usize = 17;
/// Scores are told in units of this many log odds, between these bounds.
const UNIT: f32 = 4.0;
const BOUND: f32 = 3.0;
/// Most passages of a proposal's evidence that are read again.
const MOST_PASSAGES: usize = 12;

fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

fn told(score: f32) -> f32 {
    (score / UNIT).clamp(-BOUND, BOUND)
}

/// What is said of a question before any proposal is looked at.
struct Around<'a> {
    keys: Vec<String>,
    said: HashMap<String, Said>,
    best_stretch: f32,
    best_reading: f32,
    wanted: &'a Wanted<'a>,
    qualifiers: Qualifiers,
}

/// Describes each proposal beside the others.
pub(super) fn describe(case: &Case<'_>, reading: &Read<'_>, proposals: Vec<Proposal>) -> Vec<Described> {
    let best = |reader: Reader| {
        let own = proposals.iter().filter(|p| p.reader == reader).map(|p| p.score);
        own.fold(-BOUND * UNIT, f32::max)
    };
    let around = Around {
        keys: proposals.iter().map(|p| name_key(&p.tabled.found.text)).collect(),
        said: reading.said(),
        best_stretch: best(Reader::Ranked),
        best_reading: best(Reader::Tabular),
        wanted: &reading.wanted,
        qualifiers: Qualifiers::of(&case.request.text),
    };
    let numbers: Vec<Vec<f32>> = (0..proposals.len())
        .filter_map(|at| numbers(case, &around, &proposals, at))
        .collect();
    let zipped = proposals.into_iter().zip(numbers);
    zipped
        .map(|(proposal, numbers)| Described { proposal, numbers })
        .collect()
}

fn numbers(case: &Case<'_>, around: &Around<'_>, proposals: &[Proposal], at: usize) -> Option<Vec<f32>> {
    let proposal = proposals.get(at)?;
    let key = around.keys.get(at)?.as_str();
    let request = case.request;
    let text = proposal.tabled.found.text.as_str();
    let mut f: Vec<f32> = Vec::with_capacity(NUMBERS);
    let mut by_reader = [0.0; READERS];
    let mut same = [0.0; READERS];
    let mut other = [0.0; READERS];
    let set = |list: &mut [f32; READERS], reader: Reader| {
        if let Some(slot) = list.get_mut(reader as usize) {
            *slot = 1.0;
        }
    };
    set(&mut by_reader, proposal.reader);
    for (beside, its) in proposals.iter().zip(&around.keys) {
        set(if its == key { &mut same } else { &mut other }, beside.reader);
    }
    f.extend(by_reader);
    f.extend(same);
    f.extend(other.iter().zip(same).map(|(o, s)| o * (1.0 - s)));
    f.push(crate::retrieval::share(proposal.place, 4));
    // How sure the readers that rank are.
    let said = around.said.get(key);
    let stretch = said.map_or(-BOUND * UNIT, |s| s.score);
    f.push(flag(said.is_some()));
    f.push(told(stretch));
    f.push(told(stretch - around.best_stretch));
    f.push(told(around.best_stretch));
    f.push(said.map_or(0.0, |s| s.share));
    f.push(said.map_or(0.0, |s| s.fits));
    let readings = proposals
        .iter()
        .zip(&around.keys)
        .filter(|(p, k)| p.reader == Reader::Tabular && *k == key);
    let read = readings.map(|(p, _)| p.score).fold(-BOUND * UNIT, f32::max);
    f.push(told(read));
    f.push(told(read - around.best_reading));
    f.push(told(around.best_reading));
    f.push(if matches!(proposal.reader, Reader::Tables | Reader::Across) {
        proposal.score
    } else {
        0.0
    });
    // What of the question its evidence carries.
    let told = Told::of(case, proposal);
    let all = around.wanted.carried(&told.quotes, &told.whole);
    f.extend(in_order(&all));
    let found = &proposal.tabled.found;
    f.push(crate::retrieval::share(found.evidence.len().min(8), 1).ln_1p());
    // What it looks like.
    let length = text.chars().count().max(1);
    f.push(crate::retrieval::share(length, 1).ln_1p() / 4.0);
    f.push(crate::retrieval::share(
        text.chars().filter(|c| c.is_numeric()).count(),
        length,
    ));
    f.push(flag(text.starts_with(|c: char| c.is_numeric())));
    f.push(flag(!dates(text).is_empty()));
    f.push(flag(text.contains('、') || text.contains(", ")));
    f.push(flag(request.language.is_yes_or_no(text)));
    f.push(flag(!key.is_empty() && around.wanted.says(key)));
    f.push(flag(Language::of(text) == request.language));
    // What kind of question it is.
    f.extend(around.wanted.wishes);
    for task in TASKS {
        f.push(flag(request.task == task));
    }
    for language in [Language::Chinese, Language::Korean, Language::English] {
        f.push(flag(request.language == language));
    }
    f.push(crate::retrieval::share(request.unknown.len().min(3), 1));
    f.push(flag(!request.years.is_empty()));
    f.push(flag(!request.limits.is_empty()));
    f.push(crate::retrieval::share(request.names.len().min(4), 2));
    let (kinds, fits) = around.wanted.kind_of(text, &case.index.things);
    f.extend(kinds);
    // What the last step carries by itself: the sentence or row that holds the answer.
    let last = around.wanted.carried(&told.last, &told.last_whole);
    f.extend(in_order(&last));
    f.extend([
        all.least_name,
        all.missing_near,
        all.head,
        last.least_name,
        last.missing_near,
        last.head,
    ]);
    f.push(flag(around.wanted.counts_in(text)));
    f.push(flag(around.wanted.counts_in(&told.last_whole)));
    f.push(told.rank);
    f.extend(around.qualifiers.met(&told.quotes, &told.whole));
    match said {
        Some(said) => f.extend(said.numbers),
        None => f.resize(f.len() + SAID, 0.0),
    }
    // Whether a text is of the kind that is asked for: a person to `who`, a figure to `how many`.
    f.push(fits);
    debug_assert_eq!(f.len(), NUMBERS);
    Some(f)
}

fn in_order(all: &Evidenced) -> [f32; 7] {
    let Evidenced {
        quoted: [a, b],
        whole: [c, d],
        missing_name,
        missing_word,
        strange,
        ..
    } = *all;
    [a, b, c, d, missing_name, missing_word, strange]
}

/// The evidence of a proposal as text.
struct Told {
    /// What is quoted.
    quotes: String,
    /// With the passages, their headings and titles.
    whole: String,
    /// The last step: what is quoted, with the row that it is a cell of, and all of its passage.
    last: String,
    last_whole: String,
    /// How well retrieval found its passages.
    rank: f32,
}

impl Told {
    fn of(case: &Case<'_>, proposal: &Proposal) -> Self {
        let mut told = Self {
            quotes: String::new(),
            whole: String::new(),
            last: String::new(),
            last_whole: String::new(),
            rank: 0.0,
        };
        let mut seen: Vec<u32> = Vec::new();
        for evidence in &proposal.tabled.found.evidence {
            told.quotes.push_str(&evidence.quote);
            told.quotes.push('\n');
            let passage = evidence.passage.and_then(|p| case.index.passages.get(&p));
            let Some(passage) = passage else { continue };
            let over = format!("{}\n{}\n", passage.title, passage.headings.join("\n"));
            told.last_whole = format!("{over}{}", passage.text);
            told.last = if passage.rows.is_some() {
                told.last_whole.clone()
            } else {
                evidence.quote.clone()
            };
            let hit = case.wide.hits.iter().position(|h| h.passage.id == passage.id);
            let rank = hit.map_or(0.0, |at| 1.0 / crate::retrieval::share(at + 1, 1));
            told.rank = told.rank.max(rank);
            if !seen.contains(&passage.id.0) && seen.len() < MOST_PASSAGES {
                seen.push(passage.id.0);
                told.whole.push_str(&told.last_whole);
                told.whole.push('\n');
            }
        }
        told.whole.push_str(&told.quotes);
        told
    }
}
