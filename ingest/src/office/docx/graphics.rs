//! Drawings (DrawingML and the older VML): pictures with what describes them, charts, text boxes.

use super::super::flow::{Hanging, Paragraph, Part};
use super::body::BodyReader;

/// What a drawing holds.
#[derive(Default)]
struct Found {
    picture: bool,
    description: String,
    parts: Vec<Part>,
}

impl BodyReader<'_, '_> {
    /// Reads the drawing that was begun last, and hangs it on the paragraph.
    pub(super) fn graphics(&mut self, paragraph: &mut Paragraph) {
        let mut found = Found::default();
        self.graphic(&mut found);
        if found.picture {
            paragraph.hanging.push(Hanging::Figure(found.description));
        }
        if !found.parts.is_empty() {
            paragraph.hanging.push(Hanging::Frame(found.parts));
        }
    }

    fn graphic(&mut self, found: &mut Found) {
        self.deeper(|reader| {
            while let Some(element) = reader.xml.child() {
                match element.name() {
                    "docPr" | "cNvPr" if found.description.is_empty() => {
                        let said = element.attribute("descr").filter(|d| !d.trim().is_empty());
                        found.description = said.or_else(|| element.attribute("title")).unwrap_or_default();
                        reader.xml.skip();
                    }
                    "blip" | "imagedata" | "chart" | "OLEObject" | "relIds" => {
                        found.picture = true;
                        reader.xml.skip();
                    }
                    "txbxContent" => found.parts.append(&mut reader.parts()),
                    // Word art: the text is an attribute.
                    "textpath" => {
                        if let Some(text) = element.attribute("string") {
                            let art = Paragraph::of(super::super::flow::Role::Body, text);
                            found.parts.push(art.into());
                        }
                        reader.xml.skip();
                    }
                    _ => reader.graphic(found),
                }
            }
        });
    }
}
