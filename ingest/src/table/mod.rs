//! Tables with merged cells, header rows and columns, units and typed values.
//!
//! Readers give the grid and its texts; [`enrich`] adds what all formats need alike: which rows and columns are headers
//! ([`header`]), the unit ([`unit`], of each column [`columns`]) and typed values ([`quantity`], [`date`]).

pub mod columns;
pub mod date;
pub mod enrich;
pub mod header;
pub mod quantity;
mod totals;
pub mod unit;
mod vocabulary;

use serde::{Deserialize, Serialize};

use crate::document::Locator;

/// A table as a grid; a merged cell stands once, at its top left.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Table {
    /// Number of grid rows.
    pub rows: u32,
    /// Number of grid columns.
    pub columns: u32,
    /// How many rows from the top are headers.
    pub header_rows: u32,
    /// How many columns from the left are headers.
    pub header_columns: u32,
    /// Rows, counted from 0, that sum up others: totals and subtotals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub total_rows: Vec<u32>,
    /// Caption as printed beside the table; empty where there is none.
    pub caption: String,
    /// Unit that holds for the whole table, as printed (`千元`, `단위: 백만원`, …); empty where there is none.
    pub unit: String,
    /// Cells by row, then column.
    pub cells: Vec<Cell>,
}

impl Table {
    /// The cell that covers (`row`, `column`), spans included.
    #[must_use]
    pub fn cell_at(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|c| c.covers(row, column))
    }
}

/// One cell, spans and all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Top row, from 0.
    pub row: u32,
    /// Left column, from 0.
    pub column: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub column_span: u32,
    /// What the program displays (number format applied); nested tables left out.
    pub text: String,
    /// The typed value, where the text has one.
    pub value: Option<Value>,
    /// The formula, for spreadsheets.
    pub formula: Option<String>,
    /// In a hidden sheet, row or column.
    pub hidden: bool,
    /// Where it stands, with `row` and `column`.
    pub locator: Locator,
    /// A table that stands inside this cell.
    pub table: Option<Box<Table>>,
}

impl Cell {
    /// Whether the cell covers (`row`, `column`).
    #[must_use]
    pub fn covers(&self, row: u32, column: u32) -> bool {
        (self.row..self.row + self.row_span).contains(&row)
            && (self.column..self.column + self.column_span).contains(&column)
    }
}

/// A typed cell value. Units' multipliers are applied here only (`12,500` under `千元` is 12500000 TWD).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The value with its type.
    #[serde(flatten)]
    pub scalar: Scalar,
    /// ISO 4217 code for money, UCUM-like code or the unit as printed otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// The types of value: `{"type": "number", "value": 12500000}` and so on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "lowercase")]
pub enum Scalar {
    /// A plain number.
    Number(f64),
    /// A share: 0.45 for 45 %.
    Percent(f64),
    /// ISO 8601 date.
    Date(String),
    /// ISO 8601 date and time.
    Datetime(String),
    /// True or false.
    Boolean(bool),
    /// Text.
    Text(String),
}
