//! Questions: what is asked, of what, and in which language.

mod analysis;
mod asked;
mod asking;
mod bounds;
mod lexicon;
mod marks;
mod notions;
mod phrases;
mod relation;
mod request;
mod transcribed;
mod turn;
mod wording;
mod words;

use serde::{Deserialize, Serialize};

pub use analysis::{Analysis, Named, Operation, Version};
pub use asked::Asked;
pub use asking::{Sought, compares, sought};
pub use bounds::Limit;
pub use lexicon::{Cue, cues, speaks_of};
pub use marks::{Force, Kind, Mark, marks};
pub use notions::{Weight, kin_of, notion_of, notions, rooted, rooted_name, weight_of};
pub use phrases::{Say, Spoken, phrases};
pub use relation::{Range, Relation};
pub use request::{Name, Order, Request, Task, Word};
pub use transcribed::Transcribed;
pub use turn::Turn;
pub(crate) use words::grams;

/// How passages are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Chooses: facts where the question's chain of facts is known, fusion otherwise.
    #[default]
    Auto,
    /// BM25 alone.
    Passages,
    /// The walk on the passage-entity graph alone; BM25 where the question names nothing that is known.
    Graph,
    /// Embeddings alone.
    Vectors,
    /// Graph, BM25 and embeddings fused.
    Hybrid,
    /// The evidence of facts first, then as `hybrid`.
    Facts,
    /// The whole: answers are the themes of the collection; passages as `hybrid`.
    Global,
    /// Tables alone: answers come from cells or are refused; passages as `hybrid`, those of tables only.
    Table,
}

impl Mode {
    /// The modes that a caller can name.
    pub const ALL: [Self; 8] = [
        Self::Auto,
        Self::Passages,
        Self::Graph,
        Self::Hybrid,
        Self::Global,
        Self::Table,
        Self::Facts,
        Self::Vectors,
    ];

    /// The name that a caller gives.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Passages => "passages",
            Self::Graph => "graph",
            Self::Vectors => "vectors",
            Self::Hybrid => "hybrid",
            Self::Facts => "facts",
            Self::Global => "global",
            Self::Table => "table",
        }
    }

    /// What it does, in one line.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Auto => "chooses by the question, and says which",
            Self::Passages => "full text alone",
            Self::Graph => "a walk from the question's names over passages and names",
            Self::Vectors => "embeddings alone",
            Self::Hybrid => "graph, full text and embeddings together",
            Self::Facts => "what statements say first, then as hybrid",
            Self::Global => "the themes of the whole collection",
            Self::Table => "tables alone: filters, sums, counts and extremes over their cells",
        }
    }

    /// The mode of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// As asked.
    pub text: String,
    /// How passages are found.
    #[serde(default)]
    pub mode: Mode,
    /// How many passages to give.
    #[serde(default = "default_k")]
    pub k: usize,
    /// Collections that the caller may read; none reads all. What is outside influences nothing.
    #[serde(default)]
    pub collections: Option<Vec<String>>,
    /// A day, `2024-12-31`: what was known and in force then is all that is read. None reads what is known now.
    #[serde(default)]
    pub as_of: Option<String>,
}

const fn default_k() -> usize {
    10
}

impl Question {
    /// The question with ten passages, the mode chosen for it, and every collection.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            mode: Mode::Auto,
            k: default_k(),
            collections: None,
            as_of: None,
        }
    }

    /// The same question for `k` passages.
    #[must_use]
    pub fn with_k(self, k: usize) -> Self {
        Self { k, ..self }
    }

    /// The same question in `mode`.
    #[must_use]
    pub fn with_mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// The same question as of a day (ISO 8601); none asks for the present.
    #[must_use]
    pub fn as_of(self, day: Option<String>) -> Self {
        Self { as_of: day, ..self }
    }

    /// The same question over `collections` only.
    #[must_use]
    pub fn within(self, collections: Vec<String>) -> Self {
        Self {
            collections: Some(collections),
            ..self
        }
    }
}
