//! The words of a question that evidence should carry, without endings and joining characters.

use std::borrow::Borrow;

use super::analysis::Version;
use super::notions::{NotionMatch, Weight, notion_of, weight_of};
use super::phrases::Spoken;
use super::request::{Request, Word};
use crate::text::{Script, Token, is_stop_word};

/// Words of Latin script that carry nothing in a question.
const EMPTY: &[&str] = &[
    "new",
    "until",
    "till",
    "get",
    "go",
    "take",
    "takes",
    "lot",
    "thing",
    "things",
    "way",
    "many",
    "much",
    "kept",
    "keep",
    "keeps",
    "amount",
    "place",
    "places",
    "offer",
    "offers",
    "available",
    "time",
    "times",
];

/// Roles that a word before them tells apart, each by one word of its notion.
const ROLES: &[&str] = &["director", "section head"];

/// Endings of Korean words, the longest first.
const ENDINGS: &[&str] = &[
    "하였습니까",
    "되었습니까",
    "했습니까",
    "하는지",
    "하였는가",
    "되었는가",
    "에서는",
    "에게서",
    "으로서",
    "으로써",
    "으로는",
    "이라는",
    "했는가",
    "됐는가",
    "했나요",
    "됐나요",
    "하나요",
    "되나요",
    "합니까",
    "됩니까",
    "였습니까",
    "이었는가",
    "하였던",
    "에서의",
    "까지의",
    "하는가",
    "되는가",
    "하였다",
    "되었다",
    "였는가",
    "인가요",
    "입니까",
    "이란",
    "라는",
    "부터",
    "까지",
    "에서",
    "에게",
    "으로",
    "하는",
    "하여",
    "하고",
    "했던",
    "되는",
    "되어",
    "했나",
    "됐나",
    "였나",
    "인가",
    "이나",
    "이며",
    "이고",
    "마다",
    "보다",
    "처럼",
    "만의",
    "과의",
    "와의",
    "에는",
    "에도",
    "들은",
    "들이",
    "들을",
    "들의",
    "들",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "와",
    "과",
    "도",
    "만",
    "로",
    "나",
    "란",
    "인",
    "한",
    "할",
    "된",
    "될",
    "해",
    "했",
    "였",
    "던",
    "진",
    "지",
    "요",
];

/// Han characters that join words and mean nothing alone.
const JOINING: &str = "的了是在於由之與和及有為被把嗎呢請其該此這那所以至到從也都就而並各每哪何幾多少個位項向給對被將並或且呀吧";

/// Han characters that stand between a number and what is counted.
const COUNTERS: &str = "輛台臺艘盞座棟間隻頭株棵件項份位名戶場張冊筆班部條家所處種次支口";

impl Request {
    /// Reads the words that evidence should carry: notions, then what no phrase, name or year has.
    pub(super) fn read_words(
        &mut self,
        tokens: &[Token],
        spoken: &[Spoken],
        ideas: &[NotionMatch],
        taken: &dyn Fn(usize, usize) -> bool,
    ) {
        for idea in ideas {
            if self.version == Version::Former && Some(idea.notion) == notion_of("took office") {
                // `before the present one took office` asks for who was, not for when.
                continue;
            }
            let inside: Vec<&Token> = tokens
                .iter()
                .filter(|t| t.start >= idea.start && t.end <= idea.end)
                .collect();
            let weight = weight_of(idea.notion);
            // `에 있는` says hardly more than a particle does.
            let linking = inside.len() == 2 && inside.first().is_some_and(|t| t.text == "에");
            let asks = linking || spoken.iter().any(|s| s.start <= idea.start && idea.end <= s.end);
            self.words.push(Word {
                text: inside.iter().map(|t| t.text.as_str()).collect(),
                start: idea.start,
                end: idea.end,
                grams: grams(&inside),
                notion: Some(idea.notion),
                weight: match weight {
                    // What takes place is told by its day or its place.
                    Weight::Class if Some(idea.notion) == notion_of("held") => 0.1,
                    Weight::Telling if linking => 0.2,
                    Weight::Telling if asks => 1.2,
                    Weight::Telling => 2.0,
                    Weight::Narrowing => 1.5,
                    Weight::Class => 0.5,
                },
                strict: weight == Weight::Narrowing || (weight == Weight::Telling && !asks),
                head: false,
                tied: false,
            });
        }
        let free: Vec<&Token> = tokens
            .iter()
            .filter(|t| {
                !taken(t.start, t.end)
                    && !spoken.iter().any(|s| s.start <= t.start && t.end <= s.end)
                    && !ideas.iter().any(|i| i.start <= t.start && t.end <= i.end)
            })
            .collect();
        let mut at = 0;
        while let Some(first) = free.get(at) {
            let mut last = at + 1;
            if first.script != Script::Word {
                while free.get(last).is_some_and(|t| {
                    t.glued
                        && t.script == first.script
                        && free.get(last - 1).is_some_and(|p| p.end == t.start)
                }) {
                    last += 1;
                }
            }
            let run = free.get(at..last).unwrap_or_default();
            self.push_run(tokens, run);
            at = last;
        }
        self.words.sort_by_key(|w| (w.start, w.end));
        self.tie_roles(tokens);
    }

    /// What is written together with a role is part of it: whoever is the `연구과장` is not the `교육과장`.
    fn tie_roles(&mut self, tokens: &[Token]) {
        let roles: Vec<usize> = self
            .words
            .iter()
            .filter(|w| {
                ROLES
                    .iter()
                    .any(|r| w.notion.is_some() && notion_of(r) == w.notion)
            })
            .map(|w| w.start)
            .collect();
        let glued = |at: usize| tokens.iter().any(|t| t.start == at && t.glued);
        for word in &mut self.words {
            let beside = roles.contains(&word.end) && glued(word.end);
            word.tied = beside && word.notion.is_none() && word.text.chars().count() >= 2;
            word.strict |= word.tied;
        }
    }

    /// The words of a run of tokens of one script that no phrase, notion or name has.
    fn push_run(&mut self, tokens: &[Token], run: &[&Token]) {
        let Some(first) = run.first() else { return };
        match first.script {
            Script::Word => {
                let digits = first.text.chars().any(|c| c.is_ascii_digit());
                if is_stop_word(&first.text)
                    || EMPTY.contains(&first.text.as_str())
                    || (first.text.len() < 2 && !digits)
                {
                    return;
                }
                // `5분기` is another than `15분기` and another than 5 of anything else.
                let next = tokens
                    .iter()
                    .find(|t| t.start == first.end && t.script != Script::Word);
                let mut all = vec![first.text.clone()];
                let counted: String = tokens
                    .iter()
                    .skip_while(|t| t.start < first.end)
                    .take_while(|t| t.glued && t.script == Script::Hangul)
                    .map(|t| t.text.as_str())
                    .collect();
                let particle = ENDINGS.contains(&counted.as_str());
                if let Some(next) = next.filter(|_| digits && !particle) {
                    all = vec![format!("{}{}", first.text, next.text)];
                }
                self.words.push(Word {
                    text: first.text.clone(),
                    start: first.start,
                    end: first.end,
                    grams: all,
                    notion: None,
                    weight: if digits { 2.0 } else { 1.0 },
                    strict: digits,
                    head: false,
                    tied: false,
                });
            }
            Script::Han => {
                let mut part: Vec<&Token> = Vec::new();
                // What counts after `有幾` says nothing of what is counted.
                let counted = tokens
                    .iter()
                    .any(|t| t.end == first.start && matches!(t.text.as_str(), "幾" | "少"));
                let counter = counted && run.len() > 1 && COUNTERS.contains(first.text.as_str());
                for token in run.iter().skip(usize::from(counter)) {
                    if JOINING.contains(token.text.as_str()) {
                        self.push_part(&part);
                        part.clear();
                    } else {
                        part.push(token);
                    }
                }
                self.push_part(&part);
            }
            Script::Hangul => {
                let follows = first.glued && tokens.iter().any(|t| t.end == first.start);
                let text: String = run.iter().map(|t| t.text.as_str()).collect();
                if follows && (ENDINGS.contains(&text.as_str()) || run.len() <= 3) {
                    // What hangs on a name or a notion is its particle or its ending.
                    return;
                }
                let kept = without_ending(&text);
                let count = kept.chars().count();
                self.push_part(run.get(..count.min(run.len())).unwrap_or_default());
                // Verbs before a noun say less than nouns do.
                let verbal = [
                    "는", "은", "던", "했", "하는", "되는", "한", "된", "하여", "하고", "해", "인", "할",
                    "될",
                ];
                let ending = text.get(kept.len()..).unwrap_or_default();
                if verbal.contains(&ending)
                    && let Some(word) = self.words.last_mut()
                {
                    word.weight = word.weight.min(0.2);
                }
            }
        }
    }

    fn push_part(&mut self, part: &[&Token]) {
        let (Some(first), Some(last)) = (part.first(), part.last()) else {
            return;
        };
        let short = part.len() == 1;
        self.words.push(Word {
            text: part.iter().map(|t| t.text.as_str()).collect(),
            start: first.start,
            end: last.end,
            grams: grams(part),
            notion: None,
            weight: if short { 0.3 } else { 1.0 },
            strict: false,
            head: false,
            tied: false,
        });
    }
}

/// Character pairs of Han and Hangul, the word itself of Latin script.
pub(crate) fn grams<T: Borrow<Token>>(tokens: &[T]) -> Vec<String> {
    let mut out = Vec::new();
    for (i, token) in tokens.iter().map(Borrow::borrow).enumerate() {
        if token.script == Script::Word {
            out.push(token.text.clone());
        } else if let Some(next) = tokens
            .get(i + 1)
            .map(Borrow::borrow)
            .filter(|n| n.script == token.script)
        {
            out.push(format!("{}{}", token.text, next.text));
        } else if tokens.len() == 1 {
            out.push(token.text.clone());
        }
    }
    out
}

/// Nouns of one syllable that head columns; other words of two syllables may end in what looks like a particle.
const SHORT_NOUNS: &str = "시군구동읍면리과팀국실역항섬산강길집곳반";

fn without_ending(text: &str) -> &str {
    let mut letters = text.chars();
    if let (Some(noun), Some('은' | '는' | '이' | '가' | '을' | '를' | '의'), None) =
        (letters.next(), letters.next(), letters.next())
        && SHORT_NOUNS.contains(noun)
    {
        return text.get(..noun.len_utf8()).unwrap_or(text);
    }
    for ending in ENDINGS {
        if let Some(rest) = text.strip_suffix(ending)
            && rest.chars().count() >= 2
        {
            return rest;
        }
    }
    text
}
