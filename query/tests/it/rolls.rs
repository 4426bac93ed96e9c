//! Rolls of works in their versions: several works set beside each other, groups added up, counted and ordered.

use quarry_query::{Engine, Question};

use crate::knowledge::tables;
use crate::tables::all;

const FIRST: &[&[&str]] = &[
    &[
        "Ref.",
        "Work",
        "Spent in 2030",
        "Spent in 2030",
        "Spent in 2030",
        "Voted for 2031",
        "Voted for 2031",
        "Voted for 2031",
    ],
    &[
        "Ref.", "Work", "Running", "Capital", "Together", "Running", "Capital", "Together",
    ],
    &["Lowland Marsh Programme", "", "", "", "", "", "", ""],
    &[
        "LM-11",
        "Reed Counting Project",
        "110",
        "40",
        "150",
        "120",
        "60",
        "180",
    ],
    &[
        "LM-12",
        "Reed Counting Project (Stage Two)",
        "10",
        "5",
        "15",
        "90",
        "10",
        "100",
    ],
    &["LM-13", "Otter Gate Trial", "70", "90", "160", "80", "110", "190"],
    &["", "Programme total", "190", "135", "325", "290", "180", "470"],
    &["High Moor Programme", "", "", "", "", "", "", ""],
    &["HM-21", "Peat Weighing Pilot", "30", "20", "50", "40", "25", "65"],
    &[
        "HM-22",
        "Grouse Listening Project",
        "55",
        "15",
        "70",
        "50",
        "35",
        "85",
    ],
    &["", "Programme total", "85", "35", "120", "90", "60", "150"],
];
const SECOND: &[&[&str]] = &[
    &[
        "Ref.",
        "Work",
        "2031 as first issued",
        "2031 as amended",
        "Amendment",
    ],
    &["Lowland Marsh Programme", "", "", "", ""],
    &["LM-11", "Reed Counting Project", "180", "230", "+50"],
    &["LM-12", "Reed Counting Project (Stage Two)", "100", "100", "0"],
    &["LM-13", "Otter Gate Trial", "190", "170", "-20"],
    &["High Moor Programme", "", "", "", ""],
    &["HM-21", "Peat Weighing Pilot", "65", "90", "+25"],
    &["HM-22", "Grouse Listening Project", "85", "85", "0"],
];
const REGISTER: &[&[&str]] = &[
    &["Ref.", "Work", "Umbrella", "Lead", "Opens", "Closes"],
    &[
        "LM-11",
        "Reed Counting Project",
        "Lowland Marsh",
        "Ada Orrin",
        "2029-01-01",
        "2031-12-31",
    ],
    &[
        "LM-12",
        "Reed Counting Project (Stage Two)",
        "Lowland Marsh Programme",
        "Bo Tarn",
        "2030-01-01",
        "2033-12-31",
    ],
    &[
        "LM-13",
        "Otter Gate Trial",
        "Lowland Marsh",
        "Cy Vale",
        "2028-01-01",
        "2032-06-30",
    ],
    &[
        "HM-21",
        "Peat Weighing Pilot",
        "High Moor Programme",
        "Di Wold",
        "2029-05-01",
        "2032-04-30",
    ],
    &[
        "HM-22",
        "Grouse Listening Project",
        "High Moor",
        "Ed Yarr",
        "2030-03-01",
        "2031-08-31",
    ],
];
const STAFF: &[&[&str]] = &[
    &["House", "Name", "Rank", "Since"],
    &["Sedge House", "Ada Orrin", "Fellow", "2020-01-01"],
    &["Sedge House", "Bo Tarn", "Senior Fellow", "2021-01-01"],
    &["Sedge House", "Fay Quill", "Fellow", "2022-01-01"],
    &["Heather House", "Cy Vale", "Fellow", "2023-01-01"],
];

fn marsh() -> Engine {
    tables(&[
        (
            "votes-1.html",
            "Votes 2031, first issue",
            "EUR thousand",
            2,
            FIRST,
        ),
        (
            "votes-2.html",
            "Votes 2031, second issue",
            "EUR thousand",
            1,
            SECOND,
        ),
        ("register.csv", "Register of works", "", 1, REGISTER),
        ("staff.html", "Staff directory", "", 1, STAFF),
    ])
}

#[test]
fn of_several_works_the_figures_in_force_are_set_beside_each_other() {
    all(
        &marsh(),
        &[
            (
                "Which has more money for 2031 at present, the Reed Counting Project or the Otter Gate Trial?",
                "Reed Counting Project",
            ),
            (
                "Which had the larger 2031 vote in the first issue, the Reed Counting Project or the Otter Gate Trial?",
                "Otter Gate Trial",
            ),
            (
                "Peat Weighing Pilot or Grouse Listening Project: whose current 2031 vote is smaller?",
                "Grouse Listening Project",
            ),
            (
                "According to the register, which closes later, the Otter Gate Trial or the Peat Weighing Pilot?",
                "Otter Gate Trial",
            ),
            (
                "As amended, does the Reed Counting Project or its Stage Two get less for 2031?",
                "Reed Counting Project (Stage Two)",
            ),
        ],
    );
}

#[test]
fn groups_of_works_are_added_up_counted_and_ordered_in_their_version() {
    all(
        &marsh(),
        &[
            (
                "What do the first-issue 2031 votes of the Lowland Marsh Programme add up to?",
                "EUR 470 thousand",
            ),
            (
                "Together, what do the Lowland Marsh works get for 2031 in the second issue?",
                "EUR 500 thousand",
            ),
            (
                "Add the second-issue 2031 votes of the Otter Gate Trial and the Peat Weighing Pilot.",
                "EUR 260 thousand",
            ),
            (
                "Which work of the High Moor Programme was voted the most for 2031 in the first issue?",
                "Grouse Listening Project",
            ),
            (
                "Which work of the High Moor Programme gets most for 2031 in the second issue?",
                "Peat Weighing Pilot",
            ),
            (
                "Which Lowland Marsh work spent the least in 2030?",
                "Reed Counting Project (Stage Two)",
            ),
            ("How many works does the register list under High Moor?", "2"),
            (
                "How many Fellows are there at Sedge House according to the staff directory?",
                "2",
            ),
        ],
    );
}

#[test]
fn one_figure_is_told_in_the_version_that_is_asked_for() {
    all(
        &marsh(),
        &[
            (
                "What is the 2031 vote of the Otter Gate Trial now?",
                "EUR 170 thousand",
            ),
            (
                "What was the Otter Gate Trial originally given for 2031?",
                "EUR 190 thousand",
            ),
            (
                "By how much was the 2031 vote of the Reed Counting Project raised?",
                "EUR 50 thousand",
            ),
        ],
    );
}

#[test]
fn what_no_roll_has_is_not_made_of_what_is_near() {
    let engine = marsh();
    let question = "How much was voted for the Otter Gate Trial for 2034?";
    let answer = engine.ask(&Question::new(question)).unwrap();
    assert!(!answer.answered, "{question}: {}", answer.answer);
}
