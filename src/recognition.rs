//! Which engine reads pages that are pictures, from the options to what the readers take.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use quarry_ingest::ocr::{Ocr, Tesseract, TesseractOptions};

use crate::options::Settings;

/// The recogniser as it was asked for. A parser process gets it as arguments.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub(crate) struct Recognition {
    /// `off` or `tesseract`
    #[arg(long = "ocr", default_value = "off")]
    engine: String,
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
    /// Where the engine is not one of those that are known.
    pub(crate) fn from_settings(settings: &Settings) -> Result<Self> {
        let engine = settings.text("ingest.ocr").to_owned();
        if !matches!(engine.as_str(), "off" | "tesseract") {
            bail!("ingest.ocr must be off or tesseract, not {engine:?}");
        }
        Ok(Self {
            engine,
            languages: settings.text("ingest.ocr_languages").to_owned(),
            seconds: settings.integer("ingest.ocr_seconds").max(1),
        })
    }

    /// The arguments of a parser process that say the same.
    pub(crate) fn arguments(&self) -> Vec<String> {
        vec![
            format!("--ocr={}", self.engine),
            format!("--ocr-languages={}", self.languages),
            format!("--ocr-seconds={}", self.seconds),
        ]
    }

    /// Looks for the engine. One that is not there is no error: what needs it is said to go without.
    pub(crate) fn start(&self) -> Ocr {
        if self.engine != "tesseract" {
            return Ocr::Off;
        }
        let options = TesseractOptions {
            languages: self
                .languages
                .split(['+', ','])
                .map(|l| l.trim().to_owned())
                .collect(),
            time: Duration::from_secs(self.seconds),
            ..TesseractOptions::default()
        };
        match Tesseract::find(options) {
            Ok(engine) => Ocr::With(Arc::new(engine)),
            Err(error) => Ocr::Missing(error.to_string()),
        }
    }
}
