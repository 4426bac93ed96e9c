//! Tables answer as tables: rows chosen by names, years and bounds, columns by their headers, totals counted once.

use quarry_query::{Engine, Question};

use crate::knowledge::table;

fn works() -> Engine {
    table(
        "works.xlsx",
        "Harbour works",
        "TWD thousand",
        2,
        &[
            &["Works", "Contractor", "2024", "2024", "2025"],
            &["Works", "Contractor", "Budget", "Outturn", "Budget"],
            &["North channel", "Gale Dredging", "42,000", "39,850", "51,500"],
            &["South mole", "Boulder Building", "18,600", "18,120", "9,400"],
            &["Subtotal", "", "60,600", "57,970", "60,900"],
            &["Quay lighting", "Sunny Electric", "3,750", "3,690", "4,200"],
            &["Shore power", "Sunny Electric", "27,300", "21,045", "33,000"],
            &["Total", "", "91,650", "82,705", "98,100"],
        ],
    )
}

fn berths() -> Engine {
    table(
        "berths.csv",
        "berths",
        "",
        1,
        &[
            &["berth", "terminal", "depth_m", "opened"],
            &["B-01", "North Quay", "9.5", "1991-04-12"],
            &["B-02", "North Quay", "11.5", "1998-10-03"],
            &["B-03", "South Quay", "15.5", "2009-03-30"],
        ],
    )
}

pub(crate) fn all(engine: &Engine, expected: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (question, answer) in expected {
        let given = engine.ask(&Question::new(*question)).unwrap();
        if given.answer != *answer {
            wrong.push(format!(
                "{question}: {answer:?} expected, not {:?}\n{}",
                given.answer, given.explanation
            ));
        }
        assert_eq!(given.answered, !given.citations.is_empty(), "{question}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn sums_leave_totals_and_subtotals_out_and_apply_the_unit_once() {
    let engine = works();
    all(
        &engine,
        &[
            (
                "What do the 2024 budgets of all the works add up to altogether?",
                "TWD 91,650 thousand",
            ),
            (
                "What was the total outturn of the works in 2024?",
                "TWD 82,705 thousand",
            ),
            (
                "What is the combined 2025 budget of the works contracted to Sunny Electric?",
                "TWD 37,200 thousand",
            ),
        ],
    );
    let answer = engine
        .ask(&Question::new("What was the total outturn of the works in 2024?"))
        .unwrap();
    assert_eq!(
        answer.citations.len(),
        4,
        "each row is cited, no total: {answer:?}"
    );
}

#[test]
fn maxima_counts_bounds_and_means() {
    all(
        &berths(),
        &[
            ("Which berth is the deepest?", "B-03"),
            ("How many berths are there at North Quay?", "2"),
            ("Which berths are deeper than 10 m?", "B-02, B-03"),
            ("Which berths opened before 2000?", "B-01, B-02"),
            ("What is the average depth of the berths at North Quay?", "10.5 m"),
            ("How deep is B-02?", "11.5 m"),
        ],
    );
}

#[test]
fn yes_and_no_and_differences_between_cells() {
    all(
        &works(),
        &[
            (
                "Was the 2024 outturn of the South mole lower than its budget?",
                "yes",
            ),
            (
                "Does Sunny Electric have the contract for the North channel?",
                "no",
            ),
            ("Is Gale Dredging the contractor of the North channel?", "yes"),
        ],
    );
}

#[test]
fn what_the_table_does_not_have_is_refused() {
    let (works, berths) = (works(), berths());
    for (engine, question) in [
        (&works, "What is the 2031 budget of the North channel?"),
        (&works, "What is the telephone number of Sunny Electric?"),
        (&works, "When will the North channel be completed?"),
        (&berths, "How deep is B-09?"),
        (&berths, "What is the length of B-02?"),
        (&berths, "Who operates B-01?"),
    ] {
        let given = engine.ask(&Question::new(question)).unwrap();
        assert!(
            !given.answered && given.citations.is_empty(),
            "{question}: {}",
            given.answer
        );
    }
}
