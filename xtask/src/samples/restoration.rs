//! Two Korean reports on the agency's reed belts: an HWPX on who does what, and an HWP on what was planted.

use crate::hwp::{Block, Cell, Report, Style, Table};

/// The report on the partners.
#[must_use]
pub fn partners() -> Report {
    let mut report = Report::new("징저호소청 협력사업 수행 보고서");
    "징저호소청".clone_into(&mut report.author);
    "2026-01-12T01:00:00Z".clone_into(&mut report.created);
    report.push(Block::styled(Style::Title, "징저호소청 협력사업 수행 보고서"));
    report.push(Block::heading(1, "Ⅰ. 개요"));
    report.push(Block::text(
        "징저호소청(澄渚湖沼署)은 거울못, 은빛호, 노을못 세 호수를 관리하며, 2026년에 세 개의 협력사업을 추진한다.",
    ));
    report.push(Block::heading(1, "Ⅱ. 사업별 수행기관"));
    report.push(Block::text(
        "갈대숲 복원사업은 달뫼습지연구원(Dalmoe Wetland Institute)이 수행한다.",
    ));
    report.push(Block::text(
        "남조류 조기경보사업은 서리버들수질연구소(Frostwillow Institute of Water Quality)가 수행한다.",
    ));
    report.push(Block::styled(Style::Caption, "표 1. 협력사업과 수행기관"));
    report.push(Table::new(vec![
        vec![
            Cell::header("사업명").rows(2),
            Cell::header("수행기관").rows(2),
            Cell::header("사업 기간").columns(2),
        ],
        vec![Cell::header("시작일"), Cell::header("종료일")],
        row(&["갈대숲 복원사업", "달뫼습지연구원", "2025-03-01", "2027-02-28"]),
        row(&[
            "남조류 조기경보사업",
            "서리버들수질연구소",
            "2026-01-01",
            "2028-12-31",
        ]),
        row(&[
            "호저 지형측량사업",
            "빈갈대측량 주식회사",
            "2026-05-01",
            "2026-11-30",
        ]),
    ]));
    report.push(Block::heading(1, "Ⅲ. 향후 계획"));
    report.push(Block::text("협력사업의 중간 평가는 2026년 9월 15일에 실시한다."));
    report
}

/// The report from the field.
#[must_use]
pub fn field_report() -> Report {
    let mut report = Report::new("갈대숲 복원 현장조사 보고서");
    "달뫼습지연구원".clone_into(&mut report.author);
    "2025-12-08T01:00:00Z".clone_into(&mut report.created);
    report.push(Block::styled(Style::Title, "갈대숲 복원 현장조사 보고서"));
    report.push(Block::heading(1, "Ⅰ. 조사 개요"));
    report.push(Block::text(
        "달뫼습지연구원은 2004년에 설립되었으며 달뫼시에 위치한다. 원장은 표서린이다.",
    ));
    report.push(Block::text(
        "현장조사는 2025년 10월 20일부터 10월 24일까지 실시하였다.",
    ));
    report.push(Block::heading(1, "Ⅱ. 조사 결과"));
    report.push(Block::styled(Style::Caption, "표 1. 호수별 갈대 식재 현황"));
    report.push(Block::styled(Style::Right, "(단위: ㎡)"));
    report.push(Table::new(vec![
        vec![
            Cell::header("구역").rows(2),
            Cell::header("호수").rows(2),
            Cell::header("식재 면적").columns(2),
            Cell::header("생존율").rows(2),
        ],
        vec![Cell::header("2024년"), Cell::header("2025년")],
        vec![
            Cell::new("북부").rows(2),
            Cell::new("은빛호"),
            Cell::new("1,850"),
            Cell::new("3,200"),
            Cell::new("87%"),
        ],
        row(&["거울못", "620", "940", "91%"]),
        row(&["남부", "노을못", "410", "560", "78%"]),
        vec![
            Cell::new("합계").columns(2),
            Cell::new("2,880"),
            Cell::new("4,700"),
            Cell::new("86%"),
        ],
    ]));
    report.push(Block::text(
        "은빛호의 생존율은 87%로, 수위 변동이 작았던 것이 주된 원인으로 판단된다.",
    ));
    report
}

fn row(texts: &[&str]) -> Vec<Cell> {
    texts.iter().map(|text| Cell::new(text)).collect()
}
