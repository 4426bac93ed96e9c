//! A small language for sentence patterns over typed mentions.
//!
//! A sentence is rewritten with one mark for each mention ([`MarkedSentence`]); a pattern is a regular expression over that,
//! in which `{s:ORG}` stands for a mention of an organisation that becomes the group `s`. Types: `ORG PER PLC DAT TIM MON QTY PRJ
//! EVT PRD LAW WRK` and `NAM` for any named thing. `{o:PER?}` also takes words that have the shape of a name, `{title}` any title.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::aliases::Definition;
use crate::extraction::EntityType;
use crate::rules::{compiled, names, products, runs, titles};

/// First of the characters that stand for the type of a mention.
const TYPE_BASE: u32 = 0xE000;
/// First of the characters that stand for the number of a mention in its sentence.
const NUMBER_BASE: u32 = 0xF0000;
const NUMBER_CLASS: &str = r"[\x{F0000}-\x{FFFFD}]";

/// One pattern.
pub(crate) struct Rule {
    /// Goes into [`crate::Relation::source`].
    pub(crate) name: &'static str,
    /// Local name of the property.
    pub(crate) predicate: &'static str,
    /// One of these must stand in the sentence.
    pub(crate) triggers: &'static [&'static str],
    /// The pattern itself.
    pub(crate) pattern: &'static str,
    /// Qualifiers that follow from the pattern, such as `status` `former`.
    pub(crate) says: &'static [(&'static str, &'static str)],
    /// 0 to 1.
    pub(crate) confidence: f32,
    /// Types of the end that the pattern does not name: it is the last such thing that was named before. Empty where the
    /// pattern names both ends, or where what it says is said of the document's own event.
    pub(crate) of: &'static str,
    /// Whether it holds of a subject and an object of these names; of any, where the pattern is enough.
    pub(crate) fits: fn(&str, &str) -> bool,
}

pub(super) const FORMER: &[(&str, &str)] = &[("status", "former")];
pub(super) const CURRENT: &[(&str, &str)] = &[("status", "current")];
pub(super) const INITIAL: &[(&str, &str)] = &[("version", "initial")];
pub(super) const REVISED: &[(&str, &str)] = &[("version", "revised")];
pub(super) const SUPERSEDED: &[(&str, &str)] = &[("version", "initial"), ("status", "superseded")];

/// A rule that says nothing beside its predicate.
pub(super) const fn rule(
    name: &'static str,
    predicate: &'static str,
    triggers: &'static [&'static str],
    pattern: &'static str,
    confidence: f32,
) -> Rule {
    Rule {
        name,
        predicate,
        triggers,
        pattern,
        says: &[],
        confidence,
        of: "",
        fits: of_any,
    }
}

fn of_any(_: &str, _: &str) -> bool {
    true
}

/// The rule for those names of subject and object alone that `fits` says.
pub(super) const fn when(fits: fn(&str, &str) -> bool, rule: Rule) -> Rule {
    Rule { fits, ..rule }
}

/// How bodies are called that others are members of.
const LEAGUES: &[&str] = &[
    "Federation",
    "Association",
    "Alliance",
    "League",
    "Union",
    "Chamber",
    "Network",
    "Consortium",
    "Coalition",
    "Guild",
    "Club",
    "Party",
    "聯合會",
    "協會",
    "公會",
    "聯盟",
    "商會",
    "學會",
    "同盟",
    "聯會",
    "工會",
    "黨",
    "협회",
    "연합회",
    "연맹",
    "협의회",
    "연합",
    "동맹",
    "학회",
    "조합",
    "당",
];

/// Whether what something belongs to is a body of members.
pub(super) fn is_league(_: &str, whole: &str) -> bool {
    if whole.is_ascii() {
        return whole.split(' ').any(|word| LEAGUES.contains(&word));
    }
    LEAGUES.iter().any(|head| whole.ends_with(head))
}

/// Whether what something belongs to is no body of members.
pub(super) fn is_no_league(part: &str, whole: &str) -> bool {
    !is_league(part, whole)
}

/// Bodies that people join as members, beside those of [`LEAGUES`].
const TABLES: &[&str] = &[
    "Council",
    "Committee",
    "Board",
    "Commission",
    "Parliament",
    "Assembly",
    "Society",
    "委員會",
    "理事會",
    "董事會",
    "議會",
    "立法院",
    "위원회",
    "이사회",
    "의회",
    "국회",
];

/// Whether who joins a body becomes a member of it.
pub(super) fn has_members(person: &str, body: &str) -> bool {
    is_league(person, body)
        || TABLES
            .iter()
            .any(|head| body.ends_with(head) || body.is_ascii() && body.split(' ').any(|word| word == *head))
}

/// Whether who joins a body works there.
pub(super) fn has_no_members(person: &str, body: &str) -> bool {
    !has_members(person, body)
}

/// How programmes and projects are called, which are works here but have no author.
pub(super) const UNDERTAKINGS: &[&str] = &[
    "Project",
    "project",
    "Programme",
    "Program",
    "Initiative",
    "Plan",
    "Scheme",
    "Pilot",
    "計畫",
    "計劃",
    "專案",
    "工程",
    "方案",
    "建置案",
    "사업",
    "과제",
    "계획",
    "프로그램",
    "방안",
];

/// Whether a work has an author: a programme has none.
pub(super) fn not_an_undertaking(work: &str, _: &str) -> bool {
    !UNDERTAKINGS.iter().any(|end| work.ends_with(end)) && !work.starts_with("Project ")
}

/// How schools are called.
const SCHOOLS: &[&str] = &[
    "University",
    "College",
    "School",
    "Academy",
    "Institute of Technology",
    "Polytechnic",
    "Conservatory",
    "Seminary",
    "大學",
    "學院",
    "學校",
    "高中",
    "中學",
    "高職",
    "國小",
    "國中",
    "女中",
    "一中",
    "대학교",
    "대학",
    "대학원",
    "학교",
    "고등학교",
    "중학교",
    "여고",
    "과학기술원",
    "사관학교",
    "로스쿨",
];

/// Whether the object is a body of a name of its own: 대학 alone is none.
pub(super) fn is_one_school(_: &str, body: &str) -> bool {
    !SCHOOLS.contains(&body)
}

/// Whether the object is a school, where the words alone could say that somebody comes from a body of any kind.
pub(super) fn is_school(_: &str, body: &str) -> bool {
    if body.is_ascii() {
        return SCHOOLS.iter().any(|word| body.contains(word));
    }
    SCHOOLS.iter().any(|head| body.ends_with(head))
}

/// The rule with one end left to what was named before.
pub(super) const fn of(kinds: &'static str, rule: Rule) -> Rule {
    Rule { of: kinds, ..rule }
}

/// The rule with qualifiers that hold whenever it matches.
pub(super) const fn saying(rule: Rule, says: &'static [(&'static str, &'static str)]) -> Rule {
    Rule { says, ..rule }
}

/// The language that a pattern is written for: its titles and the shapes of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    Korean,
    English,
}

/// What one group of a match holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Slot {
    /// A mention, by its index in the unit.
    Mention(usize),
    /// Words without a mention: bytes of the unit's text.
    Words(Range<usize>),
}

/// A sentence with its mentions replaced by marks, alias definitions and quotation marks left out.
#[derive(Debug)]
pub(crate) struct MarkedSentence {
    pub(crate) text: String,
    /// For each byte offset of `text` at which a character begins: where it stands in the unit's text.
    origin: Vec<(usize, usize)>,
    /// The mention of each mark, by its number.
    mentions: Vec<usize>,
    /// Bytes of the sentence in the unit's text.
    pub(crate) range: Range<usize>,
}

impl MarkedSentence {
    /// Marks the sentence at `range` of `text`; `mentions` are kind and bytes of the unit's mentions, in order.
    pub(crate) fn new(
        text: &str,
        range: Range<usize>,
        mentions: &[(EntityType, Range<usize>)],
        definitions: &[Definition],
    ) -> Self {
        let mut marked = Self {
            text: String::new(),
            origin: Vec::new(),
            mentions: Vec::new(),
            range: range.clone(),
        };
        let mut at = range.start;
        let mut next = mentions.partition_point(|(_, r)| r.start < range.start);
        while at < range.end {
            if let Some(definition) = definitions.iter().find(|d| d.brackets.contains(&at)) {
                // "X (hereafter Y) is": what follows the brackets follows the name.
                let kept = marked.text.trim_end().len();
                marked.text.truncate(kept);
                marked.origin.retain(|(at, _)| *at < kept);
                at = definition.brackets.end;
                while mentions.get(next).is_some_and(|(_, r)| r.start < at) {
                    next += 1;
                }
                continue;
            }
            if let Some((kind, mention)) = mentions.get(next)
                && mention.start == at
                && mention.end <= range.end
                && *kind != EntityType::Title
            {
                marked.push_mark(*kind, next, at);
                at = mention.end;
                next += 1;
                continue;
            }
            while mentions.get(next).is_some_and(|(_, r)| r.start <= at) {
                next += 1;
            }
            let Some(c) = text.get(at..).and_then(|t| t.chars().next()) else {
                break;
            };
            if !matches!(
                c,
                '「' | '」'
                    | '『'
                    | '』'
                    | '《'
                    | '》'
                    | '〈'
                    | '〉'
                    | '‘'
                    | '’'
                    | '“'
                    | '”'
                    | '㈜'
                    | '"'
                    | '｢'
                    | '｣'
            ) {
                marked.origin.push((marked.text.len(), at));
                marked.text.push(if c == '\n' || c == '\u{a0}' { ' ' } else { c });
            }
            at += c.len_utf8();
        }
        marked.origin.push((marked.text.len(), range.end));
        marked
    }

    fn push_mark(&mut self, kind: EntityType, mention: usize, at: usize) {
        let number = u32::try_from(self.mentions.len()).unwrap_or(0);
        let (Some(kind_mark), Some(number_mark)) = (
            char::from_u32(TYPE_BASE + kind as u32),
            char::from_u32(NUMBER_BASE + number),
        ) else {
            return;
        };
        if number >= 0xFFFD {
            return;
        }
        self.origin.push((self.text.len(), at));
        self.text.push(kind_mark);
        self.text.push(number_mark);
        self.mentions.push(mention);
    }

    /// What a group of a match on [`Self::text`] holds.
    pub(crate) fn slot(&self, group: &regex::Match) -> Option<Slot> {
        let number = group
            .as_str()
            .chars()
            .nth(1)
            .map(|c| c as u32)
            .filter(|c| *c >= NUMBER_BASE);
        let first = group.as_str().chars().next()? as u32;
        if let Some(number) = number.filter(|_| (TYPE_BASE..TYPE_BASE + 0x100).contains(&first)) {
            let index = usize::try_from(number - NUMBER_BASE).ok()?;
            return self.mentions.get(index).copied().map(Slot::Mention);
        }
        let start = self.original(group.start())?;
        let last = group.as_str().chars().next_back()?;
        let end = self.original(group.end() - last.len_utf8())? + last.len_utf8();
        Some(Slot::Words(start..end))
    }

    /// Where a byte of [`Self::text`] stands in the unit's text.
    pub(crate) fn place(&self, at: usize) -> Option<usize> {
        self.original(at)
    }

    fn original(&self, at: usize) -> Option<usize> {
        let index = self
            .origin
            .binary_search_by_key(&at, |(marked, _)| *marked)
            .ok()?;
        self.origin.get(index).map(|(_, original)| *original)
    }
}

static PLACE_HOLDER: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\{(?:(\w+):)?([A-Z]{3}(?:\|[A-Z]{3})*\??|title)\}"));

/// `{~12}`: at most twelve characters without a mention and without the end of a sentence.
static GAP: LazyLock<Regex> = LazyLock::new(|| compiled(r"\{~(\d+)\}"));

/// Writes a pattern of the small language as a regular expression.
pub(crate) fn expand(pattern: &str, language: Language) -> String {
    let gaps = GAP.replace_all(pattern, |captures: &regex::Captures| {
        let most = captures.get(1).map_or("0", |m| m.as_str());
        format!(r"[^。；;!?！？\x{{E000}}-\x{{E0FF}}\x{{F0000}}-\x{{FFFFD}}]{{0,{most}}}?")
    });
    let expanded = PLACE_HOLDER.replace_all(&gaps, |captures: &regex::Captures| {
        let kind = captures.get(2).map_or("", |m| m.as_str());
        let body = if kind == "title" {
            title_alternation(language)
        } else {
            type_expression(kind, language)
        };
        match captures.get(1) {
            Some(group) => format!("(?P<{}>{body})", group.as_str()),
            None if kind == "title" => format!("(?P<title>{body})"),
            None => format!("(?:{body})"),
        }
    });
    expanded.into_owned()
}

fn title_alternation(language: Language) -> String {
    match language {
        Language::Chinese => titles::chinese_alternation(),
        Language::Korean => titles::korean_alternation(),
        Language::English => titles::english_alternation(),
    }
}

fn type_expression(kinds: &str, language: Language) -> String {
    let open = kinds.ends_with('?');
    let kinds = kinds.trim_end_matches('?');
    let marks: String = kinds
        .split('|')
        .flat_map(types)
        .filter_map(|kind| char::from_u32(TYPE_BASE + *kind as u32))
        .collect();
    let mark = format!("[{marks}]{NUMBER_CLASS}");
    if !open {
        return mark;
    }
    let words = match (kinds, language) {
        ("PRD", Language::Chinese) => r"\p{Han}{2,14}?",
        ("PRD", Language::Korean) => r"[가-힣A-Za-z0-9]+?(?: [가-힣A-Za-z0-9]+?){0,3}?",
        ("PRD", Language::English) => r"\p{Lu}[\p{L}\d\-]+(?: [\p{L}\d\-]+){0,3}?",
        ("PER", Language::Chinese) => r"\p{Han}{2,4}?",
        ("PER", Language::Korean) => r"[가-힣]{2,4}?",
        ("PER", Language::English) => r"\p{Lu}[\p{L}’'\-]+(?:\s\p{Lu}\.)?(?:\s\p{Lu}[\p{L}’'\-]+){1,2}",
        ("WRK", Language::Chinese) => r"\p{Han}{2,10}?(?:計畫|專案|方案|工程)",
        ("WRK", Language::Korean) => r"[가-힣]{2,8}(?: [가-힣]{1,8}){0,4}? (?:사업|기획|과제|프로젝트)",
        ("WRK", Language::English) => r"\p{Lu}[\p{L}\-]+(?:\s\p{Lu}[\p{L}\-]+){0,5}",
        (_, Language::Chinese) => r"\p{Han}{2,8}?",
        (_, Language::Korean) => r"[가-힣]{1,6}(?:시|군|구|도|읍|면|동)",
        (_, Language::English) => r"\p{Lu}[\p{L}’'\-]+(?:\s\p{Lu}[\p{L}’'\-]+){0,3}",
    };
    format!("{mark}|{words}")
}

/// The types that letters such as `ORG` or `PER|ORG` stand for.
pub(crate) fn kinds_of(letters: &str) -> Vec<EntityType> {
    letters.split('|').flat_map(types).copied().collect()
}

fn types(kind: &str) -> &'static [EntityType] {
    use EntityType as T;
    match kind {
        "ORG" => &[T::Organization],
        "PER" => &[T::Person],
        "PLC" => &[T::Place],
        "DAT" => &[T::Date],
        "TIM" => &[T::Time],
        "MON" => &[T::Money],
        "QTY" => &[T::Quantity],
        "PRJ" => &[T::Work, T::Event],
        "EVT" => &[T::Event],
        "PRD" => &[T::Product],
        "LAW" => &[T::Law],
        "WRK" => &[T::Work],
        _ => &[
            T::Person,
            T::Organization,
            T::Place,
            T::Product,
            T::Event,
            T::Law,
            T::Work,
        ],
    }
}

/// The type of an open place by its letters in a pattern; none where the words do not have the shape of such a name.
pub(crate) fn shape_of(words: &str, predicate: &str, group: &str) -> Option<EntityType> {
    let place = matches!(predicate, "locatedIn" | "headquarteredIn" | "birthPlace") && group == "o";
    if place {
        let count = words.chars().count();
        return (2..=40).contains(&count).then_some(EntityType::Place);
    }
    if matches!(predicate, "developedBy" | "outcomeOf") && group.starts_with('s') {
        return products::is_made(words).then_some(EntityType::Product);
    }
    if matches!(predicate, "legalBasis" | "managedBy" | "executedBy") && group.starts_with('s') {
        let first = words.split(' ').next().unwrap_or("");
        let grammar = runs::OPENERS.contains(&first) || NO_UNDERTAKING.contains(&first);
        return (!grammar && words.chars().count() >= 4).then_some(EntityType::Work);
    }
    names::is_person_name(words).then_some(EntityType::Person)
}

/// Words with a capital that begin a sentence about no undertaking.
const NO_UNDERTAKING: &[&str] = &[
    "It",
    "This",
    "That",
    "These",
    "They",
    "The",
    "He",
    "She",
    "We",
    "Counsel",
    "Members",
    "Act",
    "Regulations",
    "Order",
    "Section",
    "Article",
    "Both",
    "Each",
    "All",
    "Work",
    "Power",
    "Authority",
    "Jurisdiction",
    "Membership",
    "Payment",
    "Part",
    "Chapter",
];

#[cfg(test)]
mod tests {
    use super::{Language, MarkedSentence, Slot, expand};
    use crate::extraction::EntityType;
    use crate::rules::{self, compiled};

    #[test]
    fn a_pattern_finds_mentions_and_open_places() {
        let text = "海洋事務委員會由林書銘擔任主任委員。";
        let found: Vec<_> = rules::find(text)
            .into_iter()
            .filter(|f| f.kind == EntityType::Organization)
            .map(|f| (f.kind, f.range))
            .collect();
        let marked = MarkedSentence::new(text, 0..text.len(), &found, &[]);
        let regex = compiled(&expand("{s:ORG}由{o:PER?}擔任{title}", Language::Chinese));
        let captures = regex.captures(&marked.text);
        let slots = captures.map(|c| ["s", "o", "title"].map(|g| c.name(g).and_then(|m| marked.slot(&m))));
        let person = text.find("林").map(|at| at..at + 9);
        let title = text.find("主任委員").map(|at| at..at + 12);
        assert_eq!(
            slots,
            Some([
                Some(Slot::Mention(0)),
                person.map(Slot::Words),
                title.map(Slot::Words)
            ])
        );
    }
}
