//! The extractor: models and rules put together.

use std::ops::Range;
use std::path::PathBuf;

use quarry_ingest::Document;

use crate::analysis::{self, Analysis};
use crate::calibration::{Calibration, Clues};
use crate::evaluation::scores::Stretch;
use crate::extraction::{ASSERTED, EntityType, Extraction, Passage};
use crate::known_names::KnownNames;
use crate::lexicon::Lexicon;
use crate::models::{self, AddedModels, Claim};
use crate::nested::LaidOut;
use crate::nouns::Nouns;
use crate::relations::scored::{self, Said};
use crate::rules::Found;
use crate::runtime::{Mentioned, Models};
use crate::unit::Unit;

/// Text that goes through a model at once (bytes). Tokens, batches and scores of it take some two hundred times as much; a
/// workbook may hold a hundred times this.
const AT_ONCE: usize = 128 << 10;

/// Version of the rules: raised whenever they find something else than before.
const RULES_VERSION: u32 = 8;

/// Where the models and the runtime library are.
#[derive(Debug, Clone, Default)]
pub struct ExtractorOptions {
    /// Folder with `manifest.json`; none works by rules alone and says so in [`Extraction::warnings`].
    pub models: Option<PathBuf>,
    /// ONNX Runtime's shared library; none, or one that does not load, falls back to the pure Rust engine where it is built in.
    pub runtime_library: Option<PathBuf>,
    /// Threads for the models; 0 takes what the machine has.
    pub threads: usize,
    /// File of an organisation's own names, see [`KnownNames`].
    pub names: Option<PathBuf>,
}

/// Why the extractor cannot be made or cannot run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// The model folder does not hold what its manifest says.
    #[error("model folder {path}: {message}")]
    Model {
        /// The folder or file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The file of names does not hold what it should.
    #[error("file of names {path}: {message}")]
    Names {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The model could not be run.
    #[error("running the model: {0}")]
    Run(String),
}

/// Finds entities, relations, figures and passages. Cheap to share between threads.
#[derive(Debug)]
pub struct Extractor {
    models: Option<Models>,
    names: Option<KnownNames>,
    calibration: Option<Calibration>,
    nouns: Option<Nouns>,
    added: AddedModels,
    folder: Option<PathBuf>,
}

/// What models found in each text.
#[derive(Debug, Default)]
struct ByModel {
    names: Vec<Vec<Found>>,
    claims: Vec<Vec<Claim>>,
}

impl Extractor {
    /// Loads the models.
    ///
    /// # Errors
    /// Where a model folder is named and cannot be used.
    pub fn new(options: ExtractorOptions) -> Result<Self, ExtractError> {
        let mut models = match &options.models {
            Some(folder) => Some(Models::load(folder, &options)?),
            None => None,
        };
        let names = options.names.as_deref().map(KnownNames::read).transpose()?;
        if let (Some(models), Some(names)) = (&mut models, &names) {
            models.know(names);
        }
        let calibration = models
            .as_ref()
            .zip(options.models.as_deref())
            .and_then(|(models, folder)| Calibration::read(folder, &models.version()));
        Ok(Self {
            models,
            names,
            calibration,
            nouns: options.models.as_deref().and_then(Nouns::open),
            added: AddedModels::default(),
            folder: options.models,
        })
    }

    /// The same extractor with an organisation's own names in place of those that it had.
    #[must_use]
    pub fn with_names(mut self, names: KnownNames) -> Self {
        if let Some(models) = &mut self.models {
            models.know(&names);
        }
        self.names = Some(names);
        self
    }

    /// The same extractor with models of the organisation's own beside the default ones or in their place.
    #[must_use]
    pub fn with_added(self, added: AddedModels) -> Self {
        Self { added, ..self }
    }

    /// Loads the added models at once instead of when each is first needed.
    ///
    /// # Errors
    /// Where one cannot be loaded or fails its self-test.
    pub fn ready(&self) -> Result<(), ExtractError> {
        self.added.ready()
    }

    /// The same extractor with the model's own confidence, as a calibration is fitted on it.
    #[must_use]
    pub fn without_calibration(self) -> Self {
        Self {
            calibration: None,
            ..self
        }
    }

    /// Name and version of the model; none without one.
    #[must_use]
    pub fn model(&self) -> Option<String> {
        self.models.as_ref().map(Models::version)
    }

    /// Which engine runs the models: `onnxruntime 1.32.0`, `tract`, or `rules` when no model is loaded.
    #[must_use]
    pub fn engine(&self) -> &str {
        self.models.as_ref().map_or("rules", Models::engine)
    }

    /// Version of rules and models together; a change means that documents should be extracted again.
    #[must_use]
    pub fn version(&self) -> String {
        let rules = format!("rules {}.{RULES_VERSION}", env!("CARGO_PKG_VERSION"));
        let models = self.models.as_ref().map(Models::version);
        let relations = self.models.as_ref().and_then(Models::relation_version);
        let calibrated = self.calibration.as_ref().map(|_| "calibrated".to_owned());
        let names = self.names.as_ref().map(|n| n.identity().to_owned());
        [Some(rules), models, relations, calibrated, names]
            .into_iter()
            .flatten()
            .chain(self.added.versions())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Extracts from one document.
    ///
    /// # Errors
    /// Where a model fails to run.
    pub fn extract(&self, document: &Document) -> Result<Extraction, ExtractError> {
        let laid = LaidOut::new(document);
        let units = analysis::units_of(&laid.document);
        let by_model = self.read(&units)?;
        let mut analysis = self.analyse(Some(&laid.document), units, by_model.names);
        let said = self.said(&analysis)?;
        self.report(&mut analysis);
        scored::let_stand(&mut analysis, &said);
        let claims = (by_model.claims.as_slice(), self.added.vocabulary());
        let mut extraction =
            analysis::extract((document, &laid), &analysis, self.names.as_ref(), &said, claims);
        laid.settle(&mut extraction);
        let texts: Vec<String> = extraction.passages.iter().map(embedded_text).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut passages = extraction.passages.iter_mut();
        for group in groups(&texts) {
            for (passage, vector) in passages.by_ref().zip(self.embed(group)?) {
                passage.embedding = vector;
            }
        }
        extraction.warnings.extend(self.lacks());
        Ok(extraction)
    }

    /// Extracts from plain text; `block` is none in every span. A text of any length is read to its end.
    ///
    /// # Errors
    /// Where a model fails to run.
    pub fn extract_text(&self, text: &str) -> Result<Extraction, ExtractError> {
        let units = Unit::plain_windows(text);
        let by_model = self.read(&units)?;
        let mut analysis = self.analyse(None, units, by_model.names);
        let said = self.said(&analysis)?;
        self.report(&mut analysis);
        scored::let_stand(&mut analysis, &said);
        let claims = (by_model.claims.as_slice(), self.added.vocabulary());
        let mut extraction = analysis::extract_text(&analysis, self.names.as_ref(), &said, claims);
        extraction.warnings.extend(self.lacks());
        Ok(extraction)
    }

    /// Length of the embeddings; 0 when no embedding model is loaded.
    #[must_use]
    pub fn dimension(&self) -> usize {
        let own = || self.models.as_ref().map_or(0, Models::dimension);
        self.added.dimension().unwrap_or_else(own)
    }

    /// What makes the embeddings: those of another one are not comparable with them. None without a model.
    #[must_use]
    pub fn embedder(&self) -> Option<String> {
        self.added.embedder_version().or_else(|| self.model())
    }

    /// Unit-length embeddings of passages, one for each text: `[texts.len()][dimension]`.
    ///
    /// # Errors
    /// Where the model fails to run.
    pub fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ExtractError> {
        match (self.added.embedder()?, &self.models) {
            (Some(embedder), _) => embedder.passages(texts),
            (None, Some(models)) => models.embed(texts),
            (None, None) => Ok(texts.iter().map(|_| Vec::new()).collect()),
        }
    }

    /// Unit-length embeddings of questions; they differ from those of passages where the model was trained on two kinds.
    ///
    /// # Errors
    /// Where the model fails to run.
    pub fn embed_questions(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ExtractError> {
        match self.added.embedder()? {
            Some(embedder) => embedder.questions(texts),
            None => self.embed(texts),
        }
    }

    /// The translation lexicon of the default models, read anew at each call; none where they have none.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn lexicon(&self) -> Result<Option<Lexicon>, ExtractError> {
        self.folder.as_deref().map_or(Ok(None), Lexicon::open)
    }

    /// Whether a reranker is in use.
    #[must_use]
    pub fn reranks(&self) -> bool {
        self.added.reranks()
    }

    /// How well each passage answers a question, greater is better; none where no reranker is in use.
    ///
    /// # Errors
    /// Where the model fails to run.
    pub fn rescore(&self, question: &str, passages: &[&str]) -> Result<Option<Vec<f32>>, ExtractError> {
        self.added.rescore(question, passages)
    }

    /// The names that the model alone finds in each text, without rules, with their confidence; none without a model.
    ///
    /// # Errors
    /// Where the model fails to run.
    pub fn names_by_model(&self, texts: &[&str]) -> Result<Vec<Vec<(Stretch, f32)>>, ExtractError> {
        let told = |(stretch, clues): (Stretch, Clues)| {
            let confidence = match &self.calibration {
                Some(calibration) => calibration.apply(&clues),
                None => clues.confidence(),
            };
            (stretch, confidence)
        };
        let found = self.clues_by_model(texts)?;
        Ok(found
            .into_iter()
            .map(|names| names.into_iter().map(told).collect())
            .collect())
    }

    /// The same with what the probability of each name is told from.
    ///
    /// # Errors
    /// Where the model fails to run.
    pub fn clues_by_model(&self, texts: &[&str]) -> Result<Vec<Vec<(Stretch, Clues)>>, ExtractError> {
        let units: Vec<Unit> = texts.iter().map(|t| Unit::plain(t)).collect();
        let mut found = self.read(&units)?.names;
        found.resize(units.len(), Vec::new());
        let with_clues = |unit: &Unit, name: Found| {
            let written = unit.text.get(name.range.clone()).unwrap_or("");
            let clues = Clues::of_model(name.kind, written, name.confidence);
            (stretch_of(unit, &name), clues)
        };
        Ok(units
            .iter()
            .zip(found)
            .map(|(unit, names)| names.into_iter().map(|name| with_clues(unit, name)).collect())
            .collect())
    }

    /// What rules and models together find in a document, or in plain text, with what the probability of each mention is told from.
    ///
    /// # Errors
    /// Where a model fails to run.
    pub fn clues(
        &self,
        document: Option<&Document>,
        text: &str,
    ) -> Result<Vec<(Stretch, Clues)>, ExtractError> {
        let units = document.map_or_else(|| vec![Unit::plain(text)], analysis::units_of);
        let by_model = self.read(&units)?.names;
        let analysis = self.analyse(document, units, by_model);
        let clues = Clues::of_document(&analysis.units, &analysis.found);
        let of_unit = |((unit, found), clues): ((&Unit, &Vec<Found>), Vec<Clues>)| {
            let stretches: Vec<Stretch> = found.iter().map(|f| stretch_of(unit, f)).collect();
            stretches.into_iter().zip(clues).collect::<Vec<_>>()
        };
        Ok(analysis
            .units
            .iter()
            .zip(&analysis.found)
            .zip(clues)
            .flat_map(of_unit)
            .collect())
    }

    /// Puts probabilities in place of confidences, where a table says how.
    fn report(&self, analysis: &mut Analysis) {
        if let Some(calibration) = &self.calibration {
            calibration.report(&analysis.units, &mut analysis.found);
        }
    }

    /// What the relation model asserts of two things whose places and types are given (bytes of a text that is taken for one
    /// sentence): the predicate, and whether the second is its subject. Other names are looked for as ever.
    ///
    /// # Errors
    /// Where a model fails to run.
    pub fn relation_between(
        &self,
        text: &str,
        ends: &[(EntityType, Range<usize>); 2],
    ) -> Result<Option<(String, bool)>, ExtractError> {
        let Some(models) = &self.models else {
            return Ok(None);
        };
        let mut mentions = ends.to_vec();
        let units = vec![Unit::plain(text)];
        let by_model = self.read(&units)?.names;
        let analysis = self.analyse(None, units, by_model);
        for found in analysis.found.iter().flatten() {
            let free = |(_, r): &(EntityType, Range<usize>)| {
                r.end <= found.range.start || found.range.end <= r.start
            };
            if mentions.iter().all(free) {
                mentions.push((found.kind, found.range.clone()));
            }
        }
        mentions.sort_by_key(|(_, r)| r.start);
        let place = |end: &(EntityType, Range<usize>)| mentions.iter().position(|m| m == end);
        let (Some(first), Some(second)) = (place(&ends[0]), place(&ends[1])) else {
            return Ok(None);
        };
        let scored = models.relations(&[Mentioned { text, mentions }])?;
        let own = scored.into_iter().find(|s| {
            let pair = (s.subject, s.object);
            s.confidence >= ASSERTED && (pair == (first, second) || pair == (second, first))
        });
        Ok(own.map(|s| (s.predicate, s.subject == second)))
    }

    /// Mentions of `units`, of which the models found `by_model`.
    fn analyse(&self, document: Option<&Document>, units: Vec<Unit>, by_model: Vec<Vec<Found>>) -> Analysis {
        let (names, calibration) = (self.names.as_ref(), self.calibration.as_ref());
        analysis::analyse(document, units, by_model, names, calibration, self.nouns.as_ref())
    }

    /// What the relation model says; nothing without one.
    fn said(&self, analysis: &analysis::Analysis) -> Result<Vec<Said>, ExtractError> {
        match &self.models {
            Some(models) => scored::ask(models, analysis),
            None => Ok(Vec::new()),
        }
    }

    /// What the models in use find in each text.
    fn read(&self, units: &[Unit]) -> Result<ByModel, ExtractError> {
        let texts: Vec<&str> = units.iter().map(|u| u.text.as_str()).collect();
        let mut found = ByModel::default();
        if let Some(models) = self.models.as_ref().filter(|_| self.added.keeps_default_names()) {
            for group in groups(&texts) {
                found.names.append(&mut models.names(group)?);
            }
        }
        if !self.added.is_empty() {
            found.names.resize(texts.len(), Vec::new());
            for (names, reading) in found.names.iter_mut().zip(self.added.read(&texts)?) {
                models::join(names, reading.names);
                found.claims.push(reading.claims);
            }
        }
        Ok(found)
    }

    /// What the extraction lacks for want of models.
    fn lacks(&self) -> Option<String> {
        (self.models.is_none() && self.added.is_empty()).then(|| NO_MODEL.to_owned())
    }
}

fn stretch_of(unit: &Unit, found: &Found) -> Stretch {
    let span = unit.span(found.range.clone());
    Stretch {
        cell: span.row.zip(span.column),
        start: span.start,
        end: span.end,
        kind: found.kind,
    }
}

/// Texts in groups that go through a model at once, in their order.
fn groups<'a, 't>(texts: &'a [&'t str]) -> impl Iterator<Item = &'a [&'t str]> {
    let mut rest = texts;
    std::iter::from_fn(move || {
        let mut length = 0;
        let full = rest.iter().position(|text| {
            length += text.len();
            length >= AT_ONCE
        });
        let (group, after) = rest.split_at(full.map_or(rest.len(), |at| at + 1));
        rest = after;
        (!group.is_empty()).then_some(group)
    })
}

/// What [`Extraction::warnings`] says without models.
const NO_MODEL: &str = "no model is loaded: names were found by rules alone and passages have no embedding";

/// The text that stands for a passage in the vector space: the innermost headings give a short passage its subject.
fn embedded_text(passage: &Passage) -> String {
    let headings = passage.headings.iter().rev().take(2).rev().map(String::as_str);
    headings
        .chain([passage.text.as_str()])
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_hold_every_text_once_and_are_bounded() {
        let long = "x".repeat(AT_ONCE);
        let half = "y".repeat(AT_ONCE / 2);
        let texts = ["a", &long, &half, "b", &half, "c"];
        let groups: Vec<&[&str]> = groups(&texts).collect();
        assert_eq!(groups.concat(), texts);
        let lengths: Vec<usize> = groups.iter().map(|g| g.len()).collect();
        assert_eq!(lengths, [2, 3, 1]);
        assert_eq!(super::groups(&[]).count(), 0);
    }
}
