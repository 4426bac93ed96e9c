//! Questions of yes and no: what they claim, held against what the papers say.
//!
//! Yes is said only where a statement in force, or a sentence, says all that is claimed: the same thing, relation and value. No is
//! said only where the papers give another value of a relation that has one value at a time, or deny the claim in its own words.
//! That somebody is spoken of in other terms is neither.

use super::bag::{Bag, years_in};
use super::chain::follow;
use super::facts::{Fact, FactIndex};
use super::found::{Evidence, Found};
use super::values::{amounts, dates, is_same_number};
use crate::question::{Analysis, Range, Relation, Request, Task, Version, Word};
use crate::text::{Language, name_key, sentences};

/// From this weight on a word says something of what is claimed.
const TELLING: f32 = 0.9;

/// How much of a telling word what facts quote has to have.
const CARRIED: f32 = 0.5;

/// Share of the telling words that a sentence has to have.
const MOST_OF_IT: f32 = 0.5;

/// How far bodies and places are followed to what they are part of.
const LEVELS: usize = 4;

/// What a relation from the question's subject leads to, set beside what the question claims.
enum Verdict {
    /// These facts say so, a step each.
    Holds(Vec<Fact>),
    /// This one says otherwise.
    Fails(Box<Fact>),
}

/// The answer that statements give to a question of yes or no; none where they do not decide it.
pub(super) fn by_facts(request: &Request, analysis: &Analysis, index: &FactIndex) -> Option<Found> {
    let plain = request.task == Task::Whether && request.order.is_none() && request.limits.is_empty();
    if !plain || !request.unknown.is_empty() || denies(&request.text, request.language) {
        return None;
    }
    let mut failed: Option<Fact> = None;
    for subject in &analysis.named {
        for cue in analysis
            .cues
            .iter()
            .filter(|cue| !cue.soft || analysis.cues.len() == 1)
        {
            for relation in cue.relations {
                match weigh(subject.thing, *relation, request, analysis, index) {
                    Some(Verdict::Holds(steps)) if all_told(request, analysis, &steps, index) => {
                        return Some(told(true, &steps, request.language));
                    }
                    Some(Verdict::Fails(fact)) => failed = failed.or(Some(*fact)),
                    _ => {}
                }
            }
        }
    }
    let fact = failed?;
    let steps = [fact];
    // The other value answers only where nothing besides the value is left open.
    all_told(request, analysis, &steps, index).then(|| told(false, &steps, request.language))
}

fn weigh(
    subject: u32,
    relation: Relation,
    request: &Request,
    analysis: &Analysis,
    index: &FactIndex,
) -> Option<Verdict> {
    let forwards = follow(analysis, index, subject, relation)
        .into_iter()
        .filter(|outcome| !outcome.inverse && outcome.cost <= 0.0);
    let facts: Vec<Fact> = forwards.filter_map(|o| o.facts.into_iter().next()).collect();
    let first = facts.first()?;
    if relation.range().is_thing() {
        let claimed: Vec<u32> = analysis
            .named
            .iter()
            .map(|n| n.thing)
            .filter(|t| *t != subject && index.things.fits(*t, relation.range()))
            .collect();
        let [claimed] = claimed.as_slice() else {
            return None;
        };
        for fact in &facts {
            if let Some(steps) = reaches(fact, *claimed, relation, index) {
                return Some(Verdict::Holds(steps));
            }
        }
        let elsewhere = relation != Relation::Location || is_a_seat(*claimed, index);
        return (has_one_value(relation) && elsewhere).then(|| Verdict::Fails(Box::new(first.clone())));
    }
    let says = match relation.range() {
        Range::Date | Range::Year => on_the_day(first, request)?,
        Range::Amount => of_the_amount(first, &request.text)?,
        _ => return None,
    };
    if says {
        Some(Verdict::Holds(vec![first.clone()]))
    } else {
        has_one_value(relation).then(|| Verdict::Fails(Box::new(first.clone())))
    }
}

/// The steps from a fact to the claimed thing: itself, or what its object is part of.
fn reaches(fact: &Fact, claimed: u32, relation: Relation, index: &FactIndex) -> Option<Vec<Fact>> {
    let above: &[Relation] = match relation {
        Relation::Location => &[Relation::Location],
        Relation::ParentOrganization | Relation::PartOf | Relation::Affiliation => {
            &[Relation::ParentOrganization, Relation::PartOf]
        }
        _ => &[],
    };
    let mut steps = vec![fact.clone()];
    for _ in 0..=LEVELS {
        let at = steps.last()?.object.thing?;
        if at == claimed {
            return Some(steps);
        }
        let next = above
            .iter()
            .find_map(|relation| index.about(at, *relation).map(|(_, fact)| fact).next())?;
        steps.push(next.clone());
    }
    None
}

/// Whether something is said to stand at a place: one that is named beside it is then another, and none that it lies in.
fn is_a_seat(place: u32, index: &FactIndex) -> bool {
    index.leading_to(place, Relation::Location).next().is_some()
        && index.about(place, Relation::Location).next().is_none()
}

/// Relations of which a thing has one value at a time.
const fn has_one_value(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Head
            | Relation::ParentOrganization
            | Relation::PartOf
            | Relation::Location
            | Relation::Founded
            | Relation::TookOffice
            | Relation::Promulgated
            | Relation::Start
            | Relation::End
            | Relation::PrincipalInvestigator
            | Relation::ExecutedBy
            | Relation::DevelopedBy
            | Relation::CompetentAuthority
            | Relation::ChairedBy
            | Relation::TripLead
            | Relation::Birth
            | Relation::Budget
            | Relation::Capital
    )
}

/// Whether a fact's date is the one of the question, as far as that says; none where it gives none.
fn on_the_day(fact: &Fact, request: &Request) -> Option<bool> {
    let iso = dates(&fact.object.text).into_iter().next().map(|d| d.iso);
    let year = iso.as_deref().and_then(|iso| iso.get(..4)?.parse::<i32>().ok());
    let year = year.or_else(|| years_in(&fact.object.text).first().copied());
    match (request.dates.as_slice(), years_in(&request.text).as_slice()) {
        ([day], _) => {
            let iso = iso?;
            Some(day.starts_with(&iso) || iso.starts_with(day.as_str()))
        }
        ([], [asked]) => Some(year? == *asked),
        _ => None,
    }
}

/// The same of amounts with a unit.
fn of_the_amount(fact: &Fact, question: &str) -> Option<bool> {
    let claimed: Vec<f64> = amounts(question)
        .into_iter()
        .filter(|a| a.has_unit)
        .map(|a| a.value)
        .collect();
    let [claimed] = claimed.as_slice() else {
        return None;
    };
    let said = fact.number()?;
    Some(is_same_number(said, *claimed))
}

/// Whether all that the question claims beside names, values and the relations that it speaks of stands in what the facts quote.
fn all_told(request: &Request, analysis: &Analysis, steps: &[Fact], index: &FactIndex) -> bool {
    let mut bag = Bag::default();
    for fact in steps {
        bag.add(&fact.quote);
        if let Some(passage) = fact.passage.and_then(|p| index.passages.get(&p)) {
            bag.add(&passage.title);
            bag.add(&passage.headings.join(" "));
        }
    }
    let along = |word: &&Word| {
        analysis
            .cues
            .iter()
            .any(|c| c.start < word.end && word.start < c.end)
    };
    let current = request.version == Version::Current || !request.says_version;
    current
        && request
            .words
            .iter()
            .filter(|word| word.weight >= TELLING || word.strict || word.tied)
            .all(|word| along(&word) && !word.tied || bag.covers(word) >= CARRIED)
}

fn told(holds: bool, steps: &[Fact], language: Language) -> Found {
    let lines: Vec<String> = steps
        .iter()
        .map(|fact| format!("{} ({})", fact.quote, fact.source))
        .collect();
    Found {
        text: language.yes_no(holds).to_owned(),
        evidence: steps.iter().map(Evidence::of).collect(),
        explanation: lines.join("\n"),
        more: Vec::new(),
    }
}

/// Whether what an answer of yes or no quotes says all that the question claims: each name, each number and date, each telling word.
/// Answers to other questions, and to comparisons, which are computed, pass.
pub(super) fn carries_the_claim(request: &Request, found: &Found, index: &FactIndex) -> bool {
    let plain = request.task == Task::Whether && request.order.is_none() && request.limits.is_empty();
    if !plain || !request.language.is_yes_or_no(&found.text) {
        return true;
    }
    let (mut text, mut bag) = (String::new(), Bag::default());
    for evidence in &found.evidence {
        let passage = evidence.passage.and_then(|p| index.passages.get(&p));
        let before = passage.and_then(|p| said_before(&p.text, &evidence.quote));
        let over = passage.map(|p| format!("{}\n{}", p.title, p.headings.join("\n")));
        // A cell is read with its row and its header.
        let around = passage.filter(|p| p.rows.is_some()).map(|p| p.text.as_str());
        for said in [Some(evidence.quote.as_str()), before, over.as_deref(), around]
            .into_iter()
            .flatten()
        {
            bag.add(said);
            text.push_str(said);
            text.push('\n');
        }
    }
    let key = name_key(&text);
    let named = request.names.iter().all(|name| {
        let own = name.thing.into_iter().flat_map(|thing| index.things.names(thing));
        own.map(String::as_str)
            .chain([name.text.as_str()])
            .any(|name| bag.has_all(name) || key.contains(name_key(name).as_str()))
    });
    let years = years_in(&text);
    let dated = request.years.iter().all(|(year, _)| years.contains(year))
        && request.dates.iter().all(|day| super::values::date_in(&text, day));
    let numbers = figures(&text);
    let counted = figures(&request.text).iter().all(|figure| {
        numbers.contains(figure) || !dates(&request.text).is_empty() || !request.years.is_empty()
    });
    let telling: Vec<(f32, f32)> = request
        .words
        .iter()
        .filter(|word| word.weight >= TELLING)
        .map(|word| (word.weight, word.weight * bag.covers(word)))
        .collect();
    let (all, met) = telling
        .iter()
        .fold((0.0, 0.0), |(all, met), (weight, had)| (all + weight, met + had));
    let worded = met >= MOST_OF_IT * all
        && request
            .words
            .iter()
            .all(|word| !word.strict || bag.covers(word) > 0.0);
    named && dated && counted && worded
}

/// The sentence before a quote in its passage.
fn said_before<'t>(passage: &'t str, quote: &str) -> Option<&'t str> {
    let sentences = sentences(passage);
    let at = sentences.iter().position(|sentence| sentence.text == quote)?;
    Some(sentences.get(at.checked_sub(1)?)?.text)
}

/// Runs of digits, without the commas between thousands.
fn figures(text: &str) -> Vec<String> {
    let plain = text.replace(',', "");
    plain
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|run| run.trim_matches('.').to_owned())
        .filter(|run| !run.is_empty())
        .collect()
}

/// Whether a question asks whether something is not so.
fn denies(question: &str, language: Language) -> bool {
    let lower = question.to_lowercase();
    let words: &[&str] = match language {
        Language::English => &[" not ", "n't ", " never ", " no longer "],
        Language::Chinese => &["不再", "並未", "尚未", "未曾", "沒有被"],
        Language::Korean => &["않", "아니", "못"],
    };
    words.iter().any(|word| lower.contains(word))
}
