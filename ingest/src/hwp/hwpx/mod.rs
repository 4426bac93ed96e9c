//! HWPX (OWPML, KS X 6101): a zip archive of XML parts.
//!
//! [`package`] opens the archive and finds the parts, [`header`] reads the definitions, [`section`] the paragraphs,
//! [`object`] and [`table`] what stands in them, all by pulling elements out of `crate::xml`.

mod header;
mod object;
mod package;
mod section;
mod table;

use super::manuscript::{Manuscript, Section};
use crate::document::Diagnostic;
use crate::limits::Budget;
use crate::read::{ReadError, ReadOptions};
use package::Package;
use section::SectionReader;

/// Reads a whole package.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Manuscript, ReadError> {
    let mut budget = Budget::default();
    let mut package = Package::open(bytes, options, &mut budget)?;
    let mut manuscript = Manuscript {
        title: package.title.take(),
        metadata: std::mem::take(&mut package.metadata),
        ..Manuscript::default()
    };
    match package.part("Contents/header.xml", &mut budget)? {
        Some((part, _)) => manuscript.sheet = header::read(&part),
        None => {
            let message = "it has no header part; styles and numbers are missing";
            manuscript
                .diagnostics
                .push(Diagnostic::warning("missing_part", message));
        }
    }
    let mut cut = 0;
    for name in package.sections.clone() {
        let Some((part, whole)) = package.part(&name, &mut budget)? else {
            cut += 1;
            continue;
        };
        let mut reader = SectionReader::new(&part, &mut budget);
        let paragraphs = reader.section();
        let mut properties = std::mem::take(&mut reader.properties);
        cut += usize::from(!whole || reader.is_damaged());
        let master_pages = std::mem::take(&mut reader.master_pages);
        manuscript.diagnostics.append(&mut reader.diagnostics);
        for id in master_pages {
            if let Some(name) = package.items.get(&id).cloned()
                && let Some((part, _)) = package.part(&name, &mut budget)?
            {
                properties
                    .master_pages
                    .extend(SectionReader::new(&part, &mut budget).section());
            }
        }
        crate::progress::step();
        manuscript.sections.push(Section {
            paragraphs,
            properties,
        });
    }
    if manuscript.sections.is_empty() {
        return Err(ReadError::Damaged("none of its sections can be read".to_owned()));
    }
    if cut > 0 {
        let message = format!("{cut} of the sections are damaged, cut short or missing; text may be missing");
        manuscript
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    Ok(manuscript)
}
