//! The Document contract: what every reader produces and every later stage consumes.
//!
//! Field names and shapes are those that `quarry parse --format json` prints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::table::Table;

/// One document with everything that was read from it, in reading order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Document {
    /// Path below the ingested root, `/`-separated, NFC; `FILE#id` for a JSONL record, `a.zip!/b.pdf` for a member.
    pub source: String,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub blake3: String,
    /// Media type as found from the content, such as `application/pdf`.
    pub media_type: String,
    /// Title from the metadata or the first heading, else the file's stem.
    pub title: String,
    /// BCP 47 tags, the most frequent first: `zh-Hant`, `ko`, `en`, …
    pub languages: Vec<String>,
    /// What the format says of itself: author, created, modified, …
    pub metadata: BTreeMap<String, String>,
    /// Pages with their size; empty where the format has none.
    pub pages: Vec<Page>,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// What went wrong, and where.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// Whether the document was refused or failed as a whole.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|d| d.severity == Severity::Error && d.locator.is_none())
    }
}

/// One page; sizes in PDF points (1/72 inch).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// Width in points, after the page's own rotation.
    pub width: f32,
    /// Height in points, after the page's own rotation.
    pub height: f32,
}

/// A piece of the document that is read as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// `b0`, `b1`, … in reading order; unique within the document.
    pub id: String,
    /// What kind of piece it is.
    pub kind: BlockKind,
    /// Heading level from 1; none for other kinds.
    pub level: Option<u8>,
    /// The text; empty for a table block.
    pub text: String,
    /// Where it stands in the source.
    pub locator: Locator,
    /// The table, for a table block.
    pub table: Option<Table>,
    /// Hidden or off-page: kept and marked. Hidden PDF text is not indexed.
    pub hidden: bool,
    /// How its text was recognised, where it comes from a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognized: Option<Recognized>,
}

/// Text that was read from a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recognized {
    /// Mean confidence of its words, from 0 to 1.
    pub confidence: f32,
    /// The words as the engine gave them, in its order.
    pub words: Vec<RecognizedWord>,
}

/// A word that was read from a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecognizedWord {
    /// Its text.
    pub text: String,
    /// `[x0, y0, x1, y1]` on the page of its block, in points, origin top left.
    pub bbox: [f32; 4],
    /// From 0 to 1.
    pub confidence: f32,
}

impl Block {
    /// A visible block without level or table; the id is given when the document is put together.
    #[must_use]
    pub fn new(kind: BlockKind, text: impl Into<String>, locator: Locator) -> Self {
        Self {
            id: String::new(),
            kind,
            level: None,
            text: text.into(),
            locator,
            table: None,
            hidden: false,
            recognized: None,
        }
    }

    /// A heading of `level` (from 1).
    #[must_use]
    pub fn heading(level: u8, text: impl Into<String>, locator: Locator) -> Self {
        Self {
            level: Some(level.max(1)),
            ..Self::new(BlockKind::Heading, text, locator)
        }
    }

    /// A table block; its own text stays empty.
    #[must_use]
    pub fn table(table: Table, locator: Locator) -> Self {
        Self {
            table: Some(table),
            ..Self::new(BlockKind::Table, String::new(), locator)
        }
    }
}

/// The kinds of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A title or section heading.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list, with its bullet or number as printed.
    ListItem,
    /// A table.
    Table,
    /// The caption of a table or figure.
    Caption,
    /// A footnote or endnote.
    Footnote,
    /// An image or drawing.
    Figure,
    /// A formula, as text.
    Formula,
    /// A running page header.
    Header,
    /// A running page footer.
    Footer,
}

/// Where something stands: a place in the file, and the cell when it stands in a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Locator {
    /// The place, in the terms of the file's format.
    #[serde(flatten)]
    pub place: Place,
    /// Row in the table, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column in the table, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

impl Locator {
    /// The same place, at a cell of the table that stands there.
    #[must_use]
    pub fn at_cell(&self, row: u32, column: u32) -> Self {
        Self {
            place: self.place.clone(),
            row: Some(row),
            column: Some(column),
        }
    }
}

impl From<Place> for Locator {
    fn from(place: Place) -> Self {
        Self {
            place,
            row: None,
            column: None,
        }
    }
}

/// A place in a file, one variant for each way of pointing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// PDF: page from 1 and box `[x0, y0, x1, y1]` in points, origin top left.
    Page {
        /// Page number from 1.
        page: u32,
        /// `[x0, y0, x1, y1]` in points, origin top left.
        bbox: [f32; 4],
    },
    /// Spreadsheets and CSV: sheet name and A1 range.
    Sheet {
        /// Sheet name; the file's stem for CSV.
        sheet: String,
        /// A1 range such as `B3:F20`, or one cell such as `B3`.
        range: String,
    },
    /// HWP and HWPX: section and paragraph from 0, page from 1 where the layout cache gives it.
    Section {
        /// Section index from 0.
        section: u32,
        /// Index from 0 of the section's own (outermost) paragraph.
        paragraph: u32,
        /// Page from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<u32>,
    },
    /// Text, Markdown, HTML, JSONL: lines from 1 (both included), and Unicode scalar values `start..end` of the decoded text.
    Lines {
        /// First and last line, from 1.
        line: [u32; 2],
        /// First Unicode scalar value.
        start: usize,
        /// One past the last Unicode scalar value.
        end: usize,
    },
    /// PPTX: slide from 1.
    Slide {
        /// Slide number from 1.
        slide: u32,
    },
    /// DOCX, ODT: paragraph from 0.
    Paragraph {
        /// Paragraph index from 0.
        paragraph: u32,
    },
}

/// Something a reader noticed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is. An error without a locator means that the whole document was refused.
    pub severity: Severity,
    /// Stable, machine-readable: `garbled_text`, `encrypted`, `truncated`, …
    pub code: String,
    /// One sentence for a person: what happened and what to do.
    pub message: String,
    /// Where; none for the whole document.
    pub locator: Option<Locator>,
}

impl Diagnostic {
    /// A warning about the whole document.
    #[must_use]
    pub fn warning(code: &str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            code: code.to_owned(),
            message: message.into(),
            locator: None,
        }
    }

    /// The error that refuses the whole document.
    #[must_use]
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            ..Self::warning(code, message)
        }
    }

    /// The same diagnostic, at a place.
    #[must_use]
    pub fn at(self, locator: impl Into<Locator>) -> Self {
        Self {
            locator: Some(locator.into()),
            ..self
        }
    }
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing, nothing lost.
    Info,
    /// Something may be missing or wrong at that place.
    Warning,
    /// That place, or the whole document, could not be read.
    Error,
}
