//! Running headers and footers: what stands in the margins of several pages at the same height.

use std::collections::HashMap;

use super::numbering;
use crate::pdf::page::{PageLayout, Piece};

/// Share of the page's height that is looked at from the top and from the bottom.
const ZONE: f32 = 0.14;
/// Pieces looked at in each zone of a page.
const PER_ZONE: usize = 3;
/// The same height, in points.
const SAME_HEIGHT: f32 = 4.0;
/// A header is repeated on the next page or, where left and right pages differ, on the one after.
const NEXT: usize = 2;

/// The margin that a piece repeats in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Running {
    Header,
    Footer,
}

/// For each page, which of its pieces are running headers or footers.
pub(crate) fn find(pages: &[PageLayout]) -> Vec<HashMap<usize, Running>> {
    let candidates: Vec<Vec<Candidate>> = pages.iter().map(candidates).collect();
    let mut seen: HashMap<(Running, &str), Vec<(usize, f32)>> = HashMap::new();
    for (n, page) in candidates.iter().enumerate() {
        for candidate in page {
            seen.entry((candidate.zone, &candidate.key))
                .or_default()
                .push((n, candidate.height));
        }
    }
    candidates
        .iter()
        .enumerate()
        .map(|(n, page)| {
            page.iter()
                .filter(|c| {
                    if is_page_number(&c.key) {
                        return true;
                    }
                    let places = seen.get(&(c.zone, c.key.as_str())).map_or(&[][..], Vec::as_slice);
                    let same = |p: &&(usize, f32)| (p.1 - c.height).abs() <= SAME_HEIGHT;
                    let alike = places.iter().filter(same).count();
                    let near = places
                        .iter()
                        .filter(same)
                        .any(|p| p.0 != n && p.0.abs_diff(n) <= NEXT);
                    // What begins with a bullet or number is body text, unless nearly every page has it.
                    let enough = if c.marked {
                        pages.len() * 3 / 4
                    } else {
                        pages.len() / 6
                    };
                    near && alike >= enough.max(2)
                })
                .map(|c| (c.piece, c.zone))
                .collect()
        })
        .collect()
}

struct Candidate {
    piece: usize,
    zone: Running,
    /// The text without spaces, each number as `#`.
    key: String,
    /// Begins with a bullet or number.
    marked: bool,
    /// Distance from the page's edge.
    height: f32,
}

fn candidates(page: &PageLayout) -> Vec<Candidate> {
    let height = page.size.height;
    let marked = |i: usize| match page.pieces.get(i) {
        Some(Piece::Text(p)) => numbering::marker(&p.text).is_some(),
        _ => false,
    };
    let mut texts: Vec<(usize, f32, f32, String)> = page
        .pieces
        .iter()
        .enumerate()
        .filter_map(|(i, piece)| match piece {
            Piece::Text(p) if !p.hidden && p.lines <= 3 => Some((i, p.rect.y0, p.rect.y1, key(&p.text))),
            _ => None,
        })
        .collect();
    texts.sort_by(|a, b| a.1.total_cmp(&b.1));
    let top = texts
        .iter()
        .take(PER_ZONE)
        .filter(|t| t.2 < ZONE * height)
        .map(|t| Candidate {
            piece: t.0,
            zone: Running::Header,
            key: t.3.clone(),
            marked: marked(t.0),
            height: t.1,
        });
    let bottom = texts
        .iter()
        .rev()
        .take(PER_ZONE)
        .filter(|t| t.1 > (1.0 - ZONE) * height)
        .map(|t| Candidate {
            piece: t.0,
            zone: Running::Footer,
            key: t.3.clone(),
            marked: marked(t.0),
            height: height - t.2,
        });
    top.chain(bottom).collect()
}

/// A text as it is compared from page to page: without spaces, each number as `#`.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if c.is_numeric() {
            if !key.ends_with('#') {
                key.push('#');
            }
        } else {
            key.extend(c.to_lowercase());
        }
    }
    key
}

/// A page number needs no second page to be known as one.
fn is_page_number(key: &str) -> bool {
    let bare: String = key
        .chars()
        .filter(|c| !"-–—―‐·|()[]<>〈〉～~/".contains(*c))
        .collect();
    matches!(
        bare.as_str(),
        "#" | "##"
            | "page#"
            | "page#of#"
            | "第#頁"
            | "第#頁共#頁"
            | "第#頁,共#頁"
            | "第#頁，共#頁"
            | "#쪽"
            | "p#"
            | "#page"
    ) || matches!(
        bare.as_str(),
        "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::geometry::{Direction, Rect};
    use crate::pdf::layout::Paragraph;
    use crate::pdf::page::PageSize;

    fn page(number: u32, texts: &[(&str, f32)]) -> PageLayout {
        let piece = |(text, y): &(&str, f32)| {
            Piece::Text(Paragraph {
                rect: Rect::new(50.0, *y, 200.0, *y + 10.0),
                text: (*text).to_owned(),
                size: 10.0,
                bold: false,
                lines: 1,
                hidden: false,
                role: None,
            })
        };
        let pieces = texts.iter().map(piece).collect();
        PageLayout {
            number,
            size: PageSize {
                width: 600.0,
                height: 800.0,
            },
            main: Direction::Right,
            pieces,
        }
    }

    #[test]
    fn what_repeats_in_the_margins_is_found_and_body_text_is_not() {
        let pages = [
            page(1, &[("연간 보고서", 30.0), ("서론", 300.0), ("- 1 -", 770.0)]),
            page(2, &[("연간 보고서", 30.0), ("서론", 300.0), ("- 2 -", 770.0)]),
        ];
        let found = find(&pages);
        assert_eq!(found[0].get(&0), Some(&Running::Header));
        assert_eq!(found[1].get(&2), Some(&Running::Footer));
        assert_eq!(found[0].get(&1), None);
    }
}
