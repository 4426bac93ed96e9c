//! Pulls elements out of an XML part. Names are local names: prefixes differ between writers.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// A part that is being read from its beginning.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    damaged: bool,
}

/// What comes next inside an element.
pub(crate) enum Piece<'a> {
    /// A child, which has to be read to its end or skipped before the next piece.
    Child(Element<'a>),
    /// Text, entities resolved.
    Text(Cow<'a, str>),
}

/// The start of an element.
pub(crate) struct Element<'a>(BytesStart<'a>);

impl<'a> Xml<'a> {
    /// At the beginning of a part.
    pub(crate) fn new(part: &'a [u8]) -> Self {
        let mut reader = Reader::from_reader(part);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self {
            reader,
            damaged: false,
        }
    }

    /// Whether the part is not well formed, or ends within an element.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// The next piece of the element that was begun last; none at its end.
    pub(crate) fn piece(&mut self) -> Option<Piece<'a>> {
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => return Some(Piece::Child(Element(start))),
                Ok(Event::End(_)) => return None,
                Ok(Event::Text(text)) => return Some(Piece::Text(text.into_inner())),
                Ok(Event::CData(text)) => return Some(Piece::Text(text.into_inner())),
                Ok(Event::GeneralRef(name)) => {
                    let character = name
                        .resolve_char_ref()
                        .ok()
                        .flatten()
                        .or_else(|| named(&name.into_inner()));
                    if let Some(character) = character {
                        return Some(Piece::Text(Cow::Owned(character.to_string())));
                    }
                }
                Ok(Event::Eof) | Err(_) => {
                    self.damaged = true;
                    return None;
                }
                Ok(_) => {}
            }
        }
    }

    /// The next child of the element that was begun last, text passed over; none at its end.
    pub(crate) fn child(&mut self) -> Option<Element<'a>> {
        loop {
            match self.piece()? {
                Piece::Child(element) => return Some(element),
                Piece::Text(_) => {}
            }
        }
    }

    /// The root element.
    pub(crate) fn root(&mut self) -> Option<Element<'a>> {
        self.child()
    }

    /// Reads the element that was begun last to its end.
    pub(crate) fn skip(&mut self) {
        let mut depth = 1usize;
        while depth > 0 && !self.damaged {
            match self.piece() {
                Some(Piece::Child(_)) => depth += 1,
                Some(Piece::Text(_)) => {}
                None => depth -= 1,
            }
        }
    }

    /// The text of the element that was begun last, its children's too.
    pub(crate) fn text(&mut self) -> String {
        let mut text = String::new();
        let mut depth = 1usize;
        while depth > 0 && !self.damaged {
            match self.piece() {
                Some(Piece::Child(_)) => depth += 1,
                Some(Piece::Text(more)) => text.push_str(&more),
                None => depth -= 1,
            }
        }
        text
    }
}

impl Element<'_> {
    /// Its local name.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its local name, entities resolved.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        match found.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => Some(value.into_owned()),
            Err(_) => Some(found.value.into_owned()),
        }
    }

    /// An attribute by its whole name, prefix and all, where two have the same local name.
    pub(crate) fn prefixed(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.into_inner() == name)?;
        Some(found.value.into_owned())
    }

    /// An attribute that is a number.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.value.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.attribute(name)
            .is_some_and(|value| value == "1" || value == "true")
    }
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        _ => return None,
    })
}
