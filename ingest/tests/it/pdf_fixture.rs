//! PDF files made for tests and benches.
#![allow(dead_code, reason = "tests and benches each use a part")]

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::content::{Content, Operation};
use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter};
use lopdf::encryption::{EncryptionState, EncryptionVersion};
use lopdf::{Dictionary, Document, Object, Permissions, Stream, StringFormat, dictionary};

/// Height of the pages that are made; their width is 600.
pub(crate) const HEIGHT: f32 = 800.0;

/// What one page paints. Places are in points from the top left, texts by their baseline.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    operations: Vec<Operation>,
    rotate: i64,
}

impl Page {
    /// Text in a Latin font.
    pub(crate) fn text(self, x: f32, y: f32, size: f32, text: &str) -> Self {
        self.show("Latin", x, y, size, text.as_bytes().to_vec())
    }

    /// Text in a font of [`pdf`] by its name, as the bytes of that font's encoding.
    pub(crate) fn show(mut self, font: &str, x: f32, y: f32, size: f32, bytes: Vec<u8>) -> Self {
        self.operations.extend([
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec![font.into(), size.into()]),
            Operation::new("Td", vec![x.into(), (HEIGHT - y).into()]),
            Operation::new("Tj", vec![Object::String(bytes, StringFormat::Hexadecimal)]),
            Operation::new("ET", vec![]),
        ]);
        self
    }

    /// Text in a Latin font that runs upwards from a place.
    pub(crate) fn upwards(mut self, x: f32, y: f32, size: f32, text: &str) -> Self {
        let matrix = [0.0, 1.0, -1.0, 0.0, x, HEIGHT - y];
        let bytes = text.as_bytes().to_vec();
        self.operations.extend([
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["Latin".into(), size.into()]),
            Operation::new("Tm", matrix.map(Object::from).to_vec()),
            Operation::new("Tj", vec![Object::String(bytes, StringFormat::Hexadecimal)]),
            Operation::new("ET", vec![]),
        ]);
        self
    }

    /// How text is painted from here on: 0 filled, 2 filled and stroked, 3 not at all.
    pub(crate) fn mode(mut self, mode: i64) -> Self {
        self.operations.push(Operation::new("Tr", vec![mode.into()]));
        self
    }

    /// A line from one place to another.
    pub(crate) fn line(mut self, x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        self.operations.extend([
            Operation::new("m", vec![x0.into(), (HEIGHT - y0).into()]),
            Operation::new("l", vec![x1.into(), (HEIGHT - y1).into()]),
            Operation::new("S", vec![]),
        ]);
        self
    }

    /// Lines of equal distance downwards.
    pub(crate) fn lines(self, x: f32, y: f32, size: f32, texts: &[&str]) -> Self {
        let step = 1.3 * size;
        texts.iter().enumerate().fold(self, |page, (i, text)| {
            page.text(x, y + step * i as f32, size, text)
        })
    }

    /// A table with a line around each cell: `xs` and `ys` are its edges, `texts` its cells by row.
    pub(crate) fn grid(mut self, xs: &[f32], ys: &[f32], texts: &[&[&str]]) -> Self {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        for &y in ys {
            self = self.line(left, y, right, y);
        }
        for &x in xs {
            self = self.line(x, top, x, bottom);
        }
        for (row, cells) in texts.iter().enumerate() {
            for (column, text) in cells.iter().enumerate() {
                self = self.text(xs[column] + 4.0, ys[row] + 13.0, 10.0, text);
            }
        }
        self
    }

    /// What `paint` adds, marked as the content of this number.
    pub(crate) fn marked(self, id: i64, paint: impl FnOnce(Self) -> Self) -> Self {
        self.sequence("P", dictionary! { "MCID" => id }, paint)
    }

    /// What `paint` adds, marked as no part of the text.
    pub(crate) fn artifact(self, paint: impl FnOnce(Self) -> Self) -> Self {
        self.sequence("Artifact", dictionary! { "Type" => "Pagination" }, paint)
    }

    /// What `paint` adds, as a sequence of marked content.
    pub(crate) fn sequence(
        mut self,
        tag: &str,
        properties: Dictionary,
        paint: impl FnOnce(Self) -> Self,
    ) -> Self {
        let operands = vec![tag.into(), Object::Dictionary(properties)];
        self.operations.push(Operation::new("BDC", operands));
        let mut page = paint(self);
        page.operations.push(Operation::new("EMC", vec![]));
        page
    }

    /// The colour of text and boxes from here on, each part from 0 to 1.
    pub(crate) fn color(mut self, red: f32, green: f32, blue: f32) -> Self {
        let operands = vec![red.into(), green.into(), blue.into()];
        self.operations.push(Operation::new("rg", operands));
        self
    }

    /// A filled box from one corner to the other.
    pub(crate) fn filled(mut self, x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        self.operations.extend([
            Operation::new(
                "re",
                vec![
                    x0.into(),
                    (HEIGHT - y1).into(),
                    (x1 - x0).into(),
                    (y1 - y0).into(),
                ],
            ),
            Operation::new("f", vec![]),
        ]);
        self
    }

    /// A filled round shape of this size, as letters are that are drawn.
    pub(crate) fn shape(mut self, x: f32, y: f32, size: f32) -> Self {
        let (left, right, low) = (x, x + size, HEIGHT - y);
        self.operations.extend([
            Operation::new("m", vec![left.into(), low.into()]),
            Operation::new(
                "c",
                [left, low + size, right, low + size, right, low]
                    .map(Into::into)
                    .to_vec(),
            ),
            Operation::new("h", vec![]),
            Operation::new("f", vec![]),
        ]);
        self
    }

    /// The same page, shown turned clockwise by this many degrees.
    pub(crate) fn rotated(mut self, degrees: i64) -> Self {
        self.rotate = degrees;
        self
    }
}

/// A font that is not embedded and has no ToUnicode map: its encoding and the ordering of its characters.
pub(crate) fn cjk_font(encoding: &str, ordering: &str) -> Dictionary {
    dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => "TestSong",
        "Encoding" => encoding,
        "DescendantFonts" => vec![Object::Dictionary(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType0",
            "BaseFont" => "TestSong",
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal(ordering),
                "Supplement" => 0,
            },
            "DW" => 1000,
            "FontDescriptor" => dictionary! {
                "Type" => "FontDescriptor", "FontName" => "TestSong", "Flags" => 4, "ItalicAngle" => 0,
                "Ascent" => 880, "Descent" => -120, "CapHeight" => 880, "StemV" => 80,
                "FontBBox" => vec![0.into(), Object::Integer(-120), 1000.into(), 880.into()],
            },
        })],
    }
}

/// A document of these pages; each font is known to them by its name, beside the font `Latin`.
pub(crate) fn document(pages: &[Page], fonts: &[(&str, Dictionary)]) -> Document {
    let mut document = Document::with_version("1.7");
    let parent = document.new_object_id();
    let mut known = dictionary! {
        "Latin" => dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" },
    };
    for (name, font) in fonts {
        let id = document.add_object(font.clone());
        known.set(*name, id);
    }
    let mut kids = Vec::new();
    for page in pages {
        let content = Content {
            operations: page.operations.clone(),
        };
        let content = document.add_object(Stream::new(dictionary! {}, content.encode().unwrap_or_default()));
        let id = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => parent, "Contents" => content, "Rotate" => page.rotate,
            "MediaBox" => vec![0.into(), 0.into(), 600.into(), Object::Real(HEIGHT)],
            "Resources" => dictionary! { "Font" => known.clone() },
        });
        kids.push(Object::Reference(id));
    }
    let count = i64::try_from(kids.len()).unwrap_or(0);
    document.objects.insert(
        parent,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into(),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    document.trailer.set("Root", catalog);
    let id = Object::String(vec![7; 16], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    document
}

/// The bytes of a document.
pub(crate) fn save(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap_or_default();
    bytes
}

/// The bytes of a document of these pages.
pub(crate) fn pdf(pages: &[Page]) -> Vec<u8> {
    save(document(pages, &[]))
}

/// The ways in which a file is locked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Lock {
    /// RC4 with 40 bits (revision 2).
    Rc4Short,
    /// RC4 with 128 bits (revision 3).
    Rc4,
    /// AES with 128 bits (revision 4).
    Aes128,
    /// AES with 256 bits as an extension of the standard once had it (revision 5).
    Aes256Old,
    /// AES with 256 bits (revision 6).
    Aes256,
}

impl Lock {
    pub(crate) const ALL: [Self; 5] = [
        Self::Rc4Short,
        Self::Rc4,
        Self::Aes128,
        Self::Aes256Old,
        Self::Aes256,
    ];
}

/// The same document, locked with a password for its readers and `owner` for its owner.
#[allow(deprecated, reason = "files of revision 5 exist")]
pub(crate) fn locked(mut document: Document, lock: Lock, password: &str) -> Vec<u8> {
    let (owner_password, user_password, permissions) = ("owner", password, Permissions::all());
    let filters = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
    let name = b"StdCF".to_vec();
    let key = [0x5a; 32];
    let version = match lock {
        Lock::Rc4Short => EncryptionVersion::V1 {
            document: &document,
            owner_password,
            user_password,
            permissions,
        },
        Lock::Rc4 => EncryptionVersion::V2 {
            document: &document,
            owner_password,
            user_password,
            key_length: 128,
            permissions,
        },
        Lock::Aes128 => EncryptionVersion::V4 {
            document: &document,
            encrypt_metadata: true,
            crypt_filters: filters(Arc::new(Aes128CryptFilter)),
            stream_filter: name.clone(),
            string_filter: name,
            owner_password,
            user_password,
            permissions,
        },
        Lock::Aes256Old => EncryptionVersion::R5 {
            encrypt_metadata: true,
            crypt_filters: filters(Arc::new(Aes256CryptFilter)),
            file_encryption_key: &key,
            stream_filter: name.clone(),
            string_filter: name,
            owner_password,
            user_password,
            permissions,
        },
        Lock::Aes256 => EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: filters(Arc::new(Aes256CryptFilter)),
            file_encryption_key: &key,
            stream_filter: name.clone(),
            string_filter: name,
            owner_password,
            user_password,
            permissions,
        },
    };
    let state = EncryptionState::try_from(version).unwrap_or_default();
    document.encrypt(&state).unwrap_or_default();
    save(document)
}
