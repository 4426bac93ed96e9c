//! From the bytes of one file to its documents.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::container::mail::{self, Letter};
use crate::container::{Limits, archive};
use crate::document::{Block, BlockKind, Diagnostic, Document, Page};
use crate::format::Format;
use crate::ocr::Ocr;
use crate::sealed::ooxml;
use crate::table::{Table, enrich};
use crate::{hwp, language, office, pdf, plain, spreadsheet};

/// What the caller says of one reading.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Password for encrypted files.
    pub password: Option<String>,
    /// How pages without usable text are read.
    pub ocr: Ocr,
}

/// What a reader found; [`parse`] makes a [`Document`] of it.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Title from the metadata; none lets the first heading or the file's stem stand in.
    pub title: Option<String>,
    /// What the format says of itself.
    pub metadata: BTreeMap<String, String>,
    /// Pages, where the format has them.
    pub pages: Vec<Page>,
    /// Blocks in reading order, ids left empty.
    pub blocks: Vec<Block>,
    /// What went wrong short of refusal.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a whole file cannot be read.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A password is needed, or the one given is wrong.
    #[error("the file is encrypted; give its password with --password")]
    Encrypted,
    /// Locked by rights management that Quarry cannot open.
    #[error("the file is locked by {0} and cannot be read")]
    Locked(String),
    /// Not a format that Quarry reads.
    #[error("not a format that can be read: {0}")]
    Unsupported(String),
    /// Damaged beyond reading.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// More than the limits allow.
    #[error("over the limit: {0}")]
    Limit(String),
}

impl ReadError {
    /// The diagnostic code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::Locked(_) => "locked",
            Self::Unsupported(_) => "unsupported",
            Self::Damaged(_) => "damaged",
            Self::Limit(_) => "limit",
        }
    }
}

/// Parses the bytes of one file. `name` is the source path that the documents will bear; the members of a container bear it
/// with `!/` and their own path behind it.
///
/// Never panics and never returns an empty list: what is refused comes back as a document with an error diagnostic.
#[must_use]
pub fn parse(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Document> {
    let mut documents = Vec::new();
    collect(name, bytes, options, &mut Limits::default(), &mut documents);
    if options.password.is_some() {
        let encrypted = documents
            .iter_mut()
            .flat_map(|d| &mut d.diagnostics)
            .filter(|d| d.code == ReadError::Encrypted.code());
        for diagnostic in encrypted {
            diagnostic.message = WRONG_PASSWORD.to_owned();
        }
    }
    documents
}

/// What is said of a file that stays closed although a password was given.
const WRONG_PASSWORD: &str = "the file is encrypted, and the given password does not open it";

/// Adds the documents of one file, or of one member of a container.
fn collect(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    limits: &mut Limits,
    documents: &mut Vec<Document>,
) {
    let format = guarded(|| Format::detect(bytes, name)).unwrap_or(Format::Unknown);
    match format {
        Format::Zip => members(name, bytes, options, limits, documents),
        Format::Mail => match guarded(|| mail::read(bytes)) {
            Ok(Ok(letter)) => message(name, bytes, letter, options, limits, documents),
            Ok(Err(error)) => documents.push(document(name, bytes, format, refused(error.code(), &error))),
            Err(panic) => documents.push(document(name, bytes, format, panicked(format, &panic))),
        },
        Format::Jsonl => {
            let decoded = plain::decode::decode(bytes);
            let before = documents.len();
            documents.extend(plain::jsonl::records(name, decoded.text.as_bytes()));
            if documents.len() == before {
                documents.push(single(name, bytes, format, options));
            }
        }
        Format::EncryptedOoxml => documents.push(encrypted(name, bytes, options)),
        _ => documents.push(single(name, bytes, format, options)),
    }
}

/// The members of an archive; what cannot be had of it is told by a document of the archive's own.
fn members(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    limits: &mut Limits,
    documents: &mut Vec<Document>,
) {
    let before = documents.len();
    let walked = limits.inwards(|limits| {
        guarded(|| {
            archive::members(bytes, options, limits, &mut |path, member, limits| {
                let source = format!("{name}!/{path}");
                match member {
                    Ok(bytes) => collect(&source, &bytes, options, limits, documents),
                    Err(error) => {
                        let format = Format::Unknown;
                        documents.push(document(&source, &[], format, refused(error.code(), &error)));
                    }
                }
            })
        })
    });
    let reading = match walked {
        Some(Ok(Ok(()))) if documents.len() > before => return,
        Some(Ok(Ok(()))) => Reading {
            diagnostics: vec![Diagnostic::warning("empty", "the archive holds no file")],
            ..Reading::default()
        },
        Some(Ok(Err(error))) => refused(error.code(), &error),
        Some(Err(panic)) => panicked(Format::Zip, &panic),
        None => too_deep(),
    };
    documents.push(document(name, bytes, Format::Zip, reading));
}

/// A message and its attachments.
fn message(
    name: &str,
    bytes: &[u8],
    letter: Letter,
    options: &ReadOptions,
    limits: &mut Limits,
    documents: &mut Vec<Document>,
) {
    let Letter {
        mut reading,
        attachments,
    } = letter;
    let at = documents.len();
    let went = limits.inwards(|limits| {
        for (path, content) in attachments {
            let source = format!("{name}!/{path}");
            match limits.take(content.len()) {
                Ok(()) => collect(&source, &content, options, limits, documents),
                Err(error) => documents.push(document(
                    &source,
                    &[],
                    Format::Unknown,
                    refused(error.code(), &error),
                )),
            }
        }
    });
    if went.is_none() {
        reading.diagnostics.append(&mut too_deep().diagnostics);
    }
    documents.insert(at, document(name, bytes, Format::Mail, reading));
}

fn too_deep() -> Reading {
    let error = ReadError::Limit("containers stand too deep inside one another".to_owned());
    refused(error.code(), &error)
}

/// What an encrypted package holds, under the name and hash of the package.
fn encrypted(name: &str, bytes: &[u8], options: &ReadOptions) -> Document {
    let format = Format::EncryptedOoxml;
    match guarded(|| ooxml::open(bytes, options.password.as_deref())) {
        Ok(Ok(clear)) => {
            let inner = guarded(|| Format::detect(&clear, name)).unwrap_or(Format::Unknown);
            let reading = reading(name, &clear, inner, options);
            document(name, bytes, inner, reading)
        }
        Ok(Err(error)) => document(name, bytes, format, refused(error.code(), &error)),
        Err(panic) => document(name, bytes, format, panicked(format, &panic)),
    }
}

/// A file that is one document.
fn single(name: &str, bytes: &[u8], format: Format, options: &ReadOptions) -> Document {
    document(name, bytes, format, reading(name, bytes, format, options))
}

/// What the reader of a format makes of a file.
fn reading(name: &str, bytes: &[u8], format: Format, options: &ReadOptions) -> Reading {
    let read = || -> Result<Reading, ReadError> {
        match format {
            Format::Pdf => pdf::read(bytes, options),
            Format::Hwp5 | Format::Hwpx | Format::Hwp3 | Format::Hwpml => hwp::read(bytes, options),
            Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods => {
                // The name of a sheet is a heading, but no title of the workbook.
                let reading = spreadsheet::read(bytes, format, options)?;
                Ok(Reading {
                    title: reading.title.or_else(|| Some(stem(name))),
                    ..reading
                })
            }
            Format::Docx | Format::Pptx | Format::Odt | Format::Odp => office::read(bytes, format, options),
            Format::Csv | Format::Markdown | Format::Html | Format::Jsonl | Format::Text => {
                plain::read(bytes, format, &stem(name))
            }
            Format::Empty => Ok(Reading {
                diagnostics: vec![Diagnostic::warning("empty", "the file has no content")],
                ..Reading::default()
            }),
            other => Err(ReadError::Unsupported(other.label().to_owned())),
        }
    };
    match guarded(read) {
        Ok(Ok(reading)) => reading,
        Ok(Err(error)) => refused(error.code(), &error),
        Err(panic) => panicked(format, &panic),
    }
}

/// The document of a reading, under the hash of the bytes that it came from.
fn document(name: &str, bytes: &[u8], format: Format, mut reading: Reading) -> Document {
    if reading.blocks.is_empty() && reading.pages.is_empty() && reading.diagnostics.is_empty() {
        let message = "nothing to read was found in the file";
        reading.diagnostics.push(Diagnostic::warning("empty", message));
    }
    let blake3 = blake3::hash(bytes).to_hex().to_string();
    assemble(name.to_owned(), blake3, format.media_type(), reading)
}

fn panicked(format: Format, panic: &str) -> Reading {
    refused(
        "reader_panicked",
        &format!("the reader of {} failed on this file: {panic}", format.label()),
    )
}

/// A reading that is nothing but an error.
fn refused(code: &str, message: &impl ToString) -> Reading {
    Reading {
        diagnostics: vec![Diagnostic::error(code, message.to_string())],
        ..Reading::default()
    }
}

/// Runs `work`; a panic comes back as its message.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic
            .downcast_ref::<&str>()
            .map(|s| (*s).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned());
        text.unwrap_or_else(|| "unknown".to_owned())
    })
}

/// Makes a document of a reading: title, languages, ids, and what all tables need.
#[must_use]
pub fn assemble(source: String, blake3: String, media_type: &str, reading: Reading) -> Document {
    let Reading {
        title,
        metadata,
        pages,
        mut blocks,
        mut diagnostics,
    } = reading;
    let languages = language::detect(texts(&blocks));
    if let Err(panic) = guarded(|| enrich::document(&mut blocks, &languages)) {
        diagnostics.push(Diagnostic::warning(
            "reader_panicked",
            format!("the tables could not be completed: {panic}"),
        ));
    }
    for (number, block) in blocks.iter_mut().enumerate() {
        block.id = format!("b{number}");
    }
    let heading = || {
        blocks
            .iter()
            .find(|b| b.kind == BlockKind::Heading && !b.hidden && !b.text.trim().is_empty())
    };
    let title = title
        .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|t| !t.is_empty())
        .or_else(|| heading().map(|b| b.text.split_whitespace().collect::<Vec<_>>().join(" ")))
        .unwrap_or_else(|| stem(&source));
    Document {
        source,
        blake3,
        media_type: media_type.to_owned(),
        title,
        languages,
        metadata,
        pages,
        blocks,
        diagnostics,
    }
}

/// All texts of the blocks and of their tables' cells, two levels of nesting deep.
fn texts(blocks: &[Block]) -> impl Iterator<Item = &str> {
    fn cells(table: &Table) -> impl Iterator<Item = &str> {
        let inner = table
            .cells
            .iter()
            .filter_map(|c| c.table.as_deref())
            .flat_map(|t| t.cells.iter().map(|c| c.text.as_str()));
        table.cells.iter().map(|c| c.text.as_str()).chain(inner)
    }
    let tables = blocks.iter().filter_map(|b| b.table.as_ref()).flat_map(cells);
    blocks.iter().map(|b| b.text.as_str()).chain(tables)
}

/// The name without folders and without its last extension.
pub(crate) fn stem(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match base.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => base.to_owned(),
    }
}
