//! Which passage comes first, and why.

use std::sync::Arc;

use quarry_extract::EntityType::Person;
use quarry_graph::{EntityRecord, PassageRecord};
use quarry_query::question::Mode;
use quarry_query::{Engine, EngineOptions, MemorySource, Question, RetrievalOptions};

use crate::knowledge::passage;

fn found(passages: &[PassageRecord], question: &Question, retrieval: RetrievalOptions) -> Vec<String> {
    let venn = EntityRecord {
        iri: "e:venn".to_owned(),
        kind: Person,
        name: "Orla Venn".to_owned(),
        aliases: Vec::new(),
        edition: None,
    };
    let source = MemorySource::new(Vec::new(), passages.to_vec(), vec![venn], Vec::new());
    let options = EngineOptions {
        retrieval,
        ..EngineOptions::default()
    };
    let found = Engine::over(Arc::new(source), options).search(question);
    found
        .unwrap()
        .hits
        .into_iter()
        .map(|h| h.passage.source)
        .collect()
}

fn films() -> Vec<PassageRecord> {
    let mut passages = vec![
        passage(
            "clock",
            "Tide Clock",
            "Tide Clock is a film directed by Orla Venn.",
            &["e:venn"],
        ),
        passage(
            "venn",
            "Orla Venn (filmmaker)",
            "She came to Umber as a child and made nine films.",
            &[],
        ),
    ];
    for (source, town) in [("a", "Selm"), ("b", "Korv"), ("c", "Tassin"), ("d", "Ilby")] {
        let text = format!("Orla Venn was seen in {town} when the clock of the tower was shown.");
        passages.push(passage(source, town, &text, &["e:venn"]));
    }
    passages
}

#[test]
fn a_name_leads_to_the_document_that_bears_it() {
    let question = Question::new("Where did the director of Tide Clock grow up?");
    let first = found(&films(), &question, RetrievalOptions::default());
    assert_eq!(first.get(..2), Some(&["clock".to_owned(), "venn".to_owned()][..]));
    let blunt = RetrievalOptions {
        title_pull: 1.0,
        ..RetrievalOptions::default()
    };
    assert_ne!(found(&films(), &question, blunt).get(1), Some(&"venn".to_owned()));
}

#[test]
fn a_name_that_stands_in_every_passage_does_not_outweigh_words() {
    let passages: Vec<PassageRecord> = [
        ("fee", "潮汐局的規費由漁民繳納，每年調整一次。"),
        ("law", "潮汐局依海象條例設立，局長由院長任命。"),
        ("sea", "潮汐局的測站分布於沿海，觀測資料每小時更新。"),
    ]
    .into_iter()
    .map(|(source, text)| passage(source, "潮汐局", text, &[]))
    .collect();
    for (question, source) in [
        ("潮汐局的局長由誰任命？", "law"),
        ("潮汐局的規費多久調整一次？", "fee"),
        ("潮汐局的觀測資料多久更新？", "sea"),
    ] {
        let first = found(&passages, &Question::new(question), RetrievalOptions::default());
        assert_eq!(first.first().map(String::as_str), Some(source), "{question}");
    }
}

#[test]
fn what_is_taken_away_changes_the_options() {
    let full = RetrievalOptions::default();
    for (name, without) in full.ablations() {
        assert_ne!(without, full, "{name}");
    }
}

#[test]
fn the_graph_alone_falls_back_to_words_where_nothing_is_named() {
    let question = Question::new("made nine films").with_mode(Mode::Graph);
    let first = found(&films(), &question, RetrievalOptions::default());
    assert_eq!(first.first().map(String::as_str), Some("venn"));
}
