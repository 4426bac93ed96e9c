//! Page numbers from the cache of line segments.
//!
//! Each line says how far from the top of its page it stands, so a line that stands higher than the one before it
//! (and not further right, which is the next column) begins a page. Files written by other programs often carry a
//! cache of zeros; then no page is told.

use super::manuscript::{Inline, Paragraph, Section};

/// Counts pages through the sections of one document.
#[derive(Debug)]
pub(super) struct PageCounter {
    page: u32,
    last: Option<(i32, i32)>,
    /// Pages that a table at the end of the last paragraph runs on over.
    carried: u32,
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
            carried: 0,
            text_height: 0,
            trusted: true,
            started: false,
        }
    }

    /// Begins a section, and with it a page. Once one section's cache cannot be trusted, no later page is told.
    pub(super) fn begin_section(&mut self, section: &Section) {
        if self.started {
            self.page = self.page.saturating_add(1).saturating_add(self.carried);
        }
        self.started = true;
        self.carried = 0;
        self.last = None;
        self.text_height = section.properties.text_height.unwrap_or(0);
        self.trusted = self.trusted && is_laid_out(section);
    }

    /// The page on which an outermost paragraph begins, from 1.
    pub(super) fn page_of(&mut self, paragraph: &Paragraph) -> Option<u32> {
        let mut moved = false;
        if paragraph.breaks_page && self.last.is_some() {
            self.page = self.page.saturating_add(1);
            moved = true;
        }
        if self.carried > 0 {
            if !moved {
                self.page = self.page.saturating_add(self.carried);
            }
            self.carried = 0;
            moved = true;
        }
        let mut first = None;
        for line in &paragraph.lines {
            let higher = self
                .last
                .is_some_and(|(top, left)| line.top < top && line.left <= left);
            if higher && !moved {
                self.page = self.page.saturating_add(1);
            }
            moved = false;
            first = first.or(Some(self.page));
            self.last = Some((line.top, line.left));
        }
        let begins = first.unwrap_or(self.page);
        self.carry(paragraph);
        self.trusted.then_some(begins)
    }

    /// The number of pages so far; none where the cache cannot be trusted.
    pub(super) fn count(&self) -> Option<u32> {
        self.trusted.then_some(self.page)
    }

    fn carry(&mut self, paragraph: &Paragraph) {
        let tables = paragraph.inlines.iter().filter_map(|inline| match inline {
            Inline::Table(table) if !table.placing.in_line => Some(table.placing.height),
            _ => None,
        });
        let Some(height) = tables.max() else { return };
        let top = self.last.map_or(0, |(top, _)| u32::try_from(top).unwrap_or(0));
        self.carried = top
            .saturating_add(height)
            .checked_div(self.text_height)
            .unwrap_or(0)
            .min(10_000);
    }
}

/// Whether the section's cache was made by laying it out: lines follow one another downwards.
fn is_laid_out(section: &Section) -> bool {
    let lines = section.paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
    let (mut pairs, mut still, mut last) = (0usize, 0usize, None);
    let mut count = 0usize;
    for line in lines {
        count += 1;
        if let Some((top, left)) = last {
            pairs += 1;
            still += usize::from(top == line.top && left == line.left);
        }
        last = Some((line.top, line.left));
    }
    count > 0 && still * 5 <= pairs
}

#[cfg(test)]
mod tests {
    use super::super::manuscript::Line;
    use super::*;

    fn section(tops: &[i32]) -> Section {
        let paragraphs = tops.iter().map(|top| Paragraph {
            lines: vec![Line { top: *top, left: 0 }],
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
}
