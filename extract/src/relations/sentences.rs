//! Relations by sentence patterns: local to a sentence, between mentions of the right types, never where it is denied.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::AhoCorasick;
use quarry_ingest::Scalar;
use regex::{Captures, Regex};

use super::pattern::{self, Language, MarkedSentence, Rule, Slot};
use super::statements::{Statement, Statements};
use super::{
    chinese, chinese_context, chinese_lives, chinese_papers, chinese_plain, chinese_terms, english,
    english_context, english_lives, english_offices, english_papers, english_plain, english_schemes,
    english_terms, english_work, korean, korean_context, korean_lives, korean_papers, korean_plain,
    korean_schemes, korean_terms, revisions, sections, terms, topic,
};
use crate::aliases;
use crate::extraction::EntityType;
use crate::references::Reference;
use crate::rules::{self, Found, compiled};
use crate::script;
use crate::sentence::sentences;
use crate::unit::Unit;

/// Longest sentence that is matched against the patterns, in bytes.
pub(super) const LONGEST_SENTENCE: usize = 3000;

/// The rules of one language, found by the words that must stand in a sentence.
struct RuleBook {
    rules: Vec<&'static Rule>,
    language: Language,
    triggers: AhoCorasick,
    /// The rule of each trigger.
    rule_of: Vec<usize>,
    compiled: Vec<OnceLock<Regex>>,
}

impl RuleBook {
    fn new(rules: &[&'static [Rule]], language: Language) -> Self {
        let rules: Vec<&'static Rule> = rules.iter().copied().flatten().collect();
        let mut rule_of = Vec::new();
        let mut words = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            for trigger in rule.triggers {
                rule_of.push(index);
                words.push(*trigger);
            }
        }
        #[expect(
            clippy::expect_used,
            reason = "the words are constants of this crate and a test builds the automaton"
        )]
        let triggers = AhoCorasick::new(words).expect("a valid automaton");
        Self {
            compiled: rules.iter().map(|_| OnceLock::new()).collect(),
            rules,
            language,
            triggers,
            rule_of,
        }
    }

    /// The rules that may match, by index, in order.
    fn candidates(&self, text: &str) -> Vec<usize> {
        let mut found: Vec<usize> = self
            .triggers
            .find_overlapping_iter(text)
            .filter_map(|m| self.rule_of.get(m.pattern().as_usize()).copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn regex(&self, index: usize) -> Option<(&'static Rule, &Regex)> {
        let rule: &'static Rule = self.rules.get(index)?;
        let regex = self
            .compiled
            .get(index)?
            .get_or_init(|| compiled(&pattern::expand(rule.pattern, self.language)));
        Some((rule, regex))
    }
}

static CHINESE: LazyLock<RuleBook> = LazyLock::new(|| {
    RuleBook::new(
        &[
            chinese_terms::RULES,
            revisions::open::CHINESE,
            chinese::RULES,
            chinese_context::RULES,
            chinese_lives::RULES,
            chinese_plain::RULES,
            chinese_papers::RULES,
        ],
        Language::Chinese,
    )
});
static KOREAN: LazyLock<RuleBook> = LazyLock::new(|| {
    RuleBook::new(
        &[
            korean_terms::RULES,
            revisions::open::KOREAN,
            korean::RULES,
            korean_context::RULES,
            korean_lives::RULES,
            korean_plain::RULES,
            korean_papers::RULES,
            korean_schemes::RULES,
        ],
        Language::Korean,
    )
});
static ENGLISH: LazyLock<RuleBook> = LazyLock::new(|| {
    RuleBook::new(
        &[
            english_terms::RULES,
            english::RULES,
            english_context::RULES,
            english_lives::RULES,
            english_plain::RULES,
            english_offices::RULES,
            english_papers::RULES,
            english_schemes::RULES,
            english_work::RULES,
        ],
        Language::English,
    )
});

fn books(text: &str) -> Vec<&'static RuleBook> {
    let mut books: Vec<&'static RuleBook> = Vec::new();
    if script::has_hangul(text) {
        books.push(&KOREAN);
    } else if script::has_han(text) {
        books.push(&CHINESE);
    }
    if text.chars().filter(|c| script::is_word_letter(*c)).count() > 12 {
        books.push(&ENGLISH);
    }
    books
}

/// Names people and places that patterns leave a place for and that nothing else has found.
pub(crate) fn name_open_places(units: &[Unit], found: &mut [Vec<Found>]) {
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        revisions::open::leave_out_particles(&unit.text, mentions);
        let mut added = Vec::new();
        each_match(unit, mentions, |rule, marked, captures| {
            for group in ENDS {
                let Some(matched) = captures.name(group) else {
                    continue;
                };
                let Some(Slot::Words(range)) = marked.slot(&matched) else {
                    continue;
                };
                let Some(words) = unit.text.get(range.clone()) else {
                    continue;
                };
                if let Some(kind) = pattern::shape_of(words, rule.predicate, plain(group)) {
                    added.push(Found::new(kind, range, rule.confidence * 0.9));
                }
            }
        });
        if !added.is_empty() {
            mentions.extend(added);
            *mentions = crate::mentions::resolve(std::mem::take(mentions));
        }
    }
}

/// A rule that matched, the sentence that it matched in, where its words begin and whether they tell of what is to come, and
/// its groups by name.
type Match = (
    &'static Rule,
    Range<usize>,
    (usize, bool),
    Vec<(&'static str, Slot)>,
);

/// Groups of a pattern's two ends: `s2`, `s3` and `s4` are other places for `s`.
const ENDS: [&str; 8] = ["s", "s2", "s3", "s4", "o", "o2", "o3", "o4"];

/// The name of a group without the number of its place.
fn plain(group: &str) -> &str {
    group.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Groups that qualify a statement; `date2` is another place for `date`.
const QUALIFIERS: [&str; 9] = [
    "title", "since", "since2", "until", "until2", "year", "article", "date", "date2",
];

/// Adds what the sentences of every unit say. `document` is the entity of the document itself, if it reports an event.
pub(crate) fn add(statements: &mut Statements, document: Option<usize>) {
    let analysis = statements.analysis;
    for (index, (unit, mentions)) in analysis.units.iter().zip(&analysis.found).enumerate() {
        let mut matches: Vec<Match> = Vec::new();
        let mentions = &with_references(mentions, analysis.references.get(index));
        each_match(unit, mentions, |rule, marked, captures| {
            let slots = ENDS
                .into_iter()
                .chain(["title2", "title3"])
                .chain(QUALIFIERS)
                .filter_map(|name| Some((name, marked.slot(&captures.name(name)?)?)))
                .collect();
            let begins = captures.get(0).and_then(|m| marked.place(m.start()));
            let to_come = rule.predicate == "headedBy" && terms::is_to_come(&marked.text, captures);
            matches.push((
                rule,
                marked.range.clone(),
                (begins.unwrap_or(marked.range.start), to_come),
                slots,
            ));
        });
        for (rule, evidence, (begins, to_come), slots) in matches {
            let read = Reading {
                unit: index,
                text: &unit.text,
                mentions,
                slots: &slots,
                begins,
                to_come,
                sentence: evidence.clone(),
            };
            add_match(statements, document, rule, evidence, &read);
        }
    }
}

/// The mentions with the words that stand for bodies and laws, in order.
pub(super) fn with_references(mentions: &[Found], references: Option<&Vec<Reference>>) -> Vec<Found> {
    let mut all = mentions.to_vec();
    for reference in references.into_iter().flatten() {
        all.push(Found::new(reference.kind, reference.range.clone(), 0.8));
    }
    all.sort_by_key(|m| m.range.start);
    all
}

/// Adds what definitions say: that a thing has another name.
pub(crate) fn add_other_names(statements: &mut Statements) {
    let analysis = statements.analysis;
    for (index, (unit, definitions)) in analysis.units.iter().zip(&analysis.definitions).enumerate() {
        for definition in definitions {
            let Some(subject) = statements.entity_at(index, &definition.name) else {
                continue;
            };
            let evidence = sentences(&unit.text)
                .into_iter()
                .find(|s| s.start <= definition.name.start && s.end >= definition.brackets.end)
                .unwrap_or(definition.name.start..definition.brackets.end);
            for alias in &definition.aliases {
                let Some(object) =
                    statements
                        .entities
                        .add_other_name(unit, definition.kind, alias.clone(), 0.95)
                else {
                    continue;
                };
                statements.push(Statement {
                    subject,
                    predicate: "alsoKnownAs",
                    object,
                    confidence: 0.95,
                    unit: index,
                    evidence: evidence.clone(),
                    source: "definition".to_owned(),
                    qualifiers: Vec::new(),
                });
            }
        }
    }
}

/// Calls `each` for every match of every rule in the unit's sentences.
fn each_match(
    unit: &Unit,
    mentions: &[Found],
    mut each: impl FnMut(&'static Rule, &MarkedSentence, &Captures),
) {
    let books = books(&unit.text);
    if books.is_empty() {
        return;
    }
    let spans: Vec<(EntityType, Range<usize>)> = mentions.iter().map(|m| (m.kind, m.range.clone())).collect();
    let definitions = aliases::definitions(&unit.text, mentions);
    for range in sentences(&unit.text) {
        if range.len() > LONGEST_SENTENCE {
            continue;
        }
        let marked = MarkedSentence::new(&unit.text, range, &spans, &definitions);
        for book in &books {
            for candidate in book.candidates(&marked.text) {
                let Some((rule, regex)) = book.regex(candidate) else {
                    continue;
                };
                for captures in regex.captures_iter(&marked.text) {
                    let denied = captures.get(0).is_some_and(|m| {
                        is_denied(&marked.text, m.range()) || is_supposed(&marked.text, m.range())
                    });
                    if !denied {
                        each(rule, &marked, &captures);
                    }
                }
            }
        }
    }
}

static DENIAL: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"[未不非無沒]|않|못하|아니|\bnot\b|n't\b|\bnever\b|\bno longer\b"));
static DENIAL_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^[^.。\s]{0,4}지(?:는|도|를)? ?(?:않|못)|^[가-힣]{0,2} ?것(?:이|은)? 아니|^(?:이|가)? ?아니")
});

/// Whether the matched words, or in Korean what follows them, deny the statement. Names cannot: they are marks here.
pub(super) fn is_denied(text: &str, matched: Range<usize>) -> bool {
    text.get(matched.clone()).is_some_and(|t| DENIAL.is_match(t))
        || text.get(matched.end..).is_some_and(|t| DENIAL_AFTER.is_match(t))
}

static SUPPOSED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"是否|倘|如果|假如|假設|謠傳|謠言|傳聞|傳言|否認|會不會|沒有證據|聽說|夢見|猜想|若(?:獲|能|由|是|為|將)|^若|",
        r"만약|만일|소문|가상의|꿈을|추측|",
        r"(?i:\bwhether\b|\bif\b|rumou?r|\bdenie[sd]\b|\bdeny\b|no evidence|\bwish(?:ed)?\b|\bimaginary\b|\bhad hoped\b|^should\b|nobody knows)"
    ))
});
static SUPPOSED_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"^[^。.]{0,16}?(?:嗎|這句話|不實|並無根據|無根據|就好了|的話|尚待|未簽約|破局|",
        r"인지|는지|을지|될지|할지|된다면|라면|사실이 아니|라는 말|적이 없|적은 없|냐고|느냐|증거는 없|내정|고 싶|려고 했|려 했으|기를 희망|기를 원|",
        r"is wrong|unfounded|was refused|remains to be seen|is untrue)"
    ))
});

/// Whether the sentence asks, supposes or passes on what the matched words say: a cue before them, or one soon after.
pub(super) fn is_supposed(text: &str, matched: Range<usize>) -> bool {
    text.trim_end().ends_with(['?', '？'])
        || text.get(..matched.end).is_some_and(|t| SUPPOSED.is_match(t))
        || text
            .get(matched.end..)
            .is_some_and(|t| SUPPOSED_AFTER.is_match(t))
}

/// One match, with what its groups hold.
struct Reading<'a> {
    unit: usize,
    text: &'a str,
    mentions: &'a [Found],
    slots: &'a [(&'static str, Slot)],
    /// Where the matched words begin.
    begins: usize,
    /// Whether they tell of what is to come.
    to_come: bool,
    sentence: Range<usize>,
}

impl Reading<'_> {
    /// What a group holds; `s2`, `o2` and `title2` are other places for `s`, `o` and `title`.
    fn slot(&self, name: &str) -> Option<&Slot> {
        let named = |n: &str| n == name || (matches!(name, "s" | "o" | "title") && plain(n) == name);
        self.slots.iter().find(|(n, _)| named(n)).map(|(_, slot)| slot)
    }

    /// The title, with the words that say which post it is.
    fn title(&self) -> Option<Range<usize>> {
        let range = self.range("title")?;
        let whole = self.mentions.iter().find(|m| {
            m.kind == EntityType::Title && m.range.start <= range.start && m.range.end >= range.end
        });
        Some(whole.map_or(range, |m| m.range.clone()))
    }

    /// The thing of these types that the sentence or the one before it is about, else the last one that is named before the matched
    /// words, in this sentence or just before it.
    fn named_before(&self, rule: &Rule) -> Option<Range<usize>> {
        let kinds = pattern::kinds_of(rule.of);
        let title = self.title().and_then(|r| self.text.get(r));
        let needs_leader = rule.predicate == "headedBy" && rule.of == "ORG";
        let taken: Vec<Range<usize>> = ["s", "o"].iter().filter_map(|n| self.range(n)).collect();
        let before =
            self.mentions.iter().rev().filter(|m| {
                kinds.contains(&m.kind) && m.range.end <= self.begins && !taken.contains(&m.range)
            });
        // Who takes over a post that is not named again has the one that was named.
        let with_post = |m: &&Found| {
            needs_leader
                && title.is_none()
                && m.range.start >= self.sentence.start
                && terms::post_of(self.text, &m.range).is_some()
        };
        let leads = |m: &&Found| {
            let body = self.text.get(m.range.clone()).unwrap_or("");
            !needs_leader || title.is_none_or(|t| rules::titles::leads(t, body))
        };
        let subject = || {
            let mut candidates: Vec<Range<usize>> =
                before.clone().filter(leads).map(|m| m.range.clone()).collect();
            candidates.reverse();
            topic::spoken_of(self.text, self.begins, &candidates)
        };
        let mut listed: Vec<Range<usize>> = before.clone().map(|m| m.range.clone()).collect();
        listed.reverse();
        match sections::head_of_list(self.text, self.begins, &listed) {
            (Some(head), _) => return Some(head),
            (None, true) => return None,
            (None, false) => {}
        }
        let found = match before.clone().find(with_post) {
            Some(found) => found,
            None => match subject() {
                Some(subject) => return Some(subject),
                None => before
                    .clone()
                    .find(leads)
                    .filter(|m| !self.is_one_of_several(rule, m))?,
            },
        };
        let between = self.text.get(found.range.end..self.sentence.start);
        // A title that fits the body's name points to it over a few sentences: 署長 to the 署 that a release begins with.
        let fits = needs_leader && title.is_some_and(|t| !t.is_ascii());
        let most = if fits { 3 } else { 1 };
        let near = between.is_none_or(|t| t.len() <= most * LONGEST_SENTENCE && sentences(t).len() <= most);
        near.then(|| found.range.clone())
    }

    /// Whether the title stands between two people and is the first one's: 范炎生所長曾允諾.
    fn is_behind_another(&self) -> bool {
        let (Some(title), Some(person)) = (self.title(), self.range("o")) else {
            return false;
        };
        let person_before = |m: &Found| m.kind == EntityType::Person && m.range.end == title.start;
        title.end == person.start && !self.text.is_ascii() && self.mentions.iter().any(person_before)
    }

    /// Whether another person is named near by, so that it is not sure whose life a sentence without a name tells.
    fn is_one_of_several(&self, rule: &Rule, found: &Found) -> bool {
        let of_life = matches!(
            rule.predicate,
            "birthDate" | "birthPlace" | "deathDate" | "alumniOf"
        );
        let written = |m: &Found| self.text.get(m.range.clone()).unwrap_or("");
        of_life
            && self.mentions.iter().any(|m| {
                m.kind == EntityType::Person
                    && m.range.end <= self.begins
                    && m.range.end + LONGEST_SENTENCE / 4 > self.begins
                    && written(m) != written(found)
            })
    }

    fn range(&self, name: &str) -> Option<Range<usize>> {
        match self.slot(name)? {
            Slot::Mention(index) => self.mentions.get(*index).map(|m| m.range.clone()),
            Slot::Words(range) => Some(range.clone()),
        }
    }

    fn entity(&self, statements: &Statements, name: &str) -> Option<usize> {
        statements.entity_at(self.unit, &self.range(name)?)
    }

    /// A qualifier's text: the ISO value of a date, the words otherwise.
    fn qualifier(&self, name: &str) -> Option<String> {
        if let Slot::Mention(index) = self.slot(name)?
            && let Some(Scalar::Date(iso)) = self
                .mentions
                .get(*index)
                .and_then(|m| m.value.as_ref())
                .map(|v| &v.scalar)
        {
            return Some(if name == "year" {
                iso.chars().take(4).collect()
            } else {
                iso.clone()
            });
        }
        self.text.get(self.range(name)?).map(str::to_owned)
    }
}

fn add_match(
    statements: &mut Statements,
    document: Option<usize>,
    rule: &'static Rule,
    evidence: Range<usize>,
    read: &Reading,
) {
    let before = || match read.named_before(rule) {
        Some(range) => statements.entity_at(read.unit, &range),
        None => sections::subject(statements, read.unit, &pattern::kinds_of(rule.of)),
    };
    let names = |end: &str| {
        ["", "2"]
            .iter()
            .any(|place| rule.pattern.contains(&format!("{{{end}{place}:")))
    };
    let subject = match (names("s"), rule.of) {
        (true, _) => read.entity(statements, "s"),
        (false, "") => document,
        (false, _) => before(),
    };
    let object = if names("o") {
        read.entity(statements, "o")
    } else {
        before()
    };
    let (Some(subject), Some(object)) = (subject, object) else {
        return;
    };
    // The words of a post fit into an open place for a person: headed by Director General Ada Byron.
    if statements
        .entities
        .get(object)
        .is_some_and(|e| e.kind == EntityType::Title)
    {
        return;
    }
    if rule.predicate == "headedBy" && read.is_behind_another() {
        return;
    }
    let name = |end: usize| statements.entities.get(end).map_or("", |e| e.name.as_str());
    if !(rule.fits)(name(subject), name(object)) {
        return;
    }
    let mut qualifiers: Vec<(String, String)> = rule
        .says
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect();
    for name in QUALIFIERS {
        if let Some(text) = read.qualifier(name)
            && qualifiers.iter().all(|(known, _)| known != plain(name))
        {
            qualifiers.push((plain(name).to_owned(), text));
        }
    }
    let mut confidence = rule.confidence;
    if read.to_come {
        confidence = terms::put_off(&mut qualifiers, confidence);
    }
    let statement = |subject, predicate, object, qualifiers| Statement {
        subject,
        predicate,
        object,
        confidence,
        unit: read.unit,
        evidence: evidence.clone(),
        source: format!("pattern {}", rule.name),
        qualifiers,
    };
    let title = read.title().and_then(|r| read.text.get(r));
    if let (Some(written), Some(qualifier)) = (title, qualifiers.iter_mut().find(|(k, _)| k == "title")) {
        written.clone_into(&mut qualifier.1);
    }
    let body = statements.entities.get(subject).map_or("", |e| e.name.as_str());
    let leads = title.is_some_and(|t| !t.is_ascii() && rules::titles::leads(t, body));
    let written_body = read.range("s").and_then(|r| read.text.get(r)).unwrap_or(body);
    if rule.predicate == "headedBy"
        && !leads
        && title.is_some_and(|t| {
            !rules::titles::heads_a_body(&terms::capital(t))
                || rules::titles::leads_another_kind(t, written_body)
        })
    {
        // A researcher of a body does not head it.
        if rule.says.iter().any(|(_, v)| *v == "former") {
            return;
        }
        statements.push(statement(object, "affiliatedWith", subject, Vec::new()));
        if let Some(range) = read.title()
            && let Some(title) = statements.entity_for(read.unit, EntityType::Title, range, rule.confidence)
        {
            statements.push(statement(object, "hasTitle", title, Vec::new()));
        }
        return;
    }
    statements.push(statement(subject, rule.predicate, object, qualifiers));
}

#[cfg(test)]
mod tests {
    use super::{CHINESE, ENGLISH, KOREAN};

    #[test]
    fn every_pattern_compiles() {
        for book in [&*CHINESE, &*KOREAN, &*ENGLISH] {
            for index in 0..book.rules.len() {
                assert!(book.regex(index).is_some());
            }
        }
    }
}
