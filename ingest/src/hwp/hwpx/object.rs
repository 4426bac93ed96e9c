//! Objects in a run: drawings, pictures, text boxes, equations, composed characters.

use super::super::manuscript::{Caption, Frame, Inline, Paragraph, Placing, description, form_control};
use super::section::SectionReader;
use crate::xml::Element;

impl SectionReader<'_, '_> {
    /// Reads an object and adds what it stands for to the paragraph that it hangs on.
    pub(super) fn object(&mut self, element: &Element, paragraph: &mut Paragraph) {
        match element.name() {
            "tbl" => {
                let table = self.deeper(|reader| reader.table(element));
                paragraph.inlines.push(Inline::Table(Box::new(table)));
            }
            "equation" => {
                let script = self.equation();
                paragraph.inlines.push(Inline::Equation(script));
            }
            "compose" => {
                let composed = element.attribute("composeText").unwrap_or_default();
                paragraph.push_text(&composed);
                self.xml.skip();
            }
            "dutmal" => {
                let ruby = self.ruby();
                paragraph.push_text(&ruby);
            }
            // The same object for newer and for older programs; the first choice is what is shown.
            "switch" => self.deeper(|reader| {
                let before = paragraph.inlines.len();
                while let Some(choice) = reader.xml.child() {
                    if paragraph.inlines.len() > before {
                        reader.xml.skip();
                        continue;
                    }
                    while let Some(child) = reader.xml.child() {
                        reader.object(&child, paragraph);
                    }
                    let _ = choice;
                }
            }),
            "btn" | "checkBtn" | "radioBtn" | "comboBox" | "listBox" | "edit" => {
                let shown = self.form(element);
                paragraph.inlines.push(Inline::Control(shown));
            }
            "rect" | "ellipse" | "arc" | "polygon" | "curve" | "line" | "connectLine" | "container"
            | "pic" | "ole" | "chart" | "textart" | "video" => {
                let mut frame = Frame::default();
                self.shape(element, &mut frame);
                paragraph.inlines.push(Inline::Frame(Box::new(frame)));
            }
            _ => self.xml.skip(),
        }
    }

    /// What a control of a form shows.
    fn form(&mut self, element: &Element) -> String {
        let mut text = element
            .attribute("caption")
            .or_else(|| element.attribute("selectedValue"))
            .unwrap_or_default();
        while let Some(child) = self.xml.child() {
            match child.name() {
                "text" => text = self.xml.text(),
                // Where nothing is chosen, a list shows its first entry.
                "listItem" if text.is_empty() => {
                    let shown = child.attribute("displayText").filter(|text| !text.is_empty());
                    text = shown.or_else(|| child.attribute("value")).unwrap_or_default();
                    self.xml.skip();
                }
                _ => self.xml.skip(),
            }
        }
        let ticked = element.attribute("value").is_some_and(|value| value == "CHECKED");
        let is_box = matches!(element.name(), "checkBtn" | "radioBtn");
        form_control(is_box.then_some(ticked), &text)
    }

    /// A drawing with what is in it; groups are read into one frame.
    fn shape(&mut self, element: &Element, frame: &mut Frame) {
        frame.picture |= matches!(element.name(), "pic" | "ole" | "chart" | "video");
        if element.name() == "textart"
            && let Some(text) = element.attribute("text")
        {
            let mut paragraph = Paragraph::default();
            paragraph.push_text(&text);
            frame.paragraphs.push(paragraph);
        }
        self.deeper(|reader| {
            while let Some(child) = reader.xml.child() {
                match child.name() {
                    "caption" => frame.caption = reader.caption(&child),
                    "drawText" => {
                        let mut paragraphs = reader.paragraphs();
                        frame.paragraphs.append(&mut paragraphs);
                    }
                    "sz" | "pos" => reader.placing(&child, &mut frame.placing),
                    "shapeComment" => {
                        let said = description(&reader.xml.text());
                        if frame.description.is_empty() {
                            frame.description = said;
                        }
                    }
                    "rect" | "ellipse" | "arc" | "polygon" | "curve" | "line" | "connectLine"
                    | "container" | "pic" | "ole" | "textart" => reader.shape(&child, frame),
                    _ => reader.xml.skip(),
                }
            }
        });
    }

    /// A caption, which says on which side of its object it stands.
    pub(super) fn caption(&mut self, element: &Element) -> Caption {
        let below = element.attribute("side").is_none_or(|side| side == "BOTTOM");
        Caption {
            paragraphs: self.paragraphs(),
            below,
        }
    }

    /// Size or position of an object.
    pub(super) fn placing(&mut self, element: &Element, placing: &mut Placing) {
        match element.name() {
            "sz" => placing.height = element.number("height").unwrap_or(0),
            _ => {
                placing.in_line = element.flag("treatAsChar");
                placing.offset = element.number("vertOffset").unwrap_or(0);
                placing.pushes &= element.attribute("vertRelTo").is_some_and(|to| to == "PARA");
            }
        }
        self.xml.skip();
    }

    fn equation(&mut self) -> String {
        let mut script = String::new();
        while let Some(child) = self.xml.child() {
            if child.name() == "script" {
                script = self.xml.text();
            } else {
                self.xml.skip();
            }
        }
        script
    }

    /// Text with a reading beside it: `본말(덧말)`.
    fn ruby(&mut self) -> String {
        let (mut main, mut beside) = (String::new(), String::new());
        while let Some(child) = self.xml.child() {
            let text = self.xml.text();
            match child.name() {
                "mainText" => main = text,
                "subText" => beside = text,
                _ => {}
            }
        }
        if beside.is_empty() {
            main
        } else {
            format!("{main}({beside})")
        }
    }
}
