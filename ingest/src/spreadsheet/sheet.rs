//! A sheet as every spreadsheet reader gives it: the cells that hold something, sparse and in order.

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
    /// Has borders on three sides or all four, as the cell of a grid has; a line under a title makes no grid.
    pub(super) boxed: bool,
    /// Bold or filled.
    pub(super) strong: bool,
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
