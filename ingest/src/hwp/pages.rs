//! Page numbers from the cache of line segments.
//!
//! Each line says how far from the top of its page it stands, so a line that stands higher than the one before it
//! (and not further right, which is the next column) begins a page. Files written by other programs often carry a
//! cache of zeros; then no page is told.

use super::manuscript::{Inline, Line, Paragraph, Section};

/// How far a line may stand above the end of a table without standing on a later page, in HWP units.
const SLACK: u32 = 500;

/// Counts pages through the sections of one document.
#[derive(Debug)]
pub(super) struct PageCounter {
    page: u32,
    /// The last line, on the page that is counted.
    last: Option<Line>,
    /// Where the table at the last paragraph ends, from the top of that page; it may run on over later ones.
    table_end: Option<u32>,
    /// How many columns the text has, and which of them it is in, from 0.
    columns: u32,
    column: u32,
    text_height: u32,
    trusted: bool,
    started: bool,
}

impl PageCounter {
    /// At the first page.
    pub(super) fn new() -> Self {
        Self {
            page: 1,
            last: None,
            table_end: None,
            columns: 1,
            column: 0,
            text_height: 0,
            trusted: true,
            started: false,
        }
    }

    /// Begins a section, and with it a page. Once one section's cache cannot be trusted, no later page is told.
    pub(super) fn begin_section(&mut self, section: &Section) {
        if self.started {
            self.page = self.page.saturating_add(self.pages_to(0).max(1));
        }
        self.started = true;
        self.table_end = None;
        self.last = None;
        (self.columns, self.column) = (1, 0);
        self.text_height = section.properties.text_height.unwrap_or(0);
        self.trusted = self.trusted && is_laid_out(section);
    }

    /// The page on which an outermost paragraph begins, from 1.
    pub(super) fn page_of(&mut self, paragraph: &Paragraph) -> Option<u32> {
        if let Some(columns) = paragraph.columns {
            (self.columns, self.column) = (columns.max(1), 0);
        }
        let (page, before) = (self.page, self.last);
        let mut first = None;
        for line in &paragraph.lines {
            let breaks = paragraph.breaks_page && first.is_none() && self.last.is_some();
            self.advance(line, breaks);
            first = first.or(Some(self.page));
            self.last = Some(*line);
        }
        // A table that stands above its paragraph's line has moved that line down already.
        let above = before.filter(|_| first == Some(page)).map_or(0, |line| line.top);
        if let Some((height, line)) = tables_height(paragraph).zip(paragraph.lines.first()) {
            let moved = u32::try_from(line.top.saturating_sub(above)).unwrap_or(0);
            if moved.saturating_add(SLACK) < height {
                let top = u32::try_from(line.top).unwrap_or(0);
                self.table_end = Some(top.saturating_add(height));
            }
        }
        self.trusted.then_some(first.unwrap_or(self.page))
    }

    /// The number of pages so far; none where the cache cannot be trusted.
    pub(super) fn count(&self) -> Option<u32> {
        self.trusted.then_some(self.page)
    }

    fn advance(&mut self, line: &Line, breaks: bool) {
        let top = u32::try_from(line.top).unwrap_or(0);
        let over = self.pages_to(top);
        let higher = self
            .last
            .is_some_and(|last| line.top < last.top && line.left <= last.left);
        self.table_end = None;
        if breaks || over > 0 {
            self.column = 0;
            self.page = self.page.saturating_add(over.max(u32::from(breaks)));
        } else if higher {
            self.column += 1;
            if self.column >= self.columns {
                self.column = 0;
                self.page = self.page.saturating_add(1);
            }
        }
    }

    /// How many pages a line at `top` stands after the page on which the table above it began.
    fn pages_to(&self, top: u32) -> u32 {
        let left = self
            .table_end
            .unwrap_or(0)
            .saturating_sub(top.saturating_add(SLACK));
        if self.text_height == 0 {
            0
        } else {
            left.div_ceil(self.text_height).min(10_000)
        }
    }
}

/// The height of a paragraph's tables that text goes on below.
fn tables_height(paragraph: &Paragraph) -> Option<u32> {
    let heights = paragraph.inlines.iter().filter_map(|inline| match inline {
        Inline::Table(table) if table.placing.pushes && !table.placing.in_line => {
            Some(table.placing.height.saturating_add(table.placing.offset))
        }
        _ => None,
    });
    heights.reduce(u32::saturating_add)
}

/// Whether the section's cache was made by laying it out: every paragraph has lines, lines have heights, and they
/// follow one another downwards.
fn is_laid_out(section: &Section) -> bool {
    let (mut lines, mut faults) = (0usize, 0usize);
    let mut last: Option<&Line> = None;
    for paragraph in &section.paragraphs {
        faults += usize::from(paragraph.lines.is_empty());
        for line in &paragraph.lines {
            lines += 1;
            let still = last.is_some_and(|last| (line.top, line.left) == (last.top, last.left));
            faults += usize::from(line.height <= 0 || still);
            last = Some(line);
        }
    }
    lines > 0 && faults * 5 < lines
}

#[cfg(test)]
mod tests {
    use super::super::manuscript::{Placing, TableObject};
    use super::*;

    fn line(top: i32) -> Line {
        Line {
            top,
            left: 0,
            height: 1000,
        }
    }

    fn section(tops: &[i32]) -> Section {
        let paragraphs = tops.iter().map(|top| Paragraph {
            lines: vec![line(*top)],
            ..Paragraph::default()
        });
        Section {
            paragraphs: paragraphs.collect(),
            ..Section::default()
        }
    }

    fn pages(sections: &[Section]) -> Vec<Option<u32>> {
        let mut counter = PageCounter::new();
        let mut pages = Vec::new();
        for section in sections {
            counter.begin_section(section);
            pages.extend(
                section
                    .paragraphs
                    .iter()
                    .map(|paragraph| counter.page_of(paragraph)),
            );
        }
        pages
    }

    #[test]
    fn a_line_that_stands_higher_begins_a_page() {
        let found = pages(&[section(&[0, 1600, 3200, 0, 1600]), section(&[0, 1600])]);
        assert_eq!(found, [1, 1, 1, 2, 2, 3, 3].map(Some));
    }

    #[test]
    fn a_break_and_the_higher_line_after_it_are_one_page() {
        let mut section = section(&[0, 1600, 0]);
        section.paragraphs[2].breaks_page = true;
        assert_eq!(pages(&[section]), [1, 1, 2].map(Some));
    }

    #[test]
    fn the_next_column_is_no_page() {
        let mut section = section(&[0, 1600, 0]);
        section.paragraphs[2].lines[0].left = 20_000;
        assert_eq!(pages(&[section]), [1, 1, 1].map(Some));
    }

    #[test]
    fn a_cache_of_zeros_tells_no_page() {
        assert_eq!(pages(&[section(&[0, 0, 0])]), [None; 3]);
    }

    #[test]
    fn a_table_runs_on_over_pages() {
        let mut section = section(&[0, 1600, 3000, 4600]);
        section.properties.text_height = Some(60_000);
        // From 1600 it ends at 121,600: two pages on, of which the next line stands at 3000.
        let placing = Placing {
            height: 120_000,
            pushes: true,
            ..Placing::default()
        };
        section.paragraphs[1]
            .inlines
            .push(Inline::Table(Box::new(TableObject {
                placing,
                ..TableObject::default()
            })));
        assert_eq!(pages(&[section]), [1, 1, 3, 3].map(Some));
    }

    #[test]
    fn columns_fill_one_after_the_other_before_the_page_ends() {
        let mut section = section(&[0, 1600, 0, 1600, 0]);
        section.paragraphs[0].columns = Some(2);
        assert_eq!(pages(&[section]), [1, 1, 1, 1, 2].map(Some));
    }

    #[test]
    fn lines_without_height_tell_no_page() {
        let mut section = section(&[0, 1600, 3200]);
        section
            .paragraphs
            .iter_mut()
            .for_each(|paragraph| paragraph.lines[0].height = 0);
        assert_eq!(pages(&[section]), [None; 3]);
    }
}
