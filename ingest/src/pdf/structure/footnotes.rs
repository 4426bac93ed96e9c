//! Footnotes and the marks that refer to them.

use super::kinds::Judged;
use crate::document::BlockKind;
use crate::pdf::page::{PageLayout, Piece};
use crate::pdf::table::GridTable;

/// The pieces of a page (by index) in the order in which they are to be read: a footnote comes right behind the
/// piece that refers to it, where that stands on the same page.
pub(crate) fn reading_order(page: &PageLayout, judged: &[Judged]) -> Vec<usize> {
    let kind = |i: usize| judged.get(i).map(|j| j.kind);
    let is_note = |i: usize| kind(i) == Some(BlockKind::Footnote);
    let n = page.pieces.len();
    let mut order: Vec<usize> = (0..n).filter(|&i| !is_note(i)).collect();
    for note in (0..n).filter(|&i| is_note(i)) {
        let home = page.pieces.get(note).and_then(mark).and_then(|mark| {
            order
                .iter()
                .position(|&i| page.pieces.get(i).is_some_and(|p| refers(p, &mark)))
        });
        let at = match home {
            // Behind the notes that are already there.
            Some(home) => {
                let notes = order.iter().skip(home + 1).take_while(|&&i| is_note(i)).count();
                home + 1 + notes
            }
            None => order.iter().take_while(|&&i| i < note || is_note(i)).count(),
        };
        order.insert(at, note);
    }
    order
}

/// The mark that a footnote begins with, where it is one that can be told in running text: `3)`, `†`, `²`.
fn mark(piece: &Piece) -> Option<String> {
    let Piece::Text(note) = piece else { return None };
    let text = note.text.trim_start();
    let first = text.chars().next()?;
    if "†‡§¹²³⁴⁵⁶⁷⁸⁹".contains(first) {
        return Some(first.to_string());
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let closed = text.get(digits.len()..)?.starts_with(')');
    (closed && (1..=3).contains(&digits.len())).then(|| format!("{digits})"))
}

fn refers(piece: &Piece, mark: &str) -> bool {
    match piece {
        Piece::Text(p) => !p.hidden && has_mark(&p.text, mark),
        Piece::Table(table) => table_refers(table, mark),
        Piece::Figure(_) => false,
    }
}

fn table_refers(table: &GridTable, mark: &str) -> bool {
    table
        .cells
        .iter()
        .any(|c| has_mark(&c.text, mark) || c.table.as_deref().is_some_and(|inner| table_refers(inner, mark)))
}

/// Whether the mark stands right behind a word. Behind a bracket or a digit it is a list or a formula.
fn has_mark(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        before.is_some_and(|c| c.is_alphabetic() || "”’」』》)%.,。".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_lists_and_formulas() {
        assert!(has_mark("개념1)이란", "1)"));
        assert!(has_mark("the budget†", "†"));
        assert!(!has_mark("1) 대상", "1)"));
        assert!(!has_mark("(제11)", "1)"));
    }
}
