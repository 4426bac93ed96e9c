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

#[test]
fn figures_have_everything_that_tells_their_row_apart() {
    let text = r#"<html><body><h1>Boats</h1><table>
        <tr><th>Station</th><th>Kind</th><th>Number</th><th>Keeper</th></tr>
        <tr><td rowspan="2">Eastpoint</td><td>Launches</td><td>4</td><td>Ina Vole</td></tr>
        <tr><td>Dinghies</td><td>11</td><td>Lee Marsh</td></tr>
        <tr><td rowspan="2">Westcliff</td><td>Launches</td><td>7</td><td>Lee Marsh</td></tr>
        <tr><td>Dinghies</td><td>2</td><td>Tom Reed</td></tr>
        </table></body></html>"#;
    let document = quarry_ingest::parse(
        "boats.html",
        text.as_bytes(),
        &quarry_ingest::ReadOptions::default(),
    )
    .remove(0);
    let extraction = rules().extract(&document).unwrap();
    let rows: Vec<String> = extraction
        .figures
        .iter()
        .map(|f| f.row_path.join(" / "))
        .collect();
    assert_eq!(
        rows,
        [
            "Eastpoint / Launches",
            "Eastpoint / Dinghies",
            "Westcliff / Launches",
            "Westcliff / Dinghies",
        ]
    );
}

#[test]
fn of_several_units_each_figure_takes_the_one_that_fits_its_header() {
    let figures = |caption: &str, headers: [&str; 3], row: [&str; 3]| {
        let line = |tag: &str, cells: [&str; 3]| {
            let cells = cells.map(|c| format!("<{tag}>{c}</{tag}>")).concat();
            format!("<tr>{cells}</tr>")
        };
        let text = format!(
            "<html><body><table><caption>{caption}</caption>{}{}</table></body></html>",
            line("th", headers),
            line("td", row)
        );
        let read = quarry_ingest::parse("t.html", text.as_bytes(), &quarry_ingest::ReadOptions::default());
        let extraction = rules().extract(&read[0]).unwrap();
        extraction
            .figures
            .iter()
            .map(|f| (number(&f.value.scalar), f.value.unit.clone().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    let of = |n: f64, unit: &str| (n, unit.to_owned());
    assert_eq!(
        figures(
            "步道整修　單位：公尺、新臺幣千元",
            ["步道", "長度", "經費"],
            ["松林步道", "820", "1,150"]
        ),
        [of(820.0, "公尺"), of(1_150_000.0, "TWD")]
    );
    assert_eq!(
        figures(
            "식재 실적 (단위: 그루, 백만원)",
            ["공원", "식재수", "사업비"],
            ["솔숲공원", "820", "15"]
        ),
        [of(820.0, "그루"), of(15e6, "KRW")]
    );
    assert_eq!(
        figures(
            "Paths mended (Unit: m, NT$ thousand)",
            ["Path", "Length", "Cost"],
            ["Pine Walk", "820", "1,150"]
        ),
        [of(820.0, "m"), of(1_150_000.0, "TWD")]
    );
}

fn number(scalar: &quarry_ingest::Scalar) -> f64 {
    match scalar {
        quarry_ingest::Scalar::Number(n) => *n,
        _ => f64::NAN,
    }
}
