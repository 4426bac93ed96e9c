//! Statements while they are collected: ends are indices of entities until everything is named.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::analysis::Analysis;
use crate::entities::{Entities, Placed};
use crate::extraction::{ASSERTED, EntityType, Relation};
use crate::rules::Found;

/// One statement, its ends as indices of entities.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    pub(crate) subject: usize,
    pub(crate) predicate: &'static str,
    pub(crate) object: usize,
    pub(crate) confidence: f32,
    /// Unit and bytes of the text that carries it.
    pub(crate) unit: usize,
    pub(crate) evidence: Range<usize>,
    pub(crate) source: String,
    pub(crate) qualifiers: Vec<(String, String)>,
}

/// Patterns of a seat that match where others say only where a body is.
const SEATS: &[&str] = &[
    "pattern zh-sits-at",
    "pattern zh-its-place-is",
    "pattern zh-set-up-at",
    "pattern zh-town-company",
    "pattern ko-sits-at",
    "pattern ko-its-place-is",
    "pattern ko-town-which",
    "pattern en-sits-at",
    "pattern en-its-offices",
    "pattern en-of-town",
    "pattern en-opened-at",
];

/// The statements of one document.
#[derive(Debug)]
pub(crate) struct Statements<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) placed: &'a [Vec<Placed>],
    pub(crate) entities: &'a mut Entities,
    list: Vec<Statement>,
}

impl<'a> Statements<'a> {
    pub(crate) fn new(analysis: &'a Analysis, placed: &'a [Vec<Placed>], entities: &'a mut Entities) -> Self {
        Self {
            analysis,
            placed,
            entities,
            list: Vec::new(),
        }
    }

    /// Adds a statement; one of a thing about itself is none.
    pub(crate) fn push(&mut self, statement: Statement) {
        if statement.subject != statement.object {
            self.list.push(statement);
        }
    }

    /// Whether a sentence says already of which version the value of a property is.
    pub(super) fn says_version(
        &self,
        unit: usize,
        sentence: &Range<usize>,
        (subject, predicate, object): (usize, &str, usize),
    ) -> bool {
        self.list.iter().any(|s| {
            let same = s.subject == subject && s.predicate == predicate && s.object == object;
            let here = s.unit == unit && s.evidence.start < sentence.end && sentence.start < s.evidence.end;
            same && here && s.qualifiers.iter().any(|(name, _)| name == "version")
        })
    }

    /// Where a body is and where it has its seat is said once of one place.
    pub(super) fn say_seats_once(&mut self) {
        let located: HashSet<(usize, usize)> = self
            .list
            .iter()
            .filter(|s| s.predicate == "locatedIn" && s.confidence >= ASSERTED)
            .map(|s| (s.subject, s.object))
            .collect();
        self.list.retain(|s| {
            s.predicate != "headquarteredIn"
                || !SEATS.contains(&s.source.as_str())
                || !located.contains(&(s.subject, s.object))
        });
    }

    /// Leaves out every statement of which `is_wrong` says so.
    pub(super) fn drop_where(&mut self, is_wrong: impl Fn(&Statement) -> bool) {
        self.list.retain(|s| !is_wrong(s));
    }

    /// Whether it is said already that the person has the title, or heads a body with it.
    pub(crate) fn says_title(&self, person: usize, title: usize, written: &str) -> bool {
        self.list.iter().any(|s| {
            let held = s.predicate == "hasTitle" && s.subject == person && s.object == title;
            let heads = s.predicate == "headedBy"
                && s.object == person
                && s.qualifiers.iter().any(|(k, v)| k == "title" && v == written);
            held || heads
        })
    }

    /// Whether something is asserted already of two things by a sentence, whichever is the subject.
    pub(super) fn decided(&self, unit: usize, sentence: &Range<usize>, one: usize, other: usize) -> bool {
        self.list.iter().any(|s| {
            let both = (s.subject, s.object) == (one, other) || (s.subject, s.object) == (other, one);
            let here = s.unit == unit && s.evidence.start < sentence.end && sentence.start < s.evidence.end;
            both && here && s.confidence >= ASSERTED
        })
    }

    /// Whether a statement stands already, whatever its evidence.
    pub(super) fn says(&self, subject: usize, predicate: &str, object: usize) -> bool {
        let same = |s: &Statement| s.subject == subject && s.object == object && s.predicate == predicate;
        self.list.iter().any(|s| same(s) && s.confidence >= ASSERTED)
    }

    /// Whether a sentence says already where a person works, or for a title, which one it is.
    pub(super) fn has_post(
        &self,
        unit: usize,
        sentence: &Range<usize>,
        person: usize,
        predicate: &str,
    ) -> bool {
        self.list.iter().any(|s| {
            let own = match s.predicate {
                "headedBy" => s.object == person,
                "hasTitle" => predicate == "hasTitle" && s.subject == person,
                "affiliatedWith" | "memberOf" => predicate != "hasTitle" && s.subject == person,
                _ => false,
            };
            let here = s.unit == unit && s.evidence.start < sentence.end && sentence.start < s.evidence.end;
            own && here && s.confidence >= ASSERTED
        })
    }

    /// Whether a thing has an asserted value of a property.
    pub(super) fn has_value(&self, subject: usize, predicate: &str) -> bool {
        let same = |s: &Statement| s.subject == subject && s.predicate == predicate;
        self.list.iter().any(|s| same(s) && s.confidence >= ASSERTED)
    }

    /// The statements by a property, to be mended.
    pub(super) fn by<'s>(&'s mut self, predicate: &'s str) -> impl Iterator<Item = &'s mut Statement> {
        self.list.iter_mut().filter(move |s| s.predicate == predicate)
    }

    /// The entity of the mention at these bytes of a unit.
    pub(crate) fn entity_at(&self, unit: usize, range: &Range<usize>) -> Option<usize> {
        self.placed
            .get(unit)?
            .iter()
            .find(|p| p.range == *range)
            .map(|p| p.entity)
    }

    /// The first entity of one of the kinds in a unit.
    pub(crate) fn first_of(&self, unit: usize, kinds: &[EntityType]) -> Option<usize> {
        self.placed
            .get(unit)?
            .iter()
            .find(|p| kinds.contains(&p.kind))
            .map(|p| p.entity)
    }

    /// The entity of words that no mention covers, made on the spot.
    pub(crate) fn entity_for(
        &mut self,
        unit: usize,
        kind: EntityType,
        range: Range<usize>,
        confidence: f32,
    ) -> Option<usize> {
        if let Some(placed) = self
            .placed
            .get(unit)?
            .iter()
            .find(|p| p.range == range && p.kind == kind)
        {
            return Some(placed.entity);
        }
        let analysis = self.analysis;
        let text = analysis.units.get(unit)?;
        self.entities.add(text, &Found::new(kind, range, confidence))
    }

    /// The relations of the contract, each statement with the same evidence once.
    pub(crate) fn finish(self) -> Vec<Relation> {
        let mut seen: HashMap<_, usize> = HashMap::new();
        let mut relations: Vec<Relation> = Vec::new();
        for statement in &self.list {
            let version = statement
                .qualifiers
                .iter()
                .find(|(k, _)| k == "version")
                .map(|(_, v)| v.clone());
            let key = (
                statement.subject,
                statement.predicate,
                statement.object,
                statement.unit,
                statement.evidence.start,
                version,
            );
            let ends = (
                self.entities.get(statement.subject),
                self.entities.get(statement.object),
            );
            let (Some(subject), Some(object)) = ends else {
                continue;
            };
            let Some(unit) = self.analysis.units.get(statement.unit) else {
                continue;
            };
            if let Some(first) = seen.get(&key).and_then(|at| relations.get_mut(*at)) {
                // Of two patterns that read one sentence the second may tell the day.
                let status =
                    |q: &[(String, String)]| q.iter().find(|(k, _)| k == "status").map(|(_, v)| v.clone());
                if statement.predicate == "headedBy"
                    && status(&first.qualifiers) == status(&statement.qualifiers)
                {
                    for (name, value) in &statement.qualifiers {
                        let day = matches!(name.as_str(), "since" | "until");
                        if day && first.qualifiers.iter().all(|(known, _)| known != name) {
                            first.qualifiers.push((name.clone(), value.clone()));
                        }
                    }
                }
            } else {
                seen.insert(key, relations.len());
                relations.push(Relation {
                    subject: subject.id.clone(),
                    predicate: statement.predicate.to_owned(),
                    object: object.id.clone(),
                    confidence: statement.confidence,
                    evidence: unit.span(statement.evidence.clone()),
                    source: statement.source.clone(),
                    qualifiers: statement.qualifiers.clone(),
                });
            }
        }
        relations
    }
}
