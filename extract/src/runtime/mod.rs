//! ONNX models executed on the spot: the engine ([`engine`]) that is either ONNX Runtime ([`native`]) or tract ([`tract`]),
//! the model folder ([`manifest`]), tokens ([`tokenizer`]), an organisation's own names among them ([`gazetteer`]), batches
//! ([`session`]) beside each other ([`lanes`]), label sequences ([`decode`]), and typed pairs ([`pairs`]) to predicates ([`relations`]).

mod decode;
mod engine;
mod gazetteer;
mod lanes;
mod manifest;
mod native;
mod pairs;
mod relations;
mod session;
mod tokenizer;
#[cfg(feature = "tract")]
mod tract;

use std::path::Path;
use std::sync::Arc;

use crate::extraction::EntityType;
use crate::extractor::{ExtractError, ExtractorOptions};
use crate::known_names::KnownNames;
use crate::rules::{Found, Origin};
use crate::sentence::sentences;
use decode::Decoder;
pub(crate) use engine::Engine;
use gazetteer::Gazetteer;
use manifest::Manifest;
use relations::RelationModel;
pub(crate) use relations::{Mentioned, Scored};
use session::Network;
use tokenizer::{Token, Tokenizer};

/// Tokens that two windows of a long text share.
const OVERLAP: usize = 48;

/// The models of one folder.
#[derive(Debug)]
pub(crate) struct Models {
    engine: Engine,
    manifest: Manifest,
    tokenizer: Tokenizer,
    gazetteer: Gazetteer,
    decoder: Decoder,
    encoder: Network,
    embedder: Network,
    relations: Option<RelationModel>,
}

/// One window of one text: which text, and which of its tokens.
struct Window {
    text: usize,
    first: usize,
    tokens: Vec<Token>,
}

impl Models {
    /// Loads the models of a folder; the options say which library and how many threads.
    pub(crate) fn load(folder: &Path, options: &ExtractorOptions) -> Result<Self, ExtractError> {
        let manifest = Manifest::read(folder)?;
        let tokenizer = Tokenizer::read(&folder.join(&manifest.tokenizer))?;
        let engine = Engine::start(options.runtime_library.as_deref())?;
        let load = |file: &str| engine.load(&folder.join(file), options.threads).map(Arc::from);
        let graph = load(&manifest.model)?;
        let embedder = match &manifest.embedder {
            Some(file) => Network::of_sentences(load(file)?, true),
            None => Network::of_sentences(Arc::clone(&graph), false),
        };
        let relations = RelationModel::load(folder, &engine, options.threads)?;
        let decoder = Decoder::new(&manifest.labels, &manifest.transitions, manifest.temperature);
        Ok(Self {
            engine,
            manifest,
            tokenizer,
            gazetteer: Gazetteer::default(),
            decoder,
            encoder: Network::of_names(graph),
            embedder,
            relations,
        })
    }

    /// Lets the model see where an organisation's own names stand, where it was trained to look.
    pub(crate) fn know(&mut self, names: &KnownNames) {
        // what a model was not trained for would only mislead it
        if self.manifest.dictionary {
            self.gazetteer = Gazetteer::new(names.forms(), &self.tokenizer);
        }
    }

    /// Which engine runs the models.
    pub(crate) fn engine(&self) -> &str {
        self.engine.name()
    }

    /// Name and version of the models.
    pub(crate) fn version(&self) -> String {
        format!("{} {}", self.manifest.name, self.manifest.identity())
    }

    /// Name and version of the relation model; none without one.
    pub(crate) fn relation_version(&self) -> Option<String> {
        self.relations.as_ref().map(|r| r.version().to_owned())
    }

    /// Whether there is a relation model.
    pub(crate) const fn scores_relations(&self) -> bool {
        self.relations.is_some()
    }

    /// What the relation model says of the mentions of each sentence; nothing without one.
    pub(crate) fn relations(&self, sentences: &[Mentioned]) -> Result<Vec<Scored>, ExtractError> {
        match &self.relations {
            Some(model) => model.score(sentences),
            None => Ok(Vec::new()),
        }
    }

    /// Length of the embeddings.
    pub(crate) fn dimension(&self) -> usize {
        self.manifest.dimension
    }

    /// The names that the model finds in each text.
    pub(crate) fn names(&self, texts: &[&str]) -> Result<Vec<Vec<Found>>, ExtractError> {
        // Sentence by sentence, as the model was trained: a piece is a text and the byte where it begins.
        let mut pieces: Vec<(usize, usize, Vec<Token>)> = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            for range in sentences(text) {
                let mut tokens = self.tokenizer.tokens(text.get(range.clone()).unwrap_or(""));
                self.gazetteer.mark(&mut tokens);
                if tokens.iter().any(|t| t.is_letter()) {
                    pieces.push((index, range.start, tokens));
                }
            }
        }
        let labels = self.manifest.labels.len();
        let mut emissions: Vec<Vec<f32>> = pieces
            .iter()
            .map(|(.., tokens)| vec![0.0; tokens.len() * labels])
            .collect();
        let windows = self.windows(pieces.iter().map(|(.., tokens)| tokens.as_slice()));
        self.encoder.run(&windows_of(&windows), |at, output| {
            let Some(window) = windows.get(at) else { return };
            let (Some(target), Some((.., tokens))) =
                (emissions.get_mut(window.text), pieces.get(window.text))
            else {
                return;
            };
            let size = window.tokens.len();
            // In the overlap of two windows each gives the half that is nearer to its middle.
            let from = if window.first == 0 { 0 } else { OVERLAP / 2 };
            let to = if window.first + size >= tokens.len() {
                size
            } else {
                size - OVERLAP / 2
            };
            let source = output.get(from * labels..to * labels);
            let place = target.get_mut((window.first + from) * labels..(window.first + to) * labels);
            if let (Some(source), Some(place)) = (source, place) {
                place.copy_from_slice(source);
            }
        })?;
        let mut found: Vec<Vec<Found>> = texts.iter().map(|_| Vec::new()).collect();
        for ((text, start, tokens), emissions) in pieces.iter().zip(&emissions) {
            let Some(target) = found.get_mut(*text) else {
                continue;
            };
            let continues: Vec<bool> = tokens.iter().map(|t| t.continues).collect();
            for span in self.decoder.spans(emissions, &continues) {
                let (Some(first), Some(last)) = (tokens.get(span.first), tokens.get(span.last)) else {
                    continue;
                };
                let Some(kind) = EntityType::from_name(&span.label) else {
                    continue;
                };
                let range = start + first.bytes.start..start + last.bytes.end;
                target.push(Found {
                    by_model: true,
                    origin: Origin::Model,
                    ..Found::new(kind, range, span.confidence)
                });
            }
        }
        Ok(found)
    }

    /// Unit-length embeddings, one for each text; a long text's is the mean over its windows.
    pub(crate) fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ExtractError> {
        let tokens: Vec<Vec<Token>> = texts.iter().map(|t| self.tokenizer.tokens(t)).collect();
        let windows = self.windows(tokens.iter().map(Vec::as_slice));
        let mut sums: Vec<Vec<f32>> = texts.iter().map(|_| vec![0.0; self.manifest.dimension]).collect();
        self.embedder.run(&windows_of(&windows), |at, output| {
            let sum = windows.get(at).and_then(|w| sums.get_mut(w.text));
            for (total, value) in sum.into_iter().flatten().zip(output) {
                *total += value;
            }
        })?;
        for sum in &mut sums {
            let length = sum.iter().map(|v| v * v).sum::<f32>().sqrt();
            if length > f32::EPSILON {
                sum.iter_mut().for_each(|v| *v /= length);
            }
        }
        Ok(sums)
    }

    /// Cuts token sequences into windows that the model takes.
    fn windows<'a>(&self, texts: impl Iterator<Item = &'a [Token]>) -> Vec<Window> {
        let most = self.manifest.max_tokens.max(OVERLAP * 2);
        let mut windows = Vec::new();
        for (text, tokens) in texts.enumerate() {
            let mut first = 0;
            while first < tokens.len() {
                let last = (first + most).min(tokens.len());
                windows.push(Window {
                    text,
                    first,
                    tokens: tokens.get(first..last).unwrap_or(&[]).to_vec(),
                });
                if last == tokens.len() {
                    break;
                }
                first = last - OVERLAP;
            }
        }
        windows
    }
}

fn windows_of(windows: &[Window]) -> Vec<&[Token]> {
    windows.iter().map(|w| w.tokens.as_slice()).collect()
}
