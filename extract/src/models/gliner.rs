//! GLiNER: names of any type that is asked for in words, and, by some models, relations of any kind between them.
//!
//! The input is a list of words: a mark before each type, a mark behind them, for relations the same again, then the words of the
//! text. `words_mask` numbers the text's words at the token that stands for each. The graph scores spans of words by type, or
//! words as beginnings, ends and insides (Zaratiana et al. 2024; Stepanov and Shtopko 2024).

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::Reading;
use super::batch::{Rows, batches_of};
use super::card::{Card, GlinerSettings, LabelInput};
use super::claims::Claim;
use super::coder::{Coder, Window};
use super::gliner_decode::{Scored, flat, kept_spans, kept_tokens, span_scores, token_scores};
use super::labels::{Vocabulary, language_of};
use super::named;
use super::network::{Network, Running, Tensor};
use super::pieces::{cut, stretches, words_mask};
use super::prompts::prompts;
use super::reranker::sigmoid;
use super::words::words;
use crate::extraction::EntityType;
use crate::extractor::ExtractError;
use crate::rules::Found;

/// Most windows and tokens of one batch: a span model holds a vector for every span of every width.
const BATCH: [usize; 2] = [8, 2048];
/// A piece of fewer than twice so many words is not halved.
const SHORTEST: usize = 6;
/// Labels of the self-test.
pub(crate) const PROBE_LABELS: [&str; 3] = ["person", "organization", "place"];
/// Relations of the self-test.
const PROBE_RELATIONS: [&str; 2] = ["works for", "located in"];

/// A loaded GLiNER model.
#[derive(Debug)]
pub(crate) struct Gliner {
    network: Network,
    coder: Coder,
    labels_coder: Option<Coder>,
    settings: GlinerSettings,
    thresholds: [f32; 2],
    vocabulary: Arc<Vocabulary>,
    language: String,
    name: String,
    /// Whether the axis of beginning, end and inside comes first, as in old exports of token models.
    marks_first: bool,
}

/// What is asked: types, and relations.
#[derive(Debug, Clone, Default)]
struct Asked {
    types: Vec<String>,
    relations: Vec<String>,
}

/// A stretch of a text's words that goes in at once.
#[derive(Debug)]
struct Piece<'a> {
    text: usize,
    /// Bytes of its words.
    words: Vec<Range<usize>>,
    written: Vec<&'a str>,
    window: Window,
    /// How many words of the prompt stand before.
    prompt: usize,
}

/// What a graph gave for a piece: scores by span and type, the model's own list of spans, and relations among these.
#[derive(Debug, Default)]
struct Given {
    scored: Vec<Scored>,
    kept: Vec<[usize; 2]>,
    /// Places in `kept`, the relation's place and its probability.
    relations: Vec<(usize, usize, usize, f32)>,
    /// The probabilities, for the self-test.
    numbers: Vec<f32>,
}

impl Gliner {
    pub(crate) fn load(
        folder: &Path,
        card: &Card,
        running: &Running,
        vocabulary: &Arc<Vocabulary>,
    ) -> Result<Self, ExtractError> {
        let settings = card
            .gliner
            .clone()
            .ok_or_else(|| ExtractError::Run("the card lacks the model's settings".to_owned()))?;
        let coder = Coder::read(folder, &card.tokenizer, card.most_tokens)?;
        let labels_coder = match (&card.labels_tokenizer, settings.labels) {
            (Some(file), LabelInput::Tokens) => Some(Coder::read(folder, file, card.most_tokens)?),
            _ => None,
        };
        let mut model = Self {
            network: Network::load(&folder.join(card.graph("model")?), running)?,
            coder,
            labels_coder,
            thresholds: [card.threshold, card.relation_threshold],
            vocabulary: Arc::clone(vocabulary),
            language: card.label_language.clone(),
            name: card.name.clone(),
            marks_first: false,
            settings,
        };
        model.marks_first = model.finds_marks_first()?;
        Ok(model)
    }

    /// Names, and relations between them, in each text.
    pub(crate) fn read(&self, texts: &[&str]) -> Result<Vec<Reading>, ExtractError> {
        let mut readings = vec![Reading::default(); texts.len()];
        // Texts of one language are asked with the same words.
        let mut by_language: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, text) in texts.iter().enumerate() {
            let language = match self.language.as_str() {
                "text" => language_of(text),
                told => told,
            };
            by_language.entry(language).or_default().push(at);
        }
        for (language, places) in by_language {
            let types = self.vocabulary.types_in(language);
            let relations = match self.settings.relations {
                true => self.vocabulary.relations_in(language),
                false => Vec::new(),
            };
            for (kinds, predicates) in prompts(&self.coder, &self.settings, &types, &relations)? {
                let types = types.get(kinds).unwrap_or(&[]);
                let relations = relations.get(predicates).unwrap_or(&[]);
                let asked = Asked {
                    types: types.iter().map(|(_, label)| label.clone()).collect(),
                    relations: relations.iter().map(|(_, label)| label.clone()).collect(),
                };
                if asked.types.is_empty() {
                    continue;
                }
                let pieces = self.pieces(texts, &places, &asked)?;
                let given = self.run(pieces, &asked)?;
                for at in &places {
                    let own = given.iter().filter(|(piece, _)| piece.text == *at);
                    let reading = self.reading(own, types, relations);
                    if let Some(target) = readings.get_mut(*at) {
                        target.add(reading);
                    }
                }
            }
        }
        Ok(readings)
    }

    /// The names that stand after overlapping ones have given way, and the claims between them.
    fn reading<'a>(
        &self,
        pieces: impl Iterator<Item = &'a (Piece<'a>, Given)>,
        types: &[(EntityType, String)],
        relations: &[(&super::RelationLabel, String)],
    ) -> Reading {
        let mut candidates: Vec<(Range<usize>, usize, f32)> = Vec::new();
        let mut claimed: Vec<(Range<usize>, Range<usize>, usize, f32)> = Vec::new();
        for (piece, given) in pieces {
            let bytes = |span: [usize; 2]| -> Option<Range<usize>> {
                Some(piece.words.get(span[0])?.start..piece.words.get(span[1])?.end)
            };
            candidates.extend(
                given
                    .scored
                    .iter()
                    .filter_map(|s| Some((bytes(s.span)?, s.class, s.score))),
            );
            claimed.extend(
                given
                    .relations
                    .iter()
                    .filter_map(|(head, tail, relation, score)| {
                        let ends = (bytes(*given.kept.get(*head)?)?, bytes(*given.kept.get(*tail)?)?);
                        Some((ends.0, ends.1, *relation, *score))
                    }),
            );
        }
        let names: Vec<Found> = flat(candidates)
            .into_iter()
            .filter_map(|(range, class, score)| Some(named(types.get(class)?.0, range, score)))
            .collect();
        let stands = |range: &Range<usize>| names.iter().any(|n| n.range == *range);
        let mut claims: Vec<Claim> = Vec::new();
        for (head, tail, relation, score) in claimed {
            let Some((relation, _)) = relations.get(relation) else {
                continue;
            };
            if !stands(&head) || !stands(&tail) {
                continue;
            }
            let claim = Claim {
                ends: [head, tail],
                predicate: relation.predicate.clone(),
                confidence: score,
                source: self.name.clone(),
            };
            match claims
                .iter_mut()
                .find(|c| c.ends == claim.ends && c.predicate == claim.predicate)
            {
                Some(known) => known.confidence = known.confidence.max(claim.confidence),
                None => claims.push(claim),
            }
        }
        Reading { names, claims }
    }

    /// The words before a text.
    fn prompt(&self, asked: &Asked) -> Vec<String> {
        if self.settings.labels != LabelInput::Prompt {
            return Vec::new();
        }
        let [type_mark, end, relation_mark] = &self.settings.marks;
        let mut prompt = Vec::new();
        for label in &asked.types {
            prompt.extend([type_mark.clone(), label.clone()]);
        }
        prompt.push(end.clone());
        if self.settings.relations {
            for label in &asked.relations {
                prompt.extend([relation_mark.clone(), label.clone()]);
            }
            prompt.push(end.clone());
        }
        prompt
    }

    /// A piece of these words.
    fn piece<'a>(
        &self,
        text: usize,
        words: &[Range<usize>],
        written: &[&'a str],
        prompt: &[String],
    ) -> Result<Piece<'a>, ExtractError> {
        let input: Vec<&str> = prompt
            .iter()
            .map(String::as_str)
            .chain(written.iter().copied())
            .collect();
        let mut window = self.coder.words(&input, true)?;
        cut(&mut window, self.coder.most);
        Ok(Piece {
            text,
            words: words.to_vec(),
            written: written.to_vec(),
            window,
            prompt: prompt.len(),
        })
    }

    /// Texts in pieces that the model takes; two neighbours share words, so that every span is whole in one of them.
    fn pieces<'a>(
        &self,
        texts: &[&'a str],
        places: &[usize],
        asked: &Asked,
    ) -> Result<Vec<Piece<'a>>, ExtractError> {
        let prompt = self.prompt(asked);
        let marks: Vec<&str> = prompt.iter().map(String::as_str).collect();
        let used = match marks.is_empty() {
            true => 0,
            false => self.coder.words(&marks, false)?.len(),
        };
        let room = self.coder.most.saturating_sub(used + self.coder.special(false));
        if room < 16 {
            return Err(ExtractError::Run(format!(
                "the labels take {used} of the model's {} tokens: there is no room for a text",
                self.coder.most
            )));
        }
        let mut pieces = Vec::new();
        for at in places {
            let text = texts.get(*at).copied().unwrap_or("");
            let all = words(text);
            let written: Vec<&str> = all.iter().filter_map(|r| text.get(r.clone())).collect();
            if written.is_empty() {
                continue;
            }
            let mut lengths = vec![0_usize; written.len()];
            for word in self.coder.words(&written, false)?.words.into_iter().flatten() {
                if let Some(length) = lengths.get_mut(word) {
                    *length += 1;
                }
            }
            for range in stretches(&lengths, room, self.settings.max_words, self.settings.max_width) {
                let own = written.get(range.clone()).unwrap_or(&[]);
                pieces.push(self.piece(*at, all.get(range).unwrap_or(&[]), own, &prompt)?);
            }
        }
        Ok(pieces)
    }

    /// Runs the pieces, those of like length together.
    fn run<'a>(
        &self,
        pieces: Vec<Piece<'a>>,
        asked: &Asked,
    ) -> Result<Vec<(Piece<'a>, Given)>, ExtractError> {
        if self.settings.relations {
            return self.run_alone(pieces, asked);
        }
        let lengths: Vec<usize> = pieces.iter().map(|p| p.window.len()).collect();
        let mut all: Vec<Given> = pieces.iter().map(|_| Given::default()).collect();
        for batch in batches_of(&lengths, BATCH) {
            let own: Vec<&Piece> = batch.iter().filter_map(|at| pieces.get(*at)).collect();
            for (at, given) in batch.iter().zip(self.run_batch(&own, asked)?) {
                if let Some(target) = all.get_mut(*at) {
                    *target = given;
                }
            }
        }
        Ok(pieces.into_iter().zip(all).collect())
    }

    /// Runs the pieces of a model with relations one at a time, as it was traced. Upstream's export of such a model holds as many
    /// names as the text had that it was traced on; a piece with more fails, and its halves are tried.
    fn run_alone<'a>(
        &self,
        pieces: Vec<Piece<'a>>,
        asked: &Asked,
    ) -> Result<Vec<(Piece<'a>, Given)>, ExtractError> {
        let prompt = self.prompt(asked);
        let mut done = Vec::with_capacity(pieces.len());
        let mut waiting = pieces;
        while let Some(piece) = waiting.pop() {
            let count = piece.words.len();
            match self.run_batch(&[&piece], asked) {
                Ok(mut given) => {
                    let given = given.pop().unwrap_or_default();
                    done.push((piece, given));
                }
                Err(_) if count >= 2 * SHORTEST => {
                    let shared = self.settings.max_width.min(SHORTEST) / 2;
                    for half in [0..count / 2 + shared, count / 2 - shared..count] {
                        let words = piece.words.get(half.clone()).unwrap_or(&[]);
                        let written = piece.written.get(half).unwrap_or(&[]);
                        waiting.push(self.piece(piece.text, words, written, &prompt)?);
                    }
                }
                Err(error) => {
                    tracing::warn!(model = %self.name, %error, "a few words were not read");
                    done.push((piece, Given::default()));
                }
            }
        }
        Ok(done)
    }

    fn run_batch(&self, pieces: &[&Piece<'_>], asked: &Asked) -> Result<Vec<Given>, ExtractError> {
        let inputs = self.inputs(pieces, asked)?;
        let outputs: &[&str] = match self.settings.relations {
            true => &["logits", "rel_idx", "rel_logits", "rel_mask"],
            false => &["logits"],
        };
        let arrays = self.network.run(inputs, outputs)?;
        let logits = arrays.first().ok_or_else(unexpected)?;
        let mut all = Vec::with_capacity(pieces.len());
        for (row, piece) in pieces.iter().enumerate() {
            let mut given = self.scores(logits, pieces.len(), row, piece.words.len(), asked.types.len())?;
            if let [_, pairs, scores, mask] = arrays.as_slice() {
                given.relations = self.relations(pairs, scores, mask, asked.relations.len())?;
            }
            all.push(given);
        }
        Ok(all)
    }

    /// Names of one row of the logits.
    fn scores(
        &self,
        logits: &Tensor,
        rows: usize,
        row: usize,
        words: usize,
        classes: usize,
    ) -> Result<Given, ExtractError> {
        let data = logits.as_reals(4)?;
        let shape = &logits.shape;
        if self.settings.spans {
            let [_, length, width, found] = shape[..] else {
                return Err(unexpected());
            };
            if shape.first() != Some(&rows) || found < classes {
                return Err(unexpected());
            }
            let size = length * width * found;
            let own = data.get(row * size..(row + 1) * size).ok_or_else(unexpected)?;
            let scored = span_scores(own, [width, found], words, classes);
            return Ok(Given {
                kept: kept_spans(&scored),
                numbers: scored.iter().map(|s| s.score).collect(),
                scored: scored
                    .into_iter()
                    .filter(|s| s.score > self.thresholds[0])
                    .collect(),
                ..Given::default()
            });
        }
        // Rows, words, classes, marks; or marks, rows, words, classes.
        let (length, found) = match (self.marks_first, &shape[..]) {
            (false, [_, length, found, 3]) => (*length, *found),
            (true, [3, _, length, found]) => (*length, *found),
            _ => return Err(unexpected()),
        };
        let mut own = vec![[0.0_f32; 3]; words * classes];
        for word in 0..words {
            for class in 0..classes {
                for mark in 0..3 {
                    let at = match self.marks_first {
                        false => ((row * length + word) * found + class) * 3 + mark,
                        true => ((mark * rows + row) * length + word) * found + class,
                    };
                    let value = data.get(at).ok_or_else(unexpected)?;
                    if let Some(target) = own.get_mut(word * classes + class) {
                        target[mark] = sigmoid(*value);
                    }
                }
            }
        }
        Ok(Given {
            scored: token_scores(&own, classes, self.thresholds[0]),
            kept: kept_tokens(&own, classes),
            numbers: own.concat(),
            ..Given::default()
        })
    }

    /// The relations of a text that was run alone. They are between places in the model's own list of spans, which is not given
    /// out and is built again from the logits.
    fn relations(
        &self,
        pairs: &Tensor,
        scores: &Tensor,
        mask: &Tensor,
        classes: usize,
    ) -> Result<Vec<(usize, usize, usize, f32)>, ExtractError> {
        let pairs = pairs.as_integers()?;
        let width = scores.shape.last().copied().unwrap_or(0).max(1);
        let scores = scores.as_reals(3)?;
        let holds = |at: usize| match &mask.data {
            super::network::Data::Truths(mask) => mask.get(at).copied().unwrap_or(false),
            super::network::Data::Integers(mask) => mask.get(at).is_some_and(|m| *m != 0),
            super::network::Data::Reals(mask) => mask.get(at).is_some_and(|m| *m > 0.5),
        };
        let mut found = Vec::new();
        for (at, (pair, scores)) in pairs.chunks_exact(2).zip(scores.chunks_exact(width)).enumerate() {
            let [Ok(head), Ok(tail)] =
                [0, 1].map(|end| usize::try_from(pair.get(end).copied().unwrap_or(-1)))
            else {
                continue;
            };
            if !holds(at) {
                continue;
            }
            for (class, logit) in scores.iter().enumerate().take(classes) {
                let score = sigmoid(*logit);
                if score > self.thresholds[1] {
                    found.push((head, tail, class, score));
                }
            }
        }
        Ok(found)
    }

    fn inputs(
        &self,
        pieces: &[&Piece<'_>],
        asked: &Asked,
    ) -> Result<HashMap<&'static str, Tensor>, ExtractError> {
        let windows: Vec<Window> = pieces.iter().map(|p| p.window.clone()).collect();
        let order: Vec<usize> = (0..windows.len()).collect();
        let rows = Rows::new(&windows, &order, &self.coder);
        let mut masks = Vec::with_capacity(pieces.len() * rows.length);
        for piece in pieces {
            let mask = words_mask(&piece.window, piece.prompt, &self.settings.subtoken);
            let padding = rows.length - mask.len();
            masks.extend(mask);
            masks.extend(std::iter::repeat_n(0, padding));
        }
        let counts: Vec<i64> = pieces
            .iter()
            .map(|p| i64::try_from(p.words.len()).unwrap_or(0))
            .collect();
        let mut inputs = HashMap::from([
            ("input_ids", rows.ids()),
            ("attention_mask", rows.mask()),
            (
                "words_mask",
                Tensor::integers(&[pieces.len(), rows.length], masks),
            ),
            ("text_lengths", Tensor::integers(&[pieces.len(), 1], counts)),
        ]);
        if self.settings.spans {
            let (spans, mask) = self.spans(pieces);
            inputs.extend([("span_idx", spans), ("span_mask", mask)]);
        }
        if self.settings.labels == LabelInput::Tokens {
            let coder = self.labels_coder.as_ref().unwrap_or(&self.coder);
            let labels: Vec<Window> = asked
                .types
                .iter()
                .map(|label| Ok(coder.windows(label, 0)?.swap_remove(0)))
                .collect::<Result<_, ExtractError>>()?;
            let order: Vec<usize> = (0..labels.len()).collect();
            let rows = Rows::new(&labels, &order, coder);
            inputs.extend([
                ("labels_input_ids", rows.ids()),
                ("labels_attention_mask", rows.mask()),
            ]);
        }
        Ok(inputs)
    }

    /// Every span of every piece, by beginning and width; those that leave the text are zeros and masked.
    fn spans(&self, pieces: &[&Piece<'_>]) -> (Tensor, Tensor) {
        let width = self.settings.max_width;
        let most = pieces.iter().map(|p| p.words.len()).max().unwrap_or(0);
        let (mut spans, mut mask) = (Vec::new(), Vec::new());
        for piece in pieces {
            for start in 0..most {
                for end in start..start + width {
                    let inside = end < piece.words.len();
                    let number = |at: usize| if inside { i64::try_from(at).unwrap_or(0) } else { 0 };
                    spans.extend([number(start), number(end)]);
                    mask.push(inside);
                }
            }
        }
        let rows = pieces.len();
        (
            Tensor::integers(&[rows, most * width, 2], spans),
            Tensor::truths(&[rows, most * width], mask),
        )
    }

    /// What the graph gives for texts asked with the self-test's labels.
    pub(crate) fn numbers(&self, texts: &[&str]) -> Result<Vec<f32>, ExtractError> {
        let asked = Asked {
            types: PROBE_LABELS.map(str::to_owned).to_vec(),
            relations: match self.settings.relations {
                true => PROBE_RELATIONS.map(str::to_owned).to_vec(),
                false => Vec::new(),
            },
        };
        let places: Vec<usize> = (0..texts.len()).collect();
        let pieces = self.pieces(texts, &places, &asked)?;
        let given = self.run(pieces, &asked)?;
        Ok(given.into_iter().flat_map(|(_, given)| given.numbers).collect())
    }

    /// Whether the marks come first. The names of axes do not tell: the graph is run on one text with two labels.
    fn finds_marks_first(&self) -> Result<bool, ExtractError> {
        if self.settings.spans {
            return Ok(false);
        }
        let asked = Asked {
            types: PROBE_LABELS.iter().take(2).map(|l| (*l).to_owned()).collect(),
            relations: match self.settings.relations {
                true => PROBE_RELATIONS.map(str::to_owned).to_vec(),
                false => Vec::new(),
            },
        };
        let pieces = self.pieces(&["A B C D E"], &[0], &asked)?;
        let pieces: Vec<&Piece> = pieces.iter().collect();
        let arrays = self.network.run(self.inputs(&pieces, &asked)?, &["logits"])?;
        match arrays.first().map(|t| t.shape.as_slice()) {
            Some([1, 5, 2, 3]) => Ok(false),
            Some([3, 1, 5, 2]) => Ok(true),
            other => Err(ExtractError::Run(format!(
                "the self-test failed: for 5 words and 2 labels the model gave an array of axes {other:?}"
            ))),
        }
    }
}

fn unexpected() -> ExtractError {
    ExtractError::Run("the model's outputs do not have the axes that a GLiNER model's have".to_owned())
}
