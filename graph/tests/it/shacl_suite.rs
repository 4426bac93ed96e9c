//! The W3C's test suite for SHACL Core. How many of its tests pass stands in a file, and may only rise.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple};
use quarry_graph::Shapes;

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const SHT: &str = "http://www.w3.org/ns/shacl-test#";
const SH: &str = "http://www.w3.org/ns/shacl#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Tests that pass, kept beside this file.
const COUNT: &str = include_str!("../w3c-shacl-core.count");

fn suite() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/w3c/shacl/data-shapes-test-suite/tests/core/manifest.ttl")
}

fn term(namespace: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{namespace}{name}"))
}

/// Files parsed once, so that a blank node is the same wherever the file is named.
#[derive(Default)]
struct Files(HashMap<String, Graph>);

impl Files {
    fn graph(&mut self, iri: &str) -> &Graph {
        self.0.entry(iri.to_owned()).or_insert_with(|| {
            let path = iri.strip_prefix("file://").unwrap();
            let text = std::fs::read(path).unwrap();
            let parser = RdfParser::from_format(RdfFormat::Turtle)
                .with_base_iri(iri)
                .unwrap();
            parser
                .for_slice(&text)
                .map(|quad| Triple::from(quad.unwrap()))
                .collect()
        })
    }
}

fn object<'g>(graph: &'g Graph, node: NamedOrBlankNodeRef<'_>, predicate: &NamedNode) -> Option<TermRef<'g>> {
    graph.object_for_subject_predicate(node, predicate)
}

fn node(term: TermRef<'_>) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        TermRef::NamedNode(node) => Some(node.into()),
        TermRef::BlankNode(node) => Some(node.into()),
        _ => None,
    }
}

fn list(graph: &Graph, head: TermRef<'_>) -> Vec<Term> {
    let mut members = Vec::new();
    let mut at = head.into_owned();
    while let Some(first) = node(at.as_ref()).and_then(|n| object(graph, n, &term(RDF, "first"))) {
        members.push(first.into_owned());
        let rest = node(at.as_ref()).and_then(|n| object(graph, n, &term(RDF, "rest")));
        at = rest.unwrap().into_owned();
    }
    members
}

/// A path in a report, as [`quarry_graph::shacl::Path`] writes itself.
fn path(graph: &Graph, at: TermRef<'_>) -> String {
    let Some(subject @ NamedOrBlankNodeRef::BlankNode(_)) = node(at) else {
        return at.to_string();
    };
    let joined = |head: TermRef<'_>, by: &str| {
        let parts: Vec<String> = list(graph, head)
            .iter()
            .map(|p| path(graph, p.as_ref()))
            .collect();
        format!("({})", parts.join(by))
    };
    if object(graph, subject, &term(RDF, "first")).is_some() {
        return joined(at, "/");
    }
    let inner = |name| object(graph, subject, &term(SH, name));
    let one = |o| path(graph, o);
    if let Some(o) = inner("inversePath") {
        return format!("^{}", one(o));
    }
    if let Some(o) = inner("alternativePath") {
        return joined(o, "|");
    }
    for (name, sign) in [
        ("zeroOrMorePath", "*"),
        ("oneOrMorePath", "+"),
        ("zeroOrOnePath", "?"),
    ] {
        if let Some(o) = inner(name) {
            return format!("{}{sign}", one(o));
        }
    }
    panic!("{at} is no path")
}

/// The results that a test expects, one line each, sorted; and messages that it names.
fn expected(graph: &Graph, report: NamedOrBlankNodeRef<'_>) -> (bool, Vec<String>, Vec<String>) {
    let conforms = object(graph, report, &term(SH, "conforms"))
        .unwrap()
        .to_string()
        .contains("true");
    let (mut lines, mut messages) = (Vec::new(), Vec::new());
    for result in graph.objects_for_subject_predicate(report, &term(SH, "result")) {
        let result = node(result).unwrap();
        let shown = |name: &str| {
            object(graph, result, &term(SH, name))
                .map(|o| o.to_string())
                .unwrap_or_default()
        };
        let path = object(graph, result, &term(SH, "resultPath"))
            .map(|p| path(graph, p))
            .unwrap_or_default();
        let component = shown("sourceConstraintComponent");
        lines.push(
            [
                shown("focusNode"),
                path,
                shown("value"),
                shown("resultSeverity"),
                component,
                shown("sourceShape"),
            ]
            .join(" "),
        );
        let said = graph.objects_for_subject_predicate(result, &term(SH, "resultMessage"));
        messages.extend(said.map(|m| m.to_string()));
    }
    lines.sort();
    (conforms, lines, messages)
}

/// What went wrong with one test; nothing where it passes.
fn run(files: &mut Files, manifest: &str, entry: &Term) -> Option<String> {
    let graph = files.graph(manifest).clone();
    let entry = node(entry.as_ref())?;
    let action = node(object(&graph, entry, &term(MF, "action"))?)?;
    let file = |name| match object(&graph, action, &term(SHT, name)) {
        Some(TermRef::NamedNode(file)) => file.as_str().to_owned(),
        other => panic!("{other:?}"),
    };
    let data = files.graph(&file("dataGraph")).clone();
    let shapes = match Shapes::from_graph(files.graph(&file("shapesGraph"))) {
        Ok(shapes) => shapes,
        Err(error) => return Some(error.to_string()),
    };
    let report = shapes.validate(&data);
    let (conforms, lines, messages) = expected(&graph, node(object(&graph, entry, &term(MF, "result"))?)?);
    let mut found: Vec<String> = report
        .results
        .iter()
        .map(|r| {
            let shown = |t: Option<String>| t.unwrap_or_default();
            [
                r.focus.to_string(),
                shown(r.path.as_ref().map(ToString::to_string)),
                shown(r.value.as_ref().map(ToString::to_string)),
                r.severity.to_string(),
                format!("<{SH}{}ConstraintComponent>", r.component),
                r.shape.to_string(),
            ]
            .join(" ")
        })
        .collect();
    found.sort();
    if conforms != report.conforms() || lines != found {
        return Some(format!(
            "expected\n    {}\n  found\n    {}",
            lines.join("\n    "),
            found.join("\n    ")
        ));
    }
    let said: Vec<String> = report
        .results
        .iter()
        .flat_map(|r| &r.messages)
        .map(ToString::to_string)
        .collect();
    let missing = messages.iter().find(|m| !said.contains(m))?;
    Some(format!("{missing} is not said"))
}

#[test]
fn the_suite_passes_as_far_as_it_did() {
    let suite = suite();
    let Ok(suite) = suite.canonicalize() else {
        println!("SKIPPED: the W3C's SHACL suite is not at {}", suite.display());
        return;
    };
    let mut files = Files::default();
    let mut waiting = vec![format!("file://{}", suite.display())];
    let (mut passed, mut failures) = (0usize, Vec::new());
    while let Some(manifest) = waiting.pop() {
        let graph = files.graph(&manifest).clone();
        let include = term(MF, "include");
        waiting.extend(
            graph
                .triples_for_predicate(&include)
                .filter_map(|t| match t.object {
                    TermRef::NamedNode(file) => Some(file.as_str().to_owned()),
                    _ => None,
                }),
        );
        let kind: NamedNodeRef<'_> = oxigraph::model::vocab::rdf::TYPE;
        for manifest_node in graph.subjects_for_predicate_object(kind, &term(MF, "Manifest")) {
            let Some(entries) = object(&graph, manifest_node, &term(MF, "entries")) else {
                continue;
            };
            for entry in list(&graph, entries) {
                match run(&mut files, &manifest, &entry) {
                    None => passed += 1,
                    Some(why) => failures.push(format!("{entry}: {why}")),
                }
            }
        }
    }
    let held: usize = COUNT.trim().parse().unwrap();
    println!("{passed} of {} tests pass", passed + failures.len());
    assert!(
        passed >= held,
        "{passed} pass, {held} did:\n{}",
        failures.join("\n")
    );
    assert_eq!(
        passed,
        held,
        "more pass than did: write {passed} into graph/tests/w3c-shacl-core.count\n{}",
        failures.join("\n")
    );
}
