//! The table in memory: of each document what ranking, linking and listing need.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use oxigraph::model::{GraphName, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, TripleRef};
use oxigraph::store::Store;
use quarry_extract::EntityType;
use quarry_ingest::Locator;
use serde::{Deserialize, Serialize};

use super::statements::Said;
use crate::content::Content;
use crate::error::GraphError;
use crate::generic::is_generic_name;
use crate::rdf::iri::passage_key;
use crate::rdf::literal::from_json;
use crate::rdf::triples::Triples;
use crate::rdf::vocabulary::{dcterms, local_name, quarry, rdf, rdfs, schema, skos, void};
use crate::record::DocumentRecord;
use crate::resolve::{Keys, keys};

/// What stands in memory of one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DocumentEntry {
    pub(crate) record: DocumentRecord,
    /// The date that it bears: year, year and month, or day.
    pub(crate) date: Option<String>,
    /// Triples in its graph.
    pub(crate) triples: usize,
    pub(crate) content: Option<Content>,
    /// By position.
    pub(crate) passages: Vec<PassageEntry>,
    /// By IRI.
    pub(crate) entities: Vec<EntityEntry>,
    /// What it asserts of entities, in order.
    pub(crate) facts: Vec<Fact>,
    /// Its statements and candidates, read out of the store when somebody first asks.
    #[serde(skip)]
    pub(crate) statements: OnceLock<Vec<Said>>,
}

/// An asserted statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Fact {
    /// IRI of an entity.
    pub(crate) subject: String,
    /// Local name among Quarry's own terms, else an IRI.
    pub(crate) predicate: String,
    /// IRI of an entity, or a literal as N-Triples write it.
    pub(crate) object: String,
    pub(crate) literal: bool,
}

/// One passage, with entities as the document names them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct PassageEntry {
    pub(crate) iri: String,
    pub(crate) key: u64,
    position: u64,
    pub(crate) headings: Vec<String>,
    pub(crate) text: String,
    pub(crate) locator: Option<Locator>,
    pub(crate) blocks: Vec<String>,
    pub(crate) rows: Option<(u32, u32)>,
    /// IRIs, sorted.
    pub(crate) entities: Vec<String>,
}

impl PassageEntry {
    /// The document's title and the headings, for the text index.
    pub(crate) fn titles(&self, title: &str) -> String {
        let mut titles = title.to_owned();
        for heading in self.headings.iter().filter(|h| *h != title) {
            titles.push('\n');
            titles.push_str(heading);
        }
        titles
    }
}

/// What one document says of an entity.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct EntityEntry {
    pub(crate) iri: String,
    pub(crate) kind: EntityType,
    pub(crate) name: String,
    /// Sorted.
    pub(crate) aliases: Vec<String>,
    /// A public body.
    pub(crate) government: bool,
    /// The year of an undertaking of which there are several of one name.
    pub(crate) edition: Option<String>,
    /// What its names are compared by.
    pub(crate) keys: Keys,
}

/// An entity that is being put together.
#[derive(Debug, Default)]
struct Described {
    kind: Option<EntityType>,
    government: bool,
    name: String,
    edition: Option<String>,
    aliases: BTreeSet<String>,
}

/// Puts an entry together from the triples of a document's graph, in any order. Triples that an entry does not need are passed
/// over.
#[derive(Debug, Default)]
pub(crate) struct EntryBuilder {
    iri: String,
    document: HashMap<&'static str, String>,
    content: Option<Content>,
    passages: BTreeMap<String, PassageEntry>,
    entities: BTreeMap<String, Described>,
    facts: Vec<Fact>,
}

/// The properties of a document that an entry keeps.
const OF_DOCUMENT: [(&str, &str); 9] = [
    (dcterms::DATE.as_str(), "date"),
    (quarry::SOURCE.as_str(), "source"),
    (quarry::BLAKE3.as_str(), "blake3"),
    (dcterms::TITLE.as_str(), "title"),
    (dcterms::FORMAT.as_str(), "format"),
    (quarry::LANGUAGES.as_str(), "languages"),
    (quarry::COLLECTION.as_str(), "collection"),
    (quarry::PIPELINE.as_str(), "pipeline"),
    (void::TRIPLES.as_str(), "triples"),
];

impl EntryBuilder {
    /// Takes one triple of the graph.
    pub(crate) fn take(&mut self, subject: &NamedOrBlankNode, predicate: &str, object: Term) {
        let NamedOrBlankNode::NamedNode(subject) = subject else {
            return;
        };
        let kind = subject
            .as_str()
            .strip_prefix(crate::rdf::iri::BASE)
            .and_then(|rest| rest.split(':').next());
        match kind {
            Some("document") => self.take_document(subject.as_str(), predicate, object),
            Some("passage") => self.take_passage(subject.as_str(), predicate, object),
            Some("entity") => self.take_entity(subject.as_str(), predicate, object),
            _ => {}
        }
    }

    fn take_document(&mut self, iri: &str, predicate: &str, object: Term) {
        let Term::Literal(literal) = object else { return };
        if self.iri.is_empty() {
            iri.clone_into(&mut self.iri);
        }
        if predicate == quarry::CONTENT.as_str() {
            self.content = Some(Content::Literal(literal.value().to_owned()));
        } else if predicate == quarry::CONTENT_FILE.as_str() {
            self.content = Some(Content::File(literal.value().to_owned()));
        } else if let Some((_, name)) = OF_DOCUMENT.iter().find(|(p, _)| *p == predicate) {
            self.document.insert(name, literal.value().to_owned());
        }
    }

    fn take_passage(&mut self, iri: &str, predicate: &str, object: Term) {
        if !self.passages.contains_key(iri) {
            let entry = PassageEntry {
                iri: iri.to_owned(),
                key: passage_key(iri),
                ..PassageEntry::default()
            };
            self.passages.insert(iri.to_owned(), entry);
        }
        let Some(passage) = self.passages.get_mut(iri) else {
            return;
        };
        match object {
            Term::NamedNode(entity) if predicate == schema::MENTIONS.as_str() => {
                passage.entities.push(entity.into_string());
            }
            Term::Literal(literal) => match predicate {
                p if p == schema::TEXT.as_str() => literal.value().clone_into(&mut passage.text),
                p if p == quarry::HEADINGS.as_str() => {
                    passage.headings = from_json(literal.value()).unwrap_or_default();
                }
                p if p == quarry::LOCATOR.as_str() => passage.locator = from_json(literal.value()),
                p if p == quarry::MADE_OF.as_str() => {
                    passage.blocks = from_json(literal.value()).unwrap_or_default()
                }
                p if p == quarry::ROWS.as_str() => passage.rows = from_json(literal.value()),
                p if p == quarry::POSITION.as_str() => {
                    passage.position = literal.value().parse().unwrap_or(0)
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn take_entity(&mut self, iri: &str, predicate: &str, object: Term) {
        if !OF_ENTITY.contains(&predicate) {
            let (object, literal) = match object {
                Term::NamedNode(node) => (node.into_string(), false),
                Term::Literal(literal) => (literal.to_string(), true),
                _ => return,
            };
            self.facts.push(Fact {
                subject: iri.to_owned(),
                predicate: local_name(predicate).unwrap_or(predicate).to_owned(),
                object,
                literal,
            });
            return;
        }
        if !self.entities.contains_key(iri) {
            self.entities.insert(iri.to_owned(), Described::default());
        }
        let Some(entity) = self.entities.get_mut(iri) else {
            return;
        };
        match object {
            Term::NamedNode(class) if predicate == rdf::TYPE.as_str() => {
                entity.government |= class == quarry::GOVERNMENT_ORGANIZATION;
                entity.kind = local_name(class.as_str())
                    .and_then(EntityType::from_name)
                    .or(entity.kind);
            }
            Term::Literal(name) if predicate == rdfs::LABEL.as_str() => {
                name.value().clone_into(&mut entity.name)
            }
            Term::Literal(year) if predicate == quarry::EDITION.as_str() => {
                entity.edition = Some(year.value().to_owned());
            }
            Term::Literal(name) if predicate == skos::ALT_LABEL.as_str() => {
                entity.aliases.insert(name.value().to_owned());
            }
            _ => {}
        }
    }

    /// The entry; none where the graph is not that of a document.
    pub(crate) fn finish(mut self) -> Option<DocumentEntry> {
        let mut property = |name| self.document.remove(name).unwrap_or_default();
        let source = property("source");
        if source.is_empty() || self.iri.is_empty() {
            return None;
        }
        let mut passages: Vec<PassageEntry> = self.passages.into_values().collect();
        passages.sort_by(|a, b| a.position.cmp(&b.position).then_with(|| a.iri.cmp(&b.iri)));
        for passage in &mut passages {
            passage.entities.sort_unstable();
            passage.entities.shrink_to_fit();
        }
        let entity = |(iri, described): (String, Described)| {
            let kind = described.kind?;
            // What says only what a thing is leads to it in its document, and is no name of it among others'.
            let aliases = described.aliases.into_iter();
            let aliases: Vec<String> = aliases.filter(|alias| !is_generic_name(alias)).collect();
            Some(EntityEntry {
                iri,
                kind,
                keys: keys(kind, &described.name, aliases.iter()),
                name: described.name,
                aliases,
                government: described.government,
                edition: described.edition,
            })
        };
        let mut entities: Vec<EntityEntry> = self.entities.into_iter().filter_map(entity).collect();
        entities.shrink_to_fit();
        self.facts.sort();
        self.facts.dedup();
        self.facts.shrink_to_fit();
        let date = Some(property("date")).filter(|date| !date.is_empty());
        Some(DocumentEntry {
            date,
            record: DocumentRecord {
                iri: self.iri,
                source,
                blake3: property("blake3"),
                title: property("title"),
                media_type: property("format"),
                languages: from_json(&property("languages")).unwrap_or_default(),
                collection: property("collection"),
                pipeline: property("pipeline"),
                passages: passages.len(),
            },
            triples: property("triples").parse().unwrap_or(0),
            content: self.content,
            passages,
            entities,
            facts: self.facts,
            statements: OnceLock::new(),
        })
    }

    /// The entry of triples that are about to be written.
    pub(crate) fn from_triples(triples: &Triples) -> Option<DocumentEntry> {
        let mut builder = Self::default();
        for triple in triples.iter().filter(|t| needed(*t)) {
            let subject = triple.subject.into_owned();
            builder.take(&subject, triple.predicate.as_str(), triple.object.into_owned());
        }
        builder.finish()
    }
}

/// What is said of an entity by itself; everything else is a statement.
const OF_ENTITY: [&str; 4] = [
    rdf::TYPE.as_str(),
    rdfs::LABEL.as_str(),
    skos::ALT_LABEL.as_str(),
    quarry::EDITION.as_str(),
];

/// Every predicate that an entry reads.
fn predicates() -> impl Iterator<Item = &'static str> {
    let others = [
        quarry::CONTENT,
        quarry::CONTENT_FILE,
        quarry::HEADINGS,
        quarry::LOCATOR,
        quarry::MADE_OF,
        quarry::POSITION,
        quarry::ROWS,
        schema::TEXT,
        schema::MENTIONS,
        rdfs::LABEL,
        skos::ALT_LABEL,
    ];
    OF_DOCUMENT
        .into_iter()
        .map(|(iri, _)| iri)
        .chain(others.map(|p| p.as_str()))
}

fn needed(triple: TripleRef<'_>) -> bool {
    let predicate = triple.predicate.as_str();
    let of_entity =
        || matches!(triple.subject, NamedOrBlankNodeRef::NamedNode(node) if is_entity(node.as_str()));
    predicate == rdf::TYPE.as_str() || predicates().any(|p| p == predicate) || of_entity()
}

fn is_entity(iri: &str) -> bool {
    iri.strip_prefix(crate::rdf::iri::BASE)
        .is_some_and(|rest| rest.starts_with("entity:"))
}

/// The entries of every document in the store, by source. Only the predicates that entries need are read.
pub(crate) fn load_entries(store: &Store) -> Result<BTreeMap<String, DocumentEntry>, GraphError> {
    let mut builders: HashMap<String, EntryBuilder> = HashMap::new();
    let mut take = |quad: Quad| {
        if let GraphName::NamedNode(graph) = &quad.graph_name {
            if !builders.contains_key(graph.as_str()) {
                builders.insert(graph.as_str().to_owned(), EntryBuilder::default());
            }
            if let Some(builder) = builders.get_mut(graph.as_str()) {
                builder.take(&quad.subject, quad.predicate.as_str(), quad.object);
            }
        }
    };
    for predicate in predicates() {
        let predicate = oxigraph::model::NamedNodeRef::new_unchecked(predicate);
        for quad in store.quads_for_pattern(None, Some(predicate), None, None) {
            take(quad?);
        }
    }
    let named = EntityType::ALL.into_iter().filter(|kind| kind.is_named());
    let classes = named.map(crate::rdf::vocabulary::class);
    for class in classes.chain([quarry::GOVERNMENT_ORGANIZATION.into_owned()]) {
        for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref().into()), None) {
            take(quad?);
        }
    }
    // Any property may be stated; which ones are, the reifiers say.
    let mut stated: BTreeSet<String> = BTreeSet::new();
    for quad in store.quads_for_pattern(None, Some(rdf::REIFIES), None, None) {
        if let Term::Triple(triple) = quad?.object {
            stated.insert(triple.predicate.into_string());
        }
    }
    for predicate in &stated {
        let predicate = oxigraph::model::NamedNodeRef::new_unchecked(predicate);
        for quad in store.quads_for_pattern(None, Some(predicate), None, None) {
            take(quad?);
        }
    }
    Ok(builders
        .into_values()
        .filter_map(EntryBuilder::finish)
        .map(|entry| (entry.record.source.clone(), entry))
        .collect())
}

/// The embeddings of one document's passages, by IRI.
pub(crate) fn embeddings(store: &Store, document: &str) -> Result<HashMap<String, Vec<f32>>, GraphError> {
    let graph = oxigraph::model::NamedNodeRef::new_unchecked(document);
    let mut found = HashMap::new();
    let pattern = store.quads_for_pattern(None, Some(quarry::EMBEDDING), None, Some(graph.into()));
    for quad in pattern {
        let quad = quad?;
        if let (NamedOrBlankNodeRef::NamedNode(passage), Term::Literal(literal)) =
            (quad.subject.as_ref(), &quad.object)
            && let Some(vector) = crate::rdf::literal::to_vector(literal.value())
        {
            found.insert(passage.as_str().to_owned(), vector);
        }
    }
    Ok(found)
}
