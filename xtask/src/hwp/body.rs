//! A `BodyText/SectionN` stream: paragraphs, and the controls that hang on them.

use super::docinfo::{BOX_BORDER, NO_BORDER};
use super::layout::{self, Layout, Line};
use super::record::{Data, Records, tag};
use super::report::{Block, Cell, Paragraph, Report, Style, Table};

/// The whole stream, not yet compressed.
#[must_use]
pub fn write(report: &Report) -> Vec<u8> {
    let mut body = Body::default();
    let mut layout = Layout::default();
    let empty = [Block::text("")];
    let blocks: &[Block] = if report.blocks.is_empty() {
        &empty
    } else {
        &report.blocks
    };
    for (index, block) in blocks.iter().enumerate() {
        let mut controls = Vec::new();
        if index == 0 {
            controls.push(Control::Section);
            controls.push(Control::Columns);
            if !report.header.is_empty() {
                controls.push(Control::Band(b"head", &report.header));
            }
            if !report.footer.is_empty() {
                controls.push(Control::Band(b"foot", &report.footer));
            }
        }
        let lines = layout.lines(block, 8 * u32::try_from(controls.len()).unwrap_or(0));
        body.block(block, 0, controls, &lines, index + 1 == blocks.len());
    }
    body.records.into_bytes()
}

/// A control that hangs on a paragraph, with the character that anchors it.
enum Control<'a> {
    Section,
    Columns,
    Band(&'a [u8; 4], &'a str),
    Table(&'a Table),
    TextBox(&'a [Block]),
    Equation(&'a str),
    Footnote(u32, &'a str),
    NoteNumber(u32),
    Link(&'a str),
}

impl Control<'_> {
    fn code(&self) -> u16 {
        match self {
            Self::Section | Self::Columns => 2,
            Self::Link(_) => 3,
            Self::Table(_) | Self::TextBox(_) | Self::Equation(_) => 11,
            Self::Band(..) => 16,
            Self::Footnote(..) => 17,
            Self::NoteNumber(_) => 18,
        }
    }

    fn id(&self) -> &[u8; 4] {
        match self {
            Self::Section => b"secd",
            Self::Columns => b"cold",
            Self::Band(id, _) => id,
            Self::Table(_) => b"tbl ",
            Self::TextBox(_) => b"gso ",
            Self::Equation(_) => b"eqed",
            Self::Footnote(..) => b"fn  ",
            Self::NoteNumber(_) => b"atno",
            Self::Link(_) => b"%hlk",
        }
    }
}

#[derive(Default)]
struct Body {
    records: Records,
    instance: u32,
    notes: u32,
}

impl Body {
    fn list(&mut self, blocks: &[Block], level: u16) {
        for (index, block) in blocks.iter().enumerate() {
            let lines = Layout::default().lines(block, 0);
            self.block(block, level, Vec::new(), &lines, index + 1 == blocks.len());
        }
    }

    fn block<'a>(
        &mut self,
        block: &'a Block,
        level: u16,
        mut controls: Vec<Control<'a>>,
        lines: &[Line],
        last: bool,
    ) {
        let own;
        let paragraph = match block {
            Block::Paragraph(paragraph) => paragraph,
            Block::Table(_) | Block::TextBox(_) | Block::Equation(_) => {
                own = Paragraph::new(Style::Body, "");
                &own
            }
        };
        match block {
            Block::Paragraph(paragraph) => controls.extend(paragraph.link.as_deref().map(Control::Link)),
            Block::Table(table) => controls.push(Control::Table(table)),
            Block::TextBox(blocks) => controls.push(Control::TextBox(blocks)),
            Block::Equation(script) => controls.push(Control::Equation(script)),
        }
        self.paragraph(paragraph, level, controls, lines, last);
    }

    fn paragraph<'a>(
        &mut self,
        paragraph: &'a Paragraph,
        level: u16,
        mut controls: Vec<Control<'a>>,
        lines: &[Line],
        last: bool,
    ) {
        let before = controls.len();
        for text in &paragraph.footnotes {
            self.notes += 1;
            controls.push(Control::Footnote(self.notes, text));
        }
        let (mut units, mut mask) = (Vec::new(), 0);
        for control in controls.get(..before).unwrap_or_default() {
            anchor(&mut units, &mut mask, control.code(), control.id());
        }
        for unit in paragraph.text.encode_utf16() {
            match unit {
                9 => inline(&mut units, &mut mask, 9),
                10 => {
                    mask |= 1 << 10;
                    units.push(10);
                }
                _ => units.push(unit),
            }
        }
        if paragraph.link.is_some() {
            inline(&mut units, &mut mask, 4);
        }
        for control in controls.get(before..).unwrap_or_default() {
            anchor(&mut units, &mut mask, control.code(), control.id());
        }
        units.push(13);

        self.instance += 1;
        let count = u32::try_from(units.len()).unwrap_or(0) | u32::from(last) << 31;
        let break_before = if paragraph.page_break { 4 } else { 0 };
        let style = paragraph.style;
        let header = Data::new()
            .u32(count)
            .u32(mask)
            .u16(style.id())
            .u8(u8::try_from(style.id()).unwrap_or(0));
        let header = header
            .u8(break_before)
            .u16(1)
            .u16(0)
            .u16(u16::try_from(lines.len()).unwrap_or(1));
        self.records
            .push(tag::PARA_HEADER, level, header.u32(self.instance).u16(0));
        self.records.push(
            tag::PARA_TEXT,
            level + 1,
            units.into_iter().fold(Data::new(), Data::u16),
        );
        let shapes = Data::new().u32(0).u32(u32::from(style.character_shape()));
        self.records.push(tag::PARA_CHAR_SHAPE, level + 1, shapes);
        let mut segments = Data::new();
        for line in lines {
            segments = segments
                .u32(line.start)
                .u32(line.top)
                .u32(line.height)
                .u32(line.height);
            segments = segments.u32(line.height * 17 / 20).u32(line.spacing);
            segments = segments.u32(0).u32(layout::TEXT_WIDTH).u32(0x0006_0000);
        }
        self.records.push(tag::PARA_LINE_SEG, level + 1, segments);
        for control in &controls {
            self.control(control, level + 1);
        }
    }

    fn control(&mut self, control: &Control, level: u16) {
        let header = Data::new().id(control.id());
        match control {
            Control::Section => self.section(level),
            Control::Columns => {
                self.records
                    .push(tag::CTRL_HEADER, level, header.u16(0x1004).u32s(0, 2).u16(0))
            }
            Control::Band(_, text) => {
                self.records.push(tag::CTRL_HEADER, level, header.u32s(0, 2));
                let list = Data::new()
                    .u32(1)
                    .u32(0)
                    .u32(layout::TEXT_WIDTH)
                    .u32(layout::BAND)
                    .bytes(&[0; 18]);
                self.records.push(tag::LIST_HEADER, level + 1, list);
                self.list(&[Block::text(text)], level + 1);
            }
            Control::Table(table) => self.table(table, level),
            Control::TextBox(blocks) => self.text_box(blocks, level),
            Control::Equation(script) => {
                let size = (4000, 2000);
                self.object(b"eqed", size, level);
                let data = Data::new()
                    .u32(0)
                    .text(script)
                    .u32(1000)
                    .u32(0)
                    .u16(0)
                    .text("")
                    .text("");
                self.records.push(tag::EQEDIT, level + 1, data);
            }
            Control::Footnote(number, text) => {
                let note = header
                    .u32(*number)
                    .u16(0)
                    .u16(u16::from(b')'))
                    .u32(0)
                    .u32(self.instance);
                self.records.push(tag::CTRL_HEADER, level, note);
                self.records
                    .push(tag::LIST_HEADER, level + 1, Data::new().u32(1).u32s(0, 3));
                let paragraph = Paragraph::new(Style::Body, &format!(" {text}"));
                let lines = Layout::default().lines(&Block::Paragraph(paragraph.clone()), 8);
                self.paragraph(
                    &paragraph,
                    level + 1,
                    vec![Control::NoteNumber(*number)],
                    &lines,
                    true,
                );
            }
            Control::NoteNumber(number) => {
                let number = header.u32(1).u16(u16::try_from(*number).unwrap_or(0));
                self.records
                    .push(tag::CTRL_HEADER, level, number.u16(0).u16(0).u16(u16::from(b')')));
            }
            Control::Link(target) => {
                let command = format!("{};1;0;0;", target.replace(':', "\\:"));
                let link = header.u32(0).u8(0).text(&command).u32(self.instance).u32(0);
                self.records.push(tag::CTRL_HEADER, level, link);
            }
        }
    }

    fn section(&mut self, level: u16) {
        let section = Data::new()
            .id(b"secd")
            .u32(0)
            .u16(1134)
            .u16s(0, 2)
            .u32(8000)
            .u16(1);
        self.records
            .push(tag::CTRL_HEADER, level, section.u16s(0, 5).u32s(0, 2));
        let sides = [
            layout::PAGE_WIDTH,
            layout::PAGE_HEIGHT,
            layout::SIDE_MARGIN,
            layout::SIDE_MARGIN,
            layout::TOP_MARGIN,
            layout::BAND,
            layout::BAND,
            layout::BAND,
            0,
            0,
        ];
        self.records.push(
            tag::PAGE_DEF,
            level + 1,
            sides.into_iter().fold(Data::new(), Data::u32),
        );
        for _ in 0..2 {
            let shape = Data::new()
                .u32(0)
                .u16s(0, 2)
                .u16(u16::from(b')'))
                .u16(1)
                .u32(u32::MAX);
            let shape = shape.u16(850).u16(567).u16(283).u8(1).u8(1).u32(0);
            self.records.push(tag::FOOTNOTE_SHAPE, level + 1, shape);
        }
        for _ in 0..3 {
            self.records.push(
                tag::PAGE_BORDER_FILL,
                level + 1,
                Data::new().u32(1).u16s(1417, 4).u16(NO_BORDER),
            );
        }
    }

    /// The header that tables, drawings and equations share; it stands in the line like a character.
    fn object(&mut self, id: &[u8; 4], (width, height): (u32, u32), level: u16) {
        self.instance += 1;
        let data = Data::new()
            .id(id)
            .u32(0x082A_2211)
            .u32s(0, 2)
            .u32(width)
            .u32(height)
            .u32(0);
        let data = data.u16s(283, 4).u32(0x1000_0000 + self.instance).u32(0).u16(0);
        self.records.push(tag::CTRL_HEADER, level, data);
    }

    fn table(&mut self, table: &Table, level: u16) {
        let (cells, rows, columns) = table.placed();
        let height = layout::table_height(table);
        self.object(b"tbl ", (layout::TEXT_WIDTH, height), level);
        if !table.caption.is_empty() {
            let list = Data::new()
                .u32(1)
                .u32(0)
                .u32(2)
                .u32(layout::TEXT_WIDTH)
                .u16(850)
                .u32(layout::TEXT_WIDTH);
            self.records.push(tag::LIST_HEADER, level + 1, list.u32s(0, 2));
            self.list(&[Block::styled(Style::Caption, &table.caption)], level + 1);
        }
        let mut data = Data::new()
            .u32(6)
            .u16(rows)
            .u16(columns)
            .u16(0)
            .u16(510)
            .u16(510)
            .u16(141)
            .u16(141);
        for row in 0..rows {
            let count = cells.iter().filter(|(r, ..)| *r == row).count();
            data = data.u16(u16::try_from(count).unwrap_or(0));
        }
        self.records
            .push(tag::TABLE, level + 1, data.u16(BOX_BORDER).u16(0));
        let width = layout::TEXT_WIDTH / u32::from(columns.max(1));
        for (row, column, cell) in cells {
            self.cell(cell, (row, column), width, level + 1);
        }
    }

    fn cell(&mut self, cell: &Cell, (row, column): (u16, u16), width: u32, level: u16) {
        let width = width * u32::from(cell.column_span);
        let height = layout::ROW_HEIGHT * u32::from(cell.row_span);
        let count = u32::try_from(cell.blocks.len()).unwrap_or(1);
        let list = Data::new()
            .u32(count)
            .u32(0x20 | u32::from(cell.header) << 18)
            .u16(column)
            .u16(row);
        let list = list
            .u16(cell.column_span)
            .u16(cell.row_span)
            .u32(width)
            .u32(height);
        let list = list
            .u16(510)
            .u16(510)
            .u16(141)
            .u16(141)
            .u16(BOX_BORDER)
            .u32(width)
            .bytes(&[0; 9]);
        self.records.push(tag::LIST_HEADER, level, list);
        self.list(&cell.blocks, level);
    }

    fn text_box(&mut self, blocks: &[Block], level: u16) {
        let size = (layout::TEXT_WIDTH, 4 * layout::ROW_HEIGHT);
        self.object(b"gso ", size, level);
        let identity = [1.0f64, 0.0, 0.0, 0.0, 1.0, 0.0].map(f64::to_le_bytes).concat();
        let shape = Data::new().id(b"$rec").id(b"$rec").u32s(0, 2).u16(0).u16(1);
        let shape = shape
            .u32(size.0)
            .u32(size.1)
            .u32(size.0)
            .u32(size.1)
            .u32(0x0009_0000)
            .u16(0);
        let shape = shape.u32(size.0 / 2).u32(size.1 / 2).u16(1);
        let shape = shape.bytes(&identity).bytes(&identity).bytes(&identity);
        let shape = shape.u32(0).u32(33).u32(1).u8(0).u32s(0, 5).u32(0).u8(0);
        self.records.push(tag::SHAPE_COMPONENT, level + 1, shape);
        let list = Data::new()
            .u32(u32::try_from(blocks.len()).unwrap_or(1))
            .u32(0x20);
        self.records.push(
            tag::LIST_HEADER,
            level + 2,
            list.u16s(283, 4).u32(size.0).bytes(&[0; 13]),
        );
        self.list(blocks, level + 2);
        let corners = [0, 0, size.0, 0, size.0, size.1, 0, size.1];
        let corners = corners.into_iter().fold(Data::new().u8(0), Data::u32);
        self.records
            .push(tag::SHAPE_COMPONENT_RECTANGLE, level + 2, corners);
    }
}

/// An extended control character: eight units, the control's id in the second and third.
fn anchor(units: &mut Vec<u16>, mask: &mut u32, code: u16, id: &[u8; 4]) {
    let [a, b, c, d] = *id;
    *mask |= 1 << code;
    units.extend([
        code,
        u16::from_be_bytes([c, d]),
        u16::from_be_bytes([a, b]),
        0,
        0,
        0,
        0,
        code,
    ]);
}

/// An inline control character: eight units without a control of its own.
fn inline(units: &mut Vec<u16>, mask: &mut u32, code: u16) {
    *mask |= 1 << code;
    units.extend([code, 0, 0, 0, 0, 0, 0, code]);
}
