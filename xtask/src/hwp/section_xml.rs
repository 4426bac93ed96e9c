//! `Contents/section0.xml` of an HWPX package: paragraphs, and the objects that stand in them.

use std::fmt::Write;

use super::docinfo::BOX_BORDER;
use super::layout::{self, Layout, Line};
use super::package::{NAMESPACES, XML_HEAD, escape};
use super::report::{Block, Cell, Paragraph, Report, Style, Table};

/// The whole part.
#[must_use]
pub fn write(report: &Report) -> String {
    let mut section = Section {
        out: format!("{XML_HEAD}<hs:sec {NAMESPACES}>"),
        id: 1000,
        notes: 0,
    };
    let mut layout = Layout::default();
    let empty = [Block::text("")];
    let blocks: &[Block] = if report.blocks.is_empty() {
        &empty
    } else {
        &report.blocks
    };
    for (index, block) in blocks.iter().enumerate() {
        let mut head = String::new();
        if index == 0 {
            head.push_str(&section_properties());
            for (name, text) in [("header", &report.header), ("footer", &report.footer)] {
                if !text.is_empty() {
                    head.push_str(&section.band(name, text));
                }
            }
        }
        let lines = layout.lines(block, 0);
        section.block(block, &head, &lines);
    }
    section.out.push_str("</hs:sec>");
    section.out
}

struct Section {
    out: String,
    id: u32,
    notes: u32,
}

impl Section {
    fn next_id(&mut self) -> u32 {
        self.id += 7;
        self.id
    }

    fn list(&mut self, blocks: &[Block], align: &str) {
        let _ = write!(
            self.out,
            r#"<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="{align}" linkListIDRef="0" linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">"#
        );
        for block in blocks {
            self.block(block, "", &[]);
        }
        self.out.push_str("</hp:subList>");
    }

    /// A running header or footer, as text to stand in the first run.
    fn band(&mut self, name: &str, text: &str) -> String {
        let before = std::mem::take(&mut self.out);
        let id = self.next_id();
        let _ = write!(self.out, r#"<hp:ctrl><hp:{name} id="{id}" applyPageType="BOTH">"#);
        self.list(&[Block::text(text)], "TOP");
        let _ = write!(self.out, "</hp:{name}></hp:ctrl>");
        std::mem::replace(&mut self.out, before)
    }

    fn block(&mut self, block: &Block, head: &str, lines: &[Line]) {
        let plain = Paragraph::new(Style::Body, "");
        let paragraph = if let Block::Paragraph(paragraph) = block {
            paragraph
        } else {
            &plain
        };
        let (style, shape) = (paragraph.style.id(), paragraph.style.character_shape());
        let (id, new_page) = (self.next_id(), u8::from(paragraph.page_break));
        let _ = write!(
            self.out,
            r#"<hp:p id="{id}" paraPrIDRef="{style}" styleIDRef="{style}" pageBreak="{new_page}" columnBreak="0" merged="0"><hp:run charPrIDRef="{shape}">{head}"#
        );
        match block {
            Block::Paragraph(paragraph) => self.text(paragraph),
            Block::Table(table) => self.table(table),
            Block::TextBox(blocks) => self.text_box(blocks),
            Block::Equation(script) => self.equation(script),
        }
        self.out.push_str("</hp:run>");
        if !lines.is_empty() {
            self.out.push_str("<hp:linesegarray>");
            for Line {
                start,
                top,
                height,
                spacing,
            } in lines
            {
                let _ = write!(
                    self.out,
                    r#"<hp:lineseg textpos="{start}" vertpos="{top}" vertsize="{height}" textheight="{height}" baseline="{}" spacing="{spacing}" horzpos="0" horzsize="{}" flags="393216"/>"#,
                    height * 17 / 20,
                    layout::TEXT_WIDTH
                );
            }
            self.out.push_str("</hp:linesegarray>");
        }
        self.out.push_str("</hp:p>");
    }

    fn text(&mut self, paragraph: &Paragraph) {
        let field = self.next_id();
        if let Some(target) = &paragraph.link {
            let command = escape(&format!("{};1;0;0;", target.replace(':', "\\:")));
            let _ = write!(
                self.out,
                r#"<hp:ctrl><hp:fieldBegin id="{field}" type="HYPERLINK" name="" editable="0" dirty="1" zorder="-1" fieldid="{field}"><hp:parameters cnt="1" name=""><hp:stringParam name="Command">{command}</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>"#
            );
        }
        let text = escape(&paragraph.text);
        let text = text.replace('\n', "<hp:lineBreak/>");
        let text = text.replace('\t', r#"<hp:tab width="4000" leader="0" type="1"/>"#);
        let _ = write!(self.out, "<hp:t>{text}</hp:t>");
        if paragraph.link.is_some() {
            let _ = write!(
                self.out,
                r#"<hp:ctrl><hp:fieldEnd beginIDRef="{field}" fieldid="{field}"/></hp:ctrl>"#
            );
        }
        for note in &paragraph.footnotes {
            self.notes += 1;
            let (number, id) = (self.notes, self.next_id());
            let _ = write!(
                self.out,
                r#"<hp:ctrl><hp:footNote number="{number}" suffixChar="41" instId="{id}">"#
            );
            let _ = write!(
                self.out,
                r#"<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="TOP"><hp:p id="0" paraPrIDRef="0" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0"><hp:run charPrIDRef="0"><hp:ctrl><hp:autoNum num="{number}" numType="FOOTNOTE"><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/></hp:autoNum></hp:ctrl><hp:t> {}</hp:t></hp:run></hp:p></hp:subList></hp:footNote></hp:ctrl>"#,
                escape(note)
            );
        }
    }

    /// What tables, drawings and equations share; they stand in the line like a character.
    fn placing(&mut self, width: u32, height: u32) {
        let _ = write!(
            self.out,
            r#"<hp:sz width="{width}" widthRelTo="ABSOLUTE" height="{height}" heightRelTo="ABSOLUTE" protect="0"/><hp:pos treatAsChar="1" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/><hp:outMargin left="283" right="283" top="283" bottom="283"/>"#
        );
    }

    fn table(&mut self, table: &Table) {
        let (cells, rows, columns) = table.placed();
        let id = self.next_id();
        let _ = write!(
            self.out,
            r#"<hp:tbl id="{id}" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="1" rowCnt="{rows}" colCnt="{columns}" cellSpacing="0" borderFillIDRef="{BOX_BORDER}" noAdjust="0">"#
        );
        self.placing(layout::TEXT_WIDTH, layout::table_height(table));
        if !table.caption.is_empty() {
            let _ = write!(
                self.out,
                r#"<hp:caption side="TOP" fullSz="0" width="8504" gap="850" lastWidth="{}">"#,
                layout::TEXT_WIDTH
            );
            self.list(&[Block::styled(Style::Caption, &table.caption)], "TOP");
            self.out.push_str("</hp:caption>");
        }
        self.out
            .push_str(r#"<hp:inMargin left="510" right="510" top="141" bottom="141"/>"#);
        let width = layout::TEXT_WIDTH / u32::from(columns.max(1));
        for row in 0..rows {
            self.out.push_str("<hp:tr>");
            for (_, column, cell) in cells.iter().filter(|(r, ..)| *r == row) {
                self.cell(cell, row, *column, width);
            }
            self.out.push_str("</hp:tr>");
        }
        self.out.push_str("</hp:tbl>");
    }

    fn cell(&mut self, cell: &Cell, row: u16, column: u16, width: u32) {
        let header = u8::from(cell.header);
        let _ = write!(
            self.out,
            r#"<hp:tc name="" header="{header}" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="{BOX_BORDER}">"#
        );
        self.list(&cell.blocks, "CENTER");
        let _ = write!(
            self.out,
            r#"<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="{}" rowSpan="{}"/><hp:cellSz width="{}" height="{}"/><hp:cellMargin left="510" right="510" top="141" bottom="141"/></hp:tc>"#,
            cell.column_span,
            cell.row_span,
            width * u32::from(cell.column_span),
            layout::ROW_HEIGHT * u32::from(cell.row_span)
        );
    }

    fn text_box(&mut self, blocks: &[Block]) {
        let (width, height) = (layout::TEXT_WIDTH, 4 * layout::ROW_HEIGHT);
        let id = self.next_id();
        let _ = write!(
            self.out,
            r##"<hp:rect id="{id}" zOrder="0" numberingType="PICTURE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" href="" groupLevel="0" instid="{id}" ratio="0"><hp:offset x="0" y="0"/><hp:orgSz width="{width}" height="{height}"/><hp:curSz width="{width}" height="{height}"/><hp:flip horizontal="0" vertical="0"/><hp:lineShape color="#000000" width="33" style="SOLID"/><hp:drawText lastWidth="{width}" name="" editable="0">"##
        );
        self.list(blocks, "CENTER");
        self.out.push_str("</hp:drawText>");
        let _ = write!(
            self.out,
            r#"<hc:pt0 x="0" y="0"/><hc:pt1 x="{width}" y="0"/><hc:pt2 x="{width}" y="{height}"/><hc:pt3 x="0" y="{height}"/>"#
        );
        self.placing(width, height);
        self.out.push_str("</hp:rect>");
    }

    fn equation(&mut self, script: &str) {
        let id = self.next_id();
        let _ = write!(
            self.out,
            r##"<hp:equation id="{id}" zOrder="0" numberingType="EQUATION" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" version="Equation Version 60" baseLine="66" textColor="#000000" baseUnit="1000" lineMode="CHAR" font="HYhwpEQ">"##
        );
        self.placing(4000, 2000);
        let _ = write!(
            self.out,
            "<hp:script>{}</hp:script></hp:equation>",
            escape(script)
        );
    }
}

fn section_properties() -> String {
    let (width, height, side, top, band) = (
        layout::PAGE_WIDTH,
        layout::PAGE_HEIGHT,
        layout::SIDE_MARGIN,
        layout::TOP_MARGIN,
        layout::BAND,
    );
    let mut out = format!(
        r##"<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0"><hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/><hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/><hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/><hp:pagePr landscape="WIDELY" width="{width}" height="{height}" gutterType="LEFT_ONLY"><hp:margin header="{band}" footer="{band}" gutter="0" left="{side}" right="{side}" top="{top}" bottom="{band}"/></hp:pagePr>"##
    );
    for (name, place) in [("footNotePr", "EACH_COLUMN"), ("endNotePr", "END_OF_DOCUMENT")] {
        let _ = write!(
            out,
            r##"<hp:{name}><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/><hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/><hp:noteSpacing betweenNotes="283" belowLine="567" aboveLine="850"/><hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="{place}" beneathText="0"/></hp:{name}>"##
        );
    }
    for pages in ["BOTH", "EVEN", "ODD"] {
        let _ = write!(
            out,
            r#"<hp:pageBorderFill type="{pages}" borderFillIDRef="1" textBorder="PAPER" headerInside="0" footerInside="0" fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/></hp:pageBorderFill>"#
        );
    }
    out.push_str(r#"</hp:secPr><hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>"#);
    out
}
