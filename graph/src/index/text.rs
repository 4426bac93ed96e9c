//! The text index: postings in Tantivy, scores of our own.

use std::collections::HashMap;
use std::path::Path;

use roaring::RoaringBitmap;
use tantivy::directory::MmapDirectory;
use tantivy::postings::Postings;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TantivyDocument, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{
    DocSet, Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TERMINATED, TantivyError, Term,
};

use super::bm25::{self, FIELDS};
use super::function_words::importance;
use super::side_index::{SideIndex, Update};
use super::tokenizer::{BigramTokenizer, TOKENIZER_NAME, tokenize};
use crate::error::GraphError;
use crate::record::PassageId;

/// Memory for one commit's postings before they spill into a segment, in bytes.
const WRITER_MEMORY: usize = 64 << 20;

/// More different terms than this are not looked up; no question has them.
const MOST_TERMS: usize = 256;

/// A passage of the index that the opened knowledge does not have.
const UNKNOWN: u32 = u32::MAX;

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

/// The postings on disk (or in memory, for a reader that finds them behind the store).
pub(crate) struct TextIndex {
    index: Index,
    reader: IndexReader,
    /// None for a reader.
    writer: Option<IndexWriter>,
    fields: Fields,
    sequence: Option<u64>,
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
        Ok(Self {
            index,
            reader,
            writer,
            fields,
            sequence,
        })
    }

    /// What can be searched now, for passages numbered by `numbers`.
    pub(crate) fn searcher(&self, numbers: &HashMap<u64, u32>) -> Result<TextSearcher, GraphError> {
        self.reader.reload().map_err(failed)?;
        TextSearcher::new(self.reader.searcher(), self.fields, numbers)
    }

    fn commit(&mut self, sequence: u64) -> Result<(), GraphError> {
        let writer = self.writer.as_mut().ok_or_else(|| failed("opened for reading"))?;
        let mut prepared = writer.prepare_commit().map_err(failed)?;
        // The mark stands in the same file as the list of segments: both or neither.
        prepared.set_payload(&sequence.to_string());
        prepared.commit().map_err(failed)?;
        self.sequence = Some(sequence);
        Ok(())
    }

    fn write(&self, updates: &[Update]) -> Result<(), TantivyError> {
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
    fn name(&self) -> &'static str {
        "text"
    }

    fn apply(&mut self, updates: &[Update], sequence: u64) -> Result<(), GraphError> {
        self.write(updates).map_err(failed)?;
        self.commit(sequence)
    }

    fn sequence(&self) -> Option<u64> {
        self.sequence
    }

    fn clear(&mut self) -> Result<(), GraphError> {
        let writer = self.writer.as_mut().ok_or_else(|| failed("opened for reading"))?;
        writer.delete_all_documents().map_err(failed)?;
        writer.commit().map_err(failed)?;
        self.sequence = None;
        Ok(())
    }
}

impl Drop for TextIndex {
    fn drop(&mut self) {
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
pub(crate) struct TextSearcher {
    searcher: Searcher,
    fields: Fields,
    /// For each segment, the passage of each row; [`UNKNOWN`] for rows that are deleted.
    passages: Vec<Vec<u32>>,
    /// Tokens of body and titles, by passage.
    lengths: Vec<[u32; 2]>,
    /// Passages that the index holds.
    count: usize,
    /// Sums of `lengths`.
    totals: [u64; 2],
}

impl TextSearcher {
    fn new(searcher: Searcher, fields: Fields, numbers: &HashMap<u64, u32>) -> Result<Self, GraphError> {
        let mut lengths = vec![[0u32; 2]; numbers.len()];
        let mut passages = Vec::with_capacity(searcher.segment_readers().len());
        let mut totals = [0u64; 2];
        let mut count = 0;
        for segment in searcher.segment_readers() {
            let columns = segment.fast_fields();
            let key = columns.u64("passage").map_err(failed)?.first_or_default_col(0);
            let length = |name| {
                columns
                    .u64(name)
                    .map(|c| c.first_or_default_col(0))
                    .map_err(failed)
            };
            let length = [length(LENGTHS[0])?, length(LENGTHS[1])?];
            let mut ids = vec![UNKNOWN; segment.max_doc() as usize];
            for row in segment.doc_ids_alive() {
                let Some(id) = numbers.get(&key.get_val(row)) else {
                    continue;
                };
                let (Some(slot), Some(of_passage)) =
                    (ids.get_mut(row as usize), lengths.get_mut(*id as usize))
                else {
                    continue;
                };
                *slot = *id;
                count += 1;
                for field in 0..2 {
                    let tokens = length[field].get_val(row);
                    of_passage[field] = u32::try_from(tokens).unwrap_or(u32::MAX);
                    totals[field] += tokens;
                }
            }
            passages.push(ids);
        }
        Ok(Self {
            searcher,
            fields,
            passages,
            lengths,
            count,
            totals,
        })
    }

    /// The `k` passages that score best, best first; equal scores by passage.
    pub(crate) fn search(
        &self,
        query: &str,
        filter: Option<&RoaringBitmap>,
        k: usize,
    ) -> Result<Vec<(PassageId, f32)>, GraphError> {
        let (count, averages) = self.statistics(filter);
        let mut scores = vec![0.0f32; self.lengths.len()];
        let mut scored: Vec<u32> = Vec::new();
        let mut weighted = vec![0.0f32; self.lengths.len()];
        let mut touched: Vec<u32> = Vec::new();
        for (term, times) in terms(query) {
            for field in 0..2 {
                self.visit(field, &term, |passage, frequency| {
                    if filter.is_some_and(|f| !f.contains(passage)) {
                        return;
                    }
                    let slot = &mut weighted[passage as usize];
                    if *slot == 0.0 {
                        touched.push(passage);
                    }
                    let length = self.lengths[passage as usize][field];
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
            None => (self.count, self.totals),
            Some(filter) => {
                let lengths = filter.iter().filter_map(|p| self.lengths.get(p as usize));
                lengths.fold((0, [0, 0]), |(n, t), l| {
                    (n + 1, [t[0] + u64::from(l[0]), t[1] + u64::from(l[1])])
                })
            }
        };
        (count, totals.map(|total| total as f32 / count.max(1) as f32))
    }

    /// Calls `found` with passage and frequency for each posting of a term that is alive.
    fn visit(&self, field: usize, term: &str, mut found: impl FnMut(u32, u32)) -> Result<(), GraphError> {
        let term = Term::from_field_text(self.fields.texts[field], term);
        for (segment, passages) in self.searcher.segment_readers().iter().zip(&self.passages) {
            let index = segment.inverted_index(self.fields.texts[field]).map_err(failed)?;
            let Some(mut postings) = index
                .read_postings(&term, IndexRecordOption::WithFreqs)
                .map_err(failed)?
            else {
                continue;
            };
            let mut row = postings.doc();
            while row != TERMINATED {
                if let Some(passage) = passages.get(row as usize).filter(|p| **p != UNKNOWN) {
                    found(*passage, postings.term_freq());
                }
                row = postings.advance();
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for TextSearcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextSearcher")
            .field("passages", &self.count)
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
