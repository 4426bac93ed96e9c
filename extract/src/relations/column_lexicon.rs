//! More words of column headers, as registers, directories and digests of agencies have them; and the signs by which a header
//! that no lexicon holds is understood.

use super::header_lexicon::Meaning::{self, Body, Name, Says, ShortForm};
use crate::extraction::EntityType::{Date, Law, Organization, Person, Place, Product, Title, Work};

/// Who leads a thing.
pub(super) const LEADS: Meaning = Says(
    &[(Work, "principalInvestigator"), (Organization, "headedBy")],
    Person,
);
/// Whose part a thing is.
pub(super) const WITHIN: Meaning = Says(&[(Work, "partOf")], Work);
/// Where a body is.
pub(super) const SITS: Meaning = Says(&[(Organization, "locatedIn")], Place);
/// Who looks after a thing.
pub(super) const KEPT_BY: Meaning = Says(
    &[
        (Law, "competentAuthority"),
        (Work, "managedBy"),
        (Organization, "parentOrganization"),
    ],
    Organization,
);
/// From when a thing is.
pub(super) const FROM: Meaning = Says(&[(Organization, "foundedOn"), (Work, "startDate")], Date);
/// Until when a thing is.
pub(super) const UNTIL: Meaning = Says(&[(Work, "endDate")], Date);
/// When a law was made.
pub(super) const MADE: Meaning = Says(&[(Law, "promulgatedOn")], Date);

/// Words of headers, white space left out, lower case, parted by spaces.
pub(super) const COLUMNS: &[(Meaning, &str)] = &[
    (
        Name(Work),
        "專案名 研究專案 工作項目 分項專案 과제이름 연구과제 세부과제이름 work titleofwork nameofwork strand undertaking researchwork workstrand",
    ),
    (
        WITHIN,
        "上位總計畫 上位計畫 所屬總計畫 上層方案 上層計畫 歸屬方案 歸屬專案 歸屬計畫 總計畫 상위종합사업 종합사업 딸린사업 소속기획 기획 상위기획 umbrella umbrellaprogramme umbrellaprogram withinprogramme scheme under parentscheme initiative partofprogramme",
    ),
    (
        Name(Organization),
        "附屬機構 附屬單位 轄下單位 轄下機構 試驗單位 所轄單位 산하기관 연구소 establishment house subordinatebody nameofestablishment nameofhouse",
    ),
    (Name(Person), "人名 직원 직원이름 person nameofperson nameofstaff"),
    (
        Name(Law),
        "法規名 法令 법규 법규이름 법령이름 법령명칭 enactment statute actorregulation nameofenactment",
    ),
    (
        ShortForm,
        "通稱 俗稱 줄임말 줄임 줄인말 줄인이름 약칭이름 약호 knownas citedas shortforms initials",
    ),
    (
        Says(&[(Work, "executedBy")], Organization),
        "承辦機構 承辦機關 承作機構 承作單位 擔綱機構 承攬單位 承攬機構 辦理單位 전담기관 담당기관 수행처 시행처 맡은곳 실시기관 carriedoutby deliveredby doneby performinghouse performingbody deliveringorganisation deliveringorganization deliverybody inthehandsof workdoneby",
    ),
    (
        KEPT_BY,
        "掌理機關 職掌機關 監督機關 權責機關 主政機關 主管 主管會 관장기관 맡은기관 소관 소관위원회 관장 administeredby overseenby lookedafterby responsibledepartment supervisingbody",
    ),
    (
        Says(&[(Product, "developedBy")], Organization),
        "製造廠商 생산사 만든곳 제조업체 madeby builtby manufacturedby",
    ),
    (
        Body,
        "服務處所 任職單位 任職機關 工作單位 근무기관 근무처 일하는곳 소속부서 workplace",
    ),
    (
        LEADS,
        "領銜人 計畫負責人 專案負責人 主導研究者 領隊 主官 掌理者 首長姓名 과제장 총괄연구자 총괄 이끄는사람 연구총괄 우두머리 leadscientist scientistincharge ledby projectlead answerableperson personanswerable leader researchlead incharge personincharge presidingofficer officerincharge",
    ),
    (
        Says(&[(Person, "hasTitle")], Title),
        "職銜 職別 직명 style grade titleofpost",
    ),
    (
        SITS,
        "縣市 所在縣市 所在 座落 位置 있는곳 자리한곳 시군 소재 소재시군 where town site townorcity base locatedin situatedin",
    ),
    (
        FROM,
        "創立年 創立年份 設立年份 啟用年 設置年份 세운해 세워진해 개소연도 개원연도 문연해 설치연도 設立民國年 setup opened opens since yearofcreation created dateofestablishment begins startson commences 開辦 開辦日 開始日 啟動日 起日民國 부터 첫날 착수일자",
    ),
    (
        UNTIL,
        "訖日 迄日民國 結案 完成日 結案日 終止日 까지 마지막날 완료예정 종료예정일 ends closes closing endson finishes",
    ),
    (
        MADE,
        "公布 發布 頒行日 頒行日期 公發布日 公布發布日 공포 공포한날 공포날짜 제정공포일 gazetted dayofenactment dateofenactment dateofgazette made madeon published publishedon",
    ),
];

/// Signs of a header whose column names nothing that a row is about: a reviewer, a contact, a deputy, who once was there.
pub(super) const ASIDE: &[&str] = &[
    "前任",
    "former",
    "previous",
    "deputy",
    "contact",
    "review",
    "chair",
    "secretar",
    "attend",
    "remark",
    "reason",
    "member",
    "副",
    "聯絡",
    "洽",
    "紀錄",
    "記錄",
    "檢視",
    "查核",
    "備註",
    "理由",
    "與會",
    "連絡",
    "공동",
    "전임",
    "부책임",
    "문의",
    "연락",
    "점검",
    "기록",
    "비고",
    "사유",
    "참석",
    "slept",
    "lodg",
    "夜宿",
    "숙박",
    "morning",
    "afternoon",
    "上午",
    "下午",
    "오전",
    "오후",
];
/// Signs of who pays for and looks after a thing.
pub(super) const OF_KEEPER: &[&str] = &[
    "主管",
    "主責",
    "主政",
    "權責",
    "補助",
    "委託",
    "掌理",
    "職掌",
    "監督",
    "소관",
    "관장",
    "총괄기관",
    "발주",
    "지원기관",
    "감독",
    "manag",
    "sponsor",
    "funded",
    "owner",
    "overs",
    "administ",
    "supervis",
    "commission",
    "competent",
    "responsible",
];
/// Signs of who takes part.
pub(super) const OF_PARTNER: &[&str] = &[
    "合作",
    "協辦",
    "協力",
    "參與",
    "夥伴",
    "협력",
    "참여",
    "공동",
    "partner",
    "participa",
    "together with",
];
/// Signs of the parts of a year, and of what is planned and reached, whose dates and sums are of other things.
pub(super) const OF_PARTS: &[&str] = &[
    "季",
    "月",
    "분기",
    "월",
    "q1",
    "q2",
    "q3",
    "q4",
    "quarter",
    "jan",
    "apr",
    "jul",
    "oct",
    "預定",
    "實際",
    "計畫完成",
    "계획",
    "실제",
    "실적",
    "목표일",
    "due",
    "planned",
    "reached",
    "so far",
    "contracts",
];
/// Signs of what was spent.
pub(super) const OF_SPENDING: &[&str] = &[
    "spent",
    "outturn",
    "actual",
    "expenditure",
    "支用",
    "實支",
    "決算",
    "執行數",
    "집행",
    "결산",
    "지출",
];
/// Signs of what was allotted.
pub(super) const OF_ALLOTMENT: &[&str] = &[
    "allocat",
    "voted",
    "vote",
    "estimate",
    "budget",
    "grant",
    "award",
    "approved",
    "assigned",
    "funding",
    "amended",
    "預算",
    "經費",
    "編列",
    "核列",
    "核定",
    "分配",
    "款項",
    "原編",
    "調整後",
    "改配",
    "原配",
    "배정",
    "편성",
    "예산",
    "과제비",
    "사업비",
    "연구비",
    "당초",
    "변경",
];
/// Signs of a whole, last in a header.
pub(super) const OF_WHOLE: &[&str] = &[
    "合計",
    "小計",
    "共計",
    "總計",
    "總數",
    "總額",
    "計",
    "합계",
    "소계",
    "총계",
    "총액",
    "계",
    "합",
    "total",
    "sum",
    "all",
    "both",
    "together",
    "altogether",
    "overall",
];
