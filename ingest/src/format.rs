//! What a file is, told from its content and not from its name.

/// The formats that Quarry reads, or names when it refuses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// HWP 5, an OLE compound file.
    Hwp5,
    /// HWPX (OWPML), a zip of XML.
    Hwpx,
    /// Excel workbook, zip of XML.
    Xlsx,
    /// Excel binary workbook (zip).
    Xlsb,
    /// Excel 97-2003 workbook, an OLE compound file.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Delimited text.
    Csv,
    /// Markdown text.
    Markdown,
    /// HTML text.
    Html,
    /// JSON Lines with one record a line.
    Jsonl,
    /// Plain text.
    Text,
    /// Anything else.
    Unknown,
}
