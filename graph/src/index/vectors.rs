//! The vector index: embeddings in an append-only log, searched by exact scan.
//!
//! What follows the last whole frame of the log was being written when the process died, and is cut off. When more rows are
//! dead than alive, the log is written anew beside the old one and renamed over it.

use std::collections::{BTreeMap, HashMap};
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use roaring::RoaringBitmap;

use super::codes::{Codes, Question};
use super::quantised::Quantised;
use super::side_index::{IndexedPassage, Searchable, SideIndex, Sought, Update};
use super::text::best;
use super::vector_log::{Frames, MAGIC, append};
use crate::error::GraphError;
use crate::read::{Keys, Numbers, Slot};
use crate::record::PassageId;

const UNKNOWN: u32 = u32::MAX;

/// Up to so many rows every one is scored exactly; above, a coarse look finds those that are worth it.
const EXACT_UP_TO: usize = 20_000;

/// Of how many rows one is scored exactly after the coarse look.
const SHARE: usize = 100;

/// A filter that lets through less than one in so many passages is followed passage by passage.
const NARROW: u64 = 20;

/// Chunks are joined up to so many rows: a commit leaves a small one behind, and a scan is faster over few.
const JOINED_UP_TO: usize = 4096;

/// A row that nothing has any more.
const DEAD: (Slot, u32) = (Slot::NONE, 0);

/// Vectors of one commit or of a few, never changed afterwards, so that readers may keep them.
#[derive(Debug)]
struct Chunk {
    keys: Vec<u64>,
    /// The vector of each key.
    rows: Quantised,
    codes: OnceLock<Codes>,
}

impl Chunk {
    fn empty(dimension: usize) -> Self {
        Self {
            keys: Vec::new(),
            rows: Quantised::new(dimension),
            codes: OnceLock::new(),
        }
    }

    /// Made when they are first asked for: few knowledges are so large that they are.
    fn codes(&self) -> &Codes {
        self.codes.get_or_init(|| Codes::new(&self.rows))
    }
}

/// The log on disk (or none, in memory) and its live rows.
#[derive(Debug)]
pub(crate) struct VectorIndex {
    file: Option<PathBuf>,
    log: Option<File>,
    /// Rows in the log, dead ones with them.
    logged: usize,
    chunks: Vec<Arc<Chunk>>,
    /// For each chunk slot and position of its rows.
    places: Vec<Arc<Vec<(Slot, u32)>>>,
    /// Passages of each document that have a vector.
    documents: HashMap<u64, Vec<u64>>,
    /// Chunk and row of each passage's vector.
    rows: HashMap<u64, (u32, u32)>,
    sequence: Option<u64>,
    /// Whether `places` is known, or only `rows`.
    bound: bool,
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
            logged: 0,
            chunks: Vec::new(),
            places: Vec::new(),
            documents: HashMap::new(),
            rows: HashMap::new(),
            sequence: None,
            bound: false,
        }
    }

    /// Reads frames up to the first that is not whole; gives the length of what is.
    fn replay(&mut self, file: File) -> std::io::Result<u64> {
        let mut frames = Frames::new(file)?;
        while let Some((updates, sequence)) = frames.next_whole() {
            self.remember(&updates);
            self.logged += updates.iter().map(rows).sum::<usize>();
            self.sequence = Some(sequence);
        }
        Ok(frames.whole())
    }

    fn remember(&mut self, updates: &[Update]) {
        for update in updates {
            for key in self.documents.remove(&update.document).unwrap_or_default() {
                self.forget(key);
            }
        }
        let mut by_dimension: BTreeMap<usize, (Chunk, Vec<(Slot, u32)>)> = BTreeMap::new();
        for update in updates {
            let mut keys = Vec::new();
            let passages = (0u32..).zip(&update.passages);
            for (position, passage) in passages.filter(|(_, p)| !p.embedding.is_empty()) {
                let dimension = passage.embedding.len();
                let (chunk, places) = by_dimension
                    .entry(dimension)
                    .or_insert_with(|| (Chunk::empty(dimension), Vec::new()));
                chunk.keys.push(passage.key);
                chunk.rows.push(&passage.embedding);
                places.push((update.slot, position));
                keys.push(passage.key);
            }
            if !keys.is_empty() {
                self.documents.insert(update.document, keys);
            }
        }
        for (chunk, places) in by_dimension.into_values() {
            self.push(chunk, places);
            self.join_small();
        }
    }

    /// Marks the row of a passage as dead.
    fn forget(&mut self, key: u64) {
        if let Some((chunk, row)) = self.rows.remove(&key)
            && let Some(places) = self.places.get_mut(chunk as usize)
            && let Some(place) = Arc::make_mut(places).get_mut(row as usize)
        {
            *place = DEAD;
        }
    }

    fn push(&mut self, mut chunk: Chunk, mut places: Vec<(Slot, u32)>) {
        chunk.keys.shrink_to_fit();
        chunk.rows.shrink();
        places.shrink_to_fit();
        let number = self.chunks.len() as u32;
        let chunk = Arc::new(chunk);
        self.chunks.push(Arc::clone(&chunk));
        self.places.push(Arc::new(places));
        for (row, key) in (0u32..).zip(&chunk.keys) {
            // Of two passages with one key the last counts.
            self.forget(*key);
            self.rows.insert(*key, (number, row));
        }
    }

    /// Joins the last chunks for as long as the one before is not more than twice as large, so that there are few, and no row
    /// is copied often.
    fn join_small(&mut self) {
        while let [.., before, last] = self.chunks.as_slice() {
            let (n, m) = (before.keys.len(), last.keys.len());
            if before.rows.dimension() != last.rows.dimension() || n > 2 * m || n + m > JOINED_UP_TO {
                return;
            }
            let first = self.chunks.len() - 2;
            self.join_from(first);
        }
    }

    /// Joins the chunks from `first` on into one of each dimension, without their dead rows.
    fn join_from(&mut self, first: usize) {
        let chunks = self.chunks.split_off(first);
        let places = self.places.split_off(first);
        let mut joined: BTreeMap<usize, (Chunk, Vec<(Slot, u32)>)> = BTreeMap::new();
        for (number, (chunk, of_rows)) in (first as u32..).zip(chunks.iter().zip(&places)) {
            let (into, into_places) = joined
                .entry(chunk.rows.dimension())
                .or_insert_with(|| (Chunk::empty(chunk.rows.dimension()), Vec::new()));
            for (row, (key, place)) in (0u32..).zip(chunk.keys.iter().zip(of_rows.iter())) {
                if self.rows.get(key) == Some(&(number, row)) {
                    self.rows.remove(key);
                    into.keys.push(*key);
                    into.rows.push_row(&chunk.rows, row as usize);
                    into_places.push(*place);
                }
            }
        }
        for (chunk, places) in joined.into_values().filter(|(c, _)| !c.keys.is_empty()) {
            self.push(chunk, places);
        }
    }

    /// More dead rows in the log than live ones: worth writing anew.
    fn is_worn(&self) -> bool {
        self.logged > 1024 && self.logged > 2 * self.rows.len()
    }

    /// Everything alive as one batch, by document.
    fn live(&self) -> Vec<Update> {
        let mut documents: Vec<u64> = self.documents.keys().copied().collect();
        documents.sort_unstable();
        let passage = |key: &u64| {
            let (chunk, row) = self.rows.get(key)?;
            let embedding = self.chunks.get(*chunk as usize)?.rows.row(*row as usize);
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
                slot: Slot::NONE,
                passages: passages(document).unwrap_or_default(),
            })
            .collect()
    }

    fn compact(&mut self) -> Result<(), GraphError> {
        let (Some(path), Some(sequence)) = (self.file.clone(), self.sequence) else {
            return Ok(());
        };
        let fresh = path.with_extension("new");
        let mut log = File::create(&fresh).map_err(failed(&fresh))?;
        log.write_all(MAGIC).map_err(failed(&fresh))?;
        append(&mut log, &self.live(), sequence).map_err(failed(&fresh))?;
        log.sync_all().map_err(failed(&fresh))?;
        std::fs::rename(&fresh, &path).map_err(failed(&path))?;
        self.log = Some(log);
        self.logged = self.rows.len();
        self.join_from(0);
        Ok(())
    }
}

fn rows(update: &Update) -> usize {
    update.passages.iter().filter(|p| !p.embedding.is_empty()).count()
}

impl SideIndex for VectorIndex {
    fn searcher(&self, numbers: &Arc<Numbers>) -> Box<dyn Searchable> {
        Box::new(Vectors {
            chunks: self.chunks.clone(),
            places: self.places.clone(),
            numbers: Arc::clone(numbers),
            rows: OnceLock::new(),
        })
    }

    fn name(&self) -> &'static str {
        "vectors"
    }

    fn apply(&mut self, updates: &[Update], sequence: u64) -> Result<(), GraphError> {
        if let (Some(log), Some(path)) = (&mut self.log, &self.file) {
            append(log, updates, sequence).map_err(failed(path))?;
            self.logged += updates.iter().map(rows).sum::<usize>();
        }
        self.remember(updates);
        self.sequence = Some(sequence);
        if self.is_worn() { self.compact() } else { Ok(()) }
    }

    fn sequence(&self) -> Option<u64> {
        self.sequence
    }

    fn kept(&self) -> Option<u64> {
        self.sequence
    }

    fn flush(&mut self) -> Result<(), GraphError> {
        Ok(())
    }

    fn is_bound(&self) -> bool {
        self.bound
    }

    fn bind(&mut self, keys: &Keys, _anew: bool) -> Result<(), GraphError> {
        for (number, chunk) in (0u32..).zip(&self.chunks) {
            let place = |(row, key): (u32, &u64)| match self.rows.get(key) {
                Some(at) if *at == (number, row) => keys.get(key).copied().unwrap_or(DEAD),
                _ => DEAD,
            };
            let places = (0u32..).zip(&chunk.keys).map(place).collect();
            self.places[number as usize] = Arc::new(places);
        }
        self.bound = true;
        Ok(())
    }

    fn clear(&mut self) -> Result<(), GraphError> {
        if let (Some(log), Some(path)) = (&mut self.log, &self.file) {
            let empty = MAGIC.len() as u64;
            log.set_len(empty).map_err(failed(path))?;
            log.seek(SeekFrom::Start(empty)).map_err(failed(path))?;
        }
        *self = Self {
            bound: true,
            file: self.file.take(),
            log: self.log.take(),
            ..Self::in_memory()
        };
        Ok(())
    }
}

/// Embeddings as of one commit.
#[derive(Debug)]
struct Vectors {
    chunks: Vec<Arc<Chunk>>,
    places: Vec<Arc<Vec<(Slot, u32)>>>,
    numbers: Arc<Numbers>,
    /// Asked for by the first search.
    rows: OnceLock<Rows>,
}

/// Which row is which passage's.
#[derive(Debug)]
struct Rows {
    /// For each chunk the passage of each row; [`UNKNOWN`] for rows that are dead.
    passages: Vec<Vec<u32>>,
    /// Chunk and row of each passage; [`UNKNOWN`] where it has no vector.
    places: Vec<(u32, u32)>,
    /// Passages with a vector.
    live: usize,
}

impl Searchable for Vectors {
    fn search(
        &self,
        sought: Sought<'_>,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, GraphError> {
        match sought {
            Sought::Vector(vector) => Ok(self.nearest(vector, filter, k)),
            Sought::Words(_) => Ok(Vec::new()),
        }
    }
}

impl Vectors {
    fn rows(&self) -> &Rows {
        self.rows.get_or_init(|| {
            let mut rows = Rows {
                passages: Vec::with_capacity(self.places.len()),
                places: vec![(UNKNOWN, UNKNOWN); self.numbers.len()],
                live: 0,
            };
            for (number, chunk) in (0u32..).zip(&self.places) {
                let numbered = (0u32..).zip(chunk.iter()).map(|(row, (slot, position))| {
                    let Some(id) = self.numbers.get(*slot, *position) else {
                        return UNKNOWN;
                    };
                    let Some(place) = rows.places.get_mut(id as usize) else {
                        return UNKNOWN;
                    };
                    *place = (number, row);
                    rows.live += 1;
                    id
                });
                let numbered = numbered.collect();
                rows.passages.push(numbered);
            }
            rows
        })
    }

    /// The `k` passages of greatest cosine to `vector`, best first; equal ones by passage. Vectors of another dimension, which
    /// come from another model, are left out.
    fn nearest(&self, vector: &[f32], filter: Option<&RoaringBitmap>, k: usize) -> Vec<(PassageId, f32)> {
        let norm = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
        if norm <= 0.0 || !norm.is_finite() || k == 0 {
            return Vec::new();
        }
        let query: Vec<f32> = vector.iter().map(|v| v / norm).collect();
        let rows = self.rows();
        // A narrow filter is the shortest way: only its passages are looked at.
        if let Some(filter) = filter.filter(|f| f.len() * NARROW < self.numbers.len() as u64) {
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
            .zip(&rows.passages)
            .filter(|(c, _)| c.rows.dimension() == query.len())
            .collect();
        // Counted without the dead, so that history decides nothing.
        if rows.live > EXACT_UP_TO {
            return self.coarse_then_exact(&query, &chunks, may, k);
        }
        let mut found = Vec::new();
        let keep = k.saturating_mul(4).max(1024);
        for (chunk, passages) in chunks {
            for (row, passage) in passages.iter().enumerate() {
                if !may(*passage) {
                    continue;
                }
                found.push((PassageId(*passage), chunk.rows.product(row, &query)));
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
        let mut allowed = vec![false; self.numbers.len()];
        for passage in filter {
            if let Some(slot) = allowed.get_mut(passage as usize) {
                *slot = true;
            }
        }
        allowed
    }

    /// The cosine of one passage; none where it has no vector of that dimension.
    fn score(&self, query: &[f32], passage: u32) -> Option<f32> {
        let (chunk, row) = self.rows().places.get(passage as usize)?;
        let chunk = self.chunks.get(*chunk as usize)?;
        (chunk.rows.dimension() == query.len()).then(|| chunk.rows.product(*row as usize, query))
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
        // What may not be found is not counted either.
        let mut rest = estimates.as_mut_slice();
        for (_, passages) in chunks {
            let (these, others) = rest.split_at_mut(passages.len().min(rest.len()));
            for (estimate, passage) in these.iter_mut().zip(passages.iter()) {
                if !may(*passage) {
                    *estimate = i32::MIN;
                }
            }
            rest = others;
        }
        let least = least_of_best(&estimates, k);
        let mut found: Vec<(PassageId, f32)> = Vec::new();
        let mut rest = estimates.as_slice();
        for (chunk, passages) in chunks {
            let (these, others) = rest.split_at(passages.len().min(rest.len()));
            for (row, estimate) in these.iter().enumerate() {
                if *estimate >= least {
                    found.push((PassageId(passages[row]), chunk.rows.product(row, query)));
                }
            }
            rest = others;
        }
        best(&mut found, k);
        found
    }
}

/// The estimate from which on rows are scored exactly: that of the best share, or of many times as many as are wanted. Counted
/// by value, as there are few different ones; rows at [`i32::MIN`] are none.
fn least_of_best(estimates: &[i32], k: usize) -> i32 {
    let counted = || estimates.iter().copied().filter(|e| *e != i32::MIN);
    let (mut rows, mut least, mut most) = (0usize, i32::MAX, i32::MIN);
    for estimate in counted() {
        rows += 1;
        least = least.min(estimate);
        most = most.max(estimate);
    }
    let wanted = (rows / SHARE).max(k.saturating_mul(32)).max(1);
    if rows <= wanted {
        return i32::MIN + 1;
    }
    let mut counts = vec![0u32; most.abs_diff(least) as usize + 1];
    for estimate in counted() {
        if let Some(count) = counts.get_mut(estimate.abs_diff(least) as usize) {
            *count += 1;
        }
    }
    let mut taken = 0usize;
    for (above, count) in counts.iter().enumerate().rev() {
        taken += *count as usize;
        if taken >= wanted {
            return least.saturating_add(above as i32);
        }
    }
    least
}
