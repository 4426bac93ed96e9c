//! The year of an undertaking that only a title or a heading gives: 112年度 智慧水表建置計畫, 2023년 해안정비사업, Dune Survey 2023.
//!
//! Undertakings of one name in two years are two things. A year counts only where it stands beside the name with nothing else
//! that the heading says, but for words for the paper itself (計畫書, 결과보고서, plan); a year that follows the name before such words is the
//! paper's. An undertaking that the document says to run through other years is of no year.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use quarry_extract::{Entity, EntityType, Extraction};
use quarry_ingest::{BlockKind, Document, Scalar};
use regex::Regex;

/// Blocks in which the heading of a paper is looked for where nothing is marked as one.
const HEAD: usize = 2;

/// Longest heading, in characters.
const LONGEST: usize = 80;

#[expect(
    clippy::expect_used,
    reason = "the pattern is constant, and a test compiles it"
)]
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[\s「『《〈\(（\[【①-⑩\d\.、一二三四五六七八九十壹貳參]{0,6}?(?:(?P<roc>民國\s?\d{2,3}|1[01]\d|9\d)\s?年度?|(?:西元)?(?P<year>20\d\d)\s?(?:年度?|년도?|학년도)?|FY\s?(?P<fy>20\d\d))[\s」』》〉\)）\]】:：,，'’]{0,3}(?:the |The )?$",
    )
    .expect("a constant pattern")
});
#[expect(
    clippy::expect_used,
    reason = "the pattern is constant, and a test compiles it"
)]
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[\s,，\(（\[【\-–:：]{0,3}(?:(?P<roc>民國\s?\d{2,3}|1[01]\d|9\d)\s?年度?|(?P<year>20\d\d)\s?(?:年度?|년도?)?|FY\s?(?P<fy>20\d\d))[\s\)）\]】]{0,2}$",
    )
    .expect("a constant pattern")
});
#[expect(
    clippy::expect_used,
    reason = "the pattern is constant, and a test compiles it"
)]
static PAPER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^[\s」』》〉之의,，:：\-–]{0,3}(?:(?:期初|期中|期末|執行|成果|工作|辦理|推動|實施|招標|核定)?(?:計畫書|報告書?|成果|說明書?|簡介|摘要|情形|公告|要點|一覽表?|總表|預算書)|",
        r"(?:사업|연구|추진|세부|시행|기본|최종|결과)? ?(?:계획서?|보고서?|결과|공고|안내|개요|현황|설명서)|",
        r"(?i:(?:final |interim |work |annual |project )?(?:plan|report|results|summary|notice|call|overview|brief)))?[\s」』》〉]{0,2}$"
    ))
    .expect("a constant pattern")
});

/// An undertaking of one year: the name that it has every year, and the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edition<'a> {
    pub(super) name: &'a str,
    pub(super) year: String,
}

/// The one year of each undertaking that a heading of the document gives, by the entity's id; what is named with its year is the
/// same undertaking.
pub(super) fn editions<'a>(document: &Document, extraction: &'a Extraction) -> HashMap<&'a str, Edition<'a>> {
    let mut headings: Vec<&str> = vec![&document.title];
    for (place, block) in document.blocks.iter().enumerate() {
        if block.kind == BlockKind::Heading || place < HEAD {
            headings.push(&block.text);
        }
    }
    headings.retain(|text| {
        let length = text.chars().count();
        length <= LONGEST && text.contains(|c: char| c.is_ascii_digit())
    });
    let mut found = HashMap::new();
    if headings.is_empty() {
        return found;
    }
    let undertakings = extraction
        .entities
        .iter()
        .filter(|e| matches!(e.kind, EntityType::Work | EntityType::Event));
    for entity in undertakings.clone().filter(|e| !e.name.is_empty()) {
        let years: BTreeSet<i32> = headings
            .iter()
            .filter_map(|text| year_in(text, &entity.name))
            .collect();
        let mut years = years.into_iter();
        if let (Some(year), None) = (years.next(), years.next())
            && !runs_through_others(entity, year, extraction)
        {
            let edition = Edition {
                name: &entity.name,
                year: year.to_string(),
            };
            found.insert(entity.id.as_str(), edition);
        }
    }
    let known: Vec<(EntityType, Edition<'a>)> = undertakings
        .clone()
        .filter_map(|e| Some((e.kind, found.get(e.id.as_str())?.clone())))
        .collect();
    for entity in undertakings {
        let same = known.iter().find(|(kind, edition)| {
            *kind == entity.kind
                && entity.name.len() > edition.name.len()
                && year_in(&entity.name, edition.name).is_some_and(|year| year.to_string() == edition.year)
        });
        if let Some((_, edition)) = same {
            found.insert(entity.id.as_str(), edition.clone());
        }
    }
    found
}

/// The year that a heading gives to a name, and that says nothing else.
fn year_in(heading: &str, name: &str) -> Option<i32> {
    let heading = heading.trim();
    let at = heading.find(name)?;
    let (before, after) = (heading.get(..at)?, heading.get(at + name.len()..)?);
    let groups = if PAPER.is_match(after) {
        BEFORE.captures(before)
    } else if before.chars().all(|c| !c.is_alphanumeric()) {
        AFTER.captures(after)
    } else {
        None
    }?;
    let number = |name: &str| {
        let digits = groups
            .name(name)?
            .as_str()
            .trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse::<i32>().ok()
    };
    number("roc")
        .map(|year| year + 1911)
        .or_else(|| number("year"))
        .or_else(|| number("fy"))
        .filter(|year| (1990..=2100).contains(year))
}

/// Whether the document has an undertaking begin before a year, or end more than a year after it.
fn runs_through_others(entity: &Entity, year: i32, extraction: &Extraction) -> bool {
    let year_of = |id: &str| {
        let date = extraction.entities.iter().find(|e| e.id == id)?.value.as_ref()?;
        match &date.scalar {
            Scalar::Date(iso) | Scalar::Datetime(iso) => iso.get(..4)?.parse::<i32>().ok(),
            _ => None,
        }
    };
    extraction
        .relations
        .iter()
        .filter(|r| r.subject == entity.id)
        .any(|r| {
            let said = year_of(&r.object);
            match r.predicate.as_str() {
                "startDate" => said.is_some_and(|said| said < year),
                "endDate" => said.is_some_and(|said| said > year + 1),
                _ => false,
            }
        })
}

#[cfg(test)]
mod tests {
    use super::year_in;

    #[test]
    fn a_year_beside_a_name_is_the_undertakings() {
        for (heading, name, year) in [
            ("112年度 智慧路燈建置計畫", "智慧路燈建置計畫", Some(2023)),
            (
                "民國113年智慧路燈建置計畫成果報告",
                "智慧路燈建置計畫",
                Some(2024),
            ),
            ("智慧路燈建置計畫（113年度）", "智慧路燈建置計畫", Some(2024)),
            ("智慧路燈建置計畫113年度執行報告", "智慧路燈建置計畫", None),
            ("112年度市政建設與智慧路燈建置計畫", "智慧路燈建置計畫", None),
            ("2023년 갯벌 체험사업 결과보고서", "갯벌 체험사업", Some(2023)),
            ("2024년도 갯벌 체험사업 계획", "갯벌 체험사업", Some(2024)),
            ("갯벌 체험사업 2024년 추진 실적", "갯벌 체험사업", None),
            ("Dune Survey 2023", "Dune Survey", Some(2023)),
            ("2024 Dune Survey: final report", "Dune Survey", Some(2024)),
            ("Dune Survey: annual report 2024", "Dune Survey", None),
            ("Dune Survey", "Dune Survey", None),
        ] {
            assert_eq!(year_in(heading, name), year, "{heading}");
        }
    }
}
