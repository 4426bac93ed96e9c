//! What a question wants done: which of several, how much together, the greatest of a group, how many, how far apart.

use super::column::Measure;
use super::pattern::{Pattern, pattern, says};
use super::stage::{Said, Stage};
use crate::question::{Asked, Request};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// The one of those named that has more, or less.
    Pick {
        greatest: bool,
    },
    /// The one of a group.
    Extreme {
        greatest: bool,
    },
    Sum,
    Count,
    /// How far two versions of one figure, or the figures of two, lie apart.
    Gap,
    Look,
}

/// What a question wants.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) act: Act,
    pub(super) measure: Option<Measure>,
    pub(super) stage: Stage,
    pub(super) years: Vec<i32>,
    /// Whether it asks for who carries out what is named, and not for that itself.
    pub(super) by_body: bool,
    /// Whether two are compared by their days.
    pub(super) in_time: bool,
    /// Whether it speaks of what was given and of what was used.
    pub(super) compares_columns: bool,
    /// The question with its names and versions blanked out, in lower case.
    pub(super) rest: String,
}

pattern!(
    SUM,
    r"\badd(?:s|ed|ing)?\b(?: \w+)? up\b|\badd(?:s|ing)? the\b|\badd\b|\btotal(?:s|led)?\b|\bsum of\b|\bsum total\b|\bcombined\b|\btogether\b|",
    r"\bin all\b|\baltogether\b|\ball told\b|\bcome to\b|\bamount to\b|\bplus\b|\bin sum\b|\baggregate\b|\bsum across\b|\bsum\b.*\b(?:across|over)\b|\ball four quarters\b|",
    r"加起來|加總|合計|總共|共多少|共編|共核|共計|共為|相加|總額|總計|一共|合起來|總數|總和|加上|連同|合共|累計|全部.{0,8}多少|小計(?:是|為)?(?:多少|若干)|",
    r"더하|더한|합치|합쳐|합친|합하|합한|합계|총액|총합|합산|합은|모두 얼마|전부 얼마|전부 얼|통틀어|다 합|전체.{0,10}얼마"
);
pattern!(
    MOST,
    r"\bmost\b|\bhighest\b|\blargest\b|\bbiggest\b|\bgreatest\b|\bmaximum\b|\btop\b|最多|最高|最大|居首|第一名|之冠|最多的|拿最多|最長|(?:가장|제일)[^?]{0,12}?(?:많|큰|크|컸|높|길|긴)|최대|최고|최다"
);
pattern!(
    FEWEST,
    r"\bleast\b|\blowest\b|\bsmallest\b|\bfewest\b|\bminimum\b|最少|最低|最小|墊底|殿後|最短|(?:가장|제일)[^?]{0,12}?(?:적|작은|작|낮|짧)|최소|최저"
);
pattern!(
    MORE,
    r"\bmore\b|\blarger\b|\bhigher\b|\bbigger\b|\bgreater\b|\bbetter[- ]funded\b|\bricher\b|\blonger\b|多|高|大|寬裕|長|많|큰|크|컸|높|길|긴"
);
pattern!(
    LESS,
    r"\bless\b|\bsmaller\b|\blower\b|\bfewer\b|\bshorter\b|少|低|小|短|적|작|낮|짧"
);
pattern!(
    EARLY,
    r"\bolder\b|\boldest\b|\bearlier\b|\bearliest\b|\bfirst\b|\bsooner\b|\blonger history\b|\bsenior\b|早|先|久|資格老|老|悠久|먼저|앞서|오래|오랜|일찍|이른|빠른|빨리|빠르|",
    r"역사가 (?:더 )?(?:긴|길)"
);
pattern!(
    LATE,
    r"\byounger\b|\blater\b|\blatest\b|\bnewer\b|\bmore recent\b|\bmost recent\b|\blast\b|\byoungest\b|晚|在後|較新|年輕|資淺|最近|나중|늦|최근|뒤에|젊은"
);
pattern!(
    COUNT,
    r"\bhow many\b|\bnumber of\b|\bcount(?: the)?\b|幾(?:個|項|位|名|人|件|案|種|座)|多少(?:個|項|位|名|人|件|案)|人數|有幾|몇 ?(?:개|건|명|사람|곳|가지|인|분)|개수|인원수|과제 ?수|사람 ?수|수는\??$|명수"
);
pattern!(
    GAP,
    r"\bby how much\b|\bdifference\b|\bby what (?:sum|amount)\b|\bhow much (?:was|were|is|has been) (?:\w+ )?(?:added|cut|taken|trimmed)\b|\bhow much (?:more|less|larger|smaller)\b|",
    r"\bhow much did\b.*\b(?:lose|gain|rise|fall|change|drop|grow|go up|go down|increase|decrease)\b|差(?:了|距|額)?(?:為|是)?多少|差了|相差|增加了?多少|減少?了?多少|調整了多少|增減|變動了?多少|",
    r"多了多少|少了多少|改了多少|前後差|얼마나 ?(?:늘|줄|달라|깎|변|차이|증가|감소|올|내|바뀌)|얼마가? ?(?:증액|감액|늘|줄|깎|차이)|차이|차액"
);
pattern!(
    MONEY,
    r"\bbudget\w*|\ballocat\w+|\ballot\w+|\bvot(?:e|es|ed)\b|\bgrant\w*|\baward\w*|\bestimates?\b|\bappropriat\w+|\bfund(?:s|ed|ing)?\b|\bmoney\b|\bsum\b|\bsums\b|\bamounts?\b|\bfigures?\b|\bgiven\b|\bgets?\b|\breceiv\w+|預算|經費|核列|核定|核給|編列|編|金額|款|錢|撥|配|分到|拿|數字|예산|배정|편성|금액|사업비|과제비|연구비|돈"
);
pattern!(
    END,
    r"\bends?\b|\bending\b|\bclos(?:e|es|ing)\b|\bfinish\w*|\bcomplet\w+|\bconclud\w+|結束|完成|迄|訖|結案|截止|屆滿|끝나|종료|마감|완료"
);
pattern!(
    START,
    r"\bstarts?\b|\bstarted\b|\bbegins?\b|\bbegan\b|\bopens?\b|開始|起日|起始|開工|啟動|착수|시작"
);
pattern!(
    ALLOTTED,
    r"\bbudget\w*|\ballocat\w+|\bestimates?\b|預算|編列|예산|편성"
);
pattern!(
    OFFICE,
    r"\btook (?:office|over|up)\b|\bappointed\b|\bin (?:office|post)\b|\bhead\b|\bdirector\b|就任|上任|接任|到任|任職|首長|",
    r"취임|부임|임명|기관장|자리에"
);
pattern!(
    VACANT,
    r"\bvacan\w+|\bempty\b|\bunfilled\b|\bopen posts?\b|缺員|缺額|懸缺|空缺|결원|빈자리|빈 ?자리"
);
pattern!(
    FILLED,
    r"\bfilled posts?\b|\bposts? filled\b|\boccupied\b|現員|現有人|在職|實有|현원"
);
pattern!(POSTS, r"\bposts\b|\bheadcount\b|員額|編制|定員|정원");
pattern!(
    BODIES,
    r"\bbod(?:y|ies)\b|\bhouses?\b|\borgani[sz]ations?\b|\binstitut\w+|\bagenc(?:y|ies)\b|\bunits?\b|單位|機構|機關|承辦|承作|承攬|執行|擔綱|기관|수행|전담|담당|맡은|하는 곳|하는 데|실시하는"
);

impl Wanted {
    /// Whether it asks for a share, or for less than a year, which no column of a year tells.
    pub(super) fn asks_part_of_year(&self) -> bool {
        let share = [
            "share",
            "per cent of",
            "percentage",
            "比例",
            "占比",
            "비율",
            "비중",
        ];
        let quarter = ["quarter", "季", "분기", "month", "半年", "상반기", "하반기"];
        let has = |words: &[&str]| words.iter().any(|w| self.rest.contains(w));
        has(&share) || has(&quarter) && self.act != Act::Sum || self.compares_columns
    }

    /// Reads a question of which the spans `names` are names: `sides` of them are things that may be set beside each other.
    pub(super) fn of(request: &Request, names: &[(usize, usize)], sides: usize) -> Self {
        let blanked = blank(&request.text, names);
        let said = Said::of(&blanked);
        let versions: Vec<(usize, usize)> = said.first.iter().chain(&said.revised).copied().collect();
        let rest = blank(&blanked, &versions).to_lowercase();
        // `多少` asks and compares nothing.
        let compared = rest.replace("多少", "  ");
        let amounts = ["more recent", "most recent", "더"]
            .iter()
            .fold(compared.clone(), |text, w| text.replace(w, " "));
        let measure = measure_of(&rest);
        let spends = super::column::speaks_of_spending(&rest);
        let both = !said.first.is_empty() && !said.revised.is_empty();
        let figure = matches!(request.asked, Asked::Amount | Asked::Number | Asked::Any);
        let act = if says(&GAP, &rest) {
            Act::Gap
        } else if sides >= 2 && (says(&LATE, &compared) || says(&EARLY, &compared)) && !says(&SUM, &rest) {
            let greatest = says(&LATE, &compared);
            Act::Pick { greatest }
        } else if says(&FEWEST, &compared) {
            Act::Extreme { greatest: false }
        } else if says(&MOST, &compared) {
            Act::Extreme { greatest: true }
        } else if says(&COUNT, &rest.replace("哪幾", " "))
            && !(says(&SUM, &rest) && measure.is_some_and(counts_posts))
        {
            Act::Count
        } else if says(&SUM, &rest) && figure {
            Act::Sum
        } else if sides >= 2 && says(&LESS, &compared) {
            Act::Pick { greatest: false }
        } else if sides >= 2 && says(&MORE, &compared) {
            Act::Pick { greatest: true }
        } else {
            Act::Look
        };
        let act = match act {
            // The most of two that are named is the greater.
            Act::Extreme { greatest } if sides >= 2 => Act::Pick { greatest },
            act => act,
        };
        // Less is missing than was set: two columns of one row, which others compare.
        let compares_columns = spends && says(&ALLOTTED, &rest);
        let in_time = matches!(act, Act::Pick { .. })
            && (says(&LATE, &compared) || says(&EARLY, &compared))
            && !says(&MORE, &amounts);
        let measure = match (act, measure) {
            (Act::Pick { .. }, None) if in_time && says(&OFFICE, &rest) => Some(Measure::Office),
            (Act::Pick { .. }, None | Some(Measure::Allotted)) if in_time => None,
            (Act::Pick { .. } | Act::Extreme { .. }, None) if said.stage() != Stage::Plain => {
                Some(Measure::Allotted)
            }
            (Act::Look, None) if said.stage() != Stage::Plain && request.asked == Asked::Amount => {
                Some(Measure::Allotted)
            }
            (_, Some(Measure::Allotted)) if spends => Some(Measure::Spent),
            (_, None) if spends && request.years.len() == 1 => Some(Measure::Spent),
            (_, other) => other,
        };
        Self {
            act,
            measure,
            stage: if both && act == Act::Gap {
                Stage::Plain
            } else {
                said.stage()
            },
            years: request.years.iter().map(|y| y.0).collect(),
            by_body: says(&BODIES, &rest),
            in_time,
            compares_columns,
            rest,
        }
    }
}

const fn counts_posts(measure: Measure) -> bool {
    matches!(measure, Measure::Posts | Measure::Filled | Measure::Vacant)
}

fn measure_of(rest: &str) -> Option<Measure> {
    if says(&VACANT, rest) {
        Some(Measure::Vacant)
    } else if says(&FILLED, rest) {
        Some(Measure::Filled)
    } else if says(&MONEY, rest) {
        Some(Measure::Allotted)
    } else if says(&POSTS, rest) {
        Some(Measure::Posts)
    } else if says(&END, rest) {
        Some(Measure::End)
    } else if says(&START, rest) {
        Some(Measure::Start)
    } else {
        None
    }
}

/// A text with spans blanked out, byte for byte as long.
pub(super) fn blank(text: &str, spans: &[(usize, usize)]) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if spans.iter().any(|s| s.0 <= at && at < s.1) {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}
