//! Cards: tables of labels with a value beside each (計畫名稱 | 裂隙調查計畫), said of the thing that one of them, a title row, the
//! caption or the heading names.

use std::ops::Range;

use quarry_ingest::{Cell, Document, Table};

use super::headers::{self, Meaning};
use super::labels;
use super::periods;
use super::statements::{Statement, Statements};
use super::tables::{self, CellIndex, Described, NOTHING};
use crate::entities::normal_form;
use crate::extraction::EntityType;
use crate::figures::is_code;
use crate::rules::{self, Found};
use crate::table_grid::{Grid, squeeze};

/// Most rows and columns of a card.
const MOST_ROWS: u32 = 80;
const MOST_COLUMNS: u32 = 8;
/// Longest label, in characters.
const LONGEST_LABEL: usize = 28;

/// A label with its value.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    /// What the label says.
    meaning: Meaning,
    /// The label as written.
    label: String,
    /// Row and column of the label.
    pub(crate) at: (u32, u32),
    /// Row and column of the value.
    pub(crate) value: (u32, u32),
}

/// The pairs of a table that is a card; empty for any other.
pub(crate) fn pairs(grid: &Grid) -> Vec<Pair> {
    if grid.rows() > MOST_ROWS || !(2..=MOST_COLUMNS).contains(&grid.columns()) {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    let (mut rows, mut with_pairs) = (0_u32, 0_u32);
    for row in 0..grid.rows() {
        let cells: Vec<&Cell> = grid.row(row).collect();
        if cells.iter().filter(|c| !c.text.trim().is_empty()).count() < 2 {
            continue;
        }
        rows += 1;
        // A label merged over several rows stands for a group of labels.
        let group = cells.len() == 3 && cells.first().is_some_and(|c| c.row_span > 1);
        let cells = if group {
            cells.get(1..).unwrap_or(&[])
        } else {
            &cells
        };
        let shaped = match cells {
            [label, _] => is_label(&label.text),
            [label, _, second, _] => is_label(&label.text) && is_label(&second.text),
            _ => false,
        };
        if !shaped {
            continue;
        }
        let before = pairs.len();
        for pair in cells.chunks(2) {
            let [label, value] = pair else { continue };
            let written = value.text.trim();
            let Some(meaning) = headers::meaning(&label.text).filter(|_| label.row == row) else {
                continue;
            };
            let empty = written.is_empty() || NOTHING.contains(&written);
            if !empty && headers::meaning(written).is_none() {
                pairs.push(Pair {
                    meaning,
                    label: squeeze(&label.text),
                    at: (label.row, label.column),
                    value: (value.row, value.column),
                });
            }
        }
        with_pairs += u32::from(pairs.len() > before);
    }
    if heads_rows(grid) || pairs.iter().filter(|p| !fits(grid, p)).count() * 4 > pairs.len() {
        return Vec::new();
    }
    let kinds = pairs
        .iter()
        .enumerate()
        .filter(|(at, pair)| pairs.iter().take(*at).all(|p| p.meaning != pair.meaning))
        .count();
    let card = kinds >= 2 && with_pairs * 3 >= rows && (with_pairs >= 2 || rows <= 2);
    if card { pairs } else { Vec::new() }
}

/// Whether labels stand beside labels in a row, as headers of columns do.
fn heads_rows(grid: &Grid) -> bool {
    (0..grid.rows().min(4)).any(|row| {
        let known: Vec<bool> = grid
            .row(row)
            .map(|c| headers::meaning(&c.text).is_some())
            .collect();
        known.windows(2).any(|pair| pair == [true, true])
    })
}

/// Whether a value has the shape of what its label announces.
fn fits(grid: &Grid, pair: &Pair) -> bool {
    let Some(cell) = grid.at(pair.value.0, pair.value.1) else {
        return false;
    };
    let written = cell.text.trim();
    let digits = written
        .chars()
        .any(|c| c.is_ascii_digit() || rules::numerals::is_numeral(c));
    match kind_of(pair, written) {
        Some(EntityType::Person) => {
            let mut named = Vec::new();
            for piece in pieces(written, 0..written.len()) {
                labels::push_person(written, piece, &mut named);
            }
            !named.is_empty()
        }
        Some(EntityType::Date | EntityType::Money) => digits,
        Some(EntityType::Organization | EntityType::Place) => {
            written.chars().filter(char::is_ascii_digit).count() * 2 < written.chars().count()
        }
        _ => pair.meaning != Meaning::Period || digits,
    }
}

fn is_label(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    (1..=LONGEST_LABEL).contains(&count)
        && text.chars().any(char::is_alphabetic)
        && text.chars().filter(char::is_ascii_digit).count() < 5
}

/// The kind of thing that a value names.
fn kind_of(pair: &Pair, written: &str) -> Option<EntityType> {
    match pair.meaning {
        Meaning::Name(kind) | Meaning::Says(_, kind) => Some(kind),
        Meaning::Budget | Meaning::Spent => Some(EntityType::Money),
        Meaning::Body => Some(EntityType::Organization),
        Meaning::SomeName => rules::classify(written),
        Meaning::ShortForm | Meaning::Period => None,
    }
}

/// What the value of a pair names, where the rules and the model have not found it: `mentions` are those of the cell.
pub(crate) fn name_value(table: &Table, cell: &Cell, pair: &Pair, text: &str, mentions: &mut Vec<Found>) {
    let written = text.trim();
    if pair.meaning == Meaning::Period {
        periods::name(&pair.label, text, mentions);
    }
    let Some(kind) = kind_of(pair, written) else {
        return;
    };
    let start = text.len() - text.trim_start().len();
    let whole = start..start + written.len();
    let named = mentions.iter().any(|m| m.kind == kind && !m.by_model);
    match kind {
        EntityType::Person => {
            for piece in pieces(text, whole) {
                labels::push_person(text, piece, mentions);
            }
        }
        EntityType::Organization | EntityType::Place => {
            for piece in pieces(text, whole) {
                let name = text.get(piece.clone()).unwrap_or("");
                let count = name.chars().count();
                let within = (2..=60).contains(&count) && !is_code(name) && !name.contains(['。', '：', ':']);
                let digits = name.chars().filter(char::is_ascii_digit).count();
                if within && name.chars().any(char::is_alphabetic) && digits * 3 < count {
                    replace(mentions, Found::new(kind, piece, 0.92));
                }
            }
        }
        EntityType::Date => {
            if let Some(value) = tables::date_in(cell).filter(|_| !named) {
                replace(mentions, Found::with_value(kind, whole, 0.96, value));
            }
        }
        EntityType::Money => {
            let label = std::slice::from_ref(&pair.label);
            if let Some(value) = tables::amount_in(cell, table, label).filter(|_| !named) {
                replace(mentions, Found::with_value(kind, whole, 0.94, value));
            }
        }
        EntityType::Work | EntityType::Product | EntityType::Law | EntityType::Event | EntityType::Title => {
            let count = written.chars().count();
            let whole_named = mentions.iter().any(|m| m.kind == kind && m.range == whole);
            // 「法」第三條: the law is a part of what stands there.
            let part = named && kind == EntityType::Law;
            if (2..=120).contains(&count)
                && !written.contains('\n')
                && !is_code(written)
                && !whole_named
                && !part
            {
                replace(mentions, Found::new(kind, whole, 0.92));
            }
        }
        EntityType::Time | EntityType::Quantity => {}
    }
}

fn replace(mentions: &mut Vec<Found>, new: Found) {
    mentions.retain(|m| m.range.end <= new.range.start || m.range.start >= new.range.end);
    mentions.push(new);
    mentions.sort_by_key(|m| m.range.start);
}

/// The entries of a value that lists several: parted by semicolons, 、 and line breaks, and by commas where no legal form follows.
fn pieces(text: &str, value: Range<usize>) -> Vec<Range<usize>> {
    let Some(written) = text.get(value.clone()) else {
        return Vec::new();
    };
    let commas = [", Ltd", ", Inc", ", LLC", ", S.A", ", Co"]
        .iter()
        .all(|form| !written.contains(form));
    let parts = |c: char| matches!(c, ';' | '；' | '、' | '\n' | '/') || commas && matches!(c, ',' | '，');
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in written.char_indices().chain([(written.len(), '\n')]) {
        if !parts(c) || at < start {
            continue;
        }
        let piece = written.get(start..at).unwrap_or("");
        let skipped = piece.len() - piece.trim_start().len();
        let from = value.start + start + skipped;
        let piece = piece.trim();
        if !piece.is_empty() {
            found.push(from..from + piece.len());
        }
        start = at + c.len_utf8();
    }
    found
}

/// Adds what the cards say.
pub(super) fn add(statements: &mut Statements, document: &Document, cards: &[Described]) {
    for described in cards.iter().filter(|d| !d.card.is_empty()) {
        let Some(table) = described.table(document) else {
            continue;
        };
        let grid = Grid::new(table);
        let index = CellIndex::new(statements.analysis, statements.placed, described.block);
        let Some((subject, kind, confidence)) =
            subject(statements, document, table, described, &grid, &index)
        else {
            continue;
        };
        for pair in &described.card {
            let Some(cell) = grid.at(pair.value.0, pair.value.1) else {
                continue;
            };
            say(statements, &index, (subject, kind, confidence), pair, cell);
        }
    }
}

fn say(
    statements: &mut Statements,
    index: &CellIndex,
    (subject, kind, confidence): (usize, EntityType, f32),
    pair: &Pair,
    cell: &Cell,
) {
    let Some(unit) = index.unit(cell) else { return };
    let objects = |wanted: EntityType| -> Vec<usize> {
        let of_kind = index.mentions(cell).iter().filter(|p| p.kind == wanted);
        of_kind.map(|p| p.entity).collect()
    };
    let mut push = |predicate: &'static str, object: usize, qualifiers: Vec<(String, String)>| {
        statements.push(Statement {
            subject,
            predicate,
            object,
            confidence,
            unit,
            evidence: 0..cell.text.len(),
            source: "table card".to_owned(),
            qualifiers,
        });
    };
    match pair.meaning {
        Meaning::Says(predicates, object_kind) => {
            let Some((_, predicate)) = predicates.iter().find(|(k, _)| *k == kind) else {
                return;
            };
            let several = matches!(
                *predicate,
                "partnerOrganization" | "executedBy" | "managedBy" | "author" | "alumniOf" | "ownedBy"
            );
            let qualifiers = if *predicate == "headedBy" {
                vec![("status".to_owned(), "current".to_owned())]
            } else {
                Vec::new()
            };
            for object in objects(object_kind)
                .into_iter()
                .take(if several { 40 } else { 1 })
            {
                push(predicate, object, qualifiers.clone());
            }
        }
        Meaning::Body if matches!(kind, EntityType::Person | EntityType::Work) => {
            let predicate = if kind == EntityType::Person {
                "affiliatedWith"
            } else {
                "executedBy"
            };
            if let Some(object) = objects(EntityType::Organization).first() {
                push(predicate, *object, Vec::new());
            }
        }
        Meaning::Period if matches!(kind, EntityType::Work | EntityType::Event) => {
            if let [start, end] = objects(EntityType::Date).as_slice() {
                push("startDate", *start, Vec::new());
                push("endDate", *end, Vec::new());
            }
        }
        Meaning::Budget | Meaning::Spent if kind != EntityType::Person => {
            let Some(amount) = objects(EntityType::Money).first().copied() else {
                return;
            };
            let mut qualifiers = Vec::new();
            if let Some(year) = super::rows::year_in(&pair.label) {
                qualifiers.push(("year".to_owned(), year));
            }
            if pair.meaning == Meaning::Spent {
                push("spentPreviousYear", amount, qualifiers);
            } else {
                let version = headers::version_of(&pair.label).unwrap_or("initial");
                qualifiers.push(("version".to_owned(), version.to_owned()));
                push("budget", amount, qualifiers);
            }
        }
        _ => {}
    }
}

/// Whether a label says something of a thing of this kind.
fn applies(pair: &Pair, kind: EntityType) -> bool {
    match pair.meaning {
        Meaning::Says(predicates, _) => predicates.iter().any(|(k, _)| *k == kind),
        Meaning::Body => matches!(kind, EntityType::Person | EntityType::Work),
        Meaning::Period => matches!(kind, EntityType::Work | EntityType::Event),
        Meaning::Budget | Meaning::Spent => matches!(kind, EntityType::Work | EntityType::Organization),
        _ => false,
    }
}

/// What the card is about: of what its labels, its title row, its caption and the heading above name, the thing of which most labels
/// say something.
fn subject(
    statements: &Statements,
    document: &Document,
    table: &Table,
    described: &Described,
    grid: &Grid,
    index: &CellIndex,
) -> Option<(usize, EntityType, f32)> {
    let mut candidates: Vec<(usize, EntityType, f32)> = Vec::new();
    for pair in &described.card {
        let Some(cell) = grid.at(pair.value.0, pair.value.1) else {
            continue;
        };
        let kind = match pair.meaning {
            Meaning::Name(kind) => Some(kind),
            Meaning::SomeName => rules::classify(&squeeze(&cell.text)),
            _ => None,
        };
        if let Some(kind) = kind
            && let Some(entity) = index.entity_of_kind(cell, kind)
        {
            candidates.push((entity, kind, 0.93));
        }
    }
    let titles = (0..grid.rows()).take(2).filter_map(|row| {
        let mut cells = grid.row(row).filter(|c| !c.text.trim().is_empty());
        cells.next().filter(|_| cells.next().is_none())
    });
    for cell in titles {
        candidates.extend(
            index
                .mentions(cell)
                .iter()
                .filter(|p| p.kind.is_named())
                .map(|p| (p.entity, p.kind, 0.9)),
        );
    }
    if let Some((entity, kind)) = named_in(statements, &table.caption) {
        candidates.push((entity, kind, 0.9));
    }
    let heading = document
        .blocks
        .iter()
        .enumerate()
        .take(described.block)
        .rev()
        .find(|(_, b)| b.kind == quarry_ingest::BlockKind::Heading);
    if let Some((at, _)) = heading {
        let units = statements.analysis.units.iter().zip(statements.placed);
        let placed = units
            .filter(|(u, _)| u.block == at)
            .flat_map(|(_, placed)| placed);
        candidates.extend(
            placed
                .filter(|p| p.kind.is_named())
                .map(|p| (p.entity, p.kind, 0.86)),
        );
    }
    if let Some((entity, kind)) = labels::topic(statements.analysis, statements) {
        candidates.push((entity, kind, 0.8));
    }
    let count = |kind: EntityType| described.card.iter().filter(|p| applies(p, kind)).count();
    let best = candidates
        .iter()
        .map(|(_, kind, _)| count(*kind))
        .max()
        .filter(|n| *n > 0)?;
    candidates.into_iter().find(|(_, kind, _)| count(*kind) == best)
}

/// The thing of the document that a caption names: the one with the longest name.
fn named_in(statements: &Statements, caption: &str) -> Option<(usize, EntityType)> {
    let caption = normal_form(caption);
    if caption.is_empty() {
        return None;
    }
    let named = (0..).map_while(|at| Some((at, statements.entities.get(at)?)));
    named
        .filter(|(_, e)| e.kind.is_named() && e.name.chars().count() >= 2)
        .filter(|(_, e)| caption.contains(&normal_form(&e.name)))
        .max_by_key(|(at, e)| (e.name.len(), std::cmp::Reverse(*at)))
        .map(|(at, e)| (at, e.kind))
}

#[cfg(test)]
mod tests {
    use quarry_ingest::ReadOptions;

    use super::{Grid, pairs};

    fn labels_of(text: &str) -> Vec<String> {
        let document = quarry_ingest::parse("a.md", text.as_bytes(), &ReadOptions::default()).remove(0);
        let table = document.blocks.iter().find_map(|b| b.table.as_ref());
        table.map_or_else(Vec::new, |t| {
            pairs(&Grid::new(t)).into_iter().map(|p| p.label).collect()
        })
    }

    #[test]
    fn a_card_has_labels_beside_values() {
        assert_eq!(
            labels_of(
                "| 과제명 | 갯벌 복원 과제 |\n|---|---|\n| 주관기관 | 갯벌연구원 |\n| 총사업비 | 12억 원 |\n"
            ),
            ["과제명", "주관기관", "총사업비"]
        );
        assert_eq!(
            labels_of(
                "| 計畫名稱 | 濕地復育計畫 | 主持人 | 丁予安 |\n|---|---|---|---|\n| 執行單位 | 濕地研究所 | 總經費 | 300萬元 |\n"
            ),
            ["計畫名稱", "主持人", "執行單位", "總經費"]
        );
    }

    #[test]
    fn a_table_of_rows_is_no_card() {
        for text in [
            "| Project | Principal investigator |\n|---|---|\n| Project Heron | Ada Byron |\n| Project Teal | Mary Orme |\n",
            "| 구분 | 2023 | 2024 | 2025 |\n|---|---|---|---|\n| 예산 | 100 | 120 | 130 |\n| 집행액 | 90 | 110 | 100 |\n",
        ] {
            assert!(labels_of(text).is_empty(), "{text}");
        }
    }
}
