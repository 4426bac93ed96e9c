//! E-mails (RFC 5322, MIME): the message itself, and its attachments.
//!
//! Places count in the text that a reader of the message sees: subject, people and date a line each, an empty line, the
//! body as it was decoded.

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::names::{self, Once};
use crate::document::{Block, BlockKind, Diagnostic, Locator, Place};
use crate::format::Format;
use crate::plain;
use crate::read::{ReadError, Reading};

/// Most people that a line names.
const MOST_PEOPLE: usize = 200;

/// A message with what hangs on it.
#[derive(Debug)]
pub(crate) struct Letter {
    /// What the message itself says.
    pub(crate) reading: Reading,
    /// Names and bytes of its attachments.
    pub(crate) attachments: Vec<(String, Vec<u8>)>,
}

/// Reads a message.
///
/// # Errors
/// [`ReadError::Damaged`] where no header can be found.
pub(crate) fn read(bytes: &[u8]) -> Result<Letter, ReadError> {
    let parsed = MessageParser::default().parse(bytes);
    let message = parsed.ok_or_else(|| ReadError::Damaged("no header of an e-mail was found".to_owned()))?;
    let mut reading = Reading {
        title: message.subject().map(str::to_owned),
        ..Reading::default()
    };
    let head = head(&message, &mut reading);
    let shift = Shift {
        lines: u32::try_from(head.lines().count()).unwrap_or(0) + 1,
        characters: head.chars().count() + 1,
    };
    if let Some((text, format)) = body(&message) {
        let mut body = plain::read(text.as_bytes(), format, "")?;
        body.blocks.iter_mut().for_each(|block| shift.block(block));
        reading.blocks.append(&mut body.blocks);
        reading.diagnostics.append(&mut body.diagnostics);
    }
    let mut attachments = Vec::new();
    let mut once = Once::default();
    for (number, part) in (1..).zip(message.attachments()) {
        match attachment(part, number) {
            Hanging::File(name) => attachments.push((once.name(name), part.contents().to_vec())),
            Hanging::Picture(name) => {
                let place = shift.end(reading.blocks.last());
                reading.blocks.push(Block::new(BlockKind::Figure, name, place));
            }
            Hanging::Nothing => {}
        }
    }
    if reading.blocks.is_empty() && attachments.is_empty() {
        let message = "the message has no text and no attachment";
        reading.diagnostics.push(Diagnostic::warning("empty", message));
    }
    Ok(Letter { reading, attachments })
}

/// Subject, people and date: as text, as metadata and as the first blocks.
fn head(message: &Message, reading: &mut Reading) -> String {
    let mut text = String::new();
    let mut line = |name: &str, key: &str, value: Option<String>, kind: BlockKind| {
        let Some(value) = value.map(|v| v.split_whitespace().collect::<Vec<_>>().join(" ")) else {
            return;
        };
        if value.is_empty() {
            return;
        }
        let start = text.chars().count() + name.chars().count();
        let number = u32::try_from(text.lines().count()).unwrap_or(0) + 1;
        let place = Place::Lines {
            line: [number, number],
            start,
            end: start + value.chars().count(),
        };
        text.push_str(name);
        text.push_str(&value);
        text.push('\n');
        let block = match kind {
            BlockKind::Heading => Block::heading(1, value.clone(), place.into()),
            // The name of the line is a part of what it says.
            kind => Block::new(kind, format!("{name}{value}"), place.into()),
        };
        reading.blocks.push(block);
        if !key.is_empty() {
            reading.metadata.insert(key.to_owned(), value);
        }
    };
    let subject = message.subject().map(str::to_owned);
    line("", "", subject, BlockKind::Heading);
    for (name, key, people) in [
        ("From: ", "author", message.from()),
        ("To: ", "to", message.to()),
        ("Cc: ", "cc", message.cc()),
    ] {
        line(name, key, people.map(list), BlockKind::Paragraph);
    }
    let date = message.date().map(mail_parser::DateTime::to_rfc3339);
    line("Date: ", "created", date, BlockKind::Paragraph);
    text
}

/// Names and addresses: `Kim <kim@example.org>, lee@example.org`.
fn list(people: &Address) -> String {
    let one = |person: &mail_parser::Addr| match (person.name(), person.address()) {
        (Some(name), Some(address)) if name != address => format!("{name} <{address}>"),
        (Some(one), _) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    };
    let names: Vec<String> = people
        .iter()
        .take(MOST_PEOPLE)
        .map(one)
        .filter(|n| !n.is_empty())
        .collect();
    names.join(", ")
}

/// The body: plain text, or HTML where that is all there is or where it has tables, which plain text cannot hold.
fn body<'m>(message: &'m Message) -> Option<(&'m str, Format)> {
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(text) => Some(text.as_ref()),
        _ => None,
    });
    let plain = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some(text.as_ref()),
        _ => None,
    });
    let tabled = html.filter(|text| text.to_ascii_lowercase().contains("<td"));
    match (tabled.or(plain), html) {
        (Some(text), Some(html)) if std::ptr::eq(text, html) => Some((text, Format::Html)),
        (Some(text), _) => Some((text, Format::Text)),
        (None, html) => html.map(|text| (text, Format::Html)),
    }
}

/// What a part that is no body is.
enum Hanging {
    File(String),
    /// A picture that stands in the text.
    Picture(String),
    Nothing,
}

fn attachment(part: &MessagePart, number: u32) -> Hanging {
    let kind = part.content_type();
    let is = |main: &str| kind.is_some_and(|k| k.c_type.eq_ignore_ascii_case(main));
    let subtype = kind
        .and_then(|k| k.c_subtype.as_deref())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let name = part
        .attachment_name()
        .map(names::path)
        .filter(|name| !name.is_empty());
    // Signatures seal the message and say nothing.
    if subtype.ends_with("pkcs7-signature") || subtype == "pgp-signature" {
        return Hanging::Nothing;
    }
    let shown = part.content_id().is_some() || matches!(part.body, PartType::InlineBinary(_));
    if is("image") && shown {
        return Hanging::Picture(name.unwrap_or_default());
    }
    let extension = match &part.body {
        PartType::Message(_) => "eml",
        PartType::Html(_) => "html",
        PartType::Text(_) if subtype == "csv" => "csv",
        PartType::Text(_) => "txt",
        PartType::Multipart(_) => return Hanging::Nothing,
        _ => "bin",
    };
    let subject = part
        .message()
        .and_then(|inner| inner.subject())
        .map(|subject| names::path(&subject.replace(['/', '\\'], "-")))
        .filter(|subject| !subject.is_empty());
    let made = subject.unwrap_or_else(|| format!("attachment-{number}"));
    Hanging::File(name.unwrap_or_else(|| format!("{made}.{extension}")))
}

/// How far the body stands below the beginning of the text.
struct Shift {
    lines: u32,
    characters: usize,
}

impl Shift {
    fn block(&self, block: &mut Block) {
        self.locator(&mut block.locator);
        for cell in block.table.iter_mut().flat_map(|table| &mut table.cells) {
            self.locator(&mut cell.locator);
        }
    }

    fn locator(&self, locator: &mut Locator) {
        if let Place::Lines { line, start, end } = &mut locator.place {
            for number in line {
                *number = number.saturating_add(self.lines);
            }
            *start += self.characters;
            *end += self.characters;
        }
    }

    /// The end of what was read last.
    fn end(&self, last: Option<&Block>) -> Locator {
        let (line, end) = match last.map(|block| &block.locator.place) {
            Some(Place::Lines {
                line: [_, last], end, ..
            }) => (*last, *end),
            _ => (1, 0),
        };
        Place::Lines {
            line: [line, line],
            start: end,
            end,
        }
        .into()
    }
}
