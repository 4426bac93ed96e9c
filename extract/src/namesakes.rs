//! Several people of one name in one document: two rows of a staff list, 도담시청 김민수 과장 beside 해밀시청 김민수 주무관.
//!
//! A name is one entity of a document until its places say otherwise: where two of them each give an employer of their own, each
//! place is a person. What else the document says of the name goes to the one whose place stands before it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::extraction::{Entity, EntityType, Extraction, Mention, Relation, Span};

/// Relations that say where somebody works, and whether the person stands at the object.
const EMPLOYMENT: [(&str, bool); 2] = [("affiliatedWith", false), ("headedBy", true)];

/// Statements that are surer than this tell people apart.
const SURE: f32 = 0.5;

/// Most signs between an employer and a name that stand beside each other: `of the`, ` 소속 `.
const BESIDE: usize = 8;

/// A place where the document names somebody together with an employer: a row, or a mention in running text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    block: String,
    row: Option<u32>,
    /// First sign of the mention; 0 for a row.
    start: usize,
}

/// Parts people of one name where the document itself tells them apart.
pub(crate) fn tell_apart(extraction: &mut Extraction) {
    let mut parted: Vec<(usize, Vec<BTreeSet<Place>>)> = Vec::new();
    let (employed, above) = (employed(extraction), superiors(extraction));
    for (at, entity) in extraction.entities.iter().enumerate() {
        let posts = employed.get(entity.id.as_str()).map_or(&[][..], Vec::as_slice);
        if entity.kind == EntityType::Person && entity.mentions.len() > 1 && posts.len() > 1 {
            let people = people(extraction, entity, posts, &above);
            if people.len() > 1 {
                parted.push((at, people));
            }
        }
    }
    let order: HashMap<String, usize> = blocks_in_order(extraction)
        .into_iter()
        .map(|(block, at)| (block.to_owned(), at))
        .collect();
    let mut next = extraction.entities.len() + 1;
    for (at, people) in parted {
        part(extraction, at, &people, &order, &mut next);
    }
}

/// An employer by id, and the statement that says so.
type Post<'a> = (&'a str, &'a Relation);

/// Where people work, by id, as far as that is sure and not over.
fn employed(extraction: &Extraction) -> HashMap<&str, Vec<Post<'_>>> {
    let mut found: HashMap<&str, Vec<Post<'_>>> = HashMap::new();
    for relation in extraction
        .relations
        .iter()
        .filter(|r| r.confidence > SURE && !is_past(r))
    {
        let Some((_, at_object)) = EMPLOYMENT.iter().find(|(p, _)| *p == relation.predicate) else {
            continue;
        };
        let (person, employer) = if *at_object {
            (&relation.object, &relation.subject)
        } else {
            (&relation.subject, &relation.object)
        };
        found.entry(person).or_default().push((employer, relation));
    }
    found
}

/// What one place says of somebody: employers and titles, by id.
#[derive(Debug, Default, Clone)]
struct Told<'a> {
    employers: BTreeSet<&'a str>,
    titles: BTreeSet<&'a str>,
}

/// The places of each person of an entity's name; one or none where nothing tells several apart.
fn people(
    extraction: &Extraction,
    entity: &Entity,
    posts: &[Post<'_>],
    above: &BTreeSet<(&str, &str)>,
) -> Vec<BTreeSet<Place>> {
    let mut told: BTreeMap<Place, Told<'_>> = BTreeMap::new();
    for (employer, relation) in posts {
        if let Some(place) = place_of(extraction, entity, employer, relation) {
            told.entry(place).or_default().employers.insert(employer);
        }
    }
    let titles = extraction
        .relations
        .iter()
        .filter(|r| r.predicate == "hasTitle" && r.subject == entity.id);
    for relation in titles {
        for (place, said) in &mut told {
            if holds(&relation.evidence, place) {
                said.titles.insert(&relation.object);
            }
        }
    }
    let mut people: Vec<Vec<(Place, Told<'_>)>> = Vec::new();
    for (place, said) in told {
        let akin = |one: &Vec<(Place, Told<'_>)>| {
            one.iter()
                .any(|(p, t)| may_be_one((p, t), (&place, &said), above))
        };
        let (same, other): (Vec<_>, Vec<_>) = people.into_iter().partition(akin);
        people = other;
        let mut one: Vec<(Place, Told<'_>)> = same.into_iter().flatten().collect();
        one.push((place, said));
        people.push(one);
    }
    let places = |one: Vec<(Place, Told<'_>)>| one.into_iter().map(|(place, _)| place).collect();
    let mut places: Vec<BTreeSet<Place>> = people.into_iter().map(places).collect();
    places.sort();
    places
}

/// Whether two places may speak of one person: with an employer in common, or one that is part of the other. Running text calls
/// somebody now by the office and now by the section, so there two people have other titles besides.
fn may_be_one(
    (a, of_a): (&Place, &Told<'_>),
    (b, of_b): (&Place, &Told<'_>),
    above: &BTreeSet<(&str, &str)>,
) -> bool {
    let one = |x: &str, y: &str| x == y || above.contains(&(x, y)) || above.contains(&(y, x));
    let employed = of_a
        .employers
        .iter()
        .any(|x| of_b.employers.iter().any(|y| one(x, y)));
    let in_rows = a.row.is_some() && b.row.is_some();
    let other_titles =
        !of_a.titles.is_empty() && !of_b.titles.is_empty() && of_a.titles.is_disjoint(&of_b.titles);
    employed || !in_rows && !other_titles
}

/// Whether a piece of evidence holds a place.
fn holds(evidence: &Span, place: &Place) -> bool {
    let within = match place.row {
        Some(_) => evidence.row == place.row,
        None => evidence.row.is_none() && (evidence.start..evidence.end).contains(&place.start),
    };
    within && evidence.block.as_ref() == Some(&place.block)
}

/// Whether it is over: what somebody was is no sign of another person.
fn is_past(relation: &Relation) -> bool {
    let over = |(name, text): &(String, String)| name == "until" || name == "status" && text != "current";
    relation.qualifiers.iter().any(over)
}

/// Which body is part of which, by id.
fn superiors(extraction: &Extraction) -> BTreeSet<(&str, &str)> {
    let part = extraction
        .relations
        .iter()
        .filter(|r| matches!(r.predicate.as_str(), "parentOrganization" | "partOf") && r.confidence > SURE);
    part.map(|r| (r.subject.as_str(), r.object.as_str())).collect()
}

/// Where a statement of employment names the person: its row, or the mention that the employer stands beside.
fn place_of(extraction: &Extraction, person: &Entity, employer: &str, relation: &Relation) -> Option<Place> {
    let evidence = &relation.evidence;
    let block = evidence.block.clone()?;
    if evidence.row.is_some() {
        let named = person.mentions.iter().any(|m| in_row(&m.span, evidence));
        return named.then_some(Place {
            block,
            row: evidence.row,
            start: 0,
        });
    }
    if relation.predicate == "headedBy" {
        // One person may lead an office and a committee.
        return None;
    }
    let employer = extraction.entities.iter().find(|e| e.id == employer)?;
    let inside = |m: &&Mention| {
        m.span.block == evidence.block
            && m.span.row.is_none()
            && evidence.start <= m.span.start
            && m.span.end <= evidence.end
    };
    let beside = |m: &&Mention| {
        employer.mentions.iter().filter(inside).any(|e| {
            let gap = if e.span.end <= m.span.start {
                m.span.start - e.span.end
            } else {
                e.span.start.saturating_sub(m.span.end)
            };
            gap <= BESIDE
        })
    };
    let mention = person.mentions.iter().filter(inside).find(beside)?;
    Some(Place {
        block,
        row: None,
        start: mention.span.start,
    })
}

fn in_row(span: &Span, evidence: &Span) -> bool {
    span.block == evidence.block && span.row.is_some() && span.row == evidence.row
}

/// Blocks by the order in which passages bring them; those of no passage come last.
fn blocks_in_order(extraction: &Extraction) -> HashMap<&str, usize> {
    let mut order = HashMap::new();
    for block in extraction.passages.iter().flat_map(|p| &p.blocks) {
        let next = order.len();
        order.entry(block.as_str()).or_insert(next);
    }
    order
}

/// Makes an entity of each person. What stands before the first place, or in a row of nobody's, stays with the first.
fn part(
    extraction: &mut Extraction,
    at: usize,
    people: &[BTreeSet<Place>],
    order: &HashMap<String, usize>,
    next: &mut usize,
) {
    let Some(whole) = extraction.entities.get(at).cloned() else {
        return;
    };
    let ids: Vec<String> = (0..people.len())
        .map(|n| match n {
            0 => whole.id.clone(),
            _ => {
                *next += 1;
                format!("e{}", *next - 1)
            }
        })
        .collect();
    let place_in_order = |place: &Place| {
        let block = order.get(&place.block).copied().unwrap_or(usize::MAX);
        (block, place.row.unwrap_or(0), place.start)
    };
    let owner = |span: &Span| -> usize {
        let Some(block) = span.block.as_deref() else {
            return 0;
        };
        let same_row = |place: &Place| place.block == block && place.row.is_some() && place.row == span.row;
        if let Some(person) = people.iter().position(|places| places.iter().any(same_row)) {
            return person;
        }
        // In running text the evidence of a statement may begin before the name that it holds.
        let end = Place {
            block: block.to_owned(),
            row: span.row,
            start: span.end.saturating_sub(1),
        };
        let here = place_in_order(&end);
        let before = people.iter().enumerate().flat_map(|(person, places)| {
            let before = places.iter().map(place_in_order).filter(|place| *place <= here);
            before.map(move |place| (place, person))
        });
        before.max().map_or(0, |(_, person)| person)
    };
    let mut parts: Vec<Entity> = ids
        .iter()
        .map(|id| Entity {
            id: id.clone(),
            mentions: Vec::new(),
            ..whole.clone()
        })
        .collect();
    for mention in &whole.mentions {
        if let Some(part) = parts.get_mut(owner(&mention.span)) {
            part.mentions.push(mention.clone());
        }
    }
    let id_at = |span: &Span| ids.get(owner(span)).unwrap_or(&whole.id).clone();
    for relation in &mut extraction.relations {
        let id = id_at(&relation.evidence);
        for end in [&mut relation.subject, &mut relation.object] {
            if *end == whole.id {
                end.clone_from(&id);
            }
        }
    }
    for figure in &mut extraction.figures {
        if figure.subject.as_ref() == Some(&whole.id) {
            figure.subject = Some(id_at(&figure.cell));
        }
    }
    for passage in extraction
        .passages
        .iter_mut()
        .filter(|p| p.entities.contains(&whole.id))
    {
        let names = |mention: &Mention| {
            let block = mention
                .span
                .block
                .as_ref()
                .is_some_and(|b| passage.blocks.contains(b));
            let row = match (passage.rows, mention.span.row) {
                (Some((from, to)), Some(row)) => (from..to).contains(&row),
                _ => true,
            };
            block && row
        };
        let named: Vec<String> = parts
            .iter()
            .filter(|p| p.mentions.iter().any(names))
            .map(|p| p.id.clone())
            .collect();
        passage.entities.retain(|id| *id != whole.id);
        passage.entities.extend(named);
    }
    let mut parts = parts.into_iter();
    if let (Some(slot), Some(first)) = (extraction.entities.get_mut(at), parts.next()) {
        *slot = first;
    }
    extraction.entities.extend(parts);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(block: &str, row: Option<u32>, column: Option<u32>, start: usize, end: usize) -> Span {
        Span {
            block: Some(block.to_owned()),
            row,
            column,
            start,
            end,
            inner: None,
        }
    }

    fn entity(id: &str, kind: EntityType, name: &str, spans: Vec<Span>) -> Entity {
        let mentions = spans.into_iter().map(|span| Mention {
            text: name.to_owned(),
            span,
            confidence: 0.9,
        });
        Entity {
            id: id.to_owned(),
            kind,
            name: name.to_owned(),
            government: false,
            aliases: Vec::new(),
            value: None,
            mentions: mentions.collect(),
        }
    }

    fn works(person: &str, at: &str, evidence: Span) -> Relation {
        Relation {
            subject: person.to_owned(),
            predicate: "affiliatedWith".to_owned(),
            object: at.to_owned(),
            confidence: 0.9,
            evidence,
            source: String::new(),
            qualifiers: Vec::new(),
        }
    }

    /// A list of three rows: two people of one name at two offices, and one of them again.
    fn list() -> Extraction {
        let cell = |row, column| span("t", Some(row), Some(column), 0, 3);
        Extraction {
            entities: vec![
                entity(
                    "e1",
                    EntityType::Person,
                    "송가람",
                    vec![cell(1, 0), cell(2, 0), cell(3, 0)],
                ),
                entity(
                    "e2",
                    EntityType::Organization,
                    "하천과",
                    vec![cell(1, 1), cell(3, 1)],
                ),
                entity("e3", EntityType::Organization, "도로과", vec![cell(2, 1)]),
            ],
            relations: vec![
                works("e1", "e2", cell(1, 1)),
                works("e1", "e3", cell(2, 1)),
                works("e1", "e2", cell(3, 1)),
                Relation {
                    predicate: "hasTitle".to_owned(),
                    ..works("e1", "e9", cell(2, 2))
                },
            ],
            ..Extraction::default()
        }
    }

    #[test]
    fn each_row_of_a_staff_list_speaks_of_its_own() {
        let mut extraction = list();
        tell_apart(&mut extraction);
        let people: Vec<&Entity> = extraction
            .entities
            .iter()
            .filter(|e| e.name == "송가람")
            .collect();
        assert_eq!(people.len(), 2);
        let rows = |e: &Entity| e.mentions.iter().filter_map(|m| m.span.row).collect::<Vec<_>>();
        assert_eq!((rows(people[0]), rows(people[1])), (vec![1, 3], vec![2]));
        let subjects: Vec<&str> = extraction.relations.iter().map(|r| r.subject.as_str()).collect();
        assert_eq!(subjects, ["e1", "e4", "e1", "e4"]);
    }

    #[test]
    fn one_office_that_is_part_of_the_other_and_posts_that_are_over_tell_nobody_apart() {
        let mut part = list();
        part.relations.push(Relation {
            predicate: "parentOrganization".to_owned(),
            ..works("e3", "e2", span("p", None, None, 0, 9))
        });
        tell_apart(&mut part);
        assert_eq!(part.entities.len(), 3);
        let mut past = list();
        past.relations[1].qualifiers = vec![("status".to_owned(), "former".to_owned())];
        tell_apart(&mut past);
        assert_eq!(past.entities.len(), 3);
    }

    #[test]
    fn in_running_text_the_employer_stands_beside_the_name() {
        // 하천과 송가람 주무관과 도로과 송가람 과장이 참석했다. 송가람은 이의를 제기했다.
        let at = |start, end| span("b", None, None, start, end);
        let mut extraction = Extraction {
            entities: vec![
                entity(
                    "e1",
                    EntityType::Person,
                    "송가람",
                    vec![at(4, 7), at(17, 20), at(32, 35)],
                ),
                entity("e2", EntityType::Organization, "하천과", vec![at(0, 3)]),
                entity("e3", EntityType::Organization, "도로과", vec![at(13, 16)]),
            ],
            relations: vec![works("e1", "e2", at(0, 30)), works("e1", "e3", at(0, 30))],
            ..Extraction::default()
        };
        extraction.relations[0].evidence = at(0, 11);
        extraction.relations[1].evidence = at(13, 24);
        let mut one = extraction.clone();
        tell_apart(&mut one);
        assert_eq!(
            one.entities.len(),
            3,
            "the section and the office of one person, perhaps"
        );
        for (title, evidence) in [("e8", at(0, 11)), ("e9", at(13, 24))] {
            extraction.relations.push(Relation {
                predicate: "hasTitle".to_owned(),
                ..works("e1", title, evidence)
            });
        }
        tell_apart(&mut extraction);
        let people: Vec<usize> = extraction
            .entities
            .iter()
            .filter(|e| e.name == "송가람")
            .map(|e| e.mentions.len())
            .collect();
        assert_eq!(people, [1, 2], "the last is the one named before it");
        assert_ne!(extraction.relations[0].subject, extraction.relations[1].subject);
    }
}
