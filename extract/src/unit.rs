//! The texts of a document on which mentions are counted: blocks and table cells.

use std::ops::Range;

use quarry_ingest::{BlockKind, Document, Place, Table};

use crate::extraction::Span;

/// Longest text that is analysed as one, in bytes: a monstrous block is read in windows of this length, to its end. What compares
/// the names of one text with each other takes time by its square.
const LONGEST_TEXT: usize = 64_000;

/// How far back from its end a window may be cut shorter, so that it ends with a line, a sentence or a word.
const SLACK: usize = 4_000;

/// One text: a block's or a cell's, or a window of one that is very long, with what is needed to count Unicode scalars.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Index of the block in the document; 0 for plain text.
    pub(crate) block: usize,
    /// Block id; none for plain text.
    pub(crate) id: Option<String>,
    /// Row and column, for a cell.
    pub(crate) cell: Option<(u32, u32)>,
    /// Kind of the block.
    pub(crate) kind: BlockKind,
    /// Unicode scalars of the block or cell that stand before this text: 0 but for the later windows of a long one.
    pub(crate) first: usize,
    /// The text itself.
    pub(crate) text: String,
}

impl Unit {
    /// A unit of plain text, without a block, whatever its length.
    pub(crate) fn plain(text: &str) -> Self {
        Self {
            block: 0,
            id: None,
            cell: None,
            kind: BlockKind::Paragraph,
            first: 0,
            text: text.to_owned(),
        }
    }

    /// The units of plain text, without a block: one, or several where it is very long.
    pub(crate) fn plain_windows(text: &str) -> Vec<Self> {
        let whole = Self::plain("");
        whole.windows(text)
    }

    /// This unit with `text`, as often as it takes to hold all of it.
    fn windows(&self, text: &str) -> Vec<Self> {
        let mut first = 0;
        let mut units = Vec::new();
        for window in windows(text) {
            units.push(Self {
                first,
                text: window.to_owned(),
                ..self.clone()
            });
            first += window.chars().count();
        }
        units
    }

    /// The span of a byte range of this unit, counted in Unicode scalars.
    pub(crate) fn span(&self, bytes: Range<usize>) -> Span {
        let start = self.first + count_chars(&self.text, 0..bytes.start);
        let end = start + count_chars(&self.text, bytes);
        Span {
            block: self.id.clone(),
            row: self.cell.map(|c| c.0),
            column: self.cell.map(|c| c.1),
            start,
            end,
            inner: None,
        }
    }
}

fn count_chars(text: &str, bytes: Range<usize>) -> usize {
    text.get(bytes).map_or(0, |t| t.chars().count())
}

/// The text in pieces of at most [`LONGEST_TEXT`] bytes that follow each other without a gap; one where it is no longer than that.
fn windows(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > LONGEST_TEXT {
        let (piece, after) = rest.split_at(window_end(rest));
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// Where the first window of a longer text ends: after a line, else a sentence, else a word, else anywhere.
fn window_end(text: &str) -> usize {
    let mut end = LONGEST_TEXT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut from = end.saturating_sub(SLACK);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let tail = &text[from..end];
    let after = |ends: &[char]| {
        let at = tail.rfind(ends)?;
        let length = tail[at..].chars().next()?.len_utf8();
        Some(from + at + length)
    };
    let sentence = || {
        ["。", "！", "？", ". ", "! ", "? "]
            .iter()
            .filter_map(|e| tail.rfind(e).map(|at| from + at + e.len()))
            .max()
    };
    after(&['\n'])
        .or_else(sentence)
        .or_else(|| after(&[' ', '\t', '，', '、', '；']))
        .unwrap_or(end)
}

/// Every text of the document that is analysed, in reading order. Running headers and footers repeat what stands
/// elsewhere, and hidden text on a page was never meant to be read: both are left out.
pub(crate) fn units(document: &Document) -> Vec<Unit> {
    let mut units = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let off_page = block.hidden && matches!(block.locator.place, Place::Page { .. });
        if off_page || matches!(block.kind, BlockKind::Header | BlockKind::Footer) {
            continue;
        }
        let of_text = |cell, text: &str| {
            let empty = Unit {
                block: index,
                id: Some(block.id.clone()),
                cell,
                kind: block.kind,
                first: 0,
                text: String::new(),
            };
            empty.windows(text)
        };
        if let Some(table) = &block.table {
            units.extend(texts_of(table).flat_map(|(row, column, text)| of_text(Some((row, column)), text)));
        } else if !block.text.trim().is_empty() {
            units.extend(of_text(None, &block.text));
        }
    }
    units
}

fn texts_of(table: &Table) -> impl Iterator<Item = (u32, u32, &str)> {
    table
        .cells
        .iter()
        .filter(|cell| !cell.text.trim().is_empty())
        .map(|cell| (cell.row, cell.column, cell.text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TEXT, Unit, windows};

    #[test]
    fn windows_hold_the_whole_text_and_end_with_a_line_a_sentence_or_a_word() {
        let lines = "海洋事務委員會成立於1968年，所屬機關二十個。\n".repeat(9_000);
        let sentences = "The harbour was built by the council. ".repeat(9_000);
        let unbroken = "海".repeat(LONGEST_TEXT);
        for (text, ends) in [(&lines, "\n"), (&sentences, ". "), (&unbroken, "海")] {
            let pieces = windows(text);
            assert!(
                pieces.len() > 1
                    && pieces
                        .iter()
                        .all(|p| p.len() <= LONGEST_TEXT && p.ends_with(ends))
            );
            assert_eq!(pieces.concat(), **text);
        }
        assert_eq!(windows("short"), ["short"]);
    }

    #[test]
    fn spans_count_from_the_beginning_of_the_whole_text() {
        let text = format!("{}北濱", "海洋。".repeat(40_000));
        let units = Unit::plain_windows(&text);
        let last = units
            .last()
            .map(|u| u.span(u.text.len() - "北濱".len()..u.text.len()));
        assert_eq!(last.map(|s| (s.start, s.end)), Some((120_000, 120_002)));
        assert!(units.len() > 1);
    }
}
