//! What is read back from the knowledge.

use quarry_extract::EntityType;
use quarry_ingest::Locator;
use serde::{Deserialize, Serialize};

/// A passage's number within one opened [`Knowledge`](crate::Knowledge): dense from 0, good for bitmaps and vectors.
/// It is not an identifier: that is the IRI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PassageId(pub u32);

/// A document in the graph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// IRI of the document, which is also the name of its graph.
    pub iri: String,
    /// Path below the ingested root.
    pub source: String,
    /// BLAKE3 of the bytes, hexadecimal.
    pub blake3: String,
    /// Title.
    pub title: String,
    /// Media type.
    pub media_type: String,
    /// BCP 47 tags, the most frequent first.
    pub languages: Vec<String>,
    /// The collection that it belongs to.
    pub collection: String,
    /// Version of the program's readers, rules and models that made its graph.
    pub pipeline: String,
    /// Number of passages.
    pub passages: usize,
}

/// A passage with everything needed to rank, show and cite it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassageRecord {
    /// Number in this opened knowledge.
    pub id: PassageId,
    /// IRI.
    pub iri: String,
    /// IRI of its document.
    pub document: String,
    /// Path of its document below the ingested root.
    pub source: String,
    /// Title of its document.
    pub title: String,
    /// Titles above it, outermost first, without the document's.
    pub headings: Vec<String>,
    /// Verbatim text.
    pub text: String,
    /// Where it stands.
    pub locator: Locator,
    /// Blocks of the document that it was made of.
    pub blocks: Vec<String>,
    /// Table rows `start..end`, for a table passage.
    pub rows: Option<(u32, u32)>,
    /// IRIs of the canonical entities that it mentions.
    pub entities: Vec<String>,
}

/// A canonical entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// IRI.
    pub iri: String,
    /// Type.
    pub kind: EntityType,
    /// Preferred name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The year of an undertaking of which papers name several of one name; none for other things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
}

/// One asserted statement with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementRecord {
    /// Subject IRI.
    pub subject: String,
    /// Subject's name.
    pub subject_name: String,
    /// CamelCase local name of the predicate.
    pub predicate: String,
    /// Object IRI, or none for a literal.
    pub object: Option<String>,
    /// Object's name, or the literal as text.
    pub object_name: String,
    /// Typed literal, where the object is one.
    pub value: Option<quarry_extract::TypedValue>,
    /// Qualifiers as local name and text.
    pub qualifiers: Vec<(String, String)>,
    /// Path of the document that says it.
    pub source: String,
    /// The sentence or cell that says it, verbatim.
    pub quote: String,
    /// Where that stands.
    pub locator: Locator,
    /// 0 to 1.
    pub confidence: f32,
    /// Asserted, or kept apart as a candidate.
    pub asserted: bool,
}

/// What the knowledge holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Passages.
    pub passages: usize,
    /// Tables.
    pub tables: usize,
    /// Canonical entities.
    pub entities: usize,
    /// Asserted relations.
    pub relations: usize,
    /// Typed figures.
    pub figures: usize,
    /// Quads in the store.
    pub quads: usize,
}

/// How a run ended, or that it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// It goes on, or its process was killed.
    Running,
    /// Everything was done.
    Done,
    /// Done, but some documents failed.
    Partial,
    /// Refused as a whole, by the mass-removal brake for example.
    Refused,
}

/// One ingestion run, as PROV-O activity in the run graph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Identifier from its start time and sources.
    pub id: String,
    /// RFC 3339 time.
    pub started: String,
    /// RFC 3339 time; none while it goes on.
    pub ended: Option<String>,
    /// How it ended.
    pub state: RunState,
    /// Documents added.
    pub added: usize,
    /// Documents changed.
    pub changed: usize,
    /// Documents removed.
    pub removed: usize,
    /// Documents found unchanged.
    pub unchanged: usize,
    /// Documents refused or failed, as path and reason.
    pub failed: Vec<(String, String)>,
}
