//! Words of one meaning that questions and papers choose differently, and words of asking that carry nothing.

use std::sync::LazyLock;

use crate::question::{grams, rooted, rooted_name};
use crate::text::{NameTrie, Script, Token, tokenise};

/// Words that mean nearly the same where public papers and questions about them meet. What the notions know is not repeated.
#[rustfmt::skip]
const KIN: &[&[&str]] = &[
    &["car", "vehicle", "automobile", "車輛", "汽車", "차량", "자동차"],
    &["ferry", "vessel", "ship", "boat", "船舶", "渡輪", "선박", "여객선"],
    &["complaint", "complain", "grievance", "陳情", "申訴", "민원", "고충"],
    &["bid", "bidder", "tender", "tenderer", "投標", "競標", "입찰", "응찰"],
    &["supplier", "contractor", "winner", "vendor", "builder", "builds", "building", "得標廠商", "承商", "施工廠商", "廠商", "계약상대자", "시공사", "건조사", "건조", "짓"],
    &["scheme", "project", "programme", "工程", "計畫", "工作計畫", "사업", "세부사업"],
    &["subject", "topic", "category", "類別", "項目", "분야", "유형"],
    &["boss", "chief", "chief executive", "head", "heads", "director", "director general", "top job", "runs", "ran", "run", "in charge", "局長", "首長", "院長", "負責人", "董事長", "원장", "대표", "대표이사", "책임자", "기관장"],
    &["managing director", "ceo", "負責人", "董事長", "總經理", "代表", "대표", "대표이사", "사장"],
    &["started", "joined", "appointed", "took up", "到任", "入職", "since", "took over", "到職", "就任", "接任", "上任", "임용", "취임", "부임", "입사"],
    &["founded", "set up", "established", "成立", "設立", "創立", "세워", "설립", "개원", "창립"],
    &["delivered", "delivery", "hand over", "arrive", "交付", "交貨", "交船", "인도", "납품"],
    &["finish", "finished", "due", "complete", "completed", "completion", "done", "ready", "完工", "竣工", "完成", "끝낼", "끝내", "마칠", "마무리", "마치", "완료", "준공"],
    &["start", "begin", "commence", "under way", "開工", "動工", "開始", "착수", "시작", "착공"],
    &["last year", "year before", "previous year", "上年度", "去年", "前一年", "전년", "작년", "지난해"],
    &["rescued", "saved", "rescue", "救起", "救援", "搶救", "구조", "구했"],
    &["evacuated", "evacuation", "撤離", "疏散", "대피"],
    &["collapse", "landslide", "崩塌", "坍方", "붕괴", "산사태"],
    &["collision", "collide", "crash", "碰撞", "충돌"],
    &["memorandum", "mou", "memorandum of understanding", "agreement", "備忘錄", "비망록", "양해각서"],
    &["signed", "sign", "concluded", "簽署", "簽訂", "簽", "체결", "서명", "맺"],
    &["patrol", "inspection", "inspected", "巡查", "巡檢", "檢查", "순찰", "점검"],
    &["allowance", "paid", "pay", "payable", "津貼", "報酬", "수당", "활동수당", "보수"],
    &["speciality", "specialty", "expertise", "specialise", "field", "專長", "專業", "전공", "전문 분야"],
    &["hosted", "held", "took place", "舉行", "舉辦", "召開", "열린", "개최"],
    &["won", "received", "awarded", "prize", "award", "獲頒", "得獎", "獲獎", "獎", "상을", "수상"],
    &["designed", "design", "designer", "設計", "설계"],
    &["population", "people", "residents", "人", "人數", "民眾", "명", "인원", "사람"],
    &["area", "size", "面積", "規模", "면적", "규모"],
    &["office", "workplace", "based", "設於", "位於", "소재", "본사", "근무지"],
    &["toll", "tolls", "通行費", "통행료"],
    &["cost", "spend", "spent", "expenditure", "outturn", "花", "花費", "支出", "決算", "결산", "집행", "지출"],
    &["budget", "allocation", "allotment", "funding", "預算", "編列", "경費", "예산", "편성"],
    &["vacancy", "vacancies", "vacant", "缺額", "懸缺", "결원", "공석"],
    &["authorised", "establishment", "編制", "정원"],
    &["actual staff", "in post", "現有", "현원"],
    &["approved", "agreed", "resolved", "passed", "decided", "決議", "通過", "同意", "核定", "의결", "가결", "승인"],
    &["penalty", "fine", "charge", "罰款", "扣罰", "違約金", "과태료", "벌금", "지체상금"],
    &["engineer", "engineers", "delegation", "工程師", "技師", "기술자"],
    &["visit", "visited", "toured", "came to see", "see", "參訪", "訪問", "방문", "찾아"],
    &["replace", "replacement", "new", "successor", "汰換", "更新", "新", "교체", "새"],
    &["trains", "training", "course", "教育", "訓練", "講習", "교육", "훈련"],
    &["employees", "workforce", "staff", "員工", "人員", "임직원", "직원"],
    &["valid", "lasts", "validity", "last", "有效", "有效期間", "유효", "기간"],
    &["lives", "resident", "居民", "居住", "거주"],
    &["contract", "deal", "order", "契約", "標案", "採購", "계약"],
    &["value", "amount", "price", "worth", "sum", "money", "金額", "多少錢", "금액", "액수"],
    &["keep", "kept", "retain", "retention", "保存", "保留", "留", "보존", "보관"],
    &["late", "overdue", "逾時", "逾期", "晚", "지연", "늦게"],
    &["maximum", "at most", "not exceeding", "up to", "最高", "上限", "최대", "이하"],
    &["fee", "charge", "price", "cost", "費用", "收費", "요금", "수수료"],
    &["duty officer", "officer", "handled", "承辦", "담당"],
];

/// Words of asking, of politeness and of pointing, in the three languages: a question says nothing by them.
#[rustfmt::skip]
const LIGHT: &[&str] = &[
    "actually", "exactly", "exact", "really", "just", "currently", "still", "yet", "ever", "look after", "going by", "go by",
    "according", "fit", "fits", "get", "got", "have to", "supposed", "expect", "expected to", "should", "might", "may", "let", "us", "our", "ours", "we",
    "agency's", "own", "someone", "anyone", "anybody", "people", "please", "kindly", "wondering", "wonder", "find out", "figure", "figures",
    "say", "says", "said", "tell", "told", "mention", "mentions", "show", "shows", "shown", "written", "down", "whole", "overall",
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "both", "all", "together", "many", "much", "long", "often", 
    "attract", "attracted", "drew", "draw", "come", "came", "put", "take", "took", "taken", "make", "made", "set", "went", "go", "happen", "happened",
    "name", "names", "called", "kind", "sort", "type", "thing", "things", "one", "ones", "time", "times", "point", "moment", "today", "now", "these days",
    "end up", "turn out", "work out", "amount to", "come to", "stand at", "stands", "latest", "planned", "originally", "before", "after", "following", "change", "changed", "changes",
    "how long", "work", "works", "going", "correct", "last year", "this year",
    "才是", "正確", "正確的", "真正", "去年", "今年", "本年", "請問", "到底", "究竟", "那個", "這個", "那家", "那間", "那", "目前", "現在", "如今", "還是", "還", "沒", "最後", "後來", "時候", "的時候", "底", "當時", "裡面", "上面", "裡", "上",
    "要做到", "做到", "做", "要", "拿了", "拿", "列了", "寫", "寫的", "寫著", "提到", "記載", "說", "也就是", "就是", "其中", "一共", "總共", "全部", "局裡", "本局", "我們局", "我們", "咱們", "貴局", "跟", "和", "把", "會", "能", "可以", "得", "過", "共", "一遍", "一次", "幾次", "多久", "多大", "多少", "年度", "年", "的", "了", "嗎", "呢",
    "작년", "작년에", "지난해", "걸려요", "걸리나요", "걸립니까", "데", "정확", "혹시", "우리", "저희", "본원", "우리 기관", "알고 싶습니다", "알고 싶어요", "알고 싶은데", "궁금합니다", "궁금해요", "알려줘", "말해줘", "지금", "현재", "이제", "올해", "당시", "때", "건가요", "뭔가요", "뭐예요", "누구예요", "언제예요", "얼마예요", "이에요", "예요", "인지", "이름", "잡혀", "잡혀 있어요", "나와", "나와 있나요", "되어 있나요", "돼 있나요", "있어요", "합쳐서", "모두", "더하면", "합하면", "다", "전부", "최근", "가운데", "중에서", "중에", "그", "것", "거", "바뀌었지", "바뀌었나요", "바뀌었어요", "바뀐", "계획", "예정", "편성됐어요", "편성", "하루", "기준",
];

/// A family of words, each as what a text has to have of it.
struct Family {
    /// The rooted tokens of each word, as a question has them.
    words: Vec<Vec<String>>,
    /// The same as words of Latin script and pairs of characters, as bags of words keeps them; single characters tell too little.
    grams: Vec<Vec<String>>,
}

static FAMILIES: LazyLock<Vec<Family>> = LazyLock::new(|| {
    let family = |words: &&[&str]| {
        let tokens: Vec<Vec<Token>> = words.iter().map(|w| rooted(&tokenise(w))).collect();
        Family {
            words: tokens
                .iter()
                .map(|t| t.iter().map(|t| t.text.clone()).collect())
                .collect(),
            grams: tokens
                .iter()
                .filter(|t| t.len() > 1 || t.first().is_some_and(|t| t.script == Script::Word))
                .map(|t| grams(t))
                .collect(),
        }
    };
    KIN.iter().map(family).collect()
});

static LIGHT_WORDS: LazyLock<NameTrie> = LazyLock::new(|| {
    let mut trie = NameTrie::default();
    for (number, word) in (0_u32..).zip(LIGHT) {
        trie.insert(&rooted_name(word), number);
    }
    trie
});

/// Byte ranges of the words of asking in rooted `tokens`.
pub(in crate::answer) fn light(tokens: &[Token]) -> Vec<(usize, usize)> {
    LIGHT_WORDS
        .scan_loose(tokens, |_| true)
        .into_iter()
        .map(|m| (m.start, m.end))
        .collect()
}

/// What a text may have in place of the word that these rooted `tokens` are: every word of the families that it belongs to.
pub(in crate::answer) fn kin_of(tokens: &[Token]) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    for family in FAMILIES.iter() {
        let belongs = family.words.iter().any(|word| {
            // A single character is a word only where it stands alone.
            (word.len() > 1 || tokens.len() == 1 || word.first().is_some_and(|w| w.is_ascii()))
                && tokens
                    .windows(word.len().max(1))
                    .any(|w| w.iter().map(|t| &t.text).eq(word.iter()))
        });
        if belongs {
            out.extend(family.grams.iter().cloned());
        }
    }
    out
}

/// The same of rooted `tokens` that are one phrase of several words of a family; nothing where they are none.
pub(super) fn phrases_of(tokens: &[Token]) -> Vec<Vec<String>> {
    let is_phrase = |word: &Vec<String>| word.len() > 1 && tokens.iter().map(|t| &t.text).eq(word.iter());
    let latin = tokens.iter().all(|t| t.script == Script::Word);
    FAMILIES
        .iter()
        .filter(|f| latin && f.words.iter().any(is_phrase))
        .flat_map(|f| f.grams.iter().cloned())
        .collect()
}

/// The families that rooted `tokens` have a word of, each with the first token of the word and one past its last. Single
/// characters tell too little.
pub(in crate::answer) fn families_in(tokens: &[Token]) -> Vec<(usize, usize, usize)> {
    let mut out = Vec::new();
    for (number, family) in FAMILIES.iter().enumerate() {
        for word in &family.words {
            let tells = word.len() > 1 || word.first().is_some_and(|w| w.is_ascii());
            if !tells {
                continue;
            }
            for (at, window) in tokens.windows(word.len()).enumerate() {
                if window.iter().map(|t| &t.text).eq(word.iter()) {
                    out.push((number, at, at + word.len()));
                }
            }
        }
    }
    out
}
