//! Broken and hostile files for black-box tests: each has to be refused with a clear error, and none may stop a run.

use std::fs;
use std::io::{self, Cursor, Write};
use std::path::Path;

use lopdf::{Document, Object, StringFormat, dictionary};

use super::{partner_institutes, xlsx};

/// Writes the fixtures into the folder `dir`.
///
/// # Errors
/// Where one cannot be put together or written.
pub fn write(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    for (name, bytes) in files()? {
        fs::write(dir.join(name), bytes)?;
    }
    Ok(())
}

/// Every fixture with its name.
///
/// # Errors
/// Where one cannot be put together.
pub fn files() -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    Ok(vec![
        ("damaged.pdf", damaged_pdf()?),
        ("encrypted.pdf", encrypted_pdf()?),
        ("encrypted.xlsx", encrypted_xlsx()?),
        ("bomb.xlsx", bomb()?),
        ("truncated.hwpx", truncated_hwpx()?),
        (
            "unknown.bin",
            (0..4096_u32)
                .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
                .collect(),
        ),
        ("empty.pdf", Vec::new()),
    ])
}

/// A PDF whose second half is gone, and with it the table of objects.
fn damaged_pdf() -> io::Result<Vec<u8>> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..2000_u32).map(|n| (n.wrapping_mul(40_503) >> 7) as u8));
    Ok(bytes)
}

/// A PDF that wants a password: its keys are made up, so none fits.
fn encrypted_pdf() -> io::Result<Vec<u8>> {
    let mut document = Document::load_mem(&partner_institutes::pdf()?).map_err(io::Error::other)?;
    let key = |seed: u8| {
        Object::String(
            (0..32).map(|n: u8| n.wrapping_mul(37) ^ seed).collect(),
            StringFormat::Hexadecimal,
        )
    };
    let encrypt = document.add_object(dictionary! {
        "Filter" => "Standard",
        "V" => 2,
        "R" => 3,
        "Length" => 128,
        "P" => -3904,
        "O" => key(0x5a),
        "U" => key(0xa5),
    });
    document.trailer.set("Encrypt", encrypt);
    document.trailer.set("ID", vec![key(0x11), key(0x11)]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

/// A workbook under a password, as far as a reader without it can tell: the compound file of [MS-OFFCRYPTO], 2.3.4.
fn encrypted_xlsx() -> io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
    let mut info = vec![4, 0, 4, 0, 0x40, 0, 0, 0];
    info.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><encryption/>");
    file.create_stream("/EncryptionInfo")?.write_all(&info)?;
    let secret: Vec<u8> = (0..8192_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    file.create_stream("/EncryptedPackage")?.write_all(&secret)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// A workbook of some hundred kilobytes whose one sheet unpacks to 192 MiB of blanks.
fn bomb() -> io::Result<Vec<u8>> {
    let blanks = " ".repeat(192 << 20);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{blanks}</sheetData></worksheet>");
    let mut parts = xlsx::parts(&[xlsx::Sheet {
        name: "Sheet1",
        rows: Vec::new(),
        merged: Vec::new(),
    }]);
    if let Some(last) = parts.last_mut() {
        last.1 = sheet;
    }
    xlsx::archive(&parts)
}

/// The first half of a package.
fn truncated_hwpx() -> io::Result<Vec<u8>> {
    let mut bytes = super::restoration::partners().to_hwpx()?;
    bytes.truncate(bytes.len() / 2);
    Ok(bytes)
}
