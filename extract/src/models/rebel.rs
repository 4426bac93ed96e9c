//! REBEL and mREBEL: statements written out by an encoder and a decoder (Huguet Cabot and Navigli 2021; Huguet Cabot et al. 2023).
//!
//! What is written is `<triplet> subject <mark> object <mark> relation`, with further `<mark> object <mark> relation` of the same
//! subject behind it. The marks are `<subj>` and `<obj>`, or the ends' types. Each end is looked up in the text: what does not
//! stand there is no statement of it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::batch::{Rows, batches_of, rounded};
use super::card::Card;
use super::claims::Claim;
use super::coder::{Coder, Window, json};
use super::labels::language_of;
use super::network::{Network, Running, Tensor};
use super::relation_names::predicate_of;
use super::token_classifier::softmax;
use crate::extractor::ExtractError;
use crate::sentence::sentences;

/// Tokens that two windows of a long text share.
const OVERLAP: usize = 32;
/// Longest window: what such models were trained on.
const WINDOW: usize = 256;
/// Most tokens that are written for one window.
const WRITTEN: usize = 192;
/// Most windows that are written for together, and most tokens that they hold.
const BATCH: [usize; 2] = [8, 2048];
/// Token with which a multilingual model begins to write statements.
const STATEMENTS: &str = "tp_XX";
/// Tokens that tell a multilingual model the language of the text.
const LANGUAGES: [(&str, &str); 3] = [("en", "en_XX"), ("ko", "ko_KR"), ("zh-Hant", "zh_CN")];

/// A loaded model.
#[derive(Debug)]
pub(crate) struct Rebel {
    encoder: Network,
    decoder: Network,
    coder: Coder,
    /// Output of the encoder.
    states: String,
    name: String,
    threshold: f32,
    relations: BTreeMap<String, String>,
    begin: Vec<i64>,
    end: i64,
    languages: HashMap<&'static str, i64>,
    /// Relations that were left out for want of a predicate, each told once.
    left_out: Mutex<Vec<String>>,
}

/// One statement as it was written, with the probability of its tokens.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Triplet {
    pub(crate) subject: String,
    pub(crate) relation: String,
    pub(crate) object: String,
    pub(crate) confidence: f32,
}

impl Rebel {
    pub(crate) fn load(folder: &Path, card: &Card, running: &Running) -> Result<Self, ExtractError> {
        let coder = Coder::read(folder, &card.tokenizer, card.most_tokens.min(WINDOW))?;
        let number = |key: &str| {
            let of = |file: &str| json(folder, file)?.get(key).and_then(Value::as_i64);
            of("generation_config.json").or_else(|| of("config.json"))
        };
        let missing = |what: &str| ExtractError::Model {
            path: folder.to_path_buf(),
            message: format!("config.json does not name the {what}"),
        };
        let begin = match coder.id(STATEMENTS) {
            Some(token) => vec![token],
            None => {
                let start = number("decoder_start_token_id")
                    .ok_or_else(|| missing("token that the decoder begins with"))?;
                // Networks of BART's kind are made to write their first token.
                std::iter::once(start)
                    .chain(number("forced_bos_token_id"))
                    .collect()
            }
        };
        let languages = LANGUAGES
            .into_iter()
            .filter_map(|(language, token)| Some((language, coder.id(token)?)))
            .collect();
        let encoder = Network::load(&folder.join(card.graph("encoder")?), running)?;
        let states = encoder
            .signature()
            .outputs
            .first()
            .map_or(String::new(), |p| p.name.clone());
        Ok(Self {
            decoder: Network::load(&folder.join(card.graph("decoder")?), running)?,
            encoder,
            states,
            name: card.name.clone(),
            threshold: card.relation_threshold,
            relations: card.relations.clone(),
            end: number("eos_token_id").ok_or_else(|| missing("token that ends a text"))?,
            begin,
            languages,
            left_out: Mutex::default(),
            coder,
        })
    }

    /// Claims in each text.
    pub(crate) fn claims(&self, texts: &[&str]) -> Result<Vec<Vec<Claim>>, ExtractError> {
        let all = self.triplets(texts)?;
        let texts = texts.iter().zip(all);
        Ok(texts
            .map(|(text, triplets)| {
                triplets
                    .into_iter()
                    .filter_map(|t| self.claim(text, &t))
                    .collect()
            })
            .collect())
    }

    /// What is written for each text.
    pub(crate) fn triplets(&self, texts: &[&str]) -> Result<Vec<Vec<Triplet>>, ExtractError> {
        let (mut windows, mut places) = (Vec::new(), Vec::new());
        for (at, text) in texts.iter().enumerate() {
            let language = self.languages.get(language_of(text));
            for mut window in self.coder.windows(text, OVERLAP)? {
                if let Some(language) = language {
                    self.tell(&mut window, *language);
                }
                windows.push(window);
                places.push(at);
            }
        }
        let mut all: Vec<Vec<Triplet>> = texts.iter().map(|_| Vec::new()).collect();
        let lengths: Vec<usize> = windows.iter().map(Window::len).collect();
        for batch in batches_of(&lengths, BATCH) {
            let written = self.write(&Rows::new(&windows, &batch, &self.coder), WRITTEN)?;
            for (at, tokens) in batch.iter().zip(written) {
                let target = places.get(*at).and_then(|place| all.get_mut(*place));
                if let Some(target) = target {
                    target.extend(self.parse(&tokens)?);
                }
            }
        }
        Ok(all)
    }

    /// Puts the language of the text where the tokenizer put its usual one.
    fn tell(&self, window: &mut Window, language: i64) {
        for (id, bytes) in window.ids.iter_mut().zip(&window.bytes) {
            let is_language = bytes.is_none() && self.coder.token(*id).is_some_and(|t| is_language(&t));
            if is_language {
                *id = language;
            }
        }
    }

    /// Writes greedily: token ids with their probabilities for each row.
    fn write(&self, rows: &Rows<'_>, most: usize) -> Result<Vec<Vec<(i64, f32)>>, ExtractError> {
        let count = rows.count();
        let states = rows.run(&self.encoder, &[self.states.as_str()])?.swap_remove(0);
        let mask = rows.mask();
        let mut written: Vec<Vec<(i64, f32)>> = vec![Vec::new(); count];
        let mut ended = vec![false; count];
        let mut ids: Vec<Vec<i64>> = vec![self.begin.clone(); count];
        while ended.iter().any(|e| !e) && ids.first().is_some_and(|i| i.len() < most) {
            let length = ids.first().map_or(0, Vec::len);
            // Rounded up, so that few shapes occur; a decoder does not look ahead, so what is behind is not seen.
            let padded = rounded(length);
            let mut data = Vec::with_capacity(count * padded);
            for row in &ids {
                data.extend(row);
                data.resize(data.len() + padded - row.len(), self.coder.padding);
            }
            let inputs = HashMap::from([
                ("input_ids", Tensor::integers(&[count, padded], data)),
                ("encoder_attention_mask", mask.clone()),
                ("encoder_hidden_states", states.clone()),
            ]);
            let logits = self.decoder.run(inputs, &["logits"])?.swap_remove(0);
            let width = logits.shape.last().copied().unwrap_or(0);
            let values = logits.as_reals(3)?;
            for (row, (ids, ended)) in ids.iter_mut().zip(&mut ended).enumerate() {
                let at = (row * padded + length - 1) * width;
                let own = values.get(at..at + width).ok_or_else(|| {
                    ExtractError::Run("the decoder's output does not have the expected axes".to_owned())
                })?;
                let probabilities = softmax(own);
                let step = |a: (usize, f32), b: (usize, &f32)| if *b.1 > a.1 { (b.0, *b.1) } else { a };
                let (best, probability) = probabilities.iter().enumerate().fold((0, 0.0), step);
                let token = i64::try_from(best).unwrap_or(self.end);
                if *ended || token == self.end {
                    *ended = true;
                    ids.push(self.coder.padding);
                    continue;
                }
                ids.push(token);
                if let Some(written) = written.get_mut(row) {
                    written.push((token, probability));
                }
            }
        }
        Ok(written)
    }

    /// The statements of what was written.
    fn parse(&self, tokens: &[(i64, f32)]) -> Result<Vec<Triplet>, ExtractError> {
        let mut triplets = Vec::new();
        // Ids and probabilities of the subject, the object and the relation.
        let mut parts: [Vec<(i64, f32)>; 3] = Default::default();
        let mut part = None;
        let mut finish = |parts: &[Vec<(i64, f32)>; 3]| -> Result<(), ExtractError> {
            let text = |part: &[(i64, f32)]| -> Result<String, ExtractError> {
                let ids: Vec<i64> = part.iter().map(|(id, _)| *id).collect();
                Ok(self.coder.text(&ids)?.trim().to_owned())
            };
            let [subject, object, relation] = parts;
            if subject.is_empty() || object.is_empty() || relation.is_empty() {
                return Ok(());
            }
            let all: Vec<f32> = parts.iter().flatten().map(|(_, p)| p.max(1e-6).ln()).collect();
            #[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
            let mean = all.iter().sum::<f32>() / all.len() as f32;
            triplets.push(Triplet {
                subject: text(subject)?,
                object: text(object)?,
                relation: text(relation)?,
                confidence: mean.exp(),
            });
            Ok(())
        };
        for (id, probability) in tokens {
            let token = self.coder.token(*id).unwrap_or_default();
            match token.as_str() {
                "<triplet>" | "<relation>" => {
                    finish(&parts)?;
                    parts = Default::default();
                    part = Some(0);
                }
                "<s>" | "</s>" | "<pad>" | "<unk>" => {}
                mark if mark.len() > 2 && mark.starts_with('<') && mark.ends_with('>') => {
                    part = match part {
                        Some(0) => Some(1),
                        Some(1) => Some(2),
                        Some(_) => {
                            finish(&parts)?;
                            parts[1].clear();
                            parts[2].clear();
                            Some(1)
                        }
                        None => None,
                    };
                }
                _ => {
                    if let Some(own) = part.and_then(|p: usize| parts.get_mut(p)) {
                        own.push((*id, *probability));
                    }
                }
            }
        }
        finish(&parts)?;
        Ok(triplets)
    }

    /// A statement as a claim about two places of the text.
    fn claim(&self, text: &str, triplet: &Triplet) -> Option<Claim> {
        if triplet.confidence < self.threshold {
            return None;
        }
        let Some((predicate, turned)) = predicate_of(&triplet.relation, &self.relations) else {
            let mut left_out = self.left_out.lock().unwrap_or_else(PoisonError::into_inner);
            if !left_out.contains(&triplet.relation) && left_out.len() < 1000 {
                tracing::info!(model = %self.name, relation = %triplet.relation, "no predicate for this relation: it is left out");
                left_out.push(triplet.relation.clone());
            }
            return None;
        };
        let (subject, object) = nearest(text, &triplet.subject, &triplet.object)?;
        Some(Claim {
            ends: if turned {
                [object, subject]
            } else {
                [subject, object]
            },
            predicate,
            confidence: triplet.confidence,
            source: self.name.clone(),
        })
    }

    /// The beginning of the encoder's states for the self-test, and the probabilities of the first tokens written.
    pub(crate) fn numbers(&self, texts: &[&str]) -> Result<Vec<f32>, ExtractError> {
        let mut numbers = Vec::new();
        for text in texts {
            let windows = self.coder.windows(text, OVERLAP)?;
            let rows = Rows::new(&windows, &[0], &self.coder);
            let states = rows.run(&self.encoder, &[self.states.as_str()])?;
            numbers.extend(
                states
                    .first()
                    .map_or(Ok(&[][..]), |s| s.as_reals(3))?
                    .iter()
                    .take(64),
            );
        }
        // that the decoder runs, too; a whole statement would take long
        let windows = self
            .coder
            .windows(texts.first().copied().unwrap_or(""), OVERLAP)?;
        let written = self.write(&Rows::new(&windows, &[0], &self.coder), self.begin.len() + 2)?;
        numbers.extend(written.iter().flatten().map(|(_, probability)| probability));
        Ok(numbers)
    }
}

/// `ko_KR`, `en_XX`.
fn is_language(token: &str) -> bool {
    let bytes = token.as_bytes();
    bytes.len() == 5
        && bytes[..2].iter().all(u8::is_ascii_lowercase)
        && bytes[2] == b'_'
        && bytes[3..].iter().all(u8::is_ascii_uppercase)
}

/// The places of two names that stand nearest to each other; those in one sentence go before all others.
fn nearest(text: &str, one: &str, other: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (ones, others) = (places(text, one), places(text, other));
    let sentences = sentences(text);
    let sentence_of = |at: usize| sentences.partition_point(|s| s.end <= at);
    let pairs = ones
        .iter()
        .flat_map(|a| others.iter().map(move |b| (a.clone(), b.clone())));
    pairs
        .filter(|(a, b)| a.end <= b.start || b.end <= a.start)
        .min_by_key(|(a, b)| {
            let apart = sentence_of(a.start) != sentence_of(b.start);
            let between = a.start.max(b.start) - a.end.min(b.end);
            (apart, between)
        })
}

/// Most places of one name that are looked at.
const MOST_PLACES: usize = 32;

/// Where a name stands in a text: as written, else without regard to case.
fn places(text: &str, name: &str) -> Vec<Range<usize>> {
    if name.is_empty() {
        return Vec::new();
    }
    let exact: Vec<Range<usize>> = text
        .match_indices(name)
        .take(MOST_PLACES)
        .map(|(at, found)| at..at + found.len())
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let folded: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let same_from = |start: usize| -> Option<usize> {
        let mut wanted = folded.iter();
        let mut next = wanted.next();
        for (at, c) in text.get(start..)?.char_indices() {
            for lower in c.to_lowercase() {
                if Some(&lower) != next {
                    return None;
                }
                next = wanted.next();
            }
            if next.is_none() {
                return Some(start + at + c.len_utf8());
            }
        }
        None
    };
    text.char_indices()
        .filter_map(|(start, _)| Some(start..same_from(start)?))
        .take(MOST_PLACES)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_language, nearest, places};

    #[test]
    fn ends_are_looked_up_where_they_stand_together() {
        let text = "Anna left. The BOARD hired Anna.";
        assert_eq!(places(text, "board"), vec![15..20; 1]);
        assert_eq!(nearest(text, "the board", "Anna"), Some((11..20, 27..31)));
        // what stands between counts, not how long the names are
        let text = "Anna chose the Harbour Board for Anna.";
        assert_eq!(nearest(text, "Anna", "the Harbour Board"), Some((33..37, 11..28)));
        assert_eq!(nearest(text, "Mike", "Anna"), None);
        assert!(is_language("ko_KR") && !is_language("ab_cd") && !is_language("<obj>"));
    }
}
