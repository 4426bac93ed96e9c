//! What the texts of passages hold by themselves, whatever else the collection holds: read once, and copied from one state of the
//! knowledge to the next for every passage that stayed as it was.

use std::collections::HashMap;

use quarry_graph::PassageRecord;

use super::candidates::candidates_of;
use super::translate::written_in;
use super::words::Words;
use crate::passages::Readable;
use crate::text::{Language, NamePaths, NameTrie, Rows, terms_of_each, tokenise};

/// How many terms that no passage has any more a state carries on from the one before.
const MOST_UNUSED: usize = 4_096;

/// Readings by row.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    /// Passage numbers in the source.
    pub(super) members: Vec<u32>,
    /// Paths of the titles that each stands under.
    pub(super) titles: Rows,
    /// Paths of the names that the text shows by itself.
    pub(super) candidates: Rows,
    /// Terms by sentence.
    pub(super) words: Words,
    /// What each is written in.
    pub(super) languages: Vec<Option<Language>>,
    /// Paths that there were when all was read anew.
    pub(super) born: usize,
}

impl Readings {
    /// Reads `passages`, as far as `before` has not: the readings, the passages that they are of, and the row there of each
    /// passage here that is the same. The paths of names are made in `names`.
    pub(super) fn of<'a>(
        passages: impl Iterator<Item = &'a PassageRecord>,
        names: &mut NameTrie,
        before: Option<&Self>,
        kept: &Kept,
    ) -> Self {
        let mut readings = Self {
            words: before.map_or_else(Words::default, |b| Words::on(&b.words)),
            ..Self::default()
        };
        let mut made: Vec<u32> = Vec::new();
        for (row, passage) in passages.enumerate() {
            readings.members.push(passage.id.0);
            if let (Some(before), Some(old)) = (before, kept.row_before(row)) {
                readings.titles.push(before.titles.row(old).iter().copied());
                readings
                    .candidates
                    .push(before.candidates.row(old).iter().copied());
                readings.words.copy(&before.words, old);
                readings
                    .languages
                    .push(before.languages.get(old).copied().flatten());
                continue;
            }
            let tokens = tokenise(&passage.text);
            let path = |name: &str| names.path(name).map(|p| p.number);
            readings.titles.push(titles_of(passage).filter_map(path));
            let candidates = candidates_of(&passage.text, &tokens);
            made.clear();
            for path in candidates.iter().filter_map(|n| names.path(n)) {
                if !made.contains(&path.number) {
                    made.push(path.number);
                }
            }
            readings.candidates.push(made.iter().copied());
            readings.languages.push(written_in(&tokens));
            readings.words.push(titles_of(passage), &passage.text, &tokens);
        }
        readings.words.count();
        readings.born = before.map_or(0, |b| b.born);
        readings
    }

    /// Whether so little of what this state carries is in use that the next is better read anew.
    pub(super) fn is_worn(&self, paths: &NamePaths) -> bool {
        paths.is_worn(self.born) || 2 * self.words.unused() > self.words.vocabulary() + MOST_UNUSED
    }

    /// Tells of a row whether one of the names with these paths could stand in its text: whether it has the name's rarest term.
    pub(crate) fn may_name(&self, names: &[u32], paths: &NamePaths) -> Vec<bool> {
        let mut rarest: Vec<u32> = Vec::new();
        for name in names {
            let tokens = tokenise(&paths.text(*name));
            let terms = terms_of_each(&tokens).map(|term| (self.words.frequency(&term), term));
            match terms.min() {
                Some((0, _)) => {}
                Some((_, term)) => rarest.extend(self.words.number(&term)),
                // nothing but words that stand everywhere
                None => return vec![true; self.members.len()],
            }
        }
        if rarest.is_empty() {
            return vec![false; self.members.len()];
        }
        self.words.rows_with(&rarest)
    }
}

/// Which passages of one state stood in the state before, as they are.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// By row; none at all where there was no state before.
    rows: Vec<Option<u32>>,
}

impl Kept {
    /// Finds the passages of `members`, those of the state before by row, among those of now.
    pub(super) fn of<'a>(
        passages: impl Iterator<Item = &'a PassageRecord>,
        members: &[u32],
        before: &Readable,
    ) -> Self {
        let mut by_iri: Option<HashMap<&str, usize>> = None;
        // both lists are in the order of documents, so that what follows a passage mostly still does
        let mut next = 0;
        let at = |row: usize| members.get(row).and_then(|number| before.get(number));
        let rows = passages.map(|passage| {
            let mut row = Some(next);
            if at(next).is_none_or(|old| old.iri != passage.iri) {
                let by_iri = by_iri.get_or_insert_with(|| {
                    let all = (0..members.len()).filter_map(|row| Some((at(row)?.iri.as_str(), row)));
                    all.collect()
                });
                row = by_iri.get(passage.iri.as_str()).copied();
            }
            let row = row?;
            next = row + 1;
            let same = at(row).is_some_and(|old| {
                old.text == passage.text && old.title == passage.title && old.headings == passage.headings
            });
            same.then(|| u32::try_from(row).ok()).flatten()
        });
        Self { rows: rows.collect() }
    }

    /// The row that a passage had before; none where it is new.
    pub(crate) fn row_before(&self, row: usize) -> Option<usize> {
        let row = self.rows.get(row).copied().flatten()?;
        usize::try_from(row).ok()
    }
}

/// Titles that a passage stands under, the document's also without what it has in brackets (`Stay (2005 film)`).
pub(super) fn titles_of(passage: &PassageRecord) -> impl Iterator<Item = &str> {
    let title = passage.title.as_str();
    let bare = title.split(['(', '（']).next().unwrap_or_default().trim();
    let bare = (bare.len() < title.len()).then_some(bare);
    std::iter::once(title)
        .chain(bare)
        .chain(passage.headings.iter().map(String::as_str))
        .filter(|t| !t.is_empty() && t.chars().count() <= 120)
}
