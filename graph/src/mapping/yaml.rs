//! Table mappings written in YAML, for those who do not write Turtle. They become the same triples.
//!
//! ```yaml
//! prefixes:
//!   my: https://example.org/terms#
//! mappings:
//!   - headers: [決算數, 결산액, Settled amount]
//!     property: my:settledAmount
//!   - headers: [主辦機關]
//!     property: quarry:executedBy
//!     names: Organization
//!   - headers: [計畫名稱]
//!     names: Event
//!     row_subject: true
//! ```

use std::collections::BTreeMap;

use oxigraph::model::{BlankNode, Literal, NamedNode, NamedNodeRef, Term, Triple};
use quarry_extract::EntityType;
use yaml_rust2::yaml::Hash;
use yaml_rust2::{Yaml, YamlLoader};

use crate::rdf::vocabulary::{self, quarry, rdf};

/// A longer file is no mapping.
const LONGEST: usize = 1 << 20;

/// Prefixes that need not be declared.
const PREFIXES: [(&str, &str); 6] = [
    ("quarry", quarry::NAMESPACE),
    ("schema", vocabulary::schema::NAMESPACE),
    ("org", "http://www.w3.org/ns/org#"),
    ("dcterms", vocabulary::dcterms::NAMESPACE),
    ("rdfs", vocabulary::rdfs::NAMESPACE),
    ("skos", vocabulary::skos::NAMESPACE),
];

/// The triples of a file, or a sentence that says what is wrong in it.
pub(crate) fn triples(text: &[u8]) -> Result<Vec<Triple>, String> {
    if text.len() > LONGEST {
        return Err("is longer than a table mapping may be (1 MiB)".to_owned());
    }
    let text = std::str::from_utf8(text).map_err(|_| "is not UTF-8".to_owned())?;
    let documents = YamlLoader::load_from_str(text).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for document in &documents {
        let table = document.as_hash().ok_or("is no table with the key `mappings`")?;
        known_keys(table, &["prefixes", "mappings"], "the file")?;
        let prefixes = prefixes(&table_of(table, "prefixes"))?;
        let mappings = table_of(table, "mappings");
        let mappings = mappings.as_vec().ok_or("`mappings` is no list")?;
        for (number, mapping) in mappings.iter().enumerate() {
            let which = format!("mapping {}", number + 1);
            let mapping = mapping.as_hash().ok_or(format!("{which} is no table"))?;
            one(mapping, &prefixes, &which, &mut found)?;
        }
    }
    Ok(found)
}

fn table_of(table: &Hash, key: &str) -> Yaml {
    table
        .get(&Yaml::String(key.to_owned()))
        .cloned()
        .unwrap_or(Yaml::BadValue)
}

fn known_keys(table: &Hash, keys: &[&str], which: &str) -> Result<(), String> {
    let unknown = table
        .keys()
        .find(|key| key.as_str().is_none_or(|key| !keys.contains(&key)));
    unknown.map_or(Ok(()), |key| {
        let key = key.as_str().map_or_else(|| format!("{key:?}"), str::to_owned);
        Err(format!(
            "{which} has a key `{key}`; there are {}",
            keys.join(", ")
        ))
    })
}

fn prefixes(given: &Yaml) -> Result<BTreeMap<String, String>, String> {
    let mut prefixes: BTreeMap<String, String> = PREFIXES
        .iter()
        .map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).to_owned()))
        .collect();
    match given {
        Yaml::BadValue | Yaml::Null => {}
        Yaml::Hash(table) => {
            for (prefix, iri) in table {
                let (Some(prefix), Some(iri)) = (prefix.as_str(), iri.as_str()) else {
                    return Err("`prefixes` has something else than names and IRIs".to_owned());
                };
                prefixes.insert(prefix.to_owned(), iri.to_owned());
            }
        }
        _ => return Err("`prefixes` is no table".to_owned()),
    }
    Ok(prefixes)
}

fn one(
    mapping: &Hash,
    prefixes: &BTreeMap<String, String>,
    which: &str,
    found: &mut Vec<Triple>,
) -> Result<(), String> {
    known_keys(mapping, &["headers", "property", "names", "row_subject"], which)?;
    let node = BlankNode::default();
    let mut say = |property: NamedNodeRef<'static>, object: Term| {
        found.push(Triple::new(node.clone(), property, object));
    };
    say(rdf::TYPE, quarry::TABLE_MAPPING.into_owned().into());
    let headers = match table_of(mapping, "headers") {
        Yaml::Array(headers) => headers,
        header => vec![header],
    };
    for header in &headers {
        // A header that is a year reads as a number.
        let text = match header {
            Yaml::String(text) | Yaml::Real(text) => text.clone(),
            Yaml::Integer(number) => number.to_string(),
            _ => return Err(format!("{which}: `headers` is no list of texts")),
        };
        say(quarry::HEADER, Literal::from(text).into());
    }
    match table_of(mapping, "property") {
        Yaml::BadValue => {}
        Yaml::String(name) => say(quarry::PROPERTY, iri(&name, prefixes, which)?.into()),
        _ => return Err(format!("{which}: `property` is no IRI")),
    }
    match table_of(mapping, "names") {
        Yaml::BadValue => {}
        Yaml::String(name) => {
            let kind = EntityType::from_name(&name).filter(|kind| kind.is_named());
            let kind = kind.ok_or_else(|| {
                let all = EntityType::ALL.into_iter().filter(|kind| kind.is_named());
                let all: Vec<&str> = all.map(EntityType::name).collect();
                format!("{which}: `names` is none of {}", all.join(", "))
            })?;
            say(quarry::NAMES, vocabulary::class(kind).into());
        }
        _ => return Err(format!("{which}: `names` is no text")),
    }
    match table_of(mapping, "row_subject") {
        Yaml::BadValue => {}
        Yaml::Boolean(is) => say(quarry::ROW_SUBJECT, Literal::from(is).into()),
        _ => return Err(format!("{which}: `row_subject` is neither true nor false")),
    }
    Ok(())
}

/// A whole IRI, with or without angle brackets, or a prefix and a name.
fn iri(name: &str, prefixes: &BTreeMap<String, String>, which: &str) -> Result<NamedNode, String> {
    let bare = name.trim_start_matches('<').trim_end_matches('>');
    let expanded = match bare.split_once(':') {
        Some((prefix, local)) => match prefixes.get(prefix) {
            Some(namespace) => format!("{namespace}{local}"),
            None if local.starts_with("//") || prefix == "urn" => bare.to_owned(),
            None => return Err(format!("{which}: the prefix `{prefix}` is not declared")),
        },
        None => return Err(format!("{which}: {name:?} is no IRI")),
    };
    NamedNode::new(expanded).map_err(|error| format!("{which}: {error}"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use oxigraph::model::Graph;

    use super::*;
    use crate::mapping::Mappings;

    fn mappings(text: &str) -> Result<Mappings, String> {
        Mappings::new(&triples(text.as_bytes())?.iter().collect::<Graph>())
    }

    #[test]
    fn yaml_says_what_turtle_says() {
        let found = mappings(
            "prefixes: { my: 'https://example.org/terms#' }
mappings:
  - headers: [決算數, Settled amount, 2024]
    property: my:settled
  - headers: 主辦機關
    property: quarry:executedBy
    names: Organization
  - headers: [計畫名稱]
    names: Event
    row_subject: true
",
        )
        .unwrap();
        let of = |header: &str| found.of(&["x".to_owned(), header.to_owned()]).cloned().unwrap();
        let settled = of("settled  AMOUNT");
        assert_eq!(
            settled.property.unwrap().as_str(),
            "https://example.org/terms#settled"
        );
        assert!(of("2024").property.is_some());
        let office = of("主辦機關");
        assert_eq!(
            office.property.unwrap().as_str(),
            "urn:quarry:ontology#executedBy"
        );
        assert_eq!(
            (office.names, office.row_subject),
            (Some(EntityType::Organization), false)
        );
        let programme = of("計畫名稱");
        assert_eq!((programme.property, programme.row_subject), (None, true));
        assert_eq!(found.of(&["y".to_owned()]), None);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let says = |text: &str, part: &str| {
            let error = mappings(text).unwrap_err();
            assert!(error.contains(part), "{error}");
        };
        says("- a", "mappings");
        says("mapings: []", "`mapings`");
        says(
            "mappings:\n - headers: [a]\n   propertie: b",
            "mapping 1 has a key `propertie`",
        );
        says(
            "mappings:\n - headers: [a]\n   property: my:b",
            "`my` is not declared",
        );
        says(
            "mappings:\n - headers: [a]\n   names: Money",
            "`names` is none of Person, Organization",
        );
        says("mappings:\n - headers: [a]", "says nothing");
        says("mappings:\n - property: quarry:budget", "`headers`");
        says(
            "mappings:\n - { headers: [a], property: quarry:budget }\n - { headers: [A], property: quarry:headedBy }",
            "two different ways",
        );
        says("mappings: [", "");
        assert!(triples(&vec![b' '; LONGEST + 1]).is_err());
        assert!(triples(&[0xFF, 0xFE, 0x00]).is_err());
    }
}
