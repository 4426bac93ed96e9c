//! What the relation model says of things in one sentence, held against what patterns have said already.
//!
//! A pattern that has decided about two things keeps its say. What the sentence denies or supposes is not said, and of a
//! property that has one value the surest stays; the others are candidates.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use quarry_ingest::Scalar;
use regex::Regex;

use super::sentences::{self, LONGEST_SENTENCE};
use super::statements::{Statement, Statements};
use super::{pattern, posts};
use crate::analysis::Analysis;
use crate::extraction::{ASSERTED, EntityType};
use crate::extractor::ExtractError;
use crate::rules::{Found, compiled, titles};
use crate::runtime::{Mentioned, Models, Scored};
use crate::script;
use crate::sentence;

/// Goes into [`crate::Relation::source`].
const SOURCE: &str = "relation model";
/// Most confidence of a candidate.
const CANDIDATE: f32 = 0.49;
/// Most mentions of a sentence that is looked at: longer lists say nothing of their members.
const MOST_MENTIONS: usize = 60;

/// Properties that the model may state, and whether a thing has one value of it at most.
const PREDICATES: &[(&str, bool)] = &[
    ("parentOrganization", false),
    ("locatedIn", false),
    ("headquarteredIn", true),
    ("foundedOn", true),
    ("foundedBy", false),
    ("headedBy", true),
    ("affiliatedWith", false),
    ("memberOf", false),
    ("hasTitle", false),
    ("managedBy", false),
    ("executedBy", false),
    ("principalInvestigator", true),
    ("partnerOrganization", false),
    ("legalBasis", false),
    ("competentAuthority", false),
    ("promulgatedOn", true),
    ("amendedOn", false),
    ("proposedBy", false),
    ("startDate", true),
    ("endDate", true),
    ("budget", true),
    ("developedBy", false),
    ("outcomeOf", false),
    ("chairedBy", false),
    ("visited", false),
    ("tripLead", true),
    ("partOf", false),
    ("birthDate", true),
    ("birthPlace", true),
    ("deathDate", true),
    ("alumniOf", false),
    ("author", false),
    ("ownedBy", false),
];

/// One statement of the model: ends by bytes of a unit's text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    unit: usize,
    sentence: Range<usize>,
    subject: Range<usize>,
    predicate: &'static str,
    one_value: bool,
    object: Range<usize>,
    confidence: f32,
}

/// A sentence that the model is asked about.
struct Asked {
    unit: usize,
    range: Range<usize>,
    mentions: Vec<(EntityType, Range<usize>)>,
}

/// Asks the model about every sentence of running text that names two things or more.
pub(crate) fn ask(models: &Models, analysis: &Analysis) -> Result<Vec<Said>, ExtractError> {
    if !models.scores_relations() {
        return Ok(Vec::new());
    }
    let asked = sentences_of(analysis);
    let given: Vec<Mentioned> = asked
        .iter()
        .filter_map(|asked| {
            let text = analysis.units.get(asked.unit)?.text.get(asked.range.clone())?;
            let shift = |r: &Range<usize>| r.start - asked.range.start..r.end - asked.range.start;
            let mentions = asked.mentions.iter().map(|(kind, r)| (*kind, shift(r)));
            Some(Mentioned {
                text,
                mentions: mentions.collect(),
            })
        })
        .collect();
    let scored = models.relations(&given)?;
    Ok(scored.iter().filter_map(|s| said(s, &asked, analysis)).collect())
}

/// Lets the doubted names stand of which the model asserts something, with the confidence of that, wherever they are in the document.
pub(crate) fn let_stand(analysis: &mut Analysis, said: &[Said]) {
    let mut sure: HashMap<(EntityType, String), f32> = HashMap::new();
    for one in said.iter().filter(|one| one.confidence >= ASSERTED) {
        let (Some(unit), Some(doubted)) = (analysis.units.get(one.unit), analysis.doubted.get(one.unit))
        else {
            continue;
        };
        for name in doubted
            .iter()
            .filter(|m| m.range == one.subject || m.range == one.object)
        {
            let written = unit.text.get(name.range.clone()).unwrap_or("").to_owned();
            let most = sure.entry((name.kind, written)).or_default();
            *most = most.max(one.confidence);
        }
    }
    if sure.is_empty() {
        return;
    }
    for ((unit, found), doubted) in analysis
        .units
        .iter()
        .zip(&mut analysis.found)
        .zip(&analysis.doubted)
    {
        for name in doubted {
            let written = unit.text.get(name.range.clone()).unwrap_or("");
            if let Some(confidence) = sure.get(&(name.kind, written.to_owned())) {
                found.push(Found {
                    confidence: *confidence,
                    ..name.clone()
                });
            }
        }
        found.sort_by_key(|m| m.range.start);
    }
}

/// The doubted names of a unit that the model is asked about; where words are not parted by capitals, they are mostly stretches of other words.
fn doubted_in<'a>(analysis: &'a Analysis, unit: usize, text: &str) -> &'a [Found] {
    let doubted = analysis.doubted.get(unit).map_or(&[][..], Vec::as_slice);
    if script::has_han(text) || script::has_hangul(text) {
        &[]
    } else {
        doubted
    }
}

fn sentences_of(analysis: &Analysis) -> Vec<Asked> {
    let mut asked = Vec::new();
    for (at, (unit, mentions)) in analysis.units.iter().zip(&analysis.found).enumerate() {
        let doubted = doubted_in(analysis, at, &unit.text);
        if unit.cell.is_some() || mentions.is_empty() && doubted.is_empty() {
            continue;
        }
        let mut mentions = sentences::with_references(mentions, analysis.references.get(at));
        mentions.extend_from_slice(doubted);
        mentions.sort_by_key(|m| m.range.start);
        for range in sentence::sentences(&unit.text) {
            let within = mentions
                .iter()
                .filter(|m| m.range.start >= range.start && m.range.end <= range.end);
            let mut kept: Vec<(EntityType, Range<usize>)> = Vec::new();
            for mention in within {
                if kept
                    .last()
                    .is_none_or(|(_, last)| last.end <= mention.range.start)
                {
                    kept.push((mention.kind, mention.range.clone()));
                }
            }
            let prose = unit.text.get(range.clone()).is_some_and(is_prose);
            if prose && (2..=MOST_MENTIONS).contains(&kept.len()) && range.len() <= LONGEST_SENTENCE {
                asked.push(Asked {
                    unit: at,
                    range,
                    mentions: kept,
                });
            }
        }
    }
    asked
}

/// Whether a sentence is one: the model was trained on sentences, and label lines and headings say things in other ways.
fn is_prose(sentence: &str) -> bool {
    let words = sentence.trim_end_matches(|c: char| !c.is_alphanumeric());
    if script::has_hangul(sentence) {
        return ["다", "요", "까", "음", "함", "임", "됨", "죠"]
            .iter()
            .any(|end| words.ends_with(end));
    }
    if script::has_han(sentence) {
        return words.len() < sentence.len() || words.contains(['，', '、']);
    }
    let small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    sentence.split_whitespace().filter(|w| small(w)).count() >= 2
}

/// The model's word as a statement; none where the sentence denies or supposes it.
fn said(scored: &Scored, asked: &[Asked], analysis: &Analysis) -> Option<Said> {
    let asked = asked.get(scored.sentence)?;
    let &(predicate, one_value) = PREDICATES.iter().find(|(name, _)| *name == scored.predicate)?;
    let subject = asked.mentions.get(scored.subject)?.1.clone();
    let object = asked.mentions.get(scored.object)?.1.clone();
    let text = &analysis.units.get(asked.unit)?.text;
    if matches!(predicate, "foundedOn" | "birthDate" | "deathDate")
        && !has_year(analysis, asked.unit, &object)
    {
        return None;
    }
    if matches!(predicate, "startDate" | "endDate") && is_year_of_books(text.get(object.clone())?) {
        return None;
    }
    let written = text.get(subject.clone()).unwrap_or("");
    if predicate == "author" && !pattern::not_an_undertaking(written, "") {
        return None;
    }
    let (marked, span) = without_names(text, asked, &subject, &object)?;
    let denied = ends_in_denial(marked.get(span.end..)?)
        || sentences::is_denied(&marked, span.clone())
        || sentences::is_supposed(&marked, span);
    (!denied).then(|| Said {
        unit: asked.unit,
        sentence: asked.range.clone(),
        subject,
        predicate,
        one_value,
        object,
        confidence: scored.confidence,
    })
}

static LAST_WORD_DENIES: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^[^,，]*(?:않|못하|못했|아니|없)[가-힣]{0,6}[.。]?\s*$"));

/// Whether a Korean sentence denies with its last word, which is far from the things that it speaks of.
fn ends_in_denial(after: &str) -> bool {
    LAST_WORD_DENIES.is_match(after)
}

/// Whether a date is a year of budgets, in which money is given and spent: no day on which anything begins or ends.
fn is_year_of_books(date: &str) -> bool {
    date.ends_with("年度") || date.ends_with("연도") || date.ends_with("년도")
}

/// Whether a date is written with its year.
fn has_year(analysis: &Analysis, unit: usize, date: &Range<usize>) -> bool {
    let mention = analysis
        .found
        .get(unit)
        .and_then(|found| found.iter().find(|m| m.range == *date));
    let value = mention.and_then(|m| m.value.as_ref()).map(|v| &v.scalar);
    matches!(value, Some(Scalar::Date(iso)) if iso.starts_with(|c: char| c.is_ascii_digit()))
}

/// The sentence with a mark for each name, since names deny nothing, and where the two ends and what is between stand in it.
fn without_names(
    text: &str,
    asked: &Asked,
    subject: &Range<usize>,
    object: &Range<usize>,
) -> Option<(String, Range<usize>)> {
    let (from, to) = (subject.start.min(object.start), subject.end.max(object.end));
    let mut marked = String::new();
    let (mut at, mut begins, mut ends) = (asked.range.start, 0, 0);
    for (_, range) in &asked.mentions {
        marked.push_str(text.get(at..range.start)?);
        if range.start == from {
            begins = marked.len();
        }
        marked.push('\u{FFFC}');
        if range.end == to {
            ends = marked.len();
        }
        at = range.end;
    }
    marked.push_str(text.get(at..asked.range.end)?);
    (begins < ends).then_some((marked, begins..ends))
}

static FORMER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i:\bformer(?:ly)?\b|\bex-|\bused to\b|\bthe late\b|\boutgoing\b)|前任|卸任|離任|已故|時任|原任|曾任|曾擔任|曾在|前(?:總|董|執|主|理|部|署|局|院|所|校|會|秘)|전직|전임|(?:^|\s)전(?:\s|$)|역임|지냈",
    )
});

/// What follows somebody's name and post where they give it up.
static LEFT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^[^，。；]{0,10}(?:卸任|離任|離職|退休|辭職|請辭|去職)|^[^.。]{0,12}(?:퇴임|사임|이임|사퇴|물러났|물러난|면직|해임)|^,? (?i:(?:has )?(?:retired|resigned|stepped down|stood down|left office|was succeeded|was replaced))",
    )
});

/// Adds what the model says.
pub(super) fn add(statements: &mut Statements, said: &[Said]) {
    let mut order: Vec<&Said> = said.iter().collect();
    order.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    for one in order {
        let ends = (
            statements.entity_at(one.unit, &one.subject),
            statements.entity_at(one.unit, &one.object),
        );
        let (Some(subject), Some(object)) = ends else {
            continue;
        };
        if subject == object || statements.decided(one.unit, &one.sentence, subject, object) {
            continue;
        }
        let statement = with_post(statements, one, subject, object);
        if statements.says(statement.subject, statement.predicate, statement.object) {
            continue;
        }
        let post = match statement.predicate {
            "hasTitle" if !title_is_free(statements, one, subject, object) => continue,
            "hasTitle" | "affiliatedWith" | "memberOf" => {
                statements.has_post(one.unit, &one.sentence, statement.subject, statement.predicate)
            }
            _ => false,
        };
        let taken = post || one.one_value && statements.has_value(statement.subject, statement.predicate);
        statements.push(Statement {
            confidence: if taken {
                statement.confidence.min(CANDIDATE)
            } else {
                statement.confidence
            },
            ..statement
        });
    }
}

/// The statement, with the title that stands beside a head; whose title leads no body does not head one but works there.
fn with_post(statements: &Statements, one: &Said, subject: usize, object: usize) -> Statement {
    let analysis = statements.analysis;
    let text = analysis.units.get(one.unit).map_or("", |u| u.text.as_str());
    let mut statement = Statement {
        subject,
        predicate: one.predicate,
        object,
        confidence: one.confidence,
        unit: one.unit,
        evidence: one.sentence.clone(),
        source: SOURCE.to_owned(),
        qualifiers: Vec::new(),
    };
    if !matches!(one.predicate, "headedBy" | "affiliatedWith" | "memberOf") {
        return statement;
    }
    if one.predicate == "headedBy"
        && let Some(title) = title_of(analysis, one)
        && let Some(written) = text.get(title.range.clone())
    {
        let body = statements.entities.get(subject).map_or("", |e| e.name.as_str());
        let leads = !written.is_ascii() && titles::leads(written, body);
        if leads || titles::heads_a_body(written) {
            statement
                .qualifiers
                .push(("title".to_owned(), written.to_owned()));
        } else {
            statement.predicate = "affiliatedWith";
            (statement.subject, statement.object) = (object, subject);
        }
    }
    let from = one.subject.start.min(one.object.start);
    let to = one.subject.end.max(one.object.end);
    let before = text.get(one.sentence.start..from).unwrap_or("");
    let near: String = before
        .chars()
        .rev()
        .take(10)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let between = text.get(from..to).unwrap_or("");
    let after: String = text
        .get(to..one.sentence.end)
        .unwrap_or("")
        .chars()
        .take(24)
        .collect();
    if FORMER.is_match(&near) || FORMER.is_match(between) || LEFT.is_match(&after) {
        statement
            .qualifiers
            .push(("status".to_owned(), "former".to_owned()));
    }
    statement
}

/// Whether a title is the person's to have: nobody else and no other title is named in the sentence, and nothing says
/// already that the person heads a body with it.
fn title_is_free(statements: &Statements, one: &Said, person: usize, title: usize) -> bool {
    let analysis = statements.analysis;
    let (Some(unit), Some(mentions)) = (analysis.units.get(one.unit), analysis.found.get(one.unit)) else {
        return false;
    };
    let written = unit.text.get(one.object.clone()).unwrap_or("");
    let another = mentions.iter().any(|m| {
        matches!(m.kind, EntityType::Person | EntityType::Title)
            && m.range.start >= one.sentence.start
            && m.range.end <= one.sentence.end
            && m.range != one.subject
            && m.range != one.object
    });
    !another && !statements.says_title(person, title, written)
}

/// The title that stands beside the person who is said to head a body.
fn title_of<'a>(analysis: &'a Analysis, one: &Said) -> Option<&'a Found> {
    let (text, mentions) = (&analysis.units.get(one.unit)?.text, analysis.found.get(one.unit)?);
    mentions
        .iter()
        .filter(|m| {
            m.kind == EntityType::Title
                && m.range.start >= one.sentence.start
                && m.range.end <= one.sentence.end
        })
        .find(|title| posts::holder(text, title, mentions).is_some_and(|p| p.range == one.object))
}

#[cfg(test)]
mod tests {
    use super::{Said, is_prose, let_stand};
    use crate::analysis::Analysis;
    use crate::extraction::EntityType;
    use crate::rules::{Found, Origin};
    use crate::unit::Unit;

    #[test]
    fn a_doubted_name_stands_only_where_something_is_asserted_of_it() {
        let text = "Ada Orme founded Farrow. Farrow grew. Ilm bought Farrow.";
        let name = |range, confidence| Found {
            origin: Origin::Model,
            ..Found::new(EntityType::Organization, range, confidence)
        };
        let doubted = vec![
            vec![name(17..23, 0.2), name(38..41, 0.2), name(49..55, 0.2)],
            vec![name(0..6, 0.2)],
        ];
        let said = |confidence| Said {
            unit: 0,
            sentence: 0..24,
            subject: 17..23,
            predicate: "foundedBy",
            one_value: false,
            object: 0..8,
            confidence,
        };
        let standing = |confidence: f32| -> Vec<Vec<(usize, f32)>> {
            let mut analysis = Analysis {
                units: vec![Unit::plain(text), Unit::plain("Farrow")],
                found: vec![vec![Found::new(EntityType::Person, 0..8, 0.9)], Vec::new()],
                doubted: doubted.clone(),
                definitions: vec![Vec::new(); 2],
                references: vec![Vec::new(); 2],
            };
            let_stand(&mut analysis, &[said(confidence)]);
            let told = |m: &Found| (m.range.start, m.confidence);
            analysis
                .found
                .iter()
                .map(|f| f.iter().map(told).collect())
                .collect()
        };
        assert_eq!(standing(0.49), [vec![(0, 0.9)], vec![]]);
        assert_eq!(
            standing(0.7),
            [vec![(0, 0.9), (17, 0.7), (49, 0.7)], vec![(0, 0.7)]]
        );
    }

    #[test]
    fn headings_and_label_lines_are_no_prose() {
        assert!(is_prose("강하늘은 푸른청에서 일한다."));
        assert!(!is_prose("출장단장: 강하늘 (푸른청)"));
        assert!(is_prose("Ada Orme was born in Farrow."));
        assert!(!is_prose("Ada Orme, Chair, Farrow Institute"));
        assert!(is_prose("海潮公司持有嶼光公司三成股權。"));
        assert!(!is_prose("海潮公司　嶼光公司"));
    }
}
