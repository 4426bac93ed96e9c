//! One choice among everything that the readers propose, and a refusal.
//!
//! Statements, tables, sentences, ranked readings of tables and ranked stretches of text each propose ([`Proposal`]); none of
//! them decides. What is known of a proposal — who makes it and how sure that reader is, who else says the same or something
//! else, what of the question its evidence carries, what kind of question it is — is weighed by small trees (`model`,
//! fitted by `query/training/fit_choice.py`) against a refusal of score 0.

mod features;
mod model;
mod qualifiers;

use super::facts::FactIndex;
use super::ranked::{self, Network};
use super::records::{Tabled, ask_tables};
use super::tabular::Weights;
use super::{
    absent, bridge, in_force, proposition, reader, renamed, route, sentence, succession, tabular, verify,
};
use crate::question::{Analysis, Asked, Operation, Relation, Request, Task, Version};
use crate::retrieval::{SearchResult, share};
use crate::text::{Language, name_key};

/// Who proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// Two columns side by side, who held an office when, and counts in prose.
    Compared,
    /// Statements along the question's relations, and names that things had before.
    Relations,
    /// Rows and columns by patterns.
    Tables,
    /// A sentence that carries the question.
    Sentence,
    /// One step away from the question's names.
    Across,
    /// Sentences and rows in other words.
    Soft,
    /// Readings of tables by learned weights.
    Tabular,
    /// Stretches of text by learned weights.
    Ranked,
}

impl Reader {
    /// Whether it reads statements or tables.
    pub(super) const fn reads_facts(self) -> bool {
        matches!(self, Self::Compared | Self::Relations | Self::Tables)
    }
}

/// How many readers there are.
const READERS: usize = 8;

/// What has to speak for an answer, as log odds against a refusal, and what each further reader that says the same adds.
const LEAST: f32 = -0.25;
const AGREED: f32 = 0.55;
/// What has to speak for yes or no: a wrong one is worse than a refusal.
const LEAST_OF_YES_AND_NO: f32 = 1.5;

/// Most proposals of the readers that rank.
const MOST_READINGS: usize = 4;
const MOST_STRETCHES: usize = 6;

/// What a reader says.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub(super) reader: Reader,
    /// Its place among what the reader says, from 0.
    pub(super) place: usize,
    /// How sure the reader is, where it tells.
    pub(super) score: f32,
    pub(super) tabled: Tabled,
}

/// What is asked and what is read.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) request: &'a Request,
    pub(super) analysis: &'a Analysis,
    pub(super) index: &'a FactIndex,
    /// Passages, further down than most readers look, and the first of them.
    pub(super) wide: &'a SearchResult,
    pub(super) found: &'a SearchResult,
    /// Whether statements and tables are read.
    pub(super) facts: bool,
}

/// A proposal with what describes it.
pub(super) struct Described {
    pub(super) proposal: Proposal,
    pub(super) numbers: Vec<f32>,
}

/// Everything that is proposed, `by_facts` first (none where [`decided`] has passed them over: what does not carry the claim is not
/// weighed); `rarity` tells how rare a term is, `network` weighs stretches, `weights` readings
/// of tables.
pub(super) fn proposals(
    case: &Case<'_>,
    by_facts: Vec<Proposal>,
    rarity: &dyn Fn(&str) -> f32,
    network: &Network,
    weights: &Weights,
) -> Vec<Described> {
    let read = ranked::read(case.request, case.analysis, case.index, case.wide, rarity, &[]);
    let reading = read.weighed(network);
    let mut out = by_facts;
    out.extend(by_readings(case, weights));
    for (place, ranked) in reading.best(MOST_STRETCHES).into_iter().enumerate() {
        out.push(Proposal {
            reader: Reader::Ranked,
            place,
            score: ranked.score,
            tabled: Tabled::from(ranked.found),
        });
    }
    let asks_who_now = case.request.asked == Asked::Person
        && case.request.version == Version::Current
        && case.request.years.is_empty()
        && case.analysis.turn.is_none();
    // Who came before somebody is told by sentences that do not say the title again.
    let whole_title = case.analysis.turn.is_none();
    out.retain(|p| {
        p.tabled.found.text.chars().any(char::is_alphanumeric)
            && !repeats_the_question(case.request, p)
            && !(asks_who_now && succession::has_left(&p.tabled.found))
            && is_carried(case, &p.tabled, !p.reader.reads_facts())
            && (p.reader.reads_facts() || verify::is_anchored(case.request, &p.tabled.found, case.index))
            && verify::is_of_role(case.request, &p.tabled.found, whole_title, case.index)
    });
    features::describe(case, &reading, out)
}

/// Whether what is said is of the turn that is asked for, carries the question's claim, and does not stand beside what is asked
/// for: statements were verified already, what cells or places of texts seem to say (`read`) may.
fn is_carried(case: &Case<'_>, tabled: &Tabled, read: bool) -> bool {
    let read = read || tabled.by_table;
    succession::is_of_turn(case.analysis, &tabled.found, case.index)
        && route::is_of_stage(case.request, &tabled.found, case.index)
        && route::is_of_kind(case.request, case.analysis, &tabled.found.text, case.index)
        && proposition::carries_the_claim(case.request, &tabled.found, case.index)
        && !(read && absent::is_beside(case.request, &tabled.found, case.index))
}

/// Whether a place of a text or a cell only gives back the one name of the question, which asks for something else; one of several
/// names may be what is asked for (`Which is older, A or B?`).
fn repeats_the_question(request: &Request, proposal: &Proposal) -> bool {
    let [name] = request.names.as_slice() else {
        return false;
    };
    !proposal.reader.reads_facts() && name_key(&name.text) == name_key(&proposal.tabled.found.text)
}

/// What tables alone say: by patterns, else by their best reading.
pub(super) fn from_tables(case: &Case<'_>) -> Option<Tabled> {
    let by_patterns = ask_tables(case.request, case.index);
    by_patterns
        .and_then(|tabled| in_force(tabled, case.request, case.index, case.found))
        .or_else(|| tabular::ask(case.request, case.index, case.wide))
        .filter(|tabled| is_carried(case, tabled, true))
}

/// The first of what statements and tables carry by patterns that carries the claim: it stands, and is not weighed.
pub(super) fn decided(case: &Case<'_>) -> Option<Proposal> {
    by_facts(case).find(|p| is_carried(case, &p.tabled, false))
}

/// The best of what is proposed, and whether it stands above a refusal.
pub(super) fn choose(described: Vec<Described>, language: Language) -> Option<Proposal> {
    let said: Vec<(String, Reader)> = described
        .iter()
        .map(|d| (name_key(&d.proposal.tabled.found.text), d.proposal.reader))
        .collect();
    let rated = described.into_iter().zip(&said).map(|(d, own)| {
        let beside = model::score(&d.numbers) + AGREED * share(agreeing(own, &said), 1);
        (beside, d.proposal)
    });
    // The first of equals.
    let best = rated.fold(None, |best: Option<(f32, Proposal)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    let least = |said: &str| {
        if language.is_yes_or_no(said) {
            LEAST_OF_YES_AND_NO
        } else {
            LEAST
        }
    };
    best.filter(|(score, proposal)| *score > least(&proposal.tabled.found.text))
        .map(|(_, proposal)| proposal)
}

/// How many readers besides its own say the same.
fn agreeing(own: &(String, Reader), all: &[(String, Reader)]) -> usize {
    let mut readers: Vec<Reader> = Vec::new();
    for (text, reader) in all {
        if *text == own.0 && *reader != own.1 && !readers.contains(reader) {
            readers.push(*reader);
        }
    }
    readers.len()
}

/// A proposal for what is in force; none where that is of nobody who is meant.
fn proposed(case: &Case<'_>, reader: Reader, tabled: Option<Tabled>) -> Option<Proposal> {
    let score = tabled.as_ref().map_or(0.0, |t| t.score);
    let tabled = tabled.and_then(|t| in_force(t, case.request, case.index, case.found))?;
    Some(Proposal {
        reader,
        place: 0,
        score,
        tabled,
    })
}

/// What statements and tables carry by patterns, each reader asked when its turn comes.
pub(super) fn by_facts<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Proposal> + 'a {
    type Ask = fn(&Case<'_>) -> Option<Proposal>;
    let readers: [Ask; 6] = [
        |c| {
            let found = renamed::ask_renamed(c.request, c.index, c.found);
            proposed(c, Reader::Relations, found.map(Tabled::from))
        },
        |c| {
            let found = reader::ask_compared(c.request, c.index, c.found);
            proposed(c, Reader::Compared, found)
        },
        // A walk takes what is in force, and is held against every word of the question already.
        |c| {
            let found = route::ask(c.request, c.analysis, c.index);
            let found = found.filter(|f| {
                verify::is_of_role(c.request, f, true, c.index) && verify::is_anchored(c.request, f, c.index)
            });
            found.map(|found| Proposal {
                reader: Reader::Relations,
                place: 0,
                score: 0.0,
                tabled: Tabled::from(found),
            })
        },
        |c| proposed(c, Reader::Relations, by_one_column(c, by_relations)),
        |c| {
            let found = by_one_column(c, |c| ask_tables(c.request, c.index));
            proposed(c, Reader::Tables, found)
        },
        |c| {
            let found = sentence::ask_counts(c.request, c.index, c.found);
            proposed(c, Reader::Compared, found.map(Tabled::from))
        },
    ];
    readers
        .into_iter()
        .filter(|_| case.facts)
        .filter_map(|ask| ask(case))
}

/// What `ask` gives; one column alone never says what is missing of it.
fn by_one_column(case: &Case<'_>, ask: fn(&Case<'_>) -> Option<Tabled>) -> Option<Tabled> {
    let missing = reader::asks_what_is_missing(case.request);
    (!missing).then(|| ask(case)).flatten()
}

/// What single sentences, what is a step away, and readings of tables say.
fn by_readings(case: &Case<'_>, weights: &Weights) -> Vec<Proposal> {
    let Case {
        request,
        analysis,
        index,
        found,
        ..
    } = *case;
    let said = sentence::ask_sentences(request, index, found).map(|s| Tabled::from(s.found));
    let across = bridge::ask_across(request, analysis, index, found);
    let softly = reader::ask_softly(request, index, found);
    let mut out: Vec<Proposal> = [
        (Reader::Sentence, said),
        (Reader::Across, across),
        (Reader::Soft, softly),
    ]
    .into_iter()
    .filter_map(|(reader, tabled)| proposed(case, reader, tabled))
    .collect();
    if case.facts {
        let readings = tabular::best(request, index, case.wide, MOST_READINGS, weights);
        for (place, (score, tabled)) in readings.into_iter().enumerate() {
            out.push(Proposal {
                reader: Reader::Tabular,
                place,
                score,
                tabled,
            });
        }
    }
    out
}

fn by_relations(case: &Case<'_>) -> Option<Tabled> {
    let (request, analysis, index) = (case.request, case.analysis, case.index);
    // What is to be done is read twice; where only the request sees it, following a relation would answer something else.
    let only_follows = analysis.operation == Operation::Follow;
    let found = match request.task {
        Task::Whether | Task::Average => None,
        Task::Sum | Task::Count | Task::Greatest | Task::Least | Task::Difference if only_follows => None,
        _ => super::resolve(analysis, index)
            .filter(|f| {
                verify::verified(request, analysis, f, index) && verify::is_anchored(request, f, index)
            })
            .filter(|f| {
                !only_follows
                    || analysis.turn.is_some()
                    || analysis.speaks_of(Relation::TookOffice)
                    || f.evidence.len() >= route::least_steps(request, analysis)
            }),
    };
    found.map(Tabled::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_is_proposed_nothing_is_answered() {
        assert!(choose(Vec::new(), Language::English).is_none());
    }

    #[test]
    fn readers_have_places_of_their_own() {
        let all = [
            Reader::Compared,
            Reader::Relations,
            Reader::Tables,
            Reader::Sentence,
            Reader::Across,
            Reader::Soft,
            Reader::Tabular,
            Reader::Ranked,
        ];
        assert!(all.iter().enumerate().all(|(at, reader)| *reader as usize == at));
        assert_eq!(all.len(), READERS);
    }
}
