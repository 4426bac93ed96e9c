//! Questions about a whole collection: its themes, each told by its names and by a sentence from its middle.

use std::sync::LazyLock;

use quarry_graph::PassageRecord;
use regex::Regex;

use super::{Answer, Citation};
use crate::question::Mode;
use crate::retrieval::Theme;
use crate::text::{Language, fold, sentences};

/// Names that a theme is called by.
const LABEL: usize = 3;

/// Characters of a sentence that is quoted; a longer one tells nothing at a glance.
const LONGEST: usize = 400;

/// What asks for the themes of a whole, in the three languages: a word for theme beside one for main or all, or a question
/// what the papers are about.
#[expect(
    clippy::expect_used,
    reason = "the pattern is constant, and a test compiles it"
)]
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        \b(main|major|key|overall|principal|central|common|recurring)\b .{0,20} \b(themes?|topics?|subjects?)\b
        | \b(themes?|topics?|subjects?)\b .{0,40} \b(documents|papers|collection|files|corpus|archive)\b
        | \bwhat \s+ (are|is) \s+ (all \s+)? (these|the|this|those) \s+ (documents|papers|files|collection|archive) \s+ (all \s+)? about\b
        | (主要|整體|全部|所有|共同|這些|这些|核心) .{0,8} (主題|主题|議題|议题|課題|课题)
        | (文件|資料|资料|文獻|文献|檔案) .{0,6} (在談|談論|谈论|在講|主要內容|主要内容|大致內容|涵蓋哪些主題|涵盖哪些主题)
        | (주요|전체|핵심|공통|모든) .{0,6} (주제|쟁점|테마|의제)
        | (문서|자료|파일)(들)? .{0,8} (주제|무엇에\s*관한|무엇을\s*다루|어떤\s*내용을\s*다루)
        ",
    )
    .expect("a constant pattern")
});

/// Whether a question asks for the themes of the whole rather than for something in it.
#[must_use]
pub(crate) fn asks_for_themes(question: &str) -> bool {
    ASKS.is_match(question)
}

/// An answer from `themes`, whose passages are found in `passage`; a refusal where no theme has a sentence to show.
#[must_use]
pub(crate) fn overview<'a>(
    language: Language,
    themes: &[&Theme],
    passage: impl Fn(u32) -> Option<&'a PassageRecord>,
) -> Answer {
    let (between_names, between_themes) = match language {
        Language::Chinese => ("、", "；"),
        Language::Korean | Language::English => (", ", "; "),
    };
    let (mut labels, mut lines, mut citations) = (Vec::new(), Vec::new(), Vec::new());
    for theme in themes {
        let central = theme.passages.iter().filter_map(|p| passage(*p));
        let Some((passage, quote)) = telling_sentence(&theme.names, central) else {
            continue;
        };
        let label = theme
            .names
            .iter()
            .take(LABEL)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(between_names);
        lines.push(format!("{label}: {quote} ({})", passage.source));
        labels.push(label);
        citations.push(Citation {
            source: passage.source.clone(),
            locator: passage.locator.clone(),
            passage: passage.text.clone(),
            quote: quote.to_owned(),
            title: passage.title.clone(),
        });
    }
    if citations.is_empty() {
        return Answer::refusal(language, Mode::Global);
    }
    Answer {
        answer: labels.join(between_themes),
        answered: true,
        explanation: lines.join("\n"),
        citations,
        language,
        mode: Mode::Global,
        query: None,
    }
}

/// The sentence that says most of the theme's names, of the most central passage that has one; running text before tables.
fn telling_sentence<'a>(
    names: &[String],
    central: impl Iterator<Item = &'a PassageRecord>,
) -> Option<(&'a PassageRecord, &'a str)> {
    let names: Vec<String> = names.iter().map(|n| fold(n)).collect();
    let mut best: Option<(bool, usize, &PassageRecord, &str)> = None;
    for passage in central {
        for sentence in sentences(&passage.text) {
            if sentence.text.chars().count() > LONGEST {
                continue;
            }
            let folded = fold(sentence.text);
            let said = names.iter().filter(|n| folded.contains(n.as_str())).count();
            let is_text = passage.rows.is_none();
            if said > 0 && best.is_none_or(|(text, most, ..)| (is_text, said) > (text, most)) {
                best = Some((is_text, said, passage, sentence.text));
            }
        }
    }
    best.map(|(_, _, passage, sentence)| (passage, sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_about_the_whole_are_told_from_questions_in_it() {
        for whole in [
            "What are the main themes of these documents?",
            "Which topics do the papers cover?",
            "What is this collection about?",
            "這些文件的主要主題是什麼？",
            "所有資料共同的議題有哪些？",
            "이 문서들의 주요 주제는 무엇인가?",
            "자료는 무엇에 관한 것인가?",
        ] {
            assert!(asks_for_themes(whole), "{whole}");
        }
        for part in [
            "Who is the head of the agency?",
            "What is the topic of the workshop held in May?",
            "主要執行單位是哪一個？",
            "주요 사업의 예산은 얼마인가?",
            "計畫主持人是誰？",
        ] {
            assert!(!asks_for_themes(part), "{part}");
        }
    }
}
