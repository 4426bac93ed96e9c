//! Which engine reads pages that are pictures, from the options to what the readers take.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use quarry_extract::{OnnxOcr, OnnxOcrOptions};
use quarry_ingest::ocr::{Ocr, OcrError, Tesseract, TesseractOptions};

use crate::assets;
use crate::options::Settings;

/// The recogniser as it was asked for. A parser process gets it as arguments.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub(crate) struct Recognition {
    /// `off`, `tesseract` or `onnx`
    #[arg(long = "ocr", default_value = "off")]
    engine: String,
    /// Folder with the models of `onnx`
    #[arg(long = "ocr-models")]
    models: Option<PathBuf>,
    /// Shared library that runs them
    #[arg(long = "ocr-library")]
    library: Option<PathBuf>,
    /// Language data of Tesseract, joined by `+`
    #[arg(long = "ocr-languages", default_value = "kor+chi_tra+eng")]
    languages: String,
    /// Seconds for one page
    #[arg(long = "ocr-seconds", default_value_t = 45)]
    seconds: u64,
}

impl Recognition {
    /// As the options say.
    ///
    /// # Errors
    /// Where the engine is not one of those that are known, or its models cannot be used.
    pub(crate) fn from_settings(settings: &Settings) -> Result<Self> {
        let engine = settings.text("ingest.ocr").to_owned();
        if !matches!(engine.as_str(), "off" | "tesseract" | "onnx") {
            bail!("ingest.ocr must be off, tesseract or onnx, not {engine:?}");
        }
        let library = settings.given("models.runtime_library").map(PathBuf::from);
        let recognition = Self {
            engine,
            models: settings.given("ingest.ocr_models").map(PathBuf::from),
            library: library.or_else(assets::runtime_library),
            languages: settings.text("ingest.ocr_languages").to_owned(),
            seconds: settings.integer("ingest.ocr_seconds").max(1),
        };
        if recognition.engine == "onnx" {
            // Models that do not fit are no page's fault: better said now than beside every document.
            recognition.onnx()?;
        }
        Ok(recognition)
    }

    /// The arguments of a parser process that say the same.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let mut arguments = vec![
            format!("--ocr={}", self.engine),
            format!("--ocr-languages={}", self.languages),
            format!("--ocr-seconds={}", self.seconds),
        ];
        if self.engine == "onnx" {
            let paths = [("--ocr-models", &self.models), ("--ocr-library", &self.library)];
            let given = paths
                .iter()
                .filter_map(|(flag, path)| Some((flag, path.as_ref()?)));
            arguments.extend(given.map(|(flag, path)| format!("{flag}={}", path.display())));
        }
        arguments
    }

    /// Looks for the engine. One that is not there is no error: what needs it is said to go without.
    pub(crate) fn start(&self) -> Ocr {
        let missing = |error: &dyn std::fmt::Display| Ocr::Missing(error.to_string());
        match self.engine.as_str() {
            "tesseract" => match self.tesseract() {
                Ok(engine) => Ocr::With(Arc::new(engine)),
                Err(error) => missing(&error),
            },
            "onnx" => match self.onnx() {
                Ok(engine) => Ocr::With(Arc::new(engine)),
                Err(error) => missing(&format_args!("{error:#}")),
            },
            _ => Ocr::Off,
        }
    }

    fn tesseract(&self) -> Result<Tesseract, OcrError> {
        Tesseract::find(TesseractOptions {
            languages: self
                .languages
                .split(['+', ','])
                .map(|l| l.trim().to_owned())
                .collect(),
            time: Duration::from_secs(self.seconds),
            ..TesseractOptions::default()
        })
    }

    fn onnx(&self) -> Result<OnnxOcr> {
        let folder = self.models.clone();
        let folder =
            folder.context("ingest.ocr = onnx needs the folder of its models: set ingest.ocr_models")?;
        Ok(OnnxOcr::load(&OnnxOcrOptions {
            folder,
            runtime_library: self.library.clone(),
            time: Duration::from_secs(self.seconds),
        })?)
    }
}
