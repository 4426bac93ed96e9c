//! Fields of binary data, little endian, as HWP 3 and HWP 5 have them.

/// Fields of a record's data, little endian; none past its end.
#[derive(Debug, Clone)]
pub(crate) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// From the first byte on.
    pub(crate) fn new(data: &'a [u8]) -> Self {
        Self(data)
    }

    /// How many bytes are left.
    pub(crate) fn left(&self) -> usize {
        self.0.len()
    }

    /// The next `count` bytes.
    pub(crate) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// The same fields after `count` bytes.
    pub(crate) fn after(mut self, count: usize) -> Option<Self> {
        self.bytes(count)?;
        Some(self)
    }

    /// The next byte.
    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.bytes(1)?.first().copied()
    }

    /// The next 16 bits.
    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.bytes(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    /// The next 32 bits.
    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.bytes(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// The next 64 bits.
    pub(crate) fn u64(&mut self) -> Option<u64> {
        self.bytes(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// A string: its length in UTF-16 units, then the units; cut short where the data is.
    pub(crate) fn text(&mut self) -> Option<String> {
        let units = usize::from(self.u16()?);
        let bytes = self.bytes((2 * units).min(self.left() & !1))?;
        Some(utf16(bytes))
    }
}

/// UTF-16 in little endian to text, control characters left out.
pub(crate) fn utf16(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.try_into().ok().map(u16::from_le_bytes));
    let decoded = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    decoded
        .filter(|c| !c.is_control() || *c == '\n' || *c == '\t')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_past_the_end_are_none() {
        let mut fields = Fields::new(&[1, 0, 2]);
        assert_eq!(
            (fields.u16(), fields.u32(), fields.u8()),
            (Some(1), None, Some(2))
        );
    }
}
