//! Which version of a figure is meant: the one that was set first, or the one that took its place; in questions, in headers and
//! in titles.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::{Pattern, says};

/// A version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Stage {
    /// Nothing is said of it.
    #[default]
    Plain,
    /// As it was set first.
    First,
    /// As it was changed.
    Revised,
}

/// What a header says of the version of its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Headed {
    Stage(Stage),
    /// How far the two lie apart.
    Change,
}

/// What only the first version is called, wherever it is spoken of.
static FIRST: Pattern = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bfirst[- ](?:\d{4} )?(?:issues?|prints?|editions?|versions?|drafts?|estimates?|budgets?|allocations?|votes?|figures?|",
        r"sums?|amounts?|list|published|issued|allocated|awarded|voted|granted|given|allotted|approved|planned|earmarked|assigned)\b",
        r"|\b(?:as|at|when) first\b(?: \w+)?|\boriginal(?:ly)?\b|\binitial(?:ly)?\b|\bat the (?:outset|start)\b|\bto (?:begin|start) with\b",
        r"|\b(?:before|prior to|ahead of)\b[^,?]{0,40}?\b(?:chang\w*|revis\w+|amend\w+|cuts?|reduc\w+|rais\w+|increas\w+|adjust\w+|",
        r"second (?:issue|print|edition|version)|exten\w+|prolong\w+|alter\w*|trim\w*|postpone\w*|delay\w*)\b",
        r"|核定版|原編|原配|年初版|初編|原核[定列]?|原列|原訂|原定|原本|原有|原先|原來|原始|原預算|當初|最初|起初|一開始|首次|首版|初版|初次",
        r"|(?:調整|修正|變更|增列|減列|改列|調減|調增|刪減|追加|展延|延長|延後|順延|展期|寬延|更動|異動|改配|縮減|改期|調降|調升|增減)案?[之以的]?前後?",
        r"|본예산|당초|최초|처음|애초|원래",
        r"|(?:조정|변경|수정|감액|증액|삭감|추경|연장|고치|바뀌|바꾸|줄이|늘리|늘이|깎이?|늦추|미루|늦춰지|미뤄지|줄어들|늘어나)(?:하|되)?기? ?이?전후?",
    ))
    .ok()
});

/// What only a later version is called.
static REVISED: Pattern = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bsecond[- ](?:issue|print|edition|version|estimates?)\b|\brevis(?:ed|ion)\b|\bamend(?:ed|ments?)\b|\bupdated\b",
        r"|\bafter (?:[\w']+ ){0,4}?(?:changes?|changed|amendments?|amended|revision|revised|cut|adjustments?|increase|rise|reduction|extension)\b",
        r"|\bnow\b|\bcurrent(?:ly)?\b|\bin force\b|\bpresent(?:ly)?\b|\bas (?:things|it|they) (?:now )?stands?\b|\btoday\b|\blatest\b",
        r"|\bonce (?:amended|changed|revised)\b|\bsince the [\w ]{1,24}?(?:changed|cut|raised|amended)\b",
        r"|調整版|改配|改列|調整[之以過]?後|修正[之以]?後|修正版|修正預算|變更[之以]?後|變更預算|增列後|減列後|第[一二三四]次調整|更改後|改過",
        r"|(?:順延|延長|展延|展期|寬延|延後)[之以]?後|現行|現在|目前|現有|有效|最新|現今|當前|如今",
        r"|수정 ?예산|수정된|수정 ?후|수정 ?배분|수정 ?기준|변경 ?예산|변경안|변경된|변경되|변경 ?후|변경 ?반영|변경 ?배정|변경 ?기준",
        r"|조정이? ?(?:끝난|되고|후|된)|고친 ?(?:뒤|후)|바뀐|현행|현재|지금|이제|유효한|적용되는|연장 ?후|미뤄진|늦춰진",
    ))
    .ok()
});

/// In titles and headers of tables a word alone tells.
static TITLED_FIRST: Pattern = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bfirst\b|\boriginal\b|\binitial\b|\bbefore\b|\bwas\b|\bold\b|\bformerly\b|\bstood\b",
        r"|核定版|原[編配列核訂定預有先]|[（(]原|年初|初編|初版|首次|先前|調整前|增減前|修正前|變更前|본예산|당초|최초|처음|애초|종전|기존|조정 ?전|변경 ?전|수정 ?전",
    ))
    .ok()
});
static TITLED_REVISED: Pattern = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bsecond\b|\brevised\b|\bamended\b|\bsupplementary\b|\badjusted\b|\bupdated\b|\bnow\b|\bafter\b|\bbecomes?\b|\bnew\b",
        r"|調整|修正|修訂|變更|追加|改配|改列|改定|此後|之後|增減後|수정|변경|추경|조정|고친|바뀐|개정",
    ))
    .ok()
});
static TITLED_CHANGE: Pattern = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bdifference\b|\bshift\b|\bchange\b|\bamendment\b|\byear on year\b|\bvariation\b|\bincrease\b|%",
        r"|差異|差額|差距|增減(?:數|額)?(?:$|[（(])|較.{1,6}增減|比率|증감|차액|차이|변동",
    ))
    .ok()
});

/// Where a question speaks of the first version and of the later one.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) first: Vec<(usize, usize)>,
    pub(super) revised: Vec<(usize, usize)>,
}

impl Said {
    pub(super) fn of(question: &str) -> Self {
        let spans = |pattern: &Pattern| -> Vec<(usize, usize)> {
            let Some(pattern) = pattern.as_ref() else {
                return Vec::new();
            };
            // `調整前後` and `변경 전후` speak of both.
            pattern
                .find_iter(question)
                .filter(|m| !m.as_str().ends_with(['後', '후']) || !m.as_str().contains(['前', '전']))
                .map(|m| (m.start(), m.end()))
                .collect()
        };
        let first = spans(&FIRST);
        let mut revised = spans(&REVISED);
        revised.retain(|r| !first.iter().any(|f| r.0 < f.1 && f.0 < r.1));
        Self { first, revised }
    }

    /// The version that the question is about: what is in force where it names none.
    pub(super) fn stage(&self) -> Stage {
        match (self.first.is_empty(), self.revised.is_empty()) {
            (false, _) => Stage::First,
            (true, false) => Stage::Revised,
            (true, true) => Stage::Plain,
        }
    }
}

/// What a header says.
pub(super) fn headed(header: &str) -> Headed {
    let first = says(&TITLED_FIRST, header);
    if says(&TITLED_CHANGE, header) {
        Headed::Change
    } else if first {
        Headed::Stage(Stage::First)
    } else if says(&TITLED_REVISED, header) {
        Headed::Stage(Stage::Revised)
    } else {
        Headed::Stage(Stage::Plain)
    }
}

/// What a title says of the figures below it.
pub(super) fn titled(title: &str) -> Stage {
    let title = &title.replace('_', " ");
    let said = Said::of(title);
    match (said.first.is_empty(), said.revised.is_empty()) {
        (false, true) => return Stage::First,
        (true, false) => return Stage::Revised,
        _ => {}
    }
    match (says(&TITLED_FIRST, title), says(&TITLED_REVISED, title)) {
        (true, false) => Stage::First,
        (_, true) => Stage::Revised,
        _ => Stage::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_say_which_version_they_mean() {
        for question in [
            "How much was the Dune Survey first voted for 2031?",
            "What had the Dune Survey been given before the board cut it?",
            "沙丘調查案減列之前有多少經費？",
            "모래언덕 과제의 변경 전 예산은?",
            "모래언덕 과제에 애초 배정된 금액은?",
        ] {
            assert_eq!(Said::of(question).stage(), Stage::First, "{question}");
        }
        for question in [
            "What is the 2031 vote of the Dune Survey now?",
            "目前沙丘調查案的經費是多少？",
            "모래언덕 과제의 현행 예산은?",
        ] {
            assert_eq!(Said::of(question).stage(), Stage::Revised, "{question}");
        }
        assert_eq!(Said::of("沙丘調查案調整前後差多少？").stage(), Stage::Plain);
    }

    #[test]
    fn titles_and_headers_say_which_version_they_give() {
        assert_eq!(
            titled("Allotments 2031 - second edition (revised budget)"),
            Stage::Revised
        );
        assert_eq!(titled("120年度經費表（原編）"), Stage::First);
        assert_eq!(titled("2031년도 과제예산 변경안"), Stage::Revised);
        assert_eq!(headed("2031 as first issued"), Headed::Stage(Stage::First));
        assert_eq!(headed("改配數"), Headed::Stage(Stage::Revised));
        assert_eq!(headed("增減數"), Headed::Change);
        assert_eq!(headed("차액"), Headed::Change);
        assert_eq!(headed("Running costs"), Headed::Stage(Stage::Plain));
    }
}
