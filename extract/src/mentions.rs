//! Which of several overlapping mentions stands.

use crate::extraction::EntityType;
use crate::rules::Found;

/// Leaves the mentions that do not overlap: the longest and most confident win. Typed values win over names within them
/// only where they are as long.
pub(crate) fn resolve(mut found: Vec<Found>) -> Vec<Found> {
    found.retain(|f| f.range.start < f.range.end);
    found.sort_by(|a, b| {
        let (x, y) = (rank(a), rank(b));
        y.total_cmp(&x)
            .then(a.range.start.cmp(&b.range.start))
            .then(a.kind.cmp(&b.kind))
    });
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    // Starts of kept mentions in order, so that a long text does not cost a comparison of all pairs.
    let mut starts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for candidate in found {
        let left = starts
            .range(..=candidate.range.start)
            .next_back()
            .map(|(_, i)| *i);
        let right = starts
            .range(candidate.range.start..candidate.range.end)
            .next()
            .map(|(_, i)| *i);
        let clashes = [left, right].into_iter().flatten().any(|i| {
            kept.get(i)
                .is_some_and(|k| k.range.start < candidate.range.end && candidate.range.start < k.range.end)
        });
        if !clashes {
            starts.insert(candidate.range.start, kept.len());
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|f| f.range.start);
    kept
}

/// Length in bytes weighed by confidence. A clear rule outranks a doubtful model, a clear model a doubtful rule.
fn rank(found: &Found) -> f32 {
    let length = found.range.len().min(300);
    #[expect(clippy::cast_precision_loss, reason = "at most 300")]
    let length = length as f32;
    let typed = if found.value.is_some() { 1.15 } else { 1.0 };
    let bonus = if found.kind == EntityType::Law { 1.05 } else { 1.0 };
    (length + 6.0) * found.confidence * found.confidence * typed * bonus
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use crate::extraction::EntityType;
    use crate::rules::Found;

    #[test]
    fn the_longest_and_most_confident_mention_stands() {
        let kept = resolve(vec![
            Found::new(EntityType::Place, 0..6, 0.6),
            Found::new(EntityType::Organization, 0..21, 0.8),
            Found::new(EntityType::Person, 30..39, 0.5),
            Found::new(EntityType::Organization, 33..39, 0.9),
        ]);
        let kinds: Vec<_> = kept.iter().map(|f| (f.kind, f.range.clone())).collect();
        assert_eq!(
            kinds,
            [
                (EntityType::Organization, 0..21),
                (EntityType::Organization, 33..39)
            ]
        );
    }
}
