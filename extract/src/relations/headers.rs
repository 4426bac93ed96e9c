//! What column headers and labels mean, in three languages.

use unicode_normalization::UnicodeNormalization;

use crate::extraction::EntityType::{
    self, Date, Event, Law, Money, Organization, Person, Place, Product, Title,
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Meaning {
    /// The things that the rows are about.
    Name(EntityType),
    /// Their names, of whatever kind.
    SomeName,
    /// A short form of their names.
    ShortForm,
    /// Something that is said of them: predicate by the kind of the row's subject.
    Says(&'static [(EntityType, &'static str)], EntityType),
    /// A body beside the row's subject: the employer of a person, the executor of a project.
    Body,
    /// From when to when.
    Period,
    /// An amount of a budget.
    Budget,
    /// An amount that was spent the year before.
    Spent,
}

use Meaning::{Body, Budget, Name, Period, Says, ShortForm, SomeName, Spent};

/// Words of headers, white space left out, lower case.
const LEXICON: &[(Meaning, &[&str])] = &[
    (
        Name(Event),
        &[
            "計畫名稱",
            "子計畫名稱",
            "方案名稱",
            "專案名稱",
            "計畫",
            "子計畫",
            "分項計畫",
            "研究計畫",
            "과제명",
            "세부과제명",
            "사업명",
            "과제",
            "세부과제",
            "세부사업명",
            "프로젝트명",
            "project",
            "projectname",
            "projecttitle",
            "nameofproject",
            "subproject",
        ],
    ),
    (
        Says(&[(Event, "partOf")], Event),
        &[
            "所屬方案",
            "所屬計畫",
            "上位計畫",
            "隸屬方案",
            "方案",
            "소속사업",
            "상위사업",
            "사업",
            "programme",
            "program",
            "parentprogramme",
            "parentprogram",
        ],
    ),
    (
        Name(Organization),
        &[
            "機構名稱",
            "機關名稱",
            "單位名稱",
            "公司名稱",
            "所屬機構",
            "所屬機關",
            "機構",
            "기관명",
            "기관명칭",
            "소속기관명",
            "회사명",
            "업체명",
            "기관이름",
            "agency",
            "institution",
            "institute",
            "nameofbody",
            "company",
            "companyname",
            "subsidiarybody",
        ],
    ),
    (
        Name(Person),
        &[
            "姓名",
            "人員姓名",
            "성명",
            "이름",
            "fullname",
            "personname",
            "staffmember",
        ],
    ),
    (
        Name(Law),
        &[
            "法規名稱",
            "法令名稱",
            "法律名稱",
            "法規",
            "법령명",
            "법령",
            "법규명",
            "법률명",
            "규정명",
            "law",
            "act",
            "legislation",
            "instrument",
            "titleoflaw",
            "nameoflaw",
        ],
    ),
    (
        Name(Product),
        &[
            "產品名稱",
            "產品",
            "品名",
            "제품명",
            "제품",
            "product",
            "productname",
        ],
    ),
    (SomeName, &["名稱", "명칭", "제명", "name", "title"]),
    (
        ShortForm,
        &[
            "簡稱",
            "縮寫",
            "略稱",
            "약칭",
            "약어",
            "shortform",
            "abbreviation",
            "shortname",
            "acronym",
            "shorttitle",
        ],
    ),
    (
        Says(&[(Event, "executedBy")], Organization),
        &[
            "執行單位",
            "執行機關",
            "執行機構",
            "承辦單位",
            "受委託單位",
            "受託單位",
            "研究單位",
            "수행기관",
            "주관연구기관",
            "시행기관",
            "집행기관",
            "연구기관",
            "수행주체",
            "implementingbody",
            "executingbody",
            "implementationbody",
            "executingagency",
            "implementingagency",
            "executedby",
            "implementedby",
            "contractor",
        ],
    ),
    (
        Says(
            &[
                (Event, "managedBy"),
                (Law, "competentAuthority"),
                (Organization, "parentOrganization"),
            ],
            Organization,
        ),
        &[
            "主管機關",
            "主辦機關",
            "主管單位",
            "上級機關",
            "소관부처",
            "소관기관",
            "주관부처",
            "주관기관",
            "주무부처",
            "상급기관",
            "competentauthority",
            "responsiblebody",
            "responsibleministry",
            "responsibleauthority",
            "authority",
            "parentbody",
            "parent",
            "managedby",
        ],
    ),
    (
        Says(&[(Event, "partnerOrganization")], Organization),
        &[
            "合作單位",
            "合作機構",
            "合作機關",
            "협력기관",
            "공동연구기관",
            "참여기관",
            "partner",
            "partners",
            "partnerbody",
            "partnerorganisation",
            "partnerorganization",
        ],
    ),
    (
        Says(&[(Product, "developedBy")], Organization),
        &[
            "廠商",
            "製造商",
            "開發單位",
            "研發單位",
            "제조사",
            "개발사",
            "개발기관",
            "manufacturer",
            "developer",
            "maker",
            "developedby",
        ],
    ),
    (
        Body,
        &[
            "單位",
            "服務單位",
            "服務機關",
            "所屬單位",
            "機關",
            "部門",
            "소속",
            "소속기관",
            "부서",
            "기관",
            "body",
            "unit",
            "organisation",
            "organization",
            "affiliation",
            "department",
            "employer",
        ],
    ),
    (
        Says(&[(Event, "principalInvestigator")], Person),
        &[
            "主持人",
            "計畫主持人",
            "연구책임자",
            "과제책임자",
            "총괄책임자",
            "책임자",
            "principalinvestigator",
            "pi",
            "projectleader",
            "lead",
            "investigator",
        ],
    ),
    (
        Says(&[(Organization, "headedBy")], Person),
        &[
            "首長",
            "負責人",
            "代表人",
            "機關首長",
            "主管",
            "기관장",
            "대표자",
            "대표",
            "장",
            "head",
            "director",
            "headofbody",
            "chiefexecutive",
        ],
    ),
    (
        Says(&[(Person, "hasTitle")], Title),
        &[
            "職稱", "職位", "職務", "직위", "직급", "직책", "직함", "position", "post", "jobtitle", "rank",
            "role",
        ],
    ),
    (
        Says(&[(Organization, "locatedIn"), (Event, "locatedIn")], Place),
        &[
            "所在地",
            "地址",
            "會址",
            "所址",
            "設址",
            "소재지",
            "주소",
            "위치",
            "location",
            "seat",
            "address",
            "headquarters",
            "city",
            "basedin",
        ],
    ),
    (
        Says(&[(Organization, "foundedOn")], Date),
        &[
            "成立",
            "成立年",
            "成立年度",
            "成立年份",
            "成立日期",
            "設立",
            "設立年",
            "設立日期",
            "創立",
            "설립",
            "설립연도",
            "설립년도",
            "설립일",
            "창립",
            "founded",
            "foundedin",
            "established",
            "yearfounded",
            "establishedin",
            "yearofestablishment",
            "foundingyear",
        ],
    ),
    (
        Says(&[(Law, "promulgatedOn")], Date),
        &[
            "公布日期",
            "發布日期",
            "制定日期",
            "公布日",
            "訂定日期",
            "공포일",
            "제정일",
            "공포일자",
            "제정일자",
            "promulgated",
            "promulgatedon",
            "dateofpromulgation",
            "enacted",
            "enactedon",
            "dateenacted",
        ],
    ),
    (
        Says(&[(Law, "amendedOn")], Date),
        &[
            "修正日期",
            "最近修正",
            "最新修正日期",
            "修正日",
            "개정일",
            "최종개정일",
            "개정일자",
            "amended",
            "lastamended",
            "amendedon",
        ],
    ),
    (
        Says(&[(Event, "legalBasis")], Law),
        &["法源依據", "法律依據", "법적근거", "근거법령", "legalbasis"],
    ),
    (
        Says(&[(Event, "startDate")], Date),
        &[
            "起",
            "起日",
            "開始",
            "開始日期",
            "起始日",
            "起始日期",
            "啟始日期",
            "執行期間起",
            "시작",
            "시작일",
            "착수",
            "착수일",
            "개시일",
            "start",
            "startdate",
            "started",
            "from",
            "begin",
            "beginning",
        ],
    ),
    (
        Says(&[(Event, "endDate")], Date),
        &[
            "迄",
            "訖",
            "迄日",
            "結束",
            "結束日期",
            "截止日",
            "終了",
            "종료",
            "종료일",
            "완료일",
            "마감",
            "end",
            "enddate",
            "ended",
            "until",
            "completion",
            "to",
        ],
    ),
    (
        Period,
        &[
            "起迄日期",
            "執行期間",
            "計畫期間",
            "執行期程",
            "期程",
            "期間",
            "수행기간",
            "사업기간",
            "연구기간",
            "기간",
            "period",
            "duration",
            "term",
        ],
    ),
    (
        Budget,
        &[
            "預算",
            "預算數",
            "預算金額",
            "經費",
            "核定經費",
            "計畫經費",
            "核定預算",
            "預算額",
            "예산",
            "예산액",
            "사업비",
            "연구비",
            "배정예산",
            "budget",
            "allocation",
            "approvedbudget",
            "appropriation",
        ],
    ),
    (
        Spent,
        &[
            "決算",
            "決算數",
            "決算金額",
            "實支數",
            "執行數",
            "결산",
            "결산액",
            "집행액",
            "outturn",
            "actualspending",
            "expenditure",
            "spent",
            "actualexpenditure",
        ],
    ),
];

/// A header as it is looked up: NFKC, lower case, without white space, marks, bracketed remarks, years.
pub(crate) fn plain(header: &str) -> String {
    let folded: String = header.nfkc().flat_map(char::to_lowercase).collect();
    let mut depth = 0_u32;
    let mut words = String::new();
    for c in folded.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphabetic() => words.push(c),
            _ => {}
        }
    }
    let year = ["年度", "년도", "年", "년", "fy"];
    for word in year {
        if header.chars().any(|c| c.is_ascii_digit())
            && let Some(rest) = words.strip_prefix(word)
        {
            words = rest.to_owned();
            break;
        }
    }
    words
}

/// What a header means.
pub(crate) fn meaning(header: &str) -> Option<Meaning> {
    let plain = plain(header);
    if plain.is_empty() {
        return None;
    }
    LEXICON
        .iter()
        .find(|(_, words)| words.contains(&plain.as_str()))
        .map(|(meaning, _)| *meaning)
}

/// What a column under several header cells means: by the innermost, by all of them together, by the one above.
pub(crate) fn meaning_of_path(path: &[String]) -> Option<Meaning> {
    let last = path.last()?;
    let inner = meaning(last);
    let whole = (path.len() > 1).then(|| meaning(&path.concat())).flatten();
    let above = path
        .len()
        .checked_sub(2)
        .and_then(|i| path.get(i))
        .and_then(|p| meaning(p));
    match (whole, inner, above) {
        (Some(whole), ..) => Some(whole),
        // 執行 / 單位: "body" means the body that does what the header above says.
        (_, Some(Body), _) if path.first().is_some_and(|p| plain(p).starts_with("implement")) => {
            Some(Says(&[(Event, "executedBy")], Organization))
        }
        (_, _, Some(amount @ (Budget | Spent))) => Some(amount),
        (_, inner, _) => inner,
    }
}

/// The predicate that a label gives to a subject of one kind, and the kind of its object.
pub(crate) fn predicate_of(label: &str, subject: EntityType) -> Option<(&'static str, EntityType)> {
    match meaning(label)? {
        Says(predicates, object) => predicates
            .iter()
            .find(|(kind, _)| *kind == subject)
            .map(|(_, predicate)| (*predicate, object)),
        Budget if subject == Event => Some(("budget", Money)),
        _ => None,
    }
}

/// The kind of thing that a label announces.
pub(crate) fn object_of(label: &str) -> Option<EntityType> {
    match meaning(label)? {
        Says(_, object) => Some(object),
        _ => None,
    }
}

/// Whether an inner header of a budget group stands for the whole amount.
pub(crate) fn is_total(header: &str) -> bool {
    matches!(
        plain(header).as_str(),
        "合計"
            | "總計"
            | "小計"
            | "計"
            | "總額"
            | "合计"
            | "계"
            | "합계"
            | "총계"
            | "total"
            | "sum"
            | "grandtotal"
            | "subtotal"
    )
}

/// Which version of an amount a header or a caption speaks of.
pub(crate) fn version_of(text: &str) -> Option<&'static str> {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let revised = [
        "修正",
        "調整後",
        "變更",
        "追加",
        "修訂",
        "변경",
        "수정",
        "추경",
        "조정",
        "revised",
        "amended",
        "adjusted",
    ];
    let initial = [
        "初版",
        "原列",
        "原核定",
        "原編",
        "原定",
        "當初",
        "當初預算",
        "法定",
        "당초",
        "본예산",
        "최초",
        "original",
        "initial",
    ];
    if revised.iter().any(|w| lower.contains(w)) {
        return Some("revised");
    }
    initial.iter().any(|w| lower.contains(w)).then_some("initial")
}

/// Whether a column holds what changed rather than an amount.
pub(crate) fn is_difference(text: &str) -> bool {
    let plain = plain(text);
    [
        "增減",
        "差額",
        "比率",
        "比較",
        "증감",
        "차액",
        "비율",
        "change",
        "difference",
        "ratio",
        "rate",
    ]
    .iter()
    .any(|w| plain.contains(w))
}

#[cfg(test)]
mod tests {
    use super::{Meaning, meaning, meaning_of_path, version_of};
    use crate::extraction::EntityType::{Event, Organization, Person};

    #[test]
    fn headers_of_three_languages_mean_the_same() {
        for header in ["計畫 名稱", "과제명", "Project"] {
            assert_eq!(meaning(header), Some(Meaning::Name(Event)), "{header}");
        }
        for header in ["113年度預算數", "2024년 예산", "2024 budget"] {
            assert_eq!(meaning(header), Some(Meaning::Budget), "{header}");
        }
        for header in ["主持人", "연구책임자", "Principal investigator"] {
            assert!(
                matches!(
                    meaning(header),
                    Some(Meaning::Says([(Event, "principalInvestigator")], Person))
                ),
                "{header}"
            );
        }
        let path = ["Implementation".to_owned(), "Body".to_owned()];
        assert!(matches!(
            meaning_of_path(&path),
            Some(Meaning::Says([(Event, "executedBy")], Organization))
        ));
        assert_eq!(version_of("經費（修正版）"), Some("revised"));
    }
}
