//! Identifiers. Each is a URN made from content alone (BLAKE3 of what the thing is), never from time or order, so that the
//! same papers give the same graph on every machine.

use oxigraph::model::NamedNode;
use quarry_extract::{EntityType, Span};

use crate::name::normalise_name;

/// Everything that Quarry names itself starts with this.
pub(crate) const BASE: &str = "urn:quarry:";

/// `urn:quarry:KIND:HASH` of the parts; 128 bits of BLAKE3, each part with its length before it.
pub(crate) fn minted(kind: &str, parts: &[&str]) -> NamedNode {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(32);
    NamedNode::new_unchecked(format!("{BASE}{kind}:{hex}"))
}

/// A document and its graph, from the path of its source.
pub(crate) fn document(source: &str) -> NamedNode {
    minted("document", &[source])
}

/// A thing with an identity across documents, from its type and normalised name; none where the name is empty or things of
/// the type have no identity.
pub(crate) fn entity(kind: EntityType, name: &str) -> Option<NamedNode> {
    let name = normalise_name(name);
    (kind.is_named() && !name.is_empty())
        .then(|| minted(&format!("entity:{}", kind.name().to_lowercase()), &[&name]))
}

/// A thing whose name says only what it is, of one document.
pub(crate) fn entity_of_document(kind: EntityType, name: &str, document: &str) -> Option<NamedNode> {
    let name = normalise_name(name);
    (kind.is_named() && !name.is_empty()).then(|| {
        minted(
            &format!("entity:{}", kind.name().to_lowercase()),
            &[&name, document],
        )
    })
}

/// A person at work: from the name and the normalised names of the organisations that the document says the person works for.
/// Without one the person is named like any other thing. None where the name is empty.
pub(crate) fn person(name: &str, employers: &[String]) -> Option<NamedNode> {
    let name = normalise_name(name);
    let mut employers: Vec<String> = employers.iter().map(|e| normalise_name(e)).collect();
    employers.retain(|e| !e.is_empty());
    employers.sort();
    employers.dedup();
    let parts: Vec<&str> = std::iter::once(name.as_str())
        .chain(employers.iter().map(String::as_str))
        .collect();
    (!name.is_empty()).then(|| minted("entity:person", &parts))
}

/// A span as text, for hashing.
pub(crate) fn span_key(span: &Span) -> String {
    let cell = |n: Option<u32>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let whole = format!(
        "{}/{}/{}/{}/{}",
        span.block.as_deref().unwrap_or("-"),
        cell(span.row),
        cell(span.column),
        span.start,
        span.end
    );
    match &span.inner {
        Some(inner) => format!("{whole}/{:?}/{}/{}", inner.cells, inner.start, inner.end),
        None => whole,
    }
}

/// The 64 bits by which side indexes know a passage: the first 16 hexadecimal digits of its IRI's hash.
pub(crate) fn passage_key(iri: &str) -> u64 {
    iri.rsplit(':')
        .next()
        .and_then(|hex| hex.get(..16))
        .and_then(|hex| u64::from_str_radix(hex, 16).ok())
        .unwrap_or(0)
}
