//! OpenDocument text and presentations (ISO/IEC 26300).
//!
//! [`styles`] holds the definitions that paragraphs point at, [`body`] reads text, lists, tables and what hangs on them.

mod body;
mod styles;

use super::flow::{self, Paragraph, Role};
use super::properties;
use crate::document::{Diagnostic, Locator, Place};
use crate::limits::Bounds;
use crate::package::Package;
use crate::read::{ReadError, Reading};
use body::BodyReader;
use styles::Styles;

pub(super) fn read(package: &mut Package<'_>) -> Result<Reading, ReadError> {
    let mut bounds = Bounds::default();
    let content = package
        .part_within("content.xml", &mut bounds.budget)?
        .ok_or_else(|| ReadError::Damaged("content.xml is missing".to_owned()))?;
    let shared = package
        .part_within("styles.xml", &mut bounds.budget)?
        .unwrap_or_default();
    let mut styles = Styles::default();
    styles.read(&shared);
    styles.read(&content);

    let mut reading = Reading::default();
    properties::read(package, "meta.xml", &mut reading);
    let mut reader = BodyReader::new(&content, &styles, &mut bounds);
    let text = reader.content();
    let cut = reader.is_damaged();
    let bands = BodyReader::new(&shared, &styles, &mut bounds).bands();
    for (number, slide) in (1..).zip(text.slides) {
        let at = Locator::from(Place::Slide { slide: number });
        for part in slide.parts {
            flow::push(part, &at, slide.shown, &mut reading.blocks);
        }
        crate::progress::step();
    }
    let place = |paragraph: u32| Locator::from(Place::Paragraph { paragraph });
    let last = u32::try_from(text.parts.len().saturating_sub(1)).unwrap_or(u32::MAX);
    if !text.parts.is_empty() {
        for header in bands.headers {
            let part = Paragraph::of(Role::Header, header).into();
            flow::push(part, &place(0), true, &mut reading.blocks);
        }
        for (number, part) in (0..).zip(text.parts) {
            flow::push(part, &place(number), true, &mut reading.blocks);
            crate::progress::step();
        }
        for footer in bands.footers {
            let part = Paragraph::of(Role::Footer, footer).into();
            flow::push(part, &place(last), true, &mut reading.blocks);
        }
    }
    if cut {
        let message = "content.xml is damaged or cut short; text may be missing";
        reading
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    reading.diagnostics.extend(bounds.complaints());
    Ok(reading)
}
