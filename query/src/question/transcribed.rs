//! Names that a question writes in Latin letters and the papers in their own: `the Wudong Tunnel Maintenance Project` is what they
//! call 霧峒隧道養護計畫.
//!
//! Such a name begins with a stem that is written by its sound and goes on in words that are translated. A thing of the papers is
//! meant where its own name begins with the sound and goes on in what the lexicon gives for the words, where its numbers are those
//! of the question, and where no other thing fits as well. People are known by the sound of their whole name, where one alone has it.

use std::collections::HashMap;

use quarry_extract::EntityType;
use quarry_graph::sound::{self, Person, Spelled, Tongue};

use super::Analysis;
use crate::answer::Things;
use crate::retrieval::Translator;
use crate::text::{Script, Token, fold, name_key, tokenise};

/// What of a name has to be translated, as the harmonic mean of the words that have their translation in it and of its characters
/// that are one.
const LEAST: f32 = 0.3;
/// The same where no other thing begins with the sound and has these numbers.
const LEAST_ALONE: f32 = 0.05;
/// By how much the best has to be ahead of every other thing.
const MARGIN: f32 = 0.04;
/// What other numbers cost.
const OTHER_FIGURES: f32 = 0.4;
/// How much a word counts that the lexicon does not have.
const UNKNOWN: f32 = 0.25;
/// Most things of one stem that are looked at.
const MOST: usize = 64;

/// What names of bodies, laws, undertakings and products say of their kind, which the lexicon has other words for.
#[rustfmt::skip]
const KINDS: &[(&[&str], &[&str])] = &[
    (&["act", "law"], &["條例", "法", "법률", "법"]),
    (&["regulations", "regulation", "rules"], &["辦法", "規則", "規程", "細則", "규정", "규칙", "시행령"]),
    (&["programme", "program"], &["方案", "計畫", "사업", "프로그램"]),
    (&["project"], &["計畫", "專案", "工程", "과제", "사업", "공사"]),
    (&["phase", "stage"], &["期", "階段", "단계", "차"]),
    (&["institute", "laboratory"], &["研究所", "研究院", "實驗室", "연구원", "연구소"]),
    (&["centre", "center"], &["研究中心", "中心", "센터", "원"]),
    (&["commission", "committee", "board", "council"], &["委員會", "理事會", "위원회", "이사회"]),
    (&["ministry"], &["部", "부"]),
    (&["administration", "agency", "authority", "bureau", "office"], &["署", "局", "處", "廳", "청", "국", "처"]),
    (&["department", "division"], &["處", "司", "組", "科", "국", "과"]),
    (&["foundation", "association", "society"], &["基金會", "協會", "學會", "재단", "협회", "학회"]),
    (&["skills"], &["人才", "인재", "技能"]),
    (&["development"], &["發展", "培育", "開發", "개발", "양성", "발전"]),
    (&["promotion"], &["促進", "推動", "촉진", "진흥"]),
    (&["deployment"], &["建置", "佈建", "구축", "설치"]),
    (&["rollout"], &["推廣", "확산", "보급"]),
    (&["pilot"], &["試辦", "示範", "실증", "시범"]),
    (&["research"], &["研究", "研發", "연구"]),
    (&["sensor", "sensing"], &["感測器", "感測", "센서", "감지"]),
    (&["gateway"], &["閘道器", "閘道", "게이트웨이"]),
    (&["logger", "recorder"], &["記錄器", "기록계", "기록기"]),
    (&["camera"], &["相機", "攝影機", "카메라"]),
    (&["module"], &["模組", "모듈"]),
    (&["platform"], &["平台", "플랫폼"]),
    (&["network"], &["網", "網路", "망", "네트워크"]),
    (&["system"], &["系統", "시스템", "체계"]),
    (&["monitoring"], &["監測", "모니터링", "관측"]),
    (&["city"], &["市", "시"]),
    (&["county"], &["縣", "군"]),
    (&["town", "township"], &["鎮", "鄉", "읍", "면"]),
];

/// A thing's name that begins with a stem.
#[derive(Debug, Clone)]
struct Begun {
    thing: u32,
    name: String,
    /// Bytes of the stem.
    stem: usize,
}

/// The names of the papers by how they sound in Latin letters.
#[derive(Debug, Default)]
pub struct Transcribed {
    begun: HashMap<(Tongue, String), Vec<Begun>>,
    /// Chinese people by how their family name may be written, Koreans by how their whole name sounds.
    families: HashMap<String, Vec<(u32, String)>>,
    koreans: HashMap<String, Vec<(u32, String)>>,
}

/// A stretch of the question, and the name that the papers have for it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Renamed {
    start: usize,
    end: usize,
    name: String,
}

impl Transcribed {
    /// The names of `things` that are written in Han or Hangul.
    #[must_use]
    pub fn of(things: &Things) -> Self {
        let mut this = Self::default();
        for (thing, names) in things.each() {
            let person = things.kind(thing) == Some(EntityType::Person);
            for name in names {
                if person {
                    match sound::person(name) {
                        Some(Person::Mandarin(families)) => families
                            .into_iter()
                            .for_each(|f| this.families.entry(f).or_default().push((thing, name.clone()))),
                        Some(Person::Korean(sound)) => {
                            this.koreans.entry(sound).or_default().push((thing, name.clone()));
                        }
                        None => {}
                    }
                    continue;
                }
                for stem in sound::stems(name) {
                    let list = this.begun.entry((stem.tongue, stem.sound)).or_default();
                    if list.len() < MOST {
                        list.push(Begun {
                            thing,
                            name: name.clone(),
                            stem: stem.bytes,
                        });
                    }
                }
            }
        }
        this
    }

    /// The question with such names in the papers' writing; none where there are none.
    #[must_use]
    pub fn in_writing_of_papers(
        &self,
        question: &str,
        known: &Analysis,
        translator: &Translator,
    ) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        let tokens = tokenise(question);
        let is_known = |t: &Token| known.named.iter().any(|n| n.start <= t.start && t.end <= n.end);
        let mut renamed: Vec<Renamed> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let begins = token.script == Script::Word && token.capital && !is_known(token);
            let found = begins.then(|| {
                let last = self.extent(question, &tokens, at);
                let words = tokens.get(at..last).unwrap_or_default();
                self.person(question, words)
                    .or_else(|| self.thing(question, words, translator, false))
            });
            if let Some(found) = found.flatten() {
                at = tokens
                    .iter()
                    .position(|t| t.start >= found.end)
                    .unwrap_or(tokens.len());
                renamed.push(found);
            } else {
                at += 1;
            }
        }
        if renamed.is_empty() {
            return None;
        }
        let mut text = question.to_owned();
        for found in renamed.iter().rev() {
            text.replace_range(found.start..found.end, &found.name);
        }
        Some(text)
    }

    fn is_empty(&self) -> bool {
        self.begun.is_empty() && self.families.is_empty() && self.koreans.is_empty()
    }

    /// Names in Latin letters of things that the papers also name in their own, with these names: what is one thing. Both have to be
    /// the only ones.
    #[must_use]
    pub fn pairs(&self, things: &Things, translator: &Translator) -> Vec<(String, String)> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut found: HashMap<String, Vec<(u32, String)>> = HashMap::new();
        for (thing, names) in things.each() {
            let person = things.kind(thing) == Some(EntityType::Person);
            for name in names.iter().filter(|n| n.is_ascii()) {
                let tokens = tokenise(name);
                let own = if person {
                    // Many Chinese names of two signs sound alike.
                    let whole = tokens.len() <= 3 && tokens.iter().all(|t| t.capital);
                    let own = whole.then(|| self.person(name, &tokens)).flatten();
                    own.filter(|own| own.end == name.trim_end().len() && own.name.chars().count() >= 3)
                } else if tokens.first().is_some_and(|t| t.capital) {
                    self.thing(name, &tokens, translator, true)
                } else {
                    None
                };
                if let Some(own) = own {
                    found.entry(own.name).or_default().push((thing, name.clone()));
                }
            }
        }
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (own, latin) in found {
            let one = latin.first().map(|(thing, _)| *thing);
            if latin.iter().all(|(thing, _)| Some(*thing) == one) {
                pairs.extend(latin.into_iter().map(|(_, name)| (own.clone(), name)));
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// The one person whose name two or three words spell.
    fn person(&self, text: &str, words: &[Token]) -> Option<Renamed> {
        for count in [3, 2] {
            let Some(spelled) = words.get(..count) else {
                continue;
            };
            let (start, end) = (spelled.first()?.start, spelled.last()?.end);
            let written: Vec<&str> = spelled.iter().filter_map(|t| text.get(t.start..t.end)).collect();
            let mut found: Vec<&(u32, String)> = Vec::new();
            for way in Spelled::of(&written) {
                let chinese = self.families.get(&way.family).into_iter().flatten();
                found.extend(chinese.filter(|(_, name)| way.spells(name)));
                found.extend(
                    way.korean
                        .and_then(|sound| self.koreans.get(&sound))
                        .into_iter()
                        .flatten(),
                );
            }
            found.sort_by_key(|(thing, _)| *thing);
            found.dedup_by_key(|(thing, _)| *thing);
            if let [(_, name)] = found.as_slice() {
                return Some(Renamed {
                    start,
                    end,
                    name: name.clone(),
                });
            }
        }
        None
    }

    /// One past the last word of a name that begins at `at`: capitals, what links them, and numbers, up to where another name begins.
    fn extent(&self, question: &str, tokens: &[Token], at: usize) -> usize {
        let mut last = at + 1;
        for (next, token) in tokens.iter().enumerate().skip(at + 1) {
            let before = tokens.get(next - 1).map_or(0, |t| t.end);
            let between = question.get(before..token.start).unwrap_or_default();
            let goes_on = between
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '(' | '&' | '-' | '.' | '’' | '\''));
            if token.script != Script::Word || !goes_on || !token.capital && !is_link(&token.text) {
                break;
            }
            if token.capital {
                if self.is_begun(question.get(token.start..token.end).unwrap_or_default()) {
                    break;
                }
                last = next + 1;
            }
        }
        last
    }

    fn is_begun(&self, word: &str) -> bool {
        sound::heard(word).is_some_and(|ways| ways.iter().any(|way| self.begun.contains_key(way)))
    }

    /// The one thing whose name the words tell; `strictly` where two names are to be one from then on.
    fn thing(
        &self,
        question: &str,
        words: &[Token],
        translator: &Translator,
        strictly: bool,
    ) -> Option<Renamed> {
        let (first, rest) = words.split_first()?;
        let begun: Vec<&Begun> = sound::heard(question.get(first.start..first.end)?)?
            .into_iter()
            .filter_map(|key| self.begun.get(&key))
            .flatten()
            .collect();
        if begun.is_empty() {
            return None;
        }
        let said = Said::of(question, rest, translator);
        let mut rated: Vec<(f32, &Begun)> = begun
            .into_iter()
            .map(|b| (said.fits(b.name.get(b.stem..).unwrap_or_default()), b))
            .collect();
        rated.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
        let (best, chosen) = rated.first()?;
        let rival = rated.iter().find(|(_, b)| b.thing != chosen.thing);
        let ahead = rival.is_none_or(|(score, _)| score + MARGIN <= *best);
        let rest_of = |b: &Begun| figures_of(b.name.get(b.stem..).unwrap_or_default());
        let figures = rest_of(chosen);
        let mut others = rated.iter().filter(|(_, b)| b.thing != chosen.thing);
        let alone = figures == said.figures && others.all(|(_, b)| rest_of(b) != said.figures);
        let least = match (alone, figures.is_empty()) {
            _ if strictly => LEAST,
            (true, true) => LEAST_ALONE,
            // The number of a model or a law is as good as a word.
            (true, false) => 0.0,
            (false, _) => LEAST,
        };
        // The bracket of `(Phase II)` closes behind its last word.
        let end = words.last().map_or(first.end, |t| t.end);
        let opened = question
            .get(first.start..end)
            .is_some_and(|name| name.contains('('));
        let closes = opened && question.get(end..).is_some_and(|rest| rest.starts_with(')'));
        (*best >= least && ahead).then(|| Renamed {
            start: first.start,
            end: end + usize::from(closes),
            name: chosen.name.clone(),
        })
    }
}

/// The words after a stem, with what they mean.
struct Said {
    /// Translations of each word; none for words without a meaning of their own.
    words: Vec<Vec<String>>,
    figures: Vec<u32>,
}

impl Said {
    fn of(question: &str, rest: &[Token], translator: &Translator) -> Self {
        let mut words = Vec::new();
        let mut figures = Vec::new();
        for token in rest {
            let written = question.get(token.start..token.end).unwrap_or_default();
            if let Some(number) = roman(written) {
                figures.push(number);
                continue;
            }
            let digits = digits_of(written);
            if !digits.is_empty() {
                figures.extend(digits);
                continue;
            }
            // A single letter is half of an abbreviation.
            if is_link(&token.text) || token.text.len() == 1 {
                continue;
            }
            let of_kind = KINDS
                .iter()
                .filter(|(names, _)| names.contains(&token.text.as_str()));
            let meanings = translator.concepts(&token.text).into_iter().flat_map(|c| c.words);
            let foreign = of_kind
                .flat_map(|(_, words)| words.iter().map(|w| fold(w)))
                .chain(meanings.map(|(word, _)| word).filter(|w| !w.is_ascii()));
            words.push(foreign.collect());
        }
        figures.sort_unstable();
        Self { words, figures }
    }

    /// How well the rest of a name, in Han or Hangul, says the words: 0 to 1.
    fn fits(&self, rest: &str) -> f32 {
        let folded: Vec<char> = fold(rest)
            .chars()
            .filter(|c| c.is_alphabetic() && !c.is_ascii())
            .collect();
        let mut covered = vec![false; folded.len()];
        let (mut told, mut of) = (0.0, 0.0);
        for meanings in &self.words {
            if meanings.is_empty() {
                of += UNKNOWN;
                continue;
            }
            of += 1.0;
            let best = meanings
                .iter()
                .map(|meaning| shared(&folded, meaning))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
            if let Some((score, from, count)) = best {
                told += score;
                covered.iter_mut().skip(from).take(count).for_each(|c| *c = true);
            }
        }
        let cost = if figures_of(rest) == self.figures {
            0.0
        } else {
            OTHER_FIGURES
        };
        if of <= 0.0 || folded.is_empty() {
            return -cost;
        }
        let words = told / of;
        let count = |of: usize| u16::try_from(of).map_or(f32::MAX, f32::from);
        let characters = count(covered.iter().filter(|c| **c).count()) / count(folded.len());
        if words + characters <= 0.0 {
            return 0.0;
        }
        let cost = if figures_of(rest) == self.figures {
            0.0
        } else {
            OTHER_FIGURES
        };
        2.0 * words * characters / (words + characters) - cost
    }
}

/// The longest stretch of `meaning` that `text` has: its share, where it stands and how long it is. One of several characters
/// says half.
fn shared(text: &[char], meaning: &str) -> (f32, usize, usize) {
    let meaning: Vec<char> = meaning.chars().filter(|c| c.is_alphabetic()).collect();
    for count in (1..=meaning.len()).rev() {
        for part in meaning.windows(count) {
            if let Some(from) = text.windows(count).position(|w| w == part) {
                let whole = u16::try_from(meaning.len()).map_or(f32::MAX, f32::from);
                let share = u16::try_from(count).map_or(0.0, f32::from) / whole;
                let share = if count == 1 && meaning.len() > 1 {
                    share * 0.5
                } else {
                    share
                };
                return (share, from, count);
            }
        }
    }
    (0.0, 0, 0)
}

/// Words that only link those of a name, and legal forms.
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "for" | "and" | "the" | "on" | "in" | "to" | "s" | "co" | "ltd" | "inc"
    )
}

/// Roman numbers from II to X.
fn roman(word: &str) -> Option<u32> {
    let place = ["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
        .iter()
        .position(|r| *r == word)?;
    u32::try_from(place + 2).ok()
}

fn digits_of(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

/// The numbers of a name in Han or Hangul, rising: `第二期` and `2단계` as 2.
fn figures_of(name: &str) -> Vec<u32> {
    let mut found = digits_of(&name_key(name));
    let signs: Vec<char> = name.chars().collect();
    for three in signs.windows(3) {
        if let ['第', sign, '期' | '階' | '次' | '屆' | '輪' | '號' | '分' | '部'] = three {
            let place = "一二三四五六七八九十".chars().position(|c| c == *sign);
            found.extend(place.and_then(|p| u32::try_from(p + 1).ok()));
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use quarry_graph::EntityRecord;

    use super::*;

    fn things(names: &[(EntityType, &str)]) -> Things {
        let entities: Vec<EntityRecord> = names
            .iter()
            .map(|(kind, name)| EntityRecord {
                iri: (*name).to_owned(),
                kind: *kind,
                name: (*name).to_owned(),
                aliases: Vec::new(),
                edition: None,
            })
            .collect();
        let mut things = Things::of(&entities);
        things.seal();
        things
    }

    fn written(question: &str, things: &Things) -> Option<String> {
        let known = Analysis::of(question, things.trie(), &|_| true);
        Transcribed::of(things).in_writing_of_papers(question, &known, &Translator::default())
    }

    #[test]
    fn a_name_in_latin_letters_is_written_as_the_papers_do() {
        let things = things(&[
            (EntityType::Work, "霧峒隧道養護計畫"),
            (EntityType::Work, "霧峒隧道養護計畫（第二期）"),
            (EntityType::Law, "霧峒隧道安全條例"),
            (EntityType::Product, "여울 YM-220 수위 센서"),
        ]);
        for (question, expected) in [
            (
                "Who runs the Wudong Tunnel Maintenance Project?",
                "Who runs the 霧峒隧道養護計畫?",
            ),
            (
                "Who runs the Wudong Tunnel Maintenance Project (Phase II)?",
                "Who runs the 霧峒隧道養護計畫（第二期）?",
            ),
            (
                "When was the Wudong Tunnel Safety Act promulgated?",
                "When was the 霧峒隧道安全條例 promulgated?",
            ),
            (
                "Yeoul YM-220 Water Level Sensor는 누가 만드나?",
                "여울 YM-220 수위 센서는 누가 만드나?",
            ),
        ] {
            assert_eq!(written(question, &things).as_deref(), Some(expected));
        }
        for other in [
            "Who runs the Wudang Tunnel Maintenance Project?",
            "Who runs the Wudong Tunnel Maintenance Project (Phase V)?",
            "Who runs it?",
        ] {
            assert_eq!(written(other, &things), None, "{other}");
        }
    }

    #[test]
    fn people_are_known_by_sound_where_one_alone_has_it() {
        let one = things(&[(EntityType::Person, "許芷涵"), (EntityType::Person, "남기훈")]);
        assert_eq!(
            written("Where do Chih-Han Hsu and Nam Gi-hun work?", &one).as_deref(),
            Some("Where do 許芷涵 and 남기훈 work?")
        );
        let two = things(&[(EntityType::Person, "許芷涵"), (EntityType::Person, "許之涵")]);
        assert_eq!(written("Where does Chih-Han Hsu work?", &two), None);
    }

    #[test]
    fn names_in_two_writings_are_one_where_both_are_the_only_ones() {
        let pairs = |names: &[(EntityType, &str)]| {
            let things = things(names);
            Transcribed::of(&things).pairs(&things, &Translator::default())
        };
        let of = |own: &str, latin: &str| (own.to_owned(), latin.to_owned());
        assert_eq!(
            pairs(&[
                (EntityType::Work, "霧峒隧道養護計畫"),
                (EntityType::Work, "Wudong Tunnel Maintenance Project"),
                (EntityType::Person, "許芷涵"),
                (EntityType::Person, "Chih-Han Hsu"),
            ]),
            [
                of("許芷涵", "Chih-Han Hsu"),
                of("霧峒隧道養護計畫", "Wudong Tunnel Maintenance Project"),
            ]
        );
        assert!(
            pairs(&[
                (EntityType::Person, "許芷涵"),
                (EntityType::Person, "Chih-Han Hsu"),
                (EntityType::Person, "Zhihan Xu"),
            ])
            .is_empty()
        );
        assert!(pairs(&[(EntityType::Person, "王偉"), (EntityType::Person, "Wang Wei")]).is_empty());
    }
}
