//! Places in decoded text: lines from 1, and Unicode scalar values.

use std::ops::Range;

use crate::document::Place;

/// Where the lines of a text start, in bytes and in Unicode scalar values.
#[derive(Debug)]
pub struct Positions<'a> {
    text: &'a str,
    /// Byte and scalar value at which each line starts.
    lines: Vec<(usize, usize)>,
}

impl<'a> Positions<'a> {
    /// Counts the lines of `text`; a line ends with `\n`, `\r\n` or a lone `\r`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut lines = vec![(0, 0)];
        let mut scalars = 0;
        let bytes = text.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            // Continuation bytes do not start a scalar value.
            scalars += usize::from(byte & 0xc0 != 0x80);
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                lines.push((at + 1, scalars));
            }
        }
        Self { text, lines }
    }

    /// The place of a range of bytes.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        let (first, start) = self.locate(range.start);
        let (mut last, end) = self.locate(range.end.max(range.start));
        // A range that ends where a line starts does not reach into that line.
        if last > first && self.lines.get(last).is_some_and(|(byte, _)| *byte == range.end) {
            last -= 1;
        }
        let number = |line: usize| u32::try_from(line + 1).unwrap_or(u32::MAX);
        Place::Lines {
            line: [number(first), number(last)],
            start,
            end,
        }
    }

    /// Line (from 0) and scalar value of a byte.
    fn locate(&self, byte: usize) -> (usize, usize) {
        let line = self
            .lines
            .partition_point(|(start, _)| *start <= byte)
            .saturating_sub(1);
        let (start, scalars) = self.lines.get(line).copied().unwrap_or_default();
        let until = byte.min(self.text.len());
        let within = self.text.get(start..until).map_or_else(
            || {
                self.text
                    .as_bytes()
                    .get(start..until)
                    .unwrap_or_default()
                    .iter()
                    .filter(|b| **b & 0xc0 != 0x80)
                    .count()
            },
            |t| t.chars().count(),
        );
        (line, scalars + within)
    }
}

#[cfg(test)]
mod tests {
    use super::Positions;
    use crate::document::Place;

    #[test]
    fn bytes_become_lines_and_scalar_values() {
        let text = "一二\r\n三四五\n\nsix";
        let at = text.find("四").unwrap_or_default();
        assert_eq!(
            Positions::new(text).place(at..at + 6),
            Place::Lines {
                line: [2, 2],
                start: 5,
                end: 7
            }
        );
        let all = Positions::new(text).place(0..text.len());
        assert_eq!(
            all,
            Place::Lines {
                line: [1, 4],
                start: 0,
                end: 12
            }
        );
    }
}
