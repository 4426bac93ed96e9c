//! The lines of `search --batch` and `ask --batch`.

use quarry_query::{AnswerLine, BatchLine, Question, SearchLine};

use crate::knowledge::agency;

#[test]
fn a_line_keeps_its_id_and_ignores_other_keys() {
    let line = BatchLine::parse(
        r#"{"id": 7, "question": "조석청의 청장은 누구인가?", "type": "single"}"#,
        1,
    )
    .unwrap();
    let result = agency().search(&Question::new(line.question).with_k(1)).unwrap();
    let mut written = SearchLine::new(line.id, &result);
    for passage in &mut written.retrieved {
        passage.score = 0.0;
    }
    insta::assert_json_snapshot!(written, @r#"
    {
      "id": 7,
      "retrieved": [
        {
          "source": "ko.txt",
          "locator": {
            "line": [
              1,
              1
            ],
            "start": 0,
            "end": 1
          },
          "passage": "조석청의 청장은 한가람이다. 조석청은 1998년에 설립되었다.",
          "score": 0.0
        }
      ],
      "mode": "facts"
    }
    "#);
}

#[test]
fn an_answer_line_has_the_keys_of_the_contract_and_the_mode() {
    let answer = agency().ask(&Question::new("조석청의 청장은 누구인가?")).unwrap();
    let line = serde_json::to_value(AnswerLine::new("a".into(), &answer)).unwrap();
    let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["id", "answer", "answered", "explanation", "citations", "mode"]
    );
    let cited: Vec<&String> = line["citations"][0].as_object().unwrap().keys().collect();
    assert_eq!(cited, ["source", "locator", "passage"]);
}

#[test]
fn a_line_without_a_question_is_refused_by_its_number() {
    let error = BatchLine::parse(r#"{"id": "x"}"#, 3).unwrap_err();
    assert!(error.to_string().starts_with("line 3: "), "{error}");
    assert_eq!(BatchLine::id_of(r#"{"id": "x"}"#), "x");
}
