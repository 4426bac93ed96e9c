//! What is known of an added model: the file `model.json` of its folder.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::extractor::ExtractError;

/// Name of the file.
pub(crate) const FILE: &str = "model.json";

/// What a model does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Finds names.
    Entities,
    /// Finds statements between names.
    Relations,
    /// Gives passages and questions their vectors.
    Embedder,
    /// Orders the passages that search found.
    Reranker,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Entities, Self::Relations, Self::Embedder, Self::Reranker];

    /// `entities`, `relations`, `embedder` or `reranker`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Relations => "relations",
            Self::Embedder => "embedder",
            Self::Reranker => "reranker",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether several models may share it: their names are merged, while there is one vector for a passage.
    #[must_use]
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Entities | Self::Relations)
    }
}

/// How a model is built, as its files show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// One label a token (`…ForTokenClassification`).
    TokenClassifier,
    /// A vector a text.
    Embedder,
    /// A score a pair of texts (`…ForSequenceClassification` with one label).
    Reranker,
    /// Names of any type that is asked for in words, in one graph.
    Gliner,
    /// The same in four graphs: encoder, spans, labels, classifier.
    Gliner2,
    /// Statements written out by an encoder and a decoder.
    Rebel,
}

/// From token vectors to one for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pooling {
    /// The first token's.
    Cls,
    /// The mean over all tokens.
    Mean,
    /// The greatest value of each axis.
    Max,
    /// The last token's.
    Last,
    /// The graph gives the text's vector itself.
    Within,
}

impl Pooling {
    /// `cls`, `mean`, `max` or `last`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "cls" => Some(Self::Cls),
            "mean" => Some(Self::Mean),
            "max" => Some(Self::Max),
            "last" => Some(Self::Last),
            _ => None,
        }
    }
}

/// How the labels come into a GLiNER graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelInput {
    /// In the prompt before the text.
    Prompt,
    /// As token ids of their own, which the graph encodes.
    Tokens,
    /// As vectors that were made beforehand.
    Vectors,
}

/// What a GLiNER model's configuration says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GlinerSettings {
    /// Whether it scores spans; else it scores tokens as beginnings, ends and insides.
    pub spans: bool,
    /// How the labels come in.
    pub labels: LabelInput,
    /// Whether it also gives relations.
    pub relations: bool,
    /// Longest span, in words.
    pub max_width: usize,
    /// Most words of one input.
    pub max_words: usize,
    /// Marks before an entity type, after the types, and before a relation.
    pub marks: [String; 3],
    /// Which of a word's tokens stands for it: `first`, `last`, `mean` or `max`.
    pub subtoken: String,
}

/// An added model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its name: that of its folder.
    pub name: String,
    /// How it is built.
    pub family: Family,
    /// What it can do.
    pub roles: Vec<Role>,
    /// Licence as its files name it.
    #[serde(default)]
    pub licence: Option<String>,
    /// Whether the licence forbids commercial use.
    #[serde(default)]
    pub non_commercial: bool,
    /// Graphs by part, as files of the folder.
    pub graphs: BTreeMap<String, String>,
    /// The same parts in single precision, where what is used is quantised.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reference: BTreeMap<String, String>,
    /// The tokenizer's file.
    pub tokenizer: String,
    /// The labels' tokenizer, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels_tokenizer: Option<String>,
    /// Most tokens of one input.
    pub most_tokens: usize,
    /// Output that is read, where a graph has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub output: String,
    /// From token vectors to a text's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pooling: Option<Pooling>,
    /// Length of the vectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimension: Option<usize>,
    /// Words before a question, and before a passage, when they get their vectors.
    #[serde(default, skip_serializing_if = "no_prefixes")]
    pub prefixes: [String; 2],
    /// Labels of a token classifier, in the order of its output.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Type of each label that the model knows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<String, String>,
    /// Predicate of each relation that the model knows; what is not here is left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub relations: BTreeMap<String, String>,
    /// Language in which the ontology's labels are put to the model: `zh-Hant`, `ko`, `en`, or `text` for the text's own.
    #[serde(default = "text_language")]
    pub label_language: String,
    /// Least probability of a name.
    #[serde(default = "half")]
    pub threshold: f32,
    /// Least probability of a relation.
    #[serde(default = "half")]
    pub relation_threshold: f32,
    /// What a GLiNER model's configuration says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gliner: Option<GlinerSettings>,
    /// Checksum over its files.
    #[serde(default)]
    pub identity: String,
    /// How far the quantised graph agreed with single precision when the model was added, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<f32>,
    /// What it gave for the probe text when it was added; it has to give the same whenever it is loaded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub probe: Vec<f32>,
    /// Everything that belongs to it, as paths in the folder.
    #[serde(default)]
    pub files: Vec<String>,
    /// What was noticed when it was recognised, one sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

fn no_prefixes(prefixes: &[String; 2]) -> bool {
    prefixes.iter().all(String::is_empty)
}

fn text_language() -> String {
    "text".to_owned()
}

const fn half() -> f32 {
    0.5
}

impl Card {
    /// Reads the card of a folder.
    ///
    /// # Errors
    /// Where there is none, or it is no card.
    pub fn read(folder: &Path) -> Result<Self, ExtractError> {
        let path = folder.join(FILE);
        let refused = |message: String| ExtractError::Model {
            path: path.clone(),
            message,
        };
        let text = std::fs::read_to_string(&path).map_err(|e| refused(e.to_string()))?;
        serde_json::from_str(&text).map_err(|e| refused(e.to_string()))
    }

    /// Writes the card into a folder.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), ExtractError> {
        let path = folder.join(FILE);
        let refused = |message: String| ExtractError::Model {
            path: path.clone(),
            message,
        };
        let text = serde_json::to_string_pretty(self).map_err(|e| refused(e.to_string()))?;
        std::fs::write(&path, text + "\n").map_err(|e| refused(e.to_string()))
    }

    /// Name and checksum: another one means that documents should be read again.
    #[must_use]
    pub fn version(&self) -> String {
        let sum: String = self.identity.chars().take(12).collect();
        format!("{} {sum}", self.name)
    }

    /// The file of a part.
    pub(crate) fn graph(&self, part: &str) -> Result<&str, ExtractError> {
        let file = self.graphs.get(part).map(String::as_str);
        file.ok_or_else(|| ExtractError::Run(format!("the card of {} names no graph {part:?}", self.name)))
    }
}
