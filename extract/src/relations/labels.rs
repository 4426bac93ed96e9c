//! Lines that say what they hold: `主席：林書銘 專門委員`, `주재: 김도윤 과장`, `Chair: Grace Hopper, Head of Division`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::headers;
use super::statements::{Statement, Statements};
use crate::analysis::Analysis;
use crate::entities::normal_form;
use crate::extraction::EntityType;
use crate::rules::{Found, compiled, names, titles};
use crate::unit::Unit;

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"^[ \t\u{3000}]*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[가-하]|[IVXivx]{1,4})[)）.、．]\s*|[○●◦■□▪▶※\-*•·]\s*)?",
        r"(?P<label>[\p{L}·/ ]{1,30}?)\s?[:：]\s*(?P<value>\S.*?)\s*$"
    ))
});

/// What the value of a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// A person who does this for the event that the document reports.
    Does(&'static str),
    /// A person on a journey.
    Traveller,
    /// The body that the traveller belongs to.
    Employer,
    /// Other people.
    People,
    /// A body.
    Body,
    /// A place.
    Place,
}

/// Labels as they are compared, with what they say.
const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Does("chairedBy"),
        &[
            "主席",
            "會議主席",
            "主持人",
            "主持",
            "召集人",
            "會議主持人",
            "주재",
            "주재자",
            "의장",
            "회의주재",
            "회의진행",
            "진행",
            "사회",
            "inthechair",
            "chairing",
            "chair",
            "chairperson",
            "chairman",
            "chairedby",
            "presiding",
            "presidingofficer",
        ],
    ),
    (
        Label::Does("tripLead"),
        &[
            "團長",
            "領隊",
            "帶隊",
            "인솔",
            "인솔자",
            "방문단인솔",
            "leaderoftheparty",
            "partyleader",
            "travellingpartyledby",
            "partyledby",
            "단장",
            "출장단장",
            "headofdelegation",
            "delegationleader",
            "missionleader",
            "leader",
        ],
    ),
    (
        Label::Traveller,
        &[
            "姓名職稱",
            "出國人員",
            "出國人",
            "出國人員姓名職稱",
            "報告人",
            "出差人員",
            "出差人",
            "출장자",
            "출장인",
            "방문자",
            "traveller",
            "travellers",
            "traveler",
            "travelers",
            "delegate",
            "delegates",
            "participant",
            "reportedby",
        ],
    ),
    (
        Label::Employer,
        &[
            "服務機關",
            "服務單位",
            "所屬機關",
            "出國人員服務機關",
            "소속기관",
            "소속",
            "organisation",
            "organization",
            "affiliation",
            "institution",
            "employer",
        ],
    ),
    (
        Label::People,
        &[
            "紀錄",
            "記錄",
            "紀錄人員",
            "出席人員",
            "出席",
            "列席",
            "列席人員",
            "到席",
            "與會",
            "與會人員",
            "서기",
            "정리",
            "동행",
            "attending",
            "minutes",
            "notetaker",
            "record",
            "alsothere",
            "roundthetable",
            "기록",
            "기록자",
            "참석자",
            "참석",
            "secretary",
            "rapporteur",
            "present",
            "attendees",
            "attendance",
            "participants",
            "minutestakenby",
            "recorder",
        ],
    ),
    (
        Label::Body,
        &[
            "發布單位",
            "發文機關",
            "編製機關",
            "編製單位",
            "評估單位",
            "檢視單位",
            "查核單位",
            "派遣單位",
            "派出機構",
            "派遣機關",
            "점검기관",
            "평가기관",
            "파견기관",
            "보고기관",
            "reviewer",
            "sentby",
            "sendinghouse",
            "主辦單位",
            "承辦單位",
            "發布機關",
            "主辦機關",
            "배포기관",
            "발신",
            "작성기관",
            "평가수행",
            "주최",
            "주관",
            "시행기관",
            "issuedby",
            "preparedby",
            "evaluatedby",
            "issuer",
            "from",
            "publisher",
            "organisedby",
        ],
    ),
    (
        Label::Place,
        &[
            "出國地區",
            "出國地點",
            "前往地點",
            "출장지",
            "방문지",
            "destination",
        ],
    ),
];

fn label_of(written: &str) -> Option<Label> {
    let plain: String = normal_form(written)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    LABELS
        .iter()
        .find(|(_, words)| words.contains(&plain.as_str()))
        .map(|(label, _)| *label)
}

/// One line of a label and its value, as bytes of the unit's text.
struct Line {
    label: Range<usize>,
    value: Range<usize>,
}

fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() < 600
            && let Some(captures) = LINE.captures(line.trim_end_matches('\n'))
            && let (Some(label), Some(value)) = (captures.name("label"), captures.name("value"))
        {
            found.push(Line {
                label: start + label.start()..start + label.end(),
                value: start + value.start()..start + value.end(),
            });
        }
        start += line.len();
    }
    found
}

/// The person and the title in a value: `潘儒彥 副研究員`, `盧瑄騰專門委員`, `Emdo Kesholm, Policy Officer`.
fn person_in(text: &str, value: Range<usize>) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let written = text.get(value.clone())?;
    for (at, c) in written.char_indices().chain([(written.len(), ' ')]) {
        if !matches!(c, ' ' | ',' | '，' | '、' | '　' | '(' | '（') {
            continue;
        }
        let name = written.get(..at)?;
        let rest = written
            .get(at..)?
            .trim_matches([' ', ',', '，', '　', '(', ')', '（', '）']);
        let english_goes_on = names::is_english_name(name)
            && c == ' '
            && rest.starts_with(char::is_uppercase)
            && !titles::begins_with_title(rest);
        if names::is_person_name(name) && !english_goes_on {
            let start = value.start + written.rfind(rest).unwrap_or(written.len());
            let title = (!rest.is_empty() && rest.chars().count() <= 40).then(|| start..start + rest.len());
            return Some((value.start..value.start + at, title));
        }
    }
    // Chinese name and title without anything between them.
    [3, 2, 4].into_iter().find_map(|length| {
        let at = written.char_indices().nth(length)?.0;
        let (name, rest) = written.split_at(at);
        (names::is_chinese_name(name) && titles::is_title(rest)).then(|| {
            let name_end = value.start + at;
            (value.start..name_end, Some(name_end..value.end))
        })
    })
}

/// Pieces of an enumeration: 、 and commas part people.
fn pieces(text: &str, value: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = value.start;
    for (at, c) in text[value.clone()].char_indices() {
        if matches!(c, '、' | ',' | '，' | ';' | '；') {
            found.push(start..value.start + at);
            start = value.start + at + c.len_utf8();
        }
    }
    found.push(start..value.end);
    found
        .into_iter()
        .map(|r| {
            let piece = &text[r.clone()];
            let skipped = piece.len() - piece.trim_start().len();
            r.start + skipped..r.start + skipped + piece.trim().len()
        })
        .filter(|r| !r.is_empty())
        .collect()
}

/// Adds the mentions that labels announce.
pub(crate) fn name_values(units: &[Unit], found: &mut [Vec<Found>]) {
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        if unit.cell.is_some() {
            continue;
        }
        let before = mentions.len();
        for line in lines(&unit.text) {
            let label = &unit.text[line.label.clone()];
            match label_of(label) {
                Some(Label::Does(_) | Label::Traveller) => push_person(&unit.text, line.value, mentions),
                Some(Label::People) => {
                    for piece in pieces(&unit.text, line.value) {
                        push_person(&unit.text, piece, mentions);
                    }
                }
                Some(Label::Employer | Label::Body) => {
                    push_name(&unit.text, EntityType::Organization, line.value, mentions)
                }
                Some(Label::Place) => push_name(&unit.text, EntityType::Place, line.value, mentions),
                None => {
                    if let Some(kind) = headers::object_of(label) {
                        match kind {
                            EntityType::Person => push_person(&unit.text, line.value, mentions),
                            EntityType::Organization | EntityType::Place => {
                                push_name(&unit.text, kind, line.value, mentions)
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
        if mentions.len() > before {
            *mentions = crate::mentions::resolve(std::mem::take(mentions));
        }
    }
}

pub(super) fn push_person(text: &str, value: Range<usize>, mentions: &mut Vec<Found>) {
    if let Some((name, title)) = person_in(text, value.clone()) {
        // What a label announces stands against whatever else was found in its value.
        mentions.retain(|m| m.range.end <= value.start || m.range.start >= value.end);
        mentions.push(Found::new(EntityType::Person, name, 0.95));
        if let Some(title) = title.filter(|t| titles::is_title(&text[t.clone()])) {
            mentions.push(Found::new(EntityType::Title, title, 0.93));
        }
    }
}

fn push_name(text: &str, kind: EntityType, value: Range<usize>, mentions: &mut Vec<Found>) {
    let written = &text[value.clone()];
    let count = written.chars().count();
    let sentence = written.contains(['。', '，', ',', '；', '、'])
        && !written.contains("Ltd")
        && !written.contains("Inc");
    if (2..=60).contains(&count) && !sentence && !written.chars().any(|c| c.is_ascii_digit()) {
        mentions.push(Found::new(kind, value, 0.92));
    }
}

static REPORTED_EVENT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)會議|會報|座談會|研討會|論壇|考察|參訪|觀摩|訪問|出國報告|出差|회의|출장|방문|견학|간담회|세미나|시찰|\bsitting\b|\bjourney\b|\bsteering (?:group|board)\b|\bminutes\b|\bmeeting\b|\bmission\b|\bvisit\b|\btrip\b|\bworkshop\b|\bconference\b|\bstudy tour\b",
    )
});

/// Marks the title of a report of a meeting or a journey as the event that it reports.
pub(crate) fn name_document(units: &[Unit], found: &mut [Vec<Found>]) {
    let Some(at) = title_unit(units) else { return };
    let (Some(unit), Some(mentions)) = (units.get(at), found.get_mut(at)) else {
        return;
    };
    let title = unit.text.trim();
    let count = title.chars().count();
    if (6..=160).contains(&count)
        && REPORTED_EVENT.is_match(title)
        && !title.contains(['。', '\n'])
        && !title.ends_with('.')
        && !title.contains("다. ")
        && LINE.captures(title).is_none_or(|_| title.is_ascii())
    {
        let start = unit.text.len() - unit.text.trim_start().len();
        mentions.push(Found::new(EntityType::Event, start..start + title.len(), 0.99));
        *mentions = crate::mentions::resolve(std::mem::take(mentions));
    }
}

/// The unit that holds the document's title: its first heading, or its first text where it begins with no heading.
fn title_unit(units: &[Unit]) -> Option<usize> {
    let first_heading = units
        .iter()
        .take(6)
        .position(|u| u.cell.is_none() && u.kind == quarry_ingest::BlockKind::Heading);
    first_heading.or_else(|| units.iter().take(3).position(|u| u.cell.is_none()))
}

/// The event that the document reports, as an entity.
pub(crate) fn reported_event(analysis: &Analysis, statements: &Statements) -> Option<usize> {
    let at = title_unit(&analysis.units)?;
    let unit = analysis.units.get(at)?;
    REPORTED_EVENT
        .is_match(&unit.text)
        .then(|| statements.first_of(at, &[EntityType::Event]))?
}

/// What the document is about, by its title: a programme, a body, a product.
pub(super) fn topic(analysis: &Analysis, statements: &Statements) -> Option<(usize, EntityType)> {
    let at = title_unit(&analysis.units)?;
    let placed = statements.placed.get(at)?;
    let kinds = [
        EntityType::Work,
        EntityType::Product,
        EntityType::Law,
        EntityType::Organization,
    ];
    kinds
        .into_iter()
        .find_map(|kind| placed.iter().find(|p| p.kind == kind).map(|p| (p.entity, kind)))
}

/// Adds what label lines say.
pub(crate) fn add(statements: &mut Statements, document: Option<usize>) {
    let analysis = statements.analysis;
    let topic = topic(analysis, statements);
    let mut traveller: Option<usize> = None;
    let mut employer: Option<(usize, usize, Range<usize>)> = None;
    for (at, unit) in analysis
        .units
        .iter()
        .enumerate()
        .filter(|(_, u)| u.cell.is_none())
    {
        for line in lines(&unit.text) {
            let label_text = &unit.text[line.label.clone()];
            let Some(label) = label_of(label_text) else {
                let topic = match super::sections::head_of_items(statements, at) {
                    (head, true) => head,
                    (_, false) => topic,
                };
                add_said_of_topic(statements, at, &line, topic);
                continue;
            };
            let evidence = line.label.start..line.value.end;
            let say = |subject, predicate, object, evidence| Statement {
                subject,
                predicate,
                object,
                confidence: 0.93,
                unit: at,
                evidence,
                source: "label line".to_owned(),
                qualifiers: Vec::new(),
            };
            match label {
                Label::Does(_) | Label::Traveller => {
                    let Some((name, title)) = person_in(&unit.text, line.value.clone()) else {
                        continue;
                    };
                    let Some(person) = statements.entity_at(at, &name) else {
                        continue;
                    };
                    if let (Label::Does(predicate), Some(document)) = (label, document) {
                        statements.push(say(document, predicate, person, evidence.clone()));
                    }
                    if let Some(title) =
                        title.and_then(|t| statements.entity_for(at, EntityType::Title, t, 0.9))
                    {
                        statements.push(say(person, "hasTitle", title, evidence));
                    }
                    if label == Label::Traveller {
                        traveller = Some(person);
                    }
                }
                Label::Employer => {
                    if let Some(body) = statements.first_of(at, &[EntityType::Organization]) {
                        employer = Some((body, at, evidence));
                    }
                }
                _ => {}
            }
            if let (Some(person), Some((body, unit, evidence))) = (traveller, employer.clone()) {
                statements.push(Statement {
                    unit,
                    ..say(person, "affiliatedWith", body, evidence)
                });
                employer = None;
            }
        }
    }
}

/// `計畫主持人：陳怡君` under the title of a programme.
fn add_said_of_topic(
    statements: &mut Statements,
    at: usize,
    line: &Line,
    topic: Option<(usize, EntityType)>,
) {
    let analysis = statements.analysis;
    let Some((subject, kind)) = topic else { return };
    let Some(unit) = analysis.units.get(at) else {
        return;
    };
    let Some((predicate, object_kind)) = headers::predicate_of(&unit.text[line.label.clone()], kind) else {
        return;
    };
    let object = statements.placed.get(at).and_then(|placed| {
        placed
            .iter()
            .find(|p| {
                p.kind == object_kind && p.range.start >= line.value.start && p.range.end <= line.value.end
            })
            .map(|p| p.entity)
    });
    if let Some(object) = object {
        statements.push(Statement {
            subject,
            predicate,
            object,
            confidence: 0.85,
            unit: at,
            evidence: line.label.start..line.value.end,
            source: "label line".to_owned(),
            qualifiers: Vec::new(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::person_in;

    #[test]
    fn people_with_their_titles() {
        let cases = [
            ("潘儒彥 副研究員", "潘儒彥", Some("副研究員")),
            ("盧瑄騰專門委員", "盧瑄騰", Some("專門委員")),
            ("김도윤 과장", "김도윤", Some("과장")),
            (
                "Grace Hopper, Head of Division",
                "Grace Hopper",
                Some("Head of Division"),
            ),
            ("林書銘", "林書銘", None),
        ];
        for (text, name, title) in cases {
            let found = person_in(text, 0..text.len()).map(|(n, t)| (&text[n], t.map(|t| &text[t])));
            assert_eq!(found, Some((name, title)));
        }
        assert_eq!(person_in("本機關第三會議室", 0.."本機關第三會議室".len()), None);
    }
}
