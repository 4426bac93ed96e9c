//! Which rows and columns of a table are headers.
//!
//! A header row is a row of labels above typed cells. It may be several rows deep: merged cells that reach down, merged
//! cells that group the columns below them, or a first row that leaves gaps for the second to fill. Header columns are
//! the keys on the left: a running number or code, and the first column of names.

use std::collections::HashSet;

use super::unit::{Locale, Unit};
use super::{Cell, Scalar, Table, date, quantity::Quantity};

/// Rows that are looked at, from the top.
const ROWS: u32 = 300;
/// Columns that are looked at, from the left.
const COLUMNS: u32 = 256;
/// More rows than this are no header.
const DEEPEST: u32 = 8;

/// What a place of the grid holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Empty,
    /// Text that is no figure.
    Label,
    /// A year or date: a label in a header, a figure in a body.
    Time,
    /// A number, share or truth value.
    Figure,
}

struct Grid<'a> {
    rows: u32,
    columns: u32,
    cells: &'a [Cell],
    at: Vec<Option<u32>>,
    kinds: Vec<Kind>,
}

impl<'a> Grid<'a> {
    fn new(table: &'a Table, locale: Locale) -> Self {
        let rows = table.rows.min(ROWS);
        let columns = table.columns.min(COLUMNS);
        let mut at = vec![None; rows as usize * columns as usize];
        let mut kinds = Vec::new();
        for cell in &table.cells {
            if cell.row >= rows || cell.column >= columns {
                kinds.push(Kind::Empty);
                continue;
            }
            kinds.push(kind(cell, locale));
            let index = u32::try_from(kinds.len() - 1).ok();
            for row in cell.row..cell.row.saturating_add(cell.row_span).min(rows) {
                for column in cell.column..cell.column.saturating_add(cell.column_span).min(columns) {
                    if let Some(place) = at.get_mut((row * columns + column) as usize) {
                        *place = index;
                    }
                }
            }
        }
        Self {
            rows,
            columns,
            cells: &table.cells,
            at,
            kinds,
        }
    }

    fn index(&self, row: u32, column: u32) -> Option<usize> {
        if row >= self.rows || column >= self.columns {
            return None;
        }
        self.at
            .get((row * self.columns + column) as usize)
            .copied()
            .flatten()
            .map(|i| i as usize)
    }

    fn cell(&self, row: u32, column: u32) -> Option<&'a Cell> {
        self.index(row, column).and_then(|i| self.cells.get(i))
    }

    fn kind(&self, row: u32, column: u32) -> Kind {
        self.index(row, column)
            .and_then(|i| self.kinds.get(i))
            .copied()
            .unwrap_or(Kind::Empty)
    }

    /// The cells that touch a row, each once.
    fn row(&self, row: u32) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.columns).filter_map(|c| self.index(row, c)).collect();
        found.dedup();
        found
    }

    /// The cells that touch a row and hold something.
    fn filled(&self, row: u32) -> Vec<usize> {
        self.row(row)
            .into_iter()
            .filter(|i| self.kinds.get(*i).is_some_and(|k| *k != Kind::Empty))
            .collect()
    }

    /// Whether a row is one text over the whole width: a title, a unit, the heading of a group.
    fn is_banner(&self, row: u32) -> bool {
        let filled = self.filled(row);
        let [only] = filled.as_slice() else {
            return false;
        };
        self.kinds.get(*only) == Some(&Kind::Label)
            && self.cells.get(*only).is_some_and(|c| {
                c.column_span >= self.columns || self.row(row).len() > 1 || c.column_span > 1
            })
    }

    /// Figures, times, labels of a column from `from` down.
    fn column(&self, column: u32, from: u32) -> Column {
        let mut found = Column::default();
        for row in from..self.rows {
            let Some(cell) = self.cell(row, column) else {
                continue;
            };
            // Banners stand in one column but belong to none; a merged cell counts once.
            if cell.row != row || (cell.column_span > 1 && cell.column_span * 2 > self.columns) {
                continue;
            }
            match self.kind(row, column) {
                Kind::Empty => {}
                Kind::Label => found.labels += 1,
                Kind::Time => found.times += 1,
                Kind::Figure => found.figures += 1,
            }
        }
        found
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Column {
    labels: usize,
    times: usize,
    figures: usize,
}

impl Column {
    fn filled(self) -> usize {
        self.labels + self.times + self.figures
    }

    fn typed(self, share: f64) -> bool {
        let typed = self.figures + self.times;
        typed > 0 && typed as f64 >= share * self.filled() as f64
    }
}

/// The numbers of header rows and header columns.
#[must_use]
pub fn detect(table: &Table, locale: Locale) -> (u32, u32) {
    if table.rows == 0 || table.columns == 0 || table.cells.is_empty() {
        return (0, 0);
    }
    let grid = Grid::new(table, locale);
    let rows = header_rows(&grid, locale);
    (rows, header_columns(&grid, rows))
}

/// The number of header columns of a table whose header rows are known.
#[must_use]
pub fn columns_below(table: &Table, header_rows: u32, locale: Locale) -> u32 {
    if table.cells.is_empty() {
        return 0;
    }
    header_columns(&Grid::new(table, locale), header_rows)
}

fn header_rows(grid: &Grid<'_>, locale: Locale) -> u32 {
    if grid.rows < 2 {
        return 0;
    }
    let mut top = 0;
    while top < 3 && top + 2 < grid.rows && grid.columns > 1 && grid.is_banner(top) {
        top += 1;
    }
    let labels = label_rows(grid, top);
    if labels == 0 {
        return 0;
    }
    let body = top + labels;
    if body >= grid.rows {
        return all_text(grid, top);
    }
    if grid.columns == 1 {
        return u32::from(grid.column(0, 1).typed(0.8) && grid.kind(0, 0) == Kind::Label);
    }
    // A table of two columns is as often a list of names and values; it has a header when the values are of one type.
    if grid.columns == 2 && !(grid.column(1, top + 1).typed(0.8) && grid.kind(top, 1) != Kind::Empty) {
        let second = grid.column(0, top + 1).typed(0.8) && grid.kind(top, 0) == Kind::Label;
        return if second { top + 1 } else { 0 };
    }
    let mut deep = depth(grid, top, body);
    // A row of units under the names belongs to them: `percent` over all columns, or `千元` under each.
    if top + deep < body && is_unit_row(grid, top + deep, locale) {
        deep += 1;
    }
    let evidence = (0..grid.columns).any(|c| grid.column(c, top + deep).typed(0.5));
    if evidence || repeats(grid, top) {
        top + deep
    } else {
        all_text(grid, top)
    }
}

/// How many rows from `top` hold no figure.
fn label_rows(grid: &Grid<'_>, top: u32) -> u32 {
    let mut found = 0;
    for row in top..grid.rows.min(top + 40) {
        let filled = grid.filled(row);
        if filled.is_empty() && row > top {
            break;
        }
        let times = filled
            .iter()
            .filter(|i| grid.kinds.get(**i) == Some(&Kind::Time))
            .count();
        let figures = filled
            .iter()
            .filter(|i| grid.kinds.get(**i) == Some(&Kind::Figure))
            .count();
        // Years stand in a header in a row of their own kind, over figures; a lone year beside labels is a value.
        let years_as_labels = times == 0
            || (0..grid.columns)
                .filter(|c| grid.kind(row, *c) == Kind::Time)
                .all(|c| {
                    let below = grid.column(c, row + 1);
                    below.figures > 0 && below.figures >= below.labels
                });
        if figures > 0 || !years_as_labels {
            break;
        }
        found += 1;
    }
    found
}

/// How many of the label rows from `top` belong to the header.
fn depth(grid: &Grid<'_>, top: u32, body: u32) -> u32 {
    let most = (body - top).min(DEEPEST);
    let mut deep = 1;
    while deep < most {
        let last = top + deep - 1;
        let reaches_down = (top..=last).any(|row| {
            grid.row(row)
                .iter()
                .filter_map(|i| grid.cells.get(*i))
                .any(|c| c.row + c.row_span > top + deep && c.column_span < grid.columns)
        });
        let groups = grid.row(last).iter().filter_map(|i| grid.cells.get(*i)).any(|c| {
            c.row == last && c.column_span > 1 && c.column_span < grid.columns && !c.text.trim().is_empty()
        });
        let next = grid.filled(top + deep);
        let next_is_labels = next.len() > 1 && !grid.is_banner(top + deep);
        if reaches_down || (groups && next_is_labels) || (fills_gaps(grid, top, deep) && next_is_labels) {
            deep += 1;
        } else {
            break;
        }
    }
    deep
}

/// Whether every cell of a row is a unit.
fn is_unit_row(grid: &Grid<'_>, row: u32, locale: Locale) -> bool {
    let filled = grid.filled(row);
    let mut texts = filled
        .iter()
        .filter_map(|i| grid.cells.get(*i))
        .map(|c| c.text.trim());
    !filled.is_empty() && texts.all(|t| Unit::parse(t, locale).is_some())
}

/// Whether the row below the first `deep` names columns that have no name so far, and no other.
fn fills_gaps(grid: &Grid<'_>, top: u32, deep: u32) -> bool {
    let named = |column: u32| (top..top + deep).any(|row| grid.kind(row, column) != Kind::Empty);
    let (mut filled, mut unnamed) = (0, 0);
    for column in 0..grid.columns {
        if grid.kind(top + deep, column) != Kind::Empty {
            filled += 1;
            unnamed += u32::from(!named(column));
        }
    }
    let used = (0..grid.columns)
        .filter(|c| grid.column(*c, top + deep + 1).filled() > 0)
        .count() as u32;
    let missing = (0..grid.columns)
        .filter(|c| !named(*c) && grid.column(*c, top + deep + 1).filled() > 0)
        .count() as u32;
    filled >= 2 && unnamed * 2 >= filled && missing * 3 >= used
}

/// Whether the first row comes again further down, as where tables were joined across pages.
fn repeats(grid: &Grid<'_>, top: u32) -> bool {
    let words = |row: u32| -> Vec<&str> {
        grid.filled(row)
            .iter()
            .filter_map(|i| grid.cells.get(*i))
            .map(|c| c.text.trim())
            .collect()
    };
    let first = words(top);
    first.len() > 1 && (top + 1..grid.rows).any(|row| words(row) == first)
}

/// The header of a table without any typed column: a full row of short, distinct names, with what its merged cells span.
fn all_text(grid: &Grid<'_>, top: u32) -> u32 {
    if grid.columns < 3 || grid.rows < top + 2 {
        return 0;
    }
    let first: Vec<&Cell> = grid.row(top).iter().filter_map(|i| grid.cells.get(*i)).collect();
    let mut seen = HashSet::new();
    let names = first.iter().all(|c| {
        let text = c.text.trim();
        let sentence = text.ends_with(['.', '。', ':', '：', '?', '!']) && !text.ends_with("No.");
        !text.is_empty() && text.chars().count() <= 40 && !sentence && seen.insert(text)
    });
    let complete = (0..grid.columns).all(|c| grid.index(top, c).is_some());
    if !(names && complete) {
        return 0;
    }
    top + depth(grid, top, grid.rows - 1)
}

fn header_columns(grid: &Grid<'_>, from: u32) -> u32 {
    if grid.columns < 2 || from >= grid.rows {
        return 0;
    }
    let most = grid.columns - 1;
    let first = grid.column(0, from);
    if first.filled() == 0 {
        // An empty first column beside names: the names are the key.
        let second = grid.column(1, from);
        return if second.labels * 2 > second.filled() {
            most.min(2)
        } else {
            0
        };
    }
    let textual = |c: u32| {
        let column = grid.column(c, from);
        column.labels > 0 && column.labels * 5 >= column.filled() * 3
    };
    let mut count = if is_key(grid, from) {
        1 + u32::from(grid.columns > 2 && textual(1))
    } else {
        let dated = first.times * 5 >= first.filled() * 4
            && (1..grid.columns).any(|c| grid.column(c, from).figures > 0);
        u32::from(textual(0) || dated)
    };
    // A first column of merged groups is completed by the names beside it.
    while count > 0 && count < most && count < 4 && groups(grid, count - 1, from) && textual(count) {
        count += 1;
    }
    count.min(most)
}

/// Whether a column holds cells that are merged over several body rows.
fn groups(grid: &Grid<'_>, column: u32, from: u32) -> bool {
    (from..grid.rows).filter_map(|r| grid.cell(r, column)).any(|c| {
        c.row >= from
            && c.row_span > 1
            && c.column == column
            && c.column_span == 1
            && !c.text.trim().is_empty()
    })
}

/// Whether the first column numbers or codes the rows.
fn is_key(grid: &Grid<'_>, from: u32) -> bool {
    const NAMES: [&str; 19] = [
        "no",
        "no.",
        "#",
        "id",
        "code",
        "項次",
        "序號",
        "編號",
        "代碼",
        "代號",
        "項目編號",
        "번호",
        "순번",
        "연번",
        "코드",
        "nr",
        "nr.",
        "seq",
        "rank",
    ];
    let header = (0..from)
        .rev()
        .filter_map(|r| grid.cell(r, 0))
        .map(|c| super::unit::fold(c.text.trim()))
        .find(|t| !t.is_empty());
    if header.is_some_and(|h| {
        NAMES.contains(&h.as_str()) || h.ends_with("編號") || h.ends_with("번호") || h.ends_with(" code")
    }) {
        return true;
    }
    let mut texts = Vec::new();
    for row in from..grid.rows {
        if let Some(cell) = grid
            .cell(row, 0)
            .filter(|c| c.row == row && c.column_span == 1 && !c.text.trim().is_empty())
        {
            texts.push(cell.text.trim());
        }
    }
    if texts.len() < 2 {
        return false;
    }
    let running = texts.iter().enumerate().all(|(i, t)| {
        t.trim_end_matches('.')
            .parse::<usize>()
            .is_ok_and(|n| n == i + 1 || n == i)
    });
    let coded = texts.iter().filter(|t| {
        t.len() <= 20
            && t.is_ascii()
            && t.bytes().any(|b| b.is_ascii_digit())
            && t.bytes().any(|b| b.is_ascii_alphabetic())
            && !t.contains(' ')
    });
    running || coded.count() * 10 >= texts.len() * 7
}

fn kind(cell: &Cell, locale: Locale) -> Kind {
    let text = cell.text.trim();
    if text.is_empty() && cell.table.is_none() {
        return Kind::Empty;
    }
    match cell.value.as_ref().map(|v| &v.scalar) {
        Some(Scalar::Number(n)) => {
            return if is_year(*n) && text.len() <= 5 {
                Kind::Time
            } else {
                Kind::Figure
            };
        }
        Some(Scalar::Percent(_) | Scalar::Boolean(_)) => return Kind::Figure,
        Some(Scalar::Date(_) | Scalar::Datetime(_)) => return Kind::Time,
        Some(Scalar::Text(_)) => return Kind::Label,
        None => {}
    }
    if text.chars().count() > 60 {
        return Kind::Label;
    }
    if date::parse(text).is_some() {
        return Kind::Time;
    }
    match Quantity::parse(text, locale) {
        Some(q) if is_year(q.value) && text.len() == 4 => Kind::Time,
        Some(_) => Kind::Figure,
        // Dashes and dots stand for figures that are nought or not known.
        None if matches!(text, "-" | "–" | "—" | "…" | "..." | "..") => Kind::Empty,
        None => Kind::Label,
    }
}

fn is_year(value: f64) -> bool {
    (1900.0..=2100.0).contains(&value) && value.fract() == 0.0
}
