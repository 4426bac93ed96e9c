//! Titles and positions of people in the three languages.

use super::leaders::LEADERS;
use crate::script::is_han;

/// Chinese titles, the longest first within those that begin alike.
const CHINESE: &[&str] = &[
    "總署長",
    "中心主任",
    "實驗室主任",
    "坊主任",
    "館主任",
    "執行主任",
    "站長",
    "場長",
    "庫長",
    "臺長",
    "台長",
    "園長",
    "廠長",
    "總編輯",
    "講座教授",
    "總工程師",
    "護理長",
    "經理",
    "協理",
    "總幹事",
    "幹事",
    "導演",
    "大使",
    "審計長",
    "組員",
    "書記官",
    "副主任委員",
    "主任委員",
    "政務委員",
    "常務委員",
    "專門委員",
    "簡任技正",
    "薦任技士",
    "簡任視察",
    "簡任秘書",
    "執行委員",
    "審查委員",
    "政務次長",
    "常務次長",
    "主任秘書",
    "專任秘書",
    "機要秘書",
    "副秘書長",
    "秘書長",
    "首席副署長",
    "副董事長",
    "董事長",
    "副總經理",
    "總經理",
    "專案經理",
    "資深經理",
    "副理事長",
    "理事長",
    "執行秘書",
    "執行長",
    "營運長",
    "財務長",
    "技術長",
    "首席科學家",
    "特聘研究員",
    "資深研究員",
    "助理研究員",
    "副研究員",
    "研究助理",
    "研究員",
    "特聘教授",
    "講座教授",
    "名譽教授",
    "助理教授",
    "副教授",
    "教授",
    "助理工程師",
    "資深工程師",
    "主任工程師",
    "正工程司",
    "副工程司",
    "工程師",
    "計畫主持人",
    "共同主持人",
    "主持人",
    "立法委員",
    "副總統",
    "總統",
    "行政院長",
    "立法院長",
    "副院長",
    "院長",
    "副部長",
    "部長",
    "次長",
    "副署長",
    "署長",
    "副局長",
    "局長",
    "副處長",
    "處長",
    "副所長",
    "所長",
    "副司長",
    "司長",
    "副廳長",
    "廳長",
    "副主任",
    "主任",
    "副組長",
    "組長",
    "副科長",
    "科長",
    "課長",
    "股長",
    "室長",
    "館長",
    "副校長",
    "校長",
    "系主任",
    "副市長",
    "市長",
    "副縣長",
    "縣長",
    "鄉長",
    "鎮長",
    "區長",
    "村長",
    "里長",
    "會長",
    "副會長",
    "副主席",
    "主席",
    "召集人",
    "發言人",
    "理事",
    "監事",
    "董事",
    "監察人",
    "議員",
    "議長",
    "委員",
    "專員",
    "科員",
    "視察",
    "技正",
    "技士",
    "參事",
    "顧問",
    "律師",
    "法官",
    "檢察官",
    "醫師",
    "秘書",
];

/// Korean titles.
const KOREAN: &[&str] = &[
    "시험장장",
    "실험실장",
    "연구소장",
    "관측소장",
    "대장",
    "관측팀장",
    "도서관장",
    "박물관장",
    "부위원장",
    "사무차장",
    "병원장",
    "석좌교수",
    "감독",
    "비서관",
    "행정관",
    "관장",
    "총재",
    "위원",
    "도지사",
    "교육감",
    "간사",
    "부위원장",
    "위원장",
    "상임위원",
    "비상임위원",
    "전문위원",
    "연구위원",
    "선임연구위원",
    "책임연구원",
    "선임연구원",
    "수석연구원",
    "주임연구원",
    "연구원",
    "연구책임자",
    "책임자",
    "대표이사",
    "부이사장",
    "이사장",
    "상임이사",
    "전무이사",
    "상무이사",
    "이사",
    "대표",
    "부사장",
    "사장",
    "부회장",
    "회장",
    "총괄",
    "부총리",
    "총리",
    "대통령",
    "장관",
    "차관",
    "차관보",
    "청장",
    "차장",
    "처장",
    "부원장",
    "원장",
    "소장",
    "부소장",
    "센터장",
    "본부장",
    "국장",
    "부국장",
    "실장",
    "과장",
    "팀장",
    "부장",
    "부서장",
    "단장",
    "사무총장",
    "사무국장",
    "사무처장",
    "총장",
    "부총장",
    "학장",
    "교장",
    "교수",
    "부교수",
    "조교수",
    "박사",
    "의원",
    "의장",
    "시장",
    "군수",
    "구청장",
    "도지사",
    "지사",
    "서기관",
    "사무관",
    "주무관",
    "변호사",
    "검사",
    "판사",
    "기자",
    "대리",
];

/// English titles.
const ENGLISH: &[&str] = &[
    "Commandant-General",
    "Commandant",
    "Warden",
    "Keeper",
    "Master",
    "Head of Laboratory",
    "Head of Centre",
    "Head of Station",
    "Head of Office",
    "Head of Section",
    "Head of Programmes",
    "Head of Research",
    "Unit Leader",
    "Leader",
    "Vice-Chancellor",
    "Vice Chancellor",
    "Chancellor",
    "Principal",
    "Superintendent",
    "Treasurer",
    "Provost",
    "Registrar",
    "Inspector",
    "Analyst",
    "Scientist",
    "Coordinator",
    "Curator",
    "Lecturer",
    "Counsel",
    "Specialist",
    "Technician",
    "Supervisor",
    "Spokesperson",
    "Deputy Director-General",
    "Director-General",
    "Director General",
    "Deputy Director",
    "Executive Director",
    "Managing Director",
    "Director",
    "Prime Minister",
    "Deputy Minister",
    "Vice Minister",
    "Minister",
    "Secretary-General",
    "Secretary General",
    "Permanent Secretary",
    "Secretary",
    "Vice President",
    "President",
    "Chief Executive Officer",
    "Chief Executive",
    "Chief Technology Officer",
    "Chief Financial Officer",
    "Chief Scientist",
    "Chief of Staff",
    "CEO",
    "CTO",
    "CFO",
    "Vice Chairman",
    "Chairman",
    "Chairwoman",
    "Chairperson",
    "Chair",
    "Commissioner",
    "Head of Division",
    "Head of Department",
    "Head of Unit",
    "Head",
    "Principal Investigator",
    "Principal Engineer",
    "Principal Researcher",
    "Senior Researcher",
    "Senior Adviser",
    "Senior Advisor",
    "Senior Engineer",
    "Research Fellow",
    "Researcher",
    "Assistant Professor",
    "Associate Professor",
    "Professor",
    "Programme Manager",
    "Program Manager",
    "Project Manager",
    "Policy Officer",
    "Team Leader",
    "Manager",
    "Mayor",
    "Governor",
    "Senator",
    "Ambassador",
    "Judge",
    "Justice",
    "Engineer",
    "Adviser",
    "Advisor",
    "Officer",
    "Dean",
    "Rector",
];

/// The longest title at the beginning of `text`; its length in bytes.
pub(crate) fn at_start(text: &str) -> Option<usize> {
    let chinese = CHINESE
        .iter()
        .chain(KOREAN)
        .chain(ENGLISH)
        .filter(|t| text.starts_with(**t));
    chinese.map(|t| t.len()).max()
}

/// Whether a word is the person whose post follows byte `end`, brackets passed over: 강하늘 before 한빛공사(H-Corp) 사장.
pub(crate) fn is_holder(word: &str, text: &str, end: usize) -> bool {
    let after = text.get(end..).unwrap_or("");
    let bracketed = after.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let after = bracketed.map_or(after, |(_, beyond)| beyond);
    word.chars().count() == 3
        && super::names::is_korean_name(word)
        && (after.strip_prefix(' ').and_then(at_start).is_some()
            || ["장", "위원장", "이사장", "사장", "총장", "의장"]
                .iter()
                .any(|post| after.starts_with(post)))
}

/// The longest title at the end of `text`; its length in bytes.
pub(crate) fn at_end(text: &str) -> Option<usize> {
    let titles = CHINESE
        .iter()
        .chain(KOREAN)
        .chain(ENGLISH)
        .filter(|t| text.ends_with(**t));
    titles.map(|t| t.len()).max()
}

/// Whether `text` begins with a title and goes on with another word or ends.
pub(crate) fn begins_with_title(text: &str) -> bool {
    at_start(text).is_some_and(|end| text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

/// Whether who has the title heads the body that it belongs to.
pub(crate) fn heads_a_body(title: &str) -> bool {
    let lower = [
        "副",
        "組長",
        "科長",
        "課長",
        "股長",
        "室長",
        "專案經理",
        "부위원장",
        "부원장",
        "부소장",
        "팀장",
        "과장",
        "실장",
        "부장",
        "국장",
        "본부장",
        "단장",
        "차장",
        "Deputy",
        "Vice",
        "Team Leader",
        "Head of",
        "Project Manager",
        "Programme Manager",
        "Program Manager",
        "Assistant",
        "Associate",
    ];
    let head = [
        "部長",
        "署長",
        "局長",
        "處長",
        "院長",
        "所長",
        "司長",
        "廳長",
        "館長",
        "校長",
        "市長",
        "縣長",
        "會長",
        "主任委員",
        "主任",
        "主席",
        "執行長",
        "董事長",
        "總經理",
        "理事長",
        "總統",
        "鄉長",
        "鎮長",
        "區長",
        "召集人",
        "장관",
        "청장",
        "처장",
        "원장",
        "소장",
        "위원장",
        "이사장",
        "사장",
        "회장",
        "대표",
        "센터장",
        "총장",
        "관장",
        "구청장",
        "시장",
        "군수",
        "지사",
        "총재",
        "의장",
        "Director",
        "Minister",
        "President",
        "Head",
        "Chief Executive",
        "CEO",
        "Chair",
        "Commissioner",
        "Secretary-General",
        "Secretary General",
        "Governor",
        "Mayor",
        "Dean",
        "Rector",
        "Chancellor",
        "Principal",
        "General Manager",
        "Managing Director",
        "Provost",
        "Warden",
        "Keeper",
        "Superintendent",
        "Commandant",
        "Master",
        "Leader",
        "站長",
        "場長",
        "庫長",
        "臺長",
        "台長",
        "園長",
        "廠長",
        "總署長",
        "시험장장",
        "대장",
        "도서관장",
        "연구소장",
    ];
    let whole = [
        "Head of Laboratory",
        "Head of Centre",
        "Head of Station",
        "Head of Office",
    ];
    whole.contains(&title)
        || !lower.iter().any(|l| title.starts_with(l)) && head.iter().any(|h| title.contains(h))
}

/// Whether who has the title leads a body of that name, as 署長 leads a 署: the two need not stand side by side then.
pub(crate) fn leads(title: &str, body: &str) -> bool {
    let known = LEADERS
        .iter()
        .filter(|(titles, _)| titles.contains(&title))
        .flat_map(|(_, heads)| heads.iter());
    let mut heads = known.peekable();
    if heads.peek().is_none() {
        return title.is_ascii();
    }
    heads.any(|h| {
        body.ends_with(h) || *h == "주식회사" && body.starts_with(h) || *h == "㈜" && body.contains(h)
    })
}

/// Whether who has the title leads some other kind of body, as no party has a 市長 and no 處 a 部長.
pub(crate) fn leads_another_kind(title: &str, body: &str) -> bool {
    let kinds = [
        "部長", "署長", "局長", "處長", "院長", "廳長", "司長", "所長", "館長", "市長", "縣長", "鄉長",
        "鎮長", "區長",
    ];
    kinds.contains(&title) && body.chars().all(is_han) && !leads(title, body)
}

/// Whether `text` is nothing but a title.
pub(crate) fn is_title(text: &str) -> bool {
    at_start(text) == Some(text.len())
}

/// The Chinese titles as an alternation for a regular expression, the longest first.
pub(crate) fn chinese_alternation() -> String {
    alternation(CHINESE)
}

/// The Korean titles as an alternation, the longest first.
pub(crate) fn korean_alternation() -> String {
    alternation(KOREAN)
}

/// The English titles as an alternation, the longest first.
pub(crate) fn english_alternation() -> String {
    alternation(ENGLISH)
}

fn alternation(titles: &[&str]) -> String {
    let mut sorted: Vec<&str> = titles.to_vec();
    sorted.sort_by_key(|t| std::cmp::Reverse(t.len()));
    sorted.join("|")
}
