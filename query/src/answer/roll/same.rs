//! Whether two things share what the question says: a town, a head, a parent, a programme, a law.

use std::sync::LazyLock;

use regex::Regex;

use super::super::facts::{Fact, Standing};
use super::super::found::{Evidence, Found};
use super::super::records::Tabled;
use super::Case;
use super::name::Named;
use super::pattern::Pattern;
use crate::question::Relation;
use crate::text::name_key;

static SAME: Pattern = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:the )?same\b|\bshare (?:a|an|one|the)\b|同一|同個|相同|一樣|같은|동일").ok()
});

/// What is shared, by the words for it, the first that is spoken of.
const SHARED: &[(&[&str], &[Relation])] = &[
    (
        &[
            "town", "city", "place", "county", "where", "seat", "縣市", "城市", "地方", "地點", "縣", "도시",
            "시군", "곳", "지역", "소재",
        ],
        &[Relation::Location],
    ),
    (
        &[
            "head",
            "director",
            "led by",
            "person",
            "leader",
            "chief",
            "同一人",
            "首長",
            "主管人",
            "負責人",
            "所長",
            "主持人",
            "사람",
            "기관장",
            "책임자",
            "원장",
            "소장",
        ],
        &[Relation::Head, Relation::PrincipalInvestigator],
    ),
    (
        &["programme", "program", "scheme", "方案", "總計畫", "사업", "기획"],
        &[Relation::PartOf],
    ),
    (&["law", "act", "regulation", "法", "법"], &[Relation::LegalBasis]),
    (&["year", "年", "해에", "연도"], &[Relation::Founded]),
    (
        &[
            "body",
            "agency",
            "ministry",
            "parent",
            "organisation",
            "機關",
            "單位",
            "機構",
            "기관",
            "부처",
        ],
        &[
            Relation::ExecutedBy,
            Relation::ManagedBy,
            Relation::ParentOrganization,
            Relation::CompetentAuthority,
        ],
    ),
];

/// Whether both of two things have the same; none where either has none, or several.
pub(super) fn same(case: &Case<'_>) -> Option<Tabled> {
    let rest = &case.wanted.rest;
    let at = SAME.as_ref()?.find(rest)?;
    let sides = case.sides();
    let [one, two] = sides.as_slice() else { return None };
    let behind = rest.get(at.start()..)?;
    let relations = SHARED
        .iter()
        .filter_map(|(words, relations)| {
            let first = words.iter().filter_map(|w| behind.find(w)).min()?;
            Some((first, *relations))
        })
        .min_by_key(|(first, _)| *first)?
        .1;
    relations.iter().find_map(|relation| {
        let (a, b) = (value(case, one, *relation)?, value(case, two, *relation)?);
        let things = &case.ledger.index().things;
        let holds = match (a.object.thing, b.object.thing) {
            (Some(a), Some(b)) => things.root(a) == things.root(b),
            _ => match (a.number(), b.number()) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                _ => name_key(&a.object.text) == name_key(&b.object.text),
            },
        };
        Some(Tabled::from(Found {
            text: case.request.language.yes_no(holds).to_owned(),
            evidence: vec![Evidence::of(a), Evidence::of(b)],
            explanation: format!(
                "{} ({})\n{} ({})",
                a.quote.trim(),
                a.source,
                b.quote.trim(),
                b.source
            ),
            more: Vec::new(),
        }))
    })
}

/// The one value in force that a thing has.
fn value<'a>(case: &Case<'a>, named: &Named, relation: Relation) -> Option<&'a Fact> {
    let index = case.ledger.index();
    let thing = index
        .things
        .root(named.thing.or_else(|| index.things.named(&named.text))?);
    let facts: Vec<&'a Fact> = index
        .about(thing, relation)
        .map(|(_, fact)| fact)
        .filter(|f| f.standing != Standing::Superseded && f.passage.is_some())
        .collect();
    let first = *facts.first()?;
    let one = facts.iter().all(|f| match (f.object.thing, first.object.thing) {
        (Some(a), Some(b)) => index.things.root(a) == index.things.root(b),
        _ => name_key(&f.object.text) == name_key(&first.object.text),
    });
    one.then_some(first)
}
