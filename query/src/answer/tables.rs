//! Tables as records: every row with its typed cells, every column with the words of its header path.

use std::collections::{BTreeSet, HashMap};

use quarry_graph::PassageRecord;
use quarry_ingest::{Block, BlockKind, Cell, Document, Locator, Place, Table};

use super::bag::{Bag, years_in};
use super::facts::{Meaning, Standing};
use super::grid::Grid;
use super::headers::{is_blank_mark, is_total, one_line, standing_of, sums_up};
use super::kinds::kind_of;
use super::printed::Printed;
use super::things::Things;
use super::units::{CellUnits, Figure, bracketed, stated_unit, suffix_unit};
use super::values::{dates, ordinal};
use crate::question::rooted_name;
use crate::text::{NameTrie, name_key};

/// Most rows and columns of a table that is read.
const MOST_ROWS: u32 = 20_000;
const MOST_COLUMNS: u32 = 200;
/// Longest text of a cell that can be a value of the question.
const LONGEST_VALUE: usize = 60;

/// What a column's cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Date,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Header texts, the outermost first.
    pub(super) path: Vec<String>,
    /// What they say.
    pub(super) bag: Bag,
    pub(super) kind: Kind,
    /// How its figures are printed, where all have one unit.
    pub(super) unit: Option<Printed>,
    pub(super) standing: Standing,
}

/// A cell of a body row.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// On one line.
    pub(super) text: String,
    pub(super) key: String,
    /// In base units; dates by their order.
    pub(super) number: Option<f64>,
    pub(super) currency: Option<String>,
    pub(super) percent: bool,
    /// How it is printed: number of the table's unit.
    pub(super) unit: Option<usize>,
    pub(super) thing: Option<u32>,
    pub(super) locator: Locator,
    /// Row and column of the cell itself, where a merged one begins.
    pub(super) at: (u32, u32),
}

/// A body row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// By column; none where nothing stands.
    pub(super) cells: Vec<Option<Value>>,
    /// Whether it sums up others.
    pub(super) total: bool,
    /// The title of its group of rows.
    pub(super) group: Option<String>,
    /// What its texts say, its group's title too.
    pub(super) bag: Bag,
    pub(super) passage: Option<u32>,
}

/// A table.
#[derive(Debug, Clone)]
pub(super) struct View {
    pub(super) source: String,
    /// IRI of the document, and the table's block in it.
    pub(super) document: Option<String>,
    pub(super) block: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// What stands over it: titles, caption, sheet, unit.
    pub(super) context: Bag,
    /// The same as text.
    pub(super) over: String,
    /// The column that names the rows.
    pub(super) label: usize,
    /// The units of its figures.
    pub(super) units: Vec<Printed>,
}

/// Every table that may be read.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) views: Vec<View>,
    /// The values of text cells, rooted.
    pub(super) values: NameTrie,
    postings: Vec<Vec<(usize, usize, usize)>>,
    by_thing: HashMap<u32, Vec<(usize, usize, usize)>>,
}

/// Stands for the title of a group in place of a column.
pub(super) const GROUP: usize = usize::MAX;

impl Tables {
    /// Reads the tables of `documents`; `passages` hold their rows, `meaning` tells what columns mean to the organisation.
    pub(super) fn of<'a>(
        documents: &[Document],
        meaning: &Meaning<'_>,
        passages: impl Iterator<Item = &'a PassageRecord>,
        things: &Things,
    ) -> Self {
        let mut by_block: HashMap<(&str, &str), Vec<&PassageRecord>> = HashMap::new();
        let mut by_source: HashMap<&str, Vec<&PassageRecord>> = HashMap::new();
        for passage in passages.filter(|p| p.rows.is_some()) {
            by_source
                .entry(passage.source.as_str())
                .or_default()
                .push(passage);
            for block in &passage.blocks {
                by_block
                    .entry((passage.source.as_str(), block.as_str()))
                    .or_default()
                    .push(passage);
            }
        }
        let mut tables = Self::default();
        for document in documents {
            let mut headings: Vec<String> = Vec::new();
            for block in &document.blocks {
                if block.kind == BlockKind::Heading {
                    headings = vec![one_line(&block.text)];
                }
                let Some(table) = block.table.as_ref() else {
                    continue;
                };
                let at = by_block
                    .get(&(document.source.as_str(), block.id.as_str()))
                    .or_else(|| by_source.get(document.source.as_str()));
                let find = |row: u32| {
                    let holds = |p: &&&PassageRecord| p.rows.is_some_and(|(a, b)| (a..b).contains(&row));
                    at.and_then(|all| all.iter().find(holds).or_else(|| all.first()))
                        .map(|p| p.id.0)
                };
                let iri = at.and_then(|all| all.first()).map(|p| p.document.clone());
                if let Some(view) = view(document, block, table, &headings, things, &find) {
                    let mut view = View {
                        document: iri,
                        ..view
                    };
                    view.take_meaning(meaning);
                    tables.push(view);
                }
            }
        }
        tables
    }

    fn push(&mut self, view: View) {
        let number = self.views.len();
        for (r, row) in view.rows.iter().enumerate().filter(|(_, r)| !r.total) {
            for (c, column) in view.columns.iter().enumerate() {
                let Some(value) = row.cells.get(c).and_then(Option::as_ref) else {
                    continue;
                };
                let named = column.kind == Kind::Text || c == view.label;
                if named && value.text.chars().count() <= LONGEST_VALUE && value.key.chars().count() >= 2 {
                    self.post(&value.text, (number, r, c));
                    if let Some(thing) = value.thing {
                        self.by_thing.entry(thing).or_default().push((number, r, c));
                    }
                }
            }
            if let Some(group) = &row.group {
                self.post(bare_title(group), (number, r, GROUP));
                self.post(group, (number, r, GROUP));
            }
        }
        self.views.push(view);
    }

    fn post(&mut self, text: &str, place: (usize, usize, usize)) {
        let next = u32::try_from(self.postings.len()).unwrap_or(u32::MAX);
        let Some(id) = self.values.insert(&rooted_name(text), next) else {
            return;
        };
        if id == next {
            self.postings.push(Vec::new());
        }
        if let Some(list) = usize::try_from(id).ok().and_then(|i| self.postings.get_mut(i))
            && !list.contains(&place)
        {
            list.push(place);
        }
    }

    /// Where a value stands: table, row and column.
    pub(super) fn places(&self, value: Option<u32>, thing: Option<u32>) -> Vec<(usize, usize, usize)> {
        let mut out: Vec<(usize, usize, usize)> = value
            .and_then(|v| usize::try_from(v).ok())
            .and_then(|v| self.postings.get(v))
            .cloned()
            .unwrap_or_default();
        if let Some(places) = thing.and_then(|t| self.by_thing.get(&t)) {
            for place in places {
                if !out.contains(place) {
                    out.push(*place);
                }
            }
        }
        out
    }
}

impl View {
    /// A column is also asked for by what the organisation calls what it states.
    fn take_meaning(&mut self, meaning: &Meaning<'_>) {
        for column in &mut self.columns {
            for label in meaning(&column.path).iter().flat_map(|m| &m.labels) {
                column.bag.add(label);
            }
        }
    }
}

/// The title of a group without its number: `一、航道類` is `航道類`.
fn bare_title(title: &str) -> &str {
    for mark in ['、', '.', '．', ')', '）'] {
        if let Some((number, rest)) = title.split_once(mark)
            && number.chars().count() <= 4
            && !rest.trim().is_empty()
        {
            return rest.trim();
        }
    }
    title
}

fn view(
    document: &Document,
    block: &Block,
    table: &Table,
    headings: &[String],
    things: &Things,
    passage: &dyn Fn(u32) -> Option<u32>,
) -> Option<View> {
    if table.rows > MOST_ROWS || table.columns > MOST_COLUMNS || table.columns < 2 || table.header_rows == 0 {
        return None;
    }
    let unit = stated_unit(document, block, table);
    let units = CellUnits::of(document, table, &unit);
    let mut printed: Vec<Printed> = Vec::new();
    let grid = Grid::of(table);
    let sheet = match &block.locator.place {
        Place::Sheet { sheet, .. } => sheet.as_str(),
        _ => "",
    };
    let notes: Vec<String> = grid.notes().map(|c| one_line(&c.text)).collect();
    let over = format!(
        "{} {} {} {} {} {} {}",
        document.title,
        notes.join(" "),
        table.caption,
        sheet,
        headings.join(" "),
        unit,
        document.source
    );
    let context_standing = standing_of(&format!(
        "{} {} {}",
        document.title,
        notes.join(" "),
        table.caption
    ));
    let mut columns: Vec<Column> = Vec::new();
    for c in 0..table.columns {
        let path = grid.header_path(c);
        let said = standing_of(&path.join(" "));
        columns.push(Column {
            bag: Bag::of(&path.join(" ")),
            kind: kind_of(&grid, c),
            unit: None,
            standing: if said == Standing::Plain {
                context_standing
            } else {
                said
            },
            path,
        });
    }
    let label = label_column(&grid, &columns);
    let mut rows: Vec<Row> = Vec::new();
    let mut group: Option<String> = grid.opening_group().map(|c| one_line(&c.text));
    for r in grid.first_row()..table.rows {
        if let Some(title) = grid.lone_cell(r) {
            group = Some(one_line(&title.text));
            continue;
        }
        let is_sum = table.total_rows.contains(&r)
            || grid.row(r).take(3).any(|c| is_total(&c.text))
            || grid.row(r).next().is_some_and(|c| sums_up(&c.text));
        let mut bag = Bag::of(group.as_deref().unwrap_or_default());
        let mut cells = Vec::new();
        for (c, column) in columns.iter().enumerate() {
            let value = grid
                .at(r, c)
                .and_then(|cell| read_cell(cell, (r, c), &units, &mut printed, column, things));
            if let Some(value) = value
                .as_ref()
                .filter(|_| column.kind != Kind::Number || c == label)
            {
                bag.add(&value.text);
            }
            cells.push(value);
        }
        if cells.iter().all(Option::is_none) {
            continue;
        }
        rows.push(Row {
            cells,
            total: is_sum,
            group: group.clone(),
            bag,
            passage: passage(r),
        });
        if is_sum && group.is_some() {
            // A subtotal closes its group.
            group = None;
        }
    }
    for (c, column) in columns
        .iter_mut()
        .enumerate()
        .filter(|(_, c)| c.kind == Kind::Number)
    {
        let other = units.unknown.clone().or_else(|| suffix_unit(&column.path));
        let own = column.path.iter().rev().find_map(|p| bracketed(p)).or(other);
        let of_column = own.map(|unit| place_of(&mut printed, Printed::plain(&unit)));
        let mut seen: BTreeSet<Option<usize>> = BTreeSet::new();
        for value in rows.iter_mut().filter_map(|r| r.cells.get_mut(c)?.as_mut()) {
            if value.unit.is_none() && value.currency.is_none() && !value.percent {
                value.unit = of_column;
            }
            seen.insert(value.unit);
        }
        column.unit = match seen.into_iter().collect::<Vec<_>>().as_slice() {
            [Some(only)] => printed.get(*only).cloned(),
            _ => None,
        };
    }
    if rows.is_empty() {
        return None;
    }
    spread_groups(&mut rows, &columns, label);
    Some(View {
        source: document.source.clone(),
        document: None,
        block: block.id.clone(),
        columns,
        rows,
        context: Bag::of(&over),
        over,
        label,
        units: printed,
    })
}

/// Of rows whose first column is filled only where a group of them begins, each has the title of its group.
fn spread_groups(rows: &mut [Row], columns: &[Column], label: usize) {
    let filled = |row: &Row| row.cells.first().is_some_and(Option::is_some);
    let blank = rows.iter().filter(|r| !filled(r)).count();
    let of_text = columns.first().is_some_and(|c| c.kind == Kind::Text);
    let opened = rows.first().is_some_and(&filled) && rows.iter().all(|r| r.group.is_none());
    if !of_text || !opened || label == 0 || blank * 10 < rows.len() * 5 {
        return;
    }
    let mut group: Option<String> = None;
    for row in rows {
        if let Some(value) = row.cells.first().and_then(Option::as_ref) {
            group = Some(value.text.clone());
        }
        row.group.clone_from(&group);
        if let Some(group) = &group {
            row.bag.add(group);
        }
    }
}

fn read_cell(
    cell: &Cell,
    (row, column): (u32, usize),
    units: &CellUnits,
    printed: &mut Vec<Printed>,
    header: &Column,
    things: &Things,
) -> Option<Value> {
    let text = one_line(&cell.text);
    if text.is_empty() || is_blank_mark(&text) {
        return None;
    }
    let mut locator = cell.locator.clone();
    locator.row = Some(row);
    locator
        .column
        .get_or_insert(u32::try_from(column).unwrap_or_default());
    let mut read = Figure::default();
    match header.kind {
        Kind::Date => read.number = dates(&text).first().and_then(|d| ordinal(&d.iso)),
        Kind::Number => read = units.read(cell, row, column),
        Kind::Text => {}
    }
    let unit = read.unit.map(|unit| place_of(printed, unit));
    Some(Value {
        key: name_key(&text),
        thing: if header.kind == Kind::Text {
            things.named(&text)
        } else {
            None
        },
        text,
        number: read.number,
        currency: read.currency,
        percent: read.percent,
        unit,
        locator,
        at: (cell.row, cell.column),
    })
}

/// The number of a unit in the table's list, which it joins.
fn place_of(printed: &mut Vec<Printed>, unit: Printed) -> usize {
    printed.iter().position(|p| *p == unit).unwrap_or_else(|| {
        printed.push(unit);
        printed.len() - 1
    })
}

/// The leftmost column of texts that tell the rows apart.
fn label_column(grid: &Grid<'_>, columns: &[Column]) -> usize {
    let mut best = (0, 0.0_f32);
    for (c, column) in columns.iter().enumerate() {
        if column.kind == Kind::Date {
            continue;
        }
        let mut keys: Vec<String> = grid
            .body()
            .filter(|r| grid.lone_cell(*r).is_none())
            .filter_map(|r| grid.at(r, c))
            .map(|cell| name_key(&cell.text))
            .filter(|k| !k.is_empty())
            .collect();
        let filled = keys.len();
        keys.sort_unstable();
        keys.dedup();
        let distinct = crate::retrieval::share(keys.len(), filled.max(1));
        let text = if column.kind == Kind::Text { 1.0 } else { 0.45 };
        let code = keys.iter().all(|k| k.chars().all(|c| c.is_ascii_digit()));
        // Numbers with letters (`C24-117`) stand for a row where nothing names it.
        let coded =
            |k: &String| k.chars().count() <= 12 && k.is_ascii() && k.contains(|c: char| c.is_ascii_digit());
        let code = if code {
            0.5
        } else if !keys.is_empty() && keys.iter().all(coded) {
            0.9
        } else {
            1.0
        };
        let score = distinct * text * code - 0.02 * crate::retrieval::share(c, 1);
        if score > best.1 + 1e-6 {
            best = (c, score);
        }
    }
    best.0
}

impl Value {
    /// Years that the cell speaks of.
    pub(super) fn years(&self) -> Vec<i32> {
        years_in(&self.text)
    }
}
