//! What each piece of text is, judged over the whole document.

use std::collections::{HashMap, HashSet};

use super::captions;
use super::numbering::{self, Scheme};
use super::running::{self, Running};
use crate::document::BlockKind;
use crate::pdf::layout::Paragraph;
use crate::pdf::page::{PageLayout, Piece};
use crate::pdf::tagged::Role;

/// Text this much larger than the body is a heading.
const HEADING_RATIO: f32 = 1.13;
/// Text this much smaller than the body can be a footnote.
const FOOTNOTE_RATIO: f32 = 0.9;
/// A character in running text counts as much as this many in tables for the size of the body.
const TABLE_WEIGHT: usize = 8;
/// What is repeated on other pages and is this much larger than the body is a title where it first stands.
const TITLE_RATIO: f32 = 1.4;
/// Headings have no more levels than this.
const MAX_LEVEL: u8 = 6;

/// Kind and, for headings, level of one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) kind: BlockKind,
    pub(crate) level: Option<u8>,
}

/// Titles of the outline with their depth from 1, spaces left out.
pub(crate) type Outline = HashMap<String, u8>;

/// The text of an outline entry or heading as it is compared.
pub(crate) fn outline_key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Judges all pieces of all pages.
pub(crate) fn judge(
    pages: &[PageLayout],
    running: &[HashMap<usize, Running>],
    outline: &Outline,
) -> Vec<Vec<Judged>> {
    let body = Body::of(pages, running);
    let mut kinds: Vec<Vec<(BlockKind, Option<Rank>)>> = Vec::with_capacity(pages.len());
    let mut titles: HashSet<String> = HashSet::new();
    for (n, page) in pages.iter().enumerate() {
        let marked = running.get(n);
        let judged = page
            .pieces
            .iter()
            .enumerate()
            .map(|(i, piece)| match (piece, marked.and_then(|m| m.get(&i))) {
                (Piece::Table(_), _) => (BlockKind::Table, None),
                (Piece::Figure(_), _) => (BlockKind::Figure, None),
                (Piece::Text(p), Some(Running::Header)) => {
                    let first = titles.insert(running::key(&p.text));
                    if first && p.size >= TITLE_RATIO * body.size && numbering::looks_like_heading(&p.text) {
                        let size = (p.size * 2.0).round() as i32;
                        (BlockKind::Heading, Some(Rank::Look(size, None)))
                    } else {
                        (BlockKind::Header, None)
                    }
                }
                (Piece::Text(_), Some(Running::Footer)) => (BlockKind::Footer, None),
                (Piece::Text(p), None) => judge_text(page, i, p, &body, outline),
            })
            .collect();
        kinds.push(judged);
    }
    let levels = levels(kinds.iter().flatten().filter_map(|k| k.1));
    kinds
        .into_iter()
        .map(|page| {
            page.into_iter()
                .map(|(kind, rank)| Judged {
                    kind,
                    level: rank.map(|r| levels.level(&r)),
                })
                .collect()
        })
        .collect()
}

/// What the running text of the document looks like.
struct Body {
    size: f32,
    bold: bool,
}

impl Body {
    fn of(pages: &[PageLayout], running: &[HashMap<usize, Running>]) -> Self {
        let mut sizes: HashMap<i32, (usize, usize)> = HashMap::new();
        for (n, page) in pages.iter().enumerate() {
            for (i, piece) in page.pieces.iter().enumerate() {
                let marked = running.get(n).is_some_and(|m| m.contains_key(&i));
                let (size, characters, bold) = match piece {
                    Piece::Text(p) if !marked && !p.hidden => (p.size, p.text.chars().count(), p.bold),
                    // Tables are mostly smaller than what stands around them; they count where there is little else.
                    Piece::Table(t) => {
                        let texts = t.cells.iter().map(|c| c.text.chars().count());
                        (t.size, texts.sum::<usize>() / TABLE_WEIGHT, false)
                    }
                    _ => continue,
                };
                let entry = sizes.entry((size * 2.0).round() as i32).or_default();
                entry.0 += characters;
                entry.1 += if bold { characters } else { 0 };
            }
        }
        let most = sizes.into_iter().max_by_key(|(size, (n, _))| (*n, -*size));
        most.map_or(
            Self {
                size: 0.0,
                bold: false,
            },
            |(size, (n, bold))| Self {
                size: size as f32 / 2.0,
                bold: bold * 2 > n,
            },
        )
    }
}

/// What makes headings equal in level.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Rank {
    /// Said by the outline or by the structure tree.
    Said(u8),
    /// Size in half points, and numbering.
    Look(i32, Option<(Scheme, u8)>),
}

fn judge_text(
    page: &PageLayout,
    index: usize,
    p: &Paragraph,
    body: &Body,
    outline: &Outline,
) -> (BlockKind, Option<Rank>) {
    let text = p.text.as_str();
    if p.hidden || numbering::is_contents_entry(text) {
        return (BlockKind::Paragraph, None);
    }
    match p.role {
        Some(Role::Heading(level)) if p.text.chars().any(char::is_alphanumeric) => {
            return (BlockKind::Heading, Some(Rank::Said(level)));
        }
        Some(Role::Caption) => return (BlockKind::Caption, None),
        Some(Role::Note) => return (BlockKind::Footnote, None),
        Some(Role::Formula) => return (BlockKind::Formula, None),
        Some(Role::ListItem) => return (BlockKind::ListItem, None),
        _ => {}
    }
    if captions::is_caption(text) && p.lines <= 3 {
        return (BlockKind::Caption, None);
    }
    let marker = numbering::marker(text);
    if let Some(&depth) = outline.get(&outline_key(text)) {
        return (BlockKind::Heading, Some(Rank::Said(depth)));
    }
    let look = Rank::Look((p.size * 2.0).round() as i32, marker.map(|m| (m.scheme, m.depth)));
    if is_heading(page, index, p, body, marker.map(|m| m.scheme)) {
        return (BlockKind::Heading, Some(look));
    }
    if is_footnote(page, p, body) {
        return (BlockKind::Footnote, None);
    }
    match marker.map(|m| m.scheme) {
        None | Some(Scheme::Part | Scheme::Chapter | Scheme::Section | Scheme::Article) => {
            (BlockKind::Paragraph, None)
        }
        Some(_) => (BlockKind::ListItem, None),
    }
}

fn is_heading(page: &PageLayout, index: usize, p: &Paragraph, body: &Body, scheme: Option<Scheme>) -> bool {
    let characters = p.text.chars().count();
    if body.size <= 0.0 || characters < 2 || !p.text.chars().any(char::is_alphabetic) {
        return false;
    }
    let ratio = p.size / body.size;
    if ratio >= HEADING_RATIO {
        let sentence = characters > 25 && numbering::is_sentence(&p.text);
        return p.lines <= 5 && characters <= 200 && scheme != Some(Scheme::Bullet) && !sentence;
    }
    if ratio < 0.95 || p.lines > 2 || !numbering::looks_like_heading(&p.text) {
        return false;
    }
    if p.bold && !body.bold {
        return scheme != Some(Scheme::Bullet);
    }
    let listed = || {
        let alike = |i: Option<usize>| {
            matches!(i.and_then(|i| page.pieces.get(i)), Some(Piece::Text(other))
                if numbering::marker(&other.text).map(|m| m.scheme) == scheme)
        };
        alike(index.checked_sub(1)) || alike(index.checked_add(1))
    };
    // A short numbered line above text that is numbered below it, or not at all.
    let leads = || {
        let next = page.pieces.get(index + 1).map(|next| match next {
            Piece::Text(p) => numbering::marker(&p.text).map(|m| (m.scheme, m.depth)),
            Piece::Table(_) | Piece::Figure(_) => None,
        });
        let own = numbering::marker(&p.text).map(|m| (m.scheme, m.depth));
        match (next, own) {
            (Some(Some(next)), Some(own)) => next > own,
            (Some(None), Some((scheme, _))) => scheme == Scheme::Decimal,
            _ => false,
        }
    };
    let short = characters <= 30 && !p.text.contains([':', '：']);
    match scheme {
        Some(Scheme::Decimal) => leads(),
        Some(Scheme::Arabic | Scheme::Letter) => short && leads(),
        Some(Scheme::Part | Scheme::Chapter | Scheme::Section) => true,
        Some(Scheme::FormalNumeral | Scheme::Roman | Scheme::Numeral) => !listed(),
        Some(Scheme::Article) => characters <= 24,
        _ => false,
    }
}

fn is_footnote(page: &PageLayout, p: &Paragraph, body: &Body) -> bool {
    let low = p.rect.y0 > 0.6 * page.size.height;
    // `1 Text`, `1) Text`, `* Text`, but not `1분기`.
    let number = p.text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < p.text.len() && number.starts_with([' ', ')', '.', ']']);
    let marked = numbered || p.text.starts_with(|c: char| "*†‡§註注주※¹²³⁴⁵⁶⁷⁸⁹".contains(c));
    p.size <= FOOTNOTE_RATIO * body.size && low && marked
}

/// Sizes from large to small, each with its numbering schemes as they first appear.
struct Levels {
    sizes: Vec<(i32, Vec<(Scheme, u8)>)>,
}

/// Larger is higher; of equal size, what is numbered as the first one is higher. A heading without a number stands
/// with the highest of its size.
fn levels(ranks: impl Iterator<Item = Rank>) -> Levels {
    let mut sizes: Vec<(i32, Vec<(Scheme, u8)>)> = Vec::new();
    for rank in ranks {
        if let Rank::Look(size, scheme) = rank {
            let at = sizes
                .iter()
                .position(|s| same_size(s.0, size))
                .unwrap_or_else(|| {
                    sizes.push((size, Vec::new()));
                    sizes.len() - 1
                });
            if let Some(entry) = sizes.get_mut(at)
                && let Some(scheme) = scheme
                && !entry.1.contains(&scheme)
            {
                entry.1.push(scheme);
            }
        }
    }
    sizes.sort_by_key(|s| std::cmp::Reverse(s.0));
    Levels { sizes }
}

/// Half points.
fn same_size(a: i32, b: i32) -> bool {
    (a - b).abs() <= 1
}

impl Levels {
    fn level(&self, rank: &Rank) -> u8 {
        match rank {
            Rank::Said(depth) => (*depth).clamp(1, MAX_LEVEL),
            Rank::Look(size, scheme) => {
                let mut above = 0;
                for (own, schemes) in &self.sizes {
                    if same_size(*own, *size) {
                        above += scheme
                            .and_then(|s| schemes.iter().position(|o| *o == s))
                            .unwrap_or(0);
                        break;
                    }
                    above += schemes.len().max(1);
                }
                u8::try_from(above + 1).unwrap_or(MAX_LEVEL).min(MAX_LEVEL)
            }
        }
    }
}
