//! Pages of a born-digital report per second: text, headings, a ruled and an aligned table on each page.

#[path = "../tests/it/pdf_fixture.rs"]
mod pdf_fixture;

use divan::counter::ItemsCount;
use pdf_fixture::{Page, pdf as make};
use quarry_ingest::{ReadOptions, pdf};

const PAGES: usize = 40;

fn main() {
    divan::main();
}

fn report() -> Vec<u8> {
    let line = "In this year the agency kept fifty stations in service and closed two of them for repairs.";
    let pages: Vec<Page> = (0..PAGES)
        .map(|n| {
            let mut page = Page::default()
                .text(50.0, 40.0, 9.0, "Annual report of the agency")
                .text(50.0, 80.0, 16.0, &format!("{}. Section of the report", n + 1))
                .lines(50.0, 110.0, 10.0, &[line; 18])
                .grid(
                    &[50.0, 200.0, 300.0, 400.0, 500.0],
                    &[380.0, 400.0, 420.0, 440.0, 460.0, 480.0],
                    &[
                        &["Agency", "2022", "2023", "2024"],
                        &["Water", "1,200", "1,350", "1,500"],
                        &["Air", "800", "820", "790"],
                        &["Soil", "95", "88", "91"],
                        &["Sum", "2,095", "2,258", "2,381"],
                    ],
                );
            for row in 0..8u8 {
                for (column, x) in [50.0, 200.0, 300.0].into_iter().enumerate() {
                    page = page.text(
                        x,
                        520.0 + 16.0 * f32::from(row),
                        10.0,
                        &format!("{}", 1_000 * column + usize::from(row) * 37),
                    );
                }
            }
            page.lines(50.0, 670.0, 10.0, &[line; 6])
                .text(290.0, 775.0, 9.0, &format!("- {} -", n + 1))
        })
        .collect();
    make(&pages)
}

#[divan::bench(sample_count = 20)]
fn text_and_tables(bencher: divan::Bencher<'_, '_>) {
    let bytes = report();
    bencher
        .counter(ItemsCount::new(PAGES))
        .bench(|| pdf::read(divan::black_box(&bytes), &ReadOptions::default()));
}
