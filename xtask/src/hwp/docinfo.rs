//! The `DocInfo` stream: fonts, borders, shapes, numbering and styles that the body points at.

use super::record::{Data, Records, tag};
use super::report::{CHARACTER_SHAPES, Style};

/// Fonts, the same two in each of the seven scripts.
pub const FONTS: [&str; 2] = ["함초롬돋움", "함초롬바탕"];
/// Border fill without lines.
pub const NO_BORDER: u16 = 1;
/// Border fill with thin lines all round.
pub const BOX_BORDER: u16 = 2;
/// The bullet of [`Style::Bullet`].
pub const BULLET: char = '●';
/// Number formats by level: `^1.` counts `1.`, `^2.` counts `가.`, and so on. The second value is the numeral's code.
pub const NUMBER_LEVELS: [(&str, u32); 7] = [
    ("^1.", 0),
    ("^2.", 8),
    ("^3)", 0),
    ("^4)", 8),
    ("(^5)", 0),
    ("(^6)", 8),
    ("^7", 1),
];

/// The whole stream, not yet compressed.
#[must_use]
pub fn write() -> Vec<u8> {
    let mut out = Records::new();
    out.push(tag::DOCUMENT_PROPERTIES, 0, Data::new().u16s(1, 7).u32s(0, 3));
    let counts = [0, 2, 2, 2, 2, 2, 2, 2, 2, 5, 1, 1, 1, 10, 10, 0, 0, 0];
    out.push(
        tag::ID_MAPPINGS,
        0,
        counts.into_iter().fold(Data::new(), Data::u32),
    );
    for _ in 0..7 {
        for font in FONTS {
            out.push(tag::FACE_NAME, 1, Data::new().u8(0).text(font));
        }
    }
    for line in [0, 1] {
        let sides = (0..4).fold(Data::new().u16(0), |data, _| data.u8(line).u8(1).u32(0));
        out.push(tag::BORDER_FILL, 1, sides.u8(1).u8(0).u32(0).u32(0).u32(0));
    }
    for (size, bold) in CHARACTER_SHAPES {
        let shape = Data::new()
            .u16s(1, 7)
            .bytes(&[100; 7])
            .bytes(&[0; 7])
            .bytes(&[100; 7])
            .bytes(&[0; 7]);
        let shape = shape.u32(size).u32(if bold { 2 } else { 0 }).u8(10).u8(10);
        out.push(
            tag::CHAR_SHAPE,
            1,
            shape
                .u32(0)
                .u32(0)
                .u32(u32::MAX)
                .u32(0x00B2_B2B2)
                .u16(NO_BORDER)
                .u32(0),
        );
    }
    out.push(tag::TAB_DEF, 1, Data::new().u32s(0, 2));
    let mut numbering = Data::new();
    for (format, numeral) in NUMBER_LEVELS {
        numbering = numbering
            .u32(0x0C | numeral << 5)
            .u16(0)
            .u16(50)
            .u32(u32::MAX)
            .text(format);
    }
    out.push(tag::NUMBERING, 1, numbering.u16(1).u32s(1, 7));
    let bullet = Data::new()
        .u32(0x08)
        .u16(0)
        .u16(50)
        .u32(u32::MAX)
        .u16(BULLET as u16);
    out.push(tag::BULLET, 1, bullet.u32s(0, 2).u16(0));
    for style in Style::ALL {
        let (head, level) = style.head();
        let attributes = 0x80 | style.alignment() << 2 | head << 23 | level << 25;
        let shape = Data::new().u32(attributes).u32s(0, 5).u32(160).u16(0);
        let shape = shape.u16(u16::from(head > 0)).u16(NO_BORDER).u16s(0, 4);
        out.push(tag::PARA_SHAPE, 1, shape.u32s(0, 2).u32(160));
    }
    for style in Style::ALL {
        let (korean, english) = style.names();
        let id = style.id();
        let named = Data::new()
            .text(korean)
            .text(english)
            .u8(0)
            .u8(u8::try_from(id).unwrap_or(0));
        out.push(
            tag::STYLE,
            1,
            named.u16(0x0412).u16(id).u16(style.character_shape()).u16(0),
        );
    }
    out.push(tag::COMPATIBLE_DOCUMENT, 0, Data::new().u32(0));
    out.push(tag::LAYOUT_COMPATIBILITY, 1, Data::new().u32s(0, 5));
    out.into_bytes()
}
