//! HWPX: controls of forms, tracked changes, pictures in cells.

use crate::outline::{outline, read, zip};

fn section(runs: &str) -> Vec<u8> {
    let xml = format!("<sec><p><run>{runs}</run></p></sec>");
    zip(&[
        ("mimetype", b"application/hwp+zip"),
        ("Contents/section0.xml", xml.as_bytes()),
    ])
}

#[test]
fn controls_of_a_form_show_their_captions_and_whether_they_are_ticked() {
    let runs = "<t>동의 </t><checkBtn caption=\"예\" value=\"CHECKED\"/><checkBtn caption=\"아니오\" value=\"UNCHECKED\"/>\
                <comboBox selectedValue=\"\"><listItem displayText=\"\" value=\"계절\"/></comboBox><edit><text>홍길동</text></edit>";
    assert_eq!(
        outline(&read("a.hwpx", &section(runs))),
        ["p 동의 ☑ 예 ☐ 아니오 계절 홍길동"]
    );
}

#[test]
fn what_is_ticked_in_a_cell_stands_in_that_cell() {
    let cell = |column: u32, content: &str| {
        format!(
            "<tc><subList><p><run>{content}</run></p></subList><cellAddr colAddr=\"{column}\" rowAddr=\"0\"/></tc>"
        )
    };
    let boxes =
        "<checkBtn caption=\"해당\" value=\"CHECKED\"/><checkBtn caption=\"없음\" value=\"UNCHECKED\"/>";
    let table = format!(
        "<tbl rowCnt=\"1\" colCnt=\"2\"><tr>{}{}</tr></tbl>",
        cell(0, "<t>구분</t>"),
        cell(1, boxes)
    );
    assert_eq!(
        outline(&read("a.hwpx", &section(&table))),
        ["table", "  구분 |", "    > ☑ 해당 ☐ 없음"]
    );
}

#[test]
fn deleted_text_is_kept_apart_and_marked() {
    let runs = "<t>예산은 <deleteBegin Id=\"1\"/>백만원<deleteEnd Id=\"1\"/><insertBegin Id=\"2\"/>이백만원<insertEnd Id=\"2\"/>이다.</t>";
    assert_eq!(
        outline(&read("a.hwpx", &section(runs))),
        ["p 예산은 이백만원이다.", "!p 백만원"]
    );
}

#[test]
fn pictures_are_listed_in_cells_too_and_described_where_a_person_did() {
    let picture = |comment: &str| format!("<pic><shapeComment>{comment}</shapeComment></pic>");
    let cell = |column: u32, content: &str| {
        format!(
            "<tc><subList><p><run>{content}</run></p></subList><cellAddr colAddr=\"{column}\" rowAddr=\"0\"/></tc>"
        )
    };
    let table = format!(
        "<tbl rowCnt=\"1\" colCnt=\"2\"><tr>{}{}</tr></tbl>",
        cell(0, "<t>사진</t>"),
        cell(1, &picture("청사 전경"))
    );
    let by_program =
        picture("그림입니다.\n원본 그림의 이름: a.bmp\n원본 그림의 크기: 가로 1pixel, 세로 2pixel");
    assert_eq!(
        outline(&read("a.hwpx", &section(&(table + &by_program)))),
        ["table", "  사진 |", "figure 청사 전경", "figure"]
    );
}
