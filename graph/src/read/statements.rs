//! Statements and figures with their evidence, read back from the store.

use std::collections::{BTreeMap, HashMap};

use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxigraph::store::Store;
use quarry_extract::TypedValue;

use super::entry::DocumentEntry;
use crate::error::GraphError;
use crate::rdf::literal::from_json;
use crate::rdf::vocabulary::{QUALIFIERS, local_name, oa, own_term, qb, quarry, rdf};
use crate::record::StatementRecord;
use crate::resolve::Resolution;

/// Everything said of nodes of some kinds in one graph.
type Described = HashMap<String, Vec<(String, Term)>>;

/// A statement with its node and the times that its text gives.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) iri: String,
    pub(crate) statement: StatementRecord,
    pub(crate) valid_from: Option<String>,
    pub(crate) valid_until: Option<String>,
}

/// A statement as its document makes it: of its own nodes, by its own names.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    named: Named,
    /// The document has no name for the subject, or for the object.
    nameless: [bool; 2],
}

/// Every statement and candidate of these documents, document by document, in order of their nodes.
pub(crate) fn read_statements<'a>(
    store: &Store,
    documents: impl Iterator<Item = &'a DocumentEntry>,
    resolution: &Resolution,
) -> Result<Vec<Named>, GraphError> {
    let mut statements = Vec::new();
    for entry in documents {
        let said = match entry.statements.get() {
            Some(said) => said,
            None => {
                let said = read_document(store, entry)?;
                entry.statements.get_or_init(|| said)
            }
        };
        statements.extend(said.iter().map(|said| resolved(said, resolution)));
    }
    Ok(statements)
}

/// The statement with canonical nodes; what the document does not name is named as its canonical entity is.
fn resolved(said: &Said, resolution: &Resolution) -> Named {
    let mut named = said.named.clone();
    let statement = &mut named.statement;
    let name = |iri: &str| resolution.record(iri).map(|r| r.name.clone()).unwrap_or_default();
    let canonical = |iri: &mut String| {
        let canonical = resolution.canonical(iri);
        if canonical != iri {
            *iri = canonical.to_owned();
        }
    };
    if said.nameless[0] {
        statement.subject_name = name(&statement.subject);
    }
    canonical(&mut statement.subject);
    if let Some(object) = &mut statement.object {
        if said.nameless[1] {
            statement.object_name = name(object);
        }
        canonical(object);
    }
    named
}

fn read_document(store: &Store, entry: &DocumentEntry) -> Result<Vec<Said>, GraphError> {
    let names: BTreeMap<&str, &str> = entry
        .entities
        .iter()
        .map(|e| (e.iri.as_str(), e.name.as_str()))
        .collect();
    let described = describe(store, &entry.record.iri)?;
    let reading = Reading {
        names: &names,
        described: &described,
        source: &entry.record.source,
    };
    let mut statements: Vec<Said> = described
        .iter()
        .filter(|(iri, _)| iri.starts_with("urn:quarry:statement:"))
        .filter_map(|(iri, properties)| {
            let (statement, nameless) = reading.statement(properties)?;
            let time = |predicate| text(properties, predicate).map(str::to_owned);
            let named = Named {
                iri: iri.clone(),
                statement,
                valid_from: time(quarry::VALID_FROM),
                valid_until: time(quarry::VALID_UNTIL),
            };
            Some(Said { named, nameless })
        })
        .collect();
    statements.sort_by(|a, b| a.named.iri.cmp(&b.named.iri));
    // They are kept.
    statements.shrink_to_fit();
    Ok(statements)
}

/// What the graph of a document says of statements, evidence and selectors.
fn describe(store: &Store, graph: &str) -> Result<Described, GraphError> {
    let graph = NamedNodeRef::new_unchecked(graph);
    let mut described = Described::new();
    let mut wanted: Vec<NamedOrBlankNode> = Vec::new();
    for quad in store.quads_for_pattern(
        None,
        Some(rdf::TYPE),
        Some(quarry::STATEMENT.into()),
        Some(graph.into()),
    ) {
        wanted.push(quad?.subject);
    }
    while let Some(subject) = wanted.pop() {
        let NamedOrBlankNode::NamedNode(node) = &subject else {
            continue;
        };
        if described.contains_key(node.as_str()) {
            continue;
        }
        let mut properties = Vec::new();
        for quad in store.quads_for_pattern(Some(subject.as_ref()), None, None, Some(graph.into())) {
            let quad = quad?;
            let follows = quad.predicate == quarry::EVIDENCE || quad.predicate == oa::HAS_SELECTOR;
            if let (true, Term::NamedNode(next)) = (follows, &quad.object) {
                wanted.push(next.clone().into());
            }
            properties.push((quad.predicate.into_string(), quad.object));
        }
        described.insert(node.as_str().to_owned(), properties);
    }
    Ok(described)
}

struct Reading<'a> {
    names: &'a BTreeMap<&'a str, &'a str>,
    described: &'a Described,
    source: &'a str,
}

fn get<'p>(properties: &'p [(String, Term)], predicate: NamedNodeRef<'_>) -> Option<&'p Term> {
    properties
        .iter()
        .find(|(p, _)| p == predicate.as_str())
        .map(|(_, o)| o)
}

fn text<'p>(properties: &'p [(String, Term)], predicate: NamedNodeRef<'_>) -> Option<&'p str> {
    match get(properties, predicate) {
        Some(Term::Literal(literal)) => Some(literal.value()),
        _ => None,
    }
}

impl Reading<'_> {
    /// The statement, and whether the document has no name for its ends.
    fn statement(&self, properties: &[(String, Term)]) -> Option<(StatementRecord, [bool; 2])> {
        let Some(Term::Triple(triple)) = get(properties, rdf::REIFIES) else {
            return None;
        };
        let Triple {
            subject: NamedOrBlankNode::NamedNode(subject),
            predicate,
            object,
        } = triple.as_ref()
        else {
            return None;
        };
        let Some(Term::NamedNode(evidence)) = get(properties, quarry::EVIDENCE) else {
            return None;
        };
        let evidence = self.described.get(evidence.as_str())?;
        let value: Option<TypedValue> = text(properties, quarry::TYPED_VALUE).and_then(from_json);
        let name = |iri: &str| self.names.get(iri).copied();
        let (object, object_name) = match object {
            Term::NamedNode(node) => (Some(node.as_str().to_owned()), name(node.as_str())),
            Term::Literal(literal) => {
                let written = text(properties, quarry::OBJECT_TEXT).unwrap_or(literal.value());
                (None, Some(written))
            }
            _ => return None,
        };
        let subject_name = name(subject.as_str());
        let candidate = Term::from(quarry::CANDIDATE.into_owned());
        let statement = StatementRecord {
            subject: subject.as_str().to_owned(),
            subject_name: subject_name.unwrap_or_default().to_owned(),
            predicate: local_name(predicate.as_str())
                .unwrap_or(predicate.as_str())
                .to_owned(),
            object,
            object_name: object_name.unwrap_or_default().to_owned(),
            value,
            qualifiers: qualifiers(properties),
            source: self.source.to_owned(),
            quote: self.quote(evidence).unwrap_or_default().to_owned(),
            locator: text(evidence, quarry::LOCATOR).and_then(from_json)?,
            confidence: text(properties, quarry::CONFIDENCE)
                .and_then(|c| c.parse().ok())
                .unwrap_or(0.0),
            asserted: !properties
                .iter()
                .any(|(p, o)| p == rdf::TYPE.as_str() && *o == candidate),
        };
        Some((statement, [subject_name.is_none(), object_name.is_none()]))
    }

    fn quote(&self, evidence: &[(String, Term)]) -> Option<&str> {
        let selectors = evidence.iter().filter(|(p, _)| p == oa::HAS_SELECTOR.as_str());
        let described = selectors.filter_map(|(_, o)| match o {
            Term::NamedNode(selector) => self.described.get(selector.as_str()),
            _ => None,
        });
        described
            .into_iter()
            .find_map(|properties| text(properties, oa::EXACT))
    }
}

fn qualifiers(properties: &[(String, Term)]) -> Vec<(String, String)> {
    let mut qualifiers: Vec<(String, String)> = Vec::new();
    for name in QUALIFIERS {
        let Some(property) = own_term(name) else { continue };
        for (_, value) in properties.iter().filter(|(p, _)| p == property.as_str()) {
            if let Term::Literal(literal) = value {
                qualifiers.push(((*name).to_owned(), literal.value().to_owned()));
            }
        }
    }
    for (_, value) in properties.iter().filter(|(p, _)| p == quarry::QUALIFIER.as_str()) {
        if let Term::Literal(literal) = value
            && let Some((name, text)) = literal.value().split_once(": ")
        {
            qualifiers.push((name.to_owned(), text.to_owned()));
        }
    }
    qualifiers.sort();
    qualifiers
}

/// Asserted statements and figures: how many reifiers without the mark of a candidate, how many observations, how many tables.
pub(crate) fn count_statements(store: &Store) -> Result<(usize, usize, usize), GraphError> {
    let count = |class: NamedNodeRef<'static>| -> Result<usize, GraphError> {
        let mut count = 0;
        for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(class.into()), None) {
            let in_document = matches!(quad?.graph_name, GraphName::NamedNode(g) if g.as_str().starts_with("urn:quarry:document:"));
            count += usize::from(in_document);
        }
        Ok(count)
    };
    let relations = count(quarry::STATEMENT)?.saturating_sub(count(quarry::CANDIDATE)?);
    Ok((relations, count(qb::OBSERVATION)?, count(qb::DATA_SET_CLASS)?))
}
