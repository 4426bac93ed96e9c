//! Where the walk gets to by statements, by a second hop, and from both sides of a comparison.

use std::sync::Arc;

use quarry_extract::EntityType::{Organization, Person};
use quarry_graph::PassageRecord;
use quarry_query::question::Mode;
use quarry_query::{Engine, EngineOptions, MemorySource, Question, RetrievalOptions, SearchResult};

use crate::knowledge::{entity, passage, statement};

const HARBOUR: (&str, &str) = ("e:harbour", "Tassin Harbour Trust");
const HEAD: (&str, &str) = ("e:head", "Orla Venn");

fn search(
    passages: Vec<PassageRecord>,
    question: &str,
    mode: Mode,
    retrieval: RetrievalOptions,
) -> SearchResult {
    let entities = vec![
        entity(HARBOUR.0, Organization, HARBOUR.1, &[]),
        entity(HEAD.0, Person, HEAD.1, &[]),
    ];
    let said = "The trust is led by its first head.";
    let statements = vec![statement(HARBOUR, "headedBy", HEAD, "trust", said)];
    let source = MemorySource::new(Vec::new(), passages, entities, statements);
    let options = EngineOptions {
        retrieval,
        ..EngineOptions::default()
    };
    let question = Question::new(question).with_mode(mode);
    Engine::over(Arc::new(source), options).search(&question).unwrap()
}

fn place(found: &SearchResult, source: &str) -> Option<usize> {
    found.hits.iter().position(|h| h.passage.source == source)
}

fn graph_part(found: &SearchResult, source: &str) -> f32 {
    let hit = found.hits.iter().find(|h| h.passage.source == source);
    hit.map_or(0.0, |h| h.parts.graph)
}

#[test]
fn a_statement_leads_from_one_of_its_entities_to_the_other() {
    let passages = vec![
        passage(
            "trust",
            "Notes",
            "Tassin Harbour Trust keeps the quays.",
            &[HARBOUR.0],
        ),
        passage("head", "Letters", "Orla Venn grew up in Selm.", &[HEAD.0]),
        passage("other", "Files", "Nothing is said of quays.", &[]),
    ];
    let with = |relation_weight| RetrievalOptions {
        relation_weight,
        ..RetrievalOptions::default()
    };
    let question = "Tassin Harbour Trust";
    let without = search(passages.clone(), question, Mode::Graph, with(0.0));
    assert_eq!(place(&without, "head"), None);
    let found = search(passages, question, Mode::Graph, with(2.0));
    assert_eq!(place(&found, "head"), Some(1));
}

#[test]
fn a_second_hop_starts_from_what_the_first_passages_name() {
    let passages = vec![
        passage(
            "trust",
            "Notes",
            "Tassin Harbour Trust was begun by Orla Venn.",
            &[HARBOUR.0, HEAD.0],
        ),
        passage("head", "Letters", "Orla Venn grew up in Selm.", &[HEAD.0]),
        passage(
            "again",
            "Minutes",
            "Tassin Harbour Trust met in May.",
            &[HARBOUR.0],
        ),
    ];
    let with = |second_hop| RetrievalOptions {
        second_hop,
        hop_passages: 1,
        ..RetrievalOptions::default()
    };
    let question = "Where was the person raised by whom Tassin Harbour Trust was begun?";
    let part = |weight| {
        graph_part(
            &search(passages.clone(), question, Mode::Hybrid, with(weight)),
            "head",
        )
    };
    assert!(part(1.0) > part(0.0), "{} {}", part(1.0), part(0.0));
}

#[test]
fn the_sides_of_a_comparison_can_count_alike() {
    let mut passages = vec![
        passage("rare", "Lake Ilby", "A lake in the north.", &[]),
        passage("common", "Korv", "A town in the south.", &[]),
    ];
    for n in 0..6 {
        passages.push(passage(&format!("n{n}"), "News", "Korv had snow.", &[]));
    }
    let with = |even_sides| RetrievalOptions {
        even_sides,
        ..RetrievalOptions::default()
    };
    let question = "Which is older, Lake Ilby or Korv?";
    let part = |weight| {
        graph_part(
            &search(passages.clone(), question, Mode::Hybrid, with(weight)),
            "common",
        )
    };
    assert!(part(1.0) > part(0.0), "{} {}", part(1.0), part(0.0));
    // two names that are only named together are no sides
    let question = "Did Lake Ilby flood near Korv?";
    assert!((part_of(&passages, question, with(1.0)) - part_of(&passages, question, with(0.0))).abs() < 1e-6);
}

fn part_of(passages: &[PassageRecord], question: &str, options: RetrievalOptions) -> f32 {
    graph_part(
        &search(passages.to_vec(), question, Mode::Hybrid, options),
        "common",
    )
}
