//! HTML: headings, paragraphs, lists and tables; scripts and styles are left out.
//!
//! The tree comes from an HTML5 parser, which forgets where its text stood; [`locate`] finds it again, in order.

mod locate;
mod table;

use scraper::{ElementRef, Html, Node};

use crate::document::{Block, BlockKind, Locator};
use crate::read::Reading;
use locate::Locate;

/// Elements nested deeper than this are read as running text.
const DEEPEST: usize = 256;
/// A forced line break, until white space has been folded.
const BREAK: char = '\u{2028}';

/// Reads decoded text.
#[must_use]
pub fn read(text: &str) -> Reading {
    let tree = Html::parse_document(text);
    let mut reader = Reader {
        locate: Locate::new(text),
        reading: Reading::default(),
        text: String::new(),
        kind: BlockKind::Paragraph,
        hidden: false,
    };
    reader.head(&tree);
    reader.children(tree.root_element(), 0);
    reader.flush();
    reader.reading
}

struct Reader<'a> {
    locate: Locate<'a>,
    reading: Reading,
    /// Running text that no block has taken yet.
    text: String,
    kind: BlockKind,
    hidden: bool,
}

impl Reader<'_> {
    /// Title and metadata.
    fn head(&mut self, tree: &Html) {
        for element in tree.root_element().descendants().filter_map(ElementRef::wrap) {
            match element.value().name() {
                "title" if self.reading.title.is_none() => {
                    let title = fold(&element.text().collect::<String>());
                    self.reading.title = Some(title).filter(|t| !t.is_empty());
                }
                "meta" => {
                    let (name, content) = (element.attr("name"), element.attr("content"));
                    if let (Some(name @ ("author" | "description" | "keywords" | "date")), Some(content)) =
                        (name, content)
                    {
                        self.reading.metadata.insert(name.to_owned(), fold(content));
                    }
                }
                "body" => break,
                _ => {}
            }
        }
    }

    fn children(&mut self, parent: ElementRef<'_>, depth: usize) {
        for child in parent.children() {
            match child.value() {
                Node::Text(text) => self.text.push_str(text),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.element(element, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        let name = element.value().name();
        if is_dropped(name) {
            return;
        }
        if depth > DEEPEST {
            self.text.push_str(&own_text(element));
            return;
        }
        let before = self.hidden;
        self.hidden |= is_hidden(element);
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                let level = name.as_bytes().get(1).map_or(1, |b| b - b'0');
                let text = fold(&own_text(element));
                if !text.is_empty() {
                    let locator = self.locate.find(&text);
                    self.push(Block::heading(level, text, locator));
                }
            }
            "table" => {
                self.flush();
                self.table(element, depth);
            }
            "br" => self.text.push(BREAK),
            "li" | "dt" | "dd" => self.own_block(element, depth, BlockKind::ListItem),
            "figcaption" | "caption" => self.own_block(element, depth, BlockKind::Caption),
            "pre" => {
                self.flush();
                let text = own_text(element);
                let text = text.trim_matches('\n').trim_end();
                if !text.is_empty() {
                    let locator = self.locate.find(text);
                    self.push(Block::new(BlockKind::Paragraph, text, locator));
                }
            }
            _ if is_block(name) => self.own_block(
                element,
                depth,
                if self.kind == BlockKind::ListItem {
                    BlockKind::ListItem
                } else {
                    BlockKind::Paragraph
                },
            ),
            _ => self.children(element, depth),
        }
        self.hidden = before;
    }

    /// Reads an element whose running text is a block of its own.
    fn own_block(&mut self, element: ElementRef<'_>, depth: usize, kind: BlockKind) {
        self.flush();
        let before = std::mem::replace(&mut self.kind, kind);
        self.children(element, depth);
        self.flush();
        self.kind = before;
    }

    /// Makes a block of the running text.
    fn flush(&mut self) {
        let text = fold(&std::mem::take(&mut self.text));
        if !text.is_empty() {
            let locator = self.locate.find(&text);
            self.push(Block::new(self.kind, text, locator));
        }
    }

    fn table(&mut self, element: ElementRef<'_>, depth: usize) {
        let mut more = Vec::new();
        let table = table::read(element, &mut self.locate, depth, &mut more);
        for table in table.into_iter().chain(more) {
            let places = table.cells.iter().map(|c| &c.locator.place);
            let locator: Locator = locate::hull(places).unwrap_or_else(|| self.locate.here()).into();
            self.push(Block::table(table, locator));
        }
    }

    fn push(&mut self, mut block: Block) {
        block.hidden = self.hidden;
        self.reading.blocks.push(block);
    }
}

/// Text of an element without what is never shown and without nested tables.
fn own_text(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    // An explicit stack: an element can be nested deeper than the program's own.
    let mut stack: Vec<_> = element.children().rev().collect();
    while let Some(node) = stack.pop() {
        match node.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(e) => match e.name() {
                "table" => {}
                name if is_dropped(name) => {}
                "br" => out.push(BREAK),
                name => {
                    if is_block(name) {
                        out.push(BREAK);
                    }
                    stack.extend(node.children().rev());
                }
            },
            _ => {}
        }
    }
    out
}

/// White space folded to single blanks; forced breaks to line ends.
fn fold(text: &str) -> String {
    let lines = text
        .split(BREAK)
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "svg"
            | "iframe"
            | "object"
            | "canvas"
            | "audio"
            | "video"
            | "select"
            | "textarea"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "blockquote"
            | "address"
            | "figure"
            | "form"
            | "fieldset"
            | "legend"
            | "ul"
            | "ol"
            | "dl"
            | "hr"
            | "details"
            | "summary"
            | "center"
            | "body"
            | "li"
            | "tr"
            | "td"
            | "th"
            | "pre"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "dt"
            | "dd"
    )
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    let style = element
        .attr("style")
        .unwrap_or_default()
        .replace(' ', "")
        .to_ascii_lowercase();
    element.attr("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail")]

    use super::read;
    use crate::document::{BlockKind, Place};

    const PAGE: &str = "<!DOCTYPE html><html><head><title>Report &amp; plan</title><style>p{}</style></head>\n<body><h1>年度<b>報告</b></h1>\n\
        <p>First &amp; second,\n  line.</p><script>var x = 'no';</script><ul><li>one<ul><li>two</li></ul></li></ul>\n\
        <table><caption>表 1</caption><thead><tr><th rowspan=2>名稱</th><th colspan=2>預算</th></tr><tr><th>甲</th><th>乙</th></tr></thead>\n\
        <tr><td>A</td><td>1</td><td>2<table><tr><td>n</td></tr></table></td></tr></table><p style='display: none'>secret</p></body></html>";

    #[test]
    fn blocks_tables_and_places() {
        let reading = read(PAGE);
        assert_eq!(reading.title.as_deref(), Some("Report & plan"));
        let seen: Vec<(BlockKind, &str)> = reading.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect();
        use BlockKind::{Heading, ListItem, Paragraph, Table};
        assert_eq!(
            seen,
            [
                (Heading, "年度報告"),
                (Paragraph, "First & second, line."),
                (ListItem, "one"),
                (ListItem, "two"),
                (Table, ""),
                (Paragraph, "secret")
            ]
        );
        assert!(reading.blocks[5].hidden);
        let Place::Lines { start, end, line } = reading.blocks[1].locator.place else {
            panic!("not a text place")
        };
        let there: String = PAGE.chars().skip(start).take(end - start).collect();
        assert_eq!((there.as_str(), line), ("First &amp; second,\n  line.", [3, 4]));
        let table = reading.blocks[4].table.as_ref().unwrap();
        assert_eq!(
            (
                table.rows,
                table.columns,
                table.header_rows,
                table.caption.as_str()
            ),
            (3, 3, 2, "表 1")
        );
        let spans: Vec<_> = table
            .cells
            .iter()
            .map(|c| (c.text.as_str(), c.row, c.column, c.row_span, c.column_span))
            .collect();
        assert_eq!(
            spans[..4],
            [
                ("名稱", 0, 0, 2, 1),
                ("預算", 0, 1, 1, 2),
                ("甲", 1, 1, 1, 1),
                ("乙", 1, 2, 1, 1)
            ]
        );
        assert_eq!(table.cells[6].table.as_ref().unwrap().cells[0].text, "n");
    }
}
