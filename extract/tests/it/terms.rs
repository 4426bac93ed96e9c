//! Who has a post, who has it no more and who will have it: standing, days and successions, in three languages.

use quarry_extract::{Extraction, Extractor};

use crate::{markdown, models::with_models};

/// What is said of heads, as `body: person status from day to day`, in the order of the text; candidates left out.
fn heads(extraction: &Extraction) -> Vec<String> {
    let entity = |id: &str| extraction.entities.iter().find(|e| e.id == id).unwrap();
    let mut said: Vec<(usize, String)> = Vec::new();
    for relation in extraction
        .relations
        .iter()
        .filter(|r| r.predicate == "headedBy" && r.confidence >= 0.5)
    {
        let qualifier = |name: &str| {
            let found = relation.qualifiers.iter().find(|(k, _)| k == name);
            found.map(|(_, v)| v.clone())
        };
        let person = entity(&relation.object);
        let name = format!("{}: {}", entity(&relation.subject).name, person.name);
        let told = [("status", ""), ("since", "from "), ("until", "to ")]
            .into_iter()
            .filter_map(|(name, word)| Some(format!("{word}{}", qualifier(name)?)));
        let line = std::iter::once(name).chain(told).collect::<Vec<_>>().join(" ");
        said.push((person.mentions[0].span.start, line));
    }
    said.sort();
    said.dedup();
    said.into_iter().map(|(_, line)| line).collect()
}

fn check(extractor: &Extractor, cases: &[(&str, &[&str])]) {
    crate::check(extractor, cases, heads);
}

#[test]
fn chinese() {
    let Some(extractor) = with_models() else { return };
    check(
        &extractor,
        &[
            ("前經濟部部長王大明出席論壇。", &["經濟部: 王大明 former"]),
            ("原交通部部長林書銘轉任外交部顧問。", &["交通部: 林書銘 former"]),
            (
                "已故海洋事務委員會主任委員林書銘之遺作出版。",
                &["海洋事務委員會: 林書銘 former"],
            ),
            ("經濟部部長王大明出席論壇。", &["經濟部: 王大明 current"]),
            ("王大明曾任交通部部長。", &["交通部: 王大明 former"]),
            (
                "經濟部部長王大明於113年5月20日卸任，由簡又寧接任。",
                &[
                    "經濟部: 王大明 former to 2024-05-20",
                    "經濟部: 簡又寧 current from 2024-05-20",
                ],
            ),
            (
                "經濟部部長王大明將於113年5月1日由林書銘接任。",
                &[
                    "經濟部: 王大明 current to 2024-05-01",
                    "經濟部: 林書銘 future from 2024-05-01",
                ],
            ),
            (
                "陳怡君接替王大明擔任北濱水產研究所所長。",
                &["北濱水產研究所: 陳怡君 current", "北濱水產研究所: 王大明 former"],
            ),
            (
                "王大明卸任海洋事務委員會主任委員，由林書銘接任。",
                &["海洋事務委員會: 王大明 former", "海洋事務委員會: 林書銘 current"],
            ),
            // Who is to come on a day that is not said is a candidate.
            ("陳怡君將接任北濱水產研究所所長。", &[]),
        ],
    );
}

#[test]
fn korean() {
    let Some(extractor) = with_models() else { return };
    check(
        &extractor,
        &[
            (
                "전 국토교통부 장관 박선호는 참석하였다.",
                &["국토교통부: 박선호 former"],
            ),
            (
                "박선호 전 국토교통부 장관이 참석하였다.",
                &["국토교통부: 박선호 former"],
            ),
            (
                "국토교통부 장관 박선호는 참석하였다.",
                &["국토교통부: 박선호 current"],
            ),
            (
                "해양환경연구원 원장 김도윤이 2024년 3월 1일 퇴임하고 후임에 박선호 부원장이 취임했다.",
                &[
                    "해양환경연구원: 김도윤 former to 2024-03-01",
                    "해양환경연구원: 박선호 current",
                ],
            ),
            (
                "박선호는 김도윤의 뒤를 이어 해양환경연구원 원장에 취임하였다.",
                &["해양환경연구원: 박선호 current", "해양환경연구원: 김도윤 former"],
            ),
            (
                "김도윤 해양환경연구원장 후임으로 박선호가 2024년 3월 1일 취임했다.",
                &[
                    "해양환경연구원: 김도윤 former",
                    "해양환경연구원: 박선호 current from 2024-03-01",
                ],
            ),
        ],
    );
}

#[test]
fn english() {
    let Some(extractor) = with_models() else { return };
    let institute = |rest: &str| format!("Coastal Research Institute: {rest}");
    let (ada, grace) = (
        institute("Ada Lovelace former"),
        institute("Grace Hopper current"),
    );
    let (ada, grace) = (ada.as_str(), grace.as_str());
    check(
        &extractor,
        &[
            (
                "Ada Lovelace, former Director of the Coastal Research Institute, spoke.",
                &[ada],
            ),
            (
                "The Coastal Research Institute's former Director Ada Lovelace spoke.",
                &[ada],
            ),
            (
                "The late Director of the Coastal Research Institute, Ada Lovelace, founded the prize.",
                &[ada],
            ),
            (
                "Ada Lovelace, then Director of the Coastal Research Institute, resigned.",
                &[ada],
            ),
            (
                "Ada Lovelace was director of the Coastal Research Institute.",
                &[ada],
            ),
            (
                "Grace Hopper is the director of the Coastal Research Institute.",
                &[grace],
            ),
            (
                "The Coastal Research Institute is headed by Director General Grace Hopper.",
                &[grace],
            ),
            (
                "Ada Lovelace, Director of the Coastal Research Institute, was succeeded by Grace Hopper on 1 March 2024.",
                &[
                    "Coastal Research Institute: Ada Lovelace former to 2024-03-01",
                    "Coastal Research Institute: Grace Hopper current from 2024-03-01",
                ],
            ),
            (
                "Grace Hopper succeeded Ada Lovelace as Director of the Coastal Research Institute.",
                &[grace, ada],
            ),
            (
                "Grace Hopper took over from Ada Lovelace as Director of the Coastal Research Institute.",
                &[grace, ada],
            ),
            (
                "Ada Lovelace retired as Director of the Coastal Research Institute on 3 May 2024 and Grace Hopper took over.",
                &[
                    "Coastal Research Institute: Ada Lovelace former to 2024-05-03",
                    grace,
                ],
            ),
            (
                "Grace Hopper will become Director of the Coastal Research Institute on 1 June 2025.",
                &["Coastal Research Institute: Grace Hopper future from 2025-06-01"],
            ),
            (
                "The Coastal Research Institute was headed by Ada Lovelace until 2022.",
                &["Coastal Research Institute: Ada Lovelace former to 2022"],
            ),
        ],
    );
}

#[test]
fn who_left_has_the_post_in_no_sentence_of_the_document() {
    let Some(extractor) = with_models() else { return };
    let paper =
        markdown("經濟部部長王大明感謝同仁。\n\n經濟部部長王大明於113年5月20日卸任，由簡又寧接任。\n");
    assert_eq!(
        heads(&extractor.extract(&paper).unwrap()),
        [
            "經濟部: 王大明 former",
            "經濟部: 王大明 former to 2024-05-20",
            "經濟部: 簡又寧 current from 2024-05-20"
        ]
    );
}
