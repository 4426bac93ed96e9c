//! Character recognition behind one trait.
//!
//! A reader that meets a page without usable text makes a [`Picture`] of it and asks a [`Recognizer`]; what comes
//! back are [`Word`]s with their boxes and how sure the engine is of each. Which pages are asked for is the
//! reader's choice. [`tesseract`] runs Tesseract as a process of its own; other engines stand outside of this crate
//! and come in through [`ReadOptions`](crate::ReadOptions). By default nothing is recognised.

pub mod tesseract;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

pub use tesseract::{Tesseract, TesseractOptions};

/// Whether and how pictures are read.
#[derive(Debug, Clone, Default)]
pub enum Ocr {
    /// Not at all; pages that would need it are named in a diagnostic.
    #[default]
    Off,
    /// It was asked for, but its engine is not there: the reason, as a person should read it.
    Missing(String),
    /// By this engine.
    With(Arc<dyn Recognizer>),
}

/// An engine that reads pictures of pages.
pub trait Recognizer: fmt::Debug + Send + Sync {
    /// What it calls itself, for reports.
    fn name(&self) -> &str;

    /// The words of a picture in the engine's reading order.
    ///
    /// An engine keeps its own limits on time and memory, and fails when one is reached.
    ///
    /// # Errors
    /// Where the engine cannot be run or gives up.
    fn recognize(&self, picture: &Picture) -> Result<Vec<Word>, OcrError>;
}

/// A page as a picture in shades of grey.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Pixels to an inch of the page.
    pub dpi: f32,
    /// One byte a pixel, by rows from the top left; 0 is black.
    pub gray: Vec<u8>,
}

/// One recognised word.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its text.
    pub text: String,
    /// `[x0, y0, x1, y1]` in pixels of the picture, origin top left.
    pub bbox: [f32; 4],
    /// From 0 to 1.
    pub confidence: f32,
    /// Number of the line that it stands in; words of one line share it.
    pub line: u32,
    /// The box of that line, as [`Word::bbox`].
    pub line_bbox: [f32; 4],
}

/// Why a picture was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OcrError {
    /// The engine's program is not there.
    #[error("{program} is not installed: {reason}")]
    NotInstalled {
        /// The program that was looked for.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// None of the languages asked for has its data.
    #[error("{program} has no data for {wanted}; it has {present}")]
    NoLanguage {
        /// The program.
        program: String,
        /// The languages that were asked for.
        wanted: String,
        /// The languages that it has.
        present: String,
    },
    /// A file that an engine needs is missing, or is not what it is needed for.
    #[error("{path} cannot be used for character recognition: {reason}")]
    Model {
        /// The file, or the folder where it is missing.
        path: PathBuf,
        /// What does not fit.
        reason: String,
    },
    /// It took too long.
    #[error("the page was not recognised within {seconds} s")]
    TooLong {
        /// The limit.
        seconds: u64,
    },
    /// It ended with an error.
    #[error("the engine failed: {0}")]
    Failed(String),
}
