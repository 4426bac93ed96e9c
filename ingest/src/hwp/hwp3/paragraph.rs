//! Paragraphs: a header, shapes, then characters with controls among them.

use std::collections::BTreeSet;

use super::super::manuscript::{Caption, Frame, Inline, Paragraph};
use super::{charset, table};
use crate::fields::Fields;
use crate::limits::{Budget, NESTING};

/// Bytes of a paragraph's header, of its shape, of a line and of a character shape.
const HEADER: usize = 43;
const SHAPE: usize = 187;
const LINE: usize = 14;
const CHARACTER_SHAPE: usize = 31;
/// Bytes of a cell's definition.
const CELL: usize = 27;

/// Reads lists of paragraphs, one after the other.
pub(super) struct BodyReader<'a, 'b> {
    fields: Fields<'a>,
    budget: &'b mut Budget,
    depth: usize,
    /// Sizes of type that were met, in 1/1800 inch; they serve as ids of character shapes.
    pub(super) sizes: BTreeSet<u32>,
    /// How many characters could not be decoded.
    pub(super) unknown: usize,
    /// Whether the stream made no sense at some place; nothing after that is read.
    pub(super) damaged: bool,
}

impl<'a, 'b> BodyReader<'a, 'b> {
    /// A reader at the first paragraph.
    pub(super) fn new(fields: Fields<'a>, budget: &'b mut Budget) -> Self {
        Self {
            fields,
            budget,
            depth: 0,
            sizes: BTreeSet::new(),
            unknown: 0,
            damaged: false,
        }
    }

    /// The paragraphs up to the empty one that ends a list.
    pub(super) fn paragraphs(&mut self) -> Vec<Paragraph> {
        let mut paragraphs = Vec::new();
        self.depth += 1;
        if self.depth > NESTING {
            self.damaged = true;
        }
        while !self.damaged {
            let mut paragraph = Paragraph::default();
            match self.paragraph(&mut paragraph) {
                Some(true) => paragraphs.push(paragraph),
                Some(false) => break,
                None => {
                    self.damaged = true;
                    paragraphs.push(paragraph);
                }
            }
        }
        self.depth -= 1;
        paragraphs
    }

    /// Reads one paragraph; false where the list ends, none where the stream makes no sense.
    fn paragraph(&mut self, paragraph: &mut Paragraph) -> Option<bool> {
        let mut header = Fields::new(self.fields.bytes(HEADER)?);
        let follows = header.u8()?;
        let units = header.u16()?;
        let lines = header.u16()?;
        let shaped = header.u8()?;
        if units == 0 {
            return Some(false);
        }
        if !self.budget.take_piece() {
            return None;
        }
        let mut header = header.after(5)?;
        paragraph.style = u32::from(header.u8()?);
        let size = u32::from(header.u16()?);
        self.sizes.insert(size);
        paragraph.character_shape = Some(size);
        if follows == 0 {
            self.fields.bytes(SHAPE)?;
        }
        self.fields.bytes(LINE * usize::from(lines))?;
        if shaped != 0 {
            for _ in 0..units {
                if self.fields.u8()? != 1 {
                    self.fields.bytes(CHARACTER_SHAPE)?;
                }
            }
        }
        let mut text = String::new();
        let mut left = usize::from(units);
        while left > 0 {
            let unit = self.fields.u16()?;
            let taken = match unit {
                0..=31 => {
                    let (taken, inline) = self.control(unit, &mut text)?;
                    if let Some(inline) = inline {
                        paragraph.push_text(&std::mem::take(&mut text));
                        paragraph.inlines.push(inline);
                    }
                    taken
                }
                _ => {
                    text.push(self.character(unit));
                    1
                }
            };
            left = left.saturating_sub(taken);
        }
        paragraph.push_text(&text);
        Some(true)
    }

    fn character(&mut self, unit: u16) -> char {
        charset::decode(unit).unwrap_or_else(|| {
            self.unknown += 1;
            char::REPLACEMENT_CHARACTER
        })
    }

    /// Reads a control whose code was read; gives how many units of the paragraph it takes, and what it stands for.
    fn control(&mut self, code: u16, text: &mut String) -> Option<(usize, Option<Inline>)> {
        let mut plain = |bytes: usize| self.fields.bytes(bytes).map(|_| (1 + bytes / 2, None));
        match code {
            0 | 13 => Some((1, None)),
            9 => {
                text.push('\t');
                plain(6)
            }
            7 => plain(82),
            8 => plain(94),
            19..=21 => plain(6),
            22 => plain(22),
            24 => {
                text.push('-');
                plain(4)
            }
            25 => plain(4),
            26 => plain(244),
            28 => plain(62),
            30 | 31 => {
                text.push(' ');
                plain(2)
            }
            18 => {
                let (kind, number) = (self.fields.u16()?, self.fields.u16()?);
                self.fields.u16()?;
                // 0 is the page's number, which differs from page to page; 1 and 2 are notes'.
                match kind {
                    1 | 2 => text.push_str(&format!("{number})")),
                    3..=5 => text.push_str(&number.to_string()),
                    _ => {}
                }
                Some((4, None))
            }
            23 => {
                for _ in 0..3 {
                    let unit = self.fields.u16()?;
                    if unit > 31 {
                        let sign = self.character(unit);
                        text.push(sign);
                    }
                }
                self.fields.u16()?;
                Some((5, None))
            }
            _ => self.extended(code).map(|inline| (4, inline)),
        }
    }

    /// A control with data of its own: a length, the code once more, and what belongs to it.
    fn extended(&mut self, code: u16) -> Option<Option<Inline>> {
        let length = usize::try_from(self.fields.u32()?).ok()?;
        if self.fields.u16()? != code {
            return None;
        }
        let inline = match code {
            6 => {
                self.fields.bytes(34)?;
                return Some(None);
            }
            10 => self.boxed()?,
            11 => {
                let mut fields = self.fields.clone();
                let more = usize::try_from(fields.u32()?).ok()?;
                self.fields.bytes(348usize.checked_add(more)?)?;
                Inline::Frame(Box::new(Frame {
                    picture: true,
                    caption: self.caption(),
                    ..Frame::default()
                }))
            }
            14 => {
                self.fields.bytes(84)?;
                return Some(None);
            }
            15 => {
                self.fields.bytes(8)?;
                Inline::Remark(self.paragraphs())
            }
            16 => {
                let is_footer = self.fields.bytes(10)?.get(8).is_some_and(|kind| *kind == 1);
                let paragraphs = self.paragraphs();
                if is_footer {
                    Inline::Footer(paragraphs)
                } else {
                    Inline::Header(paragraphs)
                }
            }
            17 => {
                self.fields.bytes(14)?;
                Inline::Note(self.paragraphs())
            }
            _ => {
                self.fields.bytes(length)?;
                return Some(None);
            }
        };
        Some(Some(inline))
    }

    /// A table, a text box, an equation or a button: cells with where they stand, then their paragraphs.
    fn boxed(&mut self) -> Option<Inline> {
        let mut kind = Fields::new(self.fields.bytes(84)?).after(78)?;
        let (kind, count) = (kind.u16()?, kind.u16()?);
        let mut frames = Vec::new();
        for _ in 0..count {
            let mut cell = Fields::new(self.fields.bytes(CELL)?).after(4)?;
            let mut next = || cell.u16().map(u32::from);
            frames.push(table::Area {
                x: next()?,
                y: next()?,
                width: next()?,
                height: next()?,
            });
        }
        let mut contents = Vec::new();
        for _ in 0..count {
            contents.push(self.paragraphs());
        }
        let caption = self.caption();
        Some(match kind {
            0 => Inline::Table(Box::new(table::lay_out(&frames, contents, caption))),
            2 => {
                let lines: Vec<String> = contents
                    .into_iter()
                    .flatten()
                    .map(|paragraph| line(&paragraph))
                    .collect();
                Inline::Equation(lines.join(" "))
            }
            _ => Inline::Frame(Box::new(Frame {
                paragraphs: contents.into_iter().flatten().collect(),
                caption,
                ..Frame::default()
            })),
        })
    }

    fn caption(&mut self) -> Caption {
        Caption {
            paragraphs: self.paragraphs(),
            below: true,
        }
    }
}

fn line(paragraph: &Paragraph) -> String {
    let texts = paragraph.inlines.iter().map(|inline| match inline {
        Inline::Text(text) => text.as_str(),
        _ => "",
    });
    texts.collect()
}
