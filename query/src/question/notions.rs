//! Notions: what questions, sentences and table headers speak of, in three languages.
//!
//! The properties of the vocabulary have their labels; headers and questions have a thousand more words for what can be
//! said of a thing. A notion gathers the words of the three languages that mean the same, so that a Korean header meets an
//! English question. Words that no notion has are compared by their roots and characters.

use std::sync::LazyLock;

use crate::text::{NameTrie, Script, Token, root, tokenise};

/// A notion in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotionMatch {
    /// Number of the notion.
    pub notion: u16,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// What a notion is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Tells what is asked: evidence that does not speak of it carries no answer.
    Telling,
    /// Names a class of things: evidence may leave it out.
    Class,
    /// Narrows another notion down (`deputy`, `副`): evidence has to have it where the question has it, and the other way.
    Narrowing,
}

use Weight::{Class, Narrowing, Telling};

/// Each notion's weight and words. Hangul and Han words are found inside longer ones, Latin ones by root.
#[rustfmt::skip]
const NOTIONS: &[(Weight, &[&str])] = &[
    // measures
    (Telling, &["depth", "deep", "deepest", "deeper", "shallow", "shallower", "shallowest", "水深", "深度", "多深", "수심", "깊이", "깊은", "깊습"]),
    (Telling, &["length", "long", "longest", "longer", "shorter", "shortest", "長度", "全長", "多長", "길이"]),
    (Telling, &["width", "wide", "widest", "寬度", "너비"]),
    (Telling, &["height", "high", "tall", "tallest", "taller", "高度", "多高", "높이"]),
    (Telling, &["altitude", "elevation", "海拔", "해발", "고도"]),
    (Telling, &["area", "surface", "floor space", "面積", "면적"]),
    (Telling, &["weight", "weigh", "heavy", "heaviest", "heavier", "重量", "多重", "무게", "중량"]),
    (Telling, &["volume", "體積", "容積", "부피", "용적"]),
    (Telling, &["capacity", "容量", "名額", "座位", "容納", "정원", "수용 인원", "수용인원", "좌석"]),
    (Telling, &["speed", "fast", "fastest", "faster", "slowest", "slower", "速度", "航速", "時速", "速率", "속도", "속력"]),
    (Telling, &["temperature", "hottest", "coldest", "溫度", "氣溫", "水溫", "온도", "기온", "수온"]),
    (Telling, &["distance", "mileage", "距離", "里程", "거리"]),
    (Telling, &["girth", "circumference", "樹圍", "胸圍", "周長", "둘레"]),
    (Telling, &["diameter", "直徑", "管徑", "지름", "직경"]),
    (Telling, &["draught", "draft", "吃水", "흘수"]),
    (Telling, &["tonnage", "displacement", "噸位", "排水量", "톤수", "배수량"]),
    (Telling, &["age limit", "old do", "old must", "年齡", "幾歲", "나이", "연령"]),
    (Telling, &["duration", "hours", "時數", "多久", "期間", "소요 시간", "시수"]),
    (Telling, &["rate", "ratio", "percentage", "比率", "比例", "百分比", "비율"]),
    (Telling, &["survival", "存活", "생존"]),
    (Telling, &["germination", "發芽", "발아"]),
    (Telling, &["attendance", "出席", "출석률"]),
    (Telling, &["score", "points", "grade", "得分", "分數", "評分", "점수", "평점"]),
    (Telling, &["output", "production", "yield", "產量", "生產量", "생산량"]),
    (Telling, &["catch", "landings", "漁獲", "捕獲", "어획량"]),
    (Telling, &["population", "inhabitants", "residents", "人口", "居民", "인구", "주민"]),
    (Telling, &["visitors", "visitor", "attendance", "遊客", "訪客", "參觀人", "參觀人次", "방문객", "관람객", "이용객", "입장객"]),
    (Telling, &["passengers", "passenger", "ridership", "旅客", "乘客", "載客", "승객"]),
    (Telling, &["staff", "employ", "employee", "employs", "workforce", "personnel", "people work", "employed", "headcount", "員額", "員工", "人員", "職員", "人數", "人力", "직원", "인원", "인력", "근무자"]),
    (Telling, &["vessels", "boats", "fleet", "船隻", "漁船", "船數", "어선", "선박"]),
    (Telling, &["establishment", "authorised", "編制", "정원"]),
    (Telling, &["filled", "in post", "現有", "現職", "현원"]),
    (Telling, &["households", "戶數", "가구"]),
    (Telling, &["students", "pupils", "學生", "학생"]),
    (Telling, &["patients", "病人", "病患", "환자"]),
    // money
    (Telling, &["budget", "budgets", "appropriation", "allotment", "預算", "經費", "예산", "사업비"]),
    (Telling, &["outturn", "actual", "spent", "expenditure", "spending", "決算", "實支", "支出", "執行數", "결산", "집행", "지출"]),
    (Telling, &["revenue", "income", "turnover", "sales", "收入", "營收", "營業額", "수입", "매출"]),
    (Telling, &["fee", "fees", "charge", "charges", "tariff", "收費", "費用", "規費", "費率", "요금", "수수료", "사용료"]),
    (Telling, &["admission", "ticket", "entrance fee", "entry fee", "門票", "票價", "入場費", "입장료", "관람료"]),
    (Telling, &["price", "cost", "costs", "cheap", "cheapest", "expensive", "priced", "價格", "單價", "造價", "成本", "多少錢", "가격", "단가", "비용", "값"]),
    (Telling, &["contract amount", "契約金額", "決標金額", "공사 금액", "계약 금액", "계약금액", "공사금액"]),
    (Telling, &["heating", "heat", "暖氣", "加熱", "供暖", "난방"]),
    (Telling, &["salary", "wage", "pay", "paid", "薪水", "薪資", "月薪", "年薪", "俸給", "급여", "연봉", "월급", "봉급"]),
    (Telling, &["capital", "share capital", "資本額", "資本總額", "實收資本", "자본금"]),
    (Telling, &["grant", "subsidy", "補助", "보조금", "지원금"]),
    (Telling, &["fine", "penalty", "罰鍰", "罰款", "과태료", "벌금"]),
    (Telling, &["rent", "lease", "租金", "임대료"]),
    (Telling, &["loan", "debt", "債務", "貸款", "부채", "대출"]),
    (Telling, &["profit", "surplus", "盈餘", "利潤", "이익", "흑자"]),
    // contact
    (Telling, &["telephone", "phone", "phone number", "電話", "전화", "연락처"]),
    (Telling, &["fax", "傳真", "팩스"]),
    (Telling, &["email", "e-mail", "mail address", "電子郵件", "電郵", "信箱", "이메일", "전자우편"]),
    (Telling, &["website", "web site", "homepage", "url", "網站", "網址", "홈페이지", "누리집", "웹사이트"]),
    (Telling, &["extension", "分機", "내선"]),
    (Telling, &["address", "street", "postal", "地址", "門牌", "주소"]),
    (Telling, &["channel", "frequency", "頻道", "頻率", "채널", "주파수"]),
    (Telling, &["password", "密碼", "비밀번호"]),
    // people
    (Telling, &["birthday", "born", "birth", "date of birth", "生日", "出生", "생일", "생년월일", "출생", "태어"]),
    (Telling, &["died", "death", "die", "過世", "逝世", "去世", "사망", "별세"]),
    (Telling, &["university", "graduate", "graduated", "degree", "alma mater", "studied", "畢業", "學歷", "大學", "졸업", "학력", "대학", "학위"]),
    (Telling, &["live", "lives", "reside", "residence", "居住", "住在", "住所", "거주", "사는 곳"]),
    (Telling, &["married", "spouse", "wife", "husband", "children", "配偶", "結婚", "妻子", "丈夫", "배우자", "결혼", "아내", "남편"]),
    (Telling, &["nationality", "citizen", "國籍", "국적"]),
    (Telling, &["gender", "sex", "性別", "성별"]),
    (Narrowing, &["deputy", "vice", "副", "부원장", "부소장", "부국장", "부청장", "부장관", "부위원장", "부회장", "부사장", "부시장", "부대표", "부관장", "부총장"]),
    (Narrowing, &["acting", "interim", "代理", "직무대행", "직무대리"]),
    (Narrowing, &["assistant", "助理", "보조"]),
    (Narrowing, &["honorary", "名譽", "명예"]),
    (Narrowing, &["adults", "adult", "成人", "全票", "어른", "성인"]),
    (Narrowing, &["child", "children", "孩童", "兒童", "어린이", "아동"]),
    (Narrowing, &["senior", "seniors", "敬老", "老人", "경로", "노인"]),
    (Narrowing, &["night", "夜間", "야간"]),
    (Narrowing, &["day", "日間", "주간"]),
    (Narrowing, &["male", "men", "男性", "남성"]),
    (Narrowing, &["female", "women", "女性", "여성"]),
    (Narrowing, &["free", "免費", "무료"]),
    (Narrowing, &["paying", "paid visitors", "付費", "購票", "유료"]),
    (Narrowing, &["maximum", "最高限", "최대"]),
    (Narrowing, &["minimum", "最低限", "최소"]),
    // roles of bodies and people
    (Telling, &["chairman", "chairperson", "chairwoman", "董事長", "이사장", "회장", "의장"]),
    (Telling, &["director", "chief", "chief executive", "president", "首長", "局長", "院長", "所長", "署長", "處長", "主任", "館長", "園長", "校長", "廳長", "司長", "執行長", "總經理", "원장", "소장", "국장", "청장", "관장", "처장", "실장", "센터장", "대표", "대표이사", "기관장"]),
    (Telling, &["section head", "section chief", "division head", "team leader", "組長", "科長", "課長", "股長", "隊長", "과장", "팀장", "부장", "계장", "반장"]),
    (Telling, &["in charge", "head", "heads", "headed", "lead", "leads", "led", "leader", "帶領", "領導", "負責人", "이끄", "이끌", "책임자"]),
    (Telling, &["coordinator", "coordinate", "coordinated", "coordinates", "協調", "統籌", "코디네이터", "조정"]),
    (Telling, &["secretary", "秘書", "비서", "간사"]),
    (Telling, &["teacher", "teach", "teaches", "taught", "instructor", "lecturer", "講師", "教師", "授課", "講授", "강사", "교사", "가르치", "강의"]),
    (Telling, &["author", "wrote", "written", "作者", "撰寫", "저자", "집필"]),
    (Telling, &["founder", "founded by", "who founded", "創辦人", "創辦者", "設立者", "설립자", "창립자"]),
    (Telling, &["owner", "owns", "owned", "所有人", "業主", "소유", "소유주"]),
    (Telling, &["operator", "operate", "operates", "operated", "operating", "run", "runs", "經營", "營運", "運營", "운영"]),
    (Telling, &["contractor", "contract", "承攬", "承包", "得標", "廠商", "承商", "시공", "수급", "도급", "맡", "시공사", "계약 업체"]),
    (Telling, &["carry out", "carries out", "carried out", "carrying out", "implement", "implements", "implemented", "implementing", "execute", "executes", "executed", "執行", "辦理", "承辦", "수행", "시행"]),
    (Telling, &["principal investigator", "investigator", "主持人", "연구책임자", "과제책임자"]),
    (Telling, &["chair of the meeting", "chaired", "chairs", "主持", "主席", "주재"]),
    (Telling, &["partner", "partners", "cooperate", "cooperation", "合作", "協力", "협력", "제휴"]),
    (Telling, &["supplier", "supply", "supplies", "supplied", "供應", "供貨", "공급", "납품"]),
    (Telling, &["maker", "manufacturer", "make", "made", "manufactured", "製造", "廠牌", "제조", "제작"]),
    (Telling, &["sponsor", "donor", "donated", "贊助", "捐贈", "후원", "기증", "기부"]),
    (Telling, &["inspector", "inspect", "inspected", "inspection", "檢查", "稽查", "巡查", "점검", "검사"]),
    (Telling, &["visit", "visited", "visits", "called on", "拜會", "參訪", "訪問", "방문"]),
    (Telling, &["received", "receive", "receives", "welcomed", "接待", "接見", "맞이", "접견", "영접"]),
    (Telling, &["sign", "signed", "signing", "簽署", "簽訂", "簽約", "簽", "체결", "서명"]),
    (Telling, &["parent organisation", "parent agency", "report to", "reports to", "under", "subordinate", "oversees", "overseen", "隸屬", "所屬", "上級", "主管", "歸", "직속", "산하", "소속", "상급", "상위"]),
    (Telling, &["competent authority", "主管機關", "소관", "주무 부처"]),
    (Telling, &["legal basis", "law", "act", "法源", "依據", "法規", "條例", "근거", "법령", "조례"]),
    // places
    (Telling, &["located", "location", "lie", "lies", "situated", "where is", "seat", "位於", "位在", "位置", "所在地", "設於", "設在", "地點", "소재지", "소재", "위치", "어디에 있", "에 있", "자리"]),
    (Telling, &["headquarters", "headquartered", "head office", "based", "總部", "總公司", "本社", "局址", "會址", "본사", "본부", "본원"]),
    (Telling, &["collected", "collecting site", "採集", "채집"]),
    (Telling, &["home berth", "home port", "母港", "泊位", "정박", "모항"]),
    (Class, &["city", "城市", "縣市", "도시", "시"]),
    (Class, &["county", "district", "縣", "鄉", "鎮", "군"]),
    (Class, &["country", "nation", "國家", "국가", "나라"]),
    // time
    (Telling, &["founded", "established", "establishment", "foundation", "set up", "세워", "세운", "創建", "成立", "創立", "設立", "創設", "설립", "창립", "발족"]),
    (Telling, &["open", "opens", "opened", "opening", "inaugurated", "啟用", "開幕", "開放", "開館", "開園", "開業", "개장", "개원", "개관", "개통", "문을 연", "문을 열", "열었"]),
    (Telling, &["close", "closed", "closes", "休館", "公休", "休園", "休息", "휴관", "휴무", "휴원", "쉬는", "쉰다", "쉬나", "닫는"]),
    (Telling, &["opening hours", "hours of opening", "開放時間", "參觀時間", "服務時間", "관람 시간", "운영 시간", "이용 시간"]),
    (Telling, &["built", "construction", "constructed", "build", "建造", "興建", "建成", "建置", "건조", "건립", "준공", "건설"]),
    (Telling, &["installed", "install", "installation", "裝設", "安裝", "設置", "설치"]),
    (Telling, &["planted", "plant", "planting", "種植", "栽種", "栽植", "식재", "심은", "심었"]),
    (Telling, &["start", "starts", "started", "begin", "began", "begins", "commence", "開始", "起始", "起日", "開工", "시작", "착수", "착공"]),
    (Telling, &["end", "ends", "ended", "finish", "finished", "expire", "expires", "complete", "completed", "completion", "結束", "屆滿", "完成", "完工", "竣工", "迄日", "截止", "종료", "끝나", "끝난", "완료", "완공", "마감"]),
    (Telling, &["extend", "extended", "extension of", "展延", "延長", "延至", "연장"]),
    (Telling, &["deadline", "due", "期限", "截止日", "기한", "마감일"]),
    (Telling, &["promulgated", "promulgation", "enacted", "公布", "頒布", "공포", "제정"]),
    (Telling, &["amend", "amended", "amendment", "修正", "修法", "修訂", "개정"]),
    (Telling, &["published", "publication", "issued", "issue", "發布", "發行", "出版", "발행", "발간", "출간"]),
    (Telling, &["took office", "take office", "taken office", "assumed office", "appointed", "就任", "上任", "到任", "就職", "취임", "부임", "임명"]),
    (Telling, &["valid", "validity", "term", "有效期", "任期", "유효", "임기"]),
    (Class, &["held", "take place", "took place", "召開", "舉行", "舉辦", "개최", "열린", "열렸"]),
    (Telling, &["delivered", "deliver", "delivery", "交付", "送達", "배송", "인도", "전달"]),
    (Telling, &["harvest", "harvested", "收穫", "採收", "수확"]),
    (Class, &["weekday", "day of the week", "星期", "요일"]),
    (Class, &["quarter", "季", "分기", "분기"]),
    // what things are
    (Telling, &["species", "物種", "樹種", "品種", "魚種", "수종", "어종", "품종", "종류"]),
    (Telling, &["climate", "氣候", "기후"]),
    (Telling, &["color", "colour", "顏色", "색상", "색깔"]),
    (Telling, &["material", "材質", "材料", "재질", "재료"]),
    (Telling, &["model", "型號", "모델", "기종"]),
    (Telling, &["status", "狀態", "進度", "상태", "진척"]),
    (Telling, &["purpose", "aim", "目的", "用途", "목적", "용도"]),
    (Telling, &["reason", "why", "cause", "原因", "為什麼", "이유", "원인", "왜"]),
    (Telling, &["target", "goal", "目標", "목표"]),
    (Telling, &["plan", "planned", "規劃", "계획"]),
    (Telling, &["revised", "adjusted", "after revision", "修正後", "調整後", "變更後", "변경 후", "조정 후", "수정 후"]),
    (Telling, &["damage", "damaged", "broken", "損壞", "故障", "破損", "파손", "고장"]),
    (Telling, &["stored", "storage", "入庫", "典藏", "입고", "보관"]),
    (Telling, &["rank", "ranking", "排名", "名次", "순위"]),
    (Telling, &["abbreviation", "short form", "簡稱", "縮寫", "약칭"]),
    (Telling, &["post", "position", "job title", "職稱", "職務", "職位", "직위", "직책", "직급"]),
    (Telling, &["outcome", "result", "results", "成果", "결과", "성과"]),
    (Class, &["belong to", "belongs to", "belonging to", "屬於", "속한", "속하는", "속해"]),
    (Class, &["berth", "berths", "船席", "泊位", "碼頭", "선석"]),
    (Class, &["company", "companies", "firm", "business", "contractor", "公司", "廠商", "業者", "企業", "회사", "업체", "기업"]),
    (Class, &["institute", "institution", "laboratory", "研究所", "研究院", "研究中心", "연구소", "연구원"]),
    (Class, &["agency", "authority", "organisation", "organization", "body", "機關", "機構", "單位", "機構", "部會", "기관", "부처", "단체", "조직"]),
    (Class, &["department", "section", "division", "unit", "部門", "組", "科", "課", "부서", "과"]),
    (Class, &["project", "programme", "program", "works", "計畫", "方案", "專案", "工程", "사업", "과제", "공사", "프로젝트"]),
    (Class, &["person", "people", "人", "者", "사람", "분"]),
    (Class, &["name", "names", "名稱", "名字", "叫什麼", "이름", "명칭"]),
    (Class, &["station", "stations", "測站", "監測站", "관측소", "측정소"]),
    (Class, &["tree", "trees", "樹", "樹木", "나무"]),
    (Class, &["course", "courses", "課程", "강좌", "과정"]),
    (Class, &["port", "ports", "harbour", "漁港", "港口", "어항", "항구", "항만"]),
    (Class, &["building", "buildings", "house", "建築", "건물"]),
    (Class, &["meeting", "會議", "會報", "회의"]),
    (Class, &["region", "area code", "zone", "區域", "地區", "권역", "지역", "구역"]),
    (Class, &["lake", "lakes", "湖", "호수"]),
    (Class, &["river", "rivers", "河川", "溪", "강", "하천"]),
    (Class, &["year", "年", "年度", "연도", "해"]),
    (Class, &["month", "月份", "월"]),
    (Class, &["item", "items", "項目", "항목"]),
    (Class, &["number", "quantity", "amount", "數量", "金額", "수량", "금액", "개수"]),
    (Class, &["date", "日期", "날짜", "일자"]),
    (Class, &["category", "type", "kind", "類別", "種類", "분류", "구분"]),
];

/// Notions, each named by one of its words, of which one says what the other says less exactly: who is in charge may be a
/// director or the head of a section, and what takes longest has the most hours.
const KIN: &[(&str, &str)] = &[
    ("in charge", "director"),
    ("in charge", "section head"),
    ("length", "duration"),
    ("price", "fee"),
    ("price", "admission"),
    ("founded", "open"),
];

struct Index {
    trie: NameTrie,
    weights: Vec<Weight>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        trie: NameTrie::default(),
        weights: Vec::new(),
    };
    let mut claims: std::collections::BTreeMap<String, Vec<u16>> = std::collections::BTreeMap::new();
    for (number, (weight, words)) in (0_u16..).zip(NOTIONS) {
        index.weights.push(*weight);
        for word in *words {
            claims.entry(rooted_name(word)).or_default().push(number);
        }
    }
    // A word of two notions stands for the first: the notions that tell more come first.
    for (word, notions) in claims {
        if let Some(first) = notions.first() {
            index.trie.insert(&word, u32::from(*first));
        }
    }
    index
});

/// A name with its Latin words rooted, as [`rooted`] tokens match it.
#[must_use]
pub fn rooted_name(name: &str) -> String {
    let mut out = String::new();
    for token in tokenise(name) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&root(&token.text));
    }
    out
}

/// The same tokens with Latin words rooted.
#[must_use]
pub fn rooted(tokens: &[Token]) -> Vec<Token> {
    tokens
        .iter()
        .map(|t| Token {
            text: root(&t.text),
            ..t.clone()
        })
        .collect()
}

/// Every notion that `tokens` speak of, the longest words first, left to right. `tokens` are those of [`rooted`].
#[must_use]
pub fn notions(tokens: &[Token]) -> Vec<NotionMatch> {
    INDEX
        .trie
        .scan_loose(tokens, |m| {
            let hangul = tokens.get(m.first).filter(|t| t.script == Script::Hangul);
            m.last - m.first > 1 || hangul.is_none_or(|t| !t.glued)
        })
        .into_iter()
        .filter_map(|m| {
            Some(NotionMatch {
                notion: u16::try_from(m.id).ok()?,
                start: m.start,
                end: m.end,
            })
        })
        .collect()
}

/// The notion of a word, for tables that name notions by one of their words.
#[must_use]
pub fn notion_of(word: &str) -> Option<u16> {
    u16::try_from(INDEX.trie.get(&rooted_name(word))?).ok()
}

/// Notions that say less exactly, or more exactly, what this one says.
pub fn kin_of(notion: u16) -> impl Iterator<Item = u16> {
    static PAIRS: LazyLock<Vec<(u16, u16)>> = LazyLock::new(|| {
        let pairs = KIN.iter();
        pairs
            .filter_map(|(a, b)| Some((notion_of(a)?, notion_of(b)?)))
            .collect()
    });
    PAIRS.iter().filter_map(move |(a, b)| match notion {
        n if n == *a => Some(*b),
        n if n == *b => Some(*a),
        _ => None,
    })
}

/// What a notion is good for.
#[must_use]
pub fn weight_of(notion: u16) -> Weight {
    INDEX
        .weights
        .get(usize::from(notion))
        .copied()
        .unwrap_or(Weight::Class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(text: &str) -> Vec<u16> {
        notions(&rooted(&tokenise(text)))
            .into_iter()
            .map(|m| m.notion)
            .collect()
    }

    #[test]
    fn three_languages_meet_in_one_notion() {
        assert_eq!(spoken("How deep?"), spoken("水深"));
        assert_eq!(spoken("depth_m"), spoken("수심"));
        assert_eq!(spoken("telephone"), spoken("電話"));
        assert_ne!(spoken("電話"), spoken("地址"));
    }

    #[test]
    fn a_deputy_is_no_director() {
        assert_ne!(spoken("원장"), spoken("부원장"));
        assert_eq!(spoken("deputy director").len(), 2);
        assert_ne!(spoken("원장"), spoken("과장"));
        let (charge, director) = (notion_of("in charge"), notion_of("director"));
        assert!(charge.is_some_and(|c| kin_of(c).any(|k| Some(k) == director)));
    }
}
