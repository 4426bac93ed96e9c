//! Table rows as facts: the column of names gives the subject, headers give the relations.

use quarry_extract::{EntityType, TypedValue};
use quarry_ingest::{Block, Cell, Document, Scalar, Table};

use super::facts::{Fact, Object, Standing, date_value};
use super::things::Things;
use super::values::{amounts, dates};
use crate::question::{Range, Relation, cues, speaks_of};
use crate::text::{fold, name_key, tokenise};

/// Headers of the column that names a row's subject.
const NAME_HEADERS: &[&str] = &[
    "姓名",
    "名稱",
    "計畫",
    "機構",
    "法規",
    "성명",
    "이름",
    "과제명",
    "기관명",
    "법령명",
    "사업명",
    "name",
    "project",
    "programme",
    "body",
    "title",
    "기관",
    "item",
];
/// Headers of columns that give the subject another name.
const ALIAS_HEADERS: &[&str] = &[
    "簡稱",
    "編號",
    "代號",
    "약칭",
    "과제번호",
    "번호",
    "short form",
    "abbreviation",
    "code",
    "acronym",
];
/// Labels of rows that sum up others.
const TOTAL_LABELS: &[&str] = &[
    "合計",
    "總計",
    "小計",
    "합계",
    "총계",
    "소계",
    "계",
    "total",
    "subtotal",
    "sum",
    "grand total",
];
const TOTAL_HEADERS: &[&str] = &["合計", "總計", "小計", "계", "합계", "total"];
const CHANGE_HEADERS: &[&str] = &["增減", "比率", "증감", "change", "rate", "%"];
const INITIAL_WORDS: &[&str] = &["初版", "原列", "原核定", "當初", "당초", "original", "initial"];
const REVISED_WORDS: &[&str] = &["修正", "調整後", "變更", "변경", "revised", "adjusted"];

/// Adds the facts of every table of `document`; new names become things.
pub(super) fn read_tables(document: &Document, things: &mut Things, facts: &mut Vec<Fact>) {
    for block in &document.blocks {
        if let Some(table) = &block.table
            && table.rows <= 20_000
            && table.columns <= 200
        {
            read_table(document, block, table, things, facts);
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Role {
    Subject,
    Alias,
    Relation(Relation),
    Amount {
        relation: Relation,
        year: Option<i32>,
        standing: Standing,
    },
    Date,
    Other,
}

fn read_table(document: &Document, block: &Block, table: &Table, things: &mut Things, facts: &mut Vec<Fact>) {
    let grid = Grid::of(table);
    let headers: Vec<Vec<String>> = (0..table.columns).map(|c| grid.header_path(c)).collect();
    let context = format!("{} {} {}", document.title, table.caption, document.source);
    let Some(subject_column) = subject_column(&grid, &headers, things) else {
        itinerary(document, block, &grid, things, facts);
        return;
    };
    let mut roles: Vec<Role> = headers.iter().map(|h| role(h, &context)).collect();
    prefer_totals(&headers, &mut roles);
    if let Some(slot) = roles.get_mut(subject_column) {
        *slot = Role::Subject;
    }
    if !roles.contains(&Role::Alias)
        && !roles
            .iter()
            .any(|r| matches!(r, Role::Relation(_) | Role::Amount { .. }))
    {
        itinerary(document, block, &grid, things, facts);
        return;
    }
    let mut group: Option<(u32, &Cell)> = None;
    for row in table.header_rows..table.rows {
        if let Some(title) = grid.lone_cell(row) {
            let known = things.named(title.text.trim());
            group = known.map(|thing| (thing, title));
            continue;
        }
        let Some(name_cell) = grid.at(row, subject_column) else {
            continue;
        };
        let name = one_line(&name_cell.text);
        if name.is_empty() || TOTAL_LABELS.contains(&fold(&name).as_str()) || !is_name(&name) {
            continue;
        }
        let is_person = roles.contains(&Role::Relation(Relation::Position));
        let subject = things.add(&name, is_person.then_some(EntityType::Person));
        let reader = RowReader {
            document,
            block,
            row,
            subject,
        };
        for (column, role) in roles.iter().enumerate() {
            let Some(cell) = grid.at(row, column) else {
                continue;
            };
            let header = headers.get(column).map(|h| h.join(" ")).unwrap_or_default();
            facts.extend(reader.fact(role, cell, &header, table, things));
        }
        if let Some((thing, cell)) = group
            && thing != subject
        {
            facts.push(Fact {
                relation: Relation::PartOf,
                object: Object {
                    thing: Some(thing),
                    text: one_line(&cell.text),
                    value: None,
                },
                ..reader.blank(name_cell)
            });
        }
    }
}

struct RowReader<'a> {
    document: &'a Document,
    block: &'a Block,
    row: u32,
    subject: u32,
}

impl RowReader<'_> {
    fn blank(&self, cell: &Cell) -> Fact {
        let mut locator = cell.locator.clone();
        locator.row.get_or_insert(self.row);
        locator.column.get_or_insert(cell.column);
        let _ = self.block;
        Fact {
            subject: self.subject,
            relation: Relation::PartOf,
            object: Object {
                thing: None,
                text: String::new(),
                value: None,
            },
            year: None,
            standing: Standing::Plain,
            date: None,
            source: self.document.source.clone(),
            quote: one_line(&cell.text),
            locator,
            passage: None,
            confidence: 0.9,
        }
    }

    fn fact(
        &self,
        role: &Role,
        cell: &Cell,
        header: &str,
        table: &Table,
        things: &mut Things,
    ) -> Option<Fact> {
        let text = one_line(&cell.text);
        if text.is_empty() || matches!(text.as_str(), "-" | "–" | "—" | "…") {
            return None;
        }
        match role {
            Role::Subject | Role::Other | Role::Date => None,
            Role::Alias => {
                if is_name(&text) && !text.chars().all(|c| c.is_ascii_digit()) {
                    things.alias(self.subject, &text);
                }
                None
            }
            Role::Relation(relation) => {
                let range = relation.range();
                let (thing, value) = match range {
                    Range::Date | Range::Year => {
                        let found = dates(&text).into_iter().next()?;
                        (None, Some(date_value(found.iso)))
                    }
                    range if range.is_thing() => {
                        if !is_name(&text) {
                            return None;
                        }
                        (Some(things.add(&text, kind_of(range))), None)
                    }
                    _ => (None, None),
                };
                let standing = standing_of(header);
                Some(Fact {
                    relation: *relation,
                    object: Object { thing, text, value },
                    standing,
                    ..self.blank(cell)
                })
            }
            Role::Amount {
                relation,
                year,
                standing,
            } => {
                let value = amount(cell, table)?;
                Some(Fact {
                    relation: *relation,
                    object: Object {
                        thing: None,
                        text,
                        value: Some(value),
                    },
                    year: *year,
                    standing: *standing,
                    ..self.blank(cell)
                })
            }
        }
    }
}

/// The cell's amount with the table's unit applied once.
fn amount(cell: &Cell, table: &Table) -> Option<TypedValue> {
    let written = amounts(&cell.text).into_iter().next()?;
    let unit = fold(&table.unit);
    let scale = [
        ("千元", 1e3),
        ("萬元", 1e4),
        ("百萬元", 1e6),
        ("億元", 1e8),
        ("천원", 1e3),
        ("백만원", 1e6),
        ("억원", 1e8),
    ]
    .iter()
    .rev()
    .find(|(name, _)| unit.replace(' ', "").contains(name))
    .map(|(_, scale)| *scale)
    .or_else(|| unit.contains("thousand").then_some(1e3))
    .or_else(|| unit.contains("million").then_some(1e6))
    .unwrap_or(1.0);
    let currency = cell
        .value
        .as_ref()
        .and_then(|v| v.unit.clone())
        .or_else(|| currency(&unit).map(str::to_owned));
    let plain = if written.has_unit {
        written.value
    } else {
        written.value * scale
    };
    let number = match cell.value.as_ref().map(|v| &v.scalar) {
        // The reader applied the unit where its value is not what is written.
        Some(Scalar::Number(n)) if (n - written.value).abs() > 1e-6 * n.abs().max(1.0) => *n,
        _ => plain,
    };
    let sign = if cell.text.trim_start().starts_with(['-', '−', '△', '▲']) {
        -1.0
    } else {
        1.0
    };
    Some(TypedValue {
        scalar: Scalar::Number(number.abs() * sign),
        unit: currency,
    })
}

fn currency(unit: &str) -> Option<&'static str> {
    let has = |names: &[&str]| names.iter().any(|n| unit.contains(n));
    if has(&["usd", "us$", "dollar"]) {
        Some("USD")
    } else if has(&["krw", "원", "won"]) {
        Some("KRW")
    } else if has(&["twd", "nt$", "臺幣", "台幣", "元"]) {
        Some("TWD")
    } else if has(&["eur", "€"]) {
        Some("EUR")
    } else {
        None
    }
}

fn role(path: &[String], context: &str) -> Role {
    let Some(inner) = path.last() else {
        return Role::Other;
    };
    let folded = fold(inner);
    let whole = path.join(" ");
    let folded_whole = fold(&whole);
    if CHANGE_HEADERS.iter().any(|w| folded_whole.contains(w)) {
        return Role::Other;
    }
    if ALIAS_HEADERS
        .iter()
        .any(|a| folded == *a || (folded.ends_with(a) && a.chars().count() > 2 && !a.is_ascii()))
    {
        return Role::Alias;
    }
    let tokens = tokenise(&whole);
    for relation in [Relation::Spent, Relation::Budget] {
        if speaks_of(&tokens, relation) {
            let said = standing_of(&whole);
            let standing = if said == Standing::Plain {
                standing_of(context)
            } else {
                said
            };
            return Role::Amount {
                relation,
                year: year_in(&whole).or_else(|| year_in(context)),
                standing,
            };
        }
    }
    if let Some(relation) = bare_header(&folded, &folded_whole) {
        return Role::Relation(relation);
    }
    let inner_tokens = tokenise(inner);
    let found = cues(&inner_tokens)
        .into_iter()
        .chain(cues(&tokens))
        .flat_map(|c| c.relations.iter().copied())
        .find(|r| !matches!(r, Relation::Budget | Relation::Spent));
    match found {
        Some(relation) => Role::Relation(relation),
        None if dates_header(&folded) => Role::Date,
        None => Role::Other,
    }
}

/// Headers that are too short to be read as phrases.
fn bare_header(inner: &str, whole: &str) -> Option<Relation> {
    let outer_executes = ["執行", "수행", "implement"].iter().any(|w| whole.contains(w));
    Some(match inner {
        "起" | "開始" | "始" => Relation::Start,
        "迄" | "訖" | "止" => Relation::End,
        "單位" | "機構" | "기관" | "부서" | "소속" | "body" | "unit" | "organisation" | "organization"
        | "department"
            if outer_executes =>
        {
            Relation::ExecutedBy
        }
        "單位" | "機構" | "部門" | "機關" | "기관" | "부서" | "body" | "unit" | "organisation"
        | "organization" | "department" => Relation::Affiliation,
        "title" | "직위" | "職稱" => Relation::Position,
        "seat" | "city" => Relation::Location,
        "programme" | "program" | "所屬方案" | "방안" | "소속 사업" | "소속사업" => {
            Relation::PartOf
        }
        _ => return None,
    })
}

fn dates_header(header: &str) -> bool {
    ["日期", "일자", "날짜", "date"]
        .iter()
        .any(|w| header.contains(w))
}

/// Of several columns of one figure, the one that totals the others.
fn prefer_totals(headers: &[Vec<String>], roles: &mut [Role]) {
    let is_total = |i: usize| {
        headers
            .get(i)
            .and_then(|h| h.last())
            .is_some_and(|h| TOTAL_HEADERS.contains(&fold(h).trim()))
    };
    let totals: Vec<Role> = roles
        .iter()
        .enumerate()
        .filter(|(i, r)| matches!(r, Role::Amount { .. }) && is_total(*i))
        .map(|(_, r)| r.clone())
        .collect();
    for (i, slot) in roles.iter_mut().enumerate() {
        if totals.contains(slot) && !is_total(i) {
            *slot = Role::Other;
        }
    }
}

fn subject_column(grid: &Grid<'_>, headers: &[Vec<String>], things: &Things) -> Option<usize> {
    let inner: Vec<String> = headers
        .iter()
        .map(|h| h.last().map(|t| fold(t)).unwrap_or_default())
        .collect();
    for wanted in NAME_HEADERS {
        let found = inner
            .iter()
            .position(|h| h == wanted || (!wanted.is_ascii() && h.ends_with(wanted)));
        if let Some(column) =
            found.filter(|&c| !ALIAS_HEADERS.iter().any(|a| inner.get(c).is_some_and(|h| h == a)))
        {
            return Some(column);
        }
    }
    (0..inner.len().min(4)).find(|&column| {
        let cells: Vec<&Cell> = grid.body().filter_map(|row| grid.at(row, column)).collect();
        let known = cells
            .iter()
            .filter(|c| things.named(c.text.trim()).is_some())
            .count();
        known > 0 && known * 2 >= cells.len()
    })
}

/// A table of visits: a date, and what was done, in one row; the document's title is who went.
fn itinerary(
    document: &Document,
    block: &Block,
    grid: &Grid<'_>,
    things: &mut Things,
    facts: &mut Vec<Fact>,
) {
    let traveller = things.named(&document.title);
    let Some(subject) = traveller else { return };
    for row in grid.body() {
        let cells: Vec<&Cell> = grid.row(row).collect();
        let date = cells
            .iter()
            .find_map(|c| dates(&c.text).into_iter().find(|d| d.iso.len() == 10));
        let Some(date) = date else { continue };
        for cell in cells {
            let tokens = tokenise(&cell.text);
            if !speaks_of(&tokens, Relation::Visited) {
                continue;
            }
            let name = without_verb(&cell.text);
            let Some(thing) = things.named(&name) else {
                continue;
            };
            let reader = RowReader {
                document,
                block,
                row,
                subject,
            };
            facts.push(Fact {
                relation: Relation::Visited,
                object: Object {
                    thing: Some(thing),
                    text: name,
                    value: None,
                },
                date: Some(date.iso.clone()),
                ..reader.blank(cell)
            });
        }
    }
}

/// What was visited, of `拜會X`, `X 방문` or `Visit to X`.
fn without_verb(text: &str) -> String {
    let mut name = one_line(text);
    for verb in [
        "拜會",
        "參訪",
        "訪問",
        "Visit to the ",
        "Visit to ",
        "Visit ",
        "Call on ",
        "Meeting with ",
    ] {
        if let Some(rest) = name.strip_prefix(verb) {
            name = rest.to_owned();
        }
    }
    for verb in [" 방문", "방문", "拜會", "參訪"] {
        if let Some(rest) = name.strip_suffix(verb) {
            name = rest.to_owned();
        }
    }
    name.trim().to_owned()
}

fn standing_of(text: &str) -> Standing {
    let folded = fold(text);
    if REVISED_WORDS.iter().any(|w| folded.contains(w)) {
        Standing::Current
    } else if INITIAL_WORDS.iter().any(|w| folded.contains(w)) {
        Standing::Superseded
    } else {
        Standing::Plain
    }
}

/// A fiscal year in a header or a title: `113年度`, `2024 budget`, `2024년`.
fn year_in(text: &str) -> Option<i32> {
    let digits: Vec<(usize, &str)> = text
        .match_indices(|c: char| c.is_ascii_digit())
        .filter(|(at, _)| {
            !text
                .get(..*at)
                .is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
        })
        .map(|(at, _)| {
            let rest = text.get(at..).unwrap_or_default();
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            (at, rest.get(..end).unwrap_or_default())
        })
        .collect();
    digits.iter().find_map(|(at, number)| {
        let after = text.get(at + number.len()..).unwrap_or_default();
        let year: i32 = number.parse().ok()?;
        match number.len() {
            4 if (1900..=2200).contains(&year) => Some(year),
            2 | 3 if after.starts_with('年') => Some(year + 1911),
            _ => None,
        }
    })
}

const fn kind_of(range: Range) -> Option<EntityType> {
    match range {
        Range::Person => Some(EntityType::Person),
        Range::Organization => Some(EntityType::Organization),
        Range::Place => Some(EntityType::Place),
        Range::Law => Some(EntityType::Law),
        Range::Work => Some(EntityType::Work),
        _ => None,
    }
}

/// Whether a cell's text can be a name: it has letters, and is no sentence.
fn is_name(text: &str) -> bool {
    let key = name_key(text);
    let length = key.chars().count();
    (2..=120).contains(&length) && key.chars().any(char::is_alphabetic) && !text.contains(['。', '\n'])
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table with its spans laid out.
struct Grid<'a> {
    table: &'a Table,
    places: std::collections::HashMap<(u32, u32), &'a Cell>,
}

impl<'a> Grid<'a> {
    fn of(table: &'a Table) -> Self {
        let mut places = std::collections::HashMap::new();
        for cell in &table.cells {
            for row in cell.row
                ..cell
                    .row
                    .saturating_add(cell.row_span.clamp(1, 2000))
                    .min(table.rows)
            {
                for column in cell.column
                    ..cell
                        .column
                        .saturating_add(cell.column_span.clamp(1, 200))
                        .min(table.columns)
                {
                    places.insert((row, column), cell);
                }
            }
        }
        Self { table, places }
    }

    fn at(&self, row: u32, column: usize) -> Option<&'a Cell> {
        self.places.get(&(row, u32::try_from(column).ok()?)).copied()
    }

    fn body(&self) -> impl Iterator<Item = u32> + use<> {
        self.table.header_rows..self.table.rows
    }

    /// Cells of a row, each once.
    fn row(&self, row: u32) -> impl Iterator<Item = &'a Cell> {
        let mut last = None;
        (0..self.table.columns)
            .filter_map(move |c| self.places.get(&(row, c)).copied())
            .filter(move |c| {
                let place = Some((c.row, c.column));
                let fresh = place != last;
                last = place;
                fresh
            })
    }

    /// The only filled cell of a row, as titles of row groups are.
    fn lone_cell(&self, row: u32) -> Option<&'a Cell> {
        let mut filled = self.row(row).filter(|c| !c.text.trim().is_empty());
        match (filled.next(), filled.next()) {
            (Some(only), None) if self.table.columns > 1 => Some(only),
            _ => None,
        }
    }

    fn header_path(&self, column: u32) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        let mut last = None;
        for row in 0..self.table.header_rows {
            let Some(cell) = self.places.get(&(row, column)) else {
                continue;
            };
            let text = one_line(&cell.text);
            if last != Some((cell.row, cell.column)) && !text.is_empty() {
                path.push(text);
            }
            last = Some((cell.row, cell.column));
        }
        path
    }
}
