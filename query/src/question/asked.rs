//! What kind of answer a question asks for.

use super::relation::Range;
use crate::text::fold;

/// The kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Asked {
    Person,
    Organization,
    Place,
    Law,
    Work,
    Date,
    Year,
    Amount,
    Number,
    YesNo,
    Any,
}

/// Phrases that ask for a kind, the most telling first; the first that stands in the question decides.
const PHRASES: &[(Asked, &[&str])] = &[
    (
        Asked::Year,
        &[
            "哪一年",
            "何年",
            "哪年",
            "몇 년에",
            "몇 년도",
            "어느 해",
            "what year",
            "which year",
        ],
    ),
    (
        Asked::Date,
        &[
            "哪一天",
            "何時",
            "哪天",
            "什麼時候",
            "幾月幾日",
            "何日",
            "언제",
            "며칠",
            "공포일은",
            "on what date",
            "what date",
            "when ",
            "which day",
            "what is the end date",
            "what is the start date",
            "結束日期",
            "종료일은",
        ],
    ),
    (
        Asked::Person,
        &[
            "是誰",
            "由誰",
            "誰",
            "何人",
            "누구",
            "책임자를 알려",
            "who ",
            "whom ",
            "whose ",
            "which person",
        ],
    ),
    (
        Asked::Place,
        &[
            "哪裡",
            "哪個縣市",
            "哪一縣市",
            "何處",
            "哪座城市",
            "哪個城市",
            "何地",
            "어느 도시",
            "소재지는",
            "어디에 있",
            "어디에 위치",
            "in which city",
            "which city",
            "which country",
            "which town",
        ],
    ),
    (
        Asked::Law,
        &[
            "哪一部法",
            "什麼法規",
            "哪部法",
            "何種法規",
            "哪項法規",
            "법령은 무엇",
            "무슨 법령",
            "어떤 법",
            "근거 법령은 무엇",
            "which law",
            "what law",
            "legal basis",
            "法源依據為何",
            "法源依據",
            "which act",
        ],
    ),
    (
        Asked::Number,
        &[
            "幾項",
            "幾個",
            "幾件",
            "多少項",
            "多少個",
            "幾人",
            "幾次",
            "몇 건",
            "몇 개",
            "몇 명",
            "몇 차",
            "how many",
        ],
    ),
    (
        Asked::Amount,
        &[
            "多少",
            "金額為何",
            "總和為何",
            "幾元",
            "얼마",
            "how much",
            "what is the sum",
            "total for",
            "what is the budget",
            "what was the budget",
        ],
    ),
    (
        Asked::Organization,
        &[
            "哪個單位",
            "哪個機關",
            "哪一個機關",
            "哪個機構",
            "哪一個機構",
            "哪一家",
            "哪家",
            "哪個部門",
            "何單位",
            "何機關",
            "哪一所",
            "어느 기관",
            "어느 기업",
            "어느 회사",
            "어느 부처",
            "기관은 어디",
            "소속은 어디",
            "which organisation",
            "which organization",
            "which agency",
            "which authority",
            "which company",
            "which body",
            "which institute",
            "which university",
            "which ministry",
            "what organisation",
            "what company",
        ],
    ),
    (Asked::Place, &["어디", "where "]),
    (
        Asked::Work,
        &[
            "哪一項計畫",
            "哪個計畫",
            "哪項計畫",
            "哪個方案",
            "과제는 무엇",
            "사업은 무엇",
            "which project",
            "which programme",
            "what project",
        ],
    ),
];

/// English auxiliaries that begin a question for yes or no.
const AUXILIARIES: &[&str] = &[
    "is ", "are ", "was ", "were ", "does ", "do ", "did ", "has ", "have ", "had ", "can ", "will ",
];

impl Asked {
    /// The kind that `question` asks for.
    #[must_use]
    pub fn of(question: &str) -> Self {
        let folded = format!("{} ", fold(question));
        for (asked, phrases) in PHRASES {
            if phrases.iter().any(|p| folded.contains(p)) {
                return *asked;
            }
        }
        let yes_no = AUXILIARIES.iter().any(|a| folded.trim_start().starts_with(a))
            || folded.contains("是否")
            || folded.trim_end().ends_with(['嗎'])
            || folded.trim_end().ends_with("嗎?")
            || folded.contains("인지 여부");
        if yes_no { Self::YesNo } else { Self::Any }
    }

    /// Whether the far end of a relation may be the answer.
    #[must_use]
    pub const fn accepts(self, range: Range) -> bool {
        match self {
            Self::Any | Self::YesNo => true,
            Self::Person => matches!(range, Range::Person),
            // `where does she work` asks for an employer, `어디` for any place or body.
            Self::Organization => matches!(range, Range::Organization),
            Self::Place => matches!(range, Range::Place | Range::Organization),
            Self::Law => matches!(range, Range::Law),
            Self::Work => matches!(range, Range::Work),
            Self::Date | Self::Year => matches!(range, Range::Date | Range::Year),
            Self::Amount | Self::Number => matches!(range, Range::Amount),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interrogatives_tell_the_kind_in_three_languages() {
        assert_eq!(Asked::of("誰擔任主持人？"), Asked::Person);
        assert_eq!(Asked::of("몇 년에 설립되었는가?"), Asked::Year);
        assert_eq!(
            Asked::of("Which agency oversees the institute?"),
            Asked::Organization
        );
        assert_eq!(Asked::of("合計多少？"), Asked::Amount);
        assert_eq!(Asked::of("Is it based in Pellstead?"), Asked::YesNo);
    }
}
