//! Cards of labels and values, budgets by year, and tables inside cells.

use quarry_extract::{EntityType, Extraction};
use quarry_ingest::{Document, ReadOptions};

use crate::{markdown, rules, statements};

fn html(text: &str) -> Document {
    quarry_ingest::parse("paper.html", text.as_bytes(), &ReadOptions::default()).remove(0)
}

/// The statements of what was asserted, without the dates' forms.
fn said(text: &str) -> Vec<String> {
    statements(&rules().extract(&markdown(text)).unwrap())
}

#[test]
fn a_card_says_what_its_heading_names() {
    assert_eq!(
        said(
            "# Key facts: Project GIRDER\n\n| Item | Entry |\n|---|---|\n| Coordinator | Bridge Safety Agency |\n| Principal investigator | Hugo Penrose |\n\
             | Partners | Tern Shipping Ltd; Larkfield University |\n| Total budget | EUR 1,200,000 |\n| Start date | 1 March 2025 |\n"
        ),
        [
            "Project GIRDER budget EUR 1,200,000",
            "Project GIRDER managedBy Bridge Safety Agency",
            "Project GIRDER partnerOrganization Larkfield University",
            "Project GIRDER partnerOrganization Tern Shipping Ltd",
            "Project GIRDER principalInvestigator Hugo Penrose",
            "Project GIRDER startDate 1 March 2025",
        ]
    );
}

#[test]
fn a_card_may_name_its_subject_itself() {
    assert_eq!(
        said(
            "| 計畫名稱 | 大梁檢測計畫 | 計畫主持人 | 潘休果 |\n|---|---|---|---|\n| 執行單位 | 橋梁研究所 | 總經費 | 新臺幣300萬元 |\n| 執行期間 | 114.03.01～117.02.28 | 備註 | 無 |\n"
        ),
        [
            "大梁檢測計畫 budget 新臺幣300萬元",
            "大梁檢測計畫 endDate 117.02.28",
            "大梁檢測計畫 executedBy 橋梁研究所",
            "大梁檢測計畫 principalInvestigator 潘休果",
            "大梁檢測計畫 startDate 114.03.01",
        ]
    );
    assert_eq!(
        said(
            "| 과제명 | 대들보 점검 과제 |\n|---|---|\n| 주관기관 | 교량연구원 |\n| 연구책임자 | 반휴고 |\n| 총사업비 | 12억 원 |\n"
        ),
        [
            "대들보 점검 과제 budget 12억 원",
            "대들보 점검 과제 managedBy 교량연구원",
            "대들보 점검 과제 principalInvestigator 반휴고",
        ]
    );
}

#[test]
fn a_card_of_a_body_says_what_bodies_have() {
    assert_eq!(
        said(
            "# 교량안전청\n\n| 구분 | 내용 |\n|---|---|\n| 기관장 | 반휴고 |\n| 설립일 | 1998년 4월 1일 |\n| 상급기관 | 공사부 |\n"
        ),
        [
            "교량안전청 foundedOn 1998년 4월 1일",
            "교량안전청 headedBy 반휴고",
            "교량안전청 parentOrganization 공사부",
        ]
    );
}

fn budgets(extraction: &Extraction) -> Vec<(String, String)> {
    let name = |id: &str| {
        extraction
            .entities
            .iter()
            .find(|e| e.id == id)
            .unwrap()
            .name
            .clone()
    };
    let year = |q: &[(String, String)]| q.iter().find(|(k, _)| k == "year").map(|(_, v)| v.clone());
    extraction
        .relations
        .iter()
        .filter(|r| r.predicate == "budget")
        .map(|r| (name(&r.subject), year(&r.qualifiers).unwrap_or_default()))
        .collect()
}

#[test]
fn budgets_may_have_a_column_for_each_year() {
    for text in [
        "표 1. 연도별 예산 (단위: 백만원)\n\n| 사업명 | 2024 | 2025 |\n|---|---|---|\n| 튼튼한 교량 사업 | 300 | 450 |\n",
        "| 사업명 | 2024년 예산 | 2025년 예산 |\n|---|---|---|\n| 튼튼한 교량 사업 | 300 | 450 |\n",
    ] {
        let extraction = rules().extract(&markdown(text)).unwrap();
        let expected = ["2024", "2025"].map(|year| ("튼튼한 교량 사업".to_owned(), year.to_owned()));
        assert_eq!(budgets(&extraction), expected, "{text}");
    }
}

const NESTED: &str = "<html><body><table><tr><th>Agency</th><th>Details</th></tr><tr><td>Bridge Safety Agency</td><td>Work in hand<table>\
    <tr><th>Project</th><th>Budget (EUR)</th><th>Principal investigator</th></tr><tr><td>Project GIRDER</td><td>2,300</td><td>Hugo Penrose</td></tr>\
    </table></td></tr></table></body></html>";

#[test]
fn a_table_inside_a_cell_is_read_as_a_table() {
    let document = html(NESTED);
    let extraction = rules().extract(&document).unwrap();
    let said = statements(&extraction);
    assert!(
        said.contains(&"Project GIRDER principalInvestigator Hugo Penrose".to_owned()),
        "{said:?}"
    );
    assert_eq!(
        budgets(&extraction),
        [("Project GIRDER".to_owned(), String::new())]
    );
    assert!(
        extraction
            .figures
            .iter()
            .any(|f| f.header_path == ["Budget (EUR)"])
    );
    // The passage of the outer row knows who is named inside.
    let person = extraction
        .entities
        .iter()
        .find(|e| e.kind == EntityType::Person)
        .unwrap();
    assert!(
        extraction
            .passages
            .iter()
            .any(|p| p.entities.contains(&person.id))
    );
}

#[test]
fn what_stands_in_an_inner_cell_has_the_span_of_the_outer_one() {
    let document = html(NESTED);
    let extraction = rules().extract(&document).unwrap();
    let table = document.blocks.iter().find_map(|b| b.table.as_ref()).unwrap();
    let mut inside = 0;
    let spans = extraction
        .entities
        .iter()
        .flat_map(|e| &e.mentions)
        .map(|m| (&m.span, Some(&m.text)));
    let spans = spans
        .chain(extraction.relations.iter().map(|r| (&r.evidence, None)))
        .chain(extraction.figures.iter().map(|f| (&f.cell, None)));
    for (span, text) in spans {
        assert!(document.blocks.iter().any(|b| Some(&b.id) == span.block.as_ref()));
        let cell = table.cell_at(span.row.unwrap(), span.column.unwrap()).unwrap();
        assert!(span.end <= cell.text.chars().count());
        let Some(inner) = &span.inner else { continue };
        inside += 1;
        let mut at = cell;
        for (row, column) in &inner.cells {
            at = at.table.as_ref().unwrap().cell_at(*row, *column).unwrap();
        }
        let stands: String = at
            .text
            .chars()
            .skip(inner.start)
            .take(inner.end - inner.start)
            .collect();
        assert!(text.is_none_or(|t| *t == stands) && !stands.is_empty());
        assert_eq!((span.start, span.end), (0, cell.text.chars().count()));
    }
    assert!(inside >= 5);
}
