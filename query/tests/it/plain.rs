//! Questions in the words of people who have not seen the papers: other words than the headers', and none that only asks.

use quarry_query::{Engine, EngineOptions, MemorySource, Question};
use std::sync::Arc;

use crate::knowledge::{passage, table};
use crate::tables::all;

fn lanes() -> Engine {
    table(
        "lanes.xlsx",
        "Cycle lane programme",
        "",
        2,
        &[
            &["Area", "Scheme", "2022-23", "2022-23", "Lead", "Due"],
            &["Area", "Scheme", "Budget (£000)", "Outturn (£000)", "Lead", "Due"],
            &[
                "North",
                "Miller Road resurfacing",
                "420",
                "455",
                "Ada Fenn",
                "2023-05-31",
            ],
            &["North", "Canal towpath", "310", "290", "Tom Rudd", "2023-06-30"],
            &[
                "South",
                "Chapel Hill crossing",
                "150",
                "171",
                "Ada Fenn",
                "2023-05-12",
            ],
            &["Total", "", "880", "916", "", ""],
        ],
    )
}

fn staff() -> Engine {
    table(
        "posts.html",
        "부서별 인원",
        "명",
        1,
        &[
            &["부서", "정원", "현원"],
            &["총무과", "20", "17"],
            &["안전과", "31", "31"],
            &["시설과", "14", "9"],
        ],
    )
}

#[test]
fn two_columns_are_set_side_by_side() {
    all(
        &lanes(),
        &[
            (
                "Which schemes overspent in 2022-23?",
                "Miller Road resurfacing, Chapel Hill crossing",
            ),
            ("Which schemes were underspent in 2022-23?", "Canal towpath"),
        ],
    );
    all(
        &staff(),
        &[
            ("총무과는 정원보다 몇 명이 모자라나요?", "3명"),
            ("시설과 결원은 몇 명이에요?", "5명"),
        ],
    );
}

#[test]
fn words_that_only_cells_have_choose_the_rows() {
    all(
        &lanes(),
        &[
            (
                "Which schemes are due in May?",
                "Miller Road resurfacing, Chapel Hill crossing",
            ),
            ("So who is actually looking after the Canal towpath?", "Tom Rudd"),
        ],
    );
}

#[test]
fn what_the_papers_do_not_have_is_still_refused() {
    for (engine, questions) in [
        (
            lanes(),
            vec![
                "Which schemes overspent in 2024-25?",
                "Why did the Miller Road resurfacing overspend?",
                "What is Ada Fenn paid?",
            ],
        ),
        (
            staff(),
            vec![
                "경리과는 정원보다 몇 명이 모자라나요?",
                "총무과 직원의 평균 나이는 몇 살이에요?",
            ],
        ),
    ] {
        for question in questions {
            let given = engine.ask(&Question::new(question)).unwrap();
            assert!(!given.answered, "{question}: {}", given.answer);
        }
    }
}

#[test]
fn a_line_over_a_list_speaks_for_its_items() {
    let text = "Boats that pay no mooring fee:\n(a) a lifeboat;\n(b) a rowing boat under four metres;\n\nInspection rounds are as follows:\n(a) pontoons: every two months\n(b) slipways: once a year\n";
    let engine = Engine::over(
        Arc::new(MemorySource::new(
            Vec::new(),
            vec![passage("moorings.txt", "Mooring rules", text, &[])],
            Vec::new(),
            Vec::new(),
        )),
        EngineOptions::default(),
    );
    all(
        &engine,
        &[
            ("Does a lifeboat have to pay the mooring fee?", "no"),
            ("How often are the pontoons inspected?", "every two months"),
        ],
    );
}
