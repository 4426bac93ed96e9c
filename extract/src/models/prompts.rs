//! How many labels are put to a model at once: an ontology may have more than its tokens hold beside a text.

use std::ops::Range;

use super::RelationLabel;
use super::card::{GlinerSettings, LabelInput};
use super::coder::Coder;
use crate::extraction::EntityType;
use crate::extractor::ExtractError;

/// Which types and which relations, by number, are put into one prompt.
pub(super) type Prompt = (Range<usize>, Range<usize>);

/// Which types and relations are asked for at once: all of them, or as many as leave a good part of the model's tokens to the text.
/// Where the types alone are too many, relations are asked for beside the first of them only.
pub(super) fn prompts(
    coder: &Coder,
    settings: &GlinerSettings,
    types: &[(EntityType, String)],
    relations: &[(&RelationLabel, String)],
) -> Result<Vec<Prompt>, ExtractError> {
    if settings.labels != LabelInput::Prompt {
        return Ok(vec![(0..types.len(), 0..relations.len())]);
    }
    let [type_mark, _, relation_mark] = &settings.marks;
    let of_types = costs(coder, type_mark, types.iter().map(|(_, label)| label.as_str()))?;
    let of_relations = costs(
        coder,
        relation_mark,
        relations.iter().map(|(_, label)| label.as_str()),
    )?;
    Ok(fitting(&of_types, &of_relations, coder.most))
}

/// Tokens of each label with the mark before it.
pub(super) fn costs<'a>(
    coder: &Coder,
    mark: &str,
    labels: impl Iterator<Item = &'a str>,
) -> Result<Vec<usize>, ExtractError> {
    labels
        .map(|label| Ok(coder.words(&[mark, label], false)?.len()))
        .collect()
}

/// Which labels a prompt holds at once, types and relations, by what each costs in tokens: a quarter of the model's `most` is left to
/// the text. Every type is in one of the prompts, and every relation that stands beside types that leave room for it.
pub(super) fn fitting(types: &[usize], relations: &[usize], most: usize) -> Vec<Prompt> {
    // What is neither label nor text: the marks between them.
    let room = (most - most / 4).saturating_sub(8);
    let groups = |costs: &[usize], room: usize| {
        let mut groups: Vec<Range<usize>> = Vec::new();
        let mut used = 0;
        for (at, cost) in costs.iter().enumerate() {
            match groups.last_mut() {
                Some(group) if used + cost <= room => {
                    group.end = at + 1;
                    used += cost;
                }
                _ => {
                    groups.push(at..at + 1);
                    used = *cost;
                }
            }
        }
        groups
    };
    let mut of_types = groups(types, room).into_iter();
    let Some(first) = of_types.next() else {
        return Vec::new();
    };
    let taken: usize = types.get(first.clone()).unwrap_or(&[]).iter().sum();
    let mut prompts: Vec<Prompt> = groups(relations, room.saturating_sub(taken))
        .into_iter()
        .map(|group| (first.clone(), group))
        .collect();
    if prompts.is_empty() {
        prompts.push((first, 0..0));
    }
    prompts.extend(of_types.map(|group| (group, 0..0)));
    prompts
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn labels_are_asked_for_at_once_where_there_is_room() {
        assert_eq!(fitting(&[3; 4], &[3; 5], 128), [(0..4, 0..5)]);
        assert_eq!(fitting(&[3; 4], &[], 128), [(0..4, 0..0)]);
        assert!(fitting(&[], &[3], 128).is_empty());
        // 88 tokens for labels: twelve for the types, 25 relations beside them.
        assert_eq!(
            fitting(&[3; 4], &[3; 60], 128),
            [(0..4, 0..25), (0..4, 25..50), (0..4, 50..60)]
        );
        // Types in several prompts.
        assert_eq!(
            fitting(&[10; 20], &[], 128),
            [(0..8, 0..0), (8..16, 0..0), (16..20, 0..0)]
        );
    }
}
