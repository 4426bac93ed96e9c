//! Workbooks: tables, displayed texts, typed values, places.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use quarry_ingest::{BlockKind, Cell, Document, Place, ReadOptions, Scalar, Table, parse};

use crate::outline::outline;
use crate::workbook::{Workbook, merges, number, row, text};

fn read(workbook: &Workbook) -> Document {
    let mut documents = parse("folder/預算表.xlsx", &workbook.bytes(), &ReadOptions::default());
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn tables(document: &Document) -> Vec<&Table> {
    document.blocks.iter().filter_map(|b| b.table.as_ref()).collect()
}

fn at(table: &Table, row: u32, column: u32) -> &Cell {
    table.cell_at(row, column).unwrap()
}

/// A budget as agencies write it: title, unit in the corner, two header rows with merged cells, a note.
fn budget() -> Workbook {
    let rows = [
        row(1, &[text("A1", "計畫預算表")]),
        row(2, &[text("D2", "單位：新臺幣千元")]),
        row(
            3,
            &[text("A3", "編號"), text("B3", "計畫名稱"), text("C3", "預算數")],
        ),
        row(
            4,
            &[text("C4", "經常門"), text("D4", "資本門"), text("E4", "增減比率")],
        ),
        row(
            5,
            &[
                text("A5", "P-01"),
                text("B5", "甲計畫"),
                number("C5", 12500.0, 1),
                number("D5", 800.0, 1),
                number("E5", 0.256, 2),
            ],
        ),
        row(
            6,
            &[
                text("A6", "P-02"),
                text("B6", "乙計畫"),
                number("C6", -90.0, 1),
                number("D6", 7.0, 1),
                number("E6", -0.1, 2),
            ],
        ),
        row(8, &[text("A8", "備註：本表為初版。")]),
    ];
    Workbook::new().number_formats(&["#,##0;△#,##0", "0.0%"]).sheet(
        "總表",
        &rows.concat(),
        &merges(&["A1:E1", "A3:A4", "B3:B4", "C3:D3"]),
    )
}

#[test]
fn a_budget_is_one_table_with_headers_unit_and_values() {
    let document = read(&budget());
    let found = tables(&document);
    assert_eq!(found.len(), 1);
    let table = found[0];
    assert_eq!(
        (table.rows, table.columns, table.header_rows, table.header_columns),
        (4, 5, 2, 2)
    );
    assert_eq!(
        (table.caption.as_str(), table.unit.as_str()),
        ("計畫預算表", "單位：新臺幣千元")
    );
    assert_eq!(
        (at(table, 0, 3).text.as_str(), at(table, 0, 3).column_span),
        ("預算數", 2)
    );
    let cell = at(table, 2, 2);
    assert_eq!(cell.text, "12,500");
    let value = cell.value.as_ref().unwrap();
    assert_eq!(
        (&value.scalar, value.unit.as_deref()),
        (&Scalar::Number(12_500_000.0), Some("TWD"))
    );
    assert_eq!(at(table, 3, 2).text, "△90");
    assert_eq!(
        at(table, 3, 2).value.as_ref().unwrap().scalar,
        Scalar::Number(-90_000.0)
    );
    assert_eq!(
        at(table, 2, 4).value.as_ref().unwrap().scalar,
        Scalar::Percent(0.256)
    );
    assert_eq!(document.title, "計畫預算表");
    assert_eq!(document.languages, ["zh-Hant"]);
}

#[test]
fn places_name_sheet_range_and_cell() {
    let document = read(&budget());
    let block = document.blocks.iter().find(|b| b.table.is_some()).unwrap();
    let place = |range: &str| Place::Sheet {
        sheet: "總表".to_owned(),
        range: range.to_owned(),
    };
    assert_eq!(block.locator.place, place("A3:E6"));
    let cell = at(block.table.as_ref().unwrap(), 2, 2);
    assert_eq!(
        (&cell.locator.place, cell.locator.row, cell.locator.column),
        (&place("C5"), Some(2), Some(2))
    );
    let note = document.blocks.last().unwrap();
    assert_eq!(
        (note.kind, note.text.as_str(), &note.locator.place),
        (BlockKind::Footnote, "備註：本表為初版。", &place("A8"))
    );
}

#[test]
fn tables_side_by_side_and_one_below_the_other_are_parted() {
    let grid = |r: u32, c: &str, d: &str| {
        row(
            r,
            &[text(&format!("{c}{r}"), "名"), number(&format!("{d}{r}"), 1.0, 0)],
        )
    };
    let rows = format!(
        "{}{}{}{}",
        row(
            1,
            &[
                text("A1", "a"),
                number("B1", 1.0, 0),
                text("D1", "c"),
                number("E1", 3.0, 0)
            ]
        ),
        row(
            2,
            &[
                text("A2", "b"),
                number("B2", 2.0, 0),
                text("D2", "d"),
                number("E2", 4.0, 0)
            ]
        ),
        grid(4, "B", "C"),
        grid(5, "B", "C"),
    );
    let document = read(&Workbook::new().sheet("S", &rows, ""));
    let ranges: Vec<&Place> = document.blocks.iter().map(|b| &b.locator.place).collect();
    let place = |range: &str| Place::Sheet {
        sheet: "S".to_owned(),
        range: range.to_owned(),
    };
    assert_eq!(ranges, [&place("A1:B2"), &place("D1:E2"), &place("B4:C5")]);
}

#[test]
fn an_empty_row_inside_a_table_does_not_part_it() {
    let line = |r: u32, name: &str| {
        row(
            r,
            &[
                text(&format!("A{r}"), name),
                number(&format!("B{r}"), 1.0, 0),
                number(&format!("C{r}"), 2.0, 0),
            ],
        )
    };
    let head = row(
        1,
        &[text("A1", "Body"), text("B1", "Posts"), text("C1", "Filled")],
    );
    let rows = format!(
        "{head}{}{}{}{}",
        line(2, "x"),
        row(4, &[text("A4", "Second group")]),
        line(5, "y"),
        line(6, "z")
    );
    let document = read(&Workbook::new().sheet("S", &rows, &merges(&["A4:C4"])));
    assert_eq!(tables(&document).len(), 1);
    assert_eq!(tables(&document)[0].rows, 6);
}

#[test]
fn hidden_sheets_rows_and_columns_are_read_and_marked() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><v>4</v></c></row>";
    let document = read(
        &Workbook::new()
            .sheet("Open", rows, "")
            .hidden_sheet("Closed", rows),
    );
    let found = tables(&document);
    let hidden = |t: &Table| t.cells.iter().map(|c| c.hidden).collect::<Vec<_>>();
    assert_eq!(hidden(found[0]), [false, false, true, true]);
    assert_eq!(hidden(found[1]), [true; 4]);
    let block = |sheet: &str| {
        document
            .blocks
            .iter()
            .find(|b| {
                b.table.is_some() && matches!(&b.locator.place, Place::Sheet { sheet: s, .. } if s == sheet)
            })
            .unwrap()
    };
    assert!(!block("Open").hidden && block("Closed").hidden);
}

#[test]
fn dates_follow_the_epoch_of_the_workbook() {
    let rows = row(1, &[number("A1", 1.0, 1), number("B1", 45250.5, 2)]);
    let workbook = Workbook::new()
        .number_formats(&["yyyy/m/d", "yyyy-mm-dd hh:mm"])
        .sheet("S", &rows, "");
    let document = read(&workbook);
    let table = tables(&document)[0];
    assert_eq!(at(table, 0, 0).text, "1900/1/1");
    assert_eq!(
        at(table, 0, 1).value.as_ref().unwrap().scalar,
        Scalar::Datetime("2023-11-20T12:00:00".to_owned())
    );
    let later = Workbook::new().number_formats(&["yyyy/m/d"]).date1904().sheet(
        "S",
        &row(1, &[number("A1", 1.0, 1), number("B1", 2.0, 1)]),
        "",
    );
    assert_eq!(at(tables(&read(&later))[0], 0, 0).text, "1904/1/2");
}

#[test]
fn formulas_stay_beside_their_values() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>2</v></c><c r=\"B1\"><f>A1*2</f><v>4</v></c></row>";
    let document = read(&Workbook::new().sheet("S", rows, ""));
    let cell = at(tables(&document)[0], 0, 1);
    assert_eq!(
        (cell.text.as_str(), cell.formula.as_deref()),
        ("4", Some("=A1*2"))
    );
}

#[test]
fn a_used_range_of_the_whole_sheet_costs_nothing() {
    let rows = format!(
        "{}{}",
        row(1, &[text("A1", "first")]),
        row(1_048_576, &[text("XFD1048576", "last")])
    );
    let document = read(&Workbook::new().sheet("S", &rows, ""));
    assert_eq!(outline(&document), ["table", "  first", "table", "  last"]);
    let last = document.blocks.last().map(|b| &b.locator.place);
    assert_eq!(
        last,
        Some(&Place::Sheet {
            sheet: "S".to_owned(),
            range: "XFD1048576".to_owned()
        })
    );
}

#[test]
fn empty_cells_of_a_drawn_grid_hold_a_form_together() {
    let boxed = |place: &str| format!("<c r=\"{place}\" s=\"2\"/>");
    let name =
        |place: &str, t: &str| format!("<c r=\"{place}\" s=\"2\" t=\"inlineStr\"><is><t>{t}</t></is></c>");
    let rows = format!(
        "{}{}{}",
        row(1, &[name("A1", "성명"), boxed("B1"), name("C1", "직위")]),
        row(2, &[boxed("A2"), boxed("B2"), boxed("C2")]),
        row(3, &[name("A3", "주소"), boxed("B3"), name("C3", "전화")]),
    );
    let document = read(
        &Workbook::new()
            .number_formats(&["General"])
            .sheet("양식", &rows, ""),
    );
    assert_eq!(tables(&document).len(), 1);
}

#[test]
fn a_damaged_workbook_is_refused_with_its_reason() {
    let bytes = budget().bytes();
    let documents = parse("a.xlsx", &bytes[..bytes.len() / 2], &ReadOptions::default());
    assert!(documents[0].is_refused());
    assert_eq!(documents[0].diagnostics[0].code, "damaged");
    assert_eq!(
        documents[0].media_type,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    );
}

#[test]
fn a_lone_cell_is_a_table_of_one_cell_and_the_title_of_what_stands_below() {
    let rows = [
        row(1, &[text("B1", "Ducks by year")]),
        row(3, &[text("B3", "Year"), text("C3", "Ducks")]),
        row(4, &[number("B4", 2019.0, 0), number("C4", 120.0, 0)]),
        row(5, &[number("B5", 2020.0, 0), number("C5", 135.0, 0)]),
        row(
            8,
            &[text(
                "B8",
                "The count was made in spring, on foot, by volunteers.",
            )],
        ),
    ];
    let document = read(&Workbook::new().sheet("S", &rows.concat(), ""));
    assert_eq!(
        outline(&document),
        [
            "table",
            "  Ducks by year",
            "table",
            "  Year | Ducks",
            "  2019 | 120",
            "  2020 | 135",
            "p The count was made in spring, on foot, by volunteers.",
        ]
    );
    assert_eq!(tables(&document)[1].caption, "Ducks by year");
}

#[test]
fn a_band_drawn_round_a_row_does_not_join_what_it_parts() {
    // Style 2 has a border on all sides; the ends of a band lack the inner one.
    let band = "<row r=\"3\"><c r=\"A3\" s=\"3\"/></row>";
    let rows = [
        row(1, &[text("A1", "a"), number("B1", 1.0, 0)]),
        row(2, &[text("A2", "b"), number("B2", 2.0, 0)]),
        band.to_owned(),
        row(4, &[text("A4", "c"), number("B4", 3.0, 0)]),
        row(5, &[text("A5", "d"), number("B5", 4.0, 0)]),
    ];
    let workbook = Workbook::new()
        .number_formats(&["General"])
        .sheet("S", &rows.concat(), "");
    assert_eq!(tables(&read(&workbook)).len(), 2);
}

#[test]
fn totals_are_marked_by_name_and_by_formula() {
    let sum = "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>All together</t></is></c><c r=\"B4\"><f>SUM(B2:B3)</f><v>3</v></c></row>";
    let rows = [
        row(1, &[text("A1", "機關"), text("B1", "預算")]),
        row(2, &[text("A2", "甲局"), number("B2", 1.0, 0)]),
        row(3, &[text("A3", "乙局"), number("B3", 2.0, 0)]),
        sum.to_owned(),
        row(5, &[text("A5", "丙局"), number("B5", 4.0, 0)]),
        row(6, &[text("A6", "合　計"), number("B6", 7.0, 0)]),
    ];
    let document = read(&Workbook::new().sheet("S", &rows.concat(), ""));
    assert_eq!(tables(&document)[0].total_rows, [3, 5]);
}

#[test]
fn list_objects_names_and_comments_are_read() {
    let rows = [
        row(1, &[text("A1", "名稱"), text("B1", "數量")]),
        row(2, &[text("A2", "甲"), number("B2", 1.0, 0)]),
        row(3, &[text("A3", "乙"), number("B3", 2.0, 0)]),
        row(4, &[text("A4", "小結"), number("B4", 3.0, 0)]),
        row(5, &[text("A5", "旁"), number("B5", 9.0, 0)]),
    ];
    let workbook = Workbook::new()
        .sheet("S", &rows.concat(), "")
        .name("Budget", "S!$A$1:$B$4")
        .beside(
            "table",
            "tables/table1.xml",
            "<table displayName=\"Goods\" ref=\"A1:B4\" totalsRowCount=\"1\"/>",
        )
        .beside(
            "comments",
            "comments1.xml",
            "<comments><authors><author>Lin</author></authors><commentList><comment ref=\"B2\" authorId=\"0\"><text><r><t>Lin:</t></r><r><t> check</t></r></text></comment></commentList></comments>",
        );
    let document = read(&workbook);
    assert_eq!(
        outline(&document),
        [
            "table",
            "  名稱 | 數量",
            "  甲 | 1",
            "  乙 | 2",
            "  小結 | 3",
            "!p Lin: check",
            "table",
            "  旁 | 9",
        ]
    );
    let table = tables(&document)[0];
    assert_eq!(
        (
            table.caption.as_str(),
            table.header_rows,
            table.total_rows.as_slice()
        ),
        ("Goods", 1, [3].as_slice())
    );
    assert_eq!(document.metadata["table.Goods"], "S!A1:B4");
    assert_eq!(document.metadata["name.Budget"], "S!$A$1:$B$4");
}

#[test]
fn a_damaged_cell_of_a_binary_workbook_costs_what_follows_it_in_its_sheet() {
    let document = parse(
        "a.xlsb",
        &crate::binary_files::damaged_xlsb(),
        &ReadOptions::default(),
    )
    .remove(0);
    let table = document.blocks.iter().find_map(|b| b.table.as_ref()).unwrap();
    assert!(table.cells.iter().any(|c| c.text == "120"));
    let codes: Vec<&str> = document.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["damaged_sheet"]);
}

#[test]
fn a_binary_workbook_whose_sheets_lead_nowhere_is_refused_as_damaged() {
    let bytes = crate::binary_files::unlinked_xlsb();
    let document = parse("a.xlsb", &bytes, &ReadOptions::default()).remove(0);
    let codes: Vec<&str> = document.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["damaged"]);
}

#[test]
fn a_note_under_a_table_is_no_title_of_the_next() {
    let rows = [
        row(1, &[text("A1", "부서"), text("B1", "예산")]),
        row(2, &[text("A2", "정책과"), number("B2", 1200.0, 0)]),
        row(4, &[text("A4", "주: 예산은 안임")]),
        row(7, &[text("A7", "인원 현황")]),
        row(8, &[text("A8", "연도"), text("B8", "인원(명)")]),
        row(9, &[text("A9", "2024"), number("B9", 12.0, 0)]),
    ];
    let document = read(&Workbook::new().sheet("표", &rows.concat(), ""));
    let captions: Vec<&str> = tables(&document).iter().map(|t| t.caption.as_str()).collect();
    assert_eq!(captions, ["", "인원 현황"]);
    let note = document
        .blocks
        .iter()
        .find(|b| b.text.starts_with("주:"))
        .unwrap();
    assert_eq!(note.kind, BlockKind::Footnote);
}
