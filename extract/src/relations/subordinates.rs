//! Bodies that belong to another as a section lists them: under a heading that says so (산하 기관, Bodies under the Board), and before
//! or after a sentence that says it of all of them (以上兩單位受…監督, Both houses answer to …).

use std::ops::Range;
use std::sync::LazyLock;

use quarry_ingest::{BlockKind, Document};
use regex::Regex;

use super::sentences::is_denied;
use super::statements::{Statement, Statements};
use super::tables::{CellIndex, Described, is_total_row, lists_subsidiaries};
use crate::extraction::EntityType::Organization;
use crate::rules::{compiled, korean_heads};
use crate::sentence::sentences;
use crate::table_grid::Grid;

/// How many texts away the bodies may stand that a sentence speaks of.
const REACH: usize = 70;

static ALL_OF_THEM: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"\b(?:[Bb]oth|[Tt]hese(?: two| three| four)?|[Aa]ll (?:two|three|four|five|six)|[Tt]he (?:two|three|four)|[Tt]wo|[Tt]hree|[Ff]our)\s(?:of them|(?:[a-z]+ )?(?:bodies|establishments|houses|units|institutes|institutions|stations|laboratories|agencies|centres|centers|offices))\b|",
        r"(?:두|세|네|다섯) (?:기관|연구소|곳|단체|센터)|(?:以上|上述|該|前述|轄有|下設)?[兩二三四](?:個)?(?:單位|機構|機關)"
    ))
});
static BELOW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"\b(?:answers?(?:able)? to|reports? to|belongs? to|(?:come|comes|fall|falls|stand|sit) under|attached to|supervised by|accountable to|depends? on|part of|bodies of|establishments of)\b|",
        r"산하|소속|부설|부속|속하|지휘|감독|관할|딸린|[受隸屬轄]|附屬|監督"
    ))
});

/// Adds who belongs to whom; `body` is the body that the document's title names.
pub(super) fn add(
    statements: &mut Statements,
    document: &Document,
    tables: &[Described],
    body: Option<usize>,
) {
    listed(statements, body);
    said_of_all(statements, document, tables);
}

/// The bodies that begin a line of a text, with the line.
fn heads_of_lines(statements: &Statements, at: usize) -> Vec<(usize, Range<usize>)> {
    let Some(unit) = statements.analysis.units.get(at).filter(|u| u.cell.is_none()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut start = 0;
    for line in unit.text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let head = statements.placed.get(at).and_then(|placed| {
            placed
                .iter()
                .find(|p| p.range.start >= range.start && p.range.start < range.end)
        });
        let Some(head) = head.filter(|p| p.kind == Organization) else {
            continue;
        };
        let before = unit.text.get(range.start..head.range.start).unwrap_or("");
        let marks = before.chars().filter(|c| c.is_alphabetic()).count();
        if marks <= 3 && before.chars().count() <= 8 {
            found.push((head.entity, head.range.start..range.end));
        }
    }
    found
}

fn push(
    statements: &mut Statements,
    (part, whole): (usize, usize),
    unit: usize,
    evidence: Range<usize>,
    source: &str,
) {
    if !statements.has_value(part, "parentOrganization") {
        statements.push(Statement {
            subject: part,
            predicate: "parentOrganization",
            object: whole,
            confidence: 0.85,
            unit,
            evidence,
            source: source.to_owned(),
            qualifiers: Vec::new(),
        });
    }
}

/// Bodies that begin the texts under a heading of bodies that belong to one.
fn listed(statements: &mut Statements, body: Option<usize>) {
    let analysis = statements.analysis;
    let mut whole: Option<usize> = None;
    for (at, unit) in analysis.units.iter().enumerate() {
        let item = unit.kind != BlockKind::Heading && !heads_of_lines(statements, at).is_empty();
        if unit.cell.is_none() && !item && is_heading(&unit.text, unit.kind) {
            let named = statements.placed.get(at).map_or(&[][..], Vec::as_slice);
            let named = named.iter().find(|p| {
                let name = unit.text.get(p.range.clone()).unwrap_or("");
                p.kind == Organization && !korean_heads::words().any(|word| word == name)
            });
            let named = named.map(|p| p.entity);
            whole = lists_subsidiaries(&unit.text).then(|| named.or(body)).flatten();
            if unit.kind == BlockKind::Heading || !unit.text.trim().contains('\n') {
                continue;
            }
        }
        let Some(whole) = whole else { continue };
        for (part, line) in heads_of_lines(statements, at) {
            push(statements, (part, whole), at, line, "listed under a heading");
        }
    }
}

/// Whether a text is a heading, or begins with a line that is one: 貳、所轄單位, 2. BODIES, [2] 산하.
fn is_heading(text: &str, kind: BlockKind) -> bool {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"^\s*(?:[【\[（(〔■□○●▶#]|[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十甲乙丙丁戊己]{1,3}[、．.]|\d{1,2}(?:\.\d{1,2})?[.、)\s]|[가-하]\.\s|[A-H]\.?\s)",
        )
    });
    let first = text.trim().lines().next().unwrap_or("");
    kind == BlockKind::Heading
        || first.chars().count() <= 40 && NUMBERED.is_match(first) && !first.ends_with(['.', '。', '다'])
}

/// Bodies of which one sentence says that they belong to another.
fn said_of_all(statements: &mut Statements, document: &Document, tables: &[Described]) {
    let analysis = statements.analysis;
    for (at, unit) in analysis.units.iter().enumerate() {
        if unit.cell.is_some() || !ALL_OF_THEM.is_match(&unit.text) {
            continue;
        }
        for sentence in sentences(&unit.text) {
            let Some(written) = unit.text.get(sentence.clone()) else {
                continue;
            };
            if !ALL_OF_THEM.is_match(written) || !BELOW.is_match(written) || is_denied(written, 0..0) {
                continue;
            }
            let mut named: Vec<usize> = statements
                .placed
                .get(at)
                .into_iter()
                .flatten()
                .filter(|p| p.kind == Organization && sentence.contains(&p.range.start))
                .map(|p| p.entity)
                .collect();
            named.dedup();
            let [whole] = named.as_slice() else { continue };
            let parts = parts_near(statements, document, tables, (at, &sentence), *whole);
            for part in parts {
                push(
                    statements,
                    (part, *whole),
                    at,
                    sentence.clone(),
                    "said of all that are listed",
                );
            }
        }
    }
}

/// The bodies of the nearest table or list before the sentence, else behind it.
fn parts_near(
    statements: &Statements,
    document: &Document,
    tables: &[Described],
    (at, sentence): (usize, &Range<usize>),
    whole: usize,
) -> Vec<usize> {
    let units = &statements.analysis.units;
    let of_unit = |near: usize| -> Vec<usize> {
        let Some(unit) = units.get(near) else {
            return Vec::new();
        };
        if unit.cell.is_some() {
            let table = tables.iter().find(|d| d.block == unit.block);
            return table.map_or_else(Vec::new, |d| of_table(statements, document, d));
        }
        let heads = heads_of_lines(statements, near).into_iter();
        heads
            .filter(|(_, line)| near != at || line.start >= sentence.end || line.end <= sentence.start)
            .map(|(entity, _)| entity)
            .collect()
    };
    let before: Vec<usize> = (at.saturating_sub(REACH)..=at).rev().collect();
    let behind: Vec<usize> = (at..(at + REACH).min(units.len())).collect();
    for side in [before, behind] {
        let mut found: Vec<usize> = Vec::new();
        for near in side {
            let heading = units
                .get(near)
                .is_some_and(|u| u.kind == BlockKind::Heading && u.cell.is_none());
            if heading && (!found.is_empty() || near > at) {
                break;
            }
            let here = of_unit(near);
            let table = units.get(near).is_some_and(|u| u.cell.is_some());
            for entity in here.iter().filter(|e| **e != whole) {
                if !found.contains(entity) {
                    found.push(*entity);
                }
            }
            if table && !here.is_empty() {
                break;
            }
        }
        if (2..=12).contains(&found.len()) {
            return found;
        }
    }
    Vec::new()
}

/// The bodies that the rows of a table are about.
fn of_table(statements: &Statements, document: &Document, described: &Described) -> Vec<usize> {
    let (Some((column, Organization)), Some(table)) = (described.subject, described.table(document)) else {
        return Vec::new();
    };
    let grid = Grid::new(table);
    let index = CellIndex::new(statements.analysis, statements.placed, described.block);
    (grid.header_rows()..grid.rows())
        .filter(|row| !grid.is_title_row(*row) && !is_total_row(&grid, *row, column))
        .filter_map(|row| index.entity(grid.at(row, column)?, Some(Organization)))
        .collect()
}
