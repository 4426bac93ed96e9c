//! Paragraphs of a body text: their text with control characters, and the controls that hang on them.

use super::super::manuscript::{Inline, Line, Paragraph, SectionProperties};
use super::records::{Node, Nodes, Tree, tag};
use crate::document::Diagnostic;
use crate::limits::{Budget, NESTING};

/// Reads the body text of one section.
pub(super) struct BodyReader<'b> {
    budget: &'b mut Budget,
    depth: usize,
    /// Properties of the section, once its first paragraph is read.
    pub(super) properties: SectionProperties,
    /// What went wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'b> BodyReader<'b> {
    /// A reader that takes what it reads from `budget`.
    pub(super) fn new(budget: &'b mut Budget) -> Self {
        Self {
            budget,
            depth: 0,
            properties: SectionProperties::default(),
            diagnostics: Vec::new(),
        }
    }

    /// The outermost paragraphs of a section; memos come as remarks on its last one.
    pub(super) fn section(&mut self, tree: &Tree) -> Vec<Paragraph> {
        let mut paragraphs = self.paragraphs(tree.roots());
        let memos = tree.roots().filter(|node| node.tag() == tag::MEMO_LIST);
        for memo in memos {
            let remark = self.paragraphs(memo.children());
            if let Some(last) = paragraphs.last_mut().filter(|_| !remark.is_empty()) {
                last.inlines.push(Inline::Remark(remark));
            }
        }
        paragraphs
    }

    /// The paragraphs among `nodes`.
    pub(super) fn paragraphs(&mut self, nodes: Nodes) -> Vec<Paragraph> {
        let own = nodes.filter(|node| node.tag() == tag::PARA_HEADER);
        own.map_while(|node| self.lone_paragraph(&node)).collect()
    }

    /// One paragraph of a list whose parts stand among other records.
    pub(super) fn lone_paragraph(&mut self, node: &Node) -> Option<Paragraph> {
        if self.depth >= NESTING {
            self.warn_once(
                "nesting",
                "objects stand too deep inside one another; the innermost are left out",
            );
            return None;
        }
        if !self.take_piece() {
            return None;
        }
        self.depth += 1;
        let paragraph = self.paragraph(node);
        self.depth -= 1;
        Some(paragraph)
    }

    /// Takes one paragraph or cell from the budget.
    pub(super) fn take_piece(&mut self) -> bool {
        let taken = self.budget.take_piece();
        if !taken {
            self.warn_once(
                "limit",
                "the document holds more paragraphs and cells than the limit; the rest is left out",
            );
        }
        taken
    }

    fn warn_once(&mut self, code: &str, message: &str) {
        if self.diagnostics.iter().all(|known| known.code != code) {
            self.diagnostics.push(Diagnostic::warning(code, message));
        }
    }

    fn paragraph(&mut self, node: &Node) -> Paragraph {
        let mut paragraph = Paragraph::default();
        let mut header = node.fields();
        let _ = (header.u32(), header.u32());
        paragraph.shape = header.u16().map_or(0, u32::from);
        paragraph.style = header.u8().map_or(0, u32::from);
        // 1: section, 4: page. The first paragraph of a section carries the former.
        paragraph.breaks_page = header.u8().is_some_and(|breaks| breaks & 4 != 0);

        let mut text: &[u8] = &[];
        let mut controls = Vec::new();
        for child in node.children() {
            match child.tag() {
                tag::PARA_TEXT => text = child.data(),
                tag::PARA_LINE_SEG => paragraph.lines = lines(child.data()),
                tag::PARA_CHAR_SHAPE => paragraph.character_shape = main_shape(child.data(), node.data()),
                tag::CTRL_HEADER => controls.push(Some(child)),
                _ => {}
            }
        }
        self.text(text, &mut controls, &mut paragraph);
        // Controls that no character anchors are kept all the same.
        for control in controls.into_iter().flatten() {
            self.control(&control, &mut paragraph);
        }
        paragraph
    }

    /// Walks the UTF-16 units. Below 32 stand control characters of one unit or of eight; extended ones among these
    /// anchor the controls in their order.
    fn text(&mut self, text: &[u8], controls: &mut [Option<Node>], paragraph: &mut Paragraph) {
        let unit = |index: usize| -> Option<u16> {
            let pair = text.get(2 * index..2 * index + 2)?;
            pair.try_into().ok().map(u16::from_le_bytes)
        };
        let mut plain: Vec<u16> = Vec::with_capacity(text.len() / 2);
        let mut at = 0;
        while let Some(code) = unit(at) {
            at += if is_wide(code) { 8 } else { 1 };
            match code {
                9 => plain.push(u16::from(b'\t')),
                10 => plain.push(u16::from(b'\n')),
                24 => plain.push(u16::from(b'-')),
                30 | 31 => plain.push(u16::from(b' ')),
                1..=3 | 11..=12 | 14..=18 | 21..=23 => {
                    flush(&mut plain, paragraph);
                    let id = [unit(at - 7), unit(at - 6)].map(Option::unwrap_or_default);
                    let id = u32::from(id[0]) | u32::from(id[1]) << 16;
                    let anchored = controls.iter_mut().find(|control| {
                        control
                            .as_ref()
                            .is_some_and(|node| node.fields().u32() == Some(id))
                    });
                    if let Some(control) = anchored.and_then(Option::take) {
                        self.control(&control, paragraph);
                    }
                }
                0..=31 => {}
                _ => plain.push(code),
            }
        }
        flush(&mut plain, paragraph);
    }
}

/// Whether a control character takes eight units.
fn is_wide(code: u16) -> bool {
    matches!(code, 1..=9 | 11..=12 | 14..=23)
}

fn flush(units: &mut Vec<u16>, paragraph: &mut Paragraph) {
    if units.is_empty() {
        return;
    }
    let decoded = char::decode_utf16(units.drain(..));
    let text: String = decoded
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    paragraph.push_text(&text);
}

/// Each line is 36 bytes: text start, top, heights, baseline, spacing, left, width, flags.
fn lines(data: &[u8]) -> Vec<Line> {
    let line = |chunk: &[u8]| -> Option<Line> {
        let number = |at: usize| chunk.get(at..at + 4)?.try_into().ok().map(i32::from_le_bytes);
        Some(Line {
            top: number(4)?,
            left: number(24)?,
            height: number(8)?,
        })
    };
    data.chunks_exact(36).filter_map(line).collect()
}

/// The character shape of most units: pairs of where a shape begins and its id; the length stands in the header.
fn main_shape(data: &[u8], header: &[u8]) -> Option<u32> {
    let number = |bytes: &[u8], at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let length = number(header, 0)? & 0x7FFF_FFFF;
    let runs: Vec<(u32, u32)> = data
        .chunks_exact(8)
        .filter_map(|run| Some((number(run, 0)?, number(run, 4)?)))
        .collect();
    let mut best = None;
    for (index, (start, shape)) in runs.iter().enumerate() {
        let end = runs.get(index + 1).map_or(length, |(start, _)| *start);
        let covered = end.saturating_sub(*start);
        if best.is_none_or(|(most, _)| covered > most) {
            best = Some((covered, *shape));
        }
    }
    best.map(|(_, shape)| shape)
}
