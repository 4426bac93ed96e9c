//! What the columns of a table measure, as far as headers and what stands over the table tell.

use super::super::headers::is_total;
use super::super::tables::{Kind, View};
use super::pattern::{Pattern, pattern, says};
use super::stage::{Headed, Stage, headed, titled};
use crate::text::fold;

/// What a column, or a question, is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Money that was given.
    Allotted,
    /// Money that was used.
    Spent,
    /// How far two versions lie apart.
    Change,
    Start,
    End,
    Founded,
    Issued,
    /// When the present head took office.
    Office,
    /// Posts that there are, that are filled, that are not.
    Posts,
    Filled,
    Vacant,
    /// How much of the work is done.
    Done,
    Other,
}

impl Measure {
    pub(super) const fn is_money(self) -> bool {
        matches!(self, Self::Allotted | Self::Spent)
    }

    pub(super) const fn is_time(self) -> bool {
        matches!(
            self,
            Self::Start | Self::End | Self::Founded | Self::Issued | Self::Office
        )
    }
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) measure: Measure,
    pub(super) year: Option<i32>,
    pub(super) stage: Stage,
    /// The whole of what is measured, not a part of it: `Together` beside `Running` and `Capital`.
    pub(super) whole: bool,
    /// The innermost header, folded, without brackets.
    pub(super) leaf: String,
}

pattern!(
    SPENT,
    r"\bspent\b|\bspend(?:ing|s)?\b|\boutturn\b|\bexpend\w+|\bactuals?\b|\bpaid out\b|實支|支用|決算|支出|動支|執行數|用掉|花|",
    r"집행|결산|지출|쓴|썼|쓰"
);
pattern!(
    MONEY,
    r"\bbudget\w*|\ballocat\w+|\ballot\w+|\bvot(?:e|es|ed|ing)\b|\bgrant\w*|\baward\w*|\bestimates?\b|\bappropriat\w+|\bfund(?:s|ed|ing)?\b|",
    r"\bmoney\b|\bsums?\b|\bamounts?\b|\bcosts?\b|預算|經費|核列|核定|編列|金額|款|錢|撥|配|額度|예산|배정|편성|금액|사업비|과제비|연구비|돈"
);
pattern!(
    END,
    r"\bends?\b|\bending\b|\bclos(?:e|es|ed|ing)\b|\bfinish\w*|\buntil\b|\bto\b|\bdeadline\b|\bdue\b|迄|訖|完成日|結束|結案|截止|期限|종료|완료|까지|마지막|마감|끝"
);
pattern!(
    START,
    r"\bstarts?\b|\bbegin\w*|\bopens?\b|\bfrom\b|起日|開始|開辦|起始|착수|시작|부터|첫날|개시"
);
pattern!(
    FOUNDED,
    r"\bfound\w*|\bestablish\w*|\bset up\b|\bopened\b|\bcreated\b|\bsince\b|\bstarted\b|創|設立|成立|設置|啟用|開辦|設站|설립|설치|개소|문 연|세워|창설|연도"
);
pattern!(
    ISSUED,
    r"\bgazett\w+|\bpromulgat\w+|\bissued\b|\benact\w+|\bin force since\b|公布|頒行|頒布|發布|施行|공포|제정|시행"
);
pattern!(
    VACANT,
    r"\bvacan\w+|\bempty\b|\bopen\b|\bunfilled\b|缺額|懸缺|缺員|空缺|결원|빈자리|비어"
);
pattern!(
    FILLED,
    r"\bfilled\b|\boccupied\b|\btaken up\b|\bin post\b|\bactual staff\b|現員|現有|在職|實有|現職|현원"
);
pattern!(
    POSTS,
    r"\bposts?\b|\bapproved\b|\ballowed\b|\bestablishment\b|\bheadcount\b|員額|編制|定員|預算員額|정원|인원"
);
pattern!(
    DONE,
    r"\bcomplete\b|\bdone\b|\bprogress\b|\bper cent\b|完成率|完成度|完成比|進度|진척|공정|완료율|진도"
);

/// Whether a header has a word for money that was used.
pub(super) fn speaks_of_spending(text: &str) -> bool {
    says(&SPENT, text)
}

/// A fiscal year in a header, also before no more than a word: `114決算合計`.
fn year_of(header: &str) -> Option<i32> {
    let years = super::super::bag::years_in(header);
    if let [year] = years.as_slice() {
        return Some(*year);
    }
    if !years.is_empty() {
        return None;
    }
    let digits: String = header.trim().chars().take_while(char::is_ascii_digit).collect();
    let behind = header.trim().get(digits.len()..).and_then(|r| r.chars().next());
    let number: i32 = digits.parse().ok().filter(|_| digits.len() == 3)?;
    let of_republic =
        (80..200).contains(&number) && behind.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
    of_republic.then_some(number + 1911)
}

/// A header without what stands in brackets.
fn bare(header: &str) -> &str {
    let cut = header.split(['(', '（']).next().unwrap_or_default().trim();
    if cut.is_empty() { header.trim() } else { cut }
}

/// Whether a header names the whole of several parts: `Together`, `113年度小計`, `2031 편성 총액`.
fn is_whole(leaf: &str) -> bool {
    let stripped: String = leaf
        .chars()
        .filter(|c| !c.is_ascii_digit() && !"年度년도".contains(*c))
        .collect();
    const WORDS: [&str; 7] = ["together", "both", "all", "sum", "total", "altogether", "in all"];
    const ENDS: [&str; 11] = [
        "合計", "小計", "共計", "總計", "總數", "總額", "總計", "총액", "합계", "소계", "총계",
    ];
    let stripped = stripped.trim();
    is_total(stripped)
        || WORDS.contains(&stripped)
        || ["計", "합", "계"].contains(&stripped)
        || ENDS.iter().any(|end| stripped.ends_with(end))
}

/// What each column of a table measures.
pub(super) fn heads(view: &View) -> Vec<Head> {
    let over = titled(&view.over);
    let over_year = match view.context.years.as_slice() {
        [year] => Some(*year),
        _ => None,
    };
    let mut out: Vec<Head> = view
        .columns
        .iter()
        .enumerate()
        .map(|(number, column)| {
            let path = fold(&column.path.join(" "));
            let leaf = fold(bare(column.path.last().map_or("", String::as_str)));
            let kind = if column.kind == Kind::Text && holds_years(view, number) {
                Kind::Date
            } else {
                column.kind
            };
            let measure = measure_of(&path, kind);
            let (stage, measure) = match headed(&path) {
                Headed::Change if column.kind == Kind::Number && measure != Measure::Done => {
                    (Stage::Plain, Measure::Change)
                }
                Headed::Stage(stage) if stage != Stage::Plain => (stage, measure),
                _ if measure == Measure::Spent => (Stage::Plain, measure),
                _ => (over, measure),
            };
            Head {
                measure,
                year: year_of(&path),
                stage,
                whole: is_whole(&leaf),
                leaf,
            }
        })
        .collect();
    // Money needs no word for it where cells are counted in a currency.
    for (number, head) in out.iter_mut().enumerate() {
        let in_currency = view
            .rows
            .iter()
            .filter_map(|r| r.cells.get(number)?.as_ref())
            .any(|v| v.currency.is_some());
        let counts = view.columns.get(number).is_some_and(|c| c.kind == Kind::Number);
        // Nor where the table is of money and the column is no more than a version of it.
        let versioned = says(&MONEY, &view.over) && head.stage != Stage::Plain && !head.leaf.is_empty();
        if counts && (in_currency || versioned) && head.measure == Measure::Other && !says_count(&head.leaf) {
            head.measure = Measure::Allotted;
        }
        if head.measure.is_money() && head.year.is_none() {
            head.year = over_year;
        }
    }
    settle_wholes(&mut out);
    out
}

/// Whether a header counts things.
fn says_count(leaf: &str) -> bool {
    ["件數", "건수", "contracts", "count", "number", "人數", "명"]
        .iter()
        .any(|w| leaf.contains(w))
}

/// Whether the cells of a column are years or days, such as `民國50年`.
fn holds_years(view: &View, column: usize) -> bool {
    let mut cells = view
        .rows
        .iter()
        .filter(|r| !r.total)
        .filter_map(|r| r.cells.get(column)?.as_ref())
        .peekable();
    cells.peek().is_some()
        && cells.all(|v| v.text.chars().count() <= 16 && super::figure::day_of(&v.text).is_some())
}

/// A column of money that stands alone for its year and version is the whole.
fn settle_wholes(heads: &mut [Head]) {
    let same = |a: &Head, b: &Head| a.measure == b.measure && a.year == b.year && a.stage == b.stage;
    let copy = heads.to_vec();
    for head in heads.iter_mut().filter(|h| h.measure.is_money() && !h.whole) {
        head.whole = copy.iter().filter(|other| same(other, head)).count() == 1;
    }
}

fn measure_of(path: &str, kind: Kind) -> Measure {
    match kind {
        Kind::Number => {
            if says(&DONE, path) {
                Measure::Done
            } else if says(&VACANT, path) {
                Measure::Vacant
            } else if says(&FILLED, path) {
                Measure::Filled
            } else if says(&SPENT, path) {
                Measure::Spent
            } else if says(&MONEY, path) {
                Measure::Allotted
            } else if says(&POSTS, path) {
                Measure::Posts
            } else if says(&FOUNDED, path) {
                Measure::Founded
            } else {
                Measure::Other
            }
        }
        Kind::Date => {
            if says(&ISSUED, path) {
                Measure::Issued
            } else if says(&FOUNDED, path) && !says(&END, path) {
                Measure::Founded
            } else if says(&END, path) {
                Measure::End
            } else if says(&START, path) {
                Measure::Start
            } else {
                Measure::Other
            }
        }
        Kind::Text => Measure::Other,
    }
}
