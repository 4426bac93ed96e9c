//! Answers, their evidence, and refusals.

use quarry_query::{Answer, Engine, Mode, Question};

use crate::knowledge::{agency, budgets};

fn ask(engine: &Engine, question: &str) -> Answer {
    engine.ask(&Question::new(question)).unwrap()
}

fn sources(answer: &Answer) -> Vec<&str> {
    answer.citations.iter().map(|c| c.source.as_str()).collect()
}

#[test]
fn a_bridge_question_is_answered_over_two_documents_and_cites_both() {
    let answer = ask(
        &agency(),
        "Who heads the agency that manages the Alder Programme?",
    );
    assert_eq!(answer.answer, "Mira Holt");
    assert_eq!(sources(&answer), ["programme.txt", "bureau.txt"]);
    assert_eq!(
        answer.citations[1].quote,
        "The Director of the Bureau of Tides is Mira Holt."
    );
    assert!(
        answer.citations[1].passage.contains("Jon Veld"),
        "the whole passage is cited"
    );
}

#[test]
fn chains_work_in_chinese() {
    let answer = ask(&agency(), "「汐岳計畫」所依據的法規是哪一天公布的？");
    assert_eq!(
        (answer.answer.as_str(), answer.answered),
        ("民國103年3月20日", true)
    );
}

#[test]
fn facts_are_found_behind_korean_particles() {
    assert_eq!(ask(&agency(), "조석청의 청장은 누구인가?").answer, "한가람");
    assert_eq!(ask(&agency(), "조석청은 몇 년에 설립되었는가?").answer, "1998년");
}

#[test]
fn the_present_head_is_told_from_the_one_before() {
    assert_eq!(ask(&agency(), "Who is the Director of BOT?").answer, "Mira Holt");
    let former = ask(
        &agency(),
        "Who was Director of the Bureau of Tides before the present one took office?",
    );
    assert_eq!(former.answer, "Jon Veld");
}

#[test]
fn predecessors_and_successors_are_told_by_the_person_alone() {
    let engine = agency();
    for (question, person) in [
        (
            "Who was Director of the Bureau of Tides before Mira Holt?",
            "Jon Veld",
        ),
        ("Who did Mira Holt replace?", "Jon Veld"),
        ("Who was Mira Holt's predecessor?", "Jon Veld"),
        ("Who replaced Jon Veld?", "Mira Holt"),
        ("Who is the successor of Jon Veld?", "Mira Holt"),
    ] {
        let answer = ask(&engine, question);
        assert_eq!(answer.answer, person, "{question}");
        assert!(
            answer.citations.iter().all(|c| c.source == "bureau.txt"),
            "{question}"
        );
    }
    // Nobody is known to have come before the first.
    assert!(
        !ask(
            &engine,
            "Who was Director of the Bureau of Tides before Jon Veld?"
        )
        .answered
    );
}

#[test]
fn other_words_of_staff_ask_along_the_same_relations() {
    let engine = agency();
    for (question, answer) in [
        ("Who is the boss of the Bureau of Tides?", "Mira Holt"),
        ("What does the 汐岳計畫 rest on?", "海象觀測條例"),
        ("조석청은 언제 출범했는가?", "1998년"),
    ] {
        assert_eq!(ask(&engine, question).answer, answer, "{question}");
    }
}

#[test]
fn what_the_documents_do_not_say_is_refused_in_the_language_of_the_question() {
    let engine = agency();
    for (question, refusal) in [
        (
            "Which university did Mira Holt graduate from?",
            "not stated in the documents",
        ),
        (
            "Who leads the Alder Programme (Phase V)?",
            "not stated in the documents",
        ),
        ("「汐岳計畫（第五期）」的主持人是誰？", "文件中未提供相關資訊"),
        ("한가람의 출신 대학은 어디인가?", "문서에 관련 정보가 없음"),
    ] {
        let answer = ask(&engine, question);
        assert_eq!(
            (answer.answered, answer.answer.as_str()),
            (false, refusal),
            "{question}"
        );
        assert!(answer.citations.is_empty());
    }
}

#[test]
fn the_budget_in_force_is_the_revised_one() {
    let engine = budgets();
    assert_eq!(
        ask(&engine, "What is the 2024 budget of the Fern Survey Project?").answer,
        "USD 11,000 thousand"
    );
    let original = ask(
        &engine,
        "What was the 2024 budget of the Fern Survey Project before it was revised?",
    );
    assert_eq!(original.answer, "USD 12,500 thousand");
    assert!(!ask(&engine, "What is the 2031 budget of the Fern Survey Project?").answered);
}

#[test]
fn figures_are_compared_added_and_subtracted() {
    let engine = budgets();
    let larger = "Which has the larger 2024 budget: the Fern Survey Project or the Moss Survey Project?";
    assert_eq!(ask(&engine, larger).answer, "Fern Survey Project");
    let total = "What do the 2024 budgets of the Fern Survey Project and the Moss Survey Project total?";
    assert_eq!(ask(&engine, total).answer, "USD 18,000 thousand");
    let change = ask(
        &engine,
        "By how much did the 2024 budget of the Fern Survey Project change when it was revised?",
    );
    assert_eq!(change.answer, "USD 1,500 thousand");
    assert_eq!(sources(&change), ["budget-1.xlsx", "budget-2.xlsx"]);
}

#[test]
fn a_question_about_the_whole_is_answered_by_themes() {
    let answer = ask(&agency(), "What are the main themes of these documents?");
    assert_eq!(answer.mode, Mode::Global);
    assert!(answer.answered, "{answer:?}");
    // each theme is told by a sentence that stands in its source
    assert_eq!(
        answer.citations.len(),
        answer.answer.split("; ").count(),
        "{answer:?}"
    );
    for citation in &answer.citations {
        assert!(citation.passage.contains(&citation.quote), "{citation:?}");
    }
    // asked for by name the mode needs no such words
    let named = agency()
        .ask(&Question::new("tides").with_mode(Mode::Global))
        .unwrap();
    assert_eq!(named.mode, Mode::Global);
    // what may not be read takes no part
    let nothing = Question {
        collections: Some(Vec::new()),
        ..Question::new("What are the main themes of these documents?")
    };
    assert!(!agency().ask(&nothing).unwrap().answered);
}

#[test]
fn themes_do_not_stand_in_for_one_fact() {
    let engine = agency();
    for (question, answer, note) in [
        ("Who is the Director of BOT?", "Mira Holt", "themes do not answer"),
        (
            "조석청은 몇 년에 설립되었는가?",
            "1998년",
            "주제로는 답할 수 없는",
        ),
    ] {
        let told = engine
            .ask(&Question::new(question).with_mode(Mode::Global))
            .unwrap();
        assert_eq!(told.answer, answer, "{told:#?}");
        assert!(told.explanation.starts_with(note), "{}", told.explanation);
        assert_ne!(told.mode, Mode::Global);
    }
}
