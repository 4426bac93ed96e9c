//! The vector index: embeddings in an append-only log, searched by exact scan.
//!
//! The log is a row of frames, one a commit: length, payload, BLAKE3 of the payload. A frame names the outbox number and, for
//! each document that changed, its passages with their vectors. What follows the last whole frame was being written when the
//! process died, and is cut off. When more rows are dead than alive, the log is written anew beside the old one and renamed
//! over it.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use roaring::RoaringBitmap;

use super::codes::{Codes, Question};
use super::side_index::{IndexedPassage, SideIndex, Update};
use super::text::best;
use crate::error::GraphError;
use crate::record::PassageId;

const MAGIC: &[u8; 8] = b"QVECLOG1";
const DIGEST: usize = 16;
const UNKNOWN: u32 = u32::MAX;

/// Up to so many rows every one is scored exactly; above, a coarse look finds those that are worth it.
const EXACT_UP_TO: usize = 20_000;

/// Of how many rows one is scored exactly after the coarse look.
const SHARE: usize = 100;

/// A filter that lets through less than one in so many passages is followed passage by passage.
const NARROW: u64 = 20;

/// A frame longer than this is damage, not data.
const LONGEST_FRAME: u64 = 4 << 30;

/// Vectors of one commit, never changed afterwards, so that readers may keep them.
#[derive(Debug)]
struct Chunk {
    dimension: usize,
    keys: Vec<u64>,
    /// Row-major, `[keys, dimension]`.
    values: Vec<f32>,
    codes: OnceLock<Codes>,
}

impl Chunk {
    fn row(&self, row: usize) -> &[f32] {
        self.values
            .get(row * self.dimension..(row + 1) * self.dimension)
            .unwrap_or_default()
    }

    /// Made when they are first asked for: few knowledges are so large that they are.
    fn codes(&self) -> &Codes {
        self.codes
            .get_or_init(|| Codes::new(&self.values, self.dimension))
    }
}

/// The log on disk (or none, in memory) and its live rows.
#[derive(Debug)]
pub(crate) struct VectorIndex {
    file: Option<PathBuf>,
    log: Option<File>,
    chunks: Vec<Arc<Chunk>>,
    /// Passages of each document that have a vector.
    documents: HashMap<u64, Vec<u64>>,
    /// Chunk and row of each passage's vector.
    places: HashMap<u64, (u32, u32)>,
    rows: usize,
    sequence: Option<u64>,
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> GraphError + '_ {
    |source| GraphError::Io {
        path: path.to_owned(),
        source,
    }
}

impl VectorIndex {
    /// Opens the log in `folder`; for writing, makes it where it is absent and cuts off what was not finished.
    pub(crate) fn open(folder: &Path, write: bool) -> Result<Self, GraphError> {
        let path = folder.join("vectors.log");
        let mut index = Self::in_memory();
        if write {
            std::fs::create_dir_all(folder).map_err(failed(folder))?;
        }
        let whole = match File::open(&path) {
            Ok(file) => index.replay(file).map_err(failed(&path))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
            Err(error) => return Err(failed(&path)(error)),
        };
        if write {
            let mut log = OpenOptions::new()
                .create(true)
                .write(true)
                .truncate(false)
                .open(&path)
                .map_err(failed(&path))?;
            log.set_len(whole).map_err(failed(&path))?;
            log.seek(SeekFrom::Start(whole)).map_err(failed(&path))?;
            if whole == 0 {
                log.write_all(MAGIC).map_err(failed(&path))?;
            }
            index.log = Some(log);
        }
        index.file = Some(path);
        Ok(index)
    }

    /// An empty index in memory.
    pub(crate) fn in_memory() -> Self {
        Self {
            file: None,
            log: None,
            chunks: Vec::new(),
            documents: HashMap::new(),
            places: HashMap::new(),
            rows: 0,
            sequence: None,
        }
    }

    /// Reads frames up to the first that is not whole; gives the length of what is.
    fn replay(&mut self, file: File) -> std::io::Result<u64> {
        let size = file.metadata()?.len();
        let mut reader = BufReader::with_capacity(1 << 20, file);
        let mut magic = [0u8; 8];
        if reader.read_exact(&mut magic).is_err() || magic != *MAGIC {
            return Ok(0);
        }
        let mut whole = MAGIC.len() as u64;
        let mut length = [0u8; 8];
        while reader.read_exact(&mut length).is_ok() {
            let length = u64::from_le_bytes(length);
            let end = whole
                .saturating_add(8)
                .saturating_add(length)
                .saturating_add(DIGEST as u64);
            if length > LONGEST_FRAME || end > size {
                break;
            }
            let mut payload = vec![0u8; length as usize];
            let mut digest = [0u8; DIGEST];
            if reader.read_exact(&mut payload).is_err()
                || reader.read_exact(&mut digest).is_err()
                || digest_of(&payload) != digest
            {
                break;
            }
            let Some((updates, sequence)) = decode(&payload) else {
                break;
            };
            self.remember(&updates);
            self.sequence = Some(sequence);
            whole = end;
        }
        Ok(whole)
    }

    fn remember(&mut self, updates: &[Update]) {
        for update in updates {
            for key in self.documents.remove(&update.document).unwrap_or_default() {
                self.places.remove(&key);
            }
        }
        let with_vectors = |update: &Update| -> Vec<u64> {
            update
                .passages
                .iter()
                .filter(|p| !p.embedding.is_empty())
                .map(|p| p.key)
                .collect()
        };
        let mut by_dimension: HashMap<usize, Chunk> = HashMap::new();
        for passage in updates
            .iter()
            .flat_map(|u| &u.passages)
            .filter(|p| !p.embedding.is_empty())
        {
            let dimension = passage.embedding.len();
            let chunk = by_dimension.entry(dimension).or_insert_with(|| Chunk {
                dimension,
                keys: Vec::new(),
                values: Vec::new(),
                codes: OnceLock::new(),
            });
            chunk.keys.push(passage.key);
            chunk.values.extend_from_slice(&passage.embedding);
        }
        let mut chunks: Vec<Chunk> = by_dimension.into_values().collect();
        chunks.sort_by_key(|c| c.dimension);
        for chunk in chunks {
            let number = self.chunks.len() as u32;
            for (row, key) in chunk.keys.iter().enumerate() {
                self.places.insert(*key, (number, row as u32));
            }
            self.rows += chunk.keys.len();
            self.chunks.push(Arc::new(chunk));
        }
        for update in updates {
            let keys = with_vectors(update);
            if !keys.is_empty() {
                self.documents.insert(update.document, keys);
            }
        }
    }

    /// What can be searched now, for passages numbered by `numbers`.
    pub(crate) fn snapshot(&self, numbers: &HashMap<u64, u32>) -> Vectors {
        let mut passages: Vec<Vec<u32>> = self.chunks.iter().map(|c| vec![UNKNOWN; c.keys.len()]).collect();
        let mut places = vec![(UNKNOWN, UNKNOWN); numbers.len()];
        for (key, (chunk, row)) in &self.places {
            let slot = passages
                .get_mut(*chunk as usize)
                .and_then(|c| c.get_mut(*row as usize));
            if let (Some(slot), Some(id)) = (slot, numbers.get(key)) {
                *slot = *id;
                if let Some(place) = places.get_mut(*id as usize) {
                    *place = (*chunk, *row);
                }
            }
        }
        Vectors {
            chunks: self.chunks.clone(),
            passages,
            live: places.iter().filter(|(chunk, _)| *chunk != UNKNOWN).count(),
            places,
        }
    }

    /// Many small chunks, or more dead rows than live ones: worth writing anew.
    fn is_scattered(&self) -> bool {
        self.chunks.len() > 256 || self.rows > 1024 && self.rows > 2 * self.places.len()
    }

    /// Everything alive as one batch, by document.
    fn live(&self) -> Vec<Update> {
        let mut documents: Vec<u64> = self.documents.keys().copied().collect();
        documents.sort_unstable();
        let passage = |key: &u64| {
            let (chunk, row) = self.places.get(key)?;
            let embedding = self.chunks.get(*chunk as usize)?.row(*row as usize).to_vec();
            Some(IndexedPassage {
                key: *key,
                text: String::new(),
                titles: String::new(),
                embedding,
            })
        };
        let passages = |document| {
            self.documents
                .get(document)
                .map(|keys| keys.iter().filter_map(passage).collect())
        };
        documents
            .iter()
            .map(|document| Update {
                document: *document,
                passages: passages(document).unwrap_or_default(),
            })
            .collect()
    }

    fn compact(&mut self) -> Result<(), GraphError> {
        let (Some(path), Some(sequence)) = (self.file.clone(), self.sequence) else {
            return Ok(());
        };
        let fresh = path.with_extension("new");
        let live = self.live();
        let mut log = File::create(&fresh).map_err(failed(&fresh))?;
        log.write_all(MAGIC).map_err(failed(&fresh))?;
        append(&mut log, &live, sequence).map_err(failed(&fresh))?;
        log.sync_all().map_err(failed(&fresh))?;
        std::fs::rename(&fresh, &path).map_err(failed(&path))?;
        *self = Self {
            file: Some(path),
            log: Some(log),
            sequence: Some(sequence),
            ..Self::in_memory()
        };
        self.remember(&live);
        Ok(())
    }
}

impl SideIndex for VectorIndex {
    fn name(&self) -> &'static str {
        "vectors"
    }

    fn apply(&mut self, updates: &[Update], sequence: u64) -> Result<(), GraphError> {
        if let (Some(log), Some(path)) = (&mut self.log, &self.file) {
            append(log, updates, sequence).map_err(failed(path))?;
        }
        self.remember(updates);
        self.sequence = Some(sequence);
        if self.is_scattered() {
            self.compact()
        } else {
            Ok(())
        }
    }

    fn sequence(&self) -> Option<u64> {
        self.sequence
    }

    fn clear(&mut self) -> Result<(), GraphError> {
        if let (Some(log), Some(path)) = (&mut self.log, &self.file) {
            let empty = MAGIC.len() as u64;
            log.set_len(empty).map_err(failed(path))?;
            log.seek(SeekFrom::Start(empty)).map_err(failed(path))?;
        }
        *self = Self {
            file: self.file.take(),
            log: self.log.take(),
            ..Self::in_memory()
        };
        Ok(())
    }
}

/// Embeddings as of one commit.
#[derive(Debug)]
pub(crate) struct Vectors {
    chunks: Vec<Arc<Chunk>>,
    /// The passage of each row; [`UNKNOWN`] for rows that are dead.
    passages: Vec<Vec<u32>>,
    /// Chunk and row of each passage; [`UNKNOWN`] where it has no vector.
    places: Vec<(u32, u32)>,
    /// Passages with a vector.
    live: usize,
}

impl Vectors {
    /// The `k` passages of greatest cosine to `vector`, best first; equal ones by passage. Vectors of another dimension, which
    /// come from another model, are left out.
    pub(crate) fn search(
        &self,
        vector: &[f32],
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Vec<(PassageId, f32)> {
        let norm = dot(vector, vector).sqrt();
        if norm <= 0.0 || !norm.is_finite() || k == 0 {
            return Vec::new();
        }
        let query: Vec<f32> = vector.iter().map(|v| v / norm).collect();
        // A narrow filter is the shortest way: only its passages are looked at.
        if let Some(filter) = filter.filter(|f| f.len() * NARROW < self.places.len() as u64) {
            let mut found = filter
                .iter()
                .filter_map(|passage| Some((PassageId(passage), self.score(&query, passage)?)))
                .collect();
            best(&mut found, k);
            return found;
        }
        let allowed = filter.map(|filter| self.allowed(filter));
        let may = |passage: u32| {
            passage != UNKNOWN
                && allowed
                    .as_ref()
                    .is_none_or(|a| a.get(passage as usize) == Some(&true))
        };
        let chunks: Vec<(&Arc<Chunk>, &Vec<u32>)> = self
            .chunks
            .iter()
            .zip(&self.passages)
            .filter(|(c, _)| c.dimension == query.len())
            .collect();
        // Counted without the dead, so that history decides nothing.
        if self.live > EXACT_UP_TO {
            return self.coarse_then_exact(&query, &chunks, may, k);
        }
        let mut found = Vec::new();
        let keep = k.saturating_mul(4).max(1024);
        for (chunk, passages) in chunks {
            for (row, passage) in chunk.values.chunks_exact(chunk.dimension).zip(passages) {
                if !may(*passage) {
                    continue;
                }
                found.push((PassageId(*passage), dot(&query, row)));
                if found.len() >= keep + k {
                    best(&mut found, k);
                }
            }
        }
        best(&mut found, k);
        found
    }

    /// The filter as one truth a passage, which is asked faster.
    fn allowed(&self, filter: &RoaringBitmap) -> Vec<bool> {
        let mut allowed = vec![false; self.places.len()];
        for passage in filter {
            if let Some(slot) = allowed.get_mut(passage as usize) {
                *slot = true;
            }
        }
        allowed
    }

    /// The cosine of one passage; none where it has no vector of that dimension.
    fn score(&self, query: &[f32], passage: u32) -> Option<f32> {
        let (chunk, row) = self.places.get(passage as usize)?;
        let chunk = self.chunks.get(*chunk as usize)?;
        (chunk.dimension == query.len()).then(|| dot(query, chunk.row(*row as usize)))
    }

    /// Estimates every row by its code, and scores the best share of them exactly.
    fn coarse_then_exact(
        &self,
        query: &[f32],
        chunks: &[(&Arc<Chunk>, &Vec<u32>)],
        may: impl Fn(u32) -> bool,
        k: usize,
    ) -> Vec<(PassageId, f32)> {
        let question = Question::new(query);
        let rows: usize = chunks.iter().map(|(c, _)| c.keys.len()).sum();
        let mut estimates: Vec<i32> = Vec::with_capacity(rows);
        for (chunk, _) in chunks {
            chunk.codes().scan(&question, &mut estimates);
        }
        let passages = || chunks.iter().flat_map(|(_, passages)| passages.iter().copied());
        let mut ranked: Vec<i32> = estimates
            .iter()
            .zip(passages())
            .filter(|(_, passage)| may(*passage))
            .map(|(estimate, _)| *estimate)
            .collect();
        let wanted = (ranked.len() / SHARE).max(k.saturating_mul(32)).max(1);
        let least = match ranked.len().checked_sub(wanted) {
            Some(place) => *ranked.select_nth_unstable(place).1,
            None => i32::MIN,
        };
        let mut found: Vec<(PassageId, f32)> = estimates
            .iter()
            .zip(passages())
            .filter(|(estimate, passage)| **estimate >= least && may(*passage))
            .filter_map(|(_, passage)| Some((PassageId(passage), self.score(query, passage)?)))
            .collect();
        best(&mut found, k);
        found
    }
}

/// Scalar product in sixteen independent sums, which the compiler lays into vector registers.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0f32; LANES];
    let (left, right) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let tail: f32 = left
        .remainder()
        .iter()
        .zip(right.remainder())
        .map(|(x, y)| x * y)
        .sum();
    for (x, y) in left.zip(right) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum::<f32>() + tail
}

fn digest_of(payload: &[u8]) -> [u8; DIGEST] {
    let mut digest = [0u8; DIGEST];
    digest.copy_from_slice(&blake3::hash(payload).as_bytes()[..DIGEST]);
    digest
}

/// Writes one frame.
fn append(log: &mut File, updates: &[Update], sequence: u64) -> std::io::Result<()> {
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
        updates.push(Update { document, passages });
    }
    Some((updates, sequence))
}
