//! What is in force, from the file to the answer: ends, people, firms and seats that papers say were changed, and notices that put
//! right what an earlier paper says wrongly.

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{index_of, quarry, stdout};

/// Two papers a language: a plan, and a notice that changes it.
const CHANGED: &[(&str, &str)] = &[
    (
        "en/plan.md",
        "# Plan of the Larkmoor Peat Recovery Project\n\nDate: 5 March 2022\n\nThe Larkmoor Peat Recovery Project runs from 1 April 2022 to 30 November 2023. \
         The principal investigator of the Larkmoor Peat Recovery Project is Dr Imogen Hartley. The Larkmoor Peat Recovery Project is carried out by Sedge Contracting Ltd.\n\n\
         The Peatland Office is headquartered in Larkmoor.\n",
    ),
    (
        "en/notice.md",
        "# Decisions of the board\n\nDate: 20 June 2023\n\nThe completion date of the Larkmoor Peat Recovery Project has been put back from 30 November 2023 to 31 May 2024. \
         Dr Imogen Hartley was replaced by Dr Marcus Delaney as principal investigator of the Larkmoor Peat Recovery Project. \
         The contractor of the Larkmoor Peat Recovery Project was changed from Sedge Contracting Ltd. to Bracken Builders Ltd.\n\n\
         The Peatland Office moved its headquarters from Larkmoor to Stannet on 1 June 2023.\n",
    ),
    (
        "zh/plan.md",
        "# 雲嶺濕地復育計畫書\n\n日期：111年3月5日\n\n雲嶺濕地復育計畫執行期間自111年4月1日至112年11月30日。雲嶺濕地復育計畫之計畫主持人為陳怡君。\
         雲嶺濕地復育計畫由沙洲工程股份有限公司執行。\n\n濕地保育署設於雲嶺市。\n",
    ),
    (
        "zh/notice.md",
        "# 推動小組決議\n\n日期：112年6月20日\n\n雲嶺濕地復育計畫之執行期限由112年11月30日展延至113年5月31日。雲嶺濕地復育計畫之計畫主持人改由林志遠擔任。\
         雲嶺濕地復育計畫承攬廠商由沙洲工程股份有限公司變更為青岡營造股份有限公司。\n\n濕地保育署於112年6月1日由雲嶺市遷至石門市。\n",
    ),
    (
        "ko/plan.md",
        "# 구름재 습지 복원사업 계획서\n\n작성일: 2022년 3월 5일\n\n구름재 습지 복원사업은 2022년 4월 1일부터 2023년 11월 30일까지 수행된다. \
         구름재 습지 복원사업의 총괄책임자는 김하늘이다. 구름재 습지 복원사업은 모래톱건설 주식회사가 수행한다.\n\n습지보전청의 본청은 구름시에 있다.\n",
    ),
    (
        "ko/notice.md",
        "# 운영위원회 결정\n\n작성일: 2023년 6월 20일\n\n구름재 습지 복원사업의 종료일이 2023년 11월 30일에서 2024년 5월 31일로 연장되었다. \
         구름재 습지 복원사업의 총괄책임자가 김하늘에서 박지훈으로 변경되었다. \
         구름재 습지 복원사업의 시공사는 모래톱건설 주식회사에서 떡갈토건 주식회사로 교체되었다.\n\n습지보전청은 2023년 6월 1일 구름시에서 돌문시로 청사를 이전하였다.\n",
    ),
];

/// Question, what is in force, what was before the notice.
const ASKED: &[(&str, &str, &str)] = &[
    (
        "When does the Larkmoor Peat Recovery Project end?",
        "31 May 2024",
        "30 November 2023",
    ),
    (
        "Who is the principal investigator of the Larkmoor Peat Recovery Project?",
        "Marcus Delaney",
        "Imogen Hartley",
    ),
    (
        "Who carries out the Larkmoor Peat Recovery Project?",
        "Bracken Builders",
        "Sedge Contracting",
    ),
    (
        "Where is the Peatland Office headquartered?",
        "Stannet",
        "Larkmoor",
    ),
    ("雲嶺濕地復育計畫何時結束？", "113年5月31日", "112年11月30日"),
    ("雲嶺濕地復育計畫的主持人是誰？", "林志遠", "陳怡君"),
    ("雲嶺濕地復育計畫由哪家廠商執行？", "青岡營造", "沙洲工程"),
    ("濕地保育署設在哪裡？", "石門市", "雲嶺市"),
    (
        "구름재 습지 복원사업은 언제 끝나는가?",
        "2024년 5월 31일",
        "2023년 11월 30일",
    ),
    (
        "구름재 습지 복원사업의 총괄책임자는 누구인가?",
        "박지훈",
        "김하늘",
    ),
    (
        "구름재 습지 복원사업은 어디에서 수행하는가?",
        "떡갈토건",
        "모래톱건설",
    ),
    ("습지보전청은 어디에 있는가?", "돌문시", "구름시"),
];

/// A report and its corrections, a language each.
const CORRECTED: &[(&str, &str)] = &[
    (
        "en/report.md",
        "# Yearbook 2022 of the Wolden Archive\n\nDate: 1 March 2023\n\nIn 2022 the Wolden Archive restored 163 maps. The reading room of the Wolden Archive had 5,480 visitors in 2022.\n",
    ),
    (
        "en/errata.md",
        "# Corrections to the yearbook 2022 of the Wolden Archive\n\nDate: 3 April 2023\n\nThe figure of 163 maps should read 136 maps. The number of visitors was mistakenly stated as 5,480. The correct number is 5,840.\n",
    ),
    (
        "zh/report.md",
        "# 沃登檔案館111年年報\n\n日期：112年3月1日\n\n沃登檔案館111年修復地圖163幅。閱覽室全年訪客為5,480人。\n",
    ),
    (
        "zh/errata.md",
        "# 沃登檔案館111年年報勘誤\n\n日期：112年4月3日\n\n修復地圖「163幅」係誤植，應更正為「136幅」。閱覽室訪客誤載為5,480人，正確應為5,840人。\n",
    ),
    (
        "ko/report.md",
        "# 월든기록관 2022년 연보\n\n작성일: 2023년 3월 1일\n\n월든기록관은 2022년에 지도 163점을 복원하였다. 열람실의 연간 방문객은 5,480명이다.\n",
    ),
    (
        "ko/errata.md",
        "# 월든기록관 2022년 연보 정정\n\n작성일: 2023년 4월 3일\n\n지도 163점은 136점의 오기이다. 열람실 방문객 5,480명은 잘못된 수치이므로 5,840명으로 바로잡는다.\n",
    ),
];

const PUT_RIGHT: &[(&str, &str, &str)] = &[
    (
        "How many maps did the Wolden Archive restore in 2022?",
        "136",
        "163",
    ),
    (
        "How many visitors did the reading room of the Wolden Archive have in 2022?",
        "5,840",
        "5,480",
    ),
    ("沃登檔案館111年修復了幾幅地圖？", "136", "163"),
    ("閱覽室的訪客有多少人？", "5,840", "5,480"),
    ("월든기록관은 2022년에 지도를 몇 점 복원했는가?", "136", "163"),
    ("열람실의 연간 방문객은 몇 명인가?", "5,840", "5,480"),
];

/// A paper a language of a body that was given another name; who heads it is told of the new one.
const RENAMED: &[(&str, &str)] = &[
    (
        "en/notice.md",
        "# Notice\n\nThe Harbour Safety Office was renamed the Coastal Safety Agency on 1 May 2023. The Coastal Safety Agency is headed by Ann Orme.\n",
    ),
    (
        "zh/notice.md",
        "# 公告\n\n港務安全局自112年5月1日起更名為海岸安全署，署長為林以真。\n",
    ),
    (
        "ko/notice.md",
        "# 공고\n\n항만안전관리원은 2023년 5월 1일 해안안전진흥원으로 명칭을 변경하였다. 해안안전진흥원 원장은 김도현이다.\n",
    ),
];

const CALLED: &[(&str, &str)] = &[
    ("Who heads the Harbour Safety Office?", "Ann Orme"),
    (
        "What is the Harbour Safety Office called now?",
        "Coastal Safety Agency",
    ),
    (
        "What was the Coastal Safety Agency called before?",
        "Harbour Safety Office",
    ),
    ("港務安全局的署長是誰？", "林以真"),
    ("港務安全局現在叫什麼？", "海岸安全署"),
    ("海岸安全署以前叫什麼名字？", "港務安全局"),
    ("항만안전관리원의 원장은 누구인가?", "김도현"),
    ("항만안전관리원의 현재 명칭은 무엇인가?", "해안안전진흥원"),
    ("해안안전진흥원의 예전 이름은 무엇인가?", "항만안전관리원"),
];

fn indexed(papers: &[(&str, &str)], language: &str) -> TempDir {
    let own = papers.iter().filter_map(|(name, text)| {
        let name = name.strip_prefix(language)?.strip_prefix('/')?;
        Some((name, *text))
    });
    index_of(own)
}

fn language_of(question: &str) -> &'static str {
    match question.chars().find(|c| !c.is_ascii()) {
        None => "en",
        Some('가'..='힣') => "ko",
        Some(_) => "zh",
    }
}

fn ask(data: &TempDir, question: &str, day: Option<&str>) -> Value {
    let mut command = quarry();
    command
        .args(["ask", question, "--json", "--data"])
        .arg(data.path());
    command.args(day.iter().flat_map(|day| ["--as-of", *day]));
    serde_json::from_str(&stdout(&mut command)).unwrap()
}

#[test]
fn what_was_changed_answers_and_what_was_before_is_known_on_a_day_before() {
    let mut wrong = Vec::new();
    for language in ["en", "zh", "ko"] {
        let data = indexed(CHANGED, language);
        for (question, now, before) in ASKED.iter().filter(|(q, ..)| language_of(q) == language) {
            let told = ask(&data, question, None);
            if !told["answer"].as_str().unwrap().contains(now) {
                wrong.push(format!("{question} -> {} not {now}", told["answer"]));
            }
            let told = ask(&data, question, Some("2022-12-31"));
            if !told["answer"].as_str().unwrap().contains(before) {
                wrong.push(format!("{question} in 2022 -> {} not {before}", told["answer"]));
            }
        }
        // Both stand in the graph, the old one with what took its place.
        let pairs = stdout(
            quarry()
                .args([
                    "sparql",
                    "PREFIX q: <urn:quarry:ontology#> SELECT (COUNT(DISTINCT ?old) AS ?n) WHERE { GRAPH ?g { ?old q:supersededBy ?new } }",
                    "--inferred",
                    "--format",
                    "csv",
                    "--data",
                ])
                .arg(data.path()),
        );
        let count: usize = pairs.lines().nth(1).unwrap().trim().parse().unwrap();
        assert!(count >= 4, "{language}: {pairs}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_notice_puts_right_answers_with_the_notice() {
    let mut wrong = Vec::new();
    for language in ["en", "zh", "ko"] {
        let data = indexed(CORRECTED, language);
        for (question, right, slip) in PUT_RIGHT.iter().filter(|(q, ..)| language_of(q) == language) {
            let told = ask(&data, question, None);
            let answer = told["answer"].as_str().unwrap();
            let cites = |c: &Value| c["source"].as_str().unwrap().ends_with("errata.md");
            let cited = told["citations"].as_array().unwrap().iter().all(cites);
            if !answer.contains(right) || answer.contains(slip) || !cited {
                wrong.push(format!("{question} -> {told:#}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_was_given_another_name_is_known_by_both() {
    let mut wrong = Vec::new();
    for language in ["en", "zh", "ko"] {
        let data = indexed(RENAMED, language);
        for (question, answer) in CALLED.iter().filter(|(q, _)| language_of(q) == language) {
            let told = ask(&data, question, None);
            if told["answer"] != *answer {
                wrong.push(format!("{question} -> {} not {answer}", told["answer"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
