//! What papers of agencies say of bodies, undertakings and laws: by the cells of columns, by the heads of lists, in sentences.

use quarry_extract::Extraction;

use crate::models::with_models;
use crate::{markdown, rules, statements};

/// The statements of a paper by rules alone that hold the words.
fn said(text: &str, words: &str) -> Vec<String> {
    let all = statements(&rules().extract(&markdown(text)).unwrap());
    all.into_iter().filter(|line| line.contains(words)).collect()
}

/// Whose holding of a post began or ended when, as `body person since until`.
fn terms(extraction: &Extraction) -> Vec<String> {
    let name = |id: &str| &extraction.entities.iter().find(|e| e.id == id).unwrap().name;
    let heads = extraction.relations.iter().filter(|r| r.predicate == "headedBy");
    let mut lines: Vec<String> = heads
        .map(|r| {
            let says = |key: &str| {
                let found = r.qualifiers.iter().find(|(k, _)| k == key);
                found.map_or(String::new(), |(_, v)| format!(" {key} {v}"))
            };
            format!(
                "{}: {}{}{}{}",
                name(&r.subject),
                name(&r.object),
                says("status"),
                says("since"),
                says("until")
            )
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

#[test]
fn a_column_of_people_beside_undertakings_says_who_leads_them() {
    assert_eq!(
        said(
            "| 代號 | 專案 | 擔當 | 掌舵人 |\n|---|---|---|---|\n| A1 | 鹽田復育專案 | 濕地研究所 | 丁予安 |\n| A2 | 潮池調查專案 | 海藻研究所 | 潘休果 |\n",
            "專案"
        ),
        [
            "潮池調查專案 executedBy 海藻研究所",
            "潮池調查專案 principalInvestigator 潘休果",
            "鹽田復育專案 executedBy 濕地研究所",
            "鹽田復育專案 principalInvestigator 丁予安",
        ]
    );
}

#[test]
fn a_column_of_reviewers_says_nothing_of_who_leads() {
    assert!(
        said(
            "| 專案 | 檢視人 |\n|---|---|\n| 鹽田復育專案 | 丁予安 |\n| 潮池調查專案 | 潘休果 |\n",
            "丁予安"
        )
        .is_empty()
    );
}

#[test]
fn of_two_columns_of_undertakings_the_finer_names_the_rows() {
    assert_eq!(
        said(
            "| 專案 | 計畫 |\n|---|---|\n| 海岸復育專案 | 鹽田復育計畫 |\n| 海岸復育專案 | 潮池調查計畫 |\n",
            "partOf"
        ),
        [
            "潮池調查計畫 partOf 海岸復育專案",
            "鹽田復育計畫 partOf 海岸復育專案"
        ]
    );
}

#[test]
fn of_three_amounts_the_last_of_which_is_the_difference_the_second_is_set_now() {
    let document = markdown(
        "# Changes for 2026\n\n| Project (EUR thousand) | One | Two | Three |\n|---|---|---|---|\n| Heron Marsh Project | 1,500 | 1,750 | +250 |\n| Tern Island Project | 900 | 820 | -80 |\n",
    );
    let extraction = rules().extract(&document).unwrap();
    let name = |id: &str| {
        extraction
            .entities
            .iter()
            .find(|e| e.id == id)
            .unwrap()
            .name
            .clone()
    };
    let version = |amount: &str| {
        let budgets = extraction.relations.iter().filter(|r| r.predicate == "budget");
        let found = budgets.filter(|r| name(&r.object) == amount);
        found
            .flat_map(|r| r.qualifiers.clone())
            .find(|(k, _)| k == "version")
            .map(|(_, v)| v)
    };
    assert_eq!(version("1,500").as_deref(), Some("initial"));
    assert_eq!(version("1,750").as_deref(), Some("revised"));
    assert_eq!(version("+250"), None);
}

#[test]
fn a_list_speaks_of_its_head() {
    let text = "# 갈대섬해양위원회 소개\n\n갈대섬해양위원회는 1988년에 설립되었다.\n\n가. 조개골관측소(조관소)\n\n- 1996년 창설, 은빛시 소재.\n\n나. 알 수 없는 곳\n\n- 2004년 창설.\n";
    assert_eq!(
        said(text, "foundedOn"),
        [
            "갈대섬해양위원회 foundedOn 1988년",
            "조개골관측소 foundedOn 1996년"
        ]
    );
}

#[test]
fn bodies_listed_under_a_heading_belong_to_the_body_of_the_title() {
    let text = "# 갈대섬해양위원회 안내\n\n## 산하 기관\n\n1. 조개골관측소: 은빛시\n\n2. 물새연구원: 은빛시\n\n## 연락\n\n갈매기연구원에 물어볼 것\n";
    assert_eq!(
        said(text, "parentOrganization"),
        [
            "물새연구원 parentOrganization 갈대섬해양위원회",
            "조개골관측소 parentOrganization 갈대섬해양위원회"
        ]
    );
}

#[test]
fn terms_of_office_as_agencies_write_them() {
    let Some(extractor) = with_models() else { return };
    crate::check(
        &extractor,
        &terms,
        &[
            (
                "Until 2 March 2023 the Director of the Tidal Institute was Hugo Penrose.",
                &["Tidal Institute: Hugo Penrose status former until 2023-03-02"],
            ),
            (
                "海藻研究所前所長潘休果任職至民國112年10月15日。",
                &["海藻研究所: 潘休果 status former until 2023-10-15"],
            ),
            (
                "물새연구원은 2025년 5월 31일까지 반휴고 원장이 이끌었다.",
                &["물새연구원: 반휴고 status former until 2025-05-31"],
            ),
        ],
    );
}
