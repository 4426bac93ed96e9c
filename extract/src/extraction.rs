//! The Extraction contract, and what the graph needs beyond it: passages, figures, embeddings.

use std::fmt;

use quarry_ingest::{Locator, Scalar};
use serde::{Deserialize, Serialize};

/// Everything found in one document.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Extraction {
    /// Entities with their mentions, one for each thing that the document speaks of.
    pub entities: Vec<Entity>,
    /// Relations between entities of this document.
    pub relations: Vec<Relation>,
    /// Typed figures read out of table rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// Passages for retrieval. Not part of what `quarry extract` prints.
    #[serde(skip)]
    pub passages: Vec<Passage>,
    /// What could not be done, one sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// One thing that the document speaks of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// `e1`, `e2`, …; unique within the document.
    pub id: String,
    /// What kind of thing.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The fullest form that the document uses.
    pub name: String,
    /// Set for public bodies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub government: bool,
    /// Other names that the document gives it: abbreviations, names in another language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The typed value of a date, amount, quantity or percentage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<TypedValue>,
    /// Where it is named.
    pub mentions: Vec<Mention>,
}

impl Entity {
    /// Gives the entity another name; the one that it had becomes an alias.
    pub(crate) fn rename(&mut self, name: &str) {
        if self.name == name {
            return;
        }
        let old = std::mem::replace(&mut self.name, name.to_owned());
        self.aliases.retain(|a| a != name);
        if !self.aliases.contains(&old) {
            self.aliases.push(old);
        }
    }
}

/// A value with its unit; multipliers (千元, 億, 백만원, million) are applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypedValue {
    /// Number, percent (0.45 for 45 %), ISO 8601 date, …
    #[serde(flatten)]
    pub scalar: Scalar,
    /// ISO 4217 code for money, the unit as printed otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// One place where an entity is named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// As written.
    pub text: String,
    /// Where.
    #[serde(flatten)]
    pub span: Span,
    /// 0 to 1.
    pub confidence: f32,
}

/// A piece of text: a block, or a cell of a table block, and Unicode scalar values in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Block id; none for plain text without blocks.
    pub block: Option<String>,
    /// Row of the cell, for a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column of the cell, for a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// First Unicode scalar value.
    pub start: usize,
    /// One past the last Unicode scalar value.
    pub end: usize,
    /// Where it stands in a table inside that cell, whose text is no part of the cell's: `row`, `column`, `start` and `end` then
    /// tell the whole of the cell around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inner: Option<Inner>,
}

/// A piece of text of a table that stands inside a cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Inner {
    /// Row and column of the cell in the inner table; where that holds a table again, those of the cells on the way come first.
    pub cells: Vec<(u32, u32)>,
    /// First Unicode scalar value of the inner cell's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Least confidence of a statement that is asserted. What is found with less is a candidate: it is kept, with its evidence, and
/// no answer is given from it.
pub const ASSERTED: f32 = 0.5;

/// One statement of the document. It is written with whether it is asserted.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Relation {
    /// Entity id.
    pub subject: String,
    /// CamelCase local name of a property in `ontologies/quarry.ttl`.
    pub predicate: String,
    /// Entity id; a date, an amount or a title is an entity too, with its typed value.
    pub object: String,
    /// 0 to 1.
    pub confidence: f32,
    /// The text that carries the statement.
    #[serde(flatten)]
    pub evidence: Span,
    /// What found it: a rule's name, a table mapping's, a model's.
    pub source: String,
    /// Qualifiers such as `version`, `status`, `since`, `until`, `title`, as local name and text.
    #[serde(default)]
    pub qualifiers: Vec<(String, String)>,
}

impl Relation {
    /// Whether it is asserted, and no candidate.
    #[must_use]
    pub fn is_asserted(&self) -> bool {
        // A confidence that is not a number asserts nothing.
        self.confidence >= ASSERTED
    }
}

impl Serialize for Relation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a> {
            subject: &'a str,
            predicate: &'a str,
            object: &'a str,
            confidence: f32,
            asserted: bool,
            #[serde(flatten)]
            evidence: &'a Span,
            source: &'a str,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            qualifiers: &'a [(String, String)],
        }
        let written = Written {
            subject: &self.subject,
            predicate: &self.predicate,
            object: &self.object,
            confidence: self.confidence,
            asserted: self.is_asserted(),
            evidence: &self.evidence,
            source: &self.source,
            qualifiers: &self.qualifiers,
        };
        written.serialize(serializer)
    }
}

/// One figure of a table: the cell's value under its header path, said of the row's subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Entity id of the row's subject, where the row names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The row's label as written.
    pub row_label: String,
    /// Everything that tells the row apart, from the outermost to the innermost: the title of its group, then all its labels, those
    /// of merged cells too (`["Norrfield", "Vans"]`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub row_path: Vec<String>,
    /// Header texts from the outermost to the innermost: `["113年度", "預算數"]`.
    pub header_path: Vec<String>,
    /// The typed value.
    pub value: TypedValue,
    /// Caption or title of the table.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Which cell.
    #[serde(flatten)]
    pub cell: Span,
}

/// A passage: what is retrieved and cited. It never crosses a page or a sheet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Passage {
    /// Verbatim text. A table passage is its header lines and one or a few rows, cells joined by ` | `.
    pub text: String,
    /// Titles above it, outermost first: document title, section headings, table caption.
    pub headings: Vec<String>,
    /// Where it stands; the rows' own range or box for a table passage.
    pub locator: Option<Locator>,
    /// Blocks that it was made of.
    pub blocks: Vec<String>,
    /// First and one past the last table row, for a table passage.
    pub rows: Option<(u32, u32)>,
    /// Entities mentioned in it, by id.
    pub entities: Vec<String>,
    /// Unit-length embedding; empty when no embedding model is loaded.
    pub embedding: Vec<f32>,
}

/// The types of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EntityType {
    Person,
    Organization,
    Place,
    Date,
    Time,
    Quantity,
    Money,
    Product,
    Event,
    Law,
    Work,
    Title,
}

impl EntityType {
    /// Every type.
    pub const ALL: [Self; 12] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Date,
        Self::Time,
        Self::Quantity,
        Self::Money,
        Self::Product,
        Self::Event,
        Self::Law,
        Self::Work,
        Self::Title,
    ];

    /// The contract's name, which is also the class's local name in `ontologies/quarry.ttl`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Organization => "Organization",
            Self::Place => "Place",
            Self::Date => "Date",
            Self::Time => "Time",
            Self::Quantity => "Quantity",
            Self::Money => "Money",
            Self::Product => "Product",
            Self::Event => "Event",
            Self::Law => "Law",
            Self::Work => "Work",
            Self::Title => "Title",
        }
    }

    /// The type of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }

    /// Whether things of this type have an identity across documents (dates and amounts have none).
    #[must_use]
    pub const fn is_named(self) -> bool {
        !matches!(
            self,
            Self::Date | Self::Time | Self::Quantity | Self::Money | Self::Title
        )
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
