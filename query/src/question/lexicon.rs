//! How the three languages speak of the relations: in questions, in sentences and in table headers.

use std::sync::LazyLock;

use super::relation::Relation::{self, *};
use crate::text::{NameTrie, Token};

/// A phrase of a question that asks along a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The relations that it may mean.
    pub relations: &'static [Relation],
    /// Whether the phrase only hints: an answer may leave it unused.
    pub soft: bool,
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte in the text.
    pub end: usize,
}

/// Relations, whether the phrases only hint at them, and the phrases.
type Entry = (&'static [Relation], bool, &'static [&'static str]);

#[rustfmt::skip]
const LEXICON: &[Entry] = &[
    // Phrases that say only that one thing belongs to another; what the two are decides.
    (&[PartOf, Affiliation, ParentOrganization], false, &[
        "belong to", "belongs to", "屬於", "所屬", "속한", "속하는", "속해",
    ]),
    (&[Affiliation, ParentOrganization, PartOf], false, &[
        "소속", "來自",
    ]),
    (&[ParentOrganization, PartOf, Affiliation], false, &[
        "隸屬", "隸屬於",
    ]),
    (&[PartOf, ParentOrganization], false, &[
        "part of", "forms part of", "a part of",
    ]),
    (&[Location], true, &[
        "based", "is based", "are based",
    ]),
    (&[ParentOrganization], false, &[
        "上級機關", "上級單位", "所屬機關", "直屬", "轄下", "督導機關", "상급 기관", "산하", "감독을 받", "감독하는", "소속 부처", "상급기관", "산하에 있", "산하인가", "산하 기관인가",
        "상위 기관", "report to", "reports to", "reporting to", "parent agency", "parent organisation",
        "parent organization", "oversees", "oversee", "overseen by", "agency above", "subordinate to",
        "supervises", "parent body", "under the authority of", "supervising agency",
    ]),
    (&[Location], false, &[
        "設在", "設於", "設址", "位於", "座落", "坐落", "所在地", "在哪裡", "哪個縣市", "哪一縣市", "哪座城市", "地址", "소재지", "어느 도시",
        "위치", "본원", "본사", "소재", "자리 잡", "어디에 있", "based in", "located", "which city", "what city",
        "headquartered", "headquarters", "situated", "seat is in", "city",
    ]),
    (&[Founded], false, &[
        "成立", "創立", "設立", "創設", "建立", "성립", "설립", "창립", "개원", "발족", "founded", "established", "foundation",
        "set up", "formed in", "older", "founding year", "year founded", "created in",
    ]),
    (&[TookOffice], false, &[
        "就任", "上任", "到任", "接任", "就職", "취임", "부임", "take office", "took office", "taken office",
        "assumed office", "appointed",
    ]),
    // What is said of whoever leads: a body has a head, a project its investigator.
    (&[Head, PrincipalInvestigator], false, &[
        "領導", "負責人", "이끌", "head", "heads", "headed by", "led by", "leads",
    ]),
    (&[Head, PrincipalInvestigator, ManagedBy], false, &[
        "in charge of", "in charge",
    ]),
    (&[Head], false, &[
        "首長", "所長", "院長", "主任委員", "主委", "部長", "局長", "署長", "處長", "執行長", "總經理", "董事長", "主任",
        "校長", "館長", "召集人", "理事長", "원장", "소장", "청장", "위원장", "기관장", "장은 누구", "장은 누가", "장이 누구", "수장",
        "대표이사", "대표", "장관", "센터장", "기관의 장", "의 장은", "의 장", "chief executive", "director", "director general",
        "director-general", "minister", "administrator", "chairperson", "commissioner", "president", "ceo",
        "runs", "person leading the organisation",
    ]),
    (&[Affiliation], false, &[
        "任職", "服務於", "服務單位", "服務機構", "任職單位", "任職機構", "所屬單位", "所屬機構", "근무", "몸담", "work", "works",
        "working at", "employs", "employed", "employer", "affiliated", "affiliation", "on the staff of",
    ]),
    (&[Position], false, &[
        "職稱", "職位", "職務", "擔任什麼", "직위", "직책", "직급", "post", "position", "job title", "post held", "rank",
    ]),
    (&[CompetentAuthority, ManagedBy], false, &[
        "主管機關", "소관", "소관 부처", "주관 부처", "administers", "administered by", "competent authority",
        "responsible authority", "authority",
    ]),
    (&[ManagedBy, CompetentAuthority], false, &[
        "主辦機關", "管理機關", "主管", "管理", "주관", "총괄", "담당", "주관 기관", "관리 기관", "관리", "manages", "managed by",
        "managing", "managing agency", "responsibility for", "rests with", "responsible for", "run by",
    ]),
    (&[LegalBasis], false, &[
        "依據", "法源", "法源依據", "法律依據", "依據什麼法規", "依循", "根據", "依", "근거", "근거 법령", "추진 근거", "법적 근거", "근거하여",
        "legal basis", "carried out under", "underlying", "based on", "on which", "law behind", "governs",
        "under section", "statutory basis", "under which law",
    ]),
    (&[LegalBasis], true, &[
        "法規", "哪部法律", "法令", "법령", "law", "act", "regulations",
    ]),
    (&[Promulgated], false, &[
        "公布", "頒布", "公布日期", "公布施行", "發布", "공포", "공포일", "시행", "promulgated", "promulgation", "enacted",
        "statute book", "date of promulgation",
    ]),
    (&[PartOf], false, &[
        "所屬方案", "隸屬方案", "子計畫", "納入", "項下", "屬於某方案", "所屬計畫", "上位計畫", "속한 사업", "소속 사업", "상위 사업", "세부 과제",
        "세부과제", "포함된", "programme that includes", "parent programme", "includes",
        "under the programme", "that project's programme", "programme of",
        "parent program",
    ]),
    (&[PartOf], true, &[
        "方案", "사업", "programme", "program",
    ]),
    (&[ExecutedBy, Head, ManagedBy], false, &[
        "runs the",
    ]),
    (&[ExecutedBy], false, &[
        "執行單位", "執行機構", "執行", "承辦", "承接", "辦理單位", "수행 기관", "수행기관", "수행하는", "수행한", "수행", "시행 기관",
        "implementing body", "implementing", "implements", "implement", "implemented by", "carries out",
        "carry out", "carried out by", "executes", "executed by", "body whose project",
        "implementing organisation",
    ]),
    (&[PrincipalInvestigator, Head], false, &[
        "主持人", "計畫主持人", "主持", "연구책임자", "과제책임자", "책임자", "principal investigator", "led", "person leading",
        "leading", "project leader", "lead investigator", "pi",
    ]),
    (&[Partner], false, &[
        "合作單位", "合作機構", "合作", "협력 기관", "공동연구", "협력", "partner", "partners", "collaborates with",
        "collaborating",
    ]),
    (&[Start], false, &[
        "開始日期", "起始日", "起日", "自何時", "開始執行", "執行起日", "起迄", "시작일", "착수", "시작", "start date", "started",
        "starts", "begin", "began", "start",
    ]),
    (&[End], false, &[
        "結束日期", "結束", "迄日", "截止", "完成日期", "期限", "屆滿", "執行迄日", "종료일", "종료", "끝나는", "마감", "end date",
        "finishes", "finish", "ends", "ended", "completed", "completion", "end",
    ]),
    (&[Budget], false, &[
        "預算", "經費", "核定經費", "核定", "金額", "預算數", "예산", "사업비", "예산액", "budget", "budgets", "allotted",
        "funding", "appropriation", "total for",
    ]),
    (&[Spent], false, &[
        "執行數", "決算", "實支", "前一年度", "집행액", "집행", "결산", "spent", "expenditure", "outturn", "actual",
    ]),
    (&[DevelopedBy], false, &[
        "研發", "開發", "製造", "生產", "廠商", "제조", "개발", "제품", "어느 기업", "어느 회사", "developed", "developed by",
        "makes", "made by", "manufactures", "manufactured", "manufacturer", "produces", "which company",
        "maker",
    ]),
    (&[OutcomeOf], false, &[
        "催生", "源自", "產出", "成果", "研發計畫屬於", "衍生", "所累積之技術", "성과물", "성과", "낳은", "바탕이 된", "기술을 바탕으로", "결과물",
        "비롯된", "resulted", "came out of", "produced", "project behind", "outcome", "outcome of",
        "builds on", "grew out of", "gave rise", "resulting from",
    ]),
    (&[ChairedBy], false, &[
        "主席", "主持會議", "會議主席", "주재", "의장", "회의를 주재", "chair of the meeting", "chaired", "chaired by",
        "chair",
    ]),
    (&[TripLead], false, &[
        "率團", "團長", "領隊", "단장", "인솔", "delegation was led", "delegation led", "led the delegation",
        "head of the delegation",
    ]),
    (&[Visited], false, &[
        "拜會", "參訪", "訪問", "考察團", "방문", "visited", "called on", "visit to", "visit",
    ]),
    (&[Education], false, &[
        "畢業", "哪一所大學", "學歷", "출신 대학", "졸업", "학력", "graduate", "graduated", "alma mater", "university did",
    ]),
    (&[Capital], false, &[
        "資本額", "資本總額", "實收資本", "자본금", "capital", "paid-up capital", "share capital",
    ]),
    (&[Amended], false, &[
        "修正是", "最近一次修正", "修法", "修訂", "개정일", "개정", "amended", "amendment",
    ]),
    (&[Birth], false, &[
        "出生", "생년월일", "출생", "born", "birth",
    ]),
];

/// What only questions say of the relations: in a table's header or in a sentence these words mean too many other things.
#[rustfmt::skip]
const ASKED: &[Entry] = &[
    (&[PartOf, Affiliation, ParentOrganization], false, &[
        "belong",
    ]),
    (&[ParentOrganization], false, &[
        "supervise", "supervised by", "answers to", "answer to", "accountable to",
        "督導", "管轄", "監督", "감독 기관",
    ]),
    (&[ParentOrganization], true, &[
        "report", "reports",
    ]),
    (&[Location], false, &[
        "seat", "所在", "哪一個縣市", "哪一個城市", "자리한", "위치한", "있는 도시", "소재한",
    ]),
    (&[Founded], false, &[
        "創辦", "세워", "세운", "생겼", "생긴", "창설",
    ]),
    (&[TookOffice], false, &[
        "in office", "in post", "開始任職", "開始擔任", "走馬上任", "임명", "자리에 오른",
    ]),
    (&[Head, PrincipalInvestigator], false, &[
        "帶領", "主管人", "이끄", "책임지", "수장", "headed", "leader", "helm",
    ]),
    (&[Head, ManagedBy, ExecutedBy], false, &[
        "runs",
    ]),
    (&[ExecutedBy, ManagedBy, PrincipalInvestigator, Head], false, &[
        "負責",
    ]),
    (&[Head, ManagedBy, ExecutedBy], true, &[
        "run", "ran",
    ]),
    (&[ManagedBy, CompetentAuthority], false, &[
        "running", "looks after",
    ]),
    (&[Affiliation], true, &[
        "工作", "上班", "일하", "일하는", "재직",
    ]),
    (&[Position], false, &[
        "職級",
    ]),
    (&[LegalBasis], false, &[
        "authorises", "authorizes", "authorised by", "authorized by",
    ]),
    (&[ExecutedBy], false, &[
        "맡아", "맡은", "맡고",
    ]),
    // What stands behind something: who carries it out, what it came from, what it rests on.
    (&[OutcomeOf, ExecutedBy, LegalBasis, ManagedBy], false, &[
        "behind",
    ]),
    (&[PrincipalInvestigator, Head], false, &[
        "計畫負責人", "과제 책임자",
    ]),
    (&[End], false, &[
        "extended", "extended until", "extended to", "展延", "延長", "延至", "연장", "언제까지", "何時為止", "到何時", "到什麼時候", "until when",
    ]),
    (&[DevelopedBy], false, &[
        "built by", "만든", "만들",
    ]),
    (&[DevelopedBy], true, &[
        "made", "built", "build",
    ]),
    (&[ParentOrganization, PartOf], false, &[
        "falls under", "fall under", "comes under",
    ]),
    // Other words of staff for the same.
    (&[ParentOrganization, PartOf, Affiliation], false, &[
        "sit under", "sits under", "stand above", "stands above", "come under", "housed under", "umbrella body", "umbrella organisation",
        "mother organisation", "higher authority", "superior body", "under which ministry", "歸屬", "上層機關", "主管部會", "轄於", "歸哪個",
        "상위 부처", "상급 부처", "감독 부처", "속해 있", "밑에 있", "아래에 있", "지휘를 받", "직속", "딸린",
    ]),
    (&[Location], false, &[
        "hosts", "headquarter", "home base", "have its seat", "has its seat", "head office", "main office", "在什麼地方", "在哪一市", "在哪個市", "駐地", "總部",
        "辦公地點", "어디 있", "본부", "주소", "터를 잡", "자리하고", "들어서 있",
    ]),
    (&[Founded], false, &[
        "come into being", "came into being", "come into existence", "came into existence", "date from", "dates from", "date back", "dates back",
        "inception", "incorporated", "opened its doors", "開辦", "掛牌", "開館", "創校", "創始", "哪年設", "출범", "문을 연", "문을 열", "창단", "탄생",
    ]),
    (&[TookOffice], false, &[
        "take over", "took over", "taken over", "sworn in", "installed", "assume the post", "became head", "become head", "接掌", "接手", "履新", "出任", "任期開始",
        "자리에 앉", "맡게 된", "맡기 시작", "임기 시작",
    ]),
    (&[Head, PrincipalInvestigator], false, &[
        "boss", "top official", "top executive", "at the top of", "highest official", "chief", "in command", "掌門", "主事者", "最高主管", "當家", "掌管", "領軍", "統領",
        "우두머리", "최고 책임자", "총책임자", "이끌고", "사장", "회장",
    ]),
    (&[Affiliation], false, &[
        "on the payroll", "member of staff", "serve at", "serves at", "serving at", "效力", "任職於", "服務的機關", "服務的單位", "다니는 직장", "직장", "소속된", "일터",
    ]),
    (&[Position], false, &[
        "job", "role", "capacity", "function", "頭銜", "직함",
    ]),
    (&[ManagedBy, CompetentAuthority], false, &[
        "handled by", "takes care of", "take care of", "oversight of", "coordinates", "coordinated by", "steered by", "主導", "統籌", "督辦", "掌理", "誰管", "歸誰管",
        "관장", "운영하는", "운영", "총괄하는",
    ]),
    (&[LegalBasis], false, &[
        "rest on", "rests on", "grounded in", "rooted in", "legal footing", "legal grounds", "pursuant to", "which statute", "what statute", "援引", "授權依據", "準據",
        "뒷받침하는", "근거가 되는", "바탕이 되는 법", "기반한 법",
    ]),
    (&[Promulgated], false, &[
        "come out", "came out", "passed into law", "signed into law", "gazetted", "proclaimed", "on the books", "頒行", "立法", "制定", "제정", "반포", "선포",
    ]),
    (&[ExecutedBy], false, &[
        "doing", "undertake", "undertakes", "undertaken by", "conducts", "conducted by", "delivers", "delivered by", "performs", "performed by", "tasked with",
        "carrying out", "executing", "responsible for executing", "responsible for carrying out", "works on", "working on", "落實", "推動", "推行", "操刀", "施作",
        "추진하는", "추진한", "진행하는", "실시하는", "시행하는",
    ]),
    (&[PrincipalInvestigator, Head], false, &[
        "head researcher", "chief scientist", "lead scientist", "scientific lead", "scientist in charge", "project director", "領銜", "掛帥", "研究主持人",
        "연구를 이끄", "책임 연구원", "총괄책임자",
    ]),
    (&[Partner], false, &[
        "team up with", "teams up with", "teamed up with", "works with", "work with", "working with", "jointly with", "cooperate", "cooperates", "joined forces",
        "攜手", "聯手", "夥伴", "協力", "파트너", "손잡", "참여 기관", "참여기관", "협업",
    ]),
    (&[Start], false, &[
        "kick off", "kicked off", "get under way", "got under way", "commence", "commenced", "commences", "launched", "啟動", "開跑", "開工", "展開", "上路",
        "개시", "시작된", "착수한",
    ]),
    (&[End], false, &[
        "wrap up", "wraps up", "conclude", "concludes", "expire", "expires", "run until", "runs until", "last until", "deadline", "prolonged", "due to finish",
        "終止", "收尾", "完工", "到期", "期滿", "落幕", "끝난", "끝날", "만료", "완료", "마무리", "끝나",
    ]),
    (&[Budget], false, &[
        "earmarked", "set aside", "allocated", "allocation", "granted", "given for", "編列", "核給", "撥款", "款項", "배정", "편성", "책정", "재원",
    ]),
    (&[Budget], true, &[
        "money", "sum", "資金", "돈",
    ]),
    (&[Spent], false, &[
        "used up", "paid out", "disbursed", "花掉", "用掉", "花了", "支出", "지출", "쓴", "썼", "사용액",
    ]),
    (&[DevelopedBy], false, &[
        "engineered", "designed by", "invented", "inventor", "created by", "supplier", "vendor", "設計", "發明", "打造", "出品", "推出", "產製", "설계", "발명", "생산하는", "제작", "내놓은",
    ]),
    (&[OutcomeOf], false, &[
        "originate", "originates", "originated", "stem from", "stems from", "derived from", "spun out", "spin-off of", "emerged from", "it came from", "出自", "誕生於", "脫胎",
        "유래", "파생", "탄생한",
    ]),
    (&[ChairedBy], false, &[
        "presided over", "preside over", "presided", "moderated", "主持了", "사회를 본", "사회를 맡",
    ]),
    (&[TripLead], false, &[
        "headed the delegation", "led the mission", "led the trip", "heading the delegation", "head of the mission", "headed the mission", "帶隊", "帶團", "率領", "이끈 방문단",
        "방문단을 이끈", "출장단을 이끈",
    ]),
    (&[Visited], false, &[
        "stopped by", "toured", "paid a visit", "走訪", "造訪", "考察了", "찾아간", "다녀온", "들른", "견학",
    ]),
    (&[Education], false, &[
        "studied", "study at", "degree from", "educated at", "attended", "alumnus of", "alumna of", "就讀", "念哪", "讀哪", "母校", "모교", "나온 대학", "다닌 대학",
    ]),
];

struct Index {
    trie: NameTrie,
    entries: Vec<(&'static [Relation], bool)>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(LEXICON.iter()));
static ASKED_INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(LEXICON.iter().chain(ASKED)));

impl Index {
    fn of(entries: impl Iterator<Item = &'static Entry>) -> Self {
        let mut index = Self {
            trie: NameTrie::default(),
            entries: Vec::new(),
        };
        for (relations, soft, phrases) in entries {
            let Ok(id) = u32::try_from(index.entries.len()) else {
                break;
            };
            index.entries.push((relations, *soft));
            for phrase in *phrases {
                index.trie.insert(phrase, id);
            }
        }
        index
    }

    fn find(&self, tokens: &[Token]) -> Vec<Cue> {
        let found = self.trie.scan_anywhere(tokens);
        found
            .into_iter()
            .filter_map(|m| {
                let (relations, soft) = *usize::try_from(m.id).ok().and_then(|i| self.entries.get(i))?;
                Some(Cue {
                    relations,
                    soft,
                    start: m.start,
                    end: m.end,
                })
            })
            .collect()
    }
}

/// Every phrase in `tokens` that speaks of a relation, the longest first, left to right.
#[must_use]
pub fn cues(tokens: &[Token]) -> Vec<Cue> {
    INDEX.find(tokens)
}

/// The same of a question, which has more words for the relations.
pub(super) fn asked_cues(tokens: &[Token]) -> Vec<Cue> {
    ASKED_INDEX.find(tokens)
}

/// Whether `tokens` speak of `relation`.
#[must_use]
pub fn speaks_of(tokens: &[Token], relation: Relation) -> bool {
    cues(tokens).iter().any(|c| c.relations.contains(&relation))
}
