//! HWP 3: a header, then one stream of fonts, styles and paragraphs, deflated and in older codes for its characters.
//!
//! [`paragraph`] reads paragraphs and the controls in them, [`table`] finds rows and columns from where cells stand, and
//! [`charset`] decodes characters.

mod charset;
mod paragraph;
mod table;

use flate2::read::DeflateDecoder;

use super::manuscript::{Manuscript, Section, StyleName};
use super::password;
use crate::document::Diagnostic;
use crate::fields::Fields;
use crate::limits::Budget;
use crate::read::{ReadError, ReadOptions};
use paragraph::BodyReader;

/// Bytes of the signature, of the document information and of the summary.
const SIGNATURE: usize = 30;
const INFORMATION: usize = 128;
const SUMMARY: usize = 1008;
/// Bytes before the body of a file under a password.
const PASSWORD_CHECK: usize = 256;

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Manuscript, ReadError> {
    let cut = || ReadError::Damaged("its header is cut short".to_owned());
    let information = bytes.get(SIGNATURE..SIGNATURE + INFORMATION).ok_or_else(cut)?;
    let at = |offset: usize| Fields::new(information).after(offset);
    let sealed = at(96).and_then(|mut fields| fields.u16()).ok_or_else(cut)? != 0;
    let deflated = at(124).and_then(|mut fields| fields.u8()).ok_or_else(cut)? != 0;
    let block = at(126).and_then(|mut fields| fields.u16()).ok_or_else(cut)?;
    let start = SIGNATURE + INFORMATION + SUMMARY + usize::from(block);
    let stored = bytes.get(start..).ok_or_else(cut)?;

    let mut budget = Budget::default();
    let clear;
    let stored = if sealed {
        let password = options.password.as_deref().ok_or(ReadError::Encrypted)?;
        clear = password::open_des(password, stored);
        clear.as_slice()
    } else {
        stored
    };
    let (body, whole) = if deflated {
        budget.read_to_end(DeflateDecoder::new(stored))?
    } else {
        (stored.to_vec(), true)
    };
    if sealed && !whole {
        return Err(ReadError::Encrypted);
    }
    let body = if sealed {
        body.get(PASSWORD_CHECK..).ok_or(ReadError::Encrypted)?
    } else {
        &body
    };

    let mut manuscript = Manuscript::default();
    summary(
        bytes.get(SIGNATURE + INFORMATION..).unwrap_or_default(),
        &mut manuscript,
    );
    let mut fields = Fields::new(body);
    let styles = definitions(&mut fields)
        .ok_or_else(|| ReadError::Damaged("its definitions are cut short".to_owned()))?;
    manuscript.sheet.styles.extend((0..).zip(styles));

    let mut reader = BodyReader::new(fields, &mut budget);
    let paragraphs = reader.paragraphs();
    manuscript
        .sheet
        .sizes
        .extend(reader.sizes.iter().map(|size| (*size, size.saturating_mul(4))));
    if !whole || reader.damaged {
        let message = "the file is damaged or cut short; text may be missing";
        manuscript
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    if reader.unknown > 0 {
        let message = format!(
            "{} signs of older codes have no known meaning and stand as U+FFFD",
            reader.unknown
        );
        manuscript
            .diagnostics
            .push(Diagnostic::warning("unknown_signs", message));
    }
    manuscript.sections.push(Section {
        paragraphs,
        ..Section::default()
    });
    Ok(manuscript)
}

/// Title, subject, author and date: fields of 56 characters each.
fn summary(bytes: &[u8], manuscript: &mut Manuscript) {
    let texts = bytes.chunks(112).zip(["title", "subject", "author", "date"]);
    for (field, name) in texts {
        let units = field
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| u16::from_le_bytes(*pair));
        let text: String = units
            .take_while(|unit| *unit != 0)
            .filter_map(charset::decode)
            .collect();
        let text = text.trim().to_owned();
        match name {
            _ if text.is_empty() => {}
            "title" => manuscript.title = Some(text),
            name => {
                manuscript.metadata.insert(name.to_owned(), text);
            }
        }
    }
}

/// Passes over the fonts of seven scripts, and gives the names of the styles.
fn definitions(fields: &mut Fields) -> Option<Vec<StyleName>> {
    for _ in 0..7 {
        let count = usize::from(fields.u16()?);
        fields.bytes(40 * count)?;
    }
    let count = usize::from(fields.u16()?);
    let mut styles = Vec::new();
    for _ in 0..count {
        let style = fields.bytes(238)?;
        let local = charset::decode_bytes(style.get(..20)?);
        styles.push(StyleName {
            local,
            english: String::new(),
        });
    }
    Some(styles)
}
