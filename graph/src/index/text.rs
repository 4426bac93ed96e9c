//! The text index: postings in Tantivy, scores of our own.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use roaring::RoaringBitmap;
use tantivy::directory::MmapDirectory;
use tantivy::index::SegmentId;
use tantivy::postings::Postings;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TantivyDocument, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{
    DocSet, Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, SegmentReader, TERMINATED, TantivyError,
    Term,
};

use super::bm25::{self, FIELDS};
use super::function_words::importance;
use super::recent::Recent;
use super::side_index::{Searchable, SideIndex, Sought, Update};
use super::tokenizer::{BigramTokenizer, TOKENIZER_NAME, tokenize};
use crate::error::GraphError;
use crate::read::{Keys, Numbers, Slot};
use crate::record::PassageId;

/// Memory for one commit's postings before they spill into a segment, in bytes.
const WRITER_MEMORY: usize = 64 << 20;

/// More different terms than this are not looked up; no question has them.
const MOST_TERMS: usize = 256;

/// Documents and passages that wait in memory at most.
const MOST_WAITING: (usize, usize) = (128, 4096);

fn failed(error: impl std::fmt::Display) -> GraphError {
    GraphError::Index {
        index: "text",
        message: error.to_string(),
    }
}

#[derive(Debug, Clone, Copy)]
struct Fields {
    passage: Field,
    document: Field,
    /// Body and titles.
    texts: [Field; 2],
    lengths: [Field; 2],
}

const LENGTHS: [&str; 2] = ["body_length", "titles_length"];

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER_NAME)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqs);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        passage: builder.add_u64_field("passage", FAST),
        document: builder.add_u64_field("document", INDEXED),
        texts: [
            builder.add_text_field("body", text.clone()),
            builder.add_text_field("titles", text),
        ],
        lengths: LENGTHS.map(|name| builder.add_u64_field(name, FAST)),
    };
    (builder.build(), fields)
}

/// The postings on disk (or in memory, for a reader that finds them behind the store), and those of the last few commits.
pub(crate) struct TextIndex {
    index: Index,
    reader: IndexReader,
    /// None for a reader.
    writer: Option<IndexWriter>,
    fields: Fields,
    /// Followed up to here, with what stands in memory.
    sequence: Option<u64>,
    /// The same of what is on disk.
    kept: Option<u64>,
    /// What is not on disk yet: for each document the last word.
    waiting: BTreeMap<u64, Update>,
    recent: Vec<Arc<Recent>>,
    /// The rows on disk, as bound when they were last written or slots given out.
    disk: Arc<Disk>,
    /// Whether that is what is on disk.
    bound: bool,
}

/// Segments with the place of each row.
struct Disk {
    searcher: Searcher,
    segments: Vec<Arc<Segment>>,
}

/// One segment: what its rows are. It is never changed; rows that are deleted later are told by the searcher.
struct Segment {
    id: SegmentId,
    /// Slot and position of each row; [`Slot::NONE`] for one that the knowledge does not have.
    places: Vec<(Slot, u32)>,
    /// Tokens of body and titles of each row.
    lengths: Vec<[u32; 2]>,
}

impl Segment {
    fn new(segment: &SegmentReader, place: impl Fn(u64) -> (Slot, u32)) -> Result<Self, GraphError> {
        let columns = segment.fast_fields();
        let column = |name| {
            columns
                .u64(name)
                .map(|c| c.first_or_default_col(0))
                .map_err(failed)
        };
        let key = column("passage")?;
        let length = [column(LENGTHS[0])?, column(LENGTHS[1])?];
        let rows = segment.max_doc();
        let tokens = |row: u32| [0, 1].map(|f| u32::try_from(length[f].get_val(row)).unwrap_or(u32::MAX));
        Ok(Self {
            id: segment.segment_id(),
            places: (0..rows).map(|row| place(key.get_val(row))).collect(),
            lengths: (0..rows).map(tokens).collect(),
        })
    }
}

impl TextIndex {
    /// Opens the index in `folder`; for writing, makes it where it is absent or cannot be opened.
    pub(crate) fn open(folder: &Path, write: bool) -> Result<Self, GraphError> {
        let existing = Index::open_in_dir(folder)
            .ok()
            .filter(|index| index.schema() == schema().0);
        if let Some(index) = existing {
            match Self::new(index, write) {
                Err(error) if write => tracing::warn!(%error, "the text index is built anew"),
                opened => return opened,
            }
        }
        if write {
            Self::create(folder)
        } else {
            Self::in_memory()
        }
    }

    /// An empty index in `folder`, in place of whatever stands there: a schema of an older version, or damage.
    pub(crate) fn create(folder: &Path) -> Result<Self, GraphError> {
        let io = |source| GraphError::Io {
            path: folder.to_owned(),
            source,
        };
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(io)?;
        }
        std::fs::create_dir_all(folder).map_err(io)?;
        let directory = MmapDirectory::open(folder).map_err(failed)?;
        let index =
            Index::create(directory, schema().0, tantivy::IndexSettings::default()).map_err(failed)?;
        Self::new(index, true)
    }

    /// An empty index in memory, writable.
    pub(crate) fn in_memory() -> Result<Self, GraphError> {
        Self::new(Index::create_in_ram(schema().0), true)
    }

    fn new(index: Index, write: bool) -> Result<Self, GraphError> {
        let (_, fields) = schema();
        index.tokenizers().register(TOKENIZER_NAME, BigramTokenizer);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(failed)?;
        let writer: Option<IndexWriter> = if write {
            let writer = index.writer_with_num_threads(1, WRITER_MEMORY).map_err(failed)?;
            // A killed writer leaves files whose names the next one would choose again.
            writer.garbage_collect_files().wait().map_err(failed)?;
            Some(writer)
        } else {
            None
        };
        let payload = index.load_metas().map_err(failed)?.payload;
        let sequence = payload.and_then(|text| text.parse().ok());
        let disk = Arc::new(Disk {
            searcher: reader.searcher(),
            segments: Vec::new(),
        });
        Ok(Self {
            index,
            reader,
            writer,
            fields,
            sequence,
            kept: sequence,
            waiting: BTreeMap::new(),
            recent: Vec::new(),
            disk,
            bound: false,
        })
    }

    fn commit(&mut self, sequence: Option<u64>) -> Result<(), GraphError> {
        let writer = self.writer.as_mut().ok_or_else(|| failed("opened for reading"))?;
        let mut prepared = writer.prepare_commit().map_err(failed)?;
        // The mark stands in the same file as the list of segments: both or neither.
        if let Some(sequence) = sequence {
            prepared.set_payload(&sequence.to_string());
        }
        prepared.commit().map_err(failed)?;
        self.kept = sequence;
        Ok(())
    }

    fn write<'u>(&self, updates: impl Iterator<Item = &'u Update>) -> Result<(), TantivyError> {
        let Some(writer) = &self.writer else { return Ok(()) };
        for update in updates {
            writer.delete_term(Term::from_field_u64(self.fields.document, update.document));
            for passage in &update.passages {
                let mut row = TantivyDocument::new();
                row.add_u64(self.fields.passage, passage.key);
                row.add_u64(self.fields.document, update.document);
                for (i, text) in [&passage.text, &passage.titles].into_iter().enumerate() {
                    let tokens = tokenize(text);
                    row.add_u64(self.fields.lengths[i], tokens.len() as u64);
                    row.add_pre_tokenized_text(self.fields.texts[i], pre_tokenized(tokens));
                }
                writer.add_document(row)?;
            }
        }
        Ok(())
    }

    /// Whether so much waits, `more` counted in, that it is worth a commit to disk.
    fn is_full(&self, more: &[Update]) -> bool {
        let passages = |updates: &mut dyn Iterator<Item = &Update>| -> usize {
            updates.map(|u| 1 + u.passages.len()).sum()
        };
        self.waiting.len() + more.len() > MOST_WAITING.0
            || passages(&mut self.waiting.values()) + passages(&mut more.iter()) > MOST_WAITING.1
    }
}

fn pre_tokenized(tokens: Vec<String>) -> PreTokenizedString {
    let token = |(position, text)| Token {
        text,
        position,
        ..Token::default()
    };
    PreTokenizedString {
        text: String::new(),
        tokens: tokens.into_iter().enumerate().map(token).collect(),
    }
}

impl SideIndex for TextIndex {
    fn searcher(&self, numbers: &Arc<Numbers>) -> Box<dyn Searchable> {
        Box::new(TextSearcher {
            disk: Arc::clone(&self.disk),
            recent: self.recent.clone(),
            fields: self.fields,
            numbers: Arc::clone(numbers),
            totals: OnceLock::new(),
            lengths: OnceLock::new(),
        })
    }

    fn name(&self) -> &'static str {
        "text"
    }

    fn apply(&mut self, updates: &[Update], sequence: u64) -> Result<(), GraphError> {
        let full = self.writer.is_some() && self.is_full(updates);
        if !full && updates.iter().any(|u| !u.passages.is_empty()) {
            self.recent.push(Arc::new(Recent::new(updates)));
        }
        self.waiting
            .extend(updates.iter().map(|update| (update.document, update.clone())));
        self.sequence = Some(sequence);
        if full {
            // What fails here is behind, and is given everything again from where the disk stands.
            self.flush().inspect_err(|_| {
                self.waiting.clear();
                self.recent.clear();
                self.sequence = self.kept;
            })?;
        }
        Ok(())
    }

    fn sequence(&self) -> Option<u64> {
        self.sequence
    }

    fn kept(&self) -> Option<u64> {
        self.kept
    }

    fn flush(&mut self) -> Result<(), GraphError> {
        if self.writer.is_none() || self.kept == self.sequence && self.waiting.is_empty() {
            return Ok(());
        }
        self.write(self.waiting.values()).map_err(failed)?;
        self.commit(self.sequence)?;
        self.waiting.clear();
        self.recent.clear();
        self.bound = false;
        Ok(())
    }

    fn is_bound(&self) -> bool {
        self.bound
    }

    fn bind(&mut self, keys: &Keys, anew: bool) -> Result<(), GraphError> {
        self.reader.reload().map_err(failed)?;
        self.bound = true;
        let searcher = self.reader.searcher();
        // Whatever is on disk of a document that waits is older than what waits.
        let waiting: HashSet<Slot> = self.waiting.values().map(|update| update.slot).collect();
        let place = |key| match keys.get(&key) {
            Some((slot, position)) if !waiting.contains(slot) => (*slot, *position),
            _ => (Slot::NONE, 0),
        };
        let readers = searcher.segment_readers().iter();
        let known = if anew { &[] } else { self.disk.segments.as_slice() };
        let segments = readers
            .map(
                |segment| match known.iter().find(|s| s.id == segment.segment_id()) {
                    Some(known) => Ok(Arc::clone(known)),
                    None => Ok(Arc::new(Segment::new(segment, place)?)),
                },
            )
            .collect::<Result<Vec<_>, GraphError>>()?;
        self.disk = Arc::new(Disk { searcher, segments });
        Ok(())
    }

    fn clear(&mut self) -> Result<(), GraphError> {
        self.waiting.clear();
        self.recent.clear();
        self.sequence = None;
        self.kept = None;
        self.bound = false;
        let writer = self.writer.as_mut().ok_or_else(|| failed("opened for reading"))?;
        writer.delete_all_documents().map_err(failed)?;
        writer.commit().map_err(failed)?;
        Ok(())
    }
}

impl Drop for TextIndex {
    fn drop(&mut self) {
        if let Err(error) = self.flush() {
            tracing::debug!(%error, "writing the text index; it catches up when it is opened");
        }
        if let Some(writer) = self.writer.take() {
            // Merges under way are worth waiting for; one that fails is done again next time.
            if let Err(error) = writer.wait_merging_threads() {
                tracing::debug!(%error, "merging the text index");
            }
        }
    }
}

impl std::fmt::Debug for TextIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextIndex")
            .field("index", &self.index)
            .field("sequence", &self.sequence)
            .finish()
    }
}

/// The text index as of one commit.
struct TextSearcher {
    disk: Arc<Disk>,
    recent: Vec<Arc<Recent>>,
    fields: Fields,
    numbers: Arc<Numbers>,
    /// Passages that the index holds, and the sums of their lengths. Asked for by the first search.
    totals: OnceLock<(usize, [u64; 2])>,
    /// Tokens of body and titles, by passage. Asked for by the first search with a filter.
    lengths: OnceLock<Vec<[u32; 2]>>,
}

impl Searchable for TextSearcher {
    fn search(
        &self,
        sought: Sought<'_>,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, GraphError> {
        match sought {
            Sought::Words(query) => self.ranked(query, filter, k),
            Sought::Vector(_) => Ok(Vec::new()),
        }
    }
}

impl TextSearcher {
    /// Calls `found` with number and lengths of every passage.
    fn every(&self, mut found: impl FnMut(u32, [u32; 2])) {
        let readers = self.disk.searcher.segment_readers().iter();
        for (reader, segment) in readers.zip(&self.disk.segments) {
            let rows = segment.places.iter().zip(&segment.lengths);
            for (row, ((slot, position), lengths)) in (0u32..).zip(rows) {
                if let Some(id) = self.numbers.get(*slot, *position)
                    && !reader.is_deleted(row)
                {
                    found(id, *lengths);
                }
            }
        }
        for row in self.recent.iter().flat_map(|recent| recent.rows()) {
            if let Some(id) = self.numbers.get(row.slot, row.position) {
                found(id, row.lengths);
            }
        }
    }

    fn totals(&self) -> (usize, [u64; 2]) {
        *self.totals.get_or_init(|| {
            let mut totals = (0, [0; 2]);
            self.every(|_, lengths| add(&mut totals, lengths));
            totals
        })
    }

    fn lengths(&self) -> &[[u32; 2]] {
        self.lengths.get_or_init(|| {
            let mut of_passages = vec![[0; 2]; self.numbers.len()];
            self.every(|id, lengths| {
                if let Some(slot) = of_passages.get_mut(id as usize) {
                    *slot = lengths;
                }
            });
            of_passages
        })
    }

    fn ranked(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, GraphError> {
        let (count, averages) = self.statistics(filter);
        let mut scores = vec![0.0f32; self.numbers.len()];
        let mut scored: Vec<u32> = Vec::new();
        let mut weighted = vec![0.0f32; self.numbers.len()];
        let mut touched: Vec<u32> = Vec::new();
        for (term, times) in terms(query) {
            for field in 0..2 {
                self.visit(field, &term, |passage, frequency, length| {
                    if filter.is_some_and(|f| !f.contains(passage)) {
                        return;
                    }
                    let Some(slot) = weighted.get_mut(passage as usize) else {
                        return;
                    };
                    if *slot == 0.0 {
                        touched.push(passage);
                    }
                    *slot += FIELDS[field].weighted(frequency, length, averages[field]);
                })?;
            }
            let rarity = bm25::inverse_frequency(count, touched.len()) * importance(&term) * times as f32;
            for passage in touched.drain(..) {
                let score = &mut scores[passage as usize];
                if *score == 0.0 {
                    scored.push(passage);
                }
                *score += rarity * bm25::saturated(std::mem::take(&mut weighted[passage as usize]));
            }
        }
        let mut found: Vec<(PassageId, f32)> = scored
            .into_iter()
            .map(|p| (PassageId(p), scores[p as usize]))
            .collect();
        best(&mut found, k);
        Ok(found)
    }

    /// Number of passages and average lengths of the two fields, among `filter`.
    fn statistics(&self, filter: Option<&RoaringBitmap>) -> (usize, [f32; 2]) {
        let (count, totals) = match filter {
            None => self.totals(),
            Some(filter) => {
                let mut totals = (0, [0; 2]);
                let lengths = self.lengths();
                let allowed = filter.iter().filter_map(|p| lengths.get(p as usize));
                allowed.for_each(|lengths| add(&mut totals, *lengths));
                totals
            }
        };
        (count, totals.map(|total| total as f32 / count.max(1) as f32))
    }

    /// Calls `found` with passage, frequency and length of the field for each posting of a term that is alive.
    fn visit(
        &self,
        field: usize,
        term: &str,
        mut found: impl FnMut(u32, u32, u32),
    ) -> Result<(), GraphError> {
        let on_disk = Term::from_field_text(self.fields.texts[field], term);
        let readers = self.disk.searcher.segment_readers().iter();
        for (reader, segment) in readers.zip(&self.disk.segments) {
            let index = reader.inverted_index(self.fields.texts[field]).map_err(failed)?;
            let Some(mut postings) = index
                .read_postings(&on_disk, IndexRecordOption::WithFreqs)
                .map_err(failed)?
            else {
                continue;
            };
            let mut row = postings.doc();
            while row != TERMINATED {
                let place = segment.places.get(row as usize);
                if let Some(id) = place.and_then(|(slot, position)| self.numbers.get(*slot, *position))
                    && !reader.is_deleted(row)
                {
                    let length = segment.lengths.get(row as usize).map_or(0, |l| l[field]);
                    found(id, postings.term_freq(), length);
                }
                row = postings.advance();
            }
        }
        for recent in &self.recent {
            for (row, frequency) in recent.postings(field, term) {
                if let Some(id) = self.numbers.get(row.slot, row.position) {
                    found(id, frequency, row.lengths[field]);
                }
            }
        }
        Ok(())
    }
}

/// Counts one passage in.
fn add(totals: &mut (usize, [u64; 2]), lengths: [u32; 2]) {
    totals.0 += 1;
    totals.1[0] += u64::from(lengths[0]);
    totals.1[1] += u64::from(lengths[1]);
}

impl std::fmt::Debug for TextSearcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextSearcher")
            .field("passages", &self.numbers.len())
            .finish_non_exhaustive()
    }
}

/// The terms of a query with how often each is asked for, in order of appearance.
fn terms(query: &str) -> Vec<(String, u32)> {
    let mut terms: Vec<(String, u32)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for token in tokenize(query) {
        if let Some(place) = places.get(&token) {
            terms[*place].1 += 1;
        } else if terms.len() < MOST_TERMS {
            places.insert(token.clone(), terms.len());
            terms.push((token, 1));
        }
    }
    terms
}

/// Sorts by score, the best first, equal scores by passage, and keeps `k`.
pub(super) fn best(found: &mut Vec<(PassageId, f32)>, k: usize) {
    let order = |a: &(PassageId, f32), b: &(PassageId, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if k < found.len() {
        found.select_nth_unstable_by(k, order);
        found.truncate(k);
    }
    found.sort_unstable_by(order);
}
