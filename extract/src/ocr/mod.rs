//! Character recognition with ONNX models that the operator supplies.
//!
//! Two models in the convention of PP-OCR: a detector (DB: `[1, 3, height, width]` to a map of where text is) and a recogniser
//! of lines (CTC: `[lines, 3, 48, width]` to `[lines, steps, classes]`), with the list of its characters. [`files`] finds
//! them in a folder by running each on an empty picture, [`graph`] runs them on either engine, [`detect`] finds lines on a
//! page, [`crop`](mod@crop) cuts them out upright, and [`decode`] reads them. [`OnnxOcr`] puts these together behind
//! `ingest`'s trait.

mod crop;
mod decode;
mod detect;
mod files;
mod graph;
#[cfg(feature = "tract")]
mod graph_tract;
mod lines;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use quarry_ingest::ocr::{OcrError, Picture, Recognizer, Word};

use crate::runtime::Engine;
use detect::Detector;
use lines::LineReader;

/// Where the models are and what a page may cost.
#[derive(Debug, Clone)]
pub struct OnnxOcrOptions {
    /// Folder with the detector, the recogniser (`.onnx`) and the list of characters (`.txt`).
    pub folder: PathBuf,
    /// ONNX Runtime's shared library; none, or one that does not load, falls back to the pure Rust engine where it is built in.
    pub runtime_library: Option<PathBuf>,
    /// Longest time for one page.
    pub time: Duration,
}

/// A detector and a recogniser, loaded.
#[derive(Debug)]
pub struct OnnxOcr {
    name: String,
    detector: Detector,
    reader: LineReader,
    time: Duration,
}

impl OnnxOcr {
    /// Finds the models in their folder and tries each on an empty picture.
    ///
    /// # Errors
    /// [`OcrError::Model`] where a file is missing, or does not fit what it is needed for.
    pub fn load(options: &OnnxOcrOptions) -> Result<Self, OcrError> {
        let engine = Engine::start(options.runtime_library.as_deref()).map_err(|error| OcrError::Model {
            path: options.folder.clone(),
            reason: error.to_string(),
        })?;
        let deadline = Deadline::after(options.time);
        let found = files::find(&options.folder, &engine, &deadline)?;
        Ok(Self {
            name: format!("ONNX recognition ({}, {})", found.name, engine.name()),
            detector: Detector::new(found.detector),
            reader: LineReader::new(found.recognizer, found.classes, found.dictionary),
            time: options.time,
        })
    }
}

impl OnnxOcr {
    /// The same models with another time for a page.
    #[must_use]
    pub fn with_time(self, time: Duration) -> Self {
        Self { time, ..self }
    }
}

impl Recognizer for OnnxOcr {
    fn name(&self) -> &str {
        &self.name
    }

    fn recognize(&self, picture: &Picture) -> Result<Vec<Word>, OcrError> {
        let pixels = picture.width as usize * picture.height as usize;
        if picture.width == 0 || picture.height == 0 || picture.gray.len() != pixels {
            return Err(OcrError::Failed(
                "the picture is not as large as it says".to_owned(),
            ));
        }
        let deadline = Deadline::after(self.time);
        let lines = self.detector.lines(picture, &deadline)?;
        self.reader.read(picture, &lines, &deadline)
    }
}

/// When the work on a page has to be done.
#[derive(Debug, Clone, Copy)]
struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    fn after(limit: Duration) -> Self {
        // How long a page takes has nothing to do with the time of day.
        Self {
            at: Instant::now() + limit,
            limit,
        }
    }

    /// What is left of the time.
    fn left(&self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    fn check(&self) -> Result<(), OcrError> {
        if self.left().is_zero() {
            return Err(self.passed());
        }
        Ok(())
    }

    fn passed(&self) -> OcrError {
        OcrError::TooLong {
            seconds: self.limit.as_secs(),
        }
    }
}
