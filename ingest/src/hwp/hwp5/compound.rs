//! The compound file round the streams: file header, storages, compression.

use std::collections::BTreeMap;

use flate2::read::DeflateDecoder;

use super::super::password;
use super::distribution;
use super::records::{Tree, tag};
use crate::compound_file::Storage;
use crate::document::Diagnostic;
use crate::limits::Budget;
use crate::read::ReadError;

/// What an older Hangul shows of a distribution document in place of its text.
const PLACEHOLDER: &str = "상위 버전의 배포용 문서입니다";

/// Flags of the file header.
mod flag {
    pub(super) const COMPRESSED: u32 = 1;
    pub(super) const PASSWORD: u32 = 1 << 1;
    pub(super) const DISTRIBUTION: u32 = 1 << 2;
    pub(super) const DRM: u32 = 1 << 4;
    pub(super) const CERTIFICATE_ENCRYPTED: u32 = 1 << 8;
    pub(super) const CERTIFICATE_DRM: u32 = 1 << 10;
}

/// An open file.
pub(super) struct Compound<'a> {
    storage: Storage<'a>,
    flags: u32,
    version: u32,
    /// The password and how it is applied, where the streams are sealed.
    seal: Option<(String, Cipher)>,
    /// Streams of each section: body text and view text.
    streams: BTreeMap<u32, Streams>,
    /// What went wrong on the way.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Decrypts a stream with a password.
type Cipher = fn(&str, &[u8]) -> Vec<u8>;

#[derive(Default)]
struct Streams {
    body: Option<String>,
    view: Option<String>,
}

impl<'a> Compound<'a> {
    /// Opens a file and finds its sections.
    pub(super) fn open(
        bytes: &'a [u8],
        password: Option<&str>,
        budget: &mut Budget,
    ) -> Result<Self, ReadError> {
        let mut storage = Storage::open(bytes, &["/FileHeader"], budget)?;
        let header = storage.head("/FileHeader", 256).unwrap_or_default();
        if !header.starts_with(b"HWP Document File") {
            return Err(ReadError::Unsupported(
                "a compound file that is not HWP 5".to_owned(),
            ));
        }
        let word = |at: usize| header.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
        let (Some(version), Some(flags)) = (word(32), word(36)) else {
            return Err(ReadError::Damaged("its file header is cut short".to_owned()));
        };
        if flags & (flag::DRM | flag::CERTIFICATE_ENCRYPTED | flag::CERTIFICATE_DRM) != 0 {
            return Err(ReadError::Locked("rights management or a certificate".to_owned()));
        }
        let mut diagnostics = Vec::new();
        if storage.is_damaged() {
            let message = "the compound file is at odds with itself; what could be found in it is given";
            diagnostics.push(Diagnostic::warning("truncated", message));
        }
        let streams = section_streams(&storage);
        let mut compound = Self {
            storage,
            flags,
            version,
            seal: None,
            streams,
            diagnostics,
        };
        if flags & flag::PASSWORD != 0 {
            compound.unseal(password.ok_or(ReadError::Encrypted)?, budget)?;
        }
        Ok(compound)
    }

    /// Finds the way in which the password opens the document information.
    fn unseal(&mut self, password: &str, budget: &mut Budget) -> Result<(), ReadError> {
        let Some((sealed, whole)) = self.storage.stream("/DocInfo", budget)? else {
            return Err(ReadError::Damaged("it has no document information".to_owned()));
        };
        for cipher in [password::open_des as Cipher, password::open_aes] {
            let (clear, _) = self.inflated(cipher(password, &sealed), whole, budget)?;
            let first = Tree::parse(clear.get(..clear.len().min(64)).unwrap_or_default());
            if first
                .roots()
                .next()
                .is_some_and(|record| record.tag() == tag::DOCUMENT_PROPERTIES)
            {
                self.seal = Some((password.to_owned(), cipher));
                return Ok(());
            }
        }
        Err(ReadError::Encrypted)
    }

    /// Version of the format, such as `5.0.3.2`.
    pub(super) fn version(&self) -> String {
        let [revision, build, minor, major] = self.version.to_le_bytes();
        format!("{major}.{minor}.{build}.{revision}")
    }

    /// The numbers of its sections.
    pub(super) fn sections(&self) -> Vec<u32> {
        self.streams.keys().copied().collect()
    }

    /// The definitions, and whether they are whole.
    pub(super) fn document_info(&mut self, budget: &mut Budget) -> Result<(Vec<u8>, bool), ReadError> {
        match self.raw("/DocInfo", budget)? {
            Some((raw, whole)) => self.inflated(raw, whole, budget),
            None => Ok((Vec::new(), false)),
        }
    }

    /// The summary information; it is never compressed.
    pub(super) fn summary(&mut self, budget: &mut Budget) -> Option<Vec<u8>> {
        let (stream, _) = self
            .storage
            .stream("/\u{5}HwpSummaryInformation", budget)
            .ok()??;
        Some(stream)
    }

    /// The records of one section, and whether they are whole.
    ///
    /// `ViewText` is what Hangul shows: all of a distribution document, and the accepted text of one whose changes
    /// were tracked. `BodyText` of a distribution document holds a placeholder, which is never given.
    pub(super) fn section(&mut self, number: u32, budget: &mut Budget) -> Result<(Vec<u8>, bool), ReadError> {
        let streams = self.streams.get(&number);
        let (view, body) = streams.map_or((None, None), |streams| {
            (streams.view.clone(), streams.body.clone())
        });
        if let Some(path) = view
            && let Some((raw, whole)) = self.raw(&path, budget)?
        {
            let is_key = Tree::parse(raw.get(..260).unwrap_or_default())
                .roots()
                .next()
                .is_some_and(|record| record.tag() == tag::DISTRIBUTE_DOC_DATA);
            let raw = if is_key {
                distribution::decrypt(&raw)
            } else {
                Some(raw)
            };
            if let Some(raw) = raw {
                let (stream, whole) = self.inflated(raw, whole, budget)?;
                if Tree::parse(&stream)
                    .roots()
                    .any(|record| record.tag() == tag::PARA_HEADER)
                {
                    return Ok((stream, whole));
                }
            }
            let message =
                format!("the text that is shown of section {number} cannot be read; its older text is used");
            self.diagnostics.push(Diagnostic::warning("view_text", message));
        }
        if self.flags & flag::DISTRIBUTION != 0 {
            return Err(ReadError::Locked(
                "its distribution key, which is damaged or missing,".to_owned(),
            ));
        }
        let Some((raw, whole)) = body.map(|path| self.raw(&path, budget)).transpose()?.flatten() else {
            return Ok((Vec::new(), false));
        };
        let (stream, whole) = self.inflated(raw, whole, budget)?;
        let placeholder: Vec<u8> = PLACEHOLDER.encode_utf16().flat_map(u16::to_le_bytes).collect();
        if stream.len() < 1 << 16
            && stream
                .windows(placeholder.len())
                .any(|window| window == placeholder)
        {
            return Err(ReadError::Locked(
                "distribution protection without its text".to_owned(),
            ));
        }
        Ok((stream, whole))
    }

    /// A stream as it is stored, decrypted; none where there is no such stream.
    fn raw(&mut self, path: &str, budget: &mut Budget) -> Result<Option<(Vec<u8>, bool)>, ReadError> {
        let stored = self.storage.stream(path, budget)?;
        Ok(stored.map(|(stored, whole)| match &self.seal {
            Some((password, cipher)) => (cipher(password, &stored), whole),
            None => (stored, whole),
        }))
    }

    fn inflated(&self, raw: Vec<u8>, whole: bool, budget: &mut Budget) -> Result<(Vec<u8>, bool), ReadError> {
        if self.flags & flag::COMPRESSED == 0 {
            return Ok((raw, whole));
        }
        let (stream, sound) = budget.read_to_end(DeflateDecoder::new(raw.as_slice()))?;
        if stream.is_empty() && looks_plain(&raw) {
            // Some writers set the flag and leave a stream as it is.
            return Ok((raw, whole));
        }
        Ok((stream, whole && sound))
    }
}

/// Whether bytes begin with a record of the body or of the document information.
fn looks_plain(raw: &[u8]) -> bool {
    let first = Tree::parse(raw.get(..64.min(raw.len())).unwrap_or_default());
    first
        .roots()
        .next()
        .is_some_and(|record| matches!(record.tag(), tag::DOCUMENT_PROPERTIES | tag::PARA_HEADER))
}

fn section_streams(file: &Storage) -> BTreeMap<u32, Streams> {
    let mut streams = BTreeMap::<u32, Streams>::new();
    for (storage, is_view) in [("/BodyText", false), ("/ViewText", true)] {
        for name in file.names(storage) {
            let number = name
                .strip_prefix("Section")
                .and_then(|number| number.parse().ok());
            let Some(number) = number else { continue };
            let of_section = streams.entry(number).or_default();
            let path = format!("{storage}/{name}");
            *(if is_view {
                &mut of_section.view
            } else {
                &mut of_section.body
            }) = Some(path);
        }
    }
    streams
}
