//! How long HWP 5 and HWPX reports take to read; the reports are written by the project itself.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use divan::Bencher;
use quarry_ingest::{ReadOptions, hwp};
use xtask::hwp::{Block, Cell, Report, Style, Table};

fn main() {
    divan::main();
}

/// Some ten pages: a heading, ten paragraphs and a table of ten rows, so many times.
const CHAPTERS: [usize; 2] = [5, 100];

fn report(chapters: usize) -> Report {
    let mut report = Report::new("보고서");
    for chapter in 0..chapters {
        report.push(Block::heading(1, &format!("제{chapter}장 현황")));
        for paragraph in 0..10 {
            let text = "기관은 자료를 모으고 정리하여 해마다 공개하며 그 결과를 다음 해의 계획에 반영한다. "
                .repeat(3);
            report.push(Block::text(&format!("{paragraph}) {text}")));
        }
        report.push(Block::styled(Style::Caption, &format!("표 {chapter}. 실적")));
        let mut rows = vec![vec![
            Cell::header("구분").rows(2),
            Cell::header("실적").columns(3),
        ]];
        rows.push(vec![
            Cell::header("2023"),
            Cell::header("2024"),
            Cell::header("2025"),
        ]);
        for row in 0..10 {
            let figures = (0..3).map(|column| Cell::new(&format!("{},{:03}", row + 1, column * 37)));
            rows.push(
                std::iter::once(Cell::new(&format!("부서 {row}")))
                    .chain(figures)
                    .collect(),
            );
        }
        report.push(Table::new(rows));
    }
    report
}

#[divan::bench(args = CHAPTERS)]
fn hwp5(bencher: Bencher, chapters: usize) {
    read(bencher, &report(chapters).to_hwp5().unwrap());
}

#[divan::bench(args = CHAPTERS)]
fn hwpx(bencher: Bencher, chapters: usize) {
    read(bencher, &report(chapters).to_hwpx().unwrap());
}

fn read(bencher: Bencher, bytes: &[u8]) {
    bencher.bench(|| hwp::read(divan::black_box(bytes), &ReadOptions::default()).unwrap());
}
