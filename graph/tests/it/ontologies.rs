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
    let quads: Result<Vec<Quad>, _> = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(&text)
        .collect();
    quads.unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn turtle_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .flat_map(|path| {
            if path.is_dir() {
                turtle_files(&path)
            } else {
                vec![path]
            }
        })
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
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            continue;
        };
        let Some(name) = vocabulary::local_name(subject.as_str()) else {
            continue;
        };
        let said = terms.entry(name.to_owned()).or_default();
        if let Term::Literal(literal) = &quad.object
            && let Some(language) = literal.language()
        {
            let kind = if quad.predicate.as_str().ends_with("label") {
                "label"
            } else {
                "definition"
            };
            said.insert(format!("{kind}@{language}"));
        }
    }
    terms
}

#[test]
fn every_term_that_the_code_uses_is_defined_in_three_languages() {
    let described = described();
    let used = vocabulary::quarry::LOCAL_NAMES
        .iter()
        .chain(vocabulary::PREDICATES)
        .chain(vocabulary::QUALIFIERS);
    let classes = EntityType::ALL.map(EntityType::name);
    for name in used.chain(&classes) {
        let said = described
            .get(*name)
            .unwrap_or_else(|| panic!("{name} is not defined"));
        for language in ["zh-hant", "ko", "en"] {
            assert!(
                said.contains(&format!("label@{language}")),
                "{name} has no label in {language}"
            );
            assert!(
                said.contains(&format!("definition@{language}")),
                "{name} has no definition in {language}"
            );
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
    let options = OpenOptions {
        access: Access::Write,
        ontologies: Some(folder()),
        organisation: None,
    };
    let size = |options: &OpenOptions| {
        Knowledge::open(data.path(), options)
            .unwrap()
            .store()
            .len()
            .unwrap()
    };
    let first = size(&options);
    assert!(first > 100);
    assert_eq!(size(&options), first);
}

fn shapes() -> Shapes {
    Shapes::from_turtle(&std::fs::read_to_string(folder().join("shapes.ttl")).unwrap()).unwrap()
}

fn example(name: &str) -> Graph {
    parse(&folder().join("examples").join(name))
        .into_iter()
        .map(Triple::from)
        .collect()
}

#[test]
fn every_shape_accepts_its_good_and_refuses_its_bad_example() {
    let shapes = shapes();
    let good = shapes.validate(&example("good.ttl"));
    assert!(good.conforms(), "{:#?}", good.results);
    let report = shapes.validate(&example("bad.ttl"));
    // A property's shape has the name of no shape of its own; the shape above it is the one that speaks of the focus node.
    let broken: Vec<String> = report
        .results
        .iter()
        .map(|r| {
            let path = r.path.as_ref().map(ToString::to_string).unwrap_or_default();
            let local = |iri: &str| {
                iri.trim_end_matches('>')
                    .rsplit(['#', '/', ':'])
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            };
            format!("{} {} {}", local(&r.focus.to_string()), local(&path), r.component)
        })
        .collect();
    insta::assert_snapshot!(broken.join("\n"), @r"
    document title MaxCount
    document source MinCount
    event label MinCount
    evidence hasSelector MinCount
    figure dataSet MinCount
    figure value NodeKind
    figure rowPath Datatype
    law label MinCount
    mention mentionOf NodeKind
    mention span MinCount
    office label MinCount
    office headedBy Class
    passage isPartOf Class
    passage locator MinCount
    passage position MinInclusive
    person label MaxCount
    person affiliatedWith Class
    place label MinCount
    product label MinCount
    quote exact MinLength
    range end MinCount
    result focusNode MinCount
    statement confidence MaxInclusive
    statement evidence MinCount
    statement validFrom Or
    table isPartOf MinCount
    work label MinCount
    work budget Or
    work legalBasis Class
    ");
}

/// Each shape alone: it has something to accept in the good example and something to refuse in the bad one.
#[test]
fn every_shape_has_its_examples() {
    let text = std::fs::read_to_string(folder().join("shapes.ttl")).unwrap();
    let (prefixes, _) = text.split_once("# What every").unwrap();
    let names: Vec<String> = shapes().names().map(str::to_owned).collect();
    assert!(names.len() >= 20, "{names:?}");
    for name in names {
        let begin = text.find(&format!("<{name}> a sh:NodeShape")).unwrap();
        let rest = &text[begin..];
        let end = rest.find(" .\n").unwrap() + 2;
        let alone = Shapes::from_turtle(&format!("{prefixes}\n{}", &rest[..end])).unwrap();
        assert!(alone.validate(&example("good.ttl")).conforms(), "{name}");
        assert!(
            !alone.validate(&example("bad.ttl")).conforms(),
            "{name} refuses nothing"
        );
        let closed = rest[..end].replacen("a sh:NodeShape ;", "a sh:NodeShape ; sh:in () ;", 1);
        let nothing = Shapes::from_turtle(&format!("{prefixes}\n{closed}")).unwrap();
        assert!(
            !nothing.validate(&example("good.ttl")).conforms(),
            "{name} accepts nothing"
        );
    }
}

#[test]
fn every_shape_has_a_label_in_three_languages() {
    let quads = parse(&folder().join("shapes.ttl"));
    for name in shapes().names() {
        for language in ["zh-hant", "ko", "en"] {
            let labelled = quads.iter().any(|q| {
                q.subject.to_string() == format!("<{name}>")
                    && q.predicate.as_str().ends_with("#label")
                    && matches!(&q.object, Term::Literal(l) if l.language() == Some(language))
            });
            assert!(labelled, "{name} has no label in {language}");
        }
    }
}

#[test]
fn what_is_written_keeps_to_the_shapes() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = open(folder.path());
    let (document, extraction) = report();
    knowledge.apply(vec![put(document, extraction)]).unwrap();
    let found = knowledge.validate(&shapes()).unwrap();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_is_no_shape_is_refused_with_a_sentence() {
    let refused = |shape: &str| {
        let text =
            format!("@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:a> sh:targetClass <urn:c> ; {shape} .");
        Shapes::from_turtle(&text).unwrap_err().to_string()
    };
    assert!(refused("sh:property [ sh:path ( ) ]").contains("path"));
    assert!(refused("sh:property [ sh:path <urn:p> ; sh:pattern \"(\" ]").contains("cannot be used"));
    assert!(refused("sh:in <urn:nowhere>").contains("list"));
    assert!(refused("sh:property [ sh:path <urn:p> ; sh:minCount \"one\" ]").contains("count"));
}

#[test]
fn shapes_that_refer_to_themselves_end() {
    let text = "@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:a> sh:targetNode <urn:x> ; sh:node <urn:a> ; sh:property [ sh:path <urn:p> ; sh:node <urn:a> ; sh:minCount 1 ] .";
    let shapes = Shapes::from_turtle(text).unwrap();
    let circle: Graph =
        quarry_graph::parse_turtle("<urn:x> <urn:p> <urn:y> . <urn:y> <urn:p> <urn:x> .").unwrap();
    assert!(shapes.validate(&circle).conforms());
    let open_end: Graph = quarry_graph::parse_turtle("<urn:x> <urn:p> <urn:y> .").unwrap();
    assert!(!shapes.validate(&open_end).conforms());
}
