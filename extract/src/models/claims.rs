//! What models say of two names of a text, and the relations that it makes of the document's entities.

use std::ops::Range;

use super::labels::Vocabulary;
use crate::entities::{Entities, Placed};
use crate::extraction::{EntityType, Relation};
use crate::unit::Unit;

/// One statement of a model about two stretches of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Claim {
    /// Bytes of the subject and the object.
    pub(crate) ends: [Range<usize>; 2],
    pub(crate) predicate: String,
    pub(crate) confidence: f32,
    /// The model's name.
    pub(crate) source: String,
}

/// Adds the relations of the claims of each unit: both ends have to be named there, by rules or models, and be of types that
/// the predicate allows. What patterns found already becomes surer.
pub(crate) fn relations(
    drafts: &mut Vec<Relation>,
    claims: &[Vec<Claim>],
    vocabulary: &Vocabulary,
    units: &[Unit],
    placed: &[Vec<Placed>],
    entities: &Entities,
) {
    for ((unit, claims), placed) in units.iter().zip(claims).zip(placed) {
        for claim in claims {
            let [subject, object] = claim.ends.clone().map(|range| named(placed, &range));
            let (Some(subject), Some(object)) = (subject, object) else {
                continue;
            };
            if subject.entity == object.entity || !fits(vocabulary, claim, subject.kind, object.kind) {
                continue;
            }
            let ends = (entities.get(subject.entity), entities.get(object.entity));
            let (Some(subject_entity), Some(object_entity)) = ends else {
                continue;
            };
            let start = subject.range.start.min(object.range.start);
            let end = subject.range.end.max(object.range.end);
            let evidence = unit.span(start..end);
            let same = drafts.iter_mut().find(|r| {
                r.subject == subject_entity.id
                    && r.object == object_entity.id
                    && r.predicate == claim.predicate
                    && r.evidence.block == evidence.block
                    && r.evidence.row == evidence.row
                    && r.evidence.column == evidence.column
            });
            match same {
                Some(known) => {
                    let both_wrong = (1.0 - known.confidence) * (1.0 - claim.confidence);
                    known.confidence =
                        (1.0 - both_wrong).clamp(known.confidence, 0.98_f32.max(known.confidence));
                }
                None => drafts.push(Relation {
                    subject: subject_entity.id.clone(),
                    predicate: claim.predicate.clone(),
                    object: object_entity.id.clone(),
                    confidence: claim.confidence,
                    evidence,
                    source: claim.source.clone(),
                    qualifiers: Vec::new(),
                }),
            }
        }
    }
}

/// The mention at a stretch: the same, else the one that shares most of it and at least half.
fn named<'a>(placed: &'a [Placed], range: &Range<usize>) -> Option<&'a Placed> {
    let shared = |p: &Placed| {
        let (start, end) = (p.range.start.max(range.start), p.range.end.min(range.end));
        end.saturating_sub(start)
    };
    let best = placed
        .iter()
        .max_by_key(|p| (shared(p), usize::MAX - p.range.len()))?;
    (shared(best) * 2 >= range.len().max(best.range.len())).then_some(best)
}

/// Whether the predicate's domain and range allow these types.
fn fits(vocabulary: &Vocabulary, claim: &Claim, subject: EntityType, object: EntityType) -> bool {
    vocabulary.relation(&claim.predicate).is_none_or(|relation| {
        relation.domain.is_none_or(|kind| kind == subject) && relation.range.is_none_or(|kind| kind == object)
    })
}
