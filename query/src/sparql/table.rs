//! An aligned table for a terminal, in which a CJK character takes two columns.

use std::io::{self, Write};

use oxigraph::model::Term;

/// A term for a person: literals by their text, IRIs in angle brackets.
pub(super) fn shown(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

/// Writes the table, columns as wide as their widest cell.
pub(super) fn write(out: &mut impl Write, names: Vec<String>, rows: Vec<Vec<String>>) -> io::Result<()> {
    let mut widths: Vec<usize> = names.iter().map(|n| columns(n)).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(columns(cell));
        }
    }
    line(out, &names, &widths)?;
    let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
    writeln!(out, "{}", rule.join("  "))?;
    rows.iter().try_for_each(|row| line(out, row, &widths))
}

fn line(out: &mut impl Write, cells: &[String], widths: &[usize]) -> io::Result<()> {
    let mut text = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let cell = cell.replace('\n', " ");
        text.push_str(&cell);
        text.push_str(&" ".repeat(width.saturating_sub(columns(&cell)) + 2));
    }
    writeln!(out, "{}", text.trim_end())
}

/// Columns that a terminal gives to the text: two to East Asian wide characters (Unicode Annex 11), one to others.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_keep_the_columns_aligned() {
        let mut out = Vec::new();
        let rows = vec![
            vec!["臺北".to_owned(), "1".to_owned()],
            vec!["Seoul".to_owned(), "2".to_owned()],
        ];
        write(&mut out, vec!["city".to_owned(), "n".to_owned()], rows).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "city   n\n─────  ─\n臺北   1\nSeoul  2\n"
        );
    }
}
