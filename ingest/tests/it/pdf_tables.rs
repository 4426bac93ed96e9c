//! Tables that are hard to see: broken by the page, turned, without lines between their rows, or none at all.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use quarry_ingest::{Place, ReadOptions, Reading, Table, pdf};

use crate::pdf_fixture::{Page, pdf as make};

fn read(pages: &[Page]) -> Reading {
    pdf::read(&make(pages), &ReadOptions::default()).unwrap()
}

fn tables(reading: &Reading) -> Vec<&Table> {
    reading.blocks.iter().filter_map(|b| b.table.as_ref()).collect()
}

/// Rows of a table, cells parted by ` | `.
fn rows(table: &Table) -> Vec<String> {
    (0..table.rows)
        .map(|row| {
            let cells = table.cells.iter().filter(|c| c.row == row);
            cells.map(|c| c.text.clone()).collect::<Vec<_>>().join(" | ")
        })
        .collect()
}

/// The lines of a grid, drawn where each pair of neighbouring edges says so.
fn sides(mut page: Page, xs: &[f32], top: f32, bottom: f32) -> Page {
    for &x in xs {
        page = page.line(x, top, x, bottom);
    }
    page
}

#[test]
fn a_row_that_fills_a_page_goes_on_from_the_row_before_it() {
    let xs = [50.0, 200.0, 400.0];
    let first = sides(Page::default(), &xs, 640.0, 780.0)
        .line(50.0, 640.0, 400.0, 640.0)
        .line(50.0, 670.0, 400.0, 670.0)
        .text(60.0, 658.0, 10.0, "Part")
        .text(210.0, 658.0, 10.0, "Duties")
        .text(60.0, 690.0, 10.0, "Harbour")
        .text(210.0, 690.0, 10.0, "to keep the piers and the buoys in")
        .text(210.0, 704.0, 10.0, "order and to");
    let second = sides(Page::default(), &xs, 40.0, 780.0)
        .text(210.0, 60.0, 10.0, "watch over the ships that")
        .text(210.0, 74.0, 10.0, "lie there");
    let third = sides(Page::default(), &xs, 40.0, 120.0)
        .line(50.0, 90.0, 400.0, 90.0)
        .line(50.0, 120.0, 400.0, 120.0)
        .text(210.0, 60.0, 10.0, "over night.")
        .text(60.0, 108.0, 10.0, "Depot")
        .text(210.0, 108.0, 10.0, "none");
    let reading = read(&[first, second, third]);
    assert_eq!(tables(&reading).len(), 1);
    assert_eq!(
        rows(tables(&reading)[0]),
        [
            "Part | Duties",
            "Harbour | to keep the piers and the buoys in order and to watch over the ships that lie there over night.",
            "Depot | none"
        ]
    );
}

#[test]
fn a_header_that_is_repeated_joins_parts_of_slightly_other_columns() {
    let header: &[&str] = &["Item", "Target", "Result"];
    let first = Page::default().grid(
        &[50.0, 150.0, 250.0, 350.0],
        &[700.0, 720.0, 740.0],
        &[header, &["Stations", "65", "79"]],
    );
    let second = Page::default().grid(
        &[50.0, 160.0, 256.0, 350.0],
        &[60.0, 80.0, 100.0],
        &[header, &["Courses", "70", "67"]],
    );
    let reading = read(&[first, second]);
    assert_eq!(
        rows(tables(&reading)[0]),
        [
            "Item | Target | Result",
            "Stations | 65 | 79",
            "Courses | 70 | 67"
        ]
    );
}

#[test]
fn two_lines_in_every_column_are_two_rows_where_the_labels_are_two_as_well() {
    let xs = [50.0, 150.0, 230.0, 310.0, 390.0];
    let page = |label: &[&str]| {
        let mut page = Page::default().grid(
            &xs,
            &[100.0, 120.0, 160.0],
            &[&["Year", "2021", "2022", "2023"], &["", "", "", ""]],
        );
        for (i, text) in label.iter().enumerate() {
            page = page.text(54.0, 134.0 + 14.0 * i as f32, 10.0, text);
        }
        for (x, figures) in xs[1..]
            .iter()
            .zip([["182.6", "(35.4)"], ["161.1", "(18.8)"], ["150.6", "(7.2)"]])
        {
            page = page
                .text(x + 4.0, 134.0, 10.0, figures[0])
                .text(x + 4.0, 148.0, 10.0, figures[1]);
        }
        page
    };
    let two = read(&[page(&["Total", "Change"])]);
    assert_eq!(
        rows(tables(&two)[0]),
        [
            "Year | 2021 | 2022 | 2023",
            "Total | 182.6 | 161.1 | 150.6",
            "Change | (35.4) | (18.8) | (7.2)"
        ]
    );
    let one = read(&[page(&["Total"])]);
    assert_eq!(
        tables(&one)[0].rows,
        2,
        "a figure with its change below it stays one cell"
    );
}

#[test]
fn a_table_with_dotted_lines_is_a_table() {
    let dotted = |mut page: Page, (x0, y0): (f32, f32), (x1, y1): (f32, f32)| {
        let n = ((x1 - x0 + y1 - y0) / 1.2) as usize;
        for i in 0..n {
            let (dx, dy) = if y0 == y1 { (1.2, 0.0) } else { (0.0, 1.2) };
            let (x, y) = (x0 + dx * i as f32, y0 + dy * i as f32);
            page = page.line(x, y, x + 0.4 * dx, y + 0.4 * dy);
        }
        page
    };
    let mut page = Page::default();
    for y in [100.0, 120.0, 140.0] {
        page = dotted(page, (50.0, y), (250.0, y));
    }
    for x in [50.0, 150.0, 250.0] {
        page = dotted(page, (x, 100.0), (x, 140.0));
    }
    let texts = [
        ("Agency", 54.0, 113.0),
        ("Budget", 154.0, 113.0),
        ("Water", 54.0, 133.0),
        ("1,200", 154.0, 133.0),
    ];
    for (text, x, y) in texts {
        page = page.text(x, y, 10.0, text);
    }
    assert_eq!(
        rows(tables(&read(&[page]))[0]),
        ["Agency | Budget", "Water | 1,200"]
    );
}

#[test]
fn shading_behind_a_line_of_text_is_no_table() {
    let page = Page::default()
        .color(1.0, 1.0, 0.6)
        .filled(50.0, 90.0, 106.0, 104.0)
        .filled(106.0, 90.0, 220.0, 104.0)
        .color(0.0, 0.0, 0.0)
        .text(50.0, 101.0, 10.0, "What is marked here runs on to its end.");
    let reading = read(&[page]);
    assert!(tables(&reading).is_empty());
    assert_eq!(reading.blocks[0].text, "What is marked here runs on to its end.");
}

#[test]
fn a_turned_table_on_an_upright_page_is_read_as_it_is_turned() {
    // The table's text runs upwards: its first row is the leftmost column of boxes.
    let xs = [60.0, 90.0, 120.0];
    let ys = [300.0, 500.0, 700.0];
    let mut page = Page::default().lines(
        50.0,
        60.0,
        10.0,
        &[
            "An upright paragraph of text stands above the table, which is turned, and has",
            "more characters than the table.",
        ],
    );
    for &x in &xs {
        page = page.line(x, ys[0], x, ys[2]);
    }
    for &y in &ys {
        page = page.line(xs[0], y, xs[2], y);
    }
    for (row, texts) in [
        ["Name of agency", "Budget of year"],
        ["Water and soil", "one million"],
    ]
    .iter()
    .enumerate()
    {
        for (column, text) in texts.iter().enumerate() {
            let bottom = ys[2] - 200.0 * column as f32;
            page = page.upwards(xs[row] + 18.0, bottom - 10.0, 10.0, text);
        }
    }
    let reading = read(&[page]);
    let table = tables(&reading)[0];
    assert_eq!(
        rows(table),
        ["Name of agency | Budget of year", "Water and soil | one million"]
    );
    let Place::Page { bbox, .. } = table.cell_at(1, 0).unwrap().locator.place else {
        panic!("not on a page");
    };
    assert_eq!(bbox.map(f32::round), [90.0, 500.0, 120.0, 700.0]);
}
