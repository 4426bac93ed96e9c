//! The archive: its parts, what the manifest says of them, and the metadata.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;

use flate2::read::DeflateDecoder;
use zip::ZipArchive;

use crate::limits::Budget;
use crate::read::{ReadError, ReadOptions};
use crate::sealed::opendocument::{self, Seal};
use crate::xml::Xml;

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names of the section parts in order.
    pub(super) sections: Vec<String>,
    /// Names of all parts by their ids in the manifest.
    pub(super) items: HashMap<String, String>,
    /// Title in the metadata.
    pub(super) title: Option<String>,
    /// What the package says of itself.
    pub(super) metadata: BTreeMap<String, String>,
    seals: HashMap<String, Seal>,
    password: String,
}

impl<'a> Package<'a> {
    /// Opens a package and finds its sections.
    pub(super) fn open(
        bytes: &'a [u8],
        options: &ReadOptions,
        budget: &mut Budget,
    ) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| ReadError::Damaged(format!("not a readable zip archive ({error})")))?;
        let mut package = Self {
            archive,
            sections: Vec::new(),
            items: HashMap::new(),
            title: None,
            metadata: BTreeMap::new(),
            seals: HashMap::new(),
            password: String::new(),
        };
        if let Some((manifest, _)) = package.part("META-INF/manifest.xml", budget)? {
            package.seals = opendocument::seals(&manifest);
        }
        if !package.seals.is_empty() && options.password.is_none() {
            return Err(ReadError::Encrypted);
        }
        package.password = options.password.clone().unwrap_or_default();
        let mut content = package.part("Contents/content.hpf", budget)?;
        if content.is_none()
            && let Some(name) = package.names().into_iter().find(|name| name.ends_with(".hpf"))
        {
            content = package.part(&name, budget)?;
        }
        if let Some((part, _)) = content {
            package.content(&part);
        }
        package.find_sections();
        if package.sections.is_empty() {
            return Err(ReadError::Unsupported(
                "a zip archive that is not HWPX".to_owned(),
            ));
        }
        Ok(package)
    }

    /// The bytes of a part, and whether they are whole; none where there is no such part.
    pub(super) fn part(
        &mut self,
        name: &str,
        budget: &mut Budget,
    ) -> Result<Option<(Vec<u8>, bool)>, ReadError> {
        let (stored, whole) = match self.archive.by_name(name) {
            Ok(file) => budget.read_to_end(file)?,
            Err(_) => return Ok(None),
        };
        let Some(seal) = self.seals.get(name) else {
            return Ok(Some((stored, whole)));
        };
        let deflated = opendocument::open(seal, &self.password, &stored).ok_or(ReadError::Encrypted)?;
        let (part, sound) = budget.read_to_end(DeflateDecoder::new(deflated.as_slice()))?;
        // A wrong password gives noise, which does not inflate to XML.
        let is_xml = part
            .trim_ascii_start()
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&part)
            .starts_with(b"<");
        if !is_xml {
            return Err(ReadError::Encrypted);
        }
        Ok(Some((part, whole && sound)))
    }

    fn names(&self) -> Vec<String> {
        self.archive
            .file_names()
            .flatten()
            .map(|name| name.into_owned())
            .collect()
    }

    /// Sections in the order of the spine; those that it leaves out follow by number.
    fn find_sections(&mut self) {
        let mut rest: Vec<(u32, String)> = Vec::new();
        for name in self.names() {
            let file = name.rsplit('/').next().unwrap_or(&name);
            let number = file
                .strip_prefix("section")
                .and_then(|rest| rest.strip_suffix(".xml"));
            if let Some(number) = number.and_then(|number| number.parse().ok())
                && !self.sections.contains(&name)
            {
                rest.push((number, name));
            }
        }
        rest.sort();
        self.sections.extend(rest.into_iter().map(|(_, name)| name));
    }

    fn content(&mut self, part: &[u8]) {
        let mut xml = Xml::new(part);
        let mut spine = Vec::new();
        if xml.root().is_none() {
            return;
        }
        while let Some(group) = xml.child() {
            match group.name() {
                "metadata" => self.metadata(&mut xml),
                "manifest" => {
                    while let Some(item) = xml.child() {
                        if let (Some(id), Some(href)) = (item.attribute("id"), item.attribute("href")) {
                            let name = self.resolve(&href);
                            self.items.insert(id, name);
                        }
                        xml.skip();
                    }
                }
                "spine" => {
                    while let Some(item) = xml.child() {
                        spine.extend(item.attribute("idref"));
                        xml.skip();
                    }
                }
                _ => xml.skip(),
            }
        }
        let is_section = |name: &&String| {
            name.rsplit('/')
                .next()
                .is_some_and(|file| file.starts_with("section"))
        };
        let named = spine
            .iter()
            .filter_map(|id| self.items.get(id))
            .filter(is_section);
        for name in named {
            if !self.sections.contains(name) {
                self.sections.push(name.clone());
            }
        }
    }

    /// A name in the manifest as the archive has it; some writers leave the folder out.
    fn resolve(&self, href: &str) -> String {
        let href = href.trim_start_matches("./").trim_start_matches('/');
        let inside = format!("Contents/{href}");
        let known = |name: &str| self.archive.index_for_name(name).is_some();
        if known(href) || !known(&inside) {
            href.to_owned()
        } else {
            inside
        }
    }

    fn metadata(&mut self, xml: &mut Xml) {
        while let Some(entry) = xml.child() {
            let name = match entry.name() {
                "meta" => entry.attribute("name").unwrap_or_default(),
                other => other.to_owned(),
            };
            let key = match name.as_str() {
                "title" => "title",
                "language" => "language",
                "creator" => "author",
                "subject" => "subject",
                "description" => "description",
                "keyword" => "keywords",
                "lastsaveby" => "last_author",
                "CreatedDate" => "created",
                "ModifiedDate" => "modified",
                _ => "",
            };
            let value = xml.text().trim().to_owned();
            match key {
                _ if value.is_empty() => {}
                "" => {}
                "title" => self.title = Some(value),
                key => {
                    self.metadata.insert(key.to_owned(), value);
                }
            }
        }
    }
}
