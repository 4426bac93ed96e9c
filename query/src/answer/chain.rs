//! Chains of facts: from what the question names, along the relations that it speaks of, to what it asks for.

use super::facts::{Fact, FactIndex, Object, Standing};
use super::found::Evidence;
use super::values::{amounts, date_in, is_same_number};
use crate::question::{Analysis, Asked, Cue, Range, Relation, Version, cues};
use crate::retrieval::candidate_names;
use crate::text::{Sentence, name_key, sentences, tokenise};

/// Longest chain.
const MAX_STEPS: usize = 4;
/// Most values that a step follows.
const MAX_BRANCHES: usize = 24;
/// Most passages of a thing that are read for a relation that no fact gives.
const MAX_READ: usize = 60;

/// A chain that was followed to its end.
#[derive(Debug, Clone)]
pub(super) struct Path {
    /// Facts of each step, the one that was followed first.
    pub(super) steps: Vec<Vec<Fact>>,
    /// Whether the last step went from object to subject.
    pub(super) inverse: bool,
    pub(super) cost: f32,
    /// Values that the last step also has, where documents differ.
    pub(super) rivals: Vec<Fact>,
}

impl Path {
    /// The fact that the chain ends in.
    pub(super) fn last(&self) -> Option<&Fact> {
        self.steps.last().and_then(|s| s.first())
    }

    /// The thing that it ends in.
    pub(super) fn end(&self) -> Option<u32> {
        let last = self.last()?;
        if self.inverse {
            Some(last.subject)
        } else {
            last.object.thing
        }
    }

    pub(super) fn evidence(&self) -> Vec<Evidence> {
        self.steps
            .iter()
            .filter_map(|facts| facts.first())
            .map(Evidence::of)
            .collect()
    }

    /// Other places that say what the steps say.
    pub(super) fn more(&self) -> Vec<Evidence> {
        self.steps
            .iter()
            .flat_map(|facts| facts.iter().skip(1).take(4))
            .map(Evidence::of)
            .collect()
    }
}

/// One outcome of a step.
pub(super) struct Outcome {
    pub(super) facts: Vec<Fact>,
    pub(super) inverse: bool,
    pub(super) rivals: Vec<Fact>,
    pub(super) cost: f32,
}

/// Every chain from `start`, the cheapest first.
///
/// Cheap is a chain that uses the question's relations from the nearest to the name outwards, which is how all three
/// languages nest them; that needs no relation read backwards or left out; and that ends in what the question asks for.
pub(super) fn chains(analysis: &Analysis, index: &FactIndex, start: u32, span: (usize, usize)) -> Vec<Path> {
    let mut ordered: Vec<&Cue> = analysis.cues.iter().collect();
    ordered.sort_by_key(|c| {
        if c.start >= span.1 {
            c.start - span.1
        } else {
            span.0.saturating_sub(c.end)
        }
    });
    let mut search = Search {
        analysis,
        index,
        cues: ordered,
        found: Vec::new(),
    };
    search.extend(start, &mut Vec::new(), &mut Vec::new(), 0, 0.0);
    let mut found = search.found;
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    found
}

struct Search<'a> {
    analysis: &'a Analysis,
    index: &'a FactIndex,
    cues: Vec<&'a Cue>,
    found: Vec<Path>,
}

impl Search<'_> {
    fn extend(
        &mut self,
        at: u32,
        steps: &mut Vec<Vec<Fact>>,
        relations: &mut Vec<Relation>,
        used: u64,
        cost: f32,
    ) {
        if steps.len() >= MAX_STEPS || self.found.len() > 400 || cost > 6.0 {
            return;
        }
        let mut tried: Vec<Relation> = Vec::new();
        for (i, cue) in self.cues.clone().into_iter().enumerate().take(60) {
            if used & (1 << i) != 0 {
                continue;
            }
            let skipped = (0..i)
                .filter(|j| used & (1 << j) == 0 && self.cues.get(*j).is_some_and(|c| !c.soft))
                .count();
            for (rank, &relation) in cue.relations.iter().enumerate() {
                if tried.contains(&relation) || relations.contains(&relation) {
                    continue;
                }
                tried.push(relation);
                let order =
                    0.6 * crate::retrieval::share(skipped, 1) + 0.1 * crate::retrieval::share(rank, 1);
                // One step answers every phrase of its relation.
                let mut now = used | (1 << i);
                for (j, other) in self.cues.iter().enumerate().take(60) {
                    if other.relations == cue.relations || (other.soft && other.relations.contains(&relation))
                    {
                        now |= 1 << j;
                    }
                }
                self.step(at, relation, steps, relations, now, cost + order);
            }
        }
        let wants_whole = !relations.contains(&Relation::PartOf) && !tried.contains(&Relation::PartOf);
        if wants_whole && !steps.is_empty() && steps.len() + 1 < MAX_STEPS {
            self.step(at, Relation::PartOf, steps, relations, used, cost + 1.4);
        }
    }

    fn step(
        &mut self,
        at: u32,
        relation: Relation,
        steps: &mut Vec<Vec<Fact>>,
        relations: &mut Vec<Relation>,
        used: u64,
        cost: f32,
    ) {
        for outcome in follow(self.analysis, self.index, at, relation) {
            let Some(first) = outcome.facts.first().cloned() else {
                continue;
            };
            let next = if outcome.inverse {
                Some(first.subject)
            } else {
                first.object.thing
            };
            let cost = cost + outcome.cost;
            steps.push(outcome.facts);
            relations.push(relation);
            if let Some(end) = self.end_cost(relation, outcome.inverse, next, used) {
                self.found.push(Path {
                    steps: steps.clone(),
                    inverse: outcome.inverse,
                    cost: cost + end,
                    rivals: outcome.rivals,
                });
            }
            if let Some(next) = next.filter(|&n| n != at) {
                self.extend(next, steps, relations, used, cost);
            }
            steps.pop();
            relations.pop();
        }
    }

    /// What it costs to end here; none where the question speaks of what was not followed.
    fn end_cost(&self, relation: Relation, inverse: bool, end: Option<u32>, used: u64) -> Option<f32> {
        let mut cost = 0.0;
        for (i, cue) in self.cues.iter().enumerate().take(60) {
            if used & (1 << i) != 0 {
                continue;
            }
            if cue.soft {
                cost += 0.3;
            } else if cue.relations.iter().all(|r| must_be_followed(*r)) {
                return None;
            } else {
                cost += 1.5;
            }
        }
        let asked = self.analysis.asked;
        let fits = if inverse {
            end.is_none_or(|e| {
                [
                    Range::Person,
                    Range::Organization,
                    Range::Place,
                    Range::Law,
                    Range::Work,
                ]
                .into_iter()
                .any(|r| asked.accepts(r) && self.index.things.fits(e, r))
            })
        } else {
            asked.accepts(relation.range())
        };
        if !fits {
            // A question that asks for a person is not answered with a date.
            let near = matches!(
                (asked, relation.range()),
                (Asked::Place, Range::Organization) | (Asked::Organization, Range::Text)
            );
            // `Who makes it?` may ask for a company; but not where the question also speaks of people.
            let who = asked == Asked::Person && relation.range() == Range::Organization && !inverse;
            cost += if near {
                0.2
            } else if who {
                1.6
            } else {
                4.0
            };
        }
        if asked == Asked::Place && relation.range() == Range::Organization {
            cost += 0.2;
        }
        Some(cost)
    }
}

/// Relations so particular that a question which speaks of one asks for nothing else.
const fn must_be_followed(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Education
            | Relation::Capital
            | Relation::Amended
            | Relation::Birth
            | Relation::TookOffice
            | Relation::Budget
    )
}

/// What one step from `thing` along `relation` leads to: the value in force (or the version asked for), with what else is
/// said as rivals; backwards where nothing stands forwards; and read out of sentences where no fact stands at all.
pub(super) fn follow(analysis: &Analysis, index: &FactIndex, thing: u32, relation: Relation) -> Vec<Outcome> {
    let outcomes = stated(analysis, index, thing, relation);
    let none_stands = outcomes.is_empty() && forwards(index, thing, relation).is_empty();
    if !none_stands {
        return outcomes;
    }
    let read = read_sentences(index, thing, relation);
    let chosen = choose(analysis, index, relation, &read.iter().collect::<Vec<_>>());
    chosen
        .into_iter()
        .take(1)
        .map(|(facts, rivals)| Outcome {
            facts,
            inverse: false,
            rivals,
            cost: 0.8,
        })
        .collect()
}

/// Facts about `thing` that lead away from it.
fn forwards(index: &FactIndex, thing: u32, relation: Relation) -> Vec<&Fact> {
    index
        .about(thing, relation)
        .map(|(_, f)| f)
        .filter(|f| f.object.thing != Some(thing))
        .collect()
}

/// The same by facts alone.
pub(super) fn stated(analysis: &Analysis, index: &FactIndex, thing: u32, relation: Relation) -> Vec<Outcome> {
    let forwards = forwards(index, thing, relation);
    // A body that stands beside a name says which of the people of that name is meant.
    let bodies: Vec<u32> = analysis
        .named
        .iter()
        .map(|n| n.thing)
        .filter(|t| *t != thing)
        .collect();
    if !forwards.is_empty() {
        return index
            .namesakes
            .parted(forwards, &bodies)
            .into_iter()
            .flat_map(|of_one| choose(analysis, index, relation, &of_one))
            .map(|(facts, rivals)| Outcome {
                facts,
                inverse: false,
                rivals,
                cost: 0.0,
            })
            .collect();
    }
    let mut backwards: Vec<Vec<Fact>> = Vec::new();
    for (_, fact) in index.leading_to(thing, relation) {
        if fact.standing == Standing::Superseded && relation == Relation::Head {
            continue;
        }
        match backwards
            .iter_mut()
            .find(|g| g.first().is_some_and(|f| f.subject == fact.subject))
        {
            Some(group) => group.push(fact.clone()),
            None => backwards.push(vec![fact.clone()]),
        }
    }
    backwards.truncate(MAX_BRANCHES);
    backwards
        .into_iter()
        .map(|facts| Outcome {
            facts,
            inverse: true,
            rivals: Vec::new(),
            cost: 0.5,
        })
        .collect()
}

/// Groups facts of one subject and relation by value and keeps the one asked for. Visits and partners keep all.
fn choose(
    analysis: &Analysis,
    index: &FactIndex,
    relation: Relation,
    facts: &[&Fact],
) -> Vec<(Vec<Fact>, Vec<Fact>)> {
    let mut kept: Vec<&Fact> = facts.to_vec();
    if matches!(relation, Relation::Budget | Relation::Spent)
        && let Some(year) = analysis.year
    {
        kept.retain(|f| f.year.map_or_else(|| attests_year(index, f, year), |y| y == year));
    }
    if let Some(year) = analysis.edition.or(analysis.year) {
        // Of undertakings of one name the one of the year that is asked for.
        kept.retain(|f| f.edition.is_none_or(|edition| edition == year));
    }
    if relation == Relation::Visited
        && let Some(date) = &analysis.date
    {
        kept.retain(|f| f.date.as_ref() == Some(date) || date_in(&f.quote, date));
    }
    let wanted = |f: &&Fact| match (analysis.version, f.standing) {
        (Version::Current, Standing::Current) => 2,
        (Version::Current, Standing::Plain) => 1,
        (Version::Current, Standing::Superseded) => 0,
        (Version::Initial | Version::Former, Standing::Superseded) => 2,
        (Version::Initial | Version::Former, Standing::Plain) => 1,
        (Version::Initial | Version::Former, Standing::Current) => 0,
    };
    if relation == Relation::Head {
        // Who went before is never who leads, and the other way round.
        match analysis.version {
            Version::Former => kept.retain(|f| f.standing == Standing::Superseded),
            _ => {
                let gone: Vec<Option<u32>> = kept
                    .iter()
                    .filter(|f| f.standing == Standing::Superseded)
                    .map(|f| f.object.thing)
                    .collect();
                // An older paper may still call somebody the head whom a newer one calls the former head.
                kept.retain(|f| {
                    f.standing != Standing::Superseded
                        && (f.object.thing.is_none() || !gone.contains(&f.object.thing))
                });
            }
        }
    }
    let mut groups: Vec<(Vec<Fact>, i32)> = Vec::new();
    for fact in kept {
        let rank = wanted(&fact);
        match groups
            .iter_mut()
            .find(|(g, _)| g.first().is_some_and(|f| same_value(f, fact)))
        {
            Some((group, best)) => {
                *best = (*best).max(rank);
                group.push(fact.clone());
            }
            None => groups.push((vec![fact.clone()], rank)),
        }
    }
    for (group, _) in &mut groups {
        group.sort_by(|a, b| {
            b.passage
                .is_some()
                .cmp(&a.passage.is_some())
                .then(b.confidence.total_cmp(&a.confidence))
        });
    }
    groups.sort_by(|a, b| {
        let weight = |g: &[Fact]| g.iter().map(|f| f.confidence).sum::<f32>();
        b.1.cmp(&a.1).then(weight(&b.0).total_cmp(&weight(&a.0)))
    });
    if matches!(relation, Relation::Visited | Relation::Partner) {
        return groups
            .into_iter()
            .take(MAX_BRANCHES)
            .map(|(g, _)| (g, Vec::new()))
            .collect();
    }
    let mut groups = groups.into_iter();
    let Some((best, _)) = groups.next() else {
        return Vec::new();
    };
    let rivals = groups.filter_map(|(g, _)| g.into_iter().next()).collect();
    vec![(best, rivals)]
}

fn same_value(a: &Fact, b: &Fact) -> bool {
    if let (Some(x), Some(y)) = (a.object.thing, b.object.thing) {
        return x == y;
    }
    match (a.number(), b.number()) {
        (Some(x), Some(y)) => is_same_number(x, y),
        _ => name_key(&a.object.text) == name_key(&b.object.text),
    }
}

/// Whether a figure's own passage, headings or title speak of the year, in either calendar.
fn attests_year(index: &FactIndex, fact: &Fact, year: i32) -> bool {
    let gregorian = year.to_string();
    let republican = format!("{}年", year - 1911);
    let says = |text: &str| text.contains(&gregorian) || text.contains(&republican);
    says(&fact.quote)
        || says(&fact.source)
        || fact
            .passage
            .and_then(|p| index.passages.get(&p))
            .is_some_and(|p| says(&p.text) || says(&p.title) || p.headings.iter().any(|h| says(h)))
}

/// Facts read on the spot from sentences that name `thing` and speak of `relation`.
fn read_sentences(index: &FactIndex, thing: u32, relation: Relation) -> Vec<Fact> {
    let mut facts = Vec::new();
    let own = index.titled.get(&thing).into_iter().flatten();
    for passage in own
        .chain(index.mentions.get(&thing).into_iter().flatten())
        .take(MAX_READ)
    {
        let Some(record) = index.passages.get(passage).filter(|p| p.rows.is_none()) else {
            continue;
        };
        let is_own = index.titled.get(&thing).is_some_and(|t| t.contains(passage));
        for sentence in sentences(&record.text) {
            let read = read_sentence(index, thing, relation, &sentence, is_own);
            facts.extend(read.map(|object| Fact {
                subject: thing,
                relation,
                object,
                year: None,
                standing: Standing::Plain,
                date: None,
                source: record.source.clone(),
                quote: sentence.text.to_owned(),
                locator: record.locator.clone(),
                passage: Some(*passage),
                confidence: 0.4,
                holder: None,
                edition: None,
            }));
        }
    }
    facts
}

fn read_sentence(
    index: &FactIndex,
    thing: u32,
    relation: Relation,
    sentence: &Sentence<'_>,
    own: bool,
) -> Option<Object> {
    let tokens = tokenise(sentence.text);
    let named = index.things.trie().find(&tokens);
    let subject = named.iter().find(|m| m.id == thing).map(|m| m.start);
    if subject.is_none() && !own {
        return None;
    }
    let outside: Vec<_> = tokens
        .iter()
        .filter(|t| !named.iter().any(|m| t.start < m.end && m.start < t.end))
        .cloned()
        .collect();
    let spoken = cues(&outside);
    // A sentence that speaks of several relations is left to the extraction, which reads grammar.
    let hard: Vec<_> = spoken.iter().filter(|c| !c.soft).collect();
    let cue = hard
        .iter()
        .find(|c| c.relations.contains(&relation))
        .filter(|_| hard.len() <= 2)?;
    let distance = |at: usize| at.abs_diff(cue.start);
    match relation.range() {
        Range::Date | Range::Year => super::values::dates(sentence.text)
            .into_iter()
            .filter(|d| relation.range() == Range::Year || d.iso.len() == 10)
            .min_by_key(|d| distance(d.start))
            .map(|d| Object {
                thing: None,
                text: d.text,
                value: Some(super::facts::date_value(d.iso)),
            }),
        Range::Amount => {
            let found = amounts(sentence.text).into_iter().filter(|a| a.has_unit);
            found.min_by_key(|a| distance(a.start)).map(|a| Object {
                thing: None,
                text: a.text,
                value: Some(quarry_extract::TypedValue {
                    scalar: quarry_ingest::Scalar::Number(a.value),
                    unit: None,
                }),
            })
        }
        Range::Text => None,
        range => named
            .iter()
            .filter(|m| m.id != thing && Some(m.start) != subject)
            .filter(|m| index.things.kind(m.id).is_some() && index.things.fits(m.id, range))
            .min_by_key(|m| distance(m.start))
            .map(|m| Object {
                thing: Some(m.id),
                text: index.things.name(m.id).to_owned(),
                value: None,
            })
            .or_else(|| unlisted_person(sentence.text, range, cue.start)),
    }
}

/// A capitalised name of two or three words beside the phrase, for people whom no model was sure of.
fn unlisted_person(sentence: &str, range: Range, near: usize) -> Option<Object> {
    if range != Range::Person {
        return None;
    }
    let spans = candidate_names(sentence).into_iter().filter(|n| {
        let words: Vec<&str> = n.split(' ').collect();
        (2..=3).contains(&words.len())
            && words
                .iter()
                .all(|w| w.chars().next().is_some_and(char::is_uppercase))
    });
    let free = spans.filter(|n| cues(&tokenise(n)).is_empty());
    free.min_by_key(|n| {
        sentence
            .find(n.as_str())
            .map_or(usize::MAX, |at| at.abs_diff(near))
    })
    .map(|text| Object {
        thing: None,
        text,
        value: None,
    })
}
