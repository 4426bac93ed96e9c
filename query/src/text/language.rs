//! Which language a question is asked in.

use super::terms::is_stop_word;
use super::token::{Script, tokenise};

/// The languages that questions are analysed and refused in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum Language {
    /// Chinese in traditional (or simplified) characters.
    #[serde(rename = "zh-Hant")]
    Chinese,
    /// Korean.
    #[serde(rename = "ko")]
    Korean,
    /// English, and every other language.
    #[default]
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Language of `text` by its first word and its scripts: any Hangul outweighs Han, and Han outweighs Latin names in it.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (mut han, mut hangul, mut words) = (0_usize, 0_usize, 0_usize);
        let tokens = tokenise(text);
        // `Which agency does 臺北所 report to?`: a question that opens in English is English, whatever it names.
        if tokens
            .first()
            .is_some_and(|t| t.script == Script::Word && is_stop_word(&t.text))
        {
            return Self::English;
        }
        // A question closes in its own language: `X在哪裡？`, `X은 어디인가?`, whatever language X is of.
        let closing = tokens.last().filter(|_| text.trim_end().ends_with(['?', '？']));
        match closing.map(|t| t.script) {
            Some(Script::Hangul) => return Self::Korean,
            Some(Script::Han) => return Self::Chinese,
            Some(Script::Word) | None => {}
        }
        for token in tokens {
            match token.script {
                Script::Han => han += 1,
                Script::Hangul => hangul += 1,
                Script::Word => words += 1,
            }
        }
        Self::by_scripts(han, hangul, words).unwrap_or_default()
    }

    /// The same by the number of Han and Hangul characters and of words alone; none where there are none.
    #[must_use]
    pub const fn by_scripts(han: usize, hangul: usize, words: usize) -> Option<Self> {
        Some(if hangul > 0 && hangul * 2 >= han {
            Self::Korean
        } else if han > 0 && han * 2 >= words {
            Self::Chinese
        } else if words > 0 {
            Self::English
        } else {
            return None;
        })
    }

    /// BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-Hant",
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// What stands between the values of a list.
    #[must_use]
    pub const fn list_mark(self) -> &'static str {
        match self {
            Self::Chinese => "、",
            Self::Korean | Self::English => ", ",
        }
    }

    /// Whether a text is this language's yes or its no, and nothing more.
    #[must_use]
    pub fn is_yes_or_no(self, text: &str) -> bool {
        [true, false].iter().any(|yes| self.yes_no(*yes) == text)
    }

    /// Yes or no.
    #[must_use]
    pub const fn yes_no(self, yes: bool) -> &'static str {
        match (self, yes) {
            (Self::Chinese, true) => "是",
            (Self::Chinese, false) => "否",
            (Self::Korean, true) => "예",
            (Self::Korean, false) => "아니오",
            (Self::English, true) => "yes",
            (Self::English, false) => "no",
        }
    }

    /// The answer that says that the documents carry none.
    #[must_use]
    pub const fn refusal(self) -> &'static str {
        match self {
            Self::Chinese => "文件中未提供相關資訊",
            Self::Korean => "문서에 관련 정보가 없음",
            Self::English => "not stated in the documents",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_tell_the_language() {
        assert_eq!(Language::of("翎津 LN-930 由誰研發？"), Language::Chinese);
        assert_eq!(Language::of("무소 MO-230 수질 센서(水質)는?"), Language::Korean);
        assert_eq!(Language::of("Who heads 台積電?"), Language::English);
        assert_eq!(
            Language::of("채빛환경공학연구소在哪一個縣市？"),
            Language::Chinese
        );
        assert_eq!(
            Language::of("漱蒼生醫訊號研究院은 어디에 있나요?"),
            Language::Korean
        );
    }
}
