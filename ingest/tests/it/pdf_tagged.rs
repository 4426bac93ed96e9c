//! Tagged PDF files: the structure tree says order, kinds and tables.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use quarry_ingest::{BlockKind, ReadOptions, Reading, pdf};

use crate::pdf_fixture::{Page, document, save};

/// An element of a structure tree.
enum Element {
    /// Marked content of the only page.
    Content(i64),
    /// An element with its role, attributes and kids.
    Node(&'static str, Dictionary, Vec<Element>),
}

fn node(role: &'static str, kids: Vec<Element>) -> Element {
    Element::Node(role, Dictionary::new(), kids)
}

fn leaf(role: &'static str, id: i64) -> Element {
    node(role, vec![Element::Content(id)])
}

/// A file of one page with this tree, read.
fn read_tagged(page: Page, tree: Vec<Element>) -> Reading {
    let mut made = document(&[page], &[]);
    let on = *made.get_pages().values().next().unwrap();
    let kids: Vec<Object> = tree.into_iter().map(|e| add(&mut made, e, on)).collect();
    let roles = dictionary! { "Titel" => "H1" };
    let root = made.add_object(dictionary! { "Type" => "StructTreeRoot", "K" => kids, "RoleMap" => roles });
    made.catalog_mut().unwrap().set("StructTreeRoot", root);
    pdf::read(&save(made), &ReadOptions::default()).unwrap()
}

fn add(made: &mut lopdf::Document, element: Element, page: ObjectId) -> Object {
    match element {
        Element::Content(id) => id.into(),
        Element::Node(role, attributes, kids) => {
            let kids: Vec<Object> = kids.into_iter().map(|k| add(made, k, page)).collect();
            let dict = dictionary! {
                "Type" => "StructElem", "S" => role, "K" => kids, "A" => attributes,
                "Pg" => Object::Reference(page),
            };
            made.add_object(dict).into()
        }
    }
}

fn kinds(reading: &Reading) -> Vec<(BlockKind, Option<u8>, &str)> {
    let blocks = reading.blocks.iter();
    blocks.map(|b| (b.kind, b.level, b.text.as_str())).collect()
}

#[test]
fn the_tree_gives_order_and_kinds() {
    // Painted from bottom to top and all of one size: only the tree knows.
    let page = Page::default()
        .marked(4, |p| p.text(50.0, 300.0, 10.0, "See the annex."))
        .marked(3, |p| p.text(70.0, 250.0, 10.0, "to measure water"))
        .marked(2, |p| p.text(50.0, 250.0, 10.0, "(a)"))
        .marked(1, |p| {
            p.text(50.0, 400.0, 10.0, "The agency was founded")
                .text(50.0, 100.0, 10.0, "in 1958.")
        })
        .marked(0, |p| p.text(300.0, 350.0, 10.0, "Overview"))
        .artifact(|p| p.text(50.0, 30.0, 8.0, "Draft of the agency"));
    let item = node("LI", vec![leaf("Lbl", 2), leaf("LBody", 3)]);
    let tree = vec![node(
        "Document",
        vec![
            leaf("Titel", 0),
            leaf("P", 1),
            node("L", vec![item]),
            leaf("Note", 4),
        ],
    )];
    let reading = read_tagged(page, tree);
    let body: Vec<_> = kinds(&reading)
        .into_iter()
        .filter(|k| k.2 != "Draft of the agency")
        .collect();
    assert_eq!(body.len(), 4, "{body:?}");
    assert_eq!(body[0], (BlockKind::Heading, Some(1), "Overview"));
    assert!(body[1].2.contains("founded") && body[1].2.contains("1958"));
    assert_eq!(body[2], (BlockKind::ListItem, None, "(a) to measure water"));
    assert_eq!(body[3], (BlockKind::Footnote, None, "See the annex."));
}

#[test]
fn a_table_without_lines_is_read_from_the_tree() {
    let mut page = Page::default();
    let cells = [
        (0, 50.0, 100.0, "Agency"),
        (1, 200.0, 100.0, "Budget of the year"),
        (2, 50.0, 120.0, "Water"),
        (3, 200.0, 120.0, "1,200"),
        (4, 300.0, 120.0, "1,350"),
    ];
    for (id, x, y, text) in cells {
        page = page.marked(id, |p| p.text(x, y, 10.0, text));
    }
    let wide = Element::Node(
        "TH",
        dictionary! { "O" => "Table", "ColSpan" => 2 },
        vec![Element::Content(1)],
    );
    let rows = vec![
        node("TR", vec![leaf("TH", 0), wide]),
        node("TR", vec![leaf("TD", 2), leaf("TD", 3), leaf("TD", 4)]),
    ];
    let reading = read_tagged(page, vec![node("Table", rows)]);
    let table = reading.blocks[0].table.as_ref().unwrap();
    let found: Vec<(u32, u32, u32, &str)> = table
        .cells
        .iter()
        .map(|c| (c.row, c.column, c.column_span, c.text.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (0, 0, 1, "Agency"),
            (0, 1, 2, "Budget of the year"),
            (1, 0, 1, "Water"),
            (1, 1, 1, "1,200"),
            (1, 2, 1, "1,350")
        ]
    );
}

#[test]
fn a_tree_that_covers_little_of_the_page_is_not_followed() {
    let page = Page::default()
        .text(50.0, 60.0, 10.0, "The first line has no mark at all.")
        .text(50.0, 100.0, 10.0, "Nor has the second one on this page.")
        .marked(0, |p| p.text(50.0, 140.0, 10.0, "Third"));
    let reading = read_tagged(page, vec![leaf("H1", 0)]);
    let texts: Vec<&str> = reading.blocks.iter().map(|b| b.text.as_str()).collect();
    assert!(texts[0].starts_with("The first"), "{texts:?}");
    assert!(texts.last().unwrap().ends_with("Third"), "{texts:?}");
}

#[test]
fn a_tree_that_leads_in_a_circle_ends() {
    let page = Page::default().marked(0, |p| p.text(50.0, 60.0, 10.0, "Round and round"));
    let mut made = document(&[page], &[]);
    let (a, b) = (made.new_object_id(), made.new_object_id());
    let kids = |other: ObjectId| vec![Object::Integer(0), Object::Reference(other)];
    made.objects
        .insert(a, dictionary! { "S" => "Sect", "K" => kids(b) }.into());
    made.objects
        .insert(b, dictionary! { "S" => "Sect", "K" => kids(a) }.into());
    let root = made.add_object(dictionary! { "Type" => "StructTreeRoot", "K" => a });
    made.catalog_mut().unwrap().set("StructTreeRoot", root);
    let reading = pdf::read(&save(made), &ReadOptions::default()).unwrap();
    assert_eq!(reading.blocks[0].text, "Round and round");
}

#[test]
fn a_title_that_is_set_by_a_table_is_no_table() {
    let page = Page::default()
        .marked(0, |p| p.text(150.0, 60.0, 18.0, "List of candidates"))
        .marked(1, |p| p.text(50.0, 100.0, 10.0, "Printed on 27 November"))
        .marked(2, |p| p.text(350.0, 100.0, 10.0, "By the commission"));
    let rows = vec![
        node("TR", vec![leaf("TD", 0)]),
        node("TR", vec![leaf("TD", 1), leaf("TD", 2)]),
    ];
    let reading = read_tagged(page, vec![node("Table", rows)]);
    let texts: Vec<&str> = reading.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "List of candidates",
            "Printed on 27 November",
            "By the commission"
        ]
    );
}
