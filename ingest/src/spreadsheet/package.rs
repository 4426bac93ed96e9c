//! The zip package around a workbook: its parts by name, and the parts that its sheets are in.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A part larger than this is not read whole.
const LARGEST_PART: u64 = 1 << 30;

/// An open package.
pub(super) struct Package<'a> {
    archive: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// Names in lower case without leading slash, to their index.
    names: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
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
        Some(Self { archive, names })
    }

    /// A part as a stream.
    pub(super) fn part(&mut self, name: &str) -> Option<impl Read + '_> {
        let key = name.trim_start_matches('/').to_ascii_lowercase();
        let index = *self.names.get(&key)?;
        self.archive.by_index(index).ok()
    }

    /// A part as a whole.
    pub(super) fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.part(name)?.take(LARGEST_PART).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// A part as XML events.
    pub(super) fn xml(&mut self, name: &str) -> Option<Reader<BufReader<impl Read + '_>>> {
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, self.part(name)?));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        Some(reader)
    }

    /// The targets of a part's relationships, by id, as part names.
    pub(super) fn relationships(&mut self, part: &str) -> HashMap<String, String> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let mut found = HashMap::new();
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
                    if let (Some(id), Some(target)) = (attribute(&e, "Id"), attribute(&e, "Target")) {
                        found.insert(id, resolve(&folder, &target));
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        found
    }

    /// The name of the workbook part.
    pub(super) fn workbook(&mut self) -> String {
        let found = self.relationships("").into_values().find(|t| {
            let lower = t.to_ascii_lowercase();
            lower.ends_with("workbook.xml") || lower.ends_with("workbook.bin") || lower.contains("/workbook")
        });
        found.unwrap_or_else(|| "xl/workbook.xml".to_owned())
    }
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
pub(super) fn local<'e>(element: &'e BytesStart<'_>) -> &'e str {
    let name = element.name().into_inner();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// An attribute's value by its name without prefix, with character references resolved.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
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
