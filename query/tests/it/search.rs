//! Ranking, modes and what a caller may not read.

use quarry_query::question::Mode;
use quarry_query::{QueryError, Question};

use crate::knowledge::agency;

fn found(question: &Question) -> Vec<String> {
    agency()
        .search(question)
        .unwrap()
        .hits
        .into_iter()
        .map(|h| h.passage.source)
        .collect()
}

#[test]
fn the_graph_reaches_a_passage_that_shares_no_word_with_the_question() {
    let question = Question::new("Alder Programme leadership");
    let words = found(&question.clone().with_mode(Mode::Passages));
    let graph = found(&question.with_mode(Mode::Hybrid));
    assert!(!words.contains(&"bureau.txt".to_owned()), "{words:?}");
    assert!(graph.contains(&"bureau.txt".to_owned()), "{graph:?}");
}

#[test]
fn the_evidence_of_a_known_chain_comes_first() {
    let result = agency()
        .search(&Question::new(
            "Who heads the agency that manages the Alder Programme?",
        ))
        .unwrap();
    assert_eq!(result.mode, Mode::Facts);
    let first: Vec<&str> = result
        .hits
        .iter()
        .take(2)
        .map(|h| h.passage.source.as_str())
        .collect();
    assert_eq!(first, ["programme.txt", "bureau.txt"]);
}

#[test]
fn what_a_caller_may_not_read_influences_nothing() {
    let question = Question::new("Who warned Mira Holt?");
    assert!(found(&question).contains(&"secret.txt".to_owned()));
    let open = question.within(vec!["open".to_owned()]);
    assert!(!found(&open).contains(&"secret.txt".to_owned()));
    assert!(found(&Question::new("Mira Holt").within(vec!["none".to_owned()])).is_empty());
}

#[test]
fn an_empty_question_is_an_error() {
    assert!(matches!(
        agency().search(&Question::new("  ")),
        Err(QueryError::EmptyQuestion)
    ));
}
