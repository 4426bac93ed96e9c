//! The log of the vector index: a row of frames, one a commit.
//!
//! A frame is a length, a payload and the BLAKE3 of the payload. The payload names the outbox number and, for each document
//! that changed, its passages with their vectors.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read, Write};

use super::side_index::{IndexedPassage, Update};
use crate::read::Slot;

/// What the log begins with.
pub(super) const MAGIC: &[u8; 8] = b"QVECLOG1";

const DIGEST: usize = 16;

/// A frame longer than this is damage, not data.
const LONGEST_FRAME: u64 = 4 << 30;

/// The frames of a log, up to the first that is not whole.
pub(super) struct Frames {
    reader: BufReader<File>,
    size: u64,
    whole: u64,
}

impl Frames {
    pub(super) fn new(file: File) -> std::io::Result<Self> {
        let size = file.metadata()?.len();
        let mut reader = BufReader::with_capacity(1 << 20, file);
        let mut magic = [0u8; MAGIC.len()];
        let is_log = reader.read_exact(&mut magic).is_ok() && magic == *MAGIC;
        Ok(Self {
            reader,
            size,
            whole: if is_log { MAGIC.len() as u64 } else { 0 },
        })
    }

    /// Bytes that were read as whole frames, with what the log begins with; 0 where it is none.
    pub(super) fn whole(&self) -> u64 {
        self.whole
    }

    /// The next frame's updates, not bound to any slots, and outbox number.
    pub(super) fn next_whole(&mut self) -> Option<(Vec<Update>, u64)> {
        if self.whole == 0 {
            return None;
        }
        let mut length = [0u8; 8];
        self.reader.read_exact(&mut length).ok()?;
        let length = u64::from_le_bytes(length);
        let end = self
            .whole
            .saturating_add(8)
            .saturating_add(length)
            .saturating_add(DIGEST as u64);
        if length > LONGEST_FRAME || end > self.size {
            return None;
        }
        let mut payload = vec![0u8; usize::try_from(length).ok()?];
        let mut digest = [0u8; DIGEST];
        self.reader.read_exact(&mut payload).ok()?;
        self.reader.read_exact(&mut digest).ok()?;
        if digest_of(&payload) != digest {
            return None;
        }
        let frame = decode(&payload)?;
        self.whole = end;
        Some(frame)
    }
}

fn digest_of(payload: &[u8]) -> [u8; DIGEST] {
    let mut digest = [0u8; DIGEST];
    digest.copy_from_slice(&blake3::hash(payload).as_bytes()[..DIGEST]);
    digest
}

/// Writes one frame.
pub(super) fn append(log: &mut File, updates: &[Update], sequence: u64) -> std::io::Result<()> {
    let payload = encode(updates, sequence);
    let mut frame = Vec::with_capacity(payload.len() + 8 + DIGEST);
    frame.extend_from_slice(&(payload.len() as u64).to_le_bytes());
    frame.extend_from_slice(&payload);
    frame.extend_from_slice(&digest_of(&payload));
    log.write_all(&frame)
}

fn encode(updates: &[Update], sequence: u64) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend_from_slice(&sequence.to_le_bytes());
    out.extend_from_slice(&(updates.len() as u32).to_le_bytes());
    for update in updates {
        let rows: Vec<&IndexedPassage> = update
            .passages
            .iter()
            .filter(|p| !p.embedding.is_empty())
            .collect();
        out.extend_from_slice(&update.document.to_le_bytes());
        out.extend_from_slice(&(rows.len() as u32).to_le_bytes());
        for row in rows {
            out.extend_from_slice(&row.key.to_le_bytes());
            out.extend_from_slice(&(row.embedding.len() as u32).to_le_bytes());
            out.extend(row.embedding.iter().flat_map(|v| v.to_le_bytes()));
        }
    }
    out
}

fn decode(payload: &[u8]) -> Option<(Vec<Update>, u64)> {
    let mut rest = payload;
    let mut take = |length: usize| {
        let (head, tail) = rest.split_at_checked(length)?;
        rest = tail;
        Some(head)
    };
    let sequence = u64::from_le_bytes(take(8)?.try_into().ok()?);
    let documents = u32::from_le_bytes(take(4)?.try_into().ok()?);
    let mut updates = Vec::new();
    let mut seen = HashSet::new();
    for _ in 0..documents {
        let document = u64::from_le_bytes(take(8)?.try_into().ok()?);
        let rows = u32::from_le_bytes(take(4)?.try_into().ok()?);
        let mut passages = Vec::new();
        for _ in 0..rows {
            let key = u64::from_le_bytes(take(8)?.try_into().ok()?);
            let dimension = u32::from_le_bytes(take(4)?.try_into().ok()?) as usize;
            let bytes = take(dimension.checked_mul(4)?)?;
            let embedding = bytes
                .chunks_exact(4)
                .filter_map(|b| Some(f32::from_le_bytes(b.try_into().ok()?)))
                .collect();
            passages.push(IndexedPassage {
                key,
                text: String::new(),
                titles: String::new(),
                embedding,
            });
        }
        if !seen.insert(document) {
            return None;
        }
        updates.push(Update {
            document,
            slot: Slot::NONE,
            passages,
        });
    }
    Some((updates, sequence))
}
