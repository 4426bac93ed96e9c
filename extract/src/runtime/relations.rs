//! The relation model: typed pairs of a sentence to predicates, with calibrated confidence.
//!
//! `relations.json` of a model folder names the graph, its vocabulary, the predicates with the types of their ends, and for
//! each the calibration and the least confidence at which it is asserted. A folder without it has no relation model.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use super::engine::{Engine, Graph};
use super::lanes;
use super::pairs::{PairInputs, Sequence, Sight};
use super::tokenizer::Tokenizer;
use crate::extraction::EntityType;
use crate::extractor::ExtractError;
use crate::script;

/// Name of the file in the model's folder.
const FILE: &str = "relations.json";
/// Most places of one batch, padding included: few enough for what is computed of them to stay in the cache of a core.
const BATCH_PLACES: usize = 2048;
/// Pairs are not cut into smaller batches than this to give every lane some of them.
const LANE_PLACES: usize = 512;
/// Pairs from which on those gathered so far are scored, so that memory does not grow with the document.
const MOST_PAIRS: usize = 4096;
/// Lengths are rounded up to a multiple of this, so that few shapes occur.
const LENGTH_STEP: usize = 8;
/// Least confidence of a candidate.
const LEAST: f32 = 0.2;
/// Most confidence of what is below its threshold.
const NOT_ASSERTED: f32 = 0.49;

/// Types whose mentions are words to the model, as they were in training: it is the word "founder" that says who founded.
/// A title is a mention only where it is an end of the pair.
const WORDS: [EntityType; 4] = [
    EntityType::Title,
    EntityType::Quantity,
    EntityType::Time,
    EntityType::Money,
];

#[derive(Debug, Deserialize)]
struct Manifest {
    name: String,
    version: String,
    model: String,
    tokenizer: String,
    types: Vec<String>,
    margin: usize,
    widest: usize,
    near: i64,
    predicates: Vec<Described>,
    #[serde(default)]
    files: Vec<File>,
    #[serde(default)]
    screen: Option<Screened>,
}

/// A small graph that takes a first look, and the score below which a pair is left alone.
#[derive(Debug, Deserialize)]
struct Screened {
    model: String,
    threshold: f32,
}

#[derive(Debug, Deserialize)]
struct File {
    path: String,
    sha256: String,
    bytes: u64,
}

#[derive(Debug, Deserialize)]
struct Described {
    name: String,
    subject: Vec<String>,
    object: Vec<String>,
    slope: f32,
    offset: f32,
    thresholds: Thresholds,
}

/// Least calibrated score at which a predicate is asserted, by the script of the sentence: what was fitted on Korean says
/// nothing of Chinese. One or more says that nothing could be fitted: there the predicate is left out.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
struct Thresholds {
    zh: f32,
    ko: f32,
    en: f32,
}

impl Thresholds {
    fn of(self, sentence: &str) -> f32 {
        if script::has_hangul(sentence) {
            self.ko
        } else if script::has_han(sentence) {
            self.zh
        } else {
            self.en
        }
    }

    /// Whether each is a share that something can be.
    fn are_sound(self) -> bool {
        [self.zh, self.ko, self.en].iter().all(|t| *t > 0.0)
    }
}

/// A predicate that the model scores.
#[derive(Debug)]
struct Predicate {
    name: String,
    subject: Vec<EntityType>,
    object: Vec<EntityType>,
    slope: f32,
    offset: f32,
    thresholds: Thresholds,
}

impl Predicate {
    /// Whether it may join things of these types in a sentence, the first as its subject.
    fn may_join(&self, subject: EntityType, object: EntityType, sentence: &str) -> bool {
        self.subject.contains(&subject) && self.object.contains(&object) && self.thresholds.of(sentence) < 1.0
    }

    /// How sure a score makes of the predicate in a sentence; one half at the threshold, in a straight line on either side.
    fn confidence(&self, score: f32, sentence: &str) -> f32 {
        let p = 1.0 / (1.0 + (-(self.slope * score + self.offset)).exp());
        let threshold = self.thresholds.of(sentence);
        if p >= threshold {
            0.5 + 0.5 * (p - threshold) / (1.0 - threshold)
        } else {
            (0.5 * p / threshold).min(NOT_ASSERTED)
        }
    }
}

/// The loaded model.
#[derive(Debug)]
pub(super) struct RelationModel {
    version: String,
    graph: Box<dyn Graph>,
    screen: Option<(Box<dyn Graph>, f32)>,
    tokenizer: Tokenizer,
    sight: Sight,
    predicates: Vec<Predicate>,
}

/// A sentence with the mentions in it, in order, by bytes of the sentence.
#[derive(Debug, Clone)]
pub(crate) struct Mentioned<'a> {
    /// The sentence.
    pub(crate) text: &'a str,
    /// Its mentions.
    pub(crate) mentions: Vec<(EntityType, Range<usize>)>,
}

/// What the model says of two mentions of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scored {
    /// Which sentence.
    pub(crate) sentence: usize,
    /// The mention that is the subject.
    pub(crate) subject: usize,
    /// Local name of the property.
    pub(crate) predicate: String,
    /// The mention that is the object.
    pub(crate) object: usize,
    /// 0 to 1; from one half on it is asserted.
    pub(crate) confidence: f32,
}

struct Pair {
    sentence: usize,
    first: usize,
    second: usize,
    inputs: PairInputs,
}

impl RelationModel {
    /// The relation model of a folder, where it has one.
    pub(super) fn load(folder: &Path, engine: &Engine, threads: usize) -> Result<Option<Self>, ExtractError> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let problem = |message: String| ExtractError::Model {
            path: path.clone(),
            message,
        };
        let text = std::fs::read_to_string(&path).map_err(|e| problem(e.to_string()))?;
        let manifest: Manifest = serde_json::from_str(&text).map_err(|e| problem(e.to_string()))?;
        for file in &manifest.files {
            let size = std::fs::metadata(folder.join(&file.path))
                .map_err(|e| problem(format!("{}: {e}", file.path)))?
                .len();
            if size != file.bytes {
                return Err(problem(format!(
                    "{}: the file has {size} bytes, {FILE} gives another size",
                    file.path
                )));
            }
        }
        let types = |names: &[String]| -> Result<Vec<EntityType>, ExtractError> {
            let kind = |n: &String| EntityType::from_name(n).ok_or_else(|| problem(format!("no type {n}")));
            names.iter().map(kind).collect()
        };
        let predicates = manifest
            .predicates
            .iter()
            .map(|p| {
                Ok(Predicate {
                    name: p.name.clone(),
                    subject: types(&p.subject)?,
                    object: types(&p.object)?,
                    slope: p.slope,
                    offset: p.offset,
                    thresholds: p.thresholds,
                })
            })
            .collect::<Result<Vec<_>, ExtractError>>()?;
        let sound = predicates.iter().all(|p| p.thresholds.are_sound());
        if predicates.is_empty()
            || !sound
            || !(1..=64).contains(&manifest.near)
            || manifest.widest > 256
            || manifest.margin > 256
        {
            return Err(problem("predicates and distances do not fit together".to_owned()));
        }
        let tokenizer = Tokenizer::read(&folder.join(&manifest.tokenizer))?;
        let screen = match &manifest.screen {
            Some(screen) => Some((
                engine.load(&folder.join(&screen.model), threads)?,
                screen.threshold,
            )),
            None => None,
        };
        let sum = manifest.files.iter().find(|f| f.path == manifest.model);
        let sum = sum.map_or("", |f| f.sha256.get(..12).unwrap_or(""));
        Ok(Some(Self {
            version: format!("{} {} {sum}", manifest.name, manifest.version),
            graph: engine.load(&folder.join(&manifest.model), threads)?,
            screen,
            sight: Sight {
                types: types(&manifest.types)?,
                vocabulary: tokenizer.size(),
                margin: manifest.margin,
                widest: manifest.widest,
                near: manifest.near,
            },
            tokenizer,
            predicates,
        }))
    }

    /// Name and version.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// What is said of the pairs of each sentence: of each pair the surest predicate that the types of its ends allow.
    pub(super) fn score(&self, sentences: &[Mentioned]) -> Result<Vec<Scored>, ExtractError> {
        let mut found = Vec::new();
        let mut pairs: Vec<Pair> = Vec::new();
        for (index, sentence) in sentences.iter().enumerate() {
            self.add_pairs(index, sentence, &mut pairs);
            if pairs.len() >= MOST_PAIRS {
                self.score_pairs(std::mem::take(&mut pairs), sentences, &mut found)?;
            }
        }
        self.score_pairs(pairs, sentences, &mut found)?;
        found.sort_by_key(|s| (s.sentence, s.subject.min(s.object), s.subject.max(s.object)));
        Ok(found)
    }

    fn score_pairs(
        &self,
        pairs: Vec<Pair>,
        sentences: &[Mentioned],
        found: &mut Vec<Scored>,
    ) -> Result<(), ExtractError> {
        // The first look learned from statements of before titles were asserted, and would pass over them.
        let has_title = |pair: &Pair| {
            sentences.get(pair.sentence).is_some_and(|sentence| {
                [pair.first, pair.second].into_iter().any(|at| {
                    let mention = sentence.mentions.get(at);
                    mention.is_some_and(|(kind, _)| *kind == EntityType::Title)
                })
            })
        };
        let (mut pairs, mut others): (Vec<Pair>, Vec<Pair>) = pairs.into_iter().partition(has_title);
        others.sort_by_key(|p| p.inputs.len());
        pairs.extend(self.worth_a_look(others)?);
        pairs.sort_by_key(|p| p.inputs.len());
        let batches = batches(&pairs, self.graph.lanes());
        let scores = lanes::beside(self.graph.lanes(), &batches, |batch| self.run(batch))?;
        for (pair, scores) in pairs.iter().zip(scores.into_iter().flatten()) {
            let Some(sentence) = sentences.get(pair.sentence) else {
                continue;
            };
            let kind = |at: usize| sentence.mentions.get(at).map(|(kind, _)| *kind);
            if let (Some(first), Some(second)) = (kind(pair.first), kind(pair.second)) {
                found.extend(self.surest(pair, sentence.text, first, second, &scores));
            }
        }
        Ok(())
    }

    /// The pairs of a sentence that some predicate may join.
    fn add_pairs(&self, index: usize, sentence: &Mentioned, pairs: &mut Vec<Pair>) {
        if sentence.mentions.len() < 2 {
            return;
        }
        let may_join: HashSet<(EntityType, EntityType)> = self
            .predicates
            .iter()
            .filter(|p| p.thresholds.of(sentence.text) < 1.0)
            .flat_map(|p| {
                p.subject
                    .iter()
                    .flat_map(move |s| p.object.iter().map(move |o| (*s, *o)))
            })
            .flat_map(|(s, o)| [(s, o), (o, s)])
            .collect();
        let tokens = self.tokenizer.tokens(sentence.text);
        let [plain, titled] = [&WORDS[..], &WORDS[1..]]
            .map(|words| Sequence::new(&self.sight, &tokens, &sentence.mentions, words));
        for (first, (kind, _)) in sentence.mentions.iter().enumerate() {
            for (second, (other, _)) in sentence.mentions.iter().enumerate().skip(first + 1) {
                let of_title = *kind == EntityType::Title || *other == EntityType::Title;
                let sequence = if of_title { &titled } else { &plain };
                match sequence.between(first, second) {
                    Some(between) if between > self.sight.widest => break,
                    Some(_) if may_join.contains(&(*kind, *other)) => {}
                    _ => continue,
                }
                if let Some(inputs) = sequence.pair(first, second) {
                    pairs.push(Pair {
                        sentence: index,
                        first,
                        second,
                        inputs,
                    });
                }
            }
        }
    }

    /// The surest predicate that the types of the two allow.
    fn surest(
        &self,
        pair: &Pair,
        sentence: &str,
        first: EntityType,
        second: EntityType,
        scores: &[f32],
    ) -> Option<Scored> {
        let mut best: Option<(f32, &Predicate, bool)> = None;
        for (predicate, own) in self.predicates.iter().zip(scores.chunks_exact(2)) {
            for (turned, score) in [false, true].into_iter().zip(own) {
                let (subject, object) = if turned { (second, first) } else { (first, second) };
                if !predicate.may_join(subject, object, sentence) {
                    continue;
                }
                let confidence = predicate.confidence(*score, sentence);
                if best.is_none_or(|(most, ..)| confidence > most) {
                    best = Some((confidence, predicate, turned));
                }
            }
        }
        let (confidence, predicate, turned) = best.filter(|(confidence, ..)| *confidence >= LEAST)?;
        let (subject, object) = if turned {
            (pair.second, pair.first)
        } else {
            (pair.first, pair.second)
        };
        Some(Scored {
            sentence: pair.sentence,
            subject,
            predicate: predicate.name.clone(),
            object,
            confidence,
        })
    }

    /// The pairs of which the first look does not say that nothing will be said; sorted as they came.
    fn worth_a_look(&self, pairs: Vec<Pair>) -> Result<Vec<Pair>, ExtractError> {
        let Some((screen, threshold)) = &self.screen else {
            return Ok(pairs);
        };
        let batches = batches(&pairs, screen.lanes());
        let scores = lanes::beside(screen.lanes(), &batches, |batch| {
            scores(screen.as_ref(), batch, &SCREEN_INPUTS, 1)
        })?;
        let kept = pairs.into_iter().zip(scores.concat());
        Ok(kept
            .filter_map(|(pair, score)| (score >= *threshold).then_some(pair))
            .collect())
    }

    /// Scores of a batch: `[pairs][2 * predicates]`.
    fn run(&self, batch: &[Pair]) -> Result<Vec<Vec<f32>>, ExtractError> {
        let width = 2 * self.predicates.len();
        let scores = scores(self.graph.as_ref(), batch, &INPUTS, width)?;
        Ok(scores.chunks_exact(width).map(<[f32]>::to_vec).collect())
    }
}

/// An input of a graph by its name.
type Input = (&'static str, fn(&PairInputs) -> &Vec<i64>);

const INPUTS: [Input; 5] = [
    ("words", |p| &p.words),
    ("heads", |p| &p.heads),
    ("roles", |p| &p.roles),
    ("first", |p| &p.first),
    ("second", |p| &p.second),
];
/// What the first look goes by.
const SCREEN_INPUTS: [Input; 4] = [INPUTS[0], INPUTS[2], INPUTS[3], INPUTS[4]];

/// What a graph gives for a batch, `width` numbers a pair.
fn scores(
    graph: &dyn Graph,
    batch: &[Pair],
    inputs: &[Input],
    width: usize,
) -> Result<Vec<f32>, ExtractError> {
    let length = batch.iter().map(|p| padded(p.inputs.len())).max().unwrap_or(0);
    let padded_rows = |of: fn(&PairInputs) -> &Vec<i64>| -> Vec<i64> {
        let mut data = Vec::with_capacity(batch.len() * length);
        for (number, pair) in batch.iter().enumerate() {
            data.extend_from_slice(of(&pair.inputs));
            data.resize((number + 1) * length, 0);
        }
        data
    };
    let inputs = inputs
        .iter()
        .map(|(name, of)| (*name, padded_rows(*of)))
        .collect();
    let arrays = graph.run([batch.len(), length], inputs, &["scores"])?;
    let scores = arrays
        .into_iter()
        .next()
        .filter(|a| a.width == width && a.data.len() == width * batch.len())
        .ok_or_else(|| {
            ExtractError::Run("the relation model's scores do not have the expected shape".to_owned())
        })?;
    Ok(scores.data)
}

/// The pairs, which are sorted by length, in batches, of which every lane gets some where there is enough.
fn batches(pairs: &[Pair], lanes: usize) -> Vec<&[Pair]> {
    let all: usize = pairs.iter().map(|p| padded(p.inputs.len())).sum();
    let most = all.div_ceil(lanes.max(1)).clamp(LANE_PLACES, BATCH_PLACES);
    let mut batches = Vec::new();
    let mut rest = pairs;
    while !rest.is_empty() {
        let fits = |(at, pair): (usize, &Pair)| padded(pair.inputs.len()) * (at + 1) <= most;
        let size = rest.iter().enumerate().take_while(|p| fits(*p)).count().max(1);
        let (batch, after) = rest.split_at(size);
        batches.push(batch);
        rest = after;
    }
    batches
}

const fn padded(length: usize) -> usize {
    length.div_ceil(LENGTH_STEP) * LENGTH_STEP
}

#[cfg(all(test, feature = "tract"))]
mod tests;
