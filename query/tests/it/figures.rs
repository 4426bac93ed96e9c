//! Figures of tables as the paper prints them: with the unit that fits their column, over the years and bounds that a question
//! names, and none where the table leaves a place open.

use quarry_query::{Engine, Mode, Question};

use crate::knowledge::table;
use crate::tables::all;

fn lamps() -> Engine {
    table(
        "lamps.html",
        "Street lamps replaced by ward",
        "(Unit: lamps, EUR thousand)",
        2,
        &[
            &["Ward", "2022", "2022", "2023", "2023"],
            &["Ward", "Lamps", "Cost", "Lamps", "Cost"],
            &["Ashby", "14", "210", "20", "305"],
            &["Borrow", "9", "140", "n/a", "－"],
            &["Crayle", "25", "390", "31", "480"],
            &["Total", "48", "740", "51", "785"],
        ],
    )
}

fn lanterns() -> Engine {
    table(
        "lanterns.html",
        "各里路燈汰換成果",
        "單位：盞、新臺幣千元",
        2,
        &[
            &["里別", "111年", "111年", "112年", "112年"],
            &["里別", "汰換數", "經費", "汰換數", "經費"],
            &["松濤里", "14", "210", "20", "305"],
            &["明月里", "9", "140", "－", "…"],
            &["竹林里", "25", "390", "31", "480"],
            &["合計", "48", "740", "51", "785"],
        ],
    )
}

fn lights() -> Engine {
    table(
        "lights.html",
        "동별 가로등 교체 실적",
        "(단위: 등, 백만원)",
        2,
        &[
            &["동", "2022년", "2022년", "2023년", "2023년"],
            &["동", "교체수", "사업비", "교체수", "사업비"],
            &["솔바람동", "14", "210", "20", "305"],
            &["달빛동", "9", "140", "-", "자료없음"],
            &["대숲동", "25", "390", "31", "480"],
            &["합계", "48", "740", "51", "785"],
        ],
    )
}

fn refused(engine: &Engine, questions: &[&str]) {
    let answered: Vec<String> = questions
        .iter()
        .map(|question| (question, engine.ask(&Question::new(*question)).unwrap()))
        .filter(|(_, given)| given.answered || !given.citations.is_empty())
        .map(|(question, given)| format!("{question}: {}\n{}", given.answer, given.explanation))
        .collect();
    assert!(answered.is_empty(), "{}", answered.join("\n\n"));
}

#[test]
fn of_two_units_each_figure_has_the_one_of_its_column() {
    all(
        &lamps(),
        &[
            (
                "What was the cost of the lamps in Crayle in 2022?",
                "EUR 390 thousand",
            ),
            ("How many lamps were replaced in Ashby in 2023?", "20 lamps"),
            ("What is the total cost of all wards in 2022?", "EUR 740 thousand"),
        ],
    );
    all(
        &lanterns(),
        &[
            ("竹林里111年的經費是多少？", "390千元"),
            ("松濤里112年的汰換數是多少？", "20盞"),
            ("111年各里經費合計多少？", "740千元"),
        ],
    );
    all(
        &lights(),
        &[
            ("대숲동의 2022년 사업비는 얼마인가?", "390백만원"),
            ("솔바람동의 2023년 교체수는 얼마인가?", "20등"),
            ("2022년 사업비 합계는 얼마인가?", "740백만원"),
        ],
    );
}

#[test]
fn bounds_are_no_comparisons_of_years() {
    all(
        &lamps(),
        &[
            (
                "Which wards had a cost of more than 300 in 2023?",
                "Ashby, Crayle",
            ),
            ("Which wards replaced at least 14 lamps in 2022?", "Ashby, Crayle"),
            ("Which wards replaced at most 14 lamps in 2022?", "Ashby, Borrow"),
            (
                "Which wards replaced fewer than 25 lamps in 2022?",
                "Ashby, Borrow",
            ),
            (
                "Which wards replaced over 8 lamps in 2022?",
                "Ashby, Borrow, Crayle",
            ),
        ],
    );
    all(
        &lanterns(),
        &[
            ("112年經費超過300千元的里有哪些？", "松濤里、竹林里"),
            ("111年汰換數至少14盞的里有哪些？", "松濤里、竹林里"),
            ("哪些里111年的經費低於300？", "松濤里、明月里"),
        ],
    );
    all(
        &lights(),
        &[
            ("2023년 사업비가 300을 넘는 동은 어디인가?", "솔바람동, 대숲동"),
            ("2022년 교체수가 14 이상인 동은 어디인가?", "솔바람동, 대숲동"),
        ],
    );
    let answer = lamps()
        .ask(&Question::new("Which wards had a cost of more than 300 in 2023?"))
        .unwrap();
    let quoted: Vec<&str> = answer.citations.iter().map(|c| c.quote.as_str()).collect();
    assert_eq!(
        quoted,
        ["Ashby", "Crayle", "305", "480"],
        "each row by its name and its figure"
    );
}

#[test]
fn two_years_together_are_both_years() {
    all(
        &lamps(),
        &[
            (
                "How many lamps were replaced in Crayle in 2022 and 2023 together?",
                "56 lamps",
            ),
            (
                "What did the lamps of Ashby cost in 2022 and 2023 combined?",
                "EUR 515 thousand",
            ),
            (
                "How many lamps were replaced in Ashby over both years?",
                "34 lamps",
            ),
            (
                "How many lamps were replaced in 2022 and 2023 together?",
                "99 lamps",
            ),
        ],
    );
    all(
        &lanterns(),
        &[
            ("竹林里111年與112年的經費合計多少？", "870千元"),
            ("松濤里兩年合計汰換幾盞路燈？", "34盞"),
            ("111年與112年經費合計多少？", "1,525千元"),
        ],
    );
    all(
        &lights(),
        &[
            ("대숲동의 2022년과 2023년 사업비를 합하면 얼마인가?", "870백만원"),
            ("솔바람동의 두 해 교체수를 합하면 얼마인가?", "34등"),
            ("2022년과 2023년 사업비를 합하면 얼마인가?", "1,525백만원"),
        ],
    );
}

#[test]
fn a_place_left_open_and_a_row_that_is_not_there_are_refused() {
    refused(
        &lamps(),
        &[
            "What was the cost of the lamps in Borrow in 2023?",
            "How many lamps were replaced in Borrow in 2023?",
            "How many lamps were replaced in Dunwell in 2022?",
            "How many lamps were replaced in Borrow in 2022 and 2023 together?",
        ],
    );
    refused(
        &lanterns(),
        &[
            "明月里112年的經費是多少？",
            "青田里111年的經費是多少？",
            "青田里111年汰換幾盞路燈？",
        ],
    );
    refused(
        &lights(),
        &[
            "달빛동의 2023년 사업비는 얼마인가?",
            "은하동의 2022년 사업비는 얼마인가?",
        ],
    );
}

#[test]
fn a_table_of_things_is_counted_by_its_column_of_numbers() {
    let engine = table(
        "boats.html",
        "Boats by station and kind",
        "",
        1,
        &[
            &["Station", "Kind", "Number", "Keeper"],
            &["Eastpoint", "Launches", "4", "Ina Vole"],
            &["Eastpoint", "Dinghies", "11", "Ina Vole"],
            &["Westcliff", "Launches", "7", "Lee Marsh"],
            &["Westcliff", "Dinghies", "2", "Tom Reed"],
            &["Subtotal Westcliff", "", "9", ""],
            &["All", "", "24", ""],
        ],
    );
    all(
        &engine,
        &[
            ("How many boats are at Eastpoint?", "15"),
            ("How many boats are there in all?", "24"),
            ("How many launches are at Westcliff?", "7"),
            ("Which stations have more than 5 dinghies?", "Eastpoint"),
            ("Which stations have more than 5 launches?", "Westcliff"),
        ],
    );
    all(
        &table(
            "cars.html",
            "各站車輛",
            "",
            1,
            &[
                &["站別", "車種", "數量"],
                &["東站", "貨車", "4"],
                &["東站", "客車", "11"],
                &["西站", "貨車", "7"],
                &["合計", "", "22"],
            ],
        ),
        &[("東站有幾輛車輛？", "15"), ("西站有幾輛貨車？", "7")],
    );
    all(
        &table(
            "ships.html",
            "항별 선박 현황",
            "",
            1,
            &[
                &["항", "종류", "수량"],
                &["동항", "어선", "4"],
                &["동항", "여객선", "11"],
                &["서항", "어선", "7"],
                &["합계", "", "22"],
            ],
        ),
        &[
            ("동항의 선박은 몇 척인가?", "15"),
            ("서항의 어선은 몇 척인가?", "7"),
        ],
    );
}

#[test]
fn the_table_mode_answers_from_tables_or_not_at_all() {
    let ask = |engine: &Engine, question: &str| {
        engine
            .ask(&Question::new(question).with_mode(Mode::Table))
            .unwrap()
    };
    let given = ask(&lamps(), "What was the cost of the lamps in Crayle in 2022?");
    assert_eq!(
        (given.answer.as_str(), given.mode),
        ("EUR 390 thousand", Mode::Table)
    );
    let chosen = lamps()
        .ask(&Question::new(
            "What was the cost of the lamps in Crayle in 2022?",
        ))
        .unwrap();
    assert_eq!(chosen.mode, Mode::Table, "the mode that answered is told");
    let prose = crate::knowledge::agency();
    let question = "Who is the Director of the Bureau of Tides?";
    assert!(prose.ask(&Question::new(question)).unwrap().answered);
    let given = ask(&prose, question);
    assert!(!given.answered, "{}", given.answer);
    let found = lamps()
        .search(&Question::new("lamps in Crayle").with_mode(Mode::Table))
        .unwrap();
    assert_eq!((found.mode, found.hits.len()), (Mode::Table, 1));
}
