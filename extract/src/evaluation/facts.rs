//! Public sets of facts in sentences: KnowledgeNet's table of passages and the Korean relation rows.
//!
//! `extract/training/relation_sets.py` reads the same files; what is held out there is measured here.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extraction::EntityType;
use crate::rules::compiled;

/// Characters `start..end` of a text.
pub type Characters = Range<usize>;

/// Subject, predicate of ours, object.
pub type Fact = (Characters, &'static str, Characters);

/// A passage with the facts that it states, of the properties that were looked for in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The passage.
    pub text: String,
    /// What it states of things that it names.
    pub facts: Vec<Fact>,
    /// What it states of a pronoun: nothing can be told of whom, so it is neither looked for nor wrong.
    pub unnamed: Vec<Fact>,
}

/// The fold of KnowledgeNet that nothing is trained on.
const TEST_FOLD: &str = "4";

/// KnowledgeNet's properties that are ours too.
const KNOWLEDGENET: [(&str, &str); 11] = [
    ("CEO", "headedBy"),
    ("FOUNDED_BY", "foundedBy"),
    ("HEADQUARTERS", "headquarteredIn"),
    ("SUBSIDIARY_OF", "parentOrganization"),
    ("DATE_FOUNDED", "foundedOn"),
    ("EMPLOYEE_OR_MEMBER_OF", "affiliatedWith"),
    ("POLITICAL_AFFILIATION", "memberOf"),
    ("EDUCATED_AT", "alumniOf"),
    ("PLACE_OF_BIRTH", "birthPlace"),
    ("DATE_OF_BIRTH", "birthDate"),
    ("DATE_OF_DEATH", "deathDate"),
];

/// Words that stand for a name.
const PRONOUNS: [&str; 25] = [
    "he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "whom", "whose", "which",
    "that", "i", "we", "you", "my", "our", "your", "himself", "herself", "one", "where",
];

static ROW: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?s)<tr>(<td.*?)</tr>"));
static CELL: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?s)<td[^>]*>(.*?)</td>"));
static TAG: LazyLock<Regex> = LazyLock::new(|| compiled(r#"<span id="(subject|object)">|(</span>)|<[^>]+>"#));
static ENTITY: LazyLock<Regex> = LazyLock::new(|| compiled(r"&(#x?[0-9A-Fa-f]+|[a-z]+);"));

/// The passages of the fold that is held out, from the page of the archive.
#[must_use]
pub fn knowledgenet(page: &str) -> Vec<Passage> {
    let mut passages: BTreeMap<(String, String), Vec<Fact>> = BTreeMap::new();
    for row in ROW.captures_iter(page) {
        let cells: Vec<&str> = CELL
            .captures_iter(&row[1])
            .filter_map(|c| Some(c.get(1)?.as_str()))
            .collect();
        let [fold, document, .., property, cell] = cells.as_slice() else {
            continue;
        };
        let predicate = KNOWLEDGENET.iter().find(|(name, _)| name == property);
        if let (Some((_, predicate)), &TEST_FOLD) = (predicate, fold) {
            let (text, spans) = marked(cell);
            if let [Some(subject), Some(object)] = spans {
                let facts = passages.entry(((*document).to_owned(), text)).or_default();
                facts.push((subject, *predicate, object));
            }
        }
    }
    passages
        .into_iter()
        .map(|((_, text), mut facts)| {
            facts.sort_by_key(|(s, p, o)| (s.start, *p, o.start, s.end, o.end));
            facts.dedup();
            let is_pronoun = |r: &Characters| PRONOUNS.contains(&written(&text, r).to_lowercase().as_str());
            let (unnamed, facts) = facts
                .into_iter()
                .partition(|(s, _, o)| is_pronoun(s) || is_pronoun(o));
            Passage { text, facts, unnamed }
        })
        .collect()
}

/// The passage of a cell of the table, and where its subject and object stand.
fn marked(cell: &str) -> (String, [Option<Characters>; 2]) {
    let body = cell.trim_start().strip_prefix("<p>").unwrap_or(cell);
    let body = body.strip_prefix(' ').unwrap_or(body);
    let body = body.trim_end().strip_suffix("</p>").unwrap_or(body);
    let (mut text, mut place) = (String::new(), 0);
    let mut spans = [None, None];
    let mut open = None;
    for tag in TAG.captures_iter(body) {
        let Some(whole) = tag.get(0) else { continue };
        text.push_str(&unescaped(body.get(place..whole.start()).unwrap_or("")));
        place = whole.end();
        let at = text.chars().count();
        if let Some(name) = tag.get(1) {
            open = Some((usize::from(name.as_str() == "object"), at));
        } else if tag.get(2).is_some()
            && let Some((end, start)) = open.take()
            && let Some(span) = spans.get_mut(end)
        {
            *span = Some(start..at);
        }
    }
    text.push_str(&unescaped(body.get(place..).unwrap_or("")));
    (text, spans)
}

fn unescaped(text: &str) -> String {
    let plain = ENTITY.replace_all(text, |found: &regex::Captures| {
        let name = &found[1];
        let number = name.strip_prefix('#').and_then(|n| match n.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => n.parse().ok(),
        });
        let letter = number.and_then(char::from_u32).or(match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ => None,
        });
        letter.map_or_else(|| found[0].to_owned(), String::from)
    });
    plain.into_owned()
}

fn written(text: &str, characters: &Characters) -> String {
    text.chars()
        .skip(characters.start)
        .take(characters.len())
        .collect()
}

/// A predicate of a pair, and whether the row's object is its subject.
pub type Stated = (&'static str, bool);

/// The predicate of that name as the sets' labels have it; another one under a name of its own.
#[must_use]
pub fn name_of(predicate: &str) -> &'static str {
    let knowledgenet = KNOWLEDGENET.iter().map(|(_, name)| *name);
    let mut known = LABELS.iter().map(|(_, name, ..)| *name).chain(knowledgenet);
    known.find(|name| *name == predicate).unwrap_or("another")
}

/// One Korean row: a sentence, two ends with types, and what it says of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The sentence.
    pub text: String,
    /// The row's subject and object.
    pub ends: [(EntityType, Characters); 2],
    /// What it says; none where it says nothing that is ours.
    pub says: Option<Stated>,
}

use EntityType::{Date, Event, Organization, Person, Place, Product, Title, Work};

/// A label of the Korean sets: ours, whether it is said the other way round, types of subject and object where it gives them.
type Label = (
    &'static str,
    &'static str,
    bool,
    Option<EntityType>,
    Option<EntityType>,
);

const LABELS: [Label; 25] = [
    ("org:founded", "foundedOn", false, Some(Organization), Some(Date)),
    ("org:founded_by", "foundedBy", false, Some(Organization), None),
    ("per:title", "hasTitle", false, Some(Person), Some(Title)),
    (
        "per:employee_of",
        "affiliatedWith",
        false,
        Some(Person),
        Some(Organization),
    ),
    (
        "per:member_of",
        "memberOf",
        false,
        Some(Person),
        Some(Organization),
    ),
    (
        "artist:member_of",
        "memberOf",
        false,
        Some(Person),
        Some(Organization),
    ),
    (
        "org:member_of",
        "memberOf",
        false,
        Some(Organization),
        Some(Organization),
    ),
    (
        "org:members",
        "affiliatedWith",
        true,
        Some(Organization),
        Some(Person),
    ),
    (
        "org:employee",
        "affiliatedWith",
        true,
        Some(Organization),
        Some(Person),
    ),
    (
        "org:top_members/employees",
        "affiliatedWith",
        true,
        Some(Organization),
        Some(Person),
    ),
    (
        "org:production",
        "developedBy",
        true,
        Some(Organization),
        Some(Product),
    ),
    ("per:production", "developedBy", true, Some(Person), Some(Product)),
    (
        "org:location",
        "locatedIn",
        false,
        Some(Organization),
        Some(Place),
    ),
    ("org:shareholders", "ownedBy", false, Some(Organization), None),
    ("eve:date", "startDate", false, Some(Event), Some(Date)),
    ("eve:place", "locatedIn", false, Some(Event), Some(Place)),
    ("행사:장소", "locatedIn", false, Some(Event), Some(Place)),
    ("행사:일시", "startDate", false, Some(Event), Some(Date)),
    (
        "인물:소속",
        "affiliatedWith",
        false,
        Some(Person),
        Some(Organization),
    ),
    ("pro:start_at", "startDate", false, Some(Work), Some(Date)),
    ("pro:end_at", "endDate", false, Some(Work), Some(Date)),
    ("loc:subordinate", "locatedIn", false, Some(Place), Some(Place)),
    ("per:origin", "birthPlace", false, Some(Person), Some(Place)),
    ("producer:product", "author", true, Some(Person), Some(Work)),
    ("product", "developedBy", true, Some(Organization), Some(Product)),
];

/// Labels that say nothing that is ours.
const NOTHING: [&str; 16] = [
    "no_relation",
    "관계_없음",
    "관계없음",
    "no_relation:no_relation",
    "org:hostile",
    "org:friendly",
    "per:colleagues",
    "per:participate_in",
    "인물:참가",
    "단체:참가",
    "인물:결과",
    "org:contract",
    "alternate",
    "org:alternate_names",
    "org:alternate_name",
    "per:alternate_name",
];

/// Type names of the sets, by their first letters.
const TYPES: [(&str, EntityType); 20] = [
    ("PER", Person),
    ("인물", Person),
    ("ART", Person),
    ("ORG", Organization),
    ("단체", Organization),
    ("GRO", Organization),
    ("LOC", Place),
    ("장소", Place),
    ("COU", Place),
    ("DAT", Date),
    ("날짜", Date),
    ("일시", Date),
    ("TIM", Date),
    ("EVE", Event),
    ("EVT", Event),
    ("행사", Event),
    ("PRO", Work),
    ("LAW", EntityType::Law),
    ("COM", Product),
    ("PRD", Product),
];

/// Of eight parts of the sentences, the one that nothing is trained on.
const TEST_PART: u32 = 0;

/// The held-out rows of a file with the columns `sentence`, `subject_entity`, `object_entity` and `label`.
#[must_use]
pub fn korean_rows(file: &str) -> Vec<Pair> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let Ok(headers) = reader.headers().cloned() else {
        return Vec::new();
    };
    let column = |names: &[&str]| headers.iter().position(|h| names.contains(&h));
    let columns = [
        column(&["sentence"]),
        column(&["subject_entity", "subject"]),
        column(&["object_entity", "object"]),
        column(&["label", "class", "relation"]),
    ];
    let [Some(sentence), Some(subject), Some(object), Some(label)] = columns else {
        return Vec::new();
    };
    let rows = reader.records().filter_map(Result::ok);
    let cells = rows.filter_map(|row| {
        let cell = |at: usize| Some(row.get(at)?.to_owned());
        Some((cell(sentence)?, [cell(subject)?, cell(object)?], cell(label)?))
    });
    cells
        .filter(|(text, ..)| part(text, 8) == TEST_PART)
        .filter_map(|(text, ends, label)| pair(text, &ends, label.trim()))
        .collect()
}

fn pair(text: String, ends: &[String; 2], label: &str) -> Option<Pair> {
    let known = LABELS.iter().find(|(name, ..)| *name == label);
    if known.is_none() && !NOTHING.contains(&label) {
        return None;
    }
    let [(first, one), (second, other)] = [end(&text, &ends[0])?, end(&text, &ends[1])?];
    let (given_one, given_other) = known.map_or((None, None), |(.., a, b)| (*a, *b));
    let ends = [(given_one.or(one)?, first), (given_other.or(other)?, second)];
    if ends[0].1.start < ends[1].1.end && ends[1].1.start < ends[0].1.end {
        return None;
    }
    Some(Pair {
        text,
        ends,
        says: known.map(|(_, predicate, turned, ..)| (*predicate, *turned)),
    })
}

static WORD: LazyLock<Regex> =
    LazyLock::new(|| compiled(r#"'(?:word|text)' ?: ?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"#));
static START: LazyLock<Regex> = LazyLock::new(|| compiled(r"'start(?:_idx)?' ?: ?'?(\d+)"));
static TYPE: LazyLock<Regex> = LazyLock::new(|| compiled(r"'(?:entity_)?type' ?: ?'([^']*)'"));

/// Where an end stands and of which type it is, where the row's own offset or the only place of its words gives it.
fn end(text: &str, described: &str) -> Option<(Characters, Option<EntityType>)> {
    let found = WORD.captures(described)?;
    let word = found
        .get(1)
        .or_else(|| found.get(2))?
        .as_str()
        .replace("\\'", "'");
    if word.is_empty() {
        return None;
    }
    let letters: Vec<char> = word.chars().collect();
    let start = START.captures(described).and_then(|c| c[1].parse::<usize>().ok());
    let stands = |start: usize| {
        text.chars()
            .skip(start)
            .take(letters.len())
            .eq(letters.iter().copied())
    };
    let start = start.filter(|s| stands(*s)).or_else(|| {
        let mut places = text.match_indices(&word);
        let (at, _) = places.next()?;
        places.next().is_none().then(|| text[..at].chars().count())
    })?;
    let kind = TYPE.captures(described).map(|c| c[1].to_uppercase());
    let kind = kind.and_then(|k| {
        TYPES
            .iter()
            .find(|(name, _)| k.starts_with(name))
            .map(|(_, t)| *t)
    });
    Some((start..start + letters.len(), kind))
}

/// A number below `parts` that depends on the text only (FNV-1a, 32 bits, folded).
fn part(text: &str, parts: u32) -> u32 {
    let hash = text.bytes().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    ((hash >> 16) ^ (hash & 0xFFFF)) % parts
}

#[cfg(test)]
mod tests {
    use super::{EntityType, knowledgenet, korean_rows, part};

    #[test]
    fn a_passage_is_read_with_the_facts_of_its_names() {
        let row = |fold: &str, property: &str, passage: &str| {
            format!(
                "<tr><td>{fold}</td><td>7</td><td>0</td><td>9</td><td>{property}</td><td><p> {passage}</p></td></tr>"
            )
        };
        let page = [
            row(
                "4",
                "FOUNDED_BY",
                r#"<span id="subject"><a href="x">Blue &amp; Sea</a></span> was set up by <span id="object">Ada Orme</span>, who led it."#,
            ),
            row(
                "4",
                "FOUNDED_BY",
                r#"<span id="subject"><a href="x">Blue &amp; Sea</a></span> was set up by Ada Orme, <span id="object">who</span> led it."#,
            ),
            row(
                "4",
                "SPOUSE",
                r#"<span id="subject">A</span> <span id="object">B</span>"#,
            ),
            row(
                "1",
                "FOUNDED_BY",
                r#"<span id="subject">A</span> <span id="object">B</span>"#,
            ),
        ];
        let passages = knowledgenet(&page.concat());
        assert_eq!(passages.len(), 1);
        assert_eq!(passages[0].text, "Blue & Sea was set up by Ada Orme, who led it.");
        assert_eq!(passages[0].facts, [(0..10, "foundedBy", 25..33)]);
        assert_eq!(passages[0].unnamed, [(0..10, "foundedBy", 35..38)]);
    }

    #[test]
    fn rows_of_the_part_that_is_held_out_are_read() {
        let sentences: Vec<String> = (0..40)
            .map(|n| format!("{n}번 김하늘은 푸른청 직원이다."))
            .collect();
        let held_out: Vec<&String> = sentences.iter().filter(|s| part(s, 8) == 0).collect();
        assert!(!held_out.is_empty() && held_out.len() < 20);
        let mut file = "id,sentence,subject_entity,object_entity,label\n".to_owned();
        for sentence in &sentences {
            file += &format!(
                "1,{sentence},\"{{'word': '푸른청', 'start_idx': 99, 'type': 'ORG'}}\",\"{{'text': '김하늘', 'start': 3, 'type': 'PER'}}\",org:members\n"
            );
        }
        let rows = korean_rows(&file);
        assert_eq!(rows.len(), held_out.len());
        let row = &rows[0];
        assert_eq!(row.says, Some(("affiliatedWith", true)));
        assert_eq!(row.ends[0].0, EntityType::Organization);
        let name: String = row.text.chars().skip(row.ends[1].1.start).take(3).collect();
        let body: String = row.text.chars().skip(row.ends[0].1.start).take(3).collect();
        assert_eq!((name.as_str(), body.as_str()), ("김하늘", "푸른청"));
    }
}
