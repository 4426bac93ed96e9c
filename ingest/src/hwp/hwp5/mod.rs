//! HWP 5: an OLE compound file of compressed record streams.
//!
//! [`compound`] opens the file and its streams (`crate::compound_file` finds them, [`distribution`] decrypts those of
//! distribution documents), [`records`] reads a stream into a tree, [`docinfo`] the definitions, [`paragraph`],
//! [`control`] and [`table`] the body, and [`summary`] the metadata. After "Hwp Document File Formats 5.0, revision 1.3".

mod compound;
mod control;
mod distribution;
mod docinfo;
mod paragraph;
mod records;
mod summary;
mod table;

use super::manuscript::{Manuscript, Section};
use crate::document::Diagnostic;
use crate::limits::Budget;
use crate::read::{ReadError, ReadOptions};
use compound::Compound;
use paragraph::BodyReader;
use records::Tree;

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Manuscript, ReadError> {
    let mut budget = Budget::default();
    let mut compound = Compound::open(bytes, options.password.as_deref(), &mut budget)?;
    let mut manuscript = Manuscript::default();

    let (definitions, whole) = compound.document_info(&mut budget)?;
    if !whole {
        let message = "the document information is cut short; styles and numbers may be missing";
        manuscript
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    manuscript.sheet = docinfo::read(&Tree::parse(&definitions));
    if let Some(stream) = compound.summary(&mut budget) {
        (manuscript.title, manuscript.metadata) = summary::read(&stream);
    }
    manuscript
        .metadata
        .insert("version".to_owned(), compound.version());

    let sections = compound.sections();
    if sections.is_empty() {
        return Err(ReadError::Damaged("it holds no body text".to_owned()));
    }
    let mut cut = 0;
    for number in sections {
        let (stream, whole) = compound.section(number, &mut budget)?;
        let tree = Tree::parse(&stream);
        let mut reader = BodyReader::new(&mut budget);
        let paragraphs = reader.section(&tree);
        let properties = std::mem::take(&mut reader.properties);
        cut += usize::from(!whole || tree.is_cut());
        manuscript.diagnostics.append(&mut reader.diagnostics);
        crate::progress::step();
        manuscript.sections.push(Section {
            paragraphs,
            properties,
        });
    }
    if cut > 0 {
        let message = format!("{cut} of the sections are damaged or cut short; text may be missing");
        manuscript
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    manuscript.diagnostics.append(&mut compound.diagnostics);
    Ok(manuscript)
}
