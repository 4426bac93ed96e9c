//! What the text index was given since it last wrote to disk.
//!
//! A commit to disk waits for a dozen files, which is too long for every single document. So the postings of a few documents
//! stand in memory beside those on disk, and a kill loses them: the index is then behind, and is given them again.

use std::collections::HashMap;

use super::side_index::Update;
use super::tokenizer::tokenize;
use crate::read::Slot;

/// Postings of the documents of one commit, never changed afterwards, so that readers may keep them.
#[derive(Debug, Default)]
pub(super) struct Recent {
    rows: Vec<RecentRow>,
    /// By field, by term: row and frequency.
    postings: [HashMap<String, Vec<(u32, u32)>>; 2],
}

/// One passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct RecentRow {
    pub(super) slot: Slot,
    pub(super) position: u32,
    /// Tokens of body and titles.
    pub(super) lengths: [u32; 2],
}

impl Recent {
    pub(super) fn new(updates: &[Update]) -> Self {
        let mut this = Self::default();
        for update in updates {
            for (position, passage) in update.passages.iter().enumerate() {
                let number = this.rows.len() as u32;
                let mut lengths = [0; 2];
                for (field, text) in [&passage.text, &passage.titles].into_iter().enumerate() {
                    let tokens = tokenize(text);
                    lengths[field] = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
                    for token in tokens {
                        let posting = this.postings[field].entry(token).or_default();
                        match posting.last_mut() {
                            Some((row, frequency)) if *row == number => *frequency += 1,
                            _ => posting.push((number, 1)),
                        }
                    }
                }
                this.rows.push(RecentRow {
                    slot: update.slot,
                    position: position as u32,
                    lengths,
                });
            }
        }
        this
    }

    pub(super) fn rows(&self) -> &[RecentRow] {
        &self.rows
    }

    /// The passages that have a term, with how often.
    pub(super) fn postings(&self, field: usize, term: &str) -> impl Iterator<Item = (RecentRow, u32)> {
        let posting = self.postings.get(field).and_then(|p| p.get(term));
        posting
            .into_iter()
            .flatten()
            .filter_map(|(row, frequency)| Some((*self.rows.get(*row as usize)?, *frequency)))
    }
}
