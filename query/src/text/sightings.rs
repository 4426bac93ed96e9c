//! Which names stand in which texts, kept up to date as names and texts come and go.

use super::names::{NameMatch, NameTrie};
use super::paths::NamePaths;
use super::rows::Rows;
use super::token::{Token, tokenise};

/// The names that were looked for, by their paths, and where each was found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sightings {
    /// Whether a path is a name that was looked for.
    known: Vec<bool>,
    /// Paths of the names in each text, as often as they stand there.
    found: Rows,
}

/// A text to look for names in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looked<'a> {
    /// Verbatim.
    pub(crate) text: &'a str,
    /// The row that it had before; none for one that is new.
    pub(crate) before: Option<usize>,
}

impl Sightings {
    /// Looks for the names whose paths are `known`, the longest first, among those matches that `keep` accepts. A text that
    /// stood there before and has nothing to do with a name that came or went is not looked at again: `came` tells of a
    /// text's row before whether a name that is new could stand in it.
    pub(crate) fn look<'a>(
        paths: &NamePaths,
        known: Vec<bool>,
        texts: impl Iterator<Item = Looked<'a>>,
        before: Option<(&Self, &dyn Fn(usize) -> bool)>,
        keep: impl Fn(&[Token], &NameMatch) -> bool,
    ) -> Self {
        let mut found = Rows::default();
        let is_known = |path: u32| usize::try_from(path).is_ok_and(|p| known.get(p) == Some(&true));
        for text in texts {
            let kept = before.zip(text.before).and_then(|((before, came), row)| {
                let found = before.found.row(row);
                (!came(row) && found.iter().all(|path| is_known(*path))).then_some(found)
            });
            match kept {
                Some(kept) => found.push(kept.iter().copied()),
                None => {
                    let tokens = tokenise(text.text);
                    let matches = NameTrie::scan_paths(paths, &tokens, is_known, |m| keep(&tokens, m));
                    found.push(matches.into_iter().map(|m| m.id));
                }
            }
        }
        Self { known, found }
    }

    /// The names among `known` that were not looked for here.
    pub(crate) fn news(&self, known: &[bool]) -> Vec<u32> {
        let old = |at: usize| self.known.get(at) == Some(&true);
        let new = known
            .iter()
            .enumerate()
            .filter(|(at, known)| **known && !old(*at));
        new.filter_map(|(at, _)| u32::try_from(at).ok()).collect()
    }

    /// Paths of the names in a text.
    pub(crate) fn row(&self, row: usize) -> &[u32] {
        self.found.row(row)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    const TEXTS: [&str; 3] = ["Mill Lane and Lake Ume", "Lake Ume", "Old Mill"];

    /// Names found in each text, and the texts that were looked at.
    fn look(
        paths: &mut NamePaths,
        names: &[&str],
        before: Option<&Sightings>,
        came: &dyn Fn(usize) -> bool,
    ) -> (Sightings, Vec<usize>) {
        let numbers: Vec<u32> = names
            .iter()
            .filter_map(|n| paths.add(n))
            .map(|p| p.number)
            .collect();
        let mut known = vec![false; paths.len() + 1];
        for number in numbers {
            known[number as usize] = true;
        }
        let looked = RefCell::new(Vec::new());
        let texts = TEXTS.iter().enumerate().map(|(row, text)| Looked {
            text,
            before: before.map(|_| row),
        });
        let sightings = Sightings::look(paths, known, texts, before.map(|b| (b, came)), |tokens, _| {
            looked.borrow_mut().push(tokens.len());
            true
        });
        (sightings, looked.into_inner())
    }

    #[test]
    fn only_texts_of_names_that_came_or_went_are_looked_at_again() {
        let mut paths = NamePaths::default();
        let (first, _) = look(&mut paths, &["Lake Ume", "Mill Lane"], None, &|_| true);
        assert_eq!(
            (first.row(0).len(), first.row(1).len(), first.row(2).len()),
            (2, 1, 0)
        );
        // `Mill Lane` went, which stood in the first; `Old Mill` came, which may stand in the last
        let (second, looked) = look(&mut paths, &["Lake Ume", "Old Mill"], Some(&first), &|row| {
            row == 2
        });
        assert_eq!(
            (second.row(0).len(), second.row(1).len(), second.row(2).len()),
            (1, 1, 1)
        );
        assert_eq!(looked, [5, 2]);
        let (anew, _) = look(&mut paths, &["Lake Ume", "Old Mill"], None, &|_| true);
        assert!((0..3).all(|row| anew.row(row) == second.row(row)));
    }
}
