//! What a walk costs: steps that no word speaks of, words that no step takes up, an order other than that of the description.

use super::super::facts::Fact;
use super::Walked;
use super::anchors::Anchor;
use crate::question::{Force, Kind, Mark, Range, Relation, Sought};
use crate::text::name_key;
use quarry_extract::EntityType;

/// A telling word that no step takes up.
const UNUSED: f32 = 1.0;
/// A word that may only accompany another one and that no step takes up.
const UNUSED_LIGHT: f32 = 0.35;
/// A noun that nothing on the walk is called by, and one for any body.
const UNUSED_NOUN: f32 = 0.3;
const UNUSED_BODY: f32 = 0.12;
/// A step that only a noun speaks of.
const BY_NOUN: f32 = 0.2;
/// The same where a noun hardly means the step: `the agency` is seldom a partner.
const BY_FAR_NOUN: f32 = 0.7;
/// Two steps in another order than their words.
const OUT_OF_ORDER: f32 = 0.15;
/// A second word for one step that stands apart from the first.
const TWICE: f32 = 0.12;
/// A name of the question that the walk does not pass.
const PASSED_BY: f32 = 0.9;
/// Each place further down among what a word may mean.
const RANK: f32 = 0.05;
/// Bytes within which two words are one phrase.
const ONE_PHRASE: usize = 8;

/// Whether a fact is of the day that the question names, if it is of a kind that has one.
pub(super) fn is_of_day(of: &Walked<'_>, relation: Relation, fact: &Fact) -> bool {
    if relation != Relation::Visited || of.days.is_empty() {
        return true;
    }
    super::anchors::is_on(fact, &of.days)
}

/// What a word may speak of a step: its place among the word's relations.
fn rank(mark: &Mark, relation: Relation) -> Option<usize> {
    let place = mark.relations.iter().position(|r| *r == relation);
    // `現任主任何時就任`: the word for the head stands beside that of the day.
    place.or_else(|| {
        (relation == Relation::TookOffice && mark.relations.contains(&Relation::Head)).then_some(1)
    })
}

/// What it costs to end a walk here; none where that is no answer.
pub(super) fn cost(
    of: &Walked<'_>,
    anchor: &Anchor,
    relations: &[Relation],
    steps: &[Vec<Fact>],
    nodes: &[u32],
    inverse: bool,
) -> Option<f32> {
    let last = *relations.last()?;
    let end = end_cost(of, last, inverse, nodes)?;
    let by_order = nested(of, anchor);
    // For each step the word that explains it: telling words first, each for one step.
    let mut explained: Vec<Option<usize>> = vec![None; relations.len()];
    let mut used = vec![false; of.marks.len()];
    let mut total = end;
    for force in [Force::Must, Force::Strong, Force::Light, Force::Noun] {
        // Steps with the fewest words choose first.
        let mut open: Vec<usize> = (0..relations.len())
            .filter(|s| explained.get(*s).is_some_and(Option::is_none))
            .collect();
        let choices = |step: usize| -> Vec<usize> {
            let relation = relations.get(step).copied();
            by_order
                .iter()
                .copied()
                .filter(|m| {
                    of.marks.get(*m).is_some_and(|mark| {
                        mark.force == force && relation.is_some_and(|r| rank(mark, r).is_some())
                    })
                })
                .collect()
        };
        open.sort_by_key(|s| choices(*s).len());
        for step in open {
            let relation = *relations.get(step)?;
            let best = choices(step)
                .into_iter()
                .filter(|m| !used.get(*m).copied().unwrap_or(true))
                .min_by_key(|m| {
                    let place = of
                        .marks
                        .get(*m)
                        .and_then(|mark| rank(mark, relation))
                        .unwrap_or(9);
                    let at = by_order.iter().position(|o| o == m).unwrap_or(0);
                    (place, at.abs_diff(step))
                });
            if let Some(mark) = best {
                if let Some(slot) = explained.get_mut(step) {
                    *slot = Some(mark);
                }
                if let Some(slot) = used.get_mut(mark) {
                    *slot = true;
                }
                let place = of.marks.get(mark).and_then(|m| rank(m, relation)).unwrap_or(0);
                total += RANK * crate::retrieval::share(place, 1);
                if force == Force::Noun {
                    let far = matches!(relation, Relation::Partner | Relation::Visited);
                    total += if far { BY_FAR_NOUN } else { BY_NOUN };
                }
            }
        }
    }
    for (step, mark) in explained.iter().enumerate() {
        // Every step has to be spoken of; what is asked for may say the last one by itself.
        if mark.is_none() && (step + 1 < relations.len() || !is_said_by_kind(of, last)) {
            return None;
        }
    }
    total += left_over(of, relations, &explained, &used, nodes)?;
    total += disorder(&explained, &by_order);
    total += passed_by(of, anchor, steps, nodes);
    Some(total)
}

/// What words cost that no step takes up; none where one of them has to be.
fn left_over(
    of: &Walked<'_>,
    relations: &[Relation],
    explained: &[Option<usize>],
    used: &[bool],
    nodes: &[u32],
) -> Option<f32> {
    let mut total = 0.0;
    for (number, mark) in of.marks.iter().enumerate() {
        if used.get(number).copied().unwrap_or(false) {
            continue;
        }
        let step = relations.iter().position(|r| rank(mark, *r).is_some());
        match (mark.force, step) {
            (Force::Must, None) => return None,
            (Force::Strong, None) => total += UNUSED,
            (Force::Light, None) => total += UNUSED_LIGHT,
            (Force::Noun, None) => match mark.kind {
                Some(kind) if !nodes.iter().any(|n| is_called(of, *n, kind, mark.relations)) => {
                    total += if kind == Kind::Body {
                        UNUSED_BODY
                    } else {
                        UNUSED_NOUN
                    };
                }
                None if mark.relations == [Relation::Location] => total += UNUSED_NOUN,
                _ => {}
            },
            (Force::Strong | Force::Must, Some(step)) => {
                let other = explained
                    .get(step)
                    .copied()
                    .flatten()
                    .and_then(|m| of.marks.get(m));
                let near = other.is_some_and(|o| {
                    mark.start
                        .saturating_sub(o.end)
                        .max(o.start.saturating_sub(mark.end))
                        <= ONE_PHRASE
                });
                total += if near { 0.02 } else { TWICE };
            }
            (Force::Noun | Force::Light, Some(_)) => {}
        }
    }
    Some(total)
}

/// Whether a thing is what a noun of a kind calls it: a programme is part of nothing, a project comes of nothing.
fn is_called(of: &Walked<'_>, thing: u32, kind: Kind, relations: &[Relation]) -> bool {
    let leads = |r: Relation| of.index.about(thing, r).next().is_some();
    match (kind, of.index.things.kind(thing)) {
        (Kind::Date | Kind::Year | Kind::Event | Kind::Amount | Kind::Post, _) | (_, None) => true,
        (Kind::Person, Some(is)) => is == EntityType::Person,
        (Kind::Body, Some(is)) => is == EntityType::Organization,
        (Kind::Place, Some(is)) => is == EntityType::Place,
        (Kind::Law, Some(is)) => is == EntityType::Law,
        (Kind::Product, Some(_)) => leads(Relation::OutcomeOf) || leads(Relation::DevelopedBy),
        (Kind::Work, Some(is)) => {
            matches!(is, EntityType::Work | EntityType::Event)
                && !leads(Relation::OutcomeOf)
                && (relations.contains(&Relation::OutcomeOf) || !leads(Relation::PartOf))
        }
    }
}

/// What it costs that steps come in another order than their words.
fn disorder(explained: &[Option<usize>], by_order: &[usize]) -> f32 {
    let places: Vec<usize> = explained
        .iter()
        .flatten()
        .filter_map(|m| by_order.iter().position(|o| o == m))
        .collect();
    let turned = places.windows(2).filter(|w| w.first() > w.get(1)).count();
    OUT_OF_ORDER * crate::retrieval::share(turned, 1)
}

/// What names of the question cost that the walk does not pass.
fn passed_by(of: &Walked<'_>, anchor: &Anchor, steps: &[Vec<Fact>], nodes: &[u32]) -> f32 {
    let quoted = |names: &[String]| {
        steps.iter().flatten().any(|fact| {
            let quote = name_key(&fact.quote);
            names.iter().any(|n| quote.contains(&name_key(n)))
        })
    };
    let passed = of.anchors.iter().filter(|other| match other {
        Anchor::Thing {
            thing, start, end, ..
        } => {
            let over = anchor.overlaps(*start, *end);
            let names = of.index.things.names(*thing);
            !(over || nodes.contains(thing) || quoted(names) || anchor.is_event())
        }
        Anchor::Event { .. } => false,
    });
    // Several readings of one name count once.
    let mut places: Vec<usize> = passed
        .filter_map(|a| match a {
            Anchor::Thing { start, .. } => Some(*start),
            Anchor::Event { .. } => None,
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    PASSED_BY * crate::retrieval::share(places.len(), 1)
}

/// Whether the kind of what is asked for says the step by itself: `in which town is X` asks along a location.
fn is_said_by_kind(of: &Walked<'_>, last: Relation) -> bool {
    match of.sought {
        Sought::One(Kind::Place) => last == Relation::Location,
        Sought::One(Kind::Post) => last == Relation::Position,
        _ => false,
    }
}

/// What it costs to end in something of this kind; none where it is no answer.
fn end_cost(of: &Walked<'_>, last: Relation, inverse: bool, nodes: &[u32]) -> Option<f32> {
    if inverse {
        let end = *nodes.last()?;
        return kind_cost(of.sought, last, of.index.things.kind(end).map(range_of)?);
    }
    let person = |thing: u32| of.index.things.kind(thing) == Some(EntityType::Person);
    // What follows a literal is no thing.
    let range = last.range();
    if range.is_thing()
        && let Some(end) = nodes.last()
        && nodes.len() > 1
        && contradicts(of.index.things.kind(*end), range)
        && (range != Range::Place || !person(*end) || super::acts(of.index, *end))
    {
        return None;
    }
    kind_cost(of.sought, last, range)
}

/// Whether a thing is clearly of another kind than the relation that leads to it says.
const fn contradicts(kind: Option<EntityType>, range: Range) -> bool {
    use EntityType::{Event, Law, Organization, Person, Place, Product, Work};
    matches!(
        (range, kind),
        (Range::Person, Some(Organization | Place | Law))
            | (
                Range::Organization,
                Some(Person | Place | Law | Work | Product | Event)
            )
            | (Range::Place, Some(Person | Organization | Law))
            | (Range::Law, Some(Person | Place))
            | (Range::Work, Some(Person | Place | Law))
    )
}

const fn range_of(kind: EntityType) -> Range {
    match kind {
        EntityType::Person => Range::Person,
        EntityType::Organization => Range::Organization,
        EntityType::Place => Range::Place,
        EntityType::Law => Range::Law,
        EntityType::Date | EntityType::Time => Range::Date,
        EntityType::Quantity | EntityType::Money => Range::Amount,
        EntityType::Title => Range::Text,
        EntityType::Product | EntityType::Event | EntityType::Work => Range::Work,
    }
}

fn kind_cost(sought: Sought, last: Relation, range: Range) -> Option<f32> {
    match (sought, range) {
        (Sought::Who | Sought::One(Kind::Person), Range::Person)
        | (Sought::One(Kind::Body), Range::Organization)
        | (Sought::Where | Sought::One(Kind::Place), Range::Place)
        | (Sought::One(Kind::Law), Range::Law)
        | (Sought::One(Kind::Work | Kind::Product | Kind::Event), Range::Work)
        | (Sought::One(Kind::Year), Range::Year)
        | (Sought::One(Kind::Date), Range::Date)
        | (Sought::One(Kind::Post), Range::Text) => Some(0.0),
        (Sought::Who, Range::Organization) => Some(0.04),
        // `Where does she work?`
        (Sought::Where, Range::Organization)
            if matches!(
                last,
                Relation::Affiliation
                    | Relation::ParentOrganization
                    | Relation::CompetentAuthority
                    | Relation::ManagedBy
                    | Relation::ExecutedBy
                    | Relation::DevelopedBy
            ) =>
        {
            Some(0.1)
        }
        (Sought::Where, Range::Organization) => Some(0.5),
        (Sought::One(Kind::Date), Range::Year) | (Sought::One(Kind::Year), Range::Date) => Some(0.1),
        (Sought::Any, Range::Amount) => None,
        (Sought::Any, _) => Some(0.2),
        _ => None,
    }
}

/// The words in the order of the description, from the anchor outwards.
fn nested(of: &Walked<'_>, anchor: &Anchor) -> Vec<usize> {
    let (start, end) = anchor.span();
    let mut order: Vec<usize> = (0..of.marks.len()).collect();
    order.sort_by_key(|m| {
        of.marks.get(*m).map_or(usize::MAX, |mark| {
            if mark.start >= end {
                mark.start - end
            } else {
                start.saturating_sub(mark.end)
            }
        })
    });
    order
}
