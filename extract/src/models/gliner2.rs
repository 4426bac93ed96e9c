//! GLiNER2 in four graphs: an encoder of prompt and text, vectors of spans, vectors of labels, and a classifier of whole texts,
//! which is not needed here.
//!
//! The prompt is `( [P] entities ( [E] label … ) ) [SEP_TEXT]`, the text stands behind it in lower case, and there are no special
//! tokens around them. A span's score is the product of its vector with a label's (Zaratiana et al. 2025).

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::card::Card;
use super::coder::{Coder, Window};
use super::gliner::PROBE_LABELS;
use super::gliner_decode::flat;
use super::labels::{Vocabulary, language_of};
use super::named;
use super::network::{Network, Running, Tensor};
use super::pieces::stretches;
use super::prompts::{costs, fitting};
use super::reranker::sigmoid;
use super::words::words;
use crate::extractor::ExtractError;
use crate::rules::Found;

/// Marks that the vocabulary must have.
const MARKS: [&str; 3] = ["[P]", "[E]", "[SEP_TEXT]"];

/// A loaded GLiNER2 model.
#[derive(Debug)]
pub(crate) struct Gliner2 {
    encoder: Network,
    spans: Network,
    labels: Network,
    /// Output of the encoder, the spans and the labels.
    outputs: [String; 3],
    coder: Coder,
    max_width: usize,
    max_words: usize,
    threshold: f32,
    vocabulary: Arc<Vocabulary>,
    language: String,
}

/// A span's bytes, the place of its label, and its probability.
type Candidate = (Range<usize>, usize, f32);

impl Gliner2 {
    pub(crate) fn load(
        folder: &Path,
        card: &Card,
        running: &Running,
        vocabulary: &Arc<Vocabulary>,
    ) -> Result<Self, ExtractError> {
        let coder = Coder::read(folder, &card.tokenizer, card.most_tokens)?;
        if let Some(mark) = MARKS.iter().find(|mark| coder.id(mark).is_none()) {
            return Err(ExtractError::Model {
                path: folder.join(&card.tokenizer),
                message: format!("the vocabulary lacks {mark}, which the prompt of GLiNER2 is made with"),
            });
        }
        let load = |part: &str| Network::load(&folder.join(card.graph(part)?), running);
        let (encoder, spans, labels) = (load("encoder")?, load("spans")?, load("labels")?);
        let outputs = [&encoder, &spans, &labels].map(|network| {
            let first = network.signature().outputs.first();
            first.map_or(String::new(), |p| p.name.clone())
        });
        let (max_width, max_words) = card
            .gliner
            .as_ref()
            .map_or((8, 384), |g| (g.max_width, g.max_words));
        Ok(Self {
            encoder,
            spans,
            labels,
            outputs,
            coder,
            max_width,
            max_words,
            threshold: card.threshold,
            vocabulary: Arc::clone(vocabulary),
            language: card.label_language.clone(),
        })
    }

    /// The names in each text.
    pub(crate) fn names(&self, texts: &[&str]) -> Result<Vec<Vec<Found>>, ExtractError> {
        let mut all = Vec::with_capacity(texts.len());
        for text in texts {
            let language = match self.language.as_str() {
                "text" => language_of(text),
                told => told,
            };
            let types = self.vocabulary.types_in(language);
            let asked: Vec<&str> = types.iter().map(|(_, label)| label.as_str()).collect();
            let costs = costs(&self.coder, "[E]", asked.iter().copied())?;
            let mut candidates = Vec::new();
            for (group, _) in fitting(&costs, &[], self.coder.most) {
                let labels = asked.get(group.clone()).unwrap_or(&[]);
                let found = self.candidates(text, labels)?;
                candidates.extend(
                    found
                        .into_iter()
                        .map(|(range, class, score)| (range, group.start + class, score)),
                );
            }
            candidates.retain(|(.., score)| *score >= self.threshold);
            let names = flat(candidates)
                .into_iter()
                .filter_map(|(range, class, score)| Some(named(types.get(class)?.0, range, score)));
            all.push(names.collect());
        }
        Ok(all)
    }

    /// Every span of a text with every label.
    fn candidates(&self, text: &str, labels: &[&str]) -> Result<Vec<Candidate>, ExtractError> {
        let all = words(text);
        if all.is_empty() || labels.is_empty() {
            return Ok(Vec::new());
        }
        let mut prompt = vec!["(", "[P]", "entities", "("];
        for label in labels {
            prompt.extend(["[E]", label]);
        }
        prompt.extend([")", ")", "[SEP_TEXT]"]);
        let used = self.coder.words(&prompt, false)?.len();
        let room = self.coder.most.saturating_sub(used);
        if room < 16 {
            return Err(ExtractError::Run(format!(
                "the labels take {used} of the model's {} tokens: there is no room for a text",
                self.coder.most
            )));
        }
        let lower: Vec<String> = all
            .iter()
            .map(|r| text.get(r.clone()).unwrap_or("").to_lowercase())
            .collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let mut lengths = vec![0_usize; lower.len()];
        for word in self.coder.words(&lower, false)?.words.into_iter().flatten() {
            if let Some(length) = lengths.get_mut(word) {
                *length += 1;
            }
        }
        let mut candidates = Vec::new();
        for range in stretches(&lengths, room, self.max_words, self.max_width) {
            let own = lower.get(range.clone()).unwrap_or(&[]);
            let input: Vec<&str> = prompt.iter().chain(own).copied().collect();
            let window = self.coder.words(&input, false)?;
            for ([start, end], class, score) in self.scores(&window, prompt.len(), own.len(), labels.len())? {
                if let (Some(first), Some(last)) = (all.get(range.start + start), all.get(range.start + end))
                {
                    candidates.push((first.start..last.end, class, score));
                }
            }
        }
        Ok(candidates)
    }

    /// The probability of each span of words with each label.
    fn scores(
        &self,
        window: &Window,
        prompt: usize,
        count: usize,
        labels: usize,
    ) -> Result<Vec<([usize; 2], usize, f32)>, ExtractError> {
        let length = window.len();
        let inputs = HashMap::from([
            ("input_ids", Tensor::integers(&[1, length], window.ids.clone())),
            ("attention_mask", Tensor::integers(&[1, length], vec![1; length])),
        ]);
        let states = self
            .encoder
            .run(inputs, &[self.outputs[0].as_str()])?
            .swap_remove(0);
        let width = states.shape.last().copied().unwrap_or(0).max(1);
        let states = states.as_reals(3)?;
        // The first token of each word of the prompt and of the text.
        let first = |word: usize| window.words.iter().position(|w| *w == Some(word));
        let mut label_states = Vec::with_capacity(labels * width);
        for label in 0..labels {
            let at = first(4 + 2 * label).ok_or_else(unexpected)?;
            label_states.extend(states.get(at * width..(at + 1) * width).ok_or_else(unexpected)?);
        }
        let begin = first(prompt).unwrap_or(length);
        // A word that the tokenizer makes nothing of stands at the next one's place.
        let mut places = vec![0_usize; count];
        let mut next = length.saturating_sub(begin + 1);
        for word in (0..count).rev() {
            next = first(prompt + word).map_or(next, |at| at - begin);
            if let Some(place) = places.get_mut(word) {
                *place = next;
            }
        }
        let mut spans: Vec<[usize; 2]> = Vec::new();
        for start in 0..count {
            spans.extend((start..count.min(start + self.max_width)).map(|end| [start, end]));
        }
        let ends = |side: usize| -> Vec<i64> {
            let word = spans.iter().map(|s| s[side]);
            word.map(|w| i64::try_from(places.get(w).copied().unwrap_or(0)).unwrap_or(0))
                .collect()
        };
        let text = states.get(begin * width..).ok_or_else(unexpected)?;
        if text.is_empty() || spans.is_empty() {
            return Ok(Vec::new());
        }
        let inputs = HashMap::from([
            (
                "hidden_states",
                Tensor::reals(&[1, length - begin, width], text.to_vec()),
            ),
            ("span_start_idx", Tensor::integers(&[1, spans.len()], ends(0))),
            ("span_end_idx", Tensor::integers(&[1, spans.len()], ends(1))),
        ]);
        let vectors = self
            .spans
            .run(inputs, &[self.outputs[1].as_str()])?
            .swap_remove(0);
        let inputs = HashMap::from([("label_embeddings", Tensor::reals(&[labels, width], label_states))]);
        let asked = self
            .labels
            .run(inputs, &[self.outputs[2].as_str()])?
            .swap_remove(0);
        let (vectors, asked) = (vectors.as_reals(3)?, asked.as_reals(2)?);
        if vectors.len() != spans.len() * width || asked.len() != labels * width {
            return Err(unexpected());
        }
        let mut scores = Vec::with_capacity(spans.len() * labels);
        for (span, vector) in spans.iter().zip(vectors.chunks_exact(width)) {
            for (class, label) in asked.chunks_exact(width).enumerate() {
                let product: f32 = vector.iter().zip(label).map(|(a, b)| a * b).sum();
                scores.push((*span, class, sigmoid(product)));
            }
        }
        Ok(scores)
    }

    /// The probabilities for texts asked with the self-test's labels.
    pub(crate) fn numbers(&self, texts: &[&str]) -> Result<Vec<f32>, ExtractError> {
        let mut numbers = Vec::new();
        for text in texts {
            numbers.extend(
                self.candidates(text, &PROBE_LABELS)?
                    .into_iter()
                    .map(|(.., score)| score),
            );
        }
        Ok(numbers)
    }
}

fn unexpected() -> ExtractError {
    ExtractError::Run("the model's outputs do not have the axes that a GLiNER2 model's have".to_owned())
}
