//! Questions about the samples with their answers, and where the evidence stands.

use std::fmt::Write as _;

struct Question {
    id: &'static str,
    /// Whether `quarry demo` asks it.
    demo: bool,
    language: &'static str,
    kind: &'static str,
    question: &'static str,
    answer: &'static str,
    aliases: &'static [&'static str],
    /// Source and words that stand there; each entry is needed.
    evidence: &'static [(&'static str, &'static str)],
}

const QUESTIONS: [Question; 12] = [
    Question {
        id: "q01",
        demo: true,
        language: "zh-Hant",
        kind: "bridge",
        question: "執行藍藻早期預警計畫的研究所，所長是誰？",
        answer: "湛以寧",
        aliases: &["Zhan Yining"],
        evidence: &[
            ("annual-plan-2026.pdf", "藍藻早期預警計畫由霜柳水質研究所執行"),
            ("notes.jsonl#n1", "霜柳水質研究所所長湛以寧"),
        ],
    },
    Question {
        id: "q02",
        demo: false,
        language: "ko",
        kind: "single",
        question: "2025년 은빛호의 갈대 식재 면적은 얼마인가?",
        answer: "3,200㎡",
        aliases: &["3,200", "3200㎡", "3,200 ㎡"],
        evidence: &[("reed-field-report.hwp", "3,200")],
    },
    Question {
        id: "q03",
        demo: true,
        language: "en",
        kind: "single",
        question: "When was the Frostwillow Institute of Water Quality founded?",
        answer: "1998",
        aliases: &["in 1998"],
        evidence: &[("partner-institutes.pdf", "was founded in 1998")],
    },
    Question {
        id: "q04",
        demo: false,
        language: "zh-Hant",
        kind: "temporal",
        question: "藍藻早期預警計畫115年度修正後的預算是多少？",
        answer: "新臺幣21,450千元",
        aliases: &["21,450千元", "21,450", "NT$21,450,000"],
        evidence: &[("budget-revision.md", "修正為新臺幣21,450千元")],
    },
    Question {
        id: "q05",
        demo: false,
        language: "ko",
        kind: "bridge",
        question: "갈대숲 복원사업을 수행하는 기관의 원장은 누구인가?",
        answer: "표서린",
        aliases: &[],
        evidence: &[
            ("restoration-partners.hwpx", "달뫼습지연구원"),
            ("reed-field-report.hwp", "원장은 표서린이다"),
        ],
    },
    Question {
        id: "q06",
        demo: false,
        language: "en",
        kind: "bridge",
        question: "Where are the headquarters of the company that carries out the lakebed mapping programme?",
        answer: "Port Sallow",
        aliases: &["in Port Sallow"],
        evidence: &[
            ("notes.jsonl#n3", "carried out by Hollowreed Surveying"),
            ("partner-institutes.pdf", "Port Sallow"),
        ],
    },
    Question {
        id: "q07",
        demo: false,
        language: "zh-Hant",
        kind: "single",
        question: "蘆葦帶復育計畫114年度的決算數是多少？",
        answer: "9,312千元",
        aliases: &["9,312", "新臺幣9,312千元"],
        evidence: &[("budget-2026.xlsx", "9,312")],
    },
    Question {
        id: "q08",
        demo: false,
        language: "en",
        kind: "single",
        question: "Which lake does station ST-05 stand in?",
        answer: "Afterglow Tarn",
        aliases: &[],
        evidence: &[("stations.csv", "Afterglow Tarn")],
    },
    Question {
        id: "q09",
        demo: false,
        language: "zh-Hant",
        kind: "aggregation",
        question: "115年度三項計畫的原編預算合計多少？",
        answer: "31,800千元",
        aliases: &["31,800", "新臺幣31,800千元"],
        evidence: &[("budget-2026.xlsx", "31,800")],
    },
    Question {
        id: "q10",
        demo: false,
        language: "zh-Hant",
        kind: "single",
        question: "澄渚湖沼署的現任署長是誰？",
        answer: "闕若楓",
        aliases: &["Que Ruofeng"],
        evidence: &[("annual-plan-2026.pdf", "現任署長為闕若楓")],
    },
    Question {
        id: "q11",
        demo: true,
        language: "ko",
        kind: "single",
        question: "서리버들수질연구소가 수행하는 사업은 무엇인가?",
        answer: "남조류 조기경보사업",
        aliases: &[],
        evidence: &[("restoration-partners.hwpx", "남조류 조기경보사업")],
    },
    Question {
        id: "q12",
        demo: false,
        language: "en",
        kind: "negative",
        question: "What is the telephone number of the Dalmoe Wetland Institute?",
        answer: "not stated in the documents",
        aliases: &[],
        evidence: &[],
    },
];

/// The questions, one JSON object a line; those of the demonstration are marked.
#[must_use]
pub fn jsonl() -> String {
    let mut lines = String::new();
    for q in &QUESTIONS {
        let aliases: Vec<String> = q.aliases.iter().map(|alias| string(alias)).collect();
        let evidence: Vec<String> = q
            .evidence
            .iter()
            .map(|(source, text)| format!("{{\"source\": {}, \"text\": {}}}", string(source), string(text)))
            .collect();
        let _ = writeln!(
            lines,
            "{{\"id\": {}, \"demo\": {}, \"language\": {}, \"type\": {}, \"question\": {}, \"answer\": {}, \
             \"aliases\": [{}], \"evidence\": [{}]}}",
            string(q.id),
            q.demo,
            string(q.language),
            string(q.kind),
            string(q.question),
            string(q.answer),
            aliases.join(", "),
            evidence.join(", ")
        );
    }
    lines
}

/// A JSON string of text without control characters.
fn string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
