//! What the small words of a question say: what kind of thing is asked for, what is to be done, which of several values.

use std::sync::LazyLock;

use super::asked::Asked;
use super::notions::rooted_name;
use crate::text::{NameMatch, NameTrie, Script, Token};

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// Nothing by itself.
    Nothing,
    /// A kind of answer; `true` where the noun of what is asked for follows (`which lake`, `哪座湖`).
    Ask(Asked, bool),
    /// How many there are.
    Count,
    /// All of them, one by one.
    List,
    /// Added up.
    Sum,
    /// On average.
    Average,
    /// The greatest; `true` where the word also tells of what (`deepest`).
    Greatest(bool),
    /// The least.
    Least(bool),
    /// The first in time.
    Oldest,
    /// The last in time.
    Newest,
    /// What lies between two values.
    Difference,
    /// Of two values the first is the greater; `true` where the word also tells of what.
    More(bool),
    /// Of two values the first is the less.
    Fewer(bool),
    /// It became more.
    Increased,
    /// It became less.
    Decreased,
    /// Yes or no.
    Whether,
    /// What held before the present.
    Former,
    /// What was set first.
    Initial,
    /// What was set last.
    Revised,
}

use Say::{
    Ask, Average, Count, Decreased, Difference, Fewer, Former, Greatest, Increased, Initial, Least, List,
    More, Newest, Nothing, Oldest, Revised, Sum, Whether,
};

/// The phrases of the three languages.
#[rustfmt::skip]
const PHRASES: &[(Say, &[&str])] = &[
    (Ask(Asked::Person, false), &["who", "whom", "whose", "是誰", "誰", "何人", "哪位", "哪一位", "누구", "누가", "사람은", "사람이 누구", "which person", "什麼人", "어떤 사람", "책임자를 알려"]),
    (Ask(Asked::Year, false), &["what year", "which year", "in what year", "哪一年", "哪年", "何年", "몇 년에", "몇 년도에", "어느 해", "몇 년도"]),
    (Ask(Asked::Date, false), &["when", "on what date", "what date", "which date", "which day", "on which day", "what day", "何時", "何日", "哪一天", "哪天", "哪一日", "什麼時候", "什麼時間", "幾月幾日", "幾號", "언제", "며칠", "몇 월 며칠", "어느 날"]),
    (Ask(Asked::Place, false), &["where", "哪裡", "哪兒", "何處", "何地", "어디", "in which city", "which city", "which town", "哪個城市", "哪座城市", "哪一個城市", "哪個縣市", "哪一縣市", "哪一個縣市", "哪座城", "哪一座城市", "哪一縣", "哪一市", "哪一鄉", "哪一鎮", "哪個鎮", "哪個鄉", "哪個市", "哪個縣", "哪個鄉鎮", "어느 도시", "어느 지역", "어느 시", "어느 군", "어느 곳", "which county", "in which county", "which country", "which district"]),
    (Ask(Asked::Number, true), &["how many", "몇 명", "몇 개", "몇 건", "몇 곳", "몇 척", "몇 대", "몇 그루", "몇 종", "몇 회", "몇 차례", "몇 권", "몇 부", "幾人", "幾個", "幾項", "幾件", "幾次", "幾位", "幾座", "幾艘", "幾盞", "幾份", "幾棵", "幾種", "幾處", "幾家", "幾所", "幾條", "幾部", "幾名", "幾輛", "幾台", "幾臺", "幾間", "幾戶", "幾隻", "幾班", "幾株", "幾張", "幾冊", "幾筆", "幾場", "幾", "몇", "多少人", "多少個", "多少項", "多少件", "多少份", "多少位", "多少座", "多少艘", "多少種", "多少次", "多少名", "多少處", "多少輛", "多少台", "多少戶", "多少株", "多少場", "多少筆", "number of"]),
    (Ask(Asked::Amount, false), &["how much", "多少", "幾元", "幾公尺", "幾公里", "幾公噸", "幾公頃", "幾坪", "幾噸", "幾歲", "幾小時", "幾天", "幾年", "幾個月", "얼마", "얼마나", "몇 톤", "몇 미터", "몇 킬로미터", "몇 원", "몇 시간", "몇 살", "몇 퍼센트", "몇 년간", "몇 헥타르", "몇 도", "how old", "how long", "how far", "how big", "how large", "how high", "how wide", "how tall", "how heavy", "how fast", "how deep", "金額為何", "多久", "多大", "多長", "多深", "多高", "多寬", "多重", "多快", "多遠"]),
    (Ask(Asked::Organization, false), &["哪個單位", "哪一單位", "哪個機關", "哪一個機關", "哪個機構", "哪一個機構", "哪一家公司", "哪家公司", "哪個部門", "何單位", "何機關", "哪一所", "哪個部會", "哪一家", "哪家", "哪間公司", "哪一個單位", "어느 기관", "어느 기업", "어느 회사", "어느 부처", "어느 업체", "어떤 기관", "어느 단체", "which organisation", "which organization", "which agency", "which authority", "which company", "which body", "which institute", "which university", "which ministry", "which firm", "what organisation", "what company", "which department"]),
    (Ask(Asked::Law, false), &["哪一部法", "哪部法", "什麼法規", "何種法規", "哪項法規", "哪一項法規", "무슨 법령", "어떤 법령", "어느 법령", "어떤 법", "which law", "what law", "which act", "哪一條例", "哪部條例", "哪一部條例"]),
    (Ask(Asked::Any, true), &["which", "what", "哪一個", "哪個", "哪一項", "哪項", "哪一種", "哪種", "哪一", "哪", "何種", "什麼", "何者", "何", "어느", "어떤", "무슨", "무엇", "뭐", "뭔가"]),
    (List, &["哪些", "有哪些", "列出", "列舉", "分別是", "모두 말해", "나열", "열거", "list all", "list the", "name all", "name the", "what are", "which ones", "어떤 것들", "무엇무엇"]),
    (Count, &["共有幾", "總共有幾", "一共有幾", "共有多少", "有幾", "共幾", "how many", "몇 명", "몇 개", "몇 건", "몇 곳", "몇 척", "몇 대", "몇 그루", "몇 종", "number of"]),
    (Sum, &["合計", "總和", "總計", "加總", "加起來", "一共", "總共", "總額", "共計", "總數", "小計", "합계", "합하면", "총합", "더하면", "합치면", "합친", "총액", "총", "모두 합", "모두", "전부", "전체", "sum", "sum of", "total", "in total", "altogether", "combined", "added together", "together", "overall", "all together", "add up to", "add up", "sum up to", "come to", "amount to"]),
    (Average, &["平均", "均值", "평균", "average", "mean", "on average"]),
    (Greatest(true), &["deepest", "longest", "highest", "tallest", "widest", "heaviest", "fastest", "hottest", "最深", "最長", "最高", "最重", "最快", "最寬", "最貴", "가장 깊은", "가장 긴", "가장 높은", "가장 빠른", "가장 무거운", "가장 넓은", "가장 비싼", "most expensive"]),
    (Greatest(false), &["largest", "biggest", "greatest", "most", "最大", "最多", "最高的", "冠軍", "第一名", "가장 큰", "가장 많은", "가장 많이", "가장 많았", "가장 컸", "가장 높", "제일 많은", "제일 큰", "the most"]),
    (Least(true), &["shallowest", "shortest", "lowest", "slowest", "lightest", "narrowest", "cheapest", "coldest", "最淺", "最短", "最輕", "最慢", "最窄", "最便宜", "가장 얕은", "가장 짧은", "가장 낮은", "가장 느린", "가장 싼", "가장 가벼운", "가장 좁은"]),
    (Least(false), &["smallest", "least", "fewest", "最小", "最少", "最低", "가장 적은", "가장 작은", "가장 적게", "가장 적었", "제일 적은"]),
    (Oldest, &["oldest", "earliest", "first built", "first opened", "first to open", "最早", "最老", "最舊", "最先", "가장 오래된", "가장 먼저", "가장 이른", "가장 일찍", "제일 먼저"]),
    (Newest, &["newest", "latest", "most recent", "most recently", "youngest", "last to open", "最新", "最晚", "最近", "最年輕", "가장 최근", "가장 최근에", "가장 늦게", "가장 나중", "가장 새로운", "최신"]),
    (Difference, &["相差", "差額", "差距", "差多少", "增加了多少", "減少了多少", "多多少", "少多少", "增加多少", "減少多少", "增減", "調整了多少", "調整多少", "變動多少", "變動了多少", "差了多少", "차이", "차액", "얼마나 변", "얼마나 늘", "얼마나 줄", "얼마나 달라", "by how much", "change by", "changed by", "differ by", "difference", "how much more", "how much less", "how many more", "how many fewer", "還剩", "剩餘", "高多少", "低多少"]),
    (More(true), &["deeper", "longer", "higher", "taller", "wider", "heavier", "faster", "較深", "較長", "較高", "較重", "較快", "更深", "更長", "更高", "더 깊은", "더 긴", "더 높은", "더 빠른", "더 무거운", "더 넓은"]),
    (More(false), &["more", "larger", "bigger", "greater", "exceed", "exceeds", "較多", "較大", "更多", "更大", "高於", "多於", "大於", "超過", "더 많은", "더 큰", "더 많", "더 크", "보다 많", "보다 크", "보다 높", "보다 큰", "보다 높은", "보다 많은", "比較多", "比較大", "比較高", "多嗎", "大嗎", "高嗎"]),
    (Fewer(true), &["shallower", "shorter", "lower", "lighter", "slower", "narrower", "cheaper", "較淺", "較短", "較低", "較輕", "較慢", "더 얕은", "더 짧은", "더 낮은", "더 느린"]),
    (Fewer(false), &["less", "fewer", "smaller", "較少", "較小", "更少", "更小", "低於", "少於", "小於", "더 적은", "더 작은", "더 적", "보다 적", "보다 작", "보다 낮", "보다 적은", "보다 작은", "보다 낮은", "比較少", "比較小", "比較低", "少嗎", "小嗎", "低嗎"]),
    (Increased, &["increase", "increased", "grow", "grew", "rise", "rose", "增加", "成長", "上升", "늘었", "늘어났", "증가", "올랐"]),
    (Decreased, &["decrease", "decreased", "fall", "fell", "drop", "dropped", "shrink", "減少", "下降", "줄었", "줄어들", "감소", "내렸"]),
    (Whether, &["是否", "有沒有", "是不是", "會不會", "嗎", "인지 여부", "인가요 아닌가요"]),
    (Former, &["former", "formerly", "previous", "previously", "predecessor", "before the present", "before the current", "preceded", "前任", "上一任", "前一任", "之前擔任", "以前擔任", "卸任", "就任之前", "接任之前", "之前", "전임", "이전에", "이전", "직전", "취임 전", "전에"]),
    (Initial, &["original", "originally", "initial", "initially", "at first", "原本", "原先", "原訂", "原定", "原核定", "原編", "原列", "初版", "最初", "調整前", "修正前", "調整之前", "修正之前", "變更前", "當初", "당초", "최초", "원래", "처음", "조정 전", "변경 전", "before it was revised", "before revision", "before the revision"]),
    (Revised, &["revised", "adjusted", "after revision", "after the revision", "after its revision", "調整後", "修正後", "變更後", "展延後", "延長後", "最後", "最終", "現行", "目前", "現在", "現任", "現今", "變更為", "改到", "改為", "변경 후", "조정 후", "수정 후", "연장된", "현행", "현재", "현", "지금", "current", "currently", "present", "presently", "now", "at present", "extended", "updated", "經修正", "修訂後", "更新後", "새로운", "바뀐", "변경된", "조정된"]),
    (Nothing, &[
        "is", "are", "was", "were", "be", "been", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would", "should", "there", "please", "tell me", "tell", "me", "give", "show", "according to", "according", "i", "we", "you", "your", "kind of", "sort of", "called", "named", "say", "says", "stated", "state", "mentioned", "listed", "list", "recorded", "shown", "given", "between", "among", "of the", "one", "ones", "any", "each", "every", "all", "these", "those", "than", "if", "so", "because", "into", "during", "both", "either", "also", "about", "exactly", "know", "stand", "stands", "must", "need", "needs", "due to", "table", "documents", "document", "record", "made up",
        "請問", "請告訴我", "請", "告訴我", "想知道", "文件", "資料", "根據", "依照", "表中", "表內", "所列", "列了", "列有", "列出的", "是多少", "是", "的", "之", "了", "嗎", "呢", "吧", "為何", "為多少", "為", "有", "在", "於", "由", "被", "把", "將", "與", "和", "及", "或", "以及", "其中", "其", "該", "此", "這", "那", "也", "都", "就", "而", "並", "且", "各項", "各", "每", "當中", "中", "內", "裡", "名字", "叫什麼名字", "叫什麼", "叫做", "叫", "來自", "負責", "擔任", "進行", "目前的", "比", "跟", "相較", "和解", "能否", "可否", "預定", "所", "到", "從", "以", "後來", "曾", "曾經", "還有", "還", "沒有",
        "입니까", "인가요", "인가", "였는가", "이었는가", "였나", "였나요", "이었나", "이었나요", "있습니까", "있나요", "있는가", "있는지", "하나요", "합니까", "하는가", "했는가", "했나요", "하였는가", "되었는가", "됩니까", "되나요", "됐나요", "알려 주세요", "알려주세요", "말해 주세요", "말해주세요", "말하시오", "답하시오", "그", "이", "저", "및", "또는", "그리고", "대한", "대해", "따르면", "따라", "의하면", "실린", "나온", "적힌", "기재된", "표에", "문서에", "자료에", "맡고 있는", "맡고", "하는", "한", "하고 있는", "되는", "된", "있는", "없는", "중", "가운데", "가지", "기준으로", "비교해", "비교하여", "지낸", "주로", "대체로", "보통",
    ]),
];

struct Index {
    trie: NameTrie,
    says: Vec<Say>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        trie: NameTrie::default(),
        says: Vec::new(),
    };
    for (number, (say, phrases)) in (0_u32..).zip(PHRASES) {
        index.says.push(*say);
        for phrase in *phrases {
            index.trie.insert(&rooted_name(phrase), number);
        }
    }
    index
});

/// A phrase that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken {
    /// What it says.
    pub say: Say,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Whether a match may be a word: a short Hangul one has to begin where a word begins, and one of a single syllable has to
/// be the whole word.
pub(super) fn is_word(tokens: &[Token], m: &NameMatch) -> bool {
    let Some(first) = tokens.get(m.first).filter(|t| t.script == Script::Hangul) else {
        return true;
    };
    let length = m.last - m.first;
    let glued_before = first.glued
        && m.first
            .checked_sub(1)
            .and_then(|i| tokens.get(i))
            .is_some_and(|t| t.script == Script::Hangul);
    let glued_after = tokens
        .get(m.last)
        .is_some_and(|t| t.glued && t.script == Script::Hangul);
    match length {
        1 => !glued_before && !glued_after,
        2 => !glued_before || (!glued_after && first.text != "이"),
        _ => true,
    }
}

/// Comparatives and superlatives share a root; which of them stands in the question decides.
fn by_degree(say: Say, written: &str) -> Say {
    match say {
        Say::Greatest(also) if written.ends_with("er") => Say::More(also),
        Say::More(also) if written.ends_with("est") => Say::Greatest(also),
        Say::Least(also) if written.ends_with("er") => Say::Fewer(also),
        Say::Fewer(also) if written.ends_with("est") => Say::Least(also),
        other => other,
    }
}

/// Every phrase in `tokens` (rooted) of `question`, the longest first, left to right.
#[must_use]
pub fn phrases(question: &str, tokens: &[Token]) -> Vec<Spoken> {
    let index = &*INDEX;
    index
        .trie
        .scan_loose(tokens, |m| is_word(tokens, m))
        .into_iter()
        .filter_map(|m| {
            let say = *usize::try_from(m.id).ok().and_then(|i| index.says.get(i))?;
            // `station` has the root of `state`, and is a thing.
            let written = question.get(m.start..m.end)?.to_lowercase();
            if say == Nothing && written.starts_with("station") {
                return None;
            }
            Some(Spoken {
                say: by_degree(say, question.get(m.start..m.end)?),
                first: m.first,
                last: m.last,
                start: m.start,
                end: m.end,
            })
        })
        .collect()
}
