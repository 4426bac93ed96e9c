//! Documents to passages: what is retrieved and cited.
//!
//! A passage never crosses a page, a sheet, a slide or a section of the file, nor a heading. Paragraphs are merged up to
//! [`FULL`] and long ones are cut at sentence ends; a table gives one passage for each few rows, with its header lines.

use quarry_ingest::{Block, BlockKind, Document, Locator, Place};

use crate::extraction::Passage;
use crate::sentence::sentences;
use crate::table_passages;

/// Weight of a full passage: about 350 Chinese characters or Hangul syllables, or 900 Latin letters.
pub(crate) const FULL: usize = 900;
/// A paragraph up to this weight stays whole.
const TOLERATED: usize = 1300;
/// Records of a JSONL file up to this weight are one passage.
const WHOLE_RECORD: usize = 6000;

/// A passage and the pieces of text that it was made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) passage: Passage,
    /// Block index, and the Unicode scalars of its text that stand in the passage (all of them for a table's rows).
    pub(crate) pieces: Vec<(usize, std::ops::Range<usize>)>,
}

/// Weight of a text: a Han character or Hangul syllable fills as much of a passage as two and a half Latin letters.
pub(crate) fn weight(text: &str) -> usize {
    text.chars()
        .map(|c| if c >= '\u{1100}' { 5 } else { 2 })
        .sum::<usize>()
        / 2
}

/// Every passage of the document, in reading order.
pub(crate) fn drafts(document: &Document) -> Vec<Draft> {
    let full = if document.source.contains('#') {
        WHOLE_RECORD
    } else {
        FULL
    };
    let mut builder = Builder {
        full,
        headings: Vec::new(),
        heading_used: true,
        open: None,
        drafts: Vec::new(),
    };
    for (index, block) in document.blocks.iter().enumerate() {
        let off_page = block.hidden && matches!(block.locator.place, Place::Page { .. });
        if off_page {
            continue;
        }
        match block.kind {
            BlockKind::Header | BlockKind::Footer => {}
            BlockKind::Heading => builder.heading(index, block),
            BlockKind::Table => builder.table(index, block),
            _ => builder.paragraph(index, block),
        }
    }
    builder.finish()
}

struct Builder {
    full: usize,
    /// Level, text, block index and locator of each heading above the current place.
    headings: Vec<(u8, String, usize, Locator)>,
    /// Whether anything came under the innermost heading yet.
    heading_used: bool,
    open: Option<Draft>,
    drafts: Vec<Draft>,
}

impl Builder {
    fn flush(&mut self) {
        if let Some(draft) = self.open.take() {
            self.drafts.push(draft);
        }
    }

    fn heading(&mut self, index: usize, block: &Block) {
        self.flush();
        let level = block.level.unwrap_or(1);
        let deeper = self.headings.last().is_some_and(|(above, ..)| *above < level);
        if !deeper {
            self.lone_heading();
        }
        self.headings.retain(|(above, ..)| *above < level);
        let text = block.text.trim().to_owned();
        if !text.is_empty() {
            self.headings.push((level, text, index, block.locator.clone()));
            self.heading_used = false;
        }
    }

    /// A heading with nothing under it is a passage of its own, so that it can be found.
    fn lone_heading(&mut self) {
        if self.heading_used {
            return;
        }
        self.heading_used = true;
        let Some((_, text, index, locator)) = self.headings.last().cloned() else {
            return;
        };
        let above = self.headings.len() - 1;
        let length = text.chars().count();
        self.drafts.push(Draft {
            passage: Passage {
                text,
                headings: self.headings[..above]
                    .iter()
                    .map(|(_, t, ..)| t.clone())
                    .collect(),
                locator: Some(locator),
                blocks: Vec::new(),
                ..Passage::default()
            },
            pieces: vec![(index, 0..length)],
        });
    }

    fn heading_texts(&self) -> Vec<String> {
        self.headings.iter().map(|(_, text, ..)| text.clone()).collect()
    }

    fn paragraph(&mut self, index: usize, block: &Block) {
        let text = block.text.trim();
        if text.is_empty() {
            return;
        }
        self.heading_used = true;
        let whole = weight(text);
        if whole > TOLERATED.max(self.full) {
            self.flush();
            self.cut(index, block);
            return;
        }
        let fits = self.open.as_ref().is_some_and(|open| {
            let same_place = open
                .passage
                .locator
                .as_ref()
                .is_some_and(|l| same_leaf(&l.place, &block.locator.place));
            same_place && weight(&open.passage.text) + whole <= self.full
        });
        if !fits {
            self.flush();
        }
        let headings = self.heading_texts();
        let open = self.open.get_or_insert_with(|| Draft {
            passage: Passage {
                headings,
                ..Passage::default()
            },
            pieces: Vec::new(),
        });
        if !open.passage.text.is_empty() {
            open.passage.text.push('\n');
        }
        open.passage.text.push_str(text);
        open.passage.blocks.push(block.id.clone());
        open.passage.locator = match open.passage.locator.take() {
            Some(locator) => Some(union(&locator, &block.locator)),
            None => Some(block.locator.clone()),
        };
        open.pieces.push((index, 0..block.text.chars().count()));
    }

    /// Cuts a long paragraph at sentence ends, and a sentence without end where it must.
    fn cut(&mut self, index: usize, block: &Block) {
        let text = &block.text;
        let full = self.full;
        let mut start = None;
        let mut end = 0;
        for range in sentences(text).into_iter().flat_map(|r| shorten(text, r, full)) {
            if let Some(first) = start
                && weight(&text[first..range.end]) > full
            {
                self.push_cut(index, block, first..end);
                start = None;
            }
            start = start.or(Some(range.start));
            end = range.end;
        }
        if let Some(first) = start {
            self.push_cut(index, block, first..end);
        }
    }

    fn push_cut(&mut self, index: usize, block: &Block, bytes: std::ops::Range<usize>) {
        let from = block.text[..bytes.start].chars().count();
        let text = &block.text[bytes];
        let to = from + text.chars().count();
        self.drafts.push(Draft {
            passage: Passage {
                text: text.to_owned(),
                headings: self.heading_texts(),
                locator: Some(narrow(&block.locator, &block.text, from..to)),
                blocks: vec![block.id.clone()],
                ..Passage::default()
            },
            pieces: vec![(index, from..to)],
        });
    }

    fn table(&mut self, index: usize, block: &Block) {
        self.flush();
        self.heading_used = true;
        let Some(table) = &block.table else { return };
        let headings = self.heading_texts();
        self.drafts
            .extend(table_passages::drafts(index, block, table, &headings));
    }

    fn finish(mut self) -> Vec<Draft> {
        self.flush();
        self.lone_heading();
        self.drafts
    }
}

/// Splits a range that is itself too heavy into pieces of about `full`, at white space or commas where there are any.
fn shorten(text: &str, range: std::ops::Range<usize>, full: usize) -> Vec<std::ops::Range<usize>> {
    if weight(&text[range.clone()]) <= full {
        return vec![range];
    }
    let mut pieces = Vec::new();
    let mut start = range.start;
    let mut last_break = None;
    let mut heavy = 0;
    for (at, c) in text[range.clone()].char_indices() {
        let after = range.start + at + c.len_utf8();
        heavy += if c >= '\u{1100}' { 5 } else { 2 };
        if c.is_whitespace() || matches!(c, '，' | '、' | ',' | ';') {
            last_break = Some(after);
        }
        if heavy / 2 >= full {
            let end = last_break.take().filter(|b| *b > start).unwrap_or(after);
            pieces.push(start..end);
            start = end;
            heavy = weight(&text[start..after]) * 2;
        }
    }
    if start < range.end {
        pieces.push(start..range.end);
    }
    pieces
}

/// Whether two places stand on the same page, sheet, slide or section.
fn same_leaf(a: &Place, b: &Place) -> bool {
    match (a, b) {
        (Place::Page { page: a, .. }, Place::Page { page: b, .. }) => a == b,
        (Place::Sheet { sheet: a, .. }, Place::Sheet { sheet: b, .. }) => a == b,
        (
            Place::Section {
                section: a, page: p, ..
            },
            Place::Section {
                section: b, page: q, ..
            },
        ) => a == b && p == q,
        (Place::Slide { slide: a }, Place::Slide { slide: b }) => a == b,
        (Place::Lines { .. }, Place::Lines { .. }) | (Place::Paragraph { .. }, Place::Paragraph { .. }) => {
            true
        }
        _ => false,
    }
}

/// The smallest locator that covers both; the first one's paragraph for formats that count paragraphs.
pub(crate) fn union(a: &Locator, b: &Locator) -> Locator {
    let place = match (&a.place, &b.place) {
        (Place::Page { page, bbox: p }, Place::Page { page: other, bbox: q }) if page == other => {
            Place::Page {
                page: *page,
                bbox: [p[0].min(q[0]), p[1].min(q[1]), p[2].max(q[2]), p[3].max(q[3])],
            }
        }
        (
            Place::Sheet { sheet, range: p },
            Place::Sheet {
                sheet: other,
                range: q,
            },
        ) if sheet == other => Place::Sheet {
            sheet: sheet.clone(),
            range: table_passages::join_ranges(p, q),
        },
        (
            Place::Lines { line: p, start, end },
            Place::Lines {
                line: q,
                start: s,
                end: e,
            },
        ) => Place::Lines {
            line: [p[0].min(q[0]), p[1].max(q[1])],
            start: (*start).min(*s),
            end: (*end).max(*e),
        },
        (first, _) => first.clone(),
    };
    Locator::from(place)
}

/// The locator of a part of a block: exact for texts that count lines, the block's own otherwise.
fn narrow(locator: &Locator, text: &str, scalars: std::ops::Range<usize>) -> Locator {
    let Place::Lines { line, start, end } = &locator.place else {
        return locator.clone();
    };
    // Only where the block's text is the source's text, character for character, can its offsets be carried over.
    if end.saturating_sub(*start) != text.chars().count() {
        return locator.clone();
    }
    let lines_before = text.chars().take(scalars.start).filter(|c| *c == '\n').count();
    let lines_within = text
        .chars()
        .skip(scalars.start)
        .take(scalars.len())
        .filter(|c| *c == '\n')
        .count();
    let first = line[0].saturating_add(u32::try_from(lines_before).unwrap_or(0));
    let last = first.saturating_add(u32::try_from(lines_within).unwrap_or(0));
    Locator::from(Place::Lines {
        line: [first, last.min(line[1].max(first))],
        start: start + scalars.start,
        end: start + scalars.end,
    })
}
