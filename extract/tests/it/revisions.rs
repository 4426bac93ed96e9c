//! What took the place of what: values with their version, in three languages; and sentences that only look as if they said so.

use quarry_extract::Extraction;

use crate::{check, models::with_models};

/// What is said of versions, as `thing property old -> new`, candidates left out.
fn changes(extraction: &Extraction) -> Vec<String> {
    let name = |id: &str| &extraction.entities.iter().find(|e| e.id == id).unwrap().name;
    let of = |version: &str| {
        let mut said: Vec<(String, String)> = extraction
            .relations
            .iter()
            .filter(|r| r.confidence >= 0.5)
            .filter(|r| r.qualifiers.iter().any(|(k, v)| k == "version" && v == version))
            .filter(|r| {
                let replaced = r
                    .qualifiers
                    .iter()
                    .any(|(k, v)| k == "status" && v == "superseded");
                version == "revised" || replaced
            })
            .map(|r| {
                (
                    format!("{} {}", name(&r.subject), r.predicate),
                    name(&r.object).clone(),
                )
            })
            .collect();
        said.sort();
        said.dedup();
        said
    };
    let old = of("initial");
    let mut told: Vec<String> = of("revised")
        .into_iter()
        .map(|(what, new)| {
            let before = old.iter().find(|(other, _)| *other == what);
            format!("{what} {} -> {new}", before.map_or("?", |(_, value)| value))
        })
        .collect();
    told.sort();
    told
}

#[test]
fn english() {
    let Some(extractor) = with_models() else { return };
    check(
        &extractor,
        &changes,
        &[
            (
                "The end date of the Marsh Lantern Project was moved from 1 May 2023 to 1 August 2023.",
                &["Marsh Lantern Project endDate 1 May 2023 -> 1 August 2023"],
            ),
            (
                "The Marsh Lantern Project is extended to 30 September 2024.",
                &["Marsh Lantern Project endDate ? -> 30 September 2024"],
            ),
            (
                "The start of the Marsh Lantern Project was brought forward from 1 May 2023 to 12 April 2023.",
                &["Marsh Lantern Project startDate 1 May 2023 -> 12 April 2023"],
            ),
            (
                "The Marsh Lantern Project was delayed and now starts on 3 June 2023.",
                &["Marsh Lantern Project startDate ? -> 3 June 2023"],
            ),
            (
                "The principal investigator of the Marsh Lantern Project, Dr Paula Reyes, was replaced by Dr Simon Whitlock.",
                &["Marsh Lantern Project principalInvestigator Paula Reyes -> Simon Whitlock"],
            ),
            (
                "The contractor of the Marsh Lantern Project was changed from Teal Works Ltd. to Widgeon Builders Ltd.",
                &["Marsh Lantern Project executedBy Teal Works Ltd. -> Widgeon Builders Ltd"],
            ),
            (
                "The Harbour Trust moved its head office from Bristol to Cardiff on 1 March 2022.",
                &["Harbour Trust headquarteredIn Bristol -> Cardiff"],
            ),
            // What is no change of these.
            (
                "The Marsh Lantern Project was extended in scope and runs from 1 May 2023 to 1 August 2023.",
                &[],
            ),
            (
                "The board asked to extend the Marsh Lantern Project to 30 September 2024.",
                &[],
            ),
            (
                "The Harbour Trust moved its archive from Bristol to Cardiff.",
                &[],
            ),
        ],
    );
}

#[test]
fn chinese() {
    let Some(extractor) = with_models() else { return };
    check(
        &extractor,
        &changes,
        &[
            (
                "沼燈整建計畫之執行期限由112年5月1日展延至112年8月1日。",
                &["沼燈整建計畫 endDate 112年5月1日 -> 112年8月1日"],
            ),
            (
                "沼燈整建計畫原訂112年12月31日結束，經核准展延至113年6月30日。",
                &["沼燈整建計畫 endDate 112年12月31日 -> 113年6月30日"],
            ),
            (
                "沼燈整建計畫開工日期由112年5月1日提前至112年4月12日。",
                &["沼燈整建計畫 startDate 112年5月1日 -> 112年4月12日"],
            ),
            (
                "沼燈整建計畫之計畫主持人改由林志遠擔任。",
                &["沼燈整建計畫 principalInvestigator ? -> 林志遠"],
            ),
            (
                "沼燈整建計畫之承攬廠商由青嶼工程股份有限公司變更為白沙營造股份有限公司。",
                &["沼燈整建計畫 executedBy 青嶼工程股份有限公司 -> 白沙營造股份有限公司"],
            ),
            (
                "海岸管理署於112年3月1日由臺南市遷至高雄市。",
                &["海岸管理署 headquarteredIn 臺南市 -> 高雄市"],
            ),
            (
                "沼燈整建計畫之結束日期「112年5月1日」係誤植，應更正為「112年5月21日」。",
                &["沼燈整建計畫 endDate 112年5月1日 -> 112年5月21日"],
            ),
            // What is no change of these.
            ("沼燈整建計畫自112年5月1日至112年8月1日執行。", &[]),
            ("沼燈整建計畫擬申請展延至113年6月30日。", &[]),
            ("海岸管理署將檔案庫由臺南市遷至高雄市。", &[]),
        ],
    );
}

#[test]
fn korean() {
    let Some(extractor) = with_models() else { return };
    check(
        &extractor,
        &changes,
        &[
            (
                "갯등불 정비사업의 종료일이 2023년 5월 1일에서 2023년 8월 1일로 변경되었다.",
                &["갯등불 정비사업 endDate 2023년 5월 1일 -> 2023년 8월 1일"],
            ),
            (
                "갯등불 정비사업은 2024년 6월 30일까지 연장되었다.",
                &["갯등불 정비사업 endDate ? -> 2024년 6월 30일"],
            ),
            (
                "갯등불 정비사업의 착공일은 2023년 5월 1일에서 2023년 4월 12일로 앞당겨졌다.",
                &["갯등불 정비사업 startDate 2023년 5월 1일 -> 2023년 4월 12일"],
            ),
            (
                "갯등불 정비사업의 총괄책임자가 김하늘에서 박지훈으로 교체되었다.",
                &["갯등불 정비사업 principalInvestigator 김하늘 -> 박지훈"],
            ),
            (
                "갯등불 정비사업의 시공사는 푸른섬건설 주식회사에서 하얀모래토건 주식회사로 변경되었다.",
                &["갯등불 정비사업 executedBy 푸른섬건설 주식회사 -> 하얀모래토건 주식회사"],
            ),
            (
                "해안관리청은 2022년 3월 1일 부산시에서 울산시로 청사를 이전하였다.",
                &["해안관리청 headquarteredIn 부산시 -> 울산시"],
            ),
            (
                "갯등불 정비사업의 종료일 2023년 5월 1일은 오기이므로 2023년 5월 21일로 정정한다.",
                &["갯등불 정비사업 endDate 2023년 5월 1일 -> 2023년 5월 21일"],
            ),
            // What is no change of these.
            (
                "갯등불 정비사업은 2023년 5월 1일부터 2023년 8월 1일까지 수행된다.",
                &[],
            ),
            (
                "시공사는 갯등불 정비사업을 2024년 6월 30일까지 연장할 것을 요청하였다.",
                &[],
            ),
            ("해안관리청은 부산시에서 울산시로 자료실을 이전하였다.", &[]),
        ],
    );
}

/// Names that a thing had before, as `name < former name`.
fn former_names(extraction: &Extraction) -> Vec<String> {
    let entities = extraction.entities.iter();
    let named = entities.flat_map(|e| e.aliases.iter().map(move |alias| format!("{} < {alias}", e.name)));
    let mut told: Vec<String> = named.collect();
    told.sort();
    told
}

#[test]
fn what_is_given_another_name_has_both() {
    let Some(extractor) = with_models() else { return };
    for (text, told) in [
        (
            "The Harbour Safety Office was renamed the Coastal Safety Agency on 1 May 2023.",
            "Coastal Safety Agency < Harbour Safety Office",
        ),
        (
            "港務安全局自112年5月1日起更名為海岸安全署。",
            "海岸安全署 < 港務安全局",
        ),
        (
            "항만안전관리원은 2023년 5월 1일 해안안전진흥원으로 명칭을 변경하였다.",
            "해안안전진흥원 < 항만안전관리원",
        ),
    ] {
        assert_eq!(
            former_names(&extractor.extract_text(text).unwrap()),
            [told],
            "{text}"
        );
    }
    let asked = "The Harbour Safety Office was not renamed the Coastal Safety Agency.";
    assert!(former_names(&extractor.extract_text(asked).unwrap()).is_empty());
}
