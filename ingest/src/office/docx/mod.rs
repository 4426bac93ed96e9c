//! Word documents (WordprocessingML, ECMA-376 part 1, 17).
//!
//! [`styles`] and [`numbering`] hold the definitions that paragraphs point at, [`body`] reads paragraphs and what hangs on
//! them, [`graphics`] drawings and text boxes, [`table`] tables.

mod body;
mod graphics;
mod numbering;
mod styles;
mod table;

use std::collections::{HashMap, HashSet};

use super::flow::{self, Part};
use super::properties;
use crate::document::{Diagnostic, Locator, Place};
use crate::limits::Bounds;
use crate::package::Package;
use crate::read::{ReadError, Reading};
use body::BodyReader;
use numbering::Numberings;
use styles::Styles;

/// What all parts of a document share.
#[derive(Default)]
struct Shared {
    styles: Styles,
    numberings: Numberings,
    /// Notes and comments by their ids; each is taken where it is referred to.
    footnotes: HashMap<String, Vec<Part>>,
    endnotes: HashMap<String, Vec<Part>>,
    comments: HashMap<String, Vec<Part>>,
    bounds: Bounds,
    /// Running headers and footers, by the ids of their relationships, in order of appearance.
    bands: Vec<(Band, String)>,
}

/// A running header or footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Band {
    Header,
    Footer,
}

pub(super) fn read(package: &mut Package<'_>) -> Result<Reading, ReadError> {
    let main = package.main_part("officeDocument", "word/document.xml");
    let relationships = package.typed_relationships(&main);
    let part_of = |kind: &str| {
        relationships
            .iter()
            .find(|r| r.kind.ends_with(kind))
            .map(|r| r.target.clone())
    };
    let mut shared = Shared::default();
    let mut load = |kind: &str, shared: &mut Shared| -> Result<Option<Vec<u8>>, ReadError> {
        match part_of(kind) {
            Some(part) => package.part_within(&part, &mut shared.bounds.budget),
            None => Ok(None),
        }
    };
    if let Some(part) = load("/styles", &mut shared)? {
        shared.styles = Styles::read(&part);
    }
    if let Some(part) = load("/numbering", &mut shared)? {
        shared.numberings = Numberings::read(&part);
    }
    if let Some(part) = load("/footnotes", &mut shared)? {
        shared.footnotes = BodyReader::new(&part, &mut shared).notes("footnote");
    }
    if let Some(part) = load("/endnotes", &mut shared)? {
        shared.endnotes = BodyReader::new(&part, &mut shared).notes("endnote");
    }
    if let Some(part) = load("/comments", &mut shared)? {
        shared.comments = BodyReader::new(&part, &mut shared).notes("comment");
    }
    let document = package
        .part_within(&main, &mut shared.bounds.budget)?
        .ok_or_else(|| ReadError::Damaged("it has no document part".to_owned()))?;
    let mut reader = BodyReader::new(&document, &mut shared);
    let parts = reader.document();
    let cut = reader.is_damaged();

    let mut reading = Reading::default();
    properties::read(package, "docProps/core.xml", &mut reading);
    let place = |paragraph: u32| Locator::from(Place::Paragraph { paragraph });
    let mut seen = HashSet::new();
    let mut bands = Vec::new();
    for (band, id) in std::mem::take(&mut shared.bands) {
        let target = relationships
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.target.clone());
        let Some(target) = target.filter(|t| seen.insert(t.clone())) else {
            continue;
        };
        if let Some(part) = package.part_within(&target, &mut shared.bounds.budget)? {
            let parts = BodyReader::new(&part, &mut shared).band(band);
            bands.push((band, parts));
        }
    }
    let last = u32::try_from(parts.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let (headers, footers): (Vec<_>, Vec<_>) = bands.into_iter().partition(|(band, _)| *band == Band::Header);
    for part in headers.into_iter().flat_map(|(_, parts)| parts) {
        flow::push(part, &place(0), true, &mut reading.blocks);
    }
    for (number, part) in (0..).zip(parts) {
        flow::push(part, &place(number), true, &mut reading.blocks);
        crate::progress::step();
    }
    for part in footers.into_iter().flat_map(|(_, parts)| parts) {
        flow::push(part, &place(last), true, &mut reading.blocks);
    }
    if cut {
        let message = "the document part is damaged or cut short; text may be missing";
        reading
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    reading.diagnostics.extend(shared.bounds.complaints());
    Ok(reading)
}
