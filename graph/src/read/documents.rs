//! The table of documents, in pieces that copies share, and the numbers of their passages.
//!
//! Every commit leaves a copy of the table behind for whoever reads. Copies share all but the pieces that changed, so a commit
//! costs what it changes, not what there is.

use std::collections::HashMap;
use std::sync::Arc;

use super::entry::DocumentEntry;

/// Documents in one piece at most.
const PIECE: usize = 256;

/// Where a document of one version stands in the side indexes; never used again for another version, so what an index still
/// holds of an older one leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slot(pub(crate) u32);

impl Slot {
    /// Where nothing stands.
    pub(crate) const NONE: Self = Self(u32::MAX);
}

#[derive(Debug, Clone)]
struct Held {
    slot: Slot,
    passages: u32,
    entry: Arc<DocumentEntry>,
}

impl Held {
    fn source(&self) -> &str {
        &self.entry.record.source
    }
}

/// Documents in order of their sources.
#[derive(Debug, Clone, Default)]
pub(crate) struct Documents {
    /// None of them empty.
    pieces: Vec<Arc<Vec<Held>>>,
    length: usize,
    /// The first slot that no document ever had.
    next: u32,
}

impl Documents {
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// The piece that `source` stands in or would.
    fn piece(&self, source: &str) -> usize {
        let after = self
            .pieces
            .partition_point(|p| p.first().is_some_and(|d| d.source() <= source));
        after.saturating_sub(1)
    }

    pub(crate) fn get(&self, source: &str) -> Option<&Arc<DocumentEntry>> {
        let piece = self.pieces.get(self.piece(source))?;
        let at = piece.binary_search_by(|d| d.source().cmp(source)).ok()?;
        piece.get(at).map(|d| &d.entry)
    }

    /// Puts a document in place of the one of the same source.
    pub(crate) fn insert(&mut self, entry: Arc<DocumentEntry>) -> Slot {
        let slot = Slot(self.next);
        self.next += 1;
        let held = Held {
            slot,
            passages: u32::try_from(entry.passages.len()).unwrap_or(u32::MAX),
            entry,
        };
        let number = self.piece(held.source());
        let Some(piece) = self.pieces.get_mut(number) else {
            self.pieces.push(Arc::new(vec![held]));
            self.length += 1;
            return slot;
        };
        let piece = Arc::make_mut(piece);
        match piece.binary_search_by(|d| d.source().cmp(held.source())) {
            Ok(at) => piece[at] = held,
            Err(at) => {
                piece.insert(at, held);
                self.length += 1;
            }
        }
        if piece.len() > PIECE {
            let second = piece.split_off(PIECE / 2);
            self.pieces.insert(number + 1, Arc::new(second));
        }
        slot
    }

    pub(crate) fn remove(&mut self, source: &str) {
        let number = self.piece(source);
        let Some(piece) = self.pieces.get_mut(number) else {
            return;
        };
        if let Ok(at) = piece.binary_search_by(|d| d.source().cmp(source)) {
            let piece = Arc::make_mut(piece);
            piece.remove(at);
            self.length -= 1;
            if piece.is_empty() {
                self.pieces.remove(number);
            }
        }
    }

    fn held(&self) -> impl Iterator<Item = &Held> + Clone {
        self.pieces.iter().flat_map(|p| p.iter())
    }

    /// In order of their sources.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<DocumentEntry>> + Clone {
        self.held().map(|d| &d.entry)
    }

    /// The same with the slot of each.
    pub(crate) fn with_slots(&self) -> impl Iterator<Item = (Slot, &Arc<DocumentEntry>)> {
        self.held().map(|d| (d.slot, &d.entry))
    }

    /// Whether documents came and went so often that slots are worth giving out anew.
    pub(crate) fn is_worn(&self) -> bool {
        self.next as usize > 4096 + 2 * self.length
    }

    /// Gives slots out anew. What stands in an index by an old one is to be bound again.
    pub(crate) fn renumber(&mut self) {
        let mut next = 0;
        for piece in &mut self.pieces {
            for held in Arc::make_mut(piece) {
                held.slot = Slot(next);
                next += 1;
            }
        }
        self.next = next;
    }

    /// The numbers that passages have now: documents by source, passages by position.
    pub(crate) fn numbers(&self) -> Numbers {
        let mut numbers = Numbers {
            first: vec![UNKNOWN; self.next as usize],
            passages: 0,
        };
        for held in self.held() {
            if let Some(first) = numbers.first.get_mut(held.slot.0 as usize) {
                *first = numbers.passages;
            }
            numbers.passages = numbers.passages.saturating_add(held.passages);
        }
        numbers
    }

    /// Where each passage stands, by the key that indexes keep on disk.
    pub(crate) fn keys(&self) -> Keys {
        let mut keys = HashMap::with_capacity(self.length);
        for held in self.held() {
            for (position, passage) in held.entry.passages.iter().enumerate() {
                keys.insert(passage.key, (held.slot, position as u32));
            }
        }
        keys
    }
}

impl FromIterator<Arc<DocumentEntry>> for Documents {
    fn from_iter<I: IntoIterator<Item = Arc<DocumentEntry>>>(entries: I) -> Self {
        let mut this = Self::default();
        for entry in entries {
            this.insert(entry);
        }
        this
    }
}

/// Slot and position of a passage, by the key that indexes keep on disk.
pub(crate) type Keys = HashMap<u64, (Slot, u32)>;

const UNKNOWN: u32 = u32::MAX;

/// The numbers of passages as of one commit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    /// By slot the number of the document's first passage.
    first: Vec<u32>,
    passages: u32,
}

impl Numbers {
    /// How many passages there are.
    pub(crate) fn len(&self) -> usize {
        self.passages as usize
    }

    /// The number of a passage; none where its document is gone, or has another version now.
    pub(crate) fn get(&self, slot: Slot, position: u32) -> Option<u32> {
        let first = self.first.get(slot.0 as usize).copied();
        first
            .filter(|first| *first != UNKNOWN)
            .and_then(|first| first.checked_add(position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::PassageEntry;
    use crate::record::DocumentRecord;

    fn entry(source: usize, passages: usize) -> Arc<DocumentEntry> {
        Arc::new(DocumentEntry {
            record: DocumentRecord {
                iri: String::new(),
                source: format!("{source:05}"),
                blake3: String::new(),
                title: String::new(),
                media_type: String::new(),
                languages: Vec::new(),
                collection: String::new(),
                pipeline: String::new(),
                passages,
            },
            date: None,
            triples: 0,
            content: None,
            passages: vec![PassageEntry::default(); passages],
            entities: Vec::new(),
            facts: Vec::new(),
            statements: Default::default(),
        })
    }

    /// What a plain sorted map makes of the same steps.
    #[test]
    fn pieces_hold_what_a_sorted_map_holds() {
        let mut documents = Documents::default();
        let mut plain: std::collections::BTreeMap<String, (Slot, usize)> = Default::default();
        let mut state = 7u64;
        for step in 0..6000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let source = (state >> 40) as usize % 900;
            let before = documents.clone();
            if state >> 33 & 3 == 0 {
                documents.remove(&format!("{source:05}"));
                plain.remove(&format!("{source:05}"));
            } else {
                let passages = (state >> 50) as usize % 4;
                let slot = documents.insert(entry(source, passages));
                plain.insert(format!("{source:05}"), (slot, passages));
            }
            if documents.is_worn() {
                documents.renumber();
                let slots = documents.held().map(|d| d.slot).collect::<Vec<_>>();
                for ((slot, _), now) in plain.values_mut().zip(slots) {
                    *slot = now;
                }
            }
            assert_eq!(documents.len(), plain.len());
            assert!(
                step == 0 || before.len().abs_diff(documents.len()) <= 1,
                "copies stay as they were"
            );
            if step % 500 == 0 {
                let sources: Vec<&str> = documents.iter().map(|d| d.record.source.as_str()).collect();
                assert_eq!(sources, plain.keys().map(String::as_str).collect::<Vec<_>>());
                let numbers = documents.numbers();
                let mut first = 0;
                for (source, (slot, passages)) in &plain {
                    assert!(documents.get(source).is_some());
                    assert_eq!(numbers.get(*slot, 0), Some(first));
                    first += *passages as u32;
                }
                assert_eq!(numbers.len(), first as usize);
                assert_eq!(numbers.get(Slot::NONE, 0), None);
            }
        }
        assert!(documents.pieces.len() > 3 && documents.get("x").is_none());
    }
}
