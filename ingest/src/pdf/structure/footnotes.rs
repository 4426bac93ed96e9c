//! Footnotes and the marks that refer to them.

use super::kinds::Judged;
use crate::document::BlockKind;
use crate::pdf::page::{PageLayout, Piece};
use crate::pdf::table::GridTable;
use crate::pdf::table::rulings::Line;
use crate::pdf::tagged::Role;

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

/// Marks the pieces below a rule of the kind that is drawn over footnotes: a short line alone at the left of the lower
/// part of the page, of which everything below begins as a note does.
pub(crate) fn mark_below_rule(pieces: &mut [Piece], unused: &[Line], width: f32, height: f32) {
    let short = |l: &&Line| {
        let share = l.length() / width.max(1.0);
        (0.08..0.5).contains(&share) && l.at > 0.4 * height && l.from < 0.4 * width
    };
    let Some(rule) = unused.iter().filter(short).max_by(|a, b| a.at.total_cmp(&b.at)) else {
        return;
    };
    // Page numbers stand lower.
    let foot = 0.93 * height;
    let below: Vec<usize> = (0..pieces.len())
        .filter(|&i| {
            pieces
                .get(i)
                .map(Piece::rect)
                .is_some_and(|r| r.center().1 > rule.at && r.y0 < foot)
        })
        .collect();
    let is_note = |i: &usize| {
        let piece = pieces.get(*i);
        let starts = piece.is_some_and(|p| (p.rect().x0 - rule.from).abs() < 0.06 * width);
        starts && piece.and_then(mark).is_some()
    };
    if below.is_empty() || !below.iter().all(is_note) {
        return;
    }
    for i in below {
        if let Some(Piece::Text(p)) = pieces.get_mut(i) {
            p.role = Some(Role::Note);
        }
    }
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
    use crate::pdf::geometry::Rect;
    use crate::pdf::layout::Paragraph;

    #[test]
    fn what_stands_below_a_short_rule_is_a_note() {
        let text = |text: &str, y: f32| {
            Piece::Text(Paragraph {
                rect: Rect::new(70.0, y, 500.0, y + 10.0),
                text: text.to_owned(),
                size: 10.0,
                bold: false,
                lines: 1,
                hidden: false,
                role: None,
            })
        };
        let rule = |to: f32| Line {
            at: 690.0,
            from: 70.0,
            to,
        };
        let notes = |pieces: &[(&str, f32)], to: f32| -> Vec<bool> {
            let mut pieces: Vec<Piece> = pieces.iter().map(|(s, y)| text(s, *y)).collect();
            mark_below_rule(&mut pieces, &[rule(to)], 600.0, 800.0);
            let note = |p: &Piece| matches!(p, Piece::Text(p) if p.role == Some(Role::Note));
            pieces.iter().map(note).collect()
        };
        let page = [("개념1)이란", 300.0), ("1) 설명", 700.0), ("- 1 -", 770.0)];
        assert_eq!(notes(&page, 210.0), [false, true, false]);
        assert_eq!(notes(&page, 500.0), [false, false, false]);
        let text = [("1) 대상", 700.0), ("다음과 같다", 715.0)];
        assert_eq!(notes(&text, 210.0), [false, false]);
    }

    #[test]
    fn marks_are_told_from_lists_and_formulas() {
        assert!(has_mark("개념1)이란", "1)"));
        assert!(has_mark("the budget†", "†"));
        assert!(!has_mark("1) 대상", "1)"));
        assert!(!has_mark("(제11)", "1)"));
    }
}
