//! Relations and figures of whole documents.

use crate::{markdown, rules, statements};

#[test]
fn columns_say_what_their_headers_mean() {
    let document = markdown(
        "# 研究計畫清冊\n\n| 計畫名稱 | 執行單位 | 主持人 | 開始日期 |\n|---|---|---|---|\n\
         | 北濱沿岸監測計畫 | 北濱水產研究所 | 林書銘 | 2024-03-01 |\n| 海流感測網計畫 | 海洋大學 | 陳怡君 | 2024-04-01 |\n",
    );
    assert_eq!(
        statements(&rules().extract(&document).unwrap()),
        [
            "北濱沿岸監測計畫 executedBy 北濱水產研究所",
            "北濱沿岸監測計畫 principalInvestigator 林書銘",
            "北濱沿岸監測計畫 startDate 2024-03-01",
            "海流感測網計畫 executedBy 海洋大學",
            "海流感測網計畫 principalInvestigator 陳怡君",
            "海流感測網計畫 startDate 2024-04-01",
        ]
    );
}

#[test]
fn a_staff_list_says_who_belongs_where() {
    let document = markdown(
        "# 직원 명부\n\n| 연번 | 기관 | 성명 | 직위 |\n|---|---|---|---|\n| 1 | 푸른해양연구원 | 김도윤 | 책임연구원 |\n| 2 | 푸른해양연구원 | 이서준 | 팀장 |\n",
    );
    assert_eq!(
        statements(&rules().extract(&document).unwrap()),
        [
            "김도윤 affiliatedWith 푸른해양연구원",
            "김도윤 hasTitle 책임연구원",
            "이서준 affiliatedWith 푸른해양연구원",
            "이서준 hasTitle 팀장",
        ]
    );
}

#[test]
fn a_list_of_candidates_names_them_whatever_their_names_look_like() {
    let document = markdown(
        "# 村長選舉候選人名單\n\n| 選舉區 | 候選人姓名 | 推薦之政黨 |\n|---|---|---|\n| 北濱鄉 | 黄榮成阿榮伯 | 海岸黨 |\n| 北濱鄉 | 谷木‧哈勇Kumu Hayung | 無 |\n",
    );
    let extraction = rules().extract(&document).unwrap();
    assert_eq!(statements(&extraction), ["黄榮成阿榮伯 affiliatedWith 海岸黨"]);
    let people: Vec<&str> = extraction
        .entities
        .iter()
        .filter(|e| e.kind == quarry_extract::EntityType::Person)
        .map(|e| e.name.as_str())
        .collect();
    assert_eq!(people, ["黄榮成阿榮伯", "谷木‧哈勇Kumu Hayung"]);
}

#[test]
fn a_body_is_founded_on_the_day_that_it_is_set_up() {
    let document = markdown("因應強風，松濤縣政府9月14日下午4時30分成立松濤縣災害應變中心。\n");
    let said = statements(&rules().extract(&document).unwrap());
    assert!(
        said.contains(&"松濤縣災害應變中心 foundedOn 9月14日".to_owned()),
        "{said:?}"
    );
}

#[test]
fn a_report_of_a_meeting_is_an_event_with_a_chair() {
    let document = markdown(
        "# Blue Coast Programme: minutes of working meeting no. 4\n\nChair: Grace Hopper, Head of Division\n",
    );
    assert_eq!(
        statements(&rules().extract(&document).unwrap()),
        [
            "Blue Coast Programme: minutes of working meeting no. 4 chairedBy Grace Hopper",
            "Grace Hopper hasTitle Head of Division",
        ]
    );
}

#[test]
fn figures_stand_under_their_headers() {
    let document =
        markdown("# 預算\n\n| 計畫名稱 | 113年度預算（千元） |\n|---|---|\n| 北濱沿岸監測計畫 | 48,275 |\n");
    let extraction = rules().extract(&document).unwrap();
    let figure = &extraction.figures[0];
    assert_eq!(figure.row_label, "北濱沿岸監測計畫");
    assert_eq!(figure.header_path, ["113年度預算（千元）"]);
    assert_eq!((figure.cell.row, figure.cell.column), (Some(1), Some(1)));
    let subject = extraction
        .entities
        .iter()
        .find(|e| Some(&e.id) == figure.subject.as_ref())
        .unwrap();
    assert_eq!(subject.name, "北濱沿岸監測計畫");
}

#[test]
fn every_evidence_stands_in_its_block() {
    let document =
        markdown("# 記錄\n\n海洋事務委員會設址於北濱市。\n\n| 姓名 | 職稱 |\n|---|---|\n| 林書銘 | 組長 |\n");
    let extraction = rules().extract(&document).unwrap();
    assert!(extraction.relations.len() >= 2);
    for relation in &extraction.relations {
        let span = &relation.evidence;
        let block = document
            .blocks
            .iter()
            .find(|b| Some(&b.id) == span.block.as_ref())
            .unwrap();
        let text = match (span.row, span.column, &block.table) {
            (Some(row), Some(column), Some(table)) => &table.cell_at(row, column).unwrap().text,
            _ => &block.text,
        };
        assert!(span.start < span.end && span.end <= text.chars().count());
    }
}
