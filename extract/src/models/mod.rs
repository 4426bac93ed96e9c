//! Models that an organisation brings: recognised by their graphs ([`recognise`]), described by a card ([`card`]), tested when
//! they are added and whenever they are loaded ([`probe`]), and run beside the default ones or in their place.
//!
//! Each family has a file: token classifiers ([`token_classifier`]), embedders ([`embedder`]), rerankers ([`reranker`]), GLiNER
//! ([`gliner`], [`gliner2`]), REBEL ([`rebel`]). What they share: a graph of any shape on either engine ([`network`]), whose inputs and outputs are read without loading it
//! ([`signature`]), the model's own tokenizer with windows of long texts ([`coder`]), batches ([`batch`]), and the words of the
//! ontology for models that take any label ([`labels`]).

mod batch;
mod card;
mod claims;
mod coder;
mod embedder;
mod families;
mod gliner;
mod gliner2;
mod gliner_decode;
mod labels;
mod licence;
mod network;
mod pieces;
mod probe;
mod prompts;
mod rebel;
mod recognise;
mod relation_names;
mod reranker;
mod signature;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
mod token_classifier;
mod words;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::calibration::{Calibration, Clues};
use crate::extraction::EntityType;
use crate::extractor::ExtractError;
use crate::rules::{Found, Origin};
use crate::runtime::Engine;

pub use card::{Card, Family, GlinerSettings, LabelInput, Pooling, Role};
pub(crate) use claims::{Claim, relations};
use embedder::Embedder;
use gliner::Gliner;
use gliner2::Gliner2;
pub use labels::{RelationLabel, TypeLabel, Vocabulary};
pub use network::Provider;
use network::Running;
pub use probe::{Tested, test};
use rebel::Rebel;
pub use recognise::{Refusal, Wish, recognise};
use reranker::Reranker;
use token_classifier::TokenClassifier;

/// A model folder with its card, and what it is used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The folder.
    pub folder: PathBuf,
    /// What it is used for.
    pub roles: Vec<Role>,
}

/// How added models run.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    /// ONNX Runtime's shared library; without one the built-in engine runs what it can.
    pub runtime_library: Option<PathBuf>,
    /// Threads for all graphs together; 0 takes what the machine has.
    pub threads: usize,
    /// Execution providers, most wanted first; none is the processor.
    pub providers: Vec<Provider>,
    /// The words of the ontology in use.
    pub vocabulary: Arc<Vocabulary>,
}

impl RunOptions {
    /// How each of `graphs` graphs runs: the threads are divided among them.
    fn running(&self, graphs: usize) -> Result<Running, ExtractError> {
        let threads = match self.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            given => given,
        };
        Ok(Running {
            engine: Engine::start(self.runtime_library.as_deref())?,
            threads: (threads / graphs.max(1)).max(1),
            providers: self.providers.clone(),
        })
    }
}

/// A loaded model of any family.
#[derive(Debug)]
enum Loaded {
    TokenClassifier(TokenClassifier),
    Embedder(Embedder),
    Reranker(Reranker),
    Gliner(Box<Gliner>),
    Gliner2(Box<Gliner2>),
    Rebel(Box<Rebel>),
}

/// A model in use. It is loaded when it is first needed, so that a question does not wait for models that read documents.
#[derive(Debug)]
struct InUse {
    folder: PathBuf,
    card: Card,
    roles: Vec<Role>,
    calibration: Option<Calibration>,
    running: Running,
    vocabulary: Arc<Vocabulary>,
    model: OnceLock<Loaded>,
    loading: Mutex<()>,
}

impl InUse {
    fn serves(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The model, loaded and tested by its probe.
    fn model(&self) -> Result<&Loaded, ExtractError> {
        if let Some(model) = self.model.get() {
            return Ok(model);
        }
        let _one_at_a_time = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(model) = self.model.get() {
            return Ok(model);
        }
        let model = probe::load(&self.folder, &self.card, &self.running, &self.vocabulary)?;
        probe::check(&self.folder, &self.card, &model)?;
        Ok(self.model.get_or_init(|| model))
    }
}

/// The added models that are in use.
#[derive(Debug, Default)]
pub struct AddedModels {
    models: Vec<InUse>,
    /// Whether the default model finds names too.
    default_names: bool,
    vocabulary: Arc<Vocabulary>,
}

/// What added models read in one text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    pub(crate) names: Vec<Found>,
    pub(crate) claims: Vec<Claim>,
}

impl Reading {
    const fn of(names: Vec<Found>) -> Self {
        Self {
            names,
            claims: Vec::new(),
        }
    }

    /// Adds what the same model read when it was asked for other things: names where none stands yet, and claims between names
    /// that stand.
    fn add(&mut self, other: Self) {
        for name in other.names {
            let free = |m: &Found| m.range.end <= name.range.start || name.range.end <= m.range.start;
            if self.names.iter().all(free) {
                self.names.push(name);
            }
        }
        self.names.sort_by_key(|n| n.range.start);
        for claim in other.claims {
            let stands = claim
                .ends
                .iter()
                .all(|end| self.names.iter().any(|n| n.range == *end));
            if stands {
                self.claims.push(claim);
            }
        }
    }
}

impl AddedModels {
    /// The models of these folders. `default_names` keeps the default model beside those that find names. Each is loaded when it
    /// is first needed; [`AddedModels::ready`] loads them all.
    ///
    /// # Errors
    /// Where a folder holds no card.
    pub fn open(uses: &[Use], default_names: bool, options: &RunOptions) -> Result<Self, ExtractError> {
        let running = options.running(uses.len())?;
        let models = uses
            .iter()
            .map(|used| {
                let card = Card::read(&used.folder)?;
                Ok(InUse {
                    folder: used.folder.clone(),
                    calibration: Calibration::read(&used.folder, &card.version()),
                    roles: used.roles.clone(),
                    card,
                    running: running.clone(),
                    vocabulary: Arc::clone(&options.vocabulary),
                    model: OnceLock::new(),
                    loading: Mutex::default(),
                })
            })
            .collect::<Result<_, ExtractError>>()?;
        Ok(Self {
            models,
            default_names,
            vocabulary: Arc::clone(&options.vocabulary),
        })
    }

    /// Loads every model and tests it by its probe.
    ///
    /// # Errors
    /// Where a graph cannot be loaded, or a model no longer gives what it gave when it was added.
    pub fn ready(&self) -> Result<(), ExtractError> {
        self.models.iter().try_for_each(|used| used.model().map(|_| ()))
    }

    /// Whether nothing is added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.models.is_empty()
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Whether the default model finds names.
    pub(crate) fn keeps_default_names(&self) -> bool {
        self.default_names || !self.models.iter().any(|m| m.serves(Role::Entities))
    }

    /// Names and versions of those that decide what stands in the index.
    pub(crate) fn versions(&self) -> Vec<String> {
        let indexing = self
            .models
            .iter()
            .filter(|m| m.roles.iter().any(|role| *role != Role::Reranker));
        let mut versions: Vec<String> = indexing
            .map(|m| {
                let roles: Vec<&str> = m.roles.iter().map(|r| r.name()).collect();
                format!("{} as {}", m.card.version(), roles.join(" "))
            })
            .collect();
        if !self.keeps_default_names() {
            versions.push("without default names".to_owned());
        }
        versions
    }

    /// Version of the embedder.
    pub(crate) fn embedder_version(&self) -> Option<String> {
        let found = self.models.iter().find(|m| m.serves(Role::Embedder));
        found.map(|m| m.card.version())
    }

    /// Names, and claims between them, in each text.
    pub(crate) fn read(&self, texts: &[&str]) -> Result<Vec<Reading>, ExtractError> {
        let mut readings = vec![Reading::default(); texts.len()];
        for used in &self.models {
            let (finds, relates) = (used.serves(Role::Entities), used.serves(Role::Relations));
            if !finds && !relates {
                continue;
            }
            let read: Vec<Reading> = match used.model()? {
                Loaded::TokenClassifier(model) if finds => {
                    let names = model.names(texts)?.into_iter();
                    names.map(Reading::of).collect()
                }
                Loaded::Gliner2(model) if finds => {
                    let names = model.names(texts)?.into_iter();
                    names.map(Reading::of).collect()
                }
                Loaded::Gliner(model) if finds || relates => model.read(texts)?,
                Loaded::Rebel(model) if relates => {
                    let claims = model.claims(texts)?.into_iter();
                    let reading = |claims| Reading {
                        claims,
                        ..Reading::default()
                    };
                    claims.map(reading).collect()
                }
                _ => continue,
            };
            for ((text, reading), mut own) in texts.iter().zip(&mut readings).zip(read) {
                if let Some(calibration) = &used.calibration {
                    for name in &mut own.names {
                        let written = text.get(name.range.clone()).unwrap_or("");
                        let clues = Clues::of_model(name.kind, written, name.confidence);
                        name.confidence = calibration.apply(&clues);
                    }
                }
                if finds {
                    join(&mut reading.names, own.names);
                }
                if relates {
                    reading.claims.extend(own.claims);
                }
            }
        }
        Ok(readings)
    }

    /// Length of the embedder's vectors, where one is in use.
    pub(crate) fn dimension(&self) -> Option<usize> {
        let used = self.models.iter().find(|m| m.serves(Role::Embedder))?;
        used.card.dimension
    }

    /// The embedder, where one is in use.
    pub(crate) fn embedder(&self) -> Result<Option<&Embedder>, ExtractError> {
        let Some(used) = self.models.iter().find(|m| m.serves(Role::Embedder)) else {
            return Ok(None);
        };
        match used.model()? {
            Loaded::Embedder(model) => Ok(Some(model)),
            _ => Err(ExtractError::Run(format!("{} is no embedder", used.card.name))),
        }
    }

    /// Whether a reranker is in use.
    pub(crate) fn reranks(&self) -> bool {
        self.models.iter().any(|m| m.serves(Role::Reranker))
    }

    /// Scores of passages by the reranker, where one is in use.
    pub(crate) fn rescore(
        &self,
        question: &str,
        passages: &[&str],
    ) -> Result<Option<Vec<f32>>, ExtractError> {
        let Some(used) = self.models.iter().find(|m| m.serves(Role::Reranker)) else {
            return Ok(None);
        };
        match used.model()? {
            Loaded::Reranker(model) => model.scores(question, passages).map(Some),
            Loaded::Embedder(model) => model.scores(question, passages).map(Some),
            _ => Err(ExtractError::Run(format!("{} is no reranker", used.card.name))),
        }
    }
}

/// A name that a model found.
pub(crate) fn named(kind: EntityType, range: Range<usize>, confidence: f32) -> Found {
    Found {
        by_model: true,
        origin: Origin::Model,
        ..Found::new(kind, range, confidence)
    }
}

/// Adds what another model found. Where both found the same name, one is left, surer than either.
pub(crate) fn join(names: &mut Vec<Found>, others: Vec<Found>) {
    for other in others {
        match names
            .iter_mut()
            .find(|n| n.kind == other.kind && n.range == other.range)
        {
            Some(name) => {
                let both_wrong = (1.0 - name.confidence) * (1.0 - other.confidence);
                name.confidence = (1.0 - both_wrong).clamp(0.0, 0.98);
            }
            None => names.push(other),
        }
    }
}
