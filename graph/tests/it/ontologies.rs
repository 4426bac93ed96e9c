//! The vocabulary: every file parses, every term that the code uses is defined, in three languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, NamedOrBlankNode, Quad, Term, Triple};
use quarry_extract::EntityType;
use quarry_graph::{Access, Knowledge, OpenOptions, Shapes, vocabulary};

use crate::world::{open, put, report};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ontologies")
}

fn parse(path: &Path) -> Vec<Quad> {
    let text = std::fs::read(path).unwrap();
    let quads: Result<Vec<Quad>, _> = RdfParser::from_format(RdfFormat::Turtle).for_slice(&text).collect();
    quads.unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn turtle_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { turtle_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|e| e == "ttl"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_turtle_file_parses() {
    let files = turtle_files(&folder());
    assert!(files.iter().any(|f| f.ends_with("quarry.ttl")));
    for file in files {
        assert!(!parse(&file).is_empty(), "{}", file.display());
    }
}

/// Of each own term, the languages of its label and of its definition.
fn described() -> BTreeMap<String, BTreeSet<String>> {
    let mut terms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for quad in parse(&folder().join("quarry.ttl")) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
        let Some(name) = vocabulary::local_name(subject.as_str()) else { continue };
        let said = terms.entry(name.to_owned()).or_default();
        if let Term::Literal(literal) = &quad.object
            && let Some(language) = literal.language()
        {
            let kind = if quad.predicate.as_str().ends_with("label") { "label" } else { "definition" };
            said.insert(format!("{kind}@{language}"));
        }
    }
    terms
}

#[test]
fn every_term_that_the_code_uses_is_defined_in_three_languages() {
    let described = described();
    let used = vocabulary::quarry::LOCAL_NAMES.iter().chain(vocabulary::PREDICATES).chain(vocabulary::QUALIFIERS);
    let classes = EntityType::ALL.map(EntityType::name);
    for name in used.chain(&classes) {
        let said = described.get(*name).unwrap_or_else(|| panic!("{name} is not defined"));
        for language in ["zh-hant", "ko", "en"] {
            assert!(said.contains(&format!("label@{language}")), "{name} has no label in {language}");
            assert!(said.contains(&format!("definition@{language}")), "{name} has no definition in {language}");
        }
    }
}

#[test]
fn no_term_is_defined_that_nothing_uses() {
    let classes = EntityType::ALL.map(EntityType::name);
    let used: BTreeSet<&str> = vocabulary::quarry::LOCAL_NAMES
        .iter()
        .chain(vocabulary::PREDICATES)
        .chain(vocabulary::QUALIFIERS)
        .chain(&classes)
        .copied()
        .collect();
    for name in described().keys() {
        assert!(used.contains(name.as_str()), "{name}");
    }
}

#[test]
fn the_map_to_the_scorer_names_known_predicates() {
    let text = std::fs::read_to_string(folder().join("world-map.json")).unwrap();
    let map: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    for name in map.keys() {
        assert!(vocabulary::PREDICATES.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn opening_with_ontologies_loads_them_once() {
    let data = tempfile::tempdir().unwrap();
    let options = OpenOptions { access: Access::Write, ontologies: Some(folder()) };
    let size = |options: &OpenOptions| Knowledge::open(data.path(), options).unwrap().store().len().unwrap();
    let first = size(&options);
    assert!(first > 100);
    assert_eq!(size(&options), first);
}

fn shapes() -> Shapes {
    Shapes::from_turtle(&std::fs::read_to_string(folder().join("shapes.ttl")).unwrap()).unwrap()
}

fn example(name: &str) -> Graph {
    parse(&folder().join("examples").join(name)).into_iter().map(Triple::from).collect()
}

#[test]
fn every_shape_accepts_its_good_and_refuses_its_bad_example() {
    assert_eq!(shapes().validate(&example("good.ttl")), []);
    let broken = shapes().validate(&example("bad.ttl"));
    let broken: Vec<String> = broken
        .iter()
        .map(|v| format!("{} {} {}", v.focus, v.path.rsplit(['#', '/']).next().unwrap_or_default(), v.constraint))
        .collect();
    insta::assert_snapshot!(broken.join("\n"), @r"
    <urn:example:document> title maxCount
    <urn:example:document> source minCount
    <urn:example:evidence> hasSelector minCount
    <urn:example:figure> dataSet minCount
    <urn:example:figure> value nodeKind
    <urn:example:mention> confidence maxInclusive
    <urn:example:mention> mentionOf nodeKind
    <urn:example:office> label minCount
    <urn:example:passage> isPartOf class
    <urn:example:passage> locator minCount
    <urn:example:passage> position minInclusive
    <urn:example:person> label maxCount
    <urn:example:quote> exact minLength
    <urn:example:range> end minCount
    <urn:example:statement> evidence minCount
    ");
}

#[test]
fn what_is_written_keeps_to_the_shapes() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let (document, extraction) = report();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    assert_eq!(knowledge.validate(&shapes()).unwrap(), []);
}

#[test]
fn a_shape_that_asks_for_more_than_is_understood_is_refused() {
    let text = "@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:a> sh:targetClass <urn:c> ; sh:property [ sh:path <urn:p> ; sh:uniqueLang true ] .";
    assert!(Shapes::from_turtle(text).is_err());
}
