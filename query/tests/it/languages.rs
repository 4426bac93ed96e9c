//! Questions in one language, papers in another.

use std::sync::Arc;

use quarry_extract::{Lexicon, LexiconEntry};
use quarry_graph::PassageRecord;
use quarry_query::retrieval::Translator;
use quarry_query::{Engine, EngineOptions, MemorySource, Question};

use crate::knowledge::passage;

/// A lexicon of a few words. `fee` stands for a common word and a rare one.
fn lexicon() -> Lexicon {
    let english = ["ferry", "fee", "harbour", "timetable", "winter", "cost"];
    let entry = |word: &str, count: f32, links: &[(&str, f32)]| LexiconEntry {
        word: word.to_owned(),
        count,
        links: links
            .iter()
            .map(|(meaning, weight)| (english.iter().position(|e| e == meaning).unwrap(), *weight))
            .collect(),
    };
    Lexicon {
        english: english.map(str::to_owned).to_vec(),
        entries: vec![
            entry("冬季", 100.0, &[("winter", 1.0)]),
            entry("時刻表", 50.0, &[("timetable", 1.0)]),
            entry("渡輪", 50.0, &[("ferry", 1.0)]),
            entry("港口", 200.0, &[("harbour", 1.0)]),
            entry("規費", 80.0, &[("fee", 1.0), ("cost", 0.2)]),
            entry("나루터", 10.0, &[("harbour", 0.8)]),
            entry("수수료", 10.0, &[("fee", 1.0)]),
            entry("연락선", 10.0, &[("ferry", 0.8)]),
        ],
    }
}

fn chinese() -> Vec<PassageRecord> {
    vec![
        passage("fee", "規費", "港口的規費每年調整一次，由漁民繳納。", &[]),
        passage("times", "時刻表", "渡輪的時刻表在冬季另行公告。", &[]),
        passage("staff", "人員", "局長由院長任命，任期四年。", &[]),
    ]
}

fn english() -> Vec<PassageRecord> {
    vec![
        passage(
            "fee",
            "Charges",
            "Fishermen pay for the harbour once a year; the fees rose.",
            &[],
        ),
        passage(
            "times",
            "Sailings",
            "In winter the ferries keep another timetable.",
            &[],
        ),
        passage(
            "staff",
            "People",
            "The director is appointed for four years.",
            &[],
        ),
    ]
}

fn first(passages: Vec<PassageRecord>, question: &str, lexicon: Option<&Lexicon>) -> Option<String> {
    let source = MemorySource::new(Vec::new(), passages, Vec::new(), Vec::new());
    let engine = Engine::over(Arc::new(source), EngineOptions::default());
    let engine = match lexicon {
        Some(lexicon) => engine.with_translator(Translator::with(lexicon)),
        None => engine,
    };
    let hits = engine.search(&Question::new(question)).unwrap().hits;
    hits.into_iter().next().map(|h| h.passage.source)
}

#[test]
fn a_question_finds_papers_of_another_language() {
    let lexicon = lexicon();
    for (question, source) in [
        ("When does the ferry timetable of the winter apply?", "times"),
        ("How much are the harbour's fees?", "fee"),
        ("연락선은 언제 다니는가?", "times"),
        ("나루터의 수수료는 얼마인가?", "fee"),
    ] {
        assert_eq!(
            first(chinese(), question, Some(&lexicon)).as_deref(),
            Some(source),
            "{question}"
        );
        assert_eq!(first(chinese(), question, None), None, "{question}");
    }
    for (question, source) in [
        ("冬季的渡輪時刻表為何？", "times"),
        ("港口規費多少？", "fee"),
        ("渡轮几点开？", "times"),
        ("나루터의 수수료는 얼마인가?", "fee"),
    ] {
        assert_eq!(
            first(english(), question, Some(&lexicon)).as_deref(),
            Some(source),
            "{question}"
        );
    }
}

#[test]
fn a_question_that_its_own_language_answers_is_not_translated() {
    let mut passages = english();
    passages.extend(chinese().into_iter().map(|p| PassageRecord {
        source: format!("zh-{}", p.source),
        ..p
    }));
    let lexicon = lexicon();
    let ranking = |lexicon: Option<&Lexicon>| {
        let source = MemorySource::new(Vec::new(), passages.clone(), Vec::new(), Vec::new());
        let engine = Engine::over(Arc::new(source), EngineOptions::default());
        let engine = match lexicon {
            Some(lexicon) => engine.with_translator(Translator::with(lexicon)),
            None => engine,
        };
        let found = engine.search(&Question::new("Which timetable do the ferries keep in winter?"));
        let told = |h: quarry_query::Hit| (h.passage.source, h.score);
        found.unwrap().hits.into_iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(ranking(Some(&lexicon)), ranking(None));
    assert_eq!(ranking(None).first().map(|h| h.0.as_str()), Some("times"));
    assert_eq!(
        first(passages.clone(), "港口的規費？", Some(&lexicon)).as_deref(),
        Some("zh-fee")
    );
}
