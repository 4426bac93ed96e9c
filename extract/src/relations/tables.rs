//! What tables are about: the column that names the rows' subjects and what the other columns say of them.

use std::collections::HashMap;

use quarry_ingest::{Cell, Document, Scalar, Table};

use super::cards::{self, Pair};
use super::columns::{self, plain_name};
use super::headers::{self, Meaning};
use super::periods;
use crate::analysis::Analysis;
use crate::entities::{Entities, Placed};
use crate::extraction::{EntityType, TypedValue};
use crate::figures::{is_code, row_label, typed_value};
use crate::rules::{self, Found, names};
use crate::script;
use crate::table_grid::{Grid, squeeze};
use crate::unit::Unit;

/// Most columns whose headers are looked at.
const MOST_COLUMNS: u32 = 200;

/// A table block with the meaning of its columns.
#[derive(Debug)]
pub(crate) struct Described {
    /// Index of the block.
    pub(crate) block: usize,
    /// The column of the rows' subjects, and what they are.
    pub(crate) subject: Option<(u32, EntityType)>,
    /// Meaning and header path of each column.
    pub(crate) columns: Vec<(Option<Meaning>, Vec<String>)>,
    /// Which amounts a column holds, where the figures tell: those of before, those of now, or the whole of its parts.
    pub(crate) versions: Vec<Option<&'static str>>,
    /// The labels with their values, where the table is a card and has no rows.
    pub(crate) card: Vec<Pair>,
    /// Whether the rows are bodies that belong to the body in the title.
    pub(crate) lists_subsidiaries: bool,
}

impl Described {
    /// The table itself.
    pub(super) fn table<'d>(&self, document: &'d Document) -> Option<&'d Table> {
        document.blocks.get(self.block)?.table.as_ref()
    }
}

/// Describes the tables of a document whose headers say something.
pub(crate) fn describe(document: &Document) -> Vec<Described> {
    let mut heading = String::new();
    let mut described = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if block.kind == quarry_ingest::BlockKind::Heading {
            heading.clone_from(&block.text);
        }
        let Some(table) = &block.table else { continue };
        let grid = Grid::new(table);
        let mut columns: Vec<(Option<Meaning>, Vec<String>)> = (0..grid.columns().min(MOST_COLUMNS))
            .map(|column| {
                let path = grid.header_path(column);
                (headers::meaning_of_path(&path), path)
            })
            .collect();
        let card = cards::pairs(&grid);
        let subject = if card.is_empty() {
            let subject = subject_of(&grid, &mut columns);
            columns::settle(&grid, &mut columns, subject)
        } else {
            columns.clear();
            None
        };
        let about = format!("{} {heading}", table.caption);
        if subject.is_some_and(|(_, kind)| kind == EntityType::Work) && headers::speaks_of_budget(&about) {
            // 예산 | 2024 | 2025: columns that are headed by their year alone hold what the table is about.
            for (meaning, path) in &mut columns {
                if meaning.is_none() && path.last().is_some_and(|leaf| headers::is_year(leaf)) {
                    *meaning = Some(Meaning::Budget);
                }
            }
        }
        let mut versions = Vec::new();
        if let Some((at, EntityType::Work | EntityType::Organization)) = subject {
            versions = columns::amounts(&grid, &mut columns, at, &format!("{about} {}", document.title));
        }
        described.push(Described {
            block: index,
            subject,
            columns,
            versions,
            card,
            lists_subsidiaries: lists_subsidiaries(&about),
        });
    }
    described
}

pub(super) fn lists_subsidiaries(about: &str) -> bool {
    let lower = about.to_lowercase();
    [
        "所屬機構",
        "所屬機關",
        "所屬單位",
        "附設單位",
        "附屬單位",
        "所轄單位",
        "所轄機構",
        "所轄試驗單位",
        "轄下單位",
        "轄下機構",
        "부설 연구소",
        "부설기관",
        "관할 기관",
        "아래 기관",
        "딸린 기관",
        "딸린 연구기관",
        "직속 기관",
        "산하",
        "소속 연구기관",
        "units under",
        "bodies financed",
        "under the commission",
        "under the board",
        "establishments",
        "2. bodies",
        "## bodies",
        "bodies under",
        "bodies below",
        "subordinate units",
        "establishments answering",
        "establishments under",
        "daughter houses",
        "in its charge",
        "our institutes",
        "附屬機構",
        "附屬機關",
        "下屬機關",
        "소속기관",
        "소속 기관",
        "산하기관",
        "산하 기관",
        "subsidiary bod",
        "subsidiary organ",
        "subordinate",
        "affiliated agencies",
        "attached agencies",
    ]
    .iter()
    .any(|w| lower.contains(w))
}

/// Finds the subject's column, and says what columns mean that depend on it.
fn subject_of(grid: &Grid, columns: &mut [(Option<Meaning>, Vec<String>)]) -> Option<(u32, EntityType)> {
    let order = [
        EntityType::Work,
        EntityType::Person,
        EntityType::Law,
        EntityType::Product,
        EntityType::Organization,
    ];
    let named = order.into_iter().find_map(|kind| {
        let at = columns
            .iter()
            .position(|(m, _)| *m == Some(Meaning::Name(kind)))?;
        Some((u32::try_from(at).ok()?, kind))
    });
    let product = columns
        .iter()
        .position(|(m, _)| *m == Some(Meaning::Name(EntityType::Product)));
    if let (Some((at, EntityType::Work)), Some(product)) = (named, product) {
        // A list of products with the project that each came out of.
        if let Some((meaning, _)) = columns.get_mut(at as usize)
            && product < at as usize
        {
            *meaning = Some(Meaning::Says(
                &[(EntityType::Product, "outcomeOf")],
                EntityType::Work,
            ));
            return Some((u32::try_from(product).ok()?, EntityType::Product));
        }
    }
    if let Some((at, EntityType::Organization)) = named
        && let Some(person) = columns.iter().position(|(m, path)| {
            *m == Some(Meaning::SomeName)
                && path.last().is_some()
                && kind_of_cells(grid, position(columns, path)) == Some(EntityType::Person)
        })
    {
        // A list of staff whose bodies are named as bodies are.
        if let Some((meaning, _)) = columns.get_mut(at as usize) {
            *meaning = Some(Meaning::Body);
        }
        return Some((u32::try_from(person).ok()?, EntityType::Person));
    }
    if named.is_some() {
        return named;
    }
    let some_name: Vec<u32> = (0_u32..)
        .zip(columns.iter())
        .filter(|(_, (m, _))| *m == Some(Meaning::SomeName))
        .map(|(c, _)| c)
        .collect();
    for column in some_name {
        if let Some(kind) = kind_of_cells(grid, column) {
            settle_titles(columns, column, kind);
            return Some((column, kind));
        }
    }
    // "Programme" or "Body" alone names the rows itself.
    let alone = columns.iter().position(|(m, _)| {
        matches!(
            m,
            Some(Meaning::Body | Meaning::Says([(EntityType::Work, "partOf")], _))
        )
    })?;
    let kind = if columns.get(alone)?.0 == Some(Meaning::Body) {
        EntityType::Organization
    } else {
        EntityType::Work
    };
    Some((u32::try_from(alone).ok()?, kind))
}

fn position(columns: &[(Option<Meaning>, Vec<String>)], path: &[String]) -> u32 {
    columns
        .iter()
        .position(|(_, p)| p == path)
        .and_then(|at| u32::try_from(at).ok())
        .unwrap_or(u32::MAX)
}

/// "Title" beside a column of people is what they are called.
fn settle_titles(columns: &mut [(Option<Meaning>, Vec<String>)], subject: u32, kind: EntityType) {
    if kind != EntityType::Person {
        return;
    }
    for (at, (meaning, _)) in (0_u32..).zip(columns.iter_mut()) {
        if at != subject && *meaning == Some(Meaning::SomeName) {
            *meaning = Some(Meaning::Says(
                &[(EntityType::Person, "hasTitle")],
                EntityType::Title,
            ));
        }
    }
}

/// What most of a column's cells name.
fn kind_of_cells(grid: &Grid, column: u32) -> Option<EntityType> {
    let mut counts: HashMap<EntityType, u32> = HashMap::new();
    let mut all = 0;
    for row in (grid.header_rows()..grid.rows()).take(60) {
        let text = grid.at(row, column).map(|c| squeeze(&c.text)).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        all += 1;
        let kind =
            rules::classify(&text).or_else(|| names::is_person_name(&text).then_some(EntityType::Person));
        if let Some(kind) = kind {
            *counts.entry(kind).or_insert(0) += 1;
        }
    }
    let (kind, count) = counts
        .into_iter()
        .max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind)))?;
    (count * 2 > all).then_some(kind)
}

/// Whether a row sums up others.
pub(crate) fn is_total_row(grid: &Grid, row: u32, subject: u32) -> bool {
    grid.at(row, subject)
        .is_some_and(|c| headers::is_total_label(&c.text))
        || headers::is_total(&row_label(grid, row, subject + 1))
}

/// Names the cells that the headers say are names, dates and amounts.
pub(crate) fn name_cells(
    units: &[Unit],
    tables: &[Described],
    found: &mut [Vec<Found>],
    document: &Document,
) {
    for described in tables {
        let Some(table) = described.table(document) else {
            continue;
        };
        let grid = Grid::new(table);
        let cells: HashMap<(u32, u32), &Cell> = table.cells.iter().map(|c| ((c.row, c.column), c)).collect();
        let first = units.partition_point(|u| u.block < described.block);
        for (unit, mentions) in units
            .iter()
            .zip(found.iter_mut())
            .skip(first)
            .take_while(|(u, _)| u.block == described.block)
        {
            let Some(place) = unit.cell else { continue };
            if described.card.iter().any(|p| p.at == place) {
                mentions.clear();
            }
            let in_card = !described.card.is_empty();
            let Some(cell) = cells
                .get(&place)
                .filter(|c| in_card || c.row >= grid.header_rows())
            else {
                continue;
            };
            if let Some(pair) = described.card.iter().find(|p| p.value == place) {
                cards::name_value(table, cell, pair, &unit.text, mentions);
            }
            let column = usize::try_from(cell.column).unwrap_or(usize::MAX);
            if let Some((Some(Meaning::Period), path)) = described.columns.get(column) {
                periods::name(&path.concat(), &unit.text, mentions);
            }
            let new = name_cell(&grid, table, described, cell, &unit.text);
            let column_of_people = matches!(
                described.columns.get(column),
                Some((Some(Meaning::Says(_, EntityType::Person)), _))
            );
            if new.is_none() && column_of_people && columns::names_a_person(&unit.text) {
                let start = unit.text.len() - unit.text.trim_start().len();
                super::labels::push_person(&unit.text, start..start + unit.text.trim().len(), mentions);
                mentions.sort_by_key(|m| m.range.start);
            }
            if let Some(new) = new {
                let trimmed = new.range.clone();
                mentions.retain(|m| m.range.end <= trimmed.start || m.range.start >= trimmed.end);
                mentions.push(new);
                mentions.sort_by_key(|m| m.range.start);
            }
        }
    }
}

fn name_cell(grid: &Grid, table: &Table, described: &Described, cell: &Cell, text: &str) -> Option<Found> {
    let written = text.trim();
    let start = text.len() - text.trim_start().len();
    let range = start..start + written.len();
    let count = written.chars().count();
    if grid.is_title_row(cell.row) {
        let marks = |c: char| "[]【】〈〉<>■□○●▶◎※*· ".contains(c);
        let name = written.trim_matches(marks);
        let at = start + written.find(name).unwrap_or(0);
        let work = rules::classify(name) == Some(EntityType::Work);
        return work.then(|| Found::new(EntityType::Work, at..at + name.len(), 0.95));
    }
    let column = usize::try_from(cell.column).ok()?;
    let (meaning, path) = described.columns.get(column)?;
    let Some((subject_column, subject_kind)) = described.subject else {
        let place = matches!(meaning, Some(Meaning::Says(_, EntityType::Place))) && (2..=30).contains(&count);
        let numbered = written.chars().any(|c| c.is_ascii_digit());
        return (place && !numbered).then(|| Found::new(EntityType::Place, range, 0.9));
    };
    if is_total_row(grid, cell.row, subject_column) || NOTHING.contains(&written) {
        return None;
    }
    let kind = if cell.column == subject_column {
        subject_kind
    } else {
        match (*meaning)? {
            Meaning::Says(_, kind) => kind,
            Meaning::Body => EntityType::Organization,
            Meaning::Budget | Meaning::Spent if !headers::is_difference(&path.concat()) => EntityType::Money,
            _ => return None,
        }
    };
    let lines = written.lines().count();
    match kind {
        EntityType::Date => {
            let value = date_in(cell).or_else(|| republic_year(path, written))?;
            Some(Found::with_value(kind, range, 0.97, value))
        }
        EntityType::Money => Some(Found::with_value(
            kind,
            range,
            0.95,
            amount_in(cell, table, path)?,
        )),
        EntityType::Person => {
            let named = cell.column == subject_column && *meaning == Some(Meaning::Name(kind));
            if names::is_person_name(written) || named && may_be_called(written) {
                return Some(Found::new(kind, range, 0.95));
            }
            // 소장 김도윤, 場長林書銘: the title stands before the name.
            let name = crate::rules::titles::at_start(written)
                .and_then(|end| written.get(end..))
                .map(str::trim)
                .filter(|name| names::is_person_name(name))?;
            let at = start + written.len() - name.len();
            Some(Found::new(kind, at..at + name.len(), 0.95))
        }
        EntityType::Title => (count <= 40 && lines == 1).then(|| Found::new(kind, range, 0.95)),
        _ => {
            // The short form behind a body's name and the name in another language on a line of its own are other names.
            let first = written.lines().next().unwrap_or(written).trim_end();
            let bracketed = written
                .lines()
                .nth(1)
                .is_some_and(|l| l.trim_start().starts_with(['(', '（']));
            let name = match kind {
                EntityType::Work | EntityType::Product if bracketed => first,
                EntityType::Organization | EntityType::Law => {
                    plain_name(if bracketed { first } else { written })
                }
                _ => written,
            };
            ((2..=120).contains(&count)
                && lines <= 2
                && !is_code(written)
                && written.chars().any(char::is_alphabetic))
            .then(|| Found::new(kind, start..start + name.len(), 0.93))
        }
    }
}

/// The date that a cell is.
pub(super) fn date_in(cell: &Cell) -> Option<TypedValue> {
    let iso = match cell.value.as_ref().map(|v| &v.scalar) {
        Some(Scalar::Date(iso)) => iso.clone(),
        Some(Scalar::Datetime(iso)) => iso.chars().take(10).collect(),
        _ => rules::parse_date(cell.text.trim())?,
    };
    Some(TypedValue {
        scalar: Scalar::Date(iso),
        unit: None,
    })
}

/// The year of the Republic that a cell is under headers that say so: 設立（民國年） | 68.
fn republic_year(path: &[String], written: &str) -> Option<TypedValue> {
    let digits = written.trim_end_matches(['年', ' ']);
    let year: u32 = digits.parse().ok().filter(|n| (1..200).contains(n))?;
    let said = path.iter().any(|header| header.contains("民國"));
    said.then(|| TypedValue {
        scalar: Scalar::Date((year + 1911).to_string()),
        unit: None,
    })
}

/// The amount that a cell under these headers, or beside this label, is.
pub(super) fn amount_in(cell: &Cell, table: &Table, headers: &[String]) -> Option<TypedValue> {
    let mut value = typed_value(cell, &table.unit, &headers.join(" "))?;
    if !matches!(value.scalar, Scalar::Number(_)) {
        return None;
    }
    value.unit = value
        .unit
        .or_else(|| rules::currency_of(&headers.concat()).map(str::to_owned));
    Some(value)
}

/// What a cell says where there is nothing to name.
pub(super) const NOTHING: &[&str] = &[
    "-",
    "–",
    "無",
    "缺",
    "從缺",
    "懸缺",
    "未定",
    "無黨籍",
    "未經政黨推薦",
    "無政黨推薦",
    "없음",
    "공석",
    "미정",
    "무소속",
    "N/A",
    "None",
    "none",
    "Vacant",
    "vacant",
    "TBD",
    "Independent",
];

/// Whether a cell of a column of people's names may hold one whose shape is unusual: 黄師鵬, 谷辣斯‧尤達卡KolasYotaka.
fn may_be_called(written: &str) -> bool {
    let count = written.chars().count();
    let letter =
        |c: char| c.is_alphabetic() || matches!(c, '·' | '‧' | '・' | '．' | ' ' | '-' | '.' | '’' | '\'');
    let most = if written.contains(script::is_word_letter) {
        40
    } else {
        12
    };
    (2..=most).contains(&count) && written.chars().all(letter) && headers::meaning(written).is_none()
}

/// Short forms that a table gives beside names.
pub(crate) fn short_forms(document: &Document, tables: &[Described]) -> Vec<(EntityType, String, String)> {
    let mut forms = Vec::new();
    for described in tables {
        let Some(table) = described.table(document) else {
            continue;
        };
        let Some((subject, kind)) = described.subject else {
            continue;
        };
        let grid = Grid::new(table);
        for (column, (meaning, _)) in (0_u32..).zip(&described.columns) {
            if *meaning != Some(Meaning::ShortForm) {
                continue;
            }
            for row in grid.header_rows()..grid.rows() {
                let text = |column| grid.at(row, column).map(|c| squeeze(&c.text)).unwrap_or_default();
                let (name, short) = (text(subject), text(column));
                if !name.is_empty() && short.chars().count() >= 2 && short.chars().any(char::is_alphabetic) {
                    forms.push((kind, name, short));
                }
            }
        }
    }
    forms
}

/// The entity of each row's subject: by block, then by row.
pub(crate) fn row_subjects(
    document: &Document,
    tables: &[Described],
    analysis: &Analysis,
    placed: &[Vec<Placed>],
    entities: &Entities,
) -> HashMap<usize, HashMap<u32, String>> {
    let mut all = HashMap::new();
    for described in tables {
        let Some(table) = described.table(document) else {
            continue;
        };
        let index = CellIndex::new(analysis, placed, described.block);
        let grid = Grid::new(table);
        let mut rows = HashMap::new();
        for row in grid.header_rows()..grid.rows() {
            let entity = match described.subject {
                Some((column, kind)) => grid.at(row, column).and_then(|c| index.entity(c, Some(kind))),
                None => grid
                    .row(row)
                    .filter(|c| c.row == row)
                    .find_map(|c| index.entity(c, None)),
            };
            if let Some(entity) = entity.and_then(|at| entities.get(at)) {
                rows.insert(row, entity.id.clone());
            }
        }
        all.insert(described.block, rows);
    }
    all
}

/// The mentions of one table, by cell.
pub(crate) struct CellIndex<'a> {
    /// Unit index and mentions of each cell.
    cells: HashMap<(u32, u32), (usize, &'a [Placed])>,
}

impl<'a> CellIndex<'a> {
    pub(crate) fn new(analysis: &Analysis, placed: &'a [Vec<Placed>], block: usize) -> Self {
        let first = analysis.units.partition_point(|u| u.block < block);
        let cells = analysis
            .units
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, u)| u.block == block)
            .filter_map(|(at, unit)| Some((unit.cell?, (at, placed.get(at)?.as_slice()))))
            .collect();
        Self { cells }
    }

    /// The unit of a cell.
    pub(crate) fn unit(&self, cell: &Cell) -> Option<usize> {
        self.cells.get(&(cell.row, cell.column)).map(|(unit, _)| *unit)
    }

    /// The entity of one kind in a cell, values included.
    pub(crate) fn entity_of_kind(&self, cell: &Cell, kind: EntityType) -> Option<usize> {
        self.mentions(cell)
            .iter()
            .find(|p| p.kind == kind)
            .map(|p| p.entity)
    }

    /// The mentions in a cell.
    pub(crate) fn mentions(&self, cell: &Cell) -> &'a [Placed] {
        self.cells
            .get(&(cell.row, cell.column))
            .map_or(&[], |(_, mentions)| *mentions)
    }

    /// The entity that a cell names: of the kind asked for, or of any kind that has a name.
    pub(crate) fn entity(&self, cell: &Cell, kind: Option<EntityType>) -> Option<usize> {
        self.mentions(cell)
            .iter()
            .find(|p| kind.map_or(p.kind.is_named(), |k| p.kind == k))
            .map(|p| p.entity)
    }
}
