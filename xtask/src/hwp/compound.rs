//! The HWP 5 compound file round the streams: file header, compression, distribution documents.

use std::io::{self, Cursor, Write};
use std::time::SystemTime;

use aes::Aes128;
use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use flate2::{Compression, write::DeflateEncoder};

use super::record::{Data, Records, tag};
use super::report::Report;
use super::{body, docinfo, summary};

/// How the file is written.
#[derive(Debug, Clone)]
pub struct Hwp5Options {
    /// Whether streams are deflated; true unless told otherwise.
    pub compressed: bool,
    /// Text of `ViewText`, which the word processor shows in place of `BodyText`.
    pub view_text: Option<Report>,
    /// Makes it a distribution document: `ViewText` is encrypted with a key made from this seed.
    pub distribution_seed: Option<u32>,
    /// Sets the flag of password protection (the streams stay as they are, for tests of refusal).
    pub password_flag: bool,
}

impl Default for Hwp5Options {
    fn default() -> Self {
        Self {
            compressed: true,
            view_text: None,
            distribution_seed: None,
            password_flag: false,
        }
    }
}

/// Writes the report.
///
/// # Errors
/// Where the compound file cannot be put together.
pub fn write(report: &Report, options: &Hwp5Options) -> io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    let flags = u32::from(options.compressed)
        | u32::from(options.password_flag) << 1
        | u32::from(options.distribution_seed.is_some()) << 2;
    let mut header = b"HWP Document File".to_vec();
    header.resize(32, 0);
    header.extend([2, 3, 0, 5]);
    header.extend(flags.to_le_bytes());
    header.resize(256, 0);

    file.create_stream("/FileHeader")?.write_all(&header)?;
    file.create_stream("/DocInfo")?
        .write_all(&packed(docinfo::write(), options.compressed)?)?;
    file.create_storage("/BodyText")?;
    let section = packed(body::write(report), options.compressed)?;
    file.create_stream("/BodyText/Section0")?.write_all(&section)?;
    if let Some(view) = &options.view_text {
        let mut section = packed(body::write(view), options.compressed)?;
        if let Some(seed) = options.distribution_seed {
            section = distributed(section, seed);
        }
        file.create_storage("/ViewText")?;
        file.create_stream("/ViewText/Section0")?.write_all(&section)?;
    }
    file.create_stream("/\u{5}HwpSummaryInformation")?
        .write_all(&summary::write(report))?;
    // No time of writing, so that the same report gives the same bytes.
    let storages: Vec<_> = file
        .walk()
        .filter(cfb::Entry::is_storage)
        .map(|e| e.path().to_path_buf())
        .collect();
    for storage in storages {
        file.set_created_time(&storage, SystemTime::UNIX_EPOCH)?;
        file.set_modified_time(&storage, SystemTime::UNIX_EPOCH)?;
    }
    let preview: Vec<u8> = report.title.encode_utf16().flat_map(u16::to_le_bytes).collect();
    file.create_stream("/PrvText")?.write_all(&preview)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

fn packed(stream: Vec<u8>, compressed: bool) -> io::Result<Vec<u8>> {
    if !compressed {
        return Ok(stream);
    }
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&stream)?;
    encoder.finish()
}

/// Encrypts a section as a distribution document has it: a record of 256 obscured bytes that hold the key, then the
/// stream in AES-128 ECB.
fn distributed(mut section: Vec<u8>, seed: u32) -> Vec<u8> {
    let mut data: Vec<u8> = (0..=255u8).map(|i| i.wrapping_mul(37).wrapping_add(11)).collect();
    data.splice(0..4, seed.to_le_bytes());
    let start = 4 + (seed as usize & 15);
    let key: Vec<u8> = data.iter().skip(start).take(16).copied().collect();

    // The generator of the C runtime that the word processor was built with.
    let mut state = seed;
    let mut random = || {
        state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
        (state >> 16) & 0x7FFF
    };
    let (mut mask, mut left) = (0, 0);
    for (index, byte) in data.iter_mut().enumerate() {
        if left == 0 {
            mask = (random() & 0xFF) as u8;
            left = (random() & 0xF) + 1;
        }
        if index >= 4 {
            *byte ^= mask;
        }
        left -= 1;
    }

    let mut out = Records::new();
    out.push(tag::DISTRIBUTE_DOC_DATA, 0, Data::new().bytes(&data));
    let mut out = out.into_bytes();
    section.resize(section.len().next_multiple_of(16), 0);
    let cipher = Aes128::new(&Array::try_from(key.as_slice()).unwrap_or_default());
    for block in section.chunks_exact(16) {
        let mut block = Array::try_from(block).unwrap_or_default();
        cipher.encrypt_block(&mut block);
        out.extend(block);
    }
    out
}
