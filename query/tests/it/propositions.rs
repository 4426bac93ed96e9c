//! Questions of yes and no: said only where the papers carry it, in three languages.

use quarry_query::Question;

use crate::knowledge::agency;

/// What is answered; empty for a refusal.
fn answered(question: &str) -> String {
    let answer = agency().ask(&Question::new(question)).unwrap();
    assert_eq!(answer.answered, !answer.citations.is_empty(), "{answer:?}");
    if answer.answered {
        answer.answer
    } else {
        String::new()
    }
}

#[test]
fn what_statements_carry_is_so_and_another_value_is_not() {
    for (question, said) in [
        ("Is Mira Holt the director of the Bureau of Tides?", "yes"),
        ("Is Jon Veld the director of the Bureau of Tides?", "no"),
        ("Is the Alder Programme managed by the Bureau of Tides?", "yes"),
        ("조석청은 1998년에 설립되었습니까?", "예"),
        ("조석청은 1989년에 설립되었습니까?", "아니오"),
        ("汐岳計畫的法源依據是海象觀測條例嗎？", "是"),
    ] {
        assert_eq!(answered(question), said, "{question}");
    }
}

#[test]
fn what_nothing_says_is_neither() {
    for question in [
        "Has Mira Holt been dismissed for fraud?",
        "Has the Alder Programme been cancelled?",
        "Was the Bureau of Tides founded in 1974?",
        "한가람은 해임되었습니까?",
        "汐岳計畫已經取消了嗎？",
    ] {
        assert_eq!(answered(question), "", "{question}");
    }
}
