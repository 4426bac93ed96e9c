//! One page: from what it paints to its pieces in reading order.

use super::content::{Glyph, PageContent, Ruling, composites, duplicates};
use super::geometry::{Direction, Frame, Rect};
use super::layout::columns::{Atom, reading_order};
use super::layout::paragraphs::paragraphs;
use super::layout::rows::rows;
use super::layout::segments::segments;
use super::layout::spacing::mark_broken_words;
use super::layout::{Paragraph, Row, Segment};
use super::structure::footnotes;
use super::table::aligned::{Part, split};
use super::table::cells::fill;
use super::table::underlines::remove_underlines;
use super::table::{GridTable, lattice, official_letter, rulings};
use super::tagged::{PageTags, elements};

/// Width and height in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageSize {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl PageLayout {
    /// A box as it stands on the page once that is turned so that its text runs to the right, and the height of the
    /// page then.
    pub(crate) fn upright(&self, rect: &Rect) -> (Rect, f32) {
        let frame = Frame::new(self.main, self.size.width, self.size.height);
        (frame.enter(rect), frame.size().1)
    }
}

/// Something that is read as one.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    Text(Paragraph),
    Table(GridTable),
    Figure(Rect),
}

impl Piece {
    pub(crate) fn rect(&self) -> Rect {
        match self {
            Self::Text(p) => p.rect,
            Self::Table(t) => t.rect,
            Self::Figure(r) => *r,
        }
    }
}

/// A page that was read.
#[derive(Debug, Clone)]
pub(crate) struct PageLayout {
    pub(crate) number: u32,
    pub(crate) size: PageSize,
    /// The direction of most of its text.
    pub(crate) main: Direction,
    /// In reading order; boxes on the page as it is seen.
    pub(crate) pieces: Vec<Piece>,
}

/// An image that is larger than this on both sides is a figure (points).
const MIN_FIGURE: f32 = 48.0;
/// An image that covers this share of the page is its background or its scan.
const BACKGROUND: f32 = 0.7;
/// Share of the page at the top and at the bottom where running headers and footers stand.
const MARGIN: f32 = 0.1;

/// Reads a page.
pub(crate) fn read_page(
    mut content: PageContent,
    number: u32,
    size: PageSize,
    tags: &PageTags,
) -> PageLayout {
    duplicates::remove_duplicates(&mut content.glyphs);
    composites::compose_boxes(&mut content.glyphs);
    mark_broken_words(&mut content.glyphs);
    reveal_scan_text(&mut content, size);
    let main = main_direction(&content.glyphs);
    let frame = Frame::new(main, size.width, size.height);
    let mut inner = content;
    if main != Direction::Right {
        inner.glyphs = turned(&inner.glyphs, &frame, main);
        inner.rulings = inner
            .rulings
            .iter()
            .map(|r| turned_ruling(r, &frame, main))
            .collect();
        inner.images = inner.images.iter().map(|r| frame.enter(r)).collect();
    }
    let (width, height) = frame.size();
    let mut pieces = read_upright(inner, number, PageSize { width, height }, tags);
    if main != Direction::Right {
        pieces.iter_mut().for_each(|p| leave(p, &frame));
    }
    PageLayout {
        number,
        size,
        main,
        pieces,
    }
}

/// On a scanned page the invisible text is what was recognised in the image: it says what can be seen.
fn reveal_scan_text(content: &mut PageContent, size: PageSize) {
    let page = size.width * size.height;
    let scanned = content.images.iter().any(|r| r.area() >= BACKGROUND * page);
    let sheet = Rect::new(0.0, 0.0, size.width, size.height);
    if scanned && content.glyphs.iter().filter(|g| !g.is_space()).all(|g| g.hidden) {
        content
            .glyphs
            .iter_mut()
            .filter(|g| sheet.contains(g.rect.center()))
            .for_each(|g| g.hidden = false);
    }
}

/// The direction of most of the visible characters.
fn main_direction(glyphs: &[Glyph]) -> Direction {
    let mut counts = [0usize; 4];
    for glyph in glyphs.iter().filter(|g| !g.is_space() && !g.hidden) {
        if let Some(n) = counts.get_mut(glyph.direction as usize) {
            *n += 1;
        }
    }
    Direction::ALL
        .into_iter()
        .zip(counts)
        .rev()
        .max_by_key(|(_, n)| *n)
        .filter(|(_, n)| *n > 0)
        .map_or(Direction::Right, |(d, _)| d)
}

/// Characters as a frame sees them.
pub(crate) fn turned(glyphs: &[Glyph], frame: &Frame, main: Direction) -> Vec<Glyph> {
    let lies = |d: Direction| matches!(d, Direction::Right | Direction::Left);
    glyphs
        .iter()
        .map(|g| {
            let b = g.baseline;
            let line = if lies(g.direction) {
                Rect::new(g.rect.x0, b, g.rect.x1, b)
            } else {
                Rect::new(b, g.rect.y0, b, g.rect.y1)
            };
            let line = frame.enter(&line);
            let direction = g.direction.relative_to(main);
            let baseline = if lies(direction) { line.y0 } else { line.x0 };
            Glyph {
                rect: frame.enter(&g.rect),
                baseline,
                direction,
                ..*g
            }
        })
        .collect()
}

fn turned_ruling(ruling: &Ruling, frame: &Frame, main: Direction) -> Ruling {
    let turned = matches!(main, Direction::Up | Direction::Down);
    Ruling {
        rect: frame.enter(&ruling.rect),
        horizontal: ruling.horizontal != turned,
    }
}

/// Boxes back on the page.
fn leave(piece: &mut Piece, frame: &Frame) {
    match piece {
        Piece::Text(p) => p.rect = frame.leave(&p.rect),
        Piece::Figure(r) => *r = frame.leave(r),
        Piece::Table(t) => leave_table(t, frame),
    }
}

fn leave_table(table: &mut GridTable, frame: &Frame) {
    table.rect = frame.leave(&table.rect);
    for cell in &mut table.cells {
        cell.rect = frame.leave(&cell.rect);
        if let Some(inner) = &mut cell.table {
            leave_table(inner, frame);
        }
    }
}

/// Reads a page most of whose text runs to the right.
fn read_upright(content: PageContent, number: u32, size: PageSize, tags: &PageTags) -> Vec<Piece> {
    let (hidden, mut glyphs): (Vec<Glyph>, Vec<Glyph>) = content.glyphs.into_iter().partition(|g| g.hidden);
    let mut painted = content.rulings;
    remove_underlines(&mut painted, &glyphs);
    let lines = rulings::lines(&painted);
    let (grids, unused) = lattice::grids(&lines);
    let tagged = elements::covers(&glyphs, tags);
    let all = if tagged { glyphs.clone() } else { Vec::new() };
    let tables = fill(grids, &mut glyphs, number, size);
    let (upright, turned): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|g| g.direction == Direction::Right);
    let figures = figures(&content.images, &tables, size);
    let mut pieces = if tagged {
        let boxes = tables.into_iter().map(Piece::Table);
        let solid = boxes.chain(figures.into_iter().map(Piece::Figure)).map(|piece| {
            let order = elements::first_order(&all, tags, &piece.rect());
            (piece, order)
        });
        elements::arrange(upright, tags, solid.collect(), number)
    } else {
        arrange(segments(&upright), tables, figures, number, size)
    };
    footnotes::mark_below_rule(&mut pieces, &unused, size.width, size.height);
    pieces.extend(other_directions(&turned, size).map(Piece::Text));
    let seen = Direction::ALL
        .into_iter()
        .flat_map(|d| in_direction(&hidden, d, size));
    pieces.extend(seen.map(|p| Piece::Text(Paragraph { hidden: true, ..p })));
    pieces
}

fn other_directions(glyphs: &[Glyph], size: PageSize) -> impl Iterator<Item = Paragraph> {
    [Direction::Down, Direction::Up, Direction::Left]
        .into_iter()
        .flat_map(move |d| in_direction(glyphs, d, size))
}

/// The paragraphs of the characters that run in one direction, with their boxes on the page.
fn in_direction(glyphs: &[Glyph], direction: Direction, size: PageSize) -> Vec<Paragraph> {
    let own: Vec<Glyph> = glyphs
        .iter()
        .filter(|g| g.direction == direction)
        .copied()
        .collect();
    if own.is_empty() {
        return Vec::new();
    }
    let frame = Frame::new(direction, size.width, size.height);
    let mut found = paragraphs(rows(segments(&turned(&own, &frame, direction))));
    found.iter_mut().for_each(|p| p.rect = frame.leave(&p.rect));
    found
}

/// Images that are worth a place of their own.
fn figures(images: &[Rect], tables: &[GridTable], size: PageSize) -> Vec<Rect> {
    let page = size.width * size.height;
    let mut found: Vec<Rect> = Vec::new();
    for image in images
        .iter()
        .filter(|r| r.width() >= MIN_FIGURE && r.height() >= MIN_FIGURE)
    {
        let background = image.area() >= BACKGROUND * page;
        let in_table = tables.iter().any(|t| t.rect.contains(image.center()));
        // Large images often come in strips.
        if let Some(last) = found.last_mut()
            && last.grown(1.0).overlap_x(image) > 0.0
            && last.grown(1.0).overlap_y(image) > 0.0
        {
            *last = last.union(image);
        } else if !background && !in_table && found.len() < 200 {
            found.push(*image);
        }
    }
    found
}

/// Puts segments, tables and figures into reading order and reads the text between them.
fn arrange(
    segments: Vec<Segment>,
    tables: Vec<GridTable>,
    figures: Vec<Rect>,
    number: u32,
    size: PageSize,
) -> Vec<Piece> {
    let (head, segments, foot) = peel_margins(segments, &tables, size);
    let mut atoms: Vec<Atom> = segments
        .iter()
        .map(|s| Atom {
            rect: s.rect,
            characters: s.glyphs.len(),
            size: s.size,
        })
        .collect();
    let boxes: Vec<Piece> = tables
        .into_iter()
        .map(Piece::Table)
        .chain(figures.into_iter().map(Piece::Figure))
        .collect();
    atoms.extend(boxes.iter().map(|b| Atom {
        rect: b.rect(),
        characters: 0,
        size: 0.0,
    }));
    let order = reading_order(&atoms);
    let first_box = segments.len();
    let mut segments: Vec<Option<Segment>> = segments.into_iter().map(Some).collect();
    let mut boxes: Vec<Option<Piece>> = boxes.into_iter().map(Some).collect();
    let mut pieces = Vec::new();
    pieces.extend(paragraphs(rows(head)).into_iter().map(Piece::Text));
    for column in order {
        let (text, mut solid): (Vec<usize>, Vec<usize>) = column.into_iter().partition(|&i| i < first_box);
        let mut waiting: std::collections::VecDeque<Row> = rows(
            text.into_iter()
                .filter_map(|i| segments.get_mut(i).and_then(Option::take))
                .collect(),
        )
        .into();
        order_boxes(&mut solid, &atoms);
        for i in solid {
            let Some(piece) = boxes.get_mut(i - first_box).and_then(Option::take) else {
                continue;
            };
            let top = piece.rect().y0;
            let mut above = Vec::new();
            while let Some(row) = waiting.pop_front_if(|row| row.rect.center().1 <= top + 1.0) {
                above.push(row);
            }
            read_rows(above, number, &mut pieces);
            pieces.push(piece);
        }
        read_rows(waiting.into(), number, &mut pieces);
    }
    pieces.extend(paragraphs(rows(foot)).into_iter().map(Piece::Text));
    pieces
}

/// Tables and figures from top to bottom; of those that stand beside each other the left one comes first, even where
/// the right one begins a little higher.
fn order_boxes(boxes: &mut [usize], atoms: &[Atom]) {
    let rect = |i: usize| atoms.get(i).map_or(Rect::EMPTY, |a| a.rect);
    boxes.sort_by(|&a, &b| rect(a).y0.total_cmp(&rect(b).y0));
    let left_of = |a: usize, b: usize| {
        let (a, b) = (rect(a), rect(b));
        a.x1 <= b.x0 + 1.0 && a.overlap_y(&b) >= 0.5 * a.height().min(b.height())
    };
    for end in 1..boxes.len() {
        for at in (1..=end).rev() {
            match (boxes.get(at), boxes.get(at - 1)) {
                (Some(&own), Some(&before)) if left_of(own, before) => boxes.swap(at, at - 1),
                _ => break,
            }
        }
    }
}

fn read_rows(rows: Vec<Row>, page: u32, pieces: &mut Vec<Piece>) {
    for part in split(rows, page) {
        match part {
            Part::Table(table) => pieces.push(Piece::Table(table)),
            Part::Rows(rows) => pieces.extend(paragraphs(rows).into_iter().map(Piece::Text)),
        }
    }
}

/// Takes off the topmost and the lowest row where they stand in the margin and apart from the rest.
fn peel_margins(
    segments: Vec<Segment>,
    tables: &[GridTable],
    size: PageSize,
) -> (Vec<Segment>, Vec<Segment>, Vec<Segment>) {
    let mut all: Vec<Segment> = segments;
    all.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    let apart = |inner: Option<f32>, outer: f32, em: f32| inner.is_none_or(|y| (y - outer).abs() >= 1.2 * em);
    let table_top = tables.iter().map(|t| t.rect.y0).reduce(f32::min);
    let table_bottom = tables.iter().map(|t| t.rect.y1).reduce(f32::max);

    let mut head = Vec::new();
    if let Some(top) = all.first().filter(|s| s.rect.y1 < MARGIN * size.height) {
        let (bottom, em) = (top.rect.y1.max(top.rect.y0 + top.size), top.size);
        let n = all.iter().take_while(|s| s.rect.center().1 < bottom).count();
        let next = all
            .get(n)
            .map(|s| s.rect.y0)
            .into_iter()
            .chain(table_top)
            .reduce(f32::min);
        if apart(next, bottom, em) && n < all.len() && next.is_none_or(|y| y > bottom) {
            head = all.drain(..n).collect();
        }
    }
    all.sort_by(|a, b| a.rect.y1.total_cmp(&b.rect.y1));
    let mut foot = Vec::new();
    if let Some(low) = all.last().filter(|s| s.rect.y0 > (1.0 - MARGIN) * size.height) {
        let (top, em) = (low.rect.y0, low.size);
        let n = all.iter().rev().take_while(|s| s.rect.center().1 > top).count();
        let at = all.len().saturating_sub(n);
        let own = all.get(at..).map(<[Segment]>::to_vec).unwrap_or_default();
        let of_letter = rows(own)
            .iter()
            .any(|row| official_letter::ends_foot(&row.text()));
        let next = all
            .get(at.wrapping_sub(1))
            .map(|s| s.rect.y1)
            .into_iter()
            .chain(table_bottom)
            .reduce(f32::max);
        if apart(next, top, em) && !of_letter && at > 0 && next.is_none_or(|y| y < top) {
            foot = all.split_off(at);
        }
    }
    (head, all, foot)
}
