//! Text to tokens by the model's own `tokenizer.json`: special tokens where its post-processor puts them, windows of a long
//! text, pairs, words that are split beforehand.

use std::ops::Range;
use std::path::Path;

use serde_json::Value;
use tokenizers::{EncodeInput, Encoding, InputSequence, Tokenizer, TruncationDirection};

use crate::extractor::ExtractError;

/// Most tokens of a window where no file of the model says a number.
const DEFAULT_MOST: usize = 512;
/// Numbers that files give for "without bound" are greater than this.
const UNBOUNDED: u64 = 1_000_000;
/// Windows longer than this are not made, whatever the model takes: attention costs the square.
const LONGEST: usize = 2048;

/// One input of a model: a stretch of a text as token ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) ids: Vec<i64>,
    /// Segment of each token: 1 for the second text of a pair, where the tokenizer tells them apart.
    pub(crate) types: Vec<i64>,
    /// Bytes of the text that each token stands for; none for special tokens.
    pub(crate) bytes: Vec<Option<Range<usize>>>,
    /// The word that each token belongs to, where words were given.
    pub(crate) words: Vec<Option<usize>>,
}

impl Window {
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    fn new(encoding: &Encoding) -> Self {
        let special = encoding.get_special_tokens_mask();
        let offsets = encoding.get_offsets();
        let whole = |values: &[u32]| -> Vec<i64> { values.iter().map(|v| i64::from(*v)).collect() };
        Self {
            ids: whole(encoding.get_ids()),
            types: whole(encoding.get_type_ids()),
            bytes: offsets
                .iter()
                .zip(special)
                .map(|((start, end), special)| (*special == 0 && start < end).then_some(*start..*end))
                .collect(),
            words: encoding
                .get_word_ids()
                .iter()
                .map(|w| w.and_then(|w| usize::try_from(w).ok()))
                .collect(),
        }
    }
}

/// The tokenizer of one model.
#[derive(Debug)]
pub(crate) struct Coder {
    tokenizer: Tokenizer,
    /// Id that fills the shorter rows of a batch.
    pub(crate) padding: i64,
    /// Most tokens of one input, special ones included.
    pub(crate) most: usize,
}

fn failed(error: impl std::fmt::Display) -> ExtractError {
    ExtractError::Run(format!("the tokenizer: {error}"))
}

impl Coder {
    /// Reads `tokenizer.json` of a folder; `most` bounds the tokens of one input.
    pub(crate) fn read(folder: &Path, file: &str, most: usize) -> Result<Self, ExtractError> {
        let path = folder.join(file);
        let refused = |message: String| ExtractError::Model {
            path: path.clone(),
            message,
        };
        let mut tokenizer = Tokenizer::from_file(&path).map_err(|e| refused(e.to_string()))?;
        // Both are done here, by what the batch needs.
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(None)
            .map_err(|e| refused(e.to_string()))?;
        let padding = padding(folder, &tokenizer);
        Ok(Self {
            tokenizer,
            padding,
            most: most.clamp(8, LONGEST),
        })
    }

    /// Id of a token, where the vocabulary has it.
    pub(crate) fn id(&self, token: &str) -> Option<i64> {
        self.tokenizer.token_to_id(token).map(i64::from)
    }

    /// The token of an id.
    pub(crate) fn token(&self, id: i64) -> Option<String> {
        self.tokenizer.id_to_token(u32::try_from(id).ok()?)
    }

    /// The text of ids; special tokens stay.
    pub(crate) fn text(&self, ids: &[i64]) -> Result<String, ExtractError> {
        let ids: Vec<u32> = ids.iter().filter_map(|id| u32::try_from(*id).ok()).collect();
        self.tokenizer.decode(&ids, false).map_err(failed)
    }

    /// How many special tokens stand around a text, or around a pair.
    pub(crate) fn special(&self, pair: bool) -> usize {
        use tokenizers::PostProcessor;
        self.tokenizer
            .get_post_processor()
            .map_or(0, |p| p.added_tokens(pair))
    }

    /// The windows of a text, each within the model's length; two neighbours share `overlap` tokens.
    pub(crate) fn windows(&self, text: &str, overlap: usize) -> Result<Vec<Window>, ExtractError> {
        let encoding = self.tokenizer.encode(text, false).map_err(failed)?;
        let room = self.most.saturating_sub(self.special(false)).max(4);
        pieces(encoding, room, overlap)
            .into_iter()
            .map(|piece| {
                let whole = self.tokenizer.post_process(piece, None, true).map_err(failed)?;
                Ok(Window::new(&whole))
            })
            .collect()
    }

    /// A question with each window of a passage, as a cross-encoder reads them.
    pub(crate) fn pairs(
        &self,
        question: &str,
        passage: &str,
        overlap: usize,
    ) -> Result<Vec<Window>, ExtractError> {
        let room = self.most.saturating_sub(self.special(true)).max(8);
        let question = self.tokenizer.encode(question, false).map_err(failed)?;
        let question = pieces(question, room / 2, 0).swap_remove(0);
        let passage = self.tokenizer.encode(passage, false).map_err(failed)?;
        let rest = room.saturating_sub(question.len()).max(4);
        pieces(passage, rest, overlap)
            .into_iter()
            .map(|piece| {
                let whole = self
                    .tokenizer
                    .post_process(question.clone(), Some(piece), true)
                    .map_err(failed)?;
                Ok(Window::new(&whole))
            })
            .collect()
    }

    /// Words that were split beforehand, as one input; `special` puts the special tokens around them.
    pub(crate) fn words(&self, words: &[&str], special: bool) -> Result<Window, ExtractError> {
        let input = EncodeInput::Single(InputSequence::from(words));
        let encoding = self.tokenizer.encode(input, special).map_err(failed)?;
        Ok(Window::new(&encoding))
    }
}

/// An encoding in pieces of at most `room` tokens; one piece, perhaps empty, there always is.
fn pieces(mut encoding: Encoding, room: usize, overlap: usize) -> Vec<Encoding> {
    if encoding.len() <= room {
        return vec![encoding];
    }
    encoding.truncate(room, overlap.min(room / 2), TruncationDirection::Right);
    let further = encoding.take_overflowing();
    let mut pieces = vec![encoding];
    pieces.extend(further);
    pieces
}

/// Id of the padding token: named by a file of the model, else by its usual names, else 0.
fn padding(folder: &Path, tokenizer: &Tokenizer) -> i64 {
    let named = ["tokenizer_config.json", "special_tokens_map.json"]
        .iter()
        .find_map(|file| {
            let settings = json(folder, file)?;
            let token = settings.get("pad_token")?;
            let text = token.as_str().or_else(|| token.get("content")?.as_str())?;
            tokenizer.token_to_id(text)
        });
    let usual = || ["[PAD]", "<pad>"].iter().find_map(|t| tokenizer.token_to_id(t));
    named.or_else(usual).map_or(0, i64::from)
}

/// A JSON file of a folder, where it is one.
pub(crate) fn json(folder: &Path, file: &str) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(folder.join(file)).ok()?).ok()
}

/// The length that a model takes, by what its files say: the least of what the sentence transformer, the tokenizer and the
/// network's positions allow.
pub(crate) fn most_tokens(folder: &Path) -> usize {
    let number = |file: &str, key: &str| {
        let value = json(folder, file)?.get(key)?.as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounds are checked next"
        )]
        let value = value.max(0.0) as u64;
        (8..UNBOUNDED)
            .contains(&value)
            .then(|| usize::try_from(value).ok())?
    };
    // Networks of RoBERTa's kind number their positions from the padding id on and take two tokens fewer than they have.
    let positions = number("config.json", "max_position_embeddings").map(|n| n.saturating_sub(2).max(8));
    let said = [
        number("sentence_bert_config.json", "max_seq_length"),
        number("tokenizer_config.json", "model_max_length"),
        positions,
    ];
    said.into_iter()
        .flatten()
        .min()
        .unwrap_or(DEFAULT_MOST)
        .min(LONGEST)
}
