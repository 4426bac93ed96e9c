//! Reading order: the page is cut at gutters into columns.
//!
//! A recursive cut in the manner of the XY-cut (Nagy and Seth, 1984), but guided by gutters: a cut is made only
//! where the left edges of several lines stand under each other, the strip before them is free for the whole
//! height of the columns, and both sides read like running text. What spans the gutter closes the columns above
//! it, so that a title over two columns and a table between them come at their places.

use crate::pdf::geometry::Rect;

/// Something that is read as one on its page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    pub(crate) rect: Rect,
    /// Characters, for text; 0 for tables and figures.
    pub(crate) characters: usize,
    /// Size of the em, for text.
    pub(crate) size: f32,
}

impl Atom {
    fn is_text(&self) -> bool {
        self.characters > 0
    }
}

/// Left edges within this distance stand under each other (points).
const SAME_EDGE: f32 = 2.5;
/// Least width of a gutter, in points and in ems.
const MIN_GUTTER: (f32, f32) = (6.0, 0.8);
/// Rows that a column has at least.
const MIN_ROWS: usize = 3;
/// Rows that pair up across a gutter have to be this wide to be lines of text, in ems.
const MIN_TEXT_WIDTH: f32 = 15.0;
/// Cuts inside cuts.
const MAX_DEPTH: usize = 12;
/// Pages with more pieces are read from top to bottom.
const MAX_ATOMS: usize = 20_000;

/// The atoms (by index) of each column in reading order; within a column they are still to be read by rows.
pub(crate) fn reading_order(atoms: &[Atom]) -> Vec<Vec<usize>> {
    let mut columns = Vec::new();
    let all: Vec<usize> = (0..atoms.len()).collect();
    if atoms.len() > MAX_ATOMS {
        return vec![all];
    }
    cut(atoms, all, 0, &mut columns);
    columns
}

fn cut(atoms: &[Atom], ids: Vec<usize>, depth: usize, columns: &mut Vec<Vec<usize>>) {
    if ids.is_empty() {
        return;
    }
    let found = if depth < MAX_DEPTH && ids.len() >= 2 * MIN_ROWS {
        find_gutter(atoms, &ids)
    } else {
        None
    };
    let Some(gutter) = found else {
        columns.push(ids);
        return;
    };
    let (mut above, mut left, mut right, mut below) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for id in ids {
        let Some(atom) = atoms.get(id) else { continue };
        let (x, y) = atom.rect.center();
        if y < gutter.top {
            above.push(id);
        } else if y > gutter.bottom {
            below.push(id);
        } else if x < gutter.x {
            left.push(id);
        } else {
            right.push(id);
        }
    }
    for part in [above, left, right, below] {
        cut(atoms, part, depth + 1, columns);
    }
}

/// A strip between two columns.
#[derive(Debug, Clone, Copy)]
struct Gutter {
    x: f32,
    top: f32,
    bottom: f32,
    score: f32,
}

fn find_gutter(atoms: &[Atom], ids: &[usize]) -> Option<Gutter> {
    let picked: Vec<Atom> = ids.iter().filter_map(|&i| atoms.get(i).copied()).collect();
    let mut edges: Vec<f32> = picked.iter().filter(|a| a.is_text()).map(|a| a.rect.x0).collect();
    edges.sort_by(f32::total_cmp);
    let mut candidates = Vec::new();
    let mut rest = edges.as_slice();
    while let Some(&first) = rest.first() {
        let n = rest.iter().take_while(|&&x| x - first <= SAME_EDGE).count();
        if n >= MIN_ROWS {
            candidates.push(first - 1.5);
        }
        rest = rest.get(n.max(1)..).unwrap_or(&[]);
    }
    candidates
        .into_iter()
        .skip(1)
        .filter_map(|x| best_band(&picked, x))
        .max_by(|a, b| a.score.total_cmp(&b.score))
}

/// The best stretch between two atoms that cross `x`.
fn best_band(atoms: &[Atom], x: f32) -> Option<Gutter> {
    let mut crossing: Vec<(f32, f32)> = atoms
        .iter()
        .filter(|a| a.rect.x0 < x - 1.0 && a.rect.x1 > x + 1.0)
        .map(|a| (a.rect.y0, a.rect.y1))
        .collect();
    crossing.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut bands = Vec::new();
    let mut top = f32::NEG_INFINITY;
    for (y0, y1) in crossing {
        if y0 > top {
            bands.push((top, y0));
        }
        top = top.max(y1);
    }
    bands.push((top, f32::INFINITY));
    bands
        .into_iter()
        .filter_map(|(top, bottom)| {
            let inside = |a: &&Atom| {
                let (_, y) = a.rect.center();
                y > top && y < bottom
            };
            let left: Vec<Atom> = atoms
                .iter()
                .filter(inside)
                .filter(|a| a.rect.center().0 < x)
                .copied()
                .collect();
            let right: Vec<Atom> = atoms
                .iter()
                .filter(inside)
                .filter(|a| a.rect.center().0 >= x)
                .copied()
                .collect();
            let score = score(&left, &right)?;
            let span = Rect::around(left.iter().chain(&right).map(|a| a.rect));
            Some(Gutter {
                x,
                top: span.y0 - 0.1,
                bottom: span.y1 + 0.1,
                score,
            })
        })
        .max_by(|a, b| a.score.total_cmp(&b.score))
}

/// How much is gained by reading the two sides as columns; none where they are not columns.
fn score(left: &[Atom], right: &[Atom]) -> Option<f32> {
    let (l, r) = (Side::of(left)?, Side::of(right)?);
    let size = l.size.max(r.size);
    let gutter = r.rect.x0 - l.rect.x1;
    if gutter < MIN_GUTTER.0.max(MIN_GUTTER.1 * size) {
        return None;
    }
    let shared = l.rect.overlap_y(&r.rect);
    if shared < 2.0 * size || shared < 0.4 * l.rect.height().min(r.rect.height()) {
        return None;
    }
    if !l.reads_like_text() || !r.reads_like_text() {
        return None;
    }
    // Rows that pair up across the gutter and are short are rows of a table.
    let paired = l
        .rows
        .iter()
        .filter(|a| r.rows.iter().any(|b| (a.y - b.y).abs() < 0.15 * size))
        .count();
    let short = l.median_width().min(r.median_width()) < MIN_TEXT_WIDTH * size;
    if paired * 5 >= l.rows.len().min(r.rows.len()) * 4 && short {
        return None;
    }
    Some(l.rect.height().min(r.rect.height()))
}

/// One side of a gutter.
struct Side {
    rect: Rect,
    size: f32,
    rows: Vec<SideRow>,
}

/// What stands at one height on one side.
#[derive(Debug, Clone, Copy)]
struct SideRow {
    /// Its middle.
    y: f32,
    x0: f32,
    x1: f32,
    /// Width that is covered by text.
    covered: f32,
    segments: usize,
    characters: usize,
}

impl Side {
    fn of(atoms: &[Atom]) -> Option<Self> {
        let mut text: Vec<&Atom> = atoms.iter().filter(|a| a.is_text()).collect();
        text.sort_by(|a, b| a.rect.center().1.total_cmp(&b.rect.center().1));
        let mut rows: Vec<SideRow> = Vec::new();
        for atom in &text {
            let y = atom.rect.center().1;
            match rows.last_mut() {
                Some(row) if y - row.y < 0.5 * atom.size => {
                    row.x0 = row.x0.min(atom.rect.x0);
                    row.x1 = row.x1.max(atom.rect.x1);
                    row.covered += atom.rect.width();
                    row.segments += 1;
                    row.characters += atom.characters;
                }
                _ => rows.push(SideRow {
                    y,
                    x0: atom.rect.x0,
                    x1: atom.rect.x1,
                    covered: atom.rect.width(),
                    segments: 1,
                    characters: atom.characters,
                }),
            }
        }
        let size = text.iter().map(|a| a.size).fold(0.0, f32::max);
        (rows.len() >= MIN_ROWS).then(|| Self {
            rect: Rect::around(atoms.iter().map(|a| a.rect)),
            size,
            rows,
        })
    }

    /// Lines that mostly fill their column, are of one piece, and are not a few characters each.
    fn reads_like_text(&self) -> bool {
        let left = self.rows.iter().map(|r| r.x0).fold(f32::INFINITY, f32::min);
        let right = self.rows.iter().map(|r| r.x1).fold(f32::NEG_INFINITY, f32::max);
        let n = self.rows.len();
        let full = self
            .rows
            .iter()
            .filter(|r| r.covered >= 0.6 * (right - left))
            .count();
        let whole = self
            .rows
            .iter()
            .filter(|r| r.segments <= 1 || r.covered >= 0.85 * (r.x1 - r.x0))
            .count();
        let characters: usize = self.rows.iter().map(|r| r.characters).sum();
        full * 2 >= n && whole * 10 >= n * 6 && characters >= 9 * n
    }

    fn median_width(&self) -> f32 {
        let mut widths: Vec<f32> = self.rows.iter().map(|r| r.x1 - r.x0).collect();
        let middle = widths.len() / 2;
        if widths.is_empty() {
            0.0
        } else {
            *widths.select_nth_unstable_by(middle, f32::total_cmp).1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x0: f32, x1: f32, y: f32) -> Atom {
        Atom {
            rect: Rect::new(x0, y, x1, y + 10.0),
            characters: 30,
            size: 10.0,
        }
    }

    #[test]
    fn two_columns_under_a_title_are_read_one_after_the_other() {
        let mut atoms = vec![line(50.0, 500.0, 20.0)];
        for i in 0..5 {
            atoms.push(line(50.0, 260.0, 50.0 + 12.0 * i as f32));
            atoms.push(line(290.0, 500.0, 54.0 + 12.0 * i as f32));
        }
        let order: Vec<usize> = reading_order(&atoms).concat();
        assert_eq!(order, [0, 1, 3, 5, 7, 9, 2, 4, 6, 8, 10]);
    }

    #[test]
    fn columns_of_short_cells_are_not_cut() {
        let mut atoms = Vec::new();
        for i in 0..6 {
            atoms.push(Atom {
                characters: 4,
                ..line(50.0, 70.0 + 10.0 * (i % 4) as f32, 50.0 + 12.0 * i as f32)
            });
            atoms.push(Atom {
                characters: 5,
                ..line(290.0, 320.0, 50.0 + 12.0 * i as f32)
            });
        }
        assert_eq!(reading_order(&atoms).len(), 1);
    }
}
