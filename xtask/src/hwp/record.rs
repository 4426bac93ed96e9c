//! Records of an HWP 5 stream: a header of 32 bits (tag, level, size), then the data.

/// Tags that the writer uses; `HWPTAG_BEGIN` is 0x10.
pub mod tag {
    /// Counts and first numbers.
    pub const DOCUMENT_PROPERTIES: u16 = 0x10;
    /// How many of each definition follow.
    pub const ID_MAPPINGS: u16 = 0x11;
    /// A font.
    pub const FACE_NAME: u16 = 0x13;
    /// Borders and fill.
    pub const BORDER_FILL: u16 = 0x14;
    /// A character shape.
    pub const CHAR_SHAPE: u16 = 0x15;
    /// Tab stops.
    pub const TAB_DEF: u16 = 0x16;
    /// A numbering of seven levels.
    pub const NUMBERING: u16 = 0x17;
    /// A bullet.
    pub const BULLET: u16 = 0x18;
    /// A paragraph shape.
    pub const PARA_SHAPE: u16 = 0x19;
    /// A style.
    pub const STYLE: u16 = 0x1A;
    /// Key of a distribution document.
    pub const DISTRIBUTE_DOC_DATA: u16 = 0x1C;
    /// Target program.
    pub const COMPATIBLE_DOCUMENT: u16 = 0x1E;
    /// Layout compatibility.
    pub const LAYOUT_COMPATIBILITY: u16 = 0x1F;
    /// A paragraph.
    pub const PARA_HEADER: u16 = 0x42;
    /// Its text.
    pub const PARA_TEXT: u16 = 0x43;
    /// Its character shapes.
    pub const PARA_CHAR_SHAPE: u16 = 0x44;
    /// Its line segments.
    pub const PARA_LINE_SEG: u16 = 0x45;
    /// A control.
    pub const CTRL_HEADER: u16 = 0x47;
    /// A list of paragraphs.
    pub const LIST_HEADER: u16 = 0x48;
    /// Page size.
    pub const PAGE_DEF: u16 = 0x49;
    /// Shape of notes.
    pub const FOOTNOTE_SHAPE: u16 = 0x4A;
    /// Page border.
    pub const PAGE_BORDER_FILL: u16 = 0x4B;
    /// A drawing object.
    pub const SHAPE_COMPONENT: u16 = 0x4C;
    /// A table.
    pub const TABLE: u16 = 0x4D;
    /// A rectangle.
    pub const SHAPE_COMPONENT_RECTANGLE: u16 = 0x4F;
    /// An equation.
    pub const EQEDIT: u16 = 0x58;
}

/// The bytes of one record's data.
#[derive(Debug, Clone, Default)]
pub struct Data(Vec<u8>);

impl Data {
    /// No bytes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one byte.
    #[must_use]
    pub fn u8(mut self, value: u8) -> Self {
        self.0.push(value);
        self
    }

    /// Adds 16 bits, little endian.
    #[must_use]
    pub fn u16(mut self, value: u16) -> Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    /// Adds 32 bits, little endian.
    #[must_use]
    pub fn u32(mut self, value: u32) -> Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    /// Adds the same 16 bits several times.
    #[must_use]
    pub fn u16s(self, value: u16, times: usize) -> Self {
        (0..times).fold(self, |data, _| data.u16(value))
    }

    /// Adds the same 32 bits several times.
    #[must_use]
    pub fn u32s(self, value: u32, times: usize) -> Self {
        (0..times).fold(self, |data, _| data.u32(value))
    }

    /// Adds bytes as they are.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend(bytes);
        self
    }

    /// Adds a control's id of four characters, stored in reverse.
    #[must_use]
    pub fn id(self, id: &[u8; 4]) -> Self {
        self.u32(u32::from_be_bytes(*id))
    }

    /// Adds a string: its length in UTF-16 units, then the units.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        let units: Vec<u16> = text.encode_utf16().collect();
        self = self.u16(u16::try_from(units.len()).unwrap_or(u16::MAX));
        units.into_iter().fold(self, Self::u16)
    }

    /// The bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// A stream of records.
#[derive(Debug, Clone, Default)]
pub struct Records(Vec<u8>);

impl Records {
    /// No records yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a record; sizes from 4095 bytes go into an extra field.
    pub fn push(&mut self, tag: u16, level: u16, data: Data) {
        let size = u32::try_from(data.0.len()).unwrap_or(u32::MAX);
        let header = u32::from(tag) | u32::from(level) << 10 | size.min(0xFFF) << 20;
        self.0.extend(header.to_le_bytes());
        if size >= 0xFFF {
            self.0.extend(size.to_le_bytes());
        }
        self.0.extend(data.0);
    }

    /// The stream.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
