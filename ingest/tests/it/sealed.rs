//! Office packages under a password: opened with it, refused without.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Cursor, Write};

use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes256};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use quarry_ingest::{ReadOptions, parse};
use sha1::Sha1;
use sha2::{Digest, Sha512};

use crate::outline::outline;
use crate::workbook::{Workbook, number, row, text};

fn workbook() -> Vec<u8> {
    let rows = row(1, &[text("A1", "기관"), number("B1", 12.0, 0)])
        + &row(2, &[text("A2", "청"), number("B2", 7.0, 0)]);
    Workbook::new().sheet("S", &rows, "").bytes()
}

fn utf16(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

fn cbc(key: &[u8], vector: &[u8], clear: &[u8]) -> Vec<u8> {
    let cipher = Aes256::new(&Array::try_from(key).unwrap());
    let mut before: [u8; 16] = vector[..16].try_into().unwrap();
    let mut out = Vec::new();
    let mut padded = clear.to_vec();
    padded.resize(clear.len().next_multiple_of(16), 0);
    for block in padded.chunks_exact(16) {
        let mut mixed = [0_u8; 16];
        for (to, (byte, mask)) in mixed.iter_mut().zip(block.iter().zip(before)) {
            *to = byte ^ mask;
        }
        let mut block = Array::from(mixed);
        cipher.encrypt_block(&mut block);
        before = block.into();
        out.extend(before);
    }
    out
}

fn sha512(parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = Sha512::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().to_vec()
}

fn compound(information: &[u8], package: &[u8], length: usize) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut put = |name: &str, parts: &[&[u8]]| {
        let mut stream = file.create_stream(name).unwrap();
        parts.iter().for_each(|part| stream.write_all(part).unwrap());
    };
    put("/EncryptionInfo", &[information]);
    put("/EncryptedPackage", &[&(length as u64).to_le_bytes(), package]);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// As Office 2010 and later write it ([MS-OFFCRYPTO] 2.3.4.11 to 2.3.4.15).
fn agile(clear: &[u8], password: &str) -> Vec<u8> {
    let (salt, key_salt, secret, input) = ([3_u8; 16], [5_u8; 16], [9_u8; 32], [7_u8; 16]);
    let mut hash = sha512(&[&key_salt, &utf16(password)]);
    for round in 0..1000_u32 {
        hash = sha512(&[&round.to_le_bytes(), &hash]);
    }
    let seal = |purpose: [u8; 8], value: &[u8]| {
        let key = sha512(&[&hash, &purpose]);
        base64(&cbc(&key[..32], &key_salt, value))
    };
    let verifier_input = seal([0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79], &input);
    let verifier_value = seal(
        [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e],
        &sha512(&[&input]),
    );
    let key_value = seal([0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6], &secret);
    let common = "keyBits=\"256\" hashSize=\"64\" blockSize=\"16\" saltSize=\"16\" cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\"";
    let xml = format!(
        "<encryption xmlns:p=\"p\"><keyData {common} saltValue=\"{}\"/><dataIntegrity/><keyEncryptors><keyEncryptor uri=\"p\">\
         <p:encryptedKey spinCount=\"1000\" {common} saltValue=\"{}\" encryptedVerifierHashInput=\"{verifier_input}\" \
         encryptedVerifierHashValue=\"{verifier_value}\" encryptedKeyValue=\"{key_value}\"/></keyEncryptor></keyEncryptors></encryption>",
        base64(&salt),
        base64(&key_salt)
    );
    let mut package = Vec::new();
    for (segment, piece) in (0_u32..).zip(clear.chunks(4096)) {
        package.extend(cbc(&secret, &sha512(&[&salt, &segment.to_le_bytes()]), piece));
    }
    let information = [&[4, 0, 4, 0, 0x40, 0, 0, 0], xml.as_bytes()].concat();
    compound(&information, &package, clear.len())
}

/// As Office 2007 writes it ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9).
fn standard(clear: &[u8], password: &str) -> Vec<u8> {
    let (salt, verifier) = ([3_u8; 16], [7_u8; 16]);
    let mut hash = Sha1::digest([&salt[..], &utf16(password)].concat());
    for round in 0..50_000_u32 {
        hash = Sha1::digest([&round.to_le_bytes()[..], &hash].concat());
    }
    let hash = Sha1::digest([&hash[..], &[0; 4]].concat());
    let mut block = [0x36_u8; 64];
    block.iter_mut().zip(&hash).for_each(|(byte, mask)| *byte ^= mask);
    let key = Sha1::digest(block);
    let cipher = Aes128::new(&Array::try_from(&key[..16]).unwrap());
    let ecb = |clear: &[u8]| {
        let mut padded = clear.to_vec();
        padded.resize(clear.len().next_multiple_of(16), 0);
        let mut out = Vec::new();
        for block in padded.chunks_exact(16) {
            let mut block = Array::try_from(block).unwrap();
            cipher.encrypt_block(&mut block);
            out.extend_from_slice(&block);
        }
        out
    };
    let words = [0x24_u32, 0, 0x660E, 0x8004, 128, 0x18, 0, 0];
    let header: Vec<u8> = words
        .iter()
        .flat_map(|word| word.to_le_bytes())
        .chain(utf16("RSA\0"))
        .collect();
    let information = [
        &[4, 0, 2, 0, 0x24, 0, 0, 0][..],
        &(header.len() as u32).to_le_bytes(),
        &header,
        &16_u32.to_le_bytes(),
        &salt,
        &ecb(&verifier),
        &20_u32.to_le_bytes(),
        &ecb(&Sha1::digest(verifier)),
    ]
    .concat();
    compound(&information, &ecb(clear), clear.len())
}

fn codes(bytes: &[u8], password: Option<&str>) -> Vec<String> {
    let options = ReadOptions {
        password: password.map(str::to_owned),
        ..ReadOptions::default()
    };
    let documents = parse("a.xlsx", bytes, &options);
    documents[0].diagnostics.iter().map(|d| d.code.clone()).collect()
}

#[test]
fn a_package_opens_with_its_password_alone() {
    let clear = workbook();
    for sealed in [agile(&clear, "예산2024"), standard(&clear, "예산2024")] {
        let options = ReadOptions {
            password: Some("예산2024".to_owned()),
            ..ReadOptions::default()
        };
        let documents = parse("a.xlsx", &sealed, &options);
        assert_eq!(outline(&documents[0]), ["table", "  기관 | 12", "  청 | 7"]);
        assert_eq!(
            documents[0].media_type,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        );
        assert_eq!(documents[0].blake3, blake3::hash(&sealed).to_hex().to_string());
        assert_eq!(codes(&sealed, None), ["encrypted"]);
        assert_eq!(codes(&sealed, Some("예산2025")), ["encrypted"]);
    }
}

#[test]
fn a_workbook_that_is_only_protected_from_changes_needs_no_password() {
    let sealed = agile(&workbook(), "VelvetSweatshop");
    assert!(codes(&sealed, None).is_empty());
}

#[test]
fn a_seal_that_makes_no_sense_is_refused_with_its_reason() {
    let clear = workbook();
    let mut many = agile(&clear, "x");
    let at = many.windows(15).position(|w| w == b"spinCount=\"1000").unwrap();
    many[at + 11..at + 15].copy_from_slice(b"9999");
    assert_eq!(codes(&many, Some("x")), ["encrypted"]);
    let rights = compound(b"", b"", 0);
    assert_eq!(codes(&rights, Some("x")), ["damaged"]);
}
