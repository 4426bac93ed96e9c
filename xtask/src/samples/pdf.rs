//! A small PDF writer: text in Helvetica and in an unembedded Han font, headings, paragraphs and bordered tables.
//!
//! The Han font is a CID font of Adobe-CNS1 with the predefined CMap `UniCNS-UTF16-H` (ISO 32000-1, 9.7.5.2) and a
//! ToUnicode map of the characters in use, so that a viewer shows it in a font of its own.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

/// A4 in points.
const PAGE: (f32, f32) = (595.0, 842.0);
/// Margin on every side, in points.
const MARGIN: f32 = 64.0;
/// Space inside a table cell, in points.
const PADDING: f32 = 5.0;

/// A face of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Helvetica.
    Roman,
    /// Helvetica-Bold.
    Bold,
    /// The Han font, for everything that is not ASCII.
    Han,
}

impl Face {
    fn resource(self) -> &'static [u8] {
        match self {
            Self::Roman => b"F1",
            Self::Bold => b"F2",
            Self::Han => b"F3",
        }
    }
}

/// One cell of a table, as the grid lays it out.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// Top row and left column, from 0.
    pub at: (usize, usize),
    /// Rows and columns covered.
    pub span: (usize, usize),
    /// What it says, on one line.
    pub text: &'a str,
}

/// A document that is being written, from the top of the first page down.
#[derive(Debug)]
pub struct Writer {
    title: String,
    author: String,
    header: String,
    /// Whether ASCII is set in the Han font too, as a Chinese typesetter does it.
    all_han: bool,
    pages: Vec<Vec<Operation>>,
    /// Distance from the top of the page, in points.
    y: f32,
    used: BTreeSet<char>,
}

impl Writer {
    /// An empty document; `header` runs on top of every page. With `all_han` everything is set in the Han font.
    #[must_use]
    pub fn new(title: &str, author: &str, header: &str, all_han: bool) -> Self {
        let mut writer = Self {
            title: title.to_owned(),
            author: author.to_owned(),
            header: header.to_owned(),
            all_han,
            pages: Vec::new(),
            y: MARGIN,
            used: BTreeSet::new(),
        };
        writer.new_page();
        writer
    }

    /// Starts a page, with its running header and its number.
    pub fn new_page(&mut self) {
        self.pages.push(Vec::new());
        let header = self.header.clone();
        let number = self.pages.len().to_string();
        self.line_of_text(&header, Face::Roman, 8.0, MARGIN, 40.0);
        self.line_of_text(&number, Face::Roman, 8.0, PAGE.0 / 2.0, PAGE.1 - 36.0);
        self.y = MARGIN + 10.0;
    }

    /// The document's title.
    pub fn title(&mut self, text: &str) {
        self.spaced(text, Face::Bold, 18.0, 26.0, 10.0);
    }

    /// A section heading.
    pub fn heading(&mut self, text: &str) {
        self.y += 8.0;
        self.spaced(text, Face::Bold, 13.0, 20.0, 4.0);
    }

    /// A paragraph, broken into lines.
    pub fn paragraph(&mut self, text: &str) {
        self.spaced(text, Face::Roman, 10.5, 17.0, 6.0);
    }

    /// The line above a table.
    pub fn caption(&mut self, text: &str) {
        self.spaced(text, Face::Bold, 9.5, 15.0, 2.0);
    }

    /// A bordered table with columns of these widths, in points, and rows of 22 points.
    pub fn table(&mut self, widths: &[f32], cells: &[Cell<'_>]) {
        const ROW: f32 = 22.0;
        let rows = cells
            .iter()
            .map(|cell| cell.at.0 + cell.span.0)
            .max()
            .unwrap_or(0);
        let top = self.y;
        let left = |column: usize| MARGIN + widths.iter().take(column).sum::<f32>();
        for cell in cells {
            let x = (left(cell.at.1), left(cell.at.1 + cell.span.1));
            let y = (
                top + ROW * cell.at.0 as f32,
                top + ROW * (cell.at.0 + cell.span.0) as f32,
            );
            self.rectangle(x, y);
            let baseline = (y.0 + y.1) / 2.0 + 3.5;
            self.line_of_text(cell.text, Face::Roman, 9.5, x.0 + PADDING, baseline);
        }
        self.y = top + ROW * rows as f32 + 14.0;
    }

    /// The finished file.
    ///
    /// # Errors
    /// Where the file cannot be put together.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        let mut document = Document::with_version("1.7");
        let fonts = dictionary! {
            "F1" => helvetica(&mut document, "Helvetica"),
            "F2" => helvetica(&mut document, "Helvetica-Bold"),
            "F3" => han(&mut document, &self.used),
        };
        let resources = document.add_object(dictionary! { "Font" => fonts });
        let pages_id = document.new_object_id();
        let mut kids = Vec::new();
        for operations in self.pages {
            let content = Content { operations }.encode().map_err(io::Error::other)?;
            let content = document.add_object(Stream::new(Dictionary::new(), content));
            let page = dictionary! {
                "Type" => "Page",
                "Parent" => pages_id,
                "MediaBox" => vec![0.into(), 0.into(), PAGE.0.into(), PAGE.1.into()],
                "Resources" => resources,
                "Contents" => content,
            };
            kids.push(Object::Reference(document.add_object(page)));
        }
        let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
        let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
        document.objects.insert(pages_id, pages.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages_id });
        let info = document.add_object(dictionary! {
            "Title" => text_string(&self.title),
            "Author" => text_string(&self.author),
            "CreationDate" => Object::string_literal("D:20260105090000+08'00'"),
        });
        document.trailer.set("Root", catalog);
        document.trailer.set("Info", info);
        document.compress();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes)?;
        Ok(bytes)
    }

    fn spaced(&mut self, text: &str, face: Face, size: f32, leading: f32, after: f32) {
        for line in self.lines(text, face, size) {
            if self.y + leading > PAGE.1 - MARGIN {
                self.new_page();
            }
            self.y += leading;
            let y = self.y - leading * 0.25;
            self.line_of_text(&line, face, size, MARGIN, y);
        }
        self.y += after;
    }

    /// Breaks at spaces, and anywhere between Han characters but before closing punctuation.
    fn lines(&self, text: &str, face: Face, size: f32) -> Vec<String> {
        let room = PAGE.0 - 2.0 * MARGIN;
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in words(text) {
            let candidate = format!("{line}{word}");
            if !line.is_empty() && self.width(candidate.trim_end(), face, size) > room {
                lines.push(line.trim_end().to_owned());
                line = word.trim_start().to_owned();
            } else {
                line = candidate;
            }
        }
        lines.push(line);
        lines
    }

    fn width(&self, text: &str, face: Face, size: f32) -> f32 {
        let thousandths = text.chars().map(|sign| self.advance(sign, face)).sum::<u32>();
        thousandths as f32 * size / 1000.0
    }

    fn advance(&self, sign: char, face: Face) -> u32 {
        match self.face_of(sign, face) {
            Face::Han if sign.is_ascii() => 500,
            Face::Han => 1000,
            Face::Roman | Face::Bold => helvetica_width(sign),
        }
    }

    fn face_of(&self, sign: char, face: Face) -> Face {
        if self.all_han || !sign.is_ascii() {
            Face::Han
        } else {
            face
        }
    }

    /// Sets one line with its baseline `y` points below the top of the page.
    fn line_of_text(&mut self, text: &str, face: Face, size: f32, x: f32, y: f32) {
        let mut x = x;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let face_of_run = self.face_of(first, face);
            let end = rest
                .find(|sign| self.face_of(sign, face) != face_of_run)
                .unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            let string = if face_of_run == Face::Han {
                self.used.extend(run.chars());
                let units: Vec<u8> = run.encode_utf16().flat_map(u16::to_be_bytes).collect();
                Object::String(units, StringFormat::Hexadecimal)
            } else {
                Object::string_literal(run)
            };
            let font = Object::Name(face_of_run.resource().to_vec());
            self.operations().extend([
                Operation::new("BT", vec![]),
                Operation::new("Tf", vec![font, size.into()]),
                Operation::new("Td", vec![x.into(), (PAGE.1 - y).into()]),
                Operation::new("Tj", vec![string]),
                Operation::new("ET", vec![]),
            ]);
            x += self.width(run, face, size);
            rest = after;
        }
    }

    fn rectangle(&mut self, x: (f32, f32), y: (f32, f32)) {
        let corner = [x.0, PAGE.1 - y.1, x.1 - x.0, y.1 - y.0];
        self.operations().extend([
            Operation::new("w", vec![0.7.into()]),
            Operation::new("re", corner.map(Object::from).to_vec()),
            Operation::new("S", vec![]),
        ]);
    }

    fn operations(&mut self) -> &mut Vec<Operation> {
        if self.pages.is_empty() {
            self.pages.push(Vec::new());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut breaks = true;
    for sign in text.chars() {
        let closes = "，。、；：）」》！？％".contains(sign);
        let is_wide = !sign.is_ascii() && !closes;
        match words.last_mut() {
            Some(word) if closes || !(breaks || is_wide) => word.push(sign),
            _ => words.push(sign.to_string()),
        }
        breaks = sign == ' ' || (!sign.is_ascii() && !"（「《".contains(sign));
    }
    words
}

fn helvetica(document: &mut Document, name: &str) -> ObjectId {
    document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type1",
        "BaseFont" => name,
        "Encoding" => "WinAnsiEncoding",
    })
}

fn han(document: &mut Document, used: &BTreeSet<char>) -> ObjectId {
    let name = "Quarry-Han-Regular";
    let descriptor = document.add_object(dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name,
        "Flags" => 4,
        "FontBBox" => vec![0.into(), (-120).into(), 1000.into(), 880.into()],
        "ItalicAngle" => 0,
        "Ascent" => 880,
        "Descent" => -120,
        "CapHeight" => 700,
        "StemV" => 80,
    });
    let descendant = document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "CIDFontType0",
        "BaseFont" => name,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("CNS1"),
            "Supplement" => 5,
        },
        "FontDescriptor" => descriptor,
        "DW" => 1000,
        // CIDs 1 to 95 are ASCII in order.
        "W" => vec![1.into(), 95.into(), 500.into()],
    });
    let to_unicode = document.add_object(Stream::new(Dictionary::new(), to_unicode(used).into_bytes()));
    document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => format!("{name}-UniCNS-UTF16-H"),
        "Encoding" => "UniCNS-UTF16-H",
        "DescendantFonts" => vec![descendant.into()],
        "ToUnicode" => to_unicode,
    })
}

/// A CMap from the codes in use, which are UTF-16 themselves, to Unicode.
fn to_unicode(used: &BTreeSet<char>) -> String {
    let mut cmap = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) \
         /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let signs: Vec<char> = used
        .iter()
        .copied()
        .filter(|sign| sign.len_utf16() == 1)
        .collect();
    for part in signs.chunks(100) {
        let _ = writeln!(cmap, "{} beginbfchar", part.len());
        for sign in part {
            let code = u32::from(*sign);
            let _ = writeln!(cmap, "<{code:04X}> <{code:04X}>");
        }
        cmap.push_str("endbfchar\n");
    }
    cmap.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    cmap
}

fn text_string(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// Advance width of an ASCII character in Helvetica, in thousandths (Adobe Font Metrics of the 14 standard fonts).
fn helvetica_width(sign: char) -> u32 {
    match sign {
        'i' | 'j' | 'l' => 222,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'I' | '[' | ']' | 'f' | 't' | '\\' => 278,
        '(' | ')' | '-' | 'r' => 333,
        'J' | 'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 500,
        'F' | 'T' | 'Z' => 611,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 667,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' => 722,
        'G' | 'O' | 'Q' => 778,
        'M' | 'm' => 833,
        'W' => 944,
        '\'' => 191,
        '%' => 889,
        _ => 556,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_han_but_not_before_punctuation() {
        assert_eq!(words("a bc，湖沼（x）"), ["a ", "bc，", "湖", "沼", "（x）"]);
    }

    #[test]
    fn a_document_has_its_pages_and_its_text() {
        let mut writer = Writer::new("Title", "Author", "Header", false);
        writer.paragraph("Lakes (湖沼) are wet");
        writer.new_page();
        let bytes = writer.finish().unwrap_or_default();
        let document = Document::load_mem(&bytes).unwrap_or_default();
        assert_eq!(document.get_pages().len(), 2);
    }
}
