//! The zip package around an Office or OpenDocument file: its parts by name, and how they point at one another.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Cursor, Read};

use flate2::read::DeflateDecoder;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::limits::Budget;
use crate::read::ReadError;
use crate::sealed::opendocument::{self, Seal};

/// A part larger than this is not read whole.
const LARGEST_PART: u64 = 512 << 20;

/// The most that is read of a part that ought to be small, in bytes.
const SMALL_PART: u64 = 32 << 20;

/// An open package.
pub(crate) struct Package<'a> {
    archive: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// Names in lower case without leading slash, to their index.
    names: HashMap<String, usize>,
    /// Parts under a password, and the password.
    seals: HashMap<String, Seal>,
    password: String,
}

/// One part points at another.
#[derive(Debug, Clone)]
pub(crate) struct Relationship {
    pub(crate) id: String,
    /// Its type, a URI.
    pub(crate) kind: String,
    /// Name of the part that is pointed at.
    pub(crate) target: String,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let names = archive
            .file_names()
            .enumerate()
            .filter_map(|(i, n)| {
                Some((
                    n.ok()?
                        .replace('\\', "/")
                        .trim_start_matches('/')
                        .to_ascii_lowercase(),
                    i,
                ))
            })
            .collect();
        Some(Self {
            archive,
            names,
            seals: HashMap::new(),
            password: String::new(),
        })
    }

    /// A part as a stream.
    pub(crate) fn part(&mut self, name: &str) -> Option<impl Read + '_> {
        let key = name.trim_start_matches('/').to_ascii_lowercase();
        let index = *self.names.get(&key)?;
        self.archive.by_index(index).ok()
    }

    /// A part as a whole.
    pub(crate) fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.part(name)?.take(LARGEST_PART).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// A part that is small in any file made in good faith; what goes beyond is cut off.
    pub(crate) fn small(&mut self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Some(part) = self.part(name) {
            // What was read before an error is still of use.
            let _ = part.take(SMALL_PART).read_to_end(&mut bytes);
        }
        bytes
    }

    /// A part as a whole, taken from a budget and opened where it is sealed; none where there is no such part. A part that
    /// is cut short comes as far as it goes.
    ///
    /// # Errors
    /// [`ReadError::Limit`] where the budget is used up, [`ReadError::Encrypted`] where the password does not open it.
    pub(crate) fn part_within(
        &mut self,
        name: &str,
        budget: &mut Budget,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(part) = self.part(name) else {
            return Ok(None);
        };
        let (stored, _) = budget.read_to_end(part)?;
        let Some(seal) = self.seals.get(name) else {
            return Ok(Some(stored));
        };
        let deflated = opendocument::open(seal, &self.password, &stored).ok_or(ReadError::Encrypted)?;
        let (clear, _) = budget.read_to_end(DeflateDecoder::new(deflated.as_slice()))?;
        // A wrong password gives noise, which does not inflate to XML.
        let is_xml = clear.trim_ascii_start().starts_with(b"<") || clear.starts_with(b"\xEF\xBB\xBF");
        if !is_xml {
            return Err(ReadError::Encrypted);
        }
        Ok(Some(clear))
    }

    /// Whether parts are sealed, as [`Package::unseal`] found.
    pub(crate) fn is_sealed(&self) -> bool {
        !self.seals.is_empty()
    }

    /// Reads from the manifest of an OpenDocument package which parts are sealed.
    ///
    /// # Errors
    /// [`ReadError::Encrypted`] where some are and no password is given.
    pub(crate) fn unseal(&mut self, password: Option<&str>) -> Result<(), ReadError> {
        let manifest = self.small("META-INF/manifest.xml");
        self.seals = opendocument::seals(&manifest);
        if self.seals.is_empty() {
            return Ok(());
        }
        if self.seals.contains_key("encrypted-package") {
            return Err(ReadError::Locked(
                "encryption of the package as a whole".to_owned(),
            ));
        }
        password
            .ok_or(ReadError::Encrypted)?
            .clone_into(&mut self.password);
        Ok(())
    }

    /// A part as XML events.
    pub(crate) fn xml(&mut self, name: &str) -> Option<Reader<BufReader<impl Read + '_>>> {
        let source = BufReader::with_capacity(1 << 16, self.part(name)?);
        Some(events(source))
    }

    /// The targets of a part's relationships, by id, as part names.
    pub(crate) fn relationships(&mut self, part: &str) -> HashMap<String, String> {
        let all = self.typed_relationships(part).into_iter();
        all.map(|r| (r.id, r.target)).collect()
    }

    /// The relationships of a part to other parts of the package, in their order.
    pub(crate) fn typed_relationships(&mut self, part: &str) -> Vec<Relationship> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let mut found = Vec::new();
        let name = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let folder = folder.to_owned();
        let Some(mut reader) = self.xml(&name) else {
            return found;
        };
        let mut buffer = Vec::new();
        while let Ok(event) = reader.read_event_into(&mut buffer) {
            match event {
                Event::Start(e) if local(&e) == "Relationship" => {
                    let outside = attribute(&e, "TargetMode").is_some_and(|mode| mode == "External");
                    if let (Some(id), Some(target), false) =
                        (attribute(&e, "Id"), attribute(&e, "Target"), outside)
                    {
                        found.push(Relationship {
                            id,
                            kind: attribute(&e, "Type").unwrap_or_default(),
                            target: resolve(&folder, &target),
                        });
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        found
    }

    /// The part that the package itself points at with a type that ends so; `usual` where it points at none.
    pub(crate) fn main_part(&mut self, kind: &str, usual: &str) -> String {
        let mut all = self.typed_relationships("").into_iter();
        all.find(|r| r.kind.ends_with(kind))
            .map_or_else(|| usual.to_owned(), |r| r.target)
    }

    /// The name of the workbook part.
    pub(crate) fn workbook(&mut self) -> String {
        let found = self.relationships("").into_values().find(|t| {
            let lower = t.to_ascii_lowercase();
            lower.ends_with("workbook.xml") || lower.ends_with("workbook.bin") || lower.contains("/workbook")
        });
        found.unwrap_or_else(|| "xl/workbook.xml".to_owned())
    }
}

/// XML events of a source that need not be well formed.
pub(crate) fn events<R: BufRead>(source: R) -> Reader<R> {
    let mut reader = Reader::from_reader(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    reader
}

/// A relationship's target as a part name.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for piece in target.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// An element's name without prefix.
pub(crate) fn local<'e>(element: &'e BytesStart<'_>) -> &'e str {
    let name = element.name().into_inner();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// An attribute's value by its name without prefix, with character references resolved.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find_map(|a| {
        let key = a.key.into_inner();
        let key = key.rsplit_once(':').map_or(key, |(_, local)| local);
        if key != name {
            return None;
        }
        Some(
            a.normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_or_else(|_| a.value.to_string(), std::borrow::Cow::into_owned),
        )
    })
}
