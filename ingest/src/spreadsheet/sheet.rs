//! A sheet as every spreadsheet reader gives it: the cells that hold something, sparse and in order.

use std::collections::HashMap;

use super::address;
use super::number_format::NumberFormat;
use crate::table::{Scalar, Value};

/// The most cells that are kept of one workbook.
pub(super) const MOST_CELLS: usize = 2_000_000;

/// One sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// By row, then column; each place once.
    pub(super) cells: Vec<SheetCell>,
    pub(super) merges: Vec<Area>,
    pub(super) hidden_rows: Spans,
    pub(super) hidden_columns: Spans,
    pub(super) lists: Vec<ListObject>,
    pub(super) remarks: Vec<Remark>,
}

/// A range that the workbook itself calls a table.
#[derive(Debug, Clone)]
pub(super) struct ListObject {
    pub(super) name: String,
    pub(super) area: Area,
    pub(super) header_rows: u32,
    pub(super) total_rows: u32,
}

impl ListObject {
    /// Whether a person gave it its name: `Table1`, `表格1` and the like come from the program.
    pub(super) fn is_named(&self) -> bool {
        let bare = self.name.trim_end_matches(|c: char| c.is_ascii_digit());
        let given = ["table", "tabelle", "tableau", "表格", "表", "표", "テーブル", ""];
        bare.len() == self.name.len() || !given.contains(&bare.to_lowercase().as_str())
    }

    /// Its place as formulas write it.
    pub(super) fn place(&self, sheet: &str) -> String {
        let Area {
            top,
            left,
            bottom,
            right,
        } = self.area;
        format!("{sheet}!{}", address::range(top, left, bottom, right))
    }
}

/// A comment on a cell.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    pub(super) place: (u32, u32),
    pub(super) text: String,
}

impl Remark {
    /// None where it says nothing.
    pub(super) fn new(place: (u32, u32), author: Option<String>, text: &str) -> Option<Self> {
        let text = clean(text);
        let author = author.map(|a| a.trim().to_owned()).unwrap_or_default();
        // Older programs write the author into the text too.
        let text = match text.strip_prefix(&author) {
            Some(rest) if !author.is_empty() => rest.trim_start_matches([':', '：']).trim().to_owned(),
            _ => text,
        };
        if text.is_empty() {
            return None;
        }
        let text = if author.is_empty() {
            text
        } else {
            format!("{author}: {text}")
        };
        Some(Self { place, text })
    }
}

impl Sheet {
    /// Brings the cells into order and keeps the last of those that claim the same place.
    pub(super) fn settle(&mut self) {
        if !self.cells.is_sorted_by_key(SheetCell::place) {
            self.cells.sort_by_key(SheetCell::place);
        }
        self.cells.dedup_by(|later, kept| {
            let same = later.place() == kept.place();
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        self.merges.retain(|m| m.top <= m.bottom && m.left <= m.right);
        self.merges.sort_by_key(|m| (m.top, m.left));
        self.hidden_rows.settle();
        self.hidden_columns.settle();
    }

    /// Keeps a cell that holds something or helps to close another one in; false once there is no room for more.
    pub(super) fn keep(&mut self, cell: SheetCell, room: &mut usize) -> bool {
        if cell.holds_something() || cell.sides.may_close() {
            *room = room.saturating_sub(1);
            if *room == 0 {
                return false;
            }
            self.cells.push(cell);
        }
        true
    }

    /// Gives the cells their formulas, which come one by one with their places. A formula whose value was never calculated
    /// still stands in its cell.
    pub(super) fn put_formulas(&mut self, mut next: impl FnMut() -> Option<calamine::Cell<String>>) {
        let mut found: HashMap<(u32, u32), String> = HashMap::new();
        while let Some(cell) = next() {
            if !cell.get_value().is_empty() && found.len() < MOST_CELLS {
                found.insert(cell.get_position(), format!("={}", cell.get_value()));
            }
        }
        if found.is_empty() {
            return;
        }
        for cell in &mut self.cells {
            cell.formula = found.remove(&cell.place());
        }
        self.cells
            .extend(found.into_iter().map(|((row, column), formula)| SheetCell {
                row,
                column,
                formula: Some(formula),
                ..SheetCell::default()
            }));
    }

    /// Whether a cell is closed on all sides, by its own borders or by those of its neighbours; the ends of a band that is
    /// drawn round a whole row are not.
    pub(super) fn is_closed(&self, cell: &SheetCell) -> bool {
        let beside = |row: Option<u32>, column: Option<u32>, side: u8| {
            let place = row.zip(column);
            let found =
                place.and_then(|place| self.cells.binary_search_by_key(&place, SheetCell::place).ok());
            found
                .and_then(|at| self.cells.get(at))
                .is_some_and(|neighbour| neighbour.sides.0 & side != 0)
        };
        let (row, column) = (cell.row, cell.column);
        let drawn = |side: u8| cell.sides.0 & side != 0;
        cell.sides.may_close()
            && (drawn(Sides::LEFT) || beside(Some(row), column.checked_sub(1), Sides::RIGHT))
            && (drawn(Sides::RIGHT) || beside(Some(row), column.checked_add(1), Sides::LEFT))
            && (drawn(Sides::TOP) || beside(row.checked_sub(1), Some(column), Sides::BOTTOM))
            && (drawn(Sides::BOTTOM) || beside(row.checked_add(1), Some(column), Sides::TOP))
    }

    /// Whether a place belongs to a list object.
    pub(super) fn is_listed(&self, row: u32, column: u32) -> bool {
        self.lists.iter().any(|list| list.area.holds(row, column))
    }

    pub(super) fn is_hidden(&self, cell: &SheetCell) -> bool {
        self.hidden || self.hidden_rows.contains(cell.row) || self.hidden_columns.contains(cell.column)
    }
}

/// A cell with its displayed text; without text it is kept where its frame holds a table together.
#[derive(Debug, Default, Clone)]
pub(super) struct SheetCell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) text: String,
    pub(super) value: Option<Value>,
    pub(super) formula: Option<String>,
    /// Has a border.
    pub(super) framed: bool,
    /// The sides on which a border is drawn.
    pub(super) sides: Sides,
    /// Bold or filled.
    pub(super) strong: bool,
}

/// Sides of a cell on which a border is drawn.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sides(u8);

impl Sides {
    const LEFT: u8 = 1;
    const RIGHT: u8 = 2;
    const TOP: u8 = 4;
    const BOTTOM: u8 = 8;

    /// From left, right, top and bottom.
    pub(super) fn new(drawn: [bool; 4]) -> Self {
        let bits = drawn
            .into_iter()
            .zip([Self::LEFT, Self::RIGHT, Self::TOP, Self::BOTTOM]);
        Self(
            bits.filter(|(drawn, _)| *drawn)
                .fold(0, |all, (_, bit)| all | bit),
        )
    }

    pub(super) fn any(self) -> bool {
        self.0 != 0
    }

    /// Three sides or all four: it may be a cell of a grid. A line under a title makes none.
    pub(super) fn may_close(self) -> bool {
        self.0.count_ones() > 2
    }
}

impl SheetCell {
    pub(super) fn place(&self) -> (u32, u32) {
        (self.row, self.column)
    }

    pub(super) fn holds_something(&self) -> bool {
        !self.text.is_empty() || self.formula.is_some()
    }

    /// Sets text and value of a number under a format.
    pub(super) fn set_number(&mut self, number: f64, format: &NumberFormat, date1904: bool) {
        let text = format.render(number, date1904);
        self.text = clean(&text);
        self.value = format.value(number, date1904);
    }

    /// Sets a text under a format.
    pub(super) fn set_text(&mut self, text: &str, format: &NumberFormat) {
        self.text = clean(&format.render_text(text));
    }

    pub(super) fn set_boolean(&mut self, value: bool) {
        self.text = if value { "TRUE" } else { "FALSE" }.to_owned();
        self.value = Some(Value {
            scalar: Scalar::Boolean(value),
            unit: None,
        });
    }
}

/// Line ends as `\n`, blanks at the ends taken off.
pub(super) fn clean(text: &str) -> String {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if trimmed.contains('\r') {
        trimmed.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        trimmed.to_owned()
    }
}

/// A rectangle of places, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

impl Area {
    /// From `B3:F20` or `B3`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(':').unwrap_or((text, text));
        let ((top, left), (bottom, right)) = (address::parse(from)?, address::parse(to)?);
        (top <= bottom && left <= right).then_some(Self {
            top,
            left,
            bottom,
            right,
        })
    }

    pub(super) fn holds(self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }

    pub(super) fn of(row: u32, column: u32) -> Self {
        Self {
            top: row,
            left: column,
            bottom: row,
            right: column,
        }
    }

    pub(super) fn grow(&mut self, other: Self) {
        self.top = self.top.min(other.top);
        self.left = self.left.min(other.left);
        self.bottom = self.bottom.max(other.bottom);
        self.right = self.right.max(other.right);
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.top <= other.bottom
            && other.top <= self.bottom
            && self.left <= other.right
            && other.left <= self.right
    }

    pub(super) fn rows(self) -> u32 {
        self.bottom.saturating_sub(self.top).saturating_add(1)
    }

    pub(super) fn columns(self) -> u32 {
        self.right.saturating_sub(self.left).saturating_add(1)
    }
}

/// Runs of rows or columns.
#[derive(Debug, Default)]
pub(super) struct Spans(Vec<(u32, u32)>);

impl Spans {
    pub(super) fn push(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some(run) if run.1.saturating_add(1) == first => run.1 = last,
            _ if first <= last => self.0.push((first, last)),
            _ => {}
        }
    }

    fn settle(&mut self) {
        self.0.sort_unstable();
    }

    /// Whether one of the runs covers a number; the runs are in order and do not overlap.
    pub(super) fn contains(&self, number: u32) -> bool {
        let at = self.0.partition_point(|run| run.0 <= number);
        at.checked_sub(1)
            .and_then(|i| self.0.get(i))
            .is_some_and(|run| number <= run.1)
    }
}
