//! Statements in the plain wordings that anybody would use, over all properties, in three languages.

use quarry_extract::{Extraction, Extractor};

use crate::models::with_models;

/// What is asserted, as `subject predicate object`; other names and the posts beside names left out.
fn asserted(extraction: &Extraction) -> Vec<String> {
    let name = |id: &str| &extraction.entities.iter().find(|e| e.id == id).unwrap().name;
    let relations = extraction.relations.iter().filter(|r| r.confidence >= 0.5);
    let relations = relations.filter(|r| r.predicate != "alsoKnownAs" && r.source != "title beside a name");
    let mut lines: Vec<String> = relations
        .map(|r| format!("{} {} {}", name(&r.subject), r.predicate, name(&r.object)))
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

fn check(extractor: &Extractor, cases: &[(&str, &[&str])]) {
    crate::check(extractor, cases, asserted);
}

#[test]
fn english() {
    let Some(extractor) = with_models() else { return };
    check(
        &extractor,
        &[
            (
                "Beatrix Holloway was born in Larkfield on 9 May 1951.",
                &[
                    "Beatrix Holloway birthDate 9 May 1951",
                    "Beatrix Holloway birthPlace Larkfield",
                ],
            ),
            (
                "Beatrix Holloway died in 2019.",
                &["Beatrix Holloway deathDate 2019"],
            ),
            (
                "Hugo Penrose graduated from Larkfield University.",
                &["Hugo Penrose alumniOf Larkfield University"],
            ),
            (
                "The book “Hollow Lanes” was written by Hugo Penrose.",
                &["Hollow Lanes author Hugo Penrose"],
            ),
            (
                "Tern Shipping Ltd is owned by Gannet Holdings plc.",
                &["Tern Shipping Ltd ownedBy Gannet Holdings plc"],
            ),
            (
                "The Bridge Safety Agency is accountable to the Ministry of Works.",
                &["Bridge Safety Agency parentOrganization Ministry of Works"],
            ),
            (
                "Tern Shipping Ltd belongs to the Shipowners Association.",
                &["Tern Shipping Ltd memberOf Shipowners Association"],
            ),
            (
                "The Sound Bridges Programme is run by the Bridge Safety Agency.",
                &["Sound Bridges Programme managedBy Bridge Safety Agency"],
            ),
            (
                "Tern Shipping Ltd participates in Project Girder.",
                &["Project Girder partnerOrganization Tern Shipping Ltd"],
            ),
            (
                "Project Girder falls under the Sound Bridges Programme.",
                &["Project Girder partOf Sound Bridges Programme"],
            ),
            (
                "The Second Bridge Congress was presided over by Hugo Penrose.",
                &["Second Bridge Congress chairedBy Hugo Penrose"],
            ),
            // asked, denied, or merely in one sentence
            ("Did Hugo Penrose graduate from Larkfield University?", &[]),
            ("Tern Shipping Ltd is not owned by Gannet Holdings plc.", &[]),
        ],
    );
}

#[test]
fn chinese() {
    let Some(extractor) = with_models() else { return };
    check(
        &extractor,
        &[
            (
                "賀佩如於民國40年5月9日出生於雲林縣。",
                &["賀佩如 birthDate 民國40年5月9日", "賀佩如 birthPlace 雲林縣"],
            ),
            ("賀佩如於2019年3月辭世。", &["賀佩如 deathDate 2019年3月"]),
            ("潘休果畢業於國立雲州大學。", &["潘休果 alumniOf 國立雲州大學"]),
            ("《空巷》一書由潘休果撰寫。", &["空巷 author 潘休果"]),
            (
                "塘鵝控股股份有限公司持有燕鷗航運股份有限公司七成股權。",
                &["燕鷗航運股份有限公司 ownedBy 塘鵝控股股份有限公司"],
            ),
            (
                "橋梁安全署為工程部所屬機關。",
                &["橋梁安全署 parentOrganization 工程部"],
            ),
            (
                "穩固橋梁計畫由橋梁安全署負責推動。",
                &["穩固橋梁計畫 managedBy 橋梁安全署"],
            ),
            (
                "燕鷗航運股份有限公司參加大梁檢測計畫。",
                &["大梁檢測計畫 partnerOrganization 燕鷗航運股份有限公司"],
            ),
            (
                "大梁檢測計畫隸屬穩固橋梁計畫。",
                &["大梁檢測計畫 partOf 穩固橋梁計畫"],
            ),
            (
                "第二屆橋梁研討會由潘休果擔任主席。",
                &["第二屆橋梁研討會 chairedBy 潘休果"],
            ),
            ("潘休果是否畢業於國立雲州大學？", &[]),
            ("賀佩如並非出生於雲林縣。", &[]),
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
                "하은서는 1951년 5월 9일 통영시에서 태어났다.",
                &["하은서 birthDate 1951년 5월 9일", "하은서 birthPlace 통영시"],
            ),
            (
                "하은서는 2019년 3월 2일 타계했다.",
                &["하은서 deathDate 2019년 3월 2일"],
            ),
            (
                "반휴고는 통영대학교를 졸업하였다.",
                &["반휴고 alumniOf 통영대학교"],
            ),
            ("『빈 골목』의 저자는 반휴고이다.", &["빈 골목 author 반휴고"]),
            (
                "㈜가마우지홀딩스는 ㈜제비해운의 지분 70%를 소유하고 있다.",
                &["제비해운 ownedBy 가마우지홀딩스"],
            ),
            (
                "교량안전청은 공사부의 외청이다.",
                &["교량안전청 parentOrganization 공사부"],
            ),
            (
                "노후교량 보강 사업은 교량안전청이 맡아 운영한다.",
                &["노후교량 보강 사업 managedBy 교량안전청"],
            ),
            (
                "㈜제비해운은 대들보 점검 과제에 참여한다.",
                &["대들보 점검 과제 partnerOrganization 제비해운"],
            ),
            (
                "제2회 교량학술대회는 반휴고가 주재하였다.",
                &["제2회 교량학술대회 chairedBy 반휴고"],
            ),
            ("반휴고는 통영대학교를 졸업하지 않았다.", &[]),
            ("하은서는 어디에서 태어났는가?", &[]),
        ],
    );
}
