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
    (&[Location], true, &[
        "based", "is based", "are based",
    ]),
    (&[ParentOrganization], false, &[
        "上級機關", "上級單位", "所屬機關", "直屬", "轄下", "督導機關", "상급 기관", "산하", "감독을 받", "감독하는", "소속 부처", "상급기관",
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
        "세부과제", "포함된", "programme that includes", "parent programme", "part of", "includes",
        "under the programme", "forms part of", "that project's programme", "programme of",
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
        "supervise", "supervised by", "answers to", "answer to", "accountable to", "falls under", "fall under", "comes under",
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
